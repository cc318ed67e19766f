"""The base map: in its place, in the right order, light, and ready to be laid under points."""

import json
import math
import re

import altair as alt
import pandas as pd
import pytest
import vl_convert

from malicourse import charts, data
from malicourse.geo import EARTH_RADIUS_KM
from malicourse_book.charts import drawing
from tests.places import OUTLINE, REGIONS, inside, polygons

FEATURES = {
    kind: charts.shapes(kind)
    for kind in ("region", "outline", "border", "river", "town", "neighbour")
}


def signed_area(ring: list) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False)) / 2


def drawn(chart: alt.TopLevelMixin) -> str:
    return vl_convert.vegalite_to_svg(chart.to_dict(), vl_version="5.8")


def test_bamako_lies_in_the_south_west_of_mali():
    bamako = data.load("locations").set_index("location").loc["Bamako"]
    assert inside(bamako["lon"], bamako["lat"], OUTLINE)
    assert not inside(bamako["lat"], bamako["lon"], OUTLINE)
    lons, lats = zip(*polygons(OUTLINE)[0][0], strict=True)
    assert min(lons) < bamako["lon"] < (min(lons) + max(lons)) / 2
    assert min(lats) < bamako["lat"] < (min(lats) + max(lats)) / 2
    assert -12.4 < min(lons) < -12.1 and 4.1 < max(lons) < 4.4
    assert 10 < min(lats) < 10.3 and 24.9 < max(lats) < 25.1


def test_towns_and_bases_lie_in_their_regions():
    towns = {f["properties"]["name"]: f["geometry"]["coordinates"] for f in FEATURES["town"]}
    listed = data.load("locations").set_index("location")
    for name, (lon, lat) in towns.items():
        assert inside(
            lon, lat, REGIONS.get(name) or REGIONS["Gao" if name == "Ménaka" else "Tombouctou"]
        )
        if name in listed.index:
            place = listed.loc[name]
            assert (lon, lat) == pytest.approx((place["lon"], place["lat"]), abs=0.006)
    for base in data.load("bases").itertuples():
        region = {"Ménaka": "Gao"}.get(base.region, base.region)
        if base.base_id not in ("bamako", "menaka"):
            assert inside(base.lon, base.lat, REGIONS[region]), base.base
        assert inside(base.lon, base.lat, OUTLINE), base.base


def test_rings_run_clockwise_outside_and_the_other_way_in_holes():
    for geometry in [*REGIONS.values(), OUTLINE]:
        for outer, *holes in polygons(geometry):
            assert outer[0] == outer[-1] and signed_area(outer) < 0
            assert all(signed_area(hole) > 0 for hole in holes)


def test_regions_are_those_of_2009_and_fill_the_outline():
    assert {f["properties"]["year"] for f in FEATURES["region"]} == {2009}
    table = data.load("regions")
    assert set(REGIONS) == set(table["region_2009"])
    assert set(data.load("idp_rounds")["region"]) == set(REGIONS)

    def total(geometry: dict) -> float:
        return sum(signed_area(ring) for polygon in polygons(geometry) for ring in polygon)

    assert sum(map(total, REGIONS.values())) == pytest.approx(total(OUTLINE), rel=0.001)


def test_neighbours_are_named_outside_mali():
    names = {f["properties"]["name"] for f in FEATURES["neighbour"]}
    assert names == {
        *("Algeria", "Burkina Faso", "Côte d'Ivoire", "Guinea", "Mauritania", "Niger", "Senegal")
    }
    for feature in FEATURES["neighbour"]:
        assert not inside(*feature["geometry"]["coordinates"], OUTLINE)


def test_points_are_laid_over_the_map_and_nothing_moves():
    one = pd.DataFrame({"lon": [-7.98], "lat": [12.61]})
    points = alt.Chart(one).mark_circle(color=charts.ACCENT)
    points = points.encode(longitude="lon:Q", latitude="lat:Q")
    chart = charts.basemap() + points
    spec = chart.to_dict()
    assert spec["projection"] == charts.basemap().to_dict()["projection"]
    assert "projection" not in json.dumps(spec["layer"])
    svg = drawn(chart)
    outline = next(part for part in svg.split("<path") if f'stroke="{charts.SOFT_INK}"' in part)
    assert outline.split(' d="')[1].split('"')[0] in drawn(charts.basemap())
    assert charts.ACCENT in svg


def test_the_map_is_small_and_the_same_every_time():
    spec = json.dumps(charts.basemap().to_dict())
    assert len(spec.encode()) < 60_000
    assert spec == json.dumps(charts.basemap().to_dict())


def extent(svg: str) -> tuple[float, float, float, float]:
    """Return the smallest and largest x, then y, of the outline of Mali in a drawing."""
    outline = next(part for part in svg.split("<path") if f'stroke="{charts.SOFT_INK}"' in part)
    path = outline.split(' d="')[1].split('"')[0]
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), max(xs), min(ys), max(ys)


@pytest.mark.parametrize("width", [560, 290])
def test_the_map_fits_its_frame(width):
    chart = charts.basemap(width=width)
    assert (chart.width, chart.height) == (width, round(width * 6 / 7))
    svg = drawn(chart)
    left, right, top, bottom = extent(svg)
    assert left > 0 and right < width and right - left > 0.8 * width
    assert top > 0 and bottom < chart.height
    assert ">Kidal<" in svg
    assert (">Senegal<" in svg) == (width == 560)
    assert ">Kidal<" not in drawn(charts.basemap(width=width, names=False))


def test_a_telephone_shows_the_whole_map():
    spec = charts.basemap().properties(description="Mali").to_dict()
    svg, width, overhead = drawing.draw(drawing.stacked(spec), 326, ids="m")
    left, right, top, bottom = extent(svg)
    assert width > 560 > 326 - overhead > right > left > 0
    assert bottom > top > 0 and bottom < (326 - overhead) * 6 / 7
    assert right - left > 0.8 * (326 - overhead)
    assert 'font-size="10' in svg and 'font-size="12' not in svg


def test_regions_are_tinted_and_filled():
    assert charts.TINT not in drawn(charts.basemap())
    assert drawn(charts.basemap(highlight=["Gao", "Kidal"])).count(charts.TINT) == 2
    assert drawn(charts.basemap(highlight="Gao")).count(charts.TINT) == 1
    rows = pd.DataFrame({"region": ["Gao"], "people": [5]})
    shapes = alt.InlineData(values=charts.shapes("region"))
    found = alt.LookupData(data=shapes, key="properties.name", fields=["type", "geometry"])
    layer = (
        alt.Chart(rows).mark_geoshape(fill="#123456").transform_lookup(lookup="region", from_=found)
    )
    svg = drawn(charts.basemap(fill=layer))
    assert svg.count("#123456") == 1
    assert svg.index("#123456") < svg.index(f'stroke="{charts.SOFT_INK}"')


def test_unknown_names_are_answered_with_the_nearest():
    with pytest.raises(ValueError, match='No region "Timbuctou".*Did you mean "Tombouctou"'):
        charts.basemap(highlight=["Timbuctou"])
    with pytest.raises(ValueError, match="It has: border, region, outline, river"):
        charts.shapes("lakes")


def test_rings_have_their_radius_on_the_ground():
    gao = pd.DataFrame({"lat": [16.27], "lon": [-0.04]})
    rings = charts.rings(gao, "10 * datum.size", color="#123456", size=[10, 20])
    paths = re.findall(
        r'<path[^>]*d="([^"]*)"[^>]*stroke="#123456"', drawn(charts.basemap() + rings)
    )
    assert len(paths) == 2
    widths = []
    for path in paths:
        across = [float(x) for x, _ in re.findall(r"([\d.]+),([\d.]+)", path)]
        widths.append((max(across) - min(across)) * math.radians(16) / 480 * EARTH_RADIUS_KM)
    assert widths == pytest.approx([200, 400], rel=0.01)


def test_rings_follow_their_parameter_and_vanish_below_zero():
    gao = pd.DataFrame({"lat": [16.27], "lon": [-0.04]})
    none = charts.rings(gao, "-5", color="#123456")
    path = re.findall(r'd="([^"]*)"[^>]*stroke="#123456"', drawn(charts.basemap() + none))
    assert len({point for line in path for point in re.findall(r"[\d.]+,[\d.]+", line)}) == 1


def test_rings_say_what_they_need():
    with pytest.raises(ValueError, match='stations has no column "lat"'):
        charts.rings(pd.DataFrame({"lon": [1.0]}), "100")
    with pytest.raises(ValueError, match="stations has no row"):
        charts.rings(pd.DataFrame({"lat": [], "lon": []}), "100")
