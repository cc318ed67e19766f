"""Hints of lesson 04, counting the dead."""

import altair as alt

from tests.statements import load, reaches
from tests.statements.lesson_04 import country, government, moura

SINCE = "year >= 2012"


def share(rows, part="os_deaths_best", whole="all_deaths_best"):
    return 100 * rows[part].sum() / rows[whole].sum()


@reaches("deaths-1", "That is the average of the yearly percentages")
def _():
    mali = country().query(SINCE)
    return (100 * mali["os_deaths_best"] / mali["all_deaths_best"]).mean()


@reaches("deaths-1", "Civilians killed in battle are in")
def _():
    return share(country().query(SINCE), "all_deaths_civilians")


@reaches("deaths-1", "That is the share since 1989")
def _():
    return share(country())


@reaches("deaths-1", "2012 belongs in")
def _():
    return share(country().query("year > 2012"))


@reaches("deaths-1", "That is the share of state-based violence")
def _():
    return share(country().query(SINCE), "sb_deaths_best")


@reaches("deaths-1", "That compares one-sided with state-based violence")
def _():
    return share(country().query(SINCE), "os_deaths_best", "sb_deaths_best")


def two_quarters():
    totals = load("hr_notes").drop_duplicates("period").set_index("period")["total"]
    return totals["2020Q1"], totals["2020Q2"]


@reaches("deaths-2", "That is the rise divided by the later value")
def _():
    first, second = two_quarters()
    return 100 * (second - first) / second


@reaches("deaths-2", "That is the second quarter in per cent of the first")
def _():
    first, second = two_quarters()
    return 100 * second / first


@reaches("deaths-2", "That is the rise in violations")
def _():
    first, second = two_quarters()
    return second - first


@reaches("deaths-2", "That is the printed number")
def _():
    return 6


def bars(condition):
    killed = load("onesided_mali").query(condition).groupby("actor")["killed_best"].sum()
    chart = alt.Chart(killed.reset_index()).mark_bar().encode(x="killed_best:Q", y="actor:N")
    return chart.properties(title="Killed by actor")


@reaches("deaths-3", "Rows that cover other countries are still in")
def _():
    return bars(SINCE)


@reaches("deaths-3", "All years are drawn")
def _():
    return bars("only_in_mali")


def kinds(place, kind):
    """The right kinds of five reports but for one."""
    given = ["state-based", "one-sided", "non-state", "one-sided", "none"]
    given[place - 1] = kind
    return given


@reaches("deaths-4", "Give a list of five of these words")
def _():
    return kinds(3, "non state")


@reaches("deaths-4", "Both sides of the third report are armed")
def _():
    return kinds(3, "one-sided")


@reaches("deaths-4", "The traders died in an ambush on the army")
def _():
    return kinds(1, "one-sided")


@reaches("deaths-4", "There was no fight between two groups")
def _():
    return kinds(2, "non-state")


@reaches("deaths-4", "No government is a side in the third report")
def _():
    return kinds(3, "State-based")


@reaches("deaths-4", "That soldiers did it does not make it a battle")
def _():
    return kinds(4, "state-based")


@reaches("deaths-4", "Nobody knows who shot the travellers")
def _():
    return kinds(5, "one-sided")


@reaches("deaths-5", "The lower end rests on the best estimate")
def _():
    return moura()[1] - government()["killed_best"], moura()[1]


@reaches("deaths-5", "That assumes that UCDP's row is about Moura")
def _():
    return moura()[1] - government()["killed_high"], moura()[1] - government()["killed_best"]


@reaches("deaths-5", "The row cannot hold all of them")
def _():
    return 0, moura()[1]


@reaches("deaths-5", "Those are UCDP's estimates")
def _():
    return government()["killed_low"], government()["killed_high"]
