"""The charts of the first part: events by phase, and deaths by year with five turning points."""

import altair as alt
import pandas as pd

from malicourse import charts, data
from malicourse_book.pages.words import MONTHS, written_date

#: The phase with which the lower, wider panel of the events begins.
TURN = "P4"
#: The five dates of the part, in order: what the chart of deaths says of each.
TURNING_POINTS: dict[str, str] = {
    "E036": "the coup of March 2012",
    "E058": "the resolution that created the mission, of April 2013",
    "E077": "the first signing of the peace agreement in May 2015",
    "E118": "the coup of August 2020",
    "E161": "the end of the mandate in June 2023",
}


def events() -> alt.VConcatChart:
    """Draw all events of the chronology by kind, over the phases of the course's own scheme.

    Returns
    -------
    altair.VConcatChart
        The long years before the collapse of 2012 above, the years since then below.
    """
    rows = data.load("chronology")[["start", "end", "date", "date_precision", "title", "category"]]
    rows = rows.assign(date=rows["date"].map(written_date), category=rows["category"].astype(str))
    phases = data.load("phases").query("scheme == 'proposed'").set_index("phase_id")
    turn = phases.loc[TURN, "start"]
    last = pd.Timestamp(year=rows["end"].max().year + 1, month=1, day=1)
    late = int((rows["start"] >= turn).sum())
    counts = rows["category"].value_counts()
    listed = ", ".join(f"{name} {number}" for name, number in counts.items())
    since = f"{MONTHS[turn.month - 1]} {turn.year}"
    spans = ((pd.Timestamp("1960-01-01"), turn), (turn, last))
    return alt.vconcat(*(_panel(rows, phases, *span) for span in spans), spacing=28).properties(
        title={
            "text": f"Of {len(rows)} dated events, {late} fall in the years since {since}",
            "subtitle": (
                "One mark for each event, by kind; a pale one is as wide as the month or the year, "
                "where no day is known. The numbers are the phases listed below. "
                "A selection, not a count of the war."
            ),
        },
        description=(
            f"Marks for {len(rows)} events in one row for each kind ({listed}), in two panels: "
            f"from 1960 to {since}, which is {len(rows) - late} events in half a century, and "
            f"from then to {last.year - 1}, {late} events. Shaded bands with numbers show the "
            f"phases. The list on this page holds every event in words."
        ),
    )


def _panel(
    rows: pd.DataFrame, phases: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> alt.LayerChart:
    """Draw the events and phases from one day to another."""
    kinds = sorted(rows["category"].unique())
    rows = rows[(rows["start"] >= first) & (rows["start"] < last)]
    bands = phases[["name", "start", "end"]].fillna({"start": first, "end": last})
    bands = bands[(bands["start"] < last) & (bands["end"] > first)].reset_index()
    bands["number"] = bands["phase_id"].str[1:].astype(int)
    bands["middle"] = bands["start"] + (bands["end"] - bands["start"]) / 2
    step = 10 if last.year - first.year > 20 else 2
    years = [year for year in range(first.year, last.year + 1) if year % step == 0]
    time = alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(domain=[alt.DateTime(year=d.year, month=d.month) for d in (first, last)]),
        axis=alt.Axis(format="%Y", values=[alt.DateTime(year=year) for year in years]),
    )
    phase = alt.Chart(bands).encode(
        tooltip=[alt.Tooltip("number:Q", title="phase"), alt.Tooltip("name:N")]
    )
    kind = alt.Y("category:N", title=None, scale=alt.Scale(domain=kinds))
    said = ["date:N", "title:N"]
    event = alt.Chart(rows)
    return alt.layer(
        phase.transform_filter("datum.number % 2 == 1")
        .mark_rect(color=charts.GRID, opacity=0.55)
        .encode(x=time, x2="end:T"),
        phase.mark_text(baseline="bottom", color=charts.SOFT_INK).encode(
            x="middle:T", y=alt.value(-3), text="number:Q"
        ),
        event.transform_filter("datum.date_precision != 'day'")
        .mark_bar(height=11, opacity=0.45, color=charts.SOFT_INK, stroke=charts.SOFT_INK)
        .encode(x=time, x2="end:T", y=kind, tooltip=said),
        event.transform_filter("datum.date_precision == 'day'")
        .mark_tick(thickness=2, size=13, opacity=0.8, color=charts.SOFT_INK)
        .encode(x=time, y=kind, tooltip=said),
    ).properties(width=charts.WIDTH - 90, height=len(kinds) * 17)


def deaths() -> alt.LayerChart:
    """Draw the people killed in organised violence in Mali each year, with five turning points.

    Returns
    -------
    altair.LayerChart
        Best estimates as bars, low to high as lines, over the years that UCDP counts.
    """
    rows = data.load("ucdp_sahel").query("country == 'Mali'")
    rows = rows.rename(columns=lambda name: name.removeprefix("all_deaths_"))
    rows = rows[["year", "low", "best", "high"]]
    top = int(rows["high"].max() * 1.05)
    total, late = int(rows["best"].sum()), int(rows.query("year >= 2012")["best"].sum())
    share = round(100 * late / total)
    peak = rows.loc[rows["best"].idxmax()]
    year = alt.X(
        "left:Q",
        title=None,
        scale=alt.Scale(domain=[int(rows["year"].min()), int(rows["year"].max()) + 1], nice=False),
        axis=alt.Axis(format="d", grid=False, tickCount=6),
    )
    amount = alt.Y(
        "best:Q",
        title="people killed",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(tickCount=5, format=",d"),
    )
    said = [alt.Tooltip("year:Q", format="d"), "low:Q", "best:Q", "high:Q"]
    count = alt.Chart(rows).transform_calculate(
        left="datum.year + 0.12",
        right="datum.year + 0.88",
        middle="datum.year + 0.5",
        zero="0",
    )
    return alt.layer(
        count.mark_bar(color=charts.CONTEXT).encode(
            x=year, x2="right:Q", y=amount, y2="zero:Q", tooltip=said
        ),
        count.mark_rule(color=charts.INK, strokeWidth=1.5).encode(
            x="middle:Q", y="low:Q", y2="high:Q", tooltip=said
        ),
        *_turning_points(),
    ).properties(
        width=charts.WIDTH,
        height=280,
        title={
            "text": f"{share} per cent of the deaths counted since 1989 fall in or after 2012",
            "subtitle": (
                "People killed in organised violence in Mali each year: best estimate (bar), low "
                "to high (line). The numbers are the five dates listed below. Source: UCDP."
            ),
        },
        description=(
            f"Bars for each year from {rows['year'].min()} to {rows['year'].max()} with a line "
            f"from the low to the high estimate. The best estimates add up to {total:,}, "
            f"{late:,} of them in or after 2012; the most, {peak['best']:,} "
            f"({peak['low']:,} to {peak['high']:,}), in {peak['year']}. Five dates are marked with "
            f"lines and numbers: {'; '.join(TURNING_POINTS.values())}."
        ),
    )


def _turning_points() -> list[alt.Chart]:
    """Return the numbered lines of the five dates on an axis of years."""
    start = data.load("chronology").set_index("event_id").loc[list(TURNING_POINTS), "start"]
    points = pd.DataFrame(
        {
            "at": (start.dt.year + (start.dt.day_of_year - 1) / 365.25).round(2),
            "number": range(1, len(start) + 1),
        }
    )
    base = alt.Chart(points).encode(x="at:Q")
    labels = [
        # The first two dates are close to each other: their numbers stand on the outer sides.
        base.transform_filter(f"datum.number {which} 1")
        .mark_text(align=align, baseline="top", dx=shift, color=charts.ACCENT, fontWeight=600)
        .encode(y=alt.value(0), text="number:Q")
        for which, align, shift in (("==", "right", -4), ("!=", "left", 4))
    ]
    return [base.mark_rule(color=charts.ACCENT, strokeDash=[2, 3]), *labels]
