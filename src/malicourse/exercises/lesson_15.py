"""Exercises of lesson 15, consent."""

import pandas as pd

from malicourse import cooperation_index
from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Coding,
    Enc,
    Interval,
    Mistake,
    Number,
    Ordered,
    exercise,
)
from malicourse.stats import agreement

LESSON = "15-consent"
WORDS = {-1: "apart", 0: "neither", 1: "closer"}
MEMORIES = (None, 730, 365, 180, 90)


def _signed(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def _coded() -> pd.DataFrame:
    """Return the events of the mission's life."""
    events = load("cooperation_events")
    return events[events["phase"] == "mission"]


def _levels(**others: str) -> list[str]:
    """Return the levels of the six events, some of them changed by a usual mistake."""
    levels = {
        "force": "strategic",
        "crowd": "local",
        "evening": "operational",
        "spokesman": "operational",
        "president": "strategic",
        "checkpoints": "local",
    }
    return list((levels | others).values())


@exercise
def consent_1() -> Ordered:
    """Levels of consent of six events."""
    official = (
        "The fourth event sends one official away. Whether there is a mission at all, and with "
        "what mandate, is left as it was."
    )
    place = (
        "At checkpoints it is the officers of the place who let pass or do not. An order from the "
        "capital would make it another level, and nothing is known of one."
    )
    return Ordered(
        _levels(),
        what="levels",
        hint="Is it decided whether there may be a mission? If not: does a government limit what "
        "it does, or somebody at one place?",
        mistakes=[
            Mistake(_levels(spokesman="strategic"), official),
            Mistake(_levels(checkpoints="operational"), place),
            Mistake(
                _levels(spokesman="strategic", checkpoints="operational"), f"{official} {place}"
            ),
            Mistake(
                _levels(crowd="operational", checkpoints="operational"),
                "The second and the sixth event happen at one place, and no government is known "
                "to have decided them.",
            ),
            Mistake(
                _levels(force="operational"),
                "The letter asks that there be a force at all: that is the first question of the "
                "table, although it is asked for another force.",
            ),
        ],
        insight="What separates the levels is who decides and what, not the verb: a mission and an "
        "official can both be told to leave. If an order from the capital came to light, the "
        "last event would be operational.",
    )


@exercise
def consent_2() -> Number:
    """Mean on the day of the renewal with movement three times."""
    coded = _coded()

    def on(weights: dict[str, float], half_life: float | None, mean: bool = True) -> float:
        found = cooperation_index.index(coded, ["2022-06-29"], weights, half_life, mean=mean)
        return float(found.iloc[0])

    triple = {"movement": 3}
    movement = coded[coded["category"] == "movement"]
    alone = cooperation_index.index(movement, ["2022-06-29"], {}, 365, mean=True).iloc[0]
    return Number(
        on(triple, 365),
        abs_tol=0.0051,
        digits=2,
        unit="",
        hint="The function takes events, days, weights and half-life in this order; add mean=True.",
        outside="Copy the rows of cooperation_events for phase mission up to that day; weight "
        "direction by category and 0.5^(days/365), with SUMPRODUCT and SUM.",
        mistakes=[
            Mistake(on(triple, 365, mean=False), "That is the sum: add mean=True."),
            Mistake(
                on(triple, 180),
                "That comes out with 180 days, where the menu starts, or with movement left out. "
                "Here the half-life is 365 days, and movement weighs 3.",
            ),
            Mistake(on(triple, None), "Nothing is forgotten: add the half-life."),
            Mistake(on({}, 365), "All weights are equal: movement counts three."),
        ],
        insight="More weight for movement lifts the mean a little: on that day its own rows stood "
        f"at {_signed(alone)}, above the {_signed(on({}, 365))} of all events.",
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
        hint="Date on x, index on y, half-life as color, 30 days for each of two half-lives. The "
        "values of color are 90 and 730.",
        mistakes=[
            Mistake(_lines((90,)), "Only the half-life of 90 days is drawn. Add 730."),
            Mistake(_lines((730,)), "Only the half-life of 730 days is drawn. Add 90."),
            Mistake(_lines((90, 730, None)), "A third memory is drawn. Keep 90 and 730 days."),
        ],
        insight="Two lines from the same rows, and two headlines. Your title was not read: is it "
        "true of both lines, or does it say of which?",
    )


def _sample() -> pd.DataFrame:
    """Return the twenty events of the lesson in the order of their dates."""
    coded = _coded()
    sample = coded[coded["date"] >= "2021-01-01"].sample(20, random_state=15)
    return sample.set_index("coop_id").sort_values("date")


@exercise
def consent_5() -> Coding:
    """Twenty codes of the learner, compared with two codings of the course."""
    sample = _sample()

    def sheet(column: str) -> pd.DataFrame:
        return sample[column].astype(int).map(WORDS).to_frame("code")

    ours = agreement(sample["host_act"], sample["direction"])
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
        kappa_with="the first coding (direction)",
        hint='{"sheet": sheet, "kappa": kappa}, with twenty numbers (1, -1 or 0) in the order of '
        'the rows and stats.agreement(sheet, sample["direction"])["kappa"].',
        insight="Our own sheet by the rule reaches a kappa of "
        f"{ours['kappa']:.2f} with the first coding, which follows no such rule. Where you differ "
        "from host_act, ask what in the rule left room.",
    )


@exercise
def consent_6() -> Ordered:
    """Clauses of the rule that make the differing rows of the sample nought."""
    sample = _sample()
    differ = sample[sample["direction"] != sample["host_act"]]
    clauses = {
        "K034": "whom",
        "K039": "who",
        "K040": "whom",
        "K047": "who",
        "K061": "whom",
        "K074": "who",
    }
    if list(differ.index) != list(clauses) or differ["host_act"].any():
        raise ValueError("the rows in which the codings differ are others: read them again")

    def changed(**others: str) -> list[str]:
        return list((clauses | others).values())

    return Ordered(
        list(clauses.values()),
        what="clauses",
        hint="For each row: does a Malian authority act? If so: towards the mission?",
        mistakes=[
            Mistake(
                ["who"] * 6,
                "That is the sentence which is to be tested. A head of state, a government and an "
                "army of Mali act in some of the rows.",
            ),
            Mistake(
                changed(K040="words"),
                "K040 is words, and an earlier clause already applies: Mali answers the states "
                "that spoke of mercenaries, and not the mission.",
            ),
            Mistake(
                changed(K034="words"),
                "In K034 somebody takes an office; that is more than words. Towards whom?",
            ),
            Mistake(
                changed(K061="who"),
                "K061: the Malian army is one of the two that act, and the rule counts joint acts. "
                "Towards whom did it act?",
            ),
        ],
        insight="Half of the sentence is left: in three of the six rows Malian authorities act, "
        "and not towards the mission. A kappa counts such rows and cannot say this; only the rows "
        "and the rule can. And the coder of the rule had seen the first codes.",
    )
