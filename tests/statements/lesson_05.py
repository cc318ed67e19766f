"""Statements of lesson 05, the coups and the exit of the mission."""

import re

import pandas as pd

from tests.statements import load, states
from tests.statements.blind import alike


def day(event):
    return load("chronology").set_index("event_id").at[event, "start"]


def bases():
    rows = load("bases").set_index("base_id")
    return rows.assign(day=(rows["closed"] - day("E161")).dt.days)


def coded():
    rows = load("cooperation_events")
    return rows.query("'2020-08-18' <= date <= '2023-12-31'")


def turned(category):
    """Return the day after which a category stays below zero until the demand."""
    rows = coded().query("category == @category and date <= '2023-06-16'")
    sums = rows.groupby("date")["direction"].sum().cumsum()
    return sums[sums >= 0].index.max(), sums.index[(sums < 0)[::-1].cummin()[::-1]].min()


def evacuated():
    """Return how many had left by 1 December 2023, and the wholes of December and of June."""
    rows = load("withdrawal_numbers").set_index("row_id")
    notes = rows.loc[[14, 15], "note"]
    wholes = [int(re.search(r"of ([\d,]+)", note)[1].replace(",", "")) for note in notes]
    return rows.loc[[14, 15], "value"].sum(), wholes, rows.loc[[2, 4], "value"].tolist()


@states(
    "05", "In the first hours of 19 August 2020, the night after they had deposed the president"
)
def _():
    coup = coded().query("event.str.startswith('Coup led by')")["date"].item()
    return day("E241").date().isoformat(), (day("E241") - pd.Timestamp(coup)).days == 1


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


@states("05", "From the officers' statement to the demand it took 1,031 days")
def _():
    return (day("E159") - day("E241")).days


@states(
    "05",
    "The demand came three days after the Secretary-General had recommended renewing the mission, "
    "and 14 days before the vote",
)
def _():
    return (day("E161") - day("E159")).days, (day("E159") - day("E245")).days == 3


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


@states("05", "Eleven of thirteen bases were closed by the end of 2023")
def _():
    rows = bases()
    in_time = rows["closed"] < "2024"
    return 2023, in_time.sum() == 11, len(rows) == 13


def acts():
    """Return the acts of the host that count, and their sum after each day on which one counts."""
    rows = coded()
    rows = rows[rows["host_act"] != 0].drop_duplicates(["episode", "host_act"])
    return rows, rows.groupby("date")["host_act"].sum().cumsum()


@states("05", "By the rule 25 of the 90 events count")
def _():
    return len(acts()[0]), len(coded())


def for_good(sums):
    """Return the first day from which a sum stays below zero until the demand."""
    sums = sums.loc[:"2023-06-16"]
    return pd.Timestamp(sums.index[(sums < 0)[::-1].cummin()[::-1]].min()).date().isoformat()


def summed(rows):
    rows = rows[rows["host_act"] != 0].drop_duplicates(["episode", "host_act"])
    return rows, rows.groupby("date")["host_act"].sum().cumsum()


@states(
    "05",
    "At the end of January 2022 the sum stands at 1; the refusals begin on 2 March, and by 20 July "
    "it is at −5",
)
def _():
    sums = acts()[1].loc["2022"]
    begin = pd.Timestamp(sums.index[sums.index > "2022-02"].min())
    low = pd.Timestamp(sums.index[sums == -5].min())
    days = [day.date().isoformat() for day in (begin, low)]
    return 2022, int(sums.loc[:"2022-01"].iloc[-1]), *days, -5


@states(
    "05",
    "It is below zero for good from 22 March if one begins in August 2020, and from 2 March if one "
    "begins with 2022",
)
def _():
    late = for_good(summed(coded().query("date >= '2022-01-01'"))[1])
    return for_good(acts()[1]), 2020, late, 2022


@states(
    "05",
    "Then the refusal counts from 7 April, on which it was told to the Council; 25 events count as "
    "before, and from that day on the line is the same",
)
def _():
    rows, sums = acts()
    fewer, line = summed(coded().query("coop_id != 'K056'"))
    changed = fewer.loc[~fewer["coop_id"].isin(rows["coop_id"]), "date"].item()
    old, new = (one.rename(pd.Timestamp).loc["2022-04-07":] for one in (sums, line))
    same = old.equals(new.iloc[1:]) and new.iloc[0] == sums.loc[:"2022-04-07"].iloc[-1]
    return pd.Timestamp(changed).date().isoformat(), len(fewer), len(rows) == len(fewer), same


@states(
    "05",
    "the line is below zero for good from 22 March 2022, or from 2 March if one begins with that "
    "year, and falls most between March and",
)
def _():
    sums = acts()[1].loc[:"2023-06-16"]
    steepest = sums.loc["2022-03-02":"2022-07-31"].iloc[-1] - sums.loc[:"2022-02"].iloc[-1]
    late = for_good(summed(coded().query("date >= '2022-01-01'"))[1])
    return for_good(sums), late, steepest < -4


@states("05", "Moura is entered four times as −1 before the middle of April 2022")
def _():
    rows = coded().query("'2022-03-27' <= date <= '2022-04-15' and category == 'human rights'")
    rows = rows[rows["event"].str.contains("Moura") & (rows["direction"] == -1)]
    return -1, 2022, len(rows) == 4


@states("05", "or only “over 550 kilometres”")
def _():
    return load("withdrawal_convoys").query("from_base == 'tessalit'")["road_km"].max()


@states("05", "The first coding gave these eight a sum of −3, the rule gives 0")
def _():
    eight = ["K057", "K063", "K067", "K069", "K078", "K092", "K096", "K101"]
    rows = load("cooperation_events").set_index("coop_id")
    counted = acts()[0].set_index("coop_id")["host_act"].reindex(eight, fill_value=0)
    return rows.loc[eight, "direction"].sum(), counted.sum()


@states("05", "The exit from the G5 Sahel and the crowd are left out for the actor, the memorandum")
def _():
    rows = load("cooperation_events").set_index("coop_id")
    named = [("K063", "leaves the G5"), ("K101", "Crowd"), ("K096", "memorandum")]
    return [rows.at[id, "host_act"] == 0 and text in rows.at[id, "event"] for id, text in named]


@states(
    "05",
    "The rule counts 3 acts for, the handovers of Ogossagou, Mopti and Timbuktu, and 2 against",
)
def _():
    later = acts()[0].query("date > '2023-06-16'")
    good, bad = (later.loc[later["host_act"] == sign, "event"].tolist() for sign in (1, -1))
    named = zip(good, ("Ogossagou", "Mopti", "Timbuktu"), strict=True)
    claims = [place in event for event, place in named]
    return len(good), len(bad), *claims, "trucks" in bad[0], "flights refused" in bad[1]


@states("05", "Ménaka and Douentza were handed over too")
def _():
    claims = load("base_closure_claims")
    over = claims.loc[claims["event"].str.contains("handed_over"), "base_id"]
    told = acts()[0].query("date > '2023-06-16'")["event"].str.contains("Menaka|Ménaka|Douentza")
    return {"menaka", "douentza"} <= set(over), not told.any()


def missed():
    """Days from 30 September 2023 to the closing of each base."""
    return (bases()["closed"] - pd.Timestamp("2023-09-30")).dt.days


@states(
    "05",
    "Within the three months 4 bases were closed, within the Council's six 7 more; the middle one "
    "was 23 days late",
)
def _():
    days = missed()
    end = (pd.Timestamp("2023-12-31") - pd.Timestamp("2023-09-30")).days
    return (days <= 0).sum(), days.between(1, end).sum(), days.median()


@states("05", "Four bases were closed within three months, seven more by the end of 2023")
def _():
    days = missed()
    return 2023, (days <= 0).sum() == 4, days.between(1, 92).sum() == 7


@states(
    "05",
    "close 57 to 36 days before 30 September 2023; seven bases close 21 to 89 days after it, Gao "
    "296 and Bamako 412 days after",
)
def _():
    days = missed()
    early, between = days[days <= 0], days[days.between(1, 92)]
    ends = -early.min(), -early.max(), "2023-09-30", between.min(), between.max()
    return *ends, days["gao"], days["bamako"], len(between) == 7


@states("05", "The website took the 10,040 who had gone for those who stayed")
def _():
    return evacuated()[0]


@states("05", "By the mission's own figures 3,831 to 4,693 were to go, and nearly all of the width")
def _():
    gone, december, june = evacuated()
    low, high = sum(december) - gone, sum(june) - gone
    return low, high, (june[0] - december[0]) / (high - low) > 0.99


@states("05", "did 859 leave unrecorded, or were they counted otherwise")
def _():
    _, december, june = evacuated()
    return june[0] - december[0]


@states("05", "A week later a news agency had about 3,000 still to leave")
def _():
    rows = load("withdrawal_numbers").set_index("row_id")
    still = re.search(r"about ([\d,]+) still to leave", rows.at[17, "note"])[1]
    week = (rows.at[17, "date"], rows.at[15, "date"]) == ("2023-12-08", "2023-12-01")
    return int(still.replace(",", "")), week


@states("05", "the words of 60 rows have since given the same code in 58 of them, each")
def _():
    (each,) = set(alike("cooperation_events", "host_act"))
    return each.rows, each.same
