"""Exercises of lesson 00, the tools."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Frame,
    Interval,
    Mistake,
    Number,
    SetOf,
    exercise,
)

LESSON = "00-toolkit"
# UN News, "UN staff union mourns colleagues killed in 2010", January 2011.
NEWS = {"uniform": 43, "civilian": 59}


@exercise
def toolkit_1() -> Number:
    """Police who died of illness."""
    deaths = load("fatalities")
    police, ill = deaths["personnel_type"].eq("Police"), deaths["cause"].eq("Illness")
    both = (police & ill).sum()
    return Number(
        both,
        unit="people",
        hint="Put both conditions in round brackets, & between them, and count the rows.",
        mistakes=[
            Mistake(
                police.sum(), "Those are police of all causes: the second condition is missing."
            ),
            Mistake(ill.sum(), "Those are all who died of illness: keep the police only."),
            Mistake(
                (police | ill).sum(),
                "Those are police, or ill, or both: | means or. Here both have to be true.",
            ),
            Mistake((police & ~ill).sum(), "Those are police who died of anything but illness."),
        ],
        insight=f"That is {100 * both / police.sum():.0f} per cent of the police who died.",
    )


@exercise
def toolkit_2() -> Chart:
    """Bars of deaths by type of personnel."""
    deaths = load("fatalities")

    def counted(rows: pd.DataFrame, column: str = "personnel_type") -> pd.DataFrame:
        return rows[column].value_counts().reset_index().set_axis(["y", "x"], axis=1)

    civilians = deaths["personnel_type"].isin(["Local", "International Civilian"])
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=counted(deaths),
        keys=["y"],
        needs=("title",),
        hint="One bar for each personnel_type on y, the number of people on x.",
        mistakes=[
            Mistake(
                counted(deaths, "cause"),
                "Those bars count causes. The column here is personnel_type.",
            ),
            Mistake(
                counted(deaths[deaths["mission"] == "MINUSMA"]),
                "Those are the people of MINUSMA. Count all missions.",
            ),
            Mistake(
                counted(deaths[deaths["cause"] == "Malicious Act"]),
                "Those died in attacks. Count all causes.",
            ),
        ],
        insight=f"Local and international civilians together are {civilians.sum()} people, "
        f"{100 * civilians.mean():.0f} per cent.",
    )


@exercise
def toolkit_3() -> SetOf:
    """Casualty references that occur more than once."""
    deaths = load("fatalities")
    again = deaths["casualty_ref"].duplicated()
    twice = deaths[deaths["casualty_ref"].duplicated(keep=False)]
    look_alike = deaths.duplicated(["date", "mission", "personnel_type", "cause"])
    countries = sorted(twice["country"].unique())
    return SetOf(
        deaths.loc[again, "casualty_ref"].unique(),
        what="references",
        hint='Filter with deaths["casualty_ref"].duplicated(), then take the column casualty_ref.',
        mistakes=[
            Mistake(
                twice["fatality_id"],
                "Those are the numbers of the rows. The reference of the person is asked for.",
            ),
            Mistake(
                deaths.loc[again, "fatality_id"],
                "Those are the numbers of the rows. The reference of the person is asked for.",
            ),
            Mistake(
                deaths["casualty_ref"].unique(),
                "Those are all references, once each. Keep the ones that occur again.",
            ),
            Mistake(
                deaths.loc[look_alike, "casualty_ref"],
                "Those rows look alike, but people who died together look alike too. Compare the "
                "references.",
            ),
        ],
        insight=f"The table has {len(deaths):,} rows and {deaths['casualty_ref'].nunique():,} "
        f"persons: each of these stands under {' and under '.join(countries)}.",
    )


@exercise
def toolkit_4() -> Frame:
    """Deaths in missions that the list of missions does not have."""
    deaths, listed = load("fatalities"), load("missions")["mission"]

    def counted(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.groupby("mission").size().reset_index(name="people")

    right = counted(deaths[~deaths["mission"].isin(listed)])
    largest = right.sort_values("people").iloc[-1]
    unmourned = listed[~listed.isin(deaths["mission"])]
    return Frame(
        right,
        keys=["mission"],
        hint="Keep the rows without a name, group them by mission, and count.",
        mistakes=[
            Mistake(
                counted(deaths[deaths["mission"].isin(listed)]),
                "Those found their partner. Keep the rows where the name is missing.",
            ),
            Mistake(counted(deaths), "Those are all missions: the filter is missing."),
            Mistake(
                pd.DataFrame({"mission": unmourned, "people": 0}),
                "Those are missions of the list in which nobody is recorded as dead. The question "
                "is about people.",
            ),
        ],
        insight=f"{right['people'].sum()} people served under {len(right)} short names that the "
        f"list of peacekeeping operations lacks, {largest['people']} of them in "
        f"{largest['mission']}: an inner join would have dropped them in silence.",
    )


@exercise
def toolkit_5() -> Choice:
    """Where the record and UN News differ on the earthquake in Haiti."""
    deaths = load("fatalities")
    haiti = deaths[deaths["mission"] == "MINUSTAH"]
    day = haiti.loc[haiti["date"] == "2010-01-12", "personnel_type"]
    uniform = day.isin(["Military", "Police", "Military Observer"]).sum()
    rest = len(day) - uniform
    after = haiti["date"].between("2010-01-13", "2010-02-11").sum()
    differs = {"a": rest != NEWS["civilian"], "b": uniform != NEWS["uniform"]}
    right = "c" if all(differs.values()) else next(code for code in differs if differs[code])
    return Choice(
        {
            "a": "in the number of civilians",
            "b": "in the number of police and military",
            "c": "in both",
            "d": "in the date",
        },
        right={right},
        why={
            "b": f"The record has {uniform} police and military on that day: compare.",
            "c": f"The record has {uniform} police and military on that day, as UN News has. "
            "What is left?",
            "d": f"The record has {after} deaths in this mission on the thirty days after.",
        },
        hint="Add up police and military of that day, then all the others.",
        insight=f"Both have {uniform} in uniform; UN News has {NEWS['civilian']} civilians, the "
        f"record {rest} people who were not in uniform. Neither says why, so both are given.",
    )


@exercise
def toolkit_6() -> Interval:
    """Share of attacks since 2020 if none, or all, of the open cases were attacks."""
    deaths = load("fatalities")

    def shares(rows: pd.DataFrame) -> tuple[float, float]:
        attack = rows["cause"].eq("Malicious Act")
        unclear = rows["cause"].isin(["To Be Determined", "Unknown"])
        return 100 * attack.mean(), 100 * (attack | unclear).mean()

    since = deaths["date"] >= "2020-01-01"
    low, high = shares(deaths[since])
    determined = deaths[since & ~deaths["cause"].isin(["To Be Determined", "Unknown"])]
    one_word = deaths.loc[since, "cause"].isin(["Malicious Act", "To Be Determined"])
    return Interval(
        low,
        high,
        tol=0.06,
        margin=0.5,
        unit="per cent",
        hint="The whole stays the same at both ends; the open cases are added to the attacks.",
        mistakes=[
            Mistake(
                (low / 100, high / 100), "Those are shares of one. Multiply both by a hundred."
            ),
            Mistake(
                shares(deaths), "That is the range since 1948. Keep the deaths from 2020 on first."
            ),
            Mistake(
                (low, shares(determined)[0]),
                "The upper end leaves the open cases out. Count them as attacks there.",
            ),
            Mistake(
                (low, 100 * one_word.mean()),
                "Causes that are Unknown are open too, not only those To Be Determined.",
            ),
        ],
        insight="No sample was drawn and no chance is in it: this range is what has not been "
        "determined.",
    )
