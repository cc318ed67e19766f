"""Exercises of lesson 21, fact-check."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Coding,
    Enc,
    Interval,
    Mistake,
    Near,
    Number,
    SetOf,
    exercise,
)

LESSON = "21-fact-check"
VERDICTS = ("supported", "disputed", "contradicted", "not testable", "later overtaken")
#: Chosen so that every verdict is there at least once.
TEN = ("C05", "C15", "C20", "C24", "C30", "C40", "C45", "C53", "C55", "C60")


def _claims() -> pd.DataFrame:
    return load("claims").set_index("claim_id").astype(str)


@exercise
def factcheck_1() -> Coding:
    """Take any complete sheet of ten verdicts and compare it with two others."""
    ten = _claims().loc[list(TEN)]
    return Coding(
        TEN,
        ("verdict",),
        VERDICTS,
        {
            "our present verdicts": ten[["verdict"]],
            "our first verdicts": ten[["first_verdict"]].set_axis(["verdict"], axis=1),
        },
        name_rows=True,
        hint="One column, named verdict, and the keys of the ten claims as the index.",
        mistakes=[
            Mistake(
                ten.assign(verdict="supported")[["verdict"]],
                "One word throughout is no judgement: look at each claim by itself.",
            )
        ],
        insight="Your sheet is complete. Where you differ from us, one of us can learn.",
    )


@exercise
def factcheck_2() -> Number:
    """Difference of two shares in percentage points."""
    claims = _claims()
    held = claims["verdict"] == "supported"
    share = held.groupby(claims["claim_type"]).mean()
    count = held.groupby(claims["claim_type"]).sum()
    of_all = 100 * float(count["date"] - count["causal"]) / len(claims)
    return Number(
        100 * float(share["date"] - share["causal"]),
        abs_tol=0.6,
        digits=1,
        unit="percentage points",
        hint="Two shares, each of its own type, times 100, and their difference.",
        mistakes=[
            Mistake(
                Near(of_all, within=0.05),
                "Both numbers were divided by all the claims. Divide each by the number of its "
                "own type.",
            ),
            Mistake(float(share["date"] - share["causal"]), "Those are fractions. Times 100."),
            Mistake(int(count["date"] - count["causal"]), "Those are counts. Take shares."),
            Mistake(
                100 * float(share["date"] / share["causal"] - 1),
                "That is how much higher in per cent of the other. Subtract the shares.",
            ),
        ],
        insight="What happened and when is easier to get right, and easier to check, than why.",
    )


@exercise
def factcheck_3() -> Interval:
    """Share supported, of all claims and of those that could be decided."""
    counts = _claims()["verdict"].value_counts()
    held = 100 * int(counts["supported"])
    decided = int(counts[["supported", "disputed", "contradicted"]].sum())
    settled = int(counts[["supported", "contradicted"]].sum())
    return Interval(
        held / int(counts.sum()),
        held / decided,
        tol=0.6,
        unit="per cent",
        hint="43 stays above the line in both; only what stands below it changes.",
        mistakes=[
            Mistake(
                (held / int(counts.sum()), held / settled),
                "You left the disputed ones out as well. They could be decided, if not agreed on.",
            ),
            Mistake(
                (held / int(counts.sum()) / 100, held / decided / 100),
                "Those are fractions. Multiply by 100.",
            ),
        ],
        insight="Three fifths or three quarters, by one decision about the denominator.",
    )


def _cells(part: pd.DataFrame) -> pd.DataFrame:
    found = part.groupby(["claim_type", "verdict"]).size().reset_index()
    return found.set_axis(["y", "color", "x"], axis=1)


@exercise
def factcheck_4() -> Chart:
    """Stacked bars of the number of claims."""
    claims = _claims()
    return Chart(
        marks={"bar"},
        encodings={
            "x": Enc(type="quantitative"),
            "y": Enc(type="nominal"),
            "color": Enc(type="nominal"),
        },
        data=_cells(claims),
        keys=["y", "color"],
        # Pairs that do not occur may be drawn as bars of length nought: nobody sees them.
        skip_zero=True,
        needs=("title", "numbers"),
        hint="count() on x, claim_type on y, verdict as the colour.",
        mistakes=[
            Mistake(_cells(claims.loc["C33":"C53"]), "Only the core is drawn. Draw all 70 claims."),
            Mistake(
                _cells(claims[claims["confidence"] == "A"]),
                "Only claims with evidence of grade A are drawn. Draw all 70.",
            ),
        ],
        insight="Length is how much was claimed; colour, how much of it stands.",
    )


@exercise
def factcheck_5() -> SetOf:
    """Claims without any other source."""
    claims = _claims()
    untested = claims[claims["verdict"] == "not testable"]
    return SetOf(
        list(claims[claims["source_id"] == "seed"].index),
        what="claims",
        hint="Filter on source_id and take the index.",
        mistakes=[
            Mistake(
                list(untested.index),
                "For some that are not testable there are sources beside the commentary, which "
                "leave them open. Keep those without.",
            ),
        ],
        insight="All four are not testable: lessons 14 and 19 looked, and could not decide. None "
        "of them may be used as evidence for itself.",
    )


@exercise
def factcheck_6() -> Choice:
    """Return the objection to a score."""
    return Choice(
        {
            "a": "It should be 74 per cent.",
            "b": "It counts sentences as we cut them, all alike, links among them.",
            "c": "Seventy is too small a sample.",
            "d": "Only the author can say what is true.",
        },
        right="b",
        why={
            "a": "That mends the number and keeps the mistake: what is it a share of?",
            "c": "The 70 are no sample. They are all that we found to check.",
            "d": "Most of the claims are about the world, and open to anybody.",
        },
        hint="Cut one sentence in three and the share changes, with no new fact.",
        insight="A share needs a unit that means something. Sentences have none in common.",
    )
