"""A brief: its fields, what it misses, and how its texts read."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from string import Template

import altair as alt
import pandas as pd

from malicourse.brief.weighing import is_number
from malicourse.dates import written_date

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
_TEXTS = ("title", "advice", "objection", "unknown", "turning")
_NAMES: dict[str, str] = {
    "title": "a title",
    "advice": "the advice in a sentence or two",
    "objection": "the strongest objection, and your answer",
    "unknown": "what cannot be known",
    "turning": "what would change your mind",
}
_BODY = Template((files(__package__) / "body.html").read_text(encoding="utf-8"))


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
        titles = "".join(
            f"<p>Chart: {html.escape(chart_title(chart))}</p>" for chart in self.charts
        )
        shown = body(self, titles)
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
            if not chart_title(chart)
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
        if not all(is_number(cell) for cell in self.options.to_numpy().flat):
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


def body(draft: Brief, charts: str) -> str:
    """Return the texts and tables of a brief as HTML.

    Parameters
    ----------
    draft : Brief
        The brief, its fields of the right kind.
    charts : str
        HTML that stands for its charts.

    Returns
    -------
    str
        Elements for the body of a page.
    """
    text = {name: html.escape(getattr(draft, name)) for name in (*_TEXTS, "author")}
    figures = "".join(
        f"<li><b>{html.escape(figure.value)}</b> {html.escape(figure.what)} "
        f"({html.escape(figure.source)}; known {html.escape(written_date(figure.known))})</li>"
        for figure in draft.figures
    )
    byline = f"{text['author']}, " if text["author"] else ""
    return _BODY.substitute(
        **{name: text[name] for name in _TEXTS},
        byline=byline + written_date(draft.day),
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


def chart_title(chart: alt.TopLevelMixin) -> str:
    """Return the title of a chart as one line; empty if it has none."""
    # Read without its data: a chart of too many rows has a title too.
    title = getattr(chart, "title", alt.Undefined)
    if isinstance(title, alt.SchemaBase):
        title = title.to_dict(validate=False)
    text = title.get("text", "") if isinstance(title, dict) else title
    if isinstance(text, list):
        text = " ".join(map(str, text))
    return text.strip() if isinstance(text, str) else ""
