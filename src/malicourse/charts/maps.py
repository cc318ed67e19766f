"""The base map of Mali, its shapes, and circles on the sphere to lay over it."""

import json
import math
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import altair as alt
import pandas as pd

from malicourse import data, geo
from malicourse.charts.style import CONTEXT, GRID, INK, PAPER, SOFT_INK, TINT, UN_BLUE


def shapes(kind: str) -> list[dict[str, Any]]:
    """Read one kind of shape from the base map, to draw it or to look values up in it.

    Parameters
    ----------
    kind : str
        `region` (eight regions and the district of Bamako, as they were in 2009), `outline`
        (Mali), `border` (between the neighbours), `river` (the Niger), `town` or `neighbour`
        (points that carry a name).

    Returns
    -------
    list of dict
        GeoJSON features in degrees, longitude first, with `properties.name`. The file
        `data/map/README.md` says where they come from.

    Raises
    ------
    ValueError
        If there is no such kind.
    malicourse.data.DataError
        If the data folder is not found.
    """
    path = data.folder() / "map" / "mali.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    kinds = list(dict.fromkeys(feature["properties"]["kind"] for feature in features))
    if kind not in kinds:
        raise ValueError(f'The base map has no "{kind}". It has: {", ".join(kinds)}.')
    return [feature for feature in features if feature["properties"]["kind"] == kind]


def basemap(
    *,
    width: int = 560,
    names: bool = True,
    highlight: Sequence[str] = (),
    fill: alt.Chart | None = None,
) -> alt.LayerChart:
    """Draw Mali, to lay points or values over it: `charts.basemap() + points`.

    Parameters
    ----------
    width : int, default 560
        Width in pixels; the height is six sevenths of it. Charts that are laid over the map
        must not set a size or a projection of their own.
    names : bool, default True
        Whether main towns and neighbouring countries are named.
    highlight : sequence of str, default ()
        Regions to tint, by their name in the column `region_2009` of the table `regions`.
    fill : altair.Chart, optional
        A layer of `mark_geoshape` that colours the regions; it is drawn below outline, river and
        names. `shapes("region")` gives the shapes for its `transform_lookup`.

    Returns
    -------
    altair.LayerChart
        Regions, outline, borders of the neighbours and the river Niger, without title and
        description: set both with `.properties`. Points need the encodings `longitude` and
        `latitude`, in decimal degrees.

    Raises
    ------
    ValueError
        If a region is unknown; the message suggests the nearest name.

    Notes
    -----
    Equal-area projection with a fixed frame (azimuthal, centred on 17.45 degrees north, 4 degrees
    west): equal areas look equal, and the frame stays when points change. Regions are those of
    2009; the base map takes no side on borders.
    """
    regions = shapes("region")
    known = [feature["properties"]["name"] for feature in regions]
    chosen = [highlight] if isinstance(highlight, str) else list(highlight)
    for name in chosen:
        if name not in known:
            near = get_close_matches(str(name), known, n=1, cutoff=0.5)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise ValueError(f'No region "{name}" in 2009.{hint} Regions: {", ".join(known)}.')
    layers = [
        _lines("border", PAPER, 1.5),
        alt.Chart(alt.InlineData(values=regions))
        .mark_geoshape(stroke=CONTEXT, strokeWidth=0.6, clip=True)
        .encode(
            fill=alt.condition(
                alt.FieldOneOfPredicate(field="properties.name", oneOf=chosen),
                alt.value(TINT),
                alt.value(PAPER),
            ),
            tooltip=alt.Tooltip("properties.name:N", title="region (as in 2009)"),
        ),
        *([] if fill is None else [fill]),
        _lines("outline", SOFT_INK, 1.4),
        _lines("river", UN_BLUE, 1.6),
    ]
    if names:
        size, side = 12 if width >= 400 else 10, "[datum.properties.side]"
        layers += [
            _points("town").mark_circle(size=14, color=SOFT_INK, opacity=1),
            _points("town").mark_text(
                color=INK,
                fontSize=size,
                align=alt.expr("{left: 'right', right: 'left', below: 'center'}" + side),
                dx=alt.expr("{left: -5, right: 5, below: 0}" + side),
                dy=alt.expr("{left: -6, right: -6, below: 12}" + side),
            ),
            _points("neighbour")
            # On a narrow map there is no room for the name at the western edge.
            .transform_filter(f"!datum.properties.wide_only || {str(width >= 400).lower()}")
            .mark_text(color=INK, fontSize=size, fontStyle="italic"),
        ]
    height = round(width * 6 / 7)
    return (
        alt.layer(*layers, view=alt.ViewBackground(fill=GRID))
        .properties(width=width, height=height)
        .project(
            type="azimuthalEqualArea",
            rotate=[4, -17.45],
            # Pixels for one radian: the height shows 16 degrees of latitude.
            scale=round(height / math.radians(16), 1),
            translate=[width / 2, height / 2],
        )
    )


def rings(
    stations: pd.DataFrame, radius: str, *, color: str = UN_BLUE, **values: Sequence[float]
) -> alt.Chart:
    """Draw circles on the sphere around points, to lay them over `basemap`.

    Parameters
    ----------
    stations : pandas.DataFrame
        One row for each centre, with `lat` and `lon` in decimal degrees. Further columns are
        kept, so that a filter can use them; every ring repeats them 61 times.
    radius : str
        Vega expression for the radius in kilometres. It may use parameters of the chart and the
        columns of `stations`, as `datum.column`. Below zero nothing is drawn.
    color : str, optional
        Colour of the lines.
    **values : sequence of float
        A name and the values that it takes, one ring for each: `speed=[241, 300]` is used in
        `radius` as `datum.speed`.

    Returns
    -------
    altair.Chart
        Lines of 61 points, computed inside the chart, so that they follow its controls without
        Python. Exact on a sphere of 6,371.0088 km.

    Raises
    ------
    ValueError
        If `lat` or `lon` is missing, or no station is left.
    """
    for column in ("lat", "lon"):
        if column not in stations.columns:
            raise ValueError(f'stations has no column "{column}", in decimal degrees.')
    if stations.empty:
        raise ValueError("stations has no row: the filter before this step left nothing.")
    table = stations
    for name, options in values.items():
        table = table.merge(pd.DataFrame({name: list(options)}), how="cross")
    table = table.assign(ring=range(len(table)))
    table = table.merge(pd.DataFrame({"turn": range(0, 361, 6)}), how="cross")
    phi, bearing = "(datum.lat * PI / 180)", "(datum.turn * PI / 180)"
    return (
        alt.Chart(table.round(4))
        .transform_calculate(arc=f"max(0, {radius}) / {geo.EARTH_RADIUS_KM}")
        .transform_calculate(
            sine=f"sin({phi}) * cos(datum.arc) + cos({phi}) * sin(datum.arc) * cos({bearing})"
        )
        .transform_calculate(
            ring_lat="asin(datum.sine) * 180 / PI",
            ring_lon=f"datum.lon + atan2(sin({bearing}) * sin(datum.arc) * cos({phi}), "
            f"cos(datum.arc) - sin({phi}) * datum.sine) * 180 / PI",
        )
        .mark_line(color=color, strokeWidth=1.6, clip=True)
        .encode(longitude="ring_lon:Q", latitude="ring_lat:Q", order="turn:Q", detail="ring:N")
    )


def _lines(kind: str, colour: str, thickness: float) -> alt.Chart:
    """Draw the lines of one kind of shape of the base map."""
    chart = alt.Chart(alt.InlineData(values=shapes(kind)))
    return chart.mark_geoshape(fill=None, stroke=colour, strokeWidth=thickness, clip=True)


def _points(kind: str) -> alt.Chart:
    """Place one kind of named point of the base map."""
    return alt.Chart(alt.InlineData(values=shapes(kind))).encode(
        longitude="geometry.coordinates[0]:Q",
        latitude="geometry.coordinates[1]:Q",
        text="properties.name:N",
    )
