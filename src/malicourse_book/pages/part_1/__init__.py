"""The chart of the first part: deaths by year, with five turning points."""

import altair as alt
import pandas as pd

from malicourse import charts, data

#: The five dates of the part, in order: what the chart of deaths says of each.
TURNING_POINTS: dict[str, str] = {
    "E036": "the coup of March 2012",
    "E058": "the resolution that created the mission, of April 2013",
    "E077": "the first signing of the peace agreement in May 2015",
    "E118": "the coup of August 2020",
    "E161": "the end of the mandate in June 2023",
}


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
