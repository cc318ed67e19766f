"""Ten learners on a hub of this machine, as `make rehearse N=10`, with all faults."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from hub.rehearse import machine, report

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def what_it_needs():
    missing = []
    if shutil.which("npm") is None:
        missing.append("npm, so the hub has no proxy")
    git = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    if shutil.which("git") is None or subprocess.run(git, capture_output=True).returncode:
        missing.append("a clone of git, from which learners could pull")
    if missing:
        said = f"Missing on this machine: {'; '.join(missing)}."
        pytest.fail(said) if os.environ.get("MALICOURSE_REQUIRE_HUB") else pytest.skip(said)


def free_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])


def marked(watchers: set[int]) -> list[str]:
    """Command lines of the processes of rehearsals over which these processes watch."""
    found = []
    for process in psutil.process_iter():
        try:
            watcher = process.environ().get(machine.MARK, "").partition("-")[0]
            if watcher.isdecimal() and int(watcher) in watchers:
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found


@pytest.fixture(scope="module")
def rehearsed() -> tuple[dict, set[int]]:
    """The report of ten learners, and the processes that may have watched over them."""
    process = subprocess.Popen(
        ["make", "rehearse", "N=10", f"PORT={free_port()}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed, watchers = [], set()
    for line in process.stdout:
        printed.append(line)
        with contextlib.suppress(psutil.Error):
            watchers |= {it.pid for it in psutil.Process(process.pid).children()}
    assert process.wait() == 0, "".join(printed)
    print("".join(printed))
    return json.loads((ROOT / "_build" / "rehearsal" / "report.json").read_text("utf-8")), watchers


def test_ten_learners_run_the_lesson_without_a_failure(rehearsed):
    made, _ = rehearsed
    assert made["summary"]["without_failure"] == 10
    assert [row["failure"] for row in made["learners"]] == [""] * 10
    assert all(row["cells"] > 20 for row in made["learners"])
    assert 0 < made["summary"]["memory"]["most"] <= report.MOST_MEMORY


def test_every_fault_passes_and_saved_work_is_kept(rehearsed):
    made, _ = rehearsed
    assert len(made["faults"]) == 7
    assert [fault["name"] for fault in made["faults"] if not fault["kept"]] == []


def test_nothing_is_left_running(rehearsed):
    watchers = rehearsed[1]
    assert watchers
    assert marked(watchers) == []


def test_a_rehearsal_that_is_broken_off_leaves_nothing_running():
    command = [sys.executable, "-m", "hub.rehearse", "2", "--port", free_port()]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    while not any("singleuser" in line for line in marked({process.pid})):
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate()
    assert process.returncode == 1
    assert "Stopped before the end" in said
    assert marked({process.pid}) == []


# Here, because a rehearsal that starts beside it would end what it looks for.
def test_a_process_that_nobody_watches_is_found_and_ended():
    mark = "999999999-test"
    lost = subprocess.Popen(["sleep", "60"], env={**os.environ, machine.MARK: mark})
    mine = subprocess.Popen(["sleep", "60"], env={**os.environ, machine.MARK: machine.new_mark()})
    try:
        assert mark in machine.left_behind()
        assert not any(found.startswith(f"{os.getpid()}-") for found in machine.left_behind())
        assert machine.end_all(mark) == 1
        assert lost.poll() is not None and mine.poll() is None
    finally:
        lost.kill()
        mine.kill()
        lost.wait()
        mine.wait()
