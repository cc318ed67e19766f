"""Exercises of lesson 21, fact-check."""

from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Coding,
    Enc,
    Interval,
    Mistake,
    OneEnd,
    Ordered,
    exercise,
    swapped,
)

LESSON = "21-fact-check"
VERDICTS = ("supported", "disputed", "contradicted", "not testable", "later overtaken")
#: Of these some may be held against the author by what could be read in July 2022.
SIX = ("C06", "C19", "C66", "C70", "C74", "C79")
#: How a claim can stand: evidence against it, nobody who decides it, the future, advice.
STANDINGS = ("against", "nobody", "ahead", "advice")
#: Claims that a report on the score has to keep.
FEWEST = 40
#: Chosen so that every verdict that we gave is there at least once.
TEN = ("C05", "C15", "C20", "C24", "C30", "C40", "C45", "C53", "C55", "C77")


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
        insight="That is to say complete: no sheet of verdicts is right or wrong here. Where you "
        "differ from us, ask which detail decided.",
    )


@exercise
def factcheck_2() -> Ordered:
    """One of four words for each of six claims."""
    six = _claims().loc[list(SIX)]
    right = [_standing(row) for _, row in six.iterrows()]
    about = {
        "C06": "C06 is about 2012. Were the jihadist groups ever parts of the rebels?",
        "C19": "C19 says what a lack cost. To test it one needs a mission that had the means, and "
        "no source speaks against it.",
        "C66": "C66 says what a policy does. What does the policy ask for before support is "
        "withheld?",
        "C70": "C70 speaks of the year to come, and says “may”.",
        "C74": "C74 says what a notice costs. No source says otherwise; none was found that says "
        "so. Not confirmed is not disputed.",
        "C79": "C79 says what three states may need to do. That is advice: neither true nor false.",
    }

    return Ordered(
        right,
        what="words",
        hint="First ask whether it speaks of what is, will be or should be; then whether anybody "
        "says otherwise.",
        mistakes=[
            *(
                Mistake(swapped(right, place, word), about[key])
                for place, key in enumerate(SIX, 1)
                for word in STANDINGS
                if word != right[place - 1]
            ),
            Mistake(
                ["against" if word == "nobody" else word for word in right],
                "For two of these no source says otherwise. Not confirmed is not disputed.",
            ),
        ],
        insight="Two may be held against him, and in one reading each: it depends on what a split "
        "is, and on whether a policy that weighs risks prevents. Both could be checked in July "
        "2022.",
    )


def _standing(row: pd.Series) -> str:
    """Return how a claim stands, by its type and verdict."""
    if row["claim_type"] == "advice":
        return "advice"
    if row["verdict"] == "later overtaken":
        return "ahead"
    return "against" if row["verdict"] in {"disputed", "contradicted"} else "nobody"


@exercise
def factcheck_3() -> Ordered:
    """Grades of three names, and what two rules make of them."""
    yes, no = "supported", "not testable"
    right = [no, yes, yes, no, yes]

    def with_one(place: int) -> list[str]:
        other = {yes: no, no: yes}
        return [other[one] if n == place else one for n, one in enumerate(right)]

    return Ordered(
        right,
        what="words",
        hint="First the three names, each by itself; then the two rules, from your three words.",
        mistakes=[
            Mistake(
                with_one(0),
                "For Mali no list and no statement was found: what would decide it?",
            ),
            Mistake(
                with_one(1),
                "Russia told the Council so itself. With reservations is not without.",
            ),
            Mistake(
                with_one(2),
                "China says that it supports the Declaration, which the task takes for a yes.",
            ),
            Mistake(
                with_one(3),
                "The fourth word follows from the first three: which of them is the weakest?",
            ),
            Mistake(
                with_one(4),
                "The fifth word follows from the first three: what do most of them say?",
            ),
            Mistake(
                [no, yes, yes, yes, no],
                "The names are right, and the rules have changed places.",
            ),
            Mistake(
                [yes, yes, yes, yes, yes],
                "Then the two readers would not part. Which name has no source beside the text?",
            ),
        ],
        insight="One name, Mali, and one rule part the two. They have the same facts; once the "
        "rule is written down, both can grade again by it.",
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
        outside="Count verdict in claims with a pivot table, filter claim_id for other cuts, and "
        "divide with a calculator.",
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
        insight="The same text, the same verdicts: between the ends lie two denominators, all that "
        "we cut and all that anybody could decide. Neither is the right one.",
    )


def _core(claims: pd.DataFrame) -> pd.DataFrame:
    late = ["C69", "C71", *(f"C{number}" for number in range(73, 79))]
    late += ["C81", "C84", "C90", "C91"]
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
def factcheck_6() -> Interval:
    """Lowest and highest share that leaving out whole types can make."""
    claims = _claims()
    held = claims["verdict"] == "supported"

    def share(types: Iterable[str]) -> float:
        return 100 * float(held[claims["claim_type"].isin(types)].mean())

    kinds = sorted(claims["claim_type"].unique())
    kept = [
        types
        for size in range(1, len(kinds) + 1)
        for types in combinations(kinds, size)
        if claims["claim_type"].isin(types).sum() >= FEWEST
    ]
    low, high = min(map(share, kept)), max(map(share, kept))
    one_less = [share([kind for kind in kinds if kind != left]) for left in kinds]
    alone = [share([kind]) for kind in kinds]
    return Interval(
        low,
        high,
        tol=0.6,
        unit="per cent",
        hint="For the friend keep the types of which most are supported, for the critic the "
        "others, and count whether forty are left.",
        outside="Make a pivot table of claims, with claim_type in rows and verdict in columns, "
        "and try combinations of rows on paper.",
        mistakes=[
            Mistake(
                (min(one_less), max(one_less)),
                "That leaves out one type each time. Whole groups of types may go, as long as "
                "forty claims are left.",
            ),
            Mistake((min(alone), max(alone)), "Some of these types have fewer than forty claims."),
            Mistake((low / 100, high / 100), "Those are fractions. Multiply by 100."),
            Mistake(
                OneEnd((100 * float(held.mean()), round(100 * float(held.mean()), 1))),
                "The share of all claims is the one that you set out to damage.",
            ),
        ],
        insight="Same text, same verdicts, and a respectable rule at each end: only what can be "
        "checked, or only what carries the argument. A share needs a unit that means something, "
        "and sentences have none in common.",
    )
