"""Statements of lesson 20, other missions."""

from tests.statements import load, states


@states("20", "are 54 dated statements on ten other missions, and two on Mali")
def _():
    missions = load("other_missions")["mission"]
    others = missions[missions != "MINUSMA"]
    return len(others), others.nunique() == 10, len(missions) - len(others) == 2


@states("20", "in 174 resolutions on fourteen missions from 1999 to 2015")
def _():
    texts = load("resolution_language")
    years = texts["date"].dt.year
    return len(texts), years.min(), years.max(), texts["mission"].nunique() == 14
