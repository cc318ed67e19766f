"""The package away from its clone: from another folder, and as an installed wheel."""

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PathDistribution
from pathlib import Path

import nbformat
import pytest
import yaml
from nbclient import NotebookClient

import malicourse

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


#: Run with the wheel's folder, then the names of the distributions that a learner has.
IMPORT_ALL = """
import importlib, pathlib, re, sys
from importlib.metadata import packages_distributions

site, learners = sys.argv[1], set(sys.argv[2:])
providers = packages_distributions()
clones = {"malicourse_book", "malicourse_teach", "tools", "hub", "tests"}


class Refusal:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        names = {re.sub("[-_.]+", "-", one).lower() for one in providers.get(top, ())}
        if top in clones or (names and not names & {*learners, "malicourse"}):
            raise ModuleNotFoundError(f"a learner has no {top}", name=name)


sys.meta_path.insert(0, Refusal())
files = sorted(pathlib.Path(site, "malicourse").rglob("*.py"))
for file in files:
    parts = file.relative_to(site).with_suffix("").parts
    module = importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    assert module.__file__.startswith(site), module.__file__
print(len(files))
"""


def test_a_learner_can_import_every_module_of_the_wheel(wheel_site, tmp_path):
    pins = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8")
    learners = re.findall(r"^([a-z0-9._-]+)==", pins, re.MULTILINE)
    assert {"altair", "pandas", "jupyterlab"} < set(learners)
    arguments = ("-c", IMPORT_ALL, str(wheel_site), *learners)
    count = run(*arguments, cwd=tmp_path, PYTHONPATH=str(wheel_site))
    assert int(count) == len(list((ROOT / "src" / "malicourse").rglob("*.py")))


def test_the_wheel_brings_the_learners_package_and_no_command(wheel_site):
    brought = {path.name for path in wheel_site.iterdir() if path.suffix != ".dist-info"}
    assert brought == {"malicourse"}
    (information,) = wheel_site.glob("malicourse-*.dist-info")
    assert not (information / "entry_points.txt").exists()
    assert list(PathDistribution(information).entry_points) == []


def test_the_version_is_written_in_one_place(wheel_site):
    (information,) = wheel_site.glob("malicourse-*.dist-info")
    assert PathDistribution(information).version == malicourse.__version__
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(cited["version"]) == malicourse.__version__, "CITATION.cff"


def test_importing_the_course_starts_no_author_tool():
    names = "['vl_convert', 'sphinx', 'frictionless', 'nbclient', 'playwright']"
    script = f"import malicourse, sys; print([n for n in {names} if n in sys.modules])"
    assert run("-c", script, cwd=ROOT).strip() == "[]"
