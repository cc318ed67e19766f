"""A coding sheet: a learner's own codes, checked for form and compared with other readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.columns import LONGEST_COLUMN
from malicourse.answers.wording import fold, is_a, listed, plural, show
from malicourse.stats import agreement

ONE_CODE = "A reader who gives one code throughout has made no judgement."


@dataclass
class Coding(Expected):
    """A table with one code in every cell, which is complete or not but never wrong.

    Attributes
    ----------
    rows, columns : sequence of str
        Labels that the sheet has to have, in any order.
    codes : sequence of str
        What may stand in a cell.
    readers : mapping of str to DataFrame
        Other readers' sheets of the same labels, by the name that the verdict gives them.
    name_rows : bool
        Whether the verdict names the rows in which the sheets differ.
    aliases : mapping
        Other ways to write a code, such as -1 for "apart".

    A sheet with one column may also be a list of codes in the order of the rows, a text of codes
    with blanks or commas between them, a Series, or a dictionary from row to code.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    codes: Sequence[str]
    readers: Mapping[str, pd.DataFrame]
    name_rows: bool = False
    aliases: Mapping[Any, str] = field(default_factory=dict)

    @property
    def wanted(self) -> str:
        """The shape of the sheet."""
        cells = f"{plural(len(self.rows), 'row')} and {plural(len(self.columns), 'column')}"
        return f"a table of {cells} with {listed(self.codes)} in its cells"

    def right_answer(self) -> pd.DataFrame:
        """Return the sheet of the first reader: any complete sheet is accepted."""
        return next(iter(self.readers.values()))

    def read(self, answer: Any) -> Read:
        """Return the sheet in the order of the labels, with agreement as the remark."""
        answer = self._as_sheet(answer)
        if not is_a(answer, pd.DataFrame) or len(answer) > LONGEST_COLUMN:
            raise self.wrong_kind(answer)
        sheet = answer.copy()
        sheet.index = [str(label).strip() for label in sheet.index]
        sheet.columns = [str(label).strip() for label in sheet.columns]
        for what, labels, right in (
            ("row", sheet.index, self.rows),
            ("column", sheet.columns, self.columns),
        ):
            problem = _labels(what, list(labels), right)
            if problem:
                raise Unreadable(problem)
        sheet = sheet.loc[list(self.rows), list(self.columns)]
        sheet = sheet.map(lambda cell: fold(cell) if is_a(cell, str) else cell)
        if self.aliases:
            sheet = sheet.map(
                lambda cell: self.aliases.get(cell, cell) if is_a(cell, (str, int, float)) else cell
            )
        faults = self._faults(sheet)
        if faults:
            more = f" {plural(len(faults) - 1, 'other cell')} to mend." if len(faults) > 1 else ""
            raise Unreadable(faults[0] + more)
        return Read(sheet, " ".join(self._compare(sheet, name) for name in self.readers))

    def _as_sheet(self, answer: Any) -> Any:
        """Make a table of codes that came in another form, if the sheet has one column."""
        if len(self.columns) != 1:
            return answer
        if is_a(answer, str):
            answer = answer.replace(",", " ").split()
        if is_a(answer, pd.Series) and not set(answer.index.map(str)) & set(self.rows):
            answer = answer.tolist()
        if is_a(answer, dict):
            answer = pd.Series(answer, dtype=object)
        if is_a(answer, (list, tuple, np.ndarray)) and np.ndim(answer) == 1:
            given = list(answer)
            if len(given) != len(self.rows):
                raise Unreadable(
                    f"{plural(len(given), 'code')} for {plural(len(self.rows), 'row')}: write one "
                    "for each row, in the order of the rows."
                )
            answer = pd.Series(given, index=list(self.rows), dtype=object)
        return answer.to_frame(self.columns[0]) if is_a(answer, pd.Series) else answer

    def difference(self, given: pd.DataFrame) -> str | None:
        """Refuse a sheet with one and the same code in every cell; any other is accepted."""
        used = set(given.to_numpy().ravel())
        return f"Every cell holds {show(used.pop())}. {ONE_CODE}" if len(used) == 1 else None

    def hints(self) -> list[str]:
        """Return the author's hints and the one for a sheet with a single code."""
        return [*super().hints(), ONE_CODE]

    def is_mistake(self, given: pd.DataFrame, answer: pd.DataFrame) -> bool:
        """Compare cell by cell."""
        return given.equals(answer)

    def _faults(self, sheet: pd.DataFrame) -> list[str]:
        faults = []
        for row in self.rows:
            for column in self.columns:
                cell = sheet.at[row, column]
                where = f"The cell in row {row}, column {show(column)}"
                if not is_a(cell, str) and pd.isna(cell) or cell == "":
                    faults.append(f"{where} is empty: write {_either(self.codes)}.")
                elif cell not in self.codes:
                    meant = get_close_matches(str(cell), self.codes, 1)
                    hint = f" Did you mean {meant[0]}?" if meant else ""
                    wrong = f"{where} holds {show(cell)}, which is not a code:"
                    faults.append(f"{wrong} write {_either(self.codes)}.{hint}")
        return faults

    def _compare(self, sheet: pd.DataFrame, name: str) -> str:
        other = self.readers[name].loc[list(self.rows), list(self.columns)]
        found = agreement(sheet.to_numpy().ravel(), other.to_numpy().ravel())
        same = int((sheet == other).to_numpy().sum())
        cells = sheet.size
        if pd.isna(found["kappa"]):
            kappa = "no kappa, because chance alone would agree everywhere"
        else:
            kappa = f"a kappa of {found['kappa']:.2f}"
        words = f"With {name} you agree in {same} of {cells} cells"
        agreed = f"{words}, {100 * found['observed']:.0f} per cent, {kappa}."
        differ = [row for row in self.rows if not (sheet.loc[row] == other.loc[row]).all()]
        return f"{agreed} You differ at {listed(differ)}." if self.name_rows and differ else agreed


def _labels(what: str, given: list[str], right: Sequence[str]) -> str | None:
    """Say what is wrong with the labels of rows or columns, None if nothing is."""
    twice = pd.Index(given).duplicated()
    if twice.any():
        return f"The {what} {show(given[twice.argmax()])} is there more than once."
    missing = [label for label in right if label not in given]
    spare = [label for label in given if label not in right]
    if spare:
        meant = get_close_matches(spare[0], missing, 1, cutoff=0.5)
        hint = f" Did you mean {show(meant[0])}?" if meant else ""
        return f"The {what} {show(spare[0])} is not part of the sheet.{hint}"
    if missing:
        return f"The {what} {show(missing[0])} is missing."
    return None


def _either(codes: Sequence[str]) -> str:
    return f"{', '.join(codes[:-1])} or {codes[-1]}"
