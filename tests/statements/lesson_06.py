"""Statements of lesson 06, after the mission."""

import pandas as pd

from tests.statements import load, states


def killed():
    return load("ucdp_sahel").query("country == 'Mali'").set_index("year")["all_deaths_best"]


def refugees():
    """Malian refugees abroad at the end of each year, as UNHCR's table has them."""
    rows = load("displacement_year").query("indicator == 'malian_refugees_abroad'")
    return rows.set_index("year")["people"].sort_index()


def inside():
    rows = load("displacement_year").query("indicator == 'idps_unhcr'")
    return rows.set_index("year")["people"]


def mauritania():
    rows = load("malians_abroad").query("country == 'Mauritania'")
    return rows.set_index("year")["refugees"]


def index(series, years):
    """Give each year's value, with that of 2022 as 100, and the year."""
    return [number for year in years for number in (100 * series[year] / series[2022], year)]


def growth():
    """Least and most by which Malian refugees abroad grew from the end of 2023 to that of 2025."""
    totals = load("malians_abroad").groupby("year")["refugees"].sum()
    most = totals[2025] - totals[2023]
    return most - (mauritania()[2025] - mauritania()[2024]), most


@states("06", "From 25 to 27 July 2024 they were beaten at Tinzaouaten")
def _():
    battle = load("chronology").set_index("event_id").loc["E179"]
    first = battle["start"]
    last = first + pd.Timedelta(days=2)
    return first.day, last.date().isoformat(), "in three days" in battle["what"]


@states(
    "06",
    "UNHCR's table has 146,218 more Malian refugees in Mauritania at the end of 2025 than a year "
    "before",
)
def _():
    return mauritania()[2025] - mauritania()[2024], 2025


@states("06", "Did 146,218 people cross in a year?")
@states("06", "The figure in the table rose by 146,218; part of that is, it seems, a wider count.")
def _():
    return mauritania()[2025] - mauritania()[2024]


@states("06", "Killed: 35 in 2021, 100 in 2022, 58 in 2023, 52 in 2024")
def _():
    return index(killed(), range(2021, 2025))


@states("06", "Refugees abroad: 81 in 2021, 100 in 2022, 110 in 2023, 157 in 2024, 230 in 2025")
def _():
    return index(refugees(), range(2021, 2026))


@states("06", "Displaced inside: 92 in 2021, 100 in 2022, 93 in 2023, 95 in 2024, 109 in 2025")
def _():
    return index(inside(), range(2021, 2026))


@states("06", "more than quadrupled, from 66,443 to 286,715 (in both)")
def _():
    rows = load("displacement_year").query("indicator == 'refugees_hosted_in_mali'")
    hosted = rows.set_index("year")["people"]
    return hosted[2023], hosted[2025], hosted[2025] > 4 * hosted[2023]


@states("06", "The table added 11,700 in 2023")
def _():
    return mauritania()[2023] - mauritania()[2022], 2023


@states("06", "Below 20,000 until 2021 and negative in 2014 and 2017")
def _():
    change = refugees().diff().loc[2013:]
    negative = list(change[change < 0].index)
    return 20000, 2021, *negative, change.loc[:2021].max() < 20000


@states(
    "06",
    "From 2022 to 2024 recorded deaths in Mali fell from 3,656 to 1,901, still above the 1,287 of "
    "2021",
)
def _():
    dead = killed()
    return 2022, 2024, dead[2022], dead[2024], dead[2021], 2021


@states("06", "Malian refugees abroad rose from 225,726 to 354,075, and to 519,738 in 2025")
def _():
    abroad = refugees()
    return abroad[2022], abroad[2024], abroad[2025], 2025


@states("06", "Growth from 2023 to 2025 lies between 124,474 and 270,692")
def _():
    return 2023, 2025, *growth()


@states("06", "Of six predictions of July 2022 one happened, one did in part")
def _():
    return 2022, (load("claims")["claim_type"] == "prediction").sum() == 6


@states("06", "Killed fell to 52, refugees rose to 157, displaced inside stayed near 100")
def _():
    low, high = inside().loc[2023:2024].min(), inside().loc[2023:2024].max()
    near = 0.9 * inside()[2022] < low <= high < 1.1 * inside()[2022]
    shares = [100 * series[2024] / series[2022] for series in (killed(), refugees())]
    return *shares, 100, near


@states("06", "8 of the 9 were pending when the file was made")
def _():
    year = load("aid_workers_year").set_index("year").loc[2024]
    return year["pending_verification"], year["incidents"]


@states("06", "deaths by place end in 2022, before the first closing")
def _():
    last = load("ucdp_places")["year"].max()
    return last, last < load("bases")["closed"].min().year


@states("06", "Last confirmed date: 29 July 2026")
def _():
    return load("chronology")["end"].max().date().isoformat()


@states("06", "the most of any event of that month")
def _():
    events = load("chronology").set_index("event_id")
    july = events[events["start"] >= "2026-07-01"]
    dead = july["what"].str.extract(r"(?:counts|has) (\d+) dead")[0].dropna().astype(int)
    return dead.idxmax() == "E271"
