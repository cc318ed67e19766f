"""The page of each table, and the list of all tables."""

from typing import Any

from docutils import nodes
from markupsafe import Markup

from malicourse import data
from malicourse.dates import written_date
from malicourse_book.pages.directive import Page, html, section
from malicourse_book.pages.markup import Address, render
from malicourse_book.pages.tables import Row, records


class DataCard(Page):
    """All that is known about one table: ``{data-card} fatalities``."""

    required_arguments = 1

    def _contents(self) -> list[nodes.Node]:
        name = self.arguments[0]
        self.tables = (name, "sources")
        frame = data.load(name)
        table = data.read_schema(data.folder() / data.DESCRIPTION)[name]
        code = nodes.literal_block(text=f'load("{name}")', language="python")
        glance = render(
            "data_cards/glance.html",
            table=table,
            covers=span(table["coverage"]["first"], table["coverage"]["last"]),
            confidence=_confidence(frame),
            file=self.file_address(table["path"]),
            size=f"{max(table['bytes'] / 1000, 1):,.0f} kB, CSV in UTF-8",
        )
        described = render(
            "data_cards/columns.html", table=name, columns=columns(table, self.address)
        )
        sources = records(data.sources(name))
        card: list[nodes.Node] = [
            nodes.paragraph(text=f"{table['title']}. {table['description']}"),
            section("at-a-glance", "At a glance", html(glance)),
            section(
                "how-to-read-it",
                "How it was counted, and what to watch for",
                nodes.bullet_list(
                    "",
                    *(nodes.list_item("", nodes.paragraph(text=c)) for c in table["caveats"]),
                ),
            ),
            section("load-it", "Load it", code),
            section("cite-it", "Cite it", nodes.paragraph(text=data.cite(name))),
            section(
                "columns",
                "Columns",
                html(described),
            ),
        ]
        # The table of sources lists itself, on a page of its own.
        if name != "sources":
            listed = render("data_cards/card_sources.html", rows=sources)
            card.append(section("sources-used", "Sources used", html(listed)))
        return card


class DataOverview(Page):
    """A list of all tables with links to their pages."""

    def _contents(self) -> list[nodes.Node]:
        rows = data.catalog().to_dict("records")
        self.tables = tuple(row["table"] for row in rows)
        for row in rows:
            row["address"] = self.address(f"book/data/{row['table']}")
            row["covers"] = span(row["from"], row["to"])
            # The page of the table has the terms in full.
            row["licence"] = row["licence"].partition(";")[0]
        return [html(render("data_cards/overview.html", rows=rows))]


def span(first: str, last: str) -> str:
    """Write what a table covers, from its first date to its last."""
    first, last = written_date(first), written_date(last)
    return first if first == last else f"{first} to {last}"


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


def _confidence(frame: Any) -> str:
    """Say how many rows rest on which kind of source."""
    if "confidence" not in frame:
        return "given with each table"
    counts = frame["confidence"].value_counts().sort_index()
    return ", ".join(f"{name}: {number:,} rows" for name, number in counts.items() if number)
