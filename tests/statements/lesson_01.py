"""Statements of lesson 01, roots."""

import re

import pandas as pd

from tests.statements import load, states

DEALS = ["E011", "E014", "E024", "E019", "E029"]


def events():
    return load("chronology").set_index("event_id")


def early():
    rows = events()
    return rows[rows["start"] < "2012-01-01"]


def held(*kinds):
    """Days from each agreement to the next row of the categories."""
    rows = early()
    days = {}
    for deal in DEALS:
        later = rows[rows["category"].isin(kinds) & (rows["start"] > rows.at[deal, "end"])]
        days[deal] = (later["start"].min() - rows.at[deal, "start"]).days
    return pd.Series(days)


def score():
    return load("agreements").set_index("agreement_id").at["national_pact_1992", "value"]


@states("01", "a score of 83 per cent with a historian's verdict")
def _():
    return score()


@states("01", "an estimated 5,000 fled to Algeria")
def _():
    (people,) = re.findall(
        r"about ([\d,]+) people had fled to Algeria", events().at["E007", "what"]
    )
    return int(people.replace(",", ""))


@states("01", "Tamanrasset held for three and a half years by the first rule")
def _():
    return 3.25 < held("rebellion")["E011"] / 365.25 < 3.6


@states("01", "for Tamanrasset the answer is three and a half years or less than four months")
def _():
    both = held("rebellion", "human rights")["E011"] / 30.4
    return 3.25 < held("rebellion")["E011"] / 365.25 < 3.6, both < 4


@states("01", "The longest quiet followed a peace that communities made for themselves")
def _():
    rules = held("rebellion"), held("rebellion", "human rights")
    return all(days.idxmax() == "E019" for days in rules)


@states("01", "The ceasefire of 2008 comes third by the first rule and second by the other")
def _():
    ranks = [
        days.rank(ascending=False)["E029"]
        for days in (held("rebellion"), held("rebellion", "human rights"))
    ]
    return 2008, ranks == [3, 2]


@states("01", "Three agreements were signed between 1991 and 2006")
def _():
    rows = load("agreements").query("mediator == 'Algeria' and date < '2012-01-01'")
    # A pact that two sources date differently, or whose terms have a row of their own, is one.
    years = rows.groupby("accord", observed=True)["date"].min().dt.year
    return years.min(), years.max(), len(years) == 3


@states(
    "01",
    "Two of them lie inside the war of 1990 to 1996, and the third was for one region",
)
def _():
    rows = events()
    war = rows.at["E010", "start"], rows.at["E018", "end"]
    inside = rows.loc[["E011", "E014", "E024"], "start"].between(*war)
    return war[0].year, war[1].year, list(inside) == [True, True, False]


@states("01", "A score of 83 per cent says that clauses were carried out in ten years")
def _():
    unit = load("agreements").set_index("agreement_id").at["national_pact_1992", "value_unit"]
    return score(), unit == "pct after 10 years"


@states("01", "thin for the dead of 1964")
def _():
    rows = early()
    killings = rows[(rows["category"] == "human rights") & (rows["start"].dt.year == 1964)]
    return 1964, len(killings) == 1


@states("01", "a cause that fits all four is no surprise")
def _():
    return 1 - (1 - 0.5**4) ** 20 > 0.5


@states("01", "one source counts more than 3,000, IRIN says hundreds")
def _():
    (weapons,) = re.findall(r"more than ([\d,]+), IRIN", events().at["E019", "what"])
    return int(weapons.replace(",", ""))
