"""The brief of the last lesson: what it misses, what it refuses, and what it writes."""

import dataclasses
import re

import altair as alt
import pandas as pd
import pytest

from malicourse import brief


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
        capsys.readouterr().out == "Saved mine.html: 14 words, 1 chart. Print it from a browser.\n"
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
        ({"charts": ["a picture"]}, "Chart 1 is no Altair chart."),
        ({"charts": [chart(title="")]}, "Chart 1 has no title"),
        ({"advice": "word " * 701}, "two pages hold 700"),
        ({"figures": ["2,069"]}, "Figure 1: write brief.Figure"),
        ({"figures": [brief.Figure("", "w", "s", "2022-06")]}, "Figure 1 has no value."),
        ({"figures": [brief.Figure("1", "w", "s", "June 2022")]}, 'known is "June 2022"'),
        ({"figures": [brief.Figure("1", "w", "s", "2022-06-30")]}, "after the day of the brief"),
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


def test_the_month_of_the_vote_is_not_yet_too_late():
    assert finished(figures=[brief.Figure("1", "w", "s", "2022-06")]).gaps() == []


def test_markup_in_a_text_stays_text():
    assert "<b>" not in brief.page(finished(advice="<b>now</b>"))


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(ValueError, match="ends in .html"):
        brief.save(finished(), tmp_path / "mine.pdf")
