"""Copies of the lessons in a folder that stands alone: notebooks, the pages they name, tables."""

import html
import json
import posixpath
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from bs4 import BeautifulSoup
from bs4.element import Tag
from nbconvert.preprocessors import TagRemovePreprocessor

from malicourse_teach.kit import SeminarError
from malicourse_teach.kit.course import Course

SOLUTION, FOLDED = "solution", "hide-cell"
#: The page that says how to run a lesson is about the book; a folder of copies has its own.
HOW_TO = "book/how-to-use"
README = "README.txt"
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_LOAD = re.compile(r"""\bload\(\s*["'](\w+)["']""")
#: Parts of a page of the book that do nothing away from it.
_ONLY_IN_THE_BOOK = "script, a.headerlink, .chart-inputs, .mc-needs-filter, .mc-permalink"
_STYLES = re.compile(r"(basic|theme|pygments|sphinx-design\.min|pages|colours|course)\.css")

Copy = Callable[[nbformat.NotebookNode], nbformat.NotebookNode]


def student(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a lesson without its worked solutions; hints and outputs stay.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A lesson; it may be changed.

    Returns
    -------
    nbformat.NotebookNode
        The lesson without the cells tagged `solution`.
    """
    remove = TagRemovePreprocessor(remove_cell_tags={SOLUTION}, enabled=True)
    return remove.preprocess(notebook, {})[0]


def instructor(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a lesson whose worked solutions are open.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A lesson; it is changed.

    Returns
    -------
    nbformat.NotebookNode
        The same lesson, with no cell folded.
    """
    for cell in notebook.cells:
        if SOLUTION in cell.metadata.get("tags", []):
            cell.metadata.tags = [tag for tag in cell.metadata.tags if tag != FOLDED]
            folding = cell.metadata.pop("jupyter", {})
            kept = {k: v for k, v in folding.items() if not k.endswith("_hidden")}
            if kept:
                cell.metadata.jupyter = nbformat.from_dict(kept)
    return notebook


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a lesson.

    Raises
    ------
    SeminarError
        If it is missing or is no notebook.
    """
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, KeyError) as error:
        reason = " ".join(str(error).split())[:200]
        raise SeminarError(
            f"{path.name}: this is not a notebook that can be read ({reason})."
        ) from (None)


def write_copies(course: Course, lessons: Iterable[str], copy: Copy, target: Path) -> None:
    """Write lessons into a folder, with the pages that they name and the tables that they load.

    Links between the lessons lead to the copies, links to pages of the book to `pages/`. Where a
    lesson or a page is not in the folder, the words of the link stay.

    Parameters
    ----------
    course : Course
        The course; its book has to be built.
    lessons : iterable of str
        Names of lessons.
    copy : callable
        `student` or `instructor`.
    target : pathlib.Path
        The folder; it is made if need be.

    Raises
    ------
    SeminarError
        If a lesson cannot be read or a link in it leads nowhere in the course.
    """
    lessons = tuple(lessons)
    target.mkdir(parents=True, exist_ok=True)
    pages: set[str] = set()
    files: set[str] = set()
    tables: set[str] = set()
    for lesson in lessons:
        notebook = read_notebook(course.notebook(lesson))
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = _relink(cell.source, course, lesson, lessons, pages, files)
            else:
                tables.update(_LOAD.findall(cell.source))
        nbformat.write(copy(notebook), target / f"{lesson}.ipynb")
    _write_tables(course, tables, target / "data")
    for page in sorted(pages):
        _write_page(course, page, target, lessons, pages, tables)
    for file in sorted(files):
        copied = target / _place_of_file(file)
        copied.parent.mkdir(exist_ok=True)
        shutil.copy(course.root / file, copied)


def place(page: str) -> str:
    """Return where a page of the book lies in a folder of copies."""
    return f"pages/{page.removeprefix('book/')}.html"


def _place_of_file(file: str) -> str:
    return f"pages/{posixpath.basename(file)}"


def _relink(
    source: str,
    course: Course,
    lesson: str,
    lessons: tuple[str, ...],
    pages: set[str],
    files: set[str],
) -> str:
    """Lead the links of a cell to the copies; note the pages and files of the book it names."""

    def lead(link: re.Match[str]) -> str:
        words, target = link["words"], link["target"]
        path, mark, fragment = target.partition("#")
        if not path or urlsplit(target).scheme:
            return link[0]
        found = posixpath.normpath(posixpath.join("notebooks", path))
        page = found.removesuffix(".md").removesuffix(".ipynb")
        if page not in course.pages:
            # A form is no page of the book: it is saved, and handed out, as it is.
            if found.endswith(".html") and (course.root / found).is_file():
                files.add(found)
                return f"[{words}]({_place_of_file(found)}{mark}{fragment})"
            raise SeminarError(
                f"{lesson}.ipynb: the link to {target} leads to no page of the book."
            )
        name = page.removeprefix("notebooks/")
        if name in lessons:
            return f"[{words}]({name}.ipynb{mark}{fragment})"
        if name != page:
            return f"{words} (lesson {name.split('-')[0]}, not in this folder)"
        if page == HOW_TO:
            return f"[{words}]({README})"
        pages.add(page)
        return f"[{words}]({place(page)}{mark}{fragment})"

    return _LINK.sub(lead, source)


def _write_tables(course: Course, tables: set[str], target: Path) -> None:
    """Copy tables and the part of their description that is about them."""
    description = json.loads((course.root / "data" / "datapackage.json").read_text("utf-8"))
    kept = [table for table in description["resources"] if table["name"] in tables]
    target.mkdir(exist_ok=True)
    for table in kept:
        shutil.copyfile(course.root / "data" / table["path"], target / table["path"])
    text = json.dumps({**description, "resources": kept}, indent=2, ensure_ascii=False)
    (target / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _write_page(
    course: Course,
    page: str,
    target: Path,
    lessons: tuple[str, ...],
    pages: set[str],
    tables: set[str],
) -> None:
    """Write the article of a page, without the frame that leads through the rest of the book."""
    soup = BeautifulSoup((course.book / f"{page}.html").read_text("utf-8"), "html.parser")
    article = soup.select_one("article.bd-article")
    for useless in article.select(_ONLY_IN_THE_BOOK):
        useless.decompose()
    here = posixpath.dirname(place(page))
    for link in article.select("a[href]"):
        _relink_tag(link, page, here, lessons, pages, tables)
    styles = [
        name
        for sheet in soup.select("link[rel=stylesheet]")
        if _STYLES.fullmatch(name := posixpath.basename(urlsplit(sheet["href"]).path))
    ]
    static = target / "pages" / "_static"
    static.mkdir(parents=True, exist_ok=True)
    for name in styles:
        shutil.copyfile(course.book / "_static" / name, static / name)
    up = posixpath.relpath("pages/_static", here)
    sheets = "".join(f'<link rel="stylesheet" href="{up}/{name}">' for name in styles)
    title = article.select_one("h1").get_text(strip=True)
    file = target / place(page)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'<!DOCTYPE html>\n<html lang="en" data-theme="light"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title>{sheets}</head>"
        f'<body><main class="bd-main"><div class="bd-content"><div class="bd-article-container">'
        f"{article}</div></div></main></body></html>\n",
        encoding="utf-8",
    )


def _relink_tag(
    link: Tag,
    page: str,
    here: str,
    lessons: tuple[str, ...],
    pages: set[str],
    tables: set[str],
) -> None:
    parts = urlsplit(link["href"])
    if parts.scheme or not parts.path:
        return
    found = posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path))
    name, ending = posixpath.splitext(found)
    if name in pages and ending == ".html":
        new = place(name) + (f"#{parts.fragment}" if parts.fragment else "")
    elif name.startswith("notebooks/") and posixpath.basename(name) in lessons:
        new = f"{posixpath.basename(name)}.ipynb"
    elif ending == ".csv" and name.startswith("data/") and posixpath.basename(name) in tables:
        new = found
    else:
        link.unwrap()
        return
    link["href"] = posixpath.relpath(new, here)
