"""The seminar kit: sessions, copies for students and instructors, and what a ZIP holds."""

import dataclasses
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from malicourse_teach.kit import SeminarError, copies
from malicourse_teach.kit import __main__ as kit
from malicourse_teach.kit.course import read

ROOT = Path(__file__).resolve().parent.parent
COURSE = read(ROOT)


@pytest.fixture(scope="module")
def students(tmp_path_factory):
    """Student copies of all lessons."""
    folder = tmp_path_factory.mktemp("student")
    copies.write_copies(COURSE, COURSE.lessons, copies.student, folder)
    return folder


def test_the_sessions_of_the_guide_are_those_of_the_table():
    guide = (ROOT / "book" / "teaching.md").read_text("utf-8")
    planned = re.findall(r"^```\{session\} (.+)$", guide, re.MULTILINE)
    assert " ".join(planned).split() == list(COURSE.sessions)
    named = set(re.findall(r"`(class-\d+|seminar-\d+|workshop|module-\d)`", guide))
    assert named | {f"module-{week}" for week in range(1, 7)} == set(COURSE.sessions)


def test_the_six_weeks_hold_every_lesson_once():
    weeks = [s.lessons for name, s in COURSE.sessions.items() if name.startswith("module-")]
    assert [lesson for week in weeks for lesson in week] == list(COURSE.lessons)


@pytest.mark.parametrize("lesson", COURSE.lessons)
def test_a_student_copy_has_no_solution_and_keeps_all_else(students, lesson):
    copy = nbformat.read(students / f"{lesson}.ipynb", as_version=4)
    whole = nbformat.read(COURSE.notebook(lesson), as_version=4)
    tags = [set(cell.metadata.get("tags", [])) for cell in copy.cells]
    assert not any("solution" in found for found in tags)
    assert "# Worked solution" not in "\n".join(cell.source for cell in copy.cells)
    left = [c.id for c in whole.cells if "solution" not in c.metadata.get("tags", [])]
    assert [cell.id for cell in copy.cells] == left
    assert 0 < len(left) < len(whole.cells)


@pytest.mark.parametrize("lesson", COURSE.lessons)
def test_a_link_in_a_copy_leads_somewhere_in_its_folder(students, lesson):
    copy = nbformat.read(students / f"{lesson}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in copy.cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text):
        assert (students / target).exists() or target == copies.README, target


def test_pages_of_a_copy_lead_nowhere_outside_it(students):
    for page in (students / "pages").rglob("*.html"):
        for target in re.findall(
            r'href="(?!https?:|#|mailto:|data:)([^"#?]+)', page.read_text("utf-8")
        ):
            assert (page.parent / target).exists(), (page.name, target)


def test_the_title_of_a_copied_page_is_text_and_no_markup(tmp_path):
    built = tmp_path / "_build" / "html" / "book" / "glossary.html"
    built.parent.mkdir(parents=True)
    heading = "Arms &lt;/title&gt;&lt;b&gt; &amp; men"
    built.write_text(f'<article class="bd-article"><h1>{heading}</h1></article>', "utf-8")
    course = dataclasses.replace(COURSE, root=tmp_path)
    copies._write_page(course, "book/glossary", tmp_path, (), set(), set())
    text = (tmp_path / "pages" / "glossary.html").read_text("utf-8")
    assert f"<title>{heading}</title>" in text


def test_the_student_form_of_a_lesson_is_without_solutions():
    notebook = nbformat.read(COURSE.notebook("11-the-cost"), as_version=4)
    whole = len(notebook.cells)
    kept = copies.student(notebook)
    assert 0 < len(kept.cells) < whole
    assert not any("# Worked solution" in cell.source for cell in kept.cells)


def test_an_instructor_copy_has_its_solutions_open():
    notebook = nbformat.read(COURSE.notebook("11-the-cost"), as_version=4)
    folded = sum("hide-cell" in cell.metadata.get("tags", []) for cell in notebook.cells)
    opened = copies.instructor(notebook)
    assert folded > 0
    for cell in opened.cells:
        tags = cell.metadata.get("tags", [])
        assert "hide-cell" not in tags
        if "solution" in tags:
            assert not cell.metadata.get("jupyter", {}).get("source_hidden")


@pytest.mark.parametrize("lesson", ["11-the-cost", "21-fact-check"])
def test_a_student_copy_passes_the_strict_comparison(students, lesson):
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q"]
    command += ["-p", "no:cacheprovider", str(students / f"{lesson}.ipynb")]
    done = subprocess.run(command, cwd=students, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """The ZIP of one session, unpacked far from the clone."""
    assert kit.main(["class-50"], ROOT) == 0
    packed = ROOT / "_build" / "seminar" / "sessions" / "class-50.zip"
    first = packed.read_bytes()
    assert kit.main(["class-50"], ROOT) == 0
    assert packed.read_bytes() == first, "the same session gives another ZIP"
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    return folder / "class-50"


def test_a_session_holds_what_its_readme_says(session):
    text = (session / copies.README).read_text("utf-8")
    names = {path.name for path in session.iterdir()}
    assert {"11-the-cost.ipynb", "slides", "data"} <= names
    for name in re.findall(r"^  ([a-z0-9-]+(?:\.ipynb|/))", text, re.MULTILINE):
        assert name.rstrip("/") in names
    wheel = re.search(r"pip install (\S+)", text)[1]
    assert wheel in names


def test_a_lesson_of_a_session_runs_on_the_package_that_lies_beside_it(session):
    wheel = next(session.glob("*.whl"))
    site = session / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r})\n"
        "import malicourse, nbformat\n"
        f"assert malicourse.__file__.startswith({str(site)!r})\n"
        "from IPython.core.interactiveshell import InteractiveShell as Shell\n"
        "shell = Shell.instance()\n"
        "for cell in nbformat.read('11-the-cost.ipynb', 4).cells:\n"
        "    if cell.cell_type == 'code':\n"
        "        shell.run_cell(cell.source).raise_error()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=session, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_an_unknown_session_lists_those_there_are(capsys):
    assert kit.main(["clas-50"], ROOT) == 2
    printed = capsys.readouterr().out
    assert printed.startswith('There is no session "clas-50". Sessions: class-50, ')
    assert all(name in printed for name in COURSE.sessions)


def test_without_chromium_the_rest_is_made_and_the_reason_given(monkeypatch, capsys):
    monkeypatch.setattr("malicourse_teach.kit.printing.find_chromium", lambda: None)
    assert kit.main(["seminar-90"], ROOT) == 1
    assert "sudo apt install chromium" in capsys.readouterr().out
    assert (ROOT / "_build" / "seminar" / "sessions" / "seminar-90.zip").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("lessons: [11-the-cost]", "lessons: [11-the-coast]"), 'no lesson "11-the-coast"'),
        (("minutes: 50", "minutes: soon"), "minutes is a whole number above 0"),
        (("minutes: 50", "minutes: 45"), "session class-50: its agenda adds up to 50 minutes"),
        (("handouts: []", "handouts: [book/about]"), 'no page under handouts "book/about"'),
        (("class-50:", "Class 50:"), "lower-case letters"),
    ],
)
def test_a_mistake_in_the_table_is_named(tmp_path, change, message):
    (tmp_path / "book").mkdir()
    for name in ("_toc.yml", "_config.yml"):
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    table = (ROOT / "book" / "sessions.yml").read_text("utf-8")
    assert change[0] in table
    (tmp_path / "book" / "sessions.yml").write_text(table.replace(*change, 1), "utf-8")
    with pytest.raises(SeminarError, match=message):
        read(tmp_path)
