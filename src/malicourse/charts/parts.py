"""Pieces that most charts of the course have: words, an accent, bars, ranges, controls."""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from malicourse.charts.style import ACCENT, CONTEXT


def worded(
    chart: Any, finding: Any, *, unit: str, scope: str, source: str, description: str
) -> Any:
    """Give a chart its words: the finding as title, and below it unit, scope and source.

    Parameters
    ----------
    chart : altair.Chart or altair.LayerChart
        Any chart of Altair.
    finding : str or altair.Expr
        What the chart shows, in one sentence. Where a slider or a menu changes the chart, an
        expression that follows it, or a question.
    unit : str
        What is counted, and what the marks stand for.
    scope : str
        Where and when.
    source : str
        Who counted.
    description : str
        What somebody hears who cannot see the chart; `reading` helps to write it.

    Returns
    -------
    altair.Chart or altair.LayerChart
        The chart with its title, subtitle and description.
    """
    below = f"{unit}. {scope}. Source: {source}."
    return chart.properties(title=alt.Title(finding, subtitle=below), description=description)


def reading(table: pd.DataFrame, place: str, value: str, *, by: str | None = None) -> str:
    """Say in words what a column of a table shows: its ends, its highest and its lowest value.

    Parameters
    ----------
    table : pandas.DataFrame
        The table that is drawn, in the order in which it is drawn.
    place : str
        Column that names each row, such as a year.
    value : str
        Column of numbers.
    by : str, optional
        Column with the name of each line, if there are several.

    Returns
    -------
    str
        A sentence, or one for each line. Up to six rows are read out one by one.
    """
    if by is not None:
        lines = table.groupby(by, sort=False, observed=True)
        said = [f"{name}: {reading(rows, place, value)}" for name, rows in lines]
        return " ".join(line[0].upper() + line[1:] for line in said)
    rows = table[[place, value]].dropna()
    if rows.empty:
        return "no value."
    said = [f"{_number(number)} in {where}" for where, number in rows.itertuples(index=False)]
    if len(said) <= 6:
        return ", ".join(said) + "."
    numbers = rows[value].reset_index(drop=True)
    highest, lowest = f"highest {said[numbers.idxmax()]}", f"lowest {said[numbers.idxmin()]}"
    return f"{said[0]}, {said[-1]}; {highest}, {lowest}."


def highlight(column: str, names: str | Iterable[str]) -> Any:
    """Return the colour of marks of which one or a few stand out, and the others are context.

    Parameters
    ----------
    column : str
        Column with the name of each mark.
    names : str or list of str
        What stands out.

    Returns
    -------
    altair condition
        The accent colour for `names`, grey for the others; for `color=` of a chart.
    """
    chosen = [names] if isinstance(names, str) else list(names)
    told = alt.FieldOneOfPredicate(field=column, oneOf=chosen)
    return alt.when(told).then(alt.value(ACCENT)).otherwise(alt.value(CONTEXT))


def bars(
    table: pd.DataFrame,
    value: str,
    name: str,
    *,
    unit: str,
    marked: str | Iterable[str] = (),
    form: str = ",",
) -> Any:
    """Draw horizontal bars in the order of the table, each with its number at its end.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each bar.
    value : str
        Column of numbers.
    name : str
        Column with the name of each bar.
    unit : str
        What the numbers count; title of their axis.
    marked : str or list of str, optional
        Names of the bars that stand out.
    form : str, default ","
        How the numbers are written, a format of d3 such as ``".1f"``.

    Returns
    -------
    altair.LayerChart
        Bars and numbers.
    """
    base = alt.Chart(table[_columns(table, value, name)]).encode(
        x=alt.X(f"{value}:Q", title=unit), y=alt.Y(f"{name}:N", sort=None, title=None)
    )
    number = alt.Text(f"{value}:Q", format=form)
    drawn = base.mark_bar().encode(color=highlight(name, marked))
    return drawn + base.mark_text(align="left", dx=5).encode(text=number)


def ranges(
    table: pd.DataFrame,
    place: alt.X | alt.Y,
    low: str,
    best: str,
    high: str,
    *,
    unit: str,
    colour: str = ACCENT,
) -> Any:
    """Draw ranges with their best values: a line from low to high, a dot on the best estimate.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each range.
    place : altair.X or altair.Y
        Where the ranges stand: `X` for ranges that go up and down, `Y` for level ones.
    low, best, high : str
        Columns of numbers.
    unit : str
        What the numbers count; title of their axis.
    colour : str, default `ACCENT`
        Colour of lines and dots.

    Returns
    -------
    altair.LayerChart
        Lines and dots.
    """
    where = place.shorthand.partition(":")[0]
    across = isinstance(place, alt.Y)
    axis, first, second = (alt.X, "x", "x2") if across else (alt.Y, "y", "y2")
    base = alt.Chart(table[_columns(table, where, low, best, high)]).encode(
        **{"y" if across else "x": place},
        tooltip=[
            where,
            *(
                alt.Tooltip(f"{column}:Q", title=f"{unit}: {column}")
                for column in (low, best, high)
            ),
        ],
    )
    lines = base.mark_rule(strokeWidth=4, opacity=0.4, color=colour).encode(
        **{first: axis(f"{low}:Q", title=unit), second: f"{high}:Q"}
    )
    dots = base.mark_circle(size=55, opacity=1, color=colour).encode(**{first: f"{best}:Q"})
    return lines + dots


def slider(
    name: str, label: str, low: float, high: float, *, step: float = 1, start: float | None = None
) -> alt.Parameter:
    """Return a number that the reader sets with a slider below the chart.

    Parameters
    ----------
    name : str
        Name of the number in expressions.
    label : str
        What stands before the slider.
    low, high : float
        Its ends.
    step : float, default 1
        How far one move goes.
    start : float, optional
        Where it stands at first, and on paper; the lower end if not given.

    Returns
    -------
    altair.Parameter
        For `add_params`.
    """
    bind = alt.binding_range(min=low, max=high, step=step, name=f"{label} ")
    return alt.param(name, value=low if start is None else start, bind=bind)


def menu(
    name: str, label: str, options: Mapping[Any, str] | Iterable[Any], *, start: Any = None
) -> alt.Parameter:
    """Return a value that the reader chooses from a menu below the chart.

    Parameters
    ----------
    name : str
        Name of the value in expressions.
    label : str
        What stands before the menu.
    options : dict or list
        The values, or each value with the words that the reader sees.
    start : optional
        What is chosen at first, and on paper; the first option if not given.

    Returns
    -------
    altair.Parameter
        For `add_params`.
    """
    values = list(options)
    words = [str(word) for word in options.values()] if isinstance(options, Mapping) else None
    bind = alt.binding_select(
        options=values, name=f"{label} ", **({"labels": words} if words else {})
    )
    return alt.param(name, value=values[0] if start is None else start, bind=bind)


def _columns(table: pd.DataFrame, *names: str) -> list[str]:
    """Return the columns to draw; a chart carries its data, so the others stay out of it."""
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ValueError(f"The table has no column {missing[0]!r}; it has {list(table.columns)}.")
    return list(dict.fromkeys(names))


def _number(value: Any) -> str:
    number = float(value)
    return f"{number:,.0f}" if number.is_integer() else f"{number:,.1f}"
