import altair as alt
import pandas as pd
import pytest

from malicourse import charts


@pytest.fixture(autouse=True)
def course_style():
    charts.use()


def bundle(chart: alt.TopLevelMixin) -> dict:
    return chart._repr_mimebundle_(include=None, exclude=None)


@pytest.fixture
def chart() -> alt.Chart:
    table = pd.DataFrame({"year": ["2014", "2015"], "people": [3, 5]})
    base = alt.Chart(table).mark_bar().encode(x="year:N", y="people:Q")
    return base.properties(title=alt.Title("A finding", subtitle="Unit"), description="Two bars.")


def test_a_chart_is_stored_as_specification_and_words_only(chart):
    stored = bundle(chart)
    assert set(stored) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert stored["text/plain"] == "Two bars."


def test_the_same_chart_is_stored_the_same_twice(chart):
    assert bundle(chart) == bundle(chart.copy(deep=True))


def test_long_titles_are_broken_into_lines(chart):
    words = "A long finding about many things that does not fit on one line of a chart at all"
    title = bundle(chart.properties(title=alt.Title(words, subtitle="Unit")))
    lines = title["application/vnd.vegalite.v5+json"]["title"]["text"]
    assert len(lines) == 2 and " ".join(lines) == words
    plain = bundle(chart.properties(title=words))["application/vnd.vegalite.v5+json"]["title"]
    assert " ".join(plain) == words


def test_a_title_that_follows_a_control_stays_an_expression(chart):
    title = bundle(chart.properties(title=alt.Title(alt.expr("'In ' + year"), subtitle="Unit")))
    text = title["application/vnd.vegalite.v5+json"]["title"]["text"]
    assert text == {"expr": "'In ' + year"}


def test_categories_keep_their_colour():
    scale = charts.colours(["state-based", "one-sided"]).to_dict()
    assert scale["range"] == [charts.PALETTE["state-based"], charts.PALETTE["one-sided"]]
    with pytest.raises(ValueError, match="No colour is set for .*nobody"):
        charts.colours(["nobody"])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", sorted({*charts.PALETTE.values()}))
def test_marks_stand_out_in_light_and_dark(colour):
    assert contrast(colour, charts.PAPER) >= 3
    assert contrast(charts.DARK[colour], charts.DARK[charts.PAPER]) >= 3


@pytest.mark.parametrize("colour", [charts.INK, charts.SOFT_INK])
def test_words_are_readable_in_light_and_dark(colour):
    assert contrast(colour, charts.PAPER) >= 4.5
    assert contrast(charts.DARK[colour], charts.DARK[charts.PAPER]) >= 4.5
