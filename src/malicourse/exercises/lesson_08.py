"""Exercises of lesson 08, the crosswalk of A4P+ and A4P."""

import pandas as pd

from malicourse.answers.wording import listed
from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Coding,
    Enc,
    Interval,
    Mistake,
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
    """Names that the record of the Council has word for word."""
    said = load("a4p_plus_sentences")["sentence"].astype(str).str.lower()
    names = {
        "a": "Capabilities and mindsets",
        "b": "Accountability for peacekeepers",
        "c": "Coherence underlying a political strategy",
        "d": "Collective coherence behind a political strategy",
        "e": "Safety of peacekeepers",
        "f": "Strategic communications",
    }
    return Choice(
        names,
        right={
            code
            for code, name in names.items()
            if said.str.contains(name.lower(), regex=False).any()
        },
        why={
            "a": "A news text has these words; the record speaks of capacities and of the right "
            "mindset.",
            "b": "The record names the fifth priority in these words.",
            "c": "The record names the first priority in these words.",
            "d": "That is how a page of the UN has it. It is official, and this record, partly "
            "translated, puts it otherwise.",
            "e": "That is the short name in our tables; the record has a longer phrase.",
            "f": "The record names the sixth priority in these words.",
        },
        hint="Search for each name, word by word, in the column sentence of speech.",
        insight="The record has these three. For the first priority a page of the UN has other "
        "words, and both are official: whoever quotes a name says where it stands.",
    )


#: Cells on which all six readings agree, main and side taken together: codes, and what decides.
SETTLED = {
    ("P4", "safety and security"): (
        ("main",),
        "the sentence that names the item speaks of the safety and security of personnel.",
    ),
    ("P3", "performance"): (
        ("main", "side"),
        "the passage speaks of capacities and of performance standards.",
    ),
    **{
        (item, "women, peace and security"): (
            ("none",),
            f"no sentence of {item} speaks of women or gender.",
        )
        for item in ("P3", "P4", "P7")
    },
    ("P4", "peacebuilding"): (
        ("none",),
        "no sentence of P4 speaks of peacebuilding, of transitions or of national capacity.",
    ),
    ("P7", "conduct"): (
        ("none",),
        "the violations are those of agreements with a host State. Nothing is said of the conduct "
        "of peacekeepers.",
    ),
}


@exercise
def coding_2() -> Coding:
    """Judge a sheet where all readings agree, and compare it with three others."""
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
        settled=SETTLED,
        hint="A row is written in one line: eight words, split() makes a list of them.",
        insight=f"Your sheet is complete, your rule names the codes that it holds, and the "
        f"{len(SETTLED)} cells on which all six readings agree are as they have them. Whether your "
        "rule decides the others nobody has read: try it on the cell that you found hardest. A "
        "kappa of 1.00 with the record would be a copy or a great coincidence.",
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
    trio = [("words", "titles"), ("words", "strict"), ("titles", "strict")]
    alike = [agreement(pairs[one], pairs[two]) for one, two in trio]
    equal = {round(len(pairs) * found["observed"]) for found in alike}
    kappas = sorted(f"{found['kappa']:.2f}" for found in alike)
    if len(equal) != 1:
        raise ValueError("the three pairs no longer agree in the same number of cells")
    return Interval(
        low,
        high,
        tol=0.006,
        margin=0.012,
        hint="For each of the four: observed minus expected, divided by one minus expected.",
        outside="For each reading, a pivot table of a4p_crosswalk against record counts the "
        "cells; work out kappa with a calculator.",
        mistakes=[
            Mistake(ends((*OTHERS, "words")), "The reading words is in. Its list was ours."),
            Mistake(ends(OTHERS, merged=False), "Those have three codes. Make main and side one."),
            Mistake(ends(OTHERS, key="observed"), "Those are shares of equal cells, not kappa."),
        ],
        insight="The table of adjectives would call the lower end fair and the upper one "
        "substantial: one sheet, and a word that changes with its partner. With three "
        f"codes, words, titles and strict agree with one another in {equal.pop()} cells each, and "
        f"the three kappas are {kappas[0]}, {kappas[1]} and {kappas[2]}: the number also tells how "
        "common the codes are. It does not tell who reads well.",
    )


@exercise
def coding_4() -> Chart:
    """Bars of the cells in which two readings differ, by area."""
    pairs = _pairs()
    linked = pairs[list(READINGS)] != "none"

    def bars(cells: pd.Series, by: str = "area") -> pd.DataFrame:
        return cells.groupby(pairs[by]).sum().rename("x").rename_axis("y").reset_index()

    differ = pairs["record"] != pairs["titles"]
    apart = bars(differ)
    most = apart.loc[apart["x"].idxmax()]
    never = listed(sorted(apart.loc[apart["x"] == 0, "y"]))
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="ordinal|nominal")},
        data=apart,
        keys=["y"],
        swap=True,
        needs=("title",),
        hint="One bar for each of eight areas: the cells in which record is not titles.",
        mistakes=[
            Mistake(apart[apart["x"] > 0], "The areas without a difference are missing: draw 0."),
            Mistake(bars(~differ), "Those are the cells in which the two agree."),
            Mistake(
                bars(linked["record"] != linked["titles"]),
                "That makes main and side one code. Here they are two.",
            ),
            Mistake(bars(differ, by="item_id"), "Those are items. Group by area."),
            Mistake(bars(pairs["record"] != pairs["broad"]), "That is the broad rule, not titles."),
            Mistake(
                bars(pairs["record"] != pairs["words"]),
                "That is words. Compare with titles, the names of the areas.",
            ),
        ],
        insight=f"Of {differ.sum()} differing cells {most['x']} are in {most['y']}, none in "
        f"{never}. Kappa has no room for that, nor for who is right where they part. Your title "
        "was not read: does it say what the number leaves out?",
    )


@exercise
def coding_5() -> Choice:
    """Sentences that all six readings bear."""
    pairs = _pairs().set_index(["item_id", "area"])[list(READINGS)]
    main, linked = pairs == "main", pairs != "none"
    reach = linked.groupby(level="item_id").sum()
    holds = {
        "a": not main.xs("X2").to_numpy().any(),
        "b": linked.loc[("P2", "women, peace and security")].all(),
        "c": main.loc[("P7", "partnerships")].all(),
        "d": not main.xs("peacebuilding", level="area").to_numpy().any(),
        "e": linked.loc[("P3", "performance")].all(),
        "f": all(reach[name].idxmax() == "P7" for name in READINGS),
    }
    return Choice(
        {
            "a": "Data and technology (X2) is about none of the areas",
            "b": "Integration (P2) has a link to women, peace and security",
            "c": "Host cooperation (P7) is about partnerships",
            "d": "No item is about peacebuilding",
            "e": "Capabilities (P3) have a link to performance",
            "f": "Host cooperation (P7) has the most links of all items",
        },
        right={code for code, true in holds.items() if true},
        why={
            "a": "No reading has a main link of X2; the broad rule and the independent reader "
            "see side links.",
            "b": "Those who read the record see it. The passage speaks of gender; our short "
            "meaning, which the others read, does not.",
            "c": "Five do. The program with the names of the areas finds no word of them in the "
            "short passage on host States.",
            "d": "The independent reader calls integration a main subject of it.",
            "e": "All six see a link of P3 to performance, one of them only as a side link.",
            "f": "That holds by the broad rule and not, for instance, by the record.",
        },
        hint="Filter cross by item and area, and look at the six columns of readings.",
        outside="Filter a4p_crosswalk by item_id and area_no (names in a4p_areas), and look at "
        "the six columns of readings.",
    )


#: Signs of the printed test that a reader may find in the passage of a priority, and what decides.
SIGNS = {
    "P1": (("third",), "its last sentence says on what the impact depends, and asks nobody."),
    "P2": (("none",), "its two sentences ask nothing and name nobody outside the missions."),
    "P3": (("first",), "one sentence calls on members of the Council to fill gaps."),
    "P5": (
        ("none", "first"),
        "no sentence of P5 names the item or a success that hangs on others. Is something asked, "
        "or are there commitments still to be discussed?",
    ),
    "P7": (("second",), "look at the words that name the item: with whom is one to cooperate?"),
}


@exercise
def coding_6() -> Coding:
    """Signs by which five priorities pass the printed test of dependence."""
    ours = pd.DataFrame({"sign": {item: signs[0] for item, (signs, _) in SIGNS.items()}})
    return Coding(
        tuple(SIGNS),
        ("sign",),
        ("first", "second", "third", "none"),
        {"our reading by the letter": ours},
        aliases={1: "first", 2: "second", 3: "third", 0: "none"},
        settled={(item, "sign"): settled for item, settled in SIGNS.items()},
        hint="Read the passage of each of the five and look for the three signs of the test, one "
        "after the other.",
        mistakes=[
            Mistake(
                ours.assign(sign=["none", "none", "first", "none", "second"]),
                "Those are the commentary's two. Read the last sentence of P1: on what does impact "
                "depend?",
            ),
            Mistake(
                ours.assign(sign=["third", "none", "first", "first", "first"]),
                "P7 asks nobody for anything. Look at the words that name the item.",
            ),
        ],
        insight="P5 is the case that leaves room: the Secretariat is to discuss commitments with "
        "Member States, so by the letter nothing is asked yet, while a reader who hears what they "
        "are to commit to takes the first sign. With P4, worked in the lesson, four or five of "
        "seven depend on others by this test. It reads one speech to those others; a speech to "
        "staff might ask less of the Council.",
    )
