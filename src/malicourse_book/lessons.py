"""What the notebooks say of themselves: title, blurb and part of a lesson, and its exercises.

The first cell holds the title and the part (`# Title?`, `**Part III:** Capability`), the metadata
of the notebook the blurb (`"malicourse": {"blurb": "..."}`), and the heading above the cell of an
exercise its title and level (`### 3. Title ★★`). All else is made from these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from malicourse import exercises

_PART = re.compile(r"\*\*Part (0|[IVX]+):\*\* (.+)")
_TIME = re.compile(r"\*\*Time:\*\* ([^·\n]+)")
_MINUTES = re.compile(r"(\d+) min(?:utes)? ([a-z ]+)")
_HEADING = re.compile(r"^### (\d+\..*)$", re.MULTILINE)
_STARRED = re.compile(r"(\d+)\. (\S.*) (★{1,3})")
#: An option of a question, or a hint: `<details>` fold in every program that shows notebooks.
FOLD = re.compile(
    r"^<details><summary>(?P<label>.+)</summary>\n\n(?P<text>(?:.*\n)*?)\n</details>$", re.MULTILINE
)
#: What the explanation of a right option begins with.
RIGHT = "Yes"
_QUESTION = re.compile(r"^\*\*(\d+)\. ", re.MULTILINE)
#: The line of a cell that has an answer judged; its group is the id of the exercise.
CHECK = re.compile(r"""check\(["']([^"']+)["'], answer\)""")


class LessonError(ValueError):
    """Something that an author has to mend, in one line that names file and rule."""


@dataclass(frozen=True)
class Exercise:
    """An exercise as its lesson shows it: id, title, and level from 1 to 3."""

    id: str
    title: str
    level: int


@dataclass(frozen=True)
class Lesson:
    """A lesson as its notebook describes it.

    Attributes
    ----------
    name : str
        File name without its ending, such as "11-the-cost".
    title : str
        The question at its top.
    blurb : str
        One sentence for lists of lessons.
    part : str
        "0" (the tools) or a Roman number.
    caption : str
        Name of the part, such as "Capability".
    exercises : tuple of Exercise
        In their order.
    reading, practice : int
        Minutes that it takes to read, and those of its exercises.
    """

    name: str
    title: str
    blurb: str
    part: str
    caption: str
    exercises: tuple[Exercise, ...]
    reading: int
    practice: int

    @property
    def number(self) -> str:
        """The number in its name, such as "11"."""
        return self.name.partition("-")[0]


def read_lesson(path: Path) -> Lesson:
    """Read what one notebook says of itself.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.

    Returns
    -------
    Lesson
        Each of its exercises has a function in `malicourse.exercises`, and the reverse.

    Raises
    ------
    LessonError
        If the notebook breaks a rule; the message names file and rule.
    """
    where = f"notebooks/{path.name}"
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        first = "".join(notebook["cells"][0]["source"])
        found = exercises_of(where, notebook["cells"])
    except LessonError:
        raise
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise LessonError(f"{where}: this is not a notebook that can be read ({error}).") from None
    title = first.partition("\n")[0]
    if not title.startswith("# "):
        raise LessonError(f"{where}: the first cell begins with the title, # and a question.")
    part = _PART.search(first)
    if not part:
        raise LessonError(
            f"{where}: the first cell names the part, as in **Part III:** Capability."
        )
    blurb = blurb_of(notebook)
    if not blurb:
        raise LessonError(
            f'{where}: the metadata needs a blurb: "malicourse": {{"blurb": "One sentence."}}.'
        )
    _compare(where, path.stem, [exercise.id for exercise in found])
    reading, practice = _minutes(where, first)
    return Lesson(
        path.stem,
        title[2:].strip(),
        blurb,
        part[1],
        part[2].strip(),
        found,
        reading,
        practice,
    )


def blurb_of(notebook: dict[str, Any]) -> str:
    """Return the sentence for lists of lessons from a notebook's metadata; "" without one.

    Parameters
    ----------
    notebook : dict
        The notebook, as JSON.
    """
    own = notebook.get("metadata", {}).get("malicourse")
    blurb = own.get("blurb") if isinstance(own, dict) else None
    return blurb.strip() if isinstance(blurb, str) else ""


def _minutes(where: str, first: str) -> tuple[int, int]:
    """Return the minutes to read and those of the exercises, from the line of a first cell."""
    line = _TIME.search(first)
    reading = practice = 0
    for number, what in _MINUTES.findall(line[1] if line else ""):
        if "exercise" in what:
            practice = int(number)
        # Where reading and running is a number of its own, reading alone is the other.
        elif "read" in what and "run" not in what:
            reading = int(number)
    if not reading or not practice:
        raise LessonError(
            f"{where}: the first cell says how long it takes, as in "
            "**Time:** 15 min to read, 60 min to read and run, 45 min for exercises."
        )
    return reading, practice


def exercises_of(where: str, cells: list[dict[str, Any]]) -> tuple[Exercise, ...]:
    """Return the exercises of a notebook, each from its heading and the cell below.

    Parameters
    ----------
    where : str
        What messages call the notebook.
    cells : list of dict
        Its cells, as JSON or from nbformat.

    Raises
    ------
    LessonError
        If a heading has no level or no exercise, or an exercise no heading.
    """
    return tuple(_exercises(where, cells))


def _exercises(where: str, cells: list[dict[str, Any]]) -> Iterator[Exercise]:
    heading = ""
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            for line in _HEADING.findall(source):
                if heading:
                    raise LessonError(f'{where}: below "### {heading}" no cell is tagged exercise.')
                heading = line.strip()
                if not _STARRED.fullmatch(heading):
                    raise LessonError(
                        f'{where}: "### {heading}" ends in no level, one to three stars: ★★.'
                    )
        elif "exercise" in cell.get("metadata", {}).get("tags", []):
            asked = CHECK.search(source)
            if not asked:
                raise LessonError(
                    f'{where}: a cell tagged exercise ends in check("id-1", answer), not in '
                    f'"{source.strip().splitlines()[-1] if source.strip() else ""}".'
                )
            if not heading:
                raise LessonError(
                    f"{where}: exercise {asked[1]} has no heading, as in ### 3. Title ★★."
                )
            number, title, stars = _STARRED.fullmatch(heading).groups()
            if not asked[1].endswith(f"-{number}"):
                raise LessonError(
                    f'{where}: below "### {heading}" the exercise is number {number}, '
                    f"not {asked[1]}."
                )
            yield Exercise(asked[1], title, len(stars))
            heading = ""
    if heading:
        raise LessonError(f'{where}: below "### {heading}" no cell is tagged exercise.')


def _compare(where: str, lesson: str, asked: list[str]) -> None:
    """Compare the exercises of a notebook with those of the package."""
    for id in asked:
        if asked.count(id) > 1:
            raise LessonError(f"{where}: two exercises have the id {id}.")
    registered = [item.id for item in exercises.all_exercises() if item.lesson == lesson]
    place = f"exercises/lesson_{lesson.partition('-')[0]}.py"
    for id in asked:
        if id not in registered:
            name = id.replace("-", "_")
            raise LessonError(f"{where}: exercise {id} has no function {name} in {place}.")
    for id in registered:
        if id not in asked:
            raise LessonError(f"{place}: exercise {id} has no heading and no cell in {where}.")


def read_lessons(root: Path) -> list[Lesson]:
    """Read all lessons of the course in the order of their numbers.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds `_toc.yml` and `notebooks/`.

    Returns
    -------
    list of Lesson
        Each stands in `_toc.yml`, below the caption of its part.

    Raises
    ------
    LessonError
        If a lesson breaks a rule; the message names file and rule.
    """
    captions = _captions(root)
    found = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        lesson = read_lesson(path)
        if lesson.name not in captions:
            raise LessonError(f"_toc.yml: notebooks/{lesson.name} is in no part.")
        caption = captions[lesson.name]
        own = f"Part {lesson.part}. {lesson.caption}"
        if own != caption if caption.startswith("Part ") else lesson.part != "0":
            raise LessonError(
                f'notebooks/{path.name}: its first cell says "{own}", but _toc.yml lists it '
                f'below "{caption}".'
            )
        found.append(lesson)
    return found


def _captions(root: Path) -> dict[str, str]:
    """Return the caption above each lesson in the table of contents."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    return {
        chapter["file"].removeprefix("notebooks/"): part["caption"]
        for part in toc["parts"]
        for chapter in part.get("chapters", ())
        if chapter.get("file", "").startswith("notebooks/")
    }


def read_exercises(root: Path) -> dict[str, Exercise]:
    """Read title and level of every exercise of the course, by id.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds `notebooks/`.

    Raises
    ------
    LessonError
        If a lesson breaks a rule; the message names file and rule.
    """
    lessons = read_lessons(root)
    return {exercise.id: exercise for lesson in lessons for exercise in lesson.exercises}


@dataclass(frozen=True)
class Question:
    """A question with options, as a lesson asks it.

    Attributes
    ----------
    asked : str
        Its words, as Markdown.
    options : tuple of tuple of str
        The label of each option, as HTML, and what is said to it, as Markdown.
    """

    asked: str
    options: tuple[tuple[str, str], ...]

    @property
    def right(self) -> list[int]:
        """Places of the right options, counted from 0."""
        return [n for n, (_, text) in enumerate(self.options) if text.startswith(RIGHT)]


def questions(source: str) -> Iterator[Question]:
    """Yield the questions of a section.

    Parameters
    ----------
    source : str
        Markdown. Each question begins a line with its number, in bold.
    """
    starts = [match.start() for match in _QUESTION.finditer(source)]
    for start, end in zip(starts, [*starts[1:], len(source)], strict=True):
        part = source[start:end]
        options = tuple((found["label"], found["text"]) for found in FOLD.finditer(part))
        yield Question(FOLD.sub("", part).strip(), options)
