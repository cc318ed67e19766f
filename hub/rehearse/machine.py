"""What this machine is, what stands in the way of a rehearsal, and how much memory it takes."""

from __future__ import annotations

import contextlib
import os
import platform
import secrets
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator

import psutil

from malicourse_book import port

MOST = 200
"""Learners at the most; more than that is no rehearsal on one machine."""

MIB = 2**20
FOR_A_LEARNER = 260 * MIB
FOR_THE_HUB = 500 * MIB
MARK = "MALICOURSE_REHEARSAL"
"""Environment variable that every process of a rehearsal carries."""


def problem(learners: str, at: str, free: int | None = None) -> str:
    """Say in one line why a rehearsal cannot start; "" if it can.

    Parameters
    ----------
    learners : str
        Number of learners, as typed.
    at : str
        Port of the hub, as typed.
    free : int, optional
        Bytes of memory that are free; those of this machine if not given.
    """
    if not learners.isdecimal() or not 1 <= int(learners) <= MOST:
        return f"N is a whole number from 1 to {MOST}, and '{learners}' is not."
    if not sys.platform.startswith("linux"):
        return "The rehearsal measures memory as Linux counts it, and runs on Linux only."
    for program, package in (("npm", "nodejs npm"), ("git", "git")):
        if shutil.which(program) is None:
            return f"'{program}' was not found. On Debian and Ubuntu: sudo apt install {package}"
    busy = port.problem(at)
    if busy:
        return busy
    free = psutil.virtual_memory().available if free is None else free
    needed = int(learners) * FOR_A_LEARNER + FOR_THE_HUB
    if free < needed:
        most = max(0, (free - FOR_THE_HUB) // FOR_A_LEARNER)
        return (
            f"{learners} learners need about {needed / 2**30:.1f} GiB of memory and "
            f"{free / 2**30:.1f} GiB are free: enough for {most}."
        )
    return ""


def hardware() -> dict[str, object]:
    """Return what kind of machine this is: cores, memory in GiB, system and Python."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def processes(mark: str) -> Iterator[tuple[psutil.Process, dict[str, str]]]:
    """Yield the processes of a rehearsal, and their environments."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            environment = process.environ()
            if environment.get(MARK) == mark:
                yield process, environment


def new_mark() -> str:
    """Return a mark for the processes of this rehearsal; it names the process that watches them."""
    return f"{os.getpid()}-{secrets.token_hex(6)}"


def left_behind() -> set[str]:
    """Return the marks of rehearsals whose processes still run although nobody watches them."""
    found = set()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            mark = process.environ().get(MARK, "")
            watcher = mark.partition("-")[0]
            if watcher.isdecimal() and not psutil.pid_exists(int(watcher)):
                found.add(mark)
    return found


def memory(mark: str) -> dict[str, float]:
    """Return MiB for each learner, and for "the hub": proportional set size (PSS).

    What several processes share, PSS divides among them, so that a sum over learners is true.
    """
    taken: dict[str, float] = defaultdict(float)
    for process, environment in processes(mark):
        try:
            taken[environment.get("JUPYTERHUB_USER", "the hub")] += (
                process.memory_full_info().pss / MIB
            )
        except psutil.Error:
            continue
    return dict(taken)


def end_all(mark: str) -> int:
    """Stop every process of a rehearsal and return how many there were."""
    ended = 0
    # A process that ends may have started another in the meantime: look until none is left.
    for send in (psutil.Process.terminate, psutil.Process.kill, psutil.Process.kill):
        found = [process for process, _ in processes(mark)]
        ended = ended or len(found)
        for process in found:
            with contextlib.suppress(psutil.Error):
                send(process)
        psutil.wait_procs(found, timeout=5)
    return ended
