"""All terms in alphabetical order, each with an anchor, its source and the lessons that use it."""

from collections.abc import Callable
from itertools import groupby

from docutils import nodes
from sphinx.application import Sphinx

from malicourse import data
from malicourse_book.pages.directive import Page, html
from malicourse_book.pages.glossary import terms
from malicourse_book.pages.markup import anchor, render
from malicourse_book.pages.tables import Row, records, sources_of

_PLACE = "mc-glossary-terms"


class GlossaryTable(Page):
    """All terms in alphabetical order, each with an anchor and its source."""

    tables = ("glossary", "sources")

    def _contents(self) -> list[nodes.Node]:
        # Which lessons use a term is known when all have been read.
        return [html(_terms(lambda key: []), classes=[_PLACE])]


def setup(app: Sphinx) -> None:
    """Register what links lessons and glossary.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    terms.setup(app)
    app.connect("doctree-resolved", _add_lessons)


def _add_lessons(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Write the terms again, with the lessons that use them."""
    places = [node for node in doctree.findall(nodes.raw) if _PLACE in node["classes"]]
    if not places:
        return
    used = terms.lessons_by_term(app.env)

    def lessons(key: str) -> list[tuple[str, str]]:
        return [
            (app.env.titles[lesson].astext(), app.builder.get_relative_uri(page, lesson))
            for lesson in used.get(key, ())
        ]

    for place in places:
        place.replace_self(html(_terms(lessons), classes=[_PLACE]))


def _terms(lessons: Callable[[str], list[tuple[str, str]]]) -> str:
    """Return the markup of all terms by first letter."""
    rows: list[Row] = records(data.load("glossary"))
    for row in rows:
        row["sources"] = sources_of(row)
        row["anchor"] = terms.term_id(row["term"])
        row["lessons"] = lessons(row["term_id"])
    rows.sort(key=lambda row: anchor(row["term"]))
    letters = [(letter, list(group)) for letter, group in groupby(rows, key=_letter)]
    return render("glossary/glossary.html", letters=letters)


def _letter(row: Row) -> str:
    first = anchor(row["term"])[0].upper()
    return first if first.isalpha() else "0–9"
