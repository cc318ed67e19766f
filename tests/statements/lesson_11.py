"""Statements of lesson 11, the cost."""

import pandas as pd

from malicourse.stats import person_years
from tests.statements import load, states

UNIFORMED = ["Military", "Police", "Military Observer"]


def deaths(mission="MINUSMA"):
    return load("fatalities").query("mission == @mission")


def attacks(mission="MINUSMA"):
    return deaths(mission).query("cause == 'Malicious Act'")


def uniformed_killed(mission, first, last):
    rows = attacks(mission)
    rows = rows[rows["personnel_type"].isin(UNIFORMED)]
    return rows[rows["date"].between(first, last)]


def early():
    """Deaths and person-years of all missions in the months whose strength is known."""
    strength = load("mission_strength")
    months = strength[strength["date"].between("2013-07-01", "2017-03-31")]
    years = months.groupby("mission")["total"].sum() / 12
    rows = load("fatalities").query("cause == 'Malicious Act' and personnel_type in @UNIFORMED")
    rows = rows[rows["date"].between("2013-07-01", "2017-03-31")]
    rows = rows[rows["date"].dt.strftime("%Y-%m") != "2016-11"]
    return rows["mission"].value_counts(), years[years > 5000]


def rate(first=2018, last=2020):
    """MINUSMA's rate in the years whose level can be trusted."""
    rows = load("contributions_year").query("level_ok and mission == 'MINUSMA'")
    years = rows[rows["year"].between(first, last)]["total"].sum()
    return 1000 * len(uniformed_killed("MINUSMA", f"{first}-01-01", f"{last}-12-31")) / years


def counts():
    """Uniformed strength by day of the count: month by month, then from the reports."""
    months = load("mission_strength").query("mission == 'MINUSMA'").set_index("date")["total"]
    days = load("strength_reports").query("date > '2017-03-31'").set_index("date")
    return pd.concat([months, days["military"] + days["police"]])


def served():
    """Person-years of the whole mission: held until the next count, and their limits."""
    return person_years(counts(), "2013-07-01", "2023-06-30", unseen=(13_000, 15_209))


def whole_life():
    return 1000 * len(uniformed_killed("MINUSMA", "2013-07-01", "2023-06-30")) / served()


def undecided():
    """Deaths up to 5 July 2022 whose cause the record does not have."""
    rows = deaths()[deaths()["date"] <= "2022-07-05"]
    return rows["cause"].isin(["To Be Determined", "Unknown"]).sum()


def printed():
    return load("fatality_claims").query("claimed_total == 313")["claimed_total"]


@states("11", "wrote that it had lost 313 peacekeepers")
def _():
    return printed().iloc[0]


@states("11", "The mission lost 311 people")
def _():
    return len(deaths())


@states(
    "11", "Illness and accidents killed 126, which is more people than most missions lose in all"
)
def _():
    both = deaths()["cause"].isin(["Illness", "Accident"]).sum()
    totals = load("fatalities")["mission"].value_counts()
    return both, (totals < both).mean() > 0.5


@states("11", "339 in UNIFIL, 311 in MINUSMA")
def _():
    totals = load("fatalities")["mission"].value_counts()
    return totals["UNIFIL"], totals["MINUSMA"], list(totals.index[:2]) == ["UNIFIL", "MINUSMA"]


@states("11", "174 in MINUSMA, 135 in ONUC")
def _():
    totals = load("fatalities").query("cause == 'Malicious Act'")["mission"].value_counts()
    return totals["MINUSMA"], totals["ONUC"], list(totals.index[:2]) == ["MINUSMA", "ONUC"]


@states("11", "about 1,400 people at a time")
def _():
    return round(5000 * 12 / 43, -2)


@states("11", "In these 44 months")
def _():
    months = load("mission_strength").query("mission == 'MINUSMA'")["date"]
    return months.between("2013-07-01", "2017-03-31").sum()


@states("11", "Of its 109 dead 24 were Americans")
def _():
    rows = uniformed_killed("UNOSOM", "1992-01-01", "1995-01-31")
    return len(rows), (rows["iso3"] == "USA").sum()


@states("11", "without them the rate would be 2.5")
def _():
    rows = uniformed_killed("UNOSOM", "1992-01-01", "1995-01-31")
    strength = load("mission_strength").query("mission in ['UNOSOM', 'UNOSOM II']")
    return 12_000 * (rows["iso3"] != "USA").sum() / strength["total"].sum()


@states("11", "It says that MINUSMA had lost 313 peacekeepers")
def _():
    return printed().iloc[0]


@states("11", "At no date does it reach 313")
def _():
    return printed().iloc[0], len(deaths()) < 313


@states(
    "11",
    "Ten deaths up to 5 July 2022 have no cause in the record; with them its 163 would be 173",
)
def _():
    known = (attacks()["date"] <= "2022-07-05").sum()
    return "2022-07-05", known, known + undecided(), undecided() == 10


@states("11", "the 69 on 25 days and the 39 on 18")
def _():
    first = uniformed_killed("MINUSMA", "2013-07-01", "2017-03-31")
    first = first[first["date"].dt.strftime("%Y-%m") != "2016-11"]["date"]
    later = uniformed_killed("MINUSMA", "2018-01-01", "2020-12-31")["date"]
    return len(first), first.nunique(), len(later), later.nunique()


@states(
    "11",
    "MINUSMA lost 311 people in ten and a half years, 174 of them in attacks, more than any other "
    "UN mission on record",
)
def _():
    most = load("fatalities").query("cause == 'Malicious Act'")["mission"].value_counts().idxmax()
    return len(deaths()), len(attacks()), most == "MINUSMA"


@states(
    "11",
    "Among UN missions of its own time MINUSMA was by far the most dangerous, with 1.9 deaths in "
    "attacks per 1,000 person-years from July 2013 to March 2017",
)
def _():
    dead, years = early()
    rates = (1000 * dead / years).dropna().sort_values(ascending=False)
    far = rates.index[0] == "MINUSMA" and rates.iloc[0] > 2.5 * rates.iloc[1]
    return rates["MINUSMA"], 1000, 2013, 2017, far


@states(
    "11",
    "Over its whole life, to June 2023, it had 1.4, and in 2018 to 2020 about half of the early "
    "rate",
)
def _():
    dead, years = early()
    half = 0.45 < rate() / (1000 * dead / years)["MINUSMA"] < 0.55
    return 2023, whole_life()["held"], 2018, 2020, half


@states("11", "The range from 1.35 to 1.38 is that of the strength alone")
def _():
    return whole_life()["high"], whole_life()["low"]


@states(
    "11",
    "no report gives the strength for a year and a half moves ten years of service by less than "
    "two per cent",
)
def _():
    years = served()
    days = counts().index.sort_values()
    end = pd.Timestamp("2023-06-30")
    open_days = (days[-1] - days[-2]).days + (end - days[-1]).days
    moves = (years / years["held"] - 1).abs().max()
    return 1.4 < open_days / 365.25 < 1.6, moves < 0.02


@states(
    "11",
    "The limits are what was printed in September 2022 and in May 2023, more than 13,000, and the "
    "ceiling of 15,209",
)
def _():
    printed = load("strength_snapshots").set_index("snapshot_id").loc[["SS09", "SS12"]]
    floor = printed["uniformed"].dropna().item()
    both = printed["note"].str.contains("more than 13,000").any()
    reported = load("strength_reports").iloc[-1]
    ceiling = reported["authorized_military"] + reported["authorized_police"]
    more = set(printed["stated"]) == {"about", "more than"}
    years = printed["date"].dt.year
    return *years, floor, ceiling, both, more


@states("11", "The printed total of 313 does not fit the record at any date")
def _():
    return printed().iloc[0], len(deaths()) < 313


@states("11", "The commentary's 313 is 85 more than the record has for them")
def _():
    since = deaths()["date"].between("2015-05-15", "2022-06-29").sum()
    return printed().iloc[0], printed().iloc[0] - since


@states("11", "still not equal: 30 against 28")
def _():
    rows = deaths().query("personnel_type == 'Military'")["date"]
    return rows.between("2021-01-01", "2021-12-16").sum(), 28


@states("11", "UNIFIL has been in Lebanon since 1978.")
def _():
    mission = load("missions").set_index("mission").loc["UNIFIL"]
    return mission["start"].year, "Lebanon" in mission["name"], mission["listed_active"]


@states("11", "In 2013–17 its rate of deaths in attacks was among the lowest.")
def _():
    dead, years = early()
    rates = (dead.reindex(years.index, fill_value=0) / years).sort_values()
    return 2013, "UNIFIL" in rates.index[:3], len(rates) >= 10


@states(
    "11",
    "In 2018–20 fewer of every 1,000 in uniform were killed in attacks in a year than in 2013–17.",
)
def _():
    dead, years = early()
    return 2018, 1000, 2013, rate() < 1000 * dead["MINUSMA"] / years["MINUSMA"]
