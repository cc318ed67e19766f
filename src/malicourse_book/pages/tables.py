"""What the pages ask the tables for: rows, the keys in their cells, sources."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import pandas as pd

from malicourse import data

Row = dict[str, Any]
#: Where a table stands that has no topic, and a source that only such a table uses.
OTHER_TOPIC = "Other tables"


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
