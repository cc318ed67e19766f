"""`python -m hub.rehearse 25`: a class of 25 on a hub of this machine."""

from __future__ import annotations

import argparse
import asyncio
import datetime
import signal
import sys
import time
from pathlib import Path
from types import FrameType

import httpx
from tornado.httpclient import HTTPError
from tornado.iostream import StreamClosedError

from hub.rehearse import faults, machine, report
from hub.rehearse.hub import CannotStart, Hub
from hub.rehearse.learner import Learner, Refused

HEAVIEST = "11-the-cost"
"""The lesson whose kernel takes most memory; `--lesson` rehearses another one."""

SECONDS = 900
SAMPLE_SECONDS = 5


def main(arguments: list[str] | None = None) -> int:
    """Rehearse; return 0 if all went well, 1 if something did not, 2 if nothing was started."""
    options = _options(arguments)
    root = Path.cwd()
    ended = sum(machine.end_all(mark) for mark in machine.left_behind())
    if ended:
        print(f"Stopped {ended} processes that an earlier rehearsal had left.")
    problem = machine.problem(options.learners, options.port)
    if not problem and not (root / "notebooks" / f"{options.lesson}.ipynb").exists():
        names = ", ".join(sorted(path.stem for path in (root / "notebooks").glob("*.ipynb")))
        problem = f"There is no lesson '{options.lesson}'. There are: {names}"
    if problem:
        print(problem)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    hub = Hub(root, int(options.port))
    try:
        _say(f"A hub for {options.learners} learners on {hub.address}; it isolates nobody")
        hub.prepare()
        hub.start()
        return asyncio.run(_rehearse(hub, int(options.learners), options.lesson))
    except CannotStart as problem:
        print(problem)
        return 2
    except KeyboardInterrupt:
        print("\nStopped before the end. No report was written.")
        return 1
    finally:
        hub.stop()
        _say("All that was started is stopped")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m hub.rehearse", description=__doc__)
    parser.add_argument("learners", help="how many learners log in")
    parser.add_argument("--port", default="8000", help="port of the hub (8000)")
    parser.add_argument("--lesson", default=HEAVIEST, help=f"which lesson to run ({HEAVIEST})")
    return parser.parse_args(arguments)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


BEGAN = time.monotonic()


def _say(text: str) -> None:
    minutes, seconds = divmod(int(time.monotonic() - BEGAN), 60)
    print(f"{minutes:02d}:{seconds:02d}  {text}", flush=True)


async def _rehearse(hub: Hub, number: int, lesson: str) -> int:
    path = f"notebooks/{lesson}.ipynb"
    rows = [report.Row(f"learner-{place:02d}") for place in range(1, number + 1)]
    learners = [Learner(row.learner, hub.address, hub.password) for row in rows]
    watcher = asyncio.create_task(_watch(hub, rows))
    began = time.monotonic()
    try:
        async with asyncio.timeout(SECONDS):
            met = [_attend(hub, *pair, path) for pair in zip(learners, rows, strict=True)]
            await asyncio.gather(*met)
    except TimeoutError:
        _say(f"Stopped waiting after {SECONDS} s")
    seconds = time.monotonic() - began
    watcher.cancel()
    taken = await asyncio.to_thread(machine.memory, hub.mark)
    for row in rows:
        row.memory = taken.get(row.learner, 0.0)
        row.peak = max(row.peak, row.memory)
        row.failure = row.failure or ("" if row.warm_cell else "not done in the time there was")
    total = report.summary(rows, seconds, taken.get("the hub", 0.0))
    for line in report.lines(total):
        _say(line)
    provoked = await _provoke(hub, learners, rows, path)
    for learner in learners:
        await learner.leave()
    setting = {
        "command": f"make rehearse N={number}",
        "day": datetime.date.today().isoformat(),
        "machine": machine.hardware(),
        "lesson": lesson,
    }
    page = report.write(hub.state, setting, rows, provoked, total)
    _say(f"Report: {page.relative_to(hub.root)}")
    said = report.verdict(rows, provoked)
    for sentence in said:
        print(sentence)
    return 1 if said else 0


async def _attend(hub: Hub, learner: Learner, row: report.Row, path: str) -> None:
    """Do what a learner does at the beginning of a class, and write down how long it took."""
    began = time.monotonic()

    def lap() -> float:
        nonlocal began
        passed, began = time.monotonic() - began, time.monotonic()
        return passed

    try:
        await learner.log_in()
        await learner.start()
        row.ready = lap()
        await learner.pull(f"file://{hub.course}", hub.branch)
        row.pulled = lap()
        cells = [
            cell["source"]
            for cell in (await learner.read(path))["cells"]
            if cell["cell_type"] == "code"
        ]
        await learner.open(path)
        for place, source in enumerate(cells):
            reply = await learner.run(source)
            if reply.status != "ok":
                raise Refused(f"cell {place + 1} ended with {reply.error or reply.status}")
            row.cells += 1
            if place == 0:
                row.first_cell = lap()
        row.lesson = row.first_cell + lap()
        row.warm_cell = (await learner.run(cells[0])).seconds
    except (
        Refused,
        TimeoutError,
        OSError,
        httpx.HTTPError,
        HTTPError,
        StreamClosedError,
    ) as problem:
        row.failure = f"{type(problem).__name__}: {problem}".strip(": ")
    row.told_to_wait = learner.told_to_wait


async def _watch(hub: Hub, rows: list[report.Row]) -> None:
    """Say how far the class is, and keep the most memory that each learner was seen to take."""
    while True:
        await asyncio.sleep(SAMPLE_SECONDS)
        taken = await asyncio.to_thread(machine.memory, hub.mark)
        for row in rows:
            row.peak = max(row.peak, taken.get(row.learner, 0.0))
        _say(
            f"ready {sum(row.ready > 0 for row in rows)}, lesson run "
            f"{sum(row.warm_cell > 0 for row in rows)}, failed "
            f"{sum(bool(row.failure) for row in rows)} of {len(rows)}"
        )


async def _provoke(
    hub: Hub, learners: list[Learner], rows: list[report.Row], path: str
) -> list[faults.Fault]:
    """Provoke the faults with two learners who got through; a guest joins if there is only one."""
    well = [one for one, row in zip(learners, rows, strict=True) if not row.failure][:2]
    if not well:
        _say("Nobody got through, so no fault was provoked")
        return []
    if len(well) == 1:
        guest = Learner("guest", hub.address, hub.password)
        learners.append(guest)
        row = report.Row("guest")
        await _attend(hub, guest, row, path)
        well.append(guest)
    return await faults.provoke(faults.Room(hub, path, *well), _say)


if __name__ == "__main__":
    sys.exit(main())
