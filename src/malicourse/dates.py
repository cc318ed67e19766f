"""How a date is written in this course."""

import re

# English whatever the locale of the machine.
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


def written_date(text: str) -> str:
    """Write a date as precisely as it is known.

    Parameters
    ----------
    text : str
        A day, a month or a year: `2022-06-29`, `2022-06` or `2022`.

    Returns
    -------
    str
        `29 June 2022`, `June 2022` or `2022`; any other text unchanged.
    """
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    parts = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]
    return " ".join(part for part in parts if part)
