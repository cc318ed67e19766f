"""Tamper proof: one changed value in a table is noticed twice, by the data and by the lessons."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def tampered(tmp_path: Path) -> Path:
    """A copy of data/ and of one lesson, with the cause of one death changed."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "11-the-cost.ipynb", tmp_path / "notebooks")
    table = tmp_path / "data" / "fatalities.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if ",MINUSMA,Military,Malicious Act," in line)
    lines[at] = lines[at].replace("Malicious Act", "Accident")
    table.write_text("".join(lines), encoding="utf-8")
    return tmp_path


def run(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MALICOURSE_DATA": str(data)}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def nbval(folder: Path, data: Path) -> subprocess.CompletedProcess[str]:
    notebook = folder / "notebooks" / "11-the-cost.ipynb"
    options = ["-p", "no:cacheprovider", "--nbval-current-env", "-q"]
    return run("pytest", "--nbval", str(notebook), *options, data=data)


def test_the_description_notices_the_changed_value(tampered):
    result = run("tools.recount", "--check", data=tampered / "data")
    assert result.returncode == 1
    assert "fatalities" in result.stdout + result.stderr


def test_the_lesson_notices_the_changed_value(tampered):
    result = nbval(tampered, tampered / "data")
    assert result.returncode == 1, result.stdout
    assert "174" in result.stdout and "173" in result.stdout, result.stdout[-2000:]


def test_the_untouched_copy_passes(tampered):
    assert nbval(tampered, ROOT / "data").returncode == 0
