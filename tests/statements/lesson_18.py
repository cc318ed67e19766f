"""Statements of lesson 18, the votes."""

from tests.statements import load, states


def votes():
    rows = load("votes")
    return rows[rows["vote"].astype(str) != "no vote"]


@states("18", "these are all the votes on the mission and on the sanctions of Mali in 26 months")
def _():
    first, last = votes()["date"].min(), votes()["date"].max()
    return 12 * (last.year - first.year) + last.month - first.month


@states("18", "thus joined 79 other states in asking that those who attack peacekeepers")
def _():
    signed = load("resolution_sponsors").query("symbol == 'S/RES/2589 (2021)'")["iso3"]
    return "MLI" in set(signed), signed.nunique() - 1


@states("18", "Of 108 rows 105 are votes")
def _():
    return len(load("votes")), len(votes())
