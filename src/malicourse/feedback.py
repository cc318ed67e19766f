"""Feedback on exercises: `check("cost-1", answer)` prints a verdict in plain words.

The text has no colours, symbols or addresses in it, is the same on every run, and its first
words are the verdict: "Correct.", "Not yet.", "Not attempted yet." or, where the course itself
has a problem, "Not checked.".
"""

from __future__ import annotations

import sys
import textwrap
import warnings
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from malicourse import exercises, session
from malicourse.answers import typed
from malicourse.answers.wording import is_a, sentence_start

Status = Literal["correct", "not yet", "not attempted", "unknown exercise", "problem"]

_OPENING: dict[str, str] = {
    "correct": "Correct.",
    "not yet": "Not yet.",
    "not attempted": "Not attempted yet.",
    "unknown exercise": "Not checked.",
    "problem": "Not checked.",
}

WIDTH = 88
"""Characters in a line of the verdict."""

LONGEST_BLANK = 10
"""Items of a list or tuple that is looked through for the three dots of an unsolved cell."""

LONGEST_ID = 40
"""Characters of an unknown id that are shown back."""

LONGEST_REASON = 300
"""Characters of an error of the course that are shown."""


@dataclass(frozen=True)
class Result:
    """The verdict on one answer.

    Attributes
    ----------
    status : str
        "correct", "not yet", "not attempted", "unknown exercise" or "problem" (of the course).
    message : str
        Sentences for the learner; may be empty for a correct answer.
    hint : str
        The way on, shown on its own line.
    """

    status: Status
    message: str = ""
    hint: str = ""

    @property
    def correct(self) -> bool:
        """Whether the answer is right."""
        return self.status == "correct"

    @property
    def text(self) -> str:
        """The block of plain text that `check` prints."""
        paragraphs = [f"{_OPENING[self.status]} {self.message}"]
        if self.hint:
            paragraphs.append(f"Hint: {self.hint}")
        return "\n".join(
            textwrap.fill(_printable(p), WIDTH, break_on_hyphens=False) for p in paragraphs
        )


def check(exercise_id: str, answer: Any) -> None:
    """Print whether an answer is right, and if not, a hint.

    Parameters
    ----------
    exercise_id : str
        The id in the exercise's heading, such as "cost-1".
    answer : object
        The learner's answer, or `...` where there is none yet. Whatever is passed, nothing is
        raised.
    """
    result = evaluate(exercise_id, answer)
    text = result.text
    if result.status == "not yet":
        beside = session.remarks(sys._getframe(1).f_globals, answer)
        text = "\n".join([text, *(textwrap.fill(line, WIDTH) for line in beside)])
    try:
        print(text)
    except UnicodeEncodeError:
        # A terminal without Unicode, and a learner's own word in the verdict.
        print(text.encode("ascii", "replace").decode("ascii"))


def evaluate(exercise_id: str, answer: Any) -> Result:
    """Return the verdict on an answer without printing it.

    Parameters
    ----------
    exercise_id : str
        The id of an exercise.
    answer : object
        Anything.

    Returns
    -------
    Result
        Never raises, apart from KeyboardInterrupt.
    """
    if not is_a(exercise_id, str):
        return Result("unknown exercise", 'The id comes first, in quotes: check("cost-1", answer).')
    # The plain text: a learner's own kind of text may answer to nothing.
    exercise_id = str.__str__(exercise_id)
    try:
        exercise = exercises.get(exercise_id)
        if exercise is None:
            return Result("unknown exercise", _unknown(exercise_id, exercises.ids()))
        if _not_attempted(answer):
            return Result(
                "not attempted",
                "Replace the three dots with your answer, then run the cell again.",
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = exercise.expected()
    except Exception as error:
        return Result("problem", _own_problem(error))
    try:
        with warnings.catch_warnings():
            # What pandas or Altair thinks of a learner's answer belongs in no verdict.
            warnings.simplefilter("ignore")
            verdict = expected.judge(answer)
    except KeyboardInterrupt:
        raise
    except BaseException:
        # A learner's class may raise whatever it likes, also what is no Exception.
        wanted = sentence_start(expected.wanted)
        return Result("not yet", f"This answer could not be read: {wanted} is expected.")
    if not verdict.correct:
        return Result("not yet", verdict.message, verdict.hint)
    return Result("correct", " ".join(filter(None, (expected.insight, verdict.message))))


def evaluate_written(exercise_id: str, fields: list[str]) -> Result:
    """Return the verdict on what a reader wrote or chose on the page.

    Parameters
    ----------
    exercise_id : str
        The id of an exercise of one of the kinds in `malicourse.answers.typed`.
    fields : list of str
        What stands in its fields; of a choice the chosen codes.

    Returns
    -------
    Result
        With the words of `check`.
    """
    expected = exercises.get(exercise_id).expected()
    verdict = typed.judge(expected, fields)
    if verdict is None:
        return Result("not attempted", "Write or choose an answer first.")
    if verdict.correct:
        return Result("correct", " ".join(filter(None, (expected.insight, verdict.message))))
    return Result("not yet", verdict.message, verdict.hint)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


def _not_attempted(answer: Any) -> bool:
    if answer is ... or (type(answer) is str and answer.strip() in ("...", "\u2026")):
        return True
    short = type(answer) in (list, tuple) and len(answer) < LONGEST_BLANK
    return short and any(item is ... for item in answer)


def _unknown(exercise_id: str, known: list[str]) -> str:
    name = " ".join(exercise_id[:LONGEST_ID].split())
    near = get_close_matches(name.casefold(), known, n=3, cutoff=0.4)
    nearest = f" The nearest: {', '.join(near)}." if near else ""
    return f'There is no exercise "{name}".{nearest}'


def _own_problem(error: Exception) -> str:
    reason = " ".join(str(error).split())[:LONGEST_REASON]
    return (
        "The course could not work out the right answer; your answer is not at fault. "
        f"{type(error).__name__}: {reason}"
    )
