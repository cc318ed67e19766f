"""Exercises of lesson 18, votes."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    Number,
    Ordered,
    SetOf,
    exercise,
)

LESSON = "18-votes"


def _votes() -> pd.DataFrame:
    rows = load("votes")
    rows["vote"] = rows["vote"].astype(str)
    return rows[rows["vote"] != "no vote"]


@exercise
def votes_1() -> Number:
    """Share of yes in all votes."""
    yes = _votes()["vote"] == "yes"
    return Number(
        100 * float(yes.mean()),
        abs_tol=0.06,
        digits=1,
        unit="per cent",
        hint="The mean of a comparison, times 100.",
        outside="In votes, COUNTIF on the column vote gives each kind of vote; the question says "
        "how many votes there are.",
        mistakes=[
            Mistake(100 * yes.sum() / len(load("votes")), "Three of the 108 rows are no votes."),
            Mistake(float(yes.mean()), "That is a fraction. Multiply by 100."),
            Mistake(int(yes.sum()), "That is the number of yes. Give its share."),
        ],
        insight="A yes is what the Council votes most of the time, so two members who agree are "
        "seldom news.",
    )


@exercise
def votes_2() -> SetOf:
    """Members that voted yes on a text whose weight on human rights they objected to."""
    rows = load("votes")
    rows["vote"] = rows["vote"].astype(str)
    day = rows[rows["record_id"] == "RES2640"].dropna(subset="explanation")
    same = day[day["explanation"].str.contains("rights too much|rights only|sovereign|ownership")]
    right = sorted(same.loc[same["vote"] == "yes", "iso3"])
    abstained = sorted(same.loc[same["vote"] == "abstain", "iso3"])
    spoke = sorted(day.loc[day["vote"] == "yes", "iso3"])
    return SetOf(
        right,
        what="states",
        hint="China, Russia and one more said so. Two of the three abstained.",
        outside="Filter votes to record_id RES2640, and read the columns explanation and vote "
        "side by side.",
        mistakes=[
            Mistake(sorted([*right, *abstained]), "Those are all three. Which voted yes?"),
            Mistake(abstained, "Those two abstained."),
            Mistake([*right, "MLI"], "Mali said so too, but it had no vote."),
            Mistake(spoke, "Those are all that voted yes and spoke. What did they complain of?"),
            Mistake(["GHA"], "Ghana regrets that its concerns stay open, on civilians among them."),
            Mistake(["GBR"], "The United Kingdom wanted more on human rights."),
        ],
        insight="Gabon said that the text looked at human rights only and violated the sovereignty "
        "of Mali, and voted yes to keep consensus on an African issue. For much the same reasons "
        "two members abstained: a vote does not give its reason.",
    )


@exercise
def votes_3() -> Interval:
    """Share of contested votes in which two members agree, by two definitions."""
    votes = _votes()
    wide = votes.pivot(index="record_id", columns="country", values="vote")
    contested = votes.groupby("record_id", observed=True)["vote"].nunique() > 1
    two = wide[["China", "Russian Federation"]]
    three = two[contested.reindex(two.index)]

    def ends(part: pd.DataFrame) -> tuple[float, float]:
        first, second = part["China"], part["Russian Federation"]
        same = first == second
        alike = (first == "yes") == (second == "yes")
        return 100 * float(same.mean()), 100 * float(alike.mean())

    low, high = ends(three)
    return Interval(
        low,
        high,
        tol=0.7,
        unit="per cent",
        hint="One of three by the strict definition. In which vote do no and abstain meet?",
        outside="A pivot table of votes, with record_id in rows and vote in columns, shows the "
        "contested texts; filter country for the two members.",
        mistakes=[
            Mistake(ends(two), "That is over all seven votes. Keep the contested three."),
        ],
        insight="From one in three to two in three, by a definition. Say which before you count.",
    )


def _numbers(part: pd.DataFrame) -> pd.DataFrame:
    return part.groupby("symbol", observed=True).size().reset_index().set_axis(["y", "x"], axis=1)


@exercise
def votes_4() -> Chart:
    """Bars of the number of sponsors."""
    sponsors = load("resolution_sponsors")
    six = sponsors[sponsors["iso3"].isin(["CHN", "FRA", "GBR", "MLI", "RUS", "USA"])]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=_numbers(sponsors),
        keys=["y"],
        needs=("title",),
        hint="Eight symbols on y, the number of rows of each on x.",
        mistakes=[
            Mistake(_numbers(six), "Only six states are counted. Count all sponsors."),
            Mistake(
                _numbers(sponsors[sponsors["permanent_member"].astype(bool)]),
                "Only permanent members are counted. Count all sponsors.",
            ),
        ],
        insight="What a short list means has to be asked of whoever kept it. Your title was not "
        "read: does it speak of names on lists, and not of support?",
    )


@exercise
def votes_5() -> Choice:
    """Sentences that a list of sponsors bears, among those that it cannot."""
    return Choice(
        {
            "a": "three members that voted yes are not on the list",
            "b": "three members that voted yes had refused to sponsor",
            "c": "a motive of two sponsors",
            "d": "all members of August 2021 are on the list",
            "e": "what is not in the table was never asked",
        },
        right={"a", "d"},
        why={
            "b": "Three are missing, but none of them had a seat at the time, and a missing name "
            "is no refusal.",
            "c": "A list has names. It does not say why they stand there.",
            "e": "The table holds eight texts that were adopted. What was asked and dropped is in "
            "no list of sponsors.",
        },
        hint="Two can be counted. The others need a refusal, a motive or a dropped text.",
        outside="Filter votes to each of the two days and resolution_sponsors to symbol "
        "S/RES/2589 (2021), and look up every iso3 there.",
        insight="All fifteen members of August 2021 are on it, and the three of 2022 that "
        "are missing, Albania, Gabon and Ghana, came to the Council later. Absence from a list is "
        "no vote against it, a name on it has no motive beside it, and a dropped text has no list.",
    )


@exercise
def votes_6() -> Ordered:
    """Verdicts on the five parts of a sentence."""
    yes, no, open_ = "supported", "contradicted", "not testable"
    right = [yes, yes, no, open_, no]
    return Ordered(
        right,
        what="marks",
        hint="Vote and statement differ on 29 June 2022, and the veto was on another subject.",
        mistakes=[
            Mistake([yes, yes, yes, open_, no], "Read what both said on 29 June 2022 once more."),
            Mistake(
                [yes, yes, no, open_, yes],
                "On 30 June 2023 all fifteen voted yes. The veto came in August, on sanctions.",
            ),
            Mistake(
                [yes, yes, no, no, no],
                "The fourth is about a reason. Both named another one, which may be true or not: "
                "no record can refute it.",
            ),
            Mistake(
                [yes, yes, no, yes, no],
                "The fourth is about a reason. An abstention fits it, and fits others as well.",
            ),
            Mistake(
                [yes, yes, open_, open_, no],
                "The third can be tested: the explanations of that day are in the table.",
            ),
            Mistake([yes] * 5, "Only two of the five are borne out."),
        ],
        insight="So the whole is not borne out: a vote is right, a speech is not, and an aim stays "
        "open. That is less than contradicted, for what was struck from the drafts no table here "
        "can say.",
    )
