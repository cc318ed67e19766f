"""`python -m malicourse_teach.kit [SESSION ...]`: write the seminar kit into `_build/seminar/`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable
from pathlib import Path

from malicourse_teach.kit import SeminarError, copies, printing, slides
from malicourse_teach.kit.archive import pack
from malicourse_teach.kit.course import Course, Session, read

#: What may lie in a session's folder beside the lessons.
CONTENTS = {
    "slides": "open slides.html in any browser; arrow keys move on",
    "handouts": "to print, or to read",
    "pages": "pages of the book that the lessons link to",
    "data": "the tables of the lessons as CSV",
}


def main(arguments: list[str] | None = None, root: Path | None = None) -> int:
    """Write the kit; return 0 if all of it was made, 1 if a part is missing, 2 if none was."""
    parser = argparse.ArgumentParser(prog="python -m malicourse_teach.kit", description=__doc__)
    parser.add_argument("sessions", nargs="*", help="names from book/sessions.yml; default: all")
    options = parser.parse_args(arguments)
    try:
        course = read(root or Path.cwd())
        sessions = course.choose(options.sessions)
        if not (course.book / "book" / "index.html").exists():
            raise SeminarError("There is no built book: run `make seminar`, which builds it first.")
    except SeminarError as problem:
        print(problem)
        return 2
    target = course.root / "_build" / "seminar"
    whole = not options.sessions
    if whole:
        shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True, exist_ok=True)
    try:
        return _make(course, sessions, target, whole=whole)
    except SeminarError as problem:
        print(problem)
        return 1


def _make(course: Course, sessions: list[Session], target: Path, *, whole: bool) -> int:
    named = {lesson for session in sessions for lesson in session.lessons}
    lessons = [lesson for lesson in course.lessons if whole or lesson in named]
    if whole:
        _say("Copies for students and instructors")
        copies.write_copies(course, lessons, copies.student, target / "student")
        copies.write_copies(course, lessons, copies.instructor, target / "instructor")
    _say(f"Slides: the charts of {len(lessons)} lessons")
    made = slides.all_slides(course, lessons)
    if whole:
        slides.write_reveal(target / "slides")
        for part in course.parts:
            if part.lessons:
                deck = slides.deck_html(course, part.caption, part.lessons, made)
                _write(target / "slides" / f"{part.name}.html", deck)
    handouts = {page for session in sessions for page in session.handouts}
    missing = _print(
        course, target, sorted(handouts | set(course.handouts if whole else ())), whole
    )
    _say("The package as a wheel, for machines without a network")
    with tempfile.TemporaryDirectory() as folder:
        wheel = _wheel(course, Path(folder))
        for session in sessions:
            place = _session(course, session, made, target, wheel)
            _say(f"  {place.relative_to(course.root)} ({place.stat().st_size / 1e6:.1f} MB)")
    print(f"The kit is in {target.relative_to(course.root)}/.")
    if whole:
        print("Run every student copy: .venv/bin/python -m pytest --nbval _build/seminar/student")
    if missing:
        print(missing)
    return 1 if missing else 0


def _say(text: str) -> None:
    print(text, flush=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def pdf_name(page: str) -> str:
    """Return the name of a handout's file."""
    return f"{page.rpartition('/')[2]}.pdf"


def _print(course: Course, target: Path, handouts: Iterable[str], whole: bool) -> str:
    """Print handouts, and the book in a whole run; return why not, where there is no Chromium."""
    folder = target / "print"
    folder.mkdir(exist_ok=True)
    try:
        with printing.press() as at:
            for page in handouts:
                _say(f"Print: {pdf_name(page)}")
                (folder / pdf_name(page)).write_bytes(printing.handout(course, page, at))
            if whole:
                _say("Print: the whole book")
                (folder / "book.pdf").write_bytes(printing.book(course, at, _say))
    except SeminarError as problem:
        return str(problem)
    return ""


def _wheel(course: Course, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}
    done = subprocess.run(
        command, cwd=course.root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = " ".join(done.stderr.split())[-300:]
        raise SeminarError(f"The package could not be built: {reason}")
    return next(folder.glob("*.whl"))


def _session(
    course: Course, session: Session, made: dict[str, list[slides.Slide]], target: Path, wheel: Path
) -> Path:
    """Write the ZIP of a session and return its path."""
    place = target / "sessions" / f"{session.name}.zip"
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies.write_copies(course, session.lessons, copies.student, folder)
        shutil.copy(wheel, folder)
        slides.write_reveal(folder / "slides")
        deck = slides.deck_html(course, session.title, session.lessons, made)
        _write(folder / "slides" / "slides.html", deck)
        for page in session.handouts:
            printed = target / "print" / pdf_name(page)
            if printed.exists():
                (folder / "handouts").mkdir(exist_ok=True)
                shutil.copy(printed, folder / "handouts")
        found = [part for part in CONTENTS if (folder / part).exists()]
        _write(folder / copies.README, readme(course, session, wheel.name, found))
        pack(folder, place)
    return place


def readme(course: Course, session: Session, wheel: str, found: Iterable[str]) -> str:
    """Return what a learner reads first in a session's folder.

    Parameters
    ----------
    course, session : Course, Session
        What the folder is of.
    wheel : str
        Name of the package's file in it.
    found : iterable of str
        Those of `CONTENTS` that are in it.
    """
    first = f"{session.lessons[0]}.ipynb"
    lines = [f"{lesson}.ipynb" for lesson in session.lessons]
    lines += [f"{part + '/':<12}{CONTENTS[part]}" for part in found]
    listed = "\n".join(f"  {line}" for line in lines)
    return textwrap.dedent(
        f"""\
        {course.title}
        {session.title}

        What is here
        {{listed}}

        To run a lesson
          If the course is installed on this machine, open {first} in JupyterLab.
          If not: you need Python 3.11 or newer. In this folder, once and with a network:

            python3 -m venv venv
            venv/bin/pip install {wheel}
            venv/bin/jupyter lab {first}

          On Windows: venv\\Scripts\\pip and venv\\Scripts\\jupyter.
          After that no network is needed.

        Text, figures and tables: CC BY 4.0. Code: MIT. Each table names its sources.
        """
    ).format(listed=listed)


if __name__ == "__main__":
    sys.exit(main())
