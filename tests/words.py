"""Numbers in the words of the lessons, and what stands behind each.

How a lesson's author works with it (as an example, lesson 04):

1. `python -m tests.words 04` prints each uncovered number, where it stands, and its sentence.
2. In a chart: the number must occur in the drawn data (also as sum, mean or count by group), on an
   axis, or in a statement that quotes the title or description.
3. In a paragraph: print or draw the number above it, link the source in the same sentence, or
   quote the sentence in a statement. Key points, the "Yes" of a quiz and numbers typed into an
   insight always need a statement (or a link).
4. A statement is a part of a sentence and what computes its numbers; see
   `tests/statements/lesson_04.py`. Quote what the command prints: without marks and addresses.
5. What nothing can compute (a threshold, a given) gets a reason in the metadata of its cell:
   `"numbers": {"25": "the threshold by which UCDP defines an active pair"}`.
6. No number of a lesson may be left uncovered; exceptions stay below 3 % of all numbers.

Not counted: words for numbers, headings, code, tables, prompts of exercises, wrong options of a
quiz, the list of sources, numbers that are names (resolution 2640). A year counts as occurring if
a table of the lesson holds it, a date if a table of the course does. Without a lesson the command
prints a line for each.
"""

from __future__ import annotations

import ast
import html
import inspect
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from malicourse.charts import MIME_TYPE
from malicourse.dates import MONTHS
from malicourse.exercises import all_exercises
from tests.statements import STATEMENTS, plain, quotations

ROOT = Path(__file__).resolve().parents[1]
LESSONS = {path.stem[:2]: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
#: Pages whose sentences are statements as well; nothing else covers their numbers.
PAGES = {"closing": ROOT / "book" / "closing.md"}

_MONTH = "|".join(MONTHS)
_NAME = r"(?:[Rr]esolutions?|[Ll]essons?|[Ee]xercises?|Articles?|Chapters?|[Pp]aragraphs?|Annex) "
_NUMBER = re.compile(
    rf"(?P<date>\b\d{{1,2}} (?:{_MONTH}) \d{{4}}\b)"
    rf"|(?P<day>\b\d{{1,2}} (?:{_MONTH})\b)"
    r"|(?<![\w/.])(?:[Rr]esolutions|[Ll]essons|[Ee]xercises) \d+(?:(?:, | and | to )\d+)+"
    rf"|(?<![\w/.]){_NAME}\d+"
    # 2013–17 is one year and a short form, 10-1-2 a name.
    r"|(?<=(?:19|20)\d\d)–\d\d(?!\d)|\b\d+(?:-\d+){2,}"
    r"|(?<![\w/])(?<![A-Za-z]-)(?<!\d[.,])"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w/]|[.,]\d)"
    r"(?P<times> (?:thousand|million|billion)\b)?"
)
_TIMES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_ABOUT = re.compile(r"\b(about|some|around|nearly|almost|roughly|close to)\W*$")
_MORE = re.compile(r"\b(more than|over|at least|above|beyond|exceeds?)\W*$")
_LESS = re.compile(r"\b(fewer than|less than|under|below|at most|up to)\W*$")
_SENTENCE = re.compile(r"(?<=[.?!:;])[*”\"’)]*\s+(?=[A-Z“\"*\[‘(])")
_OPTION = re.compile(r"^<details><summary>([A-D]\. .+)</summary>$")


@dataclass(frozen=True)
class Number:
    """A number as it is written: its text, where it stands in its sentence, its value."""

    text: str
    start: int
    value: float
    low: float
    high: float
    date: str = ""

    @property
    def is_year(self) -> bool:
        """Whether it may be a year."""
        return bool(re.fullmatch(r"(?:19|20)\d\d", self.text))

    def fits(self, value: float) -> bool:
        """Tell whether a value, rounded as the number is written, is this number."""
        return self.low - 1e-9 <= abs(value) <= self.high + 1e-9


@dataclass(frozen=True)
class Words:
    """A sentence of a lesson: `where` it stands, its plain text, and what may cover it."""

    where: str
    text: str
    linked: bool
    values: Values | None
    reasons: dict[str, str]


@dataclass(frozen=True)
class Found:
    """A number, its sentence, and what covers it; "" if nothing does."""

    number: Number
    words: Words
    by: str


class Values:
    """What outputs show: values, and dates as ISO text."""

    def __init__(self) -> None:
        self.numbers: set[float] = set()
        self.shares: set[float] = set()
        self.dates: set[str] = set()

    def add(self, value: Any) -> None:
        """Add a number, or the numbers and dates in a text."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if value == value:
                self.numbers.add(abs(float(value)))
        elif isinstance(value, str):
            self.dates.update(re.findall(r"\d{4}-\d{2}-\d{2}", value))
            for text in re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?|(?:19|20)\d\d", value):
                self.numbers.add(float(text.replace(",", "") or 0))
            for number in numbers_of(value):
                self.numbers.add(number.value)
                self.dates.add(number.date)
        elif isinstance(value, (list, tuple)):
            for item in value:
                self.add(item)
        elif isinstance(value, dict):
            for item in value.values():
                self.add(item)

    def have(self, number: Number, sentence: str) -> bool:
        """Tell whether a number occurs, rounded as written."""
        if number.date:
            return any(date.endswith(number.date) for date in self.dates)
        if any(number.fits(value) for value in self.numbers):
            return True
        if "per cent" not in sentence and "%" not in sentence and "share" not in sentence:
            return False
        ratios = {100 * value for value in self.numbers if 0 < value <= 1}
        return any(number.fits(value) for value in ratios | self.shares)


def numbers_of(text: str) -> list[Number]:
    """Return the numbers of a plain text in their order."""
    found = []
    for match in _NUMBER.finditer(text):
        if match["date"] or match["day"]:
            day, month, *year = match[0].split()
            date = "-".join([*year, f"{MONTHS.index(month) + 1:02}", f"{int(day):02}"])
            found.append(Number(match[0], match.start(), int(day), 0, -1, date))
        elif match["number"]:
            times = _TIMES.get((match["times"] or "").strip(), 1)
            digits = match["number"].replace(",", "")
            value = float(digits) * times
            step = times * 10.0 ** -len(digits.partition(".")[2])
            zeros = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if "." not in digits else 1
            low, high = value - step / 2, value + step / 2
            before = text[: match.start()]
            if _ABOUT.search(before):
                low, high = value - step * zeros / 2, value + step * zeros / 2
            elif _MORE.search(before):
                high = value + step * zeros
            elif _LESS.search(before):
                low = value - step * zeros
            found.append(Number(match["number"], match.start(), value, low, high))
    return found


@cache
def words_of(lesson: str) -> list[Words]:
    """Return the sentences of a lesson: of charts, paragraphs, quizzes, key points, insights.

    Of a page of the book they are those of its paragraphs and lists.
    """
    if lesson in PAGES:
        return list(_page_words(lesson))
    return [*_notebook_words(lesson), *_insights(lesson)]


def _page_words(page: str) -> Iterator[Words]:
    for _, _, block in _blocks(PAGES[page].read_text(encoding="utf-8"), ""):
        if not block.startswith("#"):
            for sentence in _SENTENCE.split(block):
                yield Words(f"page {page}", plain(sentence), False, None, {})


def _notebook_words(lesson: str) -> Iterator[Words]:
    notebook = nbformat.read(LESSONS[lesson], as_version=4)
    above, section = Values(), ""
    for place, cell in enumerate(notebook.cells):
        reasons = cell.metadata.get("numbers", {})
        shown_above = deepcopy(above)
        if cell.cell_type == "code":
            for output in cell.outputs:
                data = output.get("data", {})
                if MIME_TYPE in data:
                    yield from _chart_words(data[MIME_TYPE], f"chart, cell {place}", reasons)
                _show(output, above)
            continue
        for heading, kind, block in _blocks(cell.source, section):
            section = heading
            if kind == "skip":
                continue
            shown = None if kind in ("key point", "quiz, right answer") else shown_above
            for sentence in _SENTENCE.split(block):
                linked = "](http" in sentence
                yield Words(f"{kind}, cell {place}", plain(sentence), linked, shown, reasons)


def _insights(lesson: str) -> Iterator[Words]:
    """Yield what a right answer is told; a number that is not typed into it is computed."""
    for item in all_exercises():
        if item.lesson == LESSONS[lesson].stem:
            typed = Values()
            tree = ast.parse(inspect.getsource(item.compute))
            literals = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            typed.add([value for value in literals if isinstance(value, str)])
            computed = Values()
            text = plain(item.expected().insight)
            computed.add([n.value for n in numbers_of(text) if n.value not in typed.numbers])
            for sentence in _SENTENCE.split(text):
                yield Words(f"insight, {item.id}", sentence, False, computed, {})


def _blocks(source: str, section: str) -> Iterator[tuple[str, str, str]]:
    """Yield section, kind and text of each block of a Markdown cell."""
    source = re.sub(r"```.*?```|~~~.*?~~~|<!--.*?-->", "", source, flags=re.DOTALL)
    option, folded = "", False
    for lines in re.split(r"\n\s*\n|\n(?=[-*] |\d+\. |<)|(?<=</summary>)\n|(?<=\})\n", source):
        head, _, rest = lines.strip().partition("\n")
        if head.startswith("#"):
            section = head.lstrip("# ") if not head.startswith("###") else section
            head, rest, folded = rest, "", False
            lines = head
        if not lines.strip() or lines.lstrip().startswith(("|", "**Time:**")):
            continue
        if named := _OPTION.match(head):
            option, lines = named[1], rest
        elif head.startswith("<details"):
            option, folded, lines = "", True, rest
        elif head.startswith("</details"):
            option, folded, lines = "", False, rest
        text = re.sub(r"^\*\*\d+\. |^\d+\. |^[-*] |</?\w[^>]*>", "", lines.strip(), flags=re.M)
        if not text:
            continue
        kind = "paragraph"
        if section == "Key points":
            kind = "key point"
        elif section == "Sources" or (section == "Exercises" and not folded):
            kind = "skip"
        elif section == "Exercises":
            kind = "hint"
        elif section == "Check your understanding":
            kind = "quiz"
            if option and text.startswith("Yes"):
                yield section, "quiz, right answer", option[3:]
                kind = "quiz, right answer"
        yield section, kind, text


def _show(output: nbformat.NotebookNode, above: Values) -> None:
    """Add what one output shows."""
    data = output.get("data", {})
    above.add("".join(output.get("text", "")))
    above.add("".join(data.get("text/plain", "")))
    above.add(html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", _text(data, "text/html"))))
    if MIME_TYPE in data:
        above.add(list(_rows(data[MIME_TYPE])))


def _text(data: dict, kind: str) -> str:
    return "".join(data.get(kind, ""))


def _rows(spec: Any) -> Iterator[list]:
    """Yield the tables of a chart."""
    if isinstance(spec, dict):
        yield from (rows for rows in spec.get("datasets", {}).values() if isinstance(rows, list))
        if isinstance(spec.get("data"), dict) and isinstance(spec["data"].get("values"), list):
            yield spec["data"]["values"]
        for key in ("layer", "concat", "hconcat", "vconcat"):
            for inner in spec.get(key, []):
                yield from _rows(inner)
        yield from _rows(spec.get("spec"))


def _chart_words(spec: dict, where: str, reasons: dict[str, str]) -> Iterator[Words]:
    drawn = Values()
    for rows in _rows(spec):
        drawn.add(rows)
        _aggregates(pd.DataFrame([row for row in rows if isinstance(row, dict)]), drawn)
    _controls(spec, drawn)
    title = spec.get("title", {})
    title = title if isinstance(title, dict) else {"text": title}
    for name, text in [
        ("title", title.get("text")),
        ("subtitle", title.get("subtitle")),
        ("description", spec.get("description")),
    ]:
        if isinstance(text, dict):
            # An expression: its texts are written, the rest is computed.
            text = re.findall(r"'([^']*)'", text.get("expr", ""))
        text = " ".join(text) if isinstance(text, list) else text or ""
        for sentence in _SENTENCE.split(text):
            yield Words(f"{name} of {where}", plain(sentence), False, drawn, reasons)


def _controls(spec: Any, drawn: Values) -> None:
    """Add the ends of axes, controls and rings of a chart, and numbers written on it."""
    if isinstance(spec, list):
        for item in spec:
            _controls(item, drawn)
    elif isinstance(spec, dict):
        for key, inner in spec.items():
            if key in ("domain", "values", "value", "bind", "datum", "axis", "text"):
                drawn.add(inner)
            if key not in ("datasets", "config", "title", "description"):
                _controls(inner, drawn)


def _aggregates(rows: pd.DataFrame, drawn: Values) -> None:
    """Add count, sum, mean, ends and differences by group, as simple transforms give them."""
    if rows.empty:
        return
    numeric = [name for name in rows if pd.api.types.is_numeric_dtype(rows[name])]
    groups = [
        name
        for name in rows
        if rows[name].map(lambda cell: isinstance(cell, (str, int, bool))).all()
        and 1 < rows[name].nunique() <= 60
        and rows[name].nunique() < len(rows)
    ]
    drawn.add([len(rows), *(int(rows[name].nunique()) for name in groups)])
    for by in [(), *combinations(groups, 1), *combinations(groups[:6], 2)]:
        parts = rows.groupby(list(by)) if by else rows.assign(_=0).groupby("_")
        sizes = parts.size()
        drawn.add(sizes.tolist())
        drawn.shares.update((100 * sizes / len(rows)).tolist())
        for name in numeric:
            if name in by:
                continue
            sums = parts[name].sum()
            drawn.add([float(value) for value in sums])
            drawn.add([float(value) for value in parts[name].mean()])
            drawn.add([float(value) for value in parts[name].median()])
            if sums.sum():
                drawn.shares.update((100 * sums / sums.sum()).abs().tolist())


@cache
def _dates_of_tables() -> frozenset[str]:
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "data").glob("*.csv"))
    return frozenset(date for text in texts for date in re.findall(r"\d{4}-\d{2}-\d{2}", text))


@cache
def _years_of_lesson(lesson: str) -> frozenset[str]:
    if lesson in PAGES:
        return frozenset()
    code = LESSONS[lesson].read_text(encoding="utf-8")
    names = set(re.findall(r'load\(\\"(\w+)\\"\)', code))
    texts = (Path(ROOT, "data", f"{name}.csv").read_text(encoding="utf-8") for name in names)
    return frozenset(year for text in texts for year in re.findall(r"(?:19|20)\d\d", text))


def find(lesson: str) -> list[Found]:
    """Return every number of a lesson's words, with what covers it."""
    mine = [s.quotation for s in STATEMENTS if s.lesson == lesson]
    years, dates = _years_of_lesson(lesson), _dates_of_tables()
    return [
        Found(number, words, _cover(number, words, mine, years, dates))
        for words in words_of(lesson)
        for number in numbers_of(words.text)
    ]


def _cover(
    number: Number, words: Words, mine: list[str], years: frozenset[str], dates: frozenset[str]
) -> str:
    if number.text in words.reasons:
        return "exception"
    if any(start <= number.start < end for start, end in quotations(words.text, mine)):
        return "statement"
    if words.linked:
        return "link"
    if words.values is None:
        return ""
    if words.values.have(number, words.text):
        return "output"
    if number.is_year and number.text in years:
        return "output"
    if number.date and any(date.endswith(number.date) for date in dates):
        return "output"
    return ""


def lesson_text(lesson: str) -> str:
    """Return all that a statement may quote, as plain text."""
    return "\n".join(words.text for words in words_of(lesson))


def main(arguments: list[str]) -> int:
    """Print the uncovered numbers of lessons, or a line for each lesson."""
    for lesson in arguments:
        for found in find(lesson):
            if not found.by:
                print(f"{found.number.text}  [{found.words.where}]  {found.words.text}\n")
    if not arguments:
        kinds = ["output", "link", "statement", "exception", ""]
        counts = {
            lesson: pd.Series([found.by for found in find(lesson)]).value_counts()
            for lesson in LESSONS
        }
        table = pd.DataFrame(counts).T.reindex(columns=kinds).fillna(0).astype(int)
        table = table.rename(columns={"": "uncovered"})
        table.loc["all"] = table.sum()
        print(table.to_string())
        share = table.at["all", "exception"] / table.loc["all"].sum()
        print(f"Exceptions: {share:.1%} of {table.loc['all'].sum()} numbers.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
