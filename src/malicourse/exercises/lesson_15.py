"""Exercises of lesson 15, consent."""

import pandas as pd

from malicourse import cooperation_index
from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Coding,
    Enc,
    Interval,
    Mistake,
    Number,
    exercise,
)

LESSON = "15-consent"
WORDS = {-1: "apart", 0: "neither", 1: "closer"}
MEMORIES = (None, 730, 365, 180, 90)


def _events() -> tuple[pd.DataFrame, pd.Series]:
    """Return the events, and whether each is an act of Malian authorities."""
    coded = load("cooperation_events")
    return coded, coded["actor"].str.contains("Mali|transitional|Goita|National Transition")


@exercise
def consent_1() -> Number:
    """Events of 2022 that are acts of Malian authorities."""
    coded, host = _events()
    year = coded["date"].dt.year == 2022
    return Number(
        int((host & year).sum()),
        unit="events",
        hint="Two conditions joined by &: host, and the year 2022.",
        mistakes=[
            Mistake(int(host.sum()), "That is over all years. Keep 2022."),
            Mistake(int(year.sum()), "Those are all events of 2022. Keep the acts of the host."),
            Mistake(
                int((~host & year).sum()), "Those are the acts of others. Leave out the ~ sign."
            ),
        ],
        insight="The rest are acts of the Council, of ECOWAS, of contributors: part of the "
        "relation, but not the host's cooperation.",
    )


@exercise
def consent_2() -> Number:
    """Index on the day of the renewal with movement three times."""
    coded, _ = _events()

    def on(day: str, weights: dict[str, float], half_life: float | None) -> float:
        return float(cooperation_index.index(coded, [day], weights, half_life).iloc[0])

    triple = {"movement": 3}
    return Number(
        on("2022-06-29", triple, 365),
        abs_tol=0.06,
        digits=1,
        unit="",
        hint="The function takes events, days, weights and half-life, in this order.",
        mistakes=[
            Mistake(on("2022-06-29", triple, None), "Nothing is forgotten: add the half-life."),
            Mistake(on("2022-06-29", {}, 365), "All weights are equal: movement counts three."),
            Mistake(on("2022-06-29", {"movement": 0}, 365), "Movement is left out: give it a 3."),
        ],
        insight="Movement did not fall as deep as human rights, so its weight lifts the line.",
    )


def _changes() -> pd.Series:
    coded, _ = _events()
    names = sorted(coded["category"].astype(str).unique())
    sets: dict[str, dict[str, float]] = {"all equal": {}}
    sets |= {f"without {name}": {name: 0} for name in names}
    sets |= {f"{name} three times": {name: 3} for name in names}
    days = ["2022-06-30", "2022-12-31"]
    tried = cooperation_index.variants(coded, days, sets, MEMORIES).set_index(
        ["weights", "half_life"]
    )
    return tried["2022-12-31"] - tried["2022-06-30"]


@exercise
def consent_3() -> Interval:
    """Lowest and highest change of the index in the second half of 2022."""
    change = _changes()
    equal = change.loc["all equal"]
    return Interval(
        float(change.min()),
        float(change.max()),
        tol=0.06,
        unit="events",
        hint="December minus June in every row, then the minimum and the maximum.",
        mistakes=[
            Mistake(
                (-float(change.max()), -float(change.min())),
                "June and December have changed places: later minus earlier.",
            ),
            Mistake(
                (float(equal.min()), float(equal.max())),
                "Those are the five memories with equal weights. Use all 65 rows.",
            ),
        ],
        insight="The range holds zero: with these codes nobody can say whether cooperation rose "
        "or fell, before saying how long an event counts.",
    )


def _lines(memories: tuple[float | None, ...]) -> pd.DataFrame:
    coded, _ = _events()
    firsts = [f"{year}-{month:02d}-01" for year in range(2020, 2024) for month in range(1, 13)]
    wide = cooperation_index.variants(coded, firsts, {"equal": {}}, memories)
    long = wide.melt(["weights", "half_life"], var_name="x", value_name="y")
    long = long.rename(columns={"half_life": "color"})
    return long.assign(x=pd.to_datetime(long["x"]))[["x", "y", "color"]]


@exercise
def consent_4() -> Chart:
    """Lines of the index for two half-lives."""
    return Chart(
        marks={"line"},
        encodings={
            "x": Enc(type="temporal"),
            "y": Enc(type="quantitative"),
            "color": Enc(),
        },
        data=_lines((90, 730)),
        keys=["x", "color"],
        needs=("title",),
        hint="Date on x, index on y, half-life as color, 48 days for each of two half-lives.",
        mistakes=[
            Mistake(_lines((90,)), "Only the half-life of 90 days is drawn. Add 730."),
            Mistake(_lines((730,)), "Only the half-life of 730 days is drawn. Add 90."),
            Mistake(_lines((90, 730, None)), "A third memory is drawn. Keep 90 and 730 days."),
        ],
        insight="Two honest lines from the same rows, and two different headlines.",
    )


@exercise
def consent_5() -> Coding:
    """Twenty codes of the learner, compared with the course's and with a rule."""
    coded, host = _events()
    rule = coded["direction"].where(host, 0)
    coded = coded.assign(ours=coded["direction"].map(WORDS), rule=rule.map(WORDS))
    sample = coded.sample(20, random_state=15).sort_values("date").set_index("coop_id")
    return Coding(
        list(sample.index),
        ("code",),
        tuple(WORDS.values()),
        {
            "the course": sample["ours"].to_frame("code"),
            "the rule that only acts of the host count": sample["rule"].to_frame("code"),
        },
        hint='sheet.assign(code="closer apart ...".split())[["code"]], with twenty words.',
        insight="Compare sheets with a neighbour before you compare them with ours.",
    )


@exercise
def consent_6() -> Choice:
    """Sum of stops and resumptions."""
    return Choice(
        {
            "a": "-2",
            "b": "0, nothing happened",
            "c": "1, closer",
            "d": "cannot be computed",
        },
        right="c",
        why={
            "a": "Two stops are -1 each. What do the three other rows add?",
            "b": "Add again: two rows of -1 and three of +1.",
            "d": "It can: the five codes are numbers.",
        },
        hint="Two stops and three steps of their end.",
        insight="An agreement in principle and its execution are two rows, a stop is one. A sum of "
        "rows rewards what is negotiated in steps.",
    )
