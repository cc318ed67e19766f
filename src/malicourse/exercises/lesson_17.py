"""Exercises of lesson 17, access for investigators."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    Near,
    Number,
    OneEnd,
    exercise,
)
from malicourse.stats import fisher_exact

LESSON = "17-access"
AGGREGATE = "dec2021_mar2022"


def _rows() -> pd.DataFrame:
    rows = load("human_rights_access")
    return rows.assign(host=rows["accused_type"] == "host state")


def _incidents() -> pd.DataFrame:
    rows = _rows()
    return rows[rows["incident_id"] != AGGREGATE].drop_duplicates("incident_id")


def _split(rows: pd.DataFrame, first: pd.Series) -> list[list[int]]:
    """Denied and granted, where a condition holds and where it does not."""
    return [
        [int((side & (rows["access"] == answer)).sum()) for answer in ("denied", "granted")]
        for side in (first, ~first)
    ]


def _counts(rows: pd.DataFrame) -> list[list[int]]:
    """Denied and granted, for the host state and for others."""
    return _split(rows, rows["host"])


@exercise
def access_1() -> Choice:
    """Text that the rule for access calls granted."""
    return Choice(
        {
            "a": "a team was announced",
            "b": "ministers and journalists went",
            "c": "a team was sent and published its findings",
            "d": "one overflight without landing",
        },
        right="c",
        why={
            "a": "That is an intention. The rule wants a team that was sent and findings that were "
            "published: not stated.",
            "b": "They are no investigators of the UN: not stated.",
            "d": "A flight over a place is no visit. If more was asked for, the rule says denied.",
        },
        hint="Sent, published, and not kept out: look for all three.",
        insight="The strict coding would call it not stated, because no word says that the team "
        "stood in the village. Sobane Da and Boulkessy are such cases.",
    )


@exercise
def access_2() -> Number:
    """Fisher's p on rows of estimates."""
    rows, incidents = _rows(), _incidents()
    (denied, granted), others = _counts(rows)
    blank = int((rows["host"] & (rows["access"] == "not stated")).sum())
    whole = fisher_exact(_counts(rows))
    return Number(
        whole,
        abs_tol=0.00006,
        digits=4,
        hint="The first pivot of the lesson, without the column of what is not stated.",
        mistakes=[
            Mistake(
                Near(fisher_exact(_counts(incidents)), within=0.004),
                "That is by incident. Here: by row.",
            ),
            Mistake(
                fisher_exact([[denied + blank, granted], others]),
                "Rows that do not state access are counted as denied. Leave them out.",
            ),
            Mistake(
                fisher_exact([[denied, granted + blank], others]),
                "Rows that do not state access are counted as granted. Leave them out.",
            ),
        ],
        insight="Far below 0.05, and worth nothing: one refusal was counted eight times.",
    )


@exercise
def access_3() -> Number:
    """Fisher's p for incidents of 2022 and earlier ones."""
    incidents = _incidents()
    split = _split(incidents, incidents["start"] >= "2022")
    rows = _rows()
    return Number(
        fisher_exact(split),
        abs_tol=0.0006,
        digits=3,
        hint="Of the incidents of 2022 two were denied and one was granted. And the earlier ones?",
        mistakes=[
            Mistake(
                fisher_exact(_counts(incidents)),
                "That is the p of the split by accused. It also comes out if the incident of 2021 "
                "is counted with those of 2022.",
            ),
            Mistake(
                fisher_exact(_split(rows, rows["start"] >= "2022")),
                "Those are rows of estimates. Take incidents.",
            ),
        ],
        insight="The year separates the nine incidents a little better than the accused does, and "
        "neither passes the usual line. Both denials are of 2022 and concern the host state, so "
        "these cases cannot tell the two explanations apart. They may also belong together.",
    )


def _filled(most: int) -> list[float]:
    """Fisher's p with 0 to most blanks of the host state filled with a denial."""
    (denied, granted), others = _counts(_incidents())
    return [
        fisher_exact([[denied + more, granted + most - more], others]) for more in range(most + 1)
    ]


@exercise
def access_4() -> Interval:
    """Range of p over all fillings of the blanks."""
    incidents = _incidents()
    blank = incidents[incidents["access"] == "not stated"]
    if not blank["host"].all():
        raise ValueError("a blank is not of the host state: say so in the exercise")
    values = _filled(len(blank))
    now = fisher_exact(_counts(incidents))
    return Interval(
        min(values),
        max(values),
        tol=0.006,
        hint="Three tables: 0, 1 or 2 more denials of the host state. Lowest and highest p.",
        mistakes=[
            Mistake(
                OneEnd((now,)),
                "One end is the p with the blanks left out. Each of the three tables has all "
                "eleven incidents.",
            ),
            Mistake(
                (values[1], values[0]),
                "The case in which both were denied is missing.",
            ),
            Mistake(
                (values[2], values[1]),
                "The case in which both were granted is missing.",
            ),
        ],
        insight="Two facts that nobody found move p from just above the usual line to nearly one "
        "in two. Whoever fills in what fits gets what they want.",
    )


@exercise
def access_5() -> Chart:
    """Points of the lowest numbers for Moura."""
    rows = _rows()

    def points(part: pd.DataFrame) -> pd.DataFrame:
        part = part.dropna(subset="deaths_min")
        return part[["estimate_by", "deaths_min"]].set_axis(["y", "x"], axis=1)

    moura = rows[rows["incident_id"] == "moura_2022"]
    whole = moura[moura["estimate_id"] != "HA08"]
    return Chart(
        marks={"point", "circle"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=points(whole),
        keys=["y"],
        needs=("title",),
        hint="Six rows of moura_2022: deaths_min on x, estimate_by on y.",
        mistakes=[
            Mistake(points(moura), "HA08 is of the first day only. Leave it out."),
            Mistake(points(rows), "All incidents are drawn. Keep moura_2022."),
        ],
        insight="Two of the six points are one report. Independent counts are fewer than points. "
        "Your title was not read: does it say whose numbers these are, and that they count "
        "different people?",
    )


@exercise
def access_6() -> Choice:
    """Sentence on access that the table bears out."""
    return Choice(
        {
            "a": "open for others, closed for its own army",
            "b": "all denials concern the state's forces, in March 2022, in a chosen list",
            "c": "who was accused made no difference",
            "d": "until 2022 every killing by the army was open to the mission",
        },
        right="b",
        why={
            "a": "The host state let investigators in at Boulkessy and Binedama. Name the time and "
            "the cases.",
            "c": "Not to show a difference is not to show that there is none. These cases could "
            "not have shown one.",
            "d": "Two such visits are in the table. A refusal that nobody reported would not be.",
        },
        hint="Which sentence names its cases, their date and how they got in?",
        insight="The sentence gives the pattern, and beside it what keeps it from being a finding.",
    )
