"""The book built elsewhere: a folder with spaces and accents, no git, and a repository to name."""

import json
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
    run(folder, "tools.build")
    return folder / "_build" / "html"


def run(folder: Path, module: str) -> None:
    named = {"GITHUB_REPOSITORY": "someone/mali", "GITHUB_REF_NAME": "v1.0"}
    named |= {"GITHUB_REF_TYPE": "tag", "MALICOURSE_DATA": str(folder / "data")}
    result = subprocess.run(
        [sys.executable, "-m", module],
        cwd=folder,
        env={**os.environ, **named},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]


def test_the_rocket_opens_exactly_this_lesson_at_this_tag(elsewhere):
    assert BINDER in (elsewhere / "notebooks" / "11-the-cost.html").read_text(encoding="utf-8")


def test_pages_that_are_no_notebook_have_no_rocket(elsewhere):
    assert "mybinder.org" not in (elsewhere / "book" / "timeline.html").read_text(encoding="utf-8")


def test_no_page_names_a_folder_of_this_machine(elsewhere):
    for page in elsewhere.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert str(ROOT) not in text and "clé de" not in text, page.name


def built(html: Path) -> dict[str, int]:
    """When each page was written."""
    return {
        path.relative_to(html).with_suffix("").as_posix(): path.stat().st_mtime_ns
        for folder in ("book", "notebooks")
        for path in (html / folder).rglob("*.html")
    }


# The last test of this file: it edits the copy.
def test_a_second_build_shows_what_was_edited_and_leaves_the_other_pages(elsewhere):
    folder = elsewhere.parents[1]
    before = built(elsewhere)
    sheets = {path.name: path.read_bytes() for path in elsewhere.glob("_static/**/*.css")}
    lesson = folder / "notebooks" / "11-the-cost.ipynb"
    notebook = json.loads(lesson.read_text("utf-8"))
    notebook["cells"][0]["source"] += ["\n", "\n", "A sentence of the second edition."]
    lesson.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")
    table = folder / "data" / "glossary.csv"
    text = table.read_text("utf-8")
    edited = text.replace("UN stabilisation mission in Mali", "UN mission, now past, in Mali")
    assert edited != text
    table.write_text(edited, encoding="utf-8", newline="\n")
    run(folder, "tools.recount")
    run(folder, "tools.build")
    after = built(elsewhere)
    assert set(after) == set(before)
    for page, shown in (
        ("notebooks/11-the-cost", "A sentence of the second edition."),
        ("book/glossary", "UN mission, now past, in Mali"),
        ("book/data/glossary", f"{max(len(edited.encode()) / 1000, 1):,.0f} kB"),
    ):
        assert shown in (elsewhere / f"{page}.html").read_text(encoding="utf-8"), page
        assert after[page] > before[page]
    lists = {"book/data/glossary", "book/data/index", "notebooks/11-the-cost"}
    others = [page for page in before if page.startswith(("book/data/", "notebooks/"))]
    others = [*(page for page in others if page not in lists), "book/about", "book/who-is-who"]
    assert len(others) > 100
    assert [page for page in others if after[page] != before[page]] == []
    assert {path.name: path.read_bytes() for path in elsewhere.glob("_static/**/*.css")} == sheets
    copied = (elsewhere / "data" / "glossary.csv").read_text(encoding="utf-8")
    assert copied == edited
