"""Ranges for rare events, person-years, agreement of two readers, and a test of small tables."""

from math import comb
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


def person_years(
    strength: pd.Series,
    first: str | pd.Timestamp,
    last: str | pd.Timestamp,
    unseen: tuple[float, float] | None = None,
    longest: int = 183,
) -> pd.Series:
    """Time that people served, from counts on single days.

    Parameters
    ----------
    strength : pandas.Series of numbers
        People present, indexed by the day of the count; in any order, one count for a day.
    first, last : str or pandas.Timestamp
        First and last day of the service, both included.
    unseen : tuple of two floats, optional
        Lowest and highest strength that the days may have had for which nothing was observed.
    longest : int, default 183
        Days for which a count may stand before what follows it was not observed.

    Returns
    -------
    pandas.Series
        `held`: person-years if each count stands until the next one, and the first count also for
        the days before it; `low` and `high`: the same, with the limits of `unseen` for the days on
        which nothing was observed, and equal to `held` where there are none.

    Raises
    ------
    ValueError
        If there is no count, a count is missing or negative, a day has two, the last day comes
        before the first, the limits change places, or days were not observed and `unseen` is not
        given.

    Notes
    -----
    A year has 365.25 days. Where two counts lie more than `longest` days apart, nothing was
    observed on the days between them; nor after the last count or before the first, where `last`
    or `first` is that far from it. The range is of strength alone: that of the deaths
    (`poisson_range`) comes on top of it.

    Examples
    --------
    A hundred people for ten days and then two hundred for ten: 3,000 days, 8.2 years.

    >>> import pandas as pd
    >>> days = pd.to_datetime(["2020-01-01", "2020-01-11"])
    >>> person_years(pd.Series([100, 200], days), "2020-01-01", "2020-01-20").round(1).to_dict()
    {'held': 8.2, 'low': 8.2, 'high': 8.2}
    """
    counts = strength.astype(float).sort_index()
    if counts.empty or counts.isna().any() or (counts < 0).any():
        raise ValueError("strength has one count or more, each a number from 0 on.")
    if counts.index.has_duplicates:
        double = counts.index[counts.index.duplicated()][0]
        raise ValueError(f"strength has one count for a day; {double:%Y-%m-%d} has several.")
    days = pd.date_range(first, last)
    if days.empty:
        raise ValueError(f"the last day comes after the first; got {first} and {last}.")
    if unseen is not None and not 0 <= unseen[0] <= unseen[1]:
        raise ValueError(f"unseen is the lowest and the highest strength; got {unseen}.")
    end = days[-1] + pd.Timedelta(days=1)
    # Each day lies after the count of its number; those before the first count have number -1.
    number = counts.index.searchsorted(days, side="right") - 1
    held = counts.to_numpy()[number.clip(0)]
    after = np.append(counts.index[1:], [max(end, counts.index[-1])])
    span = (pd.DatetimeIndex(after) - counts.index).days.to_numpy()
    before = max((counts.index[0] - days[0]).days, 0)
    apart = np.where(number < 0, before, span[number.clip(0)])
    dark = (apart > longest) & ~days.isin(counts.index)
    if unseen is None and dark.any():
        raise ValueError(
            f"nothing was counted for more than {longest} days about {days[dark][0]:%Y-%m-%d}; "
            "give unseen, the lowest and the highest strength of such days."
        )
    low, high = (held, held) if unseen is None else (np.where(dark, at, held) for at in unseen)
    sums = {"held": held.sum(), "low": low.sum(), "high": high.sum()}
    return pd.Series(sums) / 365.25


def day_totals(
    dates: pd.Series,
    first: str | pd.Timestamp,
    last: str | pd.Timestamp,
    draws: int = 10_000,
    seed: int = 1,
) -> pd.Series:
    """Deaths of a period if its days are drawn anew: those who died on one day stay together.

    Parameters
    ----------
    dates : pandas.Series of datetime
        One day for each death.
    first, last : str or pandas.Timestamp
        First and last day of the period, both included; deaths outside it are not counted.
    draws : int, default 10,000
        How often the period is drawn.
    seed : int, default 1
        Start of the random numbers: the same seed gives the same totals.

    Returns
    -------
    pandas.Series of int
        The total of each draw. Its quantiles 0.025 and 0.975 hold 95 of 100 draws.

    Raises
    ------
    ValueError
        If the last day comes before the first, or there is no draw.

    Notes
    -----
    The bootstrap (Efron 1979, *Annals of Statistics* 7 (1), p. 1) with days as its units: as many
    days as the period has are drawn from them, with replacement. Where no day has more than one
    death the total follows the binomial distribution. What never happened is not drawn: without a
    death all totals are 0, and few days with deaths make the range too narrow.

    Examples
    --------
    >>> import pandas as pd
    >>> one_day = pd.Series(pd.to_datetime(["2019-01-20"] * 10))
    >>> sorted(day_totals(one_day, "2019-01-01", "2019-12-31", draws=50).unique().tolist())
    [0, 10, 20, 30]
    """
    days = len(pd.date_range(first, last))
    if not days:
        raise ValueError(f"the last day comes after the first; got {first} and {last}.")
    if draws < 1:
        raise ValueError(f"draws is a whole number from 1 on; got {draws}.")
    inside = dates[dates.between(pd.Timestamp(first), pd.Timestamp(last))]
    # Days with the same toll are one kind, so that a draw is a draw of how many of each kind.
    kinds = inside.dt.normalize().value_counts().value_counts()
    share = [*(kinds / days), 1 - kinds.sum() / days]
    drawn = np.random.default_rng(seed).multinomial(days, share, size=draws)
    return pd.Series(drawn @ np.array([*kinds.index, 0], dtype=int))


def agreement(first: ArrayLike, second: ArrayLike) -> dict[str, float]:
    """Agreement of two readers who coded the same things.

    Parameters
    ----------
    first, second : array_like, shape (n,)
        The codes of each reader, in the same order.

    Returns
    -------
    dict of str to float
        `observed`: share of things with the same code; `expected`: the share that readers would
        reach who deal out their own codes at random; `kappa`: Cohen's kappa, (observed - expected)
        / (1 - expected), not a number where both gave one and the same code throughout.

    Raises
    ------
    ValueError
        If the readers coded different numbers of things, or none.

    Notes
    -----
    Cohen 1960, *Educational and Psychological Measurement* 20 (1), p. 37; in the same form in
    scikit-learn's `cohen_kappa_score`.
    """
    one, two = (pd.Series(np.asarray(codes, dtype=object)) for codes in (first, second))
    if len(one) != len(two) or one.empty:
        raise ValueError(f"both readers code the same things; got {len(one)} and {len(two)} codes.")
    # In whole numbers up to the last step, so that no rounding comes in.
    n, same = len(one), int((one == two).sum())
    met = int(one.value_counts().mul(two.value_counts(), fill_value=0).sum())
    kappa = float("nan") if met == n * n else (same * n - met) / (n * n - met)
    return {"observed": same / n, "expected": met / n**2, "kappa": kappa}


def fisher_exact(table: ArrayLike) -> float:
    """Probability of a two-by-two table as uneven as this one, if rows and columns are unrelated.

    Parameters
    ----------
    table : array_like of int, shape (2, 2)
        Counts of things that differ in two properties.

    Returns
    -------
    float
        Two-sided p of Fisher's exact test, between 0 and 1: the sum over all tables with the same
        margins that are no more probable than this one.

    Raises
    ------
    ValueError
        If the table is not two by two, or a cell is not a whole number from 0 on.

    Notes
    -----
    Fisher 1922, *Journal of the Royal Statistical Society* 85 (1), p. 87; the same as
    `scipy.stats.fisher_exact`, with which it is compared. Counted in whole numbers here, because
    scipy.stats takes 50 MB of memory in the kernel of each learner. The margins are taken as
    fixed, and the things as independent of each other.
    """
    cells = np.asarray(table, dtype=float)
    if cells.shape != (2, 2):
        raise ValueError(f"the table has two rows and two columns; got the shape {cells.shape}.")
    if not np.all((cells >= 0) & (cells == np.floor(cells))):
        raise ValueError(f"cells are counts, whole and from 0 on; got {cells.tolist()}.")
    (one, two), (three, four) = ((int(cell) for cell in row) for row in cells)
    row, column, everything = one + two, one + three, one + two + three + four

    def ways(corner: int) -> int:
        return comb(row, corner) * comb(everything - row, column - corner)

    corners = range(max(0, row + column - everything), min(row, column) + 1)
    uneven = sum(ways(corner) for corner in corners if ways(corner) <= ways(one))
    return uneven / comb(everything, column)
