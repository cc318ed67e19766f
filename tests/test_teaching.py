"""The pages for teachers: cards of the role-play, blueprint of exercises, test and key."""

import inspect
import json
import re
from collections import Counter
from html import escape, unescape
from pathlib import Path

import pandas as pd
import pytest

from malicourse import data, exercises
from malicourse.data import DataError
from malicourse_book.pages import teaching as teaching_text
from malicourse_book.pages.markup import render

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html" / "book"
TEST = (ROOT / "book" / "assessment.md").read_text("utf-8")


RECORDS = ("RES2640", "RES2690")
#: What the page says where this course has read nothing, or found nothing.
UNREAD = ("no statement of it was read for this course", "no statement of it at the vote was read")
NOTHING = "none found; say in the debriefing what you assumed."


def rendered(record):
    """The cards as they stand on the page: markup by name of the country."""
    cards = teaching_text.members(record)
    page = render("teaching/member_cards.html", record=record, cards=cards)
    return dict(
        re.findall(r'<section class="mc-card".+?<h3>(.+?)</h3>(.+?)</section>', page, re.DOTALL)
    )


def paragraph(card, label):
    """The words behind a label on a card, or None if the card does not have it."""
    found = re.search(rf"{re.escape(label)}:</span> (.+?)</p>", card)
    return found and unescape(found[1])


@pytest.mark.parametrize("record", RECORDS)
def test_each_member_has_a_card_with_its_vote_and_its_words(record):
    votes = data.load("votes").query("record_id == @record and vote != 'no vote'")
    cards = {card["country"]: card for card in teaching_text.members(record)}
    assert set(cards) == set(votes["country"]) and len(cards) == 15
    for row in votes.itertuples():
        assert cards[row.country]["vote"] == row.vote
        assert cards[row.country]["said"] == (None if pd.isna(row.explanation) else row.explanation)
    assert sum("permanent member" in card["seat"] for card in cards.values()) == 5


@pytest.mark.parametrize("record", RECORDS)
def test_fifteen_cards_a_day_each_with_a_position_words_or_their_lack_and_a_source(record):
    cards = rendered(record)
    votes = data.load("votes").query("record_id == @record").set_index("country")
    assert len(cards) == 15
    for country, card in cards.items():
        assert re.match(r"on the day it (voted|abst)", paragraph(card, "Position")), country
        said, before = paragraph(card, "What it said"), paragraph(card, "Two weeks before, it said")
        lack = UNREAD[0] if before is None else UNREAD[1]
        words = votes.loc[country, "explanation"]
        assert said.startswith(lack if pd.isna(words) else f"{words}."), country
        assert paragraph(card, "Interests on record"), country
        assert re.search(r'<a class="reference external" href="https?://', card), country


def test_seats_keep_the_capital_of_africa():
    for record in RECORDS:
        metas = [re.search(r"mc-meta\">(.+?)</p>", card)[1] for card in rendered(record).values()]
        assert Counter(metas) == {
            "Permanent member": 5,
            "Elected member": 7,
            "Elected member, one of the three African members": 3,
        }


def test_a_card_cites_what_it_is_made_from():
    known = data.load("sources").set_index("source_id")["url"].dropna()
    stakes, votes = data.load("council_stakes"), data.load("votes")
    for record in RECORDS:
        for country, card in rendered(record).items():
            both = f"record_id == '{record}' and country == @country"
            rows = pd.concat([stakes.query(both), votes.query(both)])
            cells = pd.concat([rows["source_id"], rows["other_source_ids"].dropna()])
            mean = "on average in" in card
            assert mean == ("CountryByYear.csv" in card), country
            for key in set(cells.str.split(";").explode()) & set(known.index):
                assert f'href="{escape(known[key])}"' in card, (country, key)
            for text in stakes.query(both)["text"]:
                assert escape(text).replace("&#x27;", "&#39;") in card, (country, text)


def test_a_card_states_the_record_and_no_gap_as_a_fact():
    cards = rendered("RES2640")
    assert "413 in its ninth" in cards["China"] and "426" not in cards["China"]
    assert "255 soldiers" in cards["United Kingdom"]
    assert "24 on average" not in cards["United Kingdom"]
    assert "19 on average in 2020" in cards["Norway"]
    signed = data.load("resolution_sponsors").query("iso3 == 'CHN'")["symbol"]
    for symbol in teaching_text.SPONSORED:
        assert (symbol in paragraph(cards["China"], "Put its name to")) == (symbol in set(signed))
    albania = cards["Albania"]
    assert paragraph(albania, "Interests on record") == NOTHING
    for label in ("Its people in the mission", "Put its name to", "In the talks"):
        assert paragraph(albania, label) is None
    # Nobody's want of a row is printed as a want of an interest, a soldier or a signature.
    for record in RECORDS:
        for card in teaching_text.members(record):
            found = card["stakes"] or card["people"]
            assert (NOTHING in rendered(record)[card["country"]]) == (not found)


def test_stakes_belong_to_members_and_lie_where_they_say():
    stakes, votes = data.load("council_stakes"), data.load("votes")
    members = votes[votes["vote"] != "no vote"]
    key = ["record_id", "iso3", "country"]
    assert set(map(tuple, stakes[key].values)) <= set(map(tuple, members[key].values))
    length = {"day": 10, "month": 7, "year": 4}
    assert (stakes["date"].str.len() == stakes["date_precision"].map(length).astype(int)).all()
    debate = {"RES2640": "2022-06-13", "RES2690": "2023-06-16"}
    said = stakes[stakes["kind"] == "said before"]
    assert (said["date"] == said["record_id"].map(debate)).all()
    once = stakes[stakes["kind"].isin(["said before", "in the talks", "people"])]
    assert not once.duplicated(["record_id", "iso3", "kind"]).any()


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
        item["id"]
        for row in teaching_text.blueprint(ROOT)
        for cell in row["cells"]
        for item in cell
    ]
    assert sorted(placed) == sorted(exercises.ids())
    page = (HTML / "assessment.html").read_text("utf-8")
    assert all(key in page for key in placed)


def test_every_lesson_is_in_the_blueprint_with_a_drawing_and_a_range():
    columns = list(teaching_text.SKILLS)
    rows = {
        row["lesson"]: dict(zip(columns, row["cells"], strict=True))
        for row in teaching_text.blueprint(ROOT)
    }
    assert set(rows) == {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert all(row["Draw"] for row in rows.values())
    assert all(row["Give an honest range"] for row in rows.values())


def test_who_criticises_a_source_stands_in_that_column():
    called = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells)
        for part in re.split(r"^### (?=\d)", text, flags=re.MULTILINE)[1:]:
            if re.match(r"\d+\. Criticise", part):
                called.add(re.search(r'check\("(.+?)"', part)[1])
    column = list(teaching_text.SKILLS).index(teaching_text.CRITICISE)
    placed = {item["id"] for row in teaching_text.blueprint(ROOT) for item in row["cells"][column]}
    kinds = {
        item.id
        for item in exercises.all_exercises()
        if inspect.signature(item.compute).return_annotation.__name__ == "Choice"
    }
    assert {"serve-6", "golden-6", "adapt-5", "flights-5"} <= called - kinds
    assert placed == called | kinds


def test_the_test_has_twelve_questions_of_three_options_and_a_key_for_each():
    sheet, key = TEST.split("## Key", 1)
    form = r"^\*\*(\d+)\.\*\* .+\\\na\) (.+)\\\nb\) (.+)\\\nc\) (.+)$"
    questions = re.findall(form, sheet, re.MULTILINE)
    assert [int(number) for number, *_ in questions] == list(range(1, 13))
    answers = re.findall(r"(?:^|· )(\d+) ([abc]) \(", key, re.MULTILINE)
    assert [int(number) for number, _ in answers] == list(range(1, 13))
    letters = [letter for _, letter in answers]
    # Nobody passes by ticking one column, or always the longest option.
    assert max(map(letters.count, "abc")) <= 5
    longest = ["abc"[max(range(3), key=lambda i: len(row[i]))] for _, *row in questions]
    assert sum(map(str.__eq__, longest, letters)) <= 5
