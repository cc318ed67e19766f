"""Exercises of lesson 16, flights and patrols."""

import pandas as pd

from malicourse import patrol_model
from malicourse.data import load
from malicourse.exercises import Chart, Enc, Interval, Mistake, Ordered, SetOf, exercise

LESSON = "16-flights-and-patrols"


def _rows() -> pd.DataFrame:
    return load("restrictions").set_index("restriction_id")


def _kinds(**others: str) -> list[str]:
    """Return the kinds of the six figures, some of them changed by a usual mistake."""
    kinds = {
        "drones": "share",
        "summer": "count",
        "inquiries": "rate",
        "kidal": "rate",
        "east": "share",
        "ground": "count",
    }
    return list((kinds | others).values())


@exercise
def flights_1() -> Ordered:
    """Tell counts, rates and shares among six figures."""
    refused = "The first and the fifth figure are parts of what was refused: look behind the “of”."
    return Ordered(
        _kinds(),
        what="kinds",
        hint="Requests behind the “of” make a rate, refusals a share, and without an “of” it is a "
        "count.",
        outside="Look up the six keys in the column restriction_id of restrictions, and read the "
        "description beside each.",
        mistakes=[
            Mistake(_kinds(drones="rate", east="rate"), refused),
            Mistake(_kinds(drones="rate"), refused),
            Mistake(_kinds(east="rate"), refused),
            Mistake(
                _kinds(inquiries="share", kidal="share"),
                "The third and the fourth figure have requests behind the “of”.",
            ),
            Mistake(
                _kinds(kidal="count"),
                "The fourth figure tells how many of the requests were cleared, and so how many "
                "were not.",
            ),
            Mistake(
                _kinds(kidal="share"),
                "The fourth figure tells of requests: two of about twenty were cleared, so the "
                "others were not.",
            ),
            Mistake(_kinds(inquiries="count"), "Four of five requests: the number asked is known."),
            Mistake(
                _kinds(summer="rate"),
                "Nobody printed how many requests there were in these three months.",
            ),
        ],
        insight="Only the two rates say how likely a request was to be refused, and both are of a "
        "few requests. A share says what the refusals consist of: most drones among the refused "
        "may mean that drones were refused more, or that they were asked for more.",
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
        outside="Look up R27 and R29 in restrictions, columns requested and denied, and work out "
        "both bounds on paper.",
        mistakes=[
            Mistake(
                (low, elsewhere),
                "The upper end is a count. If only 52 flights were asked for, which share of them "
                "was refused?",
            ),
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
        "day. Your title was not read: does it speak of the table, or of Mali? What is known by "
        "the month only is not drawn, such as the drones at Gao, of which practically none was "
        "cleared from October 2022 to January 2023: longer than any bar here.",
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
        tol=2.1,
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
            Mistake(
                middle(runs(72, 0.5, window=96)),
                "Those are of the lesson's example, with 72 hours of notice and half refused. The "
                "notice, the share and the window are others here.",
            ),
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
        outside="In restrictions, filter kind to flight denial and area to Mali, and read "
        "denied, other_value and note side by side.",
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


def _missing(**others: str) -> list[str]:
    """Return what five sentences lack, changed by a usual mistake."""
    lacks = {
        "injuries": "comparison",
        "easier": "denominator",
        "notice": "source",
        "little": "comparison",
        "convoy": "nothing",
    }
    return list((lacks | others).values())


@exercise
def flights_6() -> Ordered:
    """Say what is missing for five sentences on cost."""
    return Ordered(
        _missing(),
        what="words",
        hint="Is the fact confirmed? Is it a rate without requests? Does it say “caused”, “cost”?",
        mistakes=[
            Mistake(
                _missing(injuries="nothing"),
                "In the first sentence the refusal and the injuries are recorded, and “caused” is "
                "not: others laid the devices, and no source says which of them aircraft would "
                "have found.",
            ),
            Mistake(
                _missing(injuries="source"),
                "The first sentence has a source for refusal and injuries, the UN's note. What is "
                "missing is the same convoy with aircraft.",
            ),
            Mistake(
                _missing(notice="comparison"),
                "The third sentence needs more than a comparison: that there was such a rule is "
                "not confirmed, and the three days are what we put into the model.",
            ),
            Mistake(
                _missing(notice="nothing"),
                "The third sentence rests on a rule that the lesson could not confirm; the model "
                "returns the notice that was put in.",
            ),
            Mistake(
                _missing(little="source"),
                "That contingents rotated in the end is reported. The fourth sentence says “cost "
                "little”: compared with what?",
            ),
            Mistake(
                _missing(little="nothing"),
                "That they rotated in the end does not show that the wait cost little.",
            ),
            Mistake(
                _missing(little="denominator"),
                "Not how many requests there were is missing in the fourth sentence, but what the "
                "months of waiting changed.",
            ),
            Mistake(
                _missing(easier="comparison"),
                "The second sentence compares two counts. What would make rates of them?",
            ),
            Mistake(
                _missing(convoy="comparison"),
                "The fifth sentence says what was asked for and what was not there. It does not "
                "say what that cost.",
            ),
            Mistake(
                _missing(convoy="source"),
                "R46 and R47 have a source each, the press and the UN's note.",
            ),
        ],
        insight="The sentence that stands says least. A price needs the comparison, the same "
        "convoy with aircraft, and that does not exist; one can argue for it, from other convoys "
        "or from what aircraft found elsewhere, and say that it is an argument.",
    )
