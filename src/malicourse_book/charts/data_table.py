"""A chart in words: its titles, and its data as HTML tables and as CSV to take along."""

import csv
import io
import json
import re
from html import escape
from typing import Any
from urllib.parse import quote

from malicourse_book.charts.reading import Table, dicts, read, titles

Rows = list[dict[str, Any]]

#: A longer table is cut on the page; its CSV is always whole.
MOST_ROWS = 200
_COMPUTED_FIELD = re.compile(r"datum\[(?!'[^'\]]*'\]|\\\"[^\"\]]*\\\"\])")


def chart_words(spec: dict[str, Any]) -> tuple[str, str]:
    """Return title and subtitle as plain text; what the chart computes, as it is first drawn.

    Raises
    ------
    ValueError
        If Vega-Lite cannot draw a chart that computes its title.
    """
    said = titles(spec)
    if any(isinstance(value, dict) for value in said.values()):
        reading = read(with_named_data(spec))
        return reading.title, reading.subtitle
    texts = []
    for name in ("title", "subtitle"):
        value = said.get(name, "")
        texts.append((" ".join(value) if isinstance(value, list) else value).strip())
    return texts[0], texts[1]


def with_named_data(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of `spec` whose data all stand under `datasets`, without unused columns."""
    spec = json.loads(json.dumps(spec))
    datasets = spec.pop("datasets", {})
    for holder in dicts(spec):
        data = holder.get("data")
        if isinstance(data, dict) and isinstance(data.get("values"), list):
            name = data.get("name") or f"data-{len(datasets) + 1}"
            datasets[name] = data.pop("values")
            data["name"] = name
    # A column whose name appears nowhere in the chart's description cannot be drawn, unless an
    # expression puts the name together, as in datum['best_' + kind].
    text = json.dumps(spec)
    for name, rows in datasets.items():
        if _is_flat(rows) and not _COMPUTED_FIELD.search(text):
            datasets[name] = [
                {key: value for key, value in row.items() if json.dumps(key)[1:-1] in text}
                for row in rows
            ]
    spec["datasets"] = datasets
    return spec


def data_html(tables: list[Table], *, title: str, name: str, whole: Rows | None = None) -> str:
    """Return the folded tables of a chart's data.

    Parameters
    ----------
    tables : list of Table
        What the chart draws, from `read`.
    title : str
        The chart's title; it becomes the caption.
    name : str
        The chart's name on its page; it names the CSV file.
    whole : list of dict, optional
        The rows of a chart with controls, for a file that holds those of every setting.

    Returns
    -------
    str
        A `<details>` element, or nothing where the chart draws no data (a formula).
    """
    parts = []
    for number, table in enumerate(tables, start=1):
        part = f", part {number} of {len(tables)}" if len(tables) > 1 else ""
        file = f"{name}-{number}.csv" if len(tables) > 1 else f"{name}.csv"
        parts.append(_table(table, caption=title, part=part, file=file))
    if not parts:
        return ""
    if whole:
        columns = list(dict.fromkeys(key for row in whole for key in row))
        rows = [[row.get(key) for key in columns] for row in whole]
        link = _link(f"{name}-all.csv", columns, rows, "the rows of every setting")
        parts.append(f'<p class="chart-csv">{link}</p>')
    return (
        '<details class="chart-data"><summary>Data of this chart as a table</summary>'
        f"{''.join(parts)}</details>"
    )


def whole_rows(spec: dict[str, Any]) -> Rows:
    """Return the largest plain table of a specification from `with_named_data`."""
    return max(filter(_is_flat, spec["datasets"].values()), key=len, default=[])


def _table(table: Table, *, caption: str, part: str, file: str) -> str:
    kinds = [' class="chart-number"' if number else "" for number in table.numbers]
    head = "".join(
        f'<th scope="col"{kind}>{escape(text)}</th>'
        for kind, text in zip(kinds, table.heads, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{escape(c)}</td>" for kind, c in zip(kinds, row, strict=True))
        + "</tr>"
        for row in table.cells[:MOST_ROWS]
    )
    count = len(table.cells)
    cut = f"The table shows the first {MOST_ROWS} of {count} rows. " if count > MOST_ROWS else ""
    return (
        f'<div class="chart-table" role="region" tabindex="0" aria-label="{escape(caption)}, data">'
        f'<table data-from="{table.name}" data-fields="{" ".join(table.fields)}"'
        f' data-most="{MOST_ROWS}"><caption><span class="chart-caption">{escape(caption)}</span>'
        f"{part}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<p class="chart-csv"><span class="chart-cut">{cut}</span>'
        f"{_link(file, table.heads, table.values)}</p>"
    )


def _link(file: str, heads: list[str], rows: list[list[Any]], what: str = "") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([heads, *rows])
    text = quote(buffer.getvalue(), safe=",:;/ ").replace(" ", "%20")
    return (
        f'<a download="{escape(file)}" href="data:text/csv;charset=utf-8,{text}">'
        f"Download {escape(file)}{f', {what}' if what else ''}</a>"
    )


def _is_flat(rows: Any) -> bool:
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, dict) for row in rows)
        and not any(isinstance(value, dict | list) for row in rows for value in row.values())
    )
