"""Exercises of lesson 12, the helicopters."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    Number,
    SetOf,
    exercise,
)

LESSON = "12-wings"
FIRST, LAST = pd.Timestamp("2013-07-01"), pd.Timestamp("2023-12-31")
RESCUE = "transport and rescue helicopter"
#: Announced were two Chinooks and four Griffons (capability_gaps CG35 and CG35b).
PLEDGED = ["CG35", "CG35b"]


def _units() -> pd.DataFrame:
    """Return the deployed units, without the snapshot, and the two spans of each."""
    assets = load("air_assets")
    units = assets[(assets["status"] == "deployed") & assets["snapshot_of"].isna()]
    return units.assign(
        role=units["role"].astype(str),
        may_from=units["start_earliest"].fillna(FIRST),
        may_to=units["end_latest"].fillna(LAST),
        must_from=units["start_latest"],
        must_to=units["end_earliest"],
    )


def _helicopters() -> pd.DataFrame:
    units = _units()
    return units[units["role"].str.contains("helicopter")]


def _on(day: str, span: str) -> pd.DataFrame:
    """Return the helicopter units that must (or may) have served on a day."""
    units = _helicopters()
    return units[units[f"{span}_from"].le(day) & units[f"{span}_to"].ge(day)]


def _gaps(role: str) -> pd.DataFrame:
    """Fewest and most days before each unit of a role at Gao; fewest may be negative."""
    units = _helicopters()
    units = units[(units["base"] == "Gao") & (units["role"] == role)].sort_values("may_from")
    least = units["start_earliest"] - units["may_to"].cummax().shift()
    most = units["start_latest"] - units["must_to"].cummax().shift()
    gaps = pd.DataFrame({"least": least.dt.days - 1, "most": most.dt.days - 1})
    return gaps[gaps["most"] > 0]


@exercise
def wings_1() -> Number:
    """Helicopters that were hired."""
    units, helicopters = _units(), _helicopters()
    hired = helicopters[helicopters["hired"]]
    by_un = hired[hired["contributor"] == "United Nations contract"]
    return Number(
        int(hired["number"].sum()),
        unit="helicopters",
        hint="Keep the rows of helicopters in which hired is true, and sum number.",
        mistakes=[
            Mistake(
                int(units.loc[units["hired"], "number"].sum()),
                "Drones and an aeroplane are in it. Start from helicopters.",
            ),
            Mistake(len(hired), "Those are fleets. Add up number, the aircraft."),
            Mistake(int(by_un["number"].sum()), "A government hired two as well."),
            Mistake(
                int(helicopters["number"].sum()), "Those are all helicopters. Keep the hired ones."
            ),
        ],
        insight="Of the three fleets one has no start and another no end: what is hired makes "
        "no news when it goes, unless a war calls it home.",
    )


@exercise
def wings_2() -> Interval:
    """Days without a transport and rescue unit at Gao, summed over the joints."""
    gaps, armed = _gaps(RESCUE), _gaps("armed helicopter")
    low, high = int(gaps["least"].clip(lower=0).sum()), int(gaps["most"].sum())
    both = (low + int(armed["least"].sum()), high + int(armed["most"].sum()))
    return Interval(
        low,
        high,
        unit="days",
        hint="Keep the role transport and rescue helicopter; clip least at zero; sum.",
        mistakes=[
            Mistake(
                (int(gaps["least"].sum()), high),
                "One of the fewest is negative, an overlap. Clip it at zero before summing.",
            ),
            Mistake(both, "The armed helicopters are in it. Keep one role."),
            Mistake(
                (int(gaps["least"].sum() + armed["least"].sum()), both[1]),
                "The armed helicopters are in it, and a negative number of days.",
            ),
            Mistake((low + len(gaps), high + len(gaps)), "One day too many at each joint."),
        ],
        insight=f"Between {low / 30:.0f} and {high / 30:.0f} months at four changes of unit. "
        "It is the table that is empty: hired helicopters stood in for some of these days.",
    )


def _bars(values: pd.Series) -> pd.DataFrame:
    sums = values.groupby(_helicopters()["contributor"]).sum()
    return sums[sums > 0].reset_index().set_axis(["y", "x"], axis=1)


@exercise
def wings_3() -> Chart:
    """Bars of certain helicopter-days by contributor."""
    units = _helicopters()
    sure = units[units["must_to"] >= units["must_from"]]
    stay = (sure["must_to"] - sure["must_from"]).dt.days + 1
    may = (units["may_to"] - units["may_from"]).dt.days + 1
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=_bars(sure["number"] * stay),
        keys=["y"],
        needs=("title",),
        hint="number times days for each row with must_to >= must_from, summed by contributor.",
        mistakes=[
            Mistake(_bars(units["number"]), "Those are helicopters. Multiply each by its days."),
            Mistake(_bars(sure["number"]), "Those are helicopters. Multiply each by its days."),
            Mistake(_bars(stay), "Those are days of units. Multiply by number."),
            Mistake(_bars(sure["number"] * (stay - 1)), "Count the first and the last day."),
            Mistake(
                _bars(units["number"] * may),
                "Those are possible days. Take the span from must_from to must_to.",
            ),
        ],
        insight="By number Germany leads with five loans one after another; by days El Salvador "
        "does. A day of a small scout is not a day of a flying ambulance: no sum says that.",
    )


@exercise
def wings_4() -> SetOf:
    """Contributors whose helicopters must have served on 15 June 2022."""
    day = "2022-06-15"
    must = _on(day, "must")
    right, may = sorted(set(must["contributor"])), sorted(set(_on(day, "may")["contributor"]))
    return SetOf(
        right,
        what="contributors",
        hint="Latest start not after the day, earliest end not before it.",
        mistakes=[
            Mistake(may, "That includes a fleet whose end is open. It may have served."),
            Mistake(
                sorted({*right, "Canada"}),
                "Canada's helicopters stopped in August 2019. The day is in June 2022.",
            ),
        ],
        insight=f"Two contributors and {must['number'].sum()} helicopters: three armed at "
        "Timbuktu, four for the wounded at Gao.",
    )


@exercise
def wings_5() -> Choice:
    """Choose what may be written about two statements of a shortage."""
    early, late = (int(_on(day, "must")["number"].sum()) for day in ("2017-01-17", "2018-04-15"))
    return Choice(
        {
            "a": "the sentence is right, since both numbers come from the UN",
            "b": "the need, or the way of counting it, may have changed",
            "c": "the number of 2017 is wrong, since the Dutch were about to leave",
            "d": "the table is wrong, since officials know what they have",
        },
        right="b",
        why={
            "a": "Each number may be right on its own terms. That they were counted alike, and "
            "that helicopters left in between, nobody said.",
            "b": f"The table has {early} certain helicopters in January 2017 and {late} in April "
            "2018: others had come for those that left. Between two counts of a shortage the "
            "number needed can move as well.",
            "c": "Whoever counts what is missing today need not count what leaves tomorrow.",
            "d": "The table may be incomplete, but neither statement says how many were there.",
        },
        hint="Compare the two sums, and ask which end of the difference has moved.",
    )


@exercise
def wings_6() -> Interval:
    """Hours a day of each Canadian helicopter."""
    units = _units()
    canada = units[(units["contributor"] == "Canada") & units["role"].str.contains("helicopter")]
    sent, hours = int(canada["number"].sum()), float(canada["flight_hours"].sum())
    pledges = load("capability_gaps").set_index("gap_id")
    fit = int(pledges.loc[PLEDGED, "available"].sum())
    chinooks = canada.set_index("aircraft").loc["CH-147F Chinook"]
    longest = (chinooks["may_to"] - chinooks["may_from"]).days + 1
    shortest = (chinooks["must_to"] - chinooks["must_from"]).days + 1
    three = int(chinooks["number"])
    return Interval(
        hours / sent / longest,
        hours / fit / shortest,
        tol=0.01,
        unit="hours a day",
        hint="Hours over helicopters over days: eight and the longer stay, six and the shorter.",
        mistakes=[
            Mistake(
                (hours / three / longest, hours / three / shortest),
                "That divides by the three Chinooks. The hours are those of all eight.",
            ),
            Mistake(
                (hours / longest, hours / shortest),
                "That is for all together. Divide by the helicopters.",
            ),
            Mistake(
                (hours / sent / longest, hours / sent / shortest),
                "The high end divides by eight too. Without the two spares there are six.",
            ),
            Mistake(
                (hours / fit / longest, hours / sent / shortest),
                "Six and the longest stay go against each other. Low: eight and the longest.",
            ),
        ],
        insight="Between one and a quarter and not quite two hours. It is a mean: most days fewer, "
        "some many, and waiting for a call is part of the task.",
    )
