"""`python -m tools.build`: build the book from the stored outputs, warnings as errors.

Beside its pages the built book holds all of itself as a ZIP, for use without a network.
"""

import math
import re
import subprocess
import sys
from pathlib import Path

from malicourse_teach.kit.archive import pack

#: Jupyter Book has no `python -m` form, and its script breaks where the folder's name has a space.
START = "from jupyter_book.cli.main import main; main()"
COMMAND = ["-c", START, "build", ".", "--path-output", ".", "-W", "--keep-going"]
HTML = Path("_build") / "html"
#: Name of the ZIP, and of the folder that it unpacks to.
NAME = "peacekeeping-under-test"
LANDING = "book/index.html"
#: Where the landing page offers the ZIP; in the copy inside the ZIP the place stays empty.
_OFFER = re.compile(r'<div id="offline">.*?</div>', re.DOTALL)


def build(root: Path, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    """Build the book of a clone into `_build/html`.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds `_config.yml`.
    quiet : bool, default False
        Keep the progress of the build to the result instead of showing it.

    Returns
    -------
    subprocess.CompletedProcess
        `returncode` is 0 if the book was built without a warning.

    Raises
    ------
    FileNotFoundError
        If the folder holds no `_config.yml`.
    """
    if not (root / "_config.yml").is_file():
        raise FileNotFoundError(f"No _config.yml in {root}: run this in the folder of the course.")
    done = None
    try:
        done = subprocess.run(
            [sys.executable, *COMMAND], cwd=root, text=True, capture_output=quiet, check=False
        )
    finally:
        # Pages are kept until something changes: the next build would neither repeat a warning
        # nor write what was read before an interruption.
        if done is None or done.returncode:
            (root / "_build" / ".doctrees" / "environment.pickle").unlink(missing_ok=True)
    if not done.returncode:
        offer(root / HTML)
    return done


def offer(html: Path) -> None:
    """Pack a built book into a ZIP and offer it, with its size, on the landing page.

    The same book gives the same ZIP: names are in order, and no file has a date.

    Parameters
    ----------
    html : pathlib.Path
        The folder of the built book.

    Raises
    ------
    ValueError
        If the landing page has no place for the offer.
    """
    landing = html / LANDING
    page = landing.read_text(encoding="utf-8")
    if not _OFFER.search(page):
        raise ValueError(f'{LANDING} has no <div id="offline"></div> to offer the ZIP in.')
    target = html / f"{NAME}.zip"
    target.unlink(missing_ok=True)
    landing.write_text(_OFFER.sub('<div id="offline"></div>', page), encoding="utf-8")
    packed = html.with_name(target.name)
    pack(html, packed)
    packed.replace(target)
    size = math.ceil(target.stat().st_size / 1_000_000)
    words = (
        f'<div id="offline"><p><a href="../{target.name}" download>Download the whole book</a> '
        f"(ZIP, {size} MB): unpack it and open <code>index.html</code>. Charts, search and all "
        "tables work without a network.</p></div>"
    )
    landing.write_text(_OFFER.sub(words, page), encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(build(Path.cwd()).returncode)
    except FileNotFoundError as error:
        sys.exit(str(error))
