"""Numbers and honest ranges.

As an author writes them::

    Number(rate, rel_tol=0.01, unit="deaths per 1,000 person-years", digits=1,
           hint="Divide the deaths by the person-years, then multiply by 1,000.",
           mistakes=[Mistake(per_head, "That is per person-year: multiply by 1,000.")])

    Interval(low, high, tol=5, margin=20, unit="deaths",
             hint="Read the columns low and high, not best.",
             mistakes=[Mistake((best, high), "The lower end is the best estimate.")])
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.numerals import readings
from malicourse.answers.wording import is_a, plural, show

SAME = 1e-7
"""Relative difference below which two numbers are the same (float32 keeps about this much)."""

NUMBER_TYPES = (int, float, np.integer, np.floating, Decimal, Fraction)
"""What counts as a number, apart from truth values."""


def one_value(answer: Any) -> tuple[Any, str]:
    """Return the only value of a container of one, and a remark; else the answer itself."""
    if is_a(answer, (pd.DataFrame, pd.Series, pd.Index, np.ndarray)) and answer.size == 1:
        inner = answer.to_numpy().flat[0] if hasattr(answer, "to_numpy") else answer.flat[0]
        remark = "" if is_a(answer, np.ndarray) and answer.ndim == 0 else "; .item() takes it out"
        return inner, f"Your answer is a column with one value in it{remark}." if remark else ""
    if is_a(answer, (list, tuple)) and len(answer) == 1:
        return answer[0], "Your answer is a list with one value in it; [0] takes it out."
    return answer, ""


def to_float(value: Any) -> float | None:
    """Return a plain number as a float, None for anything else. Too large becomes inf."""
    if is_a(value, (bool, np.bool_)) or not is_a(value, NUMBER_TYPES):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def is_missing(value: Any) -> bool:
    """Tell whether a value is one of the forms of missing: NA, NaT, NaN."""
    return (
        value is pd.NA
        or value is pd.NaT
        or (is_a(value, (float, np.floating)) and bool(value != value))
    )


@dataclass(frozen=True)
class Near:
    """A wrong number of a `Mistake` that is told from farther away than the right one."""

    value: float
    within: float

    @property
    def example(self) -> float:
        """An answer that makes this mistake."""
        return self.value


@dataclass(frozen=True)
class OneEnd:
    """Numbers of a `Mistake` of which none may be an end of the range."""

    values: tuple[float, ...]

    @property
    def example(self) -> tuple[float, float]:
        """An answer that makes this mistake."""
        return self.values[0], self.values[0]


@dataclass
class Number(Expected):
    """One number.

    Attributes
    ----------
    value : float
        The right number.
    abs_tol, rel_tol : float
        Accepted distance, absolute (in `unit`) or as a share of the value; the larger counts.
    unit : str
        What is counted, for the learner: "deaths", "per cent".
    digits : int or None
        Digits after the decimal point that the answer should keep; half of the last digit is
        accepted as distance.
    """

    value: Any
    abs_tol: float = 0.0
    rel_tol: float = SAME
    unit: str = ""
    digits: int | None = None

    def __post_init__(self) -> None:
        number = to_float(one_value(self.value)[0])
        if number is None or not math.isfinite(number):
            raise ValueError("the expected value of a Number must be a finite number")
        self.value = number

    @property
    def wanted(self) -> str:
        """A number and its unit."""
        return f"a number ({self.unit})" if self.unit else "a number"

    @property
    def tolerance(self) -> float:
        """Accepted distance in `unit`."""
        rounding = 0.5001 * 10**-self.digits if self.digits is not None else 0.0
        return max(self.abs_tol, self.rel_tol * abs(self.value), rounding)

    def right_answer(self) -> float:
        """Return the value."""
        return self.value

    def read(self, answer: Any) -> Read:
        """Return the answer as a float."""
        inner, remark = one_value(answer)
        number = to_float(inner)
        if is_missing(inner):
            raise Unreadable("That is a missing value: somewhere above, a gap entered the sum.")
        if number is not None and math.isfinite(number):
            return Read(number, remark)
        if number is not None:
            raise Unreadable("That number is not finite: look for a division by zero.")
        if is_a(inner, tuple) and len(inner) == 2 and all(is_a(part, int) for part in inner):
            raise Unreadable(
                "In Python a comma makes two numbers. Write a point before the decimals, 55.9, and "
                "no mark between thousands, 1234."
            )
        if is_a(inner, str):
            if any(map(self._near, readings(str.__str__(inner)))):
                raise Unreadable("The number is right, but it is text: leave out the quotes.")
            raise Unreadable("That is text: use a number without quotes.")
        raise self.wrong_kind(answer)

    def is_mistake(self, given: float, answer: Any) -> bool:
        """Compare with the tolerance of the right answer, or with that of the mistake."""
        if is_a(answer, Near):
            return abs(given - answer.value) <= answer.within
        return abs(given - float(answer)) <= self.tolerance

    def difference(self, given: float) -> str | None:
        """Say how the number differs: sign, factor, rounding, or too small or large."""
        if self._near(given):
            return None
        return self._pattern(given) or self._direction(given)

    def _near(self, number: float) -> bool:
        return abs(number - self.value) <= self.tolerance

    def _pattern(self, given: float) -> str | None:
        if self.value and self._near(-given):
            return "The size is right, but the sign is not: which number is taken from which?"
        for factor in (100, 1000):
            if self.value and self._near(given / factor):
                return f"That is {factor:,} times too large. {_FACTORS[factor]}"
            if self.value and self._near(given * factor):
                return f"That is {factor:,} times too small. {_FACTORS[factor]}"
        if given and self.value and abs(self.value) != 1 and self._near(1 / given):
            return "The ratio is upside down: which number is divided by which?"
        if self.unit.startswith("per cent") and self._near(100 - given):
            return "That is the rest of the hundred: the share of all the others."
        if self.unit.startswith("share") and self._near(1 - given):
            return "That is the rest of the whole: the share of all the others."
        if self.value == round(self.value) and abs(given - self.value) == 1:
            return f"That is one too {'many' if given > self.value else 'few'}: look at the ends."
        if self._rounded(given):
            keep = "more digits"
            if self.digits:
                keep = f"{plural(self.digits, 'digit')} after the decimal point"
            return f"That is close, but rounded too coarsely: keep {keep}."
        return None

    def _rounded(self, given: float) -> bool:
        if not given or abs(given - self.value) > 0.05 * abs(self.value):
            return False
        return any(math.isclose(given, round(self.value, places)) for places in range(-3, 7))

    def _direction(self, given: float) -> str:
        # Nought has no size to be a factor of.
        ratio = abs(given / self.value) if self.value else 1.0
        if abs(given - self.value) <= 0.05 * abs(self.value):
            return f"{show(given)} is close, within 5 per cent, but not the number."
        if not 0.1 <= ratio <= 10:
            return f"{show(given)} is not even of the right size, by a factor of ten or more."
        return f"{show(given)} is too {'large' if given > self.value else 'small'}."


_FACTORS = {
    100: "Is a share wanted, or per cent?",
    1000: "Is the rate meant for one, or for 1,000?",
}


@dataclass
class Interval(Expected):
    """An honest range, given as (low, high).

    Attributes
    ----------
    low, high : float
        The ends that the sources support; an answer has to cover what lies between.
    tol : float
        How far inside these ends an answer may stop, in `unit` (for rounding).
    margin : float or None
        How far outside these ends an answer may reach; `tol` if None.
    unit : str
        What is counted, for the learner.
    """

    low: Any
    high: Any
    tol: float = 0.0
    margin: float | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        ends = to_float(self.low), to_float(self.high)
        if None in ends or not all(map(math.isfinite, ends)) or ends[0] > ends[1]:
            raise ValueError("an Interval needs two finite numbers, the lower first")
        self.low, self.high = ends
        smallest = SAME * max(abs(self.low), abs(self.high))
        self.tol = max(self.tol, smallest)
        self.margin = self.tol if self.margin is None else max(self.margin, smallest)

    @property
    def wanted(self) -> str:
        """A range and its unit."""
        return f"a range (low, high){f' of {self.unit}' if self.unit else ''}"

    def right_answer(self) -> tuple[float, float]:
        """Return the ends."""
        return self.low, self.high

    def read(self, answer: Any) -> Read:
        """Return the answer as a pair of floats."""
        if is_a(answer, pd.Interval):
            answer = (answer.left, answer.right)
        if is_a(answer, NUMBER_TYPES) and not is_a(answer, bool):
            raise Unreadable("One number claims more than the sources know: give (low, high).")
        if is_a(answer, dict):
            answer = list(answer.values())
        if not is_a(answer, (list, tuple, pd.Series, pd.Index, np.ndarray)):
            raise self.wrong_kind(answer)
        if len(answer) == 3:
            raise Unreadable("Those are three values: leave out the one in the middle.")
        if len(answer) != 2:
            raise self.wrong_kind(answer)
        ends = [to_float(end) for end in list(answer)]
        if None in ends:
            raise Unreadable("Both ends of the range have to be numbers, without quotes.")
        if not all(map(math.isfinite, ends)):
            raise Unreadable("An end of the range is missing or not finite.")
        return Read(tuple(ends))

    def is_mistake(self, given: tuple[float, float], answer: Any) -> bool:
        """Compare both ends, up to `tol`, or look for one of several numbers among them."""
        if is_a(answer, OneEnd):
            return any(end in answer.values for end in given)
        return all(abs(a - float(b)) <= self.tol for a, b in zip(given, answer, strict=True))

    def _missed(self, low: float, high: float) -> tuple[list[str], list[str]]:
        """Return the ends at which a range is too narrow, and those at which it is too wide."""
        narrow = [("lower", low > self.low + self.tol), ("upper", high < self.high - self.tol)]
        wide = [("lower", low < self.low - self.margin), ("upper", high > self.high + self.margin)]
        return [name for name, is_so in narrow if is_so], [name for name, is_so in wide if is_so]

    def difference(self, given: tuple[float, float]) -> str | None:
        """Say which end is wrong and in which direction."""
        low, high = given
        if low > high:
            return "The ends are reversed: the lower one comes first."
        if low == high and self.low != self.high:
            return "Both ends are the same: that is a single number, not a range."
        for factor in _FACTORS:
            for scale, word in ((factor, "small"), (1 / factor, "large")):
                if high and not any(self._missed(low * scale, high * scale)):
                    return f"Both ends are {factor:,} times too {word}. {_FACTORS[factor]}"
        narrow, wide = self._missed(low, high)
        if narrow and (low > self.high or high < self.low):
            return "The range lies beside the one that the sources support."
        if narrow and wide:
            return (
                f"Both ends are wrong: the {wide[0]} one reaches too far, the {narrow[0]} one not "
                "far enough."
            )
        if narrow:
            return f"The range is too narrow at its {' and its '.join(narrow)} end."
        if wide:
            return f"The range is too wide at its {' and its '.join(wide)} end."
        return None
