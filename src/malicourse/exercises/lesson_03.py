"""Exercises of lesson 03, a peace to keep."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Frame,
    Interval,
    Mistake,
    Number,
    SetOf,
    exercise,
)

LESSON = "03-peace-to-keep"


def _round(number: int, column: str = "idps") -> pd.Series:
    """People counted in one IOM round, by region."""
    rounds = load("idp_rounds")
    one = rounds[rounds["round"] == number]
    return one.set_index(one["region"].astype(str))[column].astype(int)


def _stages() -> pd.Series:
    """Count the commitments at each stage at the end of 2018."""
    rows = load("agreements")
    rows = rows[rows["value_unit"] == "commitments of 78"]
    return rows.set_index("observation")["value"]


@exercise
def peace_1() -> Number:
    """Share of all displaced people who stayed in Mopti in April 2020."""
    last, before = _round(64), _round(38)
    home = _round(64, "returnees")
    return Number(
        100 * last["Mopti"] / last.sum(),
        abs_tol=0.06,
        unit="per cent",
        digits=1,
        hint="Keep the rows of round 64, and divide the figure of Mopti by the sum of all regions.",
        mistakes=[
            Mistake(
                100 * before["Mopti"] / before.sum(),
                "That is the share at the end of 2017, round 38. April 2020 is round 64.",
            ),
            Mistake(
                100 * last["Mopti"] / (last.sum() - last["Mopti"]),
                "That divides Mopti by all the other regions. The whole has Mopti in it.",
            ),
            Mistake(
                100 * home["Mopti"] / home.sum(),
                "Those are people who came back: use idps, not returnees.",
            ),
            Mistake(
                100 * (last["Mopti"] + last["Ségou"]) / last.sum(),
                "That is Mopti and Ségou together.",
            ),
            Mistake(last["Mopti"], "That is the number of people. Bring it to per cent."),
        ],
        insight="At the end of 2017 the share was "
        f"{100 * before['Mopti'] / before.sum():.1f} per cent. In little more than two years Mopti "
        "came to host more displaced people than any other region.",
    )


@exercise
def peace_2() -> Interval:
    """Range of points of the 78 commitments on the scale of the Peace Accords Matrix."""
    stages = _stages()
    count = stages.sum()
    points = 3 * stages["complete"] + 2 * stages["intermediate"] + stages["minimal"]
    low, high = points + 2 * stages["almost complete"], points + 3 * stages["almost complete"]
    top = 3 * count
    complete = 100 * stages["complete"] / count
    begun = 100 * (count - stages["not started"]) / count
    return Interval(
        100 * low / top,
        100 * high / top,
        tol=0.06,
        margin=0.3,
        unit="per cent",
        hint="Give each commitment its points, once with 2 and once with 3 for almost complete, "
        "and divide by the points that 78 complete ones would have.",
        mistakes=[
            Mistake(
                (complete, 100 * (stages["complete"] + stages["almost complete"]) / count),
                "Those are shares of commitments. On the scale, intermediate and minimal "
                "commitments have points as well.",
            ),
            Mistake(
                (complete, begun),
                "That counts commitments that are complete, and those that were begun. The scale "
                "gives points for each stage.",
            ),
            Mistake((low / top, high / top), "That is a share of one. Multiply by 100."),
            Mistake((low, high), "Those are the points. Divide by the most that could be had."),
            Mistake(
                (100 * low / count, 100 * high / count),
                "More than 100 per cent: the most that could be had is three points for each of "
                "the 78.",
            ),
            Mistake(
                (100 * low / top, 100 * low / top),
                "One value for a stage that the scale does not have: which else may it get?",
            ),
        ],
        insight=f"By complete commitments {complete:.0f} per cent, by points about sixty, and the "
        "matrix itself, which scores whole provisions, gives 31.25 after seven years: three "
        "numbers for one agreement. That the lower end equals the share under way, 46 of 78, is "
        "chance.",
    )


@exercise
def peace_3() -> Chart:
    """Bars of the two scores of the Peace Accords Matrix, labelled with their age."""
    rows = load("agreements").dropna(subset="value")
    accord, unit = rows["accord"].astype(str), rows["value_unit"].astype(str)
    scored = unit.str.contains("after")
    drawn = pd.DataFrame({"x": rows["value"], "y": accord + unit.str.replace("pct", ",")})
    bare = pd.DataFrame({"x": rows["value"], "y": accord})
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=drawn[scored].reset_index(drop=True),
        keys=["y"],
        swap=True,
        needs=("title", "zero baseline"),
        hint="Two bars: the label with accord and age on one axis, the score on the other.",
        mistakes=[
            Mistake(
                bare[scored].reset_index(drop=True),
                "The bars do not say that one score was taken after ten years and one after "
                "seven. Use the column label.",
            ),
            Mistake(
                lambda drawing: any(
                    layer.mark == "bar" and layer.rows is not None and len(layer.rows) > 2
                    for layer in drawing.layers
                ),
                "More than two rows are drawn. The observer's share of complete commitments is "
                "another measure: keep the rows scored by the matrix.",
            ),
        ],
        insight="One scorer, one scale, two ages: the chart may stand if it says so. It still "
        "does not say that the older pact brought peace: risings followed from 2006 to 2009 and in "
        "2012.",
    )


@exercise
def peace_4() -> Frame:
    """Displaced people for each thousand inhabitants, by two censuses."""
    last = _round(64)
    census = load("regions").dropna(subset="population")
    new = census[census["year"] == 2022]

    def people(rows: pd.DataFrame, by: str = "region_2009") -> pd.Series:
        return rows.groupby(rows[by].astype(str))["population"].sum().astype(float)

    def rates(old: pd.Series, young: pd.Series, scale: int = 1000) -> pd.DataFrame:
        table = pd.DataFrame({"by_2009": scale * last / old, "by_2022": scale * last / young})
        return table.rename_axis("region").reset_index()

    old = people(census[census["basis"] == "census, final"])
    right = rates(old, people(new))
    gao = right.set_index("region").loc["Gao"]
    return Frame(
        right,
        keys=["region"],
        abs_tol=0.06,
        hint="Add up the population by region_2009, once for 2009 (census, final) and once for "
        "2022. Then 1,000 times the displaced, divided by the population.",
        mistakes=[
            Mistake(
                rates(old, people(new, "region")).dropna().reset_index(drop=True),
                "In 2022 a region is smaller than in 2009: add up by region_2009, or Gao lacks "
                "Ménaka.",
            ),
            Mistake(
                rates(old, people(new, "region").reindex(last.index)),
                "In 2022 a region is smaller than in 2009: add up by region_2009, or Gao lacks "
                "Ménaka.",
            ),
            Mistake(
                rates(people(census[census["year"] == 2009]), people(new)),
                "2009 has provisional and final figures, and both were added up. Keep census, "
                "final.",
            ),
            Mistake(rates(old, people(new), 100), "That is per cent. Multiply by 1,000."),
            Mistake(rates(old, people(new), 1), "That is per inhabitant. Multiply by 1,000."),
        ],
        insight=f"Gao has {gao['by_2009']:.0f} or {gao['by_2022']:.0f} displaced people for each "
        "thousand inhabitants, by the census chosen; by either, it is Gao that carries most for "
        "its size, though Mopti has more of them.",
    )


@exercise
def peace_5() -> SetOf:
    """Regions whose number of displaced in April 2020 is that of December 2019."""

    def same(earlier: int, later: int, column: str = "idps") -> list[str]:
        one, two = _round(earlier, column), _round(later, column)
        return sorted(one.index[one == two.reindex(one.index)])

    copied = len(same(38, 48, "returnees"))
    one, two = _round(60), _round(64)
    near = sorted(one.index[((two - one).abs() / one) < 0.05])
    return SetOf(
        same(60, 64),
        what="regions",
        hint="Pivot the table to one row for each region and one column for each round, and "
        "compare the columns 60 and 64.",
        mistakes=[
            Mistake(
                same(38, 48),
                "Those repeat in round 48 what round 38 had. Compare rounds 60 and 64.",
            ),
            Mistake(
                same(60, 64, "returnees"),
                "Those are regions whose returnees did not change: use idps.",
            ),
            Mistake(near, "Some of these changed by a few people. Ask for equal numbers."),
        ],
        insight="The same number to the last person four months on is more likely an old count "
        f"than a standstill. For the end of 2018 the returnees of all {copied} regions repeat "
        "those of 2017.",
    )


@exercise
def peace_6() -> Choice:
    """Choose what may be written about the share of commitments put into effect."""
    rows = load("agreements").set_index("agreement_id")["value"]
    early, late = rows["algiers_2015_cg17"], rows["algiers_2015_cg20"]
    complete, count = _stages()["complete"], int(_stages().sum())

    def counts(share: float) -> str:
        return str(next(n for n in range(count + 1) if round(100 * n / count) == share))

    return Choice(
        {
            "a": "the figures cannot be one series without the reports behind them",
            "b": "implementation rose a little in three years",
            "c": "in 2020 two commitments were broken",
            "d": "one of the two sources made its figures up",
        },
        right="a",
        why={
            "a": f"{early:.0f} and {late:.0f} per cent of {count} are {counts(early)} and "
            f"{counts(late)} commitments; at the end of 2018 there were {complete:.0f}, and "
            "because 2 of them were completed in that year, 18 at the end of 2017. Marks were "
            "taken back, the list changed, or the shares were dated or rounded otherwise.",
            "b": f"Between {early:.0f} and {late:.0f} stands the end of 2018 with {complete:.0f} "
            f"of {count}, {100 * complete / count:.1f} per cent. The three do not rise.",
            "c": f"{late:.0f} per cent of {count} are {counts(late)} commitments, two fewer than "
            f"{complete:.0f}, but a lower mark, a merged entry or a slip would look the same.",
            "d": "Both quote the same observer. They can differ in date, in list or in rounding.",
        },
        hint="Turn the percentages into numbers of commitments out of 78, and put them in order "
        "of time.",
    )
