"""The rehearsal of a class: what stands in its way, what its report says, links to lessons."""

import dataclasses
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from hub import links as pull_links
from hub.rehearse import faults, machine, report
from malicourse_book.pages import hub as hub_text
from malicourse_book.repository import Repository, pull_link

ROOT = Path(__file__).resolve().parents[2]
PLENTY = 64 * 2**30
FINE = report.Row("learner-01", 5.0, 1, 0.5, 2.0, 0.1, 4.0, 30, 220.0, 230.0)
KEPT = faults.Fault("kernel killed", "restarted", "a new kernel answers", True, 2.0)


def free_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "hub.rehearse", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize("number", ["", "abc", "0", "-3", "2.5", "201", "²"])
def test_a_number_of_learners_is_a_number(number):
    said = machine.problem(number, free_port(), PLENTY)
    assert said == f"N is a whole number from 1 to 200, and '{number}' is not."


def test_a_taken_port_is_named():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        assert f"Port {port} is in use" in machine.problem("2", port, PLENTY)


@pytest.mark.parametrize(("program", "package"), [("npm", "nodejs npm"), ("git", "git")])
def test_a_missing_program_is_named_with_its_package(tmp_path, monkeypatch, program, package):
    for name in {"npm", "git"} - {program}:
        (tmp_path / name).symlink_to("/bin/true")
    monkeypatch.setenv("PATH", str(tmp_path))
    said = machine.problem("2", free_port(), PLENTY)
    assert f"'{program}' was not found" in said and package in said


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A machine that has npm and git, as far as anybody asks."""
    for name in ("npm", "git"):
        (tmp_path / name).symlink_to("/bin/true")
    monkeypatch.setenv("PATH", str(tmp_path))


def test_too_little_memory_says_for_how_many_it_is_enough(programs):
    said = machine.problem("25", free_port(), machine.FOR_THE_HUB + 4 * machine.FOR_A_LEARNER)
    assert said == "25 learners need about 6.8 GiB of memory and 1.5 GiB are free: enough for 4."
    assert "enough for 0" in machine.problem("1", free_port(), 10 * machine.MIB)


def test_enough_of_everything_is_no_problem(programs):
    assert machine.problem("25", free_port(), PLENTY) == ""


def test_bad_input_is_one_line_and_starts_nothing():
    for arguments in (["many"], ["2", "--port", "x"], ["2", "--lesson", "99-none"]):
        done = run(*arguments)
        assert done.returncode == 2
        assert len(done.stdout.splitlines()) == 1 and not done.stderr


def test_an_unknown_lesson_lists_the_lessons(tmp_path):
    if not shutil.which("npm"):
        pytest.skip("npm is not installed, which is said first")
    assert "13-the-golden-hour" in run("2", "--lesson", "99-none").stdout


def test_without_a_proxy_the_reason_is_one_line(tmp_path):
    """A machine on which npm cannot fetch anything."""
    broken = tmp_path / "npm"
    broken.write_text("#!/bin/sh\necho 'no network' >&2\nexit 1\n")
    broken.chmod(0o755)
    for name in ("hub", "notebooks"):
        (tmp_path / name).symlink_to(ROOT / name)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = run("1", "--port", free_port(), cwd=tmp_path, PATH=path)
    assert done.returncode == 2
    assert "npm could not get the proxy: no network" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_report_says_what_did_not_go_well():
    assert report.verdict([FINE], [KEPT]) == []
    heavy = dataclasses.replace(FINE, memory=251.0)
    failed = dataclasses.replace(FINE, failure="login: 403")
    lost = dataclasses.replace(KEPT, kept=False)
    said = report.verdict([heavy, failed], [lost])
    assert said == [
        "learner-01: login: 403.",
        "A learner took 251 MiB, more than 250.",
        "Saved work was lost, or the fault did not pass: kernel killed.",
    ]


def test_a_report_is_written_for_people_and_for_programs(tmp_path):
    total = report.summary([FINE, dataclasses.replace(FINE, failure="login: 403")], 60.0, 150.0)
    assert (total["learners"], total["without_failure"]) == (2, 1)
    setting = {
        "command": "make rehearse N=2",
        "day": "2026-01-01",
        "machine": machine.hardware(),
        "lesson": "x",
    }
    page = report.write(tmp_path, setting, [FINE], [KEPT], total).read_text("utf-8")
    assert "| learner-01 | yes | 5.0 |" in page and "| kernel killed |" in page
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["summary"] == total


def test_the_report_in_the_guide_is_one_of_25_learners_without_failure():
    whole = hub_text.report(ROOT)
    assert whole["command"] == "make rehearse N=25"
    assert whole["summary"]["without_failure"] == whole["summary"]["learners"] == 25
    assert whole["summary"]["memory"]["most"] <= report.MOST_MEMORY
    assert len(whole["faults"]) == 7 and all(fault["kept"] for fault in whole["faults"])


def test_a_link_pulls_from_a_branch_and_never_from_a_release():
    branch = pull_link("https://h.example.org/", Repository("o/c", "main"), "01-roots")
    assert branch == (
        "https://h.example.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fo%2Fc"
        "&branch=main&urlpath=lab%2Ftree%2Fc%2Fnotebooks%2F01-roots.ipynb"
    )
    release = pull_link("https://h.example.org", Repository("o/c", "v1.2"), "01-roots")
    assert "branch" not in release


def test_links_need_the_address_of_a_hub_and_a_repository(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert pull_links.main(["hub.example.org"]) == 2
    assert "is not" in capsys.readouterr().out
    monkeypatch.setenv("MALICOURSE_REPOSITORY", "owner/course@main")
    assert pull_links.main(["https://hub.example.org"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == sorted(
        path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb")
    )
