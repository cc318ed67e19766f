import numpy as np
import pandas as pd
import pytest

from malicourse import geo, load
from malicourse.geo import distance_km, travel_hours, within_reach
from tools import bench

BAMAKO, GAO = (12.6392, -8.0029), (16.2717, -0.0447)


def test_a_degree_of_the_meridian():
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.195, abs=0.001)


def test_half_the_globe_and_no_distance():
    assert distance_km(0, 0, 0, 180) == pytest.approx(np.pi * 6371.0088)
    assert distance_km(*GAO, *GAO) == 0


def test_distance_is_symmetric_and_of_the_known_size():
    there, back = distance_km(*BAMAKO, *GAO), distance_km(*GAO, *BAMAKO)
    assert there == pytest.approx(back)
    # On the ellipsoid WGS 84 (geographiclib 2.1): 947.31 km.
    assert there == pytest.approx(947.31, rel=0.001)


def test_points_against_points():
    lat, lon = np.array([[12.6], [16.3]]), np.array([[-8.0], [0.0]])
    table = distance_km(lat, lon, np.array([12.6, 16.3, 18.4]), np.array([-8.0, 0.0, 1.4]))
    assert table.shape == (2, 3)
    assert table[0, 0] == table[1, 1] == 0


def test_a_missing_coordinate_stays_missing():
    assert np.isnan(distance_km(np.nan, 0, 1, 1))


def test_swapped_coordinates_are_named():
    with pytest.raises(ValueError, match=r"lat_to is in decimal degrees.*got 105.*swapped"):
        distance_km(10, 5, 105, 12)
    with pytest.raises(ValueError, match="lon_from is in decimal degrees, between -180 and 180"):
        distance_km(10, 200, 5, 12)


def test_travel_time_adds_the_notice():
    assert travel_hours(500, 250) == 2
    assert travel_hours(500, 250, notice_hours=0.5) == 2.5
    assert travel_hours([0, 100], 50).tolist() == [0, 2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 200), "distance_km is in kilometres and not negative; got -1"),
        ((10, 0), "speed_km_h is in km/h and above zero; got 0"),
        ((10, -5), "speed_km_h is in km/h and above zero; got -5"),
        ((10, 200, -1), "notice_hours is in hours and not negative; got -1"),
    ],
)
def test_impossible_journeys_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        travel_hours(*arguments)


def test_reach_includes_the_limit():
    assert within_reach([100, 200, 201, np.nan], 200, 1).tolist() == [True, True, False, False]
    with pytest.raises(ValueError, match="limit_hours"):
        within_reach(100, 200, 0)


PLACES = pd.DataFrame({"lat": [16.9, 20.2], "lon": [0.2, 1.0]}, index=["near Gao", "Tessalit"])


def test_the_nearest_base_is_found_for_every_place() -> None:
    near = geo.nearest_base(PLACES, load("bases"), at=["gao", "timbuktu", "tessalit"])
    assert near["base_id"].tolist() == ["gao", "tessalit"]
    assert near.index.tolist() == ["near Gao", "Tessalit"]
    assert near["distance"].iloc[0] == pytest.approx(74.5, abs=1)
    alone = geo.nearest_base(PLACES, load("bases"), at="gao")
    assert alone["base_id"].tolist() == ["gao", "gao"]


def test_a_place_without_coordinates_has_no_nearest_base() -> None:
    places = pd.DataFrame({"lat": [16.9, None], "lon": [0.2, None]})
    near = geo.nearest_base(places, load("bases"))
    assert near["base_id"].isna().tolist() == [False, True]
    assert near["distance"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("places", "at", "message"),
    [
        (PLACES.rename(columns={"lat": "lon", "lon": "lat"}), None, "row near Gao.*change places"),
        (PLACES, ["Gao"], 'No base "Gao". Did you mean "gao"'),
        (PLACES, ["paris"], 'No base "paris".*Bases: ogossagou'),
        (PLACES, [], "at names no base"),
        (PLACES.iloc[:0], None, "places has no row"),
        (PLACES.drop(columns="lat"), None, 'places has no column "lat". Its columns: lon'),
    ],
)
def test_what_cannot_be_right_gets_a_message(
    places: pd.DataFrame, at: list[str] | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        geo.nearest_base(places, load("bases"), at)


def test_a_point_outside_mali_is_allowed_where_swapping_does_not_explain_it() -> None:
    niamey = pd.DataFrame({"lat": [13.5], "lon": [2.1]})
    dakar = pd.DataFrame({"lat": [14.7], "lon": [-17.4]})
    for place in (niamey, dakar):
        assert geo.nearest_base(place, load("bases"))["distance"].iloc[0] > 100


def test_the_benchmark_measures_each_size() -> None:
    assert 0 < bench.seconds(1000, load("bases")) < 60
