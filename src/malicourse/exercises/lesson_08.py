"""Exercises of lesson 08, the crosswalk of A4P+ and A4P."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Coding, Enc, Mistake, Number, SetOf, exercise
from malicourse.stats import agreement

LESSON = "08-a4p-plus"
CODES = ("main", "side", "none")


def _pairs() -> pd.DataFrame:
    """Return the crosswalk with names of areas, codes as text."""
    names = load("a4p_areas").set_index("area_no")["short_name"]
    pairs = load("a4p_crosswalk")
    return pairs.assign(
        area=pairs["area_no"].map(names),
        **{column: pairs[column].astype(str) for column in ("broad", "strict", "independent")},
    )


def _sheet(rule: str) -> pd.DataFrame:
    """Codes by one rule: items in rows, areas in columns in the order of their numbers."""
    pairs = _pairs()
    sheet = pairs.pivot(index="item_id", columns="area", values=rule)
    return sheet[list(dict.fromkeys(pairs["area"]))]


def _priorities() -> pd.DataFrame:
    pairs = _pairs()
    return pairs[pairs["item_id"].str.startswith("P")]


@exercise
def coding_1() -> Number:
    """Share of equal codes among the cells of the seven priorities."""
    seven, every = _priorities(), _pairs()

    def same(pairs: pd.DataFrame) -> float:
        return 100 * float((pairs["broad"] == pairs["strict"]).mean())

    linked = seven[(seven["broad"] != "none") | (seven["strict"] != "none")]
    return Number(
        same(seven),
        abs_tol=0.06,
        digits=1,
        unit="per cent",
        hint="Compare the two columns in the rows whose item begins with P, and take the mean.",
        mistakes=[
            Mistake(same(every), "The themes are in. Keep the items that begin with P."),
            Mistake(same(linked), "The cells where both say none are out. They are cells too."),
            Mistake(100 - same(seven), "That is the share in which they differ."),
            Mistake(same(seven) / 100, "That is a fraction. Multiply by 100."),
        ],
        insight=f"In {len(linked)} of the {len(seven)} cells one of the rules sees a link, and "
        f"of those they code {same(linked):.0f} per cent alike.",
    )


@exercise
def coding_2() -> Coding:
    """Take any complete sheet for three priorities and compare it with three others."""
    rows = ("P3", "P4", "P7")
    sheets = {
        "the broad rule": _sheet("broad").loc[list(rows)],
        "the strict rule": _sheet("strict").loc[list(rows)],
        "the independent reader": _sheet("independent").loc[list(rows)],
    }
    return Coding(
        rows,
        tuple(sheets["the broad rule"].columns),
        CODES,
        sheets,
        hint="A row is written in one line: eight words, split() makes a list of them.",
        insight="Your sheet is complete.",
    )


@exercise
def coding_3() -> Number:
    """Kappa of the two rules when main and side are one code."""
    pairs = _pairs()
    linked = pairs["broad"] != "none", pairs["strict"] != "none"
    found = agreement(*linked)
    fine = agreement(pairs["broad"], pairs["strict"])
    half = float(linked[0].mean() * linked[1].mean())
    return Number(
        found["kappa"],
        abs_tol=0.006,
        digits=2,
        hint="Observed minus expected, divided by one minus expected, with link and none only.",
        mistakes=[
            Mistake(fine["kappa"], "That is kappa with three codes. Make main and side one."),
            Mistake(found["observed"], "That is the share of equal codes, before chance is out."),
            Mistake(found["expected"], "That is what chance would give."),
            Mistake(
                (found["observed"] - half) / (1 - half),
                "Chance lets them meet in none as well: add the second product.",
            ),
        ],
        insight=f"With three codes it is {fine['kappa']:.2f}: most of what divides the rules is "
        "whether there is a link at all, not how strong it is.",
    )


@exercise
def coding_4() -> Chart:
    """Bars of the links of each item by the broad rule."""

    def bars(linked: pd.DataFrame) -> pd.DataFrame:
        return linked.sum(axis=1).rename("y").rename_axis("x").reset_index()

    sheet, strict = _sheet("broad"), _sheet("strict")
    reach = bars(sheet != "none")
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="ordinal|nominal"), "y": Enc(type="quantitative")},
        data=reach,
        keys=["x"],
        needs=("title",),
        hint="One bar for each of nine items; count the cells of its row that are not none.",
        mistakes=[
            Mistake(bars(sheet == "main"), "Those are main links only. Count side links too."),
            Mistake(bars(strict != "none"), "That is the strict rule."),
            Mistake(bars(sheet == "none"), "Those are the cells without a link."),
            Mistake(reach[reach["x"].str.startswith("P")], "The themes X1 and X2 are missing."),
        ],
        insight="Reach is no weight: a side link here counts as much as a main one.",
    )


@exercise
def coding_5() -> SetOf:
    """Areas without a main link to a priority by both rules."""
    pairs, seven = _pairs(), _priorities()
    areas = list(dict.fromkeys(pairs["area"]))

    def left(rows: pd.DataFrame, *rules: str) -> list[str]:
        held = {area for rule in rules for area in rows.loc[rows[rule] == "main", "area"]}
        return [area for area in areas if area not in held]

    return SetOf(
        left(seven, "broad", "strict"),
        what="areas",
        hint="Collect the areas with a main link by either rule, and list those that are left.",
        mistakes=[
            Mistake(left(pairs, "broad", "strict"), "The themes are in. Keep the priorities."),
            Mistake(left(seven, "strict"), "That is the strict rule alone."),
            Mistake(left(pairs, "strict"), "That is the strict rule alone, with the themes."),
            Mistake(
                [area for area in areas if area not in left(seven, "broad", "strict")],
                "Those are the areas that do have a main link. Give the others.",
            ),
        ],
        insight="Now look at the independent reader, who finds peacebuilding to be the main "
        "subject of integrated planning: two rules in one hand are not two readers.",
    )
