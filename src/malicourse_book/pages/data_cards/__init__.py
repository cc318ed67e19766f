"""The page of each table, and the list of all tables."""

import csv
import json
import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes
from markupsafe import Markup

import malicourse
from malicourse import data
from malicourse.dates import written_date
from malicourse_book.pages.data_cards import recipes
from malicourse_book.pages.directive import LESSONS, Page, html, section
from malicourse_book.pages.markup import Address, render
from malicourse_book.pages.tables import Row, records
from malicourse_book.repository import repository

#: How many rows of a table its card shows.
SHOWN = 5


class DataCard(Page):
    """All that is known about one table: ``{data-card} fatalities``."""

    required_arguments = 1

    def _contents(self) -> list[nodes.Node]:
        name = self.arguments[0]
        self.tables = (name, "sources", LESSONS + name)
        frame = data.load(name)
        folder = data.folder()
        table = data.read_schema(folder / data.DESCRIPTION)[name]
        file = folder / table["path"]
        origin = repository(os.environ, Path(self.env.srcdir))
        address = origin.url if origin else ""
        glance = render(
            "data_cards/glance.html",
            table=table,
            version=malicourse.__version__,
            covers=span(table["coverage"]["first"], table["coverage"]["last"]),
            dates=_dates(table, frame),
            confidence=_confidence(frame),
        )
        files = render(
            "data_cards/files.html",
            table=table,
            file=self.file_address,
            size=f"{max(table['bytes'] / 1000, 1):,.0f} kB",
            sources=self.address("book/sources"),
        )
        described = render(
            "data_cards/columns.html", table=name, columns=columns(table, self.address)
        )
        coded, caveats = table.get("coding", ()), table["caveats"]
        counted = "How it was counted, and what to watch for"
        card: list[nodes.Node] = [
            nodes.paragraph(text=f"{table['title']}. {table['description']}"),
            section("at-a-glance", "At a glance", html(glance)),
            section("take-it-along", "Take it along", html(files)),
            section("how-to-read-it", counted, _list(caveats)),
            *([section("how-it-was-coded", "How it was coded", _list(coded))] if coded else ()),
            section("first-rows", "First rows", html(_first_rows(table, file, self.address))),
            section("columns", "Columns", html(described)),
            section(
                "load-it",
                "Load it",
                nodes.paragraph(text="In a notebook of the course:"),
                nodes.literal_block(text=f'load("{name}")', language="python"),
                nodes.paragraph(text="Beside the downloaded CSV file, in Python:"),
                nodes.literal_block(text=recipes.python(table, file), language="python"),
                nodes.paragraph(text="In R:"),
                nodes.literal_block(text=recipes.r(table), language="r"),
            ),
            section(
                "cite-it",
                "Cite it",
                nodes.paragraph(text=data.cite(name, address)),
                nodes.literal_block(text=data.bibtex(name, address), language="bibtex"),
            ),
        ]
        lessons = json.loads(self.env.malicourse_states.get(LESSONS + name, "[]"))
        if lessons:
            found = [(title, self.address(LESSONS + lesson)) for title, lesson in lessons]
            links = render("data_cards/lessons.html", lessons=found)
            card.append(section("lessons", "Lessons that use it", html(links)))
        # The table of sources lists itself, on a page of its own.
        if name != "sources":
            used = records(data.sources(name))
            listed = render("data_cards/card_sources.html", rows=used)
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
    if column["type"] == "boolean":
        parts.append(Markup("true; false"))
    return Markup("; ").join(parts) if parts else Markup("any")


def _first_rows(table: Row, file: Path, address: Address) -> str:
    """Show the first rows as they stand in the file, turned: 25 columns fit no page."""
    with file.open(encoding="utf-8", newline="") as stream:
        head, *rows = islice(csv.reader(stream), SHOWN + 1)
    return render(
        "data_cards/first_rows.html",
        table=table,
        rows=rows,
        columns=list(zip(head, zip(*rows, strict=True), strict=True)),
        keys=() if table["name"] == "sources" else ("source_id", "other_source_ids"),
        sources=address("book/sources"),
    )


def _dates(table: Row, frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Say from when to when the dates of each column go, and how many are missing."""
    found = []
    for column in table["schema"]["fields"]:
        days = frame[column["name"]].dropna()
        if column["type"] == "date" and len(days):
            first, last = (f"{day:%Y-%m-%d}" for day in (days.min(), days.max()))
            missing = f"; {column['nulls']:,} of {len(frame):,} empty" if column["nulls"] else ""
            found.append((column["title"], span(first, last) + missing))
    return found


def _list(texts: Iterable[str]) -> nodes.bullet_list:
    items = (nodes.list_item("", nodes.paragraph(text=text)) for text in texts)
    return nodes.bullet_list("", *items)


def _confidence(frame: Any) -> str:
    """Say how many rows rest on which kind of source."""
    if "confidence" not in frame:
        return "given with each table"
    counts = frame["confidence"].value_counts().sort_index()
    return ", ".join(f"{name}: {number:,} rows" for name, number in counts.items() if number)
