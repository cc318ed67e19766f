"""Pages of the built book as readers use them: telephone, search, download, progress."""

import os
import re
from urllib.parse import quote

import nbformat
import pytest
from conftest import ROOT
from playwright.sync_api import expect

from malicourse_book.repository import repository


def test_icons_are_drawn(server, visit, lesson):
    with visit(f"{server}/{lesson}") as it:
        masks = it.page.evaluate(
            """() => [...document.querySelectorAll('[class*="fa-"]')].map(icon =>
                [icon.className, getComputedStyle(icon).maskImage])"""
        )
        assert masks
        assert [name for name, mask in masks if not mask.startswith("url(")] == []


def test_a_notebook_can_be_taken_along(book, visit, lesson):
    with visit((book / lesson).as_uri()) as it:
        link = it.page.locator("a.btn-download-source-button")
        target = it.page.evaluate("link => link.href", link.element_handle())
        file = book / "_sources" / lesson.replace(".html", ".ipynb")
        assert target == file.as_uri()
        assert nbformat.read(file, as_version=4).cells


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


def test_pages_without_code_have_no_launch_button(book, name):
    if not name.startswith("notebooks/"):
        assert "mybinder.org/v2" not in (book / name).read_text("utf-8")


@pytest.mark.parametrize("place", ["http", "folder"])
def test_search_finds_pages(book, server, visit, place):
    base = server if place == "http" else book.as_uri()
    with visit(f"{base}/search.html?q=peacekeepers") as it:
        found = it.page.locator("#search-results ul.search a[href*='notebooks/11-the-cost']")
        found.first.wait_for()
        assert it.problems == []


def test_progress_is_kept_in_the_browser(book, visit):
    lesson = "notebooks/04-counting-the-dead.html"
    with visit((book / lesson).as_uri()) as it:
        page = it.page
        button = page.get_by_role("button", name="Mark this lesson as done")
        assert button.get_attribute("aria-pressed") == "false"
        button.focus()
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-pressed") == "true"
        assert "done" in page.locator("[role=status].lesson-status").inner_text()
        page.reload()
        assert button.get_attribute("aria-pressed") == "true"
        assert page.locator(".bd-links .lesson-done").count() == 1
        page.evaluate("document.querySelectorAll('article h2')[3].scrollIntoView()")
        page.wait_for_timeout(600)
        page.goto((book / "book" / "index.html").as_uri())
        again = page.locator("#continue a")
        assert "04-counting-the-dead.html#" in again.get_attribute("href")
        assert again.inner_text() == "Who is dying, who is killing, and who says so?"
        with page.expect_navigation(wait_until="load"):
            again.click()
        # The button answers only once its script has run, which shows the stored state first.
        expect(button).to_have_attribute("aria-pressed", "true")
        button.click()
        assert button.get_attribute("aria-pressed") == "false"
        assert page.locator(".bd-links .lesson-done").count() == 0
        assert it.problems == []


def test_a_page_works_where_storage_is_switched_off(server, visit, lesson):
    with visit("about:blank") as it:
        it.page.add_init_script(
            "Object.defineProperty(window, 'localStorage',"
            " {get() { throw new DOMException('switched off', 'SecurityError'); }})"
        )
        it.page.goto(f"{server}/{lesson}")
        it.page.get_by_role("button", name="Mark this lesson as done").click()
        assert "not saved" in it.page.locator(".lesson-status").inner_text()
        it.scroll_through()
        assert it.page.locator("figure.chart[data-live]").count()


def test_the_sheet_on_a4p_fits_one_page_of_a4(server, visit):
    with visit(f"{server}/book/a4p-overview.html") as it:
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
        paper = it.page.pdf(format="A4", margin=margin)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
