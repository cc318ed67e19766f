"""Blind second codings: that each row that was coded is there, and what the cards say of them."""

import pandas as pd
import pytest

from malicourse import data, stats


def _alike(table: str, column: str, reader: str) -> tuple[int, float]:
    """Count the rows in which a reader and the course give one code, and kappa."""
    coded = data.load("blind_codes").fillna({"code": ""})
    mine = coded.query("coded_table == @table and column == @column and coder == @reader")
    own = data.load(table).astype(object)
    if table == "a4p_crosswalk":
        own["row_key"] = own["item_id"].astype(str) + "-" + own["area_no"].astype(str)
    key = {"human_rights_access": "incident_id", "a4p_crosswalk": "row_key"}
    own = own.drop_duplicates(key.get(table, own.columns[0]))
    own = own.set_index(key.get(table, own.columns[0]))[column]
    ours = [_word(own[key]) for key in mine["row_key"]]
    same = sum(a == b for a, b in zip(ours, mine["code"], strict=True))
    return same, round(stats.agreement(ours, list(mine["code"]))["kappa"], 2)


def _word(value: object) -> str:
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


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
    assert (_alike(table, column, "reader 1"), _alike(table, column, "reader 2")) == (first, second)


@pytest.mark.parametrize(
    ("column", "alike"), [("demanded", 6), ("answered", 7), ("settled", 7), ("accepted", 7)]
)
def test_the_card_of_exit_demands_says_how_one_reader_coded(column, alike):
    same, _ = _alike("exit_demands", column, "reader 1")
    assert (same, len(data.load("exit_demands"))) == (alike, 7)


def test_what_the_reader_and_the_course_still_date_apart_is_the_letter_of_burundi():
    coded = data.load("blind_codes").query("coded_table == 'exit_demands'")
    theirs = coded.set_index(["row_key", "column"])["code"]
    own = data.load("exit_demands").set_index("exit_id")
    assert f"{own.at['XD03', 'demanded']:%Y-%m-%d}" == "2005-11-23"
    assert theirs["XD03", "demanded"] == "2005-11-30"


def test_every_row_that_was_coded_blind_is_there():
    coded = data.load("blind_codes")
    keys = {"human_rights_access": "incident_id"}
    for table, rows in coded.groupby("coded_table"):
        own = data.load(table)
        known = (
            own["item_id"].astype(str) + "-" + own["area_no"].astype(str)
            if table == "a4p_crosswalk"
            else own[keys.get(table, own.columns[0])].astype(str)
        )
        assert set(rows["row_key"]) <= set(known), table
        assert set(rows["column"]) <= set(own), table
