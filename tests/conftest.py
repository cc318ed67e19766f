"""The built book, and how tests are spread over workers that run at the same time."""

from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent
#: What the book is made from; `_build` has to be younger than all of it.
SOURCES = ("_config.yml", "_toc.yml", "book", "data", "notebooks", "src")
SUFFIXES = (".py", ".md", ".ipynb", ".csv", ".yml", ".js", ".css", ".html")
#: The longest files: their tests share nothing but a browser.
EACH_PAGE = ("tests/browser/test_page.py", "tests/browser/test_lesson.py")


class Spread(LoadScopeScheduling):
    """A file goes to one worker, which sets it up once; a page that is opened alone to any."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in EACH_PAGE else file


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> Spread:
    return Spread(config, log)


@pytest.fixture(scope="session")
def book() -> Path:
    """The folder of the built book, not older than what it is made from."""
    html = ROOT / "_build" / "html"
    # The last file that every build writes, even one that finds all pages up to date.
    last = html / "_static" / "theme.css"
    if not last.exists():
        pytest.fail("There is no built book to look at: run `make book` first.")
    built = last.stat().st_mtime
    files = (file for part in SOURCES for file in [ROOT / part, *(ROOT / part).rglob("*")])
    for file in files:
        if file.suffix in SUFFIXES and file.stat().st_mtime > built:
            pytest.fail(f"{file.relative_to(ROOT)} is younger than the book: run `make book`.")
    return html
