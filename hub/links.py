"""`python -m hub.links https://hub.example.org`: a link to each lesson on a hub.

Such a link starts a learner's server, pulls the course with nbgitpuller and opens the lesson.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from malicourse_book.repository import NO_REPOSITORY, hub_problem, pull_link, repository


def main(arguments: Iterable[str] | None = None) -> int:
    """Print a line for each lesson: its name, a tab, its link."""
    parser = argparse.ArgumentParser(prog="python -m hub.links", description=__doc__)
    parser.add_argument("hub", help="address of the hub")
    hub = parser.parse_args(arguments).hub
    source = repository(os.environ, Path.cwd())
    wrong = hub_problem(hub) or ("" if source else NO_REPOSITORY)
    if wrong:
        print(wrong)
        return 2
    for lesson in sorted(path.stem for path in Path("notebooks").glob("[0-9]*.ipynb")):
        print(f"{lesson}\t{pull_link(hub, source, lesson)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
