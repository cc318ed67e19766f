"""Pages of the built book as readers use them: telephone, search, download, progress."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from tools.build import LANDING, NAME


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


def test_the_book_in_the_zip_works_from_a_folder(book, visit, tmp_path):
    with zipfile.ZipFile(book / f"{NAME}.zip") as packed:
        packed.extractall(tmp_path)
    with visit((tmp_path / NAME / "index.html").as_uri()) as it:
        it.page.wait_for_url(f"**/{LANDING}")
        it.page.get_by_role("link", name="Start here").click()
        it.page.wait_for_url("**/notebooks/*.html")
        it.page.locator("figure.chart").first.scroll_into_view_if_needed()
        it.page.locator("figure.chart[data-live]").first.wait_for()
        assert it.problems == []


@pytest.mark.parametrize(("width", "screens"), [(1280, 1), (360, 2)])
def test_the_door_is_seen_without_scrolling(server, visit, width, screens):
    with visit(f"{server}/{LANDING}", width=width) as it:
        for thing in (
            it.page.get_by_text("Multidimensional Integrated Stabilization Mission"),
            it.page.get_by_text("Daniel Henderson").first,
            it.page.locator("a.mc-start"),
            *it.page.locator(".sd-card-title").all()[: 3 if width > 600 else 1],
        ):
            box = thing.bounding_box()
            assert box["y"] + box["height"] <= 900 * screens, thing


def test_the_paths_show_the_readers_marks(server, visit):
    with visit(f"{server}/{LANDING}") as it:
        page = it.page
        first = page.locator(".sd-card li a").first
        first.click()
        page.get_by_role("button", name="Mark this lesson as done").click()
        page.go_back()
        expect(first.locator(".lesson-done")).to_have_count(1)
        expect(page.locator(".sd-card .lesson-done")).to_have_count(2)


def test_a_download_is_saved_and_opens_no_tab(server, visit):
    lesson = "11-the-cost.ipynb"
    with visit(f"{server}/notebooks/11-the-cost.html") as it:
        it.page.get_by_role("button", name="Download this page").click()
        with it.page.expect_download() as download:
            it.page.locator("a.btn-download-source-button").click()
        assert download.value.suggested_filename == lesson
        assert len(it.context.pages) == 1
