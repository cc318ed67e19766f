"""What the page has to know of an exercise to judge an answer: from the objects of `check`."""

from __future__ import annotations

import ast
import importlib
import inspect
from functools import cache
from typing import Any

from malicourse import exercises
from malicourse.answers.base import Expected
from malicourse.answers.choice import Choice
from malicourse.answers.coding import Coding
from malicourse.answers.items import (
    AtPlace,
    Ordered,
    OtherThan,
    SetOf,
    aligned,
    are_numbers,
    are_states,
)
from malicourse.answers.quantities import Interval, Near, Number, OneEnd
from malicourse.answers.typed import marks
from malicourse.answers.wording import fold


def described(expected: Expected) -> dict[str, Any]:
    """Return a kind of answer as plain values, with which `judge.js` gives the same verdicts.

    Parameters
    ----------
    expected : Expected
        Of one of `malicourse.answers.typed.KINDS`.

    Returns
    -------
    dict
        Fit for JSON. With `states` a state may be given by any of its names: `judge.js` then
        reads `window.mcStates`.

    Raises
    ------
    ValueError
        If a usual mistake is told by a function, which no page can run.
    """
    for mistake in expected.mistakes:
        if callable(mistake.answer):
            raise ValueError(f"a mistake is told by a function, not by an answer: {mistake.hint}")
    return {
        "kind": type(expected).__name__,
        "hint": expected.hint,
        "insight": expected.insight,
        **_OF_KIND[type(expected)](expected),
    }


def _number(it: Number) -> dict[str, Any]:
    return {
        "value": it.value,
        "tolerance": it.tolerance,
        "unit": it.unit,
        "digits": it.digits,
        "rounded": sorted({round(it.value, places) for places in range(-3, 7)}),
        "mistakes": [
            {"hint": mistake.hint, "answer": mistake.answer.value, "within": mistake.answer.within}
            if isinstance(mistake.answer, Near)
            else {"hint": mistake.hint, "answer": float(mistake.answer)}
            for mistake in it.mistakes
        ],
    }


def _interval(it: Interval) -> dict[str, Any]:
    return {
        "low": it.low,
        "high": it.high,
        "tol": it.tol,
        "margin": it.margin,
        "unit": it.unit,
        "no_pair": str(it.wrong_kind([])),
        "mistakes": [
            {"hint": mistake.hint, "answer": [*map(float, mistake.answer.values)], "either": True}
            if isinstance(mistake.answer, OneEnd)
            else {"hint": mistake.hint, "answer": [float(end) for end in mistake.answer]}
            for mistake in it.mistakes
        ],
    }


def _choice(it: Choice) -> dict[str, Any]:
    return {
        "wanted": it.wanted,
        "right": sorted(it.right),
        "options": [
            {
                "code": code,
                "text": text,
                "folded": [fold(code), fold(text)],
                "why": it.why.get(code, ""),
            }
            for code, text in it.options.items()
        ],
        "mistakes": [
            {
                "hint": mistake.hint,
                "answer": [mistake.answer]
                if isinstance(mistake.answer, str)
                else sorted(mistake.answer),
            }
            for mistake in it.mistakes
        ],
    }


def _items(it: SetOf | Ordered) -> dict[str, Any]:
    made = {
        "what": it.what,
        "values": aligned(it.values, it.values),
        "marks": marks(it.values),
        "numbers": are_numbers(it.values),
        "mistakes": [
            {"hint": mistake.hint, **_mistaken(mistake.answer, it)} for mistake in it.mistakes
        ],
    }
    if isinstance(it, SetOf):
        for known in (made, *made["mistakes"]):
            key = "values" if known is made else "answer"
            known[key] = list(dict.fromkeys(known[key]))
    made["states"] = are_states(it.values)
    return made


def _sheet(it: Coding) -> dict[str, Any]:
    column = it.columns[0]
    return {
        "rows": list(it.rows),
        "column": column,
        "codes": list(it.codes),
        "readers": {
            name: list(sheet.loc[list(it.rows), column]) for name, sheet in it.readers.items()
        },
        "name_rows": it.name_rows,
        "settled": [
            {"row": row, "codes": list(codes), "why": why}
            for (row, _), (codes, why) in it.settled.items()
        ],
        "mistakes": [
            {"hint": mistake.hint, "answer": list(mistake.answer.loc[list(it.rows), column])}
            for mistake in it.mistakes
        ],
    }


def _mistaken(answer: Any, it: SetOf | Ordered) -> dict[str, Any]:
    if isinstance(answer, AtPlace):
        return {"place": answer.place, "words": aligned(list(answer.words), it.values)}
    if isinstance(answer, OtherThan):
        return {"known": aligned(list(answer.words), it.values)}
    return {"answer": aligned(list(answer), it.values)}


_OF_KIND = {
    Number: _number,
    Interval: _interval,
    Choice: _choice,
    SetOf: _items,
    Ordered: _items,
    Coding: _sheet,
}


def tables_of(exercise_id: str) -> list[str]:
    """Return the tables that an exercise loads, in the order in which its code names them.

    Parameters
    ----------
    exercise_id : str
        Such as "cost-1".

    Returns
    -------
    list of str
        Read from its function and what this calls in its module, without running them.
    """
    exercise = exercises.get(exercise_id)
    number = exercise.lesson.partition("-")[0]
    known = _top_level(f"malicourse.exercises.lesson_{number}")
    found: list[str] = []
    waiting, seen = [exercise_id.replace("-", "_")], set()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in known:
            continue
        seen.add(name)
        for node in ast.walk(known[name]):
            match node:
                case ast.Call(func=ast.Name(id="load"), args=[ast.Constant(value=str(table))]):
                    found.append(table)
                case ast.Name(id=used):
                    waiting.append(used)
    return list(dict.fromkeys(found))


@cache
def _top_level(module: str) -> dict[str, ast.stmt]:
    """Return the functions, classes and constants of a module by name."""
    known: dict[str, ast.stmt] = {}
    for statement in ast.parse(inspect.getsource(importlib.import_module(module))).body:
        match statement:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                known[name] = statement
            case ast.Assign(targets=[ast.Name(id=name)]):
                known[name] = statement
    return known
