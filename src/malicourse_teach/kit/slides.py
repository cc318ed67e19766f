"""Slide decks: the opening, charts, questions and key points of lessons, shown by reveal.js."""

import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from sphinx_revealjs.utils import get_revealjs_path

from malicourse import charts
from malicourse_book.charts.data_table import chart_words, with_named_data
from malicourse_book.charts.drawing import draw
from malicourse_book.lessons import questions
from malicourse_teach.kit import SeminarError
from malicourse_teach.kit.copies import SOLUTION, read_notebook
from malicourse_teach.kit.course import Course

#: What a deck needs of reveal.js, which lies beside it: no slide asks another host for anything.
REVEAL = ("reveal.css", "reset.css", "reveal.js")
#: Room in CSS pixels on a slide of 1280 by 720 for a chart under its title, and beside it.
UNDER, BESIDE = (1170, 485), (770, 625)
#: A chart that would be drawn smaller than this is shown in parts that overlap by so many pixels.
SMALLEST, OVERLAP = 0.8, 30
#: Characters up to which a text is set in the largest and in the middle size.
LARGE, MIDDLE = 420, 640
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_LOCAL_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:)[^)\s]*\)")
_VIEW = re.compile(r'viewBox="[^"]*"')
_MISCONCEPTION = re.compile(r"^\*\*The misconception.*", re.MULTILINE | re.DOTALL)

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_templates = Environment(
    loader=PackageLoader("malicourse_teach.kit"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes
    ----------
    kind : {"opening", "chart", "question", "discussion", "key"}
        It decides on the layout.
    title : str
        HTML.
    body : str
        HTML.
    size : {"large", "middle", "small"}
        Of the type.
    options : tuple of tuple of str
        Options of a question, each with what is said to it, as HTML.
    subtitle : str
        Of a chart: unit and source.
    beside : bool
        Whether a chart stands beside its title and not under it.
    interactive : bool
        Whether a reader of the book can change the chart.
    """

    kind: str
    title: str
    body: str = ""
    size: str = "large"
    options: tuple[tuple[str, str], ...] = ()
    subtitle: str = ""
    beside: bool = False
    interactive: bool = False


def lesson_slides(path: Path) -> list[Slide]:
    """Make the slides of one lesson.

    Parameters
    ----------
    path : pathlib.Path
        The notebook. Charts in worked solutions are left out: slides are for the whole room.

    Returns
    -------
    list of Slide
        Opening, charts, questions, points for discussion, key points.

    Raises
    ------
    SeminarError
        If the notebook lacks a section, or a chart cannot be drawn.
    """
    notebook = read_notebook(path)
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    head, *pairs = _SECTION.split(text)
    sections = dict(zip(pairs[::2], pairs[1::2], strict=True))
    try:
        question, discussion, key = (
            sections[name] for name in ("Check your understanding", "For the seminar", "Key points")
        )
    except KeyError as missing:
        raise SeminarError(f"{path.name}: there is no section {missing}.") from None
    title, *opening = head.strip().split("\n\n")
    # After the title comes the line with the minutes, which a room does not need.
    return [
        _prose("opening", _inline(title.removeprefix("# ")), "\n\n".join(opening[1:])),
        *_chart_slides(notebook, path.stem),
        *_question_slides(question),
        _prose("discussion", "For discussion", _MISCONCEPTION.sub("", discussion)),
        _prose("key", "Key points", key),
    ]


def all_slides(course: Course, lessons: Iterable[str], jobs: int = 2) -> dict[str, list[Slide]]:
    """Make the slides of several lessons side by side; drawing the charts takes most of the time.

    Parameters
    ----------
    course : Course
        The course.
    lessons : iterable of str
        Names of lessons.
    jobs : int
        How many processes at a time.

    Returns
    -------
    dict of str to list of Slide
        By lesson, in the order given.

    Raises
    ------
    SeminarError
        If the slides of a lesson cannot be made.
    """
    lessons = tuple(lessons)
    paths = [course.notebook(lesson) for lesson in lessons]
    # A process that has drawn a chart has threads, and a fork of it would wait for them for ever.
    fresh = get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(lessons) or 1), mp_context=fresh) as pool:
        return dict(zip(lessons, pool.map(lesson_slides, paths), strict=True))


def deck_html(
    course: Course, title: str, lessons: Iterable[str], slides: dict[str, list[Slide]]
) -> str:
    """Return a deck as a page that needs the folder `reveal/` beside it.

    Parameters
    ----------
    course : Course
        The course.
    title : str
        What the first slide says.
    lessons : iterable of str
        Names of the deck's lessons, in order.
    slides : dict
        From `all_slides`.

    Returns
    -------
    str
        A whole HTML document.
    """
    listed = [(lesson.split("-")[0], slides[lesson]) for lesson in lessons]
    return _templates.get_template("deck.html").render(
        course=course, title=title, lessons=listed, charts=charts
    )


def write_reveal(folder: Path) -> None:
    """Put the files of reveal.js, and its licence, into the folder of a deck."""
    source, target = Path(get_revealjs_path()), folder / "reveal"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / "LICENSE", target / "LICENSE")
    for name in REVEAL:
        text = (source / "dist" / name).read_text(encoding="utf-8")
        # The map that the last line names is not here; a browser would look for it in vain.
        text = re.sub(r"\n?//# sourceMappingURL=.*", "", text)
        (target / name).write_text(text, encoding="utf-8", newline="\n")


def _prose(kind: str, title: str, source: str) -> Slide:
    source = _plain(source)
    return Slide(kind, title, _markdown.render(source), _size(source))


def _size(source: str) -> str:
    # An address takes no room on a slide.
    length = len(re.sub(r"\]\([^)]*\)", "]", source))
    return "large" if length <= LARGE else "middle" if length <= MIDDLE else "small"


def _question_slides(source: str) -> Iterator[Slide]:
    for question in questions(_plain(source)):
        options = tuple((label, _markdown.render(text)) for label, text in question.options)
        words = " ".join(
            (question.asked, *(word for option in question.options for word in option))
        )
        yield Slide("question", "Question", _markdown.render(question.asked), _size(words), options)


def _chart_slides(notebook: nbformat.NotebookNode, lesson: str) -> Iterator[Slide]:
    specs = [
        output.data[charts.MIME_TYPE]
        for cell in notebook.cells
        if cell.cell_type == "code" and SOLUTION not in cell.metadata.get("tags", [])
        for output in cell.outputs
        if charts.MIME_TYPE in output.get("data", {})
    ]
    for number, spec in enumerate(specs, start=1):
        try:
            yield from _chart_parts(spec, f"{lesson}-{number}")
        except ValueError as error:
            reason = str(error).strip().splitlines()[0]
            raise SeminarError(f"{lesson}.ipynb, chart {number}: {reason}") from None


def _chart_parts(spec: dict[str, Any], ids: str) -> Iterator[Slide]:
    """Yield the slide of a chart, or several that show a very tall one from top to bottom."""
    title, subtitle = chart_words(spec)
    interactive = any("bind" in param for param in spec.get("params", ()))
    drawn = with_named_data(spec)
    drawn.pop("title", None)
    drawn["background"] = "transparent"
    root = ET.fromstring(draw(drawn, max(UNDER), ids=ids)[0])
    width, whole = float(root.get("width", "1")), float(root.get("height", "1"))
    parts, height = 1, whole
    while _scale(width, height)[0] < SMALLEST:
        parts += 1
        height = (whole - OVERLAP) / parts + OVERLAP
    scale, beside = _scale(width, height)
    for part in range(parts):
        svg = draw(drawn, max(UNDER), ids=f"{ids}-{part}")[0]
        which = f" Part {part + 1} of {parts}, from the top." if parts > 1 else ""
        label = escape((spec.get("description") or title) + which, quote=True)
        top = part * (height - OVERLAP)
        svg = _VIEW.sub(f'viewBox="0 {top:.1f} {width:.1f} {height:.1f}"', svg, count=1)
        size = f'style="width:{width * scale:.0f}px;height:{height * scale:.0f}px"'
        svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" {size} ', 1)
        more = {"subtitle": subtitle + which, "beside": beside, "interactive": interactive}
        yield Slide("chart", escape(title), svg, **more)


def _scale(width: float, height: float) -> tuple[float, bool]:
    """Say how far a drawing can be enlarged, and whether it then stands beside its title."""
    under, beside = (min(room[0] / width, room[1] / height) for room in (UNDER, BESIDE))
    return max(under, beside), beside > under


def _inline(source: str) -> str:
    return _markdown.renderInline(_plain(source))


def _plain(source: str) -> str:
    """Keep the words of links that lead to other pages of the course: a deck stands alone."""
    return _LOCAL_LINK.sub(r"\1", source).strip()
