"""Every page under axe-core, wide and narrow, in the light and in the dark."""

import pytest
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
#: Colours change at once, not over a moment in which axe could look.
CALM = "*, *::before, *::after { transition: none !important; animation: none !important }"


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(server, visit, name, width):
    with visit(f"{server}/{name}", width=width, color_scheme="light") as it:
        it.page.add_style_tag(content=CALM)
        it.scroll_through(unfold=True)
        if width == 360:
            # Colours are the same at any width, and measuring them takes most of axe's time.
            assert axe_violations(it.page, rules={"color-contrast": {"enabled": False}}) == []
            return
        assert axe_violations(it.page) == []
        it.page.emulate_media(color_scheme="dark")
        it.page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        assert axe_violations(it.page, runOnly=["color-contrast"]) == []


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
