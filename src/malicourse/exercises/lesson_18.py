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
def votes_2() -> Number:
    """Yes votes of African members on two drafts."""
    votes = _votes()
    two = votes[votes["record_id"].isin(["RES2640", "DRAFT20230830A"])]
    yes = two["vote"] == "yes"
    africa = two["african_member"].astype(bool)
    every = votes["african_member"].astype(bool) & (votes["vote"] == "yes")
    return Number(
        int((africa & yes).sum()),
        unit="votes",
        hint="Two records, African members, yes.",
        mistakes=[
            Mistake(int(every.sum()), "That is over all seven drafts. Keep two."),
            Mistake(int(yes.sum()), "Those are the yes votes of all members."),
        ],
        insight="All that they cast: on both days the African members of the Council said yes "
        "where Mali objected to the text or to a part of it.",
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
        tol=0.6,
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
        insight="What a short list means has to be asked of whoever kept it.",
    )


@exercise
def votes_5() -> SetOf:
    """Sponsors of a safety resolution that did not vote yes on the renewal."""
    votes, sponsors = _votes(), load("resolution_sponsors")
    signed = set(sponsors.loc[sponsors["symbol"] == SAFETY, "iso3"])
    renewal = votes[votes["record_id"] == "RES2640"]
    other = set(renewal.loc[renewal["vote"] != "yes", "iso3"])
    yes = set(renewal.loc[renewal["vote"] == "yes", "iso3"])
    right = sorted(signed & other)
    return SetOf(
        right,
        what="codes",
        hint="Abstainers of June 2022 that stand on the list of resolution 2589.",
        mistakes=[
            Mistake([*right, "MLI"], "Mali is a sponsor and no member: it had no vote."),
            Mistake(sorted(signed & yes), "Those are the sponsors that did vote yes."),
        ],
        insight="Both asked in 2021 that attackers of peacekeepers be prosecuted, and withheld "
        "their yes from a mandate in 2022: the two texts are about different things.",
    )


@exercise
def votes_6() -> Choice:
    """Sentence that the two tables bear out."""
    return Choice(
        {
            "a": "all three endorsed A4P",
            "b": "Mali never endorsed A4P",
            "c": "Russia rejected A4P",
            "d": "no list that we found names Mali; all three sponsored 2589",
        },
        right="d",
        why={
            "a": "For Mali the only row that says so is the sentence under test.",
            "b": "An incomplete record cannot show that something never happened.",
            "c": "Russia said in the Council that it had endorsed, with reservations.",
        },
        hint="One sentence says what was found and where.",
        insight="The sentence is duller than the commentary's, and survives an opponent.",
    )
