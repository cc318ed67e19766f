"""The codes of concept questions.

As an author writes them::

    Choice({"a": "a count", "b": "a rate", "c": "a share"}, right="b",
           why={"a": "A count grows with the size of the mission.",
                "b": "A rate takes the number of people and the time into account.",
                "c": "A share says nothing of the people who were not hurt."})
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.wording import fold, is_a, plural, show

LONGEST = 2_000
"""Characters beyond which a text is not compared."""


@dataclass
class Choice(Expected):
    """The code of one option, or a set of codes where several are right.

    Attributes
    ----------
    options : dict of str to str
        Code to text of every option.
    right : str or set of str
        The code or codes that are right.
    why : dict of str to str
        For each code, why it is right or wrong.
    """

    options: dict[str, str]
    right: Any
    why: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.right = {self.right} if isinstance(self.right, str) else set(self.right)
        unknown = (self.right | set(self.why)) - set(self.options)
        if unknown or not self.right:
            raise ValueError(f"codes without an option: {sorted(unknown)}, right: {self.right}")
        if not self.insight:
            self.insight = " ".join(
                self.why[c] for c in self.options if c in self.right & set(self.why)
            )

    @property
    def wanted(self) -> str:
        """The codes to choose from."""
        codes = ", ".join(f'"{code}"' for code in self.options)
        return f"one of {codes}" if len(self.right) == 1 else f"a set of some of {codes}"

    def right_answer(self) -> Any:
        """Return the code, or the set of codes."""
        return next(iter(self.right)) if len(self.right) == 1 else set(self.right)

    def hints(self) -> list[str]:
        """Return the hints and the reasons against the wrong options."""
        return super().hints() + [self.why[c] for c in self.why if c not in self.right]

    def read(self, answer: Any) -> Read:
        """Return the answer as a set of codes."""
        if is_a(answer, str) and len(self.right) > 1:
            answer = self._apart(answer) or answer
        several = is_a(answer, (set, frozenset, list, tuple, pd.Series, pd.Index, np.ndarray))
        if several and len(answer) > len(self.options):
            raise Unreadable(f"Those are more answers than options: {self.wanted} is expected.")
        given = list(answer) if several else [answer]
        if not given:
            raise Unreadable(f"Nothing is chosen: {self.wanted} is expected.")
        return Read({self._code(item) for item in given})

    def _apart(self, answer: str) -> list[str]:
        """Return the codes of a text such as "a, c" or "ac"; none if it holds anything else."""
        text = fold(str.__str__(answer)[:LONGEST])
        parts = re.sub(r"\band\b|[\W_]+", " ", text).split()
        parts = list(parts[0]) if len(parts) == 1 else parts
        return parts if set(parts) <= {fold(code) for code in self.options} else []

    def _code(self, item: Any) -> str:
        if not is_a(item, str):
            raise self.wrong_kind(item)
        text = fold(str.__str__(item)[:LONGEST]).strip("().: ")
        for code, option in self.options.items():
            if text in (fold(code), fold(option)):
                return code
        raise Unreadable(f"{show(item)} is not an option: {self.wanted} is expected.")

    def is_mistake(self, given: set[str], answer: Any) -> bool:
        """Compare as sets."""
        return given == ({answer} if isinstance(answer, str) else set(answer))

    def difference(self, given: set[str]) -> str | None:
        """Give the reason against a wrong option, or say how many are still missing."""
        wrong = [code for code in self.options if code in given - self.right]
        if wrong:
            reason = self.why.get(wrong[0], "")
            return f'"{wrong[0]}" is not right. {reason}'.strip()
        missing = len(self.right - given)
        return f"Right so far: {plural(missing, 'more option')} to find." if missing else None
