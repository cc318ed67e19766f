"""Exercises of lesson 08, the crosswalk of A4P+ and A4P."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Coding,
    Enc,
    Interval,
    Mistake,
    SetOf,
    exercise,
)
from malicourse.stats import agreement

LESSON = "08-a4p-plus"
CODES = ("main", "side", "none")
READINGS = ("record", "words", "titles", "broad", "strict", "independent")
OTHERS = ("titles", "broad", "strict", "independent")


def _pairs() -> pd.DataFrame:
    """Return the crosswalk with names of areas, codes as text."""
    names = load("a4p_areas").set_index("area_no")["short_name"]
    pairs = load("a4p_crosswalk")
    return pairs.assign(
        area=pairs["area_no"].map(names),
        **{column: pairs[column].astype(str) for column in READINGS},
    )


def _sheet(rule: str) -> pd.DataFrame:
    """Codes by one rule: items in rows, areas in columns in the order of their numbers."""
    pairs = _pairs()
    sheet = pairs.pivot(index="item_id", columns="area", values=rule)
    return sheet[list(dict.fromkeys(pairs["area"]))]


@exercise
def coding_1() -> Choice:
    """Names that the record of the Council has."""
    return Choice(
        {
            "a": "Enhanced integrated planning",
            "b": "Strategic and operational integration",
            "c": "Strengthening protection",
            "d": "Strategic communications",
            "e": "Cooperation with host States",
            "f": "Accountability for conduct and discipline",
        },
        right={"b", "d", "e"},
        why={
            "a": "A news text paraphrases the second priority so; the record calls it integration.",
            "b": "The record names the second priority in these words.",
            "c": "That is one of the eight areas of 2018, and no priority of A4P+.",
            "d": "The record names the sixth priority in these words.",
            "e": "The record has these words, and gives them no number.",
            "f": "A note made from the news says so; the record speaks of accountability for "
            "peacekeepers and goes on to performance.",
        },
        hint="Compare each name, word by word, with the sentences printed in the lesson.",
    )


@exercise
def coding_2() -> Coding:
    """Take any complete sheet for three priorities and compare it with three others."""
    rows = ("P3", "P4", "P7")
    sheets = {
        "the reading of the record": _sheet("record").loc[list(rows)],
        "the broad rule": _sheet("broad").loc[list(rows)],
        "the program with the names of the areas": _sheet("titles").loc[list(rows)],
    }
    return Coding(
        rows,
        tuple(sheets["the broad rule"].columns),
        CODES,
        sheets,
        with_rule=True,
        hint="A row is written in one line: eight words, split() makes a list of them.",
        insight="Your sheet is complete and your rule is there; nobody has read the rule. Try it "
        "on a cell that you found hard, and see whether it decides.",
    )


@exercise
def coding_3() -> Interval:
    """Range of kappa with the reading of the record when main and side are one code."""
    pairs = _pairs()

    def ends(names: tuple[str, ...], *, merged: bool = True, key: str = "kappa") -> tuple:
        columns = {n: pairs[n] != "none" if merged else pairs[n] for n in ("record", *names)}
        found = [float(agreement(columns["record"], columns[n])[key]) for n in names]
        return min(found), max(found)

    low, high = ends(OTHERS)
    return Interval(
        low,
        high,
        tol=0.006,
        margin=0.012,
        hint="For each of the four: observed minus expected, divided by one minus expected.",
        mistakes=[
            Mistake(ends((*OTHERS, "words")), "The reading words is in. Its list was ours."),
            Mistake(ends(OTHERS, merged=False), "Those have three codes. Make main and side one."),
            Mistake(ends(OTHERS, key="observed"), "Those are shares of equal cells, not kappa."),
        ],
        insight="The table of adjectives would call the lower end fair and the upper one "
        "substantial: one sheet, and a word that turns with the reader beside it.",
    )


@exercise
def coding_4() -> Chart:
    """Bars of the links of each item in the reading of the record."""

    def bars(linked: pd.DataFrame) -> pd.DataFrame:
        return linked.sum(axis=1).rename("y").rename_axis("x").reset_index()

    sheet, broad = _sheet("record"), _sheet("broad")
    reach = bars(sheet != "none")
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="ordinal|nominal"), "y": Enc(type="quantitative")},
        data=reach,
        keys=["x"],
        needs=("title",),
        hint="One bar for each of nine items, by item_id; count the cells that are not none.",
        mistakes=[
            Mistake(bars(sheet == "main"), "Those are main links only. Count side links too."),
            Mistake(bars(broad != "none"), "That is the broad rule."),
            Mistake(bars(sheet == "none"), "Those are the cells without a link."),
            Mistake(reach[reach["x"].str.startswith("P")], "The themes X1 and X2 are missing."),
        ],
        insight="The title was not read: does it say what the bars show, and by whose reading? "
        "An item of which the speaker said more had more chances to be linked.",
    )


@exercise
def coding_5() -> Choice:
    """Sentences that all six readings bear."""
    pairs = _pairs().set_index(["item_id", "area"])[list(READINGS)]
    main, linked = pairs == "main", pairs != "none"
    reach = linked.groupby(level="item_id").sum()
    holds = {
        "a": linked.loc[("P3", "protection")].all(),
        "b": main.loc[("P4", "safety and security")].all(),
        "c": main.loc[("P7", "partnerships")].all(),
        "d": not main.xs("peacebuilding", level="area").to_numpy().any(),
        "e": linked.loc[("P5", "performance")].all(),
        "f": all(reach[name].idxmax() == "P7" for name in READINGS),
    }
    return Choice(
        {
            "a": "Capabilities (P3) have a link to protection",
            "b": "Safety of personnel (P4) is about safety and security",
            "c": "Host cooperation (P7) is about partnerships",
            "d": "No item is about peacebuilding",
            "e": "Accountability (P5) has a link to performance",
            "f": "Host cooperation (P7) has the most links of all items",
        },
        right={code for code, true in holds.items() if true},
        why={
            "a": "Only two of the six readings see that link.",
            "b": "All six readings code it main.",
            "c": "Five do. The program with the names of the areas finds no word of them in the "
            "short passage on host States.",
            "d": "The independent reader calls integration a main subject of it.",
            "e": "All six see it, one of them only as a side link.",
            "f": "That holds by the broad rule and not, for instance, by the record.",
        },
        hint="Filter cross by item and area, and look at the six columns of readings.",
    )


@exercise
def coding_6() -> SetOf:
    """Priorities whose passage passes the printed test of dependence."""
    return SetOf(
        ["P1", "P3", "P5", "P7"],
        what="priorities",
        hint="Read the passage of each of the five and look for the three signs of the test.",
        mistakes=[
            Mistake(["P3", "P7"], "Those are the commentary's two. Apply the test to P1 and P5."),
            Mistake(["P1", "P2", "P3", "P5", "P7"], "P2: the passage names nobody outside."),
            Mistake(
                ["P3", "P5", "P7"], "Read the last sentence of P1: on what does impact depend?"
            ),
            Mistake(["P1", "P3", "P7"], "Read P5 again: who is to make concrete commitments?"),
            Mistake(["P1", "P3", "P5"], "P7: the second sign is in its first sentence."),
        ],
        insight="With P4, worked in the lesson, five of seven depend on others by this test. It "
        "reads one speech to those others; a speech to staff might ask less of the Council.",
    )
