"""What a chart says and shows: Vega computes its titles and its rows, here and on the page."""

import copy
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import vl_convert

from malicourse.charts import VEGA_LITE

Spec = dict[str, Any]

#: Between the cells of a row, where Vega writes it as one text.
_BETWEEN = "\ue000"
_CATEGORIES = ("row", "column", "facet", "y", "x", "color", "fill", "stroke", "shape")
_MEASURES = ("x", "x2", "y", "y2", "color", "fill", "stroke", "size", "opacity", "text")
_SERIES = ("line", "area", "trail")
_WORDS = ("text", "rule", "tick")
_KEPT = ("field", "type", "aggregate", "bin", "timeUnit", "format", "formatType")
_DAY = "%-d %B %Y"
_FIELD = re.compile(r'datum\["[^"]+"\]')


@dataclass
class Table:
    """The rows that one or more layers of a chart draw, in reading order."""

    #: The data set that Vega computes, and the parts of its rows that are the columns.
    name: str
    heads: list[str]
    numbers: list[bool]
    #: Whether a row is a mark, so that equal rows count; the corners of a line do not.
    points: bool = True
    fields: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    values: list[list[str]] = field(default_factory=list)


@dataclass
class Reading:
    """A chart in words, and what Vega needs to compute them again.

    `vega` holds `signals` and `data` to add to the compiled chart: `mc_title`, `mc_subtitle` and
    one data set for each table, whose rows hold `cell0`, `value0`, `cell1`, …
    """

    title: str
    subtitle: str
    tables: list[Table]
    vega: dict[str, Any]


def read(spec: Spec) -> Reading:
    """Let Vega compute the titles of a chart and the rows that its marks draw.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification with its data.

    Returns
    -------
    Reading
        Titles as plain text and tables, in the state in which the chart is first drawn.

    Raises
    ------
    ValueError
        If Vega-Lite cannot draw the specification.
    """
    asked, units = _asked(spec)
    vega = vl_convert.vegalite_to_vega(asked, vl_version=VEGA_LITE)
    tables, data = _tables(vega, units)
    said = titles(spec)
    signals = [{"name": f"mc_{name}", "update": _expression(value)} for name, value in said.items()]
    texts = {item["name"]: _text(item["name"]) for item in signals}
    vega["data"] = [*vega.get("data", ()), *data]
    vega["signals"] = [*vega.get("signals", ()), *signals]
    vega["marks"] += [_written(name, text) for name, text in texts.items()]
    vega["marks"] += [_written(table.name, _row(table), table.name) for table in tables]
    written = _read_written(vl_convert.vega_to_svg(vega, allowed_base_urls=[]))
    for table in tables:
        _fill(table, [text.split(_BETWEEN)[1:] for text in written.get(table.name, ())])
    words = {name: (written.get(f"mc_{name}") or [""])[0] for name in ("title", "subtitle")}
    filled = [pair for pair in zip(tables, data, strict=True) if not _is_mere(pair[0], tables)]
    return Reading(
        **words,
        tables=[table for table, _ in filled],
        vega={
            "signals": [item for item in signals if isinstance(said[item["name"][3:]], dict)],
            "data": [item for _, item in filled],
        },
    )


def titles(spec: Spec) -> dict[str, Any]:
    """Return `title` and `subtitle`, each a text, a list of lines or `{"expr": …}`, if any."""
    title = spec.get("title") or {}
    parts = title if isinstance(title, dict) and "expr" not in title else {"text": title}
    found = {"title": parts.get("text"), "subtitle": parts.get("subtitle")}
    return {name: value for name, value in found.items() if value}


def _fill(table: Table, rows: list[list[str]]) -> None:
    """Give a table its rows, without a column that says what one before it says."""
    cells, values = [row[:-1:2] for row in rows], [row[1:-1:2] for row in rows]
    columns = list(zip(*cells, strict=True))
    kept = [
        place
        for place, column in enumerate(columns)
        if table.numbers[place] or column not in columns[:place]
    ]
    counted = table.points and any(row[-1] != "1" for row in rows)
    table.heads = [table.heads[place] for place in kept] + ["number"] * counted
    table.numbers = [table.numbers[place] for place in kept] + [True] * counted
    table.fields = [str(place) for place in kept] + ["count"] * counted
    table.cells = [[row[place] for place in kept] for row in cells]
    table.values = [[row[place] for place in kept] for row in values]
    if counted:
        for row, *parts in zip(rows, table.cells, table.values, strict=True):
            for part in parts:
                part.append(row[-1])


def _is_mere(table: Table, tables: list[Table]) -> bool:
    """Tell whether a table is a mark or two beside the real ones, or has nothing to show."""
    small = len(table.heads) == 1 and len(table.cells) <= 2
    return not table.heads or (small and any(len(other.heads) > 1 for other in tables))


# The text that Vega is asked for -------------------------------------------------------------


def _expression(value: Any) -> str:
    return value["expr"] if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)


def _text(signal: str) -> str:
    return f"isArray({signal}) ? join({signal}, ' ') : '' + {signal}"


def _row(table: Table) -> str:
    cells = "".join(
        f"'{_BETWEEN}' + datum.cell{i} + '{_BETWEEN}' + datum.value{i} + "
        for i in range(len(table.heads))
    )
    return f"{cells}'{_BETWEEN}' + datum.count"


def _written(name: str, expression: str, data: str | None = None) -> Spec:
    encode = {"text": {"signal": expression}, "fontSize": {"value": 1}}
    # A mark's name is one of data too.
    mark = {"type": "text", "name": f"written_{name}", "encode": {"update": encode}}
    return {**mark, "from": {"data": data}} if data else mark


def _read_written(svg: str) -> dict[str, list[str]]:
    written = {}
    for group in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}g"):
        name = group.get("class", "").rpartition(" ")[2]
        if name.startswith("written_"):
            written[name.removeprefix("written_")] = [
                "".join(text.itertext()) for text in group if text.tag.endswith("text")
            ]
    return written


# What is asked of the units of a chart -------------------------------------------------------


@dataclass
class _Unit:
    columns: list["_Column"]
    spans: bool
    unplaced: list[str]


@dataclass
class _Column:
    head: str
    field: str
    number: bool
    formatted: bool
    category: bool


def _asked(spec: Spec) -> tuple[Spec, dict[str, _Unit]]:
    """Return the chart with tooltips that name its columns, as unit and number, by unit."""
    spec = copy.deepcopy(spec)
    spec.pop("title", None)
    heads, formats = _heads(spec), _formats(spec)
    # Vega reads such a field as a time wherever it stands.
    times = {key[0] for key, shown, _ in _titled(spec) if shown.get("type") == "temporal"}
    columns: dict[str, _Unit] = {}
    for number, (view, encoding) in enumerate(_units(spec, {})):
        mark = view["mark"] if isinstance(view["mark"], dict) else {"type": view["mark"]}
        found, tooltip = [], []
        for channel, definition in _shown(mark["type"], encoding):
            name = definition.get("field", "*")
            kept = {key: definition[key] for key in _KEPT if key in definition}
            kind = definition.get("type") or _type_of(name, channel, encoding)
            if name in times and kind == "nominal":
                kind = "temporal"
            kept["type"] = kind
            key = (name, definition.get("aggregate"))
            if key in formats:
                kept["format"] = formats[key]
            if kind == "temporal" and "timeUnit" not in kept:
                kept.setdefault("format", _DAY)
            head = heads.get(key) or heads.get((name, None))
            if head is None and name == "*":
                head = "number"
            column = _Column(
                head=head or name.rpartition(".")[2].replace("_", " "),
                field=name,
                number=kind == "quantitative",
                formatted="format" in kept,
                category=channel in _CATEGORIES and kind != "quantitative",
            )
            if any(other.field == name and other.head == column.head for other in found):
                continue
            tooltip.append({**kept, "title": f"mc_{number}_{len(found)}"})
            found.append(column)
        own = view.setdefault("encoding", {})
        own.pop("tooltip", None)
        if tooltip:
            own["tooltip"] = tooltip
        unplaced = [name for name in ("x", "y") if _unplaced(encoding.get(name))]
        columns[str(number)] = _Unit(found, bool({"x2", "y2"} & set(encoding)), unplaced)
    return spec, columns


def _units(view: Spec, inherited: Spec) -> Iterator[tuple[Spec, Spec]]:
    encoding = {**inherited, **view.get("encoding", {})}
    if "layer" in view:
        # A layer's tooltip would be given to all its parts.
        view.get("encoding", {}).pop("tooltip", None)
    for key in ("layer", "concat", "hconcat", "vconcat"):
        for part in view.get(key, ()):
            yield from _units(part, encoding if key == "layer" else {})
    if isinstance(view.get("spec"), dict):
        facet = view.get("facet", {})
        around = {"facet": facet} if "field" in facet else facet
        for part, own in _units(view["spec"], {}):
            yield part, {**around, **own}
    if "mark" in view:
        yield view, encoding


def _shown(mark: str, encoding: Spec) -> Iterator[tuple[str, Spec]]:
    """Yield what a reader can see or ask of a unit, in reading order."""
    definitions = {name: _definition(channel) for name, channel in encoding.items()}
    definitions = {name: found for name, found in definitions.items() if found}
    tooltip = encoding.get("tooltip") or []
    tips = [
        tip for tip in (tooltip if isinstance(tooltip, list) else [tooltip]) if _definition(tip)
    ]
    told = {tip["field"] for tip in tips if "field" in tip}
    if mark != "text":
        definitions.pop("text", None)
    place = str(definitions.get("longitude", {}).get("field"))
    if place.startswith("geometry") or (mark, {"color", "fill"} & set(definitions)) == (
        "geoshape",
        set(),
    ):
        return  # the map itself
    for channel in ("x", "y"):
        if channel in definitions and _unplaced(encoding[channel]):
            found = definitions[channel]
            measured = mark == "bar" and found.get("type") == "quantitative"
            if not measured and found.get("field") not in told:
                del definitions[channel]
    for channel in _CATEGORIES:
        found = definitions.get(channel)
        if found and found.get("type") != "quantitative":
            yield channel, found
    for channel in _MEASURES:
        found = definitions.get(channel)
        if found and (channel not in _CATEGORIES or found.get("type") == "quantitative"):
            yield channel, found
    for tip in tips:
        yield "tooltip", tip


def _unplaced(channel: Any) -> bool:
    """Tell whether a place has no axis: it is where something fits, not what it is."""
    return isinstance(channel, dict) and channel.get("axis", {}) is None


def _definition(channel: Any) -> Spec | None:
    if not isinstance(channel, dict):
        return None
    if "field" in channel or channel.get("aggregate") == "count":
        return channel if not isinstance(channel.get("field"), dict) else None
    condition = channel.get("condition")
    # With a value of its own the condition tests the field and does not show it.
    shown = isinstance(condition, dict) and "value" not in condition
    return _definition(condition) if shown else None


def _type_of(name: str, channel: str, encoding: Spec) -> str:
    """Return the type of a field that has none of its own, as x2 has that of x."""
    partner = _definition(encoding.get(channel.removesuffix("2"))) or {}
    alike = [found for found in map(_definition, encoding.values()) if found]
    for definition in (partner, *(found for found in alike if found.get("field") == name)):
        if "type" in definition:
            return definition["type"]
    return "nominal"


def _titled(spec: Spec) -> Iterator[tuple[tuple[str, Any], Spec, bool]]:
    """Yield the channels of all units: what they show, how, and whether a tooltip does."""
    for holder in dicts({**spec, "datasets": None}):
        encoding = holder.get("encoding")
        if isinstance(encoding, dict):
            for name, channel in encoding.items():
                for part in channel if isinstance(channel, list) else [channel]:
                    definition = _definition(part)
                    if definition and definition.get("stack") == "normalize":
                        # The axis has shares, the rows hold what is shared out.
                        definition = {**definition, "title": "number", "axis": {}}
                    if definition and name not in ("detail", "order"):
                        key = (definition.get("field", "*"), definition.get("aggregate"))
                        yield key, definition, name in ("tooltip", "text")


def _heads(spec: Spec) -> dict[tuple[str, Any], str]:
    """Map what is shown to the words of its axis, legend or tooltip."""
    heads: dict[tuple[str, Any], str] = {}
    # A tooltip is about its field alone; an axis may serve low and high as well.
    for key, definition, _ in sorted(_titled(spec), key=lambda item: not item[2]):
        for holder in (definition, *(definition.get(k) for k in ("axis", "legend", "header"))):
            title = holder.get("title") if isinstance(holder, dict) else None
            if isinstance(title, list) and all(isinstance(line, str) for line in title):
                title = " ".join(title)
            if isinstance(title, str) and title.strip():
                heads.setdefault(key, title.strip())
    return heads


def _formats(spec: Spec) -> dict[tuple[str, Any], str]:
    """Map what is shown to the format of its tooltip or label, or else that of its axis."""
    formats: dict[tuple[str, Any], str] = {}
    axes: dict[tuple[str, Any], str] = {}
    for key, definition, spoken in _titled(spec):
        if spoken and isinstance(definition.get("format"), str):
            formats.setdefault(key, definition["format"])
        axis = definition.get("axis")
        # The ticks of a time axis are coarser than the days drawn over it.
        if isinstance(axis, dict) and axis.get("format") and definition.get("type") != "temporal":
            axes.setdefault(key, axis["format"])
    return {**axes, **formats}


# The tables of the compiled chart ------------------------------------------------------------


@dataclass
class _Drawn:
    source: str
    root: str
    mark: str
    spans: bool
    columns: list[_Column]
    expressions: list[str]
    order: list[str]


def _tables(vega: Spec, units: dict[str, _Unit]) -> tuple[list[Table], list[Spec]]:
    drawn: dict[str, list[_Drawn]] = {}
    for item in _drawn(vega, units):
        drawn.setdefault(item.source, []).append(item)
    groups = list(drawn.values())
    # Words beside a chart and lines across it are not its data, where there is other data.
    data = [
        group for group in groups if any(item.mark not in _WORDS or item.spans for item in group)
    ]
    groups = data or groups
    merged = [_merged(group) for group in groups]
    tables, sets = [], []
    for number, group in enumerate(merged):
        if any(
            number != other
            and group.root == rival.root
            and set(group.expressions) <= set(rival.expressions)
            and (len(group.expressions), -number) < (len(rival.expressions), -other)
            for other, rival in enumerate(merged)
        ):
            continue
        tables.append(
            Table(
                name=f"mc_table_{len(sets)}",
                heads=_distinct(group.columns),
                numbers=[column.number for column in group.columns],
                points=group.mark not in _SERIES,
            )
        )
        sets.append(_data(f"mc_table_{len(sets)}", group))
    return tables, sets


def _merged(group: list[_Drawn]) -> _Drawn:
    first = group[0]
    pairs: list[tuple[_Column, str]] = []
    for item in group:
        for column, expression in zip(item.columns, item.expressions, strict=True):
            if expression not in [known for _, known in pairs]:
                pairs.append((column, expression))
    # Without an axis or a legend of names, the name of a point says what a row is.
    named = any(column.category for column, _ in pairs)
    pairs.sort(key=lambda pair: not pair[0].category if named else pair[0].number)
    order = next((item.order for item in group if item.order), [])
    return _Drawn(
        first.source,
        first.root,
        first.mark,
        first.spans,
        [column for column, _ in pairs],
        [expression for _, expression in pairs],
        order,
    )


def _distinct(columns: list[_Column]) -> list[str]:
    heads = [column.head for column in columns]
    return [
        f"{column.head} ({column.field.replace('_', ' ')})"
        if heads.count(column.head) > 1 and column.head in heads[:place]
        else column.head
        for place, column in enumerate(columns)
    ]


def _data(name: str, group: _Drawn) -> Spec:
    transform: list[Spec] = []
    for number, (column, shown) in enumerate(zip(group.columns, group.expressions, strict=True)):
        value = shown
        if column.number and (plain := re.fullmatch(r'format\((.*), "[^"]*"\)', shown)):
            value = plain[1]
            if not column.formatted:
                shown = (
                    f"{value} == floor({value})"
                    f" ? format({value}, '{'d' if 'year' in column.field.lower() else ',d'}')"
                    f" : format({value}, abs({value}) < 1 ? '.2f'"
                    f" : abs({value}) < 100 ? '.1f' : ',.0f')"
                )
        elif dated := re.match(r"(?:time|utc)Format\((.*), '[^']*'\)$", shown):
            value = f"timeFormat({dated[1]}, '%Y-%m-%d')"
        if held := _FIELD.search(shown):
            shown = f"isValid({held[0]}) && {held[0]} !== '' ? {shown} : '–'"
            value = f"isValid({held[0]}) ? {value} : ''"
        transform.append({"type": "formula", "as": f"cell{number}", "expr": shown})
        transform.append({"type": "formula", "as": f"value{number}", "expr": value})
    for number, expression in enumerate(group.order):
        transform.append({"type": "formula", "as": f"order{number}", "expr": expression})
    orders = [f"order{number}" for number in range(len(group.order))]
    kept = [f"{kind}{n}" for n in range(len(group.columns)) for kind in ("cell", "value")]
    # The corners of a ring, and points that say the same, are one row.
    transform.append({"type": "aggregate", "groupby": [*kept, *orders], "as": ["count"]})
    if orders:
        transform.append({"type": "collect", "sort": {"field": orders}})
    return {"name": name, "source": group.source, "transform": transform}


def _drawn(vega: Spec, units: dict[str, _Unit]) -> Iterator[_Drawn]:
    scales = {scale["name"]: scale["type"] for scale in vega.get("scales", ())}
    sources = {data["name"]: data.get("source") for data in vega.get("data", ())}
    for mark, parents in _marks(vega, {}):
        update = mark.get("encode", {}).get("update", {})
        signal = update.get("tooltip", {})
        signal = signal.get("signal", "") if isinstance(signal, dict) else ""
        # A name and the expression up to the next name.
        parts = re.split(r'"mc_(\d+)_(\d+)": ', signal.removesuffix("}"))
        if len(parts) < 4:
            continue
        unit = units[parts[1]]
        source = mark.get("from", {}).get("data")
        while source in parents:
            source = parents[source]
        if source not in sources:
            continue
        root = source
        while isinstance(sources.get(root), str):
            root = sources[root]
        yield _Drawn(
            source=source,
            root=root,
            mark=mark["type"],
            spans=unit.spans,
            columns=[unit.columns[int(number)] for number in parts[2::3]],
            expressions=[text.removesuffix(", ") for text in parts[3::3]],
            order=list(_order(mark["type"], update, scales, unit.unplaced)),
        )


def _order(mark: str, update: Spec, scales: dict[str, str], unplaced: list[str]) -> Iterator[str]:
    """Yield the expressions by which rows stand as they are drawn: down, then from the left."""
    later = []
    channels = [name for name in ("y", "yc", "x", "xc") if name[0] not in unplaced]
    for channel in ["stroke", "fill", *channels] if mark in _SERIES else channels:
        held = update.get(channel)
        held = held[-1] if isinstance(held, list) else held or {}
        scale, name = held.get("scale"), held.get("field")
        if scale not in scales or not isinstance(name, str):
            continue
        value = f"datum[{json.dumps(name)}]"
        if scales[scale] in ("band", "point", "ordinal"):
            yield f"indexof(domain({json.dumps(scale)}), {value})"
        elif channel in ("x", "xc"):
            later.append(value)
    yield from later


def _marks(group: Spec, parents: dict[str, str]) -> Iterator[tuple[Spec, dict[str, str]]]:
    """Yield the marks of a compiled chart, and of which data the data of facets are parts."""
    own = dict(parents)
    for data in group.get("data", ()) if "type" in group else ():
        if isinstance(data.get("source"), str):
            own[data["name"]] = data["source"]
    for mark in group.get("marks", ()):
        facet = mark.get("from", {}).get("facet")
        inner = {**own, facet["name"]: facet["data"]} if facet else own
        yield mark, inner
        yield from _marks(mark, inner)


def dicts(value: Any) -> Iterator[Spec]:
    """Yield all dictionaries inside a specification."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from dicts(part)
    elif isinstance(value, list):
        for part in value:
            yield from dicts(part)
