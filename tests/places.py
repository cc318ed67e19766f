"""Points in the areas of the base map."""

import math

from malicourse import charts

REGIONS = {f["properties"]["name"]: f["geometry"] for f in charts.shapes("region")}
OUTLINE = charts.shapes("outline")[0]["geometry"]


def polygons(geometry: dict) -> list[list]:
    parts = geometry["coordinates"]
    return [parts] if geometry["type"] == "Polygon" else parts


def in_ring(lon: float, lat: float, ring: list) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def inside(lon: float, lat: float, geometry: dict) -> bool:
    return any(
        in_ring(lon, lat, outer) and not any(in_ring(lon, lat, hole) for hole in holes)
        for outer, *holes in polygons(geometry)
    )


def kilometres_outside(lon: float, lat: float, geometry: dict) -> float:
    """How far a point lies from an area; nothing where it lies inside."""
    if inside(lon, lat, geometry):
        return 0.0
    east = math.cos(math.radians(lat))
    nearest = math.inf
    for polygon in polygons(geometry):
        for ring in polygon:
            for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
                start = ((x1 - lon) * east, y1 - lat)
                step = ((x2 - x1) * east, y2 - y1)
                length = step[0] ** 2 + step[1] ** 2
                along = -(start[0] * step[0] + start[1] * step[1]) / length if length else 0
                along = min(1, max(0, along))
                point = [start[i] + along * step[i] for i in (0, 1)]
                nearest = min(nearest, math.hypot(*point))
    return nearest * 111.195
