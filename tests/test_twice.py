"""Learners run a cell again and again: the second run gives what the first gave."""

from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

LESSONS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture
def shell():
    it = InteractiveShell.instance(colors="NoColor")
    it.reset(new_session=False)
    yield it
    it.reset(new_session=False)
    InteractiveShell.clear_instance()


def outputs(shell: InteractiveShell, code: str) -> tuple:
    """Run a cell; return what it printed and showed."""
    with capture_output() as shown:
        shell.run_cell(code).raise_error()
    return shown.stdout, shown.stderr, [output.data for output in shown.outputs]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_cell_run_twice_gives_the_same_output(path, shell, tmp_path, monkeypatch):
    # The last lesson writes a brief.
    monkeypatch.chdir(tmp_path)
    changed = []
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells, 1):
        if cell.cell_type == "code" and outputs(shell, cell.source) != outputs(shell, cell.source):
            changed.append((number, cell.source))
    assert changed == []
