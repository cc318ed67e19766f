"""Ranges for counts of rare events."""

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def poisson_range(count: ArrayLike, level: float = 0.95) -> pd.DataFrame:
    """Range of the expected count that is in keeping with an observed count.

    Parameters
    ----------
    count : array_like of int, shape (n,) or a single number
        Observed events, not negative.
    level : float, default 0.95
        Share of such ranges that contain the expected count, if the events are independent.

    Returns
    -------
    pandas.DataFrame
        The columns `low` and `high`, in events, one row for each count. A Series keeps its index.

    Raises
    ------
    ValueError
        If a count is negative or the level does not lie between 0 and 1.

    Notes
    -----
    Byar's approximation to the exact Poisson limits (Breslow and Day 1987, *Statistical Methods
    in Cancer Research* II, IARC, p. 69). Events that come in groups, as deaths in one attack do,
    make the true range wider.
    """
    if not 0 < level < 1:
        raise ValueError(f"level lies between 0 and 1, such as 0.95; got {level:g}.")
    index = count.index if isinstance(count, pd.Series) else None
    events = np.atleast_1d(np.asarray(count, dtype=float))
    if np.any(events < 0):
        raise ValueError(f"count is a number of events and not negative; got {events.min():g}.")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    # No event at all leaves zero as the lower limit; one event keeps the formula defined.
    some = np.maximum(events, 1)
    low = np.where(events > 0, events * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3, 0.0)
    more = events + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return pd.DataFrame({"low": low, "high": high}, index=index)
