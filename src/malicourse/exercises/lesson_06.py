"""Exercises of lesson 06, after the blue helmets."""

from functools import partial

import pandas as pd

from malicourse.answers.items import AtPlace
from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Frame,
    Interval,
    Mistake,
    Ordered,
    exercise,
    swapped,
)

LESSON = "06-after-the-blue-helmets"
SERIES = {
    "all_deaths_best": "killed",
    "malian_refugees_abroad": "refugees abroad",
    "idps_unhcr": "displaced inside",
}


def _series() -> pd.DataFrame:
    """Killed, refugees abroad and displaced inside by year, from 2012."""
    sahel = load("ucdp_sahel")
    deaths = sahel[sahel["country"] == "Mali"].set_index("year")["all_deaths_best"]
    people = load("displacement_year").pivot(index="year", columns="indicator", values="people")
    both = people.loc[2012:].join(deaths).rename(columns=SERIES)
    return both[list(SERIES.values())].astype(float)


@exercise
def after_1() -> Choice:
    """Choose what may be written about attacks on aid workers in 2024."""
    aid = load("aid_workers_year").set_index("year")
    pending, attacks = aid.at[2024, "pending_verification"], aid.at[2024, "incidents"]
    return Choice(
        {
            "a": "nine attacks recorded so far, most not yet verified; journeys not counted",
            "b": "Mali became twice as safe for aid workers after the UN left",
            "c": "armed groups stopped because the UN no longer stood beside aid workers",
            "d": "the database is worthless for 2024",
        },
        right="a",
        why={
            "a": f"{pending} of the {attacks} were pending when the file was made, in April 2025, "
            "and a count without the number of journeys is no risk.",
            "b": "A count is not a risk: nobody knows how many aid workers still travelled, and "
            f"{pending} of {attacks} attacks were not yet verified.",
            "c": "The table has no motives in it, and no comparison with what would have happened.",
            "d": "It says what is recorded and marks what is unverified. That is worth more than "
            "silence, if it is quoted with its marks.",
        },
        hint="Look at pending_verification, and ask what 9 should be divided by.",
        outside="Read the rows 2023 and 2024 of aid_workers_year, all columns.",
    )


@exercise
def after_2() -> Ordered:
    """Index of 2024 with 2019 as 100, and the base years from which killings had risen."""
    series = _series()
    bases = series["killed"].loc[2012:2023]
    risen = int((series.at[2024, "killed"] > bases).sum())

    def told(index: pd.Series) -> list[int]:
        return [*map(int, index.round()), risen]

    def based(year: int) -> pd.Series:
        return 100 * series.loc[2024] / series.loc[year]

    right = based(2019)
    return Ordered(
        told(right),
        what="whole numbers",
        hint="Divide the three numbers of 2024 by those of 2019 and multiply by 100. Then hold "
        "the killed of 2024 against those of each year from 2012 to 2023.",
        mistakes=[
            Mistake(told(based(2022)), "That sets 2022 to 100."),
            Mistake(told(based(2021)), "That sets 2021 to 100."),
            Mistake(
                told(based(2023)),
                "That divides by the year before, 2023. Divide by 2019.",
            ),
            Mistake(
                told(100 * series.loc[2023] / series.loc[2019]),
                "Those are the indices of 2023. Take the row of 2024.",
            ),
            Mistake(
                told(right - 100),
                "That is the change in per cent. In an index 2019 itself is 100.",
            ),
            Mistake(told(series.loc[2024]), "Those are people. Divide each by its value of 2019."),
            Mistake(
                [*(right / 100).round(2), risen],
                "Multiply by 100.",
            ),
            Mistake([*right, risen], "Right, but not rounded: give whole numbers."),
            Mistake([*right.round(1), risen], "Right, but give whole numbers."),
            Mistake(
                [*map(int, right), risen],
                "The decimals are cut off, not rounded: .round() goes to the nearest.",
            ),
            Mistake(
                AtPlace(4, (str(len(bases) - risen),)),
                "The fourth: those are the base years from which killings had fallen.",
            ),
            Mistake(
                AtPlace(4, (str(risen + 1), str(risen - 1))),
                "The fourth is one off. The base years run from 2012 to 2023, both included.",
            ),
            Mistake(
                AtPlace(4, (str(len(bases)),)),
                "The fourth: that is the number of all base years. In how many of them were fewer "
                "killed than in 2024?",
            ),
            Mistake(
                AtPlace(4, tuple(str(year) for year in bases.index)),
                "The fourth: that is a year. How many such years are there?",
            ),
        ],
        insight=f"From 2019 all three are up: in 2024 killed stands at "
        f"{right['killed']:.0f}. From 2022 the same killed stands at {based(2022)['killed']:.0f}. "
        f"From {risen} of {len(bases)} base years killings had risen by 2024; only from 2022 and "
        "2023 had they fallen, so whoever writes “fewer” has chosen one of these two. No base is "
        "wrong; each has to be named.",
    )


@exercise
def after_3() -> Chart:
    """Bars of the yearly change of Malian refugees abroad, with the break in counting marked."""
    stock = _series()["refugees abroad"]
    broken = 2025

    def bars(values: pd.Series, *wider: int) -> pd.DataFrame:
        drawn = values.dropna().rename("y").rename_axis("x").reset_index()
        kinds = ["wider" if year in wider else "as before" for year in drawn["x"]]
        return drawn.assign(color=kinds)

    change = stock.diff()
    after = change.loc[2024:].sum()
    hosted = load("refugees_in_mali").groupby("year")["refugees"].sum().loc[2012:].astype(float)
    niger = (
        "One step too many. UNHCR's total of mid-2025 lies below the table's of 2024, but by far "
        "less than the rise of that year; and for Niger's leap the lesson has no second count. "
        "Mark the step that other counts contradict by most of its size."
    )
    before = (
        "There the table lies below the wider counts or near UNHCR's own: it still followed the "
        "register. Which step leaves it?"
    )
    return Chart(
        marks={"bar"},
        encodings={
            "x": Enc(type="ordinal|nominal|quantitative"),
            "y": Enc(type="quantitative"),
            "color": Enc(type="nominal|ordinal"),
        },
        data=bars(change, broken),
        keys=["x"],
        needs=("title",),
        hint="One bar for each year from 2013, the difference to the year before on y, and count "
        "as its colour.",
        mistakes=[
            Mistake(
                bars(change),
                "The bars are right, but no step is marked. Is every number of the table of the "
                "same kind as the one before?",
            ),
            Mistake(bars(change, 2024, 2025), niger),
            Mistake(bars(change, 2024), before),
            Mistake(bars(change, 2023), before),
            Mistake(bars(change, 2023, 2024), before),
            Mistake(bars(change, 2023, 2024, 2025), niger),
            Mistake(bars(stock, broken), "That is the stock. Draw its change from year to year."),
            Mistake(bars(stock.loc[2013:], broken), "That is the stock. Draw its change."),
            Mistake(bars(stock.loc[2013:]), "That is the stock. Draw its change."),
            Mistake(
                bars(100 * stock.pct_change(), broken),
                "That is growth in per cent. Draw the number of people.",
            ),
            Mistake(
                bars(hosted.diff(), broken), "Those are refugees in Mali. Draw Malians abroad."
            ),
        ],
        insight=f"{after:,.0f} of the {change.sum():,.0f} people added on balance since 2012 "
        "fall in 2024 and 2025, the last, it seems, with a wider count. Your title was not read: "
        "if it says that so many fled in 2025, it says more than the table.",
    )


@exercise
def after_4() -> Frame:
    """Large groups of refugees in Mali whose number repeats that of the year before."""
    rows = load("refugees_in_mali").sort_values(["country", "year"])
    same = rows.groupby("country")["refugees"].diff().eq(0).fillna(False)
    large = rows["refugees"].gt(1000).fillna(False)
    late = rows["year"] >= 2013

    def told(mask: pd.Series) -> pd.DataFrame:
        return rows.loc[mask, ["country", "year"]].reset_index(drop=True)

    right = told(same & large & late)
    new = ["Burkina Faso", "Niger"]
    hosted = rows.groupby("year")["refugees"].sum()
    return Frame(
        right,
        keys=["country", "year"],
        hint="Look for a number that real people, who are born, arrive and leave, do not produce.",
        mistakes=[
            Mistake(
                told(same & late),
                "Small groups are in. They can stay the same by chance; keep those of more than "
                "1,000.",
            ),
            Mistake(told(same & large), "Some of these are older. Begin in 2013."),
            Mistake(told(same), "Small groups and older years are in. Keep to the question."),
            Mistake(
                right.assign(year=right["year"] - 1),
                "Those are the years whose number was taken over. Give the years that repeat it.",
            ),
            Mistake(
                right[right["country"].isin(new)],
                "Right, as far as it goes. Another large group shows the same, in another year.",
            ),
            Mistake(
                right[~right["country"].isin(new)],
                "Right, as far as it goes. Other large groups show the same, in another year.",
            ),
            Mistake(
                pd.DataFrame({"country": new, "year": 2018}),
                "That is where they first appear. A first number may well be a count.",
            ),
            Mistake(
                pd.DataFrame({"country": new, "year": 2020}),
                "You are near: that is where they move again. In which year did nobody count?",
            ),
            Mistake(
                pd.DataFrame({"country": new, "year": 2025}),
                "Those are leaps. People may have fled; a leap alone cannot tell.",
            ),
        ],
        insight="In June 2019 UNHCR wrote that people from Burkina Faso went on arriving, while "
        "insecurity stopped the registration and equipment was stolen. So part of the "
        f"{hosted[2020] - hosted[2019]:,} that the table adds in 2020 may have come the year "
        "before.",
    )


@exercise
def after_5() -> Interval:
    """Growth of Malian refugees abroad with and without Mauritania's rise of 2025."""
    abroad = load("malians_abroad")
    totals = abroad.groupby("year")["refugees"].sum()
    there = abroad[abroad["country"] == "Mauritania"].set_index("year")["refugees"]
    high = int(totals[2025] - totals[2023])
    low = high - int(there[2025] - there[2024])
    return Interval(
        low,
        high,
        tol=600,
        margin=3000,
        unit="people",
        hint="High: the growth as printed. Low: without Mauritania's rise from 2024 to 2025.",
        outside="SUMIFS adds up refugees in malians_abroad for each year; take the rows of "
        "Mauritania from the same table, and subtract on paper.",
        mistakes=[
            Mistake(
                (high - int(there[2025] - there[2023]), high),
                "Mauritania's rise of 2024 is taken out as well. Only that of 2025 is in doubt.",
            ),
            Mistake(
                (int(totals[2023]), int(totals[2025])),
                "Those are the totals. The question asks for the growth between them.",
            ),
            Mistake(
                (int(totals[2024] - totals[2023]), high),
                "The lower end leaves out all of 2025. Other countries were counted as before.",
            ),
            Mistake(
                (int(there[2025] - there[2024]), high),
                "The lower end is the doubtful rise itself. Take it away from the growth.",
            ),
            Mistake(
                (low - int(totals[2024] - totals[2023]), int(totals[2025] - totals[2024])),
                "That is the growth of 2025 alone. Begin at the end of 2023.",
            ),
            Mistake((high, high), "That trusts the table wholly. What if the count widened?"),
        ],
        insight=f"The low end is {100 * low / int(totals[2023]):.0f} per cent of the refugees of "
        "2023 in the table. That figure is in doubt too: UNHCR's estimate of February 2024 for one "
        "border region was far above it, so the true growth may lie below this range.",
    )


@exercise
def after_6() -> Ordered:
    """Grades of four sentences, one of them with a condition that never came about."""
    right = ["did not", "cannot be known", "happened", "partly"]

    graded = partial(swapped, right)
    condition = (
        "The second sentence says what follows if the mission stays. It left, so what came is no "
        "test of it, although fewer were recorded killed."
    )
    both = (
        "The fourth sentence makes two forecasts. The government did ask; were all thirteen bases "
        "closed by the end of 2023?"
    )
    late = int((load("bases")["closed"] > "2023-12-31").sum())
    return Ordered(
        right,
        what="grades",
        hint="Read the condition first, then hold each sentence against the table that has it.",
        mistakes=[
            Mistake(graded(2, "happened"), condition),
            Mistake(graded(2, "did not"), condition),
            Mistake(graded(2, "partly"), condition),
            Mistake(graded(4, "happened"), both),
            Mistake(graded(4, "did not"), both),
            Mistake(["did not", "happened", "happened", "happened"], f"{condition} {both}"),
            Mistake(
                graded(1, "cannot be known"),
                "The first sentence has no condition. Was the vote held in February 2024?",
            ),
            Mistake(
                graded(3, "cannot be known"),
                "The third sentence speaks of what UNHCR will count, and it did count. Whether so "
                "many fled is another sentence.",
            ),
        ],
        insight=f"{late} bases were closed after 2023. Only the second sentence cannot be graded: "
        "its condition never came about.",
    )
