"""Names, dates and the codes of concept questions.

As an author writes them::

    Text("Chad", aliases=["Republic of Chad"], hint="Sort by deaths, the largest first.",
         mistakes=[Mistake("Bangladesh", "That is the first by all deaths, not by hostile acts.")])

    Date(first_attack, within_days=0, hint="Filter by cause before you take the earliest date.",
         mistakes=[Mistake(first_death, "That death was an accident.")])

    Choice({"a": "a count", "b": "a rate", "c": "a share"}, right="b",
           why={"a": "A count grows with the size of the mission.",
                "b": "A rate takes the number of people and the time into account.",
                "c": "A share says nothing of the people who were not hurt."})
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.quantities import is_missing, one_value
from malicourse.answers.wording import fold, is_a, plural, show

LONGEST = 2_000
"""Characters beyond which a text is not compared."""


@dataclass
class Text(Expected):
    """A short text; case, accents and spaces do not matter.

    Attributes
    ----------
    value : str
        The right text.
    aliases : list of str
        Other forms that are as right.
    what : str
        What the text is, for the learner: "the name of a mission".
    """

    value: str
    aliases: list[str] = field(default_factory=list)
    what: str = ""

    @property
    def wanted(self) -> str:
        """A text and what it is."""
        return f"a text ({self.what})" if self.what else "a text in quotes"

    def right_answer(self) -> str:
        """Return the value."""
        return self.value

    def read(self, answer: Any) -> Read:
        """Return the answer as a plain string."""
        inner, remark = one_value(answer)
        if is_missing(inner):
            raise Unreadable("That is a missing value.")
        if not is_a(inner, str):
            raise self.wrong_kind(answer)
        if len(str.__str__(inner)) > LONGEST:
            raise Unreadable(f"That text is too long: a few words are enough for {self.wanted}.")
        return Read(str.__str__(inner), remark)

    def is_mistake(self, given: str, answer: Any) -> bool:
        """Compare in the same forgiving way."""
        return fold(given) == fold(answer)

    def difference(self, given: str) -> str | None:
        """Say whether the text is nearly right, empty or another one."""
        if not fold(given):
            return "The text is empty."
        rights = [fold(text) for text in (self.value, *self.aliases)]
        if fold(given) in rights:
            return None
        if any(SequenceMatcher(None, fold(given), right).ratio() > 0.85 for right in rights):
            return f"{show(given)} is nearly right: check the spelling."
        return f"{show(given)} is not the answer."


@dataclass
class Date(Expected):
    """One day: a Timestamp, a date, or text such as "2013-07-01" or "1 July 2013".

    Attributes
    ----------
    value : date-like
        The right day.
    within_days : int
        Accepted distance in days.
    """

    value: Any
    within_days: int = 0

    def __post_init__(self) -> None:
        self.value = pd.Timestamp(self.value).normalize()
        if self.value is pd.NaT:
            raise ValueError("the expected value of a Date must not be missing")

    @property
    def wanted(self) -> str:
        """A date with an example of its form."""
        return 'a date such as "2022-06-29"'

    def right_answer(self) -> pd.Timestamp:
        """Return the day."""
        return self.value

    def read(self, answer: Any) -> Read:
        """Return the answer as a Timestamp at midnight, without a time zone."""
        inner, remark = one_value(answer)
        if is_missing(inner):
            raise Unreadable("That is a missing date.")
        if is_a(inner, str):
            inner = pd.to_datetime(str.__str__(inner)[:LONGEST], errors="coerce")
            if inner is pd.NaT:
                raise Unreadable(f"That text is not a date that can be read: use {self.wanted}.")
        if is_a(inner, pd.Period):
            inner = inner.start_time
        if not is_a(inner, (date, datetime, np.datetime64)):
            raise self.wrong_kind(answer)
        return Read(pd.Timestamp(inner).tz_localize(None).normalize(), remark)

    def is_mistake(self, given: pd.Timestamp, answer: Any) -> bool:
        """Compare to the day."""
        return given == pd.Timestamp(answer).normalize()

    def difference(self, given: pd.Timestamp) -> str | None:
        """Say whether the day is too early or too late, and nothing nearer."""
        days = (given - self.value).days
        if abs(days) <= self.within_days:
            return None
        if (given.month, given.day) == (self.value.day, self.value.month):
            return "Day and month look exchanged: write the year first, then month, then day."
        return f"{show(given)} is {'later' if days > 0 else 'earlier'} than the day in question."


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
        several = is_a(answer, (set, frozenset, list, tuple, pd.Series, pd.Index, np.ndarray))
        if several and len(answer) > len(self.options):
            raise Unreadable(f"Those are more answers than options: {self.wanted} is expected.")
        given = list(answer) if several else [answer]
        if not given:
            raise Unreadable(f"Nothing is chosen: {self.wanted} is expected.")
        return Read({self._code(item) for item in given})

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
        return f"Right so far: {plural(missing, 'option')} more to find." if missing else None
