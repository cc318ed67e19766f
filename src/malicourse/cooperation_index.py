"""An index of cooperation from coded events: directions, weights and decay."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

COLUMNS = ["date", "category", "direction"]


def decayed_sums(
    events: pd.DataFrame, days: ArrayLike, half_life: float | None = None
) -> pd.DataFrame:
    """Sum of the directions of past events, one column for each category.

    Parameters
    ----------
    events : pandas.DataFrame, n rows
        Coded events with the columns `date`, `category` and `direction` (1 closer, -1 further
        apart, 0 neither), as in the table cooperation_events.
    days : array_like of datetime64, shape (m,)
        Days on which to look back, from the first event on and not after the last.
    half_life : float, optional
        Days after which an event counts half. Without it nothing is forgotten.

    Returns
    -------
    pandas.DataFrame
        m rows, in the order of `days`, which are the index; the sums are in events.

    Raises
    ------
    ValueError
        If a column is missing, a date or category is empty, a code is not -1, 0 or 1, a day lies
        outside the events, or the half-life is not positive.
    """
    events = _checked(events)
    looked = pd.DatetimeIndex(np.atleast_1d(pd.to_datetime(days)), name="date")
    first, last = events["date"].min(), events["date"].max()
    outside = looked[(looked < first) | (looked > last) | looked.isna()]
    if len(outside):
        raise ValueError(
            f"days: {_day(outside[0])} lies outside the events, which run from {_day(first)} to "
            f"{_day(last)}."
        )
    if half_life is not None and not half_life > 0:
        raise ValueError(f"half_life is a number of days above 0, or None; got {half_life}.")
    age = (looked.to_numpy()[:, None] - events["date"].to_numpy()) / np.timedelta64(1, "D")
    kept = np.ones_like(age) if half_life is None else 0.5 ** (age.clip(min=0) / half_life)
    worth = np.where(age >= 0, kept, 0.0) * events["direction"].to_numpy(dtype=float)
    return pd.DataFrame(worth, index=looked, columns=events["category"]).T.groupby(level=0).sum().T


def index(
    events: pd.DataFrame,
    days: ArrayLike,
    weights: Mapping[str, float] | None = None,
    half_life: float | None = None,
    *,
    mean: bool = False,
) -> pd.Series:
    """Weighted sum or mean of the directions of past events.

    Parameters
    ----------
    events, days, half_life
        As in `decayed_sums`.
    weights : mapping of str to float, optional
        Weight of each category; one that is not named weighs 1. Only their proportions matter:
        they are divided by their mean, so that equal weights give the plain sum.
    mean : bool, default False
        Divide by what the same events would add up to if each had the direction 1, so that the
        number of rows no longer moves the index, which lies between -1 and 1.

    Returns
    -------
    pandas.Series
        The index on each day, shape (m,): a sum in events of average weight, or a mean, which is
        missing where the events that weigh something have not begun.

    Raises
    ------
    ValueError
        As `decayed_sums`, and if a weight is negative, not a number or of an unknown category, or
        if all weights are zero.
    """
    sums = decayed_sums(events, days, half_life)
    shares = pd.Series(1.0, index=sums.columns)
    for name, weight in (weights or {}).items():
        if name not in shares.index:
            near = get_close_matches(str(name), list(shares.index), n=1)
            instead = f'Did you mean "{near[0]}"?' if near else f"There are: {', '.join(sums)}."
            raise ValueError(f'weights: "{name}" is no category of these events. {instead}')
        if not (np.isfinite(weight) and weight >= 0):
            raise ValueError(f'weights: "{name}" weighs {weight}; a weight is 0 or more.')
        shares[name] = weight
    if not shares.any():
        raise ValueError("weights: all are zero, which leaves nothing to add up.")
    shares = shares / shares.mean()
    total = (sums * shares).sum(axis=1)
    if mean:
        number = (decayed_sums(events.assign(direction=1), days, half_life) * shares).sum(axis=1)
        total = total / number.where(number > 0)
    return total.rename("index")


def variants(
    events: pd.DataFrame,
    days: ArrayLike,
    weightings: Mapping[str, Mapping[str, float]],
    half_lives: Sequence[float | None],
    *,
    mean: bool = False,
) -> pd.DataFrame:
    """Compute the index under every combination of weights and memory.

    Parameters
    ----------
    events, days
        As in `decayed_sums`.
    weightings : mapping of str to mapping
        Weights as in `index`, by a name for each set.
    half_lives : sequence of float or None
        Half-lives in days.
    mean : bool, default False
        As in `index`.

    Returns
    -------
    pandas.DataFrame
        One row for each combination, with the columns `weights` and `half_life` (text; "none" where
        nothing is forgotten) and one for each day, named as 2022-06-30.

    Raises
    ------
    ValueError
        As `index`.
    """
    rows = []
    for name, weights in weightings.items():
        for half_life in half_lives:
            line = index(events, days, weights, half_life, mean=mean)
            memory = "none" if half_life is None else f"{half_life:g}"
            rows.append({"weights": name, "half_life": memory, **line.rename(_day).to_dict()})
    return pd.DataFrame(rows)


def _checked(events: pd.DataFrame) -> pd.DataFrame:
    missing = [column for column in COLUMNS if column not in events]
    if missing:
        raise ValueError(
            f'events: there is no column "{missing[0]}"; needed are {", ".join(COLUMNS)}.'
        )
    if events.empty:
        raise ValueError("events: the table has no rows.")
    events = events.reset_index(drop=True)
    codes = pd.to_numeric(events["direction"], errors="coerce")
    for wrong, rule in (
        (events["date"].isna(), "has no date"),
        (events["category"].isna(), "has no category"),
        (~codes.isin([-1, 0, 1]), "has a direction that is not -1, 0 or 1"),
    ):
        if wrong.any():
            row = int(wrong.idxmax())
            key = f" ({events['coop_id'][row]})" if "coop_id" in events else ""
            got = f": {events.at[row, 'direction']}" if "direction" in rule else ""
            raise ValueError(f"events: row {row}{key} {rule}{got}.")
    return events.assign(
        date=pd.to_datetime(events["date"]), category=events["category"].astype(str)
    ).assign(direction=codes.astype(float))


def _day(moment: pd.Timestamp) -> str:
    return "a missing day" if pd.isna(moment) else moment.date().isoformat()
