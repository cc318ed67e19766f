"""The pages for teachers: cards of the role-play, blueprint of exercises, test and key."""

import re
from pathlib import Path

import pytest

from malicourse import data, exercises
from malicourse.data import DataError
from malicourse.sphinx_ext import teaching_text

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html" / "book"
TEST = (ROOT / "book" / "assessment.md").read_text("utf-8")


@pytest.mark.parametrize("record", ["RES2640", "RES2690"])
def test_each_member_has_a_card_with_its_vote_its_words_and_a_source(record):
    votes = data.load("votes").query("record_id == @record and vote != 'no vote'")
    cards = {card["country"]: card for card in teaching_text.members(record)}
    assert set(cards) == set(votes["country"]) and len(cards) == 15
    for row in votes.itertuples():
        card = cards[row.country]
        assert card["vote"] == row.vote
        assert (card["said"] or None) == (
            row.explanation if row.explanation == row.explanation else None
        )
        assert card["sources"]
    assert sum("permanent member" in card["seat"] for card in cards.values()) == 5
    assert sum("Africa" in card["seat"] for card in cards.values()) == 3


def test_a_card_states_the_record_and_nothing_else():
    cards = {card["country"]: card for card in teaching_text.members("RES2640")}
    assert cards["China"]["people"] == "426"
    assert cards["Albania"]["people"] == ""
    signed = data.load("resolution_sponsors").query("iso3 == 'CHN'")["symbol"]
    for symbol in teaching_text.SPONSORED:
        assert (symbol in cards["China"]["signed"]) == (symbol in set(signed))


def test_cards_are_on_the_page_for_both_days():
    page = (HTML / "role-play.html").read_text("utf-8")
    for record in ("RES2640", "RES2690"):
        assert len(re.findall(rf'class="mc-card" id="{record}-', page)) == 15
    assert "Speak from its vote and its record" in page


def test_a_record_without_fifteen_votes_is_named():
    with pytest.raises(DataError, match="has 0 votes on RES9999, not 15"):
        teaching_text.members("RES9999")


def test_the_blueprint_holds_every_exercise_once():
    placed = [
        item["id"] for row in teaching_text.blueprint() for cell in row["cells"] for item in cell
    ]
    assert sorted(placed) == sorted(exercises.ids())
    page = (HTML / "assessment.html").read_text("utf-8")
    assert all(key in page for key in placed)


def test_every_lesson_is_in_the_blueprint_with_a_drawing_and_a_range():
    columns = list(teaching_text.SKILLS)
    for row in teaching_text.blueprint():
        assert row["cells"][columns.index("Draw")], row["lesson"]


def test_the_test_has_twelve_questions_of_three_options_and_a_key_for_each():
    sheet, key = TEST.split("## Key", 1)
    questions = re.findall(r"^\*\*(\d+)\.\*\* .+\\\na\) .+ · b\) .+ · c\) .+$", sheet, re.MULTILINE)
    assert [int(number) for number in questions] == list(range(1, 13))
    answers = re.findall(r"(?:^|· )(\d+) ([abc]) \(", key, re.MULTILINE)
    assert [int(number) for number, _ in answers] == list(range(1, 13))
    letters = [letter for _, letter in answers]
    # Nobody passes by ticking one column.
    assert max(map(letters.count, "abc")) <= 5
