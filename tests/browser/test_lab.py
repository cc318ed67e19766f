"""A lesson in JupyterLab, in a real browser: what shows, and what happens when all cells run."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from built import PATIENCE
from playwright.sync_api import TimeoutError

from malicourse_book.lessons import FOLD

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> str:
    """Address of a JupyterLab that serves a copy of the lessons and stores nothing elsewhere."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    home = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    home["JUPYTERLAB_WORKSPACES_DIR"] = str(folder / "workspaces")
    home["JUPYTERLAB_SETTINGS_DIR"] = str(folder / "settings")
    port = free_port()
    options = [
        f"--port={port}",
        "--no-browser",
        "--allow-root",
        "--IdentityProvider.token=",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.expose_app_in_browser=True",
    ]
    command = [sys.executable, "-m", "jupyterlab", *options]
    server = subprocess.Popen(
        command,
        env={**os.environ, **home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            assert server.poll() is None, "JupyterLab did not start"
            try:
                urllib.request.urlopen(f"{address}/api", timeout=300).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=300)


@pytest.fixture(scope="module")
def page(lab, browser):
    """JupyterLab as one reader has it, who opens lesson after lesson and closes each."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    it = context.new_page()
    it.goto(f"{lab}/lab?reset")
    it.wait_for_function("() => window.jupyterapp?.restored", timeout=PATIENCE)
    it.evaluate("() => window.jupyterapp.restored")
    yield it
    context.close()


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def opened(request, page):
    """A lesson opened in JupyterLab, and its cells as stored."""
    path = f"notebooks/{request.param.name}"
    page.evaluate(
        "async path => { await window.jupyterapp.commands.execute('docmanager:open', {path}); }",
        path,
    )
    page.wait_for_function(
        "path => window.jupyterapp.shell.currentWidget?.context?.path === path"
        " && window.jupyterapp.shell.currentWidget.context.isReady"
        " && window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status"
        " === 'idle'",
        arg=path,
        timeout=PATIENCE,
    )
    yield page, nbformat.read(request.param, as_version=4)
    # A kernel that goes on takes memory from the next; and nobody asks whether to save.
    page.evaluate(
        """async () => {
            const lesson = window.jupyterapp.shell.currentWidget;
            lesson.sessionContext.shutdown();
            lesson.context.model.dirty = false;
            lesson.dispose();
        }"""
    )


def scroll_through(page) -> None:
    """Bring every cell into view once, because cells out of view may not be drawn yet."""
    page.evaluate(
        """async () => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            for (let i = 0; i < notebook.widgets.length; i++) {
                await notebook.scrollToItem(i, 'center');
                await new Promise(done => setTimeout(done, 20));
            }
        }"""
    )


def wait_until_drawn(page, folds: int) -> None:
    """Wait for the text cells: each is drawn some time after it comes into view.

    A cell that is never drawn, or drawn wrongly, is left to the assertions that follow.
    """
    with contextlib.suppress(TimeoutError):
        page.wait_for_function(
            """folds => {
                const cells = window.jupyterapp.shell.currentWidget.content.widgets
                    .filter(cell => cell.model.type === 'markdown');
                return cells.every(cell => cell.rendered)
                    && document.querySelectorAll('.jp-MarkdownCell details').length === folds;
            }""",
            arg=folds,
            timeout=PATIENCE,
        )


def test_a_lesson_looks_right_and_runs_to_the_end(opened):
    page, stored = opened
    folds = [found for cell in stored.cells for found in FOLD.finditer(cell.source)]
    folded = page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .filter(cell => cell.model.getMetadata('tags')?.includes('solution'))
            .map(cell => [cell.inputHidden, cell.outputHidden])"""
    )
    solutions = sum("solution" in cell.metadata.get("tags", []) for cell in stored.cells)
    assert folded == [[True, True]] * solutions

    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
        " === 'idle'",
        timeout=PATIENCE,
    )
    outputs = page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .filter(cell => cell.model.type === 'code')
            .map(cell => [cell.model.executionCount, cell.model.outputs.toJSON()])"""
    )
    assert all(count for count, _ in outputs), "a cell did not run"
    errors = [output for _, cell in outputs for output in cell if output["output_type"] == "error"]
    assert errors == []

    scroll_through(page)
    wait_until_drawn(page, len(folds))
    shown = page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .filter(cell => cell.model.type === 'markdown').map(cell => cell.node.innerText)"""
    )
    assert not [text for text in shown if "<details" in text or "</summary" in text]
    assert page.locator(".jp-MarkdownCell details").count() == len(folds)
    seen = """[...document.querySelectorAll('.jp-MarkdownCell details > :not(summary)')]
        .map(it => it.checkVisibility())"""
    assert not any(page.evaluate(seen))
    page.evaluate(
        "document.querySelectorAll('.jp-MarkdownCell details').forEach(it => it.open = true)"
    )
    assert all(page.evaluate(seen)) and len(page.evaluate(seen)) >= len(folds)
    visible = [
        cell
        for cell in stored.cells
        if cell.cell_type == "code" and "solution" not in cell.metadata.get("tags", [])
    ]
    charts = sum("vnd.vegalite" in str(cell.outputs) for cell in visible)
    drawn = page.locator(".jp-OutputArea-output .vega-embed :is(canvas, svg.marks)")
    drawn.nth(charts - 1).wait_for(state="attached", timeout=PATIENCE)
    assert drawn.count() >= charts
