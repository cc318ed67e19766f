"""Statements of lesson 11, the cost."""

import pandas as pd

from malicourse.stats import day_totals, person_years, poisson_range
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


@states("11", "It says that MINUSMA had lost 313 peacekeepers")
def _():
    return printed().iloc[0]


@states("11", "At no date does it reach 313")
def _():
    return printed().iloc[0], len(deaths()) < 313


@states(
    "11",
    "MINUSMA lost 311 people in ten and a half years, 174 of them in attacks, more than any other "
    "UN mission on record",
)
def _():
    most = load("fatalities").query("cause == 'Malicious Act'")["mission"].value_counts().idxmax()
    return len(deaths()), len(attacks()), most == "MINUSMA"


@states("11", "The printed total of 313 does not fit the record at any date")
def _():
    return printed().iloc[0], len(deaths()) < 313


@states("11", "The commentary's 313 is 85 more than the record has for them")
def _():
    since = deaths()["date"].between("2015-05-15", "2022-06-29").sum()
    return printed().iloc[0], printed().iloc[0] - since


@states("11", "UNIFIL has been in Lebanon since 1978.")
def _():
    mission = load("missions").set_index("mission").loc["UNIFIL"]
    return mission["start"].year, "Lebanon" in mission["name"], mission["listed_active"]


@states("11", "From July 2013 to March 2017 its rate of deaths in attacks was among the lowest.")
def _():
    dead, years = early()
    rates = (dead.reindex(years.index, fill_value=0) / years).sort_values()
    return 2013, 2017, "UNIFIL" in rates.index[:3], len(rates) >= 10


def union(fact):
    """Rate of the African Union's mission in a row, if its force had stood at its ceiling."""
    row = load("african_union_deaths").set_index("fact_id").loc[fact]
    return 1000 * row["low"] / (22_126 * (int(row["end"]) - int(row["start"]) + 1))


def period(first, last):
    """MINUSMA's rate from its reports: deaths per 1,000 person-years."""
    years = person_years(counts(), first, last, unseen=(13_000, 15_209))
    return 1000 * len(uniformed_killed("MINUSMA", first, last)) / years["held"]


def early_days():
    rows = uniformed_killed("MINUSMA", "2013-07-01", "2017-03-31")["date"]
    return rows[rows.dt.strftime("%Y-%m") != "2016-11"]


@states("11", "Of the 109 dead of the mission in Somalia 24 were Americans, 20 of them killed from")
def _():
    rows = uniformed_killed("UNOSOM", "1992-01-01", "1995-01-31")
    american = rows[rows["iso3"] == "USA"]
    return len(rows), len(american), american["date"].between("1993-10-03", "1993-10-06").sum()


@states("11", "the 44 months from July 2013 to March 2017 without November 2016")
def _():
    months = load("mission_strength").query("mission == 'MINUSMA'")["date"]
    inside = months.between("2013-07-01", "2017-03-31")
    return inside.sum(), 2013, 2017, 2016, not (months.dt.strftime("%Y-%m") == "2016-11").any()


@states(
    "11", "Of every 1,000 people in uniform who served a year in MINUSMA, about 1.9 were killed"
)
def _():
    dead, years = early()
    return 1000, 1000 * dead["MINUSMA"] / years["MINUSMA"]


@states("11", "gives the limits that hold in 95 of 100 such cases")
def _():
    return 95, 100, poisson_range(69).equals(poisson_range(69, level=0.95))


@states("11", "so the 69 deaths hold the evidence of fewer events")
def _():
    return len(early_days())


@states("11", "They fell on 25 days.")
def _():
    return early_days().nunique()


@states("11", "The range by day is about twice as wide")
def _():
    days = day_totals(early_days(), "2013-07-01", "2017-03-31").quantile([0.025, 0.975])
    single = poisson_range(len(early_days())).iloc[0]
    return 1.8 < (days.iloc[1] - days.iloc[0]) / (single["high"] - single["low"]) < 2.4


@states(
    "11",
    "The low one is 13,000, since the mission was said to have more than that in May 2023 and "
    "about that in September 2022; the high one is its ceiling, 15,209",
)
def _():
    printed = load("strength_snapshots").set_index("snapshot_id").loc[["SS09", "SS12"]]
    floor = printed["uniformed"].dropna().item()
    both = printed["note"].str.contains("more than 13,000").any()
    reported = load("strength_reports").iloc[-1]
    ceiling = reported["authorized_military"] + reported["authorized_police"]
    more = set(printed["stated"]) == {"about", "more than"}
    late, soon = sorted(printed["date"].dt.year, reverse=True)
    return floor, late, soon, ceiling, both, more


@states("11", "move the last period by a few per cent and the whole life by less than two")
def _():
    last = person_years(counts(), "2021-01-01", "2023-06-30", unseen=(13_000, 15_209))
    moves = [(years / years["held"] - 1).abs().max() for years in (last, served())]
    return 0.03 < moves[0] < 0.06, moves[1] < 0.02


@states(
    "11", "at least 8 of 1,000 were killed by hostile acts in a year, four times MINUSMA's early"
)
def _():
    dead, years = early()
    early_rate = 1000 * dead["MINUSMA"] / years["MINUSMA"]
    return int(union("AU04")), 1000, union("AU04") > 4 * early_rate


@states("11", "MINUSMA lost 28 in about 8,700 person-years, 3.2 per 1,000")
def _():
    dead = len(uniformed_killed("MINUSMA", "2014-01-01", "2014-12-31"))
    months = load("mission_strength").query("mission == 'MINUSMA'")
    served_2014 = months[months["date"].dt.year == 2014]["total"].sum() / 12
    close = abs(union("AU05") - 1000 * dead / served_2014) < 0.3
    return dead, round(served_2014, -2), 1000 * dead / served_2014, 1000, close


@states("11", "Another newspaper gave 275 four days earlier, ten below the record")
def _():
    claims = load("fatality_claims").set_index("claim_id")
    four = (claims.at["claim_13", "as_of"] - claims.at["claim_12", "as_of"]).days == 4
    record = (deaths()["date"] <= claims.at["claim_12", "as_of"]).sum()
    return claims.at["claim_12", "claimed_total"], four, record - 275 == 10


@states("11", "173 would be explained and four would not")
def _():
    known = (attacks()["date"] <= "2022-07-05").sum() + undecided()
    return known, undecided() == 10, 177 - known == 4


@states("11", "In January 2021 the printed figure lies nine below the record")
def _():
    claim = load("fatality_claims").set_index("claim_id").loc["claim_07"]
    return 2021, (attacks()["date"] <= claim["as_of"]).sum() - claim["claimed_hostile"] == 9


def lists():
    """Days with deaths in the record, in our list, and in both."""
    record = set(attacks()["date"])
    press = load("attacks")
    ours = set(press[press["killed_final"].fillna(press["killed"]) > 0]["date"])
    return record, ours


@states(
    "11", "It knows six in ten of the days with one death, and nearly all days with two or more"
)
def _():
    days = attacks().groupby("date").size()
    known = days.index.isin(load("attacks")["date"])
    return 0.55 < known[days == 1].mean() < 0.65, known[days > 1].mean() > 0.94


@states(
    "11", "The formula says that about 76 days had a death in an attack, four more than the record"
)
def _():
    record, ours = lists()
    estimate = len(record) * len(ours) / len(record & ours)
    return estimate, round(estimate) - len(record) == 4


@states("11", "With that pair matched the estimate falls to about 74")
def _():
    record, ours = lists()
    lacking = ours - record
    pair = pd.Timestamp("2022-10-17") in lacking and pd.Timestamp("2022-10-19") in record
    return len(record) * len(ours) / (len(record & ours) + 1), len(lacking) == 3, pair


@states(
    "11",
    "Of the UN missions that can be measured from July 2013 to March 2017 MINUSMA had the highest "
    "rate of deaths in attacks, 1.9 per 1,000 person-years, and the difference to the next, in the "
    "Central African Republic, is larger than chance explains",
)
def _():
    dead, years = early()
    rates = (1000 * dead / years).dropna().sort_values(ascending=False)
    order = list(rates.index[:2]) == ["MINUSMA", "MINUSCA"]
    drawn = []
    for seed, mission in enumerate(rates.index[:2], 1):
        rows = uniformed_killed(mission, "2013-07-01", "2017-03-31")["date"]
        rows = rows[rows.dt.strftime("%Y-%m") != "2016-11"]
        drawn.append(day_totals(rows, "2013-07-01", "2017-03-31", seed=seed) / years[mission])
    return 2013, 2017, rates["MINUSMA"], 1000, order, (drawn[0] - drawn[1]).quantile(0.025) > 0


def somalia():
    """Draws of Somalia's rate less MINUSMA's, with and without the American dead."""
    years = early()[1]
    mine = day_totals(early_days(), "2013-07-01", "2017-03-31", seed=2) / years["MINUSMA"]
    rows = uniformed_killed("UNOSOM", "1992-01-01", "1995-01-31")
    strength = load("mission_strength").query("mission in ['UNOSOM', 'UNOSOM II']")
    served_there = strength["total"].sum() / 12
    for part in (rows, rows[rows["iso3"] != "USA"]):
        there = day_totals(part["date"], "1992-08-01", "1995-01-31") / served_there
        yield len(part) / served_there, 1000 * (there - mine)


@states(
    "11",
    "Somalia in the 1990s had a higher rate, with or without its American dead, but the range of "
    "the difference includes zero; the African Union's mission there lost at least four times as "
    "many for the time served in 2009 to 2014",
)
def _():
    dead, years = early()
    mine = dead["MINUSMA"] / years["MINUSMA"]
    claims = []
    for there, less in somalia():
        claims += [there > mine, less.quantile(0.025) < 0 < less.quantile(0.975)]
    times = union("AU04") / (1000 * mine)
    return 2009, 2014, *claims, times >= 4


@states("11", "with one person killed in 38,427 person-years")
def _():
    dead, years = early()
    return years["UNIFIL"], dead["UNIFIL"] == 1


@states("11", "Nine people died on 3 October 2014")
def _():
    worst = early_days().value_counts()
    return worst.index[0], worst.iloc[0] == 9


@states("11", "the years to 2017 less those from 2018 on give 0.1 to 2.0, without zero")
def _():
    first, later = ("2013-07-01", "2017-12-31"), ("2018-01-01", "2023-06-30")
    rates = []
    for seed, span in enumerate((first, later), 1):
        dates = uniformed_killed("MINUSMA", *span)["date"]
        time = person_years(counts(), *span, unseen=(13_000, 15_209))["held"]
        rates.append(1000 * day_totals(dates, *span, seed=seed) / time)
    low, high = (rates[0] - rates[1]).quantile([0.025, 0.975])
    return 2017, 2018, low, high, low > 0


@states("11", "Within MINUSMA the rate was 1.9, then 2.3, 0.9 and 1.1; over its whole life 1.4")
def _():
    return (
        period("2013-07-01", "2017-03-31"),
        period("2017-04-01", "2017-12-31"),
        period("2018-01-01", "2020-12-31"),
        period("2021-01-01", "2023-06-30"),
        whole_life()["held"],
    )


@states("11", "All three include zero")
def _():
    dead, years = early()
    rows = uniformed_killed("MINUSMA", "2018-01-01", "2020-12-31")["date"]
    served_later = person_years(counts(), "2018-01-01", "2020-12-31")["held"]
    first = day_totals(early_days(), "2013-07-01", "2017-03-31") / years["MINUSMA"]
    later = day_totals(rows, "2018-01-01", "2020-12-31", seed=2) / served_later
    draws = [1000 * (first - later), *(less for _, less in somalia())]
    return all(less.quantile(0.025) < 0 < less.quantile(0.975) for less in draws)


@states("11", "Zero lies outside, if only just, although the two ranges overlap")
def _():
    years = load("contributions_year").query("level_ok").groupby("mission")["total"].sum()
    ranges, draws = [], []
    for seed, mission in enumerate(("MINUSMA", "MINUSCA"), 1):
        dates = uniformed_killed(mission, "2018-01-01", "2020-12-31")["date"]
        rates = 1000 * day_totals(dates, "2018-01-01", "2020-12-31", seed=seed) / years[mission]
        draws.append(rates.astype(float))
        ranges.append(draws[-1].quantile([0.025, 0.975]).to_list())
    low = (draws[0] - draws[1]).quantile(0.025)
    return 0 < low < 0.1, ranges[0][0] < ranges[1][1]
