"""Ten learners on a hub of this machine, as `make rehearse N=10`, with all faults.

Apart from the other tests: it measures, and wants the machine for itself.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from hub.rehearse import machine, report

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 240


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


def marked() -> list[str]:
    """Command lines of all processes that some rehearsal started."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(machine.MARK):
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found


@pytest.fixture(scope="module")
def rehearsed() -> tuple[dict, float]:
    """The report of ten learners, and how long it took to make."""
    began = time.monotonic()
    done = subprocess.run(
        ["make", "rehearse", "N=10", f"PORT={free_port()}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - began
    print(done.stdout)
    assert done.returncode == 0, done.stdout
    made = json.loads((ROOT / "_build" / "rehearsal" / "report.json").read_text("utf-8"))
    return made, seconds


def test_ten_learners_run_the_lesson_without_a_failure(rehearsed):
    made, seconds = rehearsed
    assert seconds < MOST_SECONDS
    assert made["summary"]["without_failure"] == 10
    assert [row["failure"] for row in made["learners"]] == [""] * 10
    assert all(row["cells"] > 20 for row in made["learners"])
    assert 0 < made["summary"]["memory"]["most"] <= report.MOST_MEMORY


def test_every_fault_passes_and_saved_work_is_kept(rehearsed):
    made, _ = rehearsed
    assert len(made["faults"]) == 7
    assert [fault["name"] for fault in made["faults"] if not fault["kept"]] == []


def test_nothing_is_left_running(rehearsed):
    assert marked() == []


def test_a_rehearsal_that_is_broken_off_leaves_nothing_running():
    command = [sys.executable, "-m", "hub.rehearse", "2", "--port", free_port()]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not any("singleuser" in line for line in marked()):
        assert time.monotonic() < until and process.poll() is None
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Stopped before the end" in said
    assert marked() == []
