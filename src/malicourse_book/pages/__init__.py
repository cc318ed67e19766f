"""Pages of the book that are made from `data/` when it is built: a room for each of them."""

import json
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from malicourse import data
from malicourse_book.pages import (
    a4p_overview,
    actors,
    answers,
    chart,
    claims,
    data_cards,
    glossary,
    hub,
    lessons,
    sources,
    teaching,
    timeline,
)
from malicourse_book.pages.data_cards import documents, spreadsheet
from malicourse_book.pages.directive import FILES, Page, outdated

DIRECTIVES: dict[str, type[Page]] = {
    "data-card": data_cards.DataCard,
    "data-overview": data_cards.DataOverview,
    "glossary-table": glossary.GlossaryTable,
    "who-is-who": actors.WhoIsWho,
    "timeline": timeline.Timeline,
    "claims": claims.Claims,
    "member-cards": teaching.MemberCards,
    "blueprint": teaching.Blueprint,
    "pull-links": hub.PullLinks,
    "rehearsal": hub.Rehearsal,
    "a4p-overview": a4p_overview.A4POverview,
    "sources-list": sources.SourcesList,
    "readings-list": sources.ReadingsList,
    "answer-record": answers.Record,
    "chart": chart.Chart,
}


def setup(app: Sphinx) -> None:
    """Register the directives, style sheet, script and data files of these pages.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application; `figure.chart_figure` has to be a node of it.
    """
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_role("event", timeline.Event())
    answers.setup(app)
    lessons.setup(app)
    glossary.setup(app)
    app.add_css_file("pages.css", priority=800)
    # Before Sphinx collects the headings of a page.
    app.connect("doctree-read", claims.add_claims, priority=100)
    app.connect("html-page-context", _add_script)
    # Before the table of contents is read (900), and after it.
    app.connect("config-inited", documents.write, priority=100)
    app.connect("config-inited", documents.order, priority=950)
    app.connect("env-get-outdated", outdated)
    app.connect("build-finished", _copy_tables)


def _add_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is None:
        return
    if any("mc-needs-filter" in node["classes"] for node in doctree.findall(nodes.raw)):
        app.add_js_file("filter.js", loading_method="defer")


def _copy_tables(app: Sphinx, error: Exception | None) -> None:
    """Put the tables beside the pages, so that a copy of the book holds its data."""
    if error or app.builder.format != "html":
        return
    target = Path(app.outdir) / FILES
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    folder = data.folder()
    package = json.loads((folder / data.DESCRIPTION).read_text(encoding="utf-8"))
    shutil.copyfile(folder / data.DESCRIPTION, target / data.DESCRIPTION)
    for table in package["resources"]:
        rows = folder / table["path"]
        shutil.copyfile(rows, target / table["path"])
        spreadsheet.write(target / f"{table['name']}.xlsx", package, table, rows)
