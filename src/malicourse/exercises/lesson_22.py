"""Exercises of lesson 22, a brief to the Council."""

from itertools import product

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    Number,
    OneEnd,
    SetOf,
    exercise,
)

LESSON = "22-brief-the-council"
CRITERIA = ["civilians", "peacekeepers", "consent", "money", "time"]
#: The month of the vote; what was known later is hindsight.
VOTE = "2022-06"


def _scores() -> pd.DataFrame:
    rows = load("option_scores")
    return rows.assign(score=rows["score"].astype(float), known_by=rows["known_by"].astype(str))


def _matrix(*, hindsight: bool = True) -> pd.DataFrame:
    """Return options by criteria; without hindsight a 3 wherever the reason came later."""
    rows = _scores()
    if not hindsight:
        rows["score"] = rows["score"].where(rows["known_by"] <= VOTE, 3.0)
    return rows.pivot(index="option_id", columns="criterion", values="score")[CRITERIA]


def _sums(matrix: pd.DataFrame, way: list[int]) -> pd.Series:
    return (matrix * way).sum(axis=1)


@exercise
def brief_1() -> Number:
    """Weighted mean of one option."""
    row = _matrix().loc["O3"]
    total = float((row * [3, 1, 1, 1, 1]).sum())
    return Number(
        total / 7,
        abs_tol=0.006,
        digits=2,
        unit="points",
        hint="Scores times weights, added up, divided by the sum of the weights.",
        mistakes=[
            Mistake(total, "That is the sum. Divide it by the sum of the weights."),
            Mistake(total / 5, "Divide by the sum of the weights, not by the number of criteria."),
            Mistake(float(row.mean()), "That is the mean with equal weights."),
        ],
        insight="More weight on civilians lowers it: that is the criterion on which it does worst.",
    )


@exercise
def brief_2() -> SetOf:
    """Scores whose reason came after the vote."""
    rows = _scores()
    return SetOf(
        list(rows.loc[rows["known_by"] > VOTE, "score_id"]),
        what="scores",
        hint="Compare known_by with the month of the vote.",
        mistakes=[
            Mistake(
                list(rows.loc[rows["known_by"] >= VOTE, "score_id"]),
                "June 2022 itself is not later. Use > instead of >=.",
            ),
            Mistake(
                list(rows.loc[rows["option_id"] == "O4", "score_id"]),
                "Those are all scores of withdraw. Its first one needs no news.",
            ),
        ],
        insight="Four of them score the option nearest to what came to pass.",
    )


@exercise
def brief_3() -> Interval:
    """Share of weightings in which an option is first, strictly and kindly."""

    def ends(matrix: pd.DataFrame, option: str) -> tuple[float, float]:
        sums = [_sums(matrix, list(way)) for way in product([1, 2, 3], repeat=len(CRITERIA))]
        others = [total.drop(option).max() for total in sums]
        alone = sum(total[option] > other for total, other in zip(sums, others, strict=True))
        level = sum(total[option] >= other for total, other in zip(sums, others, strict=True))
        return 100 * alone / len(sums), 100 * level / len(sums)

    low, high = ends(_matrix(), "O4")
    return Interval(
        low,
        high,
        tol=0.6,
        unit="per cent",
        hint="Compare the sum of O4 with the best of the other three, weighting by weighting.",
        mistakes=[
            Mistake(ends(_matrix(), "O3"), "That is consolidate. Ask for withdraw, O4."),
            Mistake(OneEnd((0.0,)), "That is on the day. Use matrix."),
        ],
        insight="One in 27 or one in seven, by one rule for ties.",
    )


def _means(matrix: pd.DataFrame) -> pd.DataFrame:
    names = load("council_options").set_index("option_id")["option"].astype(str)
    found = matrix.mean(axis=1).rename(index=names.to_dict())
    return found.reset_index().set_axis(["y", "x"], axis=1)


@exercise
def brief_4() -> Chart:
    """Bars of mean scores without hindsight."""
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=_means(_matrix(hindsight=False)),
        keys=["y"],
        needs=("title",),
        hint="The mean of each row of then, with the names of the options on y.",
        mistakes=[
            Mistake(_means(_matrix()), "That is with hindsight. Draw then instead of matrix."),
        ],
        insight="One option moves by four tenths of a point when the news is taken away.",
    )


@exercise
def brief_5() -> Number:
    """Find the first whole weight at which an option leads alone."""
    matrix = _matrix()

    def leads(weight: int, *, alone: bool) -> bool:
        sums = _sums(matrix, [weight, 1, 1, 1, 1])
        best = sums.drop("O2").max()
        return bool(sums["O2"] > best) if alone else bool(sums["O2"] >= best)

    level = next(weight for weight in range(1, 100) if leads(weight, alone=False))
    return Number(
        next(weight for weight in range(1, 100) if leads(weight, alone=True)),
        hint="Raise the weight of civilians step by step and look at the largest sum.",
        mistakes=[
            Mistake(level, "At this weight two options are level. Alone comes one step later."),
        ],
        insight="Whoever recommends it should say so: civilians count five times as much.",
    )


@exercise
def brief_6() -> Choice:
    """Name the deepest objection to the scores."""
    return Choice(
        {
            "a": "The scale is too coarse.",
            "b": "Who scored knew the outcome, and used its news.",
            "c": "Five criteria leave out much.",
            "d": "What has no common unit is added up.",
        },
        right="b",
        why={
            "a": "Ties would go, and an opinion would look exact: the same hand fills the scale.",
            "c": "It does, and criteria can be added; the same hand would score them.",
            "d": "True, which is why the weights are shown and yours to move. The news stays.",
        },
        hint="Who wrote the table, and when?",
        insight="The remedy: other people, who score before they know, and reasons with a day.",
    )
