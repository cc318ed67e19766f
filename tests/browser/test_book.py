"""Pages of the built book as readers use them: telephone, search, download, progress."""

import re
import zipfile
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from malicourse_book.search import CourseSearch
from tools.build import LANDING, NAME


@pytest.mark.parametrize("place", ["http", "folder"])
def test_search_finds_pages(book, server, visit, place):
    base = server if place == "http" else book.as_uri()
    with visit(f"{base}/search.html?q=peacekeepers") as it:
        found = it.page.locator("#search-results ul.search a[href*='notebooks/11-the-cost']")
        found.first.wait_for()
        assert it.problems == []


def found(it) -> list[str]:
    """Return the pages that a search has found, the best first, when it has ended."""
    it.page.wait_for_function("document.querySelector('.search-summary')?.innerText")
    links = "[...document.querySelectorAll('#search-results ul.search > li > a')]"
    return it.page.evaluate(f"{links}.map(link => link.getAttribute('href').split('#')[0])")


@pytest.mark.parametrize("place", ["http", "folder"])
@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("313", ["notebooks/11-the-cost.html"]),
        ("S/RES/2164", ["book/sources.html", "book/data/mandates.html"]),
        ("s/res/2164 (2014)", ["book/sources.html", "book/data/mandates.html"]),
        ("10-1-2", ["book/glossary.html", "notebooks/13-the-golden-hour.html"]),
        ("Ménaka", ["book/data/bases.html", "book/timeline.html"]),
        ("Menaka", ["book/data/bases.html", "book/timeline.html"]),
        ("air_assets", ["book/data/air_assets.html"]),
        ("abamako_flights", ["book/sources.html"]),
        ("1,440 police", ["notebooks/09-mandate-and-means.html"]),
    ],
)
def test_search_finds_numbers_symbols_places_tables_and_sources(
    book, server, visit, place, query, pages
):
    base = server if place == "http" else book.as_uri()
    with visit(f"{base}/search.html?q={quote(query)}") as it:
        assert set(pages) <= set(found(it))
        assert it.problems == []


def test_a_place_is_found_in_the_same_pages_with_and_without_its_accents(server, visit):
    results = []
    for query in ("Ménaka", "Menaka", "MENAKA"):
        with visit(f"{server}/search.html?q={quote(query)}") as it:
            results.append(found(it))
            it.page.locator("#search-results .context", has_text="Ménaka").first.wait_for()
    assert results[0] == results[1] == results[2] != []


def test_a_query_is_cut_as_the_pages_are(server, visit):
    texts = ["S/RES/2164 (2014)", "10-1-2", "Ménaka", "A/55/305–S/2000/809", "12,500", "CH-147F"]
    with visit(f"{server}/search.html") as it:
        for text in [*texts, "Côte d’Ivoire", "al-Qaida", "3.5 %", "2013,2014", "air_assets"]:
            asked = it.page.evaluate("text => splitQuery(text)", text)
            assert asked and set(asked) <= set(CourseSearch({}).split(text)), text


def test_a_source_is_found_by_words_and_by_the_key_of_a_row(book, server, visit):
    for base in (server, book.as_uri()):
        with visit(f"{base}/book/sources.html?words=abamako_flights") as it:
            entries = it.page.locator(".mc-entry:visible")
            expect(entries).to_have_count(1)
            expect(entries.first).to_have_attribute("id", "source-abamako_flights")
            it.page.get_by_role("searchbox").fill("menaka")
            expect(entries.first).to_contain_text("naka")
            it.page.get_by_role("combobox", name="Kind of source").select_option("tertiary")
            expect(it.page.locator(".mc-entry:visible[data-reliability=primary]")).to_have_count(0)
            assert it.problems == []
    with visit(f"{server}/book/data/air_assets.html") as it:
        it.page.locator(".mc-rows a").first.click()
        it.page.wait_for_url("**/sources.html#source-afraero_woes")
        expect(it.page.locator("#source-afraero_woes")).to_be_in_viewport()


def test_sources_are_complete_without_a_script(server, visit):
    with visit(f"{server}/book/sources.html", java_script_enabled=False) as it:
        assert it.page.locator(".mc-entry:visible").count() > 1000


def test_the_workbook_of_a_table_is_downloaded(server, visit):
    with visit(f"{server}/book/data/glossary.html") as it:
        with it.page.expect_download() as download:
            it.page.get_by_role("link", name="Download glossary.xlsx").click()
        assert download.value.suggested_filename == "glossary.xlsx"


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
        it.page.get_by_label("Download this page").click()
        with it.page.expect_download() as download:
            it.page.locator("a.btn-download-source-button").click()
        assert download.value.suggested_filename == lesson
        assert len(it.context.pages) == 1
