"""What the files of the book show without a browser."""

import os
import re
from urllib.parse import quote

import nbformat
from built import ROOT, article, cards, lessons, opened, pages

from malicourse_book.repository import repository


def test_launch_buttons_open_the_notebook_at_hand(book, lesson):
    html = (book / lesson).read_text("utf-8")
    here = repository(os.environ, ROOT)
    if here is None:
        assert "mybinder.org" not in html
        assert "source-repository-button" not in html
    else:
        ref = quote(here.ref, safe="")
        notebook = lesson.replace(".html", ".ipynb")
        binder = f"https://mybinder.org/v2/gh/{here.slug}/{ref}?urlpath=lab/tree/{notebook}"
        assert f'href="{binder}"' in html
        assert f'href="{here.url}"' in html


def test_pages_without_code_have_no_launch_button(book):
    for name in sorted(set(pages()) - set(lessons())):
        assert "mybinder.org/v2" not in (book / name).read_text("utf-8"), name


def test_each_chart_of_a_notebook_is_in_the_book(book, lesson):
    source = (ROOT / lesson).with_suffix(".ipynb")
    stored = sum(
        "application/vnd.vegalite.v5+json" in output.get("data", {})
        for cell in nbformat.read(source, as_version=4).cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    shown = (book / lesson).read_text("utf-8").count('<figure class="chart"')
    assert shown == stored > 0


def kinds(markup: str) -> set[tuple[str, str]]:
    """Return the kinds of elements that a page consists of: names and classes."""
    found = re.findall(r"<([a-z]\w*)([^>]*)", markup)
    return {(tag, "".join(re.findall(r'class="([^"]*)"', rest))) for tag, rest in found}


def test_a_card_shows_nothing_that_no_browser_has_seen(book):
    seen = {kind for name in set(opened()) - {"search.html"} for kind in kinds(article(name))}
    for name in cards():
        assert kinds(article(name)) - seen == set(), name


def test_a_card_is_whole_and_asks_nothing_of_others(book):
    assert len(cards()) > 80
    for name in cards():
        html = (book / name).read_text("utf-8")
        assert re.search(r"<title>\s*\S+", html), name
        assert article(name).count("<h1") == 1 and "<table" in article(name), name
        loaded = re.findall(r'<(?:script|img|iframe|source)\b[^>]*\bsrc="([^"]*)', html)
        loaded += re.findall(r'<link\b[^>]*rel="(?:stylesheet|icon)"[^>]*href="([^"]*)', html)
        assert len(loaded) > 10, name
        for address in loaded:
            file = (book / name).parent / address.partition("?")[0]
            assert file.is_file(), (name, address)


def test_what_a_lesson_folds_has_names_that_differ_and_contain_their_labels(book, lesson):
    summary = r'<details>\s*<summary(?: aria-label="([^"]*)")?>(.*?)</summary>'
    found = re.findall(summary, article(lesson))
    names = [name or label for name, label in found]
    assert len(names) > 20 and len(set(names)) == len(names)
    assert [label for name, label in found if name and label not in name] == []
    stored = nbformat.read((ROOT / lesson).with_suffix(".ipynb"), as_version=4).cells
    solved = sum("solution" in cell.metadata.get("tags", []) for cell in stored)
    solutions = [label for _, label in found if label == "Worked solution"]
    assert len(solutions) == solved > 0
    assert sum(name.startswith("Worked solution to ") for name, _ in found) == solved
