"""Statements of lesson 02, the collapse of 2012."""

import re

import pandas as pd

from tests.statements import load, states

#: The first day of each chapter, its name, and what the chart says of it.
CHAPTERS = [
    ("2012-01-01", "War in the north: 5 events in 54 days"),
    ("2012-03-20", "Coup and collapse: 12 events in 22 days"),
    ("2012-04-30", "Allies part: 7 events in 67 days"),
    ("2012-09-01", "Appeals and answers: 8 events in 125 days"),
    ("2013-01-10", "Three weeks in January: 14 events in 21 days"),
    ("2013-02-01", "Towards a UN mission: 6 events in 84 days"),
]
CAPITALS = ["E037", "E214", "E038"]
ARROWS = [
    *(("E034", "E036"), ("E038", "E216"), ("E215", "E216"), ("E216", "E211")),
    *(("E216", "E218"), ("E216", "E043"), ("E043", "E047"), ("E047", "E225")),
    *(("E225", "E048"), ("E048", "E223"), ("E048", "E050"), ("E050", "E058")),
]


def events():
    return load("chronology").set_index("event_id")


def days(earlier, later):
    start = events()["start"]
    return (start[later] - start[earlier]).days


def verdict(cause, effect):
    rows = events()
    if (rows.at[effect, "start"] - rows.at[cause, "end"]).days > 0:
        return "permits"
    longest = (rows.at[effect, "end"] - rows.at[cause, "start"]).days
    return "contradicts" if longest < 0 else "cannot decide"


def chapter(first, until):
    rows = events()
    rows = rows[rows["start"].between(first, until, inclusive="left")]
    return len(rows), (rows["end"].max() - rows["start"].min()).days + 1


for (_first, _quotation), (_until, _) in zip(
    CHAPTERS, [*CHAPTERS[1:], ("2013-05-01", "")], strict=True
):
    states("02", _quotation)(lambda first=_first, until=_until: chapter(first, until))


@states("02", "Mali, 17 January 2012 to 20 February 2013")
def _():
    # The slider of the map ends at day 400.
    first = events().at["E034", "start"]
    return str(first), str(first + pd.Timedelta(days=400))


@states("02", "Konna, red for days 359 to 365, is drawn by one date of four")
def _():
    return days("E034", "E047"), days("E034", "E051") - 1


@states("02", "A merger of MNLA and Ansar Dine, signed 50 days after the framework, lasted 6 days")
def _():
    return days("E216", "E042"), days("E042", "E218")


@states(
    "02",
    "Between the first attack and the fall of Timbuktu lie 75 days, but the three northern "
    "capitals fell in three of them, eight to ten days after the coup",
)
def _():
    after = [days("E036", capital) for capital in CAPITALS]
    return days("E034", "E038"), after == [8, 9, 10]


@states("02", "The three regions have two thirds of the land and about a tenth of the people")
def _():
    census = load("regions").query("year == 2009 and basis == 'census, final'")
    table = census.set_index("region")[["area_km2", "population"]].astype(float)
    lost = (table.loc[["Tombouctou", "Gao", "Kidal"]].sum() / table.sum()).round(2)
    return lost["area_km2"] == 0.66, lost["population"] == 0.09


@states(
    "02",
    "Of the twelve arrows tested the order of dates permits nine, contradicts two and leaves one "
    "open",
)
def _():
    verdicts = pd.Series([verdict(*arrow) for arrow in ARROWS]).value_counts()
    found = list(verdicts[["permits", "contradicts", "cannot decide"]])
    return len(ARROWS) == 12, found == [9, 2, 1]


@states("02", "Defeats and sanctions both precede the framework")
def _():
    return days("E038", "E216") > 0, days("E215", "E216") > 0


@states("02", "What happened on 10 January 2013 is ordered by hours and explained by texts")
def _():
    both = events().loc[["E047", "E225"], "start"]
    return str(both["E047"]), both.nunique() == 1


@states("02", "Here both do: 11 a.m., some hours later, that evening, and a text that names Konna.")
def _():
    what = events()["what"]
    (hour,) = re.findall(r"the hour as (\d+) a\.m\.", what["E047"])
    return int(hour), what["E225"].startswith("Hours after the fall of Konna")


@states("02", "17 to 47 days.")
def _():
    # Ansar Dine was founded in a month, the rebellion began on a day.
    rows = events()
    begun = rows.at["E034", "start"]
    return (begun - rows.at["E211", "end"]).days, (begun - rows.at["E211", "start"]).days


@states("02", "The nine days that matter:")
def _():
    # From the deadline of ECOWAS to the framework, both days counted.
    return days("E258", "E216") + 1 == 9


@states("02", "The sanctions came too late to explain the pledge.")
def _():
    return days("E215", "E259") < 0, days("E258", "E259") > 0


@states("02", "the break at Timbuktu inside it, the two days of June after it")
@states("02", "the break at Timbuktu falls in that time")
def _():
    # AFP's day of the break stands in the row of the town's fall only.
    there = "drive it out of the city on 2 April" in events().at["E038", "what"]
    first, last = (events().at[key, "start"] for key in ("E258", "E216"))
    inside = first < pd.Timestamp("2012-04-02") < last
    return there, inside, last < pd.Timestamp("2012-06-01")


@states("02", "from the ultimatum of ECOWAS of 29 March and the pledge of 1 April")
def _():
    threat, pledge, deal = (events().at[key, "start"] for key in ("E258", "E259", "E216"))
    return threat, pledge, deal.day == 6


@states("02", "the same claims make 1 to 8 days")
def _():
    lost = events().at["E047", "start"]
    claims = load("contradictions").set_index("contradiction_id")
    first = pd.Timestamp(load("sources").set_index("source_id").at["reuters_20130111", "date"])
    last = pd.to_datetime(claims.at["X12", "value_1"], format="%d %B %Y")
    return (first - lost).days, (last - lost).days
