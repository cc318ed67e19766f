"""What axe-core finds on a page that is open in a browser."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

#: Newer than the one that the package brings, which knows fewer rules.
AXE = Axe.from_file(Path(__file__).parent / "axe-core" / "axe.min.js")
#: The parts of a picture have no text of their own for axe, only many nodes; and the rows of a long
#: table or list are all made by the same code, so the first ones speak for the rest.
REPEATED = (
    "figure.chart svg > *, tbody > tr:nth-child(n+9), .bd-article li:nth-child(n+25),"
    " .bd-article dl > :nth-child(n+60)"
)
#: Empties every element that differs in nothing but its words from one before it: same names,
#: classes, colours and sizes, all the way up.
ONE_OF_A_KIND = """() => {
    const known = new Map();
    const look = node => {
        if (!node) { return ""; }
        if (!known.has(node)) {
            const style = getComputedStyle(node);
            known.set(node, [
                look(node.parentElement), node.localName, node.getAttribute("class"),
                style.color, style.backgroundColor, style.backgroundImage, style.opacity,
                style.fontSize, style.fontWeight, style.textShadow,
            ].join("|"));
        }
        return known.get(node);
    };
    const seen = new Set();
    const same = [...document.querySelectorAll("body *")].filter(node => {
        if (node.childElementCount || !node.textContent.trim() || !node.checkVisibility()) {
            return false;
        }
        const kind = look(node);
        return seen.has(kind) || !seen.add(kind);
    });
    same.forEach(node => { node.textContent = ""; });
}"""
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


def contrasts(page) -> list:
    """Return the findings of axe about colours, in light and in dark, each kind of text once."""
    page.evaluate(ONE_OF_A_KIND)
    found = []
    for scheme in ("light", "dark"):
        turn(page, scheme)
        found += axe_violations(page, runOnly=["color-contrast"])
    return found


def all_but_contrasts(page) -> list:
    return axe_violations(page, rules={"color-contrast": {"enabled": False}})
