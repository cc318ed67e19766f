"""How the course writes a date: in English, whatever the locale of the machine."""

import datetime as dt
import re

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def written_date(date: str | dt.date) -> str:
    """Write a date as precisely as it is known.

    Parameters
    ----------
    date : str or datetime.date
        A day, a month or a year: `2022-06-29`, `2022-06` or `2022`; or a day as an object, such
        as a `pandas.Timestamp`.

    Returns
    -------
    str
        `29 June 2022`, `June 2022` or `2022`; any other text unchanged.
    """
    text = date if isinstance(date, str) else f"{date:%Y-%m-%d}"
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    parts = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]
    return " ".join(part for part in parts if part)


def written_month(date: dt.date) -> str:
    """Write the month of a day, such as `June 2022`."""
    return written_date(f"{date:%Y-%m}")
