"""The paths through the course, as `book/paths.yml` has them: title, for whom, lessons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from malicourse_book.lessons import Lesson, LessonError
from malicourse_book.sessions import known

PATHS = "book/paths.yml"
_KEYS = {"title", "for", "lessons"}


@dataclass(frozen=True)
class CoursePath:
    """A way through the course.

    Attributes
    ----------
    name, title, whom : str
        Its key, how the landing page calls it, and for whom it is.
    lessons : tuple of Lesson
        In the order in which they are taken.
    whole : bool
        Whether these are all lessons of the course.
    """

    name: str
    title: str
    whom: str
    lessons: tuple[Lesson, ...]
    whole: bool

    @property
    def reading(self) -> str:
        """How long its lessons take to read, such as "3 hours"."""
        return hours(sum(lesson.reading for lesson in self.lessons))

    @property
    def working(self) -> str:
        """How long they take with their exercises."""
        return hours(sum(lesson.reading + lesson.practice for lesson in self.lessons))


def hours(minutes: int) -> str:
    """Return minutes in words: to the half hour below ten hours, to the hour above.

    Parameters
    ----------
    minutes : int
        At least 15, for less is no half hour.
    """
    halves = math.floor(minutes / 30 + 0.5)
    if halves > 20:
        return f"{math.floor(minutes / 60 + 0.5)} hours"
    whole, half = divmod(halves, 2)
    number = f"{whole or ''}{'½' if half else ''}"
    return f"{number} hour{'s' if halves > 2 else ''}"


def read_paths(root: Path, lessons: Sequence[Lesson]) -> list[CoursePath]:
    """Read the paths of `book/paths.yml`.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course.
    lessons : sequence of Lesson
        What a path may name, in order.

    Returns
    -------
    list of CoursePath
        In the order of the file.

    Raises
    ------
    LessonError
        If a path breaks a rule; the message names file, path and rule.
    """
    try:
        table = yaml.safe_load((root / PATHS).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise LessonError(f"{PATHS} cannot be read: {' '.join(str(error).split())}") from None
    rows = table.get("paths") if isinstance(table, dict) else None
    if not isinstance(rows, dict) or not rows:
        raise LessonError(f"{PATHS}: it needs at least one path below paths:.")
    return [_path(str(name), row, lessons) for name, row in rows.items()]


def _path(name: str, row: Any, lessons: Sequence[Lesson]) -> CoursePath:
    where = f"{PATHS}, path {name}"
    if not isinstance(row, dict) or set(row) != _KEYS:
        raise LessonError(f"{where}: it needs title, for and lessons; nothing else.")
    for key in ("title", "for"):
        if not isinstance(row[key], str) or not row[key].strip():
            raise LessonError(f"{where}: {key} is a text in quotes.")
    whole = row["lessons"] == "all"
    chosen = tuple(lessons) if whole else _chosen(row["lessons"], lessons, where)
    return CoursePath(name, row["title"], row["for"], chosen, whole)


def _chosen(names: Any, lessons: Iterable[Lesson], where: str) -> tuple[Lesson, ...]:
    by_name = {lesson.name: lesson for lesson in lessons}
    chosen = known(names, by_name, where, "lessons", "lesson")
    if not chosen:
        raise LessonError(f"{where}: it needs at least one lesson.")
    if len(chosen) < len(names):
        raise LessonError(f"{where}: a lesson stands in it twice.")
    return tuple(by_name[name] for name in chosen)
