"""The rules of a table: whether a file keeps them, and where not, by line, column and value."""

from __future__ import annotations

import csv
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

#: Types beside text, and how a cell of each is written.
RULES = {
    "integer": "a whole number such as 12",
    "number": "a number such as 12.5",
    "boolean": "true or false",
    "date": "a date such as 2022-06-29",
}
_PATTERNS = {
    "integer": re.compile(r"[+-]?\d+"),
    "number": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
}


class DataError(ValueError):
    """A table is unknown, missing or broken; the message says which, where and what to do."""


def diagnose(resource: dict[str, Any], path: Path) -> None:
    """Read a table cell by cell and raise at the first broken rule.

    Parameters
    ----------
    resource : dict
        Description of the table (Frictionless resource).
    path : pathlib.Path
        The CSV file.

    Raises
    ------
    DataError
        If a rule is broken; without one the function returns.
    """
    file, fields = resource["path"], resource["schema"]["fields"]
    for column in fields:
        check_rules(f'{file}, column "{column["name"]}"', column)
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            lines = [(reader.line_num, cells) for cells in reader]
    except UnicodeDecodeError as error:
        raise DataError(
            f"{file} is not saved as UTF-8 text (byte {error.start}). Save it again as CSV UTF-8."
        ) from None
    except csv.Error as error:
        raise DataError(f"{file} is not a well-formed CSV file: {error}.") from None
    if not lines:
        raise DataError(f"{file} is empty. Restore it from the repository (git restore data).")
    header = lines[0][1]
    names = [column["name"] for column in fields]
    check_header(file, header, names)
    seen: dict[tuple[str, ...], int] = {}
    unique: dict[str, dict[str, int]] = {
        c["name"]: {} for c in fields if c.get("constraints", {}).get("unique")
    }
    key = [names.index(name) for name in key_columns(resource)]
    for line, cells in lines[1:]:
        if not cells:
            continue
        if len(cells) != len(names):
            raise DataError(
                f"{file}, line {line}: {len(cells)} cells where {len(names)} are expected. "
                f"A text with a comma in it must stand in double quotation marks."
            )
        for column, cell in zip(fields, cells, strict=True):
            _check_cell(f'{file}, line {line}, column "{column["name"]}"', column, cell)
            if cell and column["name"] in unique:
                first = unique[column["name"]].setdefault(cell, line)
                if first != line:
                    raise DataError(
                        f'{file}, line {line}, column "{column["name"]}": "{cell}" stands '
                        f"already in line {first}. Rule: every value occurs once."
                    )
        if key:
            value = tuple(cells[position] for position in key)
            first = seen.setdefault(value, line)
            if first != line:
                raise DataError(
                    f"{file}, line {line}: the key {' + '.join(key_columns(resource))} = "
                    f'"{" + ".join(value)}" stands already in line {first}. '
                    f"Rule: the key names one row only."
                )


def check_header(file: str, header: list[str], names: list[str]) -> None:
    """Compare the columns of a file with those of its description.

    Parameters
    ----------
    file : str
        Name of the file, for the message.
    header : list of str
        Columns of the file.
    names : list of str
        Columns of the description.

    Raises
    ------
    DataError
        If the two lists differ; the message names the first difference.
    """
    if header == names:
        return
    missing = [name for name in names if name not in header]
    unknown = [name for name in header if name not in names]
    if missing:
        near = get_close_matches(missing[0], unknown, n=1, cutoff=0.5)
        hint = f' Is it the column "{near[0]}"?' if near else ""
        raise DataError(f'{file}, line 1: the column "{missing[0]}" is missing.{hint}')
    if unknown:
        raise DataError(
            f'{file}, line 1: the column "{unknown[0]}" is not described. '
            f"Describe it in {file.removesuffix('.csv')}.yml and run make data, or take it out."
        )
    raise DataError(
        f"{file}, line 1: the columns stand in another order than described, "
        f"or one stands there twice. Expected: {', '.join(names)}."
    )


def check_rules(where: str, column: dict[str, Any]) -> None:
    """See whether the rules of a column fit its type.

    Parameters
    ----------
    where : str
        File and column, for the message.
    column : dict
        Description of the column (Frictionless field).

    Raises
    ------
    DataError
        If a bound or an allowed value is none of the type, or a pattern cannot be read.
    """
    kind, rules = column["type"], column.get("constraints", {})
    for which in ("minimum", "maximum"):
        if which in rules:
            value = rules[which]
            number = kind in ("integer", "number") and type(value) in (int, float)
            day = kind == "date" and isinstance(value, str) and _typed(kind, value) is not None
            if not (number or day):
                raise DataError(f"{where}, {which}: {value!r} does not fit the type {kind}.")
    for value in rules.get("enum", ()):
        if kind == "string" and not isinstance(value, str):
            raise DataError(
                f"{where}, enum: its values are texts; put yes, no and numbers in quotes."
            )
        if _allowed(kind, value) is None:
            raise DataError(f"{where}, enum: {value!r} does not fit the type {kind}.")
    try:
        re.compile(rules.get("pattern", ""))
    except (re.error, TypeError) as error:
        raise DataError(
            f"{where}, pattern: {rules['pattern']!r} is no regular expression: {error}."
        ) from None


def _check_cell(where: str, column: dict[str, Any], cell: str) -> None:
    """Raise if a cell breaks the type or a rule of its column."""
    kind, rules = column["type"], column.get("constraints", {})
    if cell == "":
        if rules.get("required"):
            raise DataError(f"{where}: the cell is empty. Rule: a value is required.")
        return
    value = _typed(kind, cell)
    if value is None:
        raise DataError(f'{where}: "{cell}" is not {RULES[kind]}.')
    if "minimum" in rules and value < bound(column, "minimum"):
        raise DataError(f'{where}: "{cell}" is too small. Rule: at least {rules["minimum"]}.')
    if "maximum" in rules and value > bound(column, "maximum"):
        raise DataError(f'{where}: "{cell}" is too large. Rule: at most {rules["maximum"]}.')
    if "enum" in rules and value not in [_allowed(kind, v) for v in rules["enum"]]:
        allowed = [str(item) for item in rules["enum"]]
        near = get_close_matches(cell, allowed, n=1, cutoff=0.5)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise DataError(
            f'{where}: "{cell}" is not an allowed value.{hint} Allowed: {", ".join(allowed)}.'
        )
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        raise DataError(f'{where}: "{cell}" does not have the form {rules["pattern"]}.')


def _typed(kind: str, cell: str) -> Any:
    """Return a cell as a value of its type, or None if it is none."""
    if kind not in _PATTERNS:
        return cell
    if not _PATTERNS[kind].fullmatch(cell):
        return None
    if kind == "date":
        value = pd.to_datetime(cell, format="%Y-%m-%d", errors="coerce")
        return None if pd.isna(value) else value
    return {"integer": int, "number": float, "boolean": lambda text: text == "true"}[kind](cell)


def _allowed(kind: str, value: Any) -> Any:
    """Return an allowed value, which may be written as a cell is, in the type of its column."""
    return _typed(kind, value) if isinstance(value, str) else value


def bound(column: dict[str, Any], which: str) -> Any:
    """Return the minimum or maximum of a column in the type of its values."""
    value = column["constraints"][which]
    return pd.Timestamp(value) if column["type"] == "date" else value


def key_columns(resource: dict[str, Any]) -> list[str]:
    """Return the columns of the primary key."""
    key = resource["schema"].get("primaryKey", [])
    return [key] if isinstance(key, str) else list(key)
