"""`python -m tools.notebooks`: run the lessons again, side by side, and save their outputs."""

import argparse
import math
import re
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from malicourse_book.lessons import LessonError, exercises_of, read_lessons

WORDS_PER_MINUTE = 200
SECONDS_PER_CODE_LINE = 20
MINUTES_PER_EXERCISE = {1: 6, 2: 10, 3: 15}
#: The table of lessons in README.md stands between these.
README_MARKS = ("<!-- lessons: printed by make notebooks -->\n", "<!-- end of lessons -->\n")
#: What a reader of the lesson does not read through.
_APART = re.compile(r"^## (?:Exercises|Sources)\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
TIME_LINE = re.compile(
    r"\*\*Time:\*\* \d+ min to read, \d+ min to read and run, \d+ min for exercises"
)


def _tags(cell: nbformat.NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def time_line(notebook: nbformat.NotebookNode, levels: Iterable[int]) -> str:
    """Compute how long a lesson takes.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The lesson.
    levels : iterable of int
        The level of each of its exercises.

    Returns
    -------
    str
        Minutes to read (200 words a minute, without exercises and sources), to read and run (20
        seconds more for a line of open code), and for the exercises (6, 10 or 15 by level), all
        rounded up to the next five.
    """
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    words = len(re.sub(r"\]\([^)]*\)", "]", _APART.sub("", prose)).split())
    code = [
        line
        for cell in notebook.cells
        if cell.cell_type == "code" and not _tags(cell) & {"solution", "exercise", "hide-input"}
        for line in cell.source.splitlines()
        if line.strip()
    ]
    reading = words / WORDS_PER_MINUTE
    running = reading + len(code) * SECONDS_PER_CODE_LINE / 60
    practice = sum(MINUTES_PER_EXERCISE[level] for level in levels)
    read, run, solve = (math.ceil(number / 5) * 5 for number in (reading, running, practice))
    return f"**Time:** {read} min to read, {run} min to read and run, {solve} min for exercises"


def run(path: Path) -> None:
    """Execute one notebook in its own folder and save it with its outputs.

    Parameters
    ----------
    path : pathlib.Path
        The notebook. It is left untouched if a cell fails.

    Raises
    ------
    ValueError
        If the notebook cannot be read, breaks a rule or a cell raises; the message names notebook
        and cell or rule.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, KeyError) as error:
        raise ValueError(
            f"{path.name}: this is not a notebook that can be read ({error})."
        ) from None
    levels = [exercise.level for exercise in exercises_of(path.name, notebook.cells)]
    resources = {"metadata": {"path": str(path.parent)}}
    # Neither times of execution nor the pieces in which a print arrives are the same twice.
    client = NotebookClient(
        notebook, timeout=120, record_timing=False, coalesce_streams=True, resources=resources
    )
    try:
        client.execute()
    except CellExecutionError as error:
        number = next(
            (i for i, cell in enumerate(notebook.cells, 1) if _failed(cell)), len(notebook.cells)
        )
        raise ValueError(f"{path.name}, cell {number}: {error.ename}: {error.evalue}") from None
    first = notebook.cells[0]
    first.source = TIME_LINE.sub(time_line(notebook, levels), first.source)
    # Only what every machine agrees on, and what the lesson says of itself: no version of the
    # author's Python.
    own = notebook.metadata.get("malicourse")
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    if own:
        notebook.metadata["malicourse"] = own
    nbformat.write(notebook, path)


def with_lessons(readme: str, root: Path) -> str:
    """Return the text of README.md with its table of lessons as the notebooks have them.

    Parameters
    ----------
    readme : str
        The text, with both `README_MARKS`.
    root : pathlib.Path
        The folder that holds `_toc.yml` and `notebooks/`.
    """
    rows = [f"| {lesson.number} | {lesson.title} | ready |" for lesson in read_lessons(root)]
    table = "\n".join(["| no | question | state |", "|---|---|---|", *rows])
    start, end = README_MARKS
    before, _, rest = readme.partition(start)
    after = rest.partition(end)[2]
    return f"{before}{start}\n{table}\n\n{end}{after}"


def _failed(cell: nbformat.NotebookNode) -> bool:
    outputs = cell.get("outputs", [])
    return any(output.output_type == "error" for output in outputs)


def main() -> int:
    """Run the named notebooks, or all of them, and report progress line by line."""
    parser = argparse.ArgumentParser(prog="python -m tools.notebooks", description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all in notebooks/")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (default 2)")
    options = parser.parse_args()
    paths = options.notebooks or sorted(Path("notebooks").glob("[0-9]*.ipynb"))
    if not paths:
        print("No notebook found: run this in the folder of the course.")
        return 1
    failures = 0
    with ProcessPoolExecutor(max(1, options.jobs)) as pool:
        jobs = {pool.submit(run, path.resolve()): path for path in paths}
        for number, job in enumerate(as_completed(jobs), 1):
            try:
                job.result()
                verdict = "saved"
            except ValueError as error:
                failures += 1
                verdict = f"FAILED, left as it was\n  {error}"
            print(f"[{number}/{len(jobs)}] {jobs[job]}: {verdict}", flush=True)
    if not failures:
        readme = Path("README.md")
        try:
            text = with_lessons(readme.read_text(encoding="utf-8"), Path())
        except LessonError as error:
            print(error)
            return 1
        readme.write_text(text, encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
