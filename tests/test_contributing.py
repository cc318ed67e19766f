"""CONTRIBUTING, followed to the letter in a copy, and the book of that copy.

A table takes three files, a lesson four, an exercise two. The copy lies in a folder with spaces and
accents, is no git repository, and is told where it is published.
"""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
#: What a clone holds and a copy does not need.
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "_build", "node_modules", ".*_cache", "__pycache__"
)
BINDER = "https://mybinder.org/v2/gh/someone/mali/v1.0?urlpath=lab/tree/notebooks/11-the-cost.ipynb"
TABLE = "data/wells.csv"
SOURCE = (
    "wells_2026,Wells of a village,A village,2026-01,https://example.org/wells,,CC0,secondary,,,\n"
)
WRITTEN = """heading: Wells
title: Wells of one village
topic: Terms, claims and disagreements
description: Every row is a year. It counts the wells of a village that stands in no other table.
caveats:
  - The village is an example.
coverage:
  first: '2024'
  last: '2025'
citation: A village, Wells, 2026.
licence: compilation
licence_checked: '2026-11-28'
primaryKey: year
foreignKeys:
  source_id: sources.source_id
columns:
  year: {type: integer, title: Year, description: A year., unit: calendar year, minimum: 2000}
  wells: {type: integer, title: Wells, description: Wells with water., unit: wells, minimum: 0}
  source_id: {title: Source, description: A key of the table sources.}
  confidence: {title: Grade, description: Grade of the source., enum: [A, B]}
"""
LESSON = "notebooks/23-once-more.ipynb"
MODULE = "src/malicourse/exercises/lesson_23.py"
ASKED = "notebooks/07-road-to-a4p.ipynb"
ANSWERED = "src/malicourse/exercises/lesson_07.py"
EXERCISE = '''

@exercise
def road_6() -> Number:
    """Number of texts in the table of frameworks."""
    texts = load("frameworks")
    return Number(
        len(texts),
        unit="texts",
        hint="Count the rows of the table.",
        mistakes=[
            Mistake(len(texts.columns), "Those are the columns. Count the rows."),
            Mistake(texts.size, "Those are all cells. Count the rows."),
        ],
        insight="Each of them answered a failure that the one before had not foreseen.",
    )
'''


def recipe(title):
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return re.findall(r"^\d+\. .+$", text.split(f"## {title}\n")[1].split("\n## ")[0], re.MULTILINE)


def edit(path, *changes):
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def add_a_table(root):
    """Follow "Add a table" up to the last run of `make data`."""
    rows = "year,wells,source_id,confidence\n2024,3,wells_2026,B\n2025,4,wells_2026,B\n"
    (root / TABLE).write_text(rows, "utf-8")
    with (root / "data" / "sources.csv").open("a", encoding="utf-8") as sources:
        sources.write(SOURCE)
    started = run(root, "tools.recount")
    assert started.stderr == "wells.csv: wells.yml is missing; it was started: fill it in.\n"
    (root / TABLE).with_suffix(".yml").write_text(WRITTEN, "utf-8")
    done = run(root, "tools.recount")
    assert done.returncode == 0, done.stderr


def add_an_exercise(root):
    """Follow "Add an exercise" in lesson 07."""
    with (root / ANSWERED).open("a", encoding="utf-8") as module:
        module.write(EXERCISE)
    notebook = nbformat.read(root / ASKED, as_version=4)
    solved = [n for n, c in enumerate(notebook.cells) if "solution" in c.metadata.get("tags", [])]
    hints = "\n\n".join(
        f"<details><summary>{label}</summary>\n\nUse `{way}`.\n\n</details>"
        for label, way in (("Hint", "len"), ("Hint 2", ".shape"))
    )
    prompt = nbformat.v4.new_markdown_cell(
        f"### 6. How many texts? ★\n\nHow many texts hold the table?\n\n{hints}"
    )
    asked = nbformat.v4.new_code_cell('answer = ...\ncheck("road-6", answer)')
    asked.metadata["tags"] = ["exercise"]
    solution = copy.deepcopy(notebook.cells[solved[-1]])
    solution.id = "road-6-solution"
    solution.source = '# Worked solution\nanswer = len(load("frameworks"))\ncheck("road-6", answer)'
    notebook.cells[solved[-1] + 1 : solved[-1] + 1] = [prompt, asked, solution]
    nbformat.write(notebook, root / ASKED)


def add_a_lesson(root):
    """Follow "Add a lesson": a copy of lesson 07 with other names."""
    notebook = nbformat.read(root / ASKED, as_version=4)
    notebook.cells[0].source = (
        notebook.cells[0]
        .source.replace("What is peacekeeping reform trying to fix?", "What is it, once more?")
        .replace("**Part II:** Action for Peacekeeping", "**Part V:** Synthesis")
    )
    notebook.metadata["malicourse"] = {"blurb": "The same texts, read a second time."}
    for cell in notebook.cells:
        cell.source = cell.source.replace('check("road-', 'check("again-')
    nbformat.write(notebook, root / LESSON)
    shutil.copy(root / ANSWERED, root / MODULE)
    edit(root / MODULE, ("def road_", "def again_"), ("07-road-to-a4p", "23-once-more"))
    last = "      - file: notebooks/22-brief-the-council\n"
    edit(root / "_toc.yml", (last, f"{last}      - file: {LESSON.removesuffix('.ipynb')}\n"))
    week = "[21-fact-check, 22-brief-the-council]"
    edit(root / "book/sessions.yml", (week, f"{week[:-1]}, 23-once-more]"))


def contents(root):
    """Return what every file of the copy holds, by name."""
    files = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def run(root, *command):
    paths = os.pathsep.join([str(root / "src"), str(root)])
    published = {"GITHUB_REPOSITORY": "someone/mali", "GITHUB_REF_NAME": "v1.0"}
    published |= {"GITHUB_REF_TYPE": "tag", "MALICOURSE_DATA": str(root / "data")}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env=os.environ | published | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """A copy in which all recipes were followed, up to the run of the notebooks."""
    root = tmp_path_factory.mktemp("ailleurs") / "clé de l'été 1"
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    before = contents(root)

    def changed():
        return {name for name, held in contents(root).items() if before.get(name) != held}

    add_a_table(root)
    made = {"data/datapackage.json"}
    assert changed() - made == {TABLE, "data/wells.yml", "data/sources.csv"}
    before = contents(root)
    add_an_exercise(root)
    assert changed() == {ASKED, ANSWERED}
    add_a_lesson(root)
    four = {LESSON, MODULE, "_toc.yml", "book/sessions.yml"}
    assert changed() - {ASKED, ANSWERED} == four
    done = run(root, "tools.notebooks", ASKED, LESSON)
    assert done.returncode == 0, done.stdout + done.stderr
    assert changed() == {ASKED, ANSWERED, "README.md"} | four
    return root


@pytest.mark.parametrize(
    ("title", "files"), [("Add a table", 3), ("Add a lesson", 4), ("Add an exercise", 2)]
)
def test_a_recipe_is_short_and_names_its_files(title, files):
    steps = recipe(title)
    assert 0 < len(steps) <= 10
    names = re.findall(
        r"`((?:src/|data/|notebooks/NN|notebooks/07|book/|_toc)[^`]*)`", " ".join(steps)
    )
    names = {name for name in names if "." in name and "notebooks/NN-slug`" not in name}
    assert len(names) == files, names


def test_who_follows_the_recipes_passes_the_tests_of_lessons_and_exercises(followed):
    weeks = "tests/test_seminar.py::test_the_six_weeks_hold_every_lesson_once"
    tests = ["tests/test_lessons.py", "tests/test_course.py", "tests/test_check.py", weeks]
    chosen = (
        "23-once-more or 07-road or again- or road- or six_weeks or readme or title_and_a_level"
        " or parts_are_those"
    )
    done = run(followed, "pytest", "-q", "-p", "no:cacheprovider", *tests, "-k", chosen)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "| 23 | What is it, once more? | ready |" in (followed / "README.md").read_text("utf-8")


def test_who_follows_the_recipe_passes_the_tests_of_tables(followed):
    chosen = "wells or as_described or every_source_is_used or every_file_is_a_table"
    done = run(
        followed,
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_data.py",
        "-k",
        chosen,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.fixture(scope="module")
def elsewhere(followed) -> Path:
    """The built book of the copy."""
    done = run(followed, "tools.build")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return followed / "_build" / "html"


def test_what_was_added_is_in_the_book(elsewhere):
    card = (elsewhere / "book" / "data" / "wells.html").read_text("utf-8")
    assert "Wells of one village" in card
    lists = (elsewhere / "book" / "part-5.html").read_text("utf-8")
    assert "What is it, once more?" in lists
    lesson = (elsewhere / "notebooks" / "07-road-to-a4p.html").read_text("utf-8")
    assert "How many texts?" in lesson


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
    for tool in ("tools.recount", "tools.build"):
        done = run(folder, tool)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
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
