"""Exercises of lesson 20, elsewhere."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Interval, Mistake, Number, SetOf, exercise

LESSON = "20-elsewhere"


def _demands() -> pd.DataFrame:
    demands = load("exit_demands").set_index("mission")
    days = demands[["answered", "mandate_end", "leave_by"]].sub(demands["demanded"], axis=0)
    return days.apply(lambda column: column.dt.days).join(demands[["accepted"]])


@exercise
def elsewhere_1() -> Number:
    """Cases answered within thirty days."""
    days = _demands()
    return Number(
        int((days["answered"] <= 30).sum()),
        unit="cases",
        hint="Compare the column answer with 30, and sum.",
        mistakes=[
            Mistake(
                int((days["mandate_end"] <= 30).sum()),
                "That is the end of the mandate. Take the answer of the Council.",
            ),
            Mistake(int((days["answered"] > 30).sum()), "Those are the others."),
        ],
        insight="One of them was a refusal, and the two others came when a mandate was about to "
        "run out.",
    )


@exercise
def elsewhere_2() -> Number:
    """Median days to the end of the mandate where a demand was accepted."""
    days = _demands()
    kept = days[days["accepted"] == "yes"].drop(index="UNMEE")
    return Number(
        float(kept["mandate_end"].median()),
        abs_tol=0.6,
        digits=1,
        unit="days",
        hint="Four cases are left: drop UNMEE and keep accepted == yes.",
        mistakes=[
            Mistake(
                float(days["mandate_end"].median()), "UNMEE is in, or all seven are. Keep four."
            ),
            Mistake(float(kept["mandate_end"].mean()), "That is the mean. Take the median."),
            Mistake(float(kept["answered"].median()), "That is to the answer, not to the end."),
        ],
        insight="A median of four cases, of which two are about two weeks and two about a year: "
        "no case is near it.",
    )


@exercise
def elsewhere_3() -> Interval:
    """Days from Mali's demand until the mission was gone."""
    mali = _demands().loc["MINUSMA"]
    low, high = int(mali["mandate_end"]), int(mali["leave_by"])
    return Interval(
        low,
        high,
        unit="days",
        hint="The end of the mandate and the last day to leave, in the row of MINUSMA.",
        mistakes=[
            Mistake((0, high - low), "That counts from the resolution. Start at the demand."),
        ],
        insight="Two bases closed later still, and the liquidation went on: gone has more than "
        "two meanings.",
    )


def _days(column: str) -> pd.DataFrame:
    return _demands()[column].dropna().reset_index().set_axis(["y", "x"], axis=1)


@exercise
def elsewhere_4() -> Chart:
    """Bars of the days from demand to answer."""
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=_days("answered"),
        keys=["y"],
        needs=("title",),
        hint="Seven missions on y, the column answer on x.",
        mistakes=[
            Mistake(_days("mandate_end"), "That is the end of the mandate. Draw the answer."),
            Mistake(_days("leave_by"), "That is the last day to leave. Draw the answer."),
        ],
        insight="The shortest bar is the only no, which a chart without a word on it hides.",
    )


@exercise
def elsewhere_5() -> SetOf:
    """Missions with more than four in ten resolutions flagged."""
    texts = load("resolution_language")
    share = texts.groupby("mission")["demand"].mean()
    right = sorted(share[share > 0.4].index)
    return SetOf(
        right,
        what="missions",
        hint="Filter sums by flagged above 0.4 and take the index.",
        mistakes=[
            Mistake(sorted(share[share > 0].index), "Those have any flag. Keep more than 0.4."),
            Mistake(sorted(share[share <= 0.4].index), "Those are the others."),
            Mistake(sorted(share[share > 0.5].index), "Those have more than half. Take 0.4."),
        ],
        insight="All four had hosts in or around Sudan, or Eritrea. The flag found trouble; who "
        "caused it has to be read.",
    )


@exercise
def elsewhere_6() -> Choice:
    """Objection to two cases chosen by their end."""
    return Choice(
        {
            "a": "they are not in the Sahel",
            "b": "they had no cooperation at all",
            "c": "they were chosen because they succeeded",
            "d": "peacekeeping never succeeds",
        },
        right="c",
        why={
            "a": "Distance is an argument on likeness, and not the heart of it.",
            "b": "In Sierra Leone the government did cooperate, by our table.",
            "d": "That is a claim as wide as the one it attacks.",
        },
        hint="One objection holds even if both cases are as described.",
        insight="It holds against many essays, this course's choice of Mali included.",
    )
