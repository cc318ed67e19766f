"""Pages of the book that are made from `data/` when it is built: data cards, timeline, lists."""

import os
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import altair as alt
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from malicourse import data
from malicourse_book.charts.figure import chart_node
from malicourse_book.lessons import LessonError
from malicourse_book.pages import claims as claims_text
from malicourse_book.pages import history, lessons
from malicourse_book.pages import hub as hub_text
from malicourse_book.pages import teaching as teaching_text
from malicourse_book.pages import words as text

#: Where the tables lie in the built book, as files to take along.
FILES = "data"


def setup(app: Sphinx) -> None:
    """Register the directives, style sheet, script and data files of these pages.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application; `figure.chart_figure` has to be a node of it.
    """
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_role("event", Event())
    lessons.setup(app)
    app.add_css_file("pages.css", priority=800)
    # Before Sphinx collects the headings of a page.
    app.connect("doctree-read", _add_claims, priority=100)
    app.connect("html-page-context", _add_script)
    app.connect("build-finished", _copy_tables)


class _Page(SphinxDirective):
    """A directive that stands directly under the title of its page and writes sections."""

    tables: tuple[str, ...] = ()

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the page; a flaw in the tables becomes an error of the build."""
        try:
            made = self._contents()
        except (data.DataError, LessonError) as error:
            raise self.error(str(error)) from error
        # A page is made again after its tables were edited.
        folder = data.folder().resolve()
        for name in (data.DESCRIPTION, *(f"{table}.csv" for table in self.tables)):
            self.env.note_dependency(str(folder / name))
        return made

    def _contents(self) -> list[nodes.Node]:
        raise NotImplementedError

    def address(self, document: str) -> str:
        """Return the address of a document, seen from this page."""
        return _address(self.env, document)

    def file_address(self, name: str) -> str:
        """Return the address of a table's file, seen from this page."""
        return "../" * self.env.docname.count("/") + f"{FILES}/{name}"


class DataCard(_Page):
    """All that is known about one table: ``{data-card} fatalities``."""

    required_arguments = 1

    def _contents(self) -> list[nodes.Node]:
        name = self.arguments[0]
        self.tables = (name, "sources")
        frame = data.load(name)
        table = data.describe_tables(data.folder() / data.DESCRIPTION)[name]
        code = nodes.literal_block(text=f'load("{name}")', language="python")
        glance = text.render(
            "glance.html",
            table=table,
            covers=text.span(table["coverage"]["first"], table["coverage"]["last"]),
            confidence=_confidence(frame),
            file=self.file_address(table["path"]),
            size=f"{max(table['bytes'] / 1000, 1):,.0f} kB, CSV in UTF-8",
        )
        columns = text.render("columns.html", table=name, columns=text.columns(table, self.address))
        sources = text.records(data.sources(name))
        card: list[nodes.Node] = [
            nodes.paragraph(text=f"{table['title']}. {table['description']}"),
            _section("at-a-glance", "At a glance", _html(glance)),
            _section(
                "how-to-read-it",
                "How it was counted, and what to watch for",
                nodes.bullet_list(
                    "",
                    *(nodes.list_item("", nodes.paragraph(text=c)) for c in table["caveats"]),
                ),
            ),
            _section("load-it", "Load it", code),
            _section("cite-it", "Cite it", nodes.paragraph(text=data.cite(name))),
            _section("columns", "Columns", _html(columns)),
        ]
        # The table of sources lists itself, on a page of its own.
        if name != "sources":
            listed = text.render("card_sources.html", rows=sources)
            card.append(_section("sources-used", "Sources used", _html(listed)))
        return card


class DataOverview(_Page):
    """A list of all tables with links to their pages."""

    def _contents(self) -> list[nodes.Node]:
        rows = data.catalog().to_dict("records")
        for row in rows:
            row["address"] = self.address(f"book/data/{row['table']}")
            row["covers"] = text.span(row["from"], row["to"])
            # The page of the table has the terms in full.
            row["licence"] = row["licence"].partition(";")[0]
        return [_html(text.render("overview.html", rows=rows))]


class GlossaryTable(_Page):
    """All terms in alphabetical order, each with an anchor and its source."""

    tables = ("glossary", "sources")

    def _contents(self) -> list[nodes.Node]:
        rows = text.records(data.load("glossary"))
        for row in rows:
            row["source"] = text.source_rows([row["source_id"]])[0]
        rows.sort(key=lambda row: text.anchor(row["term"]))
        return [_html(text.render("glossary.html", rows=rows))]


class WhoIsWho(_Page):
    """All actors by type, with a filter that needs a script."""

    tables = ("actors", "chronology", "sources")

    def _contents(self) -> list[nodes.Node]:
        grouped = text.actors(self.address)
        kinds = [(text.anchor(rows[0]["type"]), group) for group, rows in grouped.items()]
        return [
            _filter("actors", text.select("kind", "Kind of actor", "All kinds", {"": kinds})),
            *(
                _section(text.anchor(group), group, _html(text.render("actors.html", rows=rows)))
                for group, rows in grouped.items()
            ),
        ]


class Timeline(_Page):
    """All events: a chart, a filter that needs a script, and the complete list by phase."""

    tables = ("chronology", "phases", "actors", "sources")

    def _contents(self) -> list[nodes.Node]:
        grouped = text.events(self.address, text.lessons_by_event(_notebooks(self.env)))
        return [
            chart_node(_spec(history.events()), name="timeline-chart", page=self.env.docname),
            _html(text.render("phases.html", phases=[phase for phase, _ in grouped])),
            _filter("events", *text.event_selects()),
            *(
                _section(
                    text.phase_anchor(phase),
                    phase["name"],
                    _html(text.render("events.html", phase=phase, events=events)),
                )
                for phase, events in grouped
            ),
        ]


class Claims(_Page):
    """All claims of the commentary: the scale, a filter that needs a script, and the list."""

    tables = ("claims", "sources")

    def _contents(self) -> list[nodes.Node]:
        titles = claims_text.lesson_titles(_notebooks(self.env))
        grouped = claims_text.claims(self.address, titles)
        return [
            _html(text.render("verdicts.html", tally=claims_text.tally())),
            _filter("claims", *claims_text.selects(titles)),
            *(
                _section(
                    claims_text.passage_anchor(passage),
                    passage,
                    _html(text.render("claims.html", rows=rows, kinds=claims_text.KINDS)),
                )
                for passage, rows in grouped.items()
            ),
        ]


class MemberCards(_Page):
    """A card for each member of the Council at a vote: ``{member-cards} RES2640``."""

    tables = (
        *("votes", "council_stakes", "contributions_year", "resolution_sponsors"),
        "sources",
    )
    required_arguments = 1

    def _contents(self) -> list[nodes.Node]:
        record = self.arguments[0]
        cards = teaching_text.members(record)
        return [_html(text.render("member_cards.html", record=record, cards=cards))]


class Blueprint(_Page):
    """All exercises by lesson and skill."""

    def _contents(self) -> list[nodes.Node]:
        titles = claims_text.lesson_titles(_notebooks(self.env))
        rows = teaching_text.blueprint(Path(self.env.srcdir))
        for row in rows:
            row["title"] = titles[row["lesson"]]
            row["address"] = self.address(f"notebooks/{row['lesson']}")
        markup = text.render("blueprint.html", rows=rows, skills=list(teaching_text.SKILLS))
        return [_html(markup)]


class PullLinks(_Page):
    """A link to each lesson on a hub."""

    def _contents(self) -> list[nodes.Node]:
        titles = claims_text.lesson_titles(_notebooks(self.env))
        made = hub_text.links(os.environ, Path(self.env.srcdir), titles)
        return [_html(text.render("pull_links.html", **made))]


class Rehearsal(_Page):
    """What a rehearsal measured: ``{rehearsal} class``; what became of faults: ``... faults``."""

    required_arguments = 1
    parts = {"class": "rehearsal.html", "faults": "faults.html"}

    def _contents(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        self.env.note_dependency(str(root / hub_text.REPORT))
        return [_html(text.render(self.parts[self.arguments[0]], **hub_text.report(root)))]


class A4POverview(_Page):
    """Areas, priorities, crosswalk and dates of A4P and A4P+ on one sheet of A4."""

    tables = (
        *("a4p_areas", "a4p_plus_items", "a4p_crosswalk", "frameworks"),
        *("a4p_endorsement_counts", "sources"),
    )

    def _contents(self) -> list[nodes.Node]:
        return [_html(text.render("a4p_overview.html", **text.a4p_overview()))]


class SourcesList(_Page):
    """All sources by topic."""

    def _contents(self) -> list[nodes.Node]:
        self.tables = tuple(data.catalog()["table"])
        return [
            _section(text.anchor(topic), topic, _html(text.render("sources.html", rows=rows)))
            for topic, rows in text.sources_by_topic(self.address).items()
        ]


class ReadingsList(_Page):
    """The reading list by theme."""

    tables = ("readings",)

    def _contents(self) -> list[nodes.Node]:
        return [
            _section(
                f"readings-{text.anchor(theme)}",
                theme,
                _html(text.render("readings.html", rows=rows)),
            )
            for theme, rows in text.readings().items()
        ]


class Chart(_Page):
    """A chart that a function without arguments returns: ``{chart} package.module:function``."""

    required_arguments = 1
    option_spec = {"name": directives.unchanged_required}

    def _contents(self) -> list[nodes.Node]:
        module, _, function = self.arguments[0].partition(":")
        try:
            draw = getattr(import_module(module), function)
        except (ImportError, AttributeError) as error:
            raise self.error(f"{self.arguments[0]} is not a module:function: {error}") from error
        name = self.options.get("name", function)
        return [chart_node(_spec(draw()), name=name, page=self.env.docname)]


class Event(ReferenceRole):
    """A link to an event of the timeline: ``{event}`E077` `` or ``{event}`the coup <E118>` ``.

    Without a text of its own the link says title and date of the event.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or an error of the build where there is no such event."""
        events = data.load("chronology").set_index("event_id")
        if self.target not in events.index:
            message = self.inliner.reporter.error(
                f"There is no event {self.target} in the chronology.", line=self.lineno
            )
            return [], [message]
        event = events.loc[self.target]
        words = f"{event['title']} ({text.written_date(event['date'])})"
        link = nodes.reference(
            "",
            self.title if self.has_explicit_title else words,
            refuri=_address(self.env, f"book/timeline#{self.target}"),
            internal=True,
        )
        return [link], []


DIRECTIVES: dict[str, type[_Page]] = {
    "data-card": DataCard,
    "data-overview": DataOverview,
    "glossary-table": GlossaryTable,
    "who-is-who": WhoIsWho,
    "timeline": Timeline,
    "claims": Claims,
    "member-cards": MemberCards,
    "blueprint": Blueprint,
    "pull-links": PullLinks,
    "rehearsal": Rehearsal,
    "a4p-overview": A4POverview,
    "sources-list": SourcesList,
    "readings-list": ReadingsList,
    "chart": Chart,
}


def _notebooks(env: BuildEnvironment) -> dict[str, Path]:
    """Return the files of the lessons by document; the page being read depends on them."""
    found = sorted(Path(env.srcdir, "notebooks").glob("[0-9]*.ipynb"))
    lessons = {f"notebooks/{path.stem}": path for path in found}
    for path in lessons.values():
        env.note_dependency(str(path))
    return lessons


def _add_claims(app: Sphinx, doctree: nodes.document) -> None:
    """End a lesson with links to the claims of the commentary that it tests."""
    page = app.env.docname
    rows = claims_text.of_lesson(page.rpartition("/")[2]) if page.startswith("notebooks/") else []
    if not rows:
        return
    folder = data.folder().resolve()
    for name in (data.DESCRIPTION, "claims.csv"):
        app.env.note_dependency(str(folder / name))
    items = nodes.bullet_list()
    for key, claim, verdict in rows:
        link = nodes.reference(
            "", key, refuri=_address(app.env, f"book/claims#{key}"), internal=True
        )
        items += nodes.list_item(
            "", nodes.paragraph("", "", link, nodes.Text(f" {claim}: {verdict}"))
        )
    words = (
        "The commentary's sentences in our words, with the verdict; each link opens the evidence."
    )
    section = _section(
        "claims-tested-here", "Claims tested here", nodes.paragraph(text=words), items
    )
    next(iter(doctree.findall(nodes.section))).append(section)


def _address(env: BuildEnvironment, document: str) -> str:
    name, mark, fragment = document.partition("#")
    return env.app.builder.get_relative_uri(env.docname, name) + mark + fragment


def _spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    with alt.theme.enable("malicourse"):
        return chart.to_dict()


def _html(markup: str, classes: list[str] | None = None) -> nodes.raw:
    # Sphinx puts the words of raw HTML into the search index.
    return nodes.raw("", markup, format="html", classes=classes or [])


def _filter(things: str, *selects: text.Row) -> nodes.raw:
    """Return the filter of a page; the page's script makes it visible."""
    markup = text.render("filter.html", things=things, selects=selects)
    return _html(markup, classes=["mc-needs-filter"])


def _section(name: str, title: str, *children: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title(text=title), *children, ids=[name], names=[name])


def _confidence(frame: Any) -> str:
    """Say how many rows rest on which kind of source."""
    if "confidence" not in frame:
        return "given with each table"
    counts = frame["confidence"].value_counts().sort_index()
    return ", ".join(f"{name}: {number:,} rows" for name, number in counts.items() if number)


def _add_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is None:
        return
    if any("mc-needs-filter" in node["classes"] for node in doctree.findall(nodes.raw)):
        app.add_js_file("filter.js", loading_method="defer")


def _copy_tables(app: Sphinx, error: Exception | None) -> None:
    """Put the tables beside the pages, so that a copy of the book holds its data."""
    if error or app.builder.format != "html":
        return
    target = Path(app.outdir) / FILES
    target.mkdir(exist_ok=True)
    folder = data.folder()
    tables = data.describe_tables(folder / data.DESCRIPTION).values()
    for name in (data.DESCRIPTION, *(table["path"] for table in tables)):
        shutil.copyfile(folder / name, target / name)
