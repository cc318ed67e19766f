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
        expect(button).to_have_attribute("aria-pressed", "false")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.locator("[role=status].lesson-status")).to_contain_text("done")
        page.reload()
        # What was stored a moment ago may reach a page of the same book only after it has loaded.
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".bd-links .lesson-done")).to_have_count(1)
        page.evaluate("document.querySelectorAll('article h2')[3].scrollIntoView()")
        # The place is stored a moment after the reader has come to rest.
        page.wait_for_function(
            "Object.keys(localStorage).some(key => key.startsWith('malicourse-place')"
            " && JSON.parse(localStorage[key]).section)"
        )
        page.goto((book / "book" / "index.html").as_uri())
        again = page.locator("#continue a")
        expect(again).to_have_attribute("href", re.compile("04-counting-the-dead.html#"))
        assert again.inner_text() == "Who is dying, who is killing, and who says so?"
        with page.expect_navigation(wait_until="load"):
            again.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(page.locator(".bd-links .lesson-done")).to_have_count(0)
        assert it.problems == []


def test_a_lesson_marked_in_another_tab_shows_its_mark(book, visit):
    with visit((book / "notebooks/05-juntas-and-exit.html").as_uri()) as it:
        other = it.context.new_page()
        other.goto(it.page.url)
        other.get_by_role("button", name="Mark this lesson as done").click()
        button = it.page.get_by_role("button", name="Mark this lesson as done")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(it.page.locator(".bd-links .lesson-done")).to_have_count(1)


def test_the_sheet_on_a4p_fits_one_page_of_a4(server, visit):
    with visit(f"{server}/book/a4p-overview.html") as it:
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
        paper = it.page.pdf(format="A4", margin=margin)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
