"""Exercises of lesson 05, juntas and exit."""

import re
from functools import partial

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Enc,
    Frame,
    Interval,
    Mistake,
    OneEnd,
    Ordered,
    exercise,
    swapped,
)
from malicourse.geo import distance_km

LESSON = "05-juntas-and-exit"
THREE = ["consent", "human rights", "movement"]


def _bases() -> pd.DataFrame:
    bases = load("bases").sort_values("closure_order")
    resolution = load("chronology").set_index("event_id").at["E161", "start"]
    return bases.assign(day=(bases["closed"] - resolution).dt.days)


def _turned(category: str, start: str, end: str = "2023-06-16") -> str | None:
    coded = load("cooperation_events")
    part = coded[(coded["category"] == category) & coded["date"].between(start, end)]
    sums = part.groupby("date")["direction"].sum().cumsum()
    below = sums[::-1].cummax()[::-1] < 0
    return below.idxmax().date().isoformat() if below.any() else None


def _first_below(category: str, start: str) -> str:
    coded = load("cooperation_events")
    part = coded[(coded["category"] == category) & (coded["date"] >= start)]
    sums = part.groupby("date")["direction"].sum().cumsum()
    return sums[sums < 0].index[0].date().isoformat()


def _dates(rule, start: str) -> pd.DataFrame:
    return pd.DataFrame({"category": THREE, "since": [rule(name, start) for name in THREE]})


def _counted(coded: pd.DataFrame) -> pd.DataFrame:
    """Acts of the host from August 2020 to the end of 2023, each episode and sign once."""
    rows = coded[coded["date"].between("2020-08-18", "2023-12-31")]
    rows = rows[rows["host_act"].fillna(0) != 0]
    return rows.drop_duplicates(["episode", "host_act"])


@exercise
def exit_1() -> Ordered:
    """Codes of eight events by the written rule, or the clause that leaves them out."""
    coded = load("cooperation_events").set_index("coop_id")
    # What clause 1 or 2 leaves out has no code of its own in the table, only a nought.
    left_out = {"K057": "sign", "K063": "actor", "K096": "sign", "K101": "actor"}
    eight = ["K057", "K063", "K067", "K069", "K078", "K092", "K096", "K101"]
    first = _counted(coded).index
    words = {1: "plus", -1: "minus"}

    def word(id: str, once: bool = True) -> str:
        act = int(coded.at[id, "host_act"])
        if act == 0:
            return left_out[id]
        return words[act] if id in first or not once else "double"

    right = [word(id) for id in eight]

    but = partial(swapped, right)
    old = coded["direction"].astype(int)
    return Ordered(
        right,
        what="words",
        hint="Go through the rule in order: actor, sign, double entries. Write the words in "
        "quotation marks.",
        mistakes=[
            Mistake(
                [word(id, once=False) for id in eight],
                "Two of these repeat a sign that their dispute has given before: within an "
                "episode each sign counts once.",
            ),
            Mistake(
                but(5, "plus"),
                "The fifth: the dispute over rotations gave its plus on 1 August, with the "
                "agreement.",
            ),
            Mistake(
                but(6, "minus"),
                "The sixth: the dispute over the Ivorian soldiers gave its minus with the arrest.",
            ),
            Mistake(
                but(6, "actor"),
                "The sixth: a court is a Malian authority, and the soldiers supported the "
                "mission. Look at the third clause.",
            ),
            Mistake(
                but(1, "minus"),
                "The first: something was allowed as well. Clause 2 has a code for what permits in "
                "part.",
            ),
            Mistake(
                [*but(2, "minus")[:7], "minus"],
                "The second and the eighth: who acts, and towards whom?",
            ),
            Mistake(
                but(1, "plus"),
                "The first permits in part: one flight, and not the ground. Clause 2 has a code "
                "for that.",
            ),
            Mistake(
                but(1, "double"),
                "The first: the episode of Moura gave a minus. Would this be another minus?",
            ),
            Mistake(
                but(2, "minus"),
                "The second: is leaving the G5 Sahel an act towards the UN mission?",
            ),
            Mistake(
                but(2, "sign"),
                "The second never comes to its sign: towards whom is it an act?",
            ),
            Mistake(
                but(4, "sign"),
                "The fourth is spoken, but it refuses in advance, and the rule counts that.",
            ),
            Mistake(but(3, "sign"), "The third permits: a team got in, with the army."),
            Mistake(
                but(7, "minus"),
                "The seventh disputes a number in words. What does the rule do with words?",
            ),
            Mistake(
                but(8, "minus"),
                "The eighth is bad for the mission. Who did it?",
            ),
            Mistake(
                but(8, "sign"),
                "The eighth never comes to its sign: whose act is it?",
            ),
        ],
        insight=f"The first coding gave these eight a sum of {old.loc[eight].sum()}, the rule "
        f"gives {right.count('plus') - right.count('minus')}. The exit from the G5 Sahel and the "
        "crowd are left out for the actor, the memorandum for being words. Whoever thinks that "
        "such things wore consent down needs another rule.".replace("-", "−"),
    )


@exercise
def exit_2() -> Ordered:
    """Acts of the host for and against the mission after the demand, by the written rule."""
    coded = load("cooperation_events")

    def signs(rows: pd.DataFrame, column: str = "host_act") -> list[int]:
        return [int((rows[column] == sign).sum()) for sign in (1, -1)]

    def after(rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["date"] > "2023-06-16"]

    window = coded[coded["date"].between("2020-08-18", "2023-12-31")]
    counted = _counted(coded)
    right = signs(after(counted))
    events = after(counted)
    places = [one.split()[-1] for one in events.loc[events["host_act"] == 1, "episode"]]
    return Ordered(
        right,
        what="acts",
        hint="Take the acts that the rule counts, keep those after 16 June 2023, and count each "
        "sign.",
        mistakes=[
            Mistake(
                signs(after(window[window["host_act"].notna()])),
                "One against too many. Either an episode is counted twice, or the demand itself "
                "was taken in.",
            ),
            Mistake(
                signs(after(window), "direction"),
                "Those are codes of the first coding. The rule is in host_act.",
            ),
            Mistake(
                signs(counted),
                "Those are all acts since August 2020. Only what came after the demand is asked "
                "for.",
            ),
        ],
        insight=f"The rule counts {right[0]} acts for, the handovers of {', '.join(places[:-1])} "
        f"and {places[-1]}, and {right[1]} against, the lorries held at Gao and the flights "
        "refused. Each weighs one, whatever it cost; that Kidal was left without air cover belongs "
        "to the dispute over flights and adds nothing. Each handover is an episode of its own and "
        "all refused flights are one: with the handovers as one episode too, the acts against "
        "would lead. And the table has not every act: Ménaka and Douentza were handed over too.",
    )


@exercise
def exit_3() -> Chart:
    """Bars of the days from the end of the three months to the closing of each base."""
    bases = _bases()
    start = load("chronology").set_index("event_id")["start"]
    asked = pd.Timestamp("2023-09-30")

    def late(day: pd.Timestamp, rows: pd.DataFrame = bases) -> pd.DataFrame:
        return pd.DataFrame({"x": (rows["closed"] - day).dt.days, "y": rows["base"].astype(str)})

    drawn = late(asked).reset_index(drop=True)
    in_time = bases[bases["closed"] <= "2023-12-31"]
    before = int((drawn["x"] <= 0).sum())
    by_deadline = int((bases["closed"] <= "2023-12-31").sum()) - before
    middle = int(drawn["x"].median())
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=drawn,
        keys=["y"],
        swap=True,
        needs=("title", "zero baseline"),
        hint="Thirteen bars: the base on one axis, on the other its day of closing less "
        "30 September 2023, in days.",
        mistakes=[
            Mistake(late(start["E161"]), "Those are days since the vote: begin at 30 September."),
            Mistake(late(start["E159"]), "Those are days since the demand: begin at 30 September."),
            Mistake(
                late(pd.Timestamp("2023-12-31")),
                "That is measured by what the Council gave, 31 December. Take what Mali wanted.",
            ),
            Mistake(
                late(pd.Timestamp("2023-09-16")),
                "That counts the three months from the demand. Count them from the vote.",
            ),
            Mistake(
                drawn.assign(x=-drawn["x"]),
                "The signs are turned: a base that was closed later should have a positive number.",
            ),
            Mistake(
                drawn.assign(x=drawn["x"].abs()),
                "Early and late bars go the same way. Leave the sign.",
            ),
            Mistake(
                late(asked, in_time),
                "The bases that closed in 2024 are missing. All thirteen belong in.",
            ),
        ],
        insight=f"Within the three months {before} bases were closed, within the Council's six "
        f"{by_deadline} more; the middle one was {middle} days late. Two stayed open for "
        "the liquidation, which the resolution foresaw. Your title was not read: does it keep "
        "these two apart from the late ones?",
    )


@exercise
def exit_4() -> Frame:
    """Give the turning days of three categories if counting begins on 1 January 2022."""
    right, usual = _dates(_turned, "2022-01-01"), _dates(_turned, "2020-08-18")
    moved = right["category"][right["since"] != usual["since"]]
    return Frame(
        right,
        keys=["category"],
        hint="Call turned with each category and 2022-01-01.",
        mistakes=[
            Mistake(
                usual,
                "Those days belong to an earlier start, such as August 2020. Begin on "
                "1 January 2022.",
            ),
            Mistake(
                _dates(_first_below, "2022-01-01"),
                "Those are the first days below zero. Movement came back to zero afterwards: ask "
                "when it stays below.",
            ),
        ],
        insight=f"The start moves {' and '.join(moved)} and leaves the rest. An earlier start "
        "gives a line some credit that it has to use up first.",
    )


@exercise
def exit_5() -> Interval:
    """Speed of the convoy from Aguelhok, from dates and two bounds on the road."""
    convoys = load("withdrawal_convoys").set_index("row_id")
    row, tessalit = convoys.loc["V07"], convoys.loc["V06"]
    bases = load("bases").set_index("base_id")
    places = bases.loc[["tessalit", "aguelhok"], ["lat", "lon"]].to_numpy()
    between = round(float(distance_km(*places[0], *places[1])))
    short, far = float(row["great_circle_km"]), float(tessalit["road_km"]) - between
    days = int(row["days"])
    slow, quick = 24 * (days + 1), 24 * (days - 1)
    low, high = short / slow, far / quick
    return Interval(
        low,
        high,
        tol=0.06,
        margin=0.3,
        unit="km/h",
        hint="Each end takes one length of road and one time. Which pair makes the convoy slow, "
        "and which makes it fast?",
        outside="No table is needed: a calculator divides a length of road by the hours that the "
        "journey can have taken.",
        mistakes=[
            Mistake(
                (low, short / quick),
                "The upper end uses the straight line. The road may be up to "
                f"{far:.0f} kilometres long.",
            ),
            Mistake(
                (short / (24 * days), far / (24 * days)),
                "That takes six days exactly. Two dates six days apart allow five to seven.",
            ),
            Mistake(
                (short / quick, far / slow),
                "The times are crossed: the shortest road goes with the longest time.",
            ),
            Mistake(
                (low, float(tessalit["road_km"]) / quick),
                "That is the road from Tessalit. Aguelhok is nearer to Gao: take the "
                f"{between} kilometres off.",
            ),
            Mistake((24 * low, 24 * high), "Those are kilometres a day. Divide by 24."),
            Mistake(
                (round(24 * low), round(24 * high)), "Those are kilometres a day. Divide by 24."
            ),
        ],
        insight="The range holds only if the road from Tessalit is no longer than "
        f"{tessalit['road_km']:.0f} kilometres; the source says over. Honestly put, the upper end "
        "is open.",
    )


@exercise
def exit_6() -> Interval:
    """How many were still to go on 1 December 2023, by two pairs of wholes."""
    numbers = load("withdrawal_numbers").set_index("row_id")
    gone = int(numbers.loc[[14, 15], "value"].sum())
    december = sum(
        int(re.search(r"of ([\d,]+)", note)[1].replace(",", ""))
        for note in numbers.loc[[14, 15], "note"]
    )
    june = int(numbers.loc[[2, 4], "value"].sum())
    troops, civilians = int(numbers.at[15, "value"]), int(numbers.at[14, "value"])
    low, high = december - gone, june - gone
    return Interval(
        low,
        high,
        tol=5,
        margin=50,
        unit="people",
        hint="Take those who had gone from the whole of December, and from the whole of June.",
        outside="No table is needed: work it out on paper, once with the wholes of December and "
        "once with those of June.",
        mistakes=[
            Mistake(
                OneEnd((gone,)),
                f"{gone:,} are the {troops:,} and the {civilians:,}: the website added up those "
                "who had gone.",
            ),
            Mistake(
                (low, low), "That holds for the wholes of December only. What if June's are right?"
            ),
            Mistake(
                (high, high), "That holds for the wholes of June only. What if December's are?"
            ),
            Mistake((december, june), "Those are the wholes. Take away those who had gone."),
            Mistake(
                (12_944 - troops, 12_947 - troops),
                "Those are people in uniform only. The civilians belong in.",
            ),
            Mistake(
                (927 - civilians, 1_786 - civilians),
                "Those are civilians only. The people in uniform belong in.",
            ),
        ],
        insight=f"The website took the {gone:,} who had gone for those who stayed. By the "
        f"mission's own figures {low:,} to {high:,} were to go, and nearly all of the width is "
        f"civilians: did {1_786 - 927} leave unrecorded, or were they counted otherwise? A week "
        "later a news agency had about 3,000 still to leave.",
    )
