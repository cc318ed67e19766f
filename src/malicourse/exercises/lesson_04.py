"""Exercises of lesson 04, counting the dead."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    AtPlace,
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    Number,
    Ordered,
    OtherThan,
    exercise,
)

LESSON = "04-counting-the-dead"


def _mali() -> pd.DataFrame:
    sahel = load("ucdp_sahel")
    return sahel[sahel["country"] == "Mali"]


@exercise
def deaths_1() -> Number:
    """Share of one-sided violence in all deaths in Mali, 2012 to 2024."""
    mali = _mali()
    since = mali[mali["year"] >= 2012]

    def share(rows: pd.DataFrame, kind: str = "os", whole: str = "all") -> float:
        return 100 * rows[f"{kind}_deaths_best"].sum() / rows[f"{whole}_deaths_best"].sum()

    yearly = (100 * since["os_deaths_best"] / since["all_deaths_best"]).mean()
    return Number(
        share(since),
        abs_tol=0.06,
        unit="per cent",
        digits=1,
        hint="Divide the sum of one-sided deaths by the sum of all deaths, 2012 to 2024.",
        outside="Filter ucdp_sahel to country Mali and the years asked for; take SUBTOTAL(9, ...) "
        "of the columns ending in _deaths_best that you need, and divide.",
        mistakes=[
            Mistake(
                yearly,
                "That is the average of the yearly percentages. Add up the deaths before you "
                "divide.",
            ),
            Mistake(
                100 * since["all_deaths_civilians"].sum() / since["all_deaths_best"].sum(),
                "Civilians killed in battle are in: use os_deaths_best.",
            ),
            Mistake(share(mali), "That is the share since 1989. Keep the years from 2012."),
            Mistake(share(mali[mali["year"] > 2012]), "2012 belongs in: write >=, not >."),
            Mistake(share(since, "sb"), "That is the share of state-based violence."),
            Mistake(
                share(since, "os", "sb"),
                "That compares one-sided with state-based violence. The whole is all kinds.",
            ),
        ],
        insight=f"Of {since['all_deaths_best'].sum():,} people, "
        f"{since['os_deaths_best'].sum():,} were civilians killed on purpose; civilians who died "
        "in battle come on top.",
    )


@exercise
def deaths_2() -> Number:
    """Rise of violations from the first to the second quarter of 2020."""
    totals = load("hr_notes").drop_duplicates("period").set_index("period")["total"].astype(float)
    first, second = totals["2020Q1"], totals["2020Q2"]
    by_later = 100 * (second - first) / second
    return Number(
        100 * (second - first) / first,
        abs_tol=0.06,
        unit="per cent",
        digits=1,
        hint="Take the first from the second, and divide by the one where the rise starts.",
        outside="Read the column total of hr_notes for periods 2020Q1 and 2020Q2, and work out "
        "the rise with a calculator.",
        mistakes=[
            Mistake(
                by_later,
                "That is the rise divided by the later value. A rise is measured from its start.",
            ),
            Mistake(
                100 * second / first,
                "That is the second quarter in per cent of the first. The rise is what exceeds "
                "a hundred.",
            ),
            Mistake(second - first, "That is the rise in violations. Bring it to per cent."),
            Mistake(6, "That is the printed number. What do the two totals give?"),
        ],
        insight=f"Dividing by the later value would give {by_later:.1f}, so the printed "
        "“nearly 6” is not the error of the 54 per cent; a total revised later may explain it.",
    )


@exercise
def deaths_3() -> Chart:
    """Horizontal bars of civilians killed by actors whose rows are about Mali alone."""
    onesided = load("onesided_mali")
    recent = onesided["year"] >= 2012

    def bars(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.groupby("actor")["killed_best"].sum().reset_index().set_axis(["y", "x"], axis=1)

    drawn = bars(onesided[onesided["only_in_mali"] & recent]).sort_values("x", ascending=False)
    top = drawn.iloc[0]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=drawn,
        keys=["y"],
        needs=("title",),
        hint="One bar for each actor on y, the sum of killed_best on x, rows about Mali alone.",
        mistakes=[
            Mistake(
                bars(onesided[recent]),
                "Rows that cover other countries are still in: keep those with only_in_mali.",
            ),
            Mistake(
                bars(onesided[onesided["only_in_mali"]]),
                "All years are drawn. Keep those from 2012.",
            ),
        ],
        insight=f"{top['y']} comes first with {top['x']}, and that is an effect of the filter "
        "too: groups that kill in several countries cannot appear. Your title was not read: does "
        "it say what the filter leaves out?",
    )


@exercise
def deaths_4() -> Ordered:
    """Kind of violence of five imagined reports, by the rules of UCDP."""
    kinds = ("state-based", "non-state", "one-sided", "none")

    return Ordered(
        ["state-based", "one-sided", "non-state", "one-sided", "none"],
        what="kinds",
        hint="Is the actor known? Was it a fight, or a killing of people who could not fight back?",
        mistakes=[
            Mistake(
                OtherThan(kinds),
                f"Give a list of five of these words, spelt so: {', '.join(kinds)}.",
            ),
            Mistake(
                AtPlace(1, ("one-sided",)),
                "The traders died in an ambush on the army. The kind follows the event, not the "
                "victim.",
            ),
            Mistake(
                AtPlace(2, ("non-state",)),
                "There was no fight between two groups in the second report: people who did not "
                "resist were killed.",
            ),
            Mistake(
                AtPlace(3, ("state-based",)),
                "No government is a side in the third report: look again.",
            ),
            Mistake(
                AtPlace(3, ("one-sided",)),
                "Both sides of the third report are armed and fight: look again.",
            ),
            Mistake(
                AtPlace(4, ("state-based",)),
                "That soldiers did it does not make it a battle: the herders of the fourth report "
                "were in their hands.",
            ),
            Mistake(
                AtPlace(5, ("one-sided", "non-state", "state-based")),
                "Nobody knows who shot the travellers, and behind each event of UCDP stands an "
                "identified actor.",
            ),
        ],
        insight="The fifth report is the one to remember: people whose killers nobody can name "
        "are in none of the three kinds, and a war with many of them looks smaller than it is.",
    )


@exercise
def deaths_5() -> Interval:
    """How many killed at Moura cannot be in UCDP's one-sided row for the government."""
    found = load("moura_claims").set_index("row_id").at[1, "value"]
    onesided = load("onesided_mali")
    row = onesided[onesided["year"].eq(2022) & onesided["government_actor"]].iloc[0]
    notes = load("hr_notes_perpetrators")
    killed = notes.loc[notes["unit_counted"] == "civilians killed", "count"].sum()
    return Interval(
        found - row["killed_high"],
        found,
        tol=3,
        margin=10,
        unit="people",
        hint="The lower end leaves room for all of UCDP's high estimate, the upper for none of it.",
        outside="Read the finding in moura_claims, filter onesided_mali to year 2022 and "
        "government_actor true, and subtract on paper.",
        mistakes=[
            Mistake(
                (found - row["killed_best"], found),
                "The lower end rests on the best estimate. UCDP's own row allows more.",
            ),
            Mistake(
                (found - row["killed_high"], found - row["killed_best"]),
                "That assumes that UCDP's row is about Moura and nothing else. It may hold none "
                "of these dead.",
            ),
            Mistake(
                (0, found),
                "The row cannot hold all of them: its high estimate is smaller than the finding.",
            ),
            Mistake(
                (row["killed_low"], row["killed_high"]),
                "Those are UCDP's estimates. The question asks for what they leave over.",
            ),
        ],
        insight="The range is wide and true. The lower end needs a row that is about Moura alone, "
        f"while MINUSMA attributes {killed} other killed civilians to Malian forces in half a "
        "year.",
    )


@exercise
def deaths_6() -> Choice:
    """Choose what may be written about children out of school in January 2024."""
    schools = load("schools")
    latest = schools.iloc[-1]
    children = latest["children"] / latest["schools"]
    teachers = latest["teachers"] / latest["schools"]
    both = schools.dropna(subset="children")
    exact = (both["children"] == 300 * both["schools"]).sum()
    return Choice(
        {
            "a": "497,100 children were counted out of school",
            "b": "the children are invented and the report is worthless",
            "c": "1,657 schools were reported closed; the children are an estimate",
            "d": "the number of teachers confirms the number of children",
        },
        right="c",
        why={
            "a": f"There are exactly {children:.1f} children to a school, as in {exact} of "
            f"{len(both)} rows. A count does not come out like that.",
            "b": "An estimate by a fixed factor can be sensible, and the schools are a report of "
            "their own. It has to be called what it is.",
            "c": f"Exactly {children:.0f} children and {teachers:.0f} teachers to a school: the "
            "schools were reported, the rest was multiplied.",
            "d": f"There are exactly {teachers:.1f} teachers to a school as well. Both numbers "
            "come from the schools, so neither confirms the other.",
        },
        hint="Divide the children and the teachers by the schools.",
        outside="In schools, add two columns with the formulas children/schools and "
        "teachers/schools, and look down them.",
    )
