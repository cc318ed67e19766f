"""Answers as people write them in a field of the page, and the verdict on them.

The page judges by the same rules in a script of its own; a test gives both the same texts and
compares the replies. What is changed here has to change there.
"""

from __future__ import annotations

import itertools
import re

from malicourse.answers.base import Expected, Verdict
from malicourse.answers.choice import Choice
from malicourse.answers.coding import Coding
from malicourse.answers.items import Ordered, SetOf, are_numbers
from malicourse.answers.numerals import readings, spaced
from malicourse.answers.quantities import Interval, Number
from malicourse.answers.wording import show

KINDS = (Number, Interval, Choice, SetOf, Ordered, Coding)
"""What can be answered in writing; of coding sheets those with one column, no rule and no kappa."""

LONGEST = 2_000
"""Characters of a field that are read."""

_BETWEEN_ENDS = (
    re.compile(r" (?:to|and) ", re.IGNORECASE),
    re.compile(r";|\.\.+|\u2026"),
    re.compile(r", "),
)
_DASH = re.compile(r"([0-9%]) ?[-\u2010-\u2014\u2212] ?([0-9])")


def is_written(expected: Expected) -> bool:
    """Tell whether an exercise can be answered in the fields of a page."""
    sheet = isinstance(expected, Coding)
    more = sheet and (len(expected.columns) > 1 or expected.with_rule or expected.kappa_with)
    return type(expected) in KINDS and not more


def judge(expected: Expected, fields: list[str]) -> Verdict | None:
    """Return the verdict on what stands in the fields of an exercise, None if nothing does.

    Parameters
    ----------
    expected : Expected
        Of one of `KINDS`.
    fields : list of str
        A number, a set or an order: one text; a range: one or two; a choice: the chosen codes;
        a sheet: a code for each row.
    """
    fields = [spaced(field[:LONGEST]) for field in fields]
    if not any(fields):
        return None
    if isinstance(expected, Number):
        return _judge_number(expected, fields[0])
    if isinstance(expected, Interval):
        return _judge_range(expected, fields)
    if isinstance(expected, Choice):
        return expected.judge([code for field in fields for code in field.split(",") if code])
    if isinstance(expected, Coding):
        return expected.judge(fields)
    return _judge_items(expected, fields[0])


def _judge_number(expected: Number, text: str) -> Verdict:
    values = readings(text, per_cent=expected.unit.startswith("per cent"))
    if not values:
        return Verdict(False, _no_number(text), expected.hint)
    return _best(expected, values)


def _judge_range(expected: Interval, fields: list[str]) -> Verdict:
    written = [field for field in fields if field]
    parts = ends(written[0]) if len(written) == 1 else written
    per_cent = expected.unit.startswith("per cent")
    values = [readings(part, per_cent=per_cent) for part in parts]
    for part, found in zip(parts, values, strict=True):
        if not found:
            return Verdict(False, _no_number(part), expected.hint)
    if len(parts) == 1:
        return _best(expected, values[0])
    return _best(expected, list(itertools.islice(itertools.product(*values), 64)))


def _judge_items(expected: SetOf | Ordered, text: str) -> Verdict:
    items: list = parted(text, expected.values)
    if are_numbers(expected.values):
        items = [(readings(item) or [item])[0] for item in items]
    return expected.judge(items)


def _best(expected: Expected, answers: list) -> Verdict:
    verdicts = [expected.judge(answer) for answer in answers]
    return next((verdict for verdict in verdicts if verdict.correct), verdicts[0])


def ends(text: str) -> list[str]:
    """Return the parts of a range that was written in one field: "9 to 17", "(9, 17)"."""
    text = text.strip("()[] ")
    for between in _BETWEEN_ENDS:
        parts = between.split(text)
        if len(parts) > 1:
            return [part.strip() for part in parts]
    parts = _DASH.sub(r"\1;\2", text).split(";")
    if len(parts) == 1 and text.count(",") == 1:
        parts = text.split(",")
    return [part.strip() for part in parts]


def parted(text: str, values: list) -> list[str]:
    """Return the items of a list that was written in one field."""
    for mark in marks(values):
        text = text.replace(mark, "\n")
    return [item for part in text.split("\n") if (item := part.strip(" \"'()[]{}"))]


def marks(values: list) -> list[str]:
    """Return what parts the items of a list, where no item has it inside."""
    told = [value for value in values if isinstance(value, str)]
    inside = [mark for mark in (",", " and ") if any(mark in value for value in told)]
    return [mark for mark in (";", ",", " and ") if mark not in inside]


def _no_number(text: str) -> str:
    return f"{show(text)} is not read as a number: write digits, such as 12.5."
