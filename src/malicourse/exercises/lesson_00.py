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
        outside="In the table fatalities, COUNTIFS on the columns personnel_type and cause does "
        "it; a pivot table of the two shows every combination.",
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
    """Bars of deaths by type of personnel, with words."""
    deaths = load("fatalities")

    def counted(rows: pd.DataFrame, column: str = "personnel_type") -> pd.DataFrame:
        return rows[column].value_counts().reset_index().set_axis(["y", "x"], axis=1)

    right = counted(deaths)
    civilians = deaths["personnel_type"].isin(["Local", "International Civilian"])
    shares = "Those bars are shares. Count people: value_counts() without normalize."
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=right,
        keys=["y"],
        needs=("title", "description"),
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
            Mistake(right.assign(x=right["x"] / len(deaths)), shares),
            Mistake(right.assign(x=100 * right["x"] / len(deaths)), shares),
            Mistake(right.assign(x=(100 * right["x"] / len(deaths)).round(1)), shares),
        ],
        insight=f"Local and international civilians together are {civilians.sum()} people, "
        f"{100 * civilians.mean():.0f} per cent. Your title and your description were not read: "
        "read both to somebody who does not see the chart, and ask which bar is the longest, how "
        "long it is, and how far behind the next one stands.",
    )


def by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Count attacks and illness in each year from 2015 to 2024."""
    words = {"Malicious Act": "attacks", "Illness": "illness"}
    cause = rows["cause"].astype(str).map(words)
    table = pd.crosstab(rows["date"].dt.year.rename("year"), cause)
    return table.reindex(range(2015, 2025), fill_value=0).rename_axis("year").reset_index()


@exercise
def toolkit_3() -> Frame:
    """Attacks and illness by year, in uniform, without the mission in Mali."""
    deaths = load("fatalities")
    uniform = deaths["personnel_type"].isin(["Military", "Police", "Military Observer"])
    mali = deaths["mission"] == "MINUSMA"
    right = by_year(deaths[uniform & ~mali])
    swapped = right.rename(columns={"attacks": "illness", "illness": "attacks"})
    ahead = right.loc[right["attacks"] > right["illness"], "year"].tolist()
    tied = right.loc[right["attacks"] == right["illness"], "year"].tolist()
    return Frame(
        right,
        keys=["year"],
        hint='Filter with serving["mission"] != "MINUSMA", group by year and cause, unstack.',
        mistakes=[
            Mistake(
                by_year(deaths[uniform]), "The mission in Mali is still in it: filter it out first."
            ),
            Mistake(
                by_year(deaths[uniform & mali]),
                "That is the mission in Mali alone. != keeps the others.",
            ),
            Mistake(
                by_year(deaths[~mali]),
                "Civilians are among these. Start from serving, which has people in uniform only.",
            ),
            Mistake(
                lambda given: "cause" in given.columns,
                "The causes stand below each other: unstack makes each a column.",
            ),
            Mistake(
                lambda given: given["year"].min() < 2015 or given["year"].max() > 2024,
                "There are years too many: keep 2015 to 2024 with .loc[2015:2024].",
            ),
            Mistake(swapped, "The two columns are exchanged: attacks are the malicious acts."),
        ],
        insight=f"Without Mali, attacks lead in {' and '.join(map(str, ahead))} only, and "
        f"{' and '.join(map(str, tied))} is a tie: what the record says to somebody in uniform "
        "depends on the mission. These are counts; how many served is not in them.",
    )


@exercise
def toolkit_4() -> Frame:
    """People of 2015 whom a join by mission alone loses and multiplies."""
    deaths, strength = load("fatalities"), load("mission_strength")
    died = deaths[deaths["date"].dt.year == 2015]

    def counted(people: pd.DataFrame, months: pd.DataFrame, how: str = "left") -> pd.DataFrame:
        after = people.merge(months, on="mission", how=how)
        lost = after["total"].isna().groupby(after["mission"]).sum()
        table = people.groupby("mission").size().reset_index(name="people")
        rows = table["mission"].map(after.groupby("mission").size())
        table = table.assign(rows=rows, lost=table["mission"].map(lost))
        return table.dropna().astype({"rows": int, "lost": int})

    right = counted(died, strength)
    once = strength.drop_duplicates("mission")
    alone = right[right["lost"] > 0]
    in_mali = right.set_index("mission").loc["MINUSMA"]
    return Frame(
        right,
        keys=["mission"],
        hint="Count the people of each mission before the join, and the rows after it.",
        mistakes=[
            Mistake(
                counted(died, strength, "inner"),
                'A mission is missing: an inner join has dropped its people. Use how="left".',
            ),
            Mistake(
                counted(died, once),
                "That joins one month only, so nothing is multiplied. Join strength as it is.",
            ),
            Mistake(counted(deaths, strength), "Those are all years. Keep 2015 before you join."),
            Mistake(
                right.assign(people=right["rows"]),
                "Your people are counted after the join. Count them in the table of 2015.",
            ),
            Mistake(
                right.assign(rows=right["rows"] - right["lost"]),
                "Whoever finds no partner stays, in one row with gaps. Count that row too.",
            ),
            Mistake(
                right.assign(lost=right["rows"] - right["people"]),
                "Those are the rows that were added. Lost are people whose total is a gap.",
            ),
            Mistake(
                lambda given: "rows" not in given.columns and "people" in given.columns,
                "Add the column rows: the same groups, counted after the join.",
            ),
            Mistake(
                lambda given: given["lost"].isna().any(),
                "A mission of which nobody is lost has a gap in your table: .fillna(0) writes 0.",
            ),
        ],
        insight=f"{right['people'].sum()} people became {right['rows'].sum():,} rows, those of "
        f"MINUSMA {in_mali['rows'] // in_mali['people']} rows each, one for every month in which "
        f"the mission is listed. And {alone['people'].sum()} of the people, of "
        f"{alone['mission'].iloc[0]}, found no partner: the number of rows does not show it.",
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
        outside="Filter fatalities to mission MINUSTAH and make a pivot table that counts people "
        "by date and personnel_type.",
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
    people = tuple(round(end * since.sum() / 100) for end in (low, high))
    determined = deaths[since & ~deaths["cause"].isin(["To Be Determined", "Unknown"])]
    one_word = deaths.loc[since, "cause"].isin(["Malicious Act", "To Be Determined"])
    return Interval(
        low,
        high,
        tol=0.06,
        margin=0.5,
        unit="per cent",
        hint="The whole stays the same at both ends; the open cases are added to the attacks.",
        outside="Filter fatalities to dates from 2020-01-01 on, count each value of cause with a "
        "pivot table, and divide by the grand total.",
        mistakes=[
            Mistake(
                (low / 100, high / 100), "Those are shares of one. Multiply both by a hundred."
            ),
            Mistake(
                people,
                "Those are people. Divide both by the number of all deaths since 2020, times 100.",
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
