"""The package away from its clone: from another folder, and as an installed wheel."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = "import malicourse as m; print(m.__file__); print(len(m.load('fatalities')))"


def run(*arguments: str, cwd: Path, **variables: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "MALICOURSE_DATA"}
    command = [sys.executable, *arguments]
    result = subprocess.run(
        command, cwd=cwd, env={**environment, **variables}, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel_site(tmp_path_factory) -> Path:
    """A folder into which the wheel of this course was installed."""
    source, site = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    for name in ("src", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-text-and-data.md"):
        shutil.copy(ROOT / name, source)
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(source / "dist"), cwd=source)
    wheel = next((source / "dist").glob("malicourse-*.whl"))
    run("-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel), cwd=source)
    shutil.rmtree(source)
    return site


def test_data_are_found_from_another_folder(tmp_path):
    where, rows = run("-c", SCRIPT, cwd=tmp_path).splitlines()
    assert Path(where).is_relative_to(ROOT)
    assert rows == "4429"


def test_data_are_found_in_an_installed_wheel(wheel_site, tmp_path):
    where, rows = run("-c", SCRIPT, cwd=tmp_path, PYTHONPATH=str(wheel_site)).splitlines()
    assert Path(where).is_relative_to(wheel_site)
    assert rows == "4429"


def test_a_lesson_runs_far_from_the_clone(wheel_site, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(wheel_site))
    monkeypatch.delenv("MALICOURSE_DATA", raising=False)
    notebook = nbformat.read(ROOT / "notebooks" / "11-the-cost.ipynb", as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert list(tmp_path.iterdir()) == [], "a lesson leaves no file behind"


def test_importing_the_course_starts_no_author_tool():
    names = "['vl_convert', 'sphinx', 'frictionless', 'nbclient', 'playwright']"
    script = f"import malicourse, sys; print([n for n in {names} if n in sys.modules])"
    assert run("-c", script, cwd=ROOT).strip() == "[]"
