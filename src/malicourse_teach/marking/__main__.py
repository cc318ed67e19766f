"""`python -m malicourse_teach.marking SUBMISSIONS/ --out marks.csv`: run, judge, report."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache
from pathlib import Path
from typing import Any

from malicourse import __version__, data
from malicourse_book.lessons import Exercise, read_exercises
from malicourse_teach.marking import report, sandbox
from malicourse_teach.marking.submissions import Submission, find

TRUST = "Run without isolation, on trust."
ROOT = (
    "You are root. Then the limit on processes does not hold, and a hole in the walls would be one "
    "in the whole machine. Better mark as an ordinary user."
)
JUDGE_SECONDS = 120


def main(arguments: list[str] | None = None) -> int:
    """Mark a folder; return 0 if it was marked, 1 if it could not be, 2 if marking was refused."""
    options = _options(arguments)
    submissions, out = Path(options.submissions), Path(options.out)
    if sys.platform == "win32":
        print("Marking does not run on Windows itself. Use the Windows Subsystem for Linux.")
        return 2
    # Windows has no such module.
    import fcntl

    try:
        found = find(submissions)
    except FileNotFoundError as problem:
        print(problem)
        return 1
    if not out.name or out.suffix == ".state" or (out.exists() and not out.is_file()):
        print(f'"{out}" cannot be the file of marks: name one such as marks.csv.')
        return 1
    if out.resolve().is_relative_to(submissions.resolve()):
        print(f'"{out}" lies in the folder of submissions, into which nothing is written.')
        return 1
    reason = sandbox.obstacle()
    if reason and not options.trust:
        print(
            f"{reason}\nWithout it the code of your learners would run with your rights: it could "
            "read your files and reach the network. Nothing was run. If you know everybody who "
            "handed in, add --trust."
        )
        return 2
    isolated = not reason
    if not isolated:
        print(TRUST)
    if os.geteuid() == 0:
        print(ROOT, file=sys.stderr)
    sandbox.STOP.clear()
    limits = sandbox.Limits(seconds=options.timeout, memory=options.memory, disk=options.disk)
    store = out.with_suffix(".state")
    try:
        store.mkdir(parents=True, exist_ok=True)
        # Held until this process ends.
        lock = (store / "lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"Another marking is at work on {store}. Wait until it has ended.")
        return 1
    except OSError as problem:
        print(f"{store} cannot be written: {problem.strerror}.")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    course = _course()
    done: dict[int, list[dict[str, Any]]] = {}
    with ThreadPoolExecutor(options.jobs) as pool:
        jobs = {
            pool.submit(_mark, one, submissions, store, course, limits, isolated): place
            for place, one in enumerate(found)
        }
        try:
            for number, job in enumerate(as_completed(jobs), 1):
                place = jobs[job]
                one = found[place]
                try:
                    done[place], word = job.result()
                except Exception as problem:
                    # One submission must not cost the others their marks.
                    word = f"not run. Marking it failed: {type(problem).__name__}: {problem}"[:200]
                    file = one.path.relative_to(submissions).as_posix()
                    done[place] = [_row(one, file, "", "not run", word[9:], 0.0)]
                print(report.shown(f"[{number}/{len(found)}] {one.learner}: {word}"), flush=True)
        except KeyboardInterrupt:
            sandbox.STOP.set()
            pool.shutdown(cancel_futures=True)
            print(f"\nStopped. What is done is kept in {store.name}; start again to go on.")
            return 1
    rows = [row for place in sorted(done) for row in done[place]]
    report.write_text(out, report.marks(rows))
    reports = _reports(out, found, done, TRUST if not isolated else "")
    right = sum(row["status"] == "correct" for row in rows)
    print(f"{right} of {len(rows)} exercises correct. Marks: {out.name}; reports: {reports.name}/")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m malicourse_teach.marking", description=__doc__)
    parser.add_argument("submissions", help="folder of notebooks, or of one folder a learner")
    parser.add_argument("--out", default="marks.csv", help="where the marks go (marks.csv)")
    parser.add_argument("--jobs", type=_positive, default=2, help="notebooks at a time (2)")
    parser.add_argument("--timeout", type=_positive, default=300, help="seconds a notebook (300)")
    parser.add_argument("--memory", type=_positive, default=2000, help="megabytes each (2000)")
    parser.add_argument("--disk", type=_positive, default=100, help="megabytes of files (100)")
    parser.add_argument("--trust", action="store_true", help="run without isolation if need be")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number of 1 or more')
    return int(text)


def _course() -> str:
    """Return a key of the course as it is: another version marks everything again."""
    digest = hashlib.sha256(__version__.encode())
    for folder in (Path(data.__file__).parents[1], data.folder()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".csv", ".json"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _mark(
    one: Submission, folder: Path, store: Path, course: str, limits: sandbox.Limits, isolated: bool
) -> tuple[list[dict[str, Any]], str]:
    """Return the rows of one submission and a word on it; from the store, if it is there."""
    file = one.path.relative_to(folder).as_posix()
    if one.problem:
        row = _row(one, file, "", "not run", one.problem, 0.0)
        return [row], f"not run. {one.problem}"
    text = f"{file}|{one.digest}|{course}|{limits}|{isolated}"
    key = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    kept = store / f"{key}.json"
    with contextlib.suppress(OSError, ValueError):
        rows = json.loads(kept.read_text("utf-8"))
        return rows, f"{_count(rows)}, kept from before"
    outcome = sandbox.run(one.cells, limits, isolated=isolated)
    if outcome.ended == sandbox.NOT_STARTED:
        # The fault of this machine, not of the learner: nothing is kept.
        raise OSError(sandbox.NOT_STARTED)
    rows, judged = _judge(one, file, outcome)
    if judged and not sandbox.STOP.is_set():
        report.write_text(kept, json.dumps(rows))
    ended = "" if outcome.ended == "finished" else f"; {outcome.ended}"
    return rows, f"{_count(rows)}{ended} ({outcome.seconds:.0f} s)"


def _count(rows: list[dict[str, Any]]) -> str:
    return f"{sum(row['status'] == 'correct' for row in rows)} of {len(rows)} correct"


def _judge(
    one: Submission, file: str, outcome: sandbox.Outcome
) -> tuple[list[dict[str, Any]], bool]:
    """Return the rows, and whether every answer was judged."""
    answered = {key for cell in one.cells for key in cell["exercises"]}
    last = {
        r["exercise"]: r
        for r in outcome.records
        # Whoever runs code in there can write to the pipe as well.
        if isinstance(r.get("exercise"), str) and r["exercise"] in answered
    }
    answers = {key: r["answer"] for key, r in last.items() if isinstance(r.get("answer"), dict)}
    verdicts = _verdicts(answers)
    rows = []
    for key in one.expected:
        if key in verdicts:
            status, message = verdicts[key]["status"], verdicts[key]["message"]
        elif key in answers:
            status, message = "not run", "The answer could not be judged. Start the command again."
        elif key in last:
            status = "cell failed"
            message = f"The cell ended with {str(last[key].get('failed', 'an error'))[:80]}."
        elif key in answered:
            status, message = "not run", f"The notebook did not get that far: {outcome.ended}."
        else:
            status, message = "cell missing", "The cell of this exercise is not in the notebook."
        rows.append(_row(one, file, key, status, message, outcome.seconds))
    return rows, set(answers) <= set(verdicts)


def _verdicts(answers: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Ask the judge for all answers at once; one by one, if an answer brings it down."""
    if not answers:
        return {}
    # -P: a numpy.py in the folder from which marking is started is not imported.
    command = [sys.executable, "-P", "-m", "malicourse_teach.marking.judge"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(answers),
            capture_output=True,
            text=True,
            timeout=JUDGE_SECONDS,
            check=True,
            # Ctrl-C in the terminal is for the marker.
            start_new_session=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError, RecursionError, MemoryError, OSError):
        if len(answers) == 1 or sandbox.STOP.is_set():
            return {}
    return {k: v for key, record in answers.items() for k, v in _verdicts({key: record}).items()}


@cache
def _shown() -> dict[str, Exercise]:
    """Return the exercises as the notebooks of this clone show them."""
    return read_exercises(Path(__file__).resolve().parents[3])


def _row(
    one: Submission, file: str, key: str, status: str, message: str, seconds: float
) -> dict[str, Any]:
    shown = _shown().get(key)
    return {
        "learner": one.learner,
        "file": file,
        "lesson": one.lesson,
        "exercise": key,
        "title": shown.title if shown else "",
        "status": status,
        "message": message,
        "seconds": round(seconds, 1),
    }


def _reports(
    out: Path, found: list[Submission], done: dict[int, list[dict[str, Any]]], note: str
) -> Path:
    folder = out.with_name(f"{out.stem}-reports")
    folder.mkdir(exist_ok=True)
    for place, rows in done.items():
        one = found[place]
        key = hashlib.sha256(os.fsencode(rows[0]["file"])).hexdigest()
        name = report.file_name(one.learner, one.lesson, key)
        report.write_text(folder / name, report.page(one.learner, one.lesson, rows, note))
    return folder


if __name__ == "__main__":
    sys.exit(main())
