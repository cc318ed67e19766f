"""Pages of the built book as readers use them: telephone, search, download, progress."""

import re

import pytest
from playwright.sync_api import expect


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
        # The place is stored a moment after the reader has come to rest.
        page.wait_for_function("JSON.parse(localStorage['malicourse-progress']).last?.section")
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


def test_the_sheet_on_a4p_fits_one_page_of_a4(server, visit):
    with visit(f"{server}/book/a4p-overview.html") as it:
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
        paper = it.page.pdf(format="A4", margin=margin)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
