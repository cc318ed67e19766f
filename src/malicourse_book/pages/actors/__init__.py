"""Who is who: all actors by type, with a filter that needs a script."""

from docutils import nodes

from malicourse import data
from malicourse_book.pages.directive import Page, filter_of, html, section
from malicourse_book.pages.markup import Address, Menu, anchor, render
from malicourse_book.pages.tables import Row, keys, records, sources_of

GROUPS: dict[str, str] = {
    "state": "States and governments",
    "armed movement": "Armed movements",
    "self-defence militia": "Self-defence militias",
    "jihadist group": "Jihadist groups",
    "international mission": "International missions and bodies",
    "regional organisation": "Regional organisations",
    "private military company": "Private military companies",
}


class WhoIsWho(Page):
    """All actors by type, with a filter that needs a script."""

    tables = ("actors", "chronology", "sources")

    def _contents(self) -> list[nodes.Node]:
        grouped = actors(self.address)
        kinds = [(anchor(rows[0]["type"]), group) for group, rows in grouped.items()]
        return [
            filter_of("actors", Menu("kind", "Kind of actor", "All kinds", {"": kinds})),
            *(
                section(anchor(group), group, html(render("actors/actors.html", rows=rows)))
                for group, rows in grouped.items()
            ),
        ]


def actors(address: Address) -> dict[str, list[Row]]:
    """Return the actors by type, each with its links, sources and events."""
    rows = records(data.load("actors"))
    names = {row["actor_id"]: row["name"] for row in rows}
    chronology = records(data.load("chronology").sort_values("start", kind="stable"))
    for row in rows:
        row["anchor"] = actor_id(row["actor_id"])
        row["linked"] = [(names[key], "#" + actor_id(key)) for key in keys(row["allies"])]
        row["sources"] = sources_of(row)
        row["events"] = [
            (event["date"], event["title"], address(f"book/timeline#{event['event_id']}"))
            for event in chronology
            if row["actor_id"] in keys(event["actors"])
        ]
        row["in_timeline"] = f"{address('book/timeline')}?actor={row['actor_id']}"
    return by_type(rows)


def actor_id(key: str) -> str:
    """Return the anchor of an actor on the page who is who."""
    return "actor-" + key.replace("_", "-")


def by_type(rows: list[Row]) -> dict[str, list[Row]]:
    """Return actors by type, in alphabetical order."""
    order = list(dict.fromkeys([*GROUPS, *(row["type"] for row in rows)]))
    grouped = {kind: [row for row in rows if row["type"] == kind] for kind in order}
    return {
        GROUPS.get(kind, kind.capitalize()): sorted(group, key=lambda row: anchor(row["name"]))
        for kind, group in grouped.items()
        if group
    }
