"""The filters of the timeline and of who is who, as readers use them."""

import re

import pytest
from axe import CALM, all_but_contrasts, contrasts
from playwright.sync_api import expect

from malicourse import data

TIMELINE, WHO = "book/timeline.html", "book/who-is-who.html"
BOTH = pytest.mark.parametrize("page", [TIMELINE, WHO])
NOTHING = "Nothing in this selection"


def shown(page) -> list[str]:
    """Return the ids of the entries that a reader sees."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.mc-entry')]
            .filter(entry => entry.checkVisibility()).map(entry => entry.id)"""
    )


def all_entries(page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('.mc-entry')].map(entry => entry.id)")


def values(page, name: str) -> list[str]:
    """Return the values of an attribute `data-...` of the entries that are seen."""
    return page.evaluate(
        """name => [...document.querySelectorAll('.mc-entry')]
            .filter(entry => entry.checkVisibility()).map(entry => entry.dataset[name])""",
        name,
    )


def menu(page, label: str):
    return page.get_by_role("combobox", name=label)


def search(page):
    return page.get_by_role("searchbox", name="Words, names or dates")


def status(page) -> str:
    return page.get_by_role("status").filter(has_text=re.compile("Showing|Nothing")).inner_text()


def in_view(page, key: str) -> bool:
    """Wait until the head of an entry is on the screen, below the bar of the page."""
    page.wait_for_function(
        """key => {
            const top = document.getElementById(key).getBoundingClientRect().top;
            return 0 <= top && top < 800;
        }""",
        arg=key,
    )
    return True


def query(page) -> str:
    return page.evaluate("location.search")


def test_menus_and_words_narrow_the_timeline_together(server, visit):
    with visit(f"{server}/{TIMELINE}") as it:
        page = it.page
        every = all_entries(page)
        assert shown(page) == every
        assert status(page) == f"Showing {len(every)} of {len(every)} events"
        menu(page, "Kind of event").select_option("coup")
        assert set(values(page, "kind")) == {"coup"}
        coups = len(shown(page))
        menu(page, "Phase").select_option("P7")
        assert set(values(page, "phase")) == {"P7 R4"}
        assert 0 < len(shown(page)) < coups
        search(page).fill("Goita 2020")
        assert shown(page) == ["E118"]
        assert status(page) == f"Showing 1 of {len(every)} events"
        # No heading of a phase stands without an event.
        headings = page.locator("article section section > h2:visible")
        assert headings.count() == 1
        # The phases of others cut across those of the course.
        page.get_by_role("button", name="Show all events", exact=True).click()
        menu(page, "Phase").select_option("R4")
        assert len(set(values(page, "phase"))) > 1
        assert all("R4" in value.split() for value in values(page, "phase"))
        assert it.problems == []


def test_a_menu_narrows_who_is_who(server, visit):
    with visit(f"{server}/{WHO}") as it:
        menu(it.page, "Kind of actor").select_option(label="Jihadist groups")
        assert set(values(it.page, "kind")) == {"jihadist-group"}
        assert status(it.page).endswith(f"of {len(all_entries(it.page))} actors")
        assert it.page.locator("article section section > h2:visible").all_inner_texts() == [
            "Jihadist groups"
        ]


@pytest.mark.parametrize(
    ("address", "typed", "found"),
    [
        (TIMELINE, "menaka", "Ménaka"),
        (TIMELINE, "MÉNAKA", "Ménaka"),
        (TIMELINE, "cote d’ivoire", "Côte d'Ivoire"),
        (TIMELINE, "29 june 2022", "29 June 2022"),
        (TIMELINE, "2022-06-29", "29 June 2022"),
        (TIMELINE, "S/2015/426", "S/2015/426"),
        (WHO, "ansar d*", "Ansar Dine"),
        (TIMELINE, "tombouctou", "Timbuktu"),
        (WHO, "wane", "El-Ghassim Wane"),
        (WHO, "salgado", "Olivier Salgado"),
        (WHO, "liberation azawad", "Mouvement national de libération de l'Azawad"),
    ],
)
def test_search_knows_accents_dates_and_symbols(server, visit, address, typed, found):
    with visit(f"{server}/{address}") as it:
        search(it.page).fill(typed)
        keys = shown(it.page)
        assert 0 < len(keys) < len(all_entries(it.page))
        assert found in "".join(it.page.locator(f"#{key}").inner_text() for key in keys)


@pytest.mark.parametrize("typed", ["confidence", "place", "link"])
def test_search_leaves_out_what_stands_in_every_entry(server, visit, typed):
    with visit(f"{server}/{TIMELINE}") as it:
        search(it.page).fill(typed)
        assert len(shown(it.page)) < len(all_entries(it.page)) / 3


def test_a_word_is_found_whole_and_with_a_star_as_a_beginning(server, visit):
    with visit(f"{server}/{TIMELINE}") as it:

        def found():
            return [it.page.locator(f"#{key}").inner_text() for key in shown(it.page)]

        search(it.page).fill("moura")
        assert found() and all(re.search(r"\bMoura\b", text) for text in found())
        assert "Mourabitoun" not in " ".join(found())
        search(it.page).fill("moura*")
        assert "Mourabitoun" in " ".join(found())
        search(it.page).fill("ger*")
        assert "German" in " ".join(found())
        assert all(re.search(r"\bger", text, re.IGNORECASE) for text in found())
        search(it.page).fill("germa")
        assert found() == []
        # The rule is explained beside the field, for those who cannot see it too.
        it.page.get_by_text("How the search reads words").click()
        assert "star" in it.page.locator("#filter-help").inner_text()
        assert search(it.page).get_attribute("aria-describedby") == "filter-help"


def test_two_spellings_of_a_place_find_the_same_events(server, visit):
    with visit(f"{server}/{TIMELINE}") as it:
        search(it.page).fill("Tombouctou")
        french = shown(it.page)
        search(it.page).fill("timbuktu")
        assert shown(it.page) == french and len(french) > 5


@pytest.mark.parametrize("width", [1280, 360])
def test_the_filter_stays_in_reach(server, visit, width):
    with visit(f"{server}/{TIMELINE}", width=width) as it:
        page = it.page
        form = page.locator("#filter")
        assert form.bounding_box()["y"] < 800
        search(page).fill("2012")
        # The first result follows at once, and the bar leaves most of the screen to the list.
        first = page.locator(".mc-entry:visible").first.bounding_box()["y"]
        assert first - form.bounding_box()["y"] < 800
        page.locator(".mc-entry:visible").last.scroll_into_view_if_needed()
        bar = form if width == 1280 else page.locator("#filter-bar")
        box = bar.bounding_box()
        assert 0 <= box["y"] < 100 and box["height"] < 150
        assert page.locator("#filter-count").bounding_box()["y"] < 250
        if width == 1280:
            search(page).fill("2013")
            assert status(page).startswith("Showing")
        else:
            page.get_by_role("link", name="Change", exact=True).click()
            page.wait_for_function(
                "document.getElementById('filter').getBoundingClientRect().top >= 0"
            )


def test_the_chart_stands_aside_while_the_filter_is_in_use(server, visit):
    with visit(f"{server}/{TIMELINE}") as it:
        chart = it.page.locator("figure.chart")
        assert chart.is_visible()
        search(it.page).fill("coup")
        assert chart.is_hidden()
        it.page.get_by_role("button", name="Show all events", exact=True).click()
        assert chart.is_visible()


def test_a_link_to_an_empty_section_keeps_the_selection_and_says_so(server, visit):
    with visit(f"{server}/{TIMELINE}?kind=coup&phase=P7") as it:
        before = shown(it.page)
        it.page.evaluate("location.hash = 'phase-p2'")
        it.page.wait_for_function(
            "document.getElementById('filter-count').textContent.includes('kept')"
        )
        assert shown(it.page) == before
        assert query(it.page) == "?kind=coup&phase=P7"
        assert "Second rebellion" in status(it.page)
        search(it.page).fill("goita")
        assert "kept" not in status(it.page)


@BOTH
def test_an_empty_selection_says_so_and_offers_the_way_back(server, visit, page):
    with visit(f"{server}/{page}") as it:
        every = all_entries(it.page)
        search(it.page).fill("zebra")
        assert shown(it.page) == []
        assert status(it.page) == NOTHING
        assert it.page.locator("article section section > h2:visible").count() == 0
        again = it.page.get_by_role("button", name="again")
        again.focus()
        it.page.keyboard.press("Enter")
        assert again.is_hidden()
        assert shown(it.page) == every
        assert query(it.page) == ""
        # Who works with the keyboard does not fall back to the top of the page.
        assert it.page.evaluate("document.activeElement.name") == "kind"


@pytest.mark.parametrize(
    ("page", "words"), [(TIMELINE, "2012 mali"), (WHO, "negotiations algiers")]
)
def test_the_address_keeps_the_selection(server, visit, page, words):
    with visit(f"{server}/{page}") as it:
        menu(it.page, "Kind of").select_option(index=2)
        search(it.page).fill(words)
        seen, address = shown(it.page), it.page.url
        assert 0 < len(seen) < len(all_entries(it.page))
        assert re.search(r"\?kind=[a-z-]+&words=\w+\+\w+$", address), address
        it.page.reload()
        assert shown(it.page) == seen
    with visit(address, width=360) as it:
        assert shown(it.page) == seen
        # The reader sees at once that this is a selection.
        it.page.wait_for_function(
            """() => {
                const top = document.getElementById("filter").getBoundingClientRect().top;
                return 0 <= top && top < 200;
            }"""
        )
        it.page.get_by_role("button", name="Show all", exact=False).first.click()
        assert query(it.page) == ""
        assert shown(it.page) == all_entries(it.page)
        assert it.problems == []


@BOTH
def test_an_address_with_unknown_choices_shows_everything(server, visit, page):
    with visit(f"{server}/{page}?kind=unicorn&phase=P99&nonsense=%E0%A4%A") as it:
        assert shown(it.page) == all_entries(it.page)
        chosen = "menu => menu.selectedOptions[0]?.label"
        assert menu(it.page, "Kind of").evaluate(chosen) == "All kinds"
        search(it.page).fill("mali")
        # What belongs to others stays in the address.
        assert "nonsense=" in query(it.page) and "kind=" not in query(it.page)
        assert it.problems == []


def test_the_address_of_an_event_works_with_and_without_a_selection(server, visit):
    with visit(f"{server}/{TIMELINE}?kind=coup") as it:
        page = it.page
        link = page.locator("#E118 .mc-permalink")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/timeline.html?kind=coup#E118")
        page.reload()
        assert set(values(page, "kind")) == {"coup"}
        assert in_view(page, "E118")
        # Another event than the selection shows: its address comes first.
        page.evaluate("location.hash = 'E077'")
        assert in_view(page, "E077")
        assert shown(page) == all_entries(page)
        assert query(page) == ""
        assert "selection was cleared" in status(page)
    with visit(f"{server}/{TIMELINE}?kind=coup#E077") as it:
        assert in_view(it.page, "E077")
        assert status(it.page).startswith("Showing")
        assert "E118" in shown(it.page) and len(shown(it.page)) == len(all_entries(it.page))
    with visit(f"{server}/{WHO}#actor-jnim") as it:
        assert in_view(it.page, "actor-jnim")


def test_an_actor_leads_to_its_events_and_an_event_to_its_actors(server, visit):
    with visit(f"{server}/{WHO}?kind=jihadist-group") as it:
        page = it.page
        entry = page.locator("#actor-jnim")
        entry.locator("summary").click()
        listed = entry.locator("li a").evaluate_all("all => all.map(link => link.hash.slice(1))")
        entry.get_by_role("link", name="The timeline with JNIM only").click()
        page.wait_for_url("**/timeline.html?actor=jnim")
        assert shown(page) == listed
        assert menu(page, "Actor").input_value() == "jnim"
        page.locator(f"#{listed[0]}").get_by_role("link", name="JNIM", exact=True).click()
        page.wait_for_url("**/who-is-who.html#actor-jnim")
        assert in_view(page, "actor-jnim")
        assert it.problems == []


@BOTH
def test_the_address_of_an_entry_is_seen(server, visit, page):
    with visit(f"{server}/{page}") as it:
        it.page.add_style_tag(content=CALM)
        first, second = (it.page.locator(".mc-permalink").nth(place) for place in (0, 1))
        expect(first).to_have_css("opacity", "1")
        expect(second).to_have_css("opacity", "1")
        assert re.match(r"Link to (event #E\d|\w)", first.inner_text().replace("\n", " "))
    with visit(f"{server}/{page}", width=360, has_touch=True, is_mobile=True) as it:
        link = it.page.locator(".mc-permalink").first
        expect(link).to_have_css("opacity", "1")
        box = link.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24


@BOTH
def test_the_filter_fits_a_telephone(server, visit, page):
    with visit(f"{server}/{page}", width=360, has_touch=True, is_mobile=True) as it:
        search(it.page).fill("zebra")
        for control in it.page.locator(
            "#filter :is(select, input, button), #filter-none button"
        ).all():
            box = control.bounding_box()
            assert box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 360
        assert it.page.evaluate("document.documentElement.scrollWidth") <= 360


@BOTH
def test_the_page_is_complete_without_javascript(server, visit, page):
    with visit(f"{server}/{page}?kind=coup", java_script_enabled=False) as it:
        entries = it.page.locator(".mc-entry")
        assert entries.count() == it.page.locator(".mc-entry:visible").count() > 50
        parts = it.page.locator("#filter, #filter-bar, #filter-more, #filter-none")
        assert parts.locator("visible=true").count() == 0


@BOTH
def test_the_filter_works_in_a_folder(book, visit, page):
    with visit((book / page).as_uri()) as it:
        search(it.page).fill("zebra")
        assert status(it.page) == NOTHING
        assert it.problems == []
    with visit((book / page).as_uri() + "?words=ansar") as it:
        assert 0 < len(shown(it.page)) < len(all_entries(it.page))


@BOTH
def test_axe_finds_nothing_serious_in_a_selection(server, visit, page):
    for words in ("ansar", "zebra"):
        with visit(f"{server}/{page}?words={words}", color_scheme="light") as it:
            it.page.add_style_tag(content=CALM)
            assert all_but_contrasts(it.page) == []
            assert contrasts(it.page) == []


@BOTH
def test_the_count_is_announced(server, visit, page):
    with visit(f"{server}/{page}") as it:
        region = it.page.locator("#filter-count")
        assert region.get_attribute("role") == "status"
        region.evaluate("node => { window.region = node; }")
        search(it.page).fill("ansar")
        # A region is announced when its words change, not when it is put into the page.
        assert region.evaluate("node => node === window.region")
        assert re.match(r"Showing \d+ of \d+ ", region.inner_text())


@BOTH
def test_paper_shows_the_selection_and_no_controls(server, visit, page):
    with visit(f"{server}/{page}?words=ansar") as it:
        seen = shown(it.page)
        it.page.emulate_media(media="print")
        assert shown(it.page) == seen
        assert it.page.locator("#filter:visible, .mc-permalink:visible").count() == 0
        assert it.page.locator("#filter-count").is_visible()


def test_the_claims_are_narrowed_by_verdict_type_grade_lesson_and_words(server, visit):
    with visit(f"{server}/book/claims.html") as it:
        page = it.page
        every = all_entries(page)
        rows = data.load("claims").set_index("claim_id")
        assert shown(page) == every and sorted(every) == list(rows.index)
        menu(page, "Verdict").select_option("disputed")
        disputed = rows[rows["verdict"] == "disputed"]
        assert sorted(shown(page)) == list(disputed.index)
        menu(page, "Confidence").select_option("A")
        disputed = disputed[disputed["confidence"] == "A"]
        assert sorted(shown(page)) == list(disputed.index)
        menu(page, "Lesson").select_option("11-the-cost")
        assert shown(page) == ["C14"]
        page.get_by_role("button", name="Show all claims", exact=True).click()
        menu(page, "Type of claim").select_option("prediction")
        assert len(shown(page)) == (rows["claim_type"] == "prediction").sum()
        page.get_by_role("button", name="Show all claims", exact=True).click()
        # Words are looked for in the evidence too, which is folded.
        search(page).fill("Chinooks Griffons")
        assert shown(page) == ["C42"]
        page.locator("#C42 summary").click()
        assert page.locator("#C42 details").get_by_text("What the sources say").is_visible()
        assert it.problems == []
