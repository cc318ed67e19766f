"""The tools behind `make`: running notebooks, checking a port, finding the course."""

import hashlib
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml

from malicourse_book.extension import code
from malicourse_book.port import problem
from malicourse_book.theme import assets
from tools import build, mutants, notebooks

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "tests" / "browser" / "axe-core"
#: Of axe.min.js in axe-core 4.14.1 on the npm registry.
AXE_SUM = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"


def test_axe_is_the_file_that_was_published_and_its_folder_names_the_version():
    script = (AXE / "axe.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() == AXE_SUM
    version = re.match(rb"/\*! axe v([\d.]+)", script)[1].decode()
    assert f"axe-core {version}," in (AXE / "README.md").read_text("utf-8")


def write(path, *sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


def test_a_notebook_is_run_in_its_folder_and_saved(tmp_path):
    path = tmp_path / "one.ipynb"
    write(path, "import os; os.path.basename(os.getcwd())", "6 * 7")
    notebooks.run(path)
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].outputs[0].data["text/plain"] == repr(tmp_path.name)
    assert cells[1].outputs[0].data["text/plain"] == "42"
    assert "execution" not in cells[1].metadata


def test_a_failing_notebook_is_named_and_left_as_it_was(tmp_path):
    path = tmp_path / "bad.ipynb"
    write(path, "1", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(ValueError, match=r"bad\.ipynb, cell 2: ZeroDivisionError"):
        notebooks.run(path)
    assert path.read_bytes() == before


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "torn.ipynb"
    path.write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(ValueError, match=r"torn\.ipynb: this is not a notebook"):
        notebooks.run(path)


def test_minutes_follow_words_open_code_and_levels():
    def cell(tag):
        it = nbformat.v4.new_code_cell("\n".join(["x = 1"] * 150))
        it.metadata["tags"] = [tag]
        return it

    prose = "word " * 1998
    apart = f"## Exercises\n{prose}\n## Key points\n## Sources\n{prose}"
    code = nbformat.v4.new_code_cell("\n".join(["x = 1"] * 15))
    cells = [*map(nbformat.v4.new_markdown_cell, (prose, apart)), code]
    notebook = nbformat.v4.new_notebook(cells=[*cells, *map(cell, ("solution", "hide-input"))])
    assert notebooks.time_line(notebook, [1, 2, 3]) == (
        "**Time:** 15 min to read, 20 min to read and run, 35 min for exercises"
    )
    cells[0].source = "word " * 990
    assert "5 min to read, 10 min to read and run" in notebooks.time_line(notebook, [])


def test_ports():
    assert problem("many") == "PORT is a number from 1 to 65535, and 'many' is not."
    assert "is not" in problem("70000")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        assert problem(str(number)).startswith(f"Port {number} is in use.")
    assert problem(str(number)) is None


def test_the_build_says_where_it_belongs(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"No _config\.yml in"):
        build.build(tmp_path)
    command = [sys.executable, "-m", "tools.build"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1, "one line, no traceback"


def a_book(folder):
    """Write a built book of two pages."""
    (folder / "book").mkdir(parents=True)
    (folder / "index.html").write_text("<p>Go on.</p>", encoding="utf-8")
    page = '<h1>Start</h1><div id="offline"></div><p>End</p>'
    (folder / build.LANDING).write_text(page, encoding="utf-8")
    (folder / ".nojekyll").touch()
    return folder


def test_the_zip_holds_the_book_and_not_itself(tmp_path):
    html = a_book(tmp_path / "html")
    build.offer(html)
    build.offer(html)
    with zipfile.ZipFile(html / f"{build.NAME}.zip") as packed:
        names = packed.namelist()
        inside = packed.read(f"{build.NAME}/{build.LANDING}").decode()
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == [f"{build.NAME}/{name}" for name in (".nojekyll", build.LANDING, "index.html")]
    # In the copy the link would lead nowhere.
    assert inside == '<h1>Start</h1><div id="offline"></div><p>End</p>'
    page = (html / build.LANDING).read_text("utf-8")
    assert page.count(f'href="../{build.NAME}.zip" download') == 1
    assert "(ZIP, 1 MB)" in page
    assert page.endswith("</div><p>End</p>")


def test_the_same_book_gives_the_same_zip(tmp_path):
    packed = []
    for name, when in (("one", 1_000_000_000), ("two", 1_700_000_000)):
        html = a_book(tmp_path / name)
        for path in html.rglob("*"):
            os.utime(path, (when, when))
        build.offer(html)
        build.offer(html)
        packed.append((html / f"{build.NAME}.zip").read_bytes())
    assert packed[0] == packed[1]


def test_a_landing_page_without_a_place_for_the_zip_is_named(tmp_path):
    html = a_book(tmp_path / "html")
    (html / build.LANDING).write_text("<h1>Start</h1>", encoding="utf-8")
    with pytest.raises(ValueError, match="has no <div"):
        build.offer(html)


def attributes(*names):
    """Return what git makes of files, by name and attribute."""
    command = ["git", "check-attr", "-z", "text", "eol", "linguist-generated", "--", *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    cells = done.stdout.split("\0")[:-1]
    return {(cells[i], cells[i + 1]): cells[i + 2] for i in range(0, len(cells), 3)}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_texts_keep_their_line_ends_on_every_system():
    texts = ("data/claims.csv", "notebooks/00-toolkit.ipynb", "binder/postBuild", ".ci/run")
    found = attributes(*texts, "docs/lesson.png", "data/datapackage.json")
    assert all(found[name, "eol"] == "lf" for name in texts)
    assert found["docs/lesson.png", "text"] == "unset"
    assert found["data/datapackage.json", "linguist-generated"] == "set"


def test_a_style_sheet_loses_only_what_cannot_match(tmp_path):
    page = '<p class="seen">A word of the text, such as absent, is no class.</p>'
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    css = (
        "/*! Licence. */body,.seen{color:red}/* A remark. */.absent{color:blue}"
        ".seen.absent,.seen a{top:0}"
        "@media print{.absent{left:0}.seen{left:1px}}.seen:not(.absent){right:0}"
        "@font-face{src:url(a,b)}"
    )
    kept = assets.without_unused_classes(css, assets.words_in_use(tmp_path))
    assert kept == (
        "/*! Licence. */body,.seen{color:red}.seen a{top:0}@media print{.seen{left:1px}}"
        ".seen:not(.absent){right:0}@font-face{src:url(a,b)}"
    )


def test_every_mutation_can_be_applied():
    found = mutants.read(mutants.ROOT)
    assert len(found) >= 40
    assert all(mutant.old != mutant.new and mutant.tests for mutant in found)


def test_a_mutation_that_fits_no_more_is_named(tmp_path):
    (tmp_path / "tools").mkdir()
    (tmp_path / "one.py").write_text("a = 1 + 1\n", encoding="utf-8")
    row = {"name": "sum", "file": "one.py", "old": "1", "new": "2", "tests": ["tests"]}
    (tmp_path / mutants.LIST).write_text(yaml.safe_dump([row]), encoding="utf-8")
    with pytest.raises(mutants.MutantError, match=r"sum: its text stands 2 times in one\.py"):
        mutants.read(tmp_path)
    (tmp_path / mutants.LIST).write_text(
        yaml.safe_dump([{**row, "old": "a"}, {**row, "old": "a"}]), encoding="utf-8"
    )
    with pytest.raises(mutants.MutantError, match="two mutations are called sum"):
        mutants.read(tmp_path)


def test_an_edited_style_sheet_makes_the_pages_anew(tmp_path):
    sheet = tmp_path / "book" / "_static" / "course.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("a { color: red }", encoding="utf-8")
    before = code(tmp_path)
    assert code(tmp_path) == before
    sheet.write_text("a { color: blue }", encoding="utf-8")
    assert code(tmp_path) != before


def test_mutants_whose_tests_fail_anyway_are_refused(monkeypatch):
    monkeypatch.setattr(mutants, "passes", lambda *_: False)
    with pytest.raises(mutants.MutantError, match="its tests fail without it"):
        mutants._run(mutants.read(mutants.ROOT)[:1])
