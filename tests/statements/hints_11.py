"""Hints of lesson 11, the cost."""

import altair as alt

from tests.statements import load, reaches


def minusma():
    return load("fatalities").query("mission == 'MINUSMA'")


def bars(deaths, most=None):
    """Draw how many people of a country died."""
    counts = deaths["country"].value_counts()
    rows = counts[counts > 0].head(most or len(counts)).reset_index()
    chart = alt.Chart(rows).mark_bar().encode(x="count:Q", y="country:N")
    return chart.properties(title="Deaths by country")


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


@reaches("cost-3", "Those bars count all causes")
def _():
    return bars(minusma(), 8)


@reaches("cost-3", "Those bars count all missions")
def _():
    return bars(load("fatalities").query("cause == 'Malicious Act'"), 8)


@reaches("cost-3", "Ten countries are drawn")
def _():
    return bars(minusma().query("cause == 'Malicious Act'"), 10)


@reaches("cost-3", "All countries are drawn")
def _():
    return bars(minusma().query("cause == 'Malicious Act'"))
