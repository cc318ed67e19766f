"""What lessons and sessions say of themselves, in one place, and what is made from it."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from bs4 import BeautifulSoup

from malicourse import exercises
from malicourse_book.lessons import LessonError, read_exercises, read_lesson, read_lessons
from malicourse_book.pages.lessons import lesson_list, plan
from malicourse_book.sessions import read_sessions, read_table
from malicourse_teach.marking import __main__ as marker
from tools.notebooks import README_MARKS, with_lessons

ROOT = Path(__file__).resolve().parent.parent
LESSONS = read_lessons(ROOT)
TABLE = read_table(ROOT)


def test_every_exercise_has_a_title_and_a_level():
    shown = read_exercises(ROOT)
    assert list(shown) == exercises.ids()
    assert shown["cost-4"].title == "Draw: three ranges" and shown["cost-4"].level == 3
    assert {exercise.level for exercise in shown.values()} == {1, 2, 3}


def test_a_row_of_marks_has_the_title_of_the_heading():
    one = SimpleNamespace(learner="a", lesson="11-the-cost")
    titles = [marker._row(one, "a.ipynb", key, "", "", 0)["title"] for key in ("cost-4", "cost-99")]
    assert titles == ["Draw: three ranges", ""]


def test_the_table_in_the_readme_is_the_one_of_the_notebooks():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(readme.count(mark) == 1 for mark in README_MARKS)
    assert with_lessons(readme, ROOT) == readme, "run: make notebooks"
    assert "| 11 | Is it the most dangerous mission in the world? | ready |" in readme


@pytest.mark.parametrize("page", ["index", *(f"part-{number}" for number in range(1, 6))])
def test_a_page_lists_its_lessons_by_title_and_blurb(page):
    soup = BeautifulSoup((ROOT / f"_build/html/book/{page}.html").read_text("utf-8"), "html.parser")
    items = soup.select("article .lesson-link li")
    parts = {f"part-{number}": part for number, part in enumerate(("I", "II", "III", "IV", "V"), 1)}
    wanted = [one for one in LESSONS if page == "index" or one.part == parts[page]]
    assert [item.a["href"] for item in items] == [f"../notebooks/{w.name}.html" for w in wanted]
    texts = [" ".join(item.get_text().split()) for item in items]
    assert texts == [f"{one.title} {one.blurb}" for one in wanted]


def test_the_plans_in_the_guide_have_the_minutes_of_the_table():
    soup = BeautifulSoup(
        (ROOT / "_build/html/book/teaching.html").read_text("utf-8"), "html.parser"
    )
    found = [
        [[" ".join(cell.get_text().split()) for cell in row("td")] for row in table("tr")[1:]]
        for table in soup.select("article table")
    ]
    assert [row[0] for row in found[1][1:3]] == ["5 to 15", "15 to 30"]
    assert found[2][-1][0] == "70 to 90"
    assert (
        found[3][0] == ["9:00 to 9:15", "Pre-test", "test"] and found[3][-1][0] == "16:15 to 17:00"
    )
    assert found[4][0][0] == "1" and found[4][0][1].startswith(
        "0 to 15 pre-test · 15 to 70 toolkit"
    )
    assert [row[1].rpartition(" to ")[2][:3] for row in found[4]] == ["120"] * 6


def test_a_part_or_session_that_is_not_there_is_named():
    with pytest.raises(LessonError, match="there is no lesson in part-vi"):
        lesson_list(ROOT, "part-vi", str)
    with pytest.raises(LessonError, match=r"sessions\.yml has no session class-51"):
        plan(ROOT, ["class-51"])


@pytest.fixture
def cost(tmp_path):
    """A function that writes lesson 11 with changed first cell, metadata or cells."""
    notebook = json.loads((ROOT / "notebooks/11-the-cost.ipynb").read_text("utf-8"))

    def write(change):
        change(notebook)
        path = tmp_path / "11-the-cost.ipynb"
        path.write_text(json.dumps(notebook), "utf-8")
        return path

    return write


def rewrite(old, new):
    """Change the text of every cell."""

    def change(notebook):
        hits = 0
        for cell in notebook["cells"]:
            source = "".join(cell["source"])
            hits += old in source
            cell["source"] = source.replace(old, new)
        assert hits

    return change


def untagged(notebook):
    cells = [c for c in notebook["cells"] if "exercise" in c["metadata"].get("tags", [])]
    cells[0]["metadata"]["tags"] = []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda n: n["metadata"].pop("malicourse"), "the metadata needs a blurb"),
        (lambda n: n["metadata"]["malicourse"].update(blurb=" "), "the metadata needs a blurb"),
        (rewrite("**Part III:**", "**Part 3:**"), "the first cell names the part"),
        (rewrite("# Is it the", "Is it the"), "the first cell begins with the title"),
        (lambda n: n.update(cells=[]), "this is not a notebook that can be read"),
        (
            rewrite("### 1. Four leaders ★", "### 1. Four leaders"),
            '"### 1. Four leaders" ends in no level',
        ),
        (
            rewrite("### 1. Four leaders ★", "### Four leaders ★"),
            "exercise cost-1 has no heading",
        ),
        (rewrite("### 2. ", "### 7. "), "the exercise is number 7, not cost-2"),
        (untagged, 'below "### 1. Four leaders ★" no cell is tagged exercise'),
        (rewrite('"cost-1"', '"price-1"'), "exercise price-1 has no function price_1 in exercises"),
        (
            lambda n: (rewrite("### 2. ", "### 1. ")(n), rewrite('"cost-2"', '"cost-1"')(n)),
            "two exercises have the id cost-1",
        ),
        (
            lambda n: n.update(cells=n["cells"][:5]),
            r"lesson_11\.py: exercise cost-1 has no heading",
        ),
    ],
)
def test_a_flaw_of_a_lesson_is_named_in_one_line(cost, change, message):
    with pytest.raises(LessonError, match=message) as found:
        read_lesson(cost(change))
    assert "11" in str(found.value) and "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "      - file: notebooks/11-the-cost\n",
            "",
            "_toc.yml: notebooks/11-the-cost is in no part",
        ),
        (
            "Part III. Capability",
            "Part III. Means",
            '"Part III. Capability", but _toc.yml lists it',
        ),
    ],
)
def test_contents_and_lessons_agree(tmp_path, old, new, message):
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    toc = (ROOT / "_toc.yml").read_text("utf-8")
    assert old in toc
    (tmp_path / "_toc.yml").write_text(toc.replace(old, new), "utf-8")
    with pytest.raises(LessonError, match=re.escape(message)):
        read_lessons(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lessons": []}, "it needs at least one lesson"),
        ({"lessons": ["11-the-coast"]}, 'there is no lesson "11-the-coast".*Did you mean'),
        ({"lessons": None}, "lessons is a list"),
        ({"handouts": ["book/about"]}, 'no page under handouts "book/about"'),
        ({"minutes": 45}, "its agenda adds up to 50 minutes, not to 45"),
        ({"minutes": "soon"}, "minutes is a whole number above 0, not soon"),
        ({"title": 50}, "title is a text"),
        ({"starts": "9 o'clock"}, "starts is a time of day"),
        ({"room": "12"}, "nothing else"),
        ({"agenda": "talk"}, "agenda is a list"),
        ({"agenda": [{"minutes": 50}]}, "step 1: it needs minutes and what"),
        ({"agenda": [{"minutes": "5", "what": "talk"}]}, "step 1: minutes is a whole number"),
        ({"agenda": [{"minutes": 50, "what": 1}]}, "step 1: what and material are texts"),
    ],
)
def test_a_flaw_of_a_session_is_named_in_one_line(change, message):
    row = TABLE["sessions"]["class-50"] | change
    with pytest.raises(LessonError, match=message) as found:
        read_sessions({"sessions": {"class-50": row}}, ["11-the-cost"], TABLE["handouts"])
    assert str(found.value).startswith("book/sessions.yml, session class-50")
    assert "\n" not in str(found.value)


def test_a_session_without_an_agenda_or_with_a_bad_name_is_named():
    row = {k: v for k, v in TABLE["sessions"]["class-50"].items() if k != "agenda"}
    with pytest.raises(LessonError, match="it needs agenda, handouts, lessons, minutes, title"):
        read_sessions({"sessions": {"class-50": row}}, ["11-the-cost"], [])
    with pytest.raises(LessonError, match="lower-case letters, digits and hyphens"):
        read_sessions({"sessions": {"Class 50": row}}, ["11-the-cost"], [])


def test_a_table_of_sessions_that_is_no_table_is_named(tmp_path):
    (tmp_path / "book").mkdir()
    for text, message in (("sessions: [", "is not valid YAML"), ("- a", "has to be a table")):
        (tmp_path / "book/sessions.yml").write_text(text, "utf-8")
        with pytest.raises(LessonError, match=rf"^book/sessions\.yml {message}"):
            read_table(tmp_path)


def test_the_parts_are_those_of_the_contents():
    captions = [
        part["caption"] for part in yaml.safe_load((ROOT / "_toc.yml").read_text())["parts"]
    ]
    own = dict.fromkeys(f"Part {one.part}. {one.caption}" for one in LESSONS if one.part != "0")
    assert list(own) == [caption for caption in captions if caption.startswith("Part ")]
