"""What the book reads from a chart: its titles and the rows that it draws."""

import altair as alt
import pandas as pd
import pytest

from malicourse import charts
from malicourse_book.charts.data_table import chart_words, with_named_data
from malicourse_book.charts.figure import figure_html, flaws
from malicourse_book.charts.reading import read

ROWS = pd.DataFrame(
    {
        "country": ["Mali", "Chad", "Mali", "Chad"],
        "year": [2015, 2015, 2014, 2014],
        "rate": [2.123456789, 12345, None, 0.5],
        "row_id": [1, 2, 3, 4],
    }
)


@pytest.fixture(autouse=True)
def course_style():
    charts.use()


def spec(chart) -> dict:
    stored = chart._repr_mimebundle_(include=None, exclude=None)
    return stored[charts.MIME_TYPE]


def reading(chart):
    return read(with_named_data(spec(chart)))


def lines() -> alt.Chart:
    return (
        alt.Chart(ROWS)
        .mark_line()
        .encode(
            x=alt.X("year:O", title="year of death"),
            y=alt.Y("rate:Q", title="deaths per 1,000"),
            color="country:N",
            detail="row_id:N",
        )
    )


def test_a_table_shows_what_is_drawn_in_reading_order():
    (table,) = reading(lines()).tables
    assert table.heads == ["year of death", "country", "deaths per 1,000"]
    assert table.cells == [
        ["2014", "Chad", "0.50"],
        ["2015", "Chad", "12,345"],
        ["2014", "Mali", "–"],
        ["2015", "Mali", "2.1"],
    ]
    assert table.values[3] == ["2015", "Mali", "2.123456789"]
    assert table.numbers == [False, False, True]


def test_rows_stand_as_the_bars_do():
    bars = alt.Chart(ROWS.query("year == 2015")).mark_bar()
    (table,) = reading(bars.encode(alt.X("rate:Q"), alt.Y("country:N", sort="x"))).tables
    assert [row[0] for row in table.cells] == ["Mali", "Chad"]


def test_annotations_and_label_layers_have_no_table_of_their_own():
    day = alt.Chart(pd.DataFrame({"year": [2014]})).mark_rule().encode(x="year:O")
    names = lines().mark_text().encode(text="country:N").transform_filter("datum.year == 2015")
    (table,) = reading(lines() + day + names).tables
    assert len(table.cells) == 4


def test_the_corners_of_rings_and_the_base_map_are_not_data():
    towns = pd.DataFrame({"lat": [16.3], "lon": [0.0], "town": ["Gao"]})
    points = alt.Chart(towns).mark_circle().encode(longitude="lon", latitude="lat", tooltip="town")
    (table,) = reading(charts.basemap() + charts.rings(towns, "100") + points).tables
    assert (table.heads, table.cells) == (["town"], [["Gao"]])


def test_points_that_say_the_same_are_counted():
    squares = alt.Chart(ROWS).mark_square().encode(alt.X("row_id:Q", axis=None), color="country:N")
    (table,) = reading(squares).tables
    assert table.heads == ["country", "number"]
    assert table.cells == [["Mali", "2"], ["Chad", "2"]]


def test_formats_of_tooltips_are_those_of_the_table():
    told = alt.Tooltip("rate:Q", format=".2f", title="rate in words")
    (table,) = reading(lines().encode(tooltip=[told])).tables
    assert table.cells[3][2] == "2.12"
    days = alt.Chart(ROWS.assign(day=pd.to_datetime("2022-06-29"))).mark_point().encode(x="day:T")
    (table,) = reading(days).tables
    assert table.cells == [["29 June 2022", "4"]]
    assert table.values == [["2022-06-29", "4"]]


def followed() -> alt.Chart:
    until = alt.param(name="until", value=2014, bind=alt.binding_range(min=2014, max=2015))
    said = alt.expr("['Rates', 'up to ' + until]")
    return (
        lines()
        .transform_filter("datum.year <= until")
        .add_params(until)
        .properties(title=alt.Title(said, subtitle="Unit"), description="Two lines.")
    )


def test_a_title_that_follows_a_control_is_read_as_it_is_first_drawn():
    assert spec(followed())["title"]["text"] == {"expr": "['Rates', 'up to ' + until]"}
    assert list(flaws(spec(followed()))) == []
    assert chart_words(spec(followed())) == ("Rates up to 2014", "Unit")
    found = reading(followed())
    assert (found.title, found.subtitle) == ("Rates up to 2014", "Unit")
    assert [signal["name"] for signal in found.vega["signals"]] == ["mc_title"]
    assert [row[0] for row in found.tables[0].cells] == ["2014", "2014"]
    html = figure_html(spec(followed()), name="a", reading=found)
    assert "Rates up to 2014</p>" in html and "Download a-all.csv" in html


def test_a_chart_without_a_title_has_a_flaw():
    flaw = "has no title; add .properties(title=...) that says the finding, or asks"
    assert flaw in list(flaws(spec(lines().properties(description="Two lines."))))
