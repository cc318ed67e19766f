"""A finished brief as a page that prints on at most two sheets of A4."""

from __future__ import annotations

import base64
import html
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import altair as alt

from malicourse.brief.draft import Brief, body, chart_title
from malicourse.charts import style

SMALLEST = 5.0
"""Size in points below which the labels of a chart are too small in print."""
#: Height that a chart may have in print, in millimetres, by the number of charts.
_HEIGHTS = {0: 0, 1: 110, 2: 72}
_WIDTH = 174
_PIXELS = 96 / 25.4
#: Size of the labels in the charts of the course, in points.
_LABELS = 13 * 0.75
_PAGE = Template((files(__package__) / "page.html").read_text(encoding="utf-8"))


def save(draft: Brief, path: str | Path) -> None:
    """Write a finished brief as a page that prints on at most two sheets of A4, and say so.

    Parameters
    ----------
    draft : Brief
        The brief. While it has gaps they are printed, and nothing is written.
    path : str or pathlib.Path
        Name of the file, ending in ".html".

    Raises
    ------
    ValueError
        If the name does not end in ".html".
    """
    path = Path(path)
    if path.suffix != ".html":
        raise ValueError(f'"{path.name}": the name of a brief ends in .html')
    gaps = draft.gaps()
    if not path.parent.is_dir():
        gaps.append(f'There is no folder "{path.parent}": give a name without a folder.')
    if gaps:
        print("Not saved yet.", *gaps, sep="\n- ")
        return
    try:
        text = page(draft)
    except ValueError as problem:
        print(f"Not saved yet.\n- {problem}")
        return
    path.write_text(text, encoding="utf-8")
    charts = f"{len(draft.charts)} chart{'' if len(draft.charts) == 1 else 's'}"
    print(f"Saved {path.name}: {draft.words} words, {charts}. Print it from a browser.")


def page(draft: Brief) -> str:
    """Return a finished brief as a complete page of HTML that asks nothing of any other file.

    Parameters
    ----------
    draft : Brief
        A brief without gaps.

    Returns
    -------
    str
        The page.

    Raises
    ------
    ValueError
        If the brief has a gap, or a chart cannot be drawn or read in print; the message says why.
    """
    gaps = draft.gaps()
    if gaps:
        raise ValueError(gaps[0])
    height = _HEIGHTS[len(draft.charts)]
    drawn = "".join(_pictures(draft.charts, height))
    return _PAGE.substitute(
        title=html.escape(draft.title),
        height=height,
        width=_WIDTH,
        body=body(draft, drawn),
        ink=style.INK,
        soft_ink=style.SOFT_INK,
        paper=style.PAPER,
        grid=style.GRID,
        blue=style.UN_BLUE,
    )


def _pictures(charts: Sequence[alt.TopLevelMixin], height: float) -> list[str]:
    """Return charts as pictures inside the page, with descriptions for those who listen."""
    specs = []
    for chart in charts:
        try:
            specs.append(chart.to_dict())
        except alt.MaxRowsError:
            raise ValueError(
                f'The chart "{chart_title(chart)}" has too many rows: group them before you draw.'
            ) from None
        except (ValueError, TypeError):
            raise ValueError(_not_drawn(chart)) from None
    found = []
    for chart, spec, svg in zip(charts, specs, _draw(specs), strict=True):
        if svg is None:
            raise ValueError(_not_drawn(chart))
        size = _size_in_print(svg, height)
        if size < SMALLEST:
            raise ValueError(
                f'The chart "{chart_title(chart)}" is too large: in print its labels would have '
                f"{size:.1f} points. Draw fewer rows, or bring it alone."
            )
        coded = base64.b64encode(svg.encode()).decode()
        words = html.escape(str(spec.get("description", chart_title(chart))))
        found.append(f'<img src="data:image/svg+xml;base64,{coded}" alt="{words}">')
    return found


def _not_drawn(chart: alt.TopLevelMixin) -> str:
    return (
        f'The chart "{chart_title(chart)}" cannot be drawn. Show it in a cell of its own, and mend '
        "what the message there says; a chart with sliders needs its `add_params`."
    )


def _size_in_print(svg: str, height: float) -> float:
    """Return how many points high the labels of a chart are once it fits the sheet."""
    wide, high = (
        float(re.search(rf'<svg[^>]*? {name}="([\d.]+)"', svg).group(1))
        for name in ("width", "height")
    )
    return _LABELS * min(1, _WIDTH * _PIXELS / wide, height * _PIXELS / high)


#: Run by a Python of its own: the memory that drawing takes goes back when it ends.
_DRAW = """
import json, sys, vl_convert
version, drawn = sys.argv[1], []
for spec in json.load(sys.stdin):
    try:
        drawn.append(vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[]))
    except ValueError:
        drawn.append(None)
json.dump(drawn, sys.stdout)
"""


def _draw(specs: list[dict[str, Any]]) -> list[str | None]:
    """Return each chart as SVG, or None where it cannot be drawn."""
    if not specs:
        return []
    # -P: a file of the learner called json.py is not taken for Python's.
    command = [sys.executable, "-P", "-c", _DRAW, style.VEGA_LITE]
    done = subprocess.run(command, input=json.dumps(specs), capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it was stopped"])[-1]
        raise ValueError(f"Charts cannot be drawn on this computer: {reason}")
    return json.loads(done.stdout)
