"""`python -m tools.build`: build the book from the stored outputs, warnings as errors."""

import subprocess
import sys
from pathlib import Path

#: Jupyter Book has no `python -m` form, and its script breaks where the folder's name has a space.
START = "from jupyter_book.cli.main import main; main()"
COMMAND = ["-c", START, "build", ".", "--path-output", ".", "-W", "--keep-going"]


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
    return done


if __name__ == "__main__":
    try:
        sys.exit(build(Path.cwd()).returncode)
    except FileNotFoundError as error:
        sys.exit(str(error))
