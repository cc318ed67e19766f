"""What the page on hubs takes from a report of `make rehearse`, and the links to lessons."""

import json
from collections.abc import Mapping
from pathlib import Path

from hub.rehearse.report import MEASURES
from malicourse import data
from malicourse_book.pages.words import Row, written_date
from malicourse_book.repository import NO_REPOSITORY, hub_problem, pull_link, repository

#: What the page quotes: a copy of `_build/rehearsal/report.json` of `make rehearse N=25`.
REPORT = Path("book", "rehearsal-25.json")
ANYWHERE = "https://hub.example.org"


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
                "what": what,
                "median": f"{total[name]['median']:.1f} {unit}",
                "most": f"{total[name]['most']:.1f} {unit}",
            }
            for what, name, unit in MEASURES
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
