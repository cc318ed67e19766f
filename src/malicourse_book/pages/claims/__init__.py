"""The claims of the commentary on the pages: the dashboard, and the list at the end of a lesson."""

import re
from collections.abc import Mapping

from docutils import nodes
from sphinx.application import Sphinx

from malicourse import data
from malicourse_book.pages.directive import (
    Page,
    address_of,
    depend_on,
    filter_of,
    html,
    lesson_titles,
    notebooks,
    section,
)
from malicourse_book.pages.markup import Address, Menu, anchor, render
from malicourse_book.pages.tables import Row, keys, records, source_rows

#: Passages of the commentary by their first claim, in the order of its text.
PASSAGES: dict[str, str] = {
    "C01": "How the mission came about",
    "C20": "The renewal of June 2022",
    "C29": "Action for Peacekeeping and its second stage",
    "C35": "Capabilities",
    "C45": "Cooperation of the host state",
    "C54": "The vote and what it left out",
    "C65": "Outlook",
}
#: Claims with a later key than their place in the text, and the claim that they follow.
PLACED: dict[str, str] = {
    "C69": "C39",
    "C71": "C33",
    "C77": "C39",
    "C78": "C44",
    "C73": "C46",
    "C84": "C46",
    "C74": "C50",
    "C75": "C51",
    "C76": "C53",
    "C72": "C56",
    "C79": "C63",
    "C80": "C67",
    "C81": "C43",
    "C82": "C62",
    "C83": "C70",
    "C85": "C66",
    "C86": "C66",
    "C87": "C59",
    "C88": "C20",
    "C89": "C06",
    "C90": "C46",
    "C91": "C47",
    "C92": "C64",
}
#: What the second reader judged where it was not the sentence of the claim.
SECOND_WORDS: dict[str, str] = {"C35": "that helicopters were the main gap"}
#: What stands for the grade of claims on which only the commentary itself was found.
UNGRADED = "none"
#: What each verdict means, from the strongest support to none.
VERDICTS: dict[str, str] = {
    "supported": (
        "The sources say so. Details may differ; the sentence stands. Where the source is later "
        "than July 2022, its date is given."
    ),
    "disputed": "Sources disagree, or the sentence holds by one reading and fails by another.",
    "contradicted": (
        "The sources say otherwise in every reading, and they could be read in July 2022."
    ),
    "not testable": (
        "A judgement, advice, or a claim for which nothing was found that could decide it. Not "
        "confirmed is not disputed."
    ),
    "later overtaken": (
        "A sentence about the future. It could be neither right nor wrong when it was written; "
        "what came of it is stated apart."
    ),
}
KINDS: dict[str, str] = {
    "date": "date or event",
    "count": "count",
    "comparative": "comparison",
    "causal": "cause",
    "judgement": "judgement",
    "prediction": "prediction",
    "advice": "advice",
    "quotation-like": "reported statement",
}


class Claims(Page):
    """All claims of the commentary: the scale, a filter that needs a script, and the list."""

    tables = ("claims", "sources")

    def _contents(self) -> list[nodes.Node]:
        titles = lesson_titles(notebooks(self.env))
        grouped = claims(self.address, titles)
        return [
            html(render("claims/verdicts.html", tally=tally())),
            filter_of("claims", *menus(titles)),
            *(
                section(
                    passage_anchor(passage),
                    passage,
                    html(render("claims/claims.html", rows=rows, kinds=KINDS)),
                )
                for passage, rows in grouped.items()
            ),
        ]


def add_claims(app: Sphinx, doctree: nodes.document) -> None:
    """End a lesson with links to the claims of the commentary that it tests."""
    page = app.env.docname
    if not page.startswith("notebooks/"):
        return
    depend_on(app.env, "claims")
    rows = of_lesson(page.rpartition("/")[2])
    if not rows:
        return
    items = nodes.bullet_list()
    for key, claim, verdict, caveat in rows:
        link = nodes.reference(
            "", key, refuri=address_of(app.env, f"book/claims#{key}"), internal=True
        )
        items += nodes.list_item(
            "", nodes.paragraph("", "", link, nodes.Text(f" {claim}: {verdict}.{caveat}"))
        )
    words = (
        "The commentary's sentences in our words, with the verdict and its caveat; each link opens "
        "the evidence."
    )
    tested = section("claims-tested-here", "Claims tested here", nodes.paragraph(text=words), items)
    next(iter(doctree.findall(nodes.section))).append(tested)


def claims(address: Address, titles: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return the claims by passage, each with its sources and lessons.

    Parameters
    ----------
    address : callable
        Turns the name of a document into an address.
    titles : mapping
        Titles of the lessons by the name of their notebook.

    Raises
    ------
    malicourse.data.DataError
        If a claim names a lesson that the book does not have.
    """
    grouped: dict[str, list[Row]] = {}
    for row in _in_order_of_text():
        passage = PASSAGES.get(row["claim_id"])
        if passage:
            grouped[passage] = []
        unknown = [name for name in keys(row["lessons"]) if name not in titles]
        if unknown:
            raise data.DataError(
                f'claims.csv, row {row["claim_id"]}: there is no lesson "{unknown[0]}".'
            )
        row["sources"] = source_rows(_beside_the_commentary(row))
        row["grade"] = _grade(row)
        row["second_words"] = SECOND_WORDS.get(row["claim_id"])
        row["tested_in"] = [
            (titles[name], address(f"notebooks/{name}")) for name in keys(row["lessons"])
        ]
        list(grouped.values())[-1].append(row)
    return grouped


def _in_order_of_text() -> list[Row]:
    rows = records(data.load("claims"))
    return sorted(
        rows, key=lambda row: (PLACED.get(row["claim_id"], row["claim_id"]), row["claim_id"])
    )


def _beside_the_commentary(row: Row) -> list[str]:
    return [key for key in keys(row["source_id"], row["other_source_ids"]) if key != "seed"]


def _grade(row: Row) -> str:
    """Return the grade of the evidence; a commentary is no evidence for itself."""
    return row["confidence"] if _beside_the_commentary(row) else UNGRADED


def of_lesson(name: str) -> list[tuple[str, str, str, str]]:
    """Return the claims that a lesson tests.

    Parameters
    ----------
    name : str
        Name of the notebook without its ending.

    Returns
    -------
    list of tuple
        Key, wording, verdict and caveat (after a space, or "") of each claim, in the order of
        their keys.
    """
    return [
        (
            row["claim_id"],
            row["claim"],
            row["verdict"],
            f" {row['caveat']}" if row["caveat"] else "",
        )
        for row in records(data.load("claims"))
        if name in keys(row["lessons"])
    ]


def menus(titles: Mapping[str, str]) -> list[Menu]:
    """Return the menus of the dashboard: verdict, type, confidence and lesson."""
    rows = records(data.load("claims"))
    used = {name for row in rows for name in keys(row["lessons"])}
    graded = sorted({_grade(row) for row in rows})
    return [
        Menu("verdict", "Verdict", "All verdicts", {"": [(anchor(v), v) for v in VERDICTS]}),
        Menu(
            "kind", "Type of claim", "All types", {"": [(anchor(k), w) for k, w in KINDS.items()]}
        ),
        Menu("grade", "Confidence", "All grades", {"": [(key, key) for key in graded]}),
        Menu(
            "lesson",
            "Lesson",
            "All lessons",
            {"": [(name, f"{name[:2]}. {titles[name]}") for name in sorted(used)]},
        ),
    ]


def tally() -> list[tuple[str, str, int]]:
    """Return each verdict with its meaning and the number of claims."""
    counts = data.load("claims")["verdict"].value_counts()
    return [(name, meaning, int(counts.get(name, 0))) for name, meaning in VERDICTS.items()]


def passage_anchor(passage: str) -> str:
    """Return the anchor of a passage on the dashboard."""
    return "claims-" + re.sub(r"[^a-z]+", "-", passage.lower()).strip("-")
