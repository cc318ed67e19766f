"""Exercises of lesson 12, wings."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Enc, Interval, Mistake, Number, SetOf, exercise

WINGS = "12-wings"


def _units() -> pd.DataFrame:
    assets = load("air_assets")
    return assets[assets["status"] == "deployed"]


def _flying() -> pd.DataFrame:
    """Keep helicopter units with a number of aircraft, without snapshots."""
    units = _units()
    helicopters = units["role"].astype(str).str.contains("helicopter")
    return units[helicopters & units["snapshot_of"].isna() & units["number"].gt(0)]


def _served(day: str) -> pd.DataFrame:
    flying = _flying()
    return flying[flying["start_latest"].le(day) & flying["end_earliest"].ge(day)]


@exercise("wings-1", lesson=WINGS, title="Open ends", level=1)
def wings_1() -> Number:
    """Deployed units without a known end."""
    units, assets = _units(), load("air_assets")
    return Number(
        int(units["end_latest"].isna().sum()),
        unit="units",
        hint="Keep the deployed units and count the empty cells of end_latest.",
        mistakes=[
            Mistake(
                int(assets["end_latest"].isna().sum()),
                "That counts pledges and announcements too. Keep status 'deployed'.",
            ),
            Mistake(int(units["end_latest"].notna().sum()), "Those are the units with an end."),
            Mistake(len(units), "Those are all deployed units."),
        ],
        insight="One in three. Most are transport aeroplanes and hired fleets, about which the "
        "press wrote when they came.",
    )


@exercise("wings-2", lesson=WINGS, title="A gap with two ends", level=2)
def wings_2() -> Interval:
    """Days without armed helicopters at Gao in summer 2018."""
    units = _units().set_index("aircraft")
    tigers = units.loc["Tiger", "end_latest"]
    low, high = (
        (units.loc["CH-146 Griffon", column] - tigers).days - 1
        for column in ("start_earliest", "start_latest")
    )
    apaches = units.loc["AH-64D Apache", "end_latest"]
    first = (units.loc["Tiger", "start_earliest"] - apaches).days - 1
    return Interval(
        low,
        high,
        unit="days",
        hint="The day after the Tigers left is the first without; the Griffons came in August.",
        mistakes=[
            Mistake(
                (low + 1, high + 1),
                "One day too many at both ends: the day of arrival is covered.",
            ),
            Mistake((first, first), "That is the gap before the Tigers, in 2017."),
        ],
        insight=f"Between six and eleven weeks. In 2017, between the Apaches and the Tigers, it "
        f"was {first} days.",
    )


def _sent(units: pd.DataFrame) -> pd.DataFrame:
    sums = units.groupby("contributor", observed=True)["number"].sum()
    return sums[sums > 0].reset_index().set_axis(["y", "x"], axis=1)


@exercise("wings-3", lesson=WINGS, title="Draw: who sent how many", level=2)
def wings_3() -> Chart:
    """Bars of helicopters by contributor."""
    units = _units()
    helicopters = units[units["role"].astype(str).str.contains("helicopter")]
    counts = _flying()["contributor"].value_counts()
    rows = counts[counts > 0].reset_index().set_axis(["y", "x"], axis=1)
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=_sent(_flying()),
        keys=["y"],
        needs=("title",),
        hint="Contributors on y, the sum of number over their helicopter units on x.",
        mistakes=[
            Mistake(_sent(helicopters), "The snapshot AA11 is counted too. Start from flying."),
            Mistake(_sent(units), "Aeroplanes and drones are in it. Start from flying."),
            Mistake(rows, "Those are units. Add up number, the aircraft."),
        ],
        insight="Germany's sum is of five units one after another, never of so many at one time: "
        "a sum over time is not a fleet.",
    )


@exercise("wings-4", lesson=WINGS, title="Before the sentence", level=2)
def wings_4() -> SetOf:
    """Contributors whose helicopters must have served on 15 June 2022."""
    day = "2022-06-15"
    right = sorted(set(_served(day)["contributor"].astype(str)))
    flying = _flying()
    starts = flying["start_earliest"].fillna(pd.Timestamp("2013-07-01"))
    ends = flying["end_latest"].fillna(pd.Timestamp("2023-12-31"))
    may = sorted(set(flying[starts.le(day) & ends.ge(day)]["contributor"].astype(str)))
    return SetOf(
        right,
        what="contributors",
        hint="Latest start not after the day, earliest end not before it.",
        mistakes=[
            Mistake(may, "That includes a fleet whose dates are open. It may have served."),
            Mistake(
                [*right, "Canada"],
                "Canada's helicopters left in August 2019. The day is in June 2022.",
            ),
        ],
        insight="Two contributors, seven helicopters: three armed at Timbuktu, four for the "
        "wounded at Gao.",
    )


@exercise("wings-5", lesson=WINGS, title="Criticise a source: sixteen in 2016", level=3)
def wings_5() -> Number:
    """Helicopters that the table lacks against a printed sixteen."""
    served = _served("2016-06-15")
    total = int(served["number"].sum())
    return Number(
        16 - total,
        unit="helicopters",
        hint="Add up number over the units that must have served, and take it from sixteen.",
        mistakes=[
            Mistake(total, "That is what the table has. How many fewer than sixteen?"),
            Mistake(16 - len(served), "Those are units. Add up number, the aircraft."),
            Mistake(total - 16, "The size is right; the question asks how many fewer, above zero."),
        ],
        insight="The magazine may count a unit that nobody else described, spare machines, or one "
        "that was announced; the table may lack a contributor. Neither can be decided here.",
    )


@exercise("wings-6", lesson=WINGS, title="An honest range: hours a day", level=3)
def wings_6() -> Interval:
    """Hours a day of each Canadian helicopter."""
    unit = _units().set_index("aircraft").loc["CH-147F Chinook"]
    longest = (unit["end_latest"] - unit["start_earliest"]).days + 1
    shortest = (unit["end_earliest"] - unit["start_latest"]).days + 1
    hours = float(unit["flight_hours"])
    return Interval(
        hours / 8 / longest,
        hours / 8 / shortest,
        tol=0.01,
        margin=0.01,
        unit="hours a day",
        hint="Hours over helicopters over days; the longer stay gives the lower average.",
        mistakes=[
            Mistake(
                (hours / 3 / longest, hours / 3 / shortest),
                "That divides by the three Chinooks. The hours are those of all eight.",
            ),
            Mistake(
                (hours / longest, hours / shortest),
                "That is for the eight together. Divide by eight.",
            ),
        ],
        insight="About an hour and a quarter. It is a mean: most days fewer, some days many, and "
        "waiting for a call is part of the task.",
    )
