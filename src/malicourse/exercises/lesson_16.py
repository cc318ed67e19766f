"""Exercises of lesson 16, flights and patrols."""

import pandas as pd

from malicourse import patrol_model
from malicourse.data import load
from malicourse.exercises import Chart, Enc, Interval, Mistake, Number, SetOf, exercise

LESSON = "16-flights-and-patrols"


def _rows() -> pd.DataFrame:
    return load("restrictions").set_index("restriction_id")


@exercise
def flights_1() -> Number:
    """Share of drones in the refused flights."""
    denied = _rows()["denied"]
    asked = int(_rows().loc["R27", "requested"])
    return Number(
        100 * denied["R28"] / denied["R27"],
        abs_tol=0.06,
        digits=1,
        unit="per cent",
        hint="Divide R28 by R27 in the column denied, and multiply by 100.",
        mistakes=[
            Mistake(
                100 * denied["R28"] / asked,
                "That is a share of all requests. Divide by the flights refused.",
            ),
            Mistake(denied["R28"] / denied["R27"], "That is a fraction. Multiply by 100."),
            Mistake(100 - 100 * denied["R28"] / denied["R27"], "That is the share of the others."),
            Mistake(100 * denied["R29"] / denied["R27"], "R29 is Sector East. The drones are R28."),
        ],
        insight="So the sentence on a quarter of all flights is mostly a sentence on drones.",
    )


@exercise
def flights_2() -> Number:
    """Days from the stop of rotations to their resumption."""
    row = _rows().loc["R14"]
    start, end = pd.Timestamp(row["period_start"]), pd.Timestamp(row["period_end"])
    days = (end - start).days
    agreed = (pd.Timestamp("2022-08-01") - start).days
    return Number(
        days,
        unit="days",
        hint="The end of R14 minus its start, as dates.",
        mistakes=[
            Mistake(days + 1, "Both ends are counted. Subtract the dates."),
            Mistake(agreed, "That is up to the agreement in principle. Take the resumption."),
        ],
        insight="For those who waited it was longer: some African contingents had waited four "
        "months more before it began.",
    )


@exercise
def flights_3() -> Interval:
    """Bounds of the share refused outside Sector East."""
    rows = _rows()
    denied, asked = rows["denied"], int(rows.loc["R27", "requested"])
    elsewhere = int(denied["R27"] - denied["R29"])
    low = 100 * elsewhere / (asked - int(denied["R29"]))
    return Interval(
        low,
        100,
        tol=0.6,
        unit="per cent",
        hint="52 refusals, over at most 1,231 - 245 requests and at least 52.",
        mistakes=[
            Mistake(
                (100 * elsewhere / asked, 100),
                "At least 245 requests were in Sector East: take them from the 1,231.",
            ),
            Mistake(
                (100 * int(denied["R29"]) / (asked - elsewhere), 100),
                "Those are the bounds for Sector East itself.",
            ),
        ],
        insight="Five per cent or all of it: without requests by sector nobody can say.",
    )


def _sectors(keys: list[str]) -> pd.DataFrame:
    return _rows().loc[keys, ["area", "denied"]].set_axis(["y", "x"], axis=1)


@exercise
def flights_4() -> Chart:
    """Bars of refusals by sector."""
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=_sectors(["R29", "R30", "R31"]),
        keys=["y"],
        needs=("title",),
        hint="R29, R30 and R31: area on y, denied on x.",
        mistakes=[
            Mistake(
                _sectors(["R27", "R29", "R30", "R31"]), "The total, R27, is drawn beside its parts."
            ),
            Mistake(_sectors(["R28", "R29", "R30", "R31"]), "The drones, R28, are no sector."),
        ],
        insight="Two refusals in the centre do not mean that flights were free there: the year "
        "before, a no-fly zone lay over it, and nobody may have asked.",
    )


@exercise
def flights_5() -> Number:
    """Share of patrols within a week if half of the requests are refused."""
    alarms = load("attacks").dropna(subset="date")["date"]

    def share(notice: float, refused: float) -> float:
        hours = patrol_model.arrivals(alarms, 6, notice=notice, refused=refused)["hours"]
        return 100 * float((hours <= 168).mean())

    one = _rows().loc["R27"]
    return Number(
        share(72, 0.5),
        abs_tol=0.6,
        digits=0,
        unit="per cent",
        hint="Call patrol_model.arrivals with 6 hours, notice=72 and refused=0.5; then the share "
        "with 168 or less.",
        mistakes=[
            Mistake(share(0, 0.5), "The notice is missing: add notice=72."),
            Mistake(
                share(72, one["denied"] / one["requested"]),
                "That is for 24 per cent refused. Take half.",
            ),
            Mistake(100 - share(72, 0.5), "That is the share that comes too late."),
        ],
        insight="One seed of many. In a week there is time for two requests. Over a hundred seeds "
        "seven patrols of ten arrive in it on average.",
    )


@exercise
def flights_6() -> SetOf:
    """Rows that repeat a figure."""
    parts = ["R29", "R30", "R31"]
    repeated = ["R26", "R33", "R34"]
    return SetOf(
        repeated,
        what="keys",
        hint="One row repeats R25, two others round R27.",
        mistakes=[
            Mistake(parts, "Those are parts of the 297. Look for rows with the same figure."),
            Mistake(["R26"], "That repeats R25. Two more rows round R27."),
            Mistake(["R33", "R34"], "Those round R27. One more row repeats R25."),
            Mistake(["R25", "R27", *repeated], "R25 and R27 are the originals. List the others."),
        ],
        insight="Whoever adds up the column denied counts the 237 flights twice, and the 297 "
        "nearly three times: whole, by sector, and most of them once more as drones.",
    )
