"""The exercises: one module for each lesson, one function for each exercise.

An exercise computes its right answer from the data and names the usual mistakes:

    from malicourse.data import load
    from malicourse.exercises import Mistake, Number, exercise

    LESSON = "11-the-cost"

    @exercise
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

The function's name is the id, "cost-1"; title and level stand in the heading of the lesson. The
function runs at the first check of its id. Kinds of answers, each with an example in the docstring
of its module in `malicourse.answers`: `Number`, `Interval` (quantities); `Choice` (choice);
`SetOf`, `Ordered` (items); `Frame` (table); `Coding` (coding); `Chart`, `Enc` (chart);
`Criteria` (criteria); `Forecasts` (forecasts).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from malicourse.answers.base import Expected, Mistake
from malicourse.answers.chart import Chart, Enc
from malicourse.answers.choice import Choice
from malicourse.answers.coding import Coding
from malicourse.answers.criteria import Criteria
from malicourse.answers.forecasts import Forecasts
from malicourse.answers.items import AtPlace, Ordered, OtherThan, SetOf, swapped
from malicourse.answers.quantities import Interval, Near, Number, OneEnd
from malicourse.answers.table import Frame

__all__ = [
    "AtPlace",
    "Chart",
    "Choice",
    "Coding",
    "Criteria",
    "Enc",
    "Exercise",
    "Expected",
    "Forecasts",
    "Frame",
    "Interval",
    "Mistake",
    "Near",
    "Number",
    "OneEnd",
    "Ordered",
    "OtherThan",
    "SetOf",
    "all_exercises",
    "exercise",
    "get",
    "ids",
    "swapped",
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
    compute : callable
        Returns the expected answer.
    """

    id: str
    lesson: str
    compute: Callable[[], Expected]

    @cached_property
    def _expected(self) -> Expected:
        return self.compute()

    def expected(self) -> Expected:
        """Return the expected answer, computed at the first call."""
        return self._expected


def exercise(compute: Callable[[], Expected]) -> Callable[[], Expected]:
    """Register a function that computes the expected answer of an exercise.

    Parameters
    ----------
    compute : callable
        Its name gives the id: `cost_1` is "cost-1". Its module names the lesson in `LESSON`.

    Returns
    -------
    callable
        The function as it is.

    Raises
    ------
    ValueError
        If the name is no words and a number, the id is taken, or the module names no lesson; the
        message names file, function and rule.
    """
    where = f"{Path(compute.__code__.co_filename).name}, {compute.__name__}"
    id = compute.__name__.replace("_", "-")
    if not _ID.fullmatch(id):
        raise ValueError(f"{where}: name it by lower-case words and a number, as in cost_1")
    lesson = compute.__globals__.get("LESSON")
    if not lesson:
        raise ValueError(f'{where}: its module names no lesson, as in LESSON = "11-the-cost"')
    taken = _registry.get(id)
    # The same function once more is a module that was reloaded.
    if taken and _origin(taken.compute) != _origin(compute):
        raise ValueError(f'{where}: the id "{id}" is taken by {".".join(_origin(taken.compute))}')
    _registry[id] = Exercise(id, lesson, compute)
    return compute


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
