"""Exercises of lesson 01, the rebellions and agreements before 2012."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Coding, Enc, Frame, Interval, Mistake, exercise

LESSON = "01-roots"
PEACES = ("tamanrasset_1991", "pact_1992", "flame_1996", "algiers_2006", "ceasefire_2008")
FORCE = ("attack", "army action", "clash", "killing", "among groups")
#: The course's reading of the rule of exercise 1, act by act.
OURS = {
    "refugees_1993": "ends",
    "raids_1994": "unclear",
    "saloum_1994": "holds",
    "tacharane_1994": "holds",
    "rharous_1994": "ends",
    "niafunke_1994": "ends",
    "walk_out_1994": "holds",
    "mnla_2011": "holds",
}


def _events() -> pd.DataFrame:
    return load("chronology").set_index("event_id")


def _early() -> pd.DataFrame:
    events = _events()
    return events[events["start"] < "2012-01-01"]


def _acts() -> pd.DataFrame:
    return load("north_acts").set_index("act_id")


def _rules() -> dict[str, pd.DataFrame]:
    """Return the acts that end a peace by each of four rules."""
    acts = _acts()
    states = acts["by"].eq("state") & acts["act"].isin(["killing", "army action"])
    return {
        "attack": acts[acts["act"] == "attack"],
        "civilians": acts[acts["civilians"] == "yes"],
        "force": acts[acts["act"].isin(FORCE)],
        "state": acts[states],
    }


def _held(peace: str, rows: pd.DataFrame) -> tuple[int, int]:
    """Return the days that a peace held, to the first and to the last day it can have had."""
    signed = _acts().at[peace, "end"]
    later = rows[rows["start"] > signed]
    return tuple((later[side].min() - signed).days for side in ("start", "end"))


@exercise
def roots_1() -> Coding:
    """Take any complete sheet of eight codes and compare it with that of the course."""
    ours = pd.DataFrame({"code": OURS})
    return Coding(
        tuple(OURS),
        ("code",),
        ("ends", "holds", "unclear"),
        {"our reading": ours},
        name_rows=True,
        hint="One column, named code, and the keys of the eight acts as the index.",
        mistakes=[
            Mistake(
                ours.assign(code="ends"),
                "One word throughout is no judgement. Who used force at the founding of the MNLA?",
            )
        ],
        insight="Your sheet is complete. Where you differ, look at the words of the rule: is a "
        "militia of deserters a force of the state, are refugees people of a movement, and is a "
        "fight between two movements a breach? A rule that leaves this open needs another "
        "sentence.",
    )


@exercise
def roots_2() -> Frame:
    """Days that five peaces held by a rule that counts the state's own force."""
    rules = _rules()

    def days(rows: pd.DataFrame, side: int = 0) -> pd.DataFrame:
        lengths = [_held(peace, rows)[side] for peace in PEACES]
        return pd.DataFrame({"peace": PEACES, "days": lengths})

    right = days(rules["state"])
    pact = right.set_index("peace").at["pact_1992", "days"]
    by_attack = _held("pact_1992", rules["attack"])[0]
    return Frame(
        right,
        keys=["peace"],
        hint="Filter acts by the rule, keep those after the peace, and take the earliest start.",
        mistakes=[
            Mistake(
                days(rules["state"], side=1),
                "That is the last day that the act can have had. Take its start, not its end.",
            ),
            Mistake(
                days(rules["state"].query("act == 'army action'")),
                "The killings are missing: the rule counts them as well as army action.",
            ),
            Mistake(days(rules["attack"]), "That is the rule of the lesson. Change the filter."),
            Mistake(days(rules["force"]), "That counts force by anybody."),
        ],
        insight=f"By this rule the Pact may have held for {pact} days, by that of attacks on the "
        f"state for {by_attack}. The source of the killings of 1993 gives no day, so the shorter "
        "length is the least that it can have been.",
    )


@exercise
def roots_3() -> Interval:
    """Shortest and longest time that the agreement of 2006 held by four rules."""
    ends = {name: _held("algiers_2006", rows) for name, rows in _rules().items()}
    low, high = min(e[0] for e in ends.values()), max(e[1] for e in ends.values())
    return Interval(
        low,
        high,
        tol=0,
        margin=0.5,
        unit="days",
        hint="Four rules give four first acts: take the earliest first day, the latest last day.",
        mistakes=[
            Mistake(
                (low, max(e[0] for e in ends.values())),
                "The act of the longest is known by its month only: it can have come on the last "
                "day of it.",
            ),
            Mistake(
                (min(e[1] for e in ends.values()), high),
                "The act of the shortest is known by its month only: it can have come on the "
                "first day of it.",
            ),
            Mistake((ends["attack"][0], high), "Any act of force is one of the four rules too."),
            Mistake(
                (low, ends["civilians"][1]), "The rule of exercise 2 is missing: it ends later."
            ),
            Mistake(ends["attack"], "That is one rule. Nobody has shown that it is the right one."),
        ],
        insight=f"From {low} days to {high}: the definitions differ by more than the dates. A "
        "length without its rule says little.",
    )


@exercise
def roots_4() -> Chart:
    """Bars of the number of events in each decade before 2012, with a place for each."""

    def bars(rows: pd.DataFrame, step: int = 10, fill: bool = True) -> pd.DataFrame:
        counts = (rows["start"].dt.year // step * step).value_counts().sort_index()
        if fill:
            counts = counts.reindex(range(1960, counts.index.max() + 1, step), fill_value=0)
        return pd.DataFrame({"x": counts.index, "y": counts.to_numpy()})

    early = _early()
    drawn = bars(early)
    most = drawn.loc[drawn["y"].idxmax()]
    gap = "The decade without events has no place on your axis: give it a row with 0 (reindex)."
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(), "y": Enc(type="quantitative")},
        data=drawn,
        keys=["x"],
        abs_tol=0.01,
        needs=("title",),
        hint="One bar for each decade, its first year on x, the number of events on y, 0 if none.",
        mistakes=[
            Mistake(bars(early, fill=False), gap),
            Mistake(bars(_events()), "That counts all events. Use early, which ends in 2011."),
            Mistake(bars(_events(), fill=False), "That counts all events. Use early, and reindex."),
            Mistake(bars(early, step=1, fill=False), "Those are single years. Count by decade."),
        ],
        insight=f"The decade from {most['x']} has {most['y']} events, the 1970s none. Your title "
        "was not read: does it speak of the list, or of the years?",
    )


@exercise
def roots_5() -> Choice:
    """Choose the sentences that the tables contradict."""
    start, acts, years = _events()["start"], _acts(), load("pact_years")
    late = years[years["year"] == 1994].set_index("clause")["status"]
    demobilised = years[(years["clause"] == "Demobilisation") & (years["status"] == "done")]
    contradicted = {
        "a": late.eq("not begun").any(),
        "b": acts.at["rharous_1994", "start"] >= acts.at["niafunke_1994", "start"],
        "c": start["E011"] < start["E012"] < start["E014"],
        "d": start["E206"] >= start["E019"],
        "e": demobilised["year"].min() > acts.at["walk_out_1994", "start"].year,
    }
    missing = " and ".join(sorted(late[late == "not begun"].index)).lower()
    return Choice(
        {
            "a": "by 1994 every clause had at least been begun",
            "b": "the killing at Gourma Rharous before the attack on Niafunké",
            "c": "the government of Tamanrasset still in office at the National Pact",
            "d": "the communities' meetings before the fire",
            "e": "demobilisation completed before the walk-out",
        },
        right={letter for letter, wrong in contradicted.items() if wrong},
        why={
            "a": f"In 1994 {missing} had not begun. That does not prove the other half either.",
            "b": "The killing came a day before the attack. The order fits a commitment problem, "
            "and would fit revenge as well.",
            "c": f"Traoré was overthrown on {_events().at['E012', 'date']}, between the two.",
            "d": "The meetings began in 1994, the fire was lit in March 1996. The sentence stands.",
            "e": f"Demobilisation was closed in {demobilised['year'].min()}: those who walked out "
            "in 1994 were soldiers, with arms.",
        },
        hint="Look up each date, and ask what lies between the two signatures.",
    )


@exercise
def roots_6() -> Choice:
    """Choose the reply that names the rule and what it cannot see."""
    acts = _acts()
    first, attack = acts.loc["refugees_1993"], acts.loc["niafunke_1994"]
    return Choice(
        {
            "a": "his rule counts attacks on the state only and suits the state",
            "b": "he is right whatever one counts",
            "c": "he is wrong, and the movements bear no blame",
            "d": "nothing can be said",
        },
        right="a",
        why={
            "a": f"It names the rule, says whom it suits and gives the other date: {first['date']} "
            f"against {attack['date']}, both in our list alone.",
            "b": f"The list has killings by soldiers in {first['date']}. His rule does not count "
            "them; that is not the same as their not being there.",
            "c": "That swaps one rule that suits a side for the other. Who came first in a list "
            "does not settle who is to blame for what followed.",
            "d": "A rule can be named, its blind side shown and its date computed. That is a lot "
            "to say.",
        },
        hint="Say what the sentence counts before you say whether it is true.",
    )
