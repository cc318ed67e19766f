"""Exercises of lesson 14, adapt or leave."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Enc, Interval, Mistake, Number, Ordered, exercise

LESSON = "14-adapt-or-leave"


@exercise
def adapt_1() -> Number:
    """Statements of a gap in helicopters."""
    said = load("capability_gaps")
    helicopters = said["capability"].str.contains("helicopter|aviation|air assets")
    gap = said["kind"] == "gap"
    return Number(
        int((helicopters & gap).sum()),
        unit="statements",
        hint="Keep the kind gap and the group helicopters, and count the rows.",
        mistakes=[
            Mistake(int(helicopters.sum()), "Those are all statements on helicopters."),
            Mistake(
                int(gap.sum()),
                "Keep two conditions: the kind gap (no requests) and the helicopters.",
            ),
            Mistake(
                int((helicopters & (said["kind"] == "request")).sum()),
                "Those are the requests for helicopters. Keep the kind gap.",
            ),
        ],
        insight="Of 31 statements on helicopters few measure a gap; most request, promise, or "
        "announce a loss.",
    )


@exercise
def adapt_2() -> Ordered:
    """Troops available in per cent of those required."""
    said = load("capability_gaps").dropna(subset=["required", "available"]).sort_values("date")
    troops = said[said["capability"] == "troops"]
    share = _whole(100 * troops["available"] / troops["required"])
    police = said[said["capability"] == "police"]
    return Ordered(
        share,
        what="percentages",
        hint="Three rows, from 2013 to 2015: 100 times available over required, rounded.",
        mistakes=[
            Mistake(
                _whole(100 * troops["required"] / troops["available"]),
                "Part and whole have changed places.",
            ),
            Mistake(
                (100 * troops["available"] / troops["required"]).astype(float).round(1).tolist(),
                "The shares are right. Round them to whole numbers.",
            ),
            Mistake(
                _whole(100 * police["available"] / police["required"]),
                "Those are the police. Keep the capability troops.",
            ),
            Mistake(
                troops["available_per_cent"].dropna().astype(int).tolist(),
                "Those are the percentages that the sources print. Compute them: one differs.",
            ),
        ],
        insight="From half to more than nine tenths in two years: the troops came. For the last "
        "the source prints 93, which its own two numbers do not give.",
    )


def _whole(values: pd.Series) -> list[int]:
    return values.astype(float).round().astype(int).tolist()


def _parts(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["item", "persons"]].dropna().set_axis(["y", "x"], axis=1)


@exercise
def adapt_3() -> Chart:
    """Bars of the three direct parts of the request."""
    asked = load("force_level_requests")
    asked = asked[asked["report"] == "S/2021/657"]
    parts = asked[asked["part_of"] == "FR03"]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=_parts(parts),
        keys=["y"],
        needs=("title",),
        hint="The three items whose part_of is FR03 on y, persons on x.",
        mistakes=[
            Mistake(_parts(asked), "All rows are drawn: parts and wholes show people twice."),
            Mistake(
                _parts(asked[asked["part_of"].isna()]),
                "That is the total alone. Draw its three parts.",
            ),
            Mistake(
                _parts(asked[asked["part_of"] == "FR04"]),
                "Those are parts of the military part. Keep part_of FR03.",
            ),
        ],
        insight=f"They add up to {int(parts['persons'].sum()):,}, as the report says.",
    )


@exercise
def adapt_4() -> Interval:
    """Troops announced to be withdrawn, without and with a suspension."""
    rows = load("contributor_withdrawals")
    left = rows[rows["announced"].between("2022-03-01", "2023-05-31")].dropna(subset="troops")
    sure = left[left["status"] != "suspended"]
    low, high = int(sure["troops"].sum()), int(left["troops"].sum())
    return Interval(
        low,
        high,
        unit="troops",
        hint="The sum of troops without the suspended row, and with it.",
        mistakes=[
            Mistake(
                (low + int(sure["police"].sum()), high + int(left["police"].sum())),
                "Police are added. The question asks for troops.",
            ),
            Mistake(
                (int(rows["troops"].sum()) - (high - low), int(rows["troops"].sum())),
                "That is over all years. Use left, from March 2022 to May 2023.",
            ),
        ],
        insight="And both ends rest on announced numbers: Germany's alone may be twice what "
        "stood in the mission.",
    )


@exercise
def adapt_5() -> Number:
    """Germans in the mission as a share of the printed 1,100."""
    snapshots = (
        load("contributor_snapshots")
        .query("date_precision == 'month' and people < 900")
        .set_index("contributor")
    )
    listed = int(snapshots.loc["Germany", "people"])
    return Number(
        100 * listed / 1100,
        abs_tol=0.6,
        unit="per cent",
        digits=0,
        hint="The people of the snapshot over 1,100, times 100.",
        mistakes=[
            Mistake(100 * 1100 / listed, "Part and whole have changed places."),
            Mistake(listed, "That is the number of people. Give it in per cent of 1,100."),
            Mistake(100 - 100 * listed / 1100, "That is the share that is not in the list."),
        ],
        insight="About half. The 1,100 is what parliament allowed as a maximum; a newspaper that "
        "prints it as a departure doubles the loss.",
    )
