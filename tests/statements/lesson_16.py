"""Statements of lesson 16, flights and patrols."""

import inspect
import re
from functools import cache

import pandas as pd

from malicourse import patrol_model
from tests.statements import load, states
from tests.statements.blind import alike

AHEAD = 168


def restrictions():
    return load("restrictions").set_index("restriction_id")


def denied(row):
    return restrictions().at[row, "denied"]


def requested():
    return restrictions().at["R27", "requested"]


def share():
    return denied("R27") / requested()


def rule():
    """The hours of the rule, as the commentary has them."""
    return restrictions().at["R13", "other_value"]


@cache
def hours(notice, refused, ahead):
    """Hours of a hundred patrols in each of a hundred runs."""
    days = pd.date_range("2022-07-01", periods=100)
    return [
        patrol_model.arrivals(days, 6, notice=notice, refused=refused, ahead=ahead, seed=seed)[
            "hours"
        ]
        for seed in range(1, 101)
    ]


def in_time(notice, refused, window, ahead=0):
    """Patrols in time in each run; a tenth of an hour more, for the rounding of moments."""
    return pd.Series([(run <= window + 0.1).sum() for run in hours(notice, refused, ahead)])


@states("16", "The government demands that MINUSMA submit requests to patrol 72 hours in advance")
@states("16", "A rule of 72 hours for patrols we found in the commentary alone")
@states("16", "which is not the rule of 72 hours")
def _():
    return rule()


@states("16", "We could not confirm the rule of 72 hours for patrols")
def _():
    claim = load("claims").set_index("claim_id").loc["C50"]
    stated = int(re.search(r"(\d+) hours in advance", claim["claim"])[1])
    return stated, claim["what_sources_say"].startswith("No other source found gives 72 hours")


@states("16", "52 rows, mostly from January 2022 to November 2023")
def _():
    rows = restrictions()
    start = rows["period_start"].fillna(rows["period_end"]).dropna()
    within = ((start >= "2022-01") & (start < "2023-12")).mean()
    return len(rows), 2022, 2023, within > 0.9


@states("16", "coded the type of 45 rows again, and each gave ours in 44")
def _():
    (each,) = set(alike("restrictions", "row_type"))
    return each.rows, each.same, len(restrictions()) > each.rows


@states("16", "Only the two rates say how likely a request was to be refused")
def _():
    rows = restrictions().loc[["R48", "R37", "R38", "R45", "R29", "R49"], "requested"]
    return list(rows[rows.notna()].index) == ["R38", "R45"]


@states(
    "16", "Half of the other measures have no end in our sources, or one that is only the day of"
)
def _():
    rows = restrictions().query("row_type == 'measure'")
    rows = rows[rows["episode"].astype(str) != "flights of January 2022"]
    unknown = rows["period_end"].isna() | (rows["end_means"] == "last report")
    return unknown.mean() == 0.5


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


@states("16", "AP gives Friday 14 January, RFI Monday 17 January")
def _():
    days = pd.to_datetime(restrictions().loc[["R01", "R02"], "period_start"])
    named = days.dt.day_name().tolist() == ["Friday", "Monday"]
    shown = [f"2022-01-{day.day}" for day in days]
    return *shown, named


@states("16", "Nearly all of the measures are the host state's")
def _():
    rows = restrictions()
    rows = rows[rows["row_type"] == "measure"]
    return (rows["imposed_by_type"] == "host state").mean() > 0.8


@states("16", "six hours, as for 60 kilometres at 10 kilometres an hour")
def _():
    return 6 * 10, 10


@states("16", "0 or 72 hours, or what you choose")
def _():
    return inspect.signature(patrol_model.arrivals).parameters["notice"].default, rule()


@states("16", "For flights one report gives 24 per cent")
def _():
    return 100 * share()


@states("16", "How many of a hundred patrols on an alarm arrive within 96 hours?")
def _():
    # A day more than the rule.
    return rule() + 24


@states("16", "Five seeds, five different results from the same assumptions")
def _():
    return in_time(rule(), share(), 96).head(5).nunique() == 5


@states(
    "16",
    "With 72 hours of notice and 24 per cent refused, 76 of a hundred alarms are answered within "
    "96 hours, and of the planned patrols 98 or 99 come no more than four days late",
)
def _():
    alarms, planned = (in_time(rule(), share(), 96, ahead).mean() for ahead in (0, AHEAD))
    return rule(), 100 * share(), alarms, 96, 98, 99, 98 <= planned <= 99


@states("16", "at 48 hours with 24 per cent refused: 100, 76, none and none of a hundred in time")
def _():
    means = [in_time(notice, share(), 48).mean().round() for notice in (0, 24, 48, 72)]
    return 48, 100 * share(), *means[:2], means[2:] == [0, 0]


@states("16", "For planned patrols: 100, 100, 100 and 94")
def _():
    return [in_time(notice, share(), 48, AHEAD).mean() for notice in (0, 24, 48, 72)]


@states(
    "16",
    "For alarms a notice of 48 or 72 hours leaves none in time; of the planned patrols 100 and 94 "
    "in a hundred",
)
def _():
    none = all(in_time(notice, share(), 48).max() == 0 for notice in (48, 72))
    planned = [in_time(notice, share(), 48, AHEAD).mean() for notice in (48, 72)]
    return 48, 72, *planned, none


@states(
    "16",
    "move the slider for alarms from 72 to 78 hours: 72 hours of notice no longer keep any from "
    "coming in time",
)
def _():
    before, after = (in_time(72, 0, window).mean() for window in (72, 78))
    return 72, 78, rule(), (before, after) == (0, 100)


@states(
    "16",
    "With half of the requests refused and 72 hours of notice, 50 of a hundred alarms are answered "
    "within 96 hours on average, and in nine of ten runs between 41 and 60",
)
def _():
    runs = in_time(72, 0.5, 96)
    low, high = runs.quantile([0.05, 0.95])
    return rule(), runs.mean(), 96, low, high


@states("16", "one has a denominator: 297 of 1,231, 24 per cent")
def _():
    totals = restrictions().loc[["R25", "R27", "R37"], "requested"]
    return denied("R27"), requested(), 100 * share(), totals.notna().sum() == 1


@states("16", "Four in five of these refusals concerned drones")
def _():
    return round(denied("R28") / denied("R27"), 1) == 0.8


@states("16", "for other flights the share lies anywhere from 6 to 100 per cent")
def _():
    others = denied("R27") - denied("R28")
    return 100 * others / (requested() - denied("R28")), 100 * others / others


def by_day():
    """Days of the measures of which the first and the last day are known."""
    rows = restrictions().query("row_type == 'measure' and end_means == 'end'")
    rows = rows[(rows["date_precision"] == "day") & (rows["period_end"].str.len() == 10)]
    rows = rows.dropna(subset=["period_start"])
    length = pd.to_datetime(rows["period_end"]) - pd.to_datetime(rows["period_start"])
    return length.dt.days.groupby(rows["episode"].astype(str)).max()


@states("16", "Of measures known to the day at both ends, the stop of rotations lasted longest")
def _():
    return "rotations" in by_day().idxmax()


@states("16", "practically none was cleared from October 2022 to January 2023: longer than any bar")
def _():
    start, end = restrictions().loc["R23", ["period_start", "period_end"]]
    # From the last day of the first month to the first of the last.
    least = pd.Timestamp(end) - (pd.Timestamp(start) + pd.offsets.MonthEnd(0))
    return 2022, 2023, (start, end) == ("2022-10", "2023-01") and least.days > by_day().max()


@states("16", "a point marks the beginning, or the only day known, hollow where no end is known")
def _():
    rows = restrictions().query("row_type == 'measure'")
    return list(rows[rows["period_start"].isna()].index) == ["R03", "R35"]


@states(
    "16",
    "with 24 per cent refused and 72 hours of notice 94 of a hundred of these come within 48 hours "
    "of the plan",
)
def _():
    return 100 * share(), rule(), in_time(rule(), share(), 48, AHEAD).mean(), 48


@states(
    "16",
    "counts the 237 flights nearly three times, as they are, repeated, and most of them once more "
    "as drones; the 297 as well",
)
def _():
    first = sum(denied(row) for row in ("R25", "R26", "R48")) / denied("R25")
    second = sum(denied(row) for row in ("R27", "R28", "R29", "R30", "R31")) / denied("R27")
    return denied("R25"), denied("R27"), 2.7 < first < 3, 2.7 < second < 3


@states("16", "Others are planned a week, 168 hours, ahead")
def _():
    return 7 * 24


@states("16", "There is time for two requests in 120 hours")
def _():
    # Six hours of travel, and 48 of notice for each request.
    within = [6 + 48 * requests <= 120 for requests in (2, 3)]
    return 120, within == [True, False]
