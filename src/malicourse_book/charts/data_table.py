"""A chart in words: its titles, and its data as HTML tables and as CSV to take along."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote

Rows = list[dict[str, Any]]

#: A longer table is cut on the page; its CSV is always whole.
MOST_ROWS = 200
_COMPUTED_FIELD = re.compile(r"datum\[(?!'[^'\]]*'\]|\\\"[^\"\]]*\\\"\])")


def chart_words(spec: dict[str, Any]) -> tuple[str, str]:
    """Return title and subtitle as plain text; a title computed by the chart counts as none."""
    title = spec.get("title") or ""
    parts = title if isinstance(title, dict) else {"text": title}
    texts = []
    for key in ("text", "subtitle"):
        value = parts.get(key) or ""
        lines = value if isinstance(value, list) else [value]
        texts.append(" ".join(lines) if all(isinstance(line, str) for line in lines) else "")
    return texts[0].strip(), texts[1].strip()


def with_named_data(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of `spec` whose data all stand under `datasets`, without unused columns."""
    spec = json.loads(json.dumps(spec))
    datasets = spec.pop("datasets", {})
    for holder in _dicts(spec):
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


def data_html(spec: dict[str, Any], *, title: str, name: str) -> str:
    """Return the folded tables of a chart's data.

    Parameters
    ----------
    spec : dict
        A specification from `with_named_data`.
    title : str
        The chart's title; it becomes the caption.
    name : str
        The chart's name on its page; it names the CSV file.

    Returns
    -------
    str
        A `<details>` element, or nothing where the chart holds no table (a map, a formula).
    """
    tables = [rows for rows in spec["datasets"].values() if _is_flat(rows)]
    heads = _heads(spec)
    parts = []
    for number, rows in enumerate(tables, start=1):
        part = f", part {number} of {len(tables)}" if len(tables) > 1 else ""
        file = f"{name}-{number}.csv" if len(tables) > 1 else f"{name}.csv"
        parts.append(_table(rows, heads, caption=title + part, file=file))
    if not parts:
        return ""
    return (
        '<details class="chart-data"><summary>Data of this chart as a table</summary>'
        f"{''.join(parts)}</details>"
    )


def _table(rows: Rows, heads: dict[str, str], *, caption: str, file: str) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    head = "".join(f'<th scope="col">{escape(heads.get(key, key))}</th>' for key in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(row.get(key)))}</td>" for key in columns) + "</tr>"
        for row in rows[:MOST_ROWS]
    )
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    cut = f"The table shows the first {MOST_ROWS} of {len(rows)} rows. "
    return (
        f'<div class="chart-table" role="region" tabindex="0" aria-label="{escape(caption)}, data">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<p class="chart-csv">{cut if len(rows) > MOST_ROWS else ""}'
        f'<a download="{escape(file)}" href="data:text/csv;charset=utf-8,'
        f'{quote(buffer.getvalue(), safe=",:;/ ").replace(" ", "%20")}">'
        f"Download {escape(file)}</a></p>"
    )


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return str(value).removesuffix("T00:00:00")


def _heads(spec: dict[str, Any]) -> dict[str, str]:
    """Map fields to the titles that the chart's axes and tooltips give them."""
    heads: dict[str, str] = {}
    for holder in _dicts({**spec, "datasets": None}):
        field, title = holder.get("field"), holder.get("title")
        if isinstance(field, str) and isinstance(title, str) and "aggregate" not in holder:
            heads.setdefault(field, title)
    return heads


def _is_flat(rows: Any) -> bool:
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, dict) for row in rows)
        and not any(isinstance(value, dict | list) for row in rows for value in row.values())
    )


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _dicts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _dicts(part)
