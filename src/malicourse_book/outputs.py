"""Outputs and code of lessons for reading: tables seen whole, lines kept, chart code folded."""

import re
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge
from sphinx.transforms.post_transforms import SphinxPostTransform

from malicourse_book.charts.figure import chart_figure

_NUMBER = re.compile(r"[-−+]?[\d,. ]*\d([eE][-+]?\d+)?\s?%?|NaN|inf")
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?([ T][\d:.]+)?|NaT")
#: What pandas writes where a cell is empty says nothing of a column's kind.
_EMPTY = ("", "NaN", "None", "NaT", "<NA>", "...")
#: Letters and padding of a row from which its type becomes smaller, and smaller again.
_WIDE, _WIDER = 72, 92
_LONG = 60
#: Two blanks inside a line: its parts stand below those of the line above.
_ALIGNED = re.compile(r"\S {2,}\S")
#: What both styles of the theme print like plain text, and what is most of any code.
PLAIN = (Name, Name.Namespace, Punctuation, Text.Whitespace)
_SWITCH = """<fieldset class="mc-code-switch pst-js-only"><legend>Code</legend>
<label><input type="radio" name="mc-code" value="all"> all</label>
<label><input type="radio" name="mc-code" value="steps" checked> the steps</label>
<label><input type="radio" name="mc-code" value="none"> none</label>
</fieldset>"""


class chart_code(nodes.General, nodes.Element):
    """The folded code of a chart. `title` tells it from the others of its page."""


class Highlighted(HtmlFormatter):
    """Code in colours, without an element around what has none: half the weight of its markup."""

    def _get_css_class(self, ttype: Any) -> str:
        return "" if ttype in PLAIN else super()._get_css_class(ttype)


def setup(app: Sphinx) -> None:
    """Register the transforms, the reader's switch and their style sheet and script."""
    PygmentsBridge.html_formatter = Highlighted
    app.add_node(chart_code, html=(_visit_code, _depart_code))
    app.add_post_transform(FoldChartCode)
    app.add_post_transform(WholeOutputs)
    app.connect("doctree-resolved", _add_switch)
    # After the style sheet of the course.
    app.add_css_file("lessons.css", priority=900)
    app.add_js_file("lessons.js", priority=800)


class FoldChartCode(SphinxPostTransform):
    """Fold the code of cells with the tag `hide-input` under a name of its own."""

    # Before MyST-NB folds what has still a mode.
    default_priority = 198
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Wrap the code of each such cell."""
        number = 0
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") != "cell_code" or cell.get("hide_mode") != "input":
                continue
            number += 1
            figure = next(cell.findall(chart_figure), None)
            title = figure.children[0].astext() if figure and figure.children else f"no. {number}"
            source = cell.children[0]
            fold = chart_code(title=title)
            cell.replace(source, fold)
            fold += source
            del cell["hide_mode"]


class WholeOutputs(SphinxPostTransform):
    """Prepare tables and printed lines for the width that the page has."""

    # After MyST-NB has chosen one form of each output.
    default_priority = 198
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Rewrite the tables of pandas, and mark printed text whose lines must not break."""
        for output in self.document.findall(nodes.container):
            if output.get("nb_element") != "cell_code_output":
                continue
            for raw in list(output.findall(nodes.raw)):
                if 'class="dataframe"' in raw.astext():
                    raw.children = [nodes.Text(readable(raw.astext()))]
                    raw.rawsource = raw.astext()
            for block in output.findall(nodes.literal_block):
                if any(_ALIGNED.search(line) for line in block.astext().splitlines()):
                    block["classes"].append("mc-columns")


def readable(markup: str) -> str:
    """Return a table of pandas with a class for the kind of each column.

    Parameters
    ----------
    markup : str
        What `DataFrame.to_html()` wrote.

    Returns
    -------
    str
        The same cells in the same order. `mc-number` and `mc-date` mark cells and their headers,
        `mc-long` texts of more than a line, `mc-first` the first column.
    """
    soup = BeautifulSoup(markup, "html.parser")
    for style in soup.find_all("style"):
        style.decompose()
    for table in soup.find_all("table", class_="dataframe"):
        _read(soup, table)
    return str(soup)


def _read(soup: BeautifulSoup, table: Tag) -> None:
    del table["border"]
    body = [row.find_all(["th", "td"]) for row in table.select("tbody tr")]
    head = [row.find_all(["th", "td"]) for row in table.select("thead tr")]
    if not body or not head:
        return
    values = [[cell for cell in row if cell.name == "td"] for row in body]
    count = max(map(len, values))
    head = _in_one_row(head, count)
    kinds, width = [], 0
    for place in range(count):
        texts = [row[place].get_text(strip=True) for row in values if len(row) == count]
        kind = _kind(texts)
        kinds.append(kind)
        width += 3 + max((_unbroken(text, kind) for text in texts), default=0)
        for row in values:
            if kind and len(row) == count:
                row[place]["class"] = [kind]
    total = max(map(_span, [*head, *body]))
    for place in range(total - count):
        texts = [row[place].get_text(strip=True) for row in body if _span(row) == total]
        width += 3 + max((_unbroken(text, "") for text in texts), default=0)
    for row in head:
        row[0].parent.attrs.pop("style", None)
        end = 0
        for cell in reversed(row):
            span = int(cell.get("colspan", 1))
            end += span
            place = count - end
            if span == 1 and place >= 0 and kinds[place]:
                cell["class"] = [kinds[place]]
            cell["scope"] = "col" if span == 1 else "colgroup"
            _let_break(soup, cell)
    for row in [*head, *body]:
        # Below an entry of several rows the first cell of a row is no cell of the first column.
        if _span(row) == total:
            row[0]["class"] = [*row[0].get("class", []), "mc-first"]
    for row in body:
        for cell in row:
            if cell.name == "th":
                cell["scope"] = "row"
    if width > _WIDE:
        table["class"] = ["dataframe", "mc-wider" if width > _WIDER else "mc-wide"]


def _in_one_row(head: list[list[Tag]], count: int) -> list[list[Tag]]:
    """Set the names of the index beside those of the columns: pandas writes them a row below."""
    if len(head) < 2:
        return head
    *above, last, names = head
    own = len(names) - count
    free = [cell for cell in [*last[:own], *names[own:]] if not cell.get_text(strip=True)]
    if own < 1 or len(free) < len(names) or _span(last[:own]) != own:
        return head
    for place, name in zip(last[:own], names, strict=False):
        place.string = name.get_text(strip=True)
    names[0].parent.decompose()
    return [*above, last]


def _span(row: list[Tag]) -> int:
    return sum(int(cell.get("colspan", 1)) for cell in row)


def _kind(texts: list[str]) -> str:
    told = [text for text in texts if text not in _EMPTY]
    if told and all(_DATE.fullmatch(text) for text in told):
        return "mc-date"
    if told and all(_NUMBER.fullmatch(text) for text in told):
        return "mc-number"
    return "mc-long" if any(len(text) > _LONG for text in told) else ""


def _unbroken(text: str, kind: str) -> int:
    """Count the letters that stay on one line."""
    if kind == "mc-long":
        return 24
    return len(text) if kind else max(map(len, text.split()), default=0)


def _let_break(soup: BeautifulSoup, cell: Tag) -> None:
    """Let the name of a column break where it has a low line."""
    parts = cell.get_text(strip=True).split("_")
    if len(parts) > 1 and not cell.find(True):
        cell.clear()
        for number, part in enumerate(parts):
            if number:
                cell.append("_")
                cell.append(soup.new_tag("wbr"))
            cell.append(part)


def _visit_code(translator: Any, node: chart_code) -> None:
    translator.body.append(
        '<details class="mc-chart-code"><summary>Code of this chart'
        f'<span class="mc-spoken">: {escape(node["title"])}</span></summary>\n'
    )


def _depart_code(translator: Any, node: chart_code) -> None:
    translator.body.append("</details>\n")


def _add_switch(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put the switch below the line that says how long the lesson takes."""
    if app.builder.format != "html" or not page.startswith("notebooks/"):
        return
    first = next(doctree.findall(nodes.paragraph), None)
    if first is not None:
        place = first.parent.index(first) + 1
        first.parent.insert(place, nodes.raw("", _SWITCH, format="html"))
