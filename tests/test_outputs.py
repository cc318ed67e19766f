"""Tables of pandas made ready for reading."""

import re

import pandas as pd
from bs4 import BeautifulSoup
from pygments.token import STANDARD_TYPES

from malicourse_book.outputs import PLAIN, readable

FRAME = pd.DataFrame(
    {
        "per_year": [1.5, None],
        "date": ["2012-01-17", "2013-01-10"],
        "event": ["a text that is far longer than one line of any table " * 2, "short"],
    },
    index=pd.Index(["Kidal", "Gao"], name="place"),
)


def classes(table, place: int) -> list[list[str]]:
    return [row.find_all(["th", "td"])[place].get("class", []) for row in table.select("tr")]


def test_columns_are_marked_by_what_they_hold_and_headers_like_their_column():
    table = BeautifulSoup(readable(FRAME._repr_html_()), "html.parser").table
    assert classes(table, 0) == [["mc-first"]] * 3
    for place, kind in ((1, "mc-number"), (2, "mc-date"), (3, "mc-long")):
        assert classes(table, place) == [[kind]] * 3


def test_no_word_is_lost_or_moved():
    before = BeautifulSoup(FRAME._repr_html_(), "html.parser")
    after = BeautifulSoup(readable(FRAME._repr_html_()), "html.parser")
    texts = [[*it.select_one("tbody").stripped_strings] for it in (before, after)]
    assert texts[0] == texts[1]
    was, now = ({cell.get_text(strip=True) for cell in it("th")} for it in (before, after))
    assert was - {""} == now
    assert not after.find("style")


def test_the_name_of_an_index_stands_beside_those_of_the_columns_where_there_is_room():
    def heads(frame: pd.DataFrame) -> list[list[str]]:
        rows = BeautifulSoup(readable(frame._repr_html_()), "html.parser").select("thead tr")
        return [[cell.get_text() for cell in row.find_all("th")] for row in rows]

    assert heads(FRAME) == [["place", "per_year", "date", "event"]]
    two = FRAME.assign(year=[2012, 2013]).set_index("year", append=True)[["date"]]
    assert heads(two) == [["place", "year", "date"]]
    levels = pd.concat({"day": FRAME[["date"]]}, axis=1)
    assert heads(levels) == [["", "day"], ["place", "date"]]
    # The columns have a name themselves, and it takes the corner.
    assert heads(FRAME.rename_axis(columns="of")) == [
        ["of", "per_year", "date", "event"],
        ["place", "", "", ""],
    ]
    assert heads(FRAME.reset_index(drop=True)) == [["", "per_year", "date", "event"]]


def test_below_an_entry_of_several_rows_only_the_first_column_stays_in_view():
    frame = FRAME.assign(year=[2012, 2013], country="Mali").set_index(["country", "year"])
    rows = BeautifulSoup(readable(frame._repr_html_()), "html.parser").select("tbody tr")
    assert [row.select_one(".mc-first") is not None for row in rows] == [True, False]


def test_an_empty_table_stays_a_table():
    assert "<table" in readable(FRAME.head(0)._repr_html_())


def test_what_gets_no_element_in_code_has_the_colour_of_plain_text(book):
    css = (book / "_static" / "pygments.css").read_text("utf-8")
    colour = r'html\[data-theme="{}"\] \.highlight{} {{[^}}]*color: (#\w+)'
    for theme in ("light", "dark"):
        (plain,) = re.findall(colour.format(theme, ""), css)
        for kind in PLAIN:
            name = STANDARD_TYPES[kind]
            assert re.findall(colour.format(theme, rf" \.{name}"), css) == [plain], name
