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
    exercise,
)

LESSON = "22-brief-the-council"
CRITERIA = ["civilians", "peacekeepers", "consent", "money", "time"]
#: The day of the vote; a source that is dated later is hindsight.
VOTE = "2022-06-29"


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
        (
            *("by road", "by air", "to wait", "waiting", "convoy", "convoys", "escort", "escorts"),
            *("escorted", "fly", "flying", "flight", "flights"),
        ),
        {
            "lives": ("How likely is it that nobody is hurt?", "the duty of care of the UN"),
            "stores": ("Do food and fuel at Ber last until it is done?", "the task itself"),
            "people": ("Can people on the way still use road and market?", "the mandate"),
        },
        hint="Ask what a good outcome would be, for whom, before you think of the three options.",
        mistakes=[
            Mistake({}, "Nothing is stated yet: write three criteria, each with its question."),
        ],
        insight=(
            "No option was named, so all three can be scored by the same words. Now show the list "
            "to somebody who prefers another option: would they ask the same, and is anything that "
            "matters to them missing?"
        ),
    )


@exercise
def brief_2() -> Choice:
    """Figures that may stand: by their own source, or by another one of the day."""
    return Choice(
        {
            "a": "9 peacekeepers killed from October to 13 December 2021, counted in un_fatalities",
            "b": "20 peacekeepers killed by malicious acts in 2021, counted in un_fatalities",
            "c": "313 peacekeepers lost since 2013, read in seed",
            "d": "a ceiling of 13,289 soldiers, read in sgr_2023_21",
            "e": "216 civilians killed in one-sided violence in 2021, from ucdp_ov_cy_251",
            "f": "2,069 people whom the Secretary-General asked for, read in sg_2021_657",
        },
        right={"a", "d", "f"},
        why={
            "a": "S/2021/1117, of 4 January 2022, has the same nine: cite it, and not the record "
            "of 2025.",
            "b": "The source is of 2025. Where a 20 stands in the tables, it counts others; "
            "no report of the day that the two tables hold has the dead of that year.",
            "c": "The commentary appeared after the vote, and neither table has this number.",
            "d": "Reports of 2020 and 2021 print the same ceiling: cite one of them.",
            "e": "Version 25.1 is of 2025. An earlier version existed, and UCDP revises its past: "
            "it may have had another number. Neither table has it.",
            "f": "The source itself is of July 2021. That "
            "the others are cited late does not show that nobody knew the 20 or the 313: only that "
            "we cite nobody who did.",
        },
        hint="First the dates of the five sources; then look for the same count, with the same "
        "window, in the two tables.",
        outside="Look up the keys in the column source_id of sources; filter report_facts and "
        "strength_reports by report_date up to the vote.",
        mistakes=[
            Mistake(
                ["f"],
                "Its own source is of the day. Two others have a source that is late, and a report "
                "of the day with the same number: look for them in the two tables.",
            ),
            Mistake(["b", "c", "e"], "Those must go. Name the ones that may stand."),
            Mistake(
                ["a", "d"],
                "Both have an older source. Now look at those whose own source is of the day.",
            ),
            Mistake(
                ["a", "b", "d", "e", "f"],
                "Going by the time that a figure is about lets all but one in. Ask who had printed "
                "it by 29 June 2022.",
            ),
        ],
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
    """Three distributions for the year ahead, scored."""
    figures = forecast.FIGURES
    named = [figure for figure in figures if figure.named]
    return Forecasts(
        forecast.BINS,
        {f.name: f.place(forecast.record(f.name)) for f in figures},
        {
            "base rate": {f.name: forecast.base_rate(f) for f in figures},
            "commentary as read": {f.name: forecast.commentary(f) for f in named},
            "a quarter each": {f.name: [0.25] * len(forecast.BINS) for f in figures},
        },
        forecast.score,
        hint="Four probabilities for each of the three figures, in the order of the bins.",
        insight=(
            "Three outcomes rank nobody, and you may have known them. June 2023 brought the "
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
