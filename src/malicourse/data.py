"""Load the tables of the course, typed and checked against their description.

The description of every table is ``datapackage.json`` (Frictionless), beside the CSV files.
Column types follow it: date -> ``datetime64``, integer -> ``Int64`` (an empty cell stays
``<NA>``), number -> ``float64`` (an empty cell is ``NaN``), boolean -> ``boolean``,
string -> ``str``, string with an ``enum`` -> ``category`` without an order.

A table is read in one fast pass. Only when that pass finds something wrong is the file read a
second time, cell by cell, to say where.
"""

from __future__ import annotations

import csv
import json
import os
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd

ENVIRONMENT = "MALICOURSE_DATA"
DESCRIPTION = "datapackage.json"

_DTYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean"}
_RULES = {
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


@dataclass
class _Package:
    """A described folder of tables, with the tables that were already read from it."""

    folder: Path
    resources: dict[str, dict[str, Any]]
    stamp: tuple[int, int]
    frames: dict[str, tuple[tuple[int, int], pd.DataFrame]] = field(default_factory=dict)


_packages: dict[Path, _Package] = {}


def folder() -> Path:
    """Find the folder that holds the tables.

    The first of these that applies: the folder named by the environment variable
    ``MALICOURSE_DATA``, ``data/`` of the clone that this file belongs to, the copy inside the
    installed package.

    Returns
    -------
    pathlib.Path
        A folder that holds ``datapackage.json``.

    Raises
    ------
    DataError
        If none of the places has the description of the tables.
    """
    named = os.environ.get(ENVIRONMENT)
    if named:
        path = Path(named).expanduser()
        if not path.is_dir():
            raise DataError(
                f"{ENVIRONMENT} names the folder {path}, which does not exist. "
                f"Correct the variable, or unset it to use the tables of the course."
            )
        if not (path / DESCRIPTION).is_file():
            raise DataError(
                f"{ENVIRONMENT} names the folder {path}, but there is no {DESCRIPTION} in it. "
                f"Copy the whole data folder of the course there, or unset the variable."
            )
        return path
    clone = Path(__file__).resolve().parents[2] / "data"
    installed = Path(str(resources.files("malicourse") / "_data"))
    for path in (clone, installed):
        if (path / DESCRIPTION).is_file():
            return path
    raise DataError(
        f"The tables of the course were not found. Looked for {DESCRIPTION} in {clone} and in "
        f"{installed}. Install the package again, or set {ENVIRONMENT} to the data folder."
    )


def load(name: str) -> pd.DataFrame:
    """Load a table of the course.

    Parameters
    ----------
    name : str
        Name of the table, for example ``"fatalities"``; ``catalog()`` lists all names.

    Returns
    -------
    pandas.DataFrame
        One row per line of the file and one column per described field, in that order, typed as
        the module text says. Every call returns a new copy, so it can be changed freely.

    Raises
    ------
    DataError
        If there is no such table, or its file is missing or does not fit its description.
    """
    package = _package()
    resource = _resource(package, name)
    path = package.folder / resource["path"]
    stamp = _stamp(path)
    known = package.frames.get(name)
    if stamp is None:
        raise DataError(
            f'The file {resource["path"]} of the table "{name}" is missing. Looked in '
            f"{package.folder}. Restore it from the repository (git restore data), or install "
            f"the package again."
        )
    if known is None or known[0] != stamp:
        package.frames[name] = (stamp, _read(package, resource, path))
    return package.frames[name][1].copy()


def catalog() -> pd.DataFrame:
    """List the tables of the course.

    Returns
    -------
    pandas.DataFrame
        Columns ``table``, ``title``, ``rows``, ``columns``, ``from``, ``to`` (first and last date
        covered, as text: a day, a month or a year), ``licence``, ``description``; one row per
        table, in the order of the description.
    """
    rows = []
    for name, resource in _package().resources.items():
        coverage = resource.get("coverage", {})
        licences = resource.get("licenses", [])
        rows.append(
            {
                "table": name,
                "title": resource.get("title", ""),
                "rows": resource.get("rows"),
                "columns": len(resource["schema"]["fields"]),
                "from": coverage.get("first", ""),
                "to": coverage.get("last", ""),
                "licence": "; ".join(item.get("title", "") for item in licences),
                "description": resource.get("description", ""),
            }
        )
    return pd.DataFrame(rows).astype({"rows": "Int64"})


def sources(name: str | None = None) -> pd.DataFrame:
    """List the sources of a table, or of the whole course.

    Parameters
    ----------
    name : str, optional
        Name of a table. Without it all sources are returned.

    Returns
    -------
    pandas.DataFrame
        The rows of ``sources.csv`` that the table refers to in ``source_id`` and
        ``other_source_ids``, sorted by ``source_id``.

    Raises
    ------
    DataError
        If there is no such table.
    """
    known = load("sources")
    if name is None or name == "sources":
        return known
    frame = load(name)
    used: set[str] = set()
    for column in ("source_id", "other_source_ids"):
        if column in frame:
            used.update(frame[column].dropna().str.split(";").explode())
    return known[known["source_id"].isin(used)].reset_index(drop=True)


def cite(name: str) -> str:
    """Say how to cite a table.

    Parameters
    ----------
    name : str
        Name of a table.

    Returns
    -------
    str
        The citation, in one line.

    Raises
    ------
    DataError
        If there is no such table.
    """
    return _resource(_package(), name)["citation"]


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return modification time and size of a file, or None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _package() -> _Package:
    """Return the described folder, read again whenever its description was edited."""
    place = folder()
    path = place / DESCRIPTION
    stamp = _stamp(path)
    known = _packages.get(place)
    if known is None or known.stamp != stamp:
        known = _Package(place, describe_tables(path), stamp)
        _packages[place] = known
    return known


def describe_tables(path: Path) -> dict[str, dict[str, Any]]:
    """Read the description of the tables, by name."""
    repair = "Restore it from the repository (git restore data), or install the package again."
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise DataError(
            f"{path} is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}. "
            f"{repair}"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}. {repair}") from None
    try:
        found = {resource["name"]: resource for resource in content["resources"]}
        for resource in found.values():
            for column in resource["schema"]["fields"]:
                column["name"], column["type"], resource["path"]
    except (KeyError, TypeError) as error:
        raise DataError(
            f"{path} does not describe the tables as expected: {error} is missing or misplaced. "
            f"{repair}"
        ) from None
    return found


def _resource(package: _Package, name: str) -> dict[str, Any]:
    """Return the description of a table, or suggest the nearest names."""
    if isinstance(name, str) and name in package.resources:
        return package.resources[name]
    if not isinstance(name, str):
        raise DataError(
            f'The name of a table is text in quotation marks, such as "fatalities", '
            f"not {type(name).__name__}. catalog() lists all tables."
        )
    wanted = name.strip().lower().removesuffix(".csv").replace("-", "_").replace(" ", "_")
    near = get_close_matches(wanted, package.resources, n=3, cutoff=0.6)
    if wanted:
        titles = {other: item.get("title", "") for other, item in package.resources.items()}
        near += [other for other in titles if wanted in other]
        near += [other for other in titles if wanted in titles[other].lower()]
    near = list(dict.fromkeys(near))[:3]
    hint = f" Did you mean: {', '.join(near)}?" if near else ""
    raise DataError(f'There is no table "{name}".{hint} catalog() lists all.')


def _read(package: _Package, resource: dict[str, Any], path: Path) -> pd.DataFrame:
    """Read a table fast; if anything is off, read it again slowly to say what."""
    try:
        frame = _read_fast(resource, path)
    except (ValueError, TypeError, KeyError, OverflowError):
        frame = None
    if frame is None:
        _diagnose(package, resource, path)
        raise DataError(
            f"{resource['path']} does not fit its description in {DESCRIPTION}. "
            f"Restore both from the repository (git restore data)."
        )
    return frame


def _read_fast(resource: dict[str, Any], path: Path) -> pd.DataFrame | None:
    """Read a table in one pass; None means that a rule of the description is broken."""
    fields = resource["schema"]["fields"]
    names = [column["name"] for column in fields]
    texts = [c["name"] for c in fields if c["type"] not in _DTYPES and c["type"] != "date"]
    dtypes: dict[str, Any] = dict.fromkeys(texts, "str")
    dtypes |= {c["name"]: _DTYPES[c["type"]] for c in fields if c["type"] in _DTYPES}
    dtypes |= {c["name"]: "str" for c in fields if c["type"] == "date"}
    frame = pd.read_csv(
        path,
        dtype=dtypes,
        keep_default_na=False,
        na_values=[""],
        true_values=["true"],
        false_values=["false"],
        encoding="utf-8",
    )
    if list(frame.columns) != names or not isinstance(frame.index, pd.RangeIndex):
        return None
    for column in fields:
        name, rules = column["name"], column.get("constraints", {})
        values = frame[name]
        present = values.dropna()
        if rules.get("required") and len(present) < len(values):
            return None
        if rules.get("unique") and present.duplicated().any():
            return None
        if "pattern" in rules and not present.str.fullmatch(rules["pattern"]).all():
            return None
        if column["type"] == "date":
            frame[name] = values = pd.to_datetime(values, format="%Y-%m-%d")
            present = values.dropna()
        if "enum" in rules:
            if not present.isin(rules["enum"]).all():
                return None
            frame[name] = values.astype(pd.CategoricalDtype(rules["enum"], ordered=False))
        if not present.empty and "minimum" in rules and present.min() < _bound(column, "minimum"):
            return None
        if not present.empty and "maximum" in rules and present.max() > _bound(column, "maximum"):
            return None
    key = _key(resource)
    return None if key and frame.duplicated(key).any() else frame


def _bound(column: dict[str, Any], which: str) -> Any:
    """Return the minimum or maximum of a column in the type of its values."""
    value = column["constraints"][which]
    return pd.Timestamp(value) if column["type"] == "date" else value


def _key(resource: dict[str, Any]) -> list[str]:
    """Return the columns of the primary key."""
    key = resource["schema"].get("primaryKey", [])
    return [key] if isinstance(key, str) else list(key)


def _diagnose(package: _Package, resource: dict[str, Any], path: Path) -> None:
    """Read a table cell by cell and raise at the first broken rule."""
    file, fields = resource["path"], resource["schema"]["fields"]
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
    key = [names.index(name) for name in _key(resource)]
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
                    f"{file}, line {line}: the key {' + '.join(_key(resource))} = "
                    f'"{" + ".join(value)}" stands already in line {first}. '
                    f"Rule: the key names one row only."
                )


def check_header(file: str, header: list[str], names: list[str]) -> None:
    """Compare the columns of a file with those of its description."""
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
            f'{file}, line 1: the column "{unknown[0]}" is not described in {DESCRIPTION}. '
            f"Describe it there (python -m malicourse.describe), or take it out."
        )
    raise DataError(
        f"{file}, line 1: the columns stand in another order than in {DESCRIPTION}, or one stands "
        f"there twice. Expected: {', '.join(names)}."
    )


def _check_cell(where: str, column: dict[str, Any], cell: str) -> None:
    """Raise if a cell breaks the type or a rule of its column."""
    kind, rules = column["type"], column.get("constraints", {})
    if cell == "":
        if rules.get("required"):
            raise DataError(f"{where}: the cell is empty. Rule: a value is required.")
        return
    if kind in _PATTERNS:
        value = _typed(kind, cell)
        if value is None:
            raise DataError(f'{where}: "{cell}" is not {_RULES[kind]}.')
        if "minimum" in rules and value < _bound(column, "minimum"):
            raise DataError(f'{where}: "{cell}" is too small. Rule: at least {rules["minimum"]}.')
        if "maximum" in rules and value > _bound(column, "maximum"):
            raise DataError(f'{where}: "{cell}" is too large. Rule: at most {rules["maximum"]}.')
    if "enum" in rules and cell not in rules["enum"]:
        near = get_close_matches(cell, rules["enum"], n=1, cutoff=0.5)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        allowed = ", ".join(rules["enum"])
        raise DataError(f'{where}: "{cell}" is not an allowed value.{hint} Allowed: {allowed}.')
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        raise DataError(f'{where}: "{cell}" does not have the form {rules["pattern"]}.')


def _typed(kind: str, cell: str) -> Any:
    """Return a cell as a value of its type, or None if it is none."""
    if not _PATTERNS[kind].fullmatch(cell):
        return None
    if kind == "date":
        value = pd.to_datetime(cell, format="%Y-%m-%d", errors="coerce")
        return None if pd.isna(value) else value
    return {"integer": int, "number": float, "boolean": lambda text: text == "true"}[kind](cell)
