"""Tables.

As an author writes them::

    Frame(rates, keys=["mission"], abs_tol=0.006, hint="Join on mission before you divide.",
          mistakes=[Mistake(lambda table: table["rate"].max() < 1, "Multiply by 1,000.")])

Order of rows and columns, further columns, names of indexes and dtypes of equal values do not
matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.columns import LONGEST_COLUMN, NAMES, kind_of, normalised, same
from malicourse.answers.wording import fold, is_a, listed, plural, show

_INDEX = "index"


def table_difference(
    given: pd.DataFrame,
    right: pd.DataFrame,
    keys: list[str],
    *,
    abs_tol: float = 0.0,
    rows: str = "row",
) -> str | None:
    """Return a sentence on the first thing in which two tables differ, None if nothing.

    Parameters
    ----------
    given, right : DataFrame
        Both hold all columns of `right`; further columns of `given` are ignored.
    keys : list of str
        Columns that together name a row. Without any, rows are compared as they are sorted.
    abs_tol : float
        Accepted distance of numbers.
    rows : str
        What a row is called.
    """
    if len(given) != len(right) and len(given) > LONGEST_COLUMN:
        return f"{plural(len(right), rows)} expected, {len(given):,} given."
    mine, its = {}, {}
    for name in right.columns:
        kind = kind_of(right[name])
        its[name] = normalised(right[name], kind)
        column = normalised(given[name], kind)
        if column is None:
            return f"The column {show(name)} should hold {NAMES.get(kind, 'other values')}."
        mine[name] = column
    mine, its = pd.DataFrame(mine), pd.DataFrame(its)
    if not keys:
        return _unkeyed(mine, its, abs_tol, rows)
    problem = _keys(mine, its, given, keys, rows)
    if problem:
        return problem
    order = pd.Index(_labels(mine, keys)).get_indexer(_labels(its, keys))
    shown = given.iloc[order].reset_index(drop=True)
    aligned = mine.iloc[order].reset_index(drop=True)
    for name in right.columns:
        if name in keys:
            continue
        wrong = np.flatnonzero(~same(aligned[name], its[name], abs_tol))
        if wrong.size:
            return _value(aligned, its, shown, name, keys, int(wrong[0]), wrong.size, rows)
    return None


def _labels(table: pd.DataFrame, keys: list[str]) -> list[str]:
    return ["\x1f".join(map(str, row)) for row in table[keys].itertuples(index=False)]


def _named(table: pd.DataFrame, keys: list[str], row: int) -> str:
    return ", ".join(f"{key} = {show(table[key].iloc[row])}" for key in keys)


def _keys(
    mine: pd.DataFrame, its: pd.DataFrame, given: pd.DataFrame, keys: list[str], rows: str
) -> str | None:
    """Compare which rows there are."""
    found, right = _labels(mine, keys), _labels(its, keys)
    count = ""
    if len(found) != len(right):
        count = f"{plural(len(right), rows)} expected, {len(found):,} given. "
    known = set(right)
    surplus = [n for n, label in enumerate(found) if label not in known]
    if surplus:
        missing = "" if count else " One that is expected is missing."
        return f"{count}Not expected: {_named(given, keys, surplus[0])}.{missing}"
    if len(set(found)) < len(found):
        twice = pd.Series(found).duplicated().to_numpy().argmax()
        return f"{count}More than one {rows} for {_named(given, keys, int(twice))}."
    return f"{count}Was something filtered out?" if count else None


def _value(
    mine: pd.DataFrame,
    its: pd.DataFrame,
    shown: pd.DataFrame,
    name: str,
    keys: list[str],
    row: int,
    wrong: int,
    rows: str,
) -> str:
    """Say how the values of one column differ, without the right ones."""
    where = f"For {_named(shown, keys, row)}, {show(name)}"
    if pd.isna(its[name].iloc[row]) and not pd.isna(mine[name].iloc[row]):
        return f"{where} should be a gap: nothing is known there, which is not the same as zero."
    if pd.isna(mine[name].iloc[row]):
        return f"{where} is a gap, but a value is known."
    if pd.api.types.is_float_dtype(its[name].dtype):
        pattern = _factor(mine[name], its[name])
        if pattern:
            return f"All values of {show(name)} {pattern}"
    differ = f"{wrong:,} of {plural(len(its), rows)} {'differs' if wrong == 1 else 'differ'}"
    return f"{where} is not {show(shown[name].iloc[row])} ({differ})."


def _factor(given: pd.Series, right: pd.Series) -> str | None:
    known = given.notna() & right.notna() & (right != 0)
    if known.sum() < 2:
        return None
    ratio = (given[known] / right[known]).to_numpy()
    for factor, sentence in (
        (100.0, "are 100 times too large: is a share wanted, or per cent?"),
        (0.01, "are 100 times too small: is a share wanted, or per cent?"),
        (1000.0, "are 1,000 times too large: is the rate meant for one, or for 1,000?"),
        (0.001, "are 1,000 times too small: is the rate meant for one, or for 1,000?"),
        (-1.0, "have the wrong sign."),
    ):
        if np.allclose(ratio, factor, rtol=0.01):
            return sentence
    return None


def _unkeyed(mine: pd.DataFrame, its: pd.DataFrame, abs_tol: float, rows: str) -> str | None:
    if len(mine) != len(its):
        return f"{plural(len(its), rows)} expected, {len(mine):,} given."
    names = list(its.columns)
    a = mine.sort_values(names, ignore_index=True)
    b = its.sort_values(names, ignore_index=True)
    agree = np.logical_and.reduce([same(a[n], b[n], abs_tol) for n in names])
    if not agree.all():
        return f"{int((~agree).sum()):,} of {plural(len(its), rows)} differ."
    return None


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose index, if it has a meaning, is a column."""
    if isinstance(table.index, pd.RangeIndex) and table.index.name is None:
        return table
    taken = set(table.columns)
    names = [
        name if name is not None and name not in taken else f"{_INDEX} {n}"
        for n, name in enumerate(table.index.names)
    ]
    return table.reset_index(names=names)


@dataclass
class Frame(Expected):
    """A table.

    Attributes
    ----------
    value : DataFrame
        The right table. An index that has a name is read as a column.
    keys : list of str
        Columns that together name a row.
    abs_tol : float
        Accepted distance of numbers.
    """

    value: pd.DataFrame
    keys: list[str] = field(default_factory=list)
    abs_tol: float = 0.0

    def __post_init__(self) -> None:
        self.value = _flat(self.value)
        lost = [key for key in self.keys if key not in self.value.columns]
        if lost:
            raise ValueError(f"keys that are not columns: {lost}")

    @property
    def wanted(self) -> str:
        """A table and its columns."""
        return f"a table with the columns {listed(map(str, self.value.columns))}"

    def right_answer(self) -> pd.DataFrame:
        """Return the table."""
        return self.value

    def read(self, answer: Any) -> Read:
        """Return the answer as a flat table."""
        if is_a(answer, pd.Series):
            answer = answer.to_frame()
        if not is_a(answer, pd.DataFrame):
            raise self.wrong_kind(answer)
        if answer.columns.nlevels > 1:
            raise Unreadable("The columns have names in two levels: one name for each is expected.")
        if answer.columns.has_duplicates:
            twice = answer.columns[answer.columns.duplicated()][0]
            raise Unreadable(f"Two columns have the same name, {show(twice)}.")
        if len(answer) > LONGEST_COLUMN:
            return Read(answer)
        return Read(self._renamed(_flat(answer)))

    def _renamed(self, table: pd.DataFrame) -> pd.DataFrame:
        """Forgive case and spaces in names, and an index that has lost its name."""
        right = {fold(str(n)).replace(" ", "_"): n for n in self.value.columns}
        names = {n: right.get(fold(str(n)).replace(" ", "_"), n) for n in table.columns}
        if len(set(names.values())) == len(names):
            table = table.rename(columns=names)
        lost = [key for key in self.keys if key not in table.columns]
        spare = [n for n in table.columns if str(n).startswith(f"{_INDEX} ")]
        if len(lost) == len(spare):
            table = table.rename(columns=dict(zip(spare, lost, strict=True)))
        return table

    def is_mistake(self, given: pd.DataFrame, answer: pd.DataFrame) -> bool:
        """Compare with the same keys and tolerances."""
        other = Frame(answer, self.keys, self.abs_tol)
        return other.difference(given) is None

    def difference(self, given: pd.DataFrame) -> str | None:
        """Say what differs: columns, then rows, then values."""
        missing = [n for n in self.value.columns if n not in given.columns]
        if missing:
            has = (
                f" Yours: {listed(map(show, list(given.columns)[:6]))}."
                if len(given.columns)
                else ""
            )
            return f"The column {show(missing[0])} is missing.{has}"
        return table_difference(given, self.value, self.keys, abs_tol=self.abs_tol)
