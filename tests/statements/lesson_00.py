"""Statements of lesson 00, the toolkit."""

import pandas as pd

from tests.statements import load, states


def deaths():
    return load("fatalities").assign(year=lambda rows: rows["date"].dt.year)


def in_attacks(year):
    """Return how many people died in attacks in a year, and how many in all."""
    rows = deaths().query("year == @year")
    return (rows["cause"] == "Malicious Act").sum(), len(rows)


def shares(cause):
    """Per cent of the deaths by decade, without the 1940s."""
    rows = deaths()
    table = pd.crosstab(rows["year"] // 10 * 10, rows["cause"], normalize="index")
    return 100 * table.loc[1950:, cause]


def first_last_highest_lowest(cause):
    values = shares(cause)
    return [values[1950], values[2020], values.max(), values.min()], values


def illness_leads(rows):
    since = rows[rows["year"] >= 2000]
    counts = pd.crosstab(since["year"] // 10, since["cause"])
    return (counts.idxmax(axis=1) == "Illness").all()


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


@states("00", "Most years before 1990 stay below 40")
def _():
    sizes = deaths().groupby("year").size().reindex(range(1948, 1990), fill_value=0)
    return 1990, 40, (sizes < 40).mean() > 0.5


@states("00", "turns 1987 into 198")
def _():
    return 1987, 1987 // 10


@states(
    "00",
    "61.5 in the 1950s, 11.7 in the 2020s; highest 61.5 in the 1950s, lowest 11.7 in the 2020s",
)
def _():
    numbers, values = first_last_highest_lowest("Accident")
    return *numbers, values.idxmax() == 1950, values.idxmin() == 2020


@states(
    "00",
    "15.4 in the 1950s, 64.5 in the 2020s; highest 64.5 in the 2020s, lowest 15.4 in the 1950s",
)
def _():
    numbers, values = first_last_highest_lowest("Illness")
    return *numbers, values.idxmax() == 2020, values.idxmin() == 1950


@states(
    "00",
    "17.3 in the 1950s, 17.3 in the 2020s; highest 41.9 in the 1960s, lowest 14.8 in the 2000s",
)
def _():
    numbers, values = first_last_highest_lowest("Malicious Act")
    return *numbers, values.idxmax() == 1960, values.idxmin() == 2000


@states(
    "00",
    "1948 to February 2025, more people died of illness than of accidents, and more of accidents "
    "than in attacks; since 2000 illness leads in every decade, with or without civilians",
)
def _():
    rows = deaths()
    order = list(rows["cause"].value_counts().index[:3])
    civil = rows["personnel_type"].isin(["Local", "International Civilian"])
    last = rows["date"].max()
    return (
        rows["year"].min(),
        last.year,
        last.month == 2,
        order == ["Illness", "Accident", "Malicious Act"],
        2000,
        illness_leads(rows),
        illness_leads(rows[~civil]),
    )


@states(
    "00",
    "Half or more of those who died in 1961 and 1993 died in attacks; most of those of 2010 in an "
    "earthquake",
)
def _():
    (early, all_early), (late, all_late) = in_attacks(1961), in_attacks(1993)
    rows = deaths()
    quake = (rows["date"] == "2010-01-12") & (rows["mission"] == "MINUSTAH")
    quake &= rows["cause"] == "Accident"
    most = quake.sum() > 0.5 * (rows["year"] == 2010).sum()
    return 1961, 1993, 2 * early >= all_early, 2 * late >= all_late, 2010, most


@states("00", "More people died in UN missions in 1993 than in 1991.")
def _():
    (_, more), (_, fewer) = in_attacks(1993), in_attacks(1991)
    return 1993, 1991, more > fewer
