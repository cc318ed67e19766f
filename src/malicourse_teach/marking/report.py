"""Write the marks: one CSV for the class, one page of HTML for each notebook."""

from __future__ import annotations

import csv
import html
import io
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from malicourse import charts

COLUMNS = ("learner", "file", "lesson", "exercise", "title", "status", "message", "seconds")


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(path.name + ".new")
    # A lone surrogate, from a file's name or a learner's text, is no reason to lose the rest.
    new.write_text(text, encoding="utf-8", errors="replace")
    os.replace(new, path)


def shown(text: str) -> str:
    """Return text that a terminal shows as one line and takes for no command."""
    return "".join(c if c.isprintable() else "?" for c in text)


def marks(rows: Iterable[dict[str, Any]]) -> str:
    """Return the CSV of all rows, safe to open in a spreadsheet."""
    made = io.StringIO()
    writer = csv.DictWriter(made, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe(row[name]) for name in COLUMNS})
    return made.getvalue()


def _safe(value: Any) -> Any:
    """Keep a spreadsheet from taking somebody's text for a formula."""
    text = str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def file_name(learner: str, lesson: str, digest: str) -> str:
    """Return a name for a report that every system can store."""
    plain = re.sub(r"[^\w-]+", "-", f"{learner}-{lesson}").strip("-")[:60]
    return f"{plain}-{digest[:8]}.html"


def page(learner: str, title: str, rows: list[dict[str, Any]], note: str) -> str:
    """Return the report on one notebook as a page that asks nothing of any other file."""
    right = sum(row["status"] == "correct" for row in rows)
    cells = "".join(
        f"<tr><th scope='row'>{html.escape(row['exercise'])}<br><small>{html.escape(row['title'])}"
        f"</small></th><td>{html.escape(row['status'])}</td><td>{html.escape(row['message'])}</td>"
        "</tr>"
        for row in rows
    )
    return _PAGE.format(
        learner=html.escape(learner),
        title=html.escape(title),
        right=right,
        all=len(rows),
        cells=cells,
        note=html.escape(note),
        ink=charts.INK,
        paper=charts.PAPER,
        grid=charts.GRID,
    )


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{learner}: {title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; max-width: 46rem;
  margin: 1rem auto; padding: 0 1rem; color: {ink}; background: {paper}; overflow-wrap: anywhere }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; vertical-align: top; padding: 0.4rem 0.6rem }}
tr {{ border-bottom: 1px solid {grid} }}
</style></head><body>
<h1>{learner}</h1>
<p>{title}: {right} of {all} exercises correct. {note}</p>
<table><thead><tr><th scope="col">Exercise</th><th scope="col">Status</th>
<th scope="col">Message</th></tr></thead><tbody>{cells}</tbody></table>
</body></html>
"""
