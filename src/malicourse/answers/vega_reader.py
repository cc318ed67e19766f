"""Reading an Altair chart: its layers, what each channel shows, and the values that are drawn.

Only what Vega-Lite does in encodings (aggregates, time units) is followed; transforms are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from malicourse.answers.columns import LONGEST_COLUMN
from malicourse.answers.wording import is_a, show

FIRST_ROWS = 50
"""Rows that Altair is given to infer types from; values are computed from all rows."""

AGGREGATES = {
    "sum": "sum",
    "mean": "mean",
    "average": "mean",
    "median": "median",
    "min": "min",
    "max": "max",
    "distinct": "nunique",
}
"""Aggregates of Vega-Lite and their names in pandas; "count" is the number of rows."""

TIME_UNITS = {"year": "Y", "yearquarter": "Q", "yearmonth": "M", "yearmonthdate": "D"}
"""Time units that can be followed, and the period of pandas."""

_PARTS = ("layer", "hconcat", "vconcat", "concat")
_FACETS = ("facet", "row", "column")
# These do not make separate marks of what they show.
_SILENT = {"tooltip", "order", "href", "url", "key", "description"}
# Bars and areas that differ in these stand on each other.
_STACKS = {"color", "fill", "stroke", "detail", "opacity", "fillOpacity", "strokeOpacity"}


class Unfollowed(Exception):
    """The chart or its values cannot be read; the text says why to the learner."""


@dataclass(frozen=True)
class Layer:
    """One mark with its channels.

    Attributes
    ----------
    mark : str
        "bar", "line", ...
    encoding : dict of str to dict
        Channel to what it shows, as in Vega-Lite, with types and aggregates spelt out.
    rows : DataFrame or None
        The data; None if they are not in the chart.
    obstacle : str
        Why the drawn values cannot be followed, empty if they can.
    """

    mark: str
    encoding: dict[str, dict[str, Any]]
    rows: pd.DataFrame | None
    obstacle: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart as it is compared: its Vega-Lite spec and its layers."""

    spec: dict[str, Any]
    layers: list[Layer]


def read_chart(chart: Any) -> Drawing:
    """Return the layers of an Altair chart; raise `Unfollowed` if Altair cannot draw it."""
    import altair as alt

    light = _light(chart)
    try:
        with alt.data_transformers.enable("default", max_rows=None):
            spec = light.to_dict()
    except Exception as error:
        raise Unfollowed(_why_rejected(light, error)) from None
    layers: list[Layer] = []
    _walk(chart, spec, None, {}, "", spec.get("datasets", {}), layers)
    return Drawing(spec, layers)


def _light(chart: Any) -> Any:
    """Return a copy of a chart that holds only the first rows of its data."""
    copy = chart.copy(deep=False)
    data = _own_data(chart)
    if is_a(data, pd.DataFrame):
        _refuse_size(len(data))
        copy.data = data.head(FIRST_ROWS)
    else:
        values = data.get("values") if is_a(data, dict) else getattr(data, "values", None)
        _refuse_size(len(values) if is_a(values, list) else 0)
    for name in _PARTS:
        parts = getattr(chart, name, None)
        if is_a(parts, list):
            setattr(copy, name, [_light(part) for part in parts])
    if hasattr(getattr(chart, "spec", None), "to_dict"):
        copy.spec = _light(chart.spec)
    return copy


def _refuse_size(rows: int) -> None:
    if rows > LONGEST_COLUMN:
        raise Unfollowed(f"The chart's data have {rows:,} rows, far too many: aggregate first.")


def _own_data(chart: Any) -> Any:
    data = getattr(chart, "data", None)
    return None if type(data).__name__ == "UndefinedType" else data


def _walk(
    chart: Any,
    spec: dict[str, Any],
    rows: pd.DataFrame | None,
    encoding: dict[str, Any],
    obstacle: str,
    datasets: dict[str, Any],
    layers: list[Layer],
) -> None:
    """Collect layers; chart and spec are walked side by side, what is inherited is passed on."""
    data = _own_data(chart)
    if is_a(data, pd.DataFrame):
        rows = data
    elif "data" in spec:
        rows = _rows(spec["data"], datasets)
    if any(not _idle(step) for step in spec.get("transform", [])):
        obstacle = "The check could not follow the transform: do that step in pandas first."
    encoding = {**encoding, **spec.get("encoding", {})}
    for name in _PARTS:
        for part, its_spec in zip(getattr(chart, name, ()), spec.get(name, ()), strict=False):
            _walk(part, its_spec, rows, encoding, obstacle, datasets, layers)
    if "spec" in spec:
        facet = spec.get("facet", {})
        facets = {"facet": facet} if "field" in facet else facet
        if "repeat" in spec:
            obstacle = "The check could not follow .repeat(): draw one chart for each column."
        _walk(chart.spec, spec["spec"], rows, {**encoding, **facets}, obstacle, datasets, layers)
    if "mark" in spec:
        mark = spec["mark"]
        channels = {name: _channel(shown) for name, shown in encoding.items()}
        name = mark["type"] if is_a(mark, dict) else mark
        layers.append(Layer(name, channels, rows, obstacle))


def _idle(step: dict[str, Any]) -> bool:
    """Tell whether a transform changes nothing before the reader acts: an empty selection."""
    test = step.get("filter")
    return is_a(test, dict) and set(test) == {"param"}


def _rows(data: Any, datasets: dict[str, Any]) -> pd.DataFrame | None:
    if not is_a(data, dict):
        return None
    values = data.get("values", datasets.get(data.get("name")))
    return pd.DataFrame(values) if is_a(values, list) else None


def _channel(shown: Any) -> dict[str, Any]:
    if is_a(shown, list):
        return {"several": shown}
    condition = shown.get("condition") if is_a(shown, dict) else None
    if "field" not in shown and is_a(condition, dict) and "field" in condition:
        return {**shown, **condition}
    return shown


def field_of(shown: dict[str, Any]) -> str | None:
    """Return the column that a channel shows, None if it shows none."""
    field = shown.get("field")
    return re.sub(r"\\(.)", r"\1", field) if is_a(field, str) else None


def drawn(layer: Layer, channels: list[str], stacked: bool = False) -> pd.DataFrame:
    """Return what a layer draws: one row for each mark, one column for each channel.

    Parameters
    ----------
    layer : Layer
        The layer.
    channels : list of str
        The channels of interest; others count only in so far as they split marks.
    stacked : bool
        Whether parts that are stacked on each other are added up.

    Raises
    ------
    Unfollowed
        If the values cannot be computed here.
    """
    if layer.obstacle:
        raise Unfollowed(layer.obstacle)
    if layer.rows is None:
        raise Unfollowed("The check finds no data in the chart: pass a DataFrame to alt.Chart.")
    plain: dict[str, pd.Series] = {}
    sums: dict[str, tuple[str, pd.Series]] = {}
    for name, shown in layer.encoding.items():
        aggregate = shown.get("aggregate")
        if name in _SILENT and name not in channels:
            continue
        if aggregate == "count":
            sums[name] = ("size", pd.Series(1, index=layer.rows.index))
        elif "field" in shown:
            column = _column(layer.rows, shown)
            if aggregate is None:
                plain[name] = column
            elif is_a(aggregate, str) and aggregate in AGGREGATES:
                sums[name] = (AGGREGATES[aggregate], column)
            else:
                raise Unfollowed(f"The check could not follow the aggregate of {show(name)}.")
        elif name in channels and "datum" in shown:
            plain[name] = pd.Series(shown["datum"], index=layer.rows.index)
    measure = [c for c in channels if c in ("x", "y") and _adds_up(layer, c, sums)]
    parts = set(plain) - set(channels)
    if stacked and len(measure) == 1 and parts and parts <= _STACKS:
        name = measure[0]
        how, column = sums.get(name, ("sum", plain.get(name)))
        plain = {c: plain[c] for c in channels if c in plain and c != name}
        sums = {name: (how, column)}
    if not sums:
        return pd.DataFrame(plain, index=layer.rows.index)[channels].reset_index(drop=True)
    table = pd.DataFrame({**plain, **{n: c for n, (_, c) in sums.items()}})
    if not plain:
        return pd.DataFrame(
            {n: [len(c) if h == "size" else c.agg(h)] for n, (h, c) in sums.items()}
        )
    groups = table.groupby(list(plain), dropna=False, observed=True)
    made = groups.agg(**{name: (name, how) for name, (how, _) in sums.items()}).reset_index()
    return made[channels]


def _adds_up(layer: Layer, name: str, sums: dict[str, tuple[str, pd.Series]]) -> bool:
    shown = layer.encoding.get(name, {})
    how = sums[name][0] if name in sums else None
    return (
        layer.mark in ("bar", "area")
        and shown.get("type") == "quantitative"
        and how in (None, "sum", "size")
        and shown.get("stack", True) not in (None, False, "normalize")
    )


def _column(rows: pd.DataFrame, shown: dict[str, Any]) -> pd.Series:
    name = field_of(shown)
    if shown.get("bin"):
        raise Unfollowed("The check could not follow bin: make the classes in pandas first.")
    if name not in rows.columns:
        raise Unfollowed(f"There is no column {show(name)} in the chart's data.")
    column = rows[name]
    unit = shown.get("timeUnit")
    if unit is None:
        return column
    unit = unit.get("unit") if is_a(unit, dict) else unit
    if unit not in TIME_UNITS:
        raise Unfollowed(f"The check could not follow {show(unit)}: make that column in pandas.")
    return pd.to_datetime(column).dt.to_period(TIME_UNITS[unit]).dt.start_time


def _why_rejected(chart: Any, error: Exception) -> str:
    """Return a sentence on what to try with a chart that Altair itself rejects."""
    text = str(error)
    lost = re.search(r'data type for the field "(.+?)"', text)
    if lost:
        return f"Altair finds no column {show(lost[1])} in the chart's data: check the spelling."
    if "'mark' is a required property" in text:
        return "The chart has no mark yet: add .mark_bar(), .mark_line() or another."
    if "valid encoding data types" in text:
        return 'After the colon stands one of Q, O, N and T, as in "year:O".'
    channel = _rejected_channel(chart)
    if channel:
        return (
            f"Altair rejects the channel {show(channel)}: try the short form, "
            f'{channel}="column:Q", with Q for amounts, O for order, N for names, T for time.'
        )
    return "Altair rejects this chart: take the last step back until it can be drawn, then add it."


def _rejected_channel(chart: Any) -> str | None:
    encoding = getattr(chart, "encoding", None)
    for name, shown in sorted(getattr(encoding, "_kwds", {}).items()):
        for part in shown if is_a(shown, list) else [shown]:
            if not hasattr(part, "to_dict"):
                continue
            try:
                part.to_dict(context={"data": _own_data(chart)})
            except Exception:
                return name
    for group in _PARTS:
        parts = getattr(chart, group, None)
        for part in parts if is_a(parts, list) else []:
            found = _rejected_channel(part)
            if found:
                return found
    return None
