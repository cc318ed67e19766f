"""Columns and tables.

As an author writes them::

    SeriesLike(deaths.groupby("year").size(), what="deaths by year",
               hint="groupby, then size.",
               mistakes=[Mistake(deaths.groupby("year")["deaths"].mean(), "That is the mean.")])

    Frame(rates, keys=["mission"], rel_tol=0.01, hint="Join on mission before you divide.",
          mistakes=[Mistake(lambda table: table["rate"].max() < 1, "Multiply by 1,000.")])

The order of rows does not matter unless `ordered=True`. Order of columns, names of indexes and
dtypes of equal values never do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.columns import LONGEST_COLUMN, NAMES, kind_of, plain, same
from malicourse.answers.quantities import SAME
from malicourse.answers.wording import fold, is_a, listed, plural, show

_INDEX = "index"


def table_difference(
    given: pd.DataFrame,
    right: pd.DataFrame,
    keys: list[str],
    *,
    abs_tol: float = 0.0,
    rel_tol: float = SAME,
    ordered: bool = False,
    rows: str = "row",
) -> str | None:
    """Return a sentence on the first thing in which two tables differ, None if nothing.

    Parameters
    ----------
    given, right : DataFrame
        Both hold all columns of `right`; further columns of `given` are ignored.
    keys : list of str
        Columns that together name a row. Without any, rows are compared as they are sorted.
    abs_tol, rel_tol : float
        Accepted distance of numbers, absolute and as a share of the right value.
    ordered : bool
        Whether the order of rows matters.
    rows : str
        What a row is called.
    """
    if len(given) != len(right) and len(given) > LONGEST_COLUMN:
        return f"{plural(len(right), rows)} expected, {len(given):,} given."
    mine, its = {}, {}
    for name in right.columns:
        kind = kind_of(right[name])
        its[name] = plain(right[name], kind)
        column = plain(given[name], kind)
        if column is None:
            return f"The column {show(name)} should hold {NAMES.get(kind, 'other values')}."
        mine[name] = column
    mine, its = pd.DataFrame(mine), pd.DataFrame(its)
    if not keys:
        return _unkeyed(mine, its, abs_tol, rel_tol, ordered, rows)
    problem = _keys(mine, its, given, keys, rows)
    if problem:
        return problem
    order = pd.Index(_labels(mine, keys)).get_indexer(_labels(its, keys))
    shown = given.iloc[order].reset_index(drop=True)
    aligned = mine.iloc[order].reset_index(drop=True)
    values = [name for name in right.columns if name not in keys]
    for name in values:
        wrong = np.flatnonzero(~same(aligned[name], its[name], abs_tol, rel_tol))
        if wrong.size:
            return _value(aligned, its, shown, name, keys, int(wrong[0]), wrong.size, rows)
    if ordered and not _in_order(mine, its, values or keys, abs_tol, rel_tol):
        return f"The {rows}s are right, but not their order."
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


def _in_order(
    mine: pd.DataFrame, its: pd.DataFrame, names: list[str], abs_tol: float, rel_tol: float
) -> bool:
    # By value, not by key: rows with equal values may stand in either order.
    return all(same(mine[name], its[name], abs_tol, rel_tol).all() for name in names)


def _unkeyed(
    mine: pd.DataFrame,
    its: pd.DataFrame,
    abs_tol: float,
    rel_tol: float,
    ordered: bool,
    rows: str,
) -> str | None:
    if len(mine) != len(its):
        return f"{plural(len(its), rows)} expected, {len(mine):,} given."
    names = list(its.columns)
    a = mine.sort_values(names, ignore_index=True)
    b = its.sort_values(names, ignore_index=True)
    agree = np.logical_and.reduce([same(a[n], b[n], abs_tol, rel_tol) for n in names])
    if not agree.all():
        return f"{int((~agree).sum()):,} of {plural(len(its), rows)} differ."
    if ordered and not _in_order(mine, its, names, abs_tol, rel_tol):
        return f"The {rows}s are right, but not their order."
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
    abs_tol, rel_tol : float
        Accepted distance of numbers, absolute and as a share of the right value.
    ordered : bool
        Whether the order of rows matters.
    extra : bool
        Whether further columns are forgiven.
    """

    value: pd.DataFrame
    keys: list[str] = field(default_factory=list)
    abs_tol: float = 0.0
    rel_tol: float = SAME
    ordered: bool = False
    extra: bool = True

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
        other = Frame(answer, self.keys, self.abs_tol, self.rel_tol, self.ordered, self.extra)
        return other.difference(given) is None

    def difference(self, given: pd.DataFrame) -> str | None:
        """Say what differs: columns, then rows, then values."""
        missing = [n for n in self.value.columns if n not in given.columns]
        spare = [n for n in given.columns if n not in self.value.columns]
        if missing:
            has = (
                f" Yours: {listed(map(show, list(given.columns)[:6]))}."
                if len(given.columns)
                else ""
            )
            return f"The column {show(missing[0])} is missing.{has}"
        if spare and not self.extra:
            return f"The column {show(spare[0])} is not expected."
        return table_difference(
            given,
            self.value,
            self.keys,
            abs_tol=self.abs_tol,
            rel_tol=self.rel_tol,
            ordered=self.ordered,
        )


@dataclass
class SeriesLike(Expected):
    """A column of values, each with its label in the index.

    Attributes
    ----------
    value : Series
        The right values; the name is forgiven, the labels are compared.
    abs_tol, rel_tol : float
        Accepted distance of numbers, absolute and as a share of the right value.
    ordered : bool
        Whether the order matters.
    index : bool
        Whether labels are compared; without them, values are compared by position if `ordered`.
    what : str
        What the values are, for the learner.
    """

    value: pd.Series
    abs_tol: float = 0.0
    rel_tol: float = SAME
    ordered: bool = False
    index: bool = True
    what: str = ""

    def __post_init__(self) -> None:
        self._right = self._table(self.value)
        self._keys = list(self._right.columns[:-1])

    @property
    def wanted(self) -> str:
        """A Series and its labels."""
        what = f" ({self.what})" if self.what else ""
        labels = f", labelled by {listed(map(str, self._keys))}" if self._keys else ""
        return f"a Series of {plural(len(self.value), 'value')}{what}{labels}"

    def right_answer(self) -> pd.Series:
        """Return the values."""
        return self.value

    def _table(self, column: pd.Series) -> pd.DataFrame:
        """Return labels and values side by side; the value is the last column."""
        if not self.index:
            return pd.DataFrame({"value": column.array})
        labels = column.index.to_frame(index=False)
        names = [n if n is not None else "label" for n in column.index.names]
        if len(set(names)) < len(names):
            names = [f"label {n}" for n in range(len(names))]
        labels.columns = [str(n) if n != "value" else "value (label)" for n in names]
        labels["value"] = column.array
        return labels

    def read(self, answer: Any) -> Read:
        """Return the answer as a table of labels and values."""
        remark = ""
        if is_a(answer, dict):
            answer, remark = pd.Series(answer), "Your dictionary was read as a Series."
        if is_a(answer, (list, tuple, np.ndarray, pd.Index)) and not self.index:
            if is_a(answer, (list, tuple)) and len(answer) > LONGEST_COLUMN:
                raise Unreadable(f"Those are {len(answer):,} values, far too many.")
            answer = pd.Series(answer)
        if is_a(answer, pd.DataFrame):
            labels = max(len(self._keys), 1)
            if answer.shape[1] == 1:
                answer, remark = answer.iloc[:, 0], "Your answer is a table with one column."
            elif self.index and answer.shape[1] == labels + 1:
                remark = "Your answer is a table; its first columns were read as labels."
                if len(answer) <= LONGEST_COLUMN:
                    keys = list(answer.columns[:-1])
                    answer = answer.set_index(keys).iloc[:, 0]
                else:
                    answer = answer.iloc[:, -1]
        if not is_a(answer, pd.Series):
            raise self.wrong_kind(answer)
        if len(answer) > LONGEST_COLUMN:
            raise Unreadable(f"{plural(len(self.value), 'value')} expected, {len(answer):,} given.")
        table = self._table(answer)
        if table.shape[1] != self._right.shape[1]:
            raise Unreadable(f"The labels have another form: {self.wanted} is expected.")
        table.columns = self._right.columns
        return Read(table, remark)

    def is_mistake(self, given: pd.DataFrame, answer: pd.Series) -> bool:
        """Compare with the same tolerances."""
        return self._compare(given, self.read(answer).value) is None

    def difference(self, given: pd.DataFrame) -> str | None:
        """Say which labels or values differ."""
        return self._compare(given, self._right)

    def _compare(self, given: pd.DataFrame, right: pd.DataFrame) -> str | None:
        return table_difference(
            given,
            right,
            self._keys,
            abs_tol=self.abs_tol,
            rel_tol=self.rel_tol,
            ordered=self.ordered,
            rows="value",
        )
