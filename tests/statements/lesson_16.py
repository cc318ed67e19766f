"""Statements of lesson 16, flights and patrols."""

import inspect
import re
from functools import cache

import pandas as pd

from malicourse import patrol_model
from tests.statements import load, states


def restrictions():
    return load("restrictions").set_index("restriction_id")


def denied(row):
    return restrictions().at[row, "denied"]


def requested():
    return restrictions().at["R27", "requested"]


def rule():
    """The hours of the rule, as the commentary has them."""
    return restrictions().at["R13", "other_value"]


def alarms():
    return load("attacks").dropna(subset="date")["date"]


@cache
def hours(notice, refused):
    """Hours of each patrol in each of a hundred runs."""
    return [
        patrol_model.arrivals(alarms(), 6, notice=notice, refused=refused, seed=seed)["hours"]
        for seed in range(1, 101)
    ]


def in_time(notice, refused, window):
    return pd.Series([(run <= window).sum() for run in hours(notice, refused)])


@states("16", "the mission has to ask for its patrols 72 hours ahead")
@states("16", "We left out R13, the rule of 72 hours")
@states("16", "A rule of 72 hours for patrols we found in the commentary alone")
def _():
    return rule()


@states("16", "We could not confirm the rule of 72 hours for patrols")
def _():
    claim = load("claims").set_index("claim_id").loc["C50"]
    stated = int(re.search(r"(\d+) hours in advance", claim["claim"])[1])
    return stated, claim["what_sources_say"].startswith("No other source found gives 72 hours")


@states("16", "51 rows, each a measure or a published figure")
def _():
    return len(restrictions())


@states("16", "78 attacks on the mission, from the press")
def _():
    return len(load("attacks"))


@states("16", "The 59 that are left have no denominator of their own")
def _():
    return denied("R27") - denied("R28")


@states(
    "16",
    "238 of 238, the other requests were 1,231 − 238 = 993, and 59 of 993 is 6 per cent",
)
def _():
    drones, others = denied("R28"), denied("R27") - denied("R28")
    rest = requested() - drones
    return drones, drones, requested(), drones, rest, others, rest, 100 * others / rest


@states("16", "the others could be as few as the 59 refused, and the share 100 per cent")
def _():
    others = denied("R27") - denied("R28")
    return others, 100 * others / others


@states("16", "the 78 attacks on the mission since 2013 whose day is known")
def _():
    return len(alarms()), alarms().min().year


@states("16", "six hours, as for 60 kilometres at 10 kilometres an hour")
def _():
    return 6 * 10, 10


@states("16", "0 or 72 hours, or what you choose")
def _():
    return inspect.signature(patrol_model.arrivals).parameters["notice"].default, rule()


@states("16", "counts the patrols that arrive within 96 hours")
def _():
    # A day more than the rule.
    return rule() + 24


@states("16", "On average 76 in 100 requests pass at once, which would be 59 of 78")
def _():
    passed = 1 - denied("R27") / requested()
    return 100 * passed, 100, passed * len(alarms()), len(alarms())


@states("16", "Five seeds, five different results from the same assumptions")
def _():
    share = denied("R27") / requested()
    return in_time(rule(), share, 96).head(5).nunique() == 5


@states("16", "At 48 hours with 24 per cent refused and 24 hours of notice: 58 on average")
def _():
    share = denied("R27") / requested()
    return 48, 100 * share, 24, in_time(24, share, 48).mean()


@states(
    "16",
    "Move the slider from 72 to 78 hours: 72 hours of notice no longer keep most patrols from "
    "coming in time",
)
def _():
    before, after = (in_time(72, 0, window).mean() for window in (72, 78))
    return 72, 78, rule(), before < len(alarms()) / 2 < after


@states(
    "16",
    "With half of the requests refused and 72 hours of notice, 35 of the 78 patrols arrive within "
    "96 hours on average, and in nine of ten runs between 28 and 43",
)
def _():
    runs = in_time(72, 0.5, 96)
    low, high = runs.quantile([0.05, 0.95])
    return rule(), runs.mean(), len(alarms()), 96, low, high


@states("16", "one has a denominator: 297 of 1,231, 24 per cent")
def _():
    totals = restrictions().loc[["R25", "R27", "R37"], "requested"]
    rate = 100 * denied("R27") / requested()
    return denied("R27"), requested(), rate, totals.notna().sum() == 1


@states("16", "for other flights the share lies anywhere from 6 per cent up")
def _():
    return 100 * (denied("R27") - denied("R28")) / (requested() - denied("R28"))


@states("16", "counts the 237 flights twice, and the 297 nearly three times")
def _():
    twice = denied("R26") == denied("R25")
    repeated = sum(denied(row) for row in ("R27", "R28", "R29", "R30", "R31"))
    return denied("R25"), denied("R27"), twice, 2.7 < repeated / denied("R27") < 3
