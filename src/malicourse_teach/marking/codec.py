"""Answers as plain data: written by the collector, read by the judge.

A value becomes JSON with a tag for its kind. Reading builds objects of a fixed list of kinds;
nothing is unpickled, evaluated or imported by name.
"""

from __future__ import annotations

import json
import math
import types
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from malicourse.answers.wording import is_a

MAX_DEPTH = 8
"""Lists within lists."""

MAX_ITEMS = 200_000
"""Values of one answer, all levels together."""

MAX_TEXT = 20_000
"""Characters of one text; what is longer is cut."""

_COMPOUND = {
    "layer": alt.LayerChart,
    "hconcat": alt.HConcatChart,
    "vconcat": alt.VConcatChart,
    "concat": alt.ConcatChart,
}
_VIEWS = (type({}.keys()), type({}.values()), range, types.GeneratorType, map, filter, zip)
_SEQUENCES = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}


class Unfit(Exception):
    """A value is no plain data; the text says why."""


class TooMuch(Unfit):
    """An answer holds more than is written down."""


def encode(value: Any) -> dict[str, Any]:
    """Describe an answer as plain data.

    Parameters
    ----------
    value : object
        Anything. What cannot be described becomes {"kind": "other"} with the reason.
    """
    try:
        return _encode(value, 0, [MAX_ITEMS])
    except Unfit as problem:
        return {"kind": "other", "why": str(problem)}
    except Exception as error:
        return {"kind": "other", "why": f"it raised {type(error).__name__}"[:80]}


def _encode(value: Any, depth: int, left: list[int]) -> dict[str, Any]:
    left[0] -= 1
    if left[0] < 0:
        raise TooMuch(f"it holds more than {MAX_ITEMS:,} values")
    if depth > MAX_DEPTH:
        raise Unfit(f"it has more than {MAX_DEPTH} levels")
    if value is ...:
        return {"kind": "dots"}
    if value is None or value is pd.NA or value is pd.NaT:
        return {"kind": "missing"}
    # Methods of the base types: a subclass may answer with something else.
    if is_a(value, (bool, np.bool_)):
        return {"kind": "bool", "value": bool(value)}
    if is_a(value, (int, np.integer)):
        number = int.__int__(value) if is_a(value, int) else int(value)
        if number.bit_length() > 1000:
            raise Unfit("it is too large a number")
        return {"kind": "int", "value": number}
    if is_a(value, (float, np.floating)):
        number = float.__float__(value) if is_a(value, float) else float(value)
        return {"kind": "float", "value": number if math.isfinite(number) else str(number)}
    if is_a(value, (Decimal, Fraction)):
        return {"kind": "float", "value": str(float(value))}
    if is_a(value, str):
        return {"kind": "text", "value": str.__str__(value)[:MAX_TEXT]}
    if is_a(value, (datetime, np.datetime64)):
        return {"kind": "time", "value": pd.Timestamp(value).isoformat()}
    if is_a(value, date):
        return {"kind": "date", "value": date.isoformat(value)}
    if is_a(value, (timedelta, np.timedelta64)):
        return {"kind": "span", "value": pd.Timedelta(value).isoformat()}
    if is_a(value, pd.Interval):
        ends = [_part(end, depth + 1, left) for end in (value.left, value.right)]
        return {"kind": "interval", "items": ends, "closed": value.closed}
    if is_a(value, pd.Period):
        return {"kind": "period", "value": str(value), "freq": value.freqstr}
    if is_a(value, pd.DataFrame):
        return _encode_table(value, left)
    if is_a(value, pd.Series):
        name = _encode(value.name, depth + 1, left)
        return {**_encode_table(value.to_frame("value"), left), "kind": "series", "name": name}
    if is_a(value, (pd.Index, np.ndarray)) or hasattr(value, "__array__"):
        items = pd.Series(np.asarray(value).ravel()).tolist()
        return {"kind": "list", "items": [_part(item, depth + 1, left) for item in items]}
    if is_a(value, alt.TopLevelMixin):
        with alt.data_transformers.enable("default", max_rows=None):
            try:
                spec = value.to_dict()
            except Exception:
                # The judge says what is missing in it.
                spec = value.to_dict(validate=False)
        # Altair leaves dates, periods and intervals in columns of objects as they are.
        return {"kind": "chart", "spec": json.loads(json.dumps(spec, default=str))}
    if is_a(value, dict):
        pairs = [
            [_part(k, depth + 1, left), _part(v, depth + 1, left)] for k, v in dict.items(value)
        ]
        return {"kind": "dict", "items": pairs}
    for kind, base in _SEQUENCES.items():
        if is_a(value, base):
            items = [_part(item, depth + 1, left) for item in base.__iter__(value)]
            return {"kind": kind, "items": items}
    if is_a(value, _VIEWS):
        items = islice(value, MAX_ITEMS + 1)
        return {"kind": "list", "items": [_part(item, depth + 1, left) for item in items]}
    raise Unfit(f"it is a value of type {type(value).__name__}"[:80])


def _part(value: Any, depth: int, left: list[int]) -> dict[str, Any]:
    """Describe a part of an answer; what cannot be described costs that part only."""
    try:
        return _encode(value, depth, left)
    except TooMuch:
        raise
    except Unfit as problem:
        return {"kind": "other", "why": str(problem)}


def _encode_table(table: pd.DataFrame, left: list[int]) -> dict[str, Any]:
    left[0] -= table.size
    if left[0] < 0:
        raise TooMuch(f"it holds more than {MAX_ITEMS:,} values")
    levels = [table.index.get_level_values(i) for i in range(table.index.nlevels)]
    plain = isinstance(table.index, pd.RangeIndex) and table.index.name is None
    return {
        "kind": "table",
        "columns": [_encode(name, 1, left) for name in table.columns],
        "values": [_encode_column(table.iloc[:, i]) for i in range(table.shape[1])],
        "rows": len(table),
        "index": [] if plain else [_encode_column(pd.Series(level)) for level in levels],
        "names": [] if plain else [_encode(name, 1, left) for name in table.index.names],
    }


def _encode_column(column: pd.Series) -> dict[str, Any]:
    kind = str(column.dtype)
    room = [MAX_ITEMS]
    return {"dtype": kind[:60], "cells": [_part(cell, 1, room) for cell in column.tolist()]}


def decode(data: Any, depth: int = 0) -> Any:
    """Rebuild an answer.

    Parameters
    ----------
    data : dict
        What `encode` returned, after a way through a file.

    Raises
    ------
    Unfit
        If the data are not of this form.
    """
    if depth > MAX_DEPTH + 2 or not isinstance(data, dict):
        raise Unfit("the record of this answer is damaged")
    kind, value = data.get("kind"), data.get("value")
    try:
        if kind in ("bool", "int", "text") and type(value) in (bool, int, str):
            return value
        if kind == "float":
            return float(value)
        if kind in ("time", "date"):
            stamp = pd.Timestamp(str(value))
            return stamp if kind == "time" else stamp.date()
        if kind == "span":
            return pd.Timedelta(str(value))
        if kind == "interval":
            ends = (decode(item, depth + 1) for item in data["items"])
            return pd.Interval(*ends, closed=str(data["closed"]))
        if kind == "period":
            return pd.Period(str(value), freq=str(data["freq"]))
        if kind in _SEQUENCES:
            return _SEQUENCES[kind](decode(item, depth + 1) for item in data["items"])
        if kind == "dict":
            return {decode(k, depth + 1): decode(v, depth + 1) for k, v in data["items"]}
        if kind == "table":
            return _decode_table(data)
        if kind == "series":
            return _decode_table(data)["value"].rename(decode(data["name"], depth + 1))
        if kind == "chart":
            return _chart(_inline(data["spec"]))
    except Unfit:
        raise
    except Exception as error:
        raise Unfit(f"the record of this answer is damaged ({type(error).__name__})") from None
    if kind == "dots":
        return ...
    if kind == "missing":
        return None
    if kind == "other" and depth:
        return object()
    raise Unfit(str(data.get("why", "it is no plain value"))[:200])


def _chart(spec: dict[str, Any]) -> alt.TopLevelMixin:
    """Rebuild a chart part by part: altair's own reader leaves layers as plain dicts."""
    for part, made in _COMPOUND.items():
        if part in spec:
            rest = {key: item for key, item in spec.items() if key not in (part, "$schema")}
            return made(**{part: [_chart(one) for one in spec[part]]}, **rest)
    if "spec" in spec:
        return alt.FacetChart.from_dict(spec, validate=False)
    return alt.Chart.from_dict(spec, validate=False)


def _decode_table(data: dict[str, Any]) -> pd.DataFrame:
    columns = [_decode_column(column) for column in data["values"]]
    rows = int(data["rows"])
    if rows < 0 or any(len(column) != rows for column in columns):
        raise Unfit("the record of this answer is damaged")
    table = pd.DataFrame(dict(enumerate(columns)), index=range(rows))
    table.columns = [decode(name, 1) for name in data["columns"]]
    levels = [_decode_column(level) for level in data["index"]]
    names = [decode(name, 1) for name in data["names"]]
    if len(levels) == 1:
        table.index = pd.Index(levels[0], name=names[0])
    elif levels:
        table.index = pd.MultiIndex.from_arrays(levels, names=names)
    return table


def _decode_column(data: dict[str, Any]) -> pd.Series:
    cells = pd.Series([decode(cell, 1) for cell in data["cells"]], dtype=object)
    for dtype in (str(data["dtype"]), None):
        try:
            return cells.astype(dtype) if dtype else cells.infer_objects()
        except (TypeError, ValueError):
            continue
    return cells


def _inline(spec: dict[str, Any]) -> dict[str, Any]:
    """Put named data sets where they are used, as a chart built by hand would have them."""
    sets = spec.get("datasets", {})

    def walk(part: Any) -> Any:
        if isinstance(part, list):
            return [walk(item) for item in part]
        if not isinstance(part, dict):
            return part
        made = {key: walk(item) for key, item in part.items() if key != "datasets"}
        named = part.get("data")
        if isinstance(named, dict) and named.get("name") in sets:
            # Altair writes a missing date as empty text.
            rows = [
                {k: None if v == "" else v for k, v in row.items()} for row in sets[named["name"]]
            ]
            made["data"] = {"values": rows}
        return made

    return walk(spec)
