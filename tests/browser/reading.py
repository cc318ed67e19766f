"""What is asked of the tables, printed lines and code of an open page, and of the switch."""

OUTPUTS = (
    ".cell_output .output.text_html, .cell_output .output pre, .pst-scrollable-table-container"
)
TOO_WIDE = """boxes => boxes.filter(it => it.scrollWidth > it.clientWidth + 1).map(it => {
    const headings = [...it.querySelectorAll("thead th")].map(head => head.textContent.trim());
    return (headings.filter(Boolean).join(" | ") || it.textContent.trim()).slice(0, 60);
})"""
#: Boxes wider than a telephone: can the keyboard scroll them, do they say so, is the first column
#: still there at their end?
WITHOUT_CUE = """boxes => boxes.filter(it => it.scrollWidth > it.clientWidth + 1).filter(it => {
    const first = it.querySelector(".mc-first, tbody tr > :first-child");
    it.scrollLeft = it.scrollWidth;
    const gone = first && first.getBoundingClientRect().left < it.getBoundingClientRect().left - 1;
    it.scrollLeft = 0;
    const style = getComputedStyle(it);
    return gone || it.tabIndex !== 0 || !it.ariaLabel || !style.backgroundImage.includes("gradient")
        || !("wide" in it.dataset);
}).map(it => it.textContent.trim().slice(0, 60))"""
CUT = """cells => cells.map(it => it.textContent.trim())
    .filter(text => /.(\\.\\.\\.|…)$/.test(text) && text !== "...")"""
ALIGNED_WRONGLY = """tables => tables.flatMap(table =>
    [...table.querySelectorAll("tbody td")].filter(cell => {
        const number = cell.classList.contains("mc-number");
        return (getComputedStyle(cell).textAlign === "right") !== number;
    })).map(cell => cell.textContent)"""

#: The cue at an edge is covered where nothing is left to scroll; a cover of another colour than the
#: box is a band down the whole of its side.
BANDED = """boxes => boxes.filter(it => {
    const box = getComputedStyle(it.closest(".highlight")).backgroundColor;
    return !getComputedStyle(it).backgroundImage.startsWith(`linear-gradient(to right, ${box} 40%`);
}).map(it => getComputedStyle(it).backgroundImage)"""


def code_has_no_bands_at_its_edges(page) -> None:
    """In the colours that the page has now."""
    assert page.eval_on_selector_all(".cell_input pre", BANDED) == []


def outputs_are_seen_whole(page) -> None:
    """Everything is unfolded: no table, printed list or line of code is wider than its box."""
    assert page.eval_on_selector_all(OUTPUTS, TOO_WIDE) == []
    assert page.eval_on_selector_all(".cell_input pre", TOO_WIDE) == []
    assert page.eval_on_selector_all(".cell_output td", CUT) == []
    assert page.eval_on_selector_all(".cell_output table.dataframe", ALIGNED_WRONGLY) == []


def what_is_wide_says_so(page) -> None:
    """Everything is unfolded, on a telephone."""
    # The last fold has told the script that it is open.
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    boxes = f"{OUTPUTS}, .cell_input pre"
    assert page.eval_on_selector_all(boxes, WITHOUT_CUE) == []


def the_switch_folds_and_hides_code(page) -> None:
    """Go through the three choices by the keyboard, and end where the page began."""
    choice = page.get_by_role("group", name="Code", exact=True).get_by_role("radio")
    assert choice.count() == 3
    inputs = page.locator(".cell > .cell_input:visible, .cell.tag_exercise:visible")
    folds = page.locator(".mc-chart-code")
    charts = page.locator("figure.chart:visible").count()
    assert inputs.count() > 0
    page.get_by_role("radio", name="the steps", exact=True).focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="none", exact=True).is_checked()
    assert inputs.count() == folds.locator("visible=true").count() == 0
    assert page.locator(".tag_solution:visible").count() == page.locator(".tag_solution").count()
    assert page.locator("figure.chart:visible").count() == charts
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="all", exact=True).is_checked()
    assert inputs.count() > 0
    assert folds.evaluate_all("folds => folds.every(fold => fold.open)")
    page.keyboard.press("ArrowRight")
    assert folds.evaluate_all("folds => folds.every(fold => !fold.open)")
    names = folds.locator("summary").all_text_contents()
    assert len(set(names)) == len(names), names
    assert all(text.startswith("Code of this chart") for text in names)
