"""`python -m tools.recount` (`make data`): make `data/datapackage.json` from what people wrote.

What a table means stands in `data/NAME.yml` beside `data/NAME.csv`, what all tables share in
`data/package.yml`; rows, bytes, SHA-256 and empty cells are counted. A CSV without a description
gets a skeleton to be filled in. With `--check` nothing is written, every difference is named, and
the status is 1 if there is one.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

import malicourse
from malicourse import data
from malicourse.data import citation
from malicourse.data.schema import RULES, DataError, check_header, check_rules, diagnose

ROOT = Path(__file__).resolve().parents[1]
SHARED = "package.yml"
_TABLE = {
    "heading": str,
    "title": str,
    "topic": str,
    "description": str,
    "caveats": list,
    "coverage": dict,
    "citation": str,
    "licence": (str, dict),
    "licence_checked": str,
    "primaryKey": (str, list),
    "columns": dict,
}
_OPTIONAL = {"coding": list, "foreignKeys": dict}
_COLUMN = {"title": str, "description": str}
_RULES = {
    "required": bool,
    "unique": bool,
    "minimum": (int, float, str),
    "maximum": (int, float, str),
    "pattern": str,
    "enum": list,
}
_COLUMN_OPTIONAL = {"type": str, "unit": str, **_RULES}
_LICENCE = {"name": str, "title": str, "path": str}
_KINDS = {str: "a text", list: "a list", dict: "names with values", bool: "true or false"}


#: The parser in C, where PyYAML was built with it, is ten times as fast.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):
    """YAML in which a date is the text that was written, and a key stands once."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for position, (key, _) in enumerate(node.value):
            if key.value in keys[:position]:
                raise yaml.constructor.ConstructorError(
                    problem=f'the key "{key.value}" stands there twice',
                    problem_mark=key.start_mark,
                )
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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
        # Not `data.folder()`, which asks for the very file that is to be made.
        folder = Path(os.environ.get(data.ENVIRONMENT) or ROOT / "data")
        started = start_missing(folder, write=not options.check)
        if started:
            print("\n".join(started), file=sys.stderr)
            return 1
        made, path = describe(folder), folder / data.DESCRIPTION
        changes = differences(made, path)
        changed = {change.partition(" ")[0].rstrip(":") for change in changes}
        for resource in made["resources"]:
            if resource["path"] in changed or path.name in changed:
                diagnose(resource, folder / resource["path"])
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
        text = json.dumps(made, indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
        print(f"{data.DESCRIPTION} was brought up to date.")
    return 0


def describe(folder: Path) -> dict[str, Any]:
    """Make the description of a data folder from what is written and what can be counted.

    Parameters
    ----------
    folder : pathlib.Path
        Folder that holds the tables, a `NAME.yml` for each and `package.yml`.

    Returns
    -------
    dict
        The content of `datapackage.json`: tables by topic and, within one, by name.

    Raises
    ------
    DataError
        If a file is missing or breaks a rule; the message names file, column and rule.
    """
    shared = _read(folder / SHARED)
    wanted = {"name": str, "title": str, "description": str, "licenses": list}
    wanted |= {"contributors": list, "created": str}
    _check(SHARED, shared, {**wanted, "topics": list, "licences": dict})
    topics = shared["topics"]
    names = sorted(path.stem for path in folder.glob("*.yml") if path.name != SHARED)
    tables = [_resource(folder, name, topics, shared["licences"]) for name in names]
    _check_references(tables)
    tables.sort(key=lambda table: topics.index(table["topic"]))
    package = {
        "profile": "tabular-data-package",
        **{key: shared[key] for key in ("name", "title", "description", "contributors", "created")},
        "version": malicourse.__version__,
        "licenses": shared["licenses"],
        "topics": topics,
        "resources": tables,
    }
    for table in tables:
        table["citation"] = citation.sentence(package, table)
    return package


def differences(made: dict[str, Any], path: Path) -> list[str]:
    """Say in what the description on disk differs from the one that was made.

    Parameters
    ----------
    made : dict
        From `describe`.
    path : pathlib.Path
        A `datapackage.json`; it may be missing or broken.

    Returns
    -------
    list of str
        One sentence for each difference; empty if there is none.
    """
    try:
        old = json.loads(path.read_text(encoding="utf-8"))
        before = {resource["name"]: resource for resource in old["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{path.name} is missing or cannot be read."]
    found = []
    for table in made["resources"]:
        known = before.pop(table["name"], None)
        if known is None:
            found.append(f"{table['path']} is new.")
            continue
        changed = [key for key in table if table[key] != known.get(key)]
        for key in changed:
            if key in ("rows", "bytes", "hash"):
                found.append(f"{table['path']}: {key} is {table[key]}, not {known.get(key)}.")
            else:
                found.append(f"{table['path']}: {key} was changed.")
    found += [f"{name} is gone." for name in before]
    if not found and made != old:
        found.append(f"{SHARED} or the order of the tables was changed.")
    return found


def start_missing(folder: Path, *, write: bool) -> list[str]:
    """Start the description of every table that has none.

    Parameters
    ----------
    folder : pathlib.Path
        Folder that holds the tables.
    write : bool
        Whether the skeletons are written.

    Returns
    -------
    list of str
        A sentence for each such table.
    """
    told = []
    for path in sorted(folder.glob("*.csv")):
        meaning = path.with_suffix(".yml")
        if meaning.exists():
            continue
        if write:
            text = yaml.safe_dump(_skeleton(path), sort_keys=False, allow_unicode=True)
            meaning.write_text(text, encoding="utf-8", newline="\n")
        started = "it was started: fill it in" if write else "make data starts it"
        told.append(f"{path.name}: {meaning.name} is missing; {started}.")
    return told


def count(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Count what a CSV file holds.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file in UTF-8 with a header.

    Returns
    -------
    counts : dict
        `rows` (without the header), `bytes` and `hash` (`sha256:` and 64 digits).
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


def _resource(
    folder: Path, name: str, topics: list[str], licences: dict[str, Any]
) -> dict[str, Any]:
    """Describe one table."""
    file, path = f"{name}.yml", folder / f"{name}.csv"
    meaning = _read(folder / file)
    _check(file, meaning, _TABLE, _OPTIONAL)
    if meaning["topic"] not in topics:
        _refuse(f"{file}, topic", meaning["topic"], topics, f"a topic of {SHARED}")
    if not meaning["caveats"]:
        raise DataError(f"{file}, caveats: the list is empty. Rule: every table has a caveat.")
    for part in ("caveats", "coding"):
        for text in meaning.get(part, ()):
            if not isinstance(text, str):
                raise DataError(f"{file}, {part}: {text!r} is not a text; put it in quotes.")
    _check(f"{file}, coverage", meaning["coverage"], {"first": str, "last": str})
    licence = meaning["licence"]
    if isinstance(licence, str):
        if licence not in licences:
            _refuse(f"{file}, licence", licence, licences, f"a licence of {SHARED}")
        licence = licences[licence]
    _check(f"{file}, licence", licence, _LICENCE)
    counts, empty = count(path)
    fields = [_field(file, *item, empty) for item in meaning["columns"].items()]
    names = [field["name"] for field in fields]
    check_header(path.name, list(empty), names)
    key = meaning["primaryKey"]
    if not key:
        raise DataError(f"{file}, primaryKey: it is empty. Name the columns that name a row.")
    for column in [key] if isinstance(key, str) else key:
        if column not in names:
            _refuse(f"{file}, primaryKey", column, names, "a column of the table")
    foreign = []
    for column, target in meaning.get("foreignKeys", {}).items():
        if column not in names:
            _refuse(f"{file}, foreignKeys", column, names, "a column of the table")
        table, dot, field = str(target).partition(".")
        if not dot or not (folder / f"{table}.yml").exists():
            raise DataError(
                f'{file}, foreignKeys, column "{column}": "{target}" is not TABLE.COLUMN.'
            )
        reference = {"resource": table, "fields": field}
        foreign.append({"fields": column, "reference": reference})
    written = ("title", "heading", "description", "topic", "caveats", "coding", "coverage")
    return {
        "name": name,
        "path": path.name,
        "profile": "tabular-data-resource",
        **{part: meaning[part] for part in written if part in meaning},
        "citation": meaning["citation"],
        "licenses": [{**licence, "checked": meaning["licence_checked"]}],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **counts,
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": key,
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _field(file: str, name: str, column: Any, empty: dict[str, int]) -> dict[str, Any]:
    """Describe one column."""
    where = f'{file}, column "{name}"'
    if not isinstance(column, dict):
        raise DataError(f"{where}: it needs a title and a description.")
    if name not in empty:
        near = get_close_matches(str(name), empty, n=1, cutoff=0.5)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise DataError(f"{where}: the CSV has no such column.{hint}")
    _check(where, column, _COLUMN, _COLUMN_OPTIONAL)
    kind = column.get("type", "string")
    if kind not in ("string", *RULES):
        _refuse(f"{where}, type", kind, ["string", *RULES], "a type")
    rules = {key: column[key] for key in column if key in _RULES}
    check_rules(where, {"type": kind, "constraints": rules})
    return {
        "name": name,
        "type": kind,
        **{part: column[part] for part in ("title", "description", "unit") if part in column},
        **({"constraints": rules} if rules else {}),
        "nulls": empty[name],
    }


def _check_references(tables: list[dict[str, Any]]) -> None:
    """Raise if a foreign key points to a column that its table does not have."""
    names = {
        table["name"]: [column["name"] for column in table["schema"]["fields"]] for table in tables
    }
    for table in tables:
        for key in table["schema"].get("foreignKeys", ()):
            target, field = key["reference"]["resource"], key["reference"]["fields"]
            if field not in names[target]:
                where = f'{table["name"]}.yml, foreignKeys, column "{key["fields"]}"'
                _refuse(where, field, names[target], f"a column of {target}")


def _skeleton(path: Path) -> dict[str, Any]:
    _, empty = count(path)
    return {
        "heading": "",
        "title": "",
        "topic": "",
        "description": "",
        "caveats": [],
        "coverage": {"first": "", "last": ""},
        "citation": "",
        "licence": "compilation",
        "licence_checked": "",
        "primaryKey": next(iter(empty)),
        **({"foreignKeys": {"source_id": "sources.source_id"}} if "source_id" in empty else {}),
        "columns": {name: {"title": "", "description": ""} for name in empty},
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except FileNotFoundError:
        raise DataError(f"{path.name} is missing from {path.parent}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} is not valid YAML: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict):
        raise DataError(f"{path.name} has to hold names with values.")
    return found


def _check(
    where: str, found: Any, wanted: dict[str, Any], optional: dict[str, Any] | None = None
) -> None:
    """Raise if a key is unknown or missing, or a value is empty or of the wrong kind."""
    known = {**wanted, **(optional or {})}
    if not isinstance(found, dict):
        raise DataError(f"{where}: names with values are expected.")
    for key, value in found.items():
        if key not in known:
            _refuse(where, key, known, "a key")
        kinds = known[key] if isinstance(known[key], tuple) else (known[key],)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            said = " or ".join(dict.fromkeys(_KINDS.get(kind, "a number") for kind in kinds))
            raise DataError(f"{where}, {key}: {value!r} is not {said}.")
        if value == "":
            raise DataError(f"{where}, {key}: it is empty. Write it.")
    for key in wanted:
        if key not in found:
            raise DataError(f"{where}: {key} is missing.")


def _refuse(where: str, value: Any, known: Any, what: str) -> None:
    near = get_close_matches(str(value), [str(name) for name in known], n=1, cutoff=0.5)
    hint = f' Did you mean "{near[0]}"?' if near else f" Known: {'; '.join(map(str, known))}."
    raise DataError(f'{where}: "{value}" is not {what}.{hint}')


if __name__ == "__main__":
    sys.exit(main())
