"""Statements of lesson 17, access to places of killings."""

from malicourse import stats
from tests.statements import load, states


def estimates():
    return load("human_rights_access")


def six():
    """One row for each incident of which the sources say whether access was given."""
    rows = estimates()
    rows = rows[(rows["incident_id"] != "dec2021_mar2022") & (rows["access"] != "not stated")]
    return rows.drop_duplicates("incident_id")


def split(first):
    """Denied and granted where a condition holds, and where it does not."""
    denied = six()["access"] == "denied"
    return [[int((denied & part).sum()), int((~denied & part).sum())] for part in (first, ~first)]


def by_accused():
    return split(six()["accused_type"] == "host state")


def promises():
    rows = load("transition_promises")
    return rows[rows["made"] >= "2020"]


@states("17", "has 25 estimates by various bodies of the people killed in eleven incidents")
def _():
    rows = estimates()
    return len(rows), rows["incident_id"].nunique() == 11


@states("17", "those three ways belong to it too: six of 15, or 0.4")
def _():
    return 15, stats.fisher_exact(by_accused())


@states("17", "all three denied against none, has p = 0.1")
def _():
    return stats.fisher_exact([[3, 0], [0, 3]]), [sum(row) for row in by_accused()] == [3, 3]


@states("17", "Split by 2022 and earlier, the six make the same table as split by who was accused")
def _():
    rows = six()
    late = rows["start"] >= "2022"
    places = list(rows.loc[late & (rows["access"] == "granted"), "incident_id"])
    return 2022, places == ["diallassagou_2022"], split(late) == by_accused() == [[2, 1], [0, 3]]


@states("17", "there are six usable cases, and Fisher's test gives p = 0.4")
def _():
    return stats.fisher_exact(by_accused()), len(six()) == 6


@states("17", "Of seven dated promises since 2020 none was kept by its day")
@states("17", "No promise since 2020 was kept by its day: one was done late, six were not done")
def _():
    kept = promises()["kept"].astype(str).value_counts()
    return 2020, dict(kept) == {"no": 6, "rejected": 2, "late": 1}


@states("17", "Due diligence was a rule of every mandate until 2022; four reports that we read")
def _():
    policy = load("due_diligence")
    rules = set(policy.loc[policy["kind"] == "rule", "date"].dt.year)
    return max(rules), rules == set(range(2013, 2023)) and policy["assessments"].count() == 4
