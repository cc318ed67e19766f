"""What the directives of all pages are built from."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import altair as alt
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from malicourse import data
from malicourse_book.lessons import LessonError
from malicourse_book.pages.markup import Menu, render
from malicourse_book.pages.tables import lessons_by_table, states

#: Where the tables lie in the built book, as files to take along.
FILES = "data"
#: Stands beside the names of tables for: which lessons there are; with the name of a table behind
#: it, which of them load that table.
LESSONS = "notebooks/"
_SEEN = "malicourse_states"
_ENDS = re.compile(r"</(?:th|td|li|dt|dd|p|option|summary)>(?=<)")


class Page(SphinxDirective):
    """A directive that stands directly under the title of its page and writes sections."""

    #: What the page is made from: it is made again when one of them has changed.
    tables: tuple[str, ...] = ()

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the page; a flaw in the tables becomes an error of the build."""
        try:
            made = self._contents()
        except (data.DataError, LessonError) as error:
            raise self.error(str(error)) from error
        depend_on(self.env, *self.tables)
        return made

    def _contents(self) -> list[nodes.Node]:
        raise NotImplementedError

    def address(self, document: str) -> str:
        """Return the address of a document, seen from this page."""
        return address_of(self.env, document)

    def file_address(self, name: str) -> str:
        """Return the address of a table's file, seen from this page."""
        return "../" * self.env.docname.count("/") + f"{FILES}/{name}"


def depend_on(env: BuildEnvironment, *names: str) -> None:
    """Note that the page being read is made from these tables, or from the list of `LESSONS`."""
    seen = env.metadata[env.docname].setdefault(_SEEN, {})
    seen |= {name: env.malicourse_states.get(name) for name in names}


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages made from a table that has changed since, or before a lesson came or went.

    The time of a file would not do: one description holds all tables.
    """
    lessons = sorted(name for name in env.found_docs if name.startswith(LESSONS))
    uses = lessons_by_table(_notebooks(env))
    env.malicourse_states = states() | {LESSONS: " ".join(lessons)}
    env.malicourse_states |= {LESSONS + table: json.dumps(found) for table, found in uses.items()}
    now = env.malicourse_states
    seen = {page: known.get(_SEEN, {}) for page, known in env.metadata.items()}
    return [page for page, known in seen.items() if any(now.get(k) != known[k] for k in known)]


def address_of(env: BuildEnvironment, document: str) -> str:
    """Return the address of a document, seen from the page being read."""
    name, mark, fragment = document.partition("#")
    return env.app.builder.get_relative_uri(env.docname, name) + mark + fragment


def spec_of(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return the specification of a chart in the style of the course."""
    with alt.theme.enable("malicourse"):
        return chart.to_dict()


def html(markup: str, classes: list[str] | None = None) -> nodes.raw:
    """Return markup as a node; Sphinx puts its words into the search index.

    It takes out the tags first, so that the words of two cells would become one.
    """
    spaced = _ENDS.sub(r"\g<0> ", markup)
    return nodes.raw("", spaced, format="html", classes=classes or [])


def filter_of(things: str, *menus: Menu) -> nodes.raw:
    """Return the filter of a page; the page's script makes it visible."""
    markup = render("filter.html", things=things, menus=menus)
    return html(markup, classes=["mc-needs-filter"])


def section(name: str, title: str, *children: nodes.Node) -> nodes.section:
    """Return a section of a page."""
    return nodes.section("", nodes.title(text=title), *children, ids=[name], names=[name])


def notebooks(env: BuildEnvironment) -> dict[str, Path]:
    """Return the files of the lessons by document; the page being read depends on them."""
    lessons = {f"notebooks/{path.stem}": path for path in _notebooks(env)}
    depend_on(env, LESSONS)
    for path in lessons.values():
        env.note_dependency(str(path))
    return lessons


def _notebooks(env: BuildEnvironment) -> list[Path]:
    return sorted(Path(env.srcdir, LESSONS).glob("[0-9]*.ipynb"))


def lesson_titles(notebooks: Mapping[str, Path]) -> dict[str, str]:
    """Return the titles of the lessons by the name of their notebook.

    Parameters
    ----------
    notebooks : mapping
        The files of the lessons by the name of their document, such as "notebooks/11-the-cost".
    """
    titles = {}
    for page, path in notebooks.items():
        first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]
        titles[page.rpartition("/")[2]] = "".join(first).splitlines()[0].removeprefix("# ")
    return titles
