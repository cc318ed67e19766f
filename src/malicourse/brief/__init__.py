"""A brief of at most two pages: a template for texts, figures, charts and weighed options.

from malicourse import brief

draft = brief.Brief(title="...", advice="...", reasons=["..."], objection="...")
draft.gaps()                  # what is still missing, in sentences
brief.save(draft, "my-brief.html")
"""

from __future__ import annotations

import base64
import html
import json
import numbers
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

WORDS: dict[int, int] = {0: 660, 1: 540, 2: 440}
"""The most words that two pages hold, by the number of charts beside them."""
LETTERS = 6.2
"""The most letters and spaces for each of these words, for texts of long words."""
TITLE = 110
"""The most letters of a title."""
LIMITS: dict[str, int] = {"reasons": 4, "figures": 6, "charts": 2}
OPTIONS = 7
"""The most options in the table."""
CRITERIA = 7
"""The most columns of the table, the mean among them."""
NAME = 22
"""The most letters in the name of an option or a criterion."""
SMALLEST = 5.0
"""Size in points below which the labels of a chart are too small in print."""
_TEXTS = ("title", "advice", "objection", "unknown", "turning")
_NAMES: dict[str, str] = {
    "title": "a title",
    "advice": "the advice in a sentence or two",
    "objection": "the strongest objection, and your answer",
    "unknown": "what cannot be known",
    "turning": "what would change your mind",
}
#: Height that a chart may have in print, in millimetres, by the number of charts.
_HEIGHTS = {0: 0, 1: 110, 2: 72}
_WIDTH = 174
_PIXELS = 96 / 25.4
#: Size of the labels in the charts of the course, in points.
_LABELS = 13 * 0.75


@dataclass(frozen=True)
class Figure:
    """A number in a brief.

    Attributes
    ----------
    value : str
        The number with its unit, such as "2,069 people".
    what : str
        What it counts, and over which time.
    source : str
        Symbol or name of the source.
    known : str
        Day or month from which it could be known, as in "2022-06-29" or "2022-06".
    """

    value: str = ""
    what: str = ""
    source: str = ""
    known: str = ""


@dataclass(repr=False)
class Brief:
    """A brief for the Security Council.

    Attributes
    ----------
    title, advice, objection, unknown, turning : str
        A title, the advice, the strongest objection with your answer, what cannot be known, and
        what would change your mind.
    reasons : sequence of str
        One to four reasons, one sentence each.
    figures : sequence of Figure
        Up to six numbers.
    charts : sequence of altair.TopLevelMixin
        Up to two charts, each with a title.
    options : pandas.DataFrame, optional
        Options (index) and criteria (columns) with points, shown as a table; see `weigh`.
    author : str
        Your name, or none.
    day : str
        Day for which the brief is written, as in "2022-06-29": no figure may be from after it.
    """

    title: str = ""
    advice: str = ""
    reasons: Sequence[str] = ()
    objection: str = ""
    unknown: str = ""
    turning: str = ""
    figures: Sequence[Figure] = ()
    charts: Sequence[alt.TopLevelMixin] = ()
    options: pd.DataFrame | None = None
    author: str = ""
    day: str = "2022-06-29"

    def __setattr__(self, name: str, value: object) -> None:
        known = [field.name for field in fields(self)]
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant = f"did you mean `{near[0]}`?" if near else f"it has {', '.join(known)}."
            raise AttributeError(f"A brief has no `{name}`: {meant}")
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        return f"Brief({self.title!r})"

    def _repr_html_(self) -> str:
        """Return the texts and tables for display in a notebook; charts by their title."""
        wrong = self._shapes()
        if wrong:
            return "".join(f"<p>{html.escape(line)}</p>" for line in wrong)
        titles = "".join(f"<p>Chart: {html.escape(_title(chart))}</p>" for chart in self.charts)
        shown = _body(self, titles)
        for tag in ("h1", "h2"):
            shown = shown.replace(f"<{tag}>", "<p><strong>").replace(f"</{tag}>", "</strong></p>")
        return f"<blockquote>{shown}</blockquote>"

    @property
    def words(self) -> int:
        """Number of words in all texts and figures of the brief; options and charts left out."""
        return sum(len(text.split()) for text in self._written())

    def gaps(self) -> list[str]:
        """Return what keeps the brief from being finished, one sentence each; empty if nothing."""
        wrong = self._shapes()
        if wrong:
            return wrong
        found = [
            "There is no title yet: fill in `title`."
            if name == "title"
            else f"`{name}` is empty: write {_NAMES[name]}."
            for name in _TEXTS
            if not getattr(self, name).strip()
        ]
        if not self.reasons:
            found.append("`reasons` is empty: give one to four.")
        if not all(reason.strip() for reason in self.reasons):
            found.append("One of `reasons` is empty: fill it in, or take it out.")
        if not self.figures:
            found.append("`figures` is empty: a brief without a number cannot be checked.")
        for name, most in LIMITS.items():
            if len(getattr(self, name)) > most:
                found.append(f"`{name}` has {len(getattr(self, name))} entries; {most} at most.")
        found += self._lengths()
        for number, figure in enumerate(self.figures, 1):
            found += self._flaws(number, figure)
        found += [
            f"Chart {number} has no title: say what it shows."
            for number, chart in enumerate(self.charts, 1)
            if not _title(chart)
        ]
        return found + self._table()

    def _written(self) -> list[str]:
        texts = [getattr(self, name) for name in (*_TEXTS, "author")] + list(self.reasons)
        for figure in self.figures:
            texts += [figure.value, figure.what, figure.source]
        return [str(text) for text in texts]

    def _shapes(self) -> list[str]:
        """Return what is of the wrong kind, such as a text where a list belongs."""
        found = [
            f"`{name}` must be text in quotes, not {getattr(self, name)!r}."
            for name in (*_TEXTS, "author", "day")
            if not isinstance(getattr(self, name), str)
        ]
        lists = [name for name in LIMITS if isinstance(getattr(self, name), list | tuple)]
        found += [
            f"`{name}` must be a list: put it in brackets, [...]."
            for name in LIMITS
            if name not in lists
        ]
        for number, reason in enumerate(self.reasons if "reasons" in lists else (), 1):
            if not isinstance(reason, str):
                found.append(f"Reason {number} must be text in quotes, not {reason!r}.")
        for number, figure in enumerate(self.figures if "figures" in lists else (), 1):
            if not isinstance(figure, Figure):
                found.append(f"Figure {number}: write brief.Figure(value, what, source, known).")
                continue
            found += [
                f"Figure {number}: `{field.name}` must be text in quotes, "
                f"not {getattr(figure, field.name)!r}."
                for field in fields(figure)
                if not isinstance(getattr(figure, field.name), str)
            ]
        for number, chart in enumerate(self.charts if "charts" in lists else (), 1):
            if isinstance(chart, str):
                found.append(
                    f"Chart {number} is not a chart but text: give the chart itself, "
                    "without quotes."
                )
            elif not isinstance(chart, alt.TopLevelMixin):
                found.append(f"Chart {number} is no Altair chart.")
        if isinstance(self.day, str) and not _is_day(self.day):
            found.append(f'`day` is "{self.day}"; write it as 2022-06-29.')
        if self.options is not None and not isinstance(self.options, pd.DataFrame):
            found.append("`options` must be a table: give what `brief.weigh` returns.")
        return found

    def _lengths(self) -> list[str]:
        found = []
        if len(self.title) > TITLE:
            found.append(f"The title has {len(self.title)} letters; {TITLE} at most.")
        charts = min(len(self.charts), LIMITS["charts"])
        beside = ("without charts", "beside a chart", "beside two charts")[charts]
        letters = sum(len(text) for text in self._written())
        for count, most, what in (
            (self.words, WORDS[charts], "words"),
            (letters, int(LETTERS * WORDS[charts]), "letters"),
        ):
            if count > most:
                found.append(f"The brief has {count:,} {what}; two pages hold {most:,} {beside}.")
        return found

    def _table(self) -> list[str]:
        """Return what is too much, or no number, in the table of options."""
        if self.options is None:
            return []
        found = []
        rows = [name for name in self.options.index if name != "weight"]
        if len(rows) > OPTIONS:
            found.append(f"`options` has {len(rows)} options; {OPTIONS} at most.")
        if len(self.options.columns) > CRITERIA:
            count = len(self.options.columns)
            found.append(f"`options` has {count} columns; {CRITERIA} at most.")
        if any(len(str(name)) > NAME for name in (*rows, *self.options.columns)):
            found.append(f"`options` has a name of more than {NAME} letters: shorten it.")
        if not all(_is_number(cell) for cell in self.options.to_numpy().flat):
            found.append("`options` holds something that is no number: numbers only.")
        return found

    def _flaws(self, number: int, figure: Figure) -> list[str]:
        found = [
            f"Figure {number} has no {name}."
            for name in ("value", "what", "source")
            if not getattr(figure, name).strip()
        ]
        if not figure.known:
            return [*found, f"Figure {number} has no day: say in `known` since when it was known."]
        try:
            if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", figure.known):
                raise ValueError
            known = pd.Period(figure.known)
        except ValueError:
            return [*found, f'Figure {number}: known is "{figure.known}"; write 2022-06-29.']
        if known.start_time > pd.Timestamp(self.day):
            found.append(
                f"Figure {number} could be known from {figure.known}, after the day of the brief, "
                f"{self.day}: leave it out, or write for a later day."
            )
        return found


def weigh(
    scores: pd.DataFrame, weights: Mapping[str, float] | Sequence[float] | pd.Series
) -> pd.DataFrame:
    """Return scores with the weights as first row and the weighted mean as last column.

    Parameters
    ----------
    scores : pandas.DataFrame
        Options (index) and criteria (columns), each cell from 1 to 5.
    weights : dict, sequence or pandas.Series
        A number from 0 upwards for each criterion; a sequence in the order of the columns.

    Returns
    -------
    pandas.DataFrame
        The table for `Brief.options`.

    Raises
    ------
    ValueError
        If a score or a weight is missing, no number or out of range; the message says which.
    """
    if not isinstance(scores, pd.DataFrame):
        raise ValueError("The scores must be a table with a row for each option.")
    criteria = [str(name) for name in scores.columns]
    for option, row in scores.iterrows():
        for name, score in row.items():
            if not _is_number(score) or not 1 <= score <= 5:
                raise ValueError(
                    f"{option}, {name}: the score is {_shown(score)}; give a number from 1 to 5, "
                    "without quotes."
                )
    ways = pd.Series(_named(weights, criteria), dtype=float)[criteria]
    mean = (scores.astype(float) * ways.to_numpy()).sum(axis=1) / ways.sum()
    table = scores.astype(float).assign(mean=mean)
    return pd.concat([ways.to_frame("weight").T.set_axis(scores.columns, axis=1), table])


def _named(weights: Any, criteria: list[str]) -> dict[str, float]:
    """Return weights by criterion, or say in a sentence what is wrong with them."""
    listed = ", ".join(criteria)
    if isinstance(weights, pd.Series):
        weights = weights.to_dict()
    if isinstance(weights, list | tuple):
        if len(weights) != len(criteria):
            raise ValueError(f"There are {len(weights)} weights for {len(criteria)} criteria.")
        weights = dict(zip(criteria, weights, strict=True))
    if not isinstance(weights, Mapping):
        raise ValueError(f"Give the weights as {{name: number}}, one for each of {listed}.")
    for name in weights:
        if name not in criteria:
            near = get_close_matches(str(name), criteria, 1)
            meant = f"did you mean {near[0]}?" if near else f"there are {listed}."
            raise ValueError(f'No criterion is called "{name}": {meant}')
    missing = [name for name in criteria if name not in weights]
    if missing:
        raise ValueError(f"A weight is missing: {', '.join(missing)}.")
    for name, weight in weights.items():
        if not _is_number(weight) or not 0 <= weight < float("inf"):
            raise ValueError(
                f"The weight of {name} is {_shown(weight)}; give a number from 0 upwards, "
                "without quotes."
            )
    if not any(weights.values()):
        raise ValueError("All weights are 0, so nothing counts: give one at least more than 0.")
    return dict(weights)


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
    return _PAGE.format(
        title=html.escape(draft.title), height=height, width=_WIDTH, body=_body(draft, drawn)
    )


def _body(draft: Brief, charts: str) -> str:
    text = {name: html.escape(getattr(draft, name)) for name in (*_TEXTS, "author")}
    figures = "".join(
        f"<li><b>{html.escape(figure.value)}</b> {html.escape(figure.what)} "
        f"({html.escape(figure.source)}; known {html.escape(_when(figure.known))})</li>"
        for figure in draft.figures
    )
    day = date.fromisoformat(draft.day)
    byline = f"{text['author']}, " if text["author"] else ""
    return _BODY.format(
        **{name: text[name] for name in _TEXTS},
        byline=f"{byline}{day.day} {day:%B %Y}",
        reasons="".join(f"<li>{html.escape(reason)}</li>" for reason in draft.reasons),
        figures=figures,
        charts=charts,
        options=_options(draft.options),
    )


def _options(table: pd.DataFrame | None) -> str:
    if table is None:
        return ""
    shown = table.rename_axis(index=None, columns=None).map(
        lambda cell: "" if pd.isna(cell) else f"{round(cell, 2):g}"
    )
    note = "Scores by criterion"
    if "weight" in table.index:
        note = "First row: the weights. Last column: the weighted mean of the scores"
    drawn = shown.to_html(border=0)
    return f'<div class="options"><h2>Options weighed</h2><p>{note}.</p>{drawn}</div>'


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2022-06-29")


def _is_number(cell: object) -> bool:
    return isinstance(cell, numbers.Real) and not isinstance(cell, bool)


def _shown(cell: object) -> str:
    if isinstance(cell, str):
        return f'"{cell}"'
    return "missing" if pd.api.types.is_scalar(cell) and pd.isna(cell) else str(cell)


def _when(known: str) -> str:
    """Return a day or a month in words; what is no day comes back as it is."""
    try:
        period = pd.Period(known)
    except ValueError:
        return known
    return f"{period:%B %Y}" if len(known) == 7 else f"{period.day} {period:%B %Y}"


def _title(chart: alt.TopLevelMixin) -> str:
    # Read without its data: a chart of too many rows has a title too.
    title = getattr(chart, "title", alt.Undefined)
    if isinstance(title, alt.SchemaBase):
        title = title.to_dict(validate=False)
    text = title.get("text", "") if isinstance(title, dict) else title
    if isinstance(text, list):
        text = " ".join(map(str, text))
    return text.strip() if isinstance(text, str) else ""


def _pictures(charts: Sequence[alt.TopLevelMixin], height: float) -> list[str]:
    """Return charts as pictures inside the page, with descriptions for those who listen."""
    specs = []
    for chart in charts:
        try:
            specs.append(chart.to_dict())
        except alt.MaxRowsError:
            raise ValueError(
                f'The chart "{_title(chart)}" has too many rows: group them before you draw.'
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
                f'The chart "{_title(chart)}" is too large: in print its labels would have '
                f"{size:.1f} points. Draw fewer rows, or bring it alone."
            )
        coded = base64.b64encode(svg.encode()).decode()
        words = html.escape(str(spec.get("description", _title(chart))))
        found.append(f'<img src="data:image/svg+xml;base64,{coded}" alt="{words}">')
    return found


def _not_drawn(chart: alt.TopLevelMixin) -> str:
    return (
        f'The chart "{_title(chart)}" cannot be drawn. Show it in a cell of its own, and mend '
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
drawn = []
for spec in json.load(sys.stdin):
    try:
        # The version that draws the book.
        drawn.append(vl_convert.vegalite_to_svg(spec, vl_version="5.8", allowed_base_urls=[]))
    except ValueError:
        drawn.append(None)
json.dump(drawn, sys.stdout)
"""


def _draw(specs: list[dict[str, Any]]) -> list[str | None]:
    """Return each chart as SVG, or None where it cannot be drawn."""
    if not specs:
        return []
    # -P: a file of the learner called json.py is not taken for Python's.
    command = [sys.executable, "-P", "-c", _DRAW]
    done = subprocess.run(command, input=json.dumps(specs), capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it was stopped"])[-1]
        raise ValueError(f"Charts cannot be drawn on this computer: {reason}")
    return json.loads(done.stdout)


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 16mm 18mm }}
body {{ font: 10.5pt/1.35 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; color: #1b2a33;
  background: #fff; max-width: {width}mm; margin: 0 auto; padding: 4mm; overflow-wrap: anywhere }}
h1 {{ font-size: 17pt; line-height: 1.2; margin: 0 0 2mm }}
h2 {{ font-size: 11.5pt; margin: 3mm 0 1mm }}
p, ul {{ margin: 0 0 2mm }}
ul {{ padding-left: 5mm }}
.advice {{ border-left: 3px solid #2273a8; padding-left: 3mm }}
img {{ display: block; max-width: 100%; max-height: {height}mm; margin: 2mm 0 }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 9.5pt }}
th, td {{ text-align: left; vertical-align: top; padding: 0.5mm }}
th {{ font-weight: normal }}
th:first-child {{ width: 26% }}
thead th {{ font-size: 8pt }}
tr {{ border-bottom: 1px solid #dde3e6; break-inside: avoid }}
.by {{ color: #52616b }}
@media print {{ body {{ padding: 0 }} h2 {{ break-after: avoid }}
  img, .options {{ break-inside: avoid }} }}
</style></head><body>
{body}</body></html>
"""
_BODY = """<h1>{title}</h1>
<p class="by">{byline}</p>
<p class="advice">{advice}</p>
<h2>Why</h2><ul>{reasons}</ul>
<h2>Figures</h2><ul>{figures}</ul>
<h2>The strongest objection</h2><p>{objection}</p>
<h2>What cannot be known</h2><p>{unknown}</p>
<h2>What would change this advice</h2><p>{turning}</p>
{charts}
{options}
"""
