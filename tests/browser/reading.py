"""What is asked of the tables, printed lines and code of an open page, and of the switch."""

#: Lessons and the headings or first words of outputs that do not fit yet at 1280 pixels.
STILL_WIDE: set[tuple[str, str]] = {
    (
        "notebooks/04-counting-the-dead.html",
        "year | 2016 | 2017 | 2018 | 2019 | 2020 | 2021 | 2022 | 2023",
    ),
    (
        "notebooks/05-juntas-and-exit.html",
        "category | agreement | consent | human rights | movement | p",
    ),
    (
        "notebooks/06-after-the-blue-helmets.html",
        "y2018 | y2019 | y2020 | y2021 | y2022 | y2023 | y2024 | regi",
    ),
    (
        "notebooks/13-the-golden-hour.html",
        "date | operator | origin | destination | distance | hours | ",
    ),
    (
        "notebooks/15-consent.html",
        "year | 2012 | 2013 | 2014 | 2015 | 2017 | 2018 | 2019 | 2020",
    ),
    (
        "notebooks/16-flights-and-patrols.html",
        "kind | area | report_date | requested | denied | description",
    ),
    (
        "notebooks/21-brief-the-council.html",
        "civilians | peacekeepers | consent | money | time | mean",
    ),
}

#: Lessons with a line of code that does not fit yet at 1280 pixels.
CODE_STILL_WIDE: set[str] = {
    "notebooks/00-toolkit.html",
    "notebooks/01-roots.html",
    "notebooks/02-collapse.html",
    "notebooks/03-peace-to-keep.html",
    "notebooks/04-counting-the-dead.html",
    "notebooks/05-juntas-and-exit.html",
    "notebooks/06-after-the-blue-helmets.html",
    "notebooks/07-road-to-a4p.html",
    "notebooks/08-a4p-plus.html",
    "notebooks/09-mandate-and-means.html",
    "notebooks/10-who-serves.html",
    "notebooks/11-the-cost.html",
    "notebooks/12-wings.html",
    "notebooks/13-the-golden-hour.html",
    "notebooks/14-adapt-or-leave.html",
    "notebooks/15-consent.html",
    "notebooks/16-flights-and-patrols.html",
    "notebooks/18-votes.html",
    "notebooks/19-elsewhere.html",
    "notebooks/20-fact-check.html",
}

#: Lessons whose own code cuts texts with dots.
CUT_STILL: set[str] = set()

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


def outputs_are_seen_whole(page, name: str) -> None:
    """Everything is unfolded: no table, printed list or line of code is wider than its box."""
    wide = {(name, text) for text in page.eval_on_selector_all(OUTPUTS, TOO_WIDE)}
    allowed = {entry for entry in STILL_WIDE if entry[0] == name}
    assert wide - allowed == set(), "outputs that are cut at 1280 pixels"
    assert allowed - wide == set(), "these fit now: take them from STILL_WIDE"
    cut = page.eval_on_selector_all(".cell_output td", CUT)
    assert bool(cut) == (name in CUT_STILL), cut
    assert page.eval_on_selector_all(".cell_output table.dataframe", ALIGNED_WRONGLY) == []
    code = page.eval_on_selector_all(".cell_input pre", TOO_WIDE)
    if name in CODE_STILL_WIDE:
        assert code, f"the code of {name} fits now: take it from CODE_STILL_WIDE"
    else:
        assert code == []


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
    page.get_by_role("radio", name="the steps").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="none").is_checked()
    assert inputs.count() == folds.locator("visible=true").count() == 0
    assert page.locator(".tag_solution:visible").count() == page.locator(".tag_solution").count()
    assert page.locator("figure.chart:visible").count() == charts
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="all").is_checked()
    assert inputs.count() > 0
    assert folds.evaluate_all("folds => folds.every(fold => fold.open)")
    page.keyboard.press("ArrowRight")
    assert folds.evaluate_all("folds => folds.every(fold => !fold.open)")
    names = folds.locator("summary").all_text_contents()
    assert len(set(names)) == len(names), names
    assert all(text.startswith("Code of this chart") for text in names)
