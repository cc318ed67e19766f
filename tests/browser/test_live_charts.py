"""The charts of the book: drawn without JavaScript, live with it, on paper and in the dark."""

import nbformat
import pytest
from conftest import ROOT

from malicourse import charts

#: The outline of Mali, the only shape in its colour without a fill, against its frame.
CUT_OFF = f"""[...figure.querySelectorAll(".chart-live .mark-geoshape")].some(shape => {{
    const outline = shape.querySelector("path[stroke='{charts.SOFT_INK}']");
    const frame = shape.closest(".role-frame").querySelector(".background").getBBox();
    const box = outline && outline.getBBox();
    return box && (box.x < 0 || box.x + box.width > frame.width || box.height > frame.height);
}})"""


def figures(page, expression: str) -> list:
    """Evaluate a JavaScript expression about each `figure` of a page."""
    return page.evaluate(
        f"() => [...document.querySelectorAll('figure.chart')].map(figure => {expression})"
    )


def test_charts_are_complete_without_javascript(server, visit, charted):
    with visit(f"{server}/{charted}", java_script_enabled=False) as it:
        charts = it.page.locator("figure.chart")
        assert charts.count() > 0
        for index in range(charts.count()):
            chart = charts.nth(index)
            assert chart.get_attribute("data-error") is None
            assert chart.locator(".chart-title").text_content()
            assert chart.locator("svg").count() == 2
            assert all(
                label.strip()
                for label in chart.locator("svg").evaluate_all(
                    "all => all.map(svg => svg.getAttribute('aria-label'))"
                )
            )


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


@pytest.mark.parametrize("width", [1280, 360])
def test_charts_come_alive_in_a_lesson(server, visit, lesson, width):
    with visit(f"{server}/{lesson}", width=width) as it:
        before = it.page.evaluate("document.documentElement.scrollHeight")
        it.scroll_through()
        # No chart may push the text away from under a reader's eyes.
        after = it.page.evaluate("document.documentElement.scrollHeight")
        assert abs(after - before) <= 12 * it.page.locator("figure.chart[data-live]").count()
        it.scroll_through(unfold=True)
        assert not any(figures(it.page, "figure.dataset.error"))
        assert all(figures(it.page, "figure.dataset.live === 'true'"))
        assert all(figures(it.page, "figure.querySelector('.chart-live svg').ariaLabel.trim()"))
        marks = "[...figure.querySelectorAll('.chart-live .role-mark > *')]"
        drawn = figures(it.page, f"{marks}.filter(mark => mark.getBBox().width > 0).length")
        assert 0 not in drawn, "a chart without a mark"
        assert not any(figures(it.page, CUT_OFF)), "a map that its frame cuts off"


def test_charts_come_alive_from_a_folder(book, visit, lesson):
    with visit((book / lesson).as_uri()) as it:
        it.scroll_through()
        assert any(figures(it.page, "figure.dataset.live"))
        assert not any(figures(it.page, "figure.dataset.error"))
        assert it.problems == []


def test_a_chart_stays_drawn_where_the_library_does_not_load(server, visit, lesson):
    with visit("about:blank") as it:
        it.page.route("**/vega-bundle.js*", lambda route: route.abort())
        it.page.goto(f"{server}/{lesson}")
        it.scroll_through()
        assert all(figures(it.page, "figure.dataset.error || !figure.checkVisibility()"))
        drawn = it.page.locator("figure.chart .chart-wide:visible svg")
        assert drawn.count() == it.page.locator("figure.chart:visible").count()


def test_moving_an_input_changes_its_chart(server, visit, lesson):
    with visit(f"{server}/{lesson}") as it:
        it.scroll_through()
        moved = 0
        charts = it.page.locator("figure.chart[data-live]:has(.chart-inputs :is(input, select))")
        places = it.page.locator("figure.chart[data-live] .chart-inputs")
        assert charts.count() == places.count()
        for index in range(charts.count()):
            chart = charts.nth(index)
            control = chart.locator(".chart-inputs :is(input, select)").first
            assert control.evaluate("node => node.labels.length"), "an input without a label"
            before = chart.locator(".chart-live svg").inner_html()
            control.focus()
            for key in ("End", "Home"):
                it.page.keyboard.press(key)
                it.page.wait_for_timeout(120)
                moved += chart.locator(".chart-live svg").inner_html() != before
                if moved > index:
                    break
            assert moved > index, f"input {index + 1} changes nothing"


def test_a_turned_telephone_keeps_what_was_set(server, visit, lesson):
    with visit(f"{server}/{lesson}") as it:
        it.scroll_through()
        slider = it.page.locator("figure.chart[data-live] input[type=range]").first
        if not slider.count():
            pytest.skip("this lesson has no slider")
        figure = it.page.locator("figure.chart[data-live]:has(input[type=range])").first
        slider.focus()
        it.page.keyboard.press("End")
        wanted = slider.input_value()
        width = "node => Number(node.querySelector('.chart-live svg').getAttribute('width'))"
        wide = figure.evaluate(width)
        it.page.set_viewport_size({"width": 360, "height": 740})
        it.page.wait_for_timeout(900)
        assert figure.evaluate(width) < wide
        assert slider.input_value() == wanted


def test_a_dark_page_has_light_letters_in_its_charts(server, visit, lesson):
    colours = []
    for scheme in ("light", "dark"):
        with visit(f"{server}/{lesson}", color_scheme=scheme) as it:
            # Labels, not letters in a coloured cell: these keep the colour that the cell needs.
            labels = f'figure.chart .chart-wide svg text[fill="{charts.SOFT_INK}"]'
            text = it.page.locator(labels).first
            colours.append(text.evaluate("node => getComputedStyle(node).fill"))
    light, dark = (sum(map(int, colour[4:-1].split(","))) for colour in colours)
    assert light < 382 < dark


def test_the_data_of_a_chart_can_be_taken_along(server, visit, lesson):
    with visit(f"{server}/{lesson}") as it:
        it.page.locator(".chart-data > summary:visible").first.click()
        with it.page.expect_download() as download:
            it.page.locator(".chart-data[open] a[download]").first.click()
        text = download.value.path().read_text("utf-8")
        assert download.value.suggested_filename.endswith(".csv")
        assert len(text.splitlines()) > 1


def test_paper_shows_drawn_charts_and_open_dropdowns(server, visit, lesson):
    with visit(f"{server}/{lesson}") as it:
        it.scroll_through()
        it.page.emulate_media(media="print")
        assert it.page.locator(".chart-live:visible").count() == 0
        assert it.page.locator("figure.chart .chart-wide:visible").count() > 0
        assert it.page.locator(".bd-sidebar-primary:visible").count() == 0
        inside = it.page.locator("details.sd-dropdown .sd-summary-content")
        assert inside.first.is_visible()
