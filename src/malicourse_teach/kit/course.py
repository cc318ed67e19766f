"""The course as a teacher sees it: parts and lessons from `_toc.yml`, sessions from a table.

`python -m malicourse_teach.kit.course NAME ...` only says whether the named sessions exist.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from malicourse import data
from malicourse_book.lessons import LessonError
from malicourse_book.sessions import SESSIONS, Session, known, read_sessions
from malicourse_teach.kit import SeminarError


@dataclass(frozen=True)
class Part:
    """A part of the book: its caption, and its pages in order, as `_toc.yml` names them."""

    caption: str
    pages: tuple[str, ...]

    @property
    def lessons(self) -> tuple[str, ...]:
        """Names of the part's notebooks without their ending."""
        return tuple(lessons_of(self.pages))

    @property
    def name(self) -> str:
        """A name for files: "part-iii" for "Part III. Capability"."""
        return re.sub(r"[^a-z0-9]+", "-", self.caption.split(". ")[0].lower()).strip("-")


@dataclass(frozen=True)
class Course:
    """The whole course.

    Attributes
    ----------
    root : pathlib.Path
        The folder that holds `_toc.yml`.
    title, author : str
        As `_config.yml` has them.
    front : str
        The first page of the book.
    parts : tuple of Part
        In the order of the book.
    handouts : tuple of str
        Pages that are printed one by one.
    sessions : dict of str to Session
        In the order of the table.
    """

    root: Path
    title: str
    author: str
    front: str
    parts: tuple[Part, ...]
    handouts: tuple[str, ...]
    sessions: dict[str, Session]

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages of the book in order."""
        return (self.front, *(page for part in self.parts for page in part.pages))

    @property
    def lessons(self) -> tuple[str, ...]:
        """All lessons in order."""
        return tuple(lessons_of(self.pages))

    @property
    def book(self) -> Path:
        """The folder of the built book."""
        return self.root / "_build" / "html"

    def notebook(self, lesson: str) -> Path:
        """Return the path of a lesson."""
        return self.root / "notebooks" / f"{lesson}.ipynb"

    def choose(self, names: Iterable[str]) -> list[Session]:
        """Return the named sessions, or all of them where none is named.

        Raises
        ------
        SeminarError
            If there is no such session; the message lists those there are, the nearest first.
        """
        names = list(dict.fromkeys(names))
        for name in names:
            if name not in self.sessions:
                near = get_close_matches(name.lower(), self.sessions, n=len(self.sessions))
                listed = list(dict.fromkeys([*near, *self.sessions]))
                raise SeminarError(f'There is no session "{name}". Sessions: {", ".join(listed)}.')
        return [self.sessions[name] for name in names or self.sessions]


def lessons_of(pages: Iterable[str]) -> Iterator[str]:
    """Yield the names of those pages that are lessons."""
    for page in pages:
        if page.startswith("notebooks/"):
            yield page.removeprefix("notebooks/")


def read(root: Path) -> Course:
    """Read the course of a clone.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds `_toc.yml`, `_config.yml` and `book/sessions.yml`.

    Returns
    -------
    Course
        Every lesson and handout that it names is in the book.

    Raises
    ------
    SeminarError
        If a file is missing or a session breaks a rule; the message names file, session and rule.
    """
    toc, config = _yaml(root, "_toc.yml"), _yaml(root, "_config.yml")
    parts = tuple(
        Part(part["caption"], tuple(_files(part.get("chapters", ())))) for part in toc["parts"]
    )
    pages = [toc["root"], *(page for part in parts for page in part.pages)]
    table = _yaml(root, SESSIONS)
    try:
        handouts = known(table.get("handouts"), pages, SESSIONS, "handouts", "page")
        sessions = read_sessions(table, lessons_of(pages), handouts)
    except LessonError as problem:
        raise SeminarError(str(problem)) from None
    return Course(root, config["title"], config["author"], toc["root"], parts, handouts, sessions)


def _yaml(root: Path, name: str) -> dict[str, Any]:
    try:
        content = yaml.safe_load((root / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SeminarError(f"No {name} in {root}: run this in the folder of the course.") from None
    except yaml.YAMLError as error:
        raise SeminarError(f"{name} is not valid YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict):
        raise SeminarError(f"{name} has to be a table of names and values.")
    return content


def _files(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        if "glob" in entry:
            # The book makes a page for each table.
            yield from (entry["glob"].replace("*", name) for name in data.catalog()["table"])
            continue
        yield entry["file"]
        yield from _files(entry.get("sections", ()))


if __name__ == "__main__":
    try:
        read(Path.cwd()).choose(sys.argv[1:])
    except SeminarError as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
