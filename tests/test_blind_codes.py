"""Blind second codings: that each row that was coded is there, and what the cards say of them."""

import pytest
import yaml

from malicourse import data
from tests.statements.blind import alike, row_keys


def card(table: str) -> str:
    """Return what the card of a table says of its coding, as one line."""
    known = yaml.safe_load((data.folder() / f"{table}.yml").read_text(encoding="utf-8"))
    return " ".join([*known["caveats"], *known["coding"]])


# What the cards say of the blind second codings, table by table and reader by reader.
@pytest.mark.parametrize(
    ("table", "column", "first", "second"),
    [
        ("cooperation_events", "host_act", (58, 0.93), (58, 0.93)),
        ("cooperation_events", "direction", (49, 0.71), (27, 0.27)),
        ("restrictions", "row_type", (44, 0.96), (44, 0.96)),
        ("restrictions", "imposed_by_type", (45, 1.0), (45, 1.0)),
        ("restrictions", "end_means", (34, 0.6), (34, 0.6)),
        ("human_rights_access", "access", (12, 1.0), (12, 1.0)),
        ("human_rights_access", "access_strict", (12, 1.0), (12, 1.0)),
        ("human_rights_access", "access_wide", (12, 1.0), (12, 1.0)),
        ("human_rights_access", "accused_type", (12, 1.0), (12, 1.0)),
        ("reform_asks", "verb", (89, 1.0), (89, 1.0)),
        ("reform_asks", "asked", (85, 0.93), (87, 0.97)),
        ("reform_asks", "also_asked", (88, 0.93), (89, 1.0)),
        ("a4p_crosswalk", "record", (68, 0.87), (68, 0.87)),
        ("claims", "verdict", (20, 1.0), (20, 1.0)),
    ],
)
def test_the_cards_say_how_blind_readers_coded(table, column, first, second):
    found = alike(table, column)
    assert [(each.same, each.kappa) for each in found] == [first, second]
    for each in found:
        if each.same < each.rows:
            assert str(each.same) in card(table) and f"{each.kappa:.2f}" in card(table)


@pytest.mark.parametrize(
    ("column", "same"), [("demanded", 6), ("answered", 7), ("settled", 7), ("accepted", 7)]
)
def test_the_card_of_exit_demands_says_how_one_reader_coded(column, same):
    (reader,) = alike("exit_demands", column)
    assert reader[:2] == (same, 7)


def test_what_the_reader_and_the_course_still_date_apart_is_the_letter_of_burundi():
    coded = data.load("blind_codes").query("coded_table == 'exit_demands'")
    theirs = coded.set_index(["row_key", "column"])["code"]
    own = data.load("exit_demands").set_index("exit_id")
    assert f"{own.at['XD03', 'demanded']:%Y-%m-%d}" == "2005-11-23"
    assert theirs["XD03", "demanded"] == "2005-11-30"


def test_every_row_that_was_coded_blind_is_there():
    coded = data.load("blind_codes")
    for table, rows in coded.groupby("coded_table"):
        assert set(rows["row_key"]) <= set(row_keys(table)), table
        assert set(rows["column"]) <= set(data.load(table)), table
