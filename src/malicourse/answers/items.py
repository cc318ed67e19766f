"""Sets of things and things in order.

As an author writes them::

    SetOf(missions_with_losses, what="missions",
          hint="Filter the rows first, then take .unique().",
          mistakes=[Mistake(all_missions, "Those are all missions: the filter is missing.")])

    Ordered(top_five, what="countries", hint="Sort from the largest to the smallest.",
            mistakes=[Mistake(by_name, "That is the order of the alphabet.")])
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.columns import LONGEST_COLUMN, tokens
from malicourse.answers.quantities import number_in
from malicourse.answers.wording import fold, is_a, listed, plural, show
from malicourse.data import load

_COLUMNS = (pd.Series, pd.Index, np.ndarray, pd.api.extensions.ExtensionArray)
_VIEWS = (type({}.keys()), type({}.values()), range, types.GeneratorType, map, filter, zip)


def _items(expected: Expected, answer: Any, unordered: bool) -> Read:
    """Return the items of a list-like answer as a list."""
    remark = ""
    if is_a(answer, pd.DataFrame) and answer.shape[1] == 1:
        answer, remark = answer.iloc[:, 0], "Your answer is a table with one column."
    if is_a(answer, dict):
        answer, remark = answer.keys(), "The keys of your dictionary were read."
    if is_a(answer, (set, frozenset)) and not unordered:
        raise Unreadable("A set has no order: use a list, [first, second, ...].")
    if is_a(answer, str):
        raise Unreadable('That is one text: put the items in brackets, ["one", "two"].')
    if not is_a(answer, (list, tuple, set, frozenset, *_COLUMNS, *_VIEWS)):
        raise expected.wrong_kind(answer)
    if is_a(answer, np.ndarray) and answer.ndim != 1:
        raise Unreadable("That array has more than one dimension: use a plain list.")
    too_long = Unreadable(f"Those are more than {LONGEST_COLUMN:,} items, far too many.")
    if not is_a(answer, _VIEWS) and len(answer) > LONGEST_COLUMN:
        raise too_long
    items = list(islice(iter(answer), LONGEST_COLUMN + 1))
    if len(items) > LONGEST_COLUMN:
        raise too_long
    return Read(items, remark)


@cache
def _states() -> dict[str, str]:
    """Return the ISO code, in lower case, of each folded name, other name and code of a state."""
    found: dict[str, str] = {}
    for state in load("states").itertuples():
        others = "" if pd.isna(state.also_written) else state.also_written
        for written in (state.iso3, state.name, *filter(None, others.split("; "))):
            found[fold(written)] = fold(state.iso3)
    return found


def _aligned(items: list[Any], right: list[Any]) -> list[Any]:
    """Return tokens of the items: numbers read from text, states by their codes."""
    wanted = tokens(right)
    if all(is_a(token, float) for token in wanted):
        items = [number_in(item) if is_a(item, str) else item for item in items]
    given = tokens(items)
    if all(is_a(token, str) and token in _states() for token in wanted):
        given = [_states().get(token, token) for token in given]
    return given


@dataclass
class _Items(Expected):
    """Things of one sort.

    Attributes
    ----------
    values : list-like
        The right things: text, numbers, dates or tuples of them.
    what : str
        What they are, in the plural, for the learner: "missions".
    """

    values: Any
    what: str = "items"

    def __post_init__(self) -> None:
        self.values = list(self.values)

    def right_answer(self) -> list[Any]:
        """Return the values."""
        return self.values


@dataclass
class SetOf(_Items):
    """Things whose order and repetition do not matter."""

    @property
    def wanted(self) -> str:
        """A set and what is in it."""
        return f"a set or list of {self.what}"

    def read(self, answer: Any) -> Read:
        """Return the answer as a list."""
        return _items(self, answer, unordered=True)

    def is_mistake(self, given: list[Any], answer: Any) -> bool:
        """Compare as sets."""
        return set(_aligned(given, self.values)) == set(_aligned(list(answer), self.values))

    def difference(self, given: list[Any]) -> str | None:
        """Say how many are missing and which are too many; never name the missing ones."""
        right = set(_aligned(self.values, self.values))
        found = dict(zip(_aligned(given, self.values), given, strict=True))
        missing = len(right - found.keys())
        surplus = sorted(show(item) for token, item in found.items() if token not in right)
        sentences = []
        if missing:
            sentences.append(f"{missing:,} of {len(right):,} {self.what} missing.")
        if surplus:
            named = (
                f": {listed(surplus)}." if len(surplus) < 3 else f", such as {listed(surplus[:2])}."
            )
            sentences.append(f"{len(surplus):,} too many{named}")
        return " ".join(sentences) or None


@dataclass
class Ordered(_Items):
    """Things in a certain order."""

    @property
    def wanted(self) -> str:
        """A list and what is in it."""
        return f"a list of {plural(len(self.values), 'item')} ({self.what}) in order"

    def read(self, answer: Any) -> Read:
        """Return the answer as a list."""
        return _items(self, answer, unordered=False)

    def is_mistake(self, given: list[Any], answer: Any) -> bool:
        """Compare in order."""
        return _aligned(given, self.values) == _aligned(list(answer), self.values)

    def difference(self, given: list[Any]) -> str | None:
        """Say whether it is the length, the order, or from which position on it differs."""
        right, found = (_aligned(items, self.values) for items in (self.values, given))
        if found == right:
            return None
        if found == right[::-1]:
            return "The right items, but in the reverse order."
        pairs = zip(found, right, strict=False)
        shorter = min(len(found), len(right))
        first = next((n for n, (a, b) in enumerate(pairs) if a != b), shorter) + 1
        if sorted(map(str, found)) == sorted(map(str, right)):
            return (
                f"The right items, but in another order: position {first} is the first to differ."
            )
        if len(found) != len(right):
            return f"{plural(len(right), 'item')} expected, {len(found):,} given."
        return f"Position {first} is the first to differ: not {show(given[first - 1])}."
