"""Exercises of lesson 18, votes."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Interval, Mistake, Number, SetOf, exercise

LESSON = "18-votes"
SAFETY = "S/RES/2589 (2021)"


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
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
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
def votes_5() -> SetOf:
    """Members that voted for the renewal and are on no list of a safety resolution."""
    votes, sponsors = _votes(), load("resolution_sponsors")
    signed = set(sponsors.loc[sponsors["symbol"] == SAFETY, "iso3"])
    renewal = votes[votes["record_id"] == "RES2640"]
    yes = set(renewal.loc[renewal["vote"] == "yes", "iso3"])
    right = sorted(yes - signed)
    return SetOf(
        right,
        what="states",
        hint="Thirteen members voted yes. Take away those that are on the list.",
        mistakes=[
            Mistake(sorted(yes & signed), "Those voted yes and are on the list."),
            Mistake(sorted(set(renewal["iso3"]) & signed - yes), "Those did not vote yes."),
            Mistake(sorted(yes), "Those are all that voted yes. Some are on the list."),
            Mistake(sorted(signed - yes), "That is the difference the other way round."),
        ],
        insight="None of the three had a seat in the Council in August 2021, and we know of no "
        "refusal by any of them. Absence from a list is no vote against it; and two states "
        "on the list, China and Russia, withheld their yes in 2022 from a text on other things.",
    )


@exercise
def votes_6() -> Choice:
    """Verdict on a sentence that the votes and statements bear out."""
    return Choice(
        {
            "a": "supported by the abstentions and a veto",
            "b": "contradicted by votes for every mandate",
            "c": "not testable in any part",
            "d": "not borne out: spoke for it, abstained on its text, later votes fit several aims",
        },
        right="d",
        why={
            "a": "They abstained on a text while speaking for the mission, and the veto was on "
            "sanctions.",
            "b": "Not in June 2022: on that mandate both abstained.",
            "c": "The votes and the records of three meetings tell something. It is the aim that "
            "they leave open.",
        },
        hint="One verdict keeps vote, statement and aim apart.",
        insight="Not borne out is less than contradicted: what was struck from the drafts, and why "
        "they abstained in truth, no table here can say.",
    )
