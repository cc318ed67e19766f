"""What all kinds of expected answers have in common.

A kind says how to read a learner's answer (`read`) and how to tell it from the right one
(`difference`). The order of judgement is the same for all: right answer, usual mistakes with
their own hints, a general sentence on what differs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from typing import Any

from malicourse.answers.wording import kind_sentence, sentence_start


class Unreadable(Exception):
    """The answer is of the wrong kind; the text says so to the learner."""


@dataclass(frozen=True)
class Read:
    """An answer in its plain form.

    Attributes
    ----------
    value : object
        The answer as this kind compares it: a float, a tuple, a DataFrame.
    remark : str
        A friendly word on the form of the answer, shown also when it is right.
    """

    value: Any
    remark: str = ""


@dataclass(frozen=True)
class Mistake:
    """A usual wrong answer and the hint for it.

    Attributes
    ----------
    answer : object or callable
        The wrong answer itself, or a function that is given the learner's answer in its plain
        form (see `Read`) and returns whether this mistake was made.
    hint : str
        One or two sentences that lead back to the way, without the right answer.
    """

    answer: Any
    hint: str


@dataclass(frozen=True)
class Verdict:
    """The judgement of one answer: right or not, and the sentences for the learner."""

    correct: bool
    message: str = ""
    hint: str = ""


@dataclass
class Expected:
    """Base of all kinds of expected answers.

    Attributes
    ----------
    mistakes : list of Mistake
        Usual wrong answers, each with its own hint; the first that matches is used.
    hint : str
        Shown with any other wrong answer.
    insight : str
        One sentence shown with a right answer: what it means.
    outside : str
        Where it is not obvious, how one finds the answer without Python, shown on the page.
    """

    _: KW_ONLY
    mistakes: list[Mistake] = field(default_factory=list)
    hint: str = ""
    insight: str = ""
    outside: str = ""

    @property
    def wanted(self) -> str:
        """What is expected, as a short phrase with an article."""
        raise NotImplementedError

    def read(self, answer: Any) -> Read:
        """Return the plain form of an answer; raise `Unreadable` for the wrong kind."""
        raise NotImplementedError

    def difference(self, given: Any) -> str | None:
        """Return a sentence on how a plain answer differs from the right one, None if right."""
        raise NotImplementedError

    def is_mistake(self, given: Any, answer: Any) -> bool:
        """Tell whether a plain answer equals the usual wrong `answer` of a `Mistake`."""
        raise NotImplementedError

    def right_answer(self) -> Any:
        """Return an answer that must be accepted, or None where there is no single one."""
        return None

    def example_of(self, mistake: Mistake) -> Any:
        """Return an answer that makes a mistake; of one told by a function there is none."""
        return getattr(mistake.answer, "example", mistake.answer)

    def hints(self) -> list[str]:
        """Return the hints that the author wrote."""
        return [text for text in (self.hint, *(m.hint for m in self.mistakes)) if text]

    def wrong_kind(self, answer: Any, advice: str = "") -> Unreadable:
        """Return the exception that says what was given and what is expected."""
        return Unreadable(
            f"{kind_sentence(answer)} {sentence_start(self.wanted)} is expected. {advice}".strip()
        )

    def judge(self, answer: Any) -> Verdict:
        """Return the verdict on an answer. May raise whatever a hostile answer raises."""
        try:
            read = self.read(answer)
        except Unreadable as problem:
            return Verdict(False, str(problem), self.hint)
        difference = self.difference(read.value)
        if difference is None:
            return Verdict(True, read.remark)
        for mistake in self.mistakes:
            if _made(self, mistake, read.value):
                return Verdict(False, mistake.hint)
        return Verdict(False, difference, self.hint)

    def audit(self) -> list[str]:
        """Return what an author should mend: too few hints, mistakes that are right answers."""
        faults = []
        if len(self.hints()) < 2:
            faults.append("fewer than two hints")
        right = self.right_answer()
        if right is not None and not self.judge(right).correct:
            faults.append("its own right answer is not accepted")
        for mistake in self.mistakes:
            if not callable(mistake.answer) and right is not None:
                if self.judge(self.example_of(mistake)).correct:
                    faults.append(f"a mistake is accepted as right: {mistake.hint}")
            elif right is not None and _made(self, mistake, self.read(right).value):
                faults.append(f"the right answer looks like a mistake: {mistake.hint}")
        return faults


def _made(expected: Expected, mistake: Mistake, given: Any) -> bool:
    test: Callable[[Any], Any] | None = mistake.answer if callable(mistake.answer) else None
    try:
        return bool(test(given)) if test else expected.is_mistake(given, mistake.answer)
    except Exception:
        # A test written for one shape of answer may fail on another: then it does not apply.
        return False
