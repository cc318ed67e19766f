"""What stands in a learner's notebook beside the answer, and may be why the answer is wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from malicourse.data import load


def remarks(namespace: Mapping[str, Any], answer: Any) -> Iterator[str]:
    """Yield what may be why an answer is wrong, though the answer does not show it.

    Parameters
    ----------
    namespace : mapping
        The names of the notebook. `In` holds its cells as they were run; elsewhere there is none,
        and nothing is said.
    answer : object
        What was passed to `check`.
    """
    cells = namespace.get("In")
    if type(cells) is not list or not cells or not all(type(cell) is str for cell in cells):
        return
    if namespace.get("answer") is answer and not any(
        "answer" in _set_by(statement) for statement in _statements(cells[-1])
    ):
        yield "This cell sets no answer: what was checked comes from a cell that ran before."
    for name, table in _loaded(cells).items():
        changed = _changed(name, namespace.get(name), table)
        if changed:
            yield changed


def _statements(cell: str) -> list[ast.stmt]:
    try:
        return ast.parse(cell).body
    except SyntaxError:
        # Python would have refused it too: such a cell has set nothing.
        return []


def _set_by(statement: ast.stmt) -> set[str]:
    """Return the names that a statement sets, or a part of whose value it sets."""
    found = set()
    for node in ast.walk(statement):
        if isinstance(getattr(node, "ctx", None), ast.Store):
            while isinstance(node, ast.Attribute | ast.Subscript):
                node = node.value
            if isinstance(node, ast.Name):
                found.add(node.id)
    return found


def _loaded(cells: Sequence[str]) -> dict[str, str]:
    """Return the table of each name that still ought to hold it as it was loaded.

    A lesson may give the name to something else. What a cell with an answer does to it is the
    learner's own.
    """
    found: dict[str, str] = {}
    for cell in cells:
        for statement in _statements(cell):
            match statement:
                case ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=ast.Call(func=ast.Name(id="load"), args=[ast.Constant(value=table)]),
                ):
                    found[name] = table
                case _ if "check(" not in cell:
                    for name in _set_by(statement):
                        found.pop(name, None)
    return found


def _changed(name: str, now: Any, table: str) -> str:
    """Say that a table is not as it was loaded; columns that were added do not count."""
    if type(now) is not pd.DataFrame:
        return ""
    try:
        then = load(table)
    except Exception:
        return ""
    again = f'Run the cell with load("{table}") again, unless you meant it.'
    lost = [column for column in then if column not in now]
    if lost:
        return f"{name} has lost its column {lost[0]}. {again}"
    if len(now) != len(then):
        return f"{name} has {len(now):,} rows, and {len(then):,} when it was loaded. {again}"
    for column in then:
        if not now[column].reset_index(drop=True).equals(then[column].reset_index(drop=True)):
            return f"The column {column} of {name} is not as it was loaded. {again}"
    return ""
