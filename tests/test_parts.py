"""The pieces from which the lessons make their charts."""

import altair as alt
import pandas as pd
import pytest

from malicourse import charts

YEARS = pd.DataFrame(
    {
        "year": range(2015, 2023),
        "low": [1, 2, 3, 4, 5, 6, 7, 8],
        "best": [3, 2.5, 9, None, 1200, 7, 8, 9],
        "high": [4, 5, 9, 9, 1300, 9, 9, 10],
        "more": 0,
    }
)


def test_words_stand_in_one_order():
    chart = charts.worded(
        alt.Chart(YEARS).mark_bar(),
        "It rose",
        unit="People killed",
        scope="Mali, 2015 to 2022",
        source="UCDP",
        description="Bars.",
    ).to_dict()
    assert chart["title"]["text"] == "It rose"
    assert chart["title"]["subtitle"] == "People killed. Mali, 2015 to 2022. Source: UCDP."
    assert chart["description"] == "Bars."


def test_a_title_may_follow_a_control():
    chart = charts.worded(
        alt.Chart(YEARS).mark_bar(),
        alt.expr("'In ' + year"),
        unit="people",
        scope="Mali",
        source="UCDP",
        description="Bars.",
    ).to_dict()
    assert chart["title"]["text"] == {"expr": "'In ' + year"}


def test_a_reading_has_ends_highest_and_lowest_and_leaves_gaps_out():
    said = charts.reading(YEARS, "year", "best")
    assert said == "3 in 2015, 9 in 2022; highest 1,200 in 2019, lowest 2.5 in 2016."


def test_a_short_table_is_read_out_whole_and_each_line_by_its_name():
    rows = pd.DataFrame({"place": ["Gao", "Kidal"], "dead": [4, 7], "kind": ["a", "b"]})
    assert charts.reading(rows, "place", "dead") == "4 in Gao, 7 in Kidal."
    assert charts.reading(rows, "place", "dead", by="kind") == "A: 4 in Gao. B: 7 in Kidal."
    assert charts.reading(rows.iloc[:0], "place", "dead") == "no value."


def test_bars_keep_the_order_of_the_table_and_carry_only_what_is_drawn():
    rows = pd.DataFrame({"who": ["b", "a"], "n": [1000, 2000], "more": [0, 0]})
    chart = charts.bars(rows, "n", "who", unit="people", marked="a")
    spec = chart.to_dict()
    (data,) = spec["datasets"].values()
    assert data == [{"n": 1000, "who": "b"}, {"n": 2000, "who": "a"}]
    bar, number = spec["layer"]
    assert bar["encoding"]["y"]["sort"] is None
    (accent,) = bar["encoding"]["color"]["condition"]
    assert accent["value"] == charts.ACCENT and accent["test"]["oneOf"] == ["a"]
    assert bar["encoding"]["color"]["value"] == charts.CONTEXT
    assert "color" not in number["encoding"]
    assert number["encoding"]["text"]["format"] == ","


@pytest.mark.parametrize(("place", "along"), [(alt.X("year:O"), "y"), (alt.Y("year:O"), "x")])
def test_ranges_stand_across_their_places(place, along):
    spec = charts.ranges(YEARS, place, "low", "best", "high", unit="people").to_dict()
    lines, dots = spec["layer"]
    assert lines["encoding"][along]["field"] == "low"
    assert lines["encoding"][along]["title"] == "people"
    assert lines["encoding"][f"{along}2"]["field"] == "high"
    assert dots["encoding"][along]["field"] == "best"


def test_a_column_that_is_missing_is_named():
    with pytest.raises(ValueError, match="no column 'dead'; it has"):
        charts.bars(YEARS, "dead", "year", unit="people")


def control(param: alt.Parameter) -> dict:
    (made,) = alt.Chart(YEARS).mark_bar().add_params(param).to_dict()["params"]
    return made


def test_controls_start_where_they_are_told():
    speed = control(charts.slider("speed", "Speed in km/h", 100, 300, step=10, start=220))
    assert speed["value"] == 220 and speed["bind"]["name"] == "Speed in km/h "
    assert control(charts.slider("n", "Number", 3, 5))["value"] == 3
    kind = control(charts.menu("kind", "Kind", {"sb": "state-based", "ns": "non-state"}))
    assert kind["value"] == "sb"
    assert kind["bind"]["options"] == ["sb", "ns"]
    assert kind["bind"]["labels"] == ["state-based", "non-state"]
    assert "labels" not in control(charts.menu("year", "Year", [2012, 2013]))["bind"]
