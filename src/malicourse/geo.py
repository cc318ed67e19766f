"""Distances and travel times on the sphere, for points given in decimal degrees."""

from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

#: Mean radius of the Earth in kilometres (IUGG).
EARTH_RADIUS_KM = 6371.0088
#: A frame around Mali in decimal degrees: south, north, west, east.
MALI_FRAME = (10.0, 25.1, -12.4, 4.4)


def _degrees(name: str, values: ArrayLike, limit: float) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=float)
    if np.any(np.abs(array) > limit):
        worst = array.flat[np.nanargmax(np.abs(array))]
        hint = " Latitude and longitude may be swapped." if limit == 90 else ""
        raise ValueError(
            f"{name} is in decimal degrees, between {-limit:g} and {limit:g}; got {worst:g}.{hint}"
        )
    return np.radians(array)


def distance_km(
    lat_from: ArrayLike, lon_from: ArrayLike, lat_to: ArrayLike, lon_to: ArrayLike
) -> NDArray[np.float64]:
    """Great-circle distance between points.

    Parameters
    ----------
    lat_from, lon_from, lat_to, lon_to : array_like
        Decimal degrees, north and east positive. The shapes must broadcast: `n` points against
        `m` points are asked for as shapes `(n, 1)` and `(m,)`.

    Returns
    -------
    numpy.ndarray
        Kilometres along the sphere, in the broadcast shape. A missing coordinate gives NaN. The
        Earth is not a sphere: expect errors up to about half a per cent.

    Raises
    ------
    ValueError
        If a latitude lies outside -90 to 90 or a longitude outside -180 to 180.

    Notes
    -----
    Haversine formula, stable for short distances (Sinnott 1984, *Sky and Telescope* 68(2)).
    """
    phi_1, phi_2 = _degrees("lat_from", lat_from, 90), _degrees("lat_to", lat_to, 90)
    lambda_1, lambda_2 = _degrees("lon_from", lon_from, 180), _degrees("lon_to", lon_to, 180)
    half = np.sin((phi_2 - phi_1) / 2) ** 2
    half = half + np.cos(phi_1) * np.cos(phi_2) * np.sin((lambda_2 - lambda_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def travel_hours(
    distance_km: ArrayLike, speed_km_h: ArrayLike, notice_hours: ArrayLike = 0.0
) -> NDArray[np.float64]:
    """Hours from the call to the arrival, at constant speed.

    Parameters
    ----------
    distance_km : array_like
        Distance in kilometres, not negative.
    speed_km_h : array_like
        Cruise speed in kilometres per hour, above zero.
    notice_hours : array_like, default 0.0
        Hours between the call and the departure, not negative.

    Returns
    -------
    numpy.ndarray
        Hours, in the broadcast shape of the three.

    Raises
    ------
    ValueError
        If a distance or a notice is negative, or a speed is not above zero.
    """
    distance, speed = np.asarray(distance_km, dtype=float), np.asarray(speed_km_h, dtype=float)
    notice = np.asarray(notice_hours, dtype=float)
    if np.any(distance < 0):
        raise ValueError(f"distance_km is in kilometres and not negative; got {distance.min():g}.")
    if np.any(speed <= 0):
        raise ValueError(f"speed_km_h is in km/h and above zero; got {speed.min():g}.")
    if np.any(notice < 0):
        raise ValueError(f"notice_hours is in hours and not negative; got {notice.min():g}.")
    return notice + distance / speed


def within_reach(
    distance_km: ArrayLike,
    speed_km_h: ArrayLike,
    limit_hours: float,
    notice_hours: ArrayLike = 0.0,
) -> NDArray[np.bool_]:
    """Whether a place is reached within a time limit.

    Parameters
    ----------
    distance_km, speed_km_h, notice_hours : array_like
        As in `travel_hours`.
    limit_hours : float
        Time limit in hours, above zero.

    Returns
    -------
    numpy.ndarray of bool
        True where the arrival is not later than the limit. A missing distance is not in reach.

    Raises
    ------
    ValueError
        As `travel_hours`, or if the limit is not above zero.
    """
    if not limit_hours > 0:
        raise ValueError(f"limit_hours is in hours and above zero; got {limit_hours:g}.")
    return travel_hours(distance_km, speed_km_h, notice_hours) <= limit_hours


def _columns(table: pd.DataFrame, name: str, columns: Sequence[str]) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        found = ", ".join(map(str, table.columns))
        raise ValueError(f'{name} has no column "{missing[0]}". Its columns: {found}.')


def _in_mali(lat: pd.Series, lon: pd.Series) -> pd.Series:
    south, north, west, east = MALI_FRAME
    return lat.between(south, north) & lon.between(west, east)


def _not_swapped(places: pd.DataFrame) -> None:
    """Refuse points that lie outside Mali as they stand and inside once the columns change places.

    Most longitudes of Mali are valid latitudes, so the limits of the sphere do not catch this. No
    longitude of Mali is one of its latitudes: what fits the frame the other way round is outside.
    """
    lat, lon = places["lat"], places["lon"]
    swapped = places[_in_mali(lon, lat)]
    if not swapped.empty:
        first = swapped.iloc[0]
        raise ValueError(
            f"places, row {swapped.index[0]}: lat {first['lat']:g} and lon {first['lon']:g} lie "
            "outside Mali, and inside if they change places. Latitude (north, 10 to 25 degrees) "
            "belongs into lat, longitude (east positive, -12 to 4 degrees) into lon."
        )


def nearest_base(
    places: pd.DataFrame, bases: pd.DataFrame, at: Sequence[str] | None = None
) -> pd.DataFrame:
    """Find the nearest base for every place.

    Parameters
    ----------
    places : pandas.DataFrame
        One row for each place, with `lat` and `lon` in decimal degrees; they may be missing.
    bases : pandas.DataFrame
        The table `bases`, or one with the columns `base_id`, `lat` and `lon`.
    at : sequence of str, optional
        The `base_id` of those bases that count, for instance where a helicopter stands. All
        bases if left out.

    Returns
    -------
    pandas.DataFrame
        With the index of `places` and the columns `base_id` and `distance` (kilometres along the
        sphere). Both are missing where a coordinate is.

    Raises
    ------
    ValueError
        If a column is missing, no place or no base is left, a base is unknown (the message
        suggests the nearest name), or latitude and longitude of a place in Mali are swapped.
    """
    _columns(places, "places", ["lat", "lon"])
    _columns(bases, "bases", ["base_id", "lat", "lon"])
    if places.empty:
        raise ValueError("places has no row: the filter before this step left nothing.")
    known = bases["base_id"].tolist()
    chosen = known if at is None else [at] if isinstance(at, str) else list(at)
    if not chosen:
        raise ValueError("at names no base: at least one is needed. Leave it out for all bases.")
    for name in chosen:
        if name not in known:
            near = get_close_matches(str(name).lower(), known, n=1, cutoff=0.5)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise ValueError(f'No base "{name}".{hint} Bases: {", ".join(known)}.')
    _not_swapped(places)
    stations = bases[bases["base_id"].isin(chosen)]
    table = distance_km(
        places["lat"].to_numpy(dtype=float)[:, None],
        places["lon"].to_numpy(dtype=float)[:, None],
        stations["lat"].to_numpy(dtype=float),
        stations["lon"].to_numpy(dtype=float),
    )
    unknown = np.isnan(table).all(axis=1)
    column = np.where(np.isnan(table), np.inf, table).argmin(axis=1)
    return pd.DataFrame(
        {
            "base_id": pd.Series(stations["base_id"].to_numpy()[column]).mask(unknown).to_numpy(),
            "distance": table[np.arange(len(table)), column],
        },
        index=places.index,
    )
