"""Feedback on exercises: right answers, usual mistakes, and anything else a cell may hold."""

import importlib
import io
import itertools
import os
import pickle
import subprocess
import sys
import tracemalloc
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import altair as alt
import numpy as np
import pandas as pd
import pytest

import malicourse
from malicourse import exercises, forecast
from malicourse.answers.columns import normalised
from malicourse.answers.vega_reader import FIRST_ROWS, read_chart
from malicourse.exercises import (
    Chart,
    Choice,
    Coding,
    Criteria,
    Enc,
    Forecasts,
    Frame,
    Interval,
    Mistake,
    Number,
    Ordered,
    SetOf,
    exercise,
)
from malicourse.feedback import Result, check, evaluate
from malicourse.stats import agreement

ROOT = os.path.dirname(os.path.dirname(__file__))
#: The lesson of the exercises that these tests make.
LESSON = "99-trial"
YEARS = pd.DataFrame(
    {"mission": ["UNA", "UNA", "UNB", "UNB", "UNC"], "year": [2013, 2014] * 2 + [2013],
     "deaths": [10, 20, 5, 2, 1]}
)  # fmt: skip
TOTALS = pd.DataFrame({"mission": ["UNA", "UNB", "UNC"], "deaths": [30, 7, 1]})
RATES = pd.DataFrame({"mission": ["UNA", "UNB", "UNC"], "rate": [1.25, 3.5, np.nan]})


def registered(name, expected):
    """Register a function of this name and return the id."""

    def compute():
        return expected

    compute.__name__ = name
    exercise(compute)
    return name.replace("_", "-")


@pytest.fixture
def ask():
    """Register an expected answer and return a function that evaluates answers to it."""
    made = []

    def register(expected):
        name = registered(f"trial_{len(made)}", expected)
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


def test_a_number_that_is_nought_is_accepted(ask):
    reply = ask(Number(0, unit="people", mistakes=[Mistake(4, "Those are all.")]))
    for nought in (0, 0.0, -0.0, np.int64(0), pd.Series([0])):
        assert reply(nought).correct
    assert says(reply(4), "Those are all.") and says(reply(1), "one too many")
    assert says(reply(0.004), "too large") and says(reply(-3), "too small")


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
        ((1, 1.5), "100 times too small. Is a share wanted, or per cent?"),
        ((10_000, 15_000), "100 times too large"),
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


# --- choices ------------------------------------------------------------------------------

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
    assert says(reply("a"), "1 more option") and says(reply({"a", "b"}), "Even.")
    for written in ("a, c", "ac", "C and A", "{a; c}"):
        assert reply(written).correct, written
    assert says(reply("a, d"), "not an option") and says(reply("a or c"), "not an option")


def test_a_decade_is_written_with_an_s_or_as_its_first_year():
    written = normalised(pd.Series(["1960s", "1970s"]), "number")
    assert list(written) == [1960, 1970]
    assert normalised(pd.Series(["1960s", "1975s"]), "number") is None


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

FRAME = Frame(RATES, keys=["mission"], abs_tol=0.04,
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


def test_frame_dates(ask):
    days = pd.DataFrame({"day": pd.to_datetime(["2013-07-01", "2014-07-01"]), "n": [1, 2]})
    reply = ask(Frame(days, keys=["day"]))
    assert reply(days.assign(day=days["day"].dt.date)).correct
    assert reply(days.assign(day=["2013-07-01", "2014-07-01"])).correct
    assert says(reply(days.assign(day=["2013-07-02", "2014-07-01"])), "day = ")


# --- charts --------------------------------------------------------------------------------

DRAWN = TOTALS.rename(columns={"mission": "x", "deaths": "y"})
BARS = Chart(
    marks={"bar"},
    encodings={
        "x": Enc(type="nominal|ordinal"),
        "y": Enc(type="quantitative"),
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
    (bars(YEARS, y="year"), "3 marks expected, 5 given"),
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
    colours = {**BARS.encodings, "color": Enc()}
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
    time = Enc(type="temporal|ordinal|quantitative")
    panels = Chart(marks={"line"}, data=drawn,
                   encodings={"facet": Enc(), "x": time, "y": Enc("quantitative")})  # fmt: skip
    line = alt.Chart(YEARS).mark_line(point=True).encode(x="year:O", y="deaths")
    reply = ask(panels)
    assert reply(line.facet("mission:N")).correct
    assert reply(line.encode(row="mission")).correct
    dated = YEARS.assign(year=pd.to_datetime(YEARS["year"].astype(str) + "-05-05"))
    dated_line = alt.Chart(dated).mark_line().encode(x="year(year):T", y="deaths")
    assert reply(dated_line.encode(column="mission")).correct
    assert says(reply(line), '"facet"')
    gap = Chart(marks="line", encodings={"x": time, "y": Enc("quantitative")},
                data=pd.DataFrame({"x": [2013, 2014, 2015], "y": [1, None, 3]}))  # fmt: skip
    full = pd.DataFrame({"year": [2013, 2014, 2015], "n": [1, None, 3]})
    lines = [alt.Chart(d).mark_line().encode(x="year:O", y="n") for d in (full, full.dropna())]
    assert ask(gap)(lines[0]).correct and says(ask(gap)(lines[1]), "3 marks expected, 2 given")


def test_chart_needs_a_title(ask):
    expected = Chart(marks="bar", encodings=BARS.encodings, data=DRAWN, needs=("title",))
    reply = ask(expected)
    for title in ("t", ["t", "u"], alt.Title("t", subtitle="s")):
        assert reply(bars().properties(title=title)).correct
    assert reply((bars() + bars().mark_text().encode(text="deaths")).properties(title="t")).correct
    for lacking in (bars(), bars().properties(title=""), bars().properties(title=alt.Title(""))):
        assert says(reply(lacking), "no title yet")


def test_chart_needs_a_description(ask):
    expected = Chart(marks="bar", encodings=BARS.encodings, data=DRAWN, needs=("description",))
    reply = ask(expected)
    told = "Bars of deaths by mission, 311 the longest"
    assert reply(bars().properties(description=told)).correct
    for lacking in ("", "chart", "bars of the deaths by mission", "311"):
        assert says(reply(bars().properties(description=lacking)), "no description with a number")
    assert says(reply(bars()), "no description with a number")


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


# --- coding sheets -------------------------------------------------------------------------

SHEET = pd.DataFrame(
    [["main", "none"], ["none", "side"]], index=["P1", "P2"], columns=["politics", "conduct"]
)
CODING = Coding(
    ("P1", "P2"),
    ("politics", "conduct"),
    ("main", "side", "none"),
    {"the first reader": SHEET, "the second": SHEET.replace("side", "none")},
    hint="One code.",
)

# --- criteria and forecasts ------------------------------------------------------------------

STATED = Criteria(
    ("by road", "by air"),
    {
        "lives": ("Is nobody hurt?", "duty of care"),
        "stores": ("Will the fuel last?", "the task"),
        "people": ("Is the road free for others?", "the mandate"),
    },
    hint="Ask first.",
)
GUESSES = Forecasts(
    ("low", "high"),
    {"deaths": 0, "strength": 1},
    {
        "the base rate": {"deaths": [0.5, 0.5], "strength": [0.5, 0.5]},
        "a friend": {"deaths": [0.0, 1.0]},
    },
    forecast.score,
    hint="Two for each.",
)


def test_stated_criteria_are_judged_by_their_form_and_the_reply_says_so(ask):
    mine = dict(STATED.example)
    assert ask(STATED)(mine).correct
    assert "substance was not judged" in ask(STATED)(mine).message
    table = pd.DataFrame(mine).T
    assert ask(STATED)(table).correct
    for name, pair, said in [
        ("lives", ("Is it safer by air?", "duty"), 'names the option "by air"'),
        ("lives", ("Safety", "duty"), "does not ask a question"),
        ("lives", ("Will the fuel last?", "duty"), "ask the same question"),
        ("lives", ("Is nobody hurt?", ""), "has an empty part"),
        ("lives", "Is nobody hurt?", "lacks a part"),
    ]:
        assert said in ask(STATED)({**mine, name: pair}).message
    assert "There are 2; state 3 to 7." in ask(STATED)(dict(list(mine.items())[:2])).message


def test_every_distribution_is_a_forecast_and_is_scored(ask):
    sure = {"deaths": [1, 0], "strength": [0, 1]}
    assert ask(GUESSES)(sure).correct
    said = ask(GUESSES)(sure).message
    assert "deaths, bin low: you 0.00, the base rate 0.25, a friend 1.00." in said
    assert "strength, bin high: you 0.00, the base rate 0.25." in said
    assert ask(GUESSES)({"Deaths": [100, 0], "strength": [30, 70]}).correct
    table = pd.DataFrame(sure, index=["low", "high"])
    assert ask(GUESSES)(table).message == ask(GUESSES)(table.T).message
    assert ask(GUESSES)(table.loc[["high", "low"]]).message == ask(GUESSES)(table).message
    for wrong, said in [
        ({"deaths": [1, 0]}, "No forecast for strength."),
        ({**sure, "deaths": [0.7, 0.7]}, "add up to 1.4"),
        ({**sure, "deaths": [0.7]}, "needs 2 probabilities"),
        ({**sure, "deaths": [-0.5, 1.5]}, "from 0 to 1"),
    ]:
        assert said in ask(GUESSES)(wrong).message


def test_the_score_is_proper_and_near_misses_cost_less():
    assert forecast.score([0, 1, 0, 0], 1) == 0 and forecast.score([1, 0, 0, 0], 3) == 1
    assert forecast.score([1, 0, 0, 0], 1) < forecast.score([1, 0, 0, 0], 2)
    belief = [0.1, 0.2, 0.6, 0.1]

    def expected(said):
        return sum(p * forecast.score(said, place) for place, p in enumerate(belief))

    for other in ([0.25] * 4, [0, 0, 1, 0], [0.1, 0.3, 0.5, 0.1]):
        assert expected(belief) < expected(other)


def test_no_base_rate_knows_what_came_after_june_2022():
    for figure in forecast.FIGURES:
        last = forecast.past(figure.name).index.max()
        assert str(last)[:7] <= "2022-06"
        assert sum(forecast.base_rate(figure)) == pytest.approx(1)
        read = forecast.commentary(figure)
        assert (read is None) == (not figure.named)
        assert read is None or sum(read) == pytest.approx(1)


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


#: What judging an answer may take, however large it is: a count of work, whatever the machine.
MOST_LINES = 1_000_000
MOST_BYTES = 20_000_000

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
    "Number": NUMBER, "Interval": INTERVAL, "Choice": CHOICE, "SetOf": SET, "Ordered": ORDERED,
    "Frame": FRAME, "Chart": BARS, "Coding": CODING, "Criteria": STATED, "Forecasts": GUESSES,
}  # fmt: skip


@contextmanager
def little_work(what):
    """Fail on more lines of Python, or more memory, than an answer of any size should take."""
    lines = 0

    def count(frame, event, argument):
        nonlocal lines
        lines += 1
        if lines > MOST_LINES:
            # The only thing that a verdict lets pass.
            raise KeyboardInterrupt(f"{what}: more than {MOST_LINES:,} lines were run")
        return count

    before = sys.gettrace()
    tracemalloc.start()
    sys.settrace(count)
    try:
        yield
    except KeyboardInterrupt as much:
        raise AssertionError(str(much)) from None
    finally:
        sys.settrace(before)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < MOST_BYTES, f"{what}: {peak:,} bytes were taken"


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_raised_and_nothing_hangs(ask, capsys, name):
    answer = HOSTILE[name]()
    for kind, expected in KINDS.items():
        reply = ask(expected)
        with little_work(kind):
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


class OfItsOwn(BaseException):
    pass


class RaisesItsOwn(pd.Series):
    @property
    def size(self):
        raise OfItsOwn


def test_an_exception_of_the_learners_own_does_not_get_out(ask):
    assert says(ask(NUMBER)(RaisesItsOwn([1])), "could not be read: A number (per cent)")


def test_an_insight_stands_before_the_remark_and_a_mistake_has_none(ask):
    reply = ask(replace(NUMBER, insight="Nearly half."))
    assert reply(pd.Series([47.25])).message.startswith("Nearly half. Your answer is a column")
    assert reply(90).message == "That is the whole." and "half" not in reply(60).text


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
    @exercise
    def trial_problem_1():
        raise FileNotFoundError("data/fatalities.csv is missing")

    try:
        reply = evaluate("trial-problem-1", 1)
    finally:
        del exercises._registry["trial-problem-1"]
    assert reply.status == "problem"
    assert "data/fatalities.csv is missing" in reply.message and "not at fault" in reply.message


def test_check_prints_one_plain_block_and_returns_none(ask, capsys):
    ask(replace(NUMBER, insight="Nearly half."))
    assert check("trial-0", 47.25) is None
    assert capsys.readouterr() == ("Correct. Nearly half.\n", "")
    check("trial-0", 60)
    assert capsys.readouterr() == ("Not yet. 60 is too large.\nHint: Divide first.\n", "")


def test_check_prints_only_what_any_screen_can_show(ask, capsys, monkeypatch):
    ask(CHOICE)
    check("trial-0", "\ud800\x1b[31mTogo")
    assert capsys.readouterr().out.startswith('Not yet. "??[31mTogo" is not an option: one of')
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    check("trial-0", "T\u014dgo")
    assert b'"T?go" is not an option' in stream.buffer.getvalue()


def test_the_name_check_is_the_function():
    assert malicourse.check is check
    assert pickle.loads(pickle.dumps(check)) is check
    assert pickle.loads(pickle.dumps(Result("correct"))) == Result("correct")


def verdicts():
    """Print what every kind of answer says to answers whose parts have no order of their own."""
    for n, expected in enumerate(KINDS.values()):
        name = registered(f"trial_{n}", expected)
        for answer in (
            {"Q", "R", "S", "T", "U"},
            {"a", "b", "c"},
            "Togo",
            5,
            object(),
            YEARS,
            bars(y="deaths:N"),
            SHEET.assign(z=1),
        ):
            check(name, answer)
        del exercises._registry[name]  # fmt: skip


def test_text_is_the_same_in_every_process(capsys):
    verdicts()
    here = capsys.readouterr().out
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    script = 'import sys; sys.path.insert(0, "tests"); import test_check; test_check.verdicts()'
    there = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT,
    ).stdout  # fmt: skip
    assert here == there and here.count("Not yet.") > 50


# --- the registry and the course's own exercises -------------------------------------------


@pytest.mark.parametrize("name", ["Cost_1", "cost", "cost1", "cost_1a", "_1", "cost__1"])
def test_a_name_that_is_no_words_and_a_number_is_refused(name):
    rule = f"test_check.py, {name}: name it by lower-case words and a number"
    with pytest.raises(ValueError, match=rule):
        registered(name, NUMBER)
    assert exercises.get(name.replace("_", "-")) is None


def test_a_taken_id_is_refused(ask):
    ask(NUMBER)

    def trial_0():
        return NUMBER

    with pytest.raises(ValueError, match=r'test_check.py, trial_0: the id "trial-0" is taken by'):
        exercise(trial_0)


def test_a_module_reloaded_may_register_its_exercises_again():
    lesson = importlib.import_module("malicourse.exercises.lesson_11")
    before = exercises.ids()
    importlib.reload(lesson)
    assert exercises.ids() == before


def test_a_module_that_names_no_lesson_is_refused(monkeypatch):
    monkeypatch.delitem(globals(), "LESSON")
    with pytest.raises(ValueError, match="test_check.py, trial_0: its module names no lesson"):
        registered("trial_0", NUMBER)


def test_the_answer_is_computed_once_and_only_when_needed():
    calls = []

    @exercise
    def trial_lazy_1():
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


def test_every_drawing_asks_for_a_title():
    drawings = [e for e in exercises.all_exercises() if isinstance(e.expected(), Chart)]
    assert len(drawings) > 20
    assert [e.id for e in drawings if "title" not in e.expected().needs] == []


@pytest.mark.parametrize("item", exercises.all_exercises(), ids=lambda item: item.id)
def test_every_exercise_of_the_course(item):
    expected = item.expected()
    assert expected.audit() == []
    assert expected.wanted and item.lesson
    assert evaluate(item.id, ...).status == "not attempted"
    assert evaluate(item.id, object()).status == "not yet"
    for mistake in expected.mistakes:
        if not callable(mistake.answer) and expected.right_answer() is not None:
            assert evaluate(item.id, item.expected().example_of(mistake)).message == mistake.hint


@pytest.fixture
def coding(ask):
    return ask(CODING)


def test_a_complete_sheet_gets_agreement_and_kappa(coding):
    found = coding(SHEET)
    assert found.correct
    assert "first reader you agree in 4 of 4 cells, 100 per cent, a kappa of 1.00." in found.message
    assert "second you agree in 3 of 4 cells, 75 per cent, a kappa of 0.56." in found.message
    shuffled = SHEET.loc[["P2", "P1"], ["conduct", "politics"]]
    assert coding(shuffled.replace({"main": " Main "})).message == found.message


@pytest.mark.parametrize(
    "form",
    [
        lambda s: s.T,
        lambda s: s.reset_index(),
        lambda s: s.rename_axis("item_id").reset_index(),
        lambda s: s.T.reset_index(),
        lambda s: s.to_numpy().tolist(),
        lambda s: s.to_numpy(),
        lambda s: [" ".join(row) for row in s.to_numpy()],
        lambda s: s.to_dict(),
        lambda s: s.to_dict("index"),
        lambda s: s.to_dict("list"),
        lambda s: {row: list(s.loc[row]) for row in s.index},
        lambda s: {row: " ".join(s.loc[row]) for row in s.index},
        lambda s: {row: s.loc[row] for row in s.index},
    ],
)
def test_a_sheet_is_taken_in_every_natural_form(ask, form):
    sheet = SHEET.assign(safety=["side", "none"])
    labels = ("P1", "P2"), tuple(sheet.columns)
    coding = Coding(*labels, ("main", "side", "none"), {"the first": sheet})
    found = ask(coding)(form(sheet))
    assert found.correct and "6 of 6 cells" in found.message, found.message


def test_a_line_of_the_wrong_length_is_named(ask):
    found = ask(CODING)({"P1": "main none", "P2": "none"})
    assert not found.correct and 'The line "P2" has 1 code; it needs 2.' in found.message


@pytest.mark.parametrize(
    "form",
    [
        list,
        tuple,
        np.array,
        ", ".join,
        "\n".join,
        pd.Series,
        lambda words: pd.Series(words, index=["P1", "P2", "P3"]),
        lambda words: dict(zip(["P1", "P2", "P3"], words, strict=True)),
        lambda words: list(zip(["P1", "P2", "P3"], words, strict=True)),
        lambda words: pd.DataFrame({"mine": words}, index=["P1", "P2", "P3"]),
        lambda words: pd.DataFrame({"key": ["P1", "P2", "P3"], "code": words}),
    ],
)
def test_a_sheet_of_one_column_may_be_words_in_order_or_by_row(ask, form):
    words = ["main", "side out", "main"]
    sheet = pd.DataFrame({"code": words}, index=["P1", "P2", "P3"])
    codes = ("main", "side out")
    coding = Coding(("P1", "P2", "P3"), ("code",), codes, {"the first": sheet}, hint="x")
    found = ask(coding)(form(words))
    assert found.correct and "3 of 3" in found.message, found.message
    assert "it needs 3, in order" in ask(coding)(words[:2]).message


def test_a_rule_is_asked_for_beside_the_sheet(ask):
    coding = Coding(
        CODING.rows, CODING.columns, CODING.codes, CODING.readers, hint="x", with_rule=True
    )
    rule = "Main if the item is about it, side if it is mentioned."
    for right in ({"rule": rule, "sheet": SHEET}, (rule, SHEET), [SHEET, rule]):
        assert ask(coding)(right).correct
    for wrong, said in (
        (SHEET, "Your rule is missing."),
        ({"sheet": SHEET}, "Your rule is missing."),
        ({"rule": "", "sheet": SHEET}, "Your rule is not a sentence yet."),
        ({"rule": ..., "sheet": SHEET}, "Your rule is not a sentence yet."),
        ({"rule": rule, "sheet": 3}, "A table of"),
        ({"rule": "Only what is said counts.", "sheet": SHEET}, "your rule does not say when"),
        ({"rule": "A link is main if it is said.", "sheet": SHEET}, 'Your sheet holds "side"'),
    ):
        found = ask(coding)(wrong)
        assert not found.correct and said in found.message, found.message


def test_a_sheet_is_wrong_where_the_rule_leaves_no_doubt(ask):
    why = "The passage names the subject."
    settled = {("P1", "conduct"): (("main", "side"), why), ("P2", "politics"): (("none",), "No.")}
    labels = CODING.rows, CODING.columns, CODING.codes, CODING.readers
    reply = ask(Coding(*labels, settled=settled, hint="x"))
    sheet = pd.DataFrame(
        [["main", "side"], ["none", "main"]], index=["P1", "P2"], columns=["politics", "conduct"]
    )
    assert reply(sheet).correct and reply(sheet.replace("side", "main")).correct
    wrong = reply(sheet.replace("side", "none"))
    assert wrong.message == f'P1 and conduct cannot be "none": {why}'
    assert wrong.hint == "x"
    turned = reply(sheet.replace({"side": "none", "none": "side"}))
    assert not turned.correct and turned.message.endswith("And 1 other cell.")


def test_a_kappa_is_asked_for_beside_the_sheet_and_checked(ask):
    rows, codes = tuple("ABCDEF"), ("apart", "closer")
    sheets = {
        name: pd.DataFrame({"code": text.split()}, index=list(rows))
        for name, text in {
            "the rule": "apart apart apart closer closer closer",
            "the first": "apart apart closer closer closer apart",
        }.items()
    }
    found = ask(Coding(rows, ("code",), codes, sheets, kappa_with="the first", hint="h"))
    mine = "apart apart apart apart closer closer"
    kappa = agreement(mine.split(), sheets["the first"]["code"])
    with_rule = agreement(mine.split(), sheets["the rule"]["code"])["kappa"]
    near = kappa["kappa"]
    for right in (near, round(near, 2), str(round(near, 2)), kappa):
        reply = found({"sheet": mine, "kappa": right})
        assert reply.correct and "With the first you agree in 3 of 6 cells" in reply.message
        assert found((mine, right)).correct
    assert found([near, mine]).correct
    for wrong, said in (
        (mine, "The kappa is missing"),
        ({"sheet": mine, "kappa": ...}, "The kappa is missing"),
        ({"sheet": mine, "kappa": kappa["observed"]}, "share of equal codes"),
        ({"sheet": mine, "kappa": with_rule}, "your kappa with another coding"),
        ({"sheet": mine, "kappa": 0.9}, "0.9 is not the kappa of your sheet"),
        ({"sheet": "apart " * 6, "kappa": 0}, "has made no judgement"),
        ({"sheet": "apart", "kappa": 0}, "it needs 6, in order"),
    ):
        reply = found(wrong)
        assert not reply.correct and said in reply.message, reply.message


@pytest.mark.parametrize(
    "answer",
    [
        "apart closer",
        "apart, Closer",
        ["apart", "closer"],
        ("apart", "closer"),
        [-1, 1],
        np.array([-1, 1]),
        pd.Series([-1, 1]),
        pd.Series(["closer", "apart"], index=["P2", "P1"]),
        {"P1": "apart", "P2": "closer"},
        pd.DataFrame({"code": [-1, 1]}, index=["P1", "P2"]),
    ],
)
def test_a_code_may_have_other_names(ask, answer):
    sheet = pd.DataFrame({"code": ["apart", "closer"]}, index=["P1", "P2"])
    codes = {-1: "apart", 0: "neither", 1: "closer"}
    expected = Coding(
        ("P1", "P2"), ("code",), tuple(codes.values()), {"us": sheet}, aliases=codes, hint="h"
    )
    found = ask(expected)(answer)
    assert found.correct and "2 of 2 cells" in found.message, found.message
    short = ask(expected)("apart")
    assert "it needs 2, in order" in short.message and not short.correct


def test_a_state_may_be_given_by_name_or_by_code(ask):
    found = ask(SetOf(["China", "Côte d'Ivoire"], what="states", hint="h"))
    for right in (["CHN", "CIV"], ["china", "Ivory Coast"], {"China", "cote d'ivoire", "CIV"}):
        assert found(right).correct, right
    assert found(["CHN", "MLI"]).message == '1 of 2 states missing. 1 too many: "MLI".'
    # Where other things are asked for, a code is a word like any other.
    assert not ask(SetOf(["China", "north"], what="words", hint="h"))(["CHN", "north"]).correct


def test_the_sheet_of_a_lesson_is_judged_by_what_its_rule_settles():
    ours = exercises.get("roots-1").expected().right_answer()
    for row, code, right in (
        ("refugees_1993", "holds", True),
        ("tacharane_1994", "ends", True),
        ("raids_1994", "holds", True),
        ("raids_1994", "ends", False),
        ("saloum_1994", "ends", False),
        ("rharous_1994", "holds", False),
        ("niafunke_1994", "unclear", False),
        ("walk_out_1994", "ends", False),
        ("mnla_2011", "unclear", False),
    ):
        sheet = ours.copy()
        sheet.loc[row, "code"] = code
        for form in (sheet, sheet["code"], sheet["code"].to_dict(), list(sheet["code"])):
            assert evaluate("roots-1", form).correct is right, (row, code, form)


def test_a_sheet_of_08_keeps_to_the_passages_and_to_its_own_rule():
    answer = exercises.get("coding-2").expected().right_answer()
    for row, area, code, right in (
        ("P3", "performance", "side", True),
        ("P3", "protection", "main", True),
        ("P7", "partnerships", "none", True),
        ("P3", "performance", "none", False),
        ("P4", "safety and security", "side", False),
        ("P4", "peacebuilding", "side", False),
        ("P7", "women, peace and security", "side", False),
        ("P7", "conduct", "main", False),
    ):
        sheet = answer["sheet"].copy()
        sheet.loc[row, area] = code
        for form in (sheet, sheet.T, sheet.reset_index(), sheet.to_dict("index")):
            found = evaluate("coding-2", {"rule": answer["rule"], "sheet": form})
            assert found.correct is right, (row, area, code)
    vague = {"rule": "Whatever the passage says is a link.", "sheet": answer["sheet"]}
    assert "your rule does not say" in evaluate("coding-2", vague).message


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
        (lambda s: {"P1": 3}, "A table of 2 rows and 2 columns with main, side and none"),
    ],
)
def test_a_faulty_sheet_names_the_cell(coding, change, said):
    found = coding(change(SHEET))
    assert not found.correct and said in found.message, found.message
