"""Exercises of lesson 11, the cost."""

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
    Ordered,
    exercise,
)
from malicourse.stats import day_totals, poisson_range

LESSON = "11-the-cost"
THREE = ["MINUSMA", "MINUSCA", "MONUSCO"]
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
def cost_1() -> Ordered:
    """Missions that lead by illness, accident, police killed, and one year of attacks."""
    deaths = load("fatalities")
    killed = deaths[deaths["cause"] == "Malicious Act"]
    ill, accident = (deaths[deaths["cause"] == cause] for cause in ("Illness", "Accident"))
    police = killed[killed["personnel_type"] == "Police"]
    first = [str(rows["mission"].value_counts().idxmax()) for rows in (ill, accident, police)]
    years = killed.groupby(["mission", killed["date"].dt.year], observed=True).size()
    worst = str(years.idxmax()[0])
    ever = str(killed["mission"].value_counts().idxmax())
    return Ordered(
        [*first, worst],
        what="missions",
        hint="Filter by cause, and for the third by personnel_type too; then count by mission.",
        outside="Make pivot tables of fatalities: mission by cause, filtered by personnel_type "
        "for the third, and mission by year of date for the fourth.",
        mistakes=[
            Mistake(
                [*first, ever],
                f"{ever} has most over all years. The fourth asks for the worst single year.",
            ),
            Mistake(
                [*first[:2], ever, worst],
                f"{ever} lost most people to malicious acts. The third asks for the police only.",
            ),
            Mistake(
                [*first[:2], ever, ever],
                f"{ever} lost most people to malicious acts in all. The third asks for the police, "
                "the fourth for the worst single year.",
            ),
        ],
        insight="Four ways to count, four leaders, and MINUSMA is none of them. Each choice, of "
        "cause, of people or of time, belongs in the sentence that states the rank.",
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
        outside="In fatalities, COUNTIFS with mission MINUSMA and two conditions on date, "
        ">=2015-05-15 and <=2022-06-29, counts them.",
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


@exercise
def cost_3() -> Frame:
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
        insight="In these years MINUSMA had three times the rate of MINUSCA. How far apart their "
        "ranges stand is the next exercise.",
    )


def _ends(mission: str, by_day: bool = True) -> tuple[float, float]:
    """Give the ends of the range of the deaths of 2018 to 2020."""
    deaths = _killed_2018_2020()
    dates = deaths[deaths["mission"] == mission]["date"]
    if by_day:
        low, high = day_totals(dates, "2018-01-01", "2020-12-31").quantile([0.025, 0.975])
    else:
        low, high = poisson_range(len(dates)).iloc[0]
    return float(low), float(high)


def _rules(scale: float = 1000, by_day: bool = True) -> pd.DataFrame:
    served = _served_2018_2020()
    rows = [(name, *(scale * end / served[name] for end in _ends(name, by_day))) for name in THREE]
    return pd.DataFrame(rows, columns=["y", "x", "x2"])


@exercise
def cost_4() -> Chart:
    """Rules from low to high of three rates, by day of attack."""
    served = _served_2018_2020()
    deaths = _rules().assign(
        x=lambda rows: rows["x"] * rows["y"].map(served) / 1000,
        x2=lambda rows: rows["x2"] * rows["y"].map(served) / 1000,
    )
    return Chart(
        marks={"rule", "bar"},
        encodings={
            "x": Enc(type="quantitative"),
            "x2": Enc(),
            "y": Enc(type="nominal|ordinal"),
        },
        data=_rules(),
        keys=["y"],
        needs=("title",),
        abs_tol=0.12,
        hint="Three missions on y; x is the low end by day, x2 the high one, per 1,000 "
        "person-years.",
        mistakes=[
            Mistake(
                _rules(by_day=False),
                "Those are Poisson's ranges, as if each death came alone. Take the ends by day.",
            ),
            Mistake(_rules(scale=1), "Those are per person-year. Multiply by 1,000."),
            Mistake(deaths, "Those are ranges of the deaths. Divide by the person-years."),
        ],
        insight="MINUSMA's range overlaps MINUSCA's and touches MONUSCO's. Ranges that overlap "
        "do not make the rates equal: the difference would have to be drawn anew. Your title was "
        "not read. Does it say no more than this?",
    )


@exercise
def cost_5() -> Interval:
    """Range of expected deaths in attacks in a year for 12,000 people, by day of attack."""
    per_year = 12_000 / _served_2018_2020()["MINUSMA"]
    ends, single = _ends("MINUSMA"), _ends("MINUSMA", by_day=False)
    low, high = (per_year * end for end in ends)
    return Interval(
        low,
        high,
        tol=1,
        margin=2,
        unit="people",
        hint="Multiply both ends of the rate's range by day by 12.",
        mistakes=[
            Mistake(
                tuple(per_year * end for end in single),
                "That is Poisson's range, as if each death came alone. People die together: take "
                "the range by day.",
            ),
            Mistake(
                ends,
                "That is the range of the deaths of three years. Bring it to one year and to "
                "12,000 people.",
            ),
            Mistake(
                (low / 12, high / 12),
                "That is the range per 1,000 person-years. 12,000 people serve twelve times that "
                "in a year.",
            ),
            Mistake(
                (ends[0] / 3, ends[1] / 3),
                "That is one year of MINUSMA's own strength in 2018 to 2020, which was larger. "
                "Bring it to 12,000 people.",
            ),
        ],
        insight="In one single year the number would scatter more widely than the one to be "
        "expected. Whoever plans beds or flights needs the wider range.",
    )


@exercise
def cost_6() -> Choice:
    """Which sentence on danger the evidence bears."""
    return Choice(
        {
            "a": "MINUSMA was the most dangerous peacekeeping mission in the world.",
            "b": "Of the UN missions that can be measured from July 2013 to March 2017, MINUSMA "
            "lost most people in uniform to attacks for the time that they served.",
            "c": "MINUSMA was the most dangerous UN mission of all time, because no other lost as "
            "many people to attacks.",
            "d": "From 2018 on MINUSMA was only half as dangerous as before.",
        },
        right={"b"},
        why={
            "a": "The world has the African Union's mission in Somalia as well, which by its own "
            "figures lost more people for the time served.",
            "c": "A total is no rate. Somalia in the 1990s had a higher one, and the Congo mission "
            "of the 1960s cannot be measured.",
            "d": "The rate of deaths halved from 2018 to 2020 and rose a little after; the range "
            "of the difference includes zero, and deaths are not attacks.",
        },
        hint="Which of the four names whom, where and when, and survives every table above?",
        insight="It names its scope, its measure and its months, and leaves open what nobody has "
        "counted.",
    )
