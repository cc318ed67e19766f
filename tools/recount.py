"""Bring ``data/datapackage.json`` up to date after a table was edited.

``python -m tools.recount`` counts again what can be counted: rows, bytes, SHA-256 and the
empty cells of every column. A CSV that is not described yet gets a skeleton, whose empty meanings
have to be written by hand: the tests fail until they are.
``python -m tools.recount --check`` changes nothing, names every difference and ends with
status 1 if there is one.
"""

from __future__ import annotations

import argparse
import copy
import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from malicourse import data
from malicourse.data.schema import DataError, check_header


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : list of str, optional
        Arguments without the name of the program; those of the shell if not given.

    Returns
    -------
    int
        0 if the description fits the files (or was brought up to date), else 1.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.recount", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, report differences")
    options = parser.parse_args(arguments)
    try:
        folder = data.folder()
        described = read(folder)
        counted, changes = recount(described, folder)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    for change in changes:
        print(change)
    if not changes:
        print(f"{data.DESCRIPTION} fits the files.")
    elif options.check:
        return 1
    else:
        text = json.dumps(counted, indent=2, ensure_ascii=False)
        (folder / data.DESCRIPTION).write_text(text + "\n", encoding="utf-8", newline="\n")
        print(f"{data.DESCRIPTION} was brought up to date.")
    return 0


def read(folder: Path) -> dict[str, Any]:
    """Read the description of a data folder.

    Parameters
    ----------
    folder : pathlib.Path
        Folder that holds ``datapackage.json``.

    Returns
    -------
    dict
        The content of the file.

    Raises
    ------
    DataError
        If the file is not valid JSON or lacks names, paths or fields.
    """
    path = folder / data.DESCRIPTION
    data.describe_tables(path)
    return json.loads(path.read_text(encoding="utf-8"))


def recount(described: dict[str, Any], folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Count every table again.

    Parameters
    ----------
    described : dict
        Content of ``datapackage.json``; it is not changed.
    folder : pathlib.Path
        Folder that holds the tables.

    Returns
    -------
    counted : dict
        The content with counts that fit the files and a skeleton for each new table.
    changes : list of str
        One sentence for each difference; empty if there is none.

    Raises
    ------
    DataError
        If a described file is missing or its columns are not the described ones.
    """
    counted, changes = copy.deepcopy(described), []
    for resource in counted["resources"]:
        counts, empty = count(folder / resource["path"])
        names = [column["name"] for column in resource["schema"]["fields"]]
        check_header(resource["path"], list(empty), names)
        for key, value in counts.items():
            if resource.get(key) != value:
                changes.append(f"{resource['path']}: {key} is {value}, not {resource.get(key)}.")
                resource[key] = value
        for column in resource["schema"]["fields"]:
            name, found = column["name"], empty[column["name"]]
            if column.get("nulls") != found:
                changes.append(
                    f'{resource["path"]}, column "{name}": {found} empty cells, '
                    f"not {column.get('nulls')}."
                )
                column["nulls"] = found
    known = {resource["path"] for resource in counted["resources"]}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            changes.append(f"{path.name}: not described yet; write its meanings by hand.")
            counted["resources"].append(skeleton(path))
    return counted, changes


def count(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Count what a CSV file holds.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file in UTF-8 with a header.

    Returns
    -------
    counts : dict
        ``rows`` (without the header), ``bytes`` and ``hash`` (``sha256:`` and 64 digits).
    empty : dict of str to int
        Number of empty cells by column, in the order of the file.

    Raises
    ------
    DataError
        If the file is missing, empty or not UTF-8, or a row has too few or too many cells.
    """
    try:
        content = path.read_bytes()
        lines = list(csv.reader(content.decode("utf-8").splitlines(keepends=True), strict=True))
    except FileNotFoundError:
        raise DataError(f"{path.name} is described but missing from {path.parent}.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name} is not a CSV file in UTF-8: {error}.") from None
    if not lines:
        raise DataError(f"{path.name} is empty.")
    header, rows = lines[0], lines[1:]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise DataError(
                f"{path.name}, row {number}: {len(row)} cells where {len(header)} are expected."
            )
    empty = {name: sum(not row[position] for row in rows) for position, name in enumerate(header)}
    counts = {
        "rows": len(rows),
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
    }
    return counts, empty


def skeleton(path: Path) -> dict[str, Any]:
    """Make the description of a new table, to be filled in by hand.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file in UTF-8 with a header.

    Returns
    -------
    dict
        A resource whose counts are right and whose meanings are empty.

    Raises
    ------
    DataError
        As ``count``.
    """
    counts, empty = count(path)
    fields = [
        {"name": name, "type": "string", "title": "", "description": "", "nulls": nulls}
        for name, nulls in empty.items()
    ]
    return {
        "name": path.stem,
        "path": path.name,
        "profile": "tabular-data-resource",
        "title": "",
        "description": "",
        "caveats": [],
        "coverage": {"first": "", "last": ""},
        "citation": "",
        "licenses": [{"name": "", "title": "", "path": "", "checked": ""}],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **counts,
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": [],
            "foreignKeys": [
                {
                    "fields": "source_id",
                    "reference": {"resource": "sources", "fields": "source_id"},
                }
            ],
        },
    }


if __name__ == "__main__":
    sys.exit(main())
