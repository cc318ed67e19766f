"""Exercises of lesson 07, the road to Action for Peacekeeping."""

from functools import partial

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Enc,
    Frame,
    Interval,
    Mistake,
    Number,
    Ordered,
    exercise,
    swapped,
)

LESSON = "07-road-to-a4p"


#: The asks among the ten clauses of the third exercise; its other two clauses ask nothing.
CLAUSES = [
    "A2589_01",
    "A2518_05",
    "A2589_07",
    "A2518_02",
    "A2589_13",
    "A2589_06",
    "A2436_08",
    "A2518_03",
]
SIX = ["CHN", "EST", "MLI", "PAK", "RUS", "SEN"]


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
        outside="Look up brahimi and hippo in the column framework_id of frameworks; subtract one "
        "date cell from the other and divide by 365.25.",
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
def road_2() -> Ordered:
    """Tell what four quotations of the Declaration really name."""
    right = ["area", "paragraph", "commitment", "paragraph"]
    declared = load("a4p_commitments").set_index("commitment_id")
    number = int(declared.at["about3", "paragraph"])
    second = int(declared.at["par2", "paragraph"])

    taken = partial(swapped, right)
    heading = (
        "Lay the phrases of the first quotation beside areas. What do they add to the words there?"
    )
    numbered = (
        f"The {number} of the second quotation also stands in the column paragraph of declared. "
        "Whose number is it?"
    )
    reason = (
        "The fourth note says why, not what somebody will do. Look for its words in declared: what "
        "are they read as?"
    )
    belief = "The word commitment stands there, but is it what was counted? "
    return Ordered(
        right,
        what="words",
        hint="Could one find out later whether this was done, and by whom? If not, does it restate "
        "a heading, or does it go by the number of a piece of text?",
        mistakes=[
            Mistake(taken(2, "commitment"), numbered),
            Mistake(taken(4, "commitment"), reason),
            Mistake(taken(2, "commitment", 4, "commitment"), f"{belief}{numbered} {reason}"),
            Mistake(["commitment"] * 4, f"{belief}{heading} {numbered}"),
            Mistake(taken(1, "commitment"), heading),
            Mistake(taken(1, "paragraph"), heading),
            Mistake(taken(1, "commitment", 2, "commitment"), f"{heading} {numbered}"),
            Mistake(taken(1, "commitment", 4, "commitment"), f"{heading} {reason}"),
            Mistake(taken(2, "area"), numbered),
            Mistake(taken(4, "area"), reason),
            Mistake(
                taken(3, "paragraph"),
                "The third names something to be done, or left, and who is to do it. Its paragraph "
                "is not even known here.",
            ),
        ],
        insight="Three of the four counted or quoted something other than a commitment. The first "
        f"puts verbs before headings. The article's “commitment {number}” has the number of a "
        f"paragraph, and so has the commitment {second} of the note that we made up; the number of "
        "paragraphs need not be that of commitments.",
    )


@exercise
def road_3() -> Chart:
    """Bars of whom ten clauses ask, coded by the learner."""
    asks = load("reform_asks").set_index("ask_id")
    coded = asks.loc[CLAUSES, "asked"].astype(str).value_counts()

    def bars(**changes: int) -> pd.DataFrame:
        names = {"host": "host states", "members": "Member States", "he": "Secretary-General"}
        counts = coded.to_dict()
        for name, change in changes.items():
            label = names.get(name, name)
            counts[label] = counts.get(label, 0) + change
        return pd.DataFrame({"x": list(counts), "y": list(counts.values())})

    no_ask = (
        "A clause that emphasises or stresses gives weight and asks nothing: the rule leaves it "
        "out, whoever is named in it."
    )
    hosts = (
        "Member States that host a mission are host states: the rule keeps Member States for "
        "clauses that mean all of them."
    )
    spoken = (
        "One clause speaks of host states, or of missions, and asks somebody else, who is to "
        "encourage or to instruct them. Code the one who has to act first."
    )
    twice = "One clause names two. Count it once, for the one whom it names first."
    first = asks.loc[asks["asked"] == "host states", "date"].min().year
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="nominal|ordinal"), "y": Enc(type="quantitative")},
        data=bars(),
        keys=["x"],
        swap=True,
        needs=("title",),
        skip_zero=True,
        hint="Decide first which clauses ask. Then use the names of the column asked, such as host "
        "states, Member States and Secretary-General.",
        mistakes=[
            Mistake(bars(host=1), no_ask),
            Mistake(bars(host=1, **{"nobody named": 1}), no_ask),
            Mistake(bars(host=1, Council=1), no_ask),
            Mistake(bars(**{"nobody named": 1}), no_ask),
            Mistake(bars(Council=1), no_ask),
            Mistake(bars(**{"nobody named": 2}), no_ask),
            Mistake(bars(host=-2, members=2), hosts),
            Mistake(bars(host=-1, members=1), hosts),
            Mistake(bars(host=-2, members=2, he=-1, missions=1), f"{hosts} {spoken}"),
            Mistake(bars(host=1, he=-1), spoken),
            Mistake(bars(members=1, he=-1), spoken),
            Mistake(bars(he=-1, missions=1), spoken),
            Mistake(
                bars(he=-1, Secretariat=1),
                "By the rule the Secretariat counts as the Secretary-General.",
            ),
            Mistake(
                pd.concat([bars(), pd.DataFrame({"x": [None], "y": [2]})]),
                "One bar has no name: leave out the clauses that ask nothing before you draw.",
            ),
            Mistake(bars(host=1, he=-2, missions=1), spoken),
            Mistake(bars(host=2, he=-2), spoken),
            Mistake(bars(host=2, he=-3, missions=1), spoken),
            Mistake(
                bars(host=-1, he=1),
                "In one clause host states are to keep the "
                "Secretary-General informed. Who has to act?",
            ),
            Mistake(bars(others=1), twice),
            Mistake(bars(he=1), twice),
            Mistake(bars(members=-1, others=1), twice),
        ],
        insight="Your counts are those of our reader, by the same rule. Errors that cancel would "
        "not show, and two who agree can be wrong together. In these five texts the asks of host "
        f"states begin in {first}. Your title was not read: does it claim more than ten clauses "
        "that were chosen for practice?",
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
        outside="Sort a4p_endorsement_counts by earliest, and compare earliest and latest with "
        "the day, row by row, on paper.",
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


@exercise
def road_5() -> Frame:
    """Which of six states endorsed, sponsored and voted, by the records of the lesson."""
    told = load("a4p_endorsers")
    yes = told["standing"].str.startswith("endorsed")
    own = told["source_id"] != "seed"
    sponsors = load("resolution_sponsors")
    votes = load("votes")
    right = pd.DataFrame({"iso3": SIX}).assign(
        endorsed=lambda six: six["iso3"].isin(told.loc[yes & own, "iso3"]),
        sponsored=lambda six: six["iso3"].isin(
            sponsors.loc[sponsors["symbol"] == "S/RES/2589 (2021)", "iso3"]
        ),
        voted=lambda six: six["iso3"].isin(votes.loc[votes["date"] == "2021-06-29", "iso3"]),
    )

    def changed(column: str, **values: bool) -> pd.DataFrame:
        return right.assign(
            **{column: [values.get(s, v) for s, v in zip(SIX, right[column], strict=True)]}
        )

    commentary = (
        "The commentary is what you test, so it cannot be the record. Without it, what does told "
        "have for China and for Mali?"
    )
    reserved = (
        "Russia said “We have endorsed it, but with reservations”. By the question that counts as "
        "endorsed; the reservations belong in the sentence that you write about it."
    )
    return Frame(
        right,
        keys=["iso3"],
        hint="Fill one column after the other, each from its own table: told, sponsors, votes.",
        mistakes=[
            Mistake(changed("endorsed", CHN=True, MLI=True), commentary),
            Mistake(changed("endorsed", MLI=True), commentary),
            Mistake(
                changed("endorsed", CHN=True),
                "China's ministry says that it supports the Declaration. The word endorse is not "
                "there.",
            ),
            Mistake(changed("endorsed", RUS=False), reserved),
            Mistake(
                changed("endorsed", EST=False),
                "Estonia is in the list of 5 September 2018 that a law blog gives. A secondary "
                "record is one too.",
            ),
            Mistake(
                right.assign(voted=right["sponsored"]),
                "You gave every sponsor a vote. Only members of the Council vote.",
            ),
            Mistake(
                right.assign(sponsored=right["voted"]),
                "You took those who voted for sponsors. States outside the Council sponsor, too.",
            ),
            Mistake(
                right.assign(endorsed=right["sponsored"]),
                "You took those who sponsored for endorsers. The resolution and the Declaration "
                "are two texts.",
            ),
            Mistake(
                right.assign(endorsed=True, sponsored=True, voted=True),
                "That is what somebody says of the six. Look up each act in its own table.",
            ),
            Mistake(
                right.assign(voted=True),
                "The Council has fifteen members. Not all six sat there in 2021.",
            ),
            Mistake(
                right.assign(voted=right["iso3"].isin(["CHN", "RUS"])),
                "Those are the permanent members. Ten elected ones vote as well.",
            ),
            Mistake(
                right.assign(sponsored=right["iso3"].isin(sponsors["iso3"])),
                "Those sponsored some text of the table. Keep the resolution of the question.",
            ),
        ],
        insight="“They all backed it” hides three acts: only Estonia and Russia have all three in "
        "these records, Russia with reservations. What is False here was not found; for China and "
        "Mali a list of all endorsers could still change it.",
    )
