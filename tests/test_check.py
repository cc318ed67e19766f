"""Feedback on exercises: right answers, usual mistakes, and anything else a cell may hold."""

import io
import itertools
import os
import pickle
import subprocess
import sys
import textwrap
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import altair as alt
import numpy as np
import pandas as pd
import pytest

import malicourse
from malicourse import exercises
from malicourse.answers.vega_reader import FIRST_ROWS, read_chart
from malicourse.exercises import (
    Chart,
    Choice,
    Coding,
    Date,
    Enc,
    Frame,
    Interval,
    Mistake,
    Number,
    Ordered,
    SeriesLike,
    SetOf,
    Text,
    exercise,
)
from malicourse.feedback import Result, check, evaluate

ROOT = os.path.dirname(os.path.dirname(__file__))
YEARS = pd.DataFrame(
    {"mission": ["UNA", "UNA", "UNB", "UNB", "UNC"], "year": [2013, 2014] * 2 + [2013],
     "deaths": [10, 20, 5, 2, 1]}
)  # fmt: skip
TOTALS = pd.DataFrame({"mission": ["UNA", "UNB", "UNC"], "deaths": [30, 7, 1]})
RATES = pd.DataFrame({"mission": ["UNA", "UNB", "UNC"], "rate": [1.25, 3.5, np.nan]})
BY_YEAR = pd.Series([16, 22], index=pd.Index([2013, 2014], name="year"))


@pytest.fixture
def ask():
    """Register an expected answer and return a function that evaluates answers to it."""
    made = []

    def register(expected, **about):
        name = f"trial-{len(made)}"
        exercise(name, lesson="99-trial", title="A trial", **about)(lambda: expected)
        made.append(name)
        return lambda answer: evaluate(name, answer)

    yield register
    for name in made:
        del exercises._registry[name]


def says(result: Result, words: str) -> bool:
    assert result.status == "not yet", result
    assert words in f"{result.message} {result.hint}", result
    return True


# --- numbers -------------------------------------------------------------------------------

NUMBER = Number(
    47.25,
    digits=1,
    unit="per cent",
    hint="Divide first.",
    mistakes=[Mistake(90, "That is the whole."), Mistake(lambda n: n == 7, "That is the part.")],
)


@pytest.mark.parametrize(
    "answer",
    [
        47.25,
        47.3,
        np.float32(47.25),
        np.float64(47.25),
        np.array(47.25),
        np.array([47.25]),
        Decimal("47.25"),
        Fraction(189, 4),
        pd.Series([47.25]),
        pd.Series([47.25], dtype="Float64")[0],
        pd.DataFrame({"a": [47.25]}),
        [47.25],
    ],
)
def test_number_right(ask, answer):
    assert ask(NUMBER)(answer).correct


def test_number_int64_scalar(ask):
    assert ask(Number(12))(pd.Series([5, 7], dtype="Int64").sum()).correct


def test_number_in_a_series_gets_a_remark(ask):
    assert "one value" in ask(NUMBER)(pd.Series([47.25])).message


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (90, "That is the whole."),
        (7, "That is the part."),
        (-47.25, "sign"),
        (0.4725, "100 times too small"),
        (4725, "100 times too large"),
        (47250, "1,000 times too large"),
        (52.75, "rest of the hundred"),
        (1 / 47.25, "upside down"),
        (47, "rounded too coarsely: keep 1 digit after"),
        (48.3, "close"),
        (60, "too large"),
        (20, "too small"),
        (1e9, "factor of ten"),
        ("47.25", "The number is right, but it is text"),
        ("47.25 %", "The number is right, but it is text"),
        ("forty", "use a number without quotes"),
        (True, "True or False"),
        (np.True_, "True or False"),
        (float("nan"), "missing"),
        (pd.NA, "missing"),
        (float("inf"), "not finite"),
        (10**400, "not finite"),
        (3j, "A number (per cent) is expected"),
        (None, "None"),
        (pd.Series([1, 2]), "a column of 2 values"),
        (YEARS, "a table of 5 rows and 3 columns"),
        (YEARS.groupby("year"), "in groups"),
        (len, "not called"),
        (pd, "module"),
    ],
)
def test_number_wrong(ask, answer, words):
    assert says(ask(NUMBER)(answer), words)


def test_number_off_by_one(ask):
    reply = ask(Number(1234))
    assert says(reply(1235), "one too many") and says(reply(1233), "one too few")
    assert says(reply(1200), "rounded")


def test_general_hint_follows_a_general_sentence_only(ask):
    reply = ask(NUMBER)
    assert reply(60).hint == "Divide first." and reply(90).hint == ""


def test_number_must_be_finite():
    with pytest.raises(ValueError, match="finite"):
        Number(float("nan"))


INTERVAL = Interval(
    100, 150, tol=2, margin=20, unit="deaths",
    mistakes=[Mistake((120, 150), "The lower end is the best estimate.")],
)  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [(100, 150), [90, 160], (102, 148), np.array([100, 150]), pd.Series([100, 150]),
     {"low": 100, "high": 150}, pd.Interval(100, 150)],
)  # fmt: skip
def test_interval_right(ask, answer):
    assert ask(INTERVAL)(answer).correct


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((120, 150), "best estimate"),
        ((110, 150), "too narrow at its lower end"),
        ((100, 130), "too narrow at its upper end"),
        ((110, 130), "lower and its upper end"),
        ((0, 150), "too wide at its lower end"),
        ((100, 1000), "too wide at its upper end"),
        ((200, 250), "beside"),
        ((0, 50), "beside"),
        ((160, 250), "beside"),
        ((0, 130), "the lower one reaches too far, the upper one not far enough"),
        ((130, 1000), "the upper one reaches too far, the lower one not far enough"),
        ((150, 100), "reversed"),
        ((120, 120), "single number"),
        (125, "One number claims more"),
        ((100, 120, 150), "three values"),
        (("100", "150"), "without quotes"),
        ((100, pd.NA), "quotes"),
        ((100, float("nan")), "missing"),
        ("100-150", "A range (low, high) of deaths is expected"),
    ],
)
def test_interval_wrong(ask, answer, words):
    assert says(ask(INTERVAL)(answer), words)


# --- text, dates, choices ------------------------------------------------------------------

TEXT = Text("Côte d'Ivoire", aliases=["Ivory Coast"], what="a country", hint="Sort first.",
            mistakes=[Mistake("Chad", "That is the second.")])  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    ["Côte d'Ivoire", "cote  d’ivoire ", "IVORY COAST.", np.str_("Ivory Coast"), ["Ivory Coast"]],
)
def test_text_right(ask, answer):
    assert ask(TEXT)(answer).correct


@pytest.mark.parametrize(
    ("answer", "words"),
    [("chad", "second"), ("Cote dIvoire", "spelling"), ("Togo", "not the answer"), (" ", "empty"),
     (5, "a single number"), (b"Chad", "bytes"), ("x" * 10**7, "too long"), (pd.NA, "missing")],
)  # fmt: skip
def test_text_wrong(ask, answer, words):
    assert says(ask(TEXT)(answer), words)


@pytest.mark.parametrize(
    "answer",
    ["2013-07-01", "1 July 2013", pd.Timestamp("2013-07-01 14:00"), np.datetime64("2013-07-01"),
     pd.Timestamp("2013-07-01", tz="UTC"), pd.Timestamp("2013-07-01").date(),
     pd.Series(pd.to_datetime(["2013-07-01"])), pd.Period("2013-07-01", "D")],
)  # fmt: skip
def test_date_right(ask, answer):
    assert ask(Date("2013-07-01"))(answer).correct


@pytest.mark.parametrize(
    ("answer", "words"),
    [("2013-01-07", "exchanged"), ("2014-07-01", "later"), ("2012-07-01", "earlier"),
     ("soon", "not a date"), (2013, "a single number"), (pd.NaT, "missing"),
     ("2013-04-25", "mandate")],
)  # fmt: skip
def test_date_wrong(ask, answer, words):
    expected = Date("2013-07-01", mistakes=[Mistake("2013-04-25", "That is the mandate.")])
    assert says(ask(expected)(answer), words)


CHOICE = Choice({"a": "a count", "b": "a rate", "c": "a share"}, right="b", why={
    "a": "Grows with size.", "b": "Takes time into account.", "c": "Of what?"})  # fmt: skip


@pytest.mark.parametrize("answer", ["b", " B ", "(b)", "a rate", ["b"], {"b"}])
def test_choice_right(ask, answer):
    reply = ask(CHOICE)(answer)
    assert reply.correct and reply.message == "Takes time into account."


@pytest.mark.parametrize(
    ("answer", "words"),
    [("a", "Grows with size."), ("c", "Of what?"), ("d", "not an option"), (2, "single number"),
     ({"a", "b"}, "Grows"), ([], "Nothing"), (["a"] * 9, "more answers than options")],
)  # fmt: skip
def test_choice_wrong(ask, answer, words):
    assert says(ask(CHOICE)(answer), words)


def test_choice_of_several(ask):
    reply = ask(Choice({"a": "1", "b": "2", "c": "3"}, right={"a", "c"}, why={"b": "Even."}))
    assert reply({"a", "c"}).correct and reply(["c", "a"]).correct
    assert says(reply("a"), "1 option more") and says(reply({"a", "b"}), "Even.")


# --- lists ---------------------------------------------------------------------------------

SET = SetOf(
    ["Mali", "Chad", "Niger"],
    what="countries",
    mistakes=[Mistake(["Mali", "Chad", "Niger", "Togo"], "Togo sent police only.")],
)


@pytest.mark.parametrize(
    "answer",
    [{"Mali", "Chad", "Niger"}, ["mali", "Niger", "CHAD", "Chad"], ("Niger", "Mali", "Chad"),
     pd.Series(["Mali", "Chad", "Niger"], dtype="category"), pd.Index(["Mali", "Chad", "Niger"]),
     np.array(["Mali", "Chad", "Niger"]), {"Mali": 1, "Chad": 2, "Niger": 3}.keys(),
     {"Mali": 1, "Chad": 2, "Niger": 3}, pd.DataFrame({"c": ["Mali", "Chad", "Niger"]})],
)  # fmt: skip
def test_set_right(ask, answer):
    assert ask(SET)(answer).correct


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"Mali"}, "2 of 3 countries missing."),
        (["Mali", "Chad", "Niger", "Togo"], "police only"),
        (["Mali", "Chad", "Niger", "Benin"], '1 too many: "Benin".'),
        (["Z", "Y", "X", "Mali", "Chad", "Niger"], '3 too many, such as "X" and "Y".'),
        ("Mali, Chad", "one text"),
        (3, "A set or list of countries is expected"),
        (np.zeros((2, 2)), "dimension"),
        (YEARS, "a table"),
    ],
)
def test_set_wrong(ask, answer, words):
    assert says(ask(SET)(answer), words)


def test_set_never_names_what_is_missing(ask):
    assert not any(name in ask(SET)({"Benin"}).text for name in ("Mali", "Chad", "Niger"))


def test_set_of_numbers_and_dates(ask):
    assert ask(SetOf([2013, 2014]))(np.array([2014.0, 2013.0])).correct
    assert ask(SetOf([2013, 2014]))(["2013", "2014"]).correct
    assert ask(SetOf([pd.Timestamp("2013-07-01")]))(["2013-07-01"]).correct
    assert ask(SetOf([("Mali", 2013)]))({("Mali", 2013)}).correct


ORDERED = Ordered(["a", "b", "c"], mistakes=[Mistake(["b", "c", "a"], "Sorted by name.")])


@pytest.mark.parametrize(
    "answer", [["a", "b", "c"], ("A", "b", "c"), pd.Series(["a", "b", "c"], index=[5, 1, 2])]
)
def test_ordered_right(ask, answer):
    assert ask(ORDERED)(answer).correct


@pytest.mark.parametrize(
    ("answer", "words"),
    [(["b", "c", "a"], "by name"), (["c", "b", "a"], "reverse order"),
     (["a", "c", "b"], "position 2"), (["a", "b"], "3 items expected, 2 given"),
     (["a", "b", "x"], "Position 3"), ({"a", "b", "c"}, "no order"), (None, "None")],
)  # fmt: skip
def test_ordered_wrong(ask, answer, words):
    assert says(ask(ORDERED)(answer), words)


# --- tables --------------------------------------------------------------------------------

SERIES = SeriesLike(BY_YEAR, mistakes=[Mistake(BY_YEAR / 2, "That is the mean.")], what="deaths")


@pytest.mark.parametrize(
    "answer",
    [
        BY_YEAR,
        BY_YEAR[::-1],
        BY_YEAR.astype(float).rename("n"),
        BY_YEAR.astype("Int64"),
        BY_YEAR.rename(index=str),
        BY_YEAR.set_axis(pd.to_datetime(["2013", "2014"])),
        BY_YEAR.set_axis(pd.CategoricalIndex([2013, 2014])),
        BY_YEAR.to_frame("n"),
        BY_YEAR.reset_index(),
        {2013: 16, 2014: 22},
    ],
)
def test_series_right(ask, answer):
    assert ask(SERIES)(answer).correct


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (BY_YEAR / 2, "mean"),
        (BY_YEAR + [0, 1], 'For year = 2014, "value" is not 23'),
        (BY_YEAR.head(1), "2 values expected, 1 given"),
        (BY_YEAR.reset_index(drop=True), "Not expected: year = 0"),
        (BY_YEAR * 100, "100 times too large"),
        (-BY_YEAR, "wrong sign"),
        (BY_YEAR.astype(str) + "x", "should hold numbers"),
        ([16, 22], "A Series of 2 values"),
        (38, "single number"),
    ],
)
def test_series_wrong(ask, answer, words):
    assert says(ask(SERIES)(answer), words)


def test_series_order_and_plain_values(ask):
    reply = ask(SeriesLike(BY_YEAR, ordered=True))
    assert reply(BY_YEAR).correct and says(reply(BY_YEAR[::-1]), "not their order")
    reply = ask(SeriesLike(BY_YEAR, ordered=True, index=False))
    assert reply([16, 22]).correct and reply(BY_YEAR.to_numpy()).correct
    assert says(reply([22, 16]), "order") and says(reply([16, 23]), "1 of 2")


FRAME = Frame(RATES, keys=["mission"], rel_tol=0.01,
              mistakes=[Mistake(RATES.assign(rate=[9, 9, 9]), "Nines.")])  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        RATES,
        RATES[::-1],
        RATES[["rate", "mission"]],
        RATES.set_index("mission"),
        RATES.set_index("mission")["rate"],
        RATES.set_index("mission").rename_axis(None),
        RATES.rename(columns={"rate": "Rate "}),
        RATES.assign(more=1),
        RATES.assign(mission=RATES["mission"].astype("category"), rate=["1.25", "3.5", None]),
        RATES.assign(rate=RATES["rate"] * 1.005),
        RATES.assign(rate=RATES["rate"].astype("Float64")),
    ],
)
def test_frame_right(ask, answer):
    assert ask(FRAME)(answer).correct


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (RATES.assign(rate=9), "Nines."),
        (
            RATES.rename(columns={"rate": "per"}),
            'The column "rate" is missing. Yours: "mission" and "per"',
        ),
        (RATES.assign(rate=[1.25, 4, None]), 'For mission = "UNB", "rate" is not 4'),
        (RATES.fillna(0), "should be a gap"),
        (RATES.assign(rate=[1.25, None, None]), "is a gap, but a value is known"),
        (RATES.assign(rate=RATES["rate"] / 1000), "1,000 times too small"),
        (RATES.head(2), "3 rows expected, 2 given"),
        (pd.concat([RATES, RATES.head(1)]), 'More than one row for mission = "UNA"'),
        (RATES.assign(mission=["UNA", "UNB", "UNX"]), 'Not expected: mission = "UNX"'),
        (RATES.assign(rate=["x", "y", "z"]), "should hold numbers"),
        (RATES.set_axis(["rate", "rate"], axis=1), "same name"),
        (YEARS.pivot_table(index="mission", columns="year", values=["deaths"]), "two levels"),
        (RATES.to_dict(), "dictionary"),
    ],
)
def test_frame_wrong(ask, answer, words):
    assert says(ask(FRAME)(answer), words)


def test_frame_never_tells_the_right_value(ask):
    wrong = RATES.assign(rate=[1.25, 4, None])
    assert "3.5" not in ask(FRAME)(wrong).text


def test_frame_order_extra_columns_and_dates(ask):
    reply = ask(Frame(TOTALS, keys=["mission"], ordered=True, extra=False))
    assert reply(TOTALS).correct and says(reply(TOTALS[::-1]), "not their order")
    assert says(reply(TOTALS.assign(n=1)), '"n" is not expected')
    days = pd.DataFrame({"day": pd.to_datetime(["2013-07-01", "2014-07-01"]), "n": [1, 2]})
    reply = ask(Frame(days, keys=["day"]))
    assert reply(days.assign(day=days["day"].dt.date)).correct
    assert reply(days.assign(day=["2013-07-01", "2014-07-01"])).correct
    assert says(reply(days.assign(day=["2013-07-02", "2014-07-01"])), "day = ")


def test_frame_rows_of_equal_value_may_change_places(ask):
    tied = pd.DataFrame({"m": ["a", "b", "c"], "n": [2, 1, 1]})
    assert ask(Frame(tied, keys=["m"], ordered=True))(tied.iloc[[0, 2, 1]]).correct


# --- charts --------------------------------------------------------------------------------

DRAWN = TOTALS.rename(columns={"mission": "x", "deaths": "y"})
BARS = Chart(
    marks={"bar"},
    encodings={
        "x": Enc("mission", type="nominal|ordinal"),
        "y": Enc("deaths", type="quantitative", aggregate="sum"),
    },
    data=DRAWN,
    swap=True,
    hint="One bar for each mission.",
    mistakes=[
        Mistake(DRAWN.assign(y=[2, 2, 1]), "Those are years, not deaths."),
        Mistake(lambda drawing: drawing.layers[0].mark == "line", "Missions are no sequence."),
    ],
)


def bars(data=TOTALS, x="mission", y="deaths", **more):
    return alt.Chart(data).mark_bar().encode(x=x, y=y, **more)


GOOD_BARS = {
    "aggregated in pandas": bars(),
    "aggregated in Altair": bars(YEARS, y="sum(deaths)"),
    "types spelt out": bars(x="mission:N", y="deaths:Q"),
    "long form": bars(x=alt.X(field="mission", type="nominal")),
    "horizontal": bars(x="deaths", y="mission"),
    "other names": bars(TOTALS.rename(columns={"deaths": "n", "mission": "m"}), "m", "n"),
    "stacked by year": bars(YEARS, y="sum(deaths)", color="year:O"),
    "stacked rows": bars(YEARS, color="year:O"),
    "tooltip": bars(tooltip=["mission", "deaths"]),
    "layered": bars() + bars().mark_text(dy=-5).encode(text="deaths"),
    "layered, text first": bars().mark_text().encode(text="deaths") + bars(),
    "encoding inherited": alt.layer(alt.Chart().mark_bar(), data=TOTALS).encode(
        x="mission:N", y="deaths:Q"
    ),
    "beside another": bars() | alt.Chart(YEARS).mark_line().encode(x="year", y="deaths"),
    "inline values": bars(alt.Data(values=TOTALS.to_dict("records")), "mission:N", "deaths:Q"),
    "dataset by name": alt.Chart.from_dict(bars().to_dict()),
    "category": bars(TOTALS.astype({"mission": "category"})),
    "condition": bars().encode(
        color=alt.condition(alt.datum.deaths > 9, alt.value("red"), alt.value("grey"))
    ),
    "empty selection": bars().add_params(pick := alt.selection_point()).transform_filter(pick),
    "zoom": bars().interactive(),
}


@pytest.mark.parametrize("name", GOOD_BARS)
def test_chart_right(ask, name):
    reply = ask(BARS)(GOOD_BARS[name])
    assert reply.correct, reply


BAD_BARS = [
    (bars().mark_line(), "Missions are no sequence."),
    (bars(YEARS, y="count()"), "years, not deaths"),
    (bars().mark_arc(), 'The mark "arc" does not fit'),
    (alt.Chart(TOTALS).mark_bar().encode(x="mission"), 'Nothing is encoded in the channel "y"'),
    (bars(y="deaths:N"), 'The channel "y" is nominal'),
    (bars(YEARS, y="max(deaths)"), 'For x = "UNA", "y" is not 20'),
    (bars(YEARS, y="year"), 'The channel "y" shows "year"'),
    (bars(YEARS), "3 marks expected, 5 given"),
    (bars(TOTALS.head(2)), "3 marks expected, 2 given"),
    (bars().transform_filter("datum.deaths > 1"), "could not follow the transform"),
    (bars(YEARS, y="stdev(deaths)"), "could not follow the aggregate"),
    (bars(x="misson"), 'no column "misson"'),
    (bars(x="misson:N"), 'no column "misson"'),
    (bars(x="mission:Z"), "Q, O, N and T"),
    (bars(y=alt.Y("deaths", aggregate="summ")), 'rejects the channel "y"'),
    (alt.Chart(TOTALS).encode(x="mission"), "no mark yet"),
    (bars("https://example.org/data.csv", "mission:N", "deaths:Q"), "finds no data"),
    (bars().to_dict(), "dictionary"),
    (TOTALS, "a table"),
    (bars, "An Altair chart (bar) is expected"),
]


@pytest.mark.parametrize(("chart", "words"), BAD_BARS, ids=[words for _, words in BAD_BARS])
def test_chart_wrong(ask, chart, words):
    assert says(ask(BARS)(chart), words)


def test_chart_zero_marks_and_stretched_bars(ask):
    nought = pd.concat([TOTALS, pd.DataFrame({"mission": ["UND"], "deaths": [0]})])
    assert says(ask(BARS)(bars(nought)), "3 marks expected, 4 given")
    lenient = replace(BARS, skip_zero=True, needs=("numbers",))
    assert ask(lenient)(bars(nought)).correct
    stretched = bars(YEARS, y=alt.Y("sum(deaths)", stack="normalize"), color="year:O")
    parts = YEARS.rename(columns={"mission": "x", "deaths": "y", "year": "color"})
    colours = {**BARS.encodings, "color": Enc("year")}
    expected = replace(lenient, encodings=colours, data=parts, keys=["x", "color"], mistakes=[])
    assert says(ask(expected)(stretched), "one length")


def test_chart_swap_only_where_allowed(ask):
    upright = Chart(marks="bar", encodings=BARS.encodings, data=DRAWN)
    assert says(ask(upright)(bars(x="deaths", y="mission")), "swap x and y")
    assert says(ask(upright)(bars(TOTALS.head(2), x="deaths", y="mission")), "swap x and y")
    assert says(ask(upright)(bars(TOTALS.head(2))), "3 marks expected, 2 given")
    assert says(ask(upright)(bars(y="deaths:N")), 'The channel "y" is nominal')


def test_chart_facets_gaps_and_time(ask):
    drawn = YEARS.rename(columns={"mission": "facet", "year": "x", "deaths": "y"})
    time = Enc("year", type="temporal|ordinal|quantitative")
    panels = Chart(marks={"line"}, data=drawn,
                   encodings={"facet": Enc("mission"), "x": time,
                              "y": Enc("deaths", "quantitative")})  # fmt: skip
    line = alt.Chart(YEARS).mark_line(point=True).encode(x="year:O", y="deaths")
    reply = ask(panels)
    assert reply(line.facet("mission:N")).correct
    assert reply(line.encode(row="mission")).correct
    dated = YEARS.assign(year=pd.to_datetime(YEARS["year"].astype(str) + "-05-05"))
    dated_line = alt.Chart(dated).mark_line().encode(x="year(year):T", y="deaths")
    assert reply(dated_line.encode(column="mission")).correct
    assert says(reply(line), '"facet"')
    gap = Chart(marks="line", encodings={"x": time, "y": Enc("n", "quantitative")},
                data=pd.DataFrame({"x": [2013, 2014, 2015], "y": [1, None, 3]}))  # fmt: skip
    full = pd.DataFrame({"year": [2013, 2014, 2015], "n": [1, None, 3]})
    lines = [alt.Chart(d).mark_line().encode(x="year:O", y="n") for d in (full, full.dropna())]
    assert ask(gap)(lines[0]).correct and says(ask(gap)(lines[1]), "3 marks expected, 2 given")


def test_chart_without_data_compares_names(ask):
    loose = Chart(marks={"point"},
                  encodings={"x": Enc({"deaths", "n"}, "quantitative"),
                             "y": Enc("year", aggregate="mean")})  # fmt: skip
    reply = ask(loose)
    circle = alt.Chart(YEARS).mark_circle()
    assert reply(circle.encode(x="deaths", y="mean(year)")).correct
    assert says(reply(circle.encode(x="deaths", y="year")), "aggregate")
    assert says(reply(circle.encode(x="year", y="mean(year)")), 'shows "year"')


NEEDED = {
    "title": bars().properties(title="t"),
    "subtitle": bars().properties(title=alt.Title("t", subtitle="s")),
    "description": bars().properties(description="d"),
    "axis titles": bars(alt.Data(values=TOTALS.to_dict("records")),
                        alt.X("mission:N", title="Mission"),
                        alt.Y("deaths:Q", axis=alt.Axis(title="Deaths"))),
    "tooltip": bars(tooltip="deaths"),
    "labels": bars() + bars().mark_text().encode(text="deaths"),
    "interval selection": bars().add_params(alt.selection_interval()),
    "point selection": bars().add_params(alt.selection_point(bind="legend")),
    "slider": bars().add_params(alt.param(value=1, bind=alt.binding_range(min=1, max=2))),
    "dropdown": bars().add_params(alt.param(value="a", bind=alt.binding_select(options=["a"]))),
}  # fmt: skip


@pytest.mark.parametrize("need", NEEDED)
def test_chart_needs(ask, need):
    expected = Chart(marks="bar", encodings=BARS.encodings, data=DRAWN, needs=(need,))
    assert ask(expected)(NEEDED[need]).correct
    lacking = ask(expected)(bars().interactive())
    assert lacking.status == "not yet" and "yet" in lacking.message


def test_chart_zero_baseline(ask):
    expected = Chart(marks="bar", encodings=BARS.encodings, data=DRAWN, needs=("zero baseline",))
    assert ask(expected)(bars()).correct
    cut = bars(y=alt.Y("deaths", scale=alt.Scale(zero=False)))
    assert says(ask(expected)(cut), "start at zero")


def test_chart_of_many_more_rows_than_altair_shows(ask):
    many = pd.DataFrame({"mission": ["UNA"] * 190_000, "deaths": 1, "note": range(190_000)})
    expected = Chart(marks="bar", encodings=BARS.encodings,
                     data=pd.DataFrame({"x": ["UNA"], "y": [190_000]}))  # fmt: skip
    chart = bars(many, y="sum(deaths)")
    assert ask(expected)(chart).correct
    # All rows count, but only some are written out.
    assert [len(rows) for rows in read_chart(chart).spec["datasets"].values()] == [FIRST_ROWS]
    assert FIRST_ROWS < 1000


# --- whatever is passed --------------------------------------------------------------------


class Raises:
    """Raises at whatever is asked of it."""

    def _no(self, *_, **__):
        raise RuntimeError("no")

    __eq__ = __repr__ = __str__ = __len__ = __iter__ = __float__ = __bool__ = _no
    __array__ = __hash__ = __getitem__ = __contains__ = __lt__ = _no
    __class__ = property(_no)

    def __getattr__(self, name):
        raise RuntimeError(name)


class Exits:
    def __float__(self):
        raise SystemExit

    def __iter__(self):
        raise SystemExit


class BrokenText(str):
    def _no(self, *_, **__):
        raise RuntimeError("no")

    __str__ = __len__ = __eq__ = __iter__ = strip = casefold = split = _no
    __hash__ = str.__hash__


class BrokenNumber(float):
    def __float__(self):
        raise RuntimeError("no")


class BrokenList(list):
    def __iter__(self):
        raise SystemExit

    __len__ = __getitem__ = __iter__


class BrokenFrame(pd.DataFrame):
    def __getattribute__(self, name):
        raise RuntimeError(name)


def recursive_list():
    items = []
    items.append(items)
    return items


def deep_list():
    items = []
    for _ in range(100_000):
        items = [items]
    return items


HOSTILE = {
    "object": object,
    "raises": Raises,
    "exits": Exits,
    "broken text": lambda: BrokenText("47.25"),
    "broken number": lambda: BrokenNumber(47.25),
    "broken list": lambda: BrokenList([1, 2]),
    "broken frame": lambda: BrokenFrame({"a": [1]}),
    "lambda": lambda: lambda: 1,
    "none": lambda: None,
    "generator": lambda: (n for n in range(3)),
    "endless generator": itertools.count,
    "endless cycle": lambda: (n for n in itertools.cycle("ab")),
    "recursive": recursive_list,
    "deep": deep_list,
    "series of raisers": lambda: pd.Series([Raises()], dtype=object),
    "list of raisers": lambda: [Raises(), Raises()],
    "dict of raisers": lambda: {"low": Raises(), "high": Raises()},
    "frame of raisers": lambda: RATES.astype(object).map(lambda _: Raises),
    "list of lists": lambda: [[1, [2]], {3: 4}],
    "class": lambda: Raises,
    "module": lambda: pd,
    "nan": lambda: float("nan"),
    "huge": lambda: 10**5000,
    "minus huge": lambda: -(10**5000),
    "bytes": lambda: b"\xff",
    "surrogate": lambda: "\ud800",
    "nul": lambda: "\0",
    "long text": lambda: "9" * 10_000_000,
    "complex": lambda: 1j,
    "nat": lambda: pd.NaT,
    "forged result": lambda: Result("correct"),
    "exception": lambda: ValueError("x"),
    "empty frame": pd.DataFrame,
    "empty series": lambda: pd.Series(dtype=object),
    "empty array": lambda: np.array([]),
    "multi-index": lambda: YEARS.set_index(["mission", "year"]),
    "structured array": lambda: np.zeros(2, dtype=[("a", int)]),
    "empty chart": alt.Chart,
    "chart class": lambda: alt.Chart,
    "chart of nothing": lambda: alt.Chart(None).mark_bar(),
    "layer of nothing": lambda: alt.layer(),
    "geoshape": lambda: alt.Chart(alt.sphere()).mark_geoshape(),
    "repeat": lambda: bars().encode(x=alt.X(alt.repeat("row"), type="nominal")).repeat(row=["a"]),
    "10 million numbers": lambda: np.zeros(10_000_000),
    "10 million in a list": lambda: [1] * 10_000_000,
    "10 million rows": lambda: pd.DataFrame({"mission": np.zeros(10_000_000), "rate": 1.0}),
    "10 million rows, indexed": lambda: pd.Series(1.0, index=np.arange(10_000_000)),
    "10 million rows in a chart": lambda: bars(
        pd.DataFrame({"mission": np.zeros(10_000_000), "deaths": 1})
    ),
    "half a million inline": lambda: bars(
        {"values": [{"mission": "a", "deaths": 1}] * 500_000}, "mission:N", "deaths:Q"
    ),
}

KINDS = {
    "Number": NUMBER, "Interval": INTERVAL, "Text": TEXT, "Date": Date("2013-07-01"),
    "Choice": CHOICE, "SetOf": SET, "Ordered": ORDERED, "SeriesLike": SERIES,
    "values only": SeriesLike(BY_YEAR, index=False), "Frame": FRAME, "Chart": BARS,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_raised_and_nothing_hangs(ask, capsys, name):
    answer = HOSTILE[name]()
    for kind, expected in KINDS.items():
        reply = ask(expected)
        result = reply(answer)
        if (kind, name) == ("Number", "broken number"):
            continue
        assert result.status == "not yet", (kind, result)
        assert result.text.startswith("Not yet. ") and " at 0x" not in result.text
        assert max(map(len, result.text.splitlines())) <= 100
    assert capsys.readouterr() == ("", "")


def test_keyboard_interrupt_is_not_swallowed(ask):
    class Interrupts(pd.Series):
        @property
        def size(self):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(NUMBER)(Interrupts([1]))


@pytest.mark.parametrize("answer", [..., "...", (..., ...), [1, ...]])
def test_not_attempted(ask, answer):
    reply = ask(NUMBER)(answer)
    assert reply.status == "not attempted"
    assert reply.text == (
        "Not attempted yet. Replace the three dots with your answer, then run the cell again."
    )


@pytest.mark.parametrize("name", ["trail-0", "Trial-0", "trial-00", "trial0"])
def test_unknown_exercise_names_the_nearest(ask, name):
    ask(NUMBER)
    reply = evaluate(name, 1)
    assert reply.status == "unknown exercise" and "trial-0" in reply.message


@pytest.mark.parametrize("name", [None, 47, Raises, BrokenText, [], "", "x" * 10**6, "\ud800"])
def test_unknown_exercise_whatever_the_id(name):
    name = name() if isinstance(name, type) else name
    reply = evaluate(name, 1)
    assert reply.status == "unknown exercise" and len(reply.text) < 300


def test_a_problem_of_the_course_is_said_plainly():
    @exercise("trial-problem-1", lesson="99-trial", title="No data")
    def fails():
        raise FileNotFoundError("data/fatalities.csv is missing")

    try:
        reply = evaluate("trial-problem-1", 1)
    finally:
        del exercises._registry["trial-problem-1"]
    assert reply.status == "problem"
    assert "data/fatalities.csv is missing" in reply.message and "not at fault" in reply.message


def test_check_prints_one_plain_block_and_returns_none(ask, capsys):
    ask(NUMBER, insight="Nearly half.")
    assert check("trial-0", 47.25) is None
    assert capsys.readouterr() == ("Correct. Nearly half.\n", "")
    check("trial-0", 60)
    assert capsys.readouterr() == ("Not yet. 60 is too large.\nHint: Divide first.\n", "")


def test_check_prints_only_what_any_screen_can_show(ask, capsys, monkeypatch):
    ask(TEXT)
    check("trial-0", "\ud800\x1b[31mTogo")
    assert capsys.readouterr().out.startswith('Not yet. "??[31mTogo" is not the answer.\n')
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    check("trial-0", "T\u014dgo")
    assert b'"T?go" is not the answer.' in stream.buffer.getvalue()


def test_the_name_check_is_the_function():
    assert malicourse.check is check
    assert pickle.loads(pickle.dumps(check)) is check
    assert pickle.loads(pickle.dumps(Result("correct"))) == Result("correct")


def test_text_is_the_same_in_every_process():
    script = textwrap.dedent("""
        import sys; sys.path.insert(0, "tests")
        from malicourse import check
        from malicourse.exercises import exercise
        import test_check as t
        for n, (kind, expected) in enumerate(t.KINDS.items()):
            exercise(f"trial-{n}", lesson="99", title="t")(lambda e=expected: e)
            for answer in ({"Q", "R", "S", "T", "U"}, {"a", "b", "c"}, "Togo", 5, object(),
                           t.YEARS, t.bars(y="deaths:N")):
                check(f"trial-{n}", answer)
    """)
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1 and next(iter(runs)).count("Not yet.") > 50


# --- the registry and the course's own exercises -------------------------------------------


@pytest.mark.parametrize("name", ["Cost-1", "cost", "cost1", "cost-1a", "-1", "cost--1"])
def test_malformed_ids_are_refused(name):
    with pytest.raises(ValueError, match="use lower-case words and a number"):
        exercise(name, lesson="l", title="t")


def test_a_taken_id_is_refused(ask):
    ask(NUMBER)

    def other():
        return NUMBER

    with pytest.raises(ValueError, match="is taken by"):
        exercise("trial-0", lesson="l", title="t")(other)


def test_levels_are_one_to_three():
    with pytest.raises(ValueError, match="level 4"):
        exercise("trial-9", lesson="l", title="t", level=4)


def test_the_answer_is_computed_once_and_only_when_needed():
    calls = []

    @exercise("trial-lazy-1", lesson="99-trial", title="Lazy")
    def lazy():
        calls.append(1)
        return NUMBER

    try:
        assert evaluate("trial-lazy-1", ...).status == "not attempted" and not calls
        assert evaluate("trial-lazy-1", 47.25).correct and evaluate("trial-lazy-1", 47.25).correct
        assert calls == [1]
    finally:
        del exercises._registry["trial-lazy-1"]


def test_audit_finds_what_an_author_should_mend():
    assert Number(5).audit() == ["fewer than two hints"]
    twice = [Mistake(5, "Five."), Mistake(lambda n: n > 4, "Large.")]
    assert Number(5, mistakes=twice).audit() == [
        "a mistake is accepted as right: Five.",
        "the right answer looks like a mistake: Large.",
    ]
    same = Chart(marks="bar", encodings=BARS.encodings, data=DRAWN, hint="h",
                 mistakes=[Mistake(DRAWN[::-1], "Same.")])  # fmt: skip
    assert same.audit() == ["a mistake is accepted as right: Same."]
    assert NUMBER.audit() == BARS.audit() == CHOICE.audit() == []


@pytest.mark.parametrize("item", exercises.all_exercises(), ids=lambda item: item.id)
def test_every_exercise_of_the_course(item):
    expected = item.expected()
    assert expected.audit() == []
    assert expected.wanted and item.title and item.lesson
    assert evaluate(item.id, ...).status == "not attempted"
    assert evaluate(item.id, object()).status == "not yet"
    for mistake in expected.mistakes:
        if not callable(mistake.answer) and expected.right_answer() is not None:
            assert evaluate(item.id, mistake.answer).message == mistake.hint


# A learner's own coding


SHEET = pd.DataFrame(
    [["main", "none"], ["none", "side"]], index=["P1", "P2"], columns=["politics", "conduct"]
)


@pytest.fixture
def coding(ask):
    other = SHEET.replace("side", "none")
    readers = {"the first reader": SHEET, "the second": other}
    codes = ("main", "side", "none")
    return ask(Coding(("P1", "P2"), ("politics", "conduct"), codes, readers, hint="One code."))


def test_a_complete_sheet_gets_agreement_and_kappa(coding):
    found = coding(SHEET)
    assert found.correct
    assert "first reader you agree in 4 of 4 cells, 100 per cent, a kappa of 1.00." in found.message
    assert "second you agree in 3 of 4 cells, 75 per cent, a kappa of 0.56." in found.message
    shuffled = SHEET.loc[["P2", "P1"], ["conduct", "politics"]]
    assert coding(shuffled.replace({"main": " Main "})).message == found.message


def test_a_sheet_hears_where_it_differs_if_the_author_wants_it(ask):
    readers = {"the first reader": SHEET, "the second": SHEET.replace("side", "main")}
    codes = ("main", "side", "none")
    found = ask(Coding(("P1", "P2"), ("politics", "conduct"), codes, readers, name_rows=True))(
        SHEET
    )
    assert "a kappa of 1.00. With the second" in found.message
    assert found.message.endswith("You differ at P2.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.replace("side", ""), 'in row P2, column "conduct" is empty: write main, side'),
        (lambda s: s.replace("side", None), 'The cell in row P2, column "conduct" is empty'),
        (lambda s: s.replace("main", "mian"), 'row P1, column "politics" holds "mian"'),
        (lambda s: s.replace("main", "mian"), "Did you mean main?"),
        (lambda s: s.replace("none", 1), "1 other cell to mend."),
        (lambda s: s.rename(columns={"conduct": "condct"}), 'Did you mean "conduct"?'),
        (lambda s: s.rename(index={"P2": "P9"}), 'The row "P9" is not part of the sheet.'),
        (lambda s: pd.concat([s, s.tail(1)]), 'The row "P2" is there more than once.'),
        (lambda s: s.drop(index="P2"), 'The row "P2" is missing.'),
        (lambda s: s.drop(columns="politics"), 'The column "politics" is missing.'),
        (lambda s: s.assign(extra="none"), 'The column "extra" is not part of the sheet.'),
        (lambda s: s.mask(s != "", "none"), 'Every cell holds "none".'),
        (lambda s: s.to_dict(), "A table of 2 rows and 2 columns with main, side and none"),
    ],
)
def test_a_faulty_sheet_names_the_cell(coding, change, said):
    found = coding(change(SHEET))
    assert not found.correct and said in found.message, found.message
