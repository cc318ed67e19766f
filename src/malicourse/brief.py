"""A brief of two pages: a template that fills in charts and figures and prints on A4.

from malicourse import brief

draft = brief.Brief(title="...", advice="...", reasons=["..."], objection="...")
draft.gaps()                  # what is still missing, in sentences
brief.save(draft, "my-brief.html")
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import altair as alt
import pandas as pd

WORDS = 700
"""The most words that two pages hold beside two charts."""
LIMITS: dict[str, int] = {"reasons": 4, "figures": 6, "charts": 2}
_TEXTS = ("title", "advice", "objection", "unknown", "turning")
_NAMES: dict[str, str] = {
    "title": "a title",
    "advice": "the advice in a sentence or two",
    "objection": "the strongest objection, and your answer",
    "unknown": "what cannot be known",
    "turning": "what would change your mind",
}


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

    value: str
    what: str
    source: str
    known: str


@dataclass
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
        Options (index) and criteria (columns) with points, shown as a table.
    author : str
        Your name, or none.
    day : str
        Day for which the brief is written, as in "2022-06-29": no figure may be younger.
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

    @property
    def words(self) -> int:
        """Number of words in all texts of the brief, tables and charts left out."""
        texts = [getattr(self, name) for name in _TEXTS] + list(self.reasons)
        return sum(len(str(text).split()) for text in texts)

    def gaps(self) -> list[str]:
        """Return what keeps the brief from being finished, one sentence each; empty if nothing."""
        found = [
            f"There is no {_NAMES[name].removeprefix('a ')} yet: fill in `{name}`."
            if name == "title"
            else f"`{name}` is empty: write {_NAMES[name]}."
            for name in _TEXTS
            if not str(getattr(self, name)).strip()
        ]
        if not self.reasons:
            found.append("`reasons` is empty: give one to four.")
        if not self.figures:
            found.append("`figures` is empty: a brief without a number cannot be checked.")
        for name, most in LIMITS.items():
            if len(getattr(self, name)) > most:
                found.append(f"`{name}` has {len(getattr(self, name))} entries; {most} at most.")
        if self.words > WORDS:
            found.append(f"The texts have {self.words} words; two pages hold {WORDS}.")
        for number, figure in enumerate(self.figures, 1):
            found += self._flaws(number, figure)
        for number, chart in enumerate(self.charts, 1):
            if not isinstance(chart, alt.TopLevelMixin):
                found.append(f"Chart {number} is no Altair chart.")
            elif not _title(chart):
                found.append(f"Chart {number} has no title: say what it shows.")
        return found

    def _flaws(self, number: int, figure: Figure) -> list[str]:
        if not isinstance(figure, Figure):
            return [f"Figure {number}: write brief.Figure(value, what, source, known)."]
        found = [
            f"Figure {number} has no {name}."
            for name in ("value", "what", "source")
            if not getattr(figure, name).strip()
        ]
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


def save(draft: Brief, path: str | Path) -> None:
    """Write a finished brief as a page that prints on two sheets of A4, and say so.

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
    """Return a brief as a complete page of HTML that asks nothing of any other file.

    Parameters
    ----------
    draft : Brief
        The brief, finished or not.

    Raises
    ------
    ValueError
        If a chart cannot be drawn; the message names it.
    """
    text = {name: html.escape(str(getattr(draft, name))) for name in (*_TEXTS, "author")}
    reasons = "".join(f"<li>{html.escape(str(reason))}</li>" for reason in draft.reasons)
    figures = "".join(
        f"<tr><th>{html.escape(figure.value)}</th><td>{html.escape(figure.what)}</td>"
        f"<td>{html.escape(figure.source)}</td></tr>"
        for figure in draft.figures
    )
    drawn = "".join(_picture(chart) for chart in draft.charts)
    options = ""
    if draft.options is not None:
        table = draft.options.rename_axis(index=None, columns=None)
        table = table.to_html(border=0, float_format="{:.1f}".format)
        options = f"<h2>Options weighed</h2>{table}"
    day = date.fromisoformat(draft.day)
    byline = f"{text['author']}, " if text["author"] else ""
    return _PAGE.format(
        title=text["title"],
        byline=f"{byline}{day.day} {day:%B %Y}",
        advice=text["advice"],
        reasons=reasons,
        figures=figures,
        charts=drawn,
        options=options,
        objection=text["objection"],
        unknown=text["unknown"],
        turning=text["turning"],
    )


def _title(chart: alt.TopLevelMixin) -> str:
    title = chart.to_dict(validate=False).get("title", "")
    return str(title.get("text", "") if isinstance(title, dict) else title).strip()


def _picture(chart: alt.TopLevelMixin) -> str:
    """Return a chart as a picture inside the page, with its description for those who listen."""
    # Loaded here: drawing takes more memory than the rest of a lesson.
    import vl_convert

    try:
        spec = chart.to_dict()
        # The version that draws the book.
        svg = vl_convert.vegalite_to_svg(spec, vl_version="5.8", allowed_base_urls=[])
    except (ValueError, TypeError):
        raise ValueError(
            f'The chart "{_title(chart)}" cannot be drawn. Show it in a cell of its own, and mend '
            "what the message there says; a chart with sliders needs its `add_params`."
        ) from None
    coded = base64.b64encode(svg.encode()).decode()
    words = html.escape(str(spec.get("description", _title(chart))))
    return f'<img src="data:image/svg+xml;base64,{coded}" alt="{words}">'


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 16mm 18mm }}
body {{ font: 10.5pt/1.4 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; color: #1b2a33;
  background: #fff; max-width: 174mm; margin: 0 auto; padding: 4mm }}
h1 {{ font-size: 17pt; line-height: 1.2; margin: 0 0 2mm }}
h2 {{ font-size: 11.5pt; margin: 4mm 0 1mm }}
p, ul {{ margin: 0 0 2mm }}
.advice {{ border-left: 3px solid #2273a8; padding-left: 3mm; font-size: 11.5pt }}
.charts {{ display: flex; flex-wrap: wrap; gap: 4mm }}
.charts img {{ flex: 1 1 70mm; min-width: 0; max-width: 100%; max-height: 75mm }}
table {{ border-collapse: collapse; width: 100%; font-size: 9.5pt }}
th, td {{ text-align: left; vertical-align: top; padding: 1mm 2mm }}
tr {{ border-bottom: 1px solid #dde3e6; break-inside: avoid }}
.by {{ color: #52616b }}
@media print {{ body {{ padding: 0 }} h2 {{ break-after: avoid }} img {{ break-inside: avoid }} }}
</style></head><body>
<h1>{title}</h1>
<p class="by">{byline}</p>
<p class="advice">{advice}</p>
<h2>Why</h2><ul>{reasons}</ul>
<div class="charts">{charts}</div>
<h2>Figures</h2><table>{figures}</table>
{options}
<h2>The strongest objection</h2><p>{objection}</p>
<h2>What cannot be known</h2><p>{unknown}</p>
<h2>What would change this advice</h2><p>{turning}</p>
</body></html>
"""
