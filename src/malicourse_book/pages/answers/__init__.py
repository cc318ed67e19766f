"""Answers on the page: a form below each exercise that needs no code, and the reader's record.

The form is in the page and hidden; `answers.js` shows it, so that a page without scripts has none.
What is right stands in one file of each lesson, made from the objects of `check` (`export`), and
is judged by `judge.js`. Nothing leaves the page.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from malicourse import data, exercises
from malicourse.answers.items import states
from malicourse.answers.typed import is_written
from malicourse_book.lessons import Exercise, Lesson, read_lesson, read_lessons
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
_HEADING = re.compile(r"(\d+)\. .* ★+$")


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
        """Find the exercises by the sections in which they stand."""
        page = self.env.docname
        if not page.startswith(LESSONS):
            return
        lesson = read_lesson(self.env.srcdir / f"{page}.ipynb")
        record = self.env.app.builder.get_relative_uri(page, RECORD)
        for section in self.document.findall(nodes.section):
            if section[0].astext() == "Exercises":
                section.insert(1, nodes.raw("", _INTRODUCTION.format(record), format="html"))
            found = _HEADING.match(section[0].astext())
            for cell in list(section.findall(nodes.container)) if found else ():
                if "tag_exercise" in cell["classes"]:
                    exercise = lesson.exercises[int(found[1]) - 1]
                    place = cell.parent.index(cell) + 1
                    cell.parent.insert(place, nodes.raw("", _form(exercise), format="html"))


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


def _form(exercise: Exercise) -> str:
    expected = exercises.get(exercise.id).expected()
    titles = data.catalog().set_index("table")["title"]
    return render(
        "answers/form.html",
        exercise=exercise,
        kind=type(expected).__name__ if is_written(expected) else "",
        expected=expected,
        tables=[(name, titles[name]) for name in tables_of(exercise.id)],
        files=FILES,
    )


def _write_answers(app: Sphinx) -> None:
    """Write the file of each lesson whose exercises or tables have changed."""
    folder = Path(app.doctreedir) / "answers-static"
    package = json.loads((data.folder() / data.DESCRIPTION).read_text(encoding="utf-8"))
    hashes = {table["name"]: table["hash"] for table in package["resources"]}
    for lesson, ids in _by_lesson():
        tables = sorted({name for id in ids for name in tables_of(id)})
        made_from = [app.config.malicourse_made_by, *(hashes[name] for name in tables)]
        key = hashlib.sha256(" ".join(made_from).encode()).hexdigest()
        file = folder / ANSWERS / f"{lesson}.js"
        first = f"/* {key} */\n"
        if file.is_file() and file.read_text(encoding="utf-8").startswith(first):
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(first + _script(ids), encoding="utf-8")
    app.config.html_static_path += [str(STATIC), str(folder)]


def _by_lesson() -> Iterator[tuple[str, list[str]]]:
    ids: dict[str, list[str]] = {}
    for exercise in exercises.all_exercises():
        ids.setdefault(exercise.lesson, []).append(exercise.id)
    yield from ids.items()


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
