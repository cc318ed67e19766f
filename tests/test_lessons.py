"""The grammar of a lesson: what can be checked by a machine is checked here."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from malicourse.charts import MIME_TYPE
from malicourse_book.lessons import FOLD, read_lesson
from tools.notebooks import TIME_LINE, time_line

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECTIONS = [
    "By the end you can",
    "Before you start",
    "Who counted this, and how",
    "Check your understanding",
    "Exercises",
    "For the seminar",
    "Key points",
    "Sources",
]
MAX_CODE_LINES = 24
MAX_LINE = 69
MAX_SPEC_BYTES = 150_000

pytestmark = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def markdown(notebook: nbformat.NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tagged(notebook: nbformat.NotebookNode, tag: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def charts(notebook: nbformat.NotebookNode) -> list[dict]:
    outputs = (output for cell in code_cells(notebook) for output in cell.outputs)
    return [output.data[MIME_TYPE] for output in outputs if MIME_TYPE in output.get("data", {})]


def views(spec: dict):
    """Yield a chart and every chart inside it."""
    yield spec
    for key in ("layer", "concat", "hconcat", "vconcat"):
        for inner in spec.get(key, []):
            yield from views(inner)
    if isinstance(spec.get("spec"), dict):
        yield from views(spec["spec"])


def test_title_is_a_question_followed_by_the_time_line(path):
    first = read(path).cells[0]
    title, _, rest = first.source.partition("\n")
    assert title.startswith("# ") and title.endswith("?"), title
    line = rest.strip().splitlines()[0]
    pattern = TIME_LINE.pattern + r" · \*\*Level:\*\* \w+ · \*\*Part"
    assert re.match(pattern, line), line


def test_sections_are_there_and_in_order(path):
    headings = re.findall(r"^## (.+)$", markdown(read(path)), flags=re.M)
    assert [heading for heading in headings if heading in SECTIONS] == SECTIONS


def test_objectives_are_three_to_five_observable_verbs(path):
    text = markdown(read(path)).split("## By the end you can")[1].split("\n## ")[0]
    objectives = re.findall(r"^- \*\*(\w+)", text, flags=re.M)
    assert 3 <= len(objectives) <= 5, objectives
    assert not {"understand", "know", "learn", "appreciate"} & set(objectives), objectives


def test_prerequisites_are_a_table(path):
    text = markdown(read(path)).split("## Before you start")[1].split("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) >= 3, "a header, a rule and at least one concept"
    assert all(re.search(r"\| (necessary|helpful) \|", row) for row in rows[2:]), rows


def test_one_import_cell_of_three_lines(path):
    cells = code_cells(read(path))
    importing = [cell for cell in cells if re.search(r"^\s*(import|from) ", cell.source, re.M)]
    assert len(importing) == 1 and importing[0] is cells[0]
    assert len(importing[0].source.splitlines()) <= 3


def test_source_of_the_data_is_named_before_the_first_load(path):
    cells = read(path).cells
    who = next(i for i, c in enumerate(cells) if "## Who counted this, and how" in c.source)
    first = next(i for i, c in enumerate(cells) if c.cell_type == "code" and "load(" in c.source)
    assert who < first


def test_open_code_cells_are_short(path):
    for cell in code_cells(read(path)):
        lines = cell.source.splitlines()
        if not set(cell.metadata.get("tags", ())) & {"hide-input", "solution"}:
            assert len(lines) <= MAX_CODE_LINES, f"{len(lines)} lines: {lines[0]}"


def test_code_fits_the_page_and_what_only_draws_is_folded(path):
    for cell in code_cells(read(path)):
        long = [line for line in cell.source.splitlines() if len(line) > MAX_LINE]
        assert not long, f"more than {MAX_LINE} characters: {long[0]}"
        tags = set(cell.metadata.get("tags", ()))
        draws = any(MIME_TYPE in output.get("data", {}) for output in cell.outputs)
        assert draws == ("hide-input" in tags) or "solution" in tags, cell.source


def test_notebooks_read_no_file_and_set_no_theme(path):
    code = "\n".join(cell.source for cell in code_cells(read(path)))
    for forbidden in ("read_csv", "open(", "alt.theme", "alt.renderers", "http"):
        assert forbidden not in code, forbidden
    assert code.count("charts.use()") == 1


def test_at_least_two_charts_and_one_works_without_a_kernel(path):
    specs = charts(read(path))
    assert len(specs) >= 2
    assert any(view.get("params") for spec in specs for view in views(spec)), "none is interactive"


def test_charts_say_what_they_show(path):
    for spec in charts(read(path)):
        title = spec.get("title")
        assert isinstance(title, dict) and title["text"] and title["subtitle"], title
        subtitle = title["subtitle"]
        subtitle = subtitle if isinstance(subtitle, str) else " ".join(subtitle)
        assert re.search(r"\bSources?: ", subtitle), subtitle
        description = spec.get("description", "")
        assert len(description.split()) >= 12, f"too short for somebody who cannot see: {title}"


def test_charts_are_light_and_cannot_hang_jupyterlab(path):
    for spec in charts(read(path)):
        size = len(json.dumps(spec).encode())
        assert size < MAX_SPEC_BYTES, f"{spec['title']['text']}: {size} bytes"
        for view in views(spec):
            assert view.get("width") != "container" and view.get("height") != "container"


def test_quantities_on_axes_have_a_label(path):
    for spec in charts(read(path)):
        for channel in ("x", "y"):
            encodings = [view.get("encoding", {}).get(channel, {}) for view in views(spec)]
            drawn = [e for e in encodings if e.get("type") == "quantitative"]
            assert not drawn or any(e.get("title") for e in drawn), (spec["title"], channel)


def test_minutes_are_computed(path):
    notebook = read(path)
    levels = [exercise.level for exercise in read_lesson(path).exercises]
    assert TIME_LINE.search(notebook.cells[0].source)[0] == time_line(notebook, levels)


def test_every_exercise_is_registered_asked_and_solved(path):
    notebook = read(path)
    # `read_lesson` compares the headings with the functions of the package.
    registered = [exercise.id for exercise in read_lesson(path).exercises]
    asked = [_checked(cell) for cell in tagged(notebook, "exercise")]
    solved = [_checked(cell) for cell in tagged(notebook, "solution")]
    assert 4 <= len(registered) <= 6
    assert asked == solved, "each exercise is followed by its solution"
    assert asked == registered


def _checked(cell: nbformat.NotebookNode) -> str:
    return re.search(r'check\("([a-z0-9-]+)", answer\)', cell.source).group(1)


def test_exercise_cells_start_unanswered(path):
    for cell in tagged(read(path), "exercise"):
        assert cell.source.startswith("answer = ...\n"), cell.source
        text = "".join(output.get("text", "") for output in cell.outputs)
        assert text.startswith("Not attempted yet."), text


def test_solutions_are_folded_and_right(path):
    for cell in tagged(read(path), "solution"):
        assert cell.source.startswith("# Worked solution\n"), cell.source[:60]
        assert "hide-cell" in cell.metadata.tags
        assert cell.metadata.jupyter == {"source_hidden": True, "outputs_hidden": True}
        text = "".join(output.get("text", "") for output in cell.outputs)
        assert "Correct." in text, f"{cell.source}\n{text}"


def test_every_exercise_has_two_hints(path):
    text = markdown(read(path)).split("## Exercises")[1].split("## For the seminar")[0]
    parts = re.split(r"^### ", text, flags=re.M)[1:]
    assert len(parts) == len(read_lesson(path).exercises)
    for part in parts:
        labels = [found["label"] for found in FOLD.finditer(part)]
        hints = [label for label in labels if label.startswith("Hint")]
        assert len(hints) >= 2 and len(set(labels)) == len(labels), part.splitlines()[0]


def test_one_exercise_draws(path):
    solutions = tagged(read(path), "solution")
    assert any("alt.Chart(" in cell.source for cell in solutions)


def test_nothing_that_needs_an_extension_to_be_shown(path):
    text = markdown(read(path))
    directives = re.findall(r"^\s*(?::{3,}|`{3,})\{[\w:-]+\}.*", text, flags=re.M)
    roles = re.findall(r"\{[\w:-]+\}`", text)
    assert directives + roles == []


def test_what_is_folded_is_closed_and_written_alike(path):
    text = markdown(read(path))
    tags = [
        len(re.findall(tag, text)) for tag in ("<details", "<summary", "</summary", "</details")
    ]
    assert tags == [len(FOLD.findall(text))] * 4


def test_links_lead_somewhere(path):
    text = markdown(read(path))
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    assert targets
    for target in targets:
        if target.startswith(("http://", "https://")):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        # The book makes a page for each table when it is built.
        table = (ROOT / "data" / there.name).with_suffix(".yml")
        assert there.exists() or (there.parent.name == "data" and table.exists()), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", markdown(read(there)), flags=re.M)
            assert anchor in {slug(heading) for heading in headings}, target


def slug(heading: str) -> str:
    """The anchor that MyST gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def test_outputs_hold_nothing_of_one_machine(path):
    raw = path.read_text(encoding="utf-8")
    outputs = json.dumps([cell.outputs for cell in code_cells(read(path))])
    for forbidden in ("/home/", "/tmp/", "/Users/", "0x7f", "cdn.jsdelivr", "unpkg", "<script"):
        assert forbidden not in outputs, forbidden
    assert '"execution"' not in raw, "times of execution"
    assert all(cell.execution_count for cell in code_cells(read(path)))
    assert '"output_type": "error"' not in raw


def test_style_of_the_prose(path):
    text = re.sub(r"`[^`]*`", "", markdown(read(path)))
    text = re.sub(r"\]\([^)]*\)", "]", text)
    assert "!" not in text.replace("!=", ""), "no exclamation marks"
    assert not re.search(r"\b[Ll]et[’']s\b", text)
    american = re.findall(
        r"\b(?:January|February|March|April|May|June|July|August|September"
        r"|October|November|December) \d{1,2}, \d{4}",
        text,
    )
    assert not american, american
