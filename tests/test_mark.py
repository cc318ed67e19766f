"""Marking: what counts, what is refused, what cannot be forged, and that nothing is lost."""

import contextlib
import csv
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pandas as pd
import psutil
import pytest
import submissions as made

from malicourse import exercises
from malicourse_teach.marking import __main__ as marker
from malicourse_teach.marking import codec, judge, report, sandbox, submissions

#: Time enough for a machine that is ten times slower; what hangs is marked apart.
LIMITS = ["--timeout", "150", "--memory", "1500", "--disk", "50"]


@pytest.fixture(scope="session")
def isolation() -> None:
    reason = sandbox.obstacle()
    if reason and os.environ.get("MALICOURSE_REQUIRE_BROWSER"):
        pytest.fail(f"Here marking has to be tested in isolation. {reason}")
    if reason:
        pytest.skip(reason)


def tree(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def marked(isolation, tmp_path_factory):
    """All submissions marked once: rows by learner, the reports, what was printed."""
    folder = tmp_path_factory.mktemp("submissions")
    out = tmp_path_factory.mktemp("out") / "marks.csv"
    with socket.create_server(("127.0.0.1", 0)) as server:
        made.write(folder, server.getsockname()[1])
        before = tree(folder)
        printed = mark(folder, out, LIMITS)
    assert tree(folder) == before, "something was written into the submissions"
    return rows_of(out), out, printed


def mark(folder: Path, out: Path, limits: list[str]) -> str:
    """Mark a folder and return what is printed; whatever runs carries the place of the marks."""
    # A sandbox keeps only a few names of the environment, and this is one.
    carried = {"PATH": f"{os.environ['PATH']}:{out.parent}", "TEACHERS_TOKEN": "secret"}
    command = [sys.executable, "-m", "malicourse_teach.marking", str(folder), "--out", str(out)]
    done = subprocess.run(
        [*command, *limits],
        capture_output=True,
        text=True,
        env=os.environ | carried,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows_of(out: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return the rows of a file of marks by learner and exercise."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    with out.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["learner"], {})[row["exercise"]] = row
    return found


def running(out: Path) -> list[psutil.Process]:
    """Return the processes that a marking into this file has started; none of anybody else's."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if str(out.parent) in process.environ().get("PATH", "").split(":"):
                found.append(process)
    return found


def test_every_submission_has_rows_and_a_line_of_progress(marked):
    found, out, printed = marked
    names = {one.learner for one in submissions.find(Path(_folder(printed, out)))}
    assert len(names) >= 30
    written = {name.encode("utf-8", "replace").decode() for name in names}
    assert {name.lstrip("'") for name in found} == written
    assert f"[{len(names)}/{len(names)}]" in printed
    assert printed.splitlines()[-1].startswith(tuple("0123456789"))


def _folder(printed: str, out: Path) -> str:
    return str(next(out.parent.parent.glob("submissions*")))


@pytest.mark.parametrize(
    "name",
    [
        "right",
        "twice",
        "expression",
        "magic",
        "kernel",
        "Amina",
        "Am?lie",
        "keyword",
        "inside",
        "null",
        "Ménaka, “O'Neil” 王",
        "crashes",
        "disk",
        "shouts",
    ],
)
def test_a_right_answer_counts(marked, name):
    assert marked[0][name][made.TARGET]["status"] == "correct"


@pytest.mark.parametrize(
    "name",
    [
        "wrong",
        "surrogate",
        "settings",
        "nan",
        "huge",
        "nested",
        "endless",
        "markup",
        "redefines",
        "patches",
        "equal",
        "pipes",
        "network",
        "spies",
        "secret",
        "writes",
    ],
)
def test_a_wrong_or_forged_answer_does_not(marked, name):
    row = marked[0][name][made.TARGET]
    assert row["status"] == "not yet"
    assert row["message"]


@pytest.mark.parametrize(
    ("name", "exercise", "status"),
    [
        ("untried", made.TARGET, "not attempted"),
        ("solved", made.TARGET, "not attempted"),
        ("deleted", made.TARGET, "cell missing"),
        ("error", made.TARGET, "cell failed"),
        ("leaves", made.TARGET, "not run"),
        ("right", made.OTHER, "cell missing"),
        ("right", "cost-6", "correct"),
    ],
)
def test_what_was_not_answered_is_told_apart(marked, name, exercise, status):
    assert marked[0][name][exercise]["status"] == status


def test_what_ended_badly_says_how(marked):
    found, _, _ = marked
    assert "crashed" in found["leaves"][made.TARGET]["message"]
    # Memory ends in an error of the cell, and the wrong answer after it is judged as such.
    assert found["memory"][made.TARGET]["status"] == "not yet"
    assert found["forks"][made.TARGET]["status"] in ("not yet", "cell failed", "not run")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("cut", "no readable notebook"),
        ("empty", "no readable notebook"),
        ("list", "no readable notebook"),
        ("old", "notebook format 3"),
        ("stranger", "No exercise of the course"),
        ("large", "100 MB; at most 20 MB"),
        ("link", "a link to another place"),
    ],
)
def test_what_is_no_notebook_of_the_course_is_named(marked, name, reason):
    row = marked[0][name][""]
    assert row["status"] == "not run"
    assert reason in row["message"]


def test_what_hangs_runs_into_the_time_limit_and_keeps_what_it_answered(isolation, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "hangs.ipynb").write_text(made.HANGS, encoding="utf-8")
    # On a slow machine a short limit comes before the answer: then the next one has to do.
    for seconds in ("8", "30", "120", "600"):
        out = tmp_path / seconds / "marks.csv"
        printed = mark(folder, out, ["--timeout", seconds])
        rows = rows_of(out)["hangs"]
        if rows.get(made.TARGET, {}).get("status") == "correct":
            break
    assert rows[made.TARGET]["status"] == "correct"
    assert rows[made.OTHER]["status"] == "not run"
    assert "time limit" in rows[made.OTHER]["message"]
    assert "it ran into the time limit" in printed
    assert still_running(out) == []


def still_running(out: Path) -> list[psutil.Process]:
    """Return what a marking leaves behind, after what is just ending has ended."""
    return psutil.wait_procs(running(out), timeout=60)[1]


def test_nothing_is_left_running(marked):
    assert still_running(marked[1]) == []


def test_a_spreadsheet_sees_no_formula_and_a_report_no_markup(marked):
    found, out, _ = marked
    assert "'=cmd|calc" in found
    reports = list(out.with_name("marks-reports").glob("*.html"))
    assert len(reports) == len(found)
    for page in reports:
        text = page.read_text("utf-8")
        assert "<script" not in text
        assert not re.search(r"""(src|href)=["']""", text)


@pytest.fixture
def three(isolation, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.ipynb").write_text(made.notebook(made.answer(made.RIGHT)), "utf-8")
    return folder


def test_an_interrupted_run_goes_on_and_runs_nothing_twice(three, tmp_path):
    out = tmp_path / "marks.csv"
    command = [
        sys.executable,
        "-u",
        "-m",
        "malicourse_teach.marking",
        str(three),
        "--out",
        str(out),
    ]
    first = subprocess.Popen([*command, "--jobs", "1"], stdout=subprocess.PIPE, text=True)
    assert first.stdout.readline().startswith("[1/3]")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert not out.exists()
    second = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert 1 <= second.count("kept from before") < 3
    third = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert third.count("kept from before") == 3
    assert len(out.read_text("utf-8").splitlines()) == 1 + 3 * len(_cost())


def _cost() -> list[str]:
    return [item.id for item in exercises.all_exercises() if item.lesson == made.LESSON]


def test_a_changed_submission_is_run_again(three, tmp_path, capsys):
    out = ["--out", str(tmp_path / "marks.csv")]
    assert marker.main([str(three), *out]) == 0
    (three / "a.ipynb").write_text(made.notebook(made.answer("1")), "utf-8")
    assert marker.main([str(three), *out]) == 0
    assert capsys.readouterr().out.count("kept from before") == 2


def test_without_isolation_nothing_runs_unless_trusted(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.ipynb").write_text(made.notebook(made.answer(made.RIGHT)), "utf-8")
    monkeypatch.setattr(sandbox, "obstacle", lambda: "Isolation needs bubblewrap: sudo apt ...")
    out = tmp_path / "marks.csv"
    assert marker.main([str(folder), "--out", str(out)]) == 2
    printed = capsys.readouterr().out
    assert "Isolation needs bubblewrap" in printed
    assert "Nothing was run" in printed
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
    assert marker.main([str(folder), "--out", str(out), "--trust"]) == 0
    assert ",correct," in out.read_text("utf-8")
    assert marker.TRUST in next(tmp_path.glob("marks-reports/*.html")).read_text("utf-8")


def test_a_missing_bubblewrap_is_named(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "platform", "linux")
    assert "sudo apt install bubblewrap" in sandbox.obstacle()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "Linux only" in sandbox.obstacle()


def test_bad_places_are_refused(tmp_path, capsys):
    assert marker.main([str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().out
    assert marker.main([str(tmp_path)]) == 1
    assert "There is no notebook" in capsys.readouterr().out
    (tmp_path / "a.ipynb").write_text("{}", "utf-8")
    assert marker.main([str(tmp_path), "--out", str(tmp_path / "marks.csv")]) == 1
    assert "into which nothing is written" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--jobs", "0"], ["--timeout", "soon"], ["--memory", "-1"]])
def test_bad_options_are_refused(tmp_path, option, capsys):
    with pytest.raises(SystemExit, match="2"):
        marker.main([str(tmp_path), *option])
    assert "is not a whole number of 1 or more" in capsys.readouterr().err


@pytest.mark.parametrize("item", exercises.all_exercises(), ids=lambda item: item.id)
def test_each_right_answer_survives_the_way_to_the_judge(item):
    right = item.expected().right_answer()
    if right is not None:
        verdict = judge.verdict(item.id, codec.encode(right))
        assert verdict["status"] == "correct", verdict


@pytest.mark.parametrize(
    "value",
    [
        *(1, 1.5, True, "text", None, (1, "a"), [1, [2, [3]]], {"a": 1}, {1, 2}),
        pd.Timestamp("2022-06-29"),
        pd.Series([1, 2], index=["a", "b"], name="n"),
        pd.DataFrame({"a": [1, 2], "b": ["x", None]}),
        pd.DataFrame({"a": [1]}, index=pd.MultiIndex.from_tuples([("x", 1)], names=["k", "l"])),
        pd.Series([1.5], index=pd.PeriodIndex(["2020Q1"], freq="Q")),
        pd.Series(pd.Categorical(["a", "b"])),
        pd.Series(pd.to_datetime(["2022-06-29"])),
    ],
    ids=lambda value: type(value).__name__,
)
def test_plain_values_come_back_as_they_were(value):
    back = codec.decode(codec.encode(value))
    if isinstance(value, pd.DataFrame):
        pd.testing.assert_frame_equal(back, value, check_dtype=False)
    elif isinstance(value, pd.Series):
        pd.testing.assert_series_equal(back, value, check_freq=False)
    else:
        assert back == value
        assert type(back) is type(value)


@pytest.mark.parametrize(
    "record",
    [None, 3, {}, {"kind": "int", "value": "1"}, {"kind": "list"}, {"kind": "table", "columns": 1},
     {"kind": "__import__", "value": "os"}, {"kind": "chart", "spec": 1}],
)  # fmt: skip
def test_a_damaged_record_is_no_traceback(record):
    verdict = judge.verdict(made.TARGET, record)
    assert verdict["status"] == "not yet"


def test_a_table_that_says_it_is_enormous_is_refused_before_it_is_built():
    column = {"dtype": "object", "cells": []}
    record = {"kind": "table", "rows": 2_000_000_000, "columns": [], "values": [], "names": [None]}
    with pytest.raises(codec.Unfit, match="damaged"):
        codec.decode({**record, "values": [column], "columns": [{"kind": "int", "value": 1}]})


def test_an_answer_of_too_many_levels_is_put_aside():
    value = 1
    for _ in range(codec.MAX_DEPTH):
        value = [value]
    assert codec.decode(codec.encode(value)) == value
    assert codec.encode([value])["kind"] == "list"
    assert "more than 8 levels" in str(codec.encode([value]))


@pytest.mark.parametrize("first", "=+-@\t\r")
def test_no_cell_of_the_marks_begins_like_a_formula(first):
    row = dict.fromkeys(report.COLUMNS, f"{first}1+1")
    assert report.marks([row]).count(f"'{first}1+1") == len(report.COLUMNS)


def test_what_cannot_be_described_costs_its_cell_and_not_the_table():
    table = pd.DataFrame({"n": [1, 2], "odd": [pd.Timedelta("1h"), lambda: 0]})
    back = codec.decode(codec.encode(table))
    assert list(back["n"]) == [1, 2] and list(back.columns) == ["n", "odd"]
    assert codec.decode(codec.encode({"a": 1}.keys())) == ["a"]


def one_submission(tmp_path) -> submissions.Submission:
    path = tmp_path / "in" / "Amina.ipynb"
    path.parent.mkdir()
    path.write_text(made.notebook(made.answer(made.RIGHT)), encoding="utf-8")
    return submissions.find(path.parent)[0]


def test_an_answer_that_was_not_judged_is_not_kept_as_wrong(tmp_path, monkeypatch):
    one = one_submission(tmp_path)
    answer = {"exercise": made.TARGET, "answer": codec.encode(228)}
    outcome = sandbox.Outcome([{"started": True}, answer], "finished", 1.0)
    monkeypatch.setattr(sandbox, "run", lambda *_, **__: outcome)
    monkeypatch.setattr(marker, "_verdicts", lambda _: {})
    rows, _ = marker._mark(one, one.path.parent, tmp_path, "x", sandbox.Limits(), True)
    row = next(row for row in rows if row["exercise"] == made.TARGET)
    assert row["status"] == "not run" and "Start the command again" in row["message"]
    assert not list(tmp_path.glob("*.json"))


def test_a_fault_of_the_machine_is_nobodys_crash_and_not_kept(tmp_path, monkeypatch, capsys):
    one = one_submission(tmp_path)
    outcome = sandbox.Outcome([], sandbox.NOT_STARTED, 0.1)
    monkeypatch.setattr(sandbox, "obstacle", lambda: "")
    monkeypatch.setattr(sandbox, "run", lambda *_, **__: outcome)
    assert marker.main([str(one.path.parent), "--out", str(tmp_path / "m.csv")]) == 0
    assert "the fault of this computer" in capsys.readouterr().out
    assert "not run" in (tmp_path / "m.csv").read_text("utf-8")
    assert not list((tmp_path / "m.state").glob("*.json"))


@pytest.mark.parametrize("out", ["folder", "marks.state"])
def test_a_place_that_can_hold_no_marks_is_refused_before_anything_runs(tmp_path, capsys, out):
    one = one_submission(tmp_path)
    (tmp_path / "folder").mkdir()
    assert marker.main([str(one.path.parent), "--out", str(tmp_path / out)]) == 1
    assert "cannot be the file of marks" in capsys.readouterr().out


def test_a_second_marking_on_the_same_marks_waits(tmp_path, monkeypatch, capsys):
    fcntl = pytest.importorskip("fcntl")
    one = one_submission(tmp_path)
    monkeypatch.setattr(sandbox, "obstacle", lambda: "")
    (tmp_path / "m.state").mkdir()
    with (tmp_path / "m.state" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert marker.main([str(one.path.parent), "--out", str(tmp_path / "m.csv")]) == 1
    assert "Another marking is at work" in capsys.readouterr().out
