"""Exercises of lesson 11, the cost."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Frame, Interval, Mistake, Number, exercise
from malicourse.stats import poisson_range

LESSON = "11-the-cost"
UNIFORMED = ["Military", "Police", "Military Observer"]


def _minusma() -> pd.DataFrame:
    deaths = load("fatalities")
    return deaths[deaths["mission"] == "MINUSMA"]


def _killed_2018_2020() -> pd.DataFrame:
    deaths = load("fatalities")
    attacks = deaths["personnel_type"].isin(UNIFORMED) & deaths["cause"].eq("Malicious Act")
    return deaths[attacks & deaths["date"].dt.year.between(2018, 2020)]


def _served_2018_2020() -> pd.Series:
    years = load("contributions_year")
    return years[years["level_ok"]].groupby("mission")["total"].sum().astype(float)


@exercise
def cost_1() -> Number:
    """Share of malicious acts in all deaths of MINUSMA."""
    mali = _minusma()
    malicious = mali["cause"].eq("Malicious Act")
    before = mali["date"].le("2022-06-29")
    return Number(
        100 * malicious.mean(),
        abs_tol=0.06,
        unit="per cent",
        digits=1,
        hint="Divide the deaths by malicious acts by all deaths in the mission.",
        mistakes=[
            Mistake(
                100 * malicious[before].mean(),
                "That is the share by the day of the vote in June 2022. Take the whole mission.",
            ),
            Mistake(
                100 * malicious.sum() / (~malicious).sum(),
                "That compares attacks with the other causes. The whole is all deaths together.",
            ),
            Mistake(
                100 * len(mali) / malicious.sum(),
                "Part and whole have changed places: a share of a whole is not above 100 per cent.",
            ),
        ],
        insight="Of nine people who died, five were killed in attacks and four were not.",
    )


@exercise
def cost_2() -> Number:
    """Deaths in MINUSMA from 15 May 2015 to 29 June 2022."""
    mali = _minusma()
    window = mali["date"].between("2015-05-15", "2022-06-29")
    return Number(
        window.sum(),
        unit="people",
        hint="Set both days, keep all causes, and count the rows.",
        mistakes=[
            Mistake(
                mali["date"].le("2022-06-29").sum(),
                "Those are all deaths up to the vote. The first day, 15 May 2015, is not set yet.",
            ),
            Mistake(
                (window & mali["cause"].eq("Malicious Act")).sum(),
                "Those were killed in attacks. The question asks for all causes.",
            ),
            Mistake(
                mali["date"].ge("2015-05-15").sum(),
                "Those are all deaths after the agreement. The last day is 29 June 2022.",
            ),
            Mistake(313, "That is the commentary's own number. Count the rows of the record."),
        ],
        insight=f"The commentary's 313 is {313 - window.sum()} more than the record has for them.",
    )


def _bars(deaths: pd.DataFrame, most: int | None) -> pd.DataFrame:
    """Count people by country, as a chart with the countries on y draws them."""
    counts = deaths["country"].value_counts()
    return counts[counts > 0].head(most or len(counts)).reset_index().set_axis(["y", "x"], axis=1)


@exercise
def cost_3() -> Chart:
    """Horizontal bars of those killed in attacks, by country."""
    deaths, mali = load("fatalities"), _minusma()
    attacked = mali[mali["cause"] == "Malicious Act"]
    drawn = _bars(attacked, 8)
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=drawn,
        keys=["y"],
        needs=("title",),
        hint="Eight countries on y, the number of people killed in attacks on x.",
        mistakes=[
            Mistake(_bars(mali, 8), "Those bars count all causes. Keep the malicious acts first."),
            Mistake(
                _bars(deaths[deaths["cause"] == "Malicious Act"], 8),
                "Those bars count all missions. Keep the rows of MINUSMA first.",
            ),
            Mistake(_bars(attacked, 10), "Ten countries are drawn; eight are asked."),
            Mistake(
                _bars(attacked, None),
                "All countries are drawn. Keep the eight with most, for instance with head(8).",
            ),
        ],
        insight=f"Chad lost {drawn['x'].iloc[0]} people in attacks; the next four countries "
        f"together lost {drawn['x'].iloc[1:5].sum()}.",
    )


@exercise
def cost_4() -> Frame:
    """Deaths in attacks per 1,000 person-years in three missions, 2018 to 2020."""
    missions = ["MINUSMA", "MINUSCA", "MONUSCO"]
    killed = _killed_2018_2020()["mission"].value_counts().reindex(missions)
    served = _served_2018_2020().reindex(missions)

    def table(rate: pd.Series) -> pd.DataFrame:
        return rate.rename("rate").rename_axis("mission").reset_index()

    deaths, years = load("fatalities"), load("contributions_year")
    recent = deaths[deaths["date"].dt.year.between(2018, 2020)]
    everyone = recent[recent["cause"] == "Malicious Act"]["mission"].value_counts()
    all_years = years.groupby("mission")["total"].sum().astype(float)
    mean = years[years["level_ok"]].groupby("mission")["total"].mean().astype(float)
    return Frame(
        table(1000 * killed / served),
        keys=["mission"],
        abs_tol=0.006,
        hint="Deaths of 2018 to 2020 over the sum of the three yearly strengths, times 1,000.",
        mistakes=[
            Mistake(table(killed / served), "Those are deaths per person-year. Multiply by 1,000."),
            Mistake(
                table(3 * 1000 * killed / served),
                "Three years of deaths were set against one year of service. Add up all three "
                "years of strength.",
            ),
            Mistake(
                table(1000 * killed / mean.reindex(missions)),
                "Each row is one contributing country of one year: add them up, do not average.",
            ),
            Mistake(
                table(1000 * killed / all_years.reindex(missions)),
                "Years whose levels cannot be trusted are in the strength. Keep level_ok.",
            ),
            Mistake(
                table(1000 * everyone.reindex(missions) / served),
                "Civilians are in the deaths but not in the strength. Keep the uniformed.",
            ),
        ],
        insight="In later years MINUSMA still had three times the rate of MINUSCA.",
    )


@exercise
def cost_5() -> Interval:
    """Range of expected deaths in attacks in a year for 12,000 people."""
    killed = _killed_2018_2020()["mission"].eq("MINUSMA").sum()
    per_year = 12_000 / _served_2018_2020().loc["MINUSMA"]
    limits = poisson_range(killed).iloc[0]
    low, high = per_year * limits["low"], per_year * limits["high"]
    actual = tuple(poisson_range(per_year * killed).iloc[0])
    return Interval(
        low,
        high,
        tol=0.6,
        margin=4,
        unit="people",
        hint="Multiply both ends of the rate's range by 12.",
        mistakes=[
            Mistake(
                (limits["low"], limits["high"]),
                "That is the range of the deaths of three "
                "years. Bring it to one year and to 12,000 people.",
            ),
            Mistake(
                (low / 12, high / 12),
                "That is the range per 1,000 person-years. 12,000 "
                "people serve twelve times that in a year.",
            ),
            Mistake(
                (limits["low"] / 3, limits["high"] / 3),
                "That is one year of MINUSMA's own strength in 2018 to 2020, which was larger. "
                "Bring it to 12,000 people.",
            ),
            Mistake(
                actual,
                "That is a range of the actual number in one year. The expected one is asked, "
                "which varies less.",
            ),
        ],
        insight="In one year the actual number would scatter more widely than the expected one.",
    )


@exercise
def cost_6() -> Choice:
    """Which count of the record comes nearest to 28 in 2021."""
    mali = _minusma()
    year = mali[mali["date"].between("2021-01-01", "2021-12-16")]
    soldier, attack = year["personnel_type"].eq("Military"), year["cause"].eq("Malicious Act")
    counts = {"a": len(year), "b": attack.sum(), "c": (soldier & attack).sum(), "d": soldier.sum()}
    nearest = min(counts, key=lambda letter: abs(counts[letter] - 28))
    return Choice(
        {
            "a": "all deaths of all personnel",
            "b": "malicious acts against all personnel",
            "c": "malicious acts against military personnel",
            "d": "deaths of military personnel from all causes",
        },
        right={nearest},
        why={
            "a": f"The record has {counts['a']} deaths of all personnel, {counts['a'] - 28} more "
            "than the printed number. Another count is nearer.",
            "b": f"The record has {counts['b']} malicious acts, {28 - counts['b']} fewer than the "
            "printed number. Another count is nearer.",
            "c": f"The record has {counts['c']} soldiers killed in attacks, {28 - counts['c']} "
            "fewer than the printed number. Another count is nearer.",
        },
        hint="Count all four before choosing.",
        insight=f"It is the nearest and still not equal: {counts[nearest]} against 28. A scope can "
        "be likely without being proven.",
    )
