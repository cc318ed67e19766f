"""Exercises of lesson 13, the golden hour."""

from collections.abc import Sequence

import pandas as pd

from malicourse import geo
from malicourse.data import load
from malicourse.exercises import Chart, Enc, Interval, Mistake, Number, OneEnd, SetOf, exercise

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
        outside="A calculator is enough: time is distance divided by speed, plus the notice, all "
        "in minutes.",
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
        insight="Nearly three hours. From Gao, which is about 120 km nearer, it would still be "
        "more than two.",
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
        outside="In bases, work out distances from lat and lon with the great-circle formula "
        "(ACOS, SIN, COS, RADIANS; radius 6371 km), or measure on a map.",
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


def _share(at: Sequence[str] = TWO, speed: float = 260, wait: float = 20, legs: int = 1) -> dict:
    """Per cent of the attacks with a place within one hour and within two."""
    placed = load("attacks").dropna(subset="lat")
    far = legs * geo.nearest_base(placed, load("bases"), at)["distance"].round(1)
    return {h: 100 * geo.within_reach(far, speed, h, wait / 60).mean() for h in (1, 2)}


def _widths(hours: int = 2, place: tuple = (("gao",), ("timbuktu",))) -> pd.DataFrame:
    """Difference that each of four assumptions makes, as a chart draws it."""
    pairs = {
        "place": [_share(at) for at in place],
        "speed": [_share(speed=speed) for speed in (241, 300)],
        "notice": [_share(wait=wait) for wait in (60, 0)],
        "flight": [_share(legs=legs) for legs in (2, 1)],
    }
    rows = [(name, abs(one[hours] - two[hours])) for name, (one, two) in pairs.items()]
    return pd.DataFrame(rows, columns=["y", "x"])


@exercise
def golden_3() -> Chart:
    """Bars of how far each of four assumptions moves the share of the second hour."""
    drawn = _widths()
    order = drawn.sort_values("x", ascending=False)["y"].tolist()
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=drawn,
        keys=["y"],
        needs=("title",),
        abs_tol=0.6,
        hint="Four names on y; on x the higher share minus the lower, in percentage points.",
        mistakes=[
            Mistake(_widths(1), "Those are the differences of the first hour. Take hours=2."),
            Mistake(
                drawn.assign(x=drawn["x"] / 100),
                "Those are shares of one. Percentage points are a hundred times that.",
            ),
            Mistake(
                _widths(place=(("gao",), TWO)),
                "Timbuktu was added to Gao: that changes the number of bases as well. Compare one "
                "base with the other.",
            ),
            Mistake(
                drawn.assign(x=[-drawn["x"].iloc[0], *drawn["x"].iloc[1:]]),
                "One difference is negative: take the lower share from the higher.",
            ),
        ],
        insight=f"In this order: {', '.join(order)}. For two hours Gao reaches more than Timbuktu, "
        "for one hour Timbuktu reaches more: the answer depends on the limit. Your title was not "
        "read: does it name the first of these?",
    )


def _days(table: pd.DataFrame, sure: bool = True) -> pd.DataFrame:
    """Pairs of attack and rescue unit at Gao on the day of the attack."""
    air = load("air_assets").query("status == 'deployed' and base == 'Gao'")
    air = air[air["role"] == "transport and rescue helicopter"]
    pairs = table.merge(air, how="cross", suffixes=("", "_base"))
    day = pairs["date"]
    if sure:
        return pairs[pairs["start_latest"].le(day) & pairs["end_earliest"].ge(day)]
    return pairs[pairs["start_earliest"].le(day) & ~pairs["end_latest"].lt(day)]


def _both(table: pd.DataFrame) -> tuple[int, int]:
    """Attacks on whose day a unit was certainly, and possibly, at Gao."""
    sure, may = (_days(table, sure)["attack_id"].nunique() for sure in (True, False))
    return sure, may


@exercise
def golden_4() -> Interval:
    """Attacks on whose day a rescue helicopter was at Gao: certainly, and possibly."""
    attacks = load("attacks")
    sure, may = _both(attacks)
    rows, more = len(_days(attacks)), len(_days(attacks, sure=False))
    return Interval(
        sure,
        may,
        unit=f"attacks, of {len(attacks)}",
        hint="Judge each pair of attack and unit at Gao twice, by the dates; count an attack once.",
        outside="Beside each row of attacks, COUNTIFS over air_assets (base, role, and starts "
        "and ends against date) counts the units there.",
        mistakes=[
            Mistake(
                (rows, more), "Those are pairs. An attack with two units counts once: nunique."
            ),
            Mistake(
                _both(attacks.dropna(subset="lat")),
                "Those are the attacks with a place. The day is known for the others as well.",
            ),
            Mistake(
                (sure, len(attacks)),
                "The upper end takes in units whose base is not known. Keep the units at Gao.",
            ),
            Mistake(
                (sure, may - sure),
                "The second number leaves out the certain ones. What is certain is possible too.",
            ),
            Mistake(
                (may - sure, sure),
                "One number holds only the days in doubt. What is certain is possible too.",
            ),
            Mistake(
                OneEnd((rows, more)),
                "One of the two counts pairs. An attack with two units counts once: nunique.",
            ),
        ],
        insight=f"For {sure} of {len(attacks)} attacks a unit was certainly on the roll at Gao, "
        f"for {may - sure} more perhaps. Of the first unit's start and the last one's end the "
        "sources give only the year, 2014 and 2023, and most of the doubtful attacks are of these "
        "two. Whether anything could fly that day, and how far, is another question.",
    )


@exercise
def golden_5() -> Interval:
    """Share of all attacks within two hours, from none to all of the unplaced."""
    attacks = load("attacks")
    total, unplaced = len(attacks), int(attacks["lat"].isna().sum())
    placed = total - unplaced
    slow, fast = (_within("attacks", hours=2, speed=speed) for speed in (241, 300))
    return Interval(
        100 * slow / total,
        100 * (fast + unplaced) / total,
        tol=0.6,
        margin=0.6,
        unit=f"per cent of {total} attacks",
        hint=f"Both ends are out of {total}; add the {unplaced} without a place to the upper one.",
        outside="In attacks, work out distances to both bases from lat and lon (great-circle "
        "formula), then flight times with notice, and use COUNTIF.",
        mistakes=[
            Mistake(
                (100 * slow / placed, 100 * fast / placed),
                f"That is out of the {placed} with a place. The question asks for all {total}.",
            ),
            Mistake(
                (100 * slow / total, 100 * fast / total),
                f"The {unplaced} attacks without a place are counted as out of reach at both ends.",
            ),
            Mistake(
                (slow, fast + unplaced),
                f"Those are counts. Divide by {total} for percentages.",
            ),
            Mistake(
                (slow / total, (fast + unplaced) / total),
                "Those are shares of one. Per cent are a hundred times that.",
            ),
        ],
        insight=f"{unplaced} of {total} attacks, {100 * unplaced / total:.0f} per cent, have no "
        "place. They move the upper end by that much; the speed moves it by "
        f"{100 * (fast - slow) / total:.0f} points.",
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
        outside="In road_distances, add a column road divided by straight, sort by it, and look "
        "at the rows at the top.",
        mistakes=[
            Mistake(len(odd), "Those are rows. Both directions of a pair count once."),
            Mistake(len(fewer), "Those are shorter than the line. Allow up to one per cent more."),
            Mistake(len(odd) // 2, "One pair is odd in one direction only. It counts too."),
        ],
        insight="In four of the five the published road is the straight line, to within two "
        "kilometres; Mopti to Kidal is so in one direction only. The fifth, Ségou to Kidal, is "
        "shorter than a bird could fly.",
    )
