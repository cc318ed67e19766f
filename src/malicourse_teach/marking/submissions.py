"""Find and read submitted notebooks without running anything."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from malicourse import exercises

MAX_BYTES = 20_000_000
"""A notebook of the course has half a megabyte."""

_CHECK = re.compile(r"""check\s*\(\s*(?:exercise_id\s*=\s*)?["']([a-z]+(?:-[a-z]+)*-\d+)["']""")


@dataclass
class Submission:
    """One file that somebody handed in.

    Attributes
    ----------
    learner : str
        Name of the learner: that of the folder, or of the file where there is no folder.
    path : pathlib.Path
        The file.
    lesson : str
        Name of the lesson's notebook; "" if it is none of the course.
    cells : list of dict
        Its code cells: `source`, and `exercise` where the cell answers one.
    problem : str
        Why it cannot be run; "" if it can.
    digest : str
        SHA-256 of its bytes.
    """

    learner: str
    path: Path
    lesson: str = ""
    cells: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""
    digest: str = ""

    @property
    def expected(self) -> list[str]:
        """Ids of the exercises of the lesson."""
        return [item.id for item in exercises.all_exercises() if item.lesson == self.lesson]


def find(folder: Path) -> list[Submission]:
    """Return all notebooks of a folder, in the order of learners.

    Parameters
    ----------
    folder : pathlib.Path
        Notebooks, or one folder of notebooks for each learner.

    Raises
    ------
    FileNotFoundError
        If there is no such folder, or no notebook in it.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f'There is no folder "{folder}".')
    paths = [
        path
        for path in sorted(folder.rglob("*.ipynb"))
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not paths:
        raise FileNotFoundError(f'There is no notebook (*.ipynb) in "{folder}".')
    return [_read(path, folder) for path in paths]


def _read(path: Path, folder: Path) -> Submission:
    inside = path.relative_to(folder)
    learner = inside.parts[0] if len(inside.parts) > 1 else _name(path.stem)
    one = Submission(learner, path)
    if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
        one.problem = "It is a link to another place, and was not followed."
        return one
    if not path.is_file():
        one.problem = "It is no file."
        return one
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as problem:
        one.problem = f"It could not be opened: {problem.strerror}."
        return one
    if size > MAX_BYTES:
        one.problem = f"It has {size / 1e6:,.0f} MB; at most {MAX_BYTES / 1e6:,.0f} MB are read."
        return one
    one.digest = hashlib.sha256(content).hexdigest()
    try:
        notebook = json.loads(content)
        if notebook["nbformat"] != 4:
            one.problem = f"It has notebook format {str(notebook['nbformat'])[:20]}; 4 is read."
            return one
        code = [_code(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        one.problem = "It is no readable notebook. Ask for it again: the file may be cut off."
        return one
    one.lesson = _lesson(code, path.stem)
    if not one.lesson:
        one.problem = "No exercise of the course was found in it."
        return one
    one.cells = _with_exercises(code, one.lesson)
    return one


def _name(stem: str) -> str:
    """Return a learner's name from that of a file such as "11-the-cost_Amina" or "Amina"."""
    for lesson in lessons():
        rest = stem.replace(lesson, "").strip(" _-.")
        if rest != stem and rest:
            return rest
    return stem


def _code(cell: dict[str, Any]) -> dict[str, Any]:
    source = cell["source"]
    text = "".join(source) if isinstance(source, list) else source
    if not isinstance(text, str):
        raise TypeError("a source is text")
    tags = (cell.get("metadata") or {}).get("tags") or []
    solution = "solution" in tags or text.lstrip().startswith("# Worked solution")
    return {"id": str(cell.get("id", "")), "source": text, "solution": solution}


@cache
def lessons() -> tuple[str, ...]:
    """Return the names of all lessons with exercises."""
    return tuple(dict.fromkeys(item.lesson for item in exercises.all_exercises()))


def _lesson(code: list[dict[str, Any]], stem: str) -> str:
    """Return the lesson whose exercises are named most often, or whose name the file has."""
    place = {item.id: item.lesson for item in exercises.all_exercises()}
    named = [place[key] for cell in code for key in _CHECK.findall(cell["source"]) if key in place]
    if named:
        return max(dict.fromkeys(named), key=named.count)
    return next((lesson for lesson in lessons() if lesson in stem), "")


def _with_exercises(code: list[dict[str, Any]], lesson: str) -> list[dict[str, Any]]:
    """Leave the worked solutions out, and say which cells answer an exercise."""
    ids = {item.id for item in exercises.all_exercises() if item.lesson == lesson}
    kept = []
    for cell in code:
        if cell["solution"]:
            continue
        named = [key for key in _CHECK.findall(cell["source"]) if key in ids]
        kept.append({"source": cell["source"], "exercises": list(dict.fromkeys(named))})
    return kept
