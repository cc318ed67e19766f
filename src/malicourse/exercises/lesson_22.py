"""Exercises of lesson 22, a brief to the Council."""

from itertools import product

import pandas as pd

from malicourse import forecast
from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Criteria,
    Enc,
    Forecasts,
    Interval,
    Mistake,
    SetOf,
    exercise,
)

LESSON = "22-brief-the-council"
CRITERIA = ["civilians", "peacekeepers", "consent", "money", "time"]
#: The day of the vote; a source that is dated later is hindsight.
VOTE = "2022-06-29"
#: The sources of the figures in the second exercise.
CITED = ["un_fatalities", "sgr_2021_1117", "ucdp_ov_cy_251", "sg_2021_657", "seed", "le360_2021"]


def _matrix(*, later: bool = False) -> pd.DataFrame:
    """Return options by criteria from sources of the day, or with the latest source of each."""
    rows = load("option_scores")
    rows = rows.assign(
        score=rows["score"].astype(float), source_date=rows["source_date"].astype(str)
    )
    if not later:
        rows = rows[rows["source_date"] <= VOTE]
    rows = rows.sort_values("source_date").drop_duplicates(["option_id", "criterion"], keep="last")
    return rows.pivot(index="option_id", columns="criterion", values="score")[CRITERIA]


def _share(matrix: pd.DataFrame, option: str) -> float:
    """Per cent of the weightings in which an option is first; level options share."""
    ways = list(product([1, 2, 3], repeat=len(CRITERIA)))
    sums = [(matrix * list(way)).sum(axis=1) for way in ways]
    leads = [total == total.max() for total in sums]
    return 100 * float(sum(lead[option] / lead.sum() for lead in leads)) / len(ways)


def _ends(matrix: pd.DataFrame, option: str, changed: list[str]) -> tuple[float, float]:
    """Lowest and highest share of an option when one score of some options moves by a point."""
    shares = []
    for row, name, step in product(changed, CRITERIA, (-1, 1)):
        trial = matrix.copy()
        trial.loc[row, name] += step
        if 1 <= trial.loc[row, name] <= 5:
            shares.append(_share(trial, option))
    return min(shares), max(shares)


@exercise
def brief_1() -> Criteria:
    """Three criteria for another decision, in a form that can be scored."""
    return Criteria(
        ("by road", "by air", "to wait"),
        {
            "lives": ("How likely is it that nobody is hurt?", "the duty of care of the UN"),
            "stores": ("Do food and fuel at Ber last until it is done?", "the task itself"),
            "people": ("Can people on the way still use road and market?", "the mandate"),
        },
        hint="Ask what a good outcome would be, for whom, before you think of the three options.",
        mistakes=[
            Mistake({}, "Nothing is stated yet: write three criteria, each with its question."),
        ],
        insight="Whoever answers for each of them could now score all options by the same words.",
    )


@exercise
def brief_2() -> SetOf:
    """Figures whose source is of after the vote."""
    dates = load("sources").set_index("source_id")["date"].astype(str)[CITED]
    late = list(dates.index[dates > VOTE])
    return SetOf(
        late,
        what="sources",
        hint="Look up the date of each source: what counts is when it appeared, not what it is on.",
        mistakes=[
            Mistake(
                [name for name in CITED if name not in late],
                "Those may stand: their sources are of the day or before. Name the others.",
            ),
            Mistake(
                [name for name in late if name != "seed"],
                "One is missing. The vote was in June; compare the month of each source.",
            ),
            Mistake(
                ["seed"],
                "That one is late. So are others, whose figures are on an earlier time.",
            ),
            Mistake(CITED, "Some of these sources are older than the vote."),
        ],
        insight=(
            "The record of deaths covers the months before the vote, and the table read here "
            "appeared years after it: a window is not a date. The commentary is late by weeks "
            "at most."
        ),
    )


@exercise
def brief_3() -> Interval:
    """Between which shares an option lies when one score moves by a point."""
    then = _matrix()
    options = list(then.index)
    low, high = _ends(then, "O4", options)
    return Interval(
        low,
        high,
        tol=0.6,
        unit="per cent",
        hint="Run the loop of the lesson, and keep the share of withdraw instead of consolidate.",
        mistakes=[
            Mistake(_ends(then, "O3", options), "That is consolidate. Ask for withdraw, O4."),
            Mistake(_ends(then, "O1", options), "That is renew as is. Ask for withdraw, O4."),
            Mistake(
                _ends(then, "O4", ["O3"]),
                "Those are changes to the scores of consolidate. Move every score, one at a time.",
            ),
            Mistake(
                _ends(_matrix(later=True), "O4", options),
                "That is with later sources. Use `then`.",
            ),
            Mistake(
                (_share(then, "O4"), _share(then, "O4")),
                "That is the share before anything moves. Move each score by one point.",
            ),
        ],
        insight=(
            "A single point in a single score decides whether it is never first, or first in more "
            "weightings than any other option. Report a ranking with the scores that carry it."
        ),
    )


def _means(matrix: pd.DataFrame, way: list[int], *, named: bool = True) -> pd.DataFrame:
    names = load("council_options").set_index("option_id")["option"].astype(str)
    found = (matrix * way).sum(axis=1) / sum(way)
    found = found.rename(index=names.to_dict()) if named else found
    return found.reset_index().set_axis(["y", "x"], axis=1)


@exercise
def brief_4() -> Chart:
    """Bars of weighted means of the day, from zero."""
    then, way = _matrix(), [1, 3, 1, 1, 1]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=_means(then, way),
        keys=["y"],
        abs_tol=0.006,
        needs=("title", "zero baseline"),
        hint="Multiply `then` by five weights, add up each row, divide by the sum of the weights.",
        mistakes=[
            Mistake(_means(_matrix(later=True), way), "That is with later sources. Weigh `then`."),
            Mistake(_means(then, [1, 1, 1, 1, 1]), "That is with equal weights."),
            Mistake(
                _means(then, [3, 1, 1, 1, 1]),
                "There civilians weigh three. The second criterion is peacekeepers.",
            ),
            Mistake(
                _means(then, way).assign(x=lambda rows: rows["x"] * sum(way)),
                "Those are sums. Divide them by the sum of the weights.",
            ),
            Mistake(
                _means(then, way).assign(x=lambda rows: rows["x"] * sum(way) / 5),
                "Divide by the sum of the weights, not by the number of criteria.",
            ),
            Mistake(
                _means(then, way, named=False),
                "The bars are right and carry keys such as O1: rename(index=names) writes names.",
            ),
        ],
        insight=(
            "The bars are right. Your title was not read: does it name the weights, and say "
            "nothing that another weight would undo?"
        ),
    )


@exercise
def brief_5() -> Forecasts:
    """Three distributions for 2023, scored."""
    figures = forecast.FIGURES
    return Forecasts(
        forecast.BINS,
        {f.name: f.place(forecast.record(f.name)) for f in figures},
        {
            "base rate": {f.name: forecast.base_rate(f) for f in figures},
            "commentary as read": {f.name: forecast.commentary(f) for f in figures},
            "a quarter each": {f.name: [0.25] * len(forecast.BINS) for f in figures},
        },
        forecast.score,
        hint="Four probabilities for each of the three figures, in the order of the bins.",
        insight=(
            "Three outcomes rank nobody, and you may have known them. Mid-2023 brought the "
            "demand to leave, which no base rate from the mission's own past contained."
        ),
    )


@exercise
def brief_6() -> Choice:
    """Name the objections that dates and tests do not answer."""
    return Choice(
        {
            "a": "The winner may hang on one score, and nobody would see it.",
            "b": "Whoever gave the scores knew how it ended.",
            "c": "Lives, money and months are added up as if they had one unit.",
            "d": "A score may rest on news that came after the vote.",
        },
        right={"b", "c"},
        why={
            "a": "That is what moving every score by a point shows.",
            "b": "A source of the day does not undo what the hand that scores has learned since.",
            "c": "No date and no change of a point gives lives and money a common unit.",
            "d": "The date of each source answers it: later rows can be left out.",
        },
        hint="For each objection ask which step of the lesson would bring it to light.",
    )
