"""Check the recorded answers of one notebook, in a process in which no learner's code ever ran."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from malicourse.feedback import evaluate
from malicourse_teach.marking import codec

MEMORY = 4_000_000_000
"""Bytes: a record of a few hundred bytes can ask for a table that fills any machine."""


def verdict(exercise: str, record: Any) -> dict[str, str]:
    """Return status and message for one recorded answer.

    Parameters
    ----------
    exercise : str
        Id of the exercise.
    record : dict
        What the collector wrote.
    """
    try:
        answer = codec.decode(record)
    except codec.Unfit as problem:
        return {"status": "not yet", "message": f"The answer could not be read: {problem}."}
    result = evaluate(exercise, answer)
    return {"status": result.status, "message": f"{result.message} {result.hint}".strip()}


def main() -> None:
    """Read {exercise: record} from standard input, write {exercise: verdict} to standard output."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    records = json.load(sys.stdin)
    json.dump({key: verdict(key, record) for key, record in records.items()}, sys.stdout)


if __name__ == "__main__":
    main()
