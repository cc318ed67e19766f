"""Answers on the page: a form below each exercise that needs no code, and the reader's record.

The form is in the page and hidden; `answers.js` shows it, so that a page without scripts has none.
What is right stands in one file of each lesson, made from the objects of `check` (`export`), and
is judged by `judge.js`. Nothing leaves the page.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

import malicourse
from malicourse import data, exercises
from malicourse.answers.items import states
from malicourse.answers.typed import is_written
from malicourse_book.lessons import CHECK, Lesson, read_lessons
from malicourse_book.pages import tables
from malicourse_book.pages.answers.export import described, tables_of
from malicourse_book.pages.directive import FILES, LESSONS, Page, html
from malicourse_book.pages.markup import render
from malicourse_book.paths import PATHS, read_paths

STATIC = Path(__file__).parent / "static"
#: Folder of the files of the lessons, below `_static`.
ANSWERS = "answers"
#: The page of the record.
RECORD = "book/my-answers"
_INTRODUCTION = (
    '<p class="pst-js-only">Answer here, wherever a field stands below, or in a notebook: the '
    'replies are the same. <a href="{}">My answers</a> keeps count of what you answer here.</p>'
)


def setup(app: Sphinx) -> None:
    """Register the forms, their scripts and their style sheet."""
    app.add_transform(Forms)
    app.connect("builder-inited", _write_answers)
    app.connect("html-page-context", _add_scripts)
    # After the style sheet of the course.
    app.add_css_file("answers.css", priority=900)


class Forms(SphinxTransform):
    """Put a form, or what is to be handed in, below the cell of each exercise."""

    default_priority = 400

    def apply(self, **options: Any) -> None:
        """Find the exercises by the cells that ask `check`."""
        page = self.env.docname
        if not page.startswith(LESSONS):
            return
        titles = data.catalog().set_index("table")["title"]
        record = self.env.app.builder.get_relative_uri(page, RECORD)
        for section in self.document.findall(nodes.section):
            if section[0].astext() == "Exercises":
                section.insert(1, nodes.raw("", _INTRODUCTION.format(record), format="html"))
        for cell in list(self.document.findall(nodes.container)):
            asked = CHECK.search(cell.astext()) if "tag_exercise" in cell["classes"] else None
            if asked:
                form = nodes.raw("", _form(asked[1], titles), format="html")
                cell.parent.insert(cell.parent.index(cell) + 1, form)


class Record(Page):
    """What the reader has answered, by path and lesson: ``{answer-record}``."""

    def _contents(self) -> list[nodes.Node]:
        self.tables = (LESSONS,)
        root = Path(self.env.srcdir)
        self.env.note_dependency(str(root / PATHS))
        found = read_lessons(root)
        markup = render(
            "answers/record.html",
            paths=[
                {"title": path.title, "ids": _written(path.lessons)}
                for path in read_paths(root, found)
            ],
            lessons=[
                {
                    "number": lesson.number,
                    "title": lesson.title,
                    "address": self.address(f"{LESSONS}{lesson.name}"),
                    "ids": _written([lesson]),
                }
                for lesson in found
            ],
        )
        return [html(markup)]


def _written(lessons: Iterable[Lesson]) -> list[str]:
    """Return the ids of the exercises that the page can judge."""
    return [
        exercise.id
        for lesson in lessons
        for exercise in lesson.exercises
        if is_written(exercises.get(exercise.id).expected())
    ]


def _form(exercise: str, titles: Mapping[str, str]) -> str:
    expected = exercises.get(exercise).expected()
    return render(
        "answers/form.html",
        exercise=exercise,
        kind=type(expected).__name__ if is_written(expected) else "",
        expected=expected,
        tables=[(name, titles[name]) for name in tables_of(exercise)],
        files=FILES,
    )


def _write_answers(app: Sphinx) -> None:
    """Write the file of each lesson whose exercises or tables have changed."""
    folder = Path(app.doctreedir) / "answers-static"
    made_by, now = _code(), tables.states()
    for lesson, ids in _by_lesson(Path(app.srcdir)).items():
        used = sorted({name for id in ids for name in tables_of(id)})
        key = hashlib.sha256(
            " ".join([made_by, *(now[name] for name in used)]).encode()
        ).hexdigest()
        file = folder / ANSWERS / f"{lesson}.js"
        first = f"/* {key} */\n"
        if file.is_file() and file.read_text(encoding="utf-8").startswith(first):
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(first + _script(ids), encoding="utf-8")
    app.config.html_static_path += [str(STATIC), str(folder)]


def _code() -> str:
    """Return a text that changes with what the files are made by: exercises, answers, export."""
    seen = hashlib.sha256()
    for folder in (Path(malicourse.__file__).parent, Path(__file__).parent):
        for path in sorted(folder.rglob("*.py")):
            seen.update(path.read_bytes())
    return seen.hexdigest()


def _by_lesson(root: Path) -> dict[str, list[str]]:
    """Return the ids of the exercises of each lesson that the book has."""
    ids: dict[str, list[str]] = {}
    for exercise in exercises.all_exercises():
        if (root / LESSONS / f"{exercise.lesson}.ipynb").is_file():
            ids.setdefault(exercise.lesson, []).append(exercise.id)
    return ids


def _script(ids: list[str]) -> str:
    known = {id: exercises.get(id).expected() for id in ids}
    found = {id: described(it) for id, it in known.items() if is_written(it)}
    script = f"window.mcAnswers = {_compact(found)};\n"
    if any(it.get("states") for it in found.values()):
        script += f"window.mcStates = {_compact(states())};\n"
    return script


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _add_scripts(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    lesson = page.removeprefix(LESSONS)
    names: tuple[str, ...] = ()
    if page != lesson:
        names = (f"{ANSWERS}/{lesson}.js", "judge.js", "record.js", "answers.js")
    elif page == RECORD:
        names = ("record.js", "record-page.js")
    for name in names:
        app.add_js_file(name, loading_method="defer")
