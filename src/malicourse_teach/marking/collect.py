"""Run the cells of one notebook and send its answers out: the only place where learners' code runs.

Started by the marker inside a sandbox. Cells come in as JSON; answers go out through a pipe, one
JSON text a line, so that what was answered before a crash or a time limit is kept.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import json
import os
import sys
from typing import Any

from malicourse_teach.marking import codec


def main() -> None:
    """Read cells from standard input; write one line for each answer to the pipe of argument 1."""
    task = json.load(sys.stdin)
    _limit(task["limits"])
    pipe = os.fdopen(int(sys.argv[1]), "w", encoding="utf-8")

    def send(**record: Any) -> None:
        try:
            line = json.dumps(record)
        except (TypeError, ValueError, RecursionError) as error:
            # Data that are no JSON cost this answer, and not all that follow.
            why = f"it holds what cannot be written down ({type(error).__name__})"
            line = json.dumps({**record, "answer": {"kind": "other", "why": why}})
        pipe.write(line + "\n")
        pipe.flush()

    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    import malicourse
    from malicourse import feedback

    original, given = feedback.check, {}

    @functools.wraps(original)
    def check(exercise_id: str, answer: Any) -> None:
        if type(exercise_id) is str:
            given[exercise_id] = codec.encode(answer)
        original(exercise_id, answer)

    malicourse.check = feedback.check = check
    send(started=True)
    for number, cell in enumerate(task["cells"], 1):
        given.clear()
        result = shell.run_cell(cell["source"], silent=False)
        failed = type(result.error_in_exec or result.error_before_exec or None).__name__
        for key in cell["exercises"]:
            if key in given:
                send(exercise=key, answer=given[key], cell=number)
                continue
            if failed != "NoneType":
                send(exercise=key, failed=failed[:80], cell=number)
                continue
            try:
                value = eval(  # the learner's own expression, in the learner's own sandbox
                    compile(_answer_to(key, cell["source"]), "<answer>", "eval"), shell.user_ns
                )
            except BaseException as error:
                send(exercise=key, failed=type(error).__name__[:80], cell=number)
            else:
                send(exercise=key, answer=codec.encode(value), cell=number)
    send(finished=True)


def _limit(limits: dict[str, float]) -> None:
    """Set limits that this process and its children can lower and not raise."""
    import resource

    for name, most in (
        ("RLIMIT_DATA", limits["memory"] * 1_000_000),
        ("RLIMIT_AS", limits["memory"] * 1_000_000 + 2_000_000_000),
        ("RLIMIT_FSIZE", limits["disk"] * 1_000_000),
        ("RLIMIT_CPU", limits["seconds"] + 5),
        ("RLIMIT_NPROC", limits["processes"]),
        ("RLIMIT_CORE", 0),
    ):
        # macOS has not all of them.
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (int(most), int(most)))


def _answer_to(key: str, source: str) -> ast.Expression:
    """Return what a cell passes to `check` for an exercise; the name `answer` if unclear."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        # A cell with a magic command.
        return ast.Expression(ast.Name("answer", ast.Load(), lineno=1, col_offset=0))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and len(node.args) == 2
            and isinstance(node.args[0], ast.Constant)
            and node.args[0].value == key
        ):
            return ast.Expression(node.args[1])
    return ast.Expression(ast.Name("answer", ast.Load(), lineno=1, col_offset=0))


if __name__ == "__main__":
    main()
