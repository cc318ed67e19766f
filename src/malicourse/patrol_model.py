"""A model of patrols and flights that need notice and permission."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def arrivals(
    alarms: ArrayLike,
    travel: ArrayLike = 0,
    *,
    notice: float = 0,
    refused: float = 0,
    ahead: float = 0,
    length: float = 12,
    teams: int | None = None,
    seed: int = 16,
) -> pd.DataFrame:
    """Simulate when a patrol reaches the place of each alarm.

    A patrol is asked for at the alarm or some hours ahead of it, may start when the notice is over,
    is refused with a given probability at the end of the notice and then asked for again. Where
    teams are few it leaves with the first that is free.

    Parameters
    ----------
    alarms : array_like of datetime64, shape (n,)
        Days of the alarms. The hour of the day is not known and is drawn, each as likely.
    travel : array_like of float, shape (n,) or a single number
        Hours from the camp to the place.
    notice : float, default 0
        Hours between asking and the earliest start.
    refused : float, default 0
        Share of requests refused, from 0 to below 1, each independent of the others.
    ahead : float, default 0
        Hours from the first request to the moment at which the patrol is wanted: 0 for an alarm,
        168 for a patrol planned a week before. It never starts before that moment.
    length : float, default 12
        Hours that a patrol keeps its team after arrival, the way back included.
    teams : int, optional
        Teams that can be out at the same time; without it there is always one free.
    seed : int, default 16
        Seed of the random numbers: the same seed gives the same hours and refusals.

    Returns
    -------
    pandas.DataFrame
        n rows in the order of the alarms: `alarm`, `start` and `arrival` as moments, `requests`
        as a count, and `hours` from the alarm to the arrival.

    Raises
    ------
    ValueError
        If an alarm has no date, or a number lies outside its range.
    """
    days = pd.DatetimeIndex(np.atleast_1d(pd.to_datetime(alarms))).as_unit("s")
    way = np.broadcast_to(np.asarray(travel, dtype=float), len(days))
    if days.isna().any():
        raise ValueError(f"alarms: number {int(np.argmax(days.isna()))} has no date.")
    for name, wrong, rule in (
        ("travel", not np.all(way >= 0), "hours from 0 on"),
        ("notice", not 0 <= notice < np.inf, "hours from 0 on"),
        ("refused", not 0 <= refused < 1, "a share from 0 to below 1"),
        ("ahead", not 0 <= ahead < np.inf, "hours from 0 on"),
        ("length", not 0 <= length < np.inf, "hours from 0 on"),
        ("teams", teams is not None and not teams >= 1, "at least one team"),
    ):
        if wrong:
            raise ValueError(f"{name}: {rule}.")
    chance = np.random.default_rng(seed)
    moments = days.normalize() + pd.to_timedelta(chance.uniform(0, 24, len(days)).round(2), "h")
    requests = chance.geometric(1 - refused, len(days))
    free = [pd.Timestamp.min.as_unit("s")] * int(len(days) if teams is None else teams)
    start = [moments[0]] * len(days)
    for row in np.argsort(moments, kind="stable"):
        late = max(notice * int(requests[row]) - ahead, 0)
        allowed = moments[row] + pd.Timedelta(hours=late)
        team = int(np.argmin(free))
        start[row] = max(allowed, free[team])
        free[team] = start[row] + pd.Timedelta(hours=float(way[row]) + length)
    begun = pd.DatetimeIndex(start)
    arrival = begun + pd.to_timedelta(way, "h")
    hours = (arrival - moments) / pd.Timedelta(hours=1)
    return pd.DataFrame(
        {"alarm": moments, "start": begun, "arrival": arrival, "requests": requests, "hours": hours}
    )
