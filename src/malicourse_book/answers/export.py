"""What the page has to know of an exercise to judge an answer: from the objects of `check`."""

from __future__ import annotations

from typing import Any

from malicourse.answers.base import Expected
from malicourse.answers.choice import Choice
from malicourse.answers.items import Ordered, SetOf, aligned, are_numbers, are_states, states
from malicourse.answers.quantities import Interval, Near, Number, OneEnd
from malicourse.answers.typed import marks
from malicourse.answers.wording import fold


def described(expected: Expected) -> dict[str, Any]:
    """Return a kind of answer as plain values, with which `judge.js` gives the same verdicts.

    Parameters
    ----------
    expected : Expected
        Of one of `malicourse.answers.typed.KINDS`.

    Returns
    -------
    dict
        Fit for JSON.

    Raises
    ------
    ValueError
        If a usual mistake is told by a function, which no page can run.
    """
    for mistake in expected.mistakes:
        if callable(mistake.answer):
            raise ValueError(f"a mistake is told by a function, not by an answer: {mistake.hint}")
    return {
        "kind": type(expected).__name__,
        "hint": expected.hint,
        "insight": expected.insight,
        **_OF_KIND[type(expected)](expected),
    }


def _number(it: Number) -> dict[str, Any]:
    return {
        "value": it.value,
        "tolerance": it.tolerance,
        "unit": it.unit,
        "digits": it.digits,
        "rounded": sorted({round(it.value, places) for places in range(-3, 7)}),
        "mistakes": [
            {"hint": mistake.hint, "answer": mistake.answer.value, "within": mistake.answer.within}
            if isinstance(mistake.answer, Near)
            else {"hint": mistake.hint, "answer": float(mistake.answer)}
            for mistake in it.mistakes
        ],
    }


def _interval(it: Interval) -> dict[str, Any]:
    return {
        "low": it.low,
        "high": it.high,
        "tol": it.tol,
        "margin": it.margin,
        "unit": it.unit,
        "no_pair": str(it.wrong_kind([])),
        "mistakes": [
            {"hint": mistake.hint, "answer": [*map(float, mistake.answer.values)], "either": True}
            if isinstance(mistake.answer, OneEnd)
            else {"hint": mistake.hint, "answer": [float(end) for end in mistake.answer]}
            for mistake in it.mistakes
        ],
    }


def _choice(it: Choice) -> dict[str, Any]:
    return {
        "wanted": it.wanted,
        "right": sorted(it.right),
        "options": [
            {
                "code": code,
                "text": text,
                "folded": [fold(code), fold(text)],
                "why": it.why.get(code, ""),
            }
            for code, text in it.options.items()
        ],
        "mistakes": [
            {
                "hint": mistake.hint,
                "answer": [mistake.answer]
                if isinstance(mistake.answer, str)
                else sorted(mistake.answer),
            }
            for mistake in it.mistakes
        ],
    }


def _items(it: SetOf | Ordered) -> dict[str, Any]:
    made = {
        "what": it.what,
        "values": aligned(it.values, it.values),
        "marks": marks(it.values),
        "numbers": are_numbers(it.values),
        "mistakes": [
            {"hint": mistake.hint, "answer": aligned(list(mistake.answer), it.values)}
            for mistake in it.mistakes
        ],
    }
    if isinstance(it, SetOf):
        for known in (made, *made["mistakes"]):
            key = "values" if known is made else "answer"
            known[key] = list(dict.fromkeys(known[key]))
    if are_states(it.values):
        made["states"] = states()
    return made


_OF_KIND = {
    Number: _number,
    Interval: _interval,
    Choice: _choice,
    SetOf: _items,
    Ordered: _items,
}
