"""The figure of a chart in the book: what stands beside the drawing."""

import re

import altair as alt
import pytest

pytest.importorskip("sphinx")

from malicourse_book.charts.data_table import with_named_data
from malicourse_book.charts.figure import figure_html
from malicourse_book.charts.reading import read


def setting(*params):
    """Return what a printed chart says of its controls."""
    rows = alt.Data(values=[{"x": 1, "y": 2}])
    chart = alt.Chart(rows, title="Two").mark_point().encode(x="x:Q", y="y:Q").add_params(*params)
    spec = with_named_data(chart.to_dict())
    html = figure_html(spec, name="a", reading=read(spec))
    found = re.search(r'<p class="chart-setting">(.*?)</p>', html)
    return found and found[1]


def test_a_chart_without_controls_says_no_setting():
    assert setting() is None
    assert setting(alt.param(name="fixed", value=3)) is None


def test_a_chart_says_the_name_and_value_of_each_control():
    speed = alt.param(value=220, bind=alt.binding_range(min=100, max=300, name="Speed, km/h "))
    kind = alt.param(
        value="sb",
        bind=alt.binding_select(options=["sb", "ns"], labels=["<state>", "other"], name="Kind "),
    )
    every = alt.param(
        value=None, bind=alt.binding_select(options=[None, "2006"], labels=["all", "2006"])
    )
    assert setting(speed, kind) == ("Drawn for this setting: Speed, km/h: 220; Kind: &lt;state&gt;")
    assert setting(every).endswith(": all")
