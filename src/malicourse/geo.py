"""Distances and travel times on the sphere, for points given in decimal degrees."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Mean radius of the Earth in kilometres (IUGG).
EARTH_RADIUS_KM = 6371.0088


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
