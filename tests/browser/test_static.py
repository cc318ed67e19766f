"""What the files of the book show without a browser."""

import math
import os
import re
import zipfile
from html import unescape
from urllib.parse import quote

import nbformat
from bs4 import BeautifulSoup
from built import ROOT, article, cards, lessons, opened, pages

from malicourse_book.extension import MOST_DESCRIBED
from malicourse_book.lessons import read_lessons
from malicourse_book.repository import address as address_of_the_book
from malicourse_book.repository import repository
from tools.build import LANDING, NAME


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


def metas(markup: str) -> dict[str, str]:
    """Return the tags of a page's head by name or property."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', markup)
    return dict(found)


def test_every_page_describes_itself_and_names_its_address_where_it_has_one(book):
    own = address_of_the_book(os.environ)
    blurbs = {f"notebooks/{lesson.name}.html": lesson.blurb for lesson in read_lessons(ROOT)}
    for name in pages():
        markup = (book / name).read_text("utf-8")
        tags = metas(markup)
        assert markup.count('<meta name="description"') == 1, name
        described = unescape(tags["description"])
        assert 0 < len(described) <= max(MOST_DESCRIBED, len(blurbs.get(name, ""))), name
        if name in blurbs:
            assert described == blurbs[name]
        assert tags.get("og:url", "") == (f"{own}{name}" if own else ""), name
        assert tags.get("og:site_name", "") == ("Peacekeeping under test" if own else ""), name
        assert ("og:title" in tags) == ("og:description" in tags) == bool(own), name


def test_the_landing_page_says_what_the_course_is_and_where_to_begin(book):
    soup = BeautifulSoup(article(LANDING), "html.parser")
    before_the_chart = soup.find("figure").find_all_previous(["p", "h1", "a"])
    words = " ".join(tag.get_text() for tag in before_the_chart)
    for said in (
        "United Nations Multidimensional Integrated Stabilization Mission in Mali",
        "Action for Peacekeeping (A4P)",
        "Daniel Henderson",
        "The Diplomatic Pouch",
        "July 2022",
        "for students",
        "hours to read",
    ):
        assert said in words, said
    links = {tag.get("href", "") for tag in before_the_chart}
    assert any(link.startswith("https://medium.com/the-diplomatic-pouch/") for link in links)
    start = soup.select_one("a.mc-start")
    paths = soup.select(".sd-card")[:3]
    assert start["href"] == paths[0].select_one("li a")["href"]
    assert [len(path.select("li a")) for path in paths] == [3, 8, 0]
    everything = [f"../{lesson}" for lesson in lessons()]
    listed = [a["href"] for a in soup.select("section#the-lessons .lesson-link li a")]
    assert listed == everything


def test_the_whole_book_lies_beside_the_pages(book):
    assert (book / ".nojekyll").exists(), "GitHub Pages would leave out _static"
    packed = book / f"{NAME}.zip"
    offered = re.search(r'<div id="offline">(.*?)</div>', article(LANDING), re.DOTALL)[1]
    assert f'href="../{packed.name}" download' in offered
    assert f"(ZIP, {math.ceil(packed.stat().st_size / 1e6)} MB)" in offered
    with zipfile.ZipFile(packed) as whole:
        names = {name.removeprefix(f"{NAME}/") for name in whole.namelist()}
    there = {path.relative_to(book).as_posix() for path in book.rglob("*") if path.is_file()}
    assert names == there - {packed.name}
