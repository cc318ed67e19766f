"""Colours and theme of the course's charts, and the renderer that stores charts honestly.

A chart is stored as its Vega-Lite specification and its description, nothing else: no HTML, no
address of a server, no random id. The same specification is drawn by JupyterLab while you work
and by the book when it is built.
"""

import textwrap
from typing import Any

import altair as alt

INK = "#1b2a33"
SOFT_INK = "#52616b"
GRID = "#dde3e6"
PAPER = "#ffffff"
CONTEXT = "#85929a"
ACCENT = "#b5452c"
UN_BLUE = "#2273a8"
TINT = "#cfe0ec"

#: Colours that keep their meaning through the whole course.
PALETTE: dict[str, str] = {
    "peacekeepers": UN_BLUE,
    "state forces": "#a87000",
    "jihadist groups": "#7a4a9c",
    "communal militias": "#2c8161",
    "signatory movements": "#b84f7d",
    "not attributed": CONTEXT,
    "state-based": "#a87000",
    "non-state": "#2c8161",
    "one-sided": ACCENT,
    "Malicious Act": ACCENT,
    "Accident": "#a87000",
    "Illness": UN_BLUE,
    "Self-Inflicted": "#7a4a9c",
    "To Be Determined": CONTEXT,
    "Unknown": CONTEXT,
}

#: What each colour of a chart becomes on a dark page. The book turns this into CSS.
DARK: dict[str, str] = {
    INK: "#e9eef0",
    SOFT_INK: "#b3c0c7",
    GRID: "#37454d",
    PAPER: "#12191d",
    CONTEXT: "#8b99a1",
    ACCENT: "#f08a70",
    UN_BLUE: "#6bb5e6",
    TINT: "#23465c",
    "#a87000": "#e0a93b",
    "#7a4a9c": "#bf97dc",
    "#2c8161": "#63c19d",
    "#b84f7d": "#e890b8",
}

#: Words in a colour of a mark are darker on a light page, because letters are thin. The book
#: turns this into CSS.
AS_WORDS: dict[str, str] = {CONTEXT: "#626f77", "#a87000": "#8a5c00"}

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
WIDTH = 620
HEIGHT = 300
#: JupyterLab draws this type without a network; Altair's own type is not known to it.
MIME_TYPE = "application/vnd.vegalite.v5+json"
#: Version of Vega-Lite that draws charts as pictures: the nearest to JupyterLab's own 5.6.
VEGA_LITE = "5.8"


@alt.theme.register("malicourse", enable=False)
def _theme() -> alt.theme.ThemeConfig:
    axis = {
        "domain": False,
        "ticks": False,
        "grid": True,
        "gridColor": GRID,
        "labelColor": SOFT_INK,
        "labelFontSize": 13,
        "labelPadding": 6,
        "titleColor": SOFT_INK,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    }
    return alt.theme.ThemeConfig(
        config={
            "background": PAPER,
            "font": FONT,
            "padding": {"left": 4, "right": 12, "top": 8, "bottom": 4},
            "view": {
                "stroke": None,
                "continuousWidth": WIDTH,
                "continuousHeight": HEIGHT,
                "discreteWidth": WIDTH,
                "discreteHeight": {"step": 30},
            },
            "scale": {"bandPaddingInner": 0.28, "bandPaddingOuter": 0.14},
            "title": {
                "anchor": "start",
                "frame": "group",
                "color": INK,
                "fontSize": 17,
                "fontWeight": 600,
                "offset": 18,
                "subtitleColor": SOFT_INK,
                "subtitleFontSize": 13,
                "subtitlePadding": 6,
            },
            "axis": axis,
            "axisX": {"grid": False, "domain": True, "domainColor": CONTEXT, "labelOverlap": True},
            "axisXQuantitative": {"grid": True, "domain": False, "tickCount": 6},
            "axisXDiscrete": {"labelAngle": 0},
            "axisYDiscrete": {"grid": False},
            # The title of the vertical axis is read first and level, above the highest label.
            "axisY": {
                "titleAngle": 0,
                "titleAlign": "left",
                "titleAnchor": "end",
                "titleBaseline": "bottom",
                "titleX": 0,
                "titleY": -6,
            },
            "legend": {
                "orient": "top",
                "labelColor": INK,
                "titleColor": SOFT_INK,
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "symbolType": "circle",
            },
            "header": {"labelColor": INK, "titleColor": SOFT_INK, "labelFontSize": 13},
            "text": {"color": INK, "fontSize": 13},
            "rule": {"color": SOFT_INK},
            "bar": {"color": CONTEXT},
            "point": {"color": CONTEXT, "filled": True, "size": 60},
            "circle": {"color": CONTEXT},
            "tick": {"color": CONTEXT},
            "line": {"color": CONTEXT, "strokeWidth": 2.5},
            "area": {"color": CONTEXT},
            "range": {
                "category": [UN_BLUE, "#a87000", "#7a4a9c", "#2c8161", "#b84f7d", CONTEXT],
            },
        }
    )


def _wrapped(text: Any, characters: int) -> Any:
    """Break a title into lines, because Vega draws one line as long as it is.

    A title that is computed, `alt.expr(...)`, breaks itself: its expression may return lines.
    """
    if isinstance(text, dict):
        return text
    lines = text if isinstance(text, list) else [text]
    pieces = [part for line in lines for part in textwrap.wrap(str(line), characters)]
    return pieces if len(pieces) > 1 else "".join(pieces)


def _bundle(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Return what a notebook stores for a chart: the specification and its description."""
    title = spec.get("title")
    if isinstance(title, dict) and "text" in title:
        spec = {**spec, "title": {**title, "text": _wrapped(title["text"], 74)}}
        if "subtitle" in title:
            spec["title"]["subtitle"] = _wrapped(title["subtitle"], 96)
    elif title:
        spec = {**spec, "title": _wrapped(title, 74)}
    return {MIME_TYPE: spec, "text/plain": spec.get("description", "A chart without description.")}


alt.renderers.register("malicourse", _bundle)


def use() -> None:
    """Switch on the course's chart style for every chart that follows."""
    alt.theme.enable("malicourse")
    alt.renderers.enable("malicourse")


def colours(names: list[str]) -> alt.Scale:
    """Give categories the colours that they keep through the whole course.

    Parameters
    ----------
    names : list of str
        Categories in drawing order, each a key of `PALETTE`.

    Returns
    -------
    altair.Scale
        A colour scale with `names` as domain.

    Raises
    ------
    ValueError
        If a name has no colour; the message lists the names that have one.
    """
    unknown = [name for name in names if name not in PALETTE]
    if unknown:
        raise ValueError(f"No colour is set for {unknown}. Names with a colour: {list(PALETTE)}.")
    return alt.Scale(domain=names, range=[PALETTE[name] for name in names])
