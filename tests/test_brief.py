"""The brief of the last lesson: what it misses, what it refuses, and what it writes."""

import dataclasses
import re
import subprocess
import sys
import textwrap

import altair as alt
import pandas as pd
import pytest

from malicourse import brief
from malicourse.brief import printing


def chart(title: str = "Two bars") -> alt.Chart:
    rows = pd.DataFrame({"name": ["a", "b"], "value": [1, 2]})
    return alt.Chart(rows, title=title).mark_bar().encode(x="value:Q", y="name:N")


def finished(**changes) -> brief.Brief:
    whole = brief.Brief(
        title="Renew",
        advice="Renew for a year.",
        reasons=["One.", "Two."],
        objection="Somebody objects.",
        unknown="Nobody can know.",
        turning="A promise.",
        figures=[brief.Figure("2,069 people", "asked for", "S/2021/657", "2021-07")],
        charts=[chart()],
        options=pd.DataFrame({"money": [1.0]}, index=["renew"]),
    )
    return dataclasses.replace(whole, **changes)


def test_a_finished_brief_is_written_and_asks_nothing_of_others(tmp_path, capsys):
    brief.save(finished(author="A. B."), tmp_path / "mine.html")
    assert (
        capsys.readouterr().out == "Saved mine.html: 21 words, 1 chart. Print it from a browser.\n"
    )
    text = (tmp_path / "mine.html").read_text("utf-8")
    assert "A. B., 29 June 2022" in text
    assert text.count('<img src="data:image/svg+xml;base64,') == 1
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert "<script" not in text


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"title": " "}, "`title`"),
        ({"advice": ""}, "`advice` is empty"),
        ({"objection": ""}, "`objection` is empty"),
        ({"unknown": ""}, "`unknown` is empty"),
        ({"turning": ""}, "`turning` is empty"),
        ({"reasons": []}, "`reasons` is empty"),
        ({"reasons": ["r"] * 5}, "`reasons` has 5 entries; 4 at most."),
        ({"figures": []}, "`figures` is empty"),
        ({"charts": [chart()] * 3}, "`charts` has 3 entries; 2 at most."),
        ({"charts": [pd.DataFrame()]}, "Chart 1 is no Altair chart."),
        ({"charts": ["lines"]}, "Chart 1 is not a chart but text: give the chart itself, without"),
        ({"charts": [chart(title="")]}, "Chart 1 has no title"),
        ({"advice": "word " * 601}, "words; two pages hold 540 beside a chart."),
        ({"advice": "word " * 701, "charts": []}, "two pages hold 660 without charts."),
        ({"advice": "word " * 501, "charts": [chart()] * 2}, "hold 440 beside two charts."),
        ({"advice": "peacekeepers " * 400}, "letters; two pages hold 3,348 beside a chart."),
        ({"figures": [brief.Figure("1", "word " * 601, "s", "2021")]}, "words; two pages hold"),
        ({"title": "A title that goes on " * 9}, "The title has 189 letters; 110 at most."),
        ({"reasons": ["One.", "  "]}, "One of `reasons` is empty"),
        ({"options": pd.DataFrame({"money": range(8)})}, "`options` has 8 options; 7 at most."),
        ({"options": pd.DataFrame([range(8)])}, "`options` has 8 columns; 7 at most."),
        ({"options": pd.DataFrame({"money": [1]}, index=["x" * 23])}, "more than 22 letters"),
        ({"options": pd.DataFrame({"money": ["cheap"]})}, "holds something that is no number"),
        ({"figures": ["2,069"]}, "Figure 1: write brief.Figure"),
        ({"figures": [brief.Figure("", "w", "s", "2022-06")]}, "Figure 1 has no value."),
        ({"figures": [brief.Figure("1", "w", "s", "June 2022")]}, 'known is "June 2022"'),
        ({"figures": [brief.Figure("1", "w", "s", "2022-06-30")]}, "after the day of the brief"),
        ({"figures": [brief.Figure("1", "w", "s")]}, "Figure 1 has no day"),
        # Ordinary slips of the hand: a sentence, and no traceback.
        ({"title": None}, "`title` must be text in quotes, not None."),
        ({"advice": 3}, "`advice` must be text in quotes, not 3."),
        ({"author": 3}, "`author` must be text in quotes, not 3."),
        ({"reasons": "One, without brackets."}, "`reasons` must be a list: put it in brackets"),
        ({"reasons": [2]}, "Reason 1 must be text in quotes, not 2."),
        ({"figures": brief.Figure("1", "w", "s", "2022-06")}, "`figures` must be a list"),
        ({"figures": [brief.Figure(2069, "w", "s", "2022-06")]}, "`value` must be text in quotes"),
        ({"figures": [brief.Figure("1", "w", "s", 2021)]}, "Figure 1: `known` must be text in"),
        ({"figures": [brief.Figure("1", "w", "s", pd.Timestamp("2021-07-01"))]}, "`known` must be"),
        ({"charts": chart()}, "`charts` must be a list: put it in brackets, [...]."),
        ({"day": "29 June 2022"}, '`day` is "29 June 2022"; write it as 2022-06-29.'),
        ({"day": "2022-06"}, '`day` is "2022-06"'),
        ({"options": {"money": [1]}}, "`options` must be a table"),
        ({"options": [1, 2]}, "`options` must be a table"),
        ({"options": pd.Series([1, 2])}, "`options` must be a table"),
    ],
)
def test_a_gap_is_named_and_nothing_is_written(tmp_path, capsys, changes, gap):
    brief.save(finished(**changes), tmp_path / "mine.html")
    assert capsys.readouterr().out.startswith("Not saved yet.\n- ")
    assert not list(tmp_path.iterdir())
    assert any(gap in line for line in finished(**changes).gaps())


def test_a_chart_that_cannot_be_drawn_is_named(tmp_path, capsys):
    broken = chart("Sliders").transform_calculate(part="datum.value * weight").encode(x="part:Q")
    brief.save(finished(charts=[broken]), tmp_path / "mine.html")
    assert 'The chart "Sliders" cannot be drawn.' in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_a_chart_of_too_many_rows_is_named(tmp_path, capsys):
    rows = pd.DataFrame({"value": range(5001)})
    many = alt.Chart(rows, title="Many").mark_point().encode(x="value:Q")
    brief.save(finished(charts=[many]), tmp_path / "mine.html")
    assert 'The chart "Many" has too many rows: group them' in capsys.readouterr().out


def test_a_chart_that_could_not_be_read_in_print_is_named(tmp_path, capsys):
    brief.save(finished(charts=[chart("Tall").properties(height=1200)]), tmp_path / "mine.html")
    said = capsys.readouterr().out
    assert 'The chart "Tall" is too large: in print its labels would have 3.' in said
    brief.save(finished(charts=[chart("Wide").properties(width=1500)]), tmp_path / "mine.html")
    assert 'The chart "Wide" is too large' in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_drawn_the_reason_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(printing, "_DRAW", "raise ModuleNotFoundError('no vl_convert')")
    brief.save(finished(), tmp_path / "mine.html")
    said = capsys.readouterr().out
    assert "cannot be drawn on this computer: ModuleNotFoundError: no vl_convert" in said


def test_drawing_leaves_no_memory_behind_and_takes_no_file_of_the_learner(tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit('a file of the learner')", "utf-8")
    code = """
        import sys
        import altair as alt, pandas as pd
        from malicourse import brief
        rows = pd.DataFrame({"name": ["a"], "value": [1]})
        drawn = alt.Chart(rows, title="One").mark_bar().encode(x="value:Q")
        texts = dict.fromkeys(("title", "advice", "objection", "unknown", "turning"), "Text.")
        figure = brief.Figure("1", "w", "s", "2021-07")
        whole = brief.Brief(**texts, reasons=["One."], figures=[figure], charts=[drawn])
        brief.save(whole, "mine.html")
        assert "vl_convert" not in sys.modules
    """
    command = [sys.executable, "-P", "-c", textwrap.dedent(code)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Saved mine.html")


def test_a_figure_is_printed_with_its_day():
    text = brief.page(finished())
    assert "<b>2,069 people</b> asked for (S/2021/657; known July 2021)" in text
    exact = brief.Figure("1", "w", "s", "2022-06-02")
    assert "(s; known 2 June 2022)" in brief.page(finished(figures=[exact]))


def test_a_misspelt_field_is_corrected():
    draft = finished()
    with pytest.raises(
        AttributeError, match="A brief has no `objektion`: did you mean `objection`"
    ):
        draft.objektion = "x"
    with pytest.raises(AttributeError, match="A brief has no `xyz`: it has title, advice, reasons"):
        draft.xyz = "x"


def test_a_draft_shows_its_texts_in_a_notebook():
    shown = finished(title="<Renew>", options=WEIGHED)._repr_html_()
    assert shown.startswith("<blockquote><p><strong>&lt;Renew&gt;</strong></p>")
    assert "<p>Chart: Two bars</p>" in shown
    assert "<h1>" not in shown and "<h2>" not in shown and "<img" not in shown
    assert "<p>`title` must be text in quotes, not None.</p>" in finished(title=None)._repr_html_()
    assert "June 2022" in brief.Brief(figures=[brief.Figure(known="soon")])._repr_html_()
    assert repr(finished()) == "Brief('Renew')"


def test_a_folder_that_is_not_there_is_named(tmp_path, capsys):
    brief.save(finished(), tmp_path / "nowhere" / "mine.html")
    assert "There is no folder" in capsys.readouterr().out


def test_the_month_of_the_vote_is_not_yet_too_late():
    assert finished(figures=[brief.Figure("1", "w", "s", "2022-06")]).gaps() == []


def test_markup_in_a_text_stays_text():
    figure = brief.Figure("<b>1", "<b>w", "<b>s", "2021-07")
    text = brief.page(finished(advice="<b>now</b>", figures=[figure]))
    assert "&lt;b&gt;now&lt;/b&gt;" in text
    assert text.count("<b>") == 1, "that of the value"


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(ValueError, match="ends in .html"):
        brief.save(finished(), tmp_path / "mine.pdf")


# Scores and weights

SCORES = pd.DataFrame({"civilians": [4, 1], "money": [1, 5]}, index=["reinforce", "withdraw"])
WEIGHTS = {"civilians": 3, "money": 1}
WEIGHED = brief.weigh(SCORES, WEIGHTS)


def test_weights_stand_above_the_scores_and_means_beside_them():
    assert list(WEIGHED.index) == ["weight", "reinforce", "withdraw"]
    assert list(WEIGHED.columns) == ["civilians", "money", "mean"]
    assert WEIGHED.loc["weight"].tolist()[:2] == [3, 1] and pd.isna(WEIGHED.loc["weight", "mean"])
    assert WEIGHED["mean"].tolist()[1:] == [3.25, 2.0]
    assert SCORES.columns.tolist() == ["civilians", "money"], "the learner's table is left alone"


@pytest.mark.parametrize(
    "weights", [[3, 1], (3, 1), pd.Series(WEIGHTS), {"money": 1, "civilians": 3.0}]
)
def test_weights_come_by_name_or_in_order(weights):
    pd.testing.assert_frame_equal(brief.weigh(SCORES, weights), WEIGHED)


def test_a_weighed_table_is_printed_with_its_weights():
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", brief.page(finished(options=WEIGHED))))
    assert "First row: the weights. Last column: the weighted mean of the scores." in text
    assert "weight 3 1 reinforce 4 1 3.25 withdraw 1 5 2 " in text


def test_seven_options_and_their_weights_are_not_too_many():
    seven = pd.DataFrame({"money": [1] * 7}, index=[f"option {number}" for number in range(7)])
    assert finished(options=brief.weigh(seven, [1])).gaps() == []


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"civilians": "3", "money": 1}, 'The weight of civilians is "3"; give a number from 0'),
        ({"civilians": -1, "money": 1}, "The weight of civilians is -1; give a number from 0"),
        ({"civilians": None, "money": 1}, "The weight of civilians is missing"),
        ({"civilians": float("nan"), "money": 1}, "The weight of civilians is missing"),
        ({"civilians": True, "money": 1}, "The weight of civilians is True"),
        ({"civilians": float("inf"), "money": 1}, "The weight of civilians is inf"),
        ({"civilians": 3}, "A weight is missing: money."),
        ({"civilians": 0, "money": 0}, "All weights are 0, so nothing counts"),
        ({**WEIGHTS, "monye": 1}, 'No criterion is called "monye": did you mean money?'),
        ({**WEIGHTS, "x": 1}, 'No criterion is called "x": there are civilians, money.'),
        ([1, 1, 1], "There are 3 weights for 2 criteria."),
        (3, "Give the weights as {name: number}, one for each of civilians, money."),
        ("31", "Give the weights as {name: number}"),
    ],
)
def test_a_weight_that_cannot_be_used_is_named(weights, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        brief.weigh(SCORES, weights)


@pytest.mark.parametrize(
    ("score", "words"),
    [
        ("4", 'withdraw, money: the score is "4"; give a number from 1 to 5, without quotes.'),
        (0, "withdraw, money: the score is 0;"),
        (7, "withdraw, money: the score is 7;"),
        (None, "withdraw, money: the score is missing;"),
        (pd.NA, "withdraw, money: the score is missing;"),
    ],
)
def test_a_score_that_cannot_be_used_is_named(score, words):
    table = SCORES.astype(object)
    table.loc["withdraw", "money"] = score
    with pytest.raises(ValueError, match=re.escape(words)):
        brief.weigh(table, WEIGHTS)


def test_scores_have_to_be_a_table():
    with pytest.raises(ValueError, match="The scores must be a table"):
        brief.weigh([[1, 2]], WEIGHTS)
