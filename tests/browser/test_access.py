"""Every page, wide and narrow: to whom it speaks, whether it fits, and what axe-core finds."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
#: The parts of a picture have no text of their own for axe, only many nodes; and the rows of a long
#: table or list are all made by the same code, so the first ones speak for the rest.
SCOPE = {
    "exclude": [
        ["figure.chart svg > *"],
        ["tbody > tr:nth-child(n+9)"],
        [".bd-article li:nth-child(n+25)"],
        [".bd-article dl > :nth-child(n+60)"],
    ]
}
#: The card with the most columns and sources of its kind.
CARD = "book/data/votes.html"
#: Colours change at once, not over a moment in which axe could look.
CALM = "*, *::before, *::after { transition: none !important; animation: none !important }"


def test_a_page_is_quiet_and_axe_finds_nothing_serious(server, visit, name):
    with visit(f"{server}/{name}", color_scheme="light") as it:
        it.page.add_style_tag(content=CALM)
        it.scroll_through(unfold=True)
        assert it.outside == []
        assert it.problems == []
        assert axe_violations(it.page) == []
        it.page.emulate_media(color_scheme="dark")
        it.page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        assert axe_violations(it.page, runOnly=["color-contrast"]) == []


def test_a_page_fits_a_telephone_and_axe_finds_nothing_serious(server, visit, name):
    with visit(f"{server}/{name}", width=360, color_scheme="light") as it:
        it.page.add_style_tag(content=CALM)
        it.scroll_through()
        assert it.page.evaluate("document.documentElement.scrollWidth") <= 360
        it.scroll_through(unfold=True)
        assert it.page.evaluate("document.documentElement.scrollWidth") <= 360
        # All cards of the data come from one template: axe has read each of them when wide, and
        # one of them speaks for the rest when narrow.
        if name.startswith("book/data/") and name not in ("book/data/index.html", CARD):
            return
        # Colours are the same at any width, and measuring them takes most of axe's time.
        assert axe_violations(it.page, rules={"color-contrast": {"enabled": False}}) == []


def axe_violations(page, **options) -> list:
    """Return the serious and critical findings of axe: rule, element, explanation."""
    report = AXE.run(
        page, context=SCOPE, options={"resultTypes": ["violations"], **options}
    ).response
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in report["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
