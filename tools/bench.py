"""Time the reach model of lesson 13 on more and more pairs of events and bases.

`make bench` prints one line for each size. Read the growth, not the seconds: they are those of
one machine on one day, so no test depends on them.
"""

import time

import numpy as np
import pandas as pd

from malicourse import geo
from malicourse.data import load

SIZES = (10**3, 10**4, 10**5, 10**6, 10**7)
REPEATS = 3


def seconds(pairs: int, bases: pd.DataFrame) -> float:
    """Time `geo.nearest_base` and `geo.within_reach` for random events in and around Mali.

    Parameters
    ----------
    pairs : int
        Number of event-base pairs; it is divided by the number of bases.
    bases : pandas.DataFrame
        The table `bases`.

    Returns
    -------
    float
        Seconds, the shortest of three runs.
    """
    south, north, west, east = geo.MALI_FRAME
    chance = np.random.default_rng(2013)
    events = max(pairs // len(bases), 1)
    places = pd.DataFrame(
        {"lat": chance.uniform(south, north, events), "lon": chance.uniform(west, east, events)}
    )
    runs = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        near = geo.nearest_base(places, bases)
        geo.within_reach(near["distance"], speed_km_h=260, limit_hours=1, notice_hours=1 / 3)
        runs.append(time.perf_counter() - start)
    return min(runs)


def main() -> None:
    """Print the table of `make bench`."""
    bases = load("bases")
    before = None
    print(f"{'pairs':>12}  {'seconds':>9}  {'growth':>7}  {'pairs per second':>17}")
    for pairs in SIZES:
        taken = seconds(pairs, bases)
        growth = f"{taken / before:6.1f}x" if before else ""
        print(f"{pairs:>12,}  {taken:>9.4f}  {growth:>7}  {pairs / taken:>17,.0f}", flush=True)
        before = taken


if __name__ == "__main__":
    main()
