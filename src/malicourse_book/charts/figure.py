"""Charts in the book: drawn when the book is built, live when a reader scrolls to them."""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes
from sphinx.util import logging

from malicourse.charts import MIME_TYPE
from malicourse_book.charts.data_table import data_html, whole_rows, with_named_data
from malicourse_book.charts.drawing import NARROW, WIDE, draw, stacked
from malicourse_book.charts.reading import Reading, read, titles

#: A specification is part of the page, so its weight is the reader's.
MOST_BYTES = 150_000
_logger = logging.getLogger(__name__)


class chart_figure(nodes.General, nodes.Element):
    """A chart. `html` is its markup; its children say the same in words, for the search index."""


class VegaLiteFigure:
    """The myst-nb renderer of charts in notebook outputs."""

    mime_priority_overrides = [("html", MIME_TYPE, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Return the figure of a chart, or None for any other output."""
        if inline or data.mime_type != MIME_TYPE:
            return None
        spec = data.content if isinstance(data.content, dict) else json.loads(data.content)
        env = renderer.renderer.sphinx_env
        page = env.docname if env else "page"
        number = f"{data.cell_index}" + (f"-{data.output_index}" if data.output_index else "")
        return [chart_node(spec, name=f"{slug(page)}-{number}", page=page)]


def chart_node(spec: dict[str, Any], *, name: str, page: str) -> chart_figure:
    """Return a document node that shows a chart; directives of book pages use it.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification with its data, as `Chart.to_dict()` returns it.
    name : str
        A name that no other chart on the page has.
    page : str
        The name of the document, for the warnings.

    Returns
    -------
    chart_figure
        The figure. A chart with a flaw is shown all the same, and Sphinx warns of the flaw.
    """
    for flaw in flaws(spec):
        _logger.warning("chart %s: %s", name, flaw, location=page, type="chart")
    words: tuple[str, ...] = ()
    try:
        reading = read(with_named_data(spec))
        html = figure_html(spec, name=name, reading=reading)
        words = (reading.title, reading.subtitle)
    except ValueError as error:
        reason = str(error).strip().splitlines()[0]
        _logger.warning("chart %s cannot be drawn: %s", name, reason, location=page, type="chart")
        html = (
            f'<figure class="chart" data-chart="{escape(name)}" data-error="{escape(reason)}">'
            f"<figcaption>{escape(spec.get('description', ''))}</figcaption></figure>"
        )
    words = tuple(text for text in (*words, spec.get("description", "")) if text)
    return chart_figure("", *(nodes.paragraph(text=text) for text in words), html=html)


def flaws(spec: dict[str, Any]) -> Iterator[str]:
    """Yield what a chart lacks: a title, a description, or a reasonable size."""
    if not spec.get("description", "").strip():
        yield "has no description; add .properties(description=...) for readers who cannot see it"
    if not titles(spec).get("title"):
        yield "has no title; add .properties(title=...) that says the finding, or asks"
    size = len(json.dumps(spec, separators=(",", ":"), ensure_ascii=False).encode())
    if size > MOST_BYTES:
        yield f"weighs {size:,} bytes, more than {MOST_BYTES:,}; aggregate the data before drawing"


def figure_html(spec: dict[str, Any], *, name: str, reading: Reading) -> str:
    """Return the markup of a chart: caption, two static drawings, data table, specification.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification with its data.
    name : str
        The figure's id; unique on its page.
    reading : Reading
        What Vega computes of the chart: its titles and the rows that it draws.

    Returns
    -------
    str
        A `<figure class="chart">`, complete without JavaScript.

    Raises
    ------
    ValueError
        If Vega-Lite cannot draw the specification.
    """
    name = slug(name)
    title, subtitle = reading.title, reading.subtitle
    spec = with_named_data(spec)
    spec.pop("title", None)
    inputs = _inputs(spec)
    # The page is the paper; so one drawing serves the light and the dark page.
    spec["background"] = "transparent"
    narrow = stacked(spec)
    label = escape(spec.get("description") or title, quote=True)
    drawings, sizes = [], {}
    for layout, view, target in (("wide", spec, WIDE), ("narrow", narrow, NARROW)):
        svg, width, overhead = draw(view, target, ids=f"{name}-{layout}")
        svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
        drawings.append(f'<div class="chart-static chart-{layout}">{svg}</div>')
        sizes[layout] = {"width": width, "overhead": overhead}
    shared = ("datasets", "config", "$schema")
    spec["usermeta"] = {
        "sizes": sizes,
        "narrow": {key: value for key, value in narrow.items() if key not in shared},
        "narrowLegend": narrow["config"]["legend"],
    }
    if inputs:
        spec["usermeta"]["computed"] = reading.vega
    whole = whole_rows(spec) if inputs else None
    subtitle = f'<p class="chart-subtitle">{escape(subtitle)}</p>' if subtitle else ""
    return (
        f'<figure class="chart" id="{name}" data-chart="{name}" role="group"'
        f' aria-labelledby="{name}-title">'
        f'<figcaption><p class="chart-title" id="{name}-title">{escape(title)}</p>{subtitle}'
        f"</figcaption>"
        f"{inputs}"
        f'<div class="chart-canvas">{"".join(drawings)}</div>'
        f"{_setting(spec)}"
        f"{data_html(reading.tables, title=title or name, name=name, whole=whole)}"
        f'<script type="application/json">{_json(spec)}</script></figure>'
    )


def slug(name: str) -> str:
    """Return a name fit for an id and a file: the last part of a path, in plain letters."""
    return re.sub(r"[^a-z0-9]+", "-", name.rsplit("/", 1)[-1].lower()).strip("-")


def visit_html(translator: Any, node: chart_figure) -> None:
    """Write the figure's markup."""
    translator.body.append(node["html"])
    raise nodes.SkipNode


def visit_words(translator: Any, node: chart_figure) -> None:
    """Let a builder without pictures write the chart's words."""


def _inputs(spec: dict[str, Any]) -> str:
    """Return the place of the chart's sliders and menus, kept free so that nothing jumps."""
    count = sum(
        len(bind) if "input" not in bind and "element" not in bind else 1
        for param in spec.get("params", ())
        if isinstance(bind := param.get("bind"), dict)
    )
    if not count:
        return ""
    return (
        f'<div class="chart-inputs" style="--inputs:{count}"></div>'
        '<p class="chart-said" role="status"></p>'
    )


def _setting(spec: dict[str, Any]) -> str:
    """Say for which setting of its controls a chart is drawn: paper shows it, and no controls."""
    said = []
    for param in spec.get("params", ()):
        bind = param.get("bind")
        if not isinstance(bind, dict) or "input" not in bind:
            continue
        value = param.get("value")
        options = bind.get("options", ())
        shown = bind["labels"][options.index(value)] if "labels" in bind else value
        said.append(f"{(bind.get('name') or param['name']).strip()}: {shown}")
    words = escape("; ".join(said))
    return f'<p class="chart-setting">Drawn for this setting: {words}</p>' if said else ""


def _json(value: Any) -> str:
    # A closing script tag inside a text would end the element that holds it.
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return text.replace("<", "\\u003c")
