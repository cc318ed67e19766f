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


def _coded() -> pd.DataFrame:
    """Return the events of the mission's life."""
    events = load("cooperation_events")
    return events[events["phase"] == "mission"]


@exercise
def consent_1() -> Choice:
    """Events about strategic consent."""
    return Choice(
        {
            "a": "flights stop",
            "b": "request for a UN operation",
            "c": "crowd injures staff",
            "d": "rotations suspended",
            "e": "demand to leave",
        },
        right={"b", "e"},
        why={
            "a": "A stop of flights limits what the mission does; it stays in the country with its "
            "mandate. That is operational.",
            "c": "The crowd acted at one place, and no authority decided on the mission. That is "
            "local.",
            "d": "Rotations stopped, the mission stayed. That is operational, even though it "
            "concerned all contingents.",
        },
        hint="Which two decide whether the mission may be in the country?",
        insight="The letter is older than the mission and outside the index; the demand is the "
        "one strategic event of these five that the index can count.",
    )


@exercise
def consent_2() -> Number:
    """Mean on the day of the renewal with movement three times."""
    coded = _coded()

    def on(weights: dict[str, float], half_life: float | None, mean: bool = True) -> float:
        found = cooperation_index.index(coded, ["2022-06-29"], weights, half_life, mean=mean)
        return float(found.iloc[0])

    triple = {"movement": 3}
    return Number(
        on(triple, 365),
        abs_tol=0.0051,
        digits=2,
        unit="",
        hint="The function takes events, days, weights and half-life in this order; add mean=True.",
        mistakes=[
            Mistake(on(triple, 365, mean=False), "That is the sum: add mean=True."),
            Mistake(on(triple, None), "Nothing is forgotten: add the half-life."),
            Mistake(on({}, 365), "All weights are equal: movement counts three."),
            Mistake(on({"movement": 0}, 365), "Movement is left out: give it a 3."),
        ],
        insight="More weight for movement lifts the mean: its rows were less one-sided than those "
        "on human rights.",
    )


def _changes() -> pd.Series:
    coded = _coded()
    names = sorted(coded["category"].astype(str).unique())
    sets: dict[str, dict[str, float]] = {"all equal": {}}
    sets |= {f"without {name}": {name: 0} for name in names}
    sets |= {f"{name} x 3": {name: 3} for name in names}
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
        insight="The range holds zero: with these codes nobody can say whether the sum rose or "
        "fell before saying how long an event counts and what it weighs.",
    )


def _lines(memories: tuple[float | None, ...]) -> pd.DataFrame:
    coded = _coded()
    firsts = [f"{year}-{month:02d}-01" for year in range(2021, 2024) for month in range(1, 13)]
    firsts = firsts[6:]
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
        hint="Date on x, index on y, half-life as color, 30 days for each of two half-lives.",
        mistakes=[
            Mistake(_lines((90,)), "Only the half-life of 90 days is drawn. Add 730."),
            Mistake(_lines((730,)), "Only the half-life of 730 days is drawn. Add 90."),
            Mistake(_lines((90, 730, None)), "A third memory is drawn. Keep 90 and 730 days."),
        ],
        insight="Two lines from the same rows, and two headlines. Your title was not read: is it "
        "true of both lines, or does it say of which?",
    )


@exercise
def consent_5() -> Coding:
    """Twenty codes of the learner, compared with two codings of the course."""
    coded = _coded()
    coded = coded[coded["date"] >= "2021-01-01"]
    sample = coded.sample(20, random_state=15).set_index("coop_id").sort_values("date")

    def sheet(column: str) -> pd.DataFrame:
        return sample[column].astype(int).map(WORDS).to_frame("code")

    return Coding(
        list(sample.index),
        ("code",),
        tuple(WORDS.values()),
        {
            "the coding by the rule (host_act)": sheet("host_act"),
            "the first coding (direction)": sheet("direction"),
        },
        name_rows=True,
        aliases=WORDS,
        hint='Twenty words in the order of the rows: answer = "closer apart neither ...".',
        insight="The rule's coder had seen the first coding, and you have not: where you differ, "
        "ask what in the rule left room.",
    )


@exercise
def consent_6() -> Choice:
    """Read the agreement of two codings."""
    return Choice(
        {
            "a": "a careless coder",
            "b": "they differ in what they count",
            "c": "it does not matter which",
            "d": "the rule is right",
        },
        right="b",
        why={
            "a": "Kappa compares two codings. It falls as well when two careful coders follow "
            "different rules: look at the rows in which they differ.",
            "c": "They agree in most rows, and yet the grid of the lesson differs between them: "
            "fell on to the end of 2022 holds in other shares.",
            "d": "A written rule can be applied again; that does not make it right. Kappa does not "
            "know which coding is better.",
        },
        hint="Which values does host_act have in the rows in which the two differ?",
        insight="Where both count an event, they give it the same sign. That is less comfort than "
        "it seems, since the second coder knew the first codes.",
    )
