"""The sessions of the teaching guide, as `book/sessions.yml` has them: lessons, minutes, agenda."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from malicourse_book.lessons import LessonError

SESSIONS = "book/sessions.yml"
_KEYS = {"title", "minutes", "lessons", "handouts", "agenda"}
_MORE = {"starts", "material", "before"}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Step:
    """A stretch of a session: how long, what is done, with what."""

    minutes: int
    what: str
    material: str


@dataclass(frozen=True)
class Session:
    """What one group needs for one meeting.

    Attributes
    ----------
    name, title : str
        As the guide and the ZIP call it.
    minutes : int
        From start to end, breaks included; the agenda adds up to it.
    lessons, handouts : tuple of str
        Names of notebooks, and pages that are printed.
    agenda : tuple of Step
        In order.
    starts : str
        Time of day, such as "9:00"; empty where it does not matter.
    material, before : str
        For the whole session: what is used, and what is done at home before.
    """

    name: str
    title: str
    minutes: int
    lessons: tuple[str, ...]
    handouts: tuple[str, ...]
    agenda: tuple[Step, ...]
    starts: str
    material: str
    before: str

    def spans(self) -> list[str]:
        """Return from when to when each step of the agenda lasts: "0 to 15", "9:00 to 9:15"."""
        hours, _, minutes = self.starts.partition(":")
        at = 60 * int(hours) + int(minutes) if self.starts else 0
        found = []
        for step in self.agenda:
            ends = at + step.minutes
            words = (f"{t // 60}:{t % 60:02}" if self.starts else str(t) for t in (at, ends))
            found.append(" to ".join(words))
            at = ends
        return found


def read_sessions(
    table: dict[str, Any], lessons: Iterable[str], handouts: Iterable[str]
) -> dict[str, Session]:
    """Read the sessions of a table.

    Parameters
    ----------
    table : dict
        Contents of `book/sessions.yml`.
    lessons, handouts : iterable of str
        What a session may name.

    Returns
    -------
    dict of str to Session
        In the order of the table.

    Raises
    ------
    LessonError
        If a session breaks a rule; the message names file, session and rule.
    """
    lessons, handouts = tuple(lessons), tuple(handouts)
    rows = table.get("sessions") or {}
    return {str(name): _session(str(name), row, lessons, handouts) for name, row in rows.items()}


def read_table(root: Path) -> dict[str, Any]:
    """Return the contents of `book/sessions.yml`.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course.

    Raises
    ------
    LessonError
        If it is no table in YAML.
    """
    try:
        table = yaml.safe_load((root / SESSIONS).read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise LessonError(f"{SESSIONS} is not valid YAML: {' '.join(str(error).split())}") from None
    if not isinstance(table, dict):
        raise LessonError(f"{SESSIONS} has to be a table of names and values.")
    return table


def _session(name: str, row: Any, lessons: tuple[str, ...], handouts: tuple[str, ...]) -> Session:
    where = f"{SESSIONS}, session {name}"
    if not _NAME.fullmatch(name):
        raise LessonError(f"{where}: a name is made of lower-case letters, digits and hyphens.")
    if not isinstance(row, dict) or not _KEYS <= set(row) <= _KEYS | _MORE:
        raise LessonError(
            f"{where}: it needs {', '.join(sorted(_KEYS))}, and may have "
            f"{', '.join(sorted(_MORE))}; nothing else."
        )
    for key in ("title", *(key for key in sorted(_MORE) if key in row)):
        if not isinstance(row[key], str) or not row[key].strip():
            raise LessonError(f"{where}: {key} is a text in quotes.")
    starts = row.get("starts", "")
    if starts and not _CLOCK.fullmatch(starts):
        raise LessonError(f'{where}: starts is a time of day such as "9:00", not "{starts}".')
    minutes = _minutes(row["minutes"], where)
    chosen = known(row["lessons"], lessons, where, "lessons", "lesson")
    if not chosen:
        raise LessonError(f"{where}: it needs at least one lesson.")
    printed = known(row["handouts"], handouts, where, "handouts", "page under handouts")
    agenda = _agenda(row["agenda"], where)
    total = sum(step.minutes for step in agenda)
    if total != minutes:
        raise LessonError(f"{where}: its agenda adds up to {total} minutes, not to {minutes}.")
    return Session(
        name,
        row["title"],
        minutes,
        chosen,
        printed,
        agenda,
        starts,
        row.get("material", ""),
        row.get("before", ""),
    )


def _agenda(rows: Any, where: str) -> tuple[Step, ...]:
    if not isinstance(rows, list):
        raise LessonError(f"{where}: agenda is a list, each step with minutes and what.")
    steps = []
    for number, row in enumerate(rows, 1):
        its = f"{where}, step {number}"
        needed = {"minutes", "what"}
        if not isinstance(row, dict) or not needed <= set(row) <= needed | {"material"}:
            raise LessonError(f"{its}: it needs minutes and what, and may have material.")
        if not all(isinstance(row.get(key, ""), str) for key in ("what", "material")):
            raise LessonError(f"{its}: what and material are texts.")
        steps.append(Step(_minutes(row["minutes"], its), row["what"], row.get("material", "")))
    return tuple(steps)


def _minutes(value: Any, where: str) -> int:
    if type(value) is not int or value < 1:
        raise LessonError(f"{where}: minutes is a whole number above 0, not {value}.")
    return value


def known(names: Any, there: Iterable[str], where: str, column: str, thing: str) -> tuple[str, ...]:
    """Return names without repetition, all of which are there.

    Parameters
    ----------
    names : object
        What the table has.
    there : iterable of str
        What it may have.
    where, column, thing : str
        For the message: the place, the key, and what a name names.

    Raises
    ------
    LessonError
        If it is no list, or a name is not there; the message has the nearest.
    """
    there = list(there)
    if not isinstance(names, list):
        raise LessonError(f"{where}: {column} is a list in square brackets or with hyphens.")
    for name in names:
        if name not in there:
            near = get_close_matches(str(name), there, n=3)
            hint = f" Did you mean: {', '.join(near)}?" if near else ""
            raise LessonError(f'{where}: there is no {thing} "{name}".{hint}')
    return tuple(dict.fromkeys(names))
