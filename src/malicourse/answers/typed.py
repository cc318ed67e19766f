"""Answers as people write them in a field of the page, and the verdict on them.

The page judges by the same rules in a script of its own; a test gives both the same texts and
compares the replies. What is changed here has to change there.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

from malicourse.answers.base import Expected, Verdict
from malicourse.answers.choice import Choice
from malicourse.answers.items import Ordered, SetOf, are_numbers
from malicourse.answers.quantities import Interval, Number
from malicourse.answers.wording import show

KINDS = (Number, Interval, Choice, SetOf, Ordered)
"""What can be answered in writing."""

LONGEST = 2_000
"""Characters of a field that are read."""

LONGEST_NUMBER = 60

_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
#: Arabic digits, western and eastern, with their separators.
_DIGITS = {
    **{first + digit: str(digit) for first in (0x0660, 0x06F0) for digit in range(10)},
    0x066B: ".",
    0x066C: ",",
}
_NUMBER = re.compile(
    r"(?:about |ca\.? ?|~|\u2248)?([-+]?) ?([0-9][0-9.,' ]*|[.,][0-9]+)(e[-+]?[0-9]{1,3})?"
    r" ?(%|per cent|percent)?(?: ?[a-z][a-z ,-]*)?\.?"
)
_GROUPS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_BETWEEN_ENDS = (
    re.compile(r" (?:to|and) ", re.IGNORECASE),
    re.compile(r";|\.\.+|\u2026"),
    re.compile(r", "),
)
_DASH = re.compile(r"([0-9%]) ?[-\u2010-\u2014\u2212] ?([0-9])")


def readings(text: str, *, per_cent: bool = True) -> list[float]:
    """Return what a written number can mean, the likeliest first.

    Parameters
    ----------
    text : str
        Such as "1,234", "55,9 %", "−12" or "228 people".
    per_cent : bool
        Whether per cent are asked for; if not, "56 %" can also mean 0.56.

    Returns
    -------
    list of float
        Two where a comma or point may stand for thousands or for decimals; none where it is no
        number.
    """
    if len(text) > LONGEST_NUMBER:
        return []
    plain = _spaced(unicodedata.normalize("NFKC", text).translate(_SIGNS | _DIGITS)).lower()
    found = _NUMBER.fullmatch(plain.replace("\u2019", "'"))
    if not found:
        return []
    sign, digits, power, percent = found.groups()
    values = [
        float(f"{sign}{mantissa}{power or ''}")
        for mantissa in _mantissas(re.sub("[' ]", "", digits).rstrip(".,"))
    ]
    if percent and not per_cent:
        values += [value / 100 for value in values]
    return values


def _mantissas(digits: str) -> list[str]:
    """Return the digits with a decimal point, or without one, in one or two ways."""
    marks = [mark for mark in digits if mark in ".,"]
    if len(set(marks)) == 2:
        thousands, decimal = marks[0], marks[-1]
        if marks.count(decimal) > 1:
            return []
        return [digits.replace(thousands, "").replace(decimal, ".")]
    grouped = [digits.replace(marks[0], "")] if marks and _GROUPS.fullmatch(digits) else []
    if len(marks) > 1:
        return grouped
    decimal = digits.replace(",", ".")
    # The course writes 1,234 and 1.234 as it is usual in English.
    return [decimal, *grouped] if "," not in marks else [*grouped, decimal]


def judge(expected: Expected, fields: list[str]) -> Verdict | None:
    """Return the verdict on what stands in the fields of an exercise, None if nothing does.

    Parameters
    ----------
    expected : Expected
        Of one of `KINDS`.
    fields : list of str
        A number, a set or an order: one text; a range: one or two; a choice: the chosen codes.
    """
    fields = [_spaced(field[:LONGEST]) for field in fields]
    if not any(fields):
        return None
    if isinstance(expected, Number):
        return _judge_number(expected, fields[0])
    if isinstance(expected, Interval):
        return _judge_range(expected, fields)
    if isinstance(expected, Choice):
        return expected.judge([code for field in fields for code in field.split(",") if code])
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


def _spaced(text: str) -> str:
    """Return a text with plain single blanks; lines stay lines."""
    return "\n".join(line for part in text.splitlines() if (line := " ".join(part.split())))
