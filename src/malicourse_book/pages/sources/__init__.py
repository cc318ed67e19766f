"""All sources by topic, and the reading list by theme."""

from docutils import nodes

from malicourse import data
from malicourse_book.pages.directive import Page, filter_of, html, section
from malicourse_book.pages.markup import Address, Menu, anchor, render
from malicourse_book.pages.tables import OTHER_TOPIC, Row, records, topics

THEMES: dict[str, str] = {
    "history": "History of the conflict",
    "A4P": "Mandates, Action for Peacekeeping and reform",
    "capability": "Capability",
    "cooperation": "Cooperation of the host state",
    "data/methods": "Data and methods",
}


#: The works with a place, before all themes.
FIRST = "Fifteen to read first"
UNGRADED = "ungraded"
#: The kinds of source in the order of the menu.
KINDS: dict[str, str] = {
    "primary": "Primary source",
    "secondary": "Secondary source",
    "tertiary": "Tertiary source",
    UNGRADED: "Not graded",
}


class SourcesList(Page):
    """All sources by topic."""

    def _contents(self) -> list[nodes.Node]:
        self.tables = tuple(data.catalog()["table"])
        reliability = Menu("reliability", "Kind of source", "All kinds", {"": list(KINDS.items())})
        listed = [filter_of("sources", reliability)]
        for topic, rows in sources_by_topic(self.address).items():
            entries = render("sources/sources.html", rows=rows, kinds=KINDS, ungraded=UNGRADED)
            listed.append(section(anchor(topic), topic, html(entries)))
        return listed


class ReadingsList(Page):
    """The reading list: what to read first, then the rest by theme."""

    tables = ("readings",)

    def _contents(self) -> list[nodes.Node]:
        return [
            section(
                f"readings-{anchor(theme)}",
                theme,
                html(render("sources/readings.html", rows=rows, numbered=theme == FIRST)),
            )
            for theme, rows in readings().items()
        ]


def sources_by_topic(address: Address) -> dict[str, list[Row]]:
    """Return all sources by topic, each once, with links to the tables that use it."""
    tables = [name for name in data.catalog()["table"] if name != "sources"]
    users: dict[str, list[str]] = {}
    for table in tables:
        for source in data.sources(table)["source_id"]:
            users.setdefault(source, []).append(table)
    grouped = topics()
    topic_of = {table: topic for topic, members in grouped.items() for table in members}
    found: dict[str, list[Row]] = {topic: [] for topic in (*grouped, OTHER_TOPIC)}
    for row in records(data.load("sources")):
        used = users.get(row["source_id"], [])
        row["used"] = [(table, address(f"book/data/{table}")) for table in used]
        serving = {topic_of[table] for table in used} or {OTHER_TOPIC}
        first = next(topic for topic in found if topic in serving)
        found[first].append(row)
    return {
        topic: sorted(rows, key=lambda row: anchor(row["title"]))
        for topic, rows in found.items()
        if rows
    }


def readings() -> dict[str, list[Row]]:
    """Return what to read first in its order, and the rest by theme in order of author and year."""
    listed = records(data.load("readings"))
    first = sorted((row for row in listed if row["place"]), key=lambda row: row["place"])
    rows = sorted(
        (row for row in listed if not row["place"]),
        key=lambda row: (anchor(row["author"]), row["year"] or 0),
    )
    order = list(dict.fromkeys([*THEMES, *(row["theme"] for row in rows)]))
    grouped = {theme: [row for row in rows if row["theme"] == theme] for theme in order}
    return {FIRST: first} | {
        THEMES.get(theme, theme): rows for theme, rows in grouped.items() if rows
    }
