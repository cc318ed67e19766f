"""Three figures of the year ahead, as of July 2022: bins, base rate, commentary, record, score.

from malicourse import forecast

forecast.table()              # the bins, with what was known, base rate and commentary
forecast.score([0.1, 0.6, 0.2, 0.1], 1)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from malicourse.data import load

BINS = ("lowest", "low", "high", "highest")
"""Names of the four bins of each figure, in order."""
SINCE = 2016
"""First year of the base rate: since June 2016 the ceilings of the mission stayed as they were."""
NAMED = 0.75
"""Probability that is read into the commentary for the direction which it names."""
YEAR = "07-01"
"""Day on which a year of the mandate begins."""


@dataclass(frozen=True)
class Figure:
    """A number that was open in July 2022.

    Attributes
    ----------
    name : str
        Short name.
    what : str
        What is counted.
    starts : tuple of int
        Where the second, the third and the fourth bin start.
    named : tuple of int
        Places of the bins in the direction that the commentary names; empty where it names none.
    """

    name: str
    what: str
    starts: tuple[int, int, int]
    named: tuple[int, ...]

    @property
    def labels(self) -> list[str]:
        """The bins in words."""
        first, second, third = self.starts
        return [
            f"under {first:,}",
            f"{first:,} to {second - 1:,}",
            f"{second:,} to {third - 1:,}",
            f"{third:,} or more",
        ]

    def place(self, value: float) -> int:
        """Return the place of the bin that holds a value, from 0."""
        return sum(value >= start for start in self.starts)


FIGURES = (
    Figure(
        "peacekeepers",
        "people of the mission killed by malicious acts, July 2022 to June 2023",
        (10, 17, 24),
        (2, 3),
    ),
    Figure("strength", "soldiers and police of the mission in mid-2023", (12500, 13500, 14500), ()),
    Figure("civilians", "civilians killed on purpose in 2023, by UCDP", (100, 217, 600), (2, 3)),
)
"""The figures. Of the first and the last the commentary says that things get worse, so their third
bin begins above the last value before it; of the second it forecasts nothing."""


def past(name: str) -> pd.Series:
    """Return the values from which the base rate is made: none is of after June 2022.

    Parameters
    ----------
    name : str
        A name of `FIGURES`.

    Returns
    -------
    pandas.Series
        Years of the mandate that began from 2016 to 2021, calendar years from 2016 to 2021, or the
        dated reports of these years.
    """
    if name == "peacekeepers":
        return _killed().loc[SINCE:2021]
    if name == "civilians":
        return _civilians().loc[SINCE:2021]
    reports = load("strength_reports").assign(
        both=lambda rows: rows["military"] + rows["police"],
        date=lambda rows: pd.to_datetime(rows["date"]),
    )
    reports = reports.dropna(subset=["date", "both"]).set_index("date")["both"]
    return reports.loc[f"{SINCE}-07" : "2022-06"].astype(int)


def record(name: str) -> int:
    """Return the value that came true.

    Parameters
    ----------
    name : str
        A name of `FIGURES`.

    Returns
    -------
    int
        What the tables of the course have for it.
    """
    if name == "peacekeepers":
        return int(_killed()[2022])
    if name == "civilians":
        return int(_civilians()[2023])
    numbers = load("withdrawal_numbers").set_index("measure")["value"]
    return int(numbers["uniformed personnel to repatriate"])


def base_rate(figure: Figure) -> list[float]:
    """Return the share of past values in each bin.

    Parameters
    ----------
    figure : Figure
        One of `FIGURES`.

    Returns
    -------
    list of float
        Four shares.
    """
    places = [figure.place(value) for value in past(figure.name)]
    return [places.count(place) / len(places) for place in range(len(BINS))]


def commentary(figure: Figure) -> list[float] | None:
    """Return the reading of the commentary: three quarters for the direction that it names.

    Parameters
    ----------
    figure : Figure
        One of `FIGURES`.

    Returns
    -------
    list of float or None
        Four probabilities; None where the commentary names no direction.
    """
    if not figure.named:
        return None
    inside, outside = len(figure.named), len(BINS) - len(figure.named)
    return [
        NAMED / inside if place in figure.named else (1 - NAMED) / outside
        for place in range(len(BINS))
    ]


def score(probabilities: Sequence[float], place: int) -> float:
    """Return the ranked probability score: 0 is best, 1 is worst.

    Parameters
    ----------
    probabilities : sequence of float
        One for each bin, in order; together 1.
    place : int
        The bin that came true, from 0.

    Returns
    -------
    float
        Mean, over the limits between bins, of the squared difference between the probability
        given to what lies below the limit and what came true: 1 if it lay below, 0 if not.
    """
    below, total = 0.0, 0.0
    limits = len(probabilities) - 1
    for limit in range(limits):
        below += probabilities[limit]
        total += (below - (place <= limit)) ** 2
    return total / limits


def table() -> pd.DataFrame:
    """Return the bins of the three figures, a row for each figure, without base rate and record.

    Returns
    -------
    pandas.DataFrame
        Names of figures (index), what they count, and four bins in words.
    """
    rows = {figure.name: [figure.what, *figure.labels] for figure in FIGURES}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["what", *BINS])


def _killed() -> pd.Series:
    """Return the dead by years of the mandate, under the calendar year in which each began."""
    rows = load("fatalities")
    rows = rows[(rows["mission"] == "MINUSMA") & (rows["cause"] == "Malicious Act")]
    dates = pd.to_datetime(rows["date"])
    began = dates.dt.year - (dates.dt.strftime("%m-%d") < YEAR)
    return began.value_counts().sort_index()


def _civilians() -> pd.Series:
    rows = load("ucdp_sahel")
    return rows[rows["country"] == "Mali"].set_index("year")["os_deaths_best"]
