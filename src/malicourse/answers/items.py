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

from malicourse.answers.base import Expected, Mistake, Read, Unreadable
from malicourse.answers.columns import LONGEST_COLUMN, tokens
from malicourse.answers.numerals import readings
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
def states() -> dict[str, str]:
    """Return the ISO code, in lower case, of each folded name, other name and code of a state."""
    found: dict[str, str] = {}
    for state in load("states").itertuples():
        others = "" if pd.isna(state.also_written) else state.also_written
        for written in (state.iso3, state.name, *filter(None, others.split("; "))):
            found[fold(written)] = fold(state.iso3)
    return found


def are_numbers(right: list[Any]) -> bool:
    """Tell whether all right items are numbers."""
    return all(is_a(token, float) for token in tokens(right))


def are_states(right: list[Any]) -> bool:
    """Tell whether all right items are states, which may be given by name or by code."""
    return all(is_a(token, str) and token in states() for token in tokens(right))


def aligned(items: list[Any], right: list[Any]) -> list[Any]:
    """Return tokens of the items: numbers read from text, states by their codes."""
    if are_numbers(right):
        items = [
            next(iter(readings(str.__str__(item))), None) if is_a(item, str) else item
            for item in items
        ]
    if are_states(right):
        return [states().get(token, token) for token in tokens(items)]
    return tokens(items)


def swapped(right: list[Any], *changes: Any) -> list[Any]:
    """Return an order with other items at some places, as a usual mistake has it.

    Parameters
    ----------
    right : list
        The right order.
    *changes : object
        A place, counted from 1, and what stands there instead; then the next two.
    """
    others = dict(zip(changes[::2], changes[1::2], strict=True))
    return [others.get(place, item) for place, item in enumerate(right, 1)]


@dataclass(frozen=True)
class AtPlace:
    """Words of a `Mistake` of which none may stand at one place of an order.

    Attributes
    ----------
    place : int
        Counted from 1.
    words : tuple of str
        Any of them makes the mistake.
    """

    place: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class OtherThan:
    """The words that are known; a `Mistake` is made by any other."""

    words: tuple[str, ...]


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
        return set(aligned(given, self.values)) == set(aligned(list(answer), self.values))

    def difference(self, given: list[Any]) -> str | None:
        """Say how many are missing and which are too many; never name the missing ones."""
        right = set(aligned(self.values, self.values))
        found = dict(zip(aligned(given, self.values), given, strict=True))
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

    def example_of(self, mistake: Mistake) -> Any:
        """Return the right order with the wrong word in it, or the wrong order."""
        wrong = mistake.answer
        if not is_a(wrong, (AtPlace, OtherThan)):
            return wrong
        if is_a(wrong, AtPlace):
            return swapped(self.values, wrong.place, wrong.words[0])
        return swapped(self.values, 1, "elsewhere")

    def read(self, answer: Any) -> Read:
        """Return the answer as a list."""
        return _items(self, answer, unordered=False)

    def is_mistake(self, given: list[Any], answer: Any) -> bool:
        """Compare in order, or look at one place, or for a word that is not known."""
        found = aligned(given, self.values)
        if is_a(answer, AtPlace):
            words = aligned(list(answer.words), self.values)
            return len(given) == len(self.values) and found[answer.place - 1] in words
        if is_a(answer, OtherThan):
            return not set(found) <= set(aligned(list(answer.words), self.values))
        return found == aligned(list(answer), self.values)

    def difference(self, given: list[Any]) -> str | None:
        """Say whether it is the length, the order, or from which position on it differs."""
        right, found = (aligned(items, self.values) for items in (self.values, given))
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
