"""What the page on hubs takes from a report of `make rehearse`, and the links to lessons."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from docutils import nodes

from malicourse import data
from malicourse.dates import written_date
from malicourse_book.pages.directive import Page, html, lesson_titles, notebooks
from malicourse_book.pages.markup import render
from malicourse_book.pages.tables import Row
from malicourse_book.repository import NO_REPOSITORY, hub_problem, pull_link, repository

#: What the page quotes: a copy of `_build/rehearsal/report.json` of `make rehearse N=25`.
REPORT = Path("book", "rehearsal-25.json")
ANYWHERE = "https://hub.example.org"


class PullLinks(Page):
    """A link to each lesson on a hub."""

    def _contents(self) -> list[nodes.Node]:
        titles = lesson_titles(notebooks(self.env))
        made = links(os.environ, Path(self.env.srcdir), titles)
        return [html(render("hub/pull_links.html", **made))]


class Rehearsal(Page):
    """What a rehearsal measured: ``{rehearsal} class``; what became of faults: ``... faults``."""

    required_arguments = 1
    parts = {"class": "hub/rehearsal.html", "faults": "hub/faults.html"}

    def _contents(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        self.env.note_dependency(str(root / REPORT))
        return [html(render(self.parts[self.arguments[0]], **report(root)))]


def report(root: Path) -> Row:
    """Return a report, with the rows of its table.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course.

    Raises
    ------
    malicourse.data.DataError
        If the report is missing or is none.
    """
    try:
        whole = json.loads((root / REPORT).read_text("utf-8"))
        total = whole["summary"]
        whole["day"] = written_date(whole["day"])
        whole["rows"] = [
            {
                "what": measure["what"],
                **{
                    key: f"{total[measure['name']][key]:.1f} {measure['unit']}"
                    for key in ("median", "most")
                },
            }
            for measure in whole["measures"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise data.DataError(f"{REPORT} is no report of `make rehearse`: {error}") from error
    return whole


def links(env: Mapping[str, str], root: Path, titles: Mapping[str, str]) -> Row:
    """Return the links to all lessons on the hub that `MALICOURSE_HUB` names.

    Parameters
    ----------
    env : mapping of str to str
        The environment, as `os.environ`.
    root : pathlib.Path
        The folder of the course.
    titles : mapping of str to str
        Title of each lesson by its name.

    Raises
    ------
    malicourse.data.DataError
        If `MALICOURSE_HUB` is set and is no address.
    """
    hub = env.get("MALICOURSE_HUB", "")
    if hub and hub_problem(hub):
        raise data.DataError(hub_problem(hub).replace("HUB", "MALICOURSE_HUB", 1))
    source = repository(env, root)
    rows = [
        {"title": title, "link": pull_link(hub or ANYWHERE, source, lesson)}
        for lesson, title in titles.items()
        if source
    ]
    return {"rows": rows, "live": bool(hub), "hub": hub or ANYWHERE, "why": NO_REPOSITORY}
