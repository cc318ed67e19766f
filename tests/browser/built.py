"""The pages of the built book, and how patient their tests are."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"
#: Milliseconds until what does not happen is a failure: a machine ten times slower needs them.
PATIENCE = 180_000


def pages() -> list[str]:
    """Names of the pages of the built book; empty where there is none yet."""
    found = sorted(
        path.relative_to(HTML).as_posix()
        for path in HTML.rglob("*.html")
        if not {"_static", "_downloads"} & set(path.parts)
    )
    # index.html only leads to the landing page; the general index is empty and linked nowhere.
    return [name for name in found if name not in ("index.html", "genindex.html")]


def lessons() -> list[str]:
    """Names of the pages that show a notebook."""
    return [name for name in pages() if name.startswith("notebooks/")]


def cards() -> list[str]:
    """Names of the pages of one table each; all come from one template."""
    return [name for name in pages() if re.match(r"book/data/(?!index)", name)]


def article(name: str) -> str:
    """Return the markup of a page without the frame that all pages share."""
    return re.search("<article.*</article>", (HTML / name).read_text("utf-8"), re.DOTALL)[0]


def opened() -> list[str]:
    """Names of the pages that a browser opens: all, and of the cards those at the ends.

    These have the most and the fewest columns, the longest text, and the longest word, which is
    what a telephone has to break. `test_static.py` looks at the others, and checks that no kind of
    element stands on them that a browser has not seen.
    """
    every = cards()
    markup = {name: article(name) for name in every}
    ends = {name for name in pages() if name not in every}
    for size in (
        lambda name: markup[name].count("<tr"),
        lambda name: -markup[name].count("<tr"),
        lambda name: len(re.sub("<[^>]*>", "", markup[name])),
        lambda name: max(map(len, re.sub("<[^>]*>", " ", markup[name]).split())),
    ):
        ends |= {max(every, key=size)} if every else set()
    return sorted(ends)
