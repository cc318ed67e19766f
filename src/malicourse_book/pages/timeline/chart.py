"""The chart of all events by kind and phase."""

import altair as alt
import pandas as pd

from malicourse import charts, data
from malicourse.dates import written_date, written_month

#: The phase with which the lower, wider panel of the events begins.
TURN = "P4"


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
    since = written_month(turn)
    spans = ((pd.Timestamp("1960-01-01"), turn), (turn, last))
    return alt.vconcat(*(_panel(rows, phases, *span) for span in spans), spacing=28).properties(
        title={
            "text": f"Of {len(rows)} dated events, {late} fall in the years since {since}",
            "subtitle": (
                "One mark for each event, by kind; a pale one is as wide as the month or the year, "
                "where no day is known. The numbers are the phases listed below. "
                "A selection, not a count of the war. It stands aside while the filter is in use."
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
