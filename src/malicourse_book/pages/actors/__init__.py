"""Who is who: people by role and all actors by type, with a filter that needs a script."""

from docutils import nodes

from malicourse import data
from malicourse.dates import written_date
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
#: The roles of people in the order of the page, and what the page calls them.
ROLES: dict[str, str] = {
    "UN leadership": "United Nations: leadership",
    "head of MINUSMA": "MINUSMA: heads of the mission",
    "force commander of MINUSMA": "MINUSMA: force commanders",
    "official of MINUSMA": "MINUSMA: other officials",
    "head of state of Mali": "Mali: heads of state",
    "minister of Mali": "Mali: ministers",
    "leader of an armed group": "Armed movements and groups: leaders",
    "author": "Author of the commentary",
}


class WhoIsWho(Page):
    """People by role and all actors by type, with a filter that needs a script."""

    tables = ("people", "actors", "chronology", "sources")

    def _contents(self) -> list[nodes.Node]:
        persons, grouped = people(), actors(self.address)
        kinds = {
            "People": [(anchor(rows[0]["role"]), group) for group, rows in persons.items()],
            "States, movements and missions": [
                (anchor(rows[0]["type"]), group) for group, rows in grouped.items()
            ],
        }
        return [
            filter_of("actors", Menu("kind", "Kind of actor", "All kinds", kinds)),
            *(
                section(anchor(group), group, html(render(f"actors/{name}.html", rows=rows)))
                for name, groups in (("people", persons), ("actors", grouped))
                for group, rows in groups.items()
            ),
        ]


def people() -> dict[str, list[Row]]:
    """Return people by role, in the order in which they held office, with links and sources."""
    rows = records(data.load("people"))
    names = {row["actor_id"]: row["name"] for row in records(data.load("actors"))}
    for row in rows:
        row["anchor"] = "person-" + row["person_id"].replace("_", "-")
        row["term"] = term(row["office_from"], row["office_to"])
        row["linked"] = [(names[key], "#" + actor_id(key)) for key in keys(row["actors"])]
        row["sources"] = sources_of(row)
    return {
        group: [row for row in rows if row["role"] == role]
        for role, group in ROLES.items()
        if any(row["role"] == role for row in rows)
    }


def term(first: str | None, last: str | None) -> str:
    """Write a term of office as far as it is known: `2013 to 2016`, `from 2013`, `until 2016`."""
    first, last = (written_date(day) if day else None for day in (first, last))
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else ""


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
