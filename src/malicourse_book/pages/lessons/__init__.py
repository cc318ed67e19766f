"""Lists of lessons, paths, plans: `{lessons} part-iii`, `{paths} lessons`, `{session} class-50`."""

import os
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from malicourse_book.lessons import LessonError, read_lessons
from malicourse_book.paths import PATHS, read_paths
from malicourse_book.sessions import SESSIONS, Session, read_sessions, read_table


def setup(app: Sphinx) -> None:
    """Register the directives.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.add_directive("lessons", Lessons)
    app.add_directive("paths", Paths)
    app.add_directive("session", Plan)


class _Written(SphinxDirective):
    """A directive that writes Markdown, which is then read as if it stood on the page."""

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the text; a flaw in the course becomes an error of the build."""
        try:
            lines = self._lines()
        except LessonError as error:
            raise self.error(str(error)) from error
        made = nodes.container()
        self.state.nested_parse(StringList(lines, self.env.docname), self.content_offset, made)
        return self._framed(made)

    @property
    def root(self) -> Path:
        """The folder of the course."""
        return Path(self.env.srcdir)

    def _lines(self) -> list[str]:
        raise NotImplementedError

    def _framed(self, made: nodes.container) -> list[nodes.Node]:
        return made.children


class _Linked(_Written):
    """A directive that links to lessons."""

    #: The ticks of the reader's progress look for this class.
    frame = "lesson-link"

    def _framed(self, made: nodes.container) -> list[nodes.Node]:
        made["classes"].append(self.frame)
        return [made]

    def _address(self, lesson: str) -> str:
        name = f"notebooks/{lesson}.ipynb"
        self.env.note_dependency(str(self.root / name))
        self.env.note_dependency(str(self.root / "_toc.yml"))
        return os.path.relpath(name, os.path.dirname(self.env.docname) or ".")


class Lessons(_Linked):
    """The lessons of a part with their blurbs; "part-0" has the tools."""

    required_arguments = 1

    def _lines(self) -> list[str]:
        return lesson_list(self.root, self.arguments[0], self._address)


class Paths(_Linked):
    """A button to begin with, and the paths; the argument is the heading above all lessons."""

    required_arguments = 1
    frame = "lesson-path"

    def _lines(self) -> list[str]:
        self.env.note_dependency(str(self.root / PATHS))
        return path_cards(self.root, self.arguments[0], self._address)


class Plan(_Written):
    """The plan of one session, or of several, one row for each."""

    required_arguments = 1
    final_argument_whitespace = True

    def _lines(self) -> list[str]:
        self.env.note_dependency(str(self.root / SESSIONS))
        return plan(self.root, self.arguments[0].split())


def lesson_list(root: Path, part: str, address: Callable[[str], str]) -> list[str]:
    """Return a list in Markdown of the lessons of a part.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course.
    part : str
        "part-0", "part-i" and so on.
    address : callable
        Returns the address of a lesson.

    Raises
    ------
    LessonError
        If a lesson breaks a rule, or the part has no lesson.
    """
    found = [one for one in read_lessons(root) if f"part-{one.part.lower()}" == part]
    if not found:
        raise LessonError(f"{{lessons}}: there is no lesson in {part}.")
    return [f"- [{one.title}]({address(one.name)}) {one.blurb}" for one in found]


def path_cards(root: Path, every: str, address: Callable[[str], str]) -> list[str]:
    """Return in Markdown a button to the first lesson of the first path, and a card for each path.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course.
    every : str
        The anchor above the list of all lessons, to which the whole course refers.
    address : callable
        Returns the address of a lesson.

    Raises
    ------
    LessonError
        If a path or a lesson breaks a rule.
    """
    found = read_paths(root, read_lessons(root))
    first = found[0].lessons[0]
    lines = [
        f"[Start here]({address(first.name)}){{.mc-start}} {first.title}",
        "",
        "::::{grid} 1 1 3 3",
        ":gutter: 3",
        "",
    ]
    for path in found:
        lines += [
            f":::{{grid-item-card}} {path.title}",
            f"**{path.reading}** to read, {path.working} with the exercises; {path.whom}.",
            "",
        ]
        if path.whole:
            lines += [f"[All {len(path.lessons)} lessons](#{every}), in five parts.", ""]
        else:
            lines += [f"- [{one.title}]({address(one.name)})" for one in path.lessons]
        lines += [":::", ""]
    return [*lines, "::::"]


def plan(root: Path, names: list[str]) -> list[str]:
    """Return a table in Markdown: the steps of one session, or several sessions, one a row.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course.
    names : list of str
        Names of sessions.

    Raises
    ------
    LessonError
        If a session breaks a rule or there is none of a name.
    """
    table = read_table(root)
    lessons = [path.stem for path in (root / "notebooks").glob("*.ipynb")]
    sessions = read_sessions(table, lessons, table["handouts"])
    for name in names:
        if name not in sessions:
            raise LessonError(f"{{session}}: {SESSIONS} has no session {name}.")
    if len(names) == 1:
        return _steps(sessions[names[0]])
    head = ("Week", "In the room, in minutes", "Material", "At home before")
    return _table(head, [_week(n, sessions[name]) for n, name in enumerate(names, 1)])


def _steps(session: Session) -> list[str]:
    head = ("Time", "What, in minutes") if session.starts else ("Minutes", "What")
    steps = zip(session.spans(), session.agenda, strict=True)
    return _table((*head, "Material"), [(span, step.what, step.material) for span, step in steps])


def _week(number: int, session: Session) -> tuple[str, ...]:
    steps = zip(session.spans(), session.agenda, strict=True)
    room = " · ".join(f"{span} {step.what}" for span, step in steps)
    return str(number), room, session.material, session.before


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]
