"""Every page, opened once wide and once narrow, and asked everything."""

import live_charts as live
import reading
from axe import CALM, all_but_contrasts, axe_violations, contrasts, turn
from built import lessons


def test_a_page_is_quiet_and_axe_finds_nothing_serious(server, visit, name):
    with visit(f"{server}/{name}", color_scheme="light") as it:
        it.page.add_style_tag(content=CALM)
        charted = it.page.locator("figure.chart").count() > 0
        lesson = name in lessons()
        if charted:
            live.are_complete_without_javascript(it.page)
        if lesson:
            icons_are_drawn(it.page)
            light = live.brightness_of_letters(it.page)
            live.data_can_be_taken_along(it.page)
        live.come_alive(it, lesson=lesson)
        if lesson:
            live.paper_shows_drawn_charts_and_what_is_folded(it.page)
            reading.the_switch_folds_and_hides_code(it.page)
        it.scroll_through(unfold=True)
        live.are_alive(it.page)
        reading.outputs_are_seen_whole(it.page)
        reading.code_has_no_bands_at_its_edges(it.page)
        turn(it.page, "dark")
        reading.code_has_no_bands_at_its_edges(it.page)
        if lesson:
            assert light < 382 < live.brightness_of_letters(it.page)
        assert it.outside == []
        assert it.problems == []
        turn(it.page, "light")
        assert all_but_contrasts(it.page) == []
        assert contrasts(it.page) == []


def test_a_page_fits_a_telephone_and_axe_finds_nothing_serious(server, visit, name):
    with visit(f"{server}/{name}", width=360, color_scheme="light") as it:
        it.page.add_style_tag(content=CALM)
        live.come_alive(it, lesson=name in lessons())
        assert it.page.evaluate("document.documentElement.scrollWidth") <= 360
        it.scroll_through(unfold=True)
        live.are_alive(it.page)
        reading.what_is_wide_says_so(it.page)
        assert it.page.evaluate("document.documentElement.scrollWidth") <= 360
        # Colours are the same at any width, and measuring them takes most of axe's time.
        assert all_but_contrasts(it.page) == []


def test_the_brief_to_fill_in_fits_a_telephone_and_axe_finds_nothing_serious(book, visit):
    (form,) = book.glob("_downloads/*/brief-template.html")
    with visit(form.as_uri(), width=360) as it:
        assert it.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert it.page.locator("textarea, input").count() > 10
        assert it.outside == it.problems == []
        assert axe_violations(it.page) == []


def test_a_lesson_opens_as_the_reader_chose_and_prints_so(server, visit):
    with visit(f"{server}/{lessons()[0]}") as it:
        code = it.page.locator(".cell > .cell_input:visible")
        it.page.get_by_role("radio", name="none", exact=True).check()
        it.page.goto(f"{server}/{lessons()[1]}")
        assert it.page.get_by_role("radio", name="none", exact=True).is_checked()
        for media in ("screen", "print"):
            it.page.emulate_media(media=media)
            assert code.count() == 0
        it.page.emulate_media(media="screen")
        it.page.get_by_role("radio", name="all", exact=True).check()
        it.page.emulate_media(media="print")
        assert code.count() > 0
        assert it.page.locator(".mc-code-switch:visible").count() == 0


def test_a_lesson_without_javascript_shows_the_steps_and_no_switch(server, visit):
    with visit(f"{server}/{lessons()[0]}", java_script_enabled=False) as it:
        assert it.page.locator(".cell > .cell_input:visible").count() > 0
        assert it.page.locator(".mc-code-switch:visible").count() == 0


def icons_are_drawn(page) -> None:
    masks = page.evaluate(
        """() => [...document.querySelectorAll('[class*="fa-"]')].map(icon =>
            [icon.className, getComputedStyle(icon).maskImage])"""
    )
    assert masks
    assert [name for name, mask in masks if not mask.startswith("url(")] == []
