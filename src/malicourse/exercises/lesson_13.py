"""Exercises of lesson 13, the golden hour."""

from collections.abc import Sequence

import pandas as pd

from malicourse import geo
from malicourse.data import load
from malicourse.exercises import Chart, Enc, Interval, Mistake, Number, SetOf, exercise

LESSON = "13-the-golden-hour"
TWO = ("gao", "timbuktu")
NOTICE = 20 / 60


def _near(table: str, at: Sequence[str] = TWO) -> pd.Series:
    """Kilometres from every place of a table to the nearest of the bases."""
    return geo.nearest_base(load(table), load("bases"), at)["distance"]


def _within(table: str, at: Sequence[str] = TWO, hours: float = 1, speed: float = 260) -> int:
    """Count the places of a table within reach; a place without coordinates is not."""
    return int(geo.within_reach(_near(table, at), speed, hours, NOTICE).sum())


@exercise
def golden_1() -> Number:
    """Minutes for 570 km at 241 km/h with half an hour of notice."""
    hours = float(geo.travel_hours(570, 241, notice_hours=0.5))
    return Number(
        60 * hours,
        abs_tol=0.6,
        unit="minutes",
        digits=0,
        hint="Distance over speed gives hours; the notice comes on top; sixty minutes an hour.",
        mistakes=[
            Mistake(hours, "That is in hours. The question asks for minutes."),
            Mistake(60 * hours - 30, "That is the flight alone. Add the notice of 30 minutes."),
            Mistake(
                60 * float(geo.travel_hours(570, 241, notice_hours=30)),
                "The notice was given as 30 hours. It is half an hour: notice_hours=0.5.",
            ),
            Mistake(60 * 570 / 300 + 30, "That is the fast speed, 300 km/h. Take 241."),
            Mistake(120 * 570 / 241 + 30, "That is there and back. Count the way to Tessalit."),
        ],
        insight="Nearly three hours. From Gao, which is about 120 km nearer, it would be more than "
        "two.",
    )


@exercise
def golden_2() -> SetOf:
    """Bases within 150 km of Gao or Timbuktu, without these two."""
    bases = load("bases")
    near = _near("bases")
    inside = bases.loc[near.gt(0) & near.le(150), "base_id"].tolist()
    gao = _near("bases", ["gao"])
    return SetOf(
        inside,
        what="bases",
        hint="Keep the bases whose distance to the nearer of the two is above 0 and up to 150 km.",
        mistakes=[
            Mistake(
                [*inside, *TWO],
                "Gao and Timbuktu are in your list. The question asks for the other bases.",
            ),
            Mistake(
                bases.loc[gao.gt(0) & gao.le(150), "base_id"].tolist(),
                "That counts from Gao alone. Helicopters stand at Timbuktu too.",
            ),
        ],
        insight="All three lie within 100 km as well: for the bases the rule of the night would "
        "change nothing, for the roads between them it would.",
    )


def _minutes(at: Sequence[str], notice: float = NOTICE, per_hour: float = 60) -> pd.DataFrame:
    hours = geo.travel_hours(_near("bases", at), 260, notice)
    return pd.DataFrame({"y": load("bases")["base"], "x": per_hour * hours})


@exercise
def golden_3() -> Chart:
    """Bars of minutes to the thirteen bases."""
    drawn = _minutes(TWO)
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=drawn,
        keys=["y"],
        needs=("title",),
        abs_tol=0.6,
        hint="Thirteen bases on y, minutes on x: the notice and the flight from the nearer one.",
        mistakes=[
            Mistake(_minutes(TWO, per_hour=1), "Those bars are in hours. Multiply by 60."),
            Mistake(_minutes(TWO, notice=0), "The notice of 20 minutes is missing."),
            Mistake(_minutes(["gao"]), "That counts from Gao alone. Timbuktu counts too."),
            Mistake(
                drawn[drawn["x"] > 20.5],
                "Gao and Timbuktu are missing. At these two the notice passes as well.",
            ),
        ],
        insight="Beside the two themselves only Ansongo, Ber and Goundam lie within the hour; "
        "Bamako, the headquarters, waits longest.",
    )


@exercise
def golden_4() -> Number:
    """More towns within an hour with two further units."""
    four = (*TWO, "mopti_sevare", "douentza")
    before, after = _within("towns"), _within("towns", four)
    return Number(
        after - before,
        unit="towns",
        hint="Count the towns within the hour for both lists of bases, and subtract.",
        mistakes=[
            Mistake(after, "That is the number with all four. Subtract those reached before."),
            Mistake(before, "That is the number with Gao and Timbuktu. How many more with four?"),
            Mistake(
                _within("towns", four, hours=2) - _within("towns", hours=2),
                "That is for two hours. The question asks for one.",
            ),
            Mistake(
                _within("attacks", four) - _within("attacks"),
                "Those are attacks. Count the rows of towns.",
            ),
        ],
        insight=f"From {before} to {after} of 94, all of them by Mopti-Sévaré; Douentza adds "
        "none. A town within reach is not yet a town that is served.",
    )


@exercise
def golden_5() -> Interval:
    """Share of all 78 attacks within two hours, from none to all of the unplaced."""
    attacks = load("attacks")
    total, unplaced = len(attacks), int(attacks["lat"].isna().sum())
    placed = total - unplaced
    slow, fast = (_within("attacks", hours=2, speed=speed) for speed in (241, 300))
    return Interval(
        100 * slow / total,
        100 * (fast + unplaced) / total,
        tol=0.6,
        margin=0.6,
        unit="per cent of 78 attacks",
        hint="Both ends are out of 78; add the 23 without a place to the upper count.",
        mistakes=[
            Mistake(
                (100 * slow / placed, 100 * fast / placed),
                "That is out of the 55 with a place. The question asks for all 78.",
            ),
            Mistake(
                (100 * slow / total, 100 * fast / total),
                "The 23 attacks without a place are counted as out of reach at both ends.",
            ),
            Mistake((slow, fast + unplaced), "Those are counts. Divide by 78 for percentages."),
        ],
        insight="The range is wide because three in ten of the attacks have no place. Better "
        "reporting would narrow it more than a better speed.",
    )


@exercise
def golden_6() -> Number:
    """Pairs of towns with a published road at most one per cent longer than a straight line."""
    roads = load("road_distances")
    odd = roads[roads["road"] <= 1.01 * roads["straight"]]
    shorter = roads[roads["road"] < roads["straight"]]
    pairs, fewer = (
        {tuple(sorted(pair)) for pair in zip(rows["origin"], rows["destination"], strict=True)}
        for rows in (odd, shorter)
    )
    return Number(
        len(pairs),
        unit="pairs",
        hint="Compare road with 1.01 times straight, then count every pair once.",
        mistakes=[
            Mistake(len(odd), "Those are rows. Both directions of a pair count once."),
            Mistake(len(fewer), "Those are shorter than the line. Allow up to one per cent more."),
            Mistake(len(odd) // 2, "One pair is odd in one direction only. It counts too."),
        ],
        insight="In four of the five the published road is the straight line, to within two "
        "kilometres; Mopti to Kidal is so in one direction only. The fifth, Ségou to Kidal, is "
        "shorter than a bird could fly.",
    )
