"""Statements of lesson 20, other missions."""

from tests.statements import load, states


def days():
    demands = load("exit_demands").set_index("mission")
    columns = ["answered", "settled", "mandate_end", "leave_by"]
    found = demands[columns].sub(demands["demanded"], axis=0)
    return found.apply(lambda column: column.dt.days).join(demands[["accepted", "kind"]])


def facts(mission):
    rows = load("other_missions")
    return rows[rows["mission"] == mission].set_index("fact_id")


def named(host):
    lists = load("consent_lists")
    return lists[lists["host"] == host]


@states("20", "are 55 dated statements on ten other missions, and two on Mali")
def _():
    missions = load("other_missions")["mission"]
    others = missions[missions != "MINUSMA"]
    return len(others), others.nunique() == 10, len(missions) - len(others) == 2


@states("20", "are six cases in which a government, or somebody who claimed to be one, told a")
def _():
    form = load("exit_demands")["form"]
    return form.str.contains("no demand").sum() == 1 and len(form) == 7


@states("20", "No row of our table has the government obstruct the mission")
def _():
    problems = set(facts("UNAMSIL")["problem"].astype(str))
    return problems == {
        "none recorded",
        "hostage taking by rebels",
        "outside intervention",
        "drawdown with consent",
    }


@states("20", "once before the crisis of May 2000 and twice after it")
def _():
    rows = facts("UNAMSIL")
    steps = rows.loc[rows["indicator"] == "military ceiling", "start"].sort_values().tolist()
    raised = steps[1:]
    return 2000, [day < "2000-05" for day in raised] == [True, False, False]


@states("20", "Of the ten hosts that the eight texts name, Sierra Leone is none")
def _():
    lists = load("consent_lists")
    counted = lists["host"].nunique() == 10 and lists["work"].nunique() == 8
    return counted and named("Sierra Leone").empty


@states("20", "Côte d'Ivoire is there twice, both times as a case of trouble")
def _():
    labels = set(named("Côte d'Ivoire")["label"].astype(str))
    return len(named("Côte d'Ivoire")) == 2 and labels == {
        "departure or reduction demanded",
        "obstructed or compromised",
    }


@states("20", "None names a host because all went well")
def _():
    trouble = ["consent withdrawn", "crisis", "departure", "obstructed", "studied"]
    return load("consent_lists")["label"].astype(str).str.startswith(tuple(trouble)).all()


@states("20", "The Council settled Mali's demand in 14 days and Chad's in 126")
def _():
    return days().at["MINUSMA", "settled"], days().at["MINURCAT", "settled"]


@states("20", "Mali asked two weeks before its mandate ran out")
def _():
    return days().at["MINUSMA", "mandate_end"] == 14


@states(
    "20",
    "had a first answer after two to 52 days, and the two that were granted within about two weeks "
    "fell where a mandate was running out; one answer was no",
)
def _():
    asked = days().drop(index="UNMEE")
    granted = asked[(asked["accepted"] == "yes") & (asked["settled"] < 20)]
    out = set(granted.index) == {"MINUSMA", "UNITAMS"} and (granted["mandate_end"] < 20).all()
    two = asked["answered"].min() == 2 and (asked["accepted"] == "no").sum() == 1
    return asked["answered"].max(), out and two


@states(
    "20",
    "a ceiling rose once before and twice after the crisis of May 2000, British troops came",
)
def _():
    rows = facts("UNAMSIL")
    steps = rows.loc[rows["indicator"] == "military ceiling", "start"]
    raised = steps.sort_values().iloc[1:]
    return 2000, (raised < "2000-05").sum() == 1 and "outside intervention" in set(rows["problem"])


@states("20", "Texts on consent name that case as one of trouble, and do not name Sierra Leone")
def _():
    return named("Sierra Leone").empty and len(named("Côte d'Ivoire")) == 2


@states("20", "The mission stayed until 2017")
def _():
    return 2017, facts("UNOCI")["start"].max().startswith("2017")


@states("20", "three were settled within about two weeks, one of them by a no, and three took")
def _():
    asked = days().drop(index="UNMEE")
    quick = asked[asked["settled"] <= 15]
    return (
        len(quick) == 3 and "no" in set(quick["accepted"]) and (asked["settled"] > 100).sum() == 3
    )
