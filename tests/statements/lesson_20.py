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


@states("20", "are six cases in which a government, or somebody who claimed to be one, asked a")
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


@states("20", "two, on the Central African Republic and South Sudan, only compare")
def _():
    trouble = ["consent withdrawn", "crisis", "departure", "obstructed", "studied"]
    lists = load("consent_lists")
    compared = lists[lists["label"].astype(str).str.startswith("studied")]
    known = lists["label"].astype(str).str.startswith(tuple(trouble)).all()
    return known and set(compared["iso3"]) == {"CAF", "SSD"} and len(compared) == 2


@states("20", "The Council settled Mali's demand in 14 days and Chad's in 126")
def _():
    return days().at["MINUSMA", "settled"], days().at["MINURCAT", "settled"]


def left(until="last_ran_to", since="settled"):
    """Days that a mandate had left, by mission."""
    demands = load("exit_demands").set_index("mission")
    return (demands[until] - demands[since]).dt.days


@states("20", "Mali's first, and Chad's after two extensions")
def _():
    demands = load("exit_demands").set_index("mission")
    kept = demands["mandate_ran_to"] == demands["last_ran_to"]
    sources = demands.at["MINURCAT", "other_source_ids"].split(";")
    extended = {"s_res_1913", "s_res_1922"} <= set(sources)
    return left()["MINUSMA"] == 0 and left()["MINURCAT"] == 1 and kept["MINUSMA"] and extended


@states(
    "20",
    "on the very day for MINUSMA, eleven days before for UNOCI, one or two days before for the",
)
def _():
    days = left()
    others = days.drop(index=["MINUSMA", "UNOCI"])
    return days["MINUSMA"] == 0 and days["UNOCI"] == 11 and set(others) == {1, 2}


@states(
    "20", "six demands that a mission leave or shrink, with a first answer after two to 52 days"
)
def _():
    asked = days().drop(index="UNMEE")["answered"]
    late = len(left()) == 7 and left().min() >= 0 and left().max() == 11
    return asked.max(), len(asked) == 6 and asked.min() == 2 and late


@states("20", "All seven were settled in the last eleven days of a mandate")
def _():
    return len(left()) == 7 and left().min() >= 0 and left().max() == 11


@states("20", "Each of the seven was settled in the last 11 days of a mandate")
def _():
    return left().max(), len(left()) == 7 and left().min() >= 0


@states("20", "two missions it let go at the first such date, one it refused to withdraw, and to")
def _():
    demands = load("exit_demands").set_index("mission")
    first = demands["mandate_ran_to"] - demands["settled"] < "12 days"
    gone = first & (demands["mandate_end"] <= demands["mandate_ran_to"])
    refused = set(demands.index[demands["accepted"] == "no"])
    more = demands.index[~gone & (demands["accepted"] != "no")]
    given = set(more) == {"UNMEE", "MINURCAT", "ONUB", "MONUSCO"}
    return set(demands.index[gone]) == {"UNITAMS", "MINUSMA"} and refused == {"UNOCI"} and given


@states("20", "In 5 of the six the Council first spoke in the last 11 days of a mandate")
def _():
    asked = left("mandate_ran_to", "answered").drop(index="UNMEE")
    symbol = load("exit_demands").set_index("mission").at["MONUSCO", "answer_symbol"]
    late = asked[asked <= 11]
    return len(late), late.max(), len(asked) == 6 and "PRST" in symbol


@states("20", "The exception, the Congo with 65 days left, got a statement of the president")
def _():
    asked = left("mandate_ran_to", "answered").drop(index="UNMEE")
    early = asked[asked > 11]
    return early["MONUSCO"], len(early) == 1


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


@states("20", "One is made of hosts that hinder a mission and keep it, one compares the quality")
def _():
    lists = load("consent_lists")
    labels = lists.groupby("work")["label"].agg(lambda column: set(map(str, column)))
    away = {"departure or reduction demanded", "consent withdrawn, mission ended"}
    kept = [found for found in labels if not found & away]
    return len(kept) == 3, sorted(x for found in kept for x in found) == [
        "crisis of consent",
        "obstructed or compromised",
        "studied for its quality",
    ]
