"""The exercises: one module for each lesson, one function for each exercise.

An exercise computes its right answer from the data and names the usual mistakes:

    from malicourse.data import load
    from malicourse.exercises import Mistake, Number, exercise

    @exercise("cost-1", lesson="11-the-cost", title="Deaths in one mission", level=1)
    def cost_1() -> Number:
        deaths = load("fatalities")
        mali = deaths[deaths["mission"] == "MINUSMA"]
        return Number(
            len(mali),
            unit="deaths",
            hint="Filter the rows of the mission, then count them.",
            mistakes=[Mistake(len(deaths), "Those are the deaths in all missions.")],
            insight="Each row of the record is one person.",
        )

The function runs at the first check of its id. Kinds of answers, each with an example in the
docstring of its module: `Number`, `Interval` (malicourse.answers.quantities); `Text`, `Date`,
`Choice` (text); `SetOf`, `Ordered` (lists); `SeriesLike`, `Frame` (tables); `Chart`, `Enc`
(charts).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from malicourse.answers.base import Expected, Mistake
from malicourse.answers.chart import Chart, Enc
from malicourse.answers.choice import Choice, Date, Text
from malicourse.answers.coding import Coding
from malicourse.answers.items import Ordered, SetOf
from malicourse.answers.quantities import Interval, Number
from malicourse.answers.table import Frame, SeriesLike

__all__ = [
    "Chart",
    "Choice",
    "Coding",
    "Date",
    "Enc",
    "Exercise",
    "Expected",
    "Frame",
    "Interval",
    "Mistake",
    "Number",
    "Ordered",
    "SeriesLike",
    "SetOf",
    "Text",
    "all_exercises",
    "exercise",
    "get",
    "ids",
]

_ID = re.compile(r"[a-z]+(-[a-z]+)*-\d+")
_registry: dict[str, Exercise] = {}


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes
    ----------
    id : str
        Words and a number, such as "cost-1".
    lesson : str
        Name of the notebook without its ending, such as "11-the-cost".
    title : str
        A few words.
    level : int
        1 to 3.
    insight : str
        Shown with a right answer, unless the expected answer brings its own.
    compute : callable
        Returns the expected answer.
    """

    id: str
    lesson: str
    title: str
    level: int
    insight: str
    compute: Callable[[], Expected]

    @cached_property
    def _expected(self) -> Expected:
        return self.compute()

    def expected(self) -> Expected:
        """Return the expected answer, computed at the first call."""
        return self._expected


def exercise(
    id: str, *, lesson: str, title: str, level: int = 1, insight: str = ""
) -> Callable[[Callable[[], Expected]], Callable[[], Expected]]:
    """Register a function that computes the expected answer of an exercise.

    Parameters
    ----------
    id : str
        Unique; words and a number, such as "cost-1".
    lesson : str
        Name of the notebook without its ending.
    title : str
        A few words.
    level : {1, 2, 3}
        How hard it is.
    insight : str
        One sentence shown with a right answer.

    Raises
    ------
    ValueError
        If the id is malformed or taken, or the level is not 1, 2 or 3.
    """
    if not _ID.fullmatch(id):
        raise ValueError(f'exercise id "{id}": use lower-case words and a number, as in "cost-1"')
    if level not in (1, 2, 3):
        raise ValueError(f"exercise {id}: level {level} is not 1, 2 or 3")

    def register(compute: Callable[[], Expected]) -> Callable[[], Expected]:
        taken = _registry.get(id)
        # The same function once more is a module that was reloaded.
        if taken and _origin(taken.compute) != _origin(compute):
            raise ValueError(
                f'exercise id "{id}" is taken by {".".join(_origin(taken.compute))}, '
                f"wanted by {'.'.join(_origin(compute))}"
            )
        _registry[id] = Exercise(id, lesson, title, level, insight, compute)
        return compute

    return register


def _origin(compute: Callable[[], Expected]) -> tuple[str, str]:
    return compute.__module__, compute.__qualname__


@cache
def _import_lessons() -> None:
    for lesson in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{lesson}")


def get(id: str) -> Exercise | None:
    """Return an exercise, None if there is none with this id."""
    _import_lessons()
    return _registry.get(id)


def all_exercises() -> list[Exercise]:
    """Return all exercises, in the order of lessons and, within one, of their numbers."""
    _import_lessons()
    return sorted(_registry.values(), key=_place)


def _place(item: Exercise) -> tuple[str, str, int]:
    name, number = item.id.rsplit("-", 1)
    return item.lesson, name, int(number)


def ids() -> list[str]:
    """Return the ids of all exercises in their order."""
    return [item.id for item in all_exercises()]
