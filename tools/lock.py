"""`python -m tools.lock`: pin the whole environment, and Binder's part of it.

Author's tool. uv resolves for every Python and system at once; it is fetched for the occasion and
is not part of the environment.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

UV = "uv==0.13.9"
HEADER = "# Written by `make lock` from pyproject.toml; edit that file instead.\n"


def _compile(uv: Path, *options: str) -> str:
    command = [
        str(uv),
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--python-version",
        "3.11",
    ]
    command += ["--no-header", "--no-annotate", "--quiet", *options]
    return subprocess.run(command, text=True, capture_output=True, check=True).stdout


def main() -> None:
    """Write `requirements.txt` and `binder/requirements.txt`, every transitive package pinned."""
    whole, learner = Path("requirements.txt"), Path("binder/requirements.txt")
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, UV]
        subprocess.run(pip, check=True)
        uv = Path(folder, "bin", "uv")
        pins = _compile(uv, *(f"--extra={name}" for name in ("book", "hub", "test")))
        whole.write_text(f"{HEADER}{pins}-e .\n", encoding="utf-8")
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as constraints:
            constraints.write(pins)
            constraints.flush()
            pins = _compile(uv, "--constraint", constraints.name)
        learner.write_text(f"{HEADER}{pins}-e .\n", encoding="utf-8")


if __name__ == "__main__":
    main()
