"""The chart of the landing page."""

import altair as alt
import pandas as pd

from malicourse import charts, data
from malicourse.dates import MONTHS, written_date, written_month

#: Events of the chronology that the chart names: label, height of the label, side of the line.
EVENTS: dict[str, tuple[str, float, str]] = {
    "E077": ("Peace agreement", 27.5, "right"),
    "E118": ("Coup", 24.0, "left"),
    "E175": ("Mission ends", 27.5, "left"),
}
ATTACK, OTHER = "in an attack", "other or not known"


def people() -> alt.LayerChart:
    """Draw everyone who died serving in MINUSMA, one mark for each person.

    Returns
    -------
    altair.LayerChart
        Marks stacked by quarter, deaths in attacks in the accent colour, with three events.
    """
    deaths = data.load("fatalities").query("mission == 'MINUSMA'")
    deaths = deaths[["date", "cause", "country"]].astype({"cause": str})
    deaths["died"] = (deaths["cause"] == "Malicious Act").map({True: ATTACK, False: OTHER})
    deaths = deaths.sort_values(["died", "date"], key=_attacks_first, kind="stable")
    quarter = deaths["date"].dt.to_period("Q")
    deaths["quarter"] = quarter.dt.start_time
    deaths["place"] = deaths.groupby("quarter").cumcount()
    attacks = int((deaths["died"] == ATTACK).sum())
    most = quarter.value_counts()
    first, last = (written_date(day) for day in (deaths["date"].min(), deaths["date"].max()))
    since = written_month(most.idxmax().start_time)
    return alt.layer(_marks(deaths), *_events()).properties(
        width=charts.WIDTH,
        height=300,
        title={
            "text": f"{len(deaths)} people died serving in MINUSMA, {attacks} of them in attacks",
            "subtitle": (
                "One mark for each person, by quarter of death; those killed in attacks stand at "
                "the foot. Source: United Nations record, version of 4 April 2025."
            ),
        },
        description=(
            f"One mark for each of the {len(deaths)} people who died serving in the UN mission "
            f"in Mali, stacked by quarter from {first} to "
            f"{last}. {attacks} were killed in attacks; the others died "
            f"of illness, of accidents or of causes not determined. No year is without deaths; "
            f"the most in a quarter, {most.max()}, fall in the quarter from "
            f"{since}. Marked are the peace agreement of May 2015, "
            f"the coup of August 2020 and the end of the mission in December 2023."
        ),
    )


def _attacks_first(column: pd.Series) -> pd.Series:
    return column != ATTACK if column.name == "died" else column


def _marks(deaths: pd.DataFrame) -> alt.Chart:
    years = range(deaths["date"].min().year + 1, deaths["date"].max().year + 1)
    return (
        alt.Chart(deaths)
        .transform_calculate(low="datum.place + 0.1", high="datum.place + 0.9")
        .mark_bar(cornerRadius=4, timeUnitBandSize=0.84)
        .encode(
            x=alt.X(
                "yearquarter(quarter):T",
                title=None,
                # A label in the middle of each year.
                axis=alt.Axis(
                    format="%Y",
                    grid=False,
                    bandPosition=0,
                    values=[alt.DateTime(year=year, month="july") for year in years],
                ),
            ),
            y=alt.Y(
                "low:Q",
                title=None,
                scale=alt.Scale(domain=[0, 28], nice=False),
                axis=alt.Axis(values=[0, 5, 10, 15]),
            ),
            y2="high:Q",
            color=alt.Color(
                "died:N",
                title=None,
                scale=alt.Scale(domain=[ATTACK, OTHER], range=[charts.ACCENT, charts.CONTEXT]),
                legend=alt.Legend(symbolType="square"),
            ),
            tooltip=[
                alt.Tooltip("date:T", title="date of death", format="%-d %B %Y"),
                alt.Tooltip("cause:N", title="cause in the record"),
                alt.Tooltip("country:N", title="country"),
            ],
        )
    )


def _events() -> list[alt.Chart]:
    """Return the lines and the labels of the named events."""
    events = data.load("chronology").set_index("event_id").loc[list(EVENTS), ["start"]]
    events[["label", "height", "side"]] = list(EVENTS.values())
    events["month"] = [f"{MONTHS[day.month - 1][:3]} {day.year}" for day in events["start"]]
    events["foot"] = 0
    base = alt.Chart(events)
    lines = base.mark_rule(color=charts.SOFT_INK, strokeWidth=1, strokeDash=[2, 3]).encode(
        x="start:T", y="foot:Q", y2="height:Q"
    )
    labels = [
        base.transform_filter(alt.datum.side == side)
        .transform_calculate(lines="[datum.label, datum.month]")
        .mark_text(align=align, baseline="top", dx=shift, color=charts.INK)
        .encode(x="start:T", y="height:Q", text="lines:N")
        for side, align, shift in (("left", "right", -5), ("right", "left", 5))
    ]
    return [lines, *labels]
