"""The claims of the commentary: in the table, on their page, and at the end of each lesson."""

import re
from pathlib import Path

import nbformat
import pytest

from malicourse import data
from malicourse.data import DataError
from malicourse.exercises.lesson_21 import TEN, VERDICTS
from malicourse_book.pages import claims as claims_text
from tests.statements.claims import CARRIED
from tests.test_words import fault

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
TESTING = [name for name in LESSONS if "01" <= name[:2] <= "19"]


def page(name: str) -> str:
    return (HTML / name).with_suffix(".html").read_text("utf-8")


def rows() -> list[dict]:
    return data.load("claims").to_dict("records")


def entry(key: str) -> str:
    """Return the markup of a claim on its page."""
    return page("book/claims").partition(f'id="{key}"')[2].partition("</li>")[0]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["claim_id"])
def test_each_claim_leads_to_its_lessons_and_each_of_them_back(row):
    assert row["lessons"]
    for lesson in row["lessons"].split(";"):
        assert f'href="../notebooks/{lesson}.html"' in entry(row["claim_id"])
        tested = page(f"notebooks/{lesson}").partition('id="claims-tested-here"')[2]
        assert f'href="../book/claims.html#{row["claim_id"]}"' in tested


@pytest.mark.parametrize("lesson", TESTING)
def test_each_lesson_links_to_the_claims_it_tests_and_to_no_other(lesson):
    tested = page(f"notebooks/{lesson}").partition('id="claims-tested-here"')[2]
    linked = re.findall(r'href="\.\./book/claims\.html#(C\d\d)"', tested)
    assert linked == [key for key, *_ in claims_text.of_lesson(lesson)] != []


def test_the_page_is_complete_without_a_script():
    for row in rows():
        shown = entry(row["claim_id"])
        assert row["verdict"] in shown
        assert "Evidence and sources" in shown
        if row["source_id"] == "seed":
            assert "Only the commentary says so" in shown and 'data-grade="none"' in shown
            assert "Source:" not in shown and "Confidence" not in shown
        else:
            assert "Source:" in shown or "Sources:" in shown
            assert f"Confidence {row['confidence']}." in shown


def test_the_scale_is_defined_and_used_whole():
    used = set(data.load("claims")["verdict"])
    assert set(claims_text.VERDICTS) == set(VERDICTS)
    # No sentence of the text fails in every reading that its words allow; the first verdicts
    # had five that did.
    assert set(VERDICTS) - used == {"contradicted"}
    assert set(data.load("claims")["first_verdict"]) == set(VERDICTS)
    assert sum(number for _, _, number in claims_text.tally()) == len(rows())


def test_what_came_later_is_kept_apart_from_what_was_wrong_at_the_time():
    for row in rows():
        # C60 is a judgement of trust in what would come.
        future = row["claim_type"] in {"prediction", "advice"} or row["claim_id"] == "C60"
        assert isinstance(row["later"], str) == future, row["claim_id"]
        assert (row["verdict"] == "later overtaken") <= (row["claim_type"] == "prediction")


def test_advice_and_judgements_are_no_facts():
    for row in rows():
        if row["claim_type"] == "advice":
            assert row["verdict"] == "not testable", row["claim_id"]
        if row["claim_type"] == "judgement":
            assert row["verdict"] in {"not testable", "disputed"}, row["claim_id"]
        if row["verdict"] in {"disputed", "contradicted"}:
            assert isinstance(row["caveat"], str), row["claim_id"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["claim_id"])
def test_the_statement_that_a_claim_names_carries_it(row):
    name = row["statement"] if isinstance(row["statement"], str) else None
    key = row["claim_id"].lower()
    assert name == (key if key in CARRIED else None)
    if name:
        statement = CARRIED[name]
        assert statement.quotation in row["what_sources_say"]
        assert not (problem := fault(statement)), problem


def test_the_authors_words_are_marked_and_short():
    for row in rows():
        if isinstance(row["words"], str):
            assert len(row["words"].split()) <= 25, row["claim_id"]
    late = [row for row in rows() if row["claim_id"] > "C70"]
    assert all(isinstance(row["words"], str) for row in late)


def test_no_page_types_how_many_claims_there_are():
    number = len(rows())
    pages = [
        *(ROOT / "book").glob("*.md"),
        ROOT / "README.md",
        *(ROOT / "notebooks").glob("*.ipynb"),
    ]
    for path in pages:
        typed = re.findall(r"\b(\d+)\]? claims\b", path.read_text("utf-8"))
        if path.stem != "21-fact-check":
            assert [n for n in typed if int(n) >= 70] == [], path.name
    assert number == sum(tally for _, _, tally in claims_text.tally())


def test_the_lesson_that_grades_predictions_draws_on_their_rows():
    notebook = nbformat.read(ROOT / "notebooks" / "06-after-the-blue-helmets.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    claims = data.load("claims").set_index("claim_id")
    graded = re.findall(r"^\| (C\d\d) \| [^|]+ \| ([^|]+) \|", prose, flags=re.M)
    assert len(graded) == 6
    for key, grade in graded:
        assert claims.at[key, "later"] == grade, key


def test_the_ten_of_the_lesson_hold_every_verdict_and_their_wording_is_that_of_the_table():
    claims = data.load("claims").set_index("claim_id")
    assert set(claims.loc[list(TEN), "verdict"]) == set(claims["verdict"])
    assert set(claims.loc[list(TEN), "first_verdict"]) >= {"contradicted", "disputed", "supported"}
    notebook = nbformat.read(ROOT / "notebooks" / "21-fact-check.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for key in TEN:
        assert f"| {key} | {claims.loc[key, 'claim']} |" in prose


def test_the_reasons_for_our_ten_verdicts_give_those_of_the_table():
    claims = data.load("claims").set_index("claim_id")
    notebook = nbformat.read(ROOT / "notebooks" / "21-fact-check.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    folded = prose.partition("<summary>Our ten verdicts")[2].partition("</details>")[0]
    given = re.findall(r"^- (C\d\d), \*([a-z ]+)\*: ", folded, flags=re.M)
    assert given == [(key, claims.loc[key, "verdict"]) for key in TEN]


def test_nothing_before_the_door_of_the_lesson_shows_a_verdict():
    claims = data.load("claims").set_index("claim_id")
    notebook = nbformat.read(ROOT / "notebooks" / "21-fact-check.ipynb", as_version=4)
    door = "**Our verdicts begin below this line.**"
    (place,) = (n for n, cell in enumerate(notebook.cells) if door in cell.source)
    for cell in notebook.cells[:place]:
        assert not cell.get("outputs")
    before = notebook.cells[place].source
    shown, _, folded = before.partition("<details><summary>What the sources say on the ten")
    for key in TEN:
        assert claims.at[key, "what_sources_say"] not in shown
        assert f"- {key}: {claims.at[key, 'what_sources_say']}" in folded
        if isinstance(claims.at[key, "caveat"], str):
            assert claims.at[key, "caveat"] not in before


def test_the_evidence_of_the_blind_ten_gives_no_verdict_away():
    claims = data.load("claims").set_index("claim_id")
    for key in TEN:
        assert not any(word in claims.loc[key, "what_sources_say"] for word in VERDICTS), key


def test_a_claim_with_a_late_key_stands_where_the_text_has_it():
    grouped = claims_text.claims(str, dict.fromkeys(LESSONS, ""))
    order = [row["claim_id"] for rows in grouped.values() for row in rows]
    assert sorted(order) == [row["claim_id"] for row in rows()]
    assert order.index("C69") == order.index("C39") + 1
    # His advice on helicopters follows the three counts that it rests on.
    assert order[order.index("C43") + 1] == "C81"
    assert "C69" in [row["claim_id"] for row in grouped["Capabilities"]]


def test_a_claim_with_an_unknown_lesson_is_named():
    with pytest.raises(DataError, match='C01: there is no lesson "09-mandate-and-means"'):
        claims_text.claims(str, {})
