"""What the pages ask the tables for: rows, the keys in their cells, sources."""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from malicourse import data

Row = dict[str, Any]
#: Where a table stands that has no topic, and a source that only such a table uses.
OTHER_TOPIC = "Other tables"
_LOAD = re.compile(r"""\bload\(\s*["'](\w+)["']\s*\)""")


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a table as dictionaries in which an empty cell is None."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def keys(*cells: str | None) -> list[str]:
    """Return the keys in cells that hold them separated by semicolons."""
    return [key for cell in cells if cell for key in cell.split(";")]


def source_rows(names: Iterable[str]) -> list[Row]:
    """Return the sources with these keys, in this order, each once."""
    known = {row["source_id"]: row for row in records(data.load("sources"))}
    return [known[name] for name in dict.fromkeys(names)]


def sources_of(row: Row) -> list[Row]:
    """Return the sources that a row names, the first one first."""
    return source_rows(keys(row["source_id"], row["other_source_ids"]))


def topics() -> dict[str, list[str]]:
    """Return the names of the tables by topic, both in the order of the description."""
    package = json.loads((data.folder() / data.DESCRIPTION).read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {topic: [] for topic in package.get("topics", ())}
    for table in package["resources"]:
        found.setdefault(table.get("topic", OTHER_TOPIC), []).append(table["name"])
    return found


def lessons_by_table(notebooks: Iterable[Path]) -> dict[str, list[tuple[str, str]]]:
    """Return title and name of the lessons whose code loads a table, by the table.

    Parameters
    ----------
    notebooks : iterable of pathlib.Path
        The files of the lessons, in their order.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for path in notebooks:
        title, tables = _loaded(path, path.stat().st_mtime_ns)
        for table in tables:
            found.setdefault(table, []).append((title, path.stem))
    return found


@cache
def _loaded(path: Path, stamp: int) -> tuple[str, list[str]]:
    """Return the title of a lesson and the tables that its code loads; read again when edited."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    title = "".join(cells[0]["source"]).splitlines()[0].removeprefix("# ")
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return title, list(dict.fromkeys(_LOAD.findall(code)))


def states() -> dict[str, str]:
    """Return for each table a text that changes with its rows or their description."""
    folder = data.folder()
    found = {}
    for name, table in data.read_schema(folder / data.DESCRIPTION).items():
        path = folder / table["path"]
        # Whoever loads a missing table says so.
        rows = path.read_bytes() if path.is_file() else b""
        found[name] = hashlib.sha256(json.dumps(table).encode() + rows).hexdigest()
    return found
