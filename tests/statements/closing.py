"""Statements of the closing page: what the course found and could not find."""

import pandas as pd

from tests.statements import load, states
from tests.statements.lesson_22 import VOTE, lost, moves, scores, table

PAGE = "closing"
#: The opener of each sentence that states no finding, and why it has no statement.
OPEN = {
    "The lessons tested this.": "says what the course does",
    "A dated list of": "names what is missing",
    "If refusals rarely": "says what would change the answer",
    "Monthly strength to": "names what is missing",
    "If deaths fell": "says what would change the answer",
    "The internal review": "names what is missing",
    "Events coded and": "names what is missing",
    "If they disagree": "says what would change the answer",
    "A place with peacekeepers": "names what is missing",
    "If violence did not": "says what would change the answer",
    "Each sentence with a finding": "is tested by tests/test_closing.py",
    "What helicopters": "opens a paragraph: what is not known",
    "What refusals cost": "opens a paragraph: what is not known",
    "Why access was denied": "opens a paragraph: what is not known",
    "Whether pressure works": "opens a paragraph: what is not known",
    "Whether cooperation decides": "opens a paragraph: what is not known",
    "How danger moved": "opens a paragraph: what is not known",
}


def requests():
    rows = load("force_level_requests")
    return rows[rows["part_of"].isna()]


def sahel():
    rows = load("ucdp_sahel")
    return rows[rows["country"] == "Mali"].set_index("year")


def cast(record):
    rows = load("votes").query("record_id == @record")
    return rows["vote"].value_counts().to_dict()


@states(PAGE, "In July 2022 Daniel Henderson wrote that the mission in Mali lacked aircraft and a")
def _():
    seed = load("sources").set_index("source_id").loc["seed"]
    return 2022, str(seed["date"]) == "2022-07", seed["publisher"].startswith("Daniel Henderson")


@states(PAGE, "The mission lacked aircraft")
def _():
    gap = load("capability_gaps").set_index("gap_id").loc["CG40"]
    return "air assets" in gap["capability"], _asked()["outcome"] == "not granted"


@states(PAGE, "The Secretary-General said so in December 2020 and July 2021")
def _():
    gap = load("capability_gaps").set_index("gap_id").loc["CG40"]
    said = "air assets" in gap["capability"] and str(gap["date"])[:7] == "2020-12"
    return said, 2020, 2021, str(_asked()["date"])[:7] == "2021-07"


def _asked():
    return load("force_level_requests").set_index("request_id").loc["FR09"]


@states(PAGE, "when he called helicopters essential and asked for up to ten")
def _():
    return int(_asked()["quantity"]) == 10, "helicopters" in _asked()["item"]


@states(PAGE, "The Council granted early, on paper, and not late")
def _():
    late = requests()["date"].dt.year > 2016
    outcome = requests()["outcome"].astype(str)
    return set(outcome[late]) == {"not granted"}, set(outcome[~late]) == {"granted in full"}


@states(PAGE, "Five requests for people, of 2013 to 2016, were granted in full")
def _():
    full = requests().query("outcome == 'granted in full'")
    years = full["date"].dt.year
    return years.min(), years.max(), len(full) == 5


@states(PAGE, "of the 2,069 people asked for in 2021 none were")
def _():
    row = requests().query("outcome == 'not granted'")
    return row["persons"].item(), row["date"].dt.year.item(), row["persons_granted"].item() == 0


@states(PAGE, "No UN mission lost more people to attacks")
def _():
    killed = load("fatalities").query("cause == 'Malicious Act'")["mission"].value_counts()
    return killed.idxmax() == "MINUSMA", killed.iloc[0] > killed.iloc[1]


@states(
    PAGE, "The UN record has 174 for Mali; by deaths of every cause the mission in Lebanon leads"
)
def _():
    rows = load("fatalities")
    killed = rows.query("cause == 'Malicious Act'")["mission"].value_counts()
    return killed["MINUSMA"], rows["mission"].value_counts().idxmax() == "UNIFIL"


@states(PAGE, "A count is not a rate: see lesson 11")
def _():
    deaths = load("fatalities")["mission"].value_counts()
    killed = load("fatalities").query("cause == 'Malicious Act'")["mission"].value_counts()
    return deaths.idxmax() != killed.idxmax()


@states(PAGE, "Consent ran out")
def _():
    row = load("exit_demands").set_index("mission").loc["MINUSMA"]
    return row["accepted"] == "yes"


@states(
    PAGE,
    "asked the mission to leave on 16 June 2023, the Council ended the mandate on 30 June 2023",
)
def _():
    row = load("exit_demands").set_index("mission").loc["MINUSMA"]
    return row["demanded"], row["mandate_end"]


@states(PAGE, "eleven of thirteen bases closed from August to December")
def _():
    closed = pd.to_datetime(load("bases")["closed"])
    autumn = closed.between("2023-08-01", "2023-12-31")
    return len(closed) == 13, int(autumn.sum()) == 11


@states(PAGE, "In one report, 297 of 1,231 flight requests had been refused")
def _():
    row = load("restrictions").query("requested == 1231")
    return row["denied"].item(), row["requested"].item(), row["symbol"].item() == "S/2023/236"


@states(PAGE, "Governments and armed groups both killed civilians")
def _():
    row = sahel().loc[2022]
    governments, groups = (
        row["os_killed_by_any_government_best"],
        row["os_killed_by_nonstate_groups_best"],
    )
    return governments > 0, groups > 0


@states(PAGE, "rose from 216 in 2021 to 1,461 in 2022: 275 by governments, 1,186 by armed groups")
def _():
    deaths = sahel()["os_deaths_best"]
    row = sahel().loc[2022]
    by = row["os_killed_by_any_government_best"], row["os_killed_by_nonstate_groups_best"]
    return deaths[2021], 2021, deaths[2022], 2022, *by


@states(PAGE, "Low and high estimates show how far reports disagree")
def _():
    row = sahel().loc[2022]
    return row["os_deaths_low"] < row["os_deaths_best"] < row["os_deaths_high"]


@states(PAGE, "The Council was united, divided, and united again")
def _():
    against = [cast(name).get("abstain", 0) for name in ("RES2584", "RES2640", "RES2690")]
    return against[0] == 0, against[1] > 0, against[2] == 0


@states(
    PAGE,
    "The renewal of 2021 had 15 votes, that of 2022 had 13 with two abstentions, and the end of "
    "the mission in 2023 had 15; two months later a veto ended the sanctions",
)
def _():
    yes = [cast(name)["yes"] for name in ("RES2584", "RES2640", "RES2690")]
    veto = load("votes").query("record_id == 'DRAFT20230830A' and vote == 'no'")
    russia = veto["iso3"].item() == "RUS" and veto["role"].item() == "permanent"
    return 2021, yes[0], 2022, yes[1], 2023, yes[2], cast("RES2640")["abstain"] == 2, russia


def promises():
    rows = load("transition_promises")
    rows = rows[(rows["made"].astype(str) >= "2020-09") & (rows["kept"].astype(str) != "rejected")]
    return rows["kept"].astype(str)


@states(PAGE, "Promises of elections were not kept in time")
def _():
    return set(promises()) == {"no", "late"}


@states(
    PAGE, "Of seven dated promises since September 2020 that ECOWAS did not refuse, none was kept"
)
def _():
    return 2020, len(promises()) == 7, "yes" not in set(promises())


@states(PAGE, "No one verdict fits the commentary")
def _():
    return load("claims")["verdict"].nunique() > 1


@states(PAGE, "Just over half of its claims are supported, none fails every reading")
def _():
    verdicts = load("claims")["verdict"].astype(str)
    return 0.5 < (verdicts == "supported").mean() < 0.55, "contradicted" not in set(verdicts)


@states(PAGE, "No advice for June 2022 wins by itself")
def _():
    return int(VOTE[:4]), bool(lost())


@states(
    PAGE, "of five options consolidate leads, and 13 of 46 changes of one point give another option"
)
def _():
    means = table().mean(axis=1)
    return len(lost()), len(moves()), len(means) == 5, means.idxmax() == "O3"


@states(PAGE, "Our table of aircraft has no patrol called off")
def _():
    return not [name for name in load("air_assets").columns if "patrol" in name or "off" in name]


@states(PAGE, "Only one row on refused flights has both the requests and the refusals of a period")
def _():
    rows = load("restrictions").query("kind == 'flight denial'")
    return len(rows.dropna(subset=["requested", "denied"])) == 1


@states(PAGE, "Nine incidents have an answer on access, two of them a denial")
def _():
    rows = load("human_rights_access")
    told = rows[rows["access"].astype(str).isin(["granted", "denied"])]
    denied = told[told["access"].astype(str) == "denied"]
    return told["incident_id"].nunique() == 9, denied["incident_id"].nunique() == 2


@states(PAGE, "a timetable was the price of lifting its economic sanctions in July 2022")
def _():
    row = load("transition_promises").set_index("promise_id").loc["TP07"]
    promised = (
        str(row["made"])[:7] == "2022-07" and row["note"] == "sanctions lifted on this promise"
    )
    return 2022, promised


@states(PAGE, "Of the 18 studies that we list none sent missions by lot")
def _():
    rows = load("peacekeeping_findings")
    lots = rows["design"].str.contains("random|experiment")
    # The one experiment was held in a laboratory in the field: no mission was sent for it.
    return len(rows), set(rows.loc[lots, "design"]) <= {"laboratory experiment in the field"}


@states(PAGE, "our seven demands to leave were collected because they were made")
def _():
    return len(load("exit_demands")) == 7


@states(PAGE, "after that we have dated reports")
def _():
    return load("strength_reports")["report_date"].astype(str).max() > "2022-12"


@states(PAGE, "Our monthly strength ends in March 2017, six years before the mission did")
def _():
    last = pd.to_datetime(load("mission_strength").query("mission == 'MINUSMA'")["date"]).max()
    end = pd.to_datetime(load("exit_demands").set_index("mission").at["MINUSMA", "mandate_end"])
    return last.year, last.month == 3, end.year - last.year == 6


@states(PAGE, "the lead of consolidate rests on our own reasoning")
def _():
    rows = scores().query("option_id == 'O3' and source_date <= @VOTE")
    return set(rows["basis"].astype(str)) == {"reasoning"}


@states(PAGE, "We know its options from summaries")
def _():
    options = load("council_options").set_index("option_id")
    return set(options.loc["R1":"R3", "source_id"]) == {"unpress_cs15185"}
