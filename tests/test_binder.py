"""Binder installs the learner's packages and nothing else, in the versions of this repository."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AUTHORS_SIDE = {
    "jupyter-book",
    "sphinx",
    "nbval",
    "pytest",
    "playwright",
    "ruff",
}


def pins(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if "==" in line}


def names(lines: set[str]) -> set[str]:
    return {re.split(r"==", line)[0] for line in lines}


def test_the_same_pins_and_fewer_of_them():
    whole, learner = pins(ROOT / "requirements.txt"), pins(ROOT / "binder" / "requirements.txt")
    assert learner < whole
    assert not names(learner) & AUTHORS_SIDE
    assert names(whole) >= AUTHORS_SIDE


def test_every_line_is_pinned_or_the_course_itself():
    for file in (ROOT / "requirements.txt", ROOT / "binder" / "requirements.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert line.startswith("#") or line == "-e ." or re.match(r"[a-z0-9._-]+==\S+", line)


def test_the_pins_satisfy_what_the_package_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    learner = names(pins(ROOT / "binder" / "requirements.txt"))
    for requirement in project["dependencies"]:
        assert re.match(r"[a-z-]+", requirement).group(0) in learner


def test_the_course_is_installed_from_the_clone():
    for file in (ROOT / "requirements.txt", ROOT / "binder" / "requirements.txt"):
        assert file.read_text(encoding="utf-8").splitlines()[-1] == "-e ."


def test_the_python_of_binder_is_one_the_course_supports():
    runtime = (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip()
    assert runtime == "python-3.11"
    assert (ROOT / "binder" / "postBuild").stat().st_mode & 0o111, "postBuild is executable"
