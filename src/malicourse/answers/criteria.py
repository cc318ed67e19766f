"""Criteria that a learner states: a name, a question and where it comes from.

As an author writes them::

    Criteria(options=("road", "air", "wait"), least=3, example={...},
             hint="Ask what a good outcome is before you think of an option.")

No list is right or wrong in substance; its form is judged, and the reply says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from malicourse.answers.base import Expected, Read, Unreadable
from malicourse.answers.wording import fold, is_a, plural, show

MOST = 7
"""The most criteria that a table of options holds."""
LONGEST = 400
"""Letters of a text that are read."""
FORM = '{"name": ("question?", "where it comes from")}'


@dataclass
class Criteria(Expected):
    """Criteria for a decision, stated before any score.

    Attributes
    ----------
    options : sequence of str
        Names of the options, none of which a criterion may name.
    example : mapping of str to tuple of str
        Criteria that are accepted.
    least : int
        The fewest that are accepted.
    """

    options: Sequence[str]
    example: Mapping[str, tuple[str, str]]
    least: int = 3

    @property
    def wanted(self) -> str:
        """The form of the answer."""
        return f"a dictionary of {self.least} to {MOST} criteria, {FORM},"

    def right_answer(self) -> dict[str, tuple[str, str]]:
        """Return the example."""
        return dict(self.example)

    def read(self, answer: Any) -> Read:
        """Return names with question and origin, all of them text."""
        if is_a(answer, pd.DataFrame) and answer.shape[1] == 2 and len(answer) <= 100:
            answer = {
                name: tuple(row) for name, row in zip(answer.index, answer.to_numpy(), strict=True)
            }
        if not is_a(answer, dict) or len(answer) > 100:
            raise self.wrong_kind(answer)
        stated = {}
        for name, pair in answer.items():
            both = is_a(pair, (list, tuple)) and len(pair) == 2
            if not (is_a(name, str) and both and all(is_a(part, str) for part in pair)):
                raise Unreadable(f"The criterion {show(name)} lacks a part: write {FORM}.")
            stated[_text(name)] = tuple(_text(part) for part in pair)
        count = plural(len(stated), "criterion").replace("criterions", "criteria")
        return Read(
            stated,
            f"{count[0].upper()}{count[1:]}, each a question with its origin. Their substance was "
            "not judged: read them in pairs, and ask whether one thing is counted twice.",
        )

    def difference(self, given: dict[str, tuple[str, str]]) -> str | None:
        """Say what is wrong with the form of the criteria, None if nothing is."""
        if not self.least <= len(given) <= MOST:
            return f"There are {len(given)}; state {self.least} to {MOST}."
        for name, (question, origin) in given.items():
            if not name or not question or not origin:
                return f"The criterion {show(name)} has an empty part: write {FORM}."
            if not question.endswith("?") or len(question.split()) < 3:
                return f"{show(name)} does not ask a question yet: end it with a question mark."
            said = fold(f"{name} {question}")
            for option in self.options:
                if re.search(rf"\b{re.escape(fold(option))}\b", said):
                    return (
                        f"{show(name)} names the option {show(option)}. Put a question that can be "
                        "asked of every option in the same words."
                    )
            if re.search(r"\d", name) or fold(question) == fold(origin):
                return f"{show(name)} holds a score or repeats itself: state the question only."
        questions = [fold(question) for question, _ in given.values()]
        if len(set(questions)) < len(questions):
            return "Two criteria ask the same question, which would then weigh double."
        return None

    def is_mistake(self, given: Any, answer: Any) -> bool:
        """Compare as they are."""
        return given == answer


def _text(value: str) -> str:
    return " ".join(str.__str__(value)[:LONGEST].split())
