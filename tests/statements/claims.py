"""Statements of the table `claims`: what carries a row, computed from the course's tables.

    @carries("the end of the mandate is 30 June 2023")
    def c21():
        return row("mandates", "RES2640")["mandate_until"]

The function has the name that stands in the column `statement` of its row; the quotation is a part
of `what_sources_say`. Returned are its numbers in their order, and True or False for its words.
"""

from collections.abc import Callable

from tests.statements import Statement, load

CARRIED: dict[str, Statement] = {}
#: Attacks on the mission, killed and injured in them, in one season of two years.
SEASON_2021 = ["RF182", "RF183", "RF184"]
SEASON_2022 = ["RF195", "RF196", "RF197"]
RENEWED = ["2164", "2227", "2295", "2364", "2423", "2480", "2531", "2584", "2640"]


def carries(quotation: str) -> Callable[[Callable], Callable]:
    """Register what computes a part of the evidence of a claim."""

    def register(compute: Callable) -> Callable:
        CARRIED[compute.__name__] = Statement("claims", quotation, compute)
        return compute

    return register


def row(table, key):
    """Return a row by the table's first column."""
    found = load(table)
    return found.set_index(found.columns[0]).loc[key]


def day(table, key, column="date"):
    """Return a date of a row as ISO text."""
    return str(row(table, key)[column])[:10]


def mandate(number="2640"):
    return row("mandates", f"RES{number}")


def quoted(feature, record="RES2640"):
    """Return the paragraph and the words of a feature in a mandate."""
    found = load("mandate_quotes").query("record_id == @record and feature == @feature")
    return found.iloc[0][["paragraph", "quote"]].astype(str).tolist()


def malicious(start="1900-01-01", end="2100-01-01"):
    """Return deaths in MINUSMA by malicious acts from one day to another, both included."""
    dead = load("fatalities").query("mission == 'MINUSMA' and cause == 'Malicious Act'")
    return dead[dead["date"].astype(str).str[:10].between(start, end)]


def dead(start="1900-01-01", end="2100-01-01"):
    everyone = load("fatalities").query("mission == 'MINUSMA'")
    return len(everyone[everyone["date"].astype(str).str[:10].between(start, end)])


def votes(record, who=("China", "Russian Federation")):
    cast = load("votes").query("record_id == @record and country in @who")
    return set(cast["vote"].astype(str))


@carries("Resolution 2640 (2022) was adopted on 29 June 2022")
def c01():
    return 2022, str(mandate()["date"])[:10]


@carries("Nine extensions: 2164, 2227, 2295, 2364, 2423, 2480, 2531, 2584, 2640")
def c02():
    found = load("mandates").query("renewal > 0").sort_values("date")
    numbers = found["symbol"].astype(str).str.extract(r"RES/(\d+)")[0].tolist()
    ours = [number for number in numbers if number in RENEWED]
    return [int(number) for number in ours] + [ours == RENEWED, len(ours) == 9]


@carries("proclaimed the independence of Azawad on 6 April 2012")
def c04():
    return day("chronology", "E039")


@carries(
    "ECOWAS closed borders and froze accounts on 2 April; the framework with ECOWAS is of 6 April"
)
def c05():
    return day("chronology", "E215"), day("chronology", "E216")


@carries("The merger of 26 May 2012 collapsed by 27 June, after the April framework")
def c06():
    dates = day("chronology", "E042"), day("chronology", "E043")
    return *dates, day("chronology", "E216") < dates[0]


@carries("The push south of 10 January 2013 is documented")
def c07():
    return day("chronology", "E047")


@carries("Resolution 2100 welcomes the French action as undertaken at the request")
def c08():
    asked, came = day("chronology", "E225"), day("chronology", "E048")
    return asked < came


@carries("Transfer of authority on 1 July 2013, from AFISMA to MINUSMA")
def c10():
    return day("chronology", "E060")


@carries("15 May 2015 (government, Platform, two factions) and 20 June 2015 (CMA)")
def c11():
    return day("agreements", "algiers_2015_gov"), day("agreements", "algiers_2015_cma")


@carries("281 dead from all causes by 29 June 2022, 311 in all")
def c14():
    printed = load("fatality_claims").query("claim_id == 'claim_13'")["claimed_total"]
    return dead(end="2022-06-29"), "2022-06-29", dead(), (printed == 313).all()


@carries(
    "gives 43 dead by 31 March 2015; the mission's site, 275 on 15 July 2022. The UN record, read "
    "in 2025: 53 deaths precede 15 May 2015; 228 fall between then and 29 June 2022, 127 of them"
)
def c15():
    told = load("fatality_claims").set_index("claim_id").loc[["claim_01", "claim_12"]]
    (then, day_then), (now, day_now) = told[["claimed_total", "as_of"]].astype(str).to_numpy()
    read = row("sources", "un_fatalities")["date"]
    between = dead("2015-05-15", "2022-06-29")
    hostile = len(malicious("2015-05-15", "2022-06-29"))
    record = dead(end="2015-05-14"), "2015-05-15", between, "2022-06-29", hostile
    return int(float(then)), day_then, int(float(now)), day_now, int(str(read)[:4]), *record


@carries("20 of 78 commitments done at end 2018. PAM: 31.25 after seven years")
def c16():
    done = row("agreements", "algiers_2015_stage1")["value"]
    return done, 78, 2018, row("agreements", "algiers_2015_pam")["value"]


@carries(
    "OCHA: 377,519 displaced in May 2022. Council briefing, October 2022: over 422,000. UNHCR has "
    "379,932 at the end of that year"
)
def c17():
    counts = load("idps_dated").set_index("row_id")["idps"]
    told = counts[30]
    year = load("displacement_year").query("year == 2022 and indicator == 'idps_unhcr'")
    return counts[27], 2022, 2022, told + 1, year["people"].item()


@carries(
    "All that was asked in 2013, 2015 and 2016 was granted, and the ceilings rose to 15,209; the "
    "2,069 more requested in 2021 were not granted"
)
def c18():
    asked = load("force_level_requests")
    early = asked[asked["date"].astype(str) < "2021"]
    years = sorted(set(early["date"].astype(str).str[:4].astype(int)))
    late = row("force_level_requests", "FR03")
    both = mandate()["military_ceiling"] + mandate()["police_ceiling"]
    granted = (early["outcome"] == "granted in full").all()
    return [*years, both, late["persons"], 2021, granted, late["outcome"] == "not granted"]


@carries("Malicious acts killed 16 in MINUSMA in the year to 29 June 2022, 9 in MONUSCO, none in")
def c20():
    year = load("fatalities").query("cause == 'Malicious Act'")
    year = year[year["date"].astype(str).str[:10].between("2021-06-30", "2022-06-29")]
    counts = year["mission"].value_counts()
    counts = counts[counts > 0]
    of_all = load("fatalities").query("cause == 'Malicious Act'")["mission"].value_counts()
    lead = of_all.index[0] == "MINUSMA"
    return counts["MINUSMA"], "2022-06-29", counts["MONUSCO"], len(counts) == 2, lead


@carries("The mandate runs to 30 June 2023")
def c21():
    return str(mandate()["mandate_until"])[:10]


@carries("first strategic priority, the agreement and the political transition; second")
def c22():
    return "second strategic priority" in quoted("centre_priority")[1]


@carries("The second coup since 2012")
def c23():
    since = [day("cooperation_events", "K002"), "2020-08-18", day("cooperation_events", "K033")]
    overthrown = load("chronology").query("date == '2020-08-18'")
    return 2012, sorted(since) == since, len(overthrown) > 0


@carries(
    "Reports of the Secretary-General count 90 attacks on the mission from December 2019 to "
    "December 2020 and 126 in the year after. Malicious acts killed 7, then 12, then 16 "
    "peacekeepers in the years to 29 June 2020, 2021 and 2022"
)
def c24():
    facts = load("report_facts").set_index("fact_id")["value"]
    of_2020 = facts[["RF132", "RF138", "RF137", "RF151"]].sum()
    of_2021 = facts[["RF157", "RF170", "RF176", "RF182"]].sum()
    killed = [len(malicious(f"{year - 1}-06-30", f"{year}-06-29")) for year in (2020, 2021, 2022)]
    return [of_2020, 2019, 2020, of_2021, *killed, "2020-06-29", 2021, 2022]


@carries("31 violations to Malian forces in the last quarter of 2021 and 320 in the next")
def c25():
    notes = load("hr_notes_perpetrators").set_index("row_id")["count"]
    return notes[18], 2021, notes[20]


@carries("Of 26 tasks in the list of 2640, 21 are the same as in 2584 and 5 changed")
def c26():
    tasks = load("mandate_paragraphs").query("record_id == 'RES2640' and level == 'task'")
    change = tasks["change"].value_counts()
    same = mandate()["military_ceiling"] == mandate("2584")["military_ceiling"]
    return len(tasks), 2640, change["same"], 2584, change["changed"], same


@carries("Both ceilings were kept, 13,289 military personnel and 1,920 police")
def c27():
    now, before = (mandate(n)[["military_ceiling", "police_ceiling"]] for n in ("2640", "2584"))
    return [*now, (now == before).all()]


@carries("After 29 June 2022 the record has 30 more deaths, 13 of them by malicious acts")
def c28():
    return "2022-06-29", dead("2022-06-30"), len(malicious("2022-06-30"))


@carries("28 March 2018, Security Council debate")
def c29():
    return day("frameworks", "a4p")


@carries("45 commitments grouped in eight areas")
def c30():
    return 45, len(load("a4p_areas")) == 8


@carries("Launched in March 2021 as implementation strategy for 2021-2023")
def c31():
    return 2021, 2021, 2023, day("frameworks", "a4p_plus")[:7] == "2021-03"


@carries("Seven priorities")
def c32():
    kinds = load("a4p_plus_items")["kind"].value_counts()
    return kinds["priority"] == 7, kinds["theme"] == 2


@carries("no vote on the request of 2021 is on record")
def c34():
    return 2021, row("force_level_requests", "FR03")["outcome"] == "not granted"


@carries("the UN asked for two helicopter units (up to 10 aircraft)")
def c35():
    asked = load("force_level_requests").set_index("request_id")["quantity"]
    return asked["FR09"], asked["FR08"] == 2


@carries("Means of 2020: China 426, United Kingdom 24 (255 in February 2022), United States 8")
def c40():
    sent = load("contributions_year").query("mission == 'MINUSMA' and year == 2020")
    sent = sent.set_index("iso3")["total"]
    then = load("contributor_snapshots").query("iso3 == 'GBR' and people == 255")
    return 2020, sent["CHN"], sent["GBR"], then["people"].item(), 2022, sent["USA"]


@carries("the plan of January 2020")
def c37():
    plan = row("force_adaptation", "FA07")
    return 2020, plan["kind"] == "plan", "helicopters" in plan["note"]


@carries("Earlier resolutions authorised French forces to intervene in support of MINUSMA")
def c39():
    support = load("mandate_quotes").query("feature == 'french_support'")
    having = support.set_index("record_id")["in_text"].astype(str).isin(["yes", "True"])
    return having["RES2584"], not having["RES2640"]


def helicopters(country, start):
    """Tell whether armed or rescue helicopters of a country stood there from a month on."""
    units = load("air_assets").query("contributor == @country")
    return (units["start_earliest"].astype(str).str[:7] == start).any()


@carries("Three MD500E from May 2015 at Timbuktu, three from December 2018 at Gao")
def c41():
    return 2015, 2018, helicopters("El Salvador", "2015-05"), helicopters("El Salvador", "2018-12")


@carries("Chinooks and Griffons flew from Gao from August 2018 to 31 August 2019")
def c42():
    units = load("air_assets").query("contributor == 'Canada'")
    end = units["end_latest"].astype(str).str[:10]
    return 2018, end.max(), helicopters("Canada", "2018-08")


@carries("NH90 from December 2021, CH-53 in their place from 30 June 2022")
def c43():
    return (
        2021,
        day("aviation_statements", "AS49", "day_earliest"),
        helicopters("Germany", "2021-12"),
    )


@carries("Eighteen studies in the course's table look at troops")
def c45():
    works = load("peacekeeping_findings")
    found = works.set_index("work_id").at["WF10", "finding"]
    return len(works) == 18, "government's consent" in found


@carries(
    "Sierra Leone's government worked with the mission while its force grew to 17,500; in Côte "
    "d'Ivoire the incumbent ordered the mission out in December 2010"
)
def c46():
    grown = row("other_missions", "OM38")["value"]
    return grown, 2010, day("exit_demands", "XD04", "demanded")[:7] == "2010-12"


@carries("24 May 2021")
def c47():
    return day("cooperation_events", "K033")


@carries("an overall score of 31.25")
def c48():
    return row("agreements", "algiers_2015_pam")["value"]


@carries("No other source found gives 72 hours for patrols")
def c50():
    rule = row("restrictions", "R13")
    return rule["other_value"], rule["source_id"] == "seed"


@carries("Rotations were suspended on 14 July 2022 and resumed on 15 August")
def c51():
    return day("restrictions", "R14", "period_start"), day("restrictions", "R14", "period_end")


@carries("executed about 300 civilians at Moura")
def c52():
    counts = load("moura_claims").set_index("row_id")["value"]
    return counts[8], counts[1] == 500, counts[7] == 203


@carries("access was first sought on 1 April 2022")
def c53():
    access = load("human_rights_access").query("incident_id == 'moura_2022'")["access"]
    return day("restrictions", "R12", "period_start"), (access == "denied").all()


@carries("asks the mission to report “publicly and quarterly”")
def c54():
    return quoted("quarterly_rights_reports") == ["26 (d) (ii)", "publicly and quarterly"]


@carries("has fact-finding missions and “help investigate”, as the mandate before it")
def c55():
    tasks = load("mandate_paragraphs").set_index("paragraph_id")
    task = tasks.loc["P2640_23"]
    had = tasks[(tasks["record_id"] == "RES2584") & (tasks["paragraph"] == task["paragraph"])]
    both = "find facts, help investigate" in task["summary"]
    only = "quarterly" in str(task["note"])
    return both, only, votes("RES2640") == {"abstain"}, len(had) <= 1


@carries("154 states had endorsed by 2021")
def c56():
    counts = load("a4p_endorsement_counts")["member_states"]
    said = load("a4p_endorsers")
    mali = said.query("iso3 == 'MLI'")["source_id"]
    russia = said.query("iso3 == 'RUS'")["standing"].astype(str)
    return counts.max(), 2021, (mali == "seed").all(), russia.str.contains("reserv").any()


@carries("Sanctions were imposed on 9 January 2022")
def c59():
    return day("chronology", "E131")


@carries(
    "By July 2022 two promises had passed their day: a transition of 18 months, to March 2022, and "
    "elections in February 2022. Later the vote of 2024 was put off on 25 September 2023"
)
def c60():
    promises = load("transition_promises").set_index("promise_id")
    due = promises["due"].astype(str)
    made = promises["made"].astype(str) >= "2020-09"
    passed = promises[made & (due < "2022-07") & (promises["kept"].astype(str) == "no")]
    two = list(passed.index) == ["TP02", "TP03"]
    days = due["TP02"][:7] == "2022-03", due["TP03"][:7] == "2022-02"
    put_off = str(promises.at["TP09", "outcome_date"])[:10]
    return 2022, 18, 2022, 2022, 2024, put_off, two, *days


@carries("Both had voted for the UN sanctions, which serve the agreement of 2015, in August 2021")
def c63():
    return 2015, 2021, votes("RES2590") == votes("RES2649") == {"yes"}


@carries("counts 297 of 1,231 flight requests refused (24.1 per cent), 238 of them for drones")
def c64():
    counted = row("restrictions", "R27")
    share = 100 * counted["denied"] / counted["requested"]
    return counted["denied"], counted["requested"], share, row("restrictions", "R28")["denied"]


@carries("“contingent on a determination by MINUSMA of the recipient's compliance”")
def c65():
    said = load("mandate_quotes").query("feature == 'due_diligence_tightened'")
    said = said.set_index("record_id")["quote"].astype(str).str.replace("’", "'")
    words = "contingent on a determination by MINUSMA of the recipient's compliance"
    return list(said[said == words].index) == ["RES2640"]


@carries("Report S/2023/36 is dated 16 January 2023")
def c67():
    return day("sg_reports", "S/2023/36")


@carries(
    "killed 16 peacekeepers in the twelve months to 29 June 2022 and 13 in the twelve after. Two "
    "reports count one season: October to 13 December 2021 has 42 attacks, 9 killed and 16 "
    "injured; October to 5 December 2022 has 18, 4 and 38"
)
def c68():
    before = len(malicious("2021-06-30", "2022-06-29"))
    facts = load("report_facts").set_index("fact_id")
    seasons = [facts.loc[keys] for keys in (SEASON_2021, SEASON_2022)]
    ends = [str(season["period_end"].iloc[0])[:10] for season in seasons]
    first, then = (season["value"].astype(int).tolist() for season in seasons)
    after = len(malicious("2022-06-30", "2023-06-29"))
    return before, "2022-06-29", after, ends[0], *first, ends[1], *then


@carries("Announced on 17 February 2022; the last French unit left on 15 August 2022")
def c69():
    return day("parallel_forces", "PF19"), day("parallel_forces", "PF23")


@carries("both had voted for the mandate in 2021")
def c72():
    return 2021, votes("RES2584") == {"yes"}, votes("RES2640") == {"abstain"}


@carries(
    "Of 30 events from January to 15 July 2022 in the course's table 21 move the two apart and 4"
)
def c84():
    events = load("cooperation_events")
    then = events[events["date"].astype(str).str[:10].between("2022-01-01", "2022-07-15")]
    ways = then["direction"].value_counts()
    return len(then), "2022-07-15", ways[-1], ways[1]


@carries("from 14 July 2022 all rotations stood still")
def c75():
    waited = row("restrictions", "R11")["other_value"] == 4
    return day("restrictions", "R14", "period_start"), waited


@carries("157 interviews, at least 238 victims named")
def c76():
    counts = load("moura_claims").set_index("row_id")["value"]
    return counts[6], counts[5]


@carries("The last French unit left on 15 August 2022")
def c77():
    return day("parallel_forces", "PF23")


@carries("on 30 June the Council ended the mandate")
def c80():
    return day("mandates", "RES2690")


@carries("In October 2022 the United States gave El Salvador four MD-530F meant for its contingent")
def c81():
    units = load("air_assets").set_index("asset_id")
    given = units.loc["AA12"]
    none = units.query("contributor in ['United States', 'United Kingdom', 'China']")
    seen = none["role"].astype(str).str.contains("helicopter").any()
    month = str(given["start_earliest"])[:7] == "2022-10"
    return 2022, month, int(given["number"]) == 4, not seen


@carries("In June 2023 Mali asked the mission to leave; on 30 June the Council ended the mandate")
def c83():
    announced = load("air_assets").set_index("asset_id").loc[["AA47", "AA48", "AA49"], "status"]
    asked = str(load("exit_demands").set_index("mission").at["MINUSMA", "demanded"])[:7]
    ended = day("mandates", "RES2690")
    unseen = announced.astype(str).str.contains("not seen").all()
    return 2023, ended[5:], asked == ended[:7], unseen


@carries(
    "Reports count 19 assessments of risk from October to December 2021, 9 of them for Malian "
    "forces, and 47 for all forces in the same months of 2022"
)
def c85():
    facts = load("report_facts").set_index("fact_id")
    first, then = facts.loc["RF189"], facts.loc["RF190"]
    of_mali = first["note"].startswith("9 for Malian forces")
    return first["value"], 2021, 9, then["value"], 2022, of_mali


@carries("UCDP’s best estimate gives 48 to governments and 168 to armed groups")
def c90():
    year = load("ucdp_sahel").query("country == 'Mali' and year == 2021").iloc[0]
    sides = "any_government", "nonstate_groups"
    return [year[f"os_killed_by_{side}_best"] for side in sides]


@carries("Elections due on 27 February 2022 were not held")
def c91():
    promise = row("transition_promises", "TP03")
    return str(promise["due"])[:10], promise["kept"] == "no"
