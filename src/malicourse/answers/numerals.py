"""Numbers as people write them: "1,234", "55,9 %", "−2.5", "228 people"."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NUMBER = 60

_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
#: Arabic digits, western and eastern, with their separators.
_DIGITS = {
    **{first + digit: str(digit) for first in (0x0660, 0x06F0) for digit in range(10)},
    0x066B: ".",
    0x066C: ",",
}
_NUMBER = re.compile(
    r"(?:about |ca\.? ?|~|\u2248)?([-+]?) ?([0-9][0-9.,' ]*|[.,][0-9]+)(e[-+]?[0-9]{1,3})?"
    r" ?(%|per cent|percent)?(?: ?[a-z][a-z ,-]*)?\.?"
)
_GROUPS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")


def readings(text: str, *, per_cent: bool = True) -> list[float]:
    """Return what a written number can mean, the likeliest first.

    Parameters
    ----------
    text : str
        Such as "1,234", "55,9 %", "−12" or "228 people".
    per_cent : bool
        Whether per cent are asked for; if not, "56 %" can also mean 0.56.

    Returns
    -------
    list of float
        Two where a comma or point may stand for thousands or for decimals; none where it is no
        number.
    """
    if len(text) > LONGEST_NUMBER:
        return []
    plain = spaced(unicodedata.normalize("NFKC", text).translate(_SIGNS | _DIGITS)).lower()
    found = _NUMBER.fullmatch(plain.replace("\u2019", "'"))
    if not found:
        return []
    sign, digits, power, percent = found.groups()
    values = [
        float(f"{sign}{mantissa}{power or ''}")
        for mantissa in _mantissas(re.sub("[' ]", "", digits).rstrip(".,"))
    ]
    if percent and not per_cent:
        values += [value / 100 for value in values]
    return values


def _mantissas(digits: str) -> list[str]:
    """Return the digits with a decimal point, or without one, in one or two ways."""
    marks = [mark for mark in digits if mark in ".,"]
    if len(set(marks)) == 2:
        thousands, decimal = marks[0], marks[-1]
        if marks.count(decimal) > 1:
            return []
        return [digits.replace(thousands, "").replace(decimal, ".")]
    grouped = [digits.replace(marks[0], "")] if marks and _GROUPS.fullmatch(digits) else []
    if len(marks) > 1:
        return grouped
    decimal = digits.replace(",", ".")
    # The course writes 1,234 and 1.234 as it is usual in English.
    return [decimal, *grouped] if "," not in marks else [*grouped, decimal]


def spaced(text: str) -> str:
    """Return a text with plain single blanks; lines stay lines."""
    return "\n".join(line for part in text.splitlines() if (line := " ".join(part.split())))
