"""Areas, priorities, crosswalk and dates of A4P and A4P+ on one sheet of A4."""

from docutils import nodes

from malicourse import data
from malicourse.dates import written_date, written_month
from malicourse_book.pages.directive import Page, html
from malicourse_book.pages.markup import render
from malicourse_book.pages.tables import Row, records, source_rows


class A4POverview(Page):
    """Areas, priorities, crosswalk and dates of A4P and A4P+ on one sheet of A4."""

    tables = (
        *("a4p_areas", "a4p_plus_items", "a4p_crosswalk", "frameworks"),
        *("a4p_endorsement_counts", "sources"),
    )

    def _contents(self) -> list[nodes.Node]:
        return [html(render("a4p_overview/a4p_overview.html", **a4p_overview()))]


def a4p_overview() -> Row:
    """Return what the page on A4P and A4P+ shows.

    Returns
    -------
    dict
        `dates` (when, what, source), `areas` (rows of `a4p_areas`), and `items`: rows of
        `a4p_plus_items`, each with its `codes` in the order of the areas.
    """
    events = {row["framework_id"]: row for row in records(data.load("frameworks"))}
    counts = data.load("a4p_endorsement_counts").sort_values("latest")
    last = records(counts)[-1]
    dates = [
        (
            written_date(events[name]["date"]),
            f"{events[name]['title']}: {answer}",
            events[name],
        )
        for name, answer in (
            ("a4p", "the Secretary-General launches the initiative."),
            (
                "declaration",
                "45 commitments in eight areas, opened for endorsement; celebrated at a "
                "meeting on 25 September 2018.",
            ),
            ("a4p_plus", "seven priorities and two themes, which do not replace A4P."),
        )
    ]
    endorsed = f"{last['member_states']} Member States and {last['organisations']} organisations"
    dates.insert(
        2, (written_month(last["latest"]), f"{endorsed} have endorsed the Declaration.", last)
    )
    pairs = records(data.load("a4p_crosswalk"))
    items = records(data.load("a4p_plus_items"))
    for item in items:
        item["codes"] = [_code(pair) for pair in pairs if pair["item_id"] == item["item_id"]]
    return {
        "dates": [
            {"when": when, "what": what, "source": source_rows([row["source_id"]])[0]}
            for when, what, row in dates
        ],
        "areas": records(data.load("a4p_areas")),
        "items": items,
    }


def _code(pair: Row) -> Row:
    """Say how a pair is coded by the broad rule, and what the strict rule makes of it.

    In brackets stands what the strict rule does not see; `strict` is its code where it differs.
    """
    code, strict = pair["broad"], pair["strict"]
    words = {"none": ""}.get(code, code if strict != "none" else f"({code})")
    other = strict if strict not in ("none", code) else None
    return {"words": words, "code": code, "strict": other, "area": pair["area_no"]}
