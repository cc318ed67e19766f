"""Statements of lesson 12, the wings."""

import pandas as pd

from tests.statements import load, states


def deployed():
    return load("air_assets").query("status == 'deployed'")


def units():
    return deployed()[deployed()["snapshot_of"].isna()]


def helicopters():
    return units()[units()["role"].astype(str).str.contains("helicopter")]


def gaps():
    """Fewest days without a unit before each that came, by role at Gao."""
    gao = helicopters().query("base == 'Gao'")
    found = []
    for _, rows in gao.groupby(gao["role"].astype(str)):
        rows = rows.sort_values("start_earliest")
        latest = rows["end_latest"].fillna(pd.Timestamp("2023-12-31")).cummax().shift()
        found.append((rows["start_earliest"] - latest).dt.days - 1)
    return pd.concat(found)


def on_15_july(contributor):
    """Tell whether a helicopter unit of a country must, and whether one may, have been there."""
    day = pd.Timestamp("2022-07-15")
    rows = helicopters().query("contributor == @contributor")
    must = (rows["start_latest"] <= day) & (rows["end_earliest"] >= day)
    may = (rows["start_earliest"] <= day) & (rows["end_latest"].fillna(day) >= day)
    return must.any(), may.any()


@states("12", "Keep the 43 deployed rows and drop this one")
def _():
    return len(deployed()), len(deployed()) - len(units()) == 1


@states("12", "Of 42 units two have no start and 14 no end")
def _():
    starts, ends = units()["start_earliest"].isna().sum(), units()["end_latest"].isna().sum()
    return len(units()), ends, starts == 2


@states("12", "the table below has the 26th, when they were flown home")
def _():
    left = load("contributor_withdrawals").query("contributor == 'Indonesia'")["left_latest"]
    return left.iloc[0].day == 26


@states("12", "in November 2022 five armed helicopters of El Salvador were seen in Mali")
def _():
    seen = deployed()[deployed()["snapshot_of"].notna()].iloc[0]
    armed = seen["number"] == 5 and seen["role"] == "armed helicopter"
    return seen["start_earliest"].year, armed, seen["contributor"] == "El Salvador"


@states("12", "Five statements say what was there; that of June 2021 is for Sector Centre alone")
def _():
    said = load("capability_gaps").query("unit == 'aircraft' and kind == 'availability'")
    said = said[said["capability"].str.contains("helicopter")]
    last = said.sort_values("date").iloc[-1]
    return last["date"].year, len(said) == 5, last["location"] == "Sector Centre"


@states("12", "five times our table has no unit in a role there for at least 30 days")
def _():
    return 30, (gaps() >= 30).sum() == 5


@states("12", "14 of 42 units have no known end")
def _():
    return units()["end_latest"].isna().sum(), len(units())


@states(
    "12",
    "Of three countries named in July 2022 one had helicopters there for certain, one almost "
    "surely and one had left three years before",
)
def _():
    countries = ("El Salvador", "Germany", "Canada")
    found = [on_15_july(name) for name in countries]
    left = helicopters().query("contributor == 'Canada'")["end_latest"].max().year
    return 2022, found == [(True, True), (False, True), (False, False)], left == 2019


@states("12", "German units changed in July 2022: none to 29 days without one at Gao")
def _():
    german = helicopters().query("contributor == 'Germany' and base == 'Gao'")
    german = german.sort_values("start_earliest")
    left, came = german.iloc[-2], german.iloc[-1]
    least = (came["start_earliest"] - left["end_latest"]).days - 1
    most = (came["start_latest"] - left["end_earliest"]).days - 1
    months = {day.month for day in (left["end_earliest"], came["start_latest"])}
    return came["start_earliest"].year, most, least <= 0, months == {7}
