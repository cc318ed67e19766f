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
    "UNHCR's table has 11,700 more Malian refugees in Mauritania at the end of 2023 than a year "
    "before",
)
@states("06", "The table grew by 11,700 in 2023, while UNHCR itself estimated far more arrivals.")
def _():
    return mauritania()[2023] - mauritania()[2022], 2023


@states("06", "The same agency put the arrivals at more than four times as many")
def _():
    return 55_000 / (mauritania()[2023] - mauritania()[2022]) > 4


@states("06", "Mauritania's number grows in each of these years")
def _():
    return mauritania().loc[2021:2025].is_monotonic_increasing


@states("06", "The table has 153,974 in the country at the end of that year")
def _():
    return mauritania()[2024]


@states("06", "September 2022 is the highest and May 2024 the lowest of IOM's counts in this table")
def _():
    shown = matrix().loc["2021-12":]
    ends = shown.idxmax(), shown.idxmin()
    return 2022, 2024, ends == ("2022-09", "2024-05")


@states("06", "From 10 of 12 base years killings had risen by 2024; only from 2022 and 2023 had")
def _():
    bases = killed().loc[2012:2023]
    risen = bases < killed()[2024]
    return risen.sum(), len(bases), 2024, *risen.index[~risen]


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


@states("06", "refugees in UNHCR's table rose from 225,726 to 354,075, and to 519,738 in 2025")
def _():
    abroad = refugees()
    return abroad[2022], abroad[2024], abroad[2025], 2025


@states("06", "refugees grew by 124,474 to 270,692 from the end of 2023 to that of 2025")
def _():
    return *growth(), 2023, 2025


@states(
    "06",
    "Of six sentences of July 2022 that look ahead two came true, one of them without a known",
)
def _():
    came = load("claims").set_index("claim_id")["later"]
    came = came[["C28", "C44", "C60", "C62", "C68", "C70"]].astype(str).tolist()
    cause = came.count("happened, cause not shown") == 1
    return 2022, came.count("happened") == 1, cause, came.count("cannot be known") == 3


@states("06", "in 2024 killed stands at 155.")
def _():
    dead = killed()
    up = all(series[2024] > series[2019] for series in (dead, refugees(), inside()))
    return 2024, 100 * dead[2024] / dead[2019], up


@states("06", "From 2022 the same killed stands at 52.")
def _():
    return 2022, 100 * killed()[2024] / killed()[2022]


def matrix():
    """Displaced people in IOM's matrix by month, without the rows that round it."""
    rows = load("idps_dated")
    rows = rows[~rows["row_id"].isin([28, 30])].drop_duplicates("month")
    return rows.set_index("month")["idps"]


@states(
    "06",
    "IOM's count of the displaced fell by 14 per cent from December 2022 to December 2023, "
    "UNHCR's by 7",
)
def _():
    iom, unhcr = matrix(), inside()
    falls = 1 - iom["2023-12"] / iom["2022-12"], 1 - unhcr[2023] / unhcr[2022]
    return 100 * falls[0], 2022, 2023, 100 * falls[1]


@states("06", "IOM's last round that we have, of September 2024, is higher again")
def _():
    iom = matrix().loc["2022-09":]
    return 2024, iom["2024-09"] > iom["2023-12"]


@states("06", "the displaced of May 2024 are 75 per cent of those of September 2022")
def _():
    iom = matrix()
    return 2024, 100 * iom["2024-05"] / iom["2022-09"], 2022


@states(
    "06",
    "In UNHCR's series, at the ends of the years, those of 2024 are 95 per cent of those of 2022",
)
def _():
    return 2024, 100 * inside()[2024] / inside()[2022], 2022


@states(
    "06",
    "The two have the same number for 2021 and for 2023, but for December 2022 IOM has 32,455 "
    "people more",
)
def _():
    iom, unhcr = matrix(), inside()
    same = all(iom[f"{year}-12"] == unhcr[year] for year in (2021, 2023))
    return 2021, 2023, 2022, iom["2022-12"] - unhcr[2022], same


@states("06", "The matrix peaked in September 2022")
def _():
    return matrix().idxmax() == "2022-09", 2022


@states("06", "left 52 dead, 50 of them on the side of the army")
def _():
    told = load("chronology").set_index("event_id").at["E271", "what"]
    return 52, 50, "52 dead" in told, "50 of them on the side of the army" in told


@states("06", "2 bases were closed after 2023.")
def _():
    return (load("bases")["closed"] > "2023-12-31").sum(), 2023


@states("06", "8 of the 9 were pending when the file was made")
def _():
    year = load("aid_workers_year").set_index("year").loc[2024]
    return year["pending_verification"], year["incidents"]


@states("06", "deaths by place end in 2022, before the first closing")
def _():
    last = load("ucdp_places")["year"].max()
    return last, last < load("bases")["closed"].min().year


@states("06", "From December 2022 to December 2023 IOM's count fell by 14 per cent, UNHCR's by 7")
def _():
    iom, unhcr = matrix(), inside()
    falls = 1 - iom["2023-12"] / iom["2022-12"], 1 - unhcr[2023] / unhcr[2022]
    return 2022, 2023, *(round(100 * fall) for fall in falls)


@states("06", "If that step of 2025 is all that is in doubt")
def _():
    return mauritania().diff().idxmax()


@states("06", "the figure for 2023 is in doubt too")
def _():
    return 2023, mauritania()[2023] < 181_000


@states("06", "For July 2026 they have 272 dead, 258 at least and up to 450")
def _():
    rows = load("ucdp_candidates").query("'2026-07-01' <= start <= '2026-07-31'")
    low, best, high = rows[["deaths_low", "deaths_best", "deaths_high"]].sum()
    return 2026, best, low, high


@states("06", "The yearly table has 158 a month for 2024")
def _():
    return killed()[2024] / 12, 2024
