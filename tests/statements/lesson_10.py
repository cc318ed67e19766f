"""Statements of lesson 10, those who serve."""

import pandas as pd

from tests.statements import load, states


def lists():
    rows = load("contingent_tables")
    rows = rows.assign(people=rows["military"] + rows["police"].fillna(0))
    return rows[rows["people"] > 0]


def on(day):
    rows = lists()
    return rows[rows["date"] == day].set_index("iso3")["people"].astype(int)


def hit():
    """People in uniform killed in attacks, by day and country, while the lists run."""
    dead = load("fatalities").query("mission == 'MINUSMA' and cause == 'Malicious Act'")
    dead = dead[dead["personnel_type"].isin(["Military", "Police", "Military Observer"])]
    dead = dead[dead["date"].between("2014-06-01", "2022-12-14")]
    return dead.groupby(["date", "iso3"], observed=True).size().unstack(fill_value=0)


def chads_range():
    draws = pd.DataFrame(
        [hit().sample(frac=1, replace=True, random_state=n).sum() for n in range(1000)]
    )
    return (100 * draws["TCD"] / draws.sum(axis="columns")).quantile([0.025, 0.975])


def tenth():
    held = lists().pivot(index="date", columns="iso3", values="people")
    part = held["TCD"] / held.sum(axis="columns")
    return part.min() > 0.09 and part.max() < 0.13


@states("10", "In the autumn of 2021 sixty-two countries had people in uniform")
def _():
    return 2021, len(on("2021-09-15")) == 62


@states("10", "26 lists from May 2014 to December 2022, each with all countries on one day")
def _():
    days = lists()["date"]
    return days.nunique(), days.min().year, days.max().year


@states(
    "10",
    "the mediator of its peace agreement, is on none of the 26",
)
def _():
    return lists()["date"].nunique(), not lists()["iso3"].eq("DZA").any()


@states("10", "Of the eight largest contributors four border Mali")
def _():
    eight = set(on("2021-09-15").nlargest(8).index)
    return eight & {"SEN", "BFA", "NER", "CIV", "GIN", "MRT", "DZA"} == {"SEN", "BFA", "NER", "CIV"}


@states("10", "France is on all of them, with 21 to 40 people")
def _():
    french = lists().query("iso3 == 'FRA'")["people"]
    return french.min(), french.max(), len(french) == 26


@states("10", "Five countries sent almost half of the 14,536 people, ten almost three quarters")
def _():
    people = on("2021-09-15").sort_values(ascending=False)
    share = people.cumsum() / people.sum()
    return people.sum(), 0.45 < share.iloc[4] < 0.5, 0.7 < share.iloc[9] < 0.75


@states("10", "Half of the countries on the list sent 162 people together")
def _():
    people = on("2021-09-15").sort_values()
    return people.iloc[: len(people) // 2].sum()


@states("10", "The menu draws one contributor on the 26 days")
def _():
    return lists()["date"].nunique()


@states("10", "Where two lists lie more than 200 days apart, no line joins them")
def _():
    days = lists()["date"].drop_duplicates().sort_values()
    far = days[days.diff().dt.days > 200].dt.year
    return 200, list(far) == [2019, 2022]


@states(
    "10",
    "Sweden, on all 26 lists with more than a hundred people from December 2014 on",
)
def _():
    swedes = lists().query("iso3 == 'SWE'").set_index("date")["people"]
    return len(swedes), swedes["2014-12":].index[0].year, (swedes["2014-12":] > 100).all()


@states(
    "10",
    "(1,100), how many the government has there for the mission (about 900), how many the UN "
    "counts (384)",
)
def _():
    return germans()[:3]


@states("10", "1,100, about 900 and 384 Germans in the spring of 2019")
def _():
    return germans()


def germans():
    """Ceiling, press and list of the spring of 2019, and the year."""
    row = load("contributor_snapshots").query("iso3 == 'DEU'").sort_values("date").iloc[0]
    ceiling = 1100 if "ceiling 1,100" in row["note"] else 0
    return ceiling, row["people"], on("2019-05-15")["DEU"], row["date"].year


@states("10", "December has 254")
def _():
    return on("2020-12-14")["GBR"]


@states("10", "The Americans were never more than 37")
def _():
    return lists().query("iso3 == 'USA'")["people"].max()


@states("10", "Chad was hit often, on 21 of 65 days; and when it was hit, three died on average")
def _():
    days = hit()
    chad = days.loc[days["TCD"] > 0, "TCD"]
    return len(chad), len(days), 2.5 < chad.mean() < 3.5


@states("10", "without that day Chad's share would be 35 per cent")
def _():
    days = hit().drop(pd.Timestamp("2019-01-20"))
    return 100 * days["TCD"].sum() / days.sum().sum()


@states("10", "the range is twice as wide as if each had died alone; months in place of days")
def _():
    def width(rows):
        drawn = [rows.sample(frac=1, replace=True, random_state=n).sum() for n in range(1000)]
        drawn = pd.DataFrame(drawn)
        low, high = (100 * drawn["TCD"] / drawn.sum(axis="columns")).quantile([0.025, 0.975])
        return high - low

    single = hit().stack().astype(int)
    people = single.loc[single.index.repeat(single)].reset_index()["iso3"]
    days, months = width(hit()), width(hit().groupby(hit().index.to_period("M")).sum())
    alone = width(pd.get_dummies(people).astype(int))
    return 1.8 < days / alone < 2.4, abs(months / days - 1) < 0.1


@states("10", "of the 56 attacks whose place is known 33 were in that region")
def _():
    placed = load("attacks").dropna(subset="lat")
    return len(placed), (placed["region"] == "Kidal").sum()


@states("10", "In two of these a Chadian soldier shot members of his own contingent")
def _():
    placed = load("attacks").dropna(subset="lat").query("region == 'Kidal'")
    comrades = placed[placed["kind"] == "shot by a member of the own contingent"]
    return len(comrades) == 2, set(comrades["countries"]) == {"Chad"}


@states("10", "On the UN map of December 2020 all its units stand at Kidal, Aguelhok and Tessalit")
def _():
    rows = load("geopko_contributors").query("month == '2020-12' and iso3 == 'TCD'")
    return 2020, rows["locations"].item() == 3


@states("10", "Egypt's begins almost exactly at its share of the people, and only Senegal's")
def _():
    days = hit()
    draws = pd.DataFrame(
        [days.sample(frac=1, replace=True, random_state=n).sum() for n in range(1000)]
    )
    limits = (100 * draws.div(draws.sum(axis="columns"), axis="index")).quantile([0.025, 0.975])
    held = lists().pivot(index="date", columns="iso3", values="people")
    served = 100 * held.div(held.sum(axis="columns"), axis="index").mean().astype(float)
    eight = served.nlargest(8).index
    below = [code for code in eight if limits.loc[0.975, code] < served[code] - 0.3]
    return abs(limits.loc[0.025, "EGY"] - served["EGY"]) < 0.5, below == ["SEN"]


@states("10", "From two per cent in 2015 to five in 2022, of the military")
def _():
    women = load("strength_reports").dropna(subset="women_per_cent").sort_values("date")
    first, last = women.iloc[0], women.iloc[-1]
    ends = round(first["women_per_cent"]) == 2 and round(last["women_per_cent"]) == 5
    return first["date"].year, last["date"].year, ends


@states("10", "All ten are larger on the map, most by a quarter to a half")
def _():
    rows = load("geopko_contributors").query("month == '2020-12'").set_index("iso3")["people"]
    ratio = (rows / on("2020-12-14")).loc[rows.nlargest(10).index]
    return (ratio > 1).all(), ratio.between(1.2, 1.55).sum() > 5


@states("10", "a company on the map counts as 150 people whether it is full or not")
@states("10", "are drawn as one company of 150")
def _():
    rows = load("geopko_contributors").query("month == '2020-12'").set_index("iso3")["people"]
    smaller = rows[rows < on("2020-12-14").reindex(rows.index)]
    return smaller.mode().item(), (smaller == 150).mean() > 0.5


@states("10", "the range of 23 to 54 per cent says how firmly")
def _():
    return tuple(chads_range())


@states("10", "A newspaper has 900 soldiers of a country in a mission")
def _():
    return 900


@states(
    "10",
    "On the UN's lists 43 to 62 countries had people in the mission, and in September 2021 five of "
    "them sent almost half",
)
def _():
    countries = lists().groupby("date")["country"].nunique()
    people = on("2021-09-15")
    half = 0.45 < people.nlargest(5).sum() / people.sum() < 0.5
    return countries.min(), countries.max(), 2021, half


@states("10", "on that list nine, 256 and 440 people of 14,536")
def _():
    people = on("2021-09-15")
    return people["GBR"], people["CHN"], people.sum(), people["USA"] == 9


@states(
    "10",
    "Between June 2014 and December 2022 Chad had about a tenth of the people and 39 per cent of "
    "those killed in attacks, 23 to 54 when the days of attack are drawn anew",
)
def _():
    days = hit()
    share = 100 * days["TCD"].sum() / days.sum().sum()
    return days.index.min().year, days.index.max().year, share, *chads_range(), tenth()


@states("10", "Chad had about a tenth of the people and 39 per cent of those killed in attacks")
def _():
    days = hit()
    return 100 * days["TCD"].sum() / days.sum().sum(), tenth()


@states("10", "Of 159 people killed 62 came from Chad, 39 per cent")
def _():
    days = hit()
    chad, everybody = days["TCD"].sum(), days.sum().sum()
    return everybody, chad, 100 * chad / everybody


@states("10", "of 26 lists; the missing one, of 15 March 2016, is a list without Ivorians")
def _():
    rows = lists()
    there = rows.loc[rows["iso3"] == "CIV", "date"]
    without = sorted(set(rows["date"]) - set(there))
    return rows["date"].nunique(), without[0], len(without) == 1
