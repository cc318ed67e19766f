"""Statements of lesson 00, the toolkit."""

import pandas as pd

from tests.statements import load, states


def deaths():
    return load("fatalities").assign(year=lambda rows: rows["date"].dt.year)


def in_attacks(year):
    """Return how many people died in attacks in a year, and how many in all."""
    rows = deaths().query("year == @year")
    return (rows["cause"] == "Malicious Act").sum(), len(rows)


def uniformed():
    return deaths()["personnel_type"].isin(["Military", "Police", "Military Observer"])


def by_year(rows, first=2015, last=2024):
    """Deaths in attacks and of illness by year."""
    table = pd.crosstab(rows["year"], rows["cause"])[["Malicious Act", "Illness", "Accident"]]
    return table.loc[first:last].set_axis(["attacks", "illness", "accidents"], axis=1)


def americans():
    """Tell who of 3 to 6 October 1993 came from the United States and died in an attack."""
    rows = deaths()
    days = rows["date"].between("1993-10-03", "1993-10-06") & rows["mission"].eq("UNOSOM")
    return days & rows["iso3"].eq("USA") & rows["cause"].eq("Malicious Act")


@states("00", "Attacks killed 127 of the 252 who died in 1993, 11 of the 173 in 2010")
def _():
    first, later = in_attacks(1993), in_attacks(2010)
    return *first, 1993, *later, 2010


@states(
    "00",
    "Attacks killed 105 of the 155 people who died in 1961, 127 of the 252 in 1993, "
    "11 of the 173 in 2010",
)
def _():
    parts = [(*in_attacks(year), year) for year in (1961, 1993, 2010)]
    return [number for part in parts for number in part]


@states("00", "In every year from 2018 to 2024 attacks are fewer than a third")
def _():
    parts = [in_attacks(year) for year in range(2018, 2025)]
    return 2018, 2024, all(3 * attacked < everyone for attacked, everyone in parts)


@states("00", "once under Montenegro: 4,429 rows, 4,423 people")
def _():
    rows = deaths()
    twice = rows[rows["casualty_ref"].duplicated(keep=False)]
    same = set(twice["country"]) == {"Montenegro", "Serbia and Montenegro"}
    return len(rows), rows["casualty_ref"].nunique(), same, twice["mission"].nunique() == 1


@states("00", "The record has 40 deaths on 22 May, 38 of them of people from Ghana")
def _():
    rows = deaths()
    rows = rows[(rows["date"] == "1961-05-22") & (rows["mission"] == "ONUC")]
    return len(rows), "1961-05-22", (rows["iso3"] == "GHA").sum()


@states(
    "00",
    "with the twenty Americans, attacks caused 127 of 252 deaths, just over half; without them, "
    "107 of 232, less than half",
)
def _():
    attacked, everyone = in_attacks(1993)
    out = americans().sum()
    half = out == 20 and 2 * attacked > everyone and 2 * (attacked - out) < everyone - out
    return attacked, everyone, attacked - out, everyone - out, half


@states(
    "00",
    "Attacks come first in five of these ten years (2015, 2017, 2018, 2019 and 2022), illness in "
    "the other five",
)
def _():
    table = by_year(deaths()[uniformed()])
    first = table.idxmax(axis=1)
    years = first.index[first == "attacks"].tolist()
    return *years, (first == "illness").sum() == 5


@states("00", "In 2015 and 2019 they are one or two deaths apart")
def _():
    table = by_year(deaths()[uniformed()])
    return 2015, 2019, (table["attacks"] - table["illness"]).loc[[2015, 2019]].tolist() == [2, 1]


@states("00", "With them illness is ahead by 15 deaths, without them attacks by 28")
def _():
    table = by_year(deaths()[uniformed()])
    lead = table["illness"] - table["attacks"]
    return lead.sum(), -lead.drop([2020, 2021]).sum()


@states(
    "00",
    "Their 48 deaths of illness in 2020 are twice those of the year before, but in 2012, without a "
    "pandemic, there were 52",
)
def _():
    ill = by_year(deaths()[uniformed()], 2000)["illness"]
    return ill[2020], 2020, 1.8 < ill[2020] / ill[2019] < 2.3, 2012, ill[2012], ill.idxmax() == 2012


@states(
    "00",
    "illness is above attacks in every year but 2003, the year of the bombing in Baghdad seen "
    "above, and is highest in 2020 and 2021",
)
def _():
    rows = deaths()
    table = by_year(rows[~uniformed()], 2000)
    behind = table.index[table["illness"] <= table["attacks"]]
    day = (rows["date"] == "2003-08-19") & (rows["mission"] == "UNOHCI")
    return *behind, day.sum() == 22, *sorted(table["illness"].nlargest(2).index)


@states(
    "00",
    "Of people in uniform who died in UN missions from 2015 to 2024, attacks killed most in five "
    "years and illness in the other five; without the pandemic years 2020 and 2021 attacks are "
    "ahead, with them illness",
)
def _():
    table = by_year(deaths()[uniformed()])
    first = table.idxmax(axis=1).value_counts()
    left = table.drop([2020, 2021]).sum()
    return (
        2015,
        2024,
        first["attacks"] == first["illness"] == 5,
        2020,
        2021,
        left["attacks"] > left["illness"],
        table["illness"].sum() > table["attacks"].sum(),
    )


@states(
    "00",
    "Among civilians more people died of illness than in attacks in every year from 2000 to 2024 "
    "but one",
)
def _():
    rows = deaths()
    civilians = rows["personnel_type"].isin(["Local", "International Civilian"])
    table = by_year(rows[civilians], 2000)
    return 2000, 2024, (table["illness"] <= table["attacks"]).sum() == 1


@states("00", "lists under the UN twenty Americans killed in October 1993")
def _():
    return 1993, americans().sum() == 20


@states("00", "More people died in UN missions in 1993 than in 1991.")
def _():
    (_, more), (_, fewer) = in_attacks(1993), in_attacks(1991)
    return 1993, 1991, more > fewer


@states("00", "Three rows of the list, those with True under")
def _():
    return load("missions")["combined_entry"].sum() == 3


@states("00", "one for every month in which the mission is listed")
def _():
    months = load("mission_strength").query("mission == 'MINUSMA'")
    return len(months) == months["date"].nunique() == 44
