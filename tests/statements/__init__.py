"""Sentences of the lessons as tests: a quotation, and the lines that compute its numbers.

    @states("04", "UCDP records 3,656 deaths in Mali in 2022, its highest year")
    def _():
        best = mali().set_index("year")["all_deaths_best"]
        return best.max(), best.idxmax()

The function returns the numbers of the quotation in their order (years too, dates as ISO text), and
True or False for what it claims in words. They are compared rounded as written.

`@reaches("cost-3", "Ten countries are drawn")` stands above a function that makes the wrong answer
named in a hint, from the data and not from the exercise; once for each hint of an exercise.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

import malicourse


@dataclass(frozen=True)
class Statement:
    """A part of a sentence, its lesson ("04"), and what computes its numbers and claims."""

    lesson: str
    quotation: str
    compute: Callable[[], Any]


@dataclass(frozen=True)
class Reached:
    """How a hint of an exercise begins, and what makes the wrong answer that it names."""

    id: str
    opening: str
    answer: Callable[[], Any]


REACHED: list[Reached] = []
STATEMENTS: list[Statement] = []
_loaded: list[str] = []


def states(lesson: str, quotation: str) -> Callable[[Callable], Callable]:
    """Register a function that computes what a sentence of a lesson says."""

    def register(compute: Callable) -> Callable:
        STATEMENTS.append(Statement(lesson, plain(quotation), compute))
        return compute

    return register


def reaches(id: str, opening: str) -> Callable[[Callable], Callable]:
    """Register a function that makes the wrong answer which a hint names."""

    def register(answer: Callable) -> Callable:
        REACHED.append(Reached(id, opening, answer))
        return answer

    return register


def load(name: str) -> pd.DataFrame:
    """Load a table of the course and remember its name for the message of a failure."""
    _loaded.append(name)
    return malicourse.load(name)


def run(statement: Statement) -> tuple[list, list[str]]:
    """Return what a statement computes and the tables it rests on."""
    _loaded.clear()
    values = statement.compute()
    values = list(values) if isinstance(values, (tuple, list)) else [values]
    return values, sorted(set(_loaded))


def plain(text: str) -> str:
    """Return Markdown without marks of emphasis and code, addresses and line ends."""
    text = re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", text)
    return " ".join(re.sub(r"[*`]|</?[a-z][^>]*>", "", text).split())


def quotations(text: str, mine: list[str]) -> list[tuple[int, int]]:
    """Return where quotations stand in a text."""
    return [
        (match.start(), match.end())
        for quotation in mine
        for match in re.finditer(re.escape(quotation), text)
    ]


for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
