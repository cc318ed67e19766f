"""Statements of lesson 10, those who serve."""

from tests.statements import load, states


def served(year=2020):
    rows = load("contributions_year").query("mission == 'MINUSMA' and year == @year")
    return rows.set_index("iso3")


def killed(uniformed=False):
    deaths = load("fatalities").query("mission == 'MINUSMA' and cause == 'Malicious Act'")
    if uniformed:
        kinds = ["Military", "Police", "Military Observer"]
        deaths = deaths[deaths["personnel_type"].isin(kinds)]
    return deaths


def trusted():
    """Person-years and deaths in attacks from 2018 to 2020, by country."""
    rows = load("contributions_year").query("mission == 'MINUSMA' and level_ok")
    years = rows.groupby("iso3")["total"].sum()
    deaths = killed(uniformed=True)
    deaths = deaths[deaths["date"].dt.year.isin(rows["year"].unique())]
    return years, deaths["iso3"].value_counts()


def on_maps():
    """Soldiers on each map up to March 2017, and those of the list in the same month."""
    months = load("mission_strength").query("mission == 'MINUSMA'")
    months = months.assign(month=months["date"].dt.strftime("%Y-%m"))
    return load("geopko_maps").merge(months, on="month", suffixes=("_map", ""))


def july_2022():
    rows = load("strength_snapshots")
    there = rows.loc[rows["date"].astype(str).str.startswith("2022-07"), "military"].dropna()
    return there.unique().item(), load("mandates")["military_ceiling"].max()


@states("10", "what researchers read on 33 deployment maps of the UN")
def _():
    return len(load("geopko_maps"))


@states("10", "1.3 in 2014, 1.0 in 2016, 0.9 in 2018, 1.1 in 2019, 1.4 in 2020")
def _():
    found = []
    for year in (2014, 2016, 2018, 2019, 2020):
        people = served(year)["total"].sort_values()
        found += [100 * people.iloc[: len(people) // 2].sum() / people.sum(), year]
    return found


@states("10", "64 of the 174 killed in attacks came from Chad, nearly four times as many")
def _():
    countries = killed()["country"].value_counts()
    ratio = countries["Chad"] / countries.iloc[1]
    return countries["Chad"], len(killed()), 3.7 < ratio < 4


@states(
    "10",
    "of the 55 attacks whose place is known, 33 were in that region; in two of these a Chadian "
    "soldier shot members of his own contingent",
)
def _():
    placed = load("attacks").dropna(subset="lat")
    kidal = placed[placed["region"] == "Kidal"]
    comrades = kidal[kidal["kind"] == "shot by a member of the own contingent"]
    return len(placed), len(kidal), len(comrades) == 2, set(comrades["countries"]) == {"Chad"}


@states("10", "in July 2022 still 1,028 below")
def _():
    there, ceiling = july_2022()
    return 2022, ceiling - there


@states(
    "10",
    "the 15 maps up to March 2017 have 1.1 to 1.5 times the soldiers, and 1.0 to 1.4 times all in "
    "uniform",
)
def _():
    rows = on_maps()
    troops, everybody = rows["people"] / rows["troops"], rows["people"] / rows["total"]
    last = rows["month"].max() == "2017-03"
    ends = troops.min(), troops.max(), everybody.min(), everybody.max()
    return len(rows), 2017, *ends, last


@states("10", "About sixty countries contributed, and five of them sent half")
def _():
    people = served()["total"].sort_values(ascending=False)
    return len(people) == 60, 0.47 < people.head(5).sum() / people.sum() < 0.53


@states(
    "10",
    "The United States, the United Kingdom and China did contribute, with eight, 24 and 426 people "
    "on average in 2020, and 255 British in February 2022",
)
def _():
    people = served()["total"]
    british = load("contributor_snapshots").query("iso3 == 'GBR'").iloc[0]
    when = british["date"]
    return (
        people["GBR"],
        people["CHN"],
        2020,
        british["people"],
        when.year,
        people["USA"] == 8,
        when.month == 2,
    )


@states(
    "10",
    "From 2018 to 2020 Chad had a tenth of those who served and more than two fifths of those "
    "killed in attacks",
)
def _():
    years, dead = trusted()
    rows = load("contributions_year").query("mission == 'MINUSMA' and level_ok")["year"]
    tenth = round(10 * years["TCD"] / years.sum()) == 1
    return rows.min(), rows.max(), tenth, 0.4 < dead["TCD"] / dead.sum() < 0.45


@states("10", "In July 2022 the mission had 92 per cent of its military ceiling")
def _():
    there, ceiling = july_2022()
    return 2022, 100 * there / ceiling


@states("10", "With a floor of 20, Sierra Leone comes third, with four women among 23 people")
def _():
    rows = served().query("total >= 20")
    order = (rows["women"] / rows["total"]).sort_values(ascending=False)
    leone = rows.loc["SLE"]
    return 20, leone["total"], order.index[2] == "SLE", leone["women"] == 4


@states("10", "One day lifts Chad's rate from about 1.6 to 3.9")
def _():
    years, dead = trusted()
    day = killed(uniformed=True).query("iso3 == 'TCD'")["date"].value_counts().max()
    return 1000 * (dead["TCD"] - day) / years["TCD"], 1000 * dead["TCD"] / years["TCD"]


@states("10", "Romania's 113 had left in October")
def _():
    left = load("contributor_withdrawals").query("iso3 == 'ROU'")["left_latest"].iloc[0]
    return served().at["ROU", "total"], (left.year, left.month) == (2020, 10)


@states("10", "The share of the five largest, 49 per cent.")
def _():
    people = served()["total"]
    return 100 * people.nlargest(5).sum() / people.sum()


@states("10", "Which countries had units at Kidal in 2019?")
def _():
    return 2019, load("geopko_maps")["month"].str.startswith("2019").any()


@states(
    "10",
    "The 12,789 that the press has for October 2021 equal the Secretary-General's count of "
    "15 September 2021",
)
def _():
    press = load("strength_snapshots").query("snapshot_id == 'SS05'").iloc[0]
    report = load("strength_reports").query("symbol == 'S/2021/844'").iloc[0]
    same = press["military"] == report["military"]
    return press["military"], press["date"].year, report["date"], same
