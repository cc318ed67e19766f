"""Plain words for the things that learners pass, and forgiving forms of text."""

from __future__ import annotations

import types
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

LONGEST_TEXT = 40
"""Characters of a learner's own text that are shown back."""


def is_a(value: Any, kinds: type | tuple[type, ...]) -> bool:
    """Tell whether a value is of a type, without asking the value (whose answer may raise)."""
    return issubclass(type(value), kinds)


def fold(text: str) -> str:
    """Return text without case, accents, doubled spaces or a final full stop."""
    plain = unicodedata.normalize("NFKD", str.__str__(text))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.translate({0x2019: "'", 0x2018: "'", 0x2010: "-", 0x2011: "-", 0x2013: "-"})
    return " ".join(plain.casefold().split()).rstrip(".")


def sentence_start(phrase: str) -> str:
    """Return a phrase with a capital at its start."""
    return phrase[:1].upper() + phrase[1:]


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: 1 row, 1,200 rows."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def show(value: Any) -> str:
    """Return a short, repeatable form of a scalar; other things by their kind."""
    if is_a(value, str):
        text = " ".join(str.__str__(value).split())
        return f'"{text}"' if len(text) <= LONGEST_TEXT else f'"{text[:LONGEST_TEXT]}..."'
    if is_a(value, (bool, np.bool_)):
        return str(bool(value))
    if value is None or value is pd.NA or value is pd.NaT:
        return "a missing value"
    if is_a(value, (int, np.integer)):
        number = int(value)
        return f"{number}" if abs(number) < 10**12 else "a very large number"
    if is_a(value, (float, np.floating)):
        return "a missing value" if value != value else f"{float(value):.6g}"
    if is_a(value, (datetime, date, np.datetime64)):
        return str(pd.Timestamp(value).isoformat()).removesuffix("T00:00:00")
    if is_a(value, tuple):
        return ", ".join(show(part) for part in value[:4])
    return f"a value of type {type(value).__name__}"[:LONGEST_TEXT]


def listed(values: Iterable[Any]) -> str:
    """Return values joined as in a sentence: a, b and c."""
    parts = [value if is_a(value, str) else show(value) for value in values]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_KINDS: tuple[tuple[Any, str], ...] = (
    (type(None), "That is None: perhaps the cell assigned a print() or an in-place step."),
    ((bool, np.bool_), "That is True or False, a truth value."),
    (str, "That is text."),
    ((bytes, bytearray), "Those are bytes."),
    ((int, float, complex, np.number), "That is a single number."),
    (types.ModuleType, "That is a whole module."),
    (type, "That is a class, not a value."),
    (types.GeneratorType, "That is a generator: list(...) would turn it into values."),
    (
        (types.FunctionType, types.BuiltinFunctionType, types.MethodType),
        "That is a function that was not called: brackets () after its name call it.",
    ),
    (pd.Timedelta, "That is a length of time: .days turns it into a number."),
    ((datetime, date, np.datetime64), "That is a date."),
    ((set, frozenset), "That is a set."),
    ((list, tuple), "That is a list."),
    (dict, "That is a dictionary."),
)


def kind_sentence(value: Any) -> str:
    """Return a sentence on what kind of thing a value is, without ever asking the value."""
    if is_a(value, pd.DataFrame):
        rows, columns = plural(value.shape[0], "row"), plural(value.shape[1], "column")
        return f"That is a table of {rows} and {columns}."
    if is_a(value, (pd.Series, pd.Index, np.ndarray)):
        return f"That is a column of {plural(int(value.size), 'value')}."
    for kind, sentence in _KINDS:
        if is_a(value, kind):
            return sentence
    module, name = type(value).__module__, type(value).__name__
    if module.startswith("pandas.") and "GroupBy" in name:
        return "That is a table in groups: a step such as .sum() or .size() has to follow."
    if module.startswith("altair."):
        return "That is a chart or a part of one."
    return "That is something of another kind."
