"""How the search of the book cuts texts into words: numbers, symbols and accents included.

Sphinx cuts at everything that is no letter or digit and looks for no number, so that `S/RES/2164`
and `10-1-2` are nothing but rests of words, and it knows `Ménaka` and `Menaka` as two.
"""

import re
import unicodedata
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_DASHES = re.compile("[\N{HYPHEN}-\N{EM DASH}\N{MINUS SIGN}]")
_THOUSANDS = re.compile(r"(?<![\w,])\d{1,3}(?:,\d{3})+(?![\w,])")
_CHAIN = re.compile(r"\w+(?:[-/.]\w+)*")
_DIGIT = re.compile(r"\d")


class CourseSearch(SearchEnglish):
    """English, with numbers and symbols whole, and words without their accents.

    `query.js` does the same to what a reader asks.
    """

    js_splitter_code = (Path(__file__).parent / "query.js").read_text(encoding="utf-8")

    def split(self, input: str) -> list[str]:
        """Return the words of a text; of a chain with a digit the whole and its parts."""
        found = []
        for chain in _CHAIN.findall(plain(input)):
            parts = re.findall(r"\w+", chain)
            whole = [chain] if len(parts) > 1 and _DIGIT.search(chain) else []
            found += whole + parts
        return found


def plain(text: str) -> str:
    """Return a text without accents, kinds of dashes and commas between thousands."""
    letters = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
    return _THOUSANDS.sub(lambda number: number[0].replace(",", ""), _DASHES.sub("-", bare))


def setup(app: Sphinx) -> None:
    """Let the search use this language in the place of Sphinx's English."""
    app.add_search_language(CourseSearch)
