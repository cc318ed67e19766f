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
#: Acts of which the rule leaves no doubt, with the codes that it allows and what decides.
SETTLED = {
    "raids_1994": (
        ("unclear", "holds"),
        "the source cannot tell whether the raids are politics or banditry, nor who is behind "
        "them.",
    ),
    "saloum_1994": (
        ("holds", "unclear"),
        "the MPA and the ARLA both belong to the MFUA. Who of the other signatory is hurt?",
    ),
    "rharous_1994": (
        ("ends",),
        "soldiers kill fighters who count as people of their movement.",
    ),
    "niafunke_1994": (
        ("ends",),
        "the FIAA is one of the movements that signed, and a post of the state is attacked. That "
        "it answers another killing does not change who uses force against whom.",
    ),
    "walk_out_1994": (("holds",), "it is a call. Who uses violence against whom?"),
    "mnla_2011": (("holds",), "a group is founded. Who uses violence against whom?"),
}


def _written(act: str, form: str = "%B %Y") -> str:
    """Return the first day of an act in words, such as "February 1992"."""
    return f"{_acts().at[act, 'start']:{form}}"


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
    """Judge eight codes where the rule settles them, and compare the sheet with the course's."""
    ours = pd.DataFrame({"code": OURS})
    return Coding(
        tuple(OURS),
        ("code",),
        ("ends", "holds", "unclear"),
        {"our reading": ours},
        name_rows=True,
        settled={(act, "code"): settled for act, settled in SETTLED.items()},
        hint="Who uses force, for which signatory, against whose people? The sheet has one column, "
        "code, and the eight keys as its index.",
        mistakes=[
            Mistake(
                ours.assign(code="ends"),
                "One word throughout is no judgement. Who used force at the founding of the MNLA?",
            )
        ],
        insight="Where the rule settles an act, you have applied it. It does not say whether "
        "refugees are people of a movement, or whether a militia of deserters is a force of the "
        "state: there it needs another sentence, and whoever writes that decides the date.",
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
        outside="In north_acts, filter act, by or civilians for each rule, sort by start, and "
        "subtract date cells of acts after algiers_2006.",
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
        needs=("title", "zero baseline"),
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
    acts, years = _acts(), load("pact_years")
    second = years[years["year"] == 1993]["status"].astype(str)
    points = second.map({"not begun": 0, "broken": 0, "in part": 2, "done": 3}).sum()
    full = 3 * len(second)
    low, high = _held("pact_1992", _rules()["force"])
    left = acts.at["walk_out_1994", "start"]
    contradicted = {
        "a": 2 * points < full,
        "b": not (acts.loc[["fighters_1993", "rharous_1994"], "end"] < left).all(),
        "c": low > 365,
        "d": acts.at["settlements_1992", "end"] < acts.at["pact_1992", "start"],
        "e": acts.at["tacharane_1994", "end"] < left,
    }
    return Choice(
        {
            "a": "in 1993 the five clauses reach half of a full score",
            "b": "former fighters killed before the others were called out",
            "c": "the first act of force within a year of the Pact",
            "d": "settlements attacked under the Pact",
            "e": "Ganda Koy struck after the fighters had been called out",
        },
        right={letter for letter, wrong in contradicted.items() if wrong},
        why={
            "a": f"In 1993 the five clauses have {points:.0f} of {full} points, "
            f"{100 * points / full:.0f} per cent: the 83 are those of 2002. Five clauses are not "
            "the whole Pact, and a low score does not show that it caused the war.",
            "b": "Both killings lie before the call. The facts stand; that they were the reason is "
            "another claim.",
            "c": f"The killings of 1993 have no day: from {low} to {high} days after the Pact. The "
            "table cannot decide, which is not a contradiction. Nor were the killers outsiders.",
            "d": f"The settlements were attacked in {_written('settlements_1992')}, the Pact is of "
            f"{_written('pact_1992')}; the movements spoke of a breach of their truce.",
            "e": f"The militia struck in {_written('tacharane_1994')}, the call came in "
            f"{_written('walk_out_1994')}.",
        },
        hint="Look up the first and the last day of each act, and count the points of 1993.",
        outside="Look up the acts in north_acts, columns start and end; filter pact_years to "
        "year 1993 and count the points of status.",
    )


@exercise
def roots_6() -> Choice:
    """Choose the reply that names the rule and what it cannot see."""
    acts = _acts()
    attack = _held("algiers_2006", _rules()["attack"])[0]
    civilians = _held("algiers_2006", _rules()["civilians"])[0]
    army = acts[acts["by"].eq("state") & (acts["start"] > acts.at["algiers_2006", "end"])]
    first = army["start"].idxmin()
    return Choice(
        {
            "a": "he is right, nobody was attacked before",
            "b": "he is wrong, the army attacked first",
            "c": "his rule counts dead civilians only and suits those who fight soldiers",
            "d": "he is wrong, by any fair definition it ended on 11 May 2007",
        },
        right="c",
        why={
            "a": f"The list has an attack on a police post in {_written('tin_za_2007')} and "
            "two on soldiers before the mine. His rule does not count them; that is not the same "
            "as their not being there.",
            "b": "The first act by the state that the list has after the agreement is of "
            f"{_written(first)}, later than the mine.",
            "c": f"It names the rule, says whom it suits and gives the other length, {attack} days "
            f"against {civilians}, both in our list alone. Nor does the list know for certain who "
            "attacked in 2007 or who laid the mine.",
            "d": "That swaps a rule that suits one side for one that suits the other, and calls "
            "it fair. By it no killing by soldiers ever ends a peace.",
        },
        hint="Say what the sentence counts before you say whether it is true.",
        outside="Sort north_acts by start, and read act, by and civilians in the rows from "
        "algiers_2006 to mine_2008.",
    )
