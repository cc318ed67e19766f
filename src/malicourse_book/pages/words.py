"""What the book's pages say about the tables: words and links made from `data/`, without Sphinx."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from malicourse import data

Row = dict[str, Any]
#: Turns the name of a document, with or without an anchor, into an address on the current page.
Address = Callable[[str], str]

# English whatever the locale of the machine.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
GROUPS: dict[str, str] = {
    "state": "States and governments",
    "armed movement": "Armed movements",
    "self-defence militia": "Self-defence militias",
    "jihadist group": "Jihadist groups",
    "international mission": "International missions and bodies",
    "regional organisation": "Regional organisations",
    "private military company": "Private military companies",
}
#: Who cuts the history into phases, by the column `scheme` of the table `phases`.
SCHEMES: dict[str, str] = {
    "proposed": "Phases of this course",
    "DADM": "Project on disputes (DADM)",
    "AFP": "French operations (AFP)",
    "EPON": "Effect of the mission (EPON)",
}
THEMES: dict[str, str] = {
    "history": "History of the conflict",
    "A4P": "Mandates, Action for Peacekeeping and reform",
    "capability": "Capability",
    "cooperation": "Cooperation of the host state",
    "data/methods": "Data and methods",
}
#: A source stands in the list once, under the first topic that uses it.
TOPICS: dict[str, tuple[str, ...]] = {
    "Deaths, strength and contributors of missions": (
        "fatalities",
        "missions",
        "mission_strength",
        "contributions_year",
        "fatality_claims",
        "fatality_claims_periods",
        "staff_union_deaths",
        "ied_mali",
    ),
    "Violence against people in Mali and elsewhere": (
        "ucdp_sahel",
        "ucdp_world",
        "onesided_mali",
        "hr_notes",
        "hr_notes_perpetrators",
        "moura_claims",
        "schools",
    ),
    "People who fled, and those who help them": (
        "displacement_year",
        "malians_abroad",
        "refugees_in_mali",
        "idp_rounds",
        "idps_dated",
        "aid_workers_year",
        "aid_workers_region",
    ),
    "Action for Peacekeeping": (
        "frameworks",
        "a4p_areas",
        "a4p_commitments",
        "a4p_endorsement_counts",
        "a4p_endorsers",
        "a4p_plus_items",
        "a4p_plus_notes",
        "a4p_crosswalk",
    ),
    "Capability": (
        "air_assets",
        "aircraft_specs",
        "capability_gaps",
        "force_adaptation",
        "contributor_withdrawals",
        "movements",
        "rescue",
        "attacks",
        "airfields",
        "road_distances",
        "towns",
        "strength_snapshots",
        "contributor_snapshots",
        "mission_budgets",
        "contributions_month",
        "geopko_maps",
        "geopko_contributors",
        "road_network",
    ),
    "Agreements, mandates and cooperation": (
        "agreements",
        "mandates",
        "mandate_tasks",
        "mandate_features",
        "force_level_requests",
        "sg_reports",
        "resolution_sponsors",
        "votes",
        "council_stakes",
        "council_meetings",
        "cooperation_events",
        "restrictions",
        "exit_demands",
        "other_missions",
        "sofa_provisions",
        "human_rights_access",
        "due_diligence",
        "transition_promises",
        "council_options",
        "option_scores",
        "resolution_language",
        "parallel_forces",
    ),
    "Bases and withdrawal": (
        "bases",
        "base_closure_claims",
        "withdrawal_convoys",
        "withdrawal_numbers",
    ),
    "Events, phases, actors and places": (
        "chronology",
        "phases",
        "actors",
        "locations",
        "regions",
    ),
    "Terms, claims and disagreements": ("glossary", "claims", "contradictions"),
    "Works of the reading list": ("readings",),
}
OTHER_TOPIC = "Other tables"


def written_date(text: str) -> str:
    """Write a date as precisely as it is known.

    Parameters
    ----------
    text : str
        A day, a month or a year: `2022-06-29`, `2022-06` or `2022`.

    Returns
    -------
    str
        `29 June 2022`, `June 2022` or `2022`; any other text unchanged.
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if not found:
        return text
    year, month, day = found.groups()
    parts = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]
    return " ".join(part for part in parts if part)


def span(first: str, last: str) -> str:
    """Write what a table covers, from its first date to its last."""
    first, last = written_date(first), written_date(last)
    return first if first == last else f"{first} to {last}"


def anchor(text: str) -> str:
    """Return an id made of the plain letters and digits of a text."""
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("+", " plus ")).strip("-")


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a table as dictionaries in which an empty cell is None."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def keys(*cells: str | None) -> list[str]:
    """Return the keys in cells that hold them separated by semicolons."""
    return [key for cell in cells if cell for key in cell.split(";")]


def render(template: str, **context: Any) -> str:
    """Fill in a template of the folder `templates/pages`."""
    return _templates().get_template(template).render(**context)


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("malicourse_book.pages", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"written": written_date, "anchor": anchor, "count": "{:,}".format}
    return environment


def source_rows(names: Iterable[str]) -> list[Row]:
    """Return the sources with these keys, in this order, each once."""
    known = {row["source_id"]: row for row in records(data.load("sources"))}
    return [known[name] for name in dict.fromkeys(names)]


def a4p_overview() -> Row:
    """Return what the page on A4P and A4P+ shows.

    Returns
    -------
    dict
        `dates` (when, what, source), `areas` (rows of `a4p_areas`), and `items`: rows of
        `a4p_plus_items`, each with its `codes` in the order of the areas.
    """
    events = {row["framework_id"]: row for row in records(data.load("frameworks"))}
    counts = data.load("a4p_endorsement_counts").sort_values("latest")
    last = records(counts)[-1]
    dates = [
        (
            written_date(events[name]["date"].date().isoformat()),
            f"{events[name]['title']}: {answer}",
            events[name],
        )
        for name, answer in (
            ("a4p", "the Secretary-General launches the initiative."),
            ("declaration", "45 commitments in eight areas, opened for endorsement."),
            ("a4p_plus", "seven priorities and two themes, which do not replace A4P."),
        )
    ]
    endorsed = f"{last['member_states']} Member States and {last['organisations']} organisations"
    month = f"{MONTHS[last['latest'].month - 1]} {last['latest'].year}"
    dates.insert(2, (month, f"{endorsed} have endorsed the Declaration.", last))
    pairs = records(data.load("a4p_crosswalk"))
    items = records(data.load("a4p_plus_items"))
    for item in items:
        item["codes"] = [_code(pair) for pair in pairs if pair["item_id"] == item["item_id"]]
    return {
        "dates": [
            {"when": when, "what": what, "source": source_rows([row["source_id"]])[0]}
            for when, what, row in dates
        ],
        "areas": records(data.load("a4p_areas")),
        "items": items,
    }


def _code(pair: Row) -> Row:
    """Say how a pair is coded by the broad rule; in brackets if the strict one sees no link."""
    code = pair["broad"]
    words = {"none": ""}.get(code, code if pair["strict"] != "none" else f"({code})")
    return {"words": words, "code": code}


def columns(resource: Row, address: Address) -> list[Row]:
    """Describe the columns of a table.

    Parameters
    ----------
    resource : dict
        Description of the table, from `data.read_schema`.
    address : callable
        Turns the name of a document into an address.

    Returns
    -------
    list of dict
        `name`, `type`, `unit`, `meaning`, `allowed` (markup) and `missing` of each column.
    """
    schema = resource["schema"]
    targets = {key["fields"]: key["reference"]["resource"] for key in schema.get("foreignKeys", ())}
    found = []
    for column in schema["fields"]:
        nulls = column["nulls"]
        found.append(
            {
                "name": column["name"],
                "type": column["type"],
                "unit": column.get("unit", ""),
                "meaning": column["description"],
                "allowed": _allowed(column, targets.get(column["name"]), address),
                "missing": f"{nulls:,} of {resource['rows']:,}" if nulls else "none",
            }
        )
    return found


def _allowed(column: Row, target: str | None, address: Address) -> Markup:
    """Say which values a column may hold."""
    rules = column.get("constraints", {})
    parts = []
    if "enum" in rules:
        parts.append(Markup("{}").format("; ".join(str(value) for value in rules["enum"])))
    if "minimum" in rules or "maximum" in rules:
        low, high = (
            written_date(value) if isinstance(value, str) else value
            for value in (rules.get("minimum"), rules.get("maximum"))
        )
        if high is None:
            parts.append(Markup("{} or more").format(low))
        elif low is None:
            parts.append(Markup("{} or less").format(high))
        else:
            parts.append(Markup("{} to {}").format(low, high))
    if target:
        link = Markup('a key of <a href="{}">{}</a>')
        parts.append(link.format(address(f"book/data/{target}"), target))
    elif "pattern" in rules:
        parts.append(Markup("text like <code>{}</code>").format(rules["pattern"]))
    if rules.get("unique"):
        parts.append(Markup("every value once"))
    return Markup("; ").join(parts) if parts else Markup("any")


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
    names = {row["actor_id"]: row["name"] for row in records(data.load("actors"))}
    phases = records(data.load("phases"))
    # Two events of one day keep the order of the table.
    chronology = records(data.load("chronology").sort_values("start", kind="stable"))
    for event in chronology:
        event["sources"] = _sources_of(event)
        event["who"] = [
            (names[key], address(f"book/who-is-who#{actor_id(key)}"))
            for key in keys(event["actors"])
        ]
        event["lessons"] = [
            (title, address(page)) for title, page in lessons.get(event["event_id"], ())
        ]
        event["phases"] = [phase["phase_id"] for phase in phases if _falls_into(event, phase)]
    own = [phase for phase in phases if phase["scheme"] == "proposed"]
    for phase in own:
        phase["anchor"] = phase_anchor(phase)
        phase["number"] = phase["phase_id"].removeprefix("P")
        phase["dates"], phase["years"] = phase_dates(phase), phase_years(phase)
        phase["sources"] = _sources_of(phase)
    return [
        (phase, [event for event in chronology if event["phase"] == phase["phase_id"]])
        for phase in own
    ]


def _sources_of(row: Row) -> list[Row]:
    return source_rows(keys(row["source_id"], row["other_source_ids"]))


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


def select(name: str, label: str, every: str, groups: Mapping[str, list[tuple[str, str]]]) -> Row:
    """Describe a menu of a filter.

    Parameters
    ----------
    name : str
        Name of the field; the entries of the page hold their values in `data-<name>`.
    label, every : str
        Label of the menu, and of the choice that leaves it open.
    groups : mapping
        Values and labels of the choices by the name of their group; "" is no group.

    Returns
    -------
    dict
        The menu, for the template `filter.html`.
    """
    return {"name": name, "label": label, "every": every, "groups": groups}


def event_selects() -> list[Row]:
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
        for group, rows in _by_type(known).items()
    }
    return [
        select("kind", "Kind of event", "All kinds", {"": kinds}),
        select("phase", "Phase", "All phases", phases),
        select("actor", "Actor", "All actors", actors),
    ]


def phase_anchor(phase: Row) -> str:
    """Return the anchor of a phase on the timeline."""
    return f"phase-{phase['phase_id'].lower()}"


def actor_id(key: str) -> str:
    """Return the anchor of an actor on the page who is who."""
    return "actor-" + key.replace("_", "-")


def actors(address: Address) -> dict[str, list[Row]]:
    """Return the actors by type, each with its links, sources and events."""
    rows = records(data.load("actors"))
    names = {row["actor_id"]: row["name"] for row in rows}
    chronology = records(data.load("chronology").sort_values("start", kind="stable"))
    for row in rows:
        row["anchor"] = actor_id(row["actor_id"])
        row["linked"] = [(names[key], "#" + actor_id(key)) for key in keys(row["allies"])]
        row["sources"] = _sources_of(row)
        row["events"] = [
            (event["date"], event["title"], address(f"book/timeline#{event['event_id']}"))
            for event in chronology
            if row["actor_id"] in keys(event["actors"])
        ]
        row["in_timeline"] = f"{address('book/timeline')}?actor={row['actor_id']}"
    return _by_type(rows)


def _by_type(rows: list[Row]) -> dict[str, list[Row]]:
    """Return actors by type, in alphabetical order."""
    order = list(dict.fromkeys([*GROUPS, *(row["type"] for row in rows)]))
    grouped = {kind: [row for row in rows if row["type"] == kind] for kind in order}
    return {
        GROUPS.get(kind, kind.capitalize()): sorted(group, key=lambda row: anchor(row["name"]))
        for kind, group in grouped.items()
        if group
    }


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


def sources_by_topic(address: Address) -> dict[str, list[Row]]:
    """Return all sources by topic, each once, with links to the tables that use it."""
    tables = [name for name in data.catalog()["table"] if name != "sources"]
    users: dict[str, list[str]] = {}
    for table in tables:
        for source in data.sources(table)["source_id"]:
            users.setdefault(source, []).append(table)
    topic_of = {table: topic for topic, members in TOPICS.items() for table in members}
    found: dict[str, list[Row]] = {topic: [] for topic in (*TOPICS, OTHER_TOPIC)}
    for row in records(data.load("sources")):
        used = users.get(row["source_id"], [])
        row["used"] = [(table, address(f"book/data/{table}")) for table in used]
        topics = {topic_of.get(table, OTHER_TOPIC) for table in used} or {OTHER_TOPIC}
        first = next(topic for topic in found if topic in topics)
        found[first].append(row)
    return {
        topic: sorted(rows, key=lambda row: anchor(row["title"]))
        for topic, rows in found.items()
        if rows
    }


def readings() -> dict[str, list[Row]]:
    """Return the reading list by theme, in order of author and year."""
    rows = sorted(records(data.load("readings")), key=lambda row: anchor(row["author"]))
    order = list(dict.fromkeys([*THEMES, *(row["theme"] for row in rows)]))
    grouped = {theme: [row for row in rows if row["theme"] == theme] for theme in order}
    return {THEMES.get(theme, theme): group for theme, group in grouped.items() if group}
