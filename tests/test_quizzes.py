"""The quizzes and letter exercises of the whole course: no place and no length gives one away."""

import re
import string
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from malicourse import exercises
from malicourse.answers.choice import Choice
from malicourse_book.lessons import FOLD, Question, questions

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: A place, and the longest option, is right in at most this share of the questions.
MOST = 0.45
#: A place that most questions have is right in at least this share of them. Few have a fourth
#: option, so that D may be rarer; but it is counted for MOST.
LEAST = 0.20
#: The same for the letters a to d of the exercises.
LEAST_OF_LETTERS = 0.15
_MARKUP = re.compile(r"<[^>]+>")


def prose(path: Path) -> str:
    notebook = nbformat.read(path, as_version=4)
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def quiz(path: Path) -> list[Question]:
    text = prose(path).split("## Check your understanding")[1].split("\n## ")[0]
    return list(questions(text))


def course() -> list[Question]:
    return [question for path in LESSONS for question in quiz(path)]


def lengths(question: Question) -> list[int]:
    return [len(_MARKUP.sub("", label)) for label, _ in question.options]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_quiz_letters_and_explains_every_option_and_one_is_right(path):
    asked = quiz(path)
    assert 2 <= len(asked) <= 4
    for question in asked:
        letters = [label.partition(". ")[0] for label, _ in question.options]
        assert letters == list(string.ascii_uppercase[: len(letters)]) and len(letters) >= 3
        assert len(question.right) == 1, question.asked
        assert all(text.strip() for _, text in question.options), question.asked
        # "Yes" in a label would give away, or seem to, what the explanation says.
        assert not [label for label, _ in question.options if re.match(r"\w\. (Yes|No)\b", label)]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_option_stands_twice_in_a_lesson(path):
    labels = [found["label"] for found in FOLD.finditer(prose(path))]
    options = [label for label in labels if re.match(r"[A-D]\. ", label)]
    assert len(set(options)) == len(options)


def test_the_right_option_stands_in_every_place_about_equally_often():
    asked = course()
    right = Counter("ABCD"[question.right[0]] for question in asked)
    shares = {letter: right[letter] / len(asked) for letter in "ABCD"}
    assert max(shares.values()) <= MOST, shares
    assert min(shares[letter] for letter in "ABC") >= LEAST, shares


def test_the_place_of_a_question_does_not_tell_the_place_of_its_right_option():
    for number in range(3):
        asked = [found[number] for path in LESSONS if len(found := quiz(path)) > number]
        right = Counter("ABCD"[question.right[0]] for question in asked)
        assert max(right.values()) / len(asked) <= MOST, (number + 1, right)


def test_the_right_option_is_the_longest_no_more_often_than_chance_allows():
    asked = course()
    longest = [
        question.asked
        for question in asked
        if lengths(question)[question.right[0]] == max(lengths(question))
    ]
    assert len(longest) / len(asked) <= MOST, f"{len(longest)} of {len(asked)}: {longest}"


def letter_exercises() -> dict[str, Choice]:
    found = {item.id: item.expected() for item in exercises.all_exercises()}
    return {id: it for id, it in found.items() if isinstance(it, Choice)}


def test_every_letter_of_the_exercises_is_right_about_equally_often():
    found = letter_exercises()
    right = Counter(letter for choice in found.values() for letter in choice.right)
    shares = {letter: right[letter] / len(found) for letter in right}
    assert max(shares.values()) <= MOST, shares
    assert min(shares.get(letter, 0) for letter in "abcd") >= LEAST_OF_LETTERS, shares


@pytest.mark.parametrize("id", letter_exercises())
def test_a_letter_exercise_prints_the_letters_that_are_checked(id):
    choice = letter_exercises()[id]
    path = ROOT / "notebooks" / f"{exercises.get(id).lesson}.ipynb"
    part = prose(path).split(f"\n### {id.rpartition('-')[2]}. ")[1].split("\n### ")[0]
    printed = re.findall(r'^- `"([a-z])"`: ', part, flags=re.MULTILINE)
    assert printed == list(choice.options) == sorted(printed)
