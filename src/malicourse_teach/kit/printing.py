"""Pages of the built book as PDFs, printed by the Chromium of this machine."""

import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag

from jinja2 import Environment, PackageLoader, StrictUndefined
from playwright.sync_api import Browser, BrowserContext, Error, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from malicourse import charts
from malicourse_teach.kit import SeminarError
from malicourse_teach.kit.course import Course

#: The first is the same engine without windows: lighter, and faster to start.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ON_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
MISSING = (
    "No Chromium on this machine, so no PDF was made. Install it (Debian and Ubuntu: sudo apt "
    "install chromium; macOS: Google Chrome from google.com/chrome), then run this again."
)
OPTIONS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"]
#: Both styles are for a page at a time. The first keeps the solutions for the end of the book.
WITHOUT_SOLUTIONS = ".tag_solution { display: none !important; }"
ONLY_SOLUTIONS = """
.bd-article section > :not(section, h1, h3, .tag_solution),
.bd-article section section:not(:has(.tag_solution)),
.tag_solution summary { display: none !important; }
.bd-article h1 { font-size: 1.5rem; }
"""
#: What is for a screen only. A number stands at the foot of every page.
_PAPER = """
@page {{
  size: A4; margin: 18mm 16mm 20mm;
  @bottom-center {{ content: counter(page); font: 9pt {font}; color: {ink}; }}
}}
html {{ counter-reset: page {before}; }}
.bd-footer-article, .bd-footer-content, .bd-footer, .headerlink, .skip-link,
#pst-skip-link, .mc-needs-filter {{ display: none !important; }}
"""
_templates = Environment(
    loader=PackageLoader("malicourse_teach.kit"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def find_chromium() -> str | None:
    """Return the path of the Chromium of this machine, None where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(ON_MACOS) if ON_MACOS.exists() else None)


@dataclass
class _Chapter:
    """A line of the contents, and the pages printed for it; a caption has none of its own."""

    title: str
    level: int
    page: str = ""
    style: str = ""
    pdf: bytes = b""
    first: int = 0

    @property
    def key(self) -> str:
        """What links to the chapter name: the solutions of a lesson are no target of the book."""
        return self.page + ("#solutions" if self.style == ONLY_SOLUTIONS else "")


class Press:
    """A running Chromium that prints files of this machine; it asks no host for anything."""

    def __init__(self, browser: Browser) -> None:
        self._context: BrowserContext = browser.new_context(
            color_scheme="light", viewport={"width": 900, "height": 1200}
        )
        # Without scripts a page is as it was drawn at build time, and the same every time.
        # (Playwright cannot add a style to a page whose scripts are switched off altogether.)
        self._context.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())
        self._page = self._context.new_page()

    def print(
        self, address: str, *, before: int = 0, style: str = "", tagged: bool = True
    ) -> bytes:
        """Print one file.

        Parameters
        ----------
        address : str
            A `file:` address.
        before : int
            How many pages come before, for the numbers at the foot.
        style : str
            CSS for this print.
        tagged : bool
            Whether the PDF says to a screen reader what is a heading, a list or a table.

        Returns
        -------
        bytes
            A PDF on A4.

        Raises
        ------
        SeminarError
            If Chromium cannot open or print it.
        """
        paper = _PAPER.format(before=before, font=charts.FONT, ink=charts.SOFT_INK)
        try:
            self._page.goto(address)
            self._page.add_style_tag(content=paper + style)
            return self._page.pdf(prefer_css_page_size=True, print_background=True, tagged=tagged)
        except Error as error:
            name = address.rsplit("/", 1)[-1]
            raise SeminarError(f"{name} cannot be printed: {str(error).splitlines()[0]}") from None


@contextmanager
def press() -> Iterator[Press]:
    """Start a Chromium for printing, and stop it afterwards.

    Raises
    ------
    SeminarError
        If there is none, or it does not start.
    """
    path = find_chromium()
    if path is None:
        raise SeminarError(MISSING)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        except Error as error:
            reason = str(error).splitlines()[0]
            raise SeminarError(f"{path} does not start, so no PDF was made: {reason}") from None
        try:
            yield Press(browser)
        finally:
            browser.close()


def handout(course: Course, page: str, at: Press) -> bytes:
    """Print one page of the book by itself.

    Parameters
    ----------
    course : Course
        The course; its book has to be built.
    page : str
        A page of the book, such as "book/a4p-overview".
    at : Press
        A running Chromium.

    Returns
    -------
    bytes
        A PDF without a date. Its links to other pages of the book are plain words.
    """
    printed = at.print((course.book / f"{page}.html").as_uri())
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    _lead_links(writer, course, {})
    return _finished(writer, course, _title(course, page))


def book(course: Course, at: Press, say: Callable[[str], None]) -> bytes:
    """Print the whole book in its order, with the worked solutions at the end.

    Parameters
    ----------
    course : Course
        The course; its book has to be built.
    at : Press
        A running Chromium.
    say : callable
        Called with a line of progress.

    Returns
    -------
    bytes
        One PDF without a date: contents, page numbers, outline, and links between its pages.
    """
    chapters = [_Chapter(_title(course, course.front), 0, course.front, WITHOUT_SOLUTIONS)]
    for part in course.parts:
        chapters.append(_Chapter(part.caption, 0))
        chapters += [
            _Chapter(_title(course, page), 1, page, WITHOUT_SOLUTIONS) for page in part.pages
        ]
    chapters.append(_Chapter("Worked solutions", 0))
    chapters += [
        _Chapter(_title(course, page), 1, page, ONLY_SOLUTIONS)
        for page in (f"notebooks/{lesson}" for lesson in course.lessons)
    ]
    # The length of the contents does not depend on the numbers in them.
    number = _length(_contents(course, chapters, at))
    for done, chapter in enumerate(chapters, start=1):
        chapter.first = number
        if chapter.page:
            address = (course.book / f"{chapter.page}.html").as_uri()
            chapter.pdf = at.print(address, before=number, style=chapter.style, tagged=False)
            number += _length(chapter.pdf)
        if done % 20 == 0 or done == len(chapters):
            say(f"  {done} of {len(chapters)} chapters, {number} pages")
    writer = PdfWriter()
    for pdf in (_contents(course, chapters, at), *(chapter.pdf for chapter in chapters)):
        if pdf:
            writer.append(_with_plain_targets(pdf), import_outline=False)
    parent = None
    for chapter in chapters:
        entry = writer.add_outline_item(
            chapter.title, chapter.first, parent=parent if chapter.level else None
        )
        parent = parent if chapter.level else entry
    _lead_links(writer, course, {chapter.key: chapter.first for chapter in chapters})
    return _finished(writer, course, course.title)


def _contents(course: Course, chapters: list[_Chapter], at: Press) -> bytes:
    html = _templates.get_template("contents.html").render(
        course=course, chapters=chapters, charts=charts, folder=course.book.as_uri()
    )
    # Chromium calls a link internal only where it knows the file, so the page is one for a moment.
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "contents.html"
        page.write_text(html, encoding="utf-8")
        return at.print(page.as_uri(), tagged=False)


def _length(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def _title(course: Course, page: str) -> str:
    """Return the title of a built page."""
    text = (course.book / f"{page}.html").read_text(encoding="utf-8")
    title = unescape(re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1])
    return title.removesuffix(f" \N{EM DASH} {course.title}").strip()


def _with_plain_targets(pdf: bytes) -> PdfReader:
    """Let links inside a print name page and place: other prints use the same names."""
    reader = PdfReader(io.BytesIO(pdf))
    named = reader.named_destinations
    for page in reader.pages:
        for link in page.get("/Annots", ()):
            link = link.get_object()
            if isinstance(name := link.get("/Dest"), str) and name in named:
                link[NameObject("/Dest")] = named[name].dest_array
    for key in ("/Dests", "/Names"):
        reader.root_object.pop(key, None)
    return reader


def _lead_links(writer: PdfWriter, course: Course, targets: dict[str, int]) -> None:
    """Turn links to files of this machine into links inside the PDF, or into plain words."""
    start = course.book.as_uri() + "/"
    for page in writer.pages:
        kept = ArrayObject()
        for link in page.get("/Annots", ()):
            annotation = link.get_object()
            address = annotation.get("/A", {}).get("/URI", "")
            if address.startswith("file:"):
                path, fragment = urldefrag(address.removeprefix(start))
                name = path.partition("?")[0].removesuffix(".html")
                number = targets.get(f"{name}#{fragment}", targets.get(name))
                if number is None:
                    continue
                del annotation["/A"]
                place = [writer.pages[number].indirect_reference, NameObject("/Fit")]
                annotation[NameObject("/Dest")] = ArrayObject(place)
            kept.append(link)
        if "/Annots" in page:
            page[NameObject("/Annots")] = kept


def _finished(writer: PdfWriter, course: Course, title: str) -> bytes:
    """Return the PDF as bytes that are the same on every day."""
    writer.metadata = {"/Title": title, "/Author": course.author}
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
