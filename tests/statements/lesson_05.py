"""Statements of lesson 05, the coups and the exit of the mission."""

import re

import pandas as pd

from malicourse import geo
from tests.statements import load, states


def day(event):
    return load("chronology").set_index("event_id").at[event, "start"]


def bases():
    rows = load("bases").set_index("base_id")
    return rows.assign(day=(rows["closed"] - day("E161")).dt.days)


def distances():
    rows = bases()
    return rows.assign(km=geo.distance_km(12.65, -8.0, rows["lat"], rows["lon"]))


def coded():
    rows = load("cooperation_events")
    return rows.query("'2020-08-18' <= date <= '2023-12-31'")


def turned(category):
    """Return the day after which a category stays below zero until the demand."""
    rows = coded().query("category == @category and date <= '2023-06-16'")
    sums = rows.groupby("date")["direction"].sum().cumsum()
    return sums[sums >= 0].index.max(), sums.index[(sums < 0)[::-1].cummin()[::-1]].min()


def evacuated():
    """Return how many had left by 1 December 2023, of how many, and how many civilians that is."""
    rows = load("withdrawal_numbers").set_index("row_id").loc[[14, 15]]
    wholes = [int(re.search(r"of ([\d,]+)", note)[1].replace(",", "")) for note in rows["note"]]
    return rows["value"].sum(), sum(wholes), wholes[0]


@states("05", "On the night of 18 August 2020")
def _():
    return (day("E241") - pd.Timedelta(days=1)).date().isoformat()


@states("05", "it is the second only for those who begin with that of 2012")
def _():
    events = load("chronology")
    coups = events.loc[events["category"] == "coup", "start"].sort_values()
    august = coups[coups < "2020-09"]
    return august.iloc[-2].year, august.iloc[-1].year == 2020


@states("05", "or further apart (−1), and some that did neither or both (0)")
def _():
    sums = load("cooperation_events")["direction"].value_counts()
    return -sums.index.min(), 0, 0 < sums[0] < sums[1]


@states("05", "(direction 1)")
def _():
    return load("cooperation_events")["direction"].max()


@states("05", "Of the 90 events that it adds up, 50 are of 2022")
def _():
    dates = pd.to_datetime(coded()["date"])
    return len(dates), (dates.dt.year == 2022).sum(), 2022


@states(
    "05",
    "It took 1,031 days from the officers' statement to the demand, three from a recommendation "
    "of the Secretary-General to renew the mission, and 14 more to the vote that ended it",
)
def _():
    demand = day("E159")
    asked = (demand - day("E245")).days
    return (demand - day("E241")).days, (day("E161") - demand).days, asked == 3


@states(
    "05",
    "From the officers' promise of cooperation to the demand that the mission go lie 1,031 days; "
    "from the demand to the vote, 14",
)
def _():
    return (day("E159") - day("E241")).days, (day("E161") - day("E159")).days


@states("05", "four lines turn on four different days between May 2021 and June 2022, and")
def _():
    names = ["political transition", "security partners", "movement", "consent"]
    days = [turned(name)[1] for name in names]
    first, last = min(days), max(days)
    months = first.month == 5 and last.month == 6
    return first.year, last.year, months, len(set(days)) == 4


@states("05", "Ber to Timbuktu is 57 kilometres by road")
def _():
    convoys = load("withdrawal_convoys").query("from_base == 'ber'")
    return convoys["road_km"].max()


@states("05", "For Ber one of them says 51 hours, the other “just over two days”")
def _():
    convoys = load("withdrawal_convoys").query("from_base == 'ber'")
    return convoys["hours"].max(), (convoys["hours_basis"] == "just over two days").any()


@states(
    "05", "The eleventh base was closed 181 days after the vote, three days before the deadline"
)
def _():
    rows = bases().sort_values("closure_order")
    eleventh = rows.iloc[10]
    return eleventh["day"], (pd.Timestamp("2023-12-31") - eleventh["closed"]).days == 3


@states("05", "Between 450 and 1,300 kilometres closings run from 35 to 181 days in no order")
def _():
    rows = distances().drop(["bamako", "gao"])
    within = rows["km"].min() > 450 and rows["km"].max() < 1300
    return 450, 1300, rows["day"].min(), rows["day"].max(), within


@states("05", "Ogossagou first at about 516 kilometres, Tessalit after 113 days at about 1,280")
def _():
    rows = distances()
    tessalit = rows.loc["tessalit"]
    first = rows["day"].idxmin() == "ogossagou"
    return rows.at["ogossagou", "km"], tessalit["day"], tessalit["km"], first


@states("05", "Eleven of thirteen bases were closed by the end of 2023")
def _():
    rows = bases()
    in_time = rows["closed"] < "2024"
    return 2023, in_time.sum() == 11, len(rows) == 13


@states("05", "Of 13,871 people 10,040 had left and 3,831 had not")
def _():
    gone, whole, _ = evacuated()
    return whole, gone, whole - gone


@states("05", "In June the mission named 1,786 civilians; 927 is another whole")
def _():
    numbers = load("withdrawal_numbers").set_index("row_id")
    return numbers.at[2, "value"], evacuated()[2]


def acts():
    """Return the sum of the acts of the host after each day on which one counts."""
    rows = coded()
    rows = rows[rows["host_act"] != 0].drop_duplicates(["episode", "host_act"])
    return rows, rows.groupby("date")["host_act"].sum().cumsum()


@states("05", "By the rule 25 of the 90 events count")
def _():
    return len(acts()[0]), len(coded())


@states("05", "The sum goes from 0 to −5 between March and July 2022")
def _():
    spring = acts()[1].loc["2022-03":"2022-07"]
    return int(spring.iloc[0]), int(spring.iloc[-1]), 2022


@states("05", "the line is below zero for good from 22 March 2022 and falls most between March and")
def _():
    sums = acts()[1].loc[:"2023-06-16"]
    first = sums.index[(sums < 0)[::-1].cummin()[::-1]].min()
    steepest = sums.loc["2022-03-02":"2022-07-31"].iloc[-1] - sums.loc[:"2022-02"].iloc[-1]
    return pd.Timestamp(first).date().isoformat(), steepest < -4


@states("05", "Moura is entered four times as −1 before the middle of April 2022")
def _():
    rows = coded().query("'2022-03-27' <= date <= '2022-04-15' and category == 'human rights'")
    rows = rows[rows["event"].str.contains("Moura") & (rows["direction"] == -1)]
    return -1, 2022, len(rows) == 4


@states("05", "or only “over 550 kilometres”")
def _():
    return load("withdrawal_convoys").query("from_base == 'tessalit'")["road_km"].max()


@states("05", "The first coding gave these five a sum of −3, the rule gives 0")
def _():
    five = ["K060", "K064", "K067", "K069", "K086"]
    rows = load("cooperation_events").set_index("coop_id")
    counted = rows.loc[acts()[0]["coop_id"], "host_act"].reindex(five, fill_value=0)
    return rows.loc[five, "direction"].sum(), counted.sum()


@states("05", "Had the rule read a refusal in advance as words, the sum would be 1")
def _():
    rows = acts()[0].set_index("coop_id")["host_act"]
    return rows.reindex(["K060", "K064", "K067", "K086"], fill_value=0).sum()
