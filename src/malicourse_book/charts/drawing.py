"""Static drawings of a chart: one for a wide column, one for a telephone."""

import copy
import re
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import vl_convert

Spec = dict[str, Any]

#: Widths in CSS pixels that the two drawings aim at.
WIDE, NARROW = 667, 326
_SMALLEST_VIEW = 140
_SMALLEST_NAME = 10
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN_TWICE = re.compile(r"^(aria-|role$|class$|pointer-events$)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_REFERENCE = re.compile(r"url\(['\"]?#([^)'\"]+)['\"]?\)")

ET.register_namespace("", "http://www.w3.org/2000/svg")
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def vl_version() -> str:
    """Return the Vega-Lite version that draws the book: the nearest to JupyterLab's own (5.6)."""
    return "5.8"


def chart_words(spec: Spec) -> tuple[str, str]:
    """Return title and subtitle as plain text; a title computed by the chart counts as none."""
    title = spec.get("title") or ""
    parts = title if isinstance(title, dict) else {"text": title}
    texts = []
    for key in ("text", "subtitle"):
        value = parts.get(key) or ""
        lines = value if isinstance(value, list) else [value]
        texts.append(" ".join(lines) if all(isinstance(line, str) for line in lines) else "")
    return texts[0].strip(), texts[1].strip()


def stacked(spec: Spec) -> Spec:
    """Return `spec` rearranged for a narrow column: views below each other, titles in lines."""
    spec = copy.deepcopy(spec)
    for view in _views(spec):
        if "hconcat" in view:
            view["vconcat"] = view.pop("hconcat")
        if "columns" in view:
            view["columns"] = 1
        encoding = view.get("encoding", {})
        if "column" in encoding and "row" not in encoding:
            encoding["facet"] = {**encoding.pop("column"), "columns": 1}
        elif "facet" in encoding:
            encoding["facet"] = {**encoding["facet"], "columns": 1}
        _wrap_axis_title(encoding.get("x"), 28)
        _wrap_axis_title(encoding.get("y"), 42)
        for channel in encoding.values():
            legend = channel.get("legend") if isinstance(channel, dict) else None
            if isinstance(legend, dict) and legend.get("orient") in ("left", "right"):
                legend["orient"] = "top"
    legend = spec.setdefault("config", {}).setdefault("legend", {})
    legend.update({"orient": "top", "columns": 2, "labelLimit": 130})
    return spec


def fit(spec: Spec, room: float) -> Spec:
    """Return `spec` with no view wider than `room` pixels; charts.js has the same rule."""
    spec = copy.deepcopy(spec)
    _fit(spec, room)
    return spec


def draw(spec: Spec, target: int, *, ids: str) -> tuple[str, float, float | None]:
    """Draw a chart as SVG, at most about `target` pixels wide.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification with its data.
    target : int
        Width in CSS pixels that the whole drawing should not exceed.
    ids : str
        Prefix that makes the ids inside the SVG unique on a page.

    Returns
    -------
    svg : str
        The drawing, without the marks' own labels: the figure names it once.
    width : float
        Width in CSS pixels of the chart as its author made it.
    overhead : float or None
        Pixels that axes, labels and legends need beside the views; None where narrower views
        would not make the chart narrower, because its titles are longer than they are wide.

    Raises
    ------
    ValueError
        If Vega-Lite cannot draw the specification.
    """
    natural = _svg(spec)
    width = _width(natural)
    room = max(min(target, width) - 80.0, _SMALLEST_VIEW)
    overhead = max(_width(_svg(fit(spec, room))) - room, 0.0)
    if width <= target:
        return tidy(natural, ids=ids), width, overhead
    room = max(target - overhead, _SMALLEST_VIEW)
    fitted = _svg(fit(spec, room))
    # A legend above the views needs room of its own that wider views do not add to.
    if slack := max(target - _width(fitted), 0.0):
        room += slack
        fitted = _svg(fit(spec, room))
    if width - _width(fitted) < (width - target) / 2:
        return tidy(natural, ids=ids), width, None
    return tidy(fitted, ids=ids), width, max(_width(fitted) - room, 0.0)


def tidy(svg: str, *, ids: str) -> str:
    """Return an SVG fit for a page: short numbers, unique ids, no labels on single marks."""
    root = ET.fromstring(svg)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if _DRAWN_TWICE.match(name):
                del element.attrib[name]
                continue
            value = _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}", value)
            value = _REFERENCE.sub(rf"url(#{ids}-\1)", value)
            element.set(name, f"{ids}-{value}" if name == "id" else value)
    return ET.tostring(root, encoding="unicode")


def _svg(spec: Spec) -> str:
    # No base URL is allowed: a chart of the course carries its data.
    return vl_convert.vegalite_to_svg(spec, vl_version=vl_version(), allowed_base_urls=[])


def _width(svg: str) -> float:
    return float(ET.fromstring(svg).get("width", "0"))


def _parts(view: Spec) -> Iterator[Spec]:
    for key in ("layer", "concat", "hconcat", "vconcat"):
        yield from view.get(key, ())
    if isinstance(view.get("spec"), dict):
        yield view["spec"]


def _views(view: Spec) -> Iterator[Spec]:
    yield view
    for part in _parts(view):
        yield from _views(part)


def _fit(view: Spec, room: float) -> None:
    if "spec" in view:
        _fit(view["spec"], room / view.get("columns", 1))
    elif "hconcat" in view:
        for part in view["hconcat"]:
            _fit(part, room / len(view["hconcat"]))
    elif "vconcat" in view or "concat" in view:
        for part in view.get("vconcat") or view["concat"]:
            _fit(part, room / view.get("columns", 1))
    elif "column" not in view.get("encoding", {}):
        facet = view.get("encoding", {}).get("facet", {})
        room = room / facet.get("columns", 1)
        own = view.get("width")
        view["width"] = round(min(own, room) if isinstance(own, int | float) else room)
        if "translate" in view.get("projection", {}):
            _shrink_map(view, view["width"] / own)
        for part in view.get("layer", ()):
            part.pop("width", None)


def _shrink_map(view: Spec, ratio: float) -> None:
    """Shrink a map as a whole: a projection in fixed pixels would be cut off by a narrow view."""
    projection = view["projection"]
    view["height"] = round(view["height"] * ratio)
    view["projection"] = {
        **projection,
        "scale": projection["scale"] * ratio,
        "translate": [place * ratio for place in projection["translate"]],
    }
    for part in view.get("layer", ()):
        mark = part["mark"]
        if isinstance(mark, dict) and mark["type"] == "text" and "fontSize" in mark:
            mark["fontSize"] = max(mark["fontSize"] * ratio, _SMALLEST_NAME)


def _wrap_axis_title(channel: Any, characters: int) -> None:
    """Break a long axis title into lines, because Vega draws one line as long as it is."""
    for holder in (channel, channel.get("axis")) if isinstance(channel, dict) else ():
        if isinstance(holder, dict) and isinstance(holder.get("title"), str):
            lines = textwrap.wrap(holder["title"], characters)
            holder["title"] = lines if len(lines) > 1 else holder["title"]
