"""What axe-core finds on a page that is open in a browser."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
#: The parts of a picture have no text of their own for axe, only many nodes; and the rows of a long
#: table or list are all made by the same code, so the first ones speak for the rest.
REPEATED = (
    "figure.chart svg > *, tbody > tr:nth-child(n+9), .bd-article li:nth-child(n+25),"
    " .bd-article dl > :nth-child(n+60)"
)
#: Colours change at once, not over a moment in which axe could look.
CALM = "*, *::before, *::after { transition: none !important; animation: none !important }"


def axe_violations(page, **options) -> list:
    """Return the serious and critical findings of axe: rule, element, explanation.

    What is repeated leaves the page, which nothing else can be asked afterwards: axe compares
    every node with every node that it is told to leave out, and would need minutes.
    """
    page.evaluate("all => document.querySelectorAll(all).forEach(it => it.remove())", REPEATED)
    report = AXE.run(page, options={"resultTypes": ["violations"], **options}).response
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in report["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def turn(page, scheme: str) -> None:
    """Let the machine of the reader prefer light or dark pages; wait for the page to follow."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "scheme => document.documentElement.dataset.theme === scheme", arg=scheme
    )
