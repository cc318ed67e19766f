"""Load the tables of the course, typed and checked against their description.

The description of every table is ``datapackage.json`` (Frictionless), beside the CSV files.
Column types follow it: date -> ``datetime64``, integer -> ``Int64`` (an empty cell stays
``<NA>``), number -> ``float64`` (an empty cell is ``NaN``), boolean -> ``boolean``,
string -> ``str``, string with an ``enum`` -> ``category`` without an order.

A file with the described SHA-256 keeps every rule of its description and is only read and typed.
Any other is first gone through cell by cell, by `malicourse.data.schema`, which says what is wrong
and where; a file that keeps the rules is read like the described one.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd

from malicourse.data import citation
from malicourse.data.schema import DataError, diagnose

ENVIRONMENT = "MALICOURSE_DATA"
DESCRIPTION = "datapackage.json"

_DTYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean"}


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
    clone = Path(__file__).resolve().parents[3] / "data"
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
        package.frames[name] = (stamp, _read(resource, path))
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


def cite(name: str, address: str = "") -> str:
    """Say how to cite a table.

    Parameters
    ----------
    name : str
        Name of a table.
    address : str, optional
        Where the tables were found; a copy of the course does not know its address.

    Returns
    -------
    str
        The citation, in one line: authors, year, title, version, and what else to cite.

    Raises
    ------
    DataError
        If there is no such table.
    """
    written = _resource(_package(), name)["citation"]
    return f"{written} Available at {address}" if address else written


def bibtex(name: str, address: str = "") -> str:
    """Write the entry of a table for BibTeX; the parameters are those of `cite`.

    Parameters
    ----------
    name : str
        Name of a table.
    address : str, optional
        Where the tables were found.

    Returns
    -------
    str
        An entry of the kind `@misc`, which every style of BibTeX knows.

    Raises
    ------
    DataError
        If there is no such table.
    """
    package = _package()
    resource = _resource(package, name)
    facts = json.loads((package.folder / DESCRIPTION).read_text(encoding="utf-8"))
    return citation.entry(facts, resource, address)


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
        known = _Package(place, read_schema(path), stamp)
        _packages[place] = known
    return known


def read_schema(path: Path) -> dict[str, dict[str, Any]]:
    """Read the description of the tables.

    Parameters
    ----------
    path : pathlib.Path
        A ``datapackage.json``.

    Returns
    -------
    dict
        The resources of the package by name, in the order of the file.

    Raises
    ------
    DataError
        If the file cannot be read, is not valid JSON, or lacks names, paths or fields.
    """
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


def _read(resource: dict[str, Any], path: Path) -> pd.DataFrame:
    """Read a table, after its rules were tried unless it is the described file to the byte."""
    content = path.read_bytes()
    if resource.get("hash") != "sha256:" + hashlib.sha256(content).hexdigest():
        diagnose(resource, path)
    fields = resource["schema"]["fields"]
    try:
        frame = pd.read_csv(
            io.BytesIO(content),
            dtype={column["name"]: _DTYPES.get(column["type"], "str") for column in fields},
            keep_default_na=False,
            na_values=[""],
            true_values=["true"],
            false_values=["false"],
            encoding="utf-8",
        )
        for column in fields:
            name, allowed = column["name"], column.get("constraints", {}).get("enum")
            if column["type"] == "date":
                frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
            elif column["type"] == "string" and allowed:
                frame[name] = frame[name].astype(pd.CategoricalDtype(allowed, ordered=False))
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise DataError(
            f"{resource['path']} does not fit its description in {DESCRIPTION}: {error}. "
            f"Restore both from the repository (git restore data)."
        ) from None
    return frame
