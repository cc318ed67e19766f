"""Exercises of lesson 07, the road to Action for Peacekeeping."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from malicourse.answers.base import Read
from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Interval, Mistake, Number, SetOf, exercise

LESSON = "07-road-to-a4p"


def _lists() -> pd.DataFrame:
    """Sponsors of each resolution, with its symbol."""
    sponsors = load("resolution_sponsors")
    return sponsors.groupby("symbol")["iso3"].nunique().rename("y").rename_axis("x").reset_index()


@exercise
def road_1() -> Number:
    """Years from the Brahimi report to the report of the panel of 2015."""
    when = load("frameworks").set_index("framework_id")["date"]

    def years(last: str, first: str = "brahimi") -> float:
        return (when[last] - when[first]).days / 365.25

    return Number(
        years("hippo"),
        digits=1,
        unit="years",
        hint="Subtract the date of the text brahimi from that of hippo, divide days by 365.25.",
        mistakes=[
            Mistake(
                float(when["hippo"].year - when["brahimi"].year),
                "That is the difference of the two years, or the time to the Secretary-General's "
                "response. Take the day of the panel's report and keep one decimal.",
            ),
            Mistake(years("cruz"), "That is the Cruz report, by a team of experts."),
            Mistake(years("declaration"), "That is the Declaration of 2018."),
            Mistake(years("hippo") * 365.25, "Those are days. Divide them by 365.25."),
            Mistake(-years("hippo"), "The sign says that HIPPO came first: exchange the dates."),
        ],
        insight="The second panel wrote when MINUSMA was two years old, and had visited Mali.",
    )


@exercise
def road_2() -> Choice:
    """Choose the sentence that corrects “eight commitments” and says no more than was read."""
    passages = load("a4p_commitments")
    fourth = passages[(passages["paragraph"] == 4) & (passages["read_as"] == "commitment")]
    read = (passages["read_as"] == "commitment").sum()
    return Choice(
        {
            "a": "the Declaration puts 45 commitments under eight areas",
            "b": "the Declaration has 45 paragraphs in eight areas",
            "c": "the Declaration has 45 commitments, half of them for Member States alone",
            "d": "eight is wrong, so the argument of the commentary falls",
        },
        right="a",
        why={
            "a": "It corrects the unit, and says of the commitments nothing that was not read.",
            "b": f"Paragraph 4 alone holds {len(fourth)} of the commitments that we read, so "
            "paragraphs and commitments cannot be counted as one.",
            "c": f"Only {read} of the 45 were read, and nobody drew them at random.",
            "d": "The argument rests on two priorities of A4P+, and these exist. A wrong number "
            "beside it does not touch them.",
        },
        hint="Which unit does each sentence count, and was what it says of that unit read?",
    )


@exercise
def road_3() -> Chart:
    """Bars of what each of the five resolutions asks of host states."""
    asks = load("reform_asks")

    def by_text(rows: pd.DataFrame) -> pd.DataFrame:
        found = rows.groupby("symbol").size()
        return found.rename("y").rename_axis("x").reset_index()

    right = by_text(asks[asks["asked"] == "host states"])
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="nominal|ordinal"), "y": Enc(type="quantitative")},
        data=right,
        keys=["x"],
        needs=("title",),
        skip_zero=True,
        hint="Keep the rows where asked is host states, count them by symbol, draw bars.",
        mistakes=[
            Mistake(by_text(asks), "Those are all asks. Keep those that name host states."),
            Mistake(
                by_text(asks[asks["asked"] == "Member States"]),
                "Member States are all of them. Keep the rows that name host states.",
            ),
            Mistake(
                right.assign(x=right["x"].str[6:10]),
                "The bars are right. Leave the symbols whole, as they stand in the table.",
            ),
        ],
        insight="In these five texts the asks of host states begin in 2020, with a text on the "
        "safety of peacekeepers; the two before that name such states and ask nothing of them by "
        "our rule. Your title was not read: does it say that these are five texts?",
    )


@exercise
def road_4() -> Interval:
    """How many can have endorsed by 20 September 2018."""
    counts = load("a4p_endorsement_counts")
    day = pd.Timestamp("2018-09-20")
    low = int(counts.loc[counts["latest"] <= day, "member_states"].max())
    high = int(counts.loc[counts["earliest"] > day, "member_states"].min())
    vague = counts[(counts["earliest"] <= day) & (counts["latest"] > day)]
    undated = int(vague["member_states"].iloc[0])
    earlier = int(counts.loc[counts["member_states"] < low, "member_states"].max())
    return Interval(
        low,
        high,
        tol=0.5,
        margin=1,
        unit="states",
        hint="Low: the last count that was surely taken by then. High: the first that was surely "
        "taken after.",
        mistakes=[
            Mistake((earlier, high), "There is a later count before the 20th."),
            Mistake(
                (low, undated),
                f"The {undated} have no day. They can have been reached before the 20th, and more "
                "can have joined by then.",
            ),
            Mistake(
                (undated, high),
                f"The {undated} have no day. The count can have been taken after the 20th.",
            ),
            Mistake((earlier, undated), "Neither end is the surest one. Look at both dates."),
        ],
        insight="The undated count helps at neither end. A straight line between two counts "
        "would have given one number, and hidden that nobody knows.",
    )


@dataclass
class _States(SetOf):
    """Countries, by code or by name."""

    def read(self, answer: Any) -> Read:
        """Return the answer with each name that the table knows put as its code."""
        given = super().read(answer)
        sponsors = load("resolution_sponsors")
        codes = dict(zip(sponsors["country"].str.lower(), sponsors["iso3"], strict=True))
        codes |= {"russia": "RUS", "uk": "GBR", "us": "USA", "united states": "USA"}
        return replace(
            given, value=[codes.get(str(item).strip().lower(), item) for item in given.value]
        )


@exercise
def road_5() -> SetOf:
    """Permanent members that sponsored all resolutions with long lists."""
    lists = _lists().set_index("x")["y"]
    sponsors = load("resolution_sponsors")
    permanent = sponsors[sponsors["permanent_member"]]
    comparable = permanent[permanent["symbol"].isin(lists[lists > 40].index)]
    times = comparable.groupby("iso3")["symbol"].nunique()
    every = sorted(times[times == times.max()].index)
    most = permanent.groupby("iso3")["symbol"].nunique()
    return _States(
        every,
        what="countries",
        hint="Count the symbols of each iso3 among the five resolutions, keep those with five.",
        mistakes=[
            Mistake(sorted(times.index), "Those sponsored at least one. Ask for all five."),
            Mistake(
                sorted(most[most == most.max()].index),
                "That counts the short lists too. Keep the five with more than 40 names.",
            ),
            Mistake(
                sorted(times[times < times.max()].index),
                "Those are the ones whose name is missing somewhere. Turn the condition round.",
            ),
        ],
        insight="A name on a draft, a vote for it and an endorsement of the Declaration are three "
        "acts, and each has its own record. None of them says what was done afterwards.",
    )
