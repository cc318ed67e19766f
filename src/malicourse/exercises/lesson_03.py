"""Exercises of lesson 03, a peace to keep."""

import re

import numpy as np
import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
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


class _Aged(Chart):
    """Bars whose labels may be the learner's own, if they name the pact and its age."""

    def _differs(self, table: pd.DataFrame) -> str | None:
        return super()._differs(table.assign(y=table["y"].map(self._label)))

    def _label(self, given: str) -> str:
        for label in self.data["y"][self.data["y"].str.contains("after")]:
            *_, pact, _after, age, _years = label.replace(",", "").split()
            word = {"10": "ten", "7": "seven"}[age]
            rest = str(given).lower().replace(pact, "")
            if pact in str(given) and re.search(rf"\b({age}|{word})\b", rest):
                return label
        return given


@exercise
def peace_1() -> Choice:
    """Choose the summaries that state a side's case as the side would sign it."""
    return Choice(
        {
            "a": "no state can take in fighters unnamed, nor reform against marches",
            "b": "the movements kept their weapons because they never meant to live in Mali",
            "c": "the text rewards those who took up arms and protects nobody in Mopti",
            "d": "there is no other text, and reopening it would begin again from nothing",
            "e": "the movements were to blame; the government did what it could",
        },
        right={"a", "c", "d"},
        why={
            "a": "The lists and the referendum are the government's own two reasons.",
            "b": "That is a motive that an opponent would give them. Their own case: whoever "
            "disarms before the reforms has nothing left to make them happen.",
            "c": "Crisis Group, Dogon hunters and Fulani people each say a part of this.",
            "d": "It is what Algeria answered, with what the region has at stake.",
            "e": "That takes a side. The observer faulted both: limited consistency in the "
            "government, passivity in the movements, and a deficit in the mediation.",
        },
        hint="Look for the reason that the side gives, not for what its opponents say of it.",
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
    return _Aged(
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
                bare[scored].reset_index(drop=True).assign(y=["1992", "2015"]),
                "The bars do not say that one score was taken after ten years and one after "
                "seven. Put the age into the labels, as the column label does.",
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
def peace_4() -> Chart:
    """Squares, one for 10,000 displaced people, by region."""

    def squares(people: pd.Series, one_for: float = 10_000) -> pd.DataFrame:
        times = (people / one_for).round().astype(int)
        return pd.DataFrame({"y": list(times.index.repeat(times))})

    last = _round(64)
    right = squares(last)
    share = right["y"].value_counts()
    return Chart(
        marks={"rect", "point"},
        encodings={"x": Enc(), "y": Enc()},
        data=right,
        keys=[],
        swap=True,
        needs=("title",),
        hint="Repeat the row of each region once for every 10,000 people, and number the rows.",
        mistakes=[
            Mistake(
                lambda drawing: all(layer.mark == "bar" for layer in drawing.layers),
                "Those are bars. Draw squares that can be counted: .mark_square() or .mark_rect().",
            ),
            Mistake(
                squares(_round(60)),
                "That is round 60, December 2019. April 2020 is round 64.",
            ),
            Mistake(
                squares(_round(64, "returnees")),
                "Those are people who came back: use idps, not returnees.",
            ),
            Mistake(squares(last, 1_000), "That is one square for 1,000. Draw one for 10,000."),
            Mistake(
                squares(100 * last / last.sum(), 1),
                "That is one square for each per cent. Draw one for each 10,000 people.",
            ),
            Mistake(
                pd.DataFrame({"y": list(last.index)}),
                "That is one square for each region. Repeat each row as often as it has 10,000 "
                "people.",
            ),
        ],
        insight=f"Mopti has {share['Mopti']} of {len(right)} squares and Gao {share['Gao']}. The "
        f"{last.sum():,} people would make {last.sum() / 10_000:.0f}: "
        f"{(last < 5_000).sum()} regions are too small for a square and are lost to the eye. "
        "Your title was not read: does it name the date, and say staying rather than fleeing?",
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
            Mistake(
                lambda items: (
                    bool(items) and all(isinstance(item, (bool, np.bool_)) for item in items)
                ),
                "Those are True and False. Take the .index of the rows where it is True.",
            ),
            Mistake(
                lambda items: bool(items) and not any(isinstance(item, str) for item in items),
                "Those are numbers of people. The names of the regions are in the .index.",
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
