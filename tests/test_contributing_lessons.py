"""CONTRIBUTING, followed to the letter in a copy: a lesson takes four files, an exercise two."""

import copy
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
LESSON = "notebooks/22-once-more.ipynb"
MODULE = "src/malicourse/exercises/lesson_22.py"
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


def add_an_exercise(root):
    """Follow "Add an exercise" in lesson 07."""
    with (root / ANSWERED).open("a", encoding="utf-8") as module:
        module.write(EXERCISE)
    notebook = nbformat.read(root / ASKED, as_version=4)
    solved = [n for n, c in enumerate(notebook.cells) if "solution" in c.metadata.get("tags", [])]
    hints = "".join(f":::{{dropdown}} Hint\nUse `{way}`.\n:::\n" for way in ("len", ".shape"))
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
    edit(root / MODULE, ("def road_", "def again_"), ("07-road-to-a4p", "22-once-more"))
    last = "      - file: notebooks/21-brief-the-council\n"
    edit(root / "_toc.yml", (last, f"{last}      - file: {LESSON.removesuffix('.ipynb')}\n"))
    week = "[20-fact-check, 21-brief-the-council]"
    edit(root / "book/sessions.yml", (week, f"{week[:-1]}, 22-once-more]"))


def contents(root):
    """Return what every file of the copy holds, by name."""
    files = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def run(root, *command):
    paths = os.pathsep.join([str(root / "src"), str(root)])
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """A copy in which both recipes were followed, up to the run of the notebooks."""
    root = tmp_path_factory.mktemp("copy") / "course"
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    before = contents(root)

    def changed():
        return {name for name, held in contents(root).items() if before.get(name) != held}

    add_an_exercise(root)
    assert changed() == {ASKED, ANSWERED}
    add_a_lesson(root)
    four = {LESSON, MODULE, "_toc.yml", "book/sessions.yml"}
    assert changed() - {ASKED, ANSWERED} == four
    done = run(root, "tools.notebooks", ASKED, LESSON)
    assert done.returncode == 0, done.stdout + done.stderr
    assert changed() == {ASKED, ANSWERED, "README.md"} | four
    return root


@pytest.mark.parametrize(("title", "files"), [("Add a lesson", 4), ("Add an exercise", 2)])
def test_a_recipe_is_short_and_names_its_files(title, files):
    steps = recipe(title)
    assert 0 < len(steps) <= 10
    names = re.findall(r"`((?:src/|notebooks/NN|notebooks/07|book/|_toc)[^`]*)`", " ".join(steps))
    names = {name for name in names if "." in name and "notebooks/NN-slug`" not in name}
    assert len(names) == files, names


def test_who_follows_the_recipes_passes_the_tests_of_lessons_and_exercises(followed):
    weeks = "tests/test_seminar.py::test_the_six_weeks_hold_every_lesson_once"
    tests = ["tests/test_lessons.py", "tests/test_course.py", "tests/test_check.py", weeks]
    chosen = (
        "22-once-more or 07-road or again- or road- or six_weeks or readme or title_and_a_level"
        " or parts_are_those"
    )
    done = run(followed, "pytest", "-q", "-p", "no:cacheprovider", *tests, "-k", chosen)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "| 22 | What is it, once more? | ready |" in (followed / "README.md").read_text("utf-8")
