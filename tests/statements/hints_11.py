"""Hints of lesson 11, the cost."""

import altair as alt
import pandas as pd

from malicourse.stats import day_totals, poisson_range
from tests.statements import load, reaches

UNIFORMED = ["Military", "Police", "Military Observer"]


def minusma():
    return load("fatalities").query("mission == 'MINUSMA'")


def rules(factor=1000, by_day=True, per_person=True):
    """Draw the ranges of three missions in 2018 to 2020."""
    killed = load("fatalities").query("cause == 'Malicious Act' and personnel_type in @UNIFORMED")
    killed = killed[killed["date"].dt.year.between(2018, 2020)]
    served = load("contributions_year").query("level_ok").groupby("mission")["total"].sum()
    rows = []
    for mission in ("MINUSMA", "MINUSCA", "MONUSCO"):
        dates = killed[killed["mission"] == mission]["date"]
        ends = poisson_range(len(dates)).iloc[0]
        if by_day:
            ends = day_totals(dates, "2018-01-01", "2020-12-31").quantile([0.025, 0.975])
        low, high = factor * ends / (served[mission] if per_person else 1)
        rows.append({"mission": mission, "low": low, "high": high})
    chart = alt.Chart(pd.DataFrame(rows)).mark_rule()
    return chart.encode(x="low:Q", x2="high:Q", y="mission:N").properties(title="Ranges overlap")


@reaches("cost-2", "Those are all deaths up to the vote")
def _():
    return len(minusma().query("date <= '2022-06-29'"))


@reaches("cost-2", "Those were killed in attacks")
def _():
    window = minusma().query("'2015-05-15' <= date <= '2022-06-29'")
    return len(window.query("cause == 'Malicious Act'"))


@reaches("cost-2", "Those are all deaths after the agreement")
def _():
    return len(minusma().query("date >= '2015-05-15'"))


@reaches("cost-2", "That is the commentary's own number")
def _():
    return 313


@reaches("cost-4", "Those are Poisson's ranges")
def _():
    return rules(by_day=False)


@reaches("cost-4", "Those are per person-year")
def _():
    return rules(factor=1)


@reaches("cost-4", "Those are ranges of the deaths")
def _():
    return rules(factor=1, per_person=False)
