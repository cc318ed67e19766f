"""A coding sheet: a learner's own codes, checked for form and compared with other readers.

Where a printed rule leaves no doubt, the author names the cells in `settled`::

    Coding(rows, ("code",), ("ends", "holds", "unclear"), {"our reading": ours},
           settled={("founding", "code"): (("holds",), "Nobody was attacked that day.")})
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.columns import LONGEST_COLUMN
from malicourse.answers.numerals import readings
from malicourse.answers.quantities import to_float
from malicourse.answers.wording import fold, is_a, listed, plural, show
from malicourse.stats import agreement

ONE_CODE = "A reader who gives one code throughout has made no judgement."

CODE_WITHOUT_RULE = (
    "Your sheet holds {}, and your rule does not say when a cell gets this code: name it there."
)
NEEDS_RULE = 'Give {"rule": rule, "sheet": sheet}, with your rule as a sentence in quotation marks.'
NEEDS_KAPPA = 'Give {"sheet": sheet, "kappa": kappa}.'
FEWEST_WORDS = 4
"""Words below which a text is no rule."""
KAPPA_NEAR = 0.0051
"""Distance at which a kappa is the same, rounded to two decimals."""
RULE = "A link is main where the passage is about the subject, side where it mentions it."


@dataclass
class Coding(Expected):
    """A table with one code in every cell; wrong is only what a rule settles beyond doubt.

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
    with_rule : bool
        Whether the learner's rule in words is asked for beside the sheet:
        `{"rule": "a sentence", "sheet": sheet}`, or the two as a pair. It has to name each code
        that the sheet holds, but for the last of `codes`, which is for all other cells.
    settled : mapping of (row, column) to (codes, sentence)
        Cells of which no reader who follows the rule can doubt the code: the codes that are
        accepted, and what decides, said without them.
    aliases : mapping
        Other ways to write a code, such as -1 for "apart".
    kappa_with : str
        Name of a reader. The learner's kappa with that sheet is then asked for beside the sheet,
        `{"sheet": sheet, "kappa": 0.5}` or the two as a pair, and checked to two decimals.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    codes: Sequence[str]
    readers: Mapping[str, pd.DataFrame]
    name_rows: bool = False
    with_rule: bool = False
    aliases: Mapping[Any, str] = field(default_factory=dict)
    settled: Mapping[tuple[str, str], tuple[Sequence[str], str]] = field(default_factory=dict)
    kappa_with: str = ""

    @property
    def wanted(self) -> str:
        """The shape of the sheet."""
        cells = f"{plural(len(self.rows), 'row')} and {plural(len(self.columns), 'column')}"
        return f"a table of {cells} with {listed(self.codes)} in its cells"

    def right_answer(self) -> Any:
        """Return the sheet of the first reader, with a rule if one is asked for."""
        sheet = next(iter(self.readers.values()))
        if self.kappa_with:
            return {"sheet": sheet, "kappa": self._agreement(sheet, self.kappa_with)["kappa"]}
        return {"rule": RULE, "sheet": sheet} if self.with_rule else sheet

    def read(self, answer: Any) -> Read:
        """Return the sheet in the order of the labels, with agreement as the remark."""
        kappa = None
        if self.kappa_with:
            answer, kappa = self._without_kappa(answer)
        rule, answer = self._apart(answer) if self.with_rule else ("", answer)
        sheet = self._as_table(answer)
        for what, labels, right in (
            ("row", sheet.index, self.rows),
            ("column", sheet.columns, self.columns),
        ):
            problem = _labels(what, list(labels), right)
            if problem:
                raise Unreadable(problem)
        sheet = sheet.loc[list(self.rows), list(self.columns)]
        sheet = sheet.map(lambda cell: fold(cell) if is_a(cell, str) else cell)
        sheet = sheet.map(lambda cell: self.aliases[cell] if self._is_alias(cell) else cell)
        faults = self._faults(sheet)
        if faults:
            more = f" {plural(len(faults) - 1, 'other cell')} to mend." if len(faults) > 1 else ""
            raise Unreadable(faults[0] + more)
        if self.with_rule:
            used = [code for code in self.codes[:-1] if (sheet == code).to_numpy().any()]
            unsaid = [code for code in used if fold(code) not in fold(rule)]
            if unsaid:
                raise Unreadable(CODE_WITHOUT_RULE.format(show(unsaid[0])))
        if self.kappa_with and self.difference(sheet) is None:
            self._check_kappa(sheet, kappa)
        return Read(sheet, " ".join(self._compare(sheet, name) for name in self.readers))

    def _apart(self, answer: Any) -> tuple[str, Any]:
        """Return rule and sheet of a pair; refuse one without a rule in words."""
        pair = _pair(answer, ("rule", "sheet"))
        if pair and not is_a(pair[0], str) and is_a(pair[1], str):
            pair.reverse()
        if pair is None or not (is_a(pair[0], str) or pair[0] is None or pair[0] is ...):
            raise Unreadable(f"Your rule is missing. {NEEDS_RULE}")
        if not is_a(pair[0], str) or len(pair[0].split()) < FEWEST_WORDS:
            raise Unreadable(f"Your rule is not a sentence yet. {NEEDS_RULE}")
        return pair[0], pair[1]

    def _without_kappa(self, answer: Any) -> tuple[Any, float | None]:
        """Return sheet and kappa of a pair; the kappa is None where it is missing."""
        pair = _pair(answer, ("sheet", "kappa"))
        if pair is None:
            return answer, None
        if to_float(pair[0]) is not None:
            pair.reverse()
        sheet, kappa = pair
        if is_a(kappa, dict):
            # What stats.agreement returns, as it is.
            kappa = kappa.get("kappa")
        if is_a(kappa, str):
            kappa = next(iter(readings(str.__str__(kappa))), None)
        return sheet, to_float(kappa)

    def _check_kappa(self, sheet: pd.DataFrame, kappa: float | None) -> None:
        """Raise `Unreadable` where the kappa is missing or is not that of the sheet."""
        name = self.kappa_with
        if kappa is None:
            raise Unreadable(
                f"Your sheet is complete. The kappa is missing: compute it with {name}. "
                f"{NEEDS_KAPPA}"
            )
        found = self._agreement(sheet, name)
        if abs(kappa - found["kappa"]) <= KAPPA_NEAR:
            return
        others = [other for other in self.readers if other != name]
        if abs(kappa - found["observed"]) <= KAPPA_NEAR:
            said = "That is the share of equal codes; kappa takes off what chance alone would give."
        elif any(abs(kappa - self._agreement(sheet, o)["kappa"]) <= KAPPA_NEAR for o in others):
            said = f"That is your kappa with another coding. Take {name}."
        else:
            said = (
                f"{show(kappa)} is not the kappa of your sheet with {name}: are both in the order "
                "of the rows, and is it rounded to two decimals?"
            )
        raise Unreadable(f"Your sheet is complete. {said}")

    def _agreement(self, sheet: pd.DataFrame, name: str) -> dict[str, float]:
        """Return the agreement of a sheet with that of a reader."""
        rows, columns = list(self.rows), list(self.columns)
        one, other = (table.loc[rows, columns] for table in (sheet, self.readers[name]))
        return agreement(one.to_numpy().ravel(), other.to_numpy().ravel())

    def _as_table(self, answer: Any) -> pd.DataFrame:
        """Return the sheet with the rows as its index, however it was written down."""
        if len(self.columns) == 1:
            answer = self._one_column(answer)
        if is_a(answer, dict) and len(answer) <= LONGEST_COLUMN:
            lines = {str(label): _line(cells) for label, cells in answer.items()}
            answer = (
                self._from_lines(list(lines.values()), list(lines))
                if all(is_a(cells, (list, dict)) for cells in lines.values())
                else answer
            )
        elif is_a(answer, (list, tuple, np.ndarray)) and 0 < np.size(answer[:1]) <= LONGEST_COLUMN:
            most = max(len(self.rows), len(self.columns)) + 1
            shape = [_line(cells) for cells in answer[:most]]
            long = {len(cells) for cells in shape if is_a(cells, list)}
            if len(shape) == len(self.rows) and long == {len(self.columns)}:
                answer = self._from_lines(shape, list(self.rows))
            elif len(shape) == len(self.columns) and long == {len(self.rows)}:
                answer = self._from_lines(shape, list(self.columns))
        if not is_a(answer, pd.DataFrame) or len(answer) > LONGEST_COLUMN:
            raise self.wrong_kind(answer)
        sheet = answer.copy()
        for name in sheet.columns:
            # What reset_index makes: the labels of the rows, or of the columns, as a column.
            labels = {str(cell).strip() for cell in sheet[name]} if sheet[name].ndim == 1 else ()
            if len(labels) and labels in (set(self.rows), set(self.columns)):
                sheet = sheet.set_index(name)
                break
        sheet.index = [str(label).strip() for label in sheet.index]
        sheet.columns = [str(label).strip() for label in sheet.columns]
        turned = set(sheet.columns) == set(self.rows) and set(sheet.index) == set(self.columns)
        return sheet.T if turned else sheet

    def _one_column(self, answer: Any) -> Any:
        """Return a table of a single column that was written as words, by row or in order."""
        if is_a(answer, str):
            between = r"[,;\n]" if any(" " in code for code in self.codes) else r"[,;\s]"
            parts = re.split(between, answer[: LONGEST_COLUMN * 100])
            answer = [part.strip() for part in parts if part.strip()]
        if is_a(answer, dict) and len(answer) <= LONGEST_COLUMN:
            if all(self._is_word(cell) for cell in answer.values()):
                answer = pd.Series(answer, dtype=object)
        elif is_a(answer, (list, tuple, np.ndarray)) and 0 < len(answer) <= LONGEST_COLUMN:
            cells = list(answer)
            if all(self._is_word(cell) for cell in cells):
                if len(cells) != len(self.rows):
                    given = plural(len(cells), "word")
                    raise Unreadable(f"Your list has {given}; it needs {len(self.rows)}, in order.")
                answer = pd.Series(cells, dtype=object)
            elif all(is_a(cell, (list, tuple)) and len(cell) == 2 for cell in cells):
                answer = pd.Series({str(key): cell for key, cell in cells}, dtype=object)
        if is_a(answer, pd.Series):
            answer = answer.to_frame()
        if is_a(answer, pd.DataFrame) and answer.shape[1] == 1:
            answer = answer.set_axis(list(self.columns), axis=1)
            if len(answer) == len(self.rows) and is_a(answer.index, pd.RangeIndex):
                answer = answer.set_axis(list(self.rows), axis=0)
        return answer

    def _is_word(self, cell: Any) -> bool:
        return is_a(cell, str) or cell is None or cell is ... or self._is_alias(cell)

    def _is_alias(self, cell: Any) -> bool:
        return is_a(cell, (str, int, float, np.number)) and cell in self.aliases

    def _from_lines(self, lines: list[Any], labels: list[str]) -> pd.DataFrame:
        """Make a table of labelled lines, which are rows or, if so labelled, columns."""
        cells = {label: line for label, line in zip(labels, lines, strict=True)}
        across = self.rows if set(labels) == set(self.columns) else self.columns
        if all(is_a(line, dict) for line in lines):
            return pd.DataFrame.from_dict(cells, orient="index")
        for label, line in cells.items():
            if len(line) != len(across):
                where = f"The line {show(label)} has {plural(len(line), 'code')}"
                raise Unreadable(f"{where}; it needs {len(across)}.")
        return pd.DataFrame.from_dict(cells, orient="index", columns=list(across))

    def difference(self, given: pd.DataFrame) -> str | None:
        """Refuse one code in every cell, and a code against what the rule settles."""
        used = set(given.to_numpy().ravel())
        if len(used) == 1:
            return f"Every cell holds {show(used.pop())}. {ONE_CODE}"
        against = [
            (cell, why)
            for cell, (codes, why) in self.settled.items()
            if given.at[cell] not in codes
        ]
        if not against:
            return None
        (row, column), why = against[0]
        where = show(row) if len(self.columns) == 1 else f"{row} and {column}"
        more = f" And {plural(len(against) - 1, 'other cell')}." if len(against) > 1 else ""
        return f"{where} cannot be {show(given.at[row, column])}: {why}{more}"

    def hints(self) -> list[str]:
        """Return the author's hints and the one for a sheet with a single code."""
        return [*super().hints(), ONE_CODE, *(why for _, why in self.settled.values())]

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
        found = self._agreement(sheet, name)
        same = int((sheet == other).to_numpy().sum())
        cells = sheet.size
        if pd.isna(found["kappa"]):
            kappa = "no kappa, because chance alone would agree everywhere"
        else:
            # Rounded first: a nought has no sign.
            kappa = f"a kappa of {round(found['kappa'], 2) + 0.0:.2f}"
        words = f"With {name} you agree in {same} of {cells} cells"
        agreed = f"{words}, {100 * found['observed']:.0f} per cent, {kappa}."
        differ = [row for row in self.rows if not (sheet.loc[row] == other.loc[row]).all()]
        return f"{agreed} You differ at {listed(differ)}." if self.name_rows and differ else agreed


def _pair(answer: Any, names: tuple[str, str]) -> list[Any] | None:
    """Return the two parts of a pair, or of a dictionary with these names; else None."""
    if is_a(answer, dict) and set(names) <= set(answer):
        return [answer[name] for name in names]
    return list(answer) if is_a(answer, (list, tuple)) and len(answer) == 2 else None


def _line(cells: Any) -> Any:
    """Return the codes of a line as a list; a text is split at its spaces or commas."""
    if is_a(cells, str):
        return cells.replace(",", " ").split()
    if is_a(cells, (list, tuple, pd.Series, np.ndarray)):
        return cells.to_dict() if is_a(cells, pd.Series) else list(cells)
    return cells


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
