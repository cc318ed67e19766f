"""What the teaching pages take from the tables and exercises: member cards, votes, blueprint."""

import inspect

from malicourse import data, exercises
from malicourse.sphinx_ext.pages_text import Row, keys, records, source_rows

#: Last full year in the table of contributions.
YEAR = 2020
#: Two lists of sponsors that hold the reform most closely bound up with Mali.
SPONSORED = ("S/RES/2518 (2020)", "S/RES/2589 (2021)", "S/RES/2594 (2021)")
#: What a kind of expected answer shows that a learner can do.
SKILLS: dict[str, tuple[str, ...]] = {
    "Compute": ("Number", "Frame", "SeriesLike", "SetOf", "Ordered", "Date", "Text"),
    "Draw": ("Chart",),
    "Give an honest range": ("Interval",),
    "Criticise a source or an argument": ("Choice",),
    "Code and compare readers": ("Coding",),
}


def members(record: str) -> list[Row]:
    """Return one card for each member of the Council at a vote.

    Parameters
    ----------
    record : str
        Key of the resolution, such as "RES2640".

    Returns
    -------
    list of dict
        Country, seat, vote, `said` (empty where no statement was read), `record` (sentences on
        sponsored resolutions and people in the mission) and `sources`, by name of the country.

    Raises
    ------
    malicourse.data.DataError
        If there are no fifteen votes on this record.
    """
    votes = [row for row in records(data.load("votes")) if row["record_id"] == record]
    votes = [row for row in votes if row["vote"] != "no vote"]
    if len(votes) != 15:
        raise data.DataError(f"votes.csv has {len(votes)} votes on {record}, not 15.")
    people = data.load("contributions_year").query("mission == 'MINUSMA' and year == @YEAR")
    sent = dict(zip(people["iso3"], people["total"], strict=True))
    sponsors = records(data.load("resolution_sponsors"))
    cards = []
    for row in sorted(votes, key=lambda row: row["country"]):
        signed = [s for s in sponsors if s["iso3"] == row["iso3"] and s["symbol"] in SPONSORED]
        count = sent.get(row["iso3"])
        cards.append(
            {
                "country": row["country"],
                "seat": _seat(row),
                "vote": row["vote"],
                "said": row["explanation"],
                "people": f"{int(count):,}" if count else "",
                "signed": "; ".join(f"{s['symbol']}, {s['subject']}" for s in signed),
                "sources": source_rows(
                    keys(row["source_id"], row["other_source_ids"])
                    + sorted({s["source_id"] for s in signed})
                ),
            }
        )
    return cards


def _seat(row: Row) -> str:
    seat = "permanent member" if row["role"] == "permanent" else "elected member"
    return f"{seat}, one of the three of Africa" if row["african_member"] else seat


def blueprint() -> list[Row]:
    """Return the exercises of each lesson by the skill that they ask for.

    Returns
    -------
    list of dict
        `lesson` (name of the notebook) and `cells`, one list of exercises for each of `SKILLS`.

    Raises
    ------
    malicourse.data.DataError
        If an exercise has a kind of answer that no skill names.
    """
    place = {kind: skill for skill, kinds in SKILLS.items() for kind in kinds}
    lessons: dict[str, dict[str, list[Row]]] = {}
    for item in exercises.all_exercises():
        kind = inspect.signature(item.compute).return_annotation
        name = getattr(kind, "__name__", str(kind))
        if name not in place:
            raise data.DataError(f"exercise {item.id}: no skill names answers of kind {name}.")
        cells = lessons.setdefault(item.lesson, {skill: [] for skill in SKILLS})
        cells[place[name]].append({"id": item.id, "stars": "★" * item.level})
    return [{"lesson": lesson, "cells": list(cells.values())} for lesson, cells in lessons.items()]
