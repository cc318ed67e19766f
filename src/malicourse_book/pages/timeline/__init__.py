"""The timeline: a chart, a filter that needs a script, and the complete list by phase."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from malicourse import data
from malicourse.dates import written_date
from malicourse_book.charts.figure import chart_node
from malicourse_book.pages.actors import actor_id, by_type
from malicourse_book.pages.directive import (
    Page,
    address_of,
    depend_on,
    filter_of,
    html,
    notebooks,
    section,
    spec_of,
)
from malicourse_book.pages.markup import Address, Menu, anchor, render
from malicourse_book.pages.tables import Row, keys, records, sources_of
from malicourse_book.pages.timeline import chart

#: Who cuts the history into phases, by the column `scheme` of the table `phases`.
SCHEMES: dict[str, str] = {
    "proposed": "Phases of this course",
    "DADM": "Project on disputes (DADM)",
    "AFP": "French operations (AFP)",
    "EPON": "A judgement on the mission (EPON report, 2019)",
}
#: The two spellings of a place that the tables of the course hold.
SPELLINGS: tuple[tuple[str, str], ...] = (
    ("Timbuktu", "Tombouctou"),
    ("Taoudenni", "Taoudénit"),
    ("Siby", "Sibi"),
)


class Timeline(Page):
    """All events: a chart, a filter that needs a script, and the complete list by phase."""

    tables = ("chronology", "phases", "actors", "sources")

    def _contents(self) -> list[nodes.Node]:
        grouped = events(self.address, lessons_by_event(notebooks(self.env)))
        return [
            filter_of("events", *menus()),
            nodes.container(
                "",
                chart_node(spec_of(chart.events()), name="timeline-chart", page=self.env.docname),
                html(render("timeline/phases.html", phases=[phase for phase, _ in grouped])),
                classes=["mc-overview"],
            ),
            *(
                section(
                    phase_anchor(phase),
                    phase["name"],
                    html(render("timeline/events.html", phase=phase, events=dated)),
                )
                for phase, dated in grouped
            ),
        ]


class Event(ReferenceRole):
    """A link to an event of the timeline: ``{event}`E077` `` or ``{event}`the coup <E118>` ``.

    Without a text of its own the link says title and date of the event.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or an error of the build where there is no such event."""
        depend_on(self.env, "chronology")
        events = data.load("chronology").set_index("event_id")
        if self.target not in events.index:
            message = self.inliner.reporter.error(
                f"There is no event {self.target} in the chronology.", line=self.lineno
            )
            return [], [message]
        event = events.loc[self.target]
        words = f"{event['title']} ({written_date(event['date'])})"
        link = nodes.reference(
            "",
            self.title if self.has_explicit_title else words,
            refuri=address_of(self.env, f"book/timeline#{self.target}"),
            internal=True,
        )
        return [link], []


def events(
    address: Address, lessons: Mapping[str, list[tuple[str, str]]]
) -> list[tuple[Row, list[Row]]]:
    """Return the phases of the course's own scheme, each with its events in order of time.

    Parameters
    ----------
    address : callable
        Turns the name of a document into an address.
    lessons : mapping
        Titles and documents of the lessons by event, from `lessons_by_event`.

    Returns
    -------
    list of tuple
        Each phase with its `dates` and `sources`, and its events: each has `sources`, `who` and
        `lessons` (names with addresses) and `phases` (keys of any scheme that it falls into).
    """
    actors = {row["actor_id"]: row for row in records(data.load("actors"))}
    phases = records(data.load("phases"))
    # Two events of one day keep the order of the table.
    chronology = records(data.load("chronology").sort_values("start", kind="stable"))
    for event in chronology:
        event["sources"] = sources_of(event)
        event["who"] = [
            (actors[key]["name"], address(f"book/who-is-who#{actor_id(key)}"))
            for key in keys(event["actors"])
        ]
        event["also"] = also(event, [actors[key]["long_name"] for key in keys(event["actors"])])
        event["lessons"] = [
            (title, address(page)) for title, page in lessons.get(event["event_id"], ())
        ]
        event["phases"] = [phase["phase_id"] for phase in phases if _falls_into(event, phase)]
    own = [phase for phase in phases if phase["scheme"] == "proposed"]
    for phase in own:
        phase["anchor"] = phase_anchor(phase)
        phase["number"] = phase["phase_id"].removeprefix("P")
        phase["dates"], phase["years"] = phase_dates(phase), phase_years(phase)
        phase["sources"] = sources_of(phase)
    return [
        (phase, [event for event in chronology if event["phase"] == phase["phase_id"]])
        for phase in own
    ]


def also(event: Row, names: list[str]) -> str:
    """Return the other names by which an event is found: of its places and its actors.

    Parameters
    ----------
    event : dict
        A row of the chronology.
    names : list of str
        The full names of its actors.
    """
    said = f"{event['title']} {event['what']} {event['location']}"
    places = [
        other
        for pair in SPELLINGS
        for name, other in (pair, pair[::-1])
        if name in said and other not in said
    ]
    return " ".join([*places, *names])


def _falls_into(event: Row, phase: Row) -> bool:
    """Say whether an event falls, or may fall, into a phase."""
    if phase["scheme"] == "proposed":
        return event["phase"] == phase["phase_id"]
    begins = phase["start"] is None or phase["start"] <= event["end"]
    return begins and (phase["end"] is None or event["start"] <= phase["end"])


def lessons_by_event(notebooks: Mapping[str, Path]) -> dict[str, list[tuple[str, str]]]:
    """Return the lessons that name an event by its key, in text or code.

    Parameters
    ----------
    notebooks : mapping
        The files of the lessons by the name of their document.

    Returns
    -------
    dict
        For each key the titles and documents of the lessons, in the order given.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for page, path in notebooks.items():
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells)
        title = re.search(r"^# (.+)$", text, re.MULTILINE)
        for key in sorted(set(re.findall(r"\bE\d{3}\b", text))):
            found.setdefault(key, []).append((title[1] if title else page, page))
    return found


def menus() -> list[Menu]:
    """Return the menus of the timeline: kind, phase and actor."""
    chronology = data.load("chronology")
    kinds = [(anchor(kind), kind) for kind in sorted(chronology["category"].unique())]
    phases: dict[str, list[tuple[str, str]]] = {}
    for phase in records(data.load("phases")):
        scheme = SCHEMES.get(phase["scheme"], phase["scheme"])
        label = f"{phase['name']} ({phase_years(phase)})"
        phases.setdefault(scheme, []).append((phase["phase_id"], label))
    acting = {key for cell in chronology["actors"] for key in keys(cell)}
    known = [row for row in records(data.load("actors")) if row["actor_id"] in acting]
    actors = {
        group: [(row["actor_id"], row["name"]) for row in rows]
        for group, rows in by_type(known).items()
    }
    return [
        Menu("kind", "Kind of event", "All kinds", {"": kinds}),
        Menu("phase", "Phase", "All phases", phases),
        Menu("actor", "Actor", "All actors", actors),
    ]


def phase_anchor(phase: Row) -> str:
    """Return the anchor of a phase on the timeline."""
    return f"phase-{phase['phase_id'].lower()}"


def phase_dates(phase: Row) -> str:
    """Write when a phase begins and ends, to the day."""
    return _from_to(phase, "%Y-%m-%d")


def phase_years(phase: Row) -> str:
    """Write in which years a phase begins and ends."""
    return _from_to(phase, "%Y").lower()


def _from_to(phase: Row, precision: str) -> str:
    first, last = (
        written_date(day.strftime(precision)) if day is not None else None
        for day in (phase["start"], phase["end"])
    )
    if first and last:
        return f"{first} to {last}"
    return f"Since {first}" if first else f"Until {last}"
