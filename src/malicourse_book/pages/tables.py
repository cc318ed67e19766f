"""What the pages ask the tables for: rows, the keys in their cells, sources."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from malicourse import data

Row = dict[str, Any]


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
