"""What the teaching pages take from the tables and exercises: member cards, votes, blueprint."""

import inspect
from pathlib import Path

from docutils import nodes

from malicourse import data, exercises
from malicourse.dates import written_date
from malicourse_book.lessons import read_exercises
from malicourse_book.pages.directive import Page, html, lesson_titles, notebooks
from malicourse_book.pages.markup import render
from malicourse_book.pages.tables import Row, keys, records, source_rows

#: Last year of which the table of contributions gives sizes.
YEAR = 2020
#: Three lists of sponsors of resolutions on reform.
SPONSORED = ("S/RES/2518 (2020)", "S/RES/2589 (2021)", "S/RES/2594 (2021)")
#: What a kind of expected answer shows that a learner can do.
SKILLS: dict[str, tuple[str, ...]] = {
    "Compute": ("Number", "Frame", "SetOf", "Ordered"),
    "Draw": ("Chart",),
    "Give an honest range": ("Interval",),
    "Criticise a source or an argument": ("Choice",),
    "Code and compare readers": ("Coding",),
    "State criteria, give a forecast": ("Criteria", "Forecasts"),
}
CRITICISE = "Criticise a source or an argument"


class MemberCards(Page):
    """A card for each member of the Council at a vote: ``{member-cards} RES2640``."""

    tables = (
        *("votes", "council_stakes", "contributions_year", "resolution_sponsors"),
        "sources",
    )
    required_arguments = 1

    def _contents(self) -> list[nodes.Node]:
        record = self.arguments[0]
        cards = members(record)
        return [html(render("teaching/member_cards.html", record=record, cards=cards))]


class Blueprint(Page):
    """All exercises by lesson and skill."""

    def _contents(self) -> list[nodes.Node]:
        titles = lesson_titles(notebooks(self.env))
        rows = blueprint(Path(self.env.srcdir))
        for row in rows:
            row["title"] = titles[row["lesson"]]
            row["address"] = self.address(f"notebooks/{row['lesson']}")
        markup = render("teaching/blueprint.html", rows=rows, skills=list(SKILLS))
        return [html(markup)]


def members(record: str) -> list[Row]:
    """Return one card for each member of the Council at a vote.

    Parameters
    ----------
    record : str
        Key of the resolution, such as "RES2640".

    Returns
    -------
    list of dict
        `country`, `seat`, `vote`, what it `said` about its vote and `before` (empty where no
        statement was read), its part in the `talks`, `people` in the mission and `stakes` (lists
        of sentences, empty where nothing was found), `signed` and `sources`, by name of the
        country.

    Raises
    ------
    malicourse.data.DataError
        If there are no fifteen votes on this record.
    """
    votes = [row for row in records(data.load("votes")) if row["record_id"] == record]
    votes = [row for row in votes if row["vote"] != "no vote"]
    if len(votes) != 15:
        raise data.DataError(f"votes.csv has {len(votes)} votes on {record}, not 15.")
    found = [row for row in records(data.load("council_stakes")) if row["record_id"] == record]
    sent = {row["iso3"]: row for row in _sent()}
    sponsors = [s for s in records(data.load("resolution_sponsors")) if s["symbol"] in SPONSORED]
    cards = []
    for row in sorted(votes, key=lambda row: row["country"]):
        own = [stake for stake in found if stake["iso3"] == row["iso3"]]
        # A count near the vote is worth more than the mean of a year.
        counted = any(stake["kind"] == "people" for stake in own)
        mean = [] if counted or row["iso3"] not in sent else [sent[row["iso3"]]]
        signed = [s for s in sponsors if s["iso3"] == row["iso3"]]
        cards.append(
            {
                "country": row["country"],
                "seat": _seat(row),
                "vote": row["vote"],
                "said": row["explanation"],
                "before": "; ".join(_texts(own, "said before")),
                "talks": _texts(own, "in the talks"),
                "people": _dated(own, "people") + [row["text"] for row in mean],
                "stakes": _dated(own, "interest"),
                "signed": "; ".join(f"{s['symbol']}, {s['subject']}" for s in signed),
                "sources": source_rows(
                    [
                        *keys(row["source_id"], row["other_source_ids"]),
                        *(k for s in own for k in keys(s["source_id"], s["other_source_ids"])),
                        *(s["source_id"] for s in [*mean, *signed]),
                    ]
                ),
            }
        )
    return cards


def _sent() -> list[Row]:
    """Say how many people each country had in the mission in the last year of sizes."""
    people = data.load("contributions_year").query("mission == 'MINUSMA' and year == @YEAR")
    return [
        row | {"text": f"{row['total']:,} on average in {YEAR}"}
        for row in records(people.query("total > 0"))
    ]


def _texts(stakes: list[Row], kind: str) -> list[str]:
    return [row["text"] for row in stakes if row["kind"] == kind]


def _dated(stakes: list[Row], kind: str) -> list[str]:
    """Return sentences of a kind, with their date unless they name its year."""
    return [
        row["text"]
        + (f" ({written_date(row['date'])})" if row["date"][:4] not in row["text"] else "")
        for row in stakes
        if row["kind"] == kind
    ]


def _seat(row: Row) -> str:
    seat = "permanent member" if row["role"] == "permanent" else "elected member"
    return f"{seat}, one of the three African members" if row["african_member"] else seat


def blueprint(root: Path) -> list[Row]:
    """Return the exercises of each lesson by the skill that they ask for.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds `notebooks/`.

    Returns
    -------
    list of dict
        `lesson` (name of the notebook) and `cells`, one list of exercises for each of `SKILLS`.

    Raises
    ------
    malicourse.data.DataError
        If an exercise has a kind of answer that no skill names.
    malicourse_book.lessons.LessonError
        If a lesson breaks a rule.
    """
    place = {kind: skill for skill, kinds in SKILLS.items() for kind in kinds}
    headings = read_exercises(root)
    lessons: dict[str, dict[str, list[Row]]] = {}
    for item in exercises.all_exercises():
        kind = inspect.signature(item.compute).return_annotation
        name = getattr(kind, "__name__", str(kind))
        if name not in place:
            raise data.DataError(f"exercise {item.id}: no skill names answers of kind {name}.")
        # A source can be criticised with a number, too: the title says so.
        shown = headings[item.id]
        critical = shown.title.startswith("Criticise")
        cells = lessons.setdefault(item.lesson, {skill: [] for skill in SKILLS})
        skill = CRITICISE if critical else place[name]
        cells[skill].append({"id": item.id, "stars": "★" * shown.level})
    return [{"lesson": lesson, "cells": list(cells.values())} for lesson, cells in lessons.items()]
