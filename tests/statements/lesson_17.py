"""Statements of lesson 17, access to places of killings."""

import math

import pandas as pd

from malicourse import stats
from tests.statements import load, states
from tests.statements.blind import alike, beside

CODINGS = ("access_strict", "access", "access_wide")


def estimates():
    return load("human_rights_access")


def incidents():
    """One row for each incident, without the sum of several."""
    rows = estimates()
    return rows[rows["incident_id"] != "dec2021_mar2022"].drop_duplicates("incident_id")


def stated(coding="access"):
    """The incidents of which a coding says whether access was given."""
    return incidents()[incidents()[coding] != "not stated"]


def split(rows, first, coding="access"):
    """Denied and granted where a condition holds, and where it does not."""
    denied = rows[coding] == "denied"
    return [[int((denied & part).sum()), int((~denied & part).sum())] for part in (first, ~first)]


def by_accused(coding="access"):
    rows = stated(coding)
    return split(rows, rows["accused_type"] == "host state", coding)


def p(coding="access"):
    return stats.fisher_exact(by_accused(coding))


def promises():
    rows = load("transition_promises")
    return rows[rows["made"] >= "2020"]


def host_access():
    rows = stated()
    return rows[rows["accused_type"] == "host state"].set_index("place")


@states("17", "(human_rights_access) has 30 rows")
def _():
    sums = estimates().query("incident_id == 'dec2021_mar2022'")
    return len(estimates()), len(incidents()) == 11 and len(sums) == 2


@states(
    "17", "The two killings at Ogossagou, eleven months apart, are two incidents in one village"
)
def _():
    first, second = pd.to_datetime(incidents().query("place == 'Ogossagou'")["start"])
    return round((second - first).days / 30.44) == 11


@states("17", "Only for Hombori do all three columns stay empty")
def _():
    empty = (incidents()[list(CODINGS)] == "not stated").all(axis=1)
    return list(incidents()[empty]["place"]) == ["Hombori"]


@states("17", "twelve days after a killing of which the mission accused the army")
def _():
    visit = incidents().set_index("incident_id").loc["binedama_2020"]
    days = (pd.Timestamp("2020-06-17") - pd.Timestamp(visit["start"])).days
    return days == 12 and "17 June 2020" in visit["access_detail"]


@states("17", "access was granted each time, five times in all")
def _():
    granted = set(host_access().query("access == 'granted'").index)
    return granted == {"Boulkessy", "Binedama"} and by_accused() == [[2, 2], [0, 5]]


@states("17", "Nine incidents are left")
def _():
    return len(stated()) == 9 and by_accused()[0][0] == 2 and by_accused()[1][0] == 0


@states("17", "There are 36 ways in all")
def _():
    return math.comb(len(stated()), 2)


@states("17", "In six of them both denials fall on the host state, as they did in fact")
def _():
    host = sum(by_accused()[0])
    return (math.comb(len(stated()), 2), math.comb(host, 2)) == (36, 6)


@states(
    "17", "In ten ways none of the denials falls on the host state, in twenty ways exactly one does"
)
def _():
    others = sum(by_accused()[1])
    none, one = math.comb(others, 2), others * sum(by_accused()[0])
    return (none, one) == (10, 20) and none > 6


@states("17", "nothing is added and p stays at 6/36")
def _():
    return abs(p() - 6 / 36) < 1e-9


@states("17", "ours is already the most uneven table there can be")
@states("17", "With two denials these nine incidents cannot pass the test, wherever the denials")
@states("17", "with two denials these cases could not show it")
def _():
    (denied, granted), (other_denied, other_granted) = by_accused()
    tables = [
        [[k, denied + granted - k], [2 - k, other_denied + other_granted - 2 + k]] for k in range(3)
    ]
    lowest = min(stats.fisher_exact(table) for table in tables)
    return abs(lowest - p()) < 1e-9 and lowest > 0.05 and other_denied == 0


@states("17", "From one in six to one in three, and no coding comes near one in twenty")
def _():
    values = sorted(round(p(coding), 3) for coding in CODINGS)
    return values == [0.167, 0.167, 0.333]


@states("17", "At Robinet El Ataye and at Hombori, both in 2022, the state's forces were accused")
def _():
    blank = incidents().query("access == 'not stated'")
    return 2022, (
        set(blank["place"]) == {"Robinet El Ataye", "Hombori"}
        and set(blank["accused_type"]) == {"host state"}
    )


@states("17", "Both denials concern killings of March 2022")
def _():
    denied = stated().query("access == 'denied'")
    return 2022, set(denied["start"].str[:7]) == {"2022-03"}


#: First announcements, and the toll of a first day.
PARTIAL = ("HA08", "HA20", "HA27", "HA29")


def lowest():
    """Lowest numbers for whole incidents, without first announcements."""
    rows = estimates().dropna(subset="deaths_min")
    return rows[~rows["estimate_id"].isin(PARTIAL)]


@states("17", "without three first announcements (at Boulkessy, Binedama and Sobane Da)")
def _():
    rows = estimates().set_index("estimate_id").loc[list(PARTIAL)[1:]]
    said = rows["counted"] + " " + rows["note"].fillna("") + " " + rows["estimate_by"]
    return said.str.contains("first").all(), list(rows["place"]) == [
        "Boulkessy",
        "Binedama",
        "Sobane Da",
    ]


@states("17", "Of the seven incidents with access three have two numbers or more")
@states("17", "They agree at Sobane Da, and lie close together at Ogossagou in both years")
@states("17", "at the three incidents with access that have more than one count from after the")
def _():
    found = lowest().query("access == 'granted'").groupby("incident_id")["deaths_min"]
    ends = found.agg(["count", "min", "max"])
    several = ends[ends["count"] > 1]
    apart = several["max"] / several["min"]
    return (
        len(ends) == 7,
        list(several.index) == ["ogossagou_2019", "ogossagou_2020", "sobane_da_2019"],
        apart["sobane_da_2019"] == 1,
        apart.max() < 1.1,
    )


@states("17", "At Moura, without access, they run from 200 to 500")
def _():
    rows = lowest().query("access != 'granted' and incident_id != 'dec2021_mar2022'")
    found = rows.groupby("incident_id")["deaths_min"]
    low, high = found.agg(["min", "max"]).loc["moura_2022"]
    return low, high, set(rows.query("place == 'Moura'")["access"]) == {"denied"}


@states("17", "the numbers of OHCHR are from one report")
def _():
    rows = estimates().dropna(subset="deaths_min")
    rows = rows[rows["estimate_by"].str.contains("OHCHR")]
    named = set(rows["estimate_by"].str[:12])
    return named == {"OHCHR report"} and rows["published"].nunique() == 1


@states("17", "With two denials these nine could not have passed the usual line of 0.05")
def _():
    return 0.05, by_accused()[0][0] == 2 and p() > 0.05


@states("17", "stayed closed, p would be 1/126, or 0.008")
def _():
    (denied, granted), (none, others) = by_accused()
    host = denied + granted
    value = stats.fisher_exact([[host, 0], [none, others]])
    return value, round(1 / value) == math.comb(host + others, host)


@states("17", "had all four places where the host state was accused stayed closed")
@states("17", "is still one village kept closed, however often somebody asked")
def _():
    moura = estimates().query("place == 'Moura'")
    host = sum(by_accused()[0])
    return len(moura) == 8 and moura["incident_id"].nunique() == 1 and host == 4


@states("17", "Even these are not alike: two are of the first months, and of the two from")
def _():
    rows = estimates().set_index("estimate_id")["counted"]
    return "executed in the four days" in rows["HA06"] and "killed" in rows["HA07"]


def notes_on_forces():
    rows = load("hr_notes_perpetrators")
    return rows[rows["perpetrator"] == "malian_forces"]


@states(
    "17",
    "In the first quarter of 2021 the count was 58; for that of 2020, before any Russian "
    "personnel, the press took from the mission's note 101 extrajudicial killings, 32 "
    "disappearances, 32 cases of torture or ill-treatment and 115 or 116 arrests, about 280 in all",
)
def _():
    rows = notes_on_forces()
    early = rows[rows["period"] == "2021Q1"]["count"].item()
    kinds = rows[rows["period"] == "2020Q1"].groupby("unit_counted")["count"].agg(["min", "max"])
    killed, gone, hurt, held = (
        kinds.loc[unit]
        for unit in (
            "extrajudicial killings",
            "disappearances",
            "torture or ill-treatment",
            "arbitrary arrests",
        )
    )
    whole = round(kinds["max"].sum(), -1)
    counts = killed["max"], gone["max"], hurt["max"], held["min"], held["max"]
    return 2021, early, 2020, *counts, whole, whole == round(kinds["min"].sum(), -1)


@states("17", "31 is a low start")
def _():
    rows = notes_on_forces().query("unit_counted == 'violations and abuses'")
    counts = rows[rows["period"].str.contains("Q")].set_index("period")["count"]
    return 31, counts.idxmin() == "2021Q4"


@states("17", "both gave our code every time, in all three codings")
@states("17", "two language models have coded the eleven incidents blind")
def _():
    everywhere = [each for coding in CODINGS for each in alike("human_rights_access", coding)]
    known = set(beside("human_rights_access", "access")["row_key"])
    same = all(each.same == each.rows for each in everywhere)
    return len(incidents()) == 11, set(incidents()["incident_id"]) <= known, same


@states("17", "Two more at which the accused host state let the UN in give 0.45")
def _():
    (denied, granted), others = by_accused()
    return stats.fisher_exact([[denied, granted + 2], others])


def with_more(more):
    host, (none, others) = by_accused()
    return stats.fisher_exact([host, [none, others + more]])


@states("17", "make the same two denials pass the line")
def _():
    return with_more(0) > 0.05 > with_more(8)


@states("17", "With 8 more p is 0.044")
def _():
    return 8, with_more(8), with_more(7) >= 0.05 > with_more(8)


@states("17", "p = 3/36 = 0.083")
def _():
    rows = stated()
    late = int((rows["start"] >= "2022").sum())
    value = stats.fisher_exact(split(rows, rows["start"] >= "2022"))
    return value, (math.comb(late, 2), math.comb(len(rows), 2)) == (3, 36)


@states("17", "Four of the six count people of both kinds or name none, and two of these are one")
def _():
    rows = estimates().query("incident_id == 'moura_2022' and estimate_id != 'HA08'")
    rows = rows.dropna(subset="deaths_min").set_index("estimate_id")["counted"]
    one_kind = [key for key, said in rows.items() if said.startswith(("fighters", "civilians exe"))]
    return len(rows) == 6, one_kind == ["HA01", "HA02"]


@states("17", "separately, the mission's own inquiry both came to 35")
def _():
    sobane = estimates().query("incident_id == 'sobane_da_2019'").set_index("estimate_by")
    both = {sobane.loc["MINUSMA", "deaths_min"], sobane.loc["Malian government", "deaths_min"]}
    return 35, both == {35}


@states("17", "Of these texts that of June 2022 is the first to make support depend on what")
def _():
    quotes = load("mandate_quotes").query("feature == 'due_diligence_tightened'")
    hits = quotes.dropna(subset="quote")
    hits = hits[hits["quote"].str.contains("recipient")]
    return 2022, list(hits["record_id"]) == ["RES2640"]


@states("17", "And with two denials among nine it could not have been smaller")
@states("17", "That chance alone gives a table at least this uneven one time in six")
def _():
    return abs(p() - 1 / 6) < 1e-9


@states("17", "Fisher's test gives p = 0.17; two other defensible codings give 0.33 and 0.17")
def _():
    return p(), p("access_strict"), p("access_wide")


@states("17", "By incidents there are nine usable cases, two of them denials")
def _():
    return len(stated()) == 9 and (stated()["access"] == "denied").sum() == 2


@states("17", "Both denials concern the host state and killings of March 2022; before, it let")
def _():
    rows = host_access()
    before = rows.query("access == 'granted'")["start"] < "2022"
    late = rows.query("access == 'denied'")["start"].str[:7] == "2022-03"
    return 2022, before.all() and set(before.index) == {"Binedama", "Boulkessy"} and late.all()


@states("17", "Of seven dated promises in our table none was kept by its day")
@states(
    "17",
    "None of the promises in the table was kept by its day: one was done late, six were not done",
)
def _():
    kept = promises()["kept"].astype(str).value_counts()
    return dict(kept) == {"no": 6, "rejected": 2, "late": 1}


@states(
    "17", "Due diligence was a rule of every mandate until 2022 and that of 2022 made it stricter"
)
def _():
    policy = load("due_diligence")
    rules = set(policy.loc[policy["kind"] == "rule", "date"].dt.year)
    quotes = load("mandate_quotes").query("feature == 'due_diligence_tightened'")
    tight = quotes.set_index("record_id").loc["RES2640", "in_text"] == "yes"
    return 2022, 2022, rules == set(range(2013, 2023)) and tight


@states("17", "Four reports of 2021 to 2023 count assessments of risk")
def _():
    used = load("due_diligence").dropna(subset="assessments")
    published = used["date"].dt.year
    return published.min(), published.max(), len(used) == 4


@states("17", "Far below 0.05, and worth nothing: one refusal was counted eight times")
def _():
    rows = estimates()
    rows = rows[rows["access"] != "not stated"]
    value = stats.fisher_exact(split(rows, rows["accused_type"] == "host state"))
    return 0.05, value < 0.001 and (rows["incident_id"] == "moura_2022").sum() == 8


@states("17", "The year separates the nine incidents a little better than the accused does")
def _():
    rows = stated()
    value = stats.fisher_exact(split(rows, rows["start"] >= "2022"))
    return 0.05 < value < p() and by_accused()[1][0] == 0
