"""Charts: marks, channels and the values that are drawn.

As an author writes them::

    Chart(marks={"bar"},
          encodings={"x": Enc(type="nominal|ordinal"), "y": Enc(type="quantitative")},
          data=totals.rename(columns={"mission": "x", "deaths": "y"}),
          swap=True, needs=("title",),
          hint="One bar for each mission.",
          mistakes=[Mistake(all_deaths, "These bars count every death: filter first."),
                    Mistake(lambda drawing: drawing.layers[0].mark == "line",
                            "A line joins neighbours; missions have no neighbours.")])

`data` has one row for each mark and one column for each channel to compare; the names of the
learner's columns and the place of the aggregate (pandas or Altair) do not matter. One layer that
fits is enough. The answer of a `Mistake` is other `data`, another `Chart`, or a function of a
`Drawing`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.columns import kind_of
from malicourse.answers.table import table_difference
from malicourse.answers.vega_reader import Drawing, Layer, Unfollowed, drawn, read_chart
from malicourse.answers.wording import is_a, show

_SAME_MARKS = {"circle": "point", "square": "point"}
_SAME_CHANNELS = {"facet": ("row", "column"), "color": ("fill", "stroke")}
_SWAPPED = {"x": "y", "y": "x", "x2": "y2", "y2": "x2", "xOffset": "yOffset", "yOffset": "xOffset"}
_CHART_TYPES = (
    "Chart",
    "LayerChart",
    "FacetChart",
    "HConcatChart",
    "VConcatChart",
    "ConcatChart",
    "RepeatChart",
)


@dataclass(frozen=True)
class Enc:
    """What a channel should show.

    Attributes
    ----------
    type : str
        "quantitative", "ordinal", "nominal", "temporal", or several joined by "|"; empty if any
        will do.
    """

    type: str = ""

    @property
    def types(self) -> list[str]:
        """The types that will do."""
        return self.type.split("|") if self.type else []


@dataclass
class Chart(Expected):
    """An Altair chart.

    Attributes
    ----------
    marks : set of str
        Marks that will do.
    encodings : dict of str to Enc
        Channels that have to be there. "facet" may also be a row or a column.
    data : DataFrame
        The marks to be drawn: one row each, columns named as channels.
    keys : list of str or None
        Channels that name a mark; those that are not quantitative if None.
    abs_tol : float
        Accepted distance of drawn numbers.
    swap : bool
        Whether x and y may be exchanged.
    needs : tuple of str
        Further things, from `NEEDS`.
    skip_zero : bool
        Whether a mark whose number is nought, a bar that nobody sees, counts as no mark.
    """

    marks: Collection[str]
    encodings: dict[str, Enc]
    data: pd.DataFrame
    keys: list[str] | None = None
    abs_tol: float = 0.0
    swap: bool = False
    needs: tuple[str, ...] = ()
    skip_zero: bool = False

    def __post_init__(self) -> None:
        self.marks = {self.marks} if isinstance(self.marks, str) else set(self.marks)
        unknown = [need for need in self.needs if need not in NEEDS]
        if unknown:
            raise ValueError(f"unknown needs: {unknown}; known: {sorted(NEEDS)}")
        columns = list(self.data.columns)
        if set(columns) - set(self.encodings):
            raise ValueError("data has columns that are not channels of encodings")
        if self.keys is None:
            self.keys = [name for name in columns if self._names_a_mark(name)]

    def _names_a_mark(self, name: str) -> bool:
        types = self.encodings[name].types
        return types != ["quantitative"] if types else kind_of(self.data[name]) != "number"

    @property
    def wanted(self) -> str:
        """A chart and its mark."""
        return f"an Altair chart ({' or '.join(sorted(self.marks))})"

    def audit(self) -> list[str]:
        """Add mistakes whose data are the right data."""
        return super().audit() + [
            f"a mistake is accepted as right: {mistake.hint}"
            for mistake in self.mistakes
            if isinstance(mistake.answer, pd.DataFrame) and self._differs(mistake.answer) is None
        ]

    def _differs(self, table: pd.DataFrame) -> str | None:
        return table_difference(table, self.data, self.keys, abs_tol=self.abs_tol, rows="mark")

    def read(self, answer: Any) -> Read:
        """Return the answer as a `Drawing`."""
        name, module = type(answer).__name__, type(answer).__module__
        if not (module.startswith("altair.") and name in _CHART_TYPES):
            known = (bool, int, float, str, dict, pd.DataFrame, pd.Series, type(None))
            advice = "" if is_a(answer, known) else "Pass the chart itself, without .show()."
            raise self.wrong_kind(answer, advice)
        try:
            return Read(read_chart(answer))
        except Unfollowed as problem:
            raise Unreadable(str(problem)) from None

    def is_mistake(self, given: Drawing, answer: Any) -> bool:
        """Compare with another chart, or with the same chart of other data."""
        other = answer if isinstance(answer, Chart) else replace(self, data=answer, needs=())
        return other.difference(given) is None

    def difference(self, given: Drawing) -> str | None:
        """Say what the layer that comes nearest still lacks, then what the chart lacks."""
        if not given.layers:
            return "The chart has no mark yet: add .mark_bar(), .mark_line() or another."
        upright, swapped = (
            max((self._layer(layer, way) for layer in given.layers), key=lambda stage: stage[0])
            for way in (False, True)
        )
        best = max(upright, swapped, key=lambda stage: stage[0]) if self.swap else upright
        if best[1] is None:
            return next((NEEDS[n][1] for n in self.needs if not NEEDS[n][0](given)), None)
        # From stage 3 on every channel is there and has the right type.
        if not self.swap and swapped[0] > max(upright[0], 2):
            return "The two axes are exchanged: swap x and y."
        return best[1]

    def _layer(self, layer: Layer, swapped: bool) -> tuple[int, str | None]:
        """Return how far a layer agrees, and a sentence on the first disagreement."""
        mark = _SAME_MARKS.get(layer.mark, layer.mark)
        if mark not in {_SAME_MARKS.get(name, name) for name in self.marks}:
            return 0, f"The mark {show(layer.mark)} does not fit: try another."
        place = {name: self._place(layer, name, swapped) for name in self.encodings}
        for channel in place.values():
            if channel not in layer.encoding:
                return 1, f"Nothing is encoded in the channel {show(channel)}."
        for name, channel in place.items():
            types, its = self.encodings[name].types, layer.encoding[channel].get("type")
            if types and its and its not in types:
                fits = " or ".join(types)
                return 2, f"The channel {show(channel)} is {its}; here it should be {fits}."
        try:
            problem = self._values(layer, place)
        except Unfollowed as obstacle:
            return 3, str(obstacle)
        return (5, None) if problem is None else (4, problem)

    def _place(self, layer: Layer, name: str, swapped: bool) -> str:
        name = _SWAPPED.get(name, name) if swapped else name
        others = (other for other in _SAME_CHANNELS.get(name, ()) if other in layer.encoding)
        return name if name in layer.encoding else next(others, name)

    def _values(self, layer: Layer, place: dict[str, str]) -> str | None:
        """Compare the values drawn, once as they are and once with stacked parts added up."""
        names = list(self.data.columns)
        channels = [place[name] for name in names]
        problem = None
        for stacked in (False, True):
            table = drawn(layer, channels, stacked)
            table.columns = names
            for name in names:
                # A gap draws no mark; it matters only where the course draws gaps as gaps.
                if name not in self.keys and not self.data[name].isna().any():
                    table = table[table[name].notna()]
                if name not in self.keys and self.skip_zero:
                    table = table[table[name] != 0]
            sentence = self._differs(table.reset_index(drop=True))
            if sentence is None:
                return None
            if len(table) > len(self.data) and layer.mark in ("bar", "area", "line"):
                sentence += " Is there a sum or a count to take first?"
            problem = problem or sentence
        return problem


def _titled(drawing: Drawing) -> bool:
    """Tell whether any view has a title with words in it."""
    titles = [view.get("title") for view in _views(drawing.spec)]
    return any(t.get("text") if is_a(t, dict) else is_a(t, (str, list)) and t for t in titles)


def _described(drawing: Drawing) -> bool:
    """Tell whether any view has a description of some words with a number in it."""
    texts = [view.get("description") for view in _views(drawing.spec)]
    told = [text for text in texts if is_a(text, str)]
    return any(len(text.split()) >= 5 and any(sign.isdigit() for sign in text) for text in told)


def _views(spec: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [
        part for name in ("layer", "hconcat", "vconcat", "concat") for part in spec.get(name, [])
    ]
    parts += [spec["spec"]] if "spec" in spec else []
    return [spec, *(view for part in parts for view in _views(part))]


def _unstretched(drawing: Drawing) -> bool:
    shown = [layer.encoding.get(name, {}) for layer in drawing.layers for name in ("x", "y")]
    return not any(channel.get("stack") == "normalize" for channel in shown)


def _from_zero(drawing: Drawing) -> bool:
    scales = [
        (layer.encoding.get(name, {}).get("scale") or {})
        for layer in drawing.layers
        for name in ("x", "y")
        if layer.encoding.get(name, {}).get("type") == "quantitative"
    ]
    return not any(
        scale.get("zero") is False or (is_a(scale.get("domain"), list) and 0 not in scale["domain"])
        for scale in scales
    )


NEEDS: dict[str, tuple[Callable[[Drawing], bool], str]] = {
    "title": (
        _titled,
        'The chart has no title yet: .properties(title="...") says what it shows.',
    ),
    "description": (
        _described,
        'The chart has no description with a number yet: .properties(description="...") tells '
        "somebody who cannot see it what the marks show.",
    ),
    "numbers": (
        _unstretched,
        'With stack="normalize" all bars are of one length and show shares: draw the numbers.',
    ),
    "zero baseline": (
        _from_zero,
        "The axis does not start at zero: lengths can then not be compared.",
    ),
}
"""Further things that a chart may need: name, test, sentence if it lacks it."""
