"""The paths of the landing page: their lessons are there, and their hours are added up."""

import json
import re
from pathlib import Path

import pytest
import yaml

from malicourse import data
from malicourse_book.lessons import LessonError, read_lesson, read_lessons
from malicourse_book.pages.lessons import path_cards
from malicourse_book.paths import PATHS, hours, read_paths

ROOT = Path(__file__).resolve().parents[1]
LESSONS = read_lessons(ROOT)
GOOD = {"title": "An evening", "for": "for a start", "lessons": ["11-the-cost"]}


def minutes(name):
    """Return what the first cell of a lesson says, read here in another way."""
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
    line = next(line for line in cells[0]["source"] if line.startswith("**Time:**"))
    return [int(number) for number in re.findall(r"\d+", line.partition("·")[0])]


def test_the_three_paths_have_three_eight_and_all_lessons():
    paths = read_paths(ROOT, LESSONS)
    assert [len(path.lessons) for path in paths] == [3, 8, len(LESSONS)]
    assert [path.whole for path in paths] == [False, False, True]


def test_hours_are_those_of_the_lessons():
    for path in read_paths(ROOT, LESSONS):
        stated = [minutes(lesson.name) for lesson in path.lessons]
        assert path.reading == hours(sum(row[0] for row in stated))
        assert path.working == hours(sum(row[0] + row[-1] for row in stated))


@pytest.mark.parametrize(
    ("given", "written"),
    [(30, "½ hour"), (60, "1 hour"), (90, "1½ hours"), (180, "3 hours"), (195, "3½ hours")]
    + [(194, "3 hours"), (600, "10 hours"), (630, "11 hours"), (629, "10 hours")],
)
def test_minutes_become_hours(given, written):
    assert hours(given) == written


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("60 min reading, 45 min exercises", (60, 45)),
        ("25 min to read, 60 min to read and run, 45 min exercises", (25, 45)),
    ],
)
def test_a_lesson_says_how_long_it_takes(tmp_path, line, expected):
    path = lesson(tmp_path, line)
    found = read_lesson(path)
    assert (found.reading, found.practice) == expected


def test_a_lesson_without_minutes_is_refused(tmp_path):
    with pytest.raises(LessonError, match=r"11-the-cost\.ipynb: the first cell says how long"):
        read_lesson(lesson(tmp_path, "an afternoon"))


def lesson(folder, line):
    text = (ROOT / "notebooks" / "11-the-cost.ipynb").read_text("utf-8")
    path = folder / "11-the-cost.ipynb"
    path.write_text(re.sub(r"(\*\*Time:\*\*) [^·]+ ·", rf"\1 {line} ·", text), "utf-8")
    return path


def test_the_button_opens_the_first_lesson_of_the_first_path():
    lines = path_cards(ROOT, "the-lessons", lambda name: f"{name}.ipynb")
    first = yaml.safe_load((ROOT / PATHS).read_text("utf-8"))["paths"]["evening"]["lessons"][0]
    assert lines[0].startswith(f"[Start here]({first}.ipynb){{.mc-start}}")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**GOOD, "lessons": ["11-the-coast"]}, 'no lesson "11-the-coast". Did you mean: 11-the'),
        ({**GOOD, "lessons": []}, "it needs at least one lesson"),
        ({**GOOD, "lessons": "11-the-cost"}, "lessons is a list"),
        ({**GOOD, "lessons": ["11-the-cost", "11-the-cost"]}, "a lesson stands in it twice"),
        ({**GOOD, "title": 3}, "title is a text in quotes"),
        ({**GOOD, "hours": 3}, "it needs title, for and lessons; nothing else"),
        ({"title": "An evening"}, "it needs title, for and lessons; nothing else"),
    ],
)
def test_a_mistake_in_a_path_is_named(tmp_path, row, message):
    (tmp_path / "book").mkdir()
    (tmp_path / PATHS).write_text(yaml.safe_dump({"paths": {"one": row}}), "utf-8")
    with pytest.raises(LessonError, match=re.escape(message)) as raised:
        read_paths(tmp_path, LESSONS)
    assert str(raised.value).startswith("book/paths.yml, path one: ")


@pytest.mark.parametrize(("text", "message"), [("a: [", "cannot be read"), ("a: 1", "at least")])
def test_a_file_without_paths_is_named(tmp_path, text, message):
    (tmp_path / "book").mkdir()
    (tmp_path / PATHS).write_text(text, "utf-8")
    with pytest.raises(LessonError, match=f"book/paths.yml.*{message}"):
        read_paths(tmp_path, LESSONS)


def test_the_page_about_the_course_knows_the_end_of_the_chronology():
    words = (ROOT / "book" / "about.md").read_text("utf-8")
    last = data.load("chronology").sort_values("start")["event_id"].iloc[-1]
    said = f"its last event is {{event}}`{last}`"
    assert said in words
