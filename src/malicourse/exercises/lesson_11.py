"""Exercises of lesson 11, the cost."""

import numpy as np
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
    OneEnd,
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
        insight="In these years MINUSMA had three times the rate of MINUSCA. The next two "
        "exercises ask how sure one can be of that.",
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
        insight="MINUSMA's range overlaps MINUSCA's and just touches MONUSCO's. Whether the rates "
        "differ is another question, which exercise 5 asks. Your title was not read. Does it say "
        "no more than the ranges?",
    )


def _drawn(mission: str, seed: int = 1) -> pd.Series:
    """Draw the deaths of 2018 to 2020 anew, day by day."""
    deaths = load("fatalities").query("mission == @mission and cause == 'Malicious Act'")
    dates = deaths[deaths["personnel_type"].isin(UNIFORMED)]["date"]
    return day_totals(dates, "2018-01-01", "2020-12-31", seed=seed)


def _middle(draws: pd.Series) -> tuple[float, float]:
    return float(draws.quantile(0.025)), float(draws.quantile(0.975))


def _by_month() -> tuple[float, float]:
    """Range of the difference of cost-5 if months are drawn in place of days."""
    deaths, served = _killed_2018_2020(), _served_2018_2020()
    months = pd.period_range("2018-01", "2020-12", freq="M")
    rates = []
    for seed, mission in enumerate(THREE[:2], 1):
        when = deaths[deaths["mission"] == mission]["date"].dt.to_period("M")
        tolls = when.value_counts().reindex(months, fill_value=0).to_numpy()
        draws = np.random.default_rng(seed).choice(tolls, (10_000, len(tolls))).sum(axis=1)
        rates.append(1000 * pd.Series(draws) / served[mission])
    return _middle(rates[0] - rates[1])


@exercise
def cost_5() -> Interval:
    """Range of the difference of MINUSMA's and MINUSCA's rates of 2018 to 2020, by day."""
    served = 1000 / _served_2018_2020()
    one = _drawn("MINUSMA") * served["MINUSMA"]
    two = _drawn("MINUSCA", seed=2) * served["MINUSCA"]
    low, high = _middle(one - two)
    (low_1, high_1), (low_2, high_2) = _middle(one), _middle(two)
    rate_1, rate_2 = (
        float(served[name] * (_killed_2018_2020()["mission"] == name).sum()) for name in THREE[:2]
    )
    congo = _middle(one - _drawn("MONUSCO", seed=2) * served["MONUSCO"])
    single = np.random.default_rng(1)
    alone = _middle(
        pd.Series(
            single.poisson(rate_1 / served["MINUSMA"], 10_000) * served["MINUSMA"]
            - single.poisson(rate_2 / served["MINUSCA"], 10_000) * served["MINUSCA"]
        )
    )
    months = _by_month()
    return Interval(
        low,
        high,
        tol=0.05,
        margin=0.05,
        unit="deaths per 1,000 person-years",
        hint="Draw the deaths of both missions with day_totals, divide each by its person-years, "
        "and take the second rate from the first in every draw.",
        mistakes=[
            Mistake(
                (-high, -low),
                "That is MINUSCA's rate less MINUSMA's. The question asks it the other way round.",
            ),
            Mistake(
                (low_1 - high_2, high_1 - low_2),
                "Those are the ends of the two ranges subtracted crosswise, as if both were "
                "unlucky at once. Subtract draw by draw.",
            ),
            Mistake(
                (low_1 - low_2, high_1 - high_2),
                "Those are the ends of one range less those of the other. Subtract draw by draw.",
            ),
            Mistake(
                (low_1, high_1),
                "That is the range of MINUSMA's rate alone. Subtract MINUSCA's, draw by draw.",
            ),
            Mistake(
                alone,
                "That is the range as if each death had come alone. Draw days.",
            ),
            Mistake(congo, "That is the difference to MONUSCO. Take MINUSCA."),
            Mistake(
                (low_1 - rate_2, high_1 - rate_2),
                "MINUSCA's rate was taken as certain. It rests on few deaths: draw it anew too.",
            ),
            Mistake(
                _middle(_drawn("MINUSMA") - _drawn("MINUSCA", seed=2)),
                "That is the difference of the deaths. Divide each by its person-years first.",
            ),
            Mistake(
                OneEnd((round(rate_1 - rate_2, 1), round(rate_1 - rate_2, 2))),
                "One end is the difference itself. The range has the 2.5 and the 97.5 per cent of "
                "the draws.",
            ),
        ],
        insight="Zero lies outside, if only just, although the two ranges overlap: the rates "
        "differ by more than this kind of chance. Attacks also come in series; drawn by whole "
        f"months the range is {months[0]:.2f} to {months[1]:.2f}. With so few days of attack "
        "neither is a proof.",
    )


@exercise
def cost_6() -> Choice:
    """Which sentence on danger the evidence bears."""
    return Choice(
        {
            "a": "174 people killed in attacks, more than in any other UN mission, so the most "
            "dangerous one to serve in",
            "b": "from July 2013 to March 2017 a higher rate than any peacekeeping mission in the "
            "world",
            "c": "in 2018 to 2020 above MINUSCA, but the ranges overlap and it may be chance",
            "d": "of the larger UN missions from July 2013 to March 2017 the most people in "
            "uniform lost to attacks for the time served",
            "e": "in 2018 to 2020 half as dangerous, because the rate fell from 1.9 to 0.9",
        },
        right="d",
        why={
            "a": "The total is right, and a total is no rate. Somalia in the 1990s had a higher "
            "one, and the Congo mission of the 1960s cannot be measured.",
            "b": "The world has the African Union's mission in Somalia as well, which by its own "
            "figures lost more people for the time served in 2009 to 2014.",
            "c": "That the ranges overlap does not make the difference chance. Its own range, in "
            "exercise 5, leaves zero out.",
            "d": "It names its scope, its measure and its months, and the range of the difference "
            "to the next mission leaves zero out. Of civilians, wounded people and attacks without "
            "deaths it says nothing, and no more should be read into it.",
            "e": "Both rates are right, and the range of their difference includes zero. Deaths "
            "are also not attacks: the danger may have changed less than the toll.",
        },
        hint="For each sentence look for a table or a range that contradicts its conclusion.",
    )
