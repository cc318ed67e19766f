"""Every page under axe-core, wide and narrow, in the light and in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
#: The parts of a picture have no text of their own for axe, only many nodes.
SCOPE = {"exclude": [["figure.chart svg > *"]]}
#: Colours change at once, not over a moment in which axe could look.
CALM = "*, *::before, *::after { transition: none !important; animation: none !important }"


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(server, visit, name, width):
    with visit(f"{server}/{name}", width=width, color_scheme="light") as it:
        it.page.add_style_tag(content=CALM)
        it.scroll_through(unfold=True)
        found = axe_violations(it.page)
        # In the dark only colours change.
        it.page.emulate_media(color_scheme="dark")
        it.page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        found += axe_violations(it.page, runOnly=["color-contrast"])
        assert found == []


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
