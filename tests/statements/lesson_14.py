"""Statements of lesson 14, adapt or leave."""

import pandas as pd

from tests.statements import load, states

LEAVING = ("2022-03-01", "2023-05-31")
HELICOPTERS = "helicopter|aviation|air assets"
GAPS = [("2018-07-01", "2018-08-30"), ("2019-09-01", "2019-10-30"), ("2020-11-01", "2020-12-30")]
WITH_SHARES = 60_908_900 / 56_537_800


def asked():
    return load("force_level_requests").query("report == 'S/2021/657'").set_index("item")["persons"]


def statements():
    rows = load("capability_gaps")
    return rows.assign(air=rows["capability"].str.contains(HELICOPTERS))


def both():
    return load("capability_gaps").dropna(subset=["required", "available"])


def budget(stated):
    rows = load("mission_budgets").query("mission == 'MINUSMA' and fiscal_year == '2021/22'")
    return rows.set_index("stated").at[stated, "amount"] * 1e6


def left():
    rows = load("contributor_withdrawals").dropna(subset="troops")
    return rows[rows["announced"].between(*LEAVING)].set_index("contributor")


def on_roster(day):
    rows = load("contingent_tables")
    military = rows[rows["date"] == day].set_index("iso3")["military"]
    return left()["iso3"].map(military).astype(int)


def forces():
    return load("parallel_forces").query("force == ['Barkhane', 'Takuba']")


@states("14", "asked the Security Council for 2,069 more people in uniform for Mali")
@states("14", "The UN asked for 2,069 people")
def _():
    return asked()["extra uniformed personnel, total"]


@states("14", "are 62 sentences with a number or a judgement")
def _():
    return len(load("capability_gaps"))


@states("14", "Half of the rows speak of helicopters, and so do 14 of the 26 gaps and requests")
def _():
    rows = statements()
    wanted = rows[rows["kind"].isin(["gap", "request"])]
    return wanted["air"].sum(), len(wanted), rows["air"].mean() == 0.5


@states("14", "The same request of July 2021 fills six rows")
def _():
    rows = statements().query("kind == 'request' and source_id == 'janes_2021'")
    return len(rows) == 6, rows["date"].dt.strftime("%Y-%m").eq("2021-07").all() and 2021


@states("14", "Which means serves the other 25 is a judgement")
def _():
    rows = load("mandate_paragraphs").query("record_id == 'RES2640' and level == 'task'")
    return (~rows["summary"].str.contains("assets")).sum()


@states("14", "Of 26 tasks one names its means in our summary")
def _():
    rows = load("mandate_paragraphs").query("record_id == 'RES2640' and level == 'task'")
    return len(rows), rows["summary"].str.contains("assets").sum() == 1


@states("14", "Nine of 62 statements give both, the last in 2017")
def _():
    rows = both()
    return len(load("capability_gaps")), rows["date"].max().year, len(rows) == 9


@states("14", "Only nine of 62 statements give what was required and what was there")
def _():
    return len(load("capability_gaps")), len(both()) == 9


@states("14", "the 1,010 of the companies and the helicopter units three times")
def _():
    return asked()["quick reaction force companies"] + asked()["military utility helicopter units"]


@states("14", "Why 1,171 million and “more than 1,200”?")
def _():
    return budget("rounded"), budget("more than") / 1e6


@states("14", "About 1,262 million: the two quotes are likely one budget")
def _():
    return budget("rounded") * WITH_SHARES


@states("14", "it was 9.5 per cent for each of the six missions in Africa in our table")
def _():
    rows = load("mission_budgets").query("fiscal_year == '2024/25'")
    rows = rows.pivot_table(index="mission", columns="kind", values="amount", observed=True)
    added = 100 * (rows["total appropriation"] / rows["appropriated for the mission itself"] - 1)
    africa = added[["MINURSO", "MINUSCA", "MONUSCO", "UNISFA", "UNMISS", "UNSOS"]].round(1)
    return africa.iloc[0], africa.nunique() == 1


@states("14", "stands against the mission's own 1,171 million")
def _():
    return budget("rounded")


@states("14", "182.9 million over 2,069 is one price, 1,171 million over the people in uniform")
def _():
    people = asked()["extra uniformed personnel, total"]
    return budget("exact"), people, budget("rounded")


@states(
    "14",
    "the 600 is of February 2022, while the 800 and the peak of 900 are known by the year 2022",
)
def _():
    takuba = forces().query("force == 'Takuba' and measure == ['strength', 'strength peak']")
    takuba = takuba[takuba["iso3"].isna()].set_index("value")["date_precision"]
    known = takuba[600] == "month" and takuba[800] == takuba[900] == "year"
    return 600, 2022, 800, 900, 2022, known


@states(
    "14",
    "From January 2022 Takuba had a helicopter unit of its own, with three machines for attack",
)
def _():
    rows = forces()
    unit = rows[rows["description"].str.contains("helicopter unit", na=False)].iloc[0]
    what = "three attack and three evacuation" in unit["description"]
    return unit["start"].year, unit["start"].month == 1, what


@states("14", "Six contributors said they would leave or pause, with up to 3,840 troops on paper")
def _():
    return left()["troops"].sum(), len(left()) == 6


@states("14", "a press report of November 2022 has 595 on the roster, the list of December 663")
def _():
    note = left().at["Germany", "note"]
    return 2022, 595, on_roster("2022-12-14")["Germany"], "595 in the UN roster" in note


@states("14", "Announced and counted soldiers differ most for Germany")
def _():
    apart = (left()["troops"] - on_roster("2021-09-15")).abs()
    return apart.idxmax() == "Germany"


@states("14", "Egypt suspended, and on the list of December its number had not fallen")
def _():
    return on_roster("2022-12-14")["Egypt"] >= on_roster("2021-09-15")["Egypt"]


@states("14", "two people died on one day in 181 days of gaps, 37 on 17 days in the other 915")
def _():
    days, hit, inside = experiment()
    deaths = attacked()
    within = sum(deaths.between(*gap).sum() for gap in GAPS)
    few = within == 2 and hit[inside].sum() == 1
    return inside.sum(), len(deaths) - within, hit[~inside].sum(), (~inside).sum(), few


def attacked():
    deaths = load("fatalities").query("mission == 'MINUSMA' and cause == 'Malicious Act'")["date"]
    return deaths[deaths.dt.year.between(2018, 2020)]


def experiment():
    """Days of three years, whether somebody was killed, and whether they lie in a gap."""
    days = pd.Series(pd.date_range("2018-01-01", "2020-12-31"))
    return days, days.isin(attacked()), sum(days.between(*gap) for gap in GAPS) > 0


def moved():
    """Days with a death in the gaps, for each place to which the three can be moved together."""
    days, hit, inside = experiment()
    gap_days = days.index[inside]
    return pd.Series([hit[(gap_days + k) % len(days)].sum() for k in range(len(days))])


def drawn(places):
    found = moved()
    return pd.Series([found.sample(places, random_state=n).sum() for n in range(1000)])


@states("14", "count the days with a death in each of the 1,096 places")
def _():
    return len(moved())


@states("14", "In 32 of 100 places the gaps would hold one day with a death, or none")
def _():
    return 100 * (moved() <= 1).mean(), 100


@states("14", "in one place of three the gaps would hold one day with a death, or none")
def _():
    return 0.3 < (moved() <= 1).mean() < 0.35


@states("14", "Single days drawn at random would have made it look rarer, one draw in six")
def _():
    hit = experiment()[1]
    single = pd.Series([hit.sample(181, random_state=n).sum() for n in range(1000)])
    return 1 / 7 < (single <= 1).mean() < 1 / 5


@states("14", "the gaps would have needed eight days or more")
def _():
    return moved().quantile(0.975) == 7


@states("14", "Even a doubling would have gone unseen in seven of ten such experiments")
def _():
    return round(10 * (drawn(2) < 8).mean()) == 7


@states(
    "14",
    "the gaps have two rows, of 6 October 2019, with one killed and five injured, against 31 "
    "killed and 101 injured in the rows outside with both numbers",
)
def _():
    rows = load("attacks").dropna(subset=["killed", "injured"])
    rows = rows[rows["date"].between("2018-01-01", "2020-12-31")]
    within = sum(rows["date"].between(*gap) for gap in GAPS) > 0
    inside, outside = rows[within], rows[~within]
    few = list(inside[["killed", "injured"]].sum()) == [1, 5] and len(inside) == 2
    return inside["date"].iloc[0], outside["killed"].sum(), outside["injured"].sum(), few


@states("14", "1,730 soldiers, 750 in companies and 260 for helicopters, in all more than 4,800")
def _():
    parts = asked().iloc[[1, 4, 5]]
    return *parts, parts.sum() + asked()["extra uniformed personnel, total"]


@states(
    "14",
    "The companies and the helicopter units are inside the 1,730, and these inside the 2,069.",
)
def _():
    request = load("force_level_requests").query("report == 'S/2021/657'").set_index("request_id")
    soldiers, whole = request.loc["FR04"], request.loc["FR03"]
    inside = (request.loc[["FR07", "FR08"], "part_of"] == "FR04").all()
    return soldiers["persons"], whole["persons"], inside, soldiers["part_of"] == "FR03"


@states("14", "Half of our 62 statements on means speak of helicopters")
def _():
    rows = statements()
    return len(rows), rows["air"].mean() == 0.5


@states("14", "Nine give both the required and the available number, the last in 2017")
def _():
    return both()["date"].max().year, len(both()) == 9


@states(
    "14",
    "Nothing in the request of July 2021, 2,069 people for 182.9 million dollars a year, was "
    "granted, and its helicopters could have come in January 2023 at best",
)
def _():
    request = load("force_level_requests").query("report == 'S/2021/657'")
    refused = (request["outcome"] == "not granted").all()
    people = asked()["extra uniformed personnel, total"]
    units = load("capability_gaps")["what"].str.extract(r"units; January (\d+) at the earliest")
    came = int(units[0].dropna().item())
    return request["date"].iloc[0].year, people, budget("exact"), came, refused


@states(
    "14",
    "with up to 3,840 troops on paper; on the roster of September 2021 the six had 3,043",
)
def _():
    return left()["troops"].sum(), 2021, on_roster("2021-09-15").sum()


@states("14", "Four contributors gave reasons and two gave none")
def _():
    reasons = left()["stated_reason"]
    return (~reasons.str.startswith("none given")).sum() == 4


@states("14", "The high end is twice the low one")
def _():
    sure = left()["status"] != "suspended"
    smaller = pd.concat([left()["troops"].astype(int), on_roster("2021-09-15")], axis=1).min(axis=1)
    return 1.9 < left()["troops"].sum() / smaller[sure].sum() < 2.1


GROUPS = {
    "troops": "troops|police|infantry|compan|battalion|force|uniformed",
    "vehicles": "vehicles|carriers",
    "medical care": "hospital|surgical",
    "aeroplanes": "transport aircraft|drone|ISR|flight clear",
    "helicopters": HELICOPTERS,
}


def sorted_by(words):
    """Statements with their group, where a later group takes a row from an earlier one."""
    rows = load("capability_gaps")
    for group, pattern in words.items():
        rows.loc[rows["capability"].str.contains(pattern), "group"] = group
    return rows


def turned():
    return sorted_by(dict(reversed(GROUPS.items())))


@states("14", "Helicopters keep 29 of 31 rows, and two sources of three name them")
def _():
    rows, air = turned(), statements()
    air = air[air["air"]]
    kept = rows["group"].eq("helicopters")
    named = [len(set(some["source_id"])) for some in (air, rows[kept], rows)]
    return kept.sum(), len(air), named[0] * 3 == named[2] * 2, named[1] > named[2] / 2


def lead(column):
    rows = column[column["kind"].isin(["gap", "request"])]["group"].value_counts()
    return int(rows["helicopters"]), int(rows["troops"]), rows.idxmax() == "helicopters"


@states(
    "14",
    "Sorted in the other order they remain the largest group of the gaps and requests",
)
def _():
    return lead(turned())[2]


@states(
    "14",
    "Among the gaps and requests they lead the troops 14 to 9, and 12 to 9 in the other order",
)
def _():
    return *lead(sorted_by(GROUPS)), *lead(turned())


@states(
    "14",
    "in December 2022 the six together had slightly more soldiers on the roster than in September "
    "2021",
)
def _():
    before, after = (on_roster(day).sum() for day in ("2021-09-15", "2022-12-14"))
    return 2022, 2021, before < after < 1.05 * before


@states(
    "14", "on the roster of September 2021 the six had 3,043, and on that of December 2022 no fewer"
)
def _():
    before, after = (on_roster(day).sum() for day in ("2021-09-15", "2022-12-14"))
    return 2021, before, 2022, before < after


@states(
    "14",
    "Sweden, Benin and Germany are “done”, yet all three were on the list of December 2022: our "
    "table has the last Germans and Beninese leaving a year later, and no day for the Swedes",
)
def _():
    rows = left().loc[["Sweden", "Benin", "Germany"]]
    gone = rows["left_latest"].dt.strftime("%Y-%m")
    still = (on_roster("2022-12-14")[rows.index] > 100).all() and (rows["status"] == "done").all()
    dated = gone[["Benin", "Germany"]].eq("2023-12").all() and rows["left_latest"].isna()["Sweden"]
    return 2022, still, dated


@states("14", "although the British number had halved by then")
def _():
    before, after = (on_roster(day)["United Kingdom"] for day in ("2021-09-15", "2022-12-14"))
    announced = left().loc[["Côte d'Ivoire", "United Kingdom"], "status"].eq("announced").all()
    return 2 * after == before, announced


@states("14", "One of the injured died later, so that the UN record has two dead for that day")
def _():
    row = load("attacks").set_index("attack_id").loc["MA069"]
    return "died of his wounds" in row["note"], (attacked() == "2019-10-06").sum() == 2


@states("14", "A tripling would have been seen in 65 per cent of the experiments, a doubling in 29")
def _():
    return [100 * (drawn(places) >= 8).mean() for places in (3, 2)]


@states("14", "One day or none came in 2 of 1,000 draws for a tripling and in 42 for a doubling")
def _():
    return (drawn(3) <= 1).sum(), 1000, (drawn(2) <= 1).sum()
