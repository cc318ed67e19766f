"""Start the collector where it can do no harm: bubblewrap on Linux, limits everywhere."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from malicourse import data

STOP = threading.Event()
"""Set when whoever marks wants to stop."""

NOT_STARTED = "it did not start; that is the fault of this computer"

MAX_RECORD = 64_000_000
"""Bytes that one notebook may send out."""


@dataclass(frozen=True)
class Limits:
    """What one notebook may use.

    Attributes
    ----------
    seconds : float
        Time from its start to its end.
    memory : int
        Megabytes of data for each process.
    disk : int
        Megabytes of files.
    processes : int
        Processes and threads, for users other than root.
    """

    seconds: float = 300
    memory: int = 2000
    disk: int = 100
    processes: int = 200


@dataclass
class Outcome:
    """What came of a run.

    Attributes
    ----------
    records : list of dict
        Answers and failures in the order in which they were sent.
    ended : str
        "finished", or why it did not: a time limit, a crash, too much output.
    seconds : float
        How long it took.
    """

    records: list[dict[str, Any]]
    ended: str
    seconds: float


def obstacle() -> str:
    """Return one sentence that says why bubblewrap does not work here; "" if it does."""
    if not sys.platform.startswith("linux"):
        return "Isolation needs bubblewrap, which runs on Linux only."
    if shutil.which("bwrap") is None:
        return "Isolation needs bubblewrap: sudo apt install bubblewrap"
    try:
        done = subprocess.run(
            [*_walls(Path("/"), 1), "true"], capture_output=True, text=True, timeout=20, check=False
        )
    except subprocess.TimeoutExpired:
        return "bubblewrap did not answer within 20 seconds."
    if done.returncode:
        reason = " ".join(done.stderr.split())[:200]
        return f"bubblewrap is installed and does not work here: {reason}"
    return ""


def run(cells: list[dict[str, Any]], limits: Limits, *, isolated: bool) -> Outcome:
    """Run the cells of one notebook and return what it sent.

    Parameters
    ----------
    cells : list of dict
        `source` and `exercises` of each code cell.
    limits : Limits
        What it may use.
    isolated : bool
        Whether to put bubblewrap around it; without it only the limits hold.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mark-") as folder:
        away, home = os.pipe()
        command = [sys.executable, "-m", "malicourse_teach.marking.collect", str(home)]
        if isolated:
            command = [*_walls(Path(folder), limits.disk), *command]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
            pass_fds=(home,),
            start_new_session=True,
        )
        os.close(home)
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(json.dumps({"cells": cells, "limits": asdict(limits)}).encode())
                process.stdin.close()
            lines, ended = _listen(away, began + limits.seconds)
        finally:
            os.close(away)
            _stop(process)
    records = list(_parse(lines))
    if not any(r.get("started") for r in records):
        ended = NOT_STARTED
    elif ended == "closed":
        ended = "finished" if any(r.get("finished") for r in records) else "it crashed"
    return Outcome(records, ended, time.monotonic() - began)


def _walls(folder: Path, disk: int) -> list[str]:
    """Return the command that shows a process the course, Python, one empty folder and no more."""
    tree = Path(data.__file__).resolve().parents[2]
    seen = [Path(sys.base_prefix), Path(sys.prefix), tree, data.folder().resolve()]
    seen = [path for path in seen if not path.is_relative_to("/usr")]
    command = [
        "bwrap",
        "--unshare-all",
        "--unshare-user",
        "--disable-userns",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
    ]
    for name in ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/alternatives", "/etc/fonts"):
        command += ["--ro-bind-try", name, name]
    command += ["--proc", "/proc", "--dev", "/dev"]
    for place in ("/tmp", "/work-here"):
        command += ["--size", str(disk * 1_000_000), "--tmpfs", place]
    # After /tmp: a course that lies below it stays in sight.
    for path in seen:
        command += ["--ro-bind", str(path), str(path)]
    for name in ("HOME", "IPYTHONDIR"):
        command += ["--setenv", name, "/work-here"]
    # What bubblewrap makes by itself is writable and as large as half the memory.
    command += ["--size", str(disk * 1_000_000), "--tmpfs", "/dev/shm"]
    for name in ("/dev", "/proc", "/"):
        command += ["--remount-ro", name]
    return [*command, "--chdir", "/work-here"]


def _environment(folder: str) -> dict[str, str]:
    """Return a small environment: no token or key of the teacher's session goes in."""
    kept = [name for name in ("PATH", "LANG", "MALICOURSE_DATA") if name in os.environ]
    known = {name: os.environ[name] for name in kept}
    if "MALICOURSE_DATA" in known:
        known["MALICOURSE_DATA"] = str(data.folder().resolve())
    return {
        **known,
        "HOME": folder,
        "PYTHONPATH": str(Path(data.__file__).resolve().parents[2]),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "IPYTHONDIR": str(Path(folder, "ipython")),
        # One thread for each notebook: several run side by side.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _listen(pipe: int, until: float) -> tuple[bytes, str]:
    """Read from a pipe until it is closed, too much has come, or the time is over."""
    found = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = until - time.monotonic()
            if left <= 0:
                return bytes(found), "it ran into the time limit"
            if STOP.is_set():
                return bytes(found), "it was stopped"
            if not selector.select(min(left, 0.5)):
                continue
            chunk = os.read(pipe, 1 << 16)
            if not chunk:
                return bytes(found), "closed"
            found += chunk
            if len(found) > MAX_RECORD:
                return bytes(found), "it sent too much"


def _stop(process: subprocess.Popen) -> None:
    """End a process and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _parse(lines: bytes) -> Iterator[dict[str, Any]]:
    for line in lines.split(b"\n"):
        with contextlib.suppress(ValueError, RecursionError):
            record = json.loads(line)
            if isinstance(record, dict):
                yield record
