"""`python -m tools.mutants` (`make mutants`): break the course in small ways and see it noticed.

Each mutation of `tools/mutants.yml` is applied to a copy, its tests are run there, and it is taken
back. `--list` names them, `--only WORD` runs those whose name holds a word.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
LIST = "tools/mutants.yml"


class MutantError(ValueError):
    """The list of mutations breaks a rule; the message names mutation and rule."""


@dataclass(frozen=True)
class Mutant:
    """One small mistake.

    Attributes
    ----------
    name : str
        What is broken, in a few words.
    file : str
        Where, from the folder of the course.
    old, new : str
        The text that is replaced, once in the file, and what comes instead.
    tests : tuple of str
        Arguments of pytest; a notebook is compared cell by cell.
    bless : bool
        Whether the description of the tables is made again, as after an honest edit.
    words : bool
        Whether it changes words or numbers of prose, which the tests do not all read yet.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    bless: bool = False
    words: bool = False

    @property
    def command(self) -> list[str]:
        """The command that has to fail."""
        compared = any(test.endswith(".ipynb") for test in self.tests)
        nbval = ["--nbval", "--nbval-current-env"] if compared else []
        quiet = ["-q", "-x", "-p", "no:cacheprovider"]
        return [sys.executable, "-m", "pytest", *quiet, *nbval, *self.tests]


def read(root: Path) -> list[Mutant]:
    """Read the list of mutations.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course.

    Returns
    -------
    list of Mutant
        Each can be applied to the files of `root`.

    Raises
    ------
    MutantError
        If two have one name, or the text to replace does not stand exactly once in its file.
    """
    found: dict[str, Mutant] = {}
    for row in yaml.safe_load((root / LIST).read_text(encoding="utf-8")):
        mutant = Mutant(**{**row, "tests": tuple(row["tests"])})
        if mutant.name in found:
            raise MutantError(f"{LIST}: two mutations are called {mutant.name}.")
        path = root / mutant.file
        times = path.read_text(encoding="utf-8").count(mutant.old) if path.is_file() else 0
        if times != 1:
            raise MutantError(
                f"{LIST}, {mutant.name}: its text stands {times} times in {mutant.file}, not once."
            )
        found[mutant.name] = mutant
    return list(found.values())


def survives(mutant: Mutant, copy: Path) -> bool:
    """Apply a mutation to a copy, run its tests, and take it back.

    Parameters
    ----------
    mutant : Mutant
        The mutation.
    copy : pathlib.Path
        A copy of the course that may be changed.

    Returns
    -------
    bool
        True if no test failed.
    """
    path, description = copy / mutant.file, copy / "data" / "datapackage.json"
    before, described = path.read_bytes(), description.read_bytes()
    text = before.decode("utf-8").replace(mutant.old, mutant.new)
    path.write_bytes(text.encode("utf-8"))
    try:
        if mutant.bless and _run_in(copy, [sys.executable, "-m", "tools.recount"]):
            return False
        return passes(mutant, copy)
    finally:
        path.write_bytes(before)
        description.write_bytes(described)


def passes(mutant: Mutant, copy: Path) -> bool:
    """Run the tests of a mutation in a copy as it is; return True if none failed.

    Raises
    ------
    MutantError
        If they could not be run: where no test is chosen, none would notice anything.
    """
    code = _run_in(copy, mutant.command)
    if code not in (0, 1, 2):
        raise MutantError(f"{mutant.name}: its tests could not be run ({code}).")
    return code == 0


def _run_in(copy: Path, command: list[str]) -> int:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(copy / "src"), str(copy)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALICOURSE_DATA": str(copy / "data"),
    }
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True).returncode


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return 1 if a mutation other than of words survived."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the mutations and run nothing")
    parser.add_argument("--only", default="", help="those whose name holds this word")
    options = parser.parse_args(arguments)
    try:
        chosen = [mutant for mutant in read(ROOT) if options.only in mutant.name]
        if options.list or not chosen:
            print("\n".join(mutant.name for mutant in chosen) or "No mutation is called that.")
            return 0 if chosen else 1
        return _run(chosen)
    except MutantError as problem:
        print(problem, file=sys.stderr)
        return 1


def _run(chosen: list[Mutant]) -> int:
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "course")
        left_out = shutil.ignore_patterns(
            ".git", ".venv", "_build", "node_modules", ".*_cache", "__pycache__"
        )
        shutil.copytree(ROOT, copy, ignore=left_out)
        start, healthy = time.monotonic(), set()
        for number, mutant in enumerate(chosen, 1):
            # Tests that fail anyway would notice everything.
            if mutant.tests not in healthy and not passes(mutant, copy):
                raise MutantError(f"{mutant.name}: its tests fail without it.")
            healthy.add(mutant.tests)
            alive = survives(mutant, copy)
            if alive:
                survivors.append(mutant)
            rest = (time.monotonic() - start) / number * (len(chosen) - number) / 60
            verdict = "SURVIVED" if alive else "killed"
            print(f"[{number}/{len(chosen)}] {verdict:8} {mutant.name} ({rest:.0f} min left)")
            sys.stdout.flush()
    code = [mutant for mutant in survivors if not mutant.words]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} killed.")
    for mutant in survivors:
        print(f"  survived{' (words)' if mutant.words else ''}: {mutant.name}, {mutant.file}")
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main())
