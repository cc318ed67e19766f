"""Faults that a class meets, each provoked on the hub and watched from a learner's seat."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from hub.rehearse import machine
from hub.rehearse.hub import Hub
from hub.rehearse.learner import Learner, Refused

PATIENCE = 90
CULL_SECONDS = 8


@dataclass
class Fault:
    """One fault and what became of it.

    Attributes
    ----------
    name : str
        What was done.
    seen : str
        What the learner's browser was told.
    after : str
        How it went on.
    kept : bool
        Whether the work saved before was still there, to the letter.
    seconds : float
        From the fault until the learner could work again.
    """

    name: str
    seen: str
    after: str
    kept: bool
    seconds: float


@dataclass
class Room:
    """The hub, the lesson, and two learners who have both run it."""

    hub: Hub
    lesson: str
    one: Learner
    other: Learner


async def provoke(room: Room, say: Callable[[str], None]) -> list[Fault]:
    """Provoke all faults, one after the other.

    Parameters
    ----------
    room : Room
        The hub and two learners.
    say : callable
        Called with a line for each fault.
    """
    done = []
    for act in (
        kernel_killed,
        memory_filled,
        server_killed,
        proxy_killed,
        lesson_corrected,
        hub_restarted,
        server_culled,
    ):
        try:
            fault = await act(room)
        except (Refused, LookupError, TimeoutError, OSError, httpx.HTTPError) as problem:
            reason = f"{type(problem).__name__} {problem}".strip()
            fault = Fault(
                act.__name__.replace("_", " "), "", f"did not end well: {reason}", False, 0
            )
        done.append(fault)
        say(f"{fault.name}: {fault.after}; saved work {'kept' if fault.kept else 'LOST'}")
    return done


async def _write(learner: Learner, lesson: str, text: str) -> dict:
    """Save a sentence at the end of a lesson, and return the notebook as saved."""
    notebook = await learner.read(lesson)
    notebook["cells"].append(
        {
            "cell_type": "markdown",
            "id": f"note-{len(notebook['cells'])}",
            "metadata": {},
            "source": text,
        }
    )
    await learner.save(lesson, notebook)
    return await learner.read(lesson)


async def _until(ready: Callable[[], Awaitable[bool]]) -> float:
    """Wait until something holds, and return how long it took."""
    began = time.monotonic()
    while not await ready():
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"not within {PATIENCE} s")
        await asyncio.sleep(0.25)
    return time.monotonic() - began


async def _sees_lab(learner: Learner) -> bool:
    status, path = await learner.sees()
    return status == 200 and path.startswith(learner.home)


async def _starts(learner: Learner) -> bool:
    with contextlib.suppress(Refused, httpx.HTTPError):
        await learner.start()
    return await _sees_lab(learner)


async def _answers(learner: Learner) -> bool:
    """Whether the kernel answers on the whole way; what a new one prints at first can be lost."""
    with contextlib.suppress(TimeoutError):
        return (await learner.run("", patience=2)).status == "ok"
    return False


async def kernel_killed(room: Room) -> Fault:
    """Kill a kernel in the middle of a cell."""
    one, began = room.one, time.monotonic()
    saved = await _write(one, room.lesson, "Before the kernel was killed.")
    await one.run("before = 1")
    cell = asyncio.ensure_future(one.run("import time; time.sleep(60)", patience=PATIENCE))
    await asyncio.sleep(1)
    os.kill(room.hub.process_of(one.name, "ipykernel_launcher"), signal.SIGKILL)
    seen = (await cell).status
    await _until(lambda: _answers(one))
    again = await one.run("1 + 1", patience=PATIENCE)
    gone = await one.run("before")
    return Fault(
        "kernel killed in the middle of a cell",
        f"kernel: {seen}",
        f"a new kernel answers {again.text}; variables are gone ({gone.error})",
        await one.read(room.lesson) == saved,
        time.monotonic() - began,
    )


async def memory_filled(room: Room) -> Fault:
    """Let a learner ask for more memory than there is for one."""
    one, other, began = room.one, room.other, time.monotonic()
    saved = await _write(one, room.lesson, "Before the memory was full.")
    await one.run("before = 1")
    full = await one.run("too_much = bytearray(3 * 10**9)", patience=PATIENCE)
    again = await one.run("before + 1")
    neighbour = await other.run("1 + 1")
    return Fault(
        "memory filled to the limit",
        f"cell: {full.error or full.status}",
        f"the kernel goes on ({again.text}), and so does the neighbour's ({neighbour.text})",
        await one.read(room.lesson) == saved,
        time.monotonic() - began,
    )


async def server_killed(room: Room) -> Fault:
    """Kill a learner's server."""
    one = room.one
    saved = await _write(one, room.lesson, "Before the server was killed.")
    os.kill(room.hub.process_of(one.name, "jupyterhub.singleuser"), signal.SIGKILL)
    began = time.monotonic()
    one.hang_up()
    status, path = await one.sees()

    await _until(lambda: _starts(one))
    await one.open(room.lesson)
    kept = await one.read(room.lesson) == saved
    return Fault(
        "server killed",
        f"page: {status} at {path}",
        "started again from the hub's page, with a new kernel",
        kept,
        time.monotonic() - began,
    )


async def proxy_killed(room: Room) -> Fault:
    """Kill the proxy; the hub starts it again."""
    one = room.one
    saved = await _write(one, room.lesson, "Before the proxy was killed.")
    await one.run("before = 1")
    os.kill(room.hub.proxy(), signal.SIGKILL)
    began = time.monotonic()
    status, _ = await one.sees()
    await _until(lambda: _sees_lab(one))
    seconds = time.monotonic() - began
    await one.connect()
    await room.other.connect()
    same = await one.run("before + 1")
    return Fault(
        "proxy killed",
        f"page: {status or 'no connection'}",
        f"the hub started it again; same server, same kernel ({same.text})",
        await one.read(room.lesson) == saved,
        seconds,
    )


async def lesson_corrected(room: Room) -> Fault:
    """Correct a cell that one learner has edited and another has not, and let both pull."""
    one, other, began = room.one, room.other, time.monotonic()
    notebook = await one.read(room.lesson)
    texts = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    corrected, elsewhere = texts[1]["id"], texts[4]["id"]
    mine = "My own words in the cell that the teacher is about to correct."
    theirs = "My own words in another cell."
    for learner, cell, words in ((one, corrected, mine), (other, elsewhere, theirs)):
        notebook = await learner.read(room.lesson)
        next(c for c in notebook["cells"] if c["id"] == cell)["source"] = words
        await learner.save(room.lesson, notebook)
    teacher = "The corrected sentence."
    await asyncio.to_thread(room.hub.correct, room.lesson, corrected, teacher)
    found = []
    for learner in (one, other):
        await learner.pull(f"file://{room.hub.course}", room.hub.branch)
        cells = {c["id"]: c["source"] for c in (await learner.read(room.lesson))["cells"]}
        found.append((cells[corrected], cells[elsewhere]))
    (edited, _), (unedited, own) = found
    kept = edited == mine and own == theirs
    got = "received the correction" if unedited == teacher else "did NOT receive the correction"
    return Fault(
        "lesson corrected after two learners edited it",
        "an edited cell keeps the learner's words and never receives the correction",
        f"the other learner {got} and kept an edit elsewhere",
        kept and unedited == teacher,
        time.monotonic() - began,
    )


async def hub_restarted(room: Room) -> Fault:
    """Stop the hub while a cell runs, and start it again."""
    one = room.one
    saved = await _write(one, room.lesson, "Before the hub was restarted.")
    cell = asyncio.ensure_future(
        one.run("import time; time.sleep(3); before = 1", patience=PATIENCE)
    )
    await asyncio.sleep(0.5)
    began = time.monotonic()
    await asyncio.to_thread(room.hub.halt)
    running = (await cell).status
    await asyncio.to_thread(room.hub.start)
    await _until(lambda: _sees_lab(one))
    seconds = time.monotonic() - began
    await one.connect()
    same = await one.run("before + 1")
    return Fault(
        "hub restarted while a cell ran",
        f"cell: {running}; nobody can log in meanwhile",
        f"same server, same kernel ({same.text})",
        await one.read(room.lesson) == saved,
        seconds,
    )


async def server_culled(room: Room) -> Fault:
    """Make the culler impatient, and wait until it stops the server of a learner who went away."""
    one = room.one
    saved = await one.read(room.lesson)
    one.hang_up()
    await asyncio.to_thread(room.hub.halt)
    await asyncio.to_thread(room.hub.start, cull=CULL_SECONDS)

    async def gone() -> bool:
        found = await asyncio.to_thread(lambda: list(machine.processes(room.hub.mark)))
        return not any(env.get("JUPYTERHUB_USER") == one.name for _, env in found)

    waited = await _until(gone)
    status, path = await one.sees()
    began = time.monotonic()
    await _until(lambda: _starts(one))
    seconds = time.monotonic() - began
    kept = await one.read(room.lesson) == saved
    return Fault(
        f"idle server culled (set to {CULL_SECONDS} s here; gone after {waited:.0f} s)",
        f"page: {status} at {path}",
        "started again from the hub's page; kernels and variables are gone",
        kept,
        seconds,
    )
