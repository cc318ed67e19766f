"""Every number in the words of a lesson rests on something, and statements are true."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from malicourse import exercises
from malicourse.feedback import evaluate
from tests import words
from tests.statements import REACHED, STATEMENTS, Statement, run
from tests.words import LESSONS

ROOT = Path(__file__).resolve().parent.parent
#: A source is dated by its publication, its table by what the sources are about.
TABLES = [path for path in sorted((ROOT / "data").glob("*.csv")) if path.stem != "sources"]
#: Tables that cover more than their column `date`: a gap lasts, a request is decided later.
WIDER = {"capability_gaps", "force_level_requests"}


def fault(statement: Statement) -> str:
    """Return in one line what is wrong with a statement, "" if it is true."""
    where = f"lesson {statement.lesson}: “{statement.quotation}”"
    values, tables = run(statement)
    rests = f"It rests on {', '.join(tables) or 'no table'}."
    numbers = words.numbers_of(statement.quotation)
    given = [value for value in values if not is_claim(value)]
    if len(given) != len(numbers):
        return f"{where} has {len(numbers)} numbers, its function returns {len(given)}. {rests}"
    for number, value in zip(numbers, given, strict=True):
        same = str(value)[:10].endswith(number.date) if number.date else number.fits(float(value))
        if not same:
            return f"{where} is false: it says {number.text}, computed is {value}. {rests}"
    if not all(value for value in values if is_claim(value)):
        return f"{where} is false: what it claims in words. {rests}"
    return ""


def is_claim(value) -> bool:
    return isinstance(value, (bool, np.bool_))


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: f"{s.lesson}: {s.quotation[:50]}")
def test_statement_stands_in_its_lesson_and_is_true(statement):
    there = statement.quotation in words.lesson_text(statement.lesson)
    assert there, f"no longer in lesson {statement.lesson}: “{statement.quotation}”"
    assert not (problem := fault(statement)), problem


@pytest.mark.parametrize("hint", REACHED, ids=lambda hint: f"{hint.id}: {hint.opening}")
def test_a_hint_is_reached_by_the_mistake_it_names(hint):
    said = evaluate(hint.id, hint.answer()).message
    assert said.startswith(hint.opening), f"{hint.id}: “{hint.opening} …” expected, it says: {said}"


@pytest.mark.parametrize("id", sorted({hint.id for hint in REACHED}))
def test_every_hint_of_an_exercise_is_reached(id):
    hints = [mistake.hint for mistake in exercises.get(id).expected().mistakes]
    openings = tuple(hint.opening for hint in REACHED if hint.id == id)
    assert [hint for hint in hints if not hint.startswith(openings)] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_numbers_of_a_lesson_are_covered(lesson):
    uncovered = [found for found in words.find(lesson) if not found.by]
    lines = "\n".join(
        f"  {f.number.text} [{f.words.where}] {f.words.text[:200]}" for f in uncovered
    )
    assert not uncovered, f"{len(uncovered)} uncovered in lesson {lesson}:\n{lines}"


def test_exceptions_have_a_reason_and_are_few():
    found = [found for lesson in LESSONS for found in words.find(lesson)]
    exceptions = [f for f in found if f.by == "exception"]
    for one in exceptions:
        assert len(one.words.reasons[one.number.text].split()) >= 3, one
    assert len(exceptions) < 0.03 * len(found), f"{len(exceptions)} of {len(found)}"


@pytest.mark.parametrize(
    ("text", "value", "same"),
    [
        ("1,281 people", 1281.4, True),
        ("1,281 people", 1282, False),
        ("45 per cent", 45.2, True),
        ("3.6 million", 3_640_000, True),
        ("3.6 million", 3_660_000, False),
        ("more than 22,000", 22_574, True),
        ("more than 22,000", 21_990, False),
        ("fewer than 60", 52, True),
        ("about 1,120", 1121, True),
        ("1,120 people", 1121, False),
    ],
)
def test_a_number_fits_a_value_rounded_as_written(text, value, same):
    (number,) = words.numbers_of(text)
    assert number.fits(value) == same


def test_names_and_codes_are_no_numbers():
    text = "Resolution 2640, S/RES/2164, MH-17, A4P, E118, 10-1-2, 2022Q1, the 1990s, lesson 11"
    assert not words.numbers_of(text)
    assert [n.date for n in words.numbers_of("On 29 June 2022 and 3 May")] == [
        "2022-06-29",
        "05-03",
    ]


def test_a_false_statement_names_sentence_value_and_tables():
    statement = Statement("99", "Two of 20", lambda: (21, True))
    assert fault(statement) == (
        "lesson 99: “Two of 20” is false: it says 20, computed is 21. It rests on no table."
    )
    assert "in words" in fault(Statement("99", "Two of 20", lambda: (20, False)))
    assert "1 numbers, its function returns 0" in fault(Statement("99", "of 20", lambda: True))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_covers_the_dates_in_it(path):
    description = path.with_suffix(".yml").read_text(encoding="utf-8")
    coverage = yaml.safe_load(description)["coverage"]
    rows = pd.read_csv(path, dtype=str)
    for column in rows.columns.intersection(["date", "year"]):
        dates = rows[column].dropna()
        for end, date in (("first", dates.min()), ("last", dates.max())):
            # To the month, or to the year where only that is given.
            size = min(7, len(coverage[end]), len(date))
            covered, found = coverage[end][:size], date[:size]
            wider = covered <= found if end == "first" else covered >= found
            assert wider, f"{path.name}, {column}: {end} is {date}, covered from or to {covered}"
            assert covered == found or rows[column].isna().any() or path.stem in WIDER, (
                f"{path.name}, {column}: {end} is {date}, its description says {coverage[end]}"
            )
