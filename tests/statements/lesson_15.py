"""Statements of lesson 15, consent."""

import pandas as pd

from malicourse import cooperation_index
from tests.statements import load, states

MEMORIES = [None, 730, 365, 180, 90]
START = "2013-07-01"
EVE, RENEWAL, HALF_A_YEAR_ON = "2020-12-31", "2022-06-30", "2022-12-31"


def events():
    return load("cooperation_events")


def host(rows):
    """Tell by the name of the actor, as the lesson does, which events are acts of the host."""
    return rows["actor"].str.contains("Mali|transitional|Goita|National Transition")


def variants(rows=None, days=(EVE, RENEWAL, HALF_A_YEAR_ON)):
    """Every set of weights of the lesson with every memory."""
    rows = events() if rows is None else rows
    names = sorted(rows["category"].astype(str).unique())
    sets = {"all equal": {}}
    sets |= {f"without {name}": {name: 0} for name in names}
    sets |= {f"{name} three times": {name: 3} for name in names}
    return cooperation_index.variants(rows, list(days), sets, MEMORIES)


@states(
    "15",
    "122 dated events from January 2012 to July 2025, each with a direction. 1 means closer to "
    "cooperation between Mali and the mission, −1 further apart, 0 neither or both.",
)
def _():
    rows = events()
    first, last = rows["date"].min(), rows["date"].max()
    codes = set(rows["direction"]) == {-1, 0, 1}
    months = first.month == 1 and last.month == 7
    return len(rows), first.year, last.year, 1, 1, 0, codes, months


@states("15", "Fifty of the 122 are of 2022")
def _():
    in_2022 = (events()["date"].dt.year == 2022).sum()
    return len(events()), 2022, in_2022 == 50


@states("15", "are 27 summaries of what resolutions and two states said")
def _():
    return len(load("sofa_provisions"))


@states("15", "Seven years, 2014 to 2020 with none for 2016, have 14 rows in all")
def _():
    rows = events()["date"].dt.year.value_counts()
    quiet = rows[rows.index.isin(range(2014, 2021))]
    missing = sorted(set(range(2014, 2021)) - set(quiet.index))
    return 2014, 2020, *missing, quiet.sum()


@states("15", "Fifteen rows are older than the mission, which began on 1 July 2013")
def _():
    return START, (events()["date"] < START).sum() == 15


@states("15", "With a half-life of 180 days it counts half after 180 days and a quarter after 360")
def _():
    return 180, 180, 360, 0.5 ** (180 / 180) == 0.5, 0.5 ** (360 / 180) == 0.25


@states("15", "It takes in the mutineers of 2012 and the French intervention")
def _():
    rows = events().set_index("coop_id")
    caught = host(rows)
    missed = rows.loc[~caught, "actor"]
    presidents = {"President Toure", "President Keita"} <= set(missed)
    return rows.at["K002", "date"].year, caught[["K002", "K012"]].all(), presidents


@states("15", "With five memories there are 65 indices.")
def _():
    return len(variants())


@states("15", "The four that stay above zero forget nothing, and hang on the fifteen rows")
def _():
    tried = variants()
    rows = events()
    above = tried[tried[RENEWAL] >= 0]
    without = variants(rows[rows["date"] >= START])
    old = sorted(set(tried["half_life"].astype(str)) - {"730", "365", "180", "90"})
    return (
        len(above) == 4,
        above["half_life"].astype(str).isin(old).all(),
        (without[RENEWAL] < 0).all(),
        (without[RENEWAL] < without[EVE]).all(),
    )


@states("15", "2020 has two rows")
def _():
    return 2020, (events()["date"].dt.year == 2020).sum() == 2


@states("15", "Per cent of 13 sets of weights for which a sentence holds")
def _():
    return variants()["weights"].nunique()


@states("15", "had just passed its lowest of the years 2020 to 2023 when that was written")
def _():
    days = [str(day)[:10] for day in pd.date_range("2020-01-01", "2023-12-31", freq="W")]
    lowest = [
        cooperation_index.index(events(), days, half_life=memory).set_axis(days).idxmin()
        for memory in (90, 180)
    ]
    return 2020, 2023, all("2022-03" < day < "2022-07-15" for day in lowest)


@states(
    "15",
    "the fall from the end of 2020 to the middle of 2022 does not depend on the weights and "
    "memories that we tried; whether cooperation fell further in the half-year after the renewal "
    "does",
)
def _():
    tried = variants()
    further = (tried[HALF_A_YEAR_ON] < tried[RENEWAL]).mean()
    return 2020, 2022, (tried[RENEWAL] < tried[EVE]).all(), 0.1 < further < 0.9


@states("15", "By the rule that only acts of the host count it would be 0.")
def _():
    rows = events()
    vote = (rows["date"] == "2022-06-29") & rows["event"].str.contains("abstain")
    (coded,) = rows.loc[vote, "direction"]
    return rows["direction"].where(host(rows), 0)[vote].item(), coded == -1
