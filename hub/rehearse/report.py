"""The report of a rehearsal: for each learner, in sum, and fault by fault."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # For its name only: building the book reads this module and needs no browser or hub.
    from hub.rehearse.faults import Fault

MOST_MEMORY = 250
"""MiB that a learner may take when the lesson has been run."""

MEASURES = (
    ("until JupyterLab is ready", "ready", "s"),
    ("to pull the course", "pulled", "s"),
    ("for the first cell", "first_cell", "s"),
    ("for the same cell, warm", "warm_cell", "s"),
    ("for all cells", "lesson", "s"),
    ("memory of a learner (PSS)", "memory", "MiB"),
    ("the same while cells ran", "peak", "MiB"),
)
"""What is summed up over a class: words, name in the summary, unit; the report holds all three."""


@dataclass
class Row:
    """What one learner met.

    Attributes
    ----------
    learner : str
        User name.
    ready : float
        Seconds from opening the login page to JupyterLab; with the waits that the hub asked for.
    told_to_wait : int
        How often the hub asked to come back.
    pulled : float
        Seconds that the course took to arrive.
    first_cell : float
        Seconds from opening the lesson to the end of its first cell: a kernel starts.
    warm_cell : float
        Seconds of the same cell, run again at the end.
    lesson : float
        Seconds for all cells.
    cells : int
        Cells that were run.
    memory : float
        MiB (PSS) of server and kernel when all learners had run the lesson.
    peak : float
        Most MiB seen while they ran.
    failure : str
        What went wrong; "" if nothing did.
    """

    learner: str
    ready: float = 0.0
    told_to_wait: int = 0
    pulled: float = 0.0
    first_cell: float = 0.0
    warm_cell: float = 0.0
    lesson: float = 0.0
    cells: int = 0
    memory: float = 0.0
    peak: float = 0.0
    failure: str = ""


def summary(rows: list[Row], seconds: float, hub_memory: float) -> dict[str, Any]:
    """Return what holds for the class as a whole.

    Parameters
    ----------
    rows : list of Row
        All learners.
    seconds : float
        From the first login until the last learner had run the lesson.
    hub_memory : float
        MiB of hub, proxy and culler.
    """
    well = [row for row in rows if not row.failure]

    def spread(name: str) -> dict[str, float]:
        found = sorted(getattr(row, name) for row in well) or [0.0]
        return {"median": round(median(found), 2), "most": round(found[-1], 2)}

    return {
        "learners": len(rows),
        "without_failure": len(well),
        "seconds": round(seconds, 1),
        "hub_memory": round(hub_memory, 1),
        **{name: spread(name) for _, name, _ in MEASURES},
        "told_to_wait": sum(row.told_to_wait for row in rows),
    }


def verdict(rows: list[Row], faults: list[Fault]) -> list[str]:
    """Return what did not go as it should, a sentence each; nothing if all went well."""
    said = [f"{row.learner}: {row.failure}." for row in rows if row.failure]
    most = max((row.memory for row in rows), default=0)
    if most > MOST_MEMORY:
        said.append(f"A learner took {most:.0f} MiB, more than {MOST_MEMORY}.")
    said += [
        f"Saved work was lost, or the fault did not pass: {f.name}." for f in faults if not f.kept
    ]
    return said


def write(
    folder: Path,
    setting: dict[str, Any],
    rows: list[Row],
    faults: list[Fault],
    total: dict[str, Any],
) -> Path:
    """Write `report.json` and `report.md` into a folder and return the second.

    Parameters
    ----------
    folder : pathlib.Path
        Where to.
    setting : dict
        Command, machine, lesson and day.
    rows : list of Row
        All learners.
    faults : list of Fault
        All faults.
    total : dict
        The summary.
    """
    whole = {
        **setting,
        # The report explains itself: who shows it needs this file alone.
        "measures": [{"what": what, "name": name, "unit": unit} for what, name, unit in MEASURES],
        "summary": total,
        "learners": [_rounded(row) for row in rows],
        "faults": [_rounded(fault) for fault in faults],
    }
    (folder / "report.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    page = folder / "report.md"
    page.write_text(_markdown(whole), encoding="utf-8")
    return page


def _rounded(item: Row | Fault) -> dict[str, Any]:
    return {k: round(v, 2) if isinstance(v, float) else v for k, v in asdict(item).items()}


def lines(total: dict[str, Any]) -> list[str]:
    """Return the summary as lines for a terminal or a page."""
    return [
        f"{total['without_failure']} of {total['learners']} learners ran the lesson in "
        f"{total['seconds']:.0f} s without a failure; the hub asked {total['told_to_wait']} times "
        f"to come back later; hub, proxy and culler took {total['hub_memory']:.0f} MiB",
        *(
            f"{what}: median {total[name]['median']:.1f}, most {total[name]['most']:.1f} {unit}"
            for what, name, unit in MEASURES
        ),
    ]


def _markdown(whole: dict[str, Any]) -> str:
    machine = whole["machine"]
    rows = [
        [
            row["learner"],
            "yes" if row["ready"] else "no",
            *(f"{row[name]:.1f}" for name in ("ready", "pulled", "first_cell", "warm_cell")),
            f"{row['lesson']:.1f}",
            str(row["told_to_wait"]),
            f"{row['memory']:.0f}",
            row["failure"] or "none",
        ]
        for row in whole["learners"]
    ]
    head = [
        "learner",
        "started",
        "ready, s",
        "pulled, s",
        "first cell, s",
        "warm cell, s",
        "all cells, s",
        "told to wait",
        "memory, MiB",
        "failure",
    ]
    faults = [
        [f["name"], f["seen"], f["after"], f"{f['seconds']:.0f}", "kept" if f["kept"] else "LOST"]
        for f in whole["faults"]
    ]
    return "\n".join(
        [
            f"# Rehearsal of {whole['day']}: {whole['summary']['learners']} learners",
            "",
            f"`{whole['command']}`, lesson `{whole['lesson']}`, on {machine['cores']} cores and "
            f"{machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}.",
            "",
            *(f"- {line}" for line in lines(whole["summary"])),
            "",
            *_table(head, rows),
            "",
            "## Faults",
            "",
            *_table(["what", "seen", "after", "seconds", "saved work"], faults),
            "",
        ]
    )


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    made = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in made]
