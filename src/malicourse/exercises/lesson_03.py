"""Exercises of lesson 03, a peace to keep."""

import re
from functools import partial

import pandas as pd

from malicourse.answers.items import AtPlace
from malicourse.answers.vega_reader import Drawing
from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Enc,
    Interval,
    Mistake,
    Ordered,
    exercise,
    swapped,
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


class _Apart(Chart):
    """Marks that can be counted: no two of them on one place."""

    def difference(self, given: Drawing) -> str | None:
        return super().difference(given) or self._piled(given)

    def _piled(self, given: Drawing) -> str | None:
        for layer in given.layers:
            channels = ("x", "y", "xOffset", "yOffset")
            places = [
                layer.encoding[name].get("field") for name in channels if name in layer.encoding
            ]
            fields = [field for field in places if field]
            if layer.rows is None or len(layer.rows) != len(self.data):
                continue
            if set(fields) <= set(layer.rows) and layer.rows.duplicated(fields).any():
                return (
                    "Some squares lie on top of each other and cannot be counted: number the rows "
                    "of each region with cumcount."
                )
        return None


@exercise
def peace_1() -> Ordered:
    """Name for each reason the side that would sign it as its own case."""
    right = ["centre", "nobody", "movements", "government"]
    right += ["observer", "mediators", "nobody", "government"]

    but = partial(swapped, right)

    return Ordered(
        right,
        what="sides",
        hint="Look for the paragraph in which a side itself gives this reason.",
        mistakes=[
            Mistake(
                but(2, "government", 7, "movements"),
                "The second and the seventh are motives. Does the government, do the movements, "
                "say so of themselves in the lesson?",
            ),
            Mistake(
                but(2, "government"),
                "The second is what an opponent says of the government. Its own case is that it "
                "could not, not that it would not.",
            ),
            Mistake(
                but(7, "movements"),
                "The seventh is what an opponent says of the movements. Their own case is about "
                "who has to begin.",
            ),
            Mistake(
                but(8, "movements"),
                "The eighth: who asked the Council for sanctions in August 2017?",
            ),
            Mistake(
                but(8, "mediators"),
                "The eighth: the Council set the sanctions up, but somebody in Mali had asked.",
            ),
            Mistake(
                but(5, "mediators"),
                "The fifth faults the mediation too. Which side did that?",
            ),
            Mistake(
                but(5, "centre"),
                "The fifth speaks of those who signed. The centre's case is that the text is not "
                "about it at all.",
            ),
            Mistake(
                but(6, "movements"),
                "The movements refused to renegotiate because one party alone may not. That there "
                "is nothing behind the text was said by another.",
            ),
            Mistake(
                but(1, "movements"),
                "The first speaks of villages for which the text was not written. The movements "
                "had it written for their regions.",
            ),
            Mistake(
                but(4, "movements"),
                "The fourth speaks of names that were not handed in. Who waited for the lists?",
            ),
        ],
        insight="Six of the sentences state something that could be checked: a text, an order of "
        "steps, a missing list, an act. The two that nobody signs state a motive. To hear "
        "that a case is signed is not to hear that it is true: the observer faulted both sides "
        "and the mediation.",
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
        outside="Filter agreements to value_unit commitments of 78, multiply each value by the "
        "points of its observation, add up, and divide with a calculator.",
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
        hint="Ask of each percentage who scored, what was scored, and how. Draw those that agree "
        "with the 83.33 in all three, the label on one axis and the value on the other.",
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
                "Too many bars. A share of commitments at one stage gives no points for the "
                "others, and the share that Crisis Group quotes is the observer's too. Who scored "
                "the 83.33, and how?",
            ),
            Mistake(
                drawn[scored].head(1).reset_index(drop=True),
                "Only the 83.33 is drawn. One of the other seven has the same scorer and scale.",
            ),
        ],
        insight="One scorer, one scale, two ages: the chart may stand if it says so. The other six "
        "go back to the observer and count commitments at one stage. The chart still does not say "
        "that the older pact brought peace: risings followed from 2006 to 2009 and in 2012. Your "
        "title was not read: does it name both ages, or promise only what one scale can say?",
    )


@exercise
def peace_4() -> Chart:
    """Squares, one for each per cent of the displaced people, by region."""

    def squares(people: pd.Series, one_for: float) -> pd.DataFrame:
        times = (people / one_for).round().astype(int)
        return pd.DataFrame({"y": list(times.index.repeat(times))})

    def shares(people: pd.Series) -> pd.DataFrame:
        return squares(100 * people / people.sum(), 1)

    last = _round(48)
    right = shares(last)
    share = right["y"].value_counts()
    return _Apart(
        marks={"rect", "point"},
        encodings={"x": Enc(), "y": Enc()},
        data=right,
        keys=[],
        swap=True,
        needs=("title",),
        hint="Turn the people of each region into whole per cent, repeat the row of the region as "
        "often, and number the rows.",
        mistakes=[
            Mistake(
                lambda drawing: all(layer.mark == "bar" for layer in drawing.layers),
                "Those are bars. Draw squares that can be counted: .mark_square() or .mark_rect().",
            ),
            Mistake(
                shares(_round(64)),
                "That is round 64, April 2020. December 2018 is round 48.",
            ),
            Mistake(
                shares(_round(60)),
                "That is round 60, December 2019. December 2018 is round 48.",
            ),
            Mistake(
                shares(_round(48, "returnees")),
                "Those are people who came back: use idps, not returnees.",
            ),
            Mistake(
                squares(last, 10_000),
                "That is one square for 10,000 people: a number. Draw the share, one for each per "
                "cent.",
            ),
            Mistake(squares(last, 1_000), "That is one square for 1,000. Draw the share."),
            Mistake(
                pd.DataFrame({"y": list(last.index)}),
                "That is one square for each region. Repeat each row as often as it has per cent.",
            ),
        ],
        insight=f"{len(right)} squares for {last.sum():,} people: Mopti has {share['Mopti']} and "
        f"Gao {share['Gao']}. That the rounded shares add up to a hundred is luck, and the "
        f"{last[~last.index.isin(share.index)].sum()} people of Kidal, Sikasso and Kayes have no "
        "square. Your title was not read: does it name the date, "
        "and say staying rather than fleeing?",
    )


@exercise
def peace_5() -> Ordered:
    """Judge six sentences by the counts: shown, contradicted or left open."""
    before, early, late = _round(48), _round(60), _round(64)
    back = _round(64, "returnees")
    dated = load("idps_dated").sort_values(["month", "idps"]).set_index("month")["idps"]
    year = dated["2020-12":"2021-12"]
    june = dated.loc[["2018-06"]]
    right = [
        1 if early["Gao"] > 2 * before["Gao"] else -1,
        0 if early["Kidal"] == late["Kidal"] else -1,
        1 if year.is_monotonic_increasing else -1,
        1 if back["Tombouctou"] > back.sum() / 2 else -1,
        0 if len(june) > 1 else 1,
        0 if load("idp_rounds")["date"].max() < pd.Timestamp("2022-09-01") else -1,
    ]
    copied = (early == late.reindex(early.index)).sum()
    again = (_round(38, "returnees") == _round(48, "returnees")).sum()

    but = partial(swapped, right)

    repeated = (
        "The second: the number is the same to the last person. Arrivals and departures may "
        "cancel, or it may be the old count, printed again."
    )
    twice = "The fifth: there are two counts for that month. Does the table say which is right?"
    where = (
        "The sixth: by region there are only the rounds, and they end in April 2020. What do the "
        "later counts know of regions?"
    )
    return Ordered(
        right,
        what="codes",
        hint="Find for each sentence the rows that it is about. Are there such rows, and do they "
        "agree with each other?",
        mistakes=[
            Mistake(but(2, 1), repeated),
            Mistake(but(2, -1), repeated),
            Mistake(but(5, 1), twice),
            Mistake(but(5, -1), twice),
            Mistake(but(6, 1), where),
            Mistake(but(6, -1), where),
            Mistake(but(3, 1), "The third: go through all counts of 2021, to its last month."),
            Mistake(but(3, 0), "The third: one count lower than the one before it contradicts it."),
            Mistake(but(1, 0), "The first: compare the counts of December 2018 and December 2019."),
            Mistake(
                but(1, -1), "The first: compare the counts of December 2018 and December 2019."
            ),
            Mistake(but(4, 0), "The fourth: the column returnees adds up to all returns counted."),
            Mistake(but(4, -1), "The fourth: divide by all returns, not by all displaced people."),
            Mistake(
                [1 if code == 0 else code for code in right],
                "Three of these the tables leave open: a number that repeats, a month with two "
                "counts, and a month without regions.",
            ),
            Mistake([-code for code in right], "The signs are turned: 1 means that it is shown."),
        ],
        insight=f"In {copied} regions the count of April 2020 is that of December 2019 to the last "
        "person, which is more likely an old count than a standstill; for the end of 2018 the "
        f"returnees of all {again} regions repeat those of 2017. Half of what one would like to "
        "say here the counts leave open.",
    )


@exercise
def peace_6() -> Ordered:
    """Turn shares into commitments, and name the two counts that one list cannot hold."""
    rows = load("agreements").set_index("agreement_id")["value"]
    early, late = rows["algiers_2015_cg17"], rows["algiers_2015_cg20"]
    complete, count = int(_stages()["complete"]), int(_stages().sum())
    new = 2  # completed in 2018, by the task

    def near(share: float) -> int:
        return round(count * share / 100)

    right = [near(early), near(late), complete - new, 2018, 2020]

    def but(*years: int) -> list[int]:
        return [*right[:3], *years]

    return Ordered(
        right,
        what="whole numbers",
        hint="Turn the percentages into commitments out of 78, set the four counts in order of "
        "date, and look where the number falls.",
        mistakes=[
            Mistake(
                [early * count / 100, late * count / 100, *right[2:]],
                "Right, but no commitment is complete by a part: give the nearest whole numbers.",
            ),
            Mistake(
                AtPlace(1, (f"{early:.0f}", f"0.{early:.0f}")),
                "The first: that is the percentage. How many of 78 commitments is it?",
            ),
            Mistake(
                AtPlace(2, (f"{late:.0f}", f"0.{late:.0f}")),
                "The second: that is the percentage. How many of 78 commitments is it?",
            ),
            Mistake(
                AtPlace(2, (str(near(late) - 1),)),
                "The second: 17.9 is nearer to the next whole number.",
            ),
            Mistake(
                AtPlace(3, (str(complete),)),
                "The third: those are complete at the end of 2018. Take away what was completed in "
                "that year.",
            ),
            Mistake(
                AtPlace(3, (str(complete + new),)),
                "The third: the 2 were completed in 2018. At the end of 2017 they were not yet.",
            ),
            Mistake(
                but(2017, 2020),
                "The two years: from 2017 to 2020 the number does not fall. A list that only grows "
                "can hold both counts. Which pair can it not hold?",
            ),
            Mistake(
                but(2017, 2018),
                "The two years: from 2017 to the end of 2018 the number rises. One list can do so.",
            ),
            Mistake(
                but(2017, 2017),
                "The two years: 17 at some time in 2017 and 18 at its end can both be right. Which "
                "pair cannot?",
            ),
            Mistake(but(2020, 2018), "Right, but give the earlier year first."),
        ],
        insight=f"{early:.0f} and {late:.0f} per cent of {count} are {right[0]} and "
        f"{right[1]} commitments; at the end of 2018 there were {complete}, and because {new} of "
        f"them were completed in that year, {right[2]} at the end of 2017. Marks were taken back, "
        "the list changed, or the shares were dated or rounded otherwise. Until the reports "
        "behind them are read, the figures are no series, and no rise.",
    )
