"""What is asked of the charts of an open page: drawn without JavaScript, live with it, on paper."""

from playwright.sync_api import expect

from malicourse import charts

#: The outline of Mali, the only shape in its colour without a fill, against its frame.
CUT_OFF = f"""[...figure.querySelectorAll(".chart-live .mark-geoshape")].some(shape => {{
    const outline = shape.querySelector("path[stroke='{charts.SOFT_INK}']");
    const frame = shape.closest(".role-frame").querySelector(".background").getBBox();
    const box = outline && outline.getBBox();
    return box && (box.x < 0 || box.x + box.width > frame.width || box.height > frame.height);
}})"""

WIDE_BOXES = "[...document.querySelectorAll('pre')].filter(it => it.scrollWidth > it.clientWidth)"


def figures(page, expression: str) -> list:
    """Evaluate a JavaScript expression about each `figure` of a page."""
    return page.evaluate(
        f"() => [...document.querySelectorAll('figure.chart')].map(figure => {expression})"
    )


def are_complete_without_javascript(page) -> None:
    """Look at the page as it was sent, in which no script has run."""
    sent = page.evaluate(
        """async () => {
            const text = await (await fetch(location.href)).text();
            const whole = new DOMParser().parseFromString(text, "text/html");
            return [...whole.querySelectorAll("figure.chart")].map(chart => ({
                error: chart.dataset.error,
                title: chart.querySelector(".chart-title")?.textContent,
                labels: [...chart.querySelectorAll("svg")].map(it => it.getAttribute("aria-label")),
            }));
        }"""
    )
    assert sent
    for chart in sent:
        assert chart.get("error") is None
        assert chart["title"]
        assert len(chart["labels"]) == 2 and all(label.strip() for label in chart["labels"])


def come_alive(it, *, lesson: bool) -> None:
    """Scroll through the page as a reader does: no chart may push the text away from her eyes."""
    before = it.page.evaluate("document.documentElement.scrollHeight")
    it.scroll_through()
    after = it.page.evaluate("document.documentElement.scrollHeight")
    alive = it.page.locator("figure.chart[data-live]").count()
    assert abs(after - before) <= 12 * alive
    assert alive or not lesson


def are_alive(page) -> None:
    """Check the charts of a page on which everything was unfolded and scrolled through."""
    assert not any(figures(page, "figure.dataset.error"))
    assert all(figures(page, "figure.dataset.live === 'true'"))
    assert all(figures(page, "figure.querySelector('.chart-live svg').ariaLabel.trim()"))
    marks = "[...figure.querySelectorAll('.chart-live .role-mark > *')]"
    drawn = figures(page, f"{marks}.filter(mark => mark.getBBox().width > 0).length")
    assert 0 not in drawn, "a chart without a mark"
    assert not any(figures(page, CUT_OFF)), "a map that its frame cuts off"


def inputs_change_their_charts(page) -> None:
    charts = page.locator("figure.chart[data-live]:has(.chart-inputs :is(input, select))")
    places = page.locator("figure.chart[data-live] .chart-inputs")
    assert charts.count() == places.count()
    for index in range(charts.count()):
        chart = charts.nth(index)
        control = chart.locator(".chart-inputs :is(input, select)").first
        assert control.evaluate("node => node.labels.length"), "an input without a label"
        drawn = chart.locator(".chart-live svg")
        before, value = drawn.inner_html(), control.input_value()
        control.focus()
        # It may stand at one of its ends already.
        for key in ("End", "Home"):
            page.keyboard.press(key)
            if control.input_value() != value:
                break
        else:
            raise AssertionError(f"input {index + 1} cannot be moved")
        # Fails where the picture stays as it was.
        page.wait_for_function(
            "([chart, before]) => chart.querySelector('.chart-live svg')?.innerHTML !== before",
            arg=[chart.element_handle(), before],
        )


def a_turned_telephone_keeps_what_was_set(page) -> None:
    """Set the first slider, if there is one, and make the page narrow."""
    sliders = "figure.chart[data-live] input[type=range]"
    if not page.locator(sliders).count():
        return
    slider = page.locator(sliders).first
    figure = page.locator("figure.chart[data-live]:has(input[type=range])").first
    slider.focus()
    page.keyboard.press("End")
    wanted = slider.input_value()
    width = "Number(node.querySelector('.chart-live svg')?.getAttribute('width') ?? Infinity)"
    wide = figure.evaluate(f"node => {width}")
    page.set_viewport_size({"width": 360, "height": 740})
    # Fails where the chart stays as wide as it was.
    page.wait_for_function(f"([node, wide]) => {width} < wide", arg=[figure.element_handle(), wide])
    expect(slider).to_have_value(wanted)


def brightness_of_letters(page) -> int:
    """Return the sum of red, green and blue of a label in a drawn chart."""
    # Labels, not letters in a coloured cell: these keep the colour that the cell needs.
    text = page.locator(f'figure.chart .chart-wide svg text[fill="{charts.SOFT_INK}"]').first
    colour = text.evaluate("node => getComputedStyle(node).fill")
    return sum(map(int, colour[4:-1].split(",")))


def data_can_be_taken_along(page) -> None:
    summary = page.locator(".chart-data > summary:visible").first
    summary.click()
    with page.expect_download() as download:
        page.locator(".chart-data[open] a[download]").first.click()
    text = download.value.path().read_text("utf-8")
    assert download.value.suggested_filename.endswith(".csv")
    assert len(text.splitlines()) > 1
    summary.click()


def paper_shows_drawn_charts_and_what_is_folded(page) -> None:
    page.emulate_media(media="print")
    assert page.locator(".chart-live:visible").count() == 0
    assert page.locator("figure.chart .chart-wide:visible").count() > 0
    assert page.locator(".bd-sidebar-primary:visible").count() == 0
    inside = page.locator("#check-your-understanding details > p")
    assert inside.first.is_visible()
    # Charts are drawn for the paper and again for the screen; with them the theme sees anew which
    # boxes are too wide for their place, and lets the keyboard reach them.
    page.evaluate("window.dispatchEvent(new Event('resize'))")
    page.wait_for_function("[...document.querySelectorAll('pre')].every(it => it.tabIndex < 0)")
    page.emulate_media(media="screen")
    page.wait_for_function(f"{WIDE_BOXES}.every(box => box.tabIndex === 0)")
