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
    OneEnd,
    SetOf,
    exercise,
)

LESSON = "21-fact-check"
VERDICTS = ("supported", "disputed", "contradicted", "not testable", "later overtaken")
#: Of these some may be held against the author by what could be read in July 2022.
SIX = ("C06", "C19", "C66", "C70", "C74", "C79")
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
        hint="Ten words of the scale, in the order of ten, or each with its key.",
        mistakes=[
            Mistake(
                ten.assign(verdict="supported")[["verdict"]],
                "One word throughout is no judgement: look at each claim by itself.",
            )
        ],
        insight="Your sheet is complete. Where you differ from us, ask which detail decided.",
    )


@exercise
def factcheck_2() -> SetOf:
    """Claims that evidence of the time speaks against."""
    six = _claims().loc[list(SIX)]
    against = list(six.index[six["verdict"].isin(["disputed", "contradicted"])])
    return SetOf(
        against,
        what="claims",
        hint="Leave out what looks ahead, what advises, and what nobody speaks against.",
        mistakes=[
            Mistake(
                ["C06"],
                "C06 is one of them. Read C66 again: what does the policy ask for first?",
            ),
            Mistake(
                ["C66"],
                "C66 is one of them. Read C06 again: were the jihadist groups parts of the rebels?",
            ),
            Mistake(
                [*against, "C74"],
                "For C74 no source says otherwise. Not confirmed is not disputed.",
            ),
            Mistake(
                [*against, "C19"],
                "C19 is about a mission that nobody has seen, one with the means. Nothing found "
                "speaks against it.",
            ),
            Mistake(
                [*against, "C19", "C74"],
                "For two of these no source says otherwise. Not confirmed is not disputed.",
            ),
            Mistake([*against, "C70"], "C70 speaks of the year to come, and says “may”."),
            Mistake([*against, "C79"], "C79 advises. Advice is neither true nor false."),
            Mistake(list(SIX), "All six? Some advise, look ahead, or have nobody against them."),
        ],
        insight="One depends on what a split is, the other on whether a policy that weighs risks "
        "prevents. Both could be checked in July 2022.",
    )


@exercise
def factcheck_3() -> Choice:
    """Return the detail on which two readers part."""
    return Choice(
        {
            "a": "Whether Russia endorsed.",
            "b": "Whether an endorsement binds a state.",
            "c": "Whether a list is graded by its weakest name or by how many names hold.",
            "d": "Whether a fourth state endorsed.",
        },
        right="c",
        why={
            "a": "It told the Council so, with reservations, and both readers can read it.",
            "b": "The claim is that the three endorsed, not what that obliges them to.",
            "d": "The sentence names three, and nobody grades a fourth.",
        },
        hint="Grade each of the three names by itself. Then ask how three grades become one.",
        insight="They have the same facts and another rule. Once the rule is written down, both "
        "can grade again by it.",
    )


@exercise
def factcheck_4() -> Interval:
    """Share supported, by four ways of cutting and counting."""
    claims = _claims()
    held = claims["verdict"] == "supported"
    decided = claims["verdict"].isin(VERDICTS[:3])
    settled = claims["verdict"].isin(["supported", "contradicted"])
    shares = [
        100 * float(part.mean())
        for part in (held, held.loc[:"C70"], held.drop(["C42", "C43"]), held[decided])
    ]
    low, high = min(shares), max(shares)
    return Interval(
        low,
        high,
        tol=0.6,
        unit="per cent",
        hint="Four tables, the same question to each: how large a part is supported?",
        mistakes=[
            Mistake(
                (low, 100 * float(held[settled].mean())),
                "You left the disputed ones out as well. They could be decided, if not agreed on.",
            ),
            Mistake(
                (low / 100, high / 100),
                "Those are fractions. Multiply by 100.",
            ),
            Mistake(
                OneEnd((shares[0], round(shares[0], 1))),
                "All claims as they are cut is one of the four ways, and not the lowest: count C41 "
                "to C43 as one.",
            ),
            Mistake(
                OneEnd((shares[1], round(shares[1], 1))),
                "The first cut is one of the four ways, and neither the lowest nor the highest.",
            ),
        ],
        insight="The same text, the same verdicts: a fifth of the scale lies between two ways of "
        "counting, and each has a reason.",
    )


def _core(claims: pd.DataFrame) -> pd.DataFrame:
    late = ["C69", *(f"C{number}" for number in range(73, 79))]
    return claims.loc[[*claims.loc["C33":"C53"].index, *late]]


def _cells(part: pd.DataFrame) -> pd.DataFrame:
    found = part.groupby(["claim_type", "verdict"]).size().reset_index()
    return found.set_axis(["y", "color", "x"], axis=1)


@exercise
def factcheck_5() -> Chart:
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
            Mistake(_cells(_core(claims)), "Only the claims of the core are drawn. Draw all."),
            Mistake(
                _cells(claims[claims["confidence"] == "A"]),
                "Only claims with evidence of grade A are drawn. Draw all.",
            ),
        ],
        insight="Length is how much was claimed; colour, how much of it stands. Your title was not "
        "read: compare it with the bars.",
    )


@exercise
def factcheck_6() -> Choice:
    """Return the objection to a score."""
    return Choice(
        {
            "a": "It should be higher.",
            "b": "It counts sentences as we cut them, all alike, links among them.",
            "c": "The claims are too few for a percentage.",
            "d": "Only the author can say what is true.",
        },
        right="b",
        why={
            "a": "That mends the number and keeps the mistake: what is it a share of?",
            "c": "The claims are no sample. They are all that we found in the text.",
            "d": "Most of the claims are about the world, and open to anybody.",
        },
        hint="Cut one sentence in three and the share changes, with no new fact.",
        insight="A share needs a unit that means something. Sentences have none in common.",
    )
