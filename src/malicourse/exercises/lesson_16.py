"""Exercises of lesson 16, flights and patrols."""

import pandas as pd

from malicourse import patrol_model
from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Interval, Mistake, Number, SetOf, exercise

LESSON = "16-flights-and-patrols"


def _rows() -> pd.DataFrame:
    return load("restrictions").set_index("restriction_id")


@exercise
def flights_1() -> Number:
    """Share of drones in the refused flights of the report of January 2023."""
    denied = _rows()["denied"]
    share = denied["R48"] / denied["R25"]
    return Number(
        100 * share,
        abs_tol=0.06,
        digits=1,
        unit="per cent",
        hint="Divide R48 by R25 in the column denied, and multiply by 100.",
        mistakes=[
            Mistake(share, "That is a fraction. Multiply by 100."),
            Mistake(100 - 100 * share, "That is the share of the others."),
            Mistake(
                100 * denied["R28"] / denied["R27"], "That is the report of March: R28 of R27."
            ),
            Mistake(100 * denied["R48"] / denied["R27"], "R27 is another report. Divide by R25."),
        ],
        insight="A share of refusals, and no rate: it says what was refused, and not how often a "
        "request for a drone was.",
    )


@exercise
def flights_2() -> Interval:
    """Bounds of the share refused outside Sector East."""
    rows = _rows()
    denied, asked = rows["denied"], int(rows.loc["R27", "requested"])
    elsewhere = int(denied["R27"] - denied["R29"])
    low = 100 * elsewhere / (asked - int(denied["R29"]))
    return Interval(
        low,
        100,
        tol=0.6,
        unit="per cent",
        hint="52 refusals, over at most 1,231 - 245 requests and at least 52.",
        mistakes=[
            Mistake((low / 100, 1), "Those are shares from 0 to 1. Per cent is asked for."),
            Mistake(
                (100 * elsewhere / asked, 100),
                "At least 245 requests were in Sector East: take them from the 1,231.",
            ),
            Mistake(
                (100 * int(denied["R29"]) / (asked - elsewhere), 100),
                "Those are the bounds for Sector East itself.",
            ),
        ],
        insight="Five per cent or all of it: without requests by sector nobody can say.",
    )


def _known() -> pd.DataFrame:
    """Measures that are known by day at both ends, as the lesson has them."""
    rows = _rows()
    rows = rows[(rows["row_type"] == "measure") & (rows["end_means"] == "end")]
    rows = rows[(rows["date_precision"] == "day") & (rows["period_end"].str.len() == 10)]
    rows = rows.dropna(subset=["period_start"])
    ends = pd.to_datetime(rows["period_end"]) + pd.Timedelta(days=1)
    return pd.DataFrame(
        {
            "y": rows["episode"].astype(str),
            "x": pd.to_datetime(rows["period_start"]),
            "x2": ends,
            "color": rows["imposed_by_type"].astype(str),
        }
    )


@exercise
def flights_3() -> Chart:
    """Bars of the measures of the second half of 2022."""
    known = _known()
    half = known[known["x"].between("2022-07-01", "2022-12-31")]
    year = known[known["x"].between("2022-01-01", "2022-12-31")]
    short = half.assign(x2=half["x2"] - pd.Timedelta(days=1))
    return Chart(
        marks={"bar", "rule"},
        encodings={
            "x": Enc(type="temporal"),
            "x2": Enc(),
            "y": Enc(type="nominal|ordinal"),
            "color": Enc(),
        },
        data=half,
        keys=["y", "x", "x2", "color"],
        needs=("title",),
        hint="The rows of known that start in the second half of 2022: start on x, end on x2, "
        "episode on y, imposed_by_type as color.",
        mistakes=[
            Mistake(known, "All of known is drawn. Keep what begins in the second half of 2022."),
            Mistake(year, "The whole of 2022 is drawn. Keep what begins from 1 July on."),
            Mistake(
                half[half["color"] == "host state"],
                "The crowd near Bandiagara is missing: keep all kinds of actors.",
            ),
            Mistake(short, "Measures of one day have no width: use end, the morning after."),
        ],
        insight="Two bars of one lane overlap: two permits of August 2022 were withdrawn on one "
        "day. Your title was not read: does it speak of the table, or of Mali? What has no known "
        "end, such as the access to Moura, is not drawn.",
    )


@exercise
def flights_4() -> Interval:
    """Middle ninety of a hundred runs of the model."""
    days = pd.date_range("2022-07-01", periods=100)

    def runs(notice: float, refused: float, ahead: float = 0, window: float = 120) -> pd.Series:
        found = [
            patrol_model.arrivals(days, 6, notice=notice, refused=refused, ahead=ahead, seed=seed)[
                "hours"
            ]
            for seed in range(1, 101)
        ]
        return pd.Series([int((hours <= window).sum()) for hours in found])

    def middle(found: pd.Series) -> tuple[float, float]:
        low, high = found.quantile([0.05, 0.95])
        return float(low), float(high)

    right = runs(48, 1 / 3)
    return Interval(
        *middle(right),
        tol=0.6,
        unit="patrols",
        hint="A list of a hundred results of in_time, made a Series, and its quantiles 0.05 and "
        "0.95.",
        mistakes=[
            Mistake(
                (float(right.min()), float(right.max())),
                "Those are the lowest and the highest run. Take the quantiles 0.05 and 0.95.",
            ),
            Mistake(
                middle(runs(48, 1 / 3, window=96)),
                "That leaves time for one request: is the notice 48 hours and the window 120?",
            ),
            Mistake(middle(runs(48, 0.5)), "That is for half refused. Take a third."),
        ],
        insight="There is time for two requests in 120 hours. The spread is that of a hundred "
        "patrols in a model; what is unknown about Mali, the rule and the share, is not in it.",
    )


@exercise
def flights_5() -> SetOf:
    """Rows that repeat a figure."""
    parts = ["R29", "R30", "R31"]
    repeated = ["R26", "R33", "R34"]
    return SetOf(
        repeated,
        what="keys",
        hint="One row repeats R25, two others round R27.",
        mistakes=[
            Mistake(parts, "Those are parts of the 297. Look for rows with the same figure."),
            Mistake(["R26"], "That repeats R25. Two more rows round R27."),
            Mistake(["R33", "R34"], "Those round R27. One more row repeats R25."),
            Mistake(["R25", "R27", *repeated], "R25 and R27 are the originals. List the others."),
        ],
        insight="Whoever adds up the column denied counts the 237 flights nearly three times, as "
        "they are, repeated, and most of them once more as drones; the 297 as well: whole, by "
        "sector, as drones.",
    )


@exercise
def flights_6() -> Choice:
    """Choose the sentence on cost that the evidence bears."""
    return Choice(
        {
            "a": "the refusals caused the injuries",
            "b": "they cost little",
            "c": "without air support, and what it would have prevented is not known",
            "d": "three days for each alarm",
        },
        right="c",
        why={
            "a": "The devices were laid by others, and no source says which of them aircraft would "
            "have found.",
            "b": "That the convoy arrived does not show that it lost nothing: peacekeepers needed "
            "medical attention, and contingents waited for months.",
            "d": "The rule was not confirmed; three days are what we put into the model.",
        },
        hint="Which sentence keeps apart what happened and what would have happened?",
        insight="The refusal and the devices are recorded. The comparison that a price needs, the "
        "same convoy with aircraft, does not exist.",
    )
