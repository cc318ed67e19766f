"""A server for the built book, and one Chromium for all tests of a worker."""

import contextlib
import http.server
import os
import threading
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from built import PATIENCE, lessons, opened
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from malicourse_teach.kit.printing import NAMES, find_chromium

expect.set_options(timeout=PATIENCE)
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No name resolves: what a page asks of another host is recorded below, and fails.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with `name` on every page that is opened, and with `lesson` on every lesson."""
    for argument, values in (("name", opened), ("lesson", lessons)):
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, values() or ["no book"], scope="session")


@pytest.fixture(scope="session")
def server(book) -> Iterator[str]:
    """Address of a local server of the book."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = partial(Quiet, directory=str(book))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        if os.environ.get("MALICOURSE_REQUIRE_BROWSER"):
            pytest.fail("No Chromium on this machine, and here the browser tests have to run.")
        pytest.skip(f"No Chromium on this machine; looked for {', '.join(NAMES)}.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield running
        running.close()


class Visit:
    """A browser context that records what a page does, above all what it asks of other hosts."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.outside: list[str] = []
        self.problems: list[str] = []
        context.on("request", self._request)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("requestfailed", self._failed_request)
        self.page.on(
            "response",
            lambda response: response.status >= 400 and self._failed(response.url),
        )

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.hostname != "127.0.0.1" and address.scheme not in ("file", "data", "blob"):
            self.outside.append(request.url)

    def _console(self, message) -> None:
        if message.type == "error":
            self.problems.append(message.text)

    def _failed_request(self, request) -> None:
        # A reader who goes on to the next page stops what was still on its way.
        if request.failure != "net::ERR_ABORTED":
            self._failed(request.url)

    def _failed(self, url: str) -> None:
        self.problems.append(f"did not load: {url}")

    def scroll_through(self, *, unfold: bool = False) -> None:
        """Scroll to the end of the page, as a reader does, and wait for its charts.

        With `unfold`, everything that is folded is opened first.
        """
        if unfold:
            self.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        # A chart in a closed dropdown waits for the reader to open it.
        self.page.evaluate(
            """async () => {
                const pause = () => new Promise(done => setTimeout(done, 20));
                for (const figure of document.querySelectorAll('figure.chart')) {
                    if (!figure.checkVisibility()) { continue; }
                    figure.scrollIntoView({block: 'center', behavior: 'instant'});
                    const settled = () => figure.dataset.live || figure.dataset.error;
                    for (let i = 0; i < 9000 && !settled(); i++) { await pause(); }
                    if (!settled()) {
                        throw new Error(`chart ${figure.id} did not come alive in three minutes`);
                    }
                }
            }"""
        )


@pytest.fixture(scope="session")
def visit(browser):
    """Open a page in a fresh context: `with visit(address, width=360) as it: it.page...`."""

    @contextlib.contextmanager
    def open_page(address: str, *, width: int = 1280, **options) -> Iterator[Visit]:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        try:
            context.set_default_timeout(PATIENCE)
            it = Visit(context)
            it.page.goto(address)
            yield it
        finally:
            context.close()

    return open_page
