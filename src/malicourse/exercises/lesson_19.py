"""Exercises of lesson 19, whether peacekeeping works."""

from functools import partial

import pandas as pd

from malicourse import geo
from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    Number,
    Ordered,
    exercise,
    swapped,
)

LESSON = "19-does-peacekeeping-work"
THIRDS = ["lowest third", "middle third", "highest third"]


def _spells(group: str = "all spells") -> pd.DataFrame:
    """Return the two rows of a group of spells, by whether there were peacekeepers."""
    rows = load("peace_spells")
    rows = rows[rows["risk_group"].astype(str) == group].set_index("peacekeepers")
    return rows.select_dtypes("number").astype(float)


@exercise
def works_1() -> Number:
    """Points between the shares of spells that ended within a year."""
    rows = _spells()
    soon = rows["returned_within_a_year"]
    share = 100 * soon / rows["spells"]
    ended = 100 * soon / rows["war_returned"]
    return Number(
        share["no"] - share["yes"],
        abs_tol=0.06,
        unit="percentage points",
        digits=1,
        hint="Divide returned_within_a_year by spells, in each row, and subtract.",
        outside="In peace_spells, take the two rows with risk_group “all spells” and calculate "
        "both shares with a formula or on paper.",
        mistakes=[
            Mistake(
                ended["no"] - ended["yes"],
                "Those are shares of the spells in which war returned. The whole is all spells.",
            ),
            Mistake(soon["no"] - soon["yes"], "Those are spells. The groups differ in size."),
            Mistake(share["no"], "That is one of the two shares. Subtract the other."),
            Mistake(share["yes"], "That is one of the two shares. Subtract it from the other."),
            Mistake(
                100 * (share["no"] - share["yes"]) / share["no"],
                "That is the difference in per cent of a share. Points are a plain difference.",
            ),
            Mistake(
                100 * (rows["war_returned"] / rows["spells"]).diff().abs().iloc[-1],
                "That is war at any time. Keep the returns within one year.",
            ),
        ],
        insight=f"Within a year war was back in {share['no']:.0f} per cent of the spells without "
        f"and {share['yes']:.0f} per cent of those with peacekeepers. Divided by the spells that "
        f"ended, the shares are {ended['no']:.0f} and {ended['yes']:.0f}: nearer to each other, "
        "because the denominator leaves out every peace that held.",
    )


@exercise
def works_2() -> Choice:
    """Choose the comparison that tells most about camps that must close."""
    return Choice(
        {
            "a": "the ten quietest camps, before and after they close",
            "b": "camps lost with a contributor, beside like camps that stay, in the same months",
            "c": "all places with a camp, beside all places without one",
            "d": "the camp where violence changed most, beside the average of the others",
        },
        right="b",
        why={
            "a": "Chosen because they are quiet, they are likely to look worse later, whoever "
            "leaves; and everything else that changes in the country is in the difference.",
            "b": "Why a camp closes has nothing to do with its violence, the others have a like "
            "history, and both live through the same months. It still needs luck: few camps, and "
            "a contributor that did not leave because of the danger.",
            "c": "Camps stand where violence is, or where towns are. The two kinds of place "
            "differed before there was any camp.",
            "d": "A case picked by its result shows that there was such a case, and not what "
            "camps do.",
        },
        hint="In which comparison does the reason for the difference lie outside the violence?",
    )


@exercise
def works_3() -> Interval:
    """Difference in peace that held, by two counts of the same data."""
    rows = _spells()
    held = 100 * rows["peace_held"] / rows["spells"]
    ours = held["yes"] - held["no"]
    other = 100 * (23 / 43 - 49 / 114)
    return Interval(
        other,
        ours,
        # Shares in whole per cent, as the lesson gives them, are near enough.
        tol=1,
        margin=1,
        unit="percentage points",
        hint="Two differences of two shares: one from our first rows, one from the other count.",
        outside="On paper or with a calculator: peace_held divided by spells in the two rows “all "
        "spells” of peace_spells, then the other count.",
        mistakes=[
            Mistake(
                (held["no"], held["yes"]),
                "Those are the two shares of one count. The question is how far they are apart.",
            ),
            Mistake(
                (100 * 49 / 114, 100 * 23 / 43),
                "Those are the two shares of the other count. Subtract them.",
            ),
            Mistake(
                (0, ours),
                "Neither count has a difference of nought. Take the smaller of the two.",
            ),
            Mistake(
                (other / 100, ours / 100), "Those are shares. Give percentage points: times 100."
            ),
        ],
        insight="Both counts go back to the same scholar's data and say that peace held more "
        "often with peacekeepers; how much more depends on when the list begins and on when a "
        "case counts as one with peacekeepers. Chance, and what nobody measured, widen the range "
        "at both ends.",
    )


def _within_a_year(whole: str = "spells", what: str = "returned_within_a_year") -> pd.DataFrame:
    rows = load("peace_spells")
    rows = rows[rows["risk_group"].astype(str).isin(THIRDS)]
    share = 100 * rows[what].astype(float) / rows[whole].astype(float)
    return pd.DataFrame(
        {
            "y": rows["risk_group"].astype(str),
            "color": rows["peacekeepers"].astype(str),
            "x": share,
        }
    )


@exercise
def works_4() -> Chart:
    """Points for war within a year, by third and by presence of peacekeepers."""
    return Chart(
        marks={"point", "circle", "square", "bar"},
        encodings={
            "x": Enc(type="quantitative"),
            "y": Enc(type="nominal|ordinal"),
            "color": Enc(type="nominal|ordinal"),
        },
        data=_within_a_year(),
        keys=["y", "color"],
        abs_tol=0.6,
        swap=True,
        needs=("title",),
        hint="Six marks: three thirds on y, peacekeepers as color, per cent of the spells on x.",
        mistakes=[
            Mistake(
                _within_a_year("war_returned"),
                "Those are shares of the spells that ended. Divide by all spells of the row.",
            ),
            Mistake(
                _within_a_year(what="war_returned"),
                "That is war at any time. Take returned_within_a_year.",
            ),
            Mistake(
                _within_a_year(what="peace_held"),
                "That is peace that held. Take returned_within_a_year.",
            ),
        ],
        insight="In every third war came back within a year less often where there were "
        "peacekeepers, and the gap is widest where the risk was highest: 2 of 11 spells against "
        "13 of 15. Your title was not read. Does it say that the groups are small, and does it "
        "keep from saying that peacekeepers were the reason?",
    )


def _near(km: float) -> "pd.Series[int]":
    places, bases = load("ucdp_places"), load("bases").set_index("base_id")
    camp = bases.loc["ogossagou"]
    away = geo.distance_km(camp["lat"], camp["lon"], places["lat"], places["lon"])
    return places[away <= km].groupby("year")["deaths_best"].sum()


def _change(km: float) -> float:
    deaths = _near(km)
    before, after = (int(deaths.loc[a:b].sum()) for a, b in ((2018, 2019), (2021, 2022)))
    return 100 * (after - before) / before


@exercise
def works_5() -> Interval:
    """Change of deaths around a base, in three circles."""
    changes = {km: _change(km) for km in (25, 50, 100)}
    low, high = min(changes.values()), max(changes.values())
    year = _near(25)
    return Interval(
        low,
        high,
        tol=0.6,
        margin=2,
        unit="per cent",
        hint="For each circle: later deaths less earlier ones, divided by the earlier ones.",
        mistakes=[
            Mistake(
                (changes[25], changes[100]),
                "The largest circle is not the one with the largest change. Look at all three.",
            ),
            Mistake(
                (100 * (year[2021] - year[2019]) / year[2019], high),
                "One end compares 2019 with 2021 alone. Add up two years on each side.",
            ),
            Mistake((-high, -low), "A fall has a minus sign: later less earlier."),
            Mistake((low / 100, high / 100), "Those are shares. Give per cent: times 100."),
        ],
        insight=f"Within 25 km deaths fell by {-changes[25]:.0f} per cent, within 50 km they rose "
        f"by {changes[50]:.0f}, within 100 km hardly anything changed. The same base, the same "
        "years: who may choose the circle may choose the finding.",
    )


@exercise
def works_6() -> Ordered:
    """Name what each of five sentences oversteps."""
    right = ["cause", "outcome", "nothing", "outcome", "case"]

    but = partial(swapped, right)
    return Ordered(
        right,
        what="codes",
        hint="For each line: what did the study measure, and where? Does the line add a reason "
        "or a forecast?",
        mistakes=[
            Mistake(
                but(1, "nothing"),
                "Line 1: they fell, and that is all the table shows. At the other worst places of "
                "2019 they fell as well.",
            ),
            Mistake(but(1, "case"), "Line 1 speaks of one base in the past. It forecasts nothing."),
            Mistake(
                but(2, "nothing"),
                "Line 2: look at what the 17 per cent count, in figure_counts. They count no dead.",
            ),
            Mistake(
                but(2, "cause"),
                "Line 2: the study has a design for the cause, the border. Ask what it measured.",
            ),
            Mistake(
                but(3, "cause"),
                "Line 3 says “went with” and gives no reason. That is as much as the abstract has.",
            ),
            Mistake(
                but(3, "case"), "Line 3 names its region and its years, and says nothing of Mali."
            ),
            Mistake(
                but(4, "nothing"),
                "Line 4: the study asks whether missions shorten wars. That is not how many die.",
            ),
            Mistake(
                but(4, "cause"),
                "Line 4 gives no reason. Ask what the study measured.",
            ),
            Mistake(
                but(5, "nothing"),
                "Line 5: the finding is on other missions; the line says what this one will do.",
            ),
            Mistake(
                ["cause", "outcome", "cause", "outcome", "cause"],
                "Not every line gives a reason. Look again at the verbs of lines 3 and 5.",
            ),
        ],
        insight="Only the third line says no more than its study. The others take a step: from "
        "after to because, from outbreaks to killings, from the length of a war to its deaths, "
        "from other wars to this one. A study can be sound and the sentence about it not.",
    )
