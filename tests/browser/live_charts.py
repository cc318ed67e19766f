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


#: Sets every control of the page to its ends and to every option, one after the other, and
#: returns what the reader then sees and hears. What was set first is set again.
SETTINGS = """async () => {
    const pause = time => new Promise(done => setTimeout(done, time));
    const words = node => node?.innerText.trim();
    const cut = (figure) => {
        const svg = figure.querySelector(".chart-live svg");
        const frame = svg.getBoundingClientRect();
        const faults = [];
        for (const axis of svg.querySelectorAll(".role-axis-label")) {
            const boxes = [...axis.querySelectorAll("text")]
                .filter(it => it.textContent.trim() && Number(it.getAttribute("opacity") ?? 1))
                .map(it => [it.textContent, it.getBoundingClientRect()]);
            boxes.forEach(([text, box], place) => {
                if (box.left < frame.left - 1 || box.right > frame.right + 1
                    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
                    faults.push(`cut: ${text}`);
                }
                for (const [other, rival] of boxes.slice(place + 1)) {
                    if (Math.min(box.right, rival.right) - Math.max(box.left, rival.left) > 1
                        && Math.min(box.bottom, rival.bottom) - Math.max(box.top, rival.top) > 3) {
                        faults.push(`overlap: ${text}, ${other}`);
                    }
                }
            });
        }
        return faults;
    };
    const look = figure => ({
        title: words(figure.querySelector(".chart-title")),
        name: figure.querySelector(".chart-live svg").getAttribute("aria-label"),
        drawn: figure.querySelector(".chart-live svg").innerHTML,
        captions: [...figure.querySelectorAll(".chart-caption")].map(it => it.textContent),
        rows: [...figure.querySelectorAll("table[data-from]")].map(table =>
            [...table.tBodies[0].rows].map(row => [...row.cells].map(it => it.textContent))),
        data: [...figure.querySelectorAll("table[data-from]")].map(table =>
            figure.chart.view.data(table.dataset.from).slice(0, 200).map(row =>
                table.dataset.fields.split(" ").map(part =>
                    String(part === "count" ? row.count : row["cell" + part])))),
        said: figure.querySelector(".chart-said").textContent,
        faults: cut(figure),
    });
    const all = [];
    for (const figure of document.querySelectorAll("figure.chart[data-live]:has(.chart-inputs)")) {
        const controls = [...figure.querySelectorAll(".chart-inputs :is(input, select)")];
        const chart = {
            first: figure.querySelector(".chart-title").textContent,
            labelled: controls.every(it => it.labels.length),
            before: look(figure),
            settings: [],
        };
        for (const control of controls) {
            const list = control.tagName === "SELECT";
            const values = list ? [...control.options].map((it, place) => place)
                : [control.max, control.min];
            const key = list ? "selectedIndex" : "value";
            const own = control[key];
            // The others stand as they were; what the control has now is no change.
            for (const value of [...values.filter(it => String(it) !== String(own)), own]) {
                figure.querySelector(".chart-said").textContent = "";
                control[key] = value;
                control.dispatchEvent(new Event(list ? "change" : "input", {bubbles: true}));
                await pause(0);
                await figure.chart.view.runAsync();
                // It is spoken when the reader rests; to wait for it once for a control is enough.
                const rests = value === values.find(it => String(it) !== String(own));
                for (let i = 0; rests && i < 300; i++) {
                    if (figure.querySelector(".chart-said").textContent) { break; }
                    await pause(10);
                }
                const shown = list ? control.options[value].textContent : control.value;
                chart.settings.push({value: shown, rests, ...look(figure)});
            }
        }
        all.push(chart);
    }
    return all;
}"""


def controls_keep_their_charts_true(page) -> None:
    """Set each control to its ends and to each option: words, names and tables have to follow."""
    charts = page.evaluate(SETTINGS)
    assert len(charts) == page.locator("figure.chart:has(.chart-inputs)").count()
    for chart in charts:
        title = chart["first"]
        assert chart["labelled"], f"{title}: an input without a label"
        moved = {setting["drawn"] for setting in chart["settings"]}
        assert len(moved | {chart["before"]["drawn"]}) > 1, f"{title}: no control changes it"
        titles = {setting["title"] for setting in chart["settings"]}
        assert len(titles) > 1 or title.rstrip().endswith("?"), f"{title}: the title stays"
        for setting in chart["settings"]:
            where = f"{title}, set to {setting['value']}"
            assert setting["name"].startswith(setting["title"]), where
            assert setting["value"] in setting["name"], where
            if setting["rests"]:
                heard = setting["said"]
                assert heard == setting["title"] or setting["value"] in heard, f"{where}: {heard}"
            assert set(setting["captions"]) <= {setting["title"]}, where
            assert setting["rows"] == setting["data"], where
            assert setting["faults"] == [], where


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
