"""All terms in alphabetical order, each with an anchor and its source."""

from docutils import nodes

from malicourse import data
from malicourse_book.pages.directive import Page, html
from malicourse_book.pages.markup import anchor, render
from malicourse_book.pages.tables import records, source_rows


class GlossaryTable(Page):
    """All terms in alphabetical order, each with an anchor and its source."""

    tables = ("glossary", "sources")

    def _contents(self) -> list[nodes.Node]:
        rows = records(data.load("glossary"))
        for row in rows:
            row["source"] = source_rows([row["source_id"]])[0]
        rows.sort(key=lambda row: anchor(row["term"]))
        return [html(render("glossary/glossary.html", rows=rows))]
