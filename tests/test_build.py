"""The book built elsewhere: a folder with spaces and accents, no git, and a repository to name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BINDER = "https://mybinder.org/v2/gh/someone/mali/v1.0?urlpath=lab/tree/notebooks/11-the-cost.ipynb"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Path:
    """The built book of a copy that is no git repository, told where it is published."""
    folder = tmp_path_factory.mktemp("ailleurs") / "clé de l'été 1"
    folder.mkdir()
    for name in ("book", "notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, folder)
    named = {"GITHUB_REPOSITORY": "someone/mali", "GITHUB_REF_NAME": "v1.0"}
    named |= {"GITHUB_REF_TYPE": "tag", "MALICOURSE_DATA": str(folder / "data")}
    result = subprocess.run(
        [sys.executable, "-m", "tools.build"],
        cwd=folder,
        env={**os.environ, **named},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return folder / "_build" / "html"


def test_the_rocket_opens_exactly_this_lesson_at_this_tag(elsewhere):
    assert BINDER in (elsewhere / "notebooks" / "11-the-cost.html").read_text(encoding="utf-8")


def test_pages_that_are_no_notebook_have_no_rocket(elsewhere):
    assert "mybinder.org" not in (elsewhere / "book" / "timeline.html").read_text(encoding="utf-8")


def test_no_page_names_a_folder_of_this_machine(elsewhere):
    for page in elsewhere.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert str(ROOT) not in text and "clé de" not in text, page.name
