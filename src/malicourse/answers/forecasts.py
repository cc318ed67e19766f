"""Forecasts: probabilities for bins, scored against what happened and against rivals.

As an author writes them::

    Forecasts(columns=("low", "high"), outcomes={"deaths": 0},
              rivals={"the base rate": {"deaths": [0.5, 0.5]}}, score=score,
              hint="Four probabilities for each figure, together 1.")

Any distribution is accepted; the reply says how it scored. Less is better.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.quantities import to_float
from malicourse.answers.wording import fold, is_a, listed, show

CLOSE = 0.006
"""How far a sum of probabilities may be from 1."""
ADD_UP = "The probabilities of each figure must add up to 1."


@dataclass
class Forecasts(Expected):
    """A distribution over the same bins for each of several figures.

    Attributes
    ----------
    columns : sequence of str
        Names of the bins in order.
    outcomes : mapping of str to int
        For each figure the place of the bin that came true.
    rivals : mapping of str to mapping
        Distributions by figure, by the name that the reply gives them. All but the first may leave
        out a figure of which they say nothing.
    score : callable
        Score of a distribution and a place; less is better.
    """

    columns: Sequence[str]
    outcomes: Mapping[str, int]
    rivals: Mapping[str, Mapping[str, Sequence[float]]]
    score: Callable[[Sequence[float], int], float]

    @property
    def wanted(self) -> str:
        """The form of the answer."""
        return (
            f"a dictionary or table with {len(self.columns)} probabilities for each of "
            f"{listed(self.outcomes)}"
        )

    def right_answer(self) -> dict[str, list[float]]:
        """Return the first rival's forecasts: any distribution is accepted."""
        return {name: list(row) for name, row in next(iter(self.rivals.values())).items()}

    def read(self, answer: Any) -> Read:
        """Return probabilities by figure, with the scores as the remark."""
        if is_a(answer, pd.DataFrame) and len(answer) <= 20 and answer.shape[1] <= 20:
            labels = {str(label).strip().lower() for label in answer.index}
            table = answer if labels & set(self.outcomes) else answer.T
            names = {str(label).strip().lower(): label for label in table.columns}
            if set(self.columns) <= set(names):
                table = table[[names[name] for name in self.columns]]
            answer = {
                str(label): list(row)
                for label, row in zip(table.index, table.to_numpy(), strict=True)
            }
        if not is_a(answer, dict) or len(answer) > 20:
            raise self.wrong_kind(answer)
        given = {fold(name).strip(): row for name, row in answer.items() if is_a(name, str)}
        missing = [name for name in self.outcomes if name not in given]
        if missing or len(given) != len(answer) or len(given) > len(self.outcomes):
            what = f"No forecast for {listed(missing)}. " if missing else ""
            raise Unreadable(f"{what}The figures are {listed(self.outcomes)}.")
        stated = {name: self._row(name, given[name]) for name in self.outcomes}
        return Read(stated, self._told(stated))

    def difference(self, given: dict[str, list[float]]) -> str | None:
        """Accept every distribution: a forecast is not wrong, it scores."""
        return None

    def hints(self) -> list[str]:
        """Return the author's hints and the one on sums."""
        return [*super().hints(), ADD_UP]

    def is_mistake(self, given: Any, answer: Any) -> bool:
        """Compare as they are."""
        return given == answer

    def _row(self, name: str, row: Any) -> list[float]:
        if is_a(row, dict):
            row = [row.get(column) for column in self.columns]
        if not is_a(row, (list, tuple, np.ndarray, pd.Series)) or len(row) != len(self.columns):
            raise Unreadable(f"{show(name)} needs {len(self.columns)} probabilities in order.")
        numbers = [to_float(cell) for cell in row]
        if any(n is None or not math.isfinite(n) or n < 0 for n in numbers):
            raise Unreadable(f"{show(name)}: a probability is a number from 0 to 1.")
        total = sum(numbers)
        if abs(total - 100) <= 100 * CLOSE:
            numbers, total = [n / 100 for n in numbers], total / 100
        if abs(total - 1) > CLOSE:
            raise Unreadable(f"{show(name)}: the probabilities add up to {total:.4g}, not to 1.")
        return [n / total for n in numbers]

    def _told(self, stated: Mapping[str, Sequence[float]]) -> str:
        lines = []
        for name, place in self.outcomes.items():
            said = [f"you {self.score(stated[name], place):.2f}"]
            said += [
                f"{rival} {self.score(rows[name], place):.2f}"
                for rival, rows in self.rivals.items()
                if name in rows
            ]
            lines.append(f"{name}, bin {self.columns[place]}: {', '.join(said)}.")
        return "Scores, less is better: " + " ".join(lines)
