"""The pages made from the tables: complete, linked, searchable, and right where it matters."""

import io
import json
import os
import re
import shutil
import zipfile
from collections import Counter
from functools import cache
from html import escape as escape_html
from html import unescape as unescape_html
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pandas as pd
import pytest

sphinx_application = pytest.importorskip("sphinx.application")
vl_convert = pytest.importorskip("vl_convert")

from sphinx_external_toc.parsing import parse_toc_yaml  # noqa: E402

from malicourse import charts, data  # noqa: E402
from malicourse.dates import written_date  # noqa: E402
from malicourse_book import pages  # noqa: E402
from malicourse_book.charts import drawing  # noqa: E402
from malicourse_book.pages import actors as actors_page  # noqa: E402
from malicourse_book.pages import landing, part_1, sources, timeline  # noqa: E402
from malicourse_book.pages.actors import actor_id  # noqa: E402
from malicourse_book.pages.data_cards import documents, recipes, spreadsheet  # noqa: E402
from malicourse_book.pages.directive import spec_of  # noqa: E402
from malicourse_book.pages.markup import anchor, undocs  # noqa: E402
from malicourse_book.pages.tables import keys, lessons_by_table  # noqa: E402
from malicourse_book.pages.timeline import chart as timeline_chart  # noqa: E402
from malicourse_book.search import CourseSearch, plain  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = """
from malicourse_book import pages, search
from malicourse_book.charts import figure
extensions = ["myst_parser", "sphinx_design"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
root_doc = "book/index"
html_theme = "basic"
smartquotes = False

def setup(app):
    app.add_node(figure.chart_figure, html=(figure.visit_html, None))
    pages.setup(app)
    search.setup(app)
"""


class Page(HTMLParser):
    """Ids, links, headings and tables of a page."""

    def __init__(self, markup):
        super().__init__()
        self.ids, self.links, self.headings, self.handlers = [], [], [], []
        self.heads_without_scope, self._link, self.text = 0, None, []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if "id" in found:
            self.ids.append(found["id"])
        self.handlers += [name for name in found if name.startswith("on")]
        if tag == "a" and "href" in found:
            self._link = [found["href"], found.get("aria-label") or ""]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        # Tables written in Markdown get theirs from docutils, which marks them as heads by class.
        if tag == "th" and "scope" not in found and "head" not in found.get("class", "").split():
            self.heads_without_scope += 1

    def handle_data(self, text):
        self.text.append(text)
        if self._link:
            self._link[1] += text

    def handle_endtag(self, tag):
        if tag == "a" and self._link:
            self.links.append(tuple(self._link))
            self._link = None


def build(folder, warnings=None):
    app = sphinx_application.Sphinx(
        folder,
        folder,
        folder / "_html",
        folder / "_doctrees",
        "html",
        status=None,
        warning=warnings or io.StringIO(),
    )
    app.build()
    return folder / "_html"


@pytest.fixture(scope="module")
def read(book):
    return {
        path.relative_to(book).with_suffix("").as_posix(): Page(own(path.read_text("utf-8")))
        for path in (book / "book").rglob("*.html")
    }


def own(markup):
    """Return the page without the frame that all pages share."""
    return re.search("<article.*</article>", markup, re.DOTALL)[0]


#: What the book makes of straight quotation marks.
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def straight(text):
    return " ".join(text.split()).translate(STRAIGHT)


def built_text(read, page):
    return straight("".join(read[page].text))


def escape(text):
    """Write a text as the templates do."""
    return escape_html(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")


def test_every_table_has_one_page_and_every_page_a_table(book):
    built = {path.stem for path in (book / "book/data").glob("*.html")}
    assert built == {*data.catalog()["table"], "index"}


def test_documents_are_written_when_they_change_and_go_with_their_table(tmp_path):
    folder = tmp_path / documents.FOLDER
    folder.mkdir(parents=True)
    app = SimpleNamespace(srcdir=tmp_path)
    documents.write(app, None)
    assert list(folder.iterdir()) == [], "a book without a page on the data gets none"
    (folder / "index.md").write_text("# The data\n", encoding="utf-8")
    (folder / "gone.md").write_text("# Gone\n\n```{data-card} gone\n```\n", encoding="utf-8")
    (folder / "own.md").write_text("# Written by hand\n", encoding="utf-8")
    documents.write(app, None)
    written = {path.stem for path in folder.iterdir()}
    assert written == {*data.catalog()["table"], "index", "own"}
    page = folder / "votes.md"
    text = page.read_text("utf-8")
    assert re.findall(r"^```\{data-card\} (\S+)$", text, re.MULTILINE) == ["votes"]
    os.utime(page, (0, 0))
    documents.write(app, None)
    assert page.stat().st_mtime == 0, "Sphinx would read it again"
    page.write_text("# Old\n\n```{data-card} votes\n```\n", encoding="utf-8")
    documents.write(app, None)
    assert page.read_text("utf-8") == text


def test_the_table_of_contents_lists_every_page_once():
    contents = parse_toc_yaml(ROOT / "_toc.yml")
    documents.order(None, SimpleNamespace(external_site_map=contents))
    listed = [contents.root.docname]
    listed += [name for page in contents.values() for name in page.child_files()]
    assert [name for name, times in Counter(listed).items() if times > 1] == []
    assert [name for page in contents.values() for name in page.child_globs()] == []
    # The pages of the tables are written when the book is built.
    written = {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for path in (ROOT / "book").rglob("*.md")
        if path.parent.name != "data" or path.stem == "index"
    }
    tables = [name.rpartition("/")[2] for name in contents["book/data/index"].child_files()]
    pages_of_tables = {f"book/data/{name}" for name in tables}
    assert sorted(tables) == sorted(data.catalog()["table"])
    assert written | pages_of_tables == {name for name in listed if name.startswith("book/")}
    described = data.read_schema(data.folder() / data.DESCRIPTION)
    in_order = [topic for topic, _ in groupby(described[name]["topic"] for name in tables)]
    package = json.loads((data.folder() / data.DESCRIPTION).read_text("utf-8"))
    assert in_order == package["topics"]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2022-06-29", "29 June 2022"),
        ("2022-06-02", "2 June 2022"),
        ("2022-06", "June 2022"),
        ("2022", "2022"),
        ("spring", "spring"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(date, written):
    assert written_date(date) == written


def test_every_source_stands_in_the_list_exactly_once():
    listed = [row["source_id"] for rows in sources.sources_by_topic(str).values() for row in rows]
    assert sorted(listed) == sorted(data.load("sources")["source_id"])


def test_every_table_has_a_topic_of_the_list():
    package = json.loads((data.folder() / data.DESCRIPTION).read_text("utf-8"))
    assert {table["topic"] for table in package["resources"]} == set(package["topics"])


def test_the_landing_chart_has_one_mark_for_each_person():
    chart = landing.people()
    people = chart.layer[0].data
    record = data.load("fatalities").query("mission == 'MINUSMA'")
    assert len(people) == len(record)
    attacks = int((record["cause"] == "Malicious Act").sum())
    assert int((people["died"] == landing.ATTACK).sum()) == attacks
    quarters = people.groupby(people["date"].dt.to_period("Q"))["place"]
    assert (quarters.max() + 1 == quarters.size()).all(), "two marks in one place"
    assert quarters.nunique().equals(quarters.size())
    spec = spec_of(chart)
    assert f"{len(record)} people" in spec["title"]["text"]
    assert str(attacks) in spec["description"]
    assert len(json.dumps(spec)) < 100_000


def test_ids_are_unique_links_have_text_and_headings_skip_no_level(read):
    assert len(read) > 30
    for name, page in read.items():
        twice = [key for key, times in Counter(page.ids).items() if times > 1]
        assert not twice, (name, twice)
        assert [link for link, text in page.links if not text.strip()] == [], name
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), name
        assert page.handlers == [], name
        assert page.heads_without_scope == 0, name


@cache
def selections(book):
    """Return every choice of the timeline's menus, as the query of an address."""
    markup = (book / "book/timeline.html").read_text("utf-8")
    menus = re.findall(r'<select id="[^"]*" name="(\w+)">(.*?)</select>', markup, re.DOTALL)
    return {
        f"{name}={value}"
        for name, options in menus
        for value in re.findall(r'<option value="([^"]+)">', options)
    }


def entries(book, page):
    """Return the entries of a page by id: values of their `data-` attributes, and markup."""
    markup = own((book / f"book/{page}.html").read_text("utf-8"))
    pieces = re.split(r'<(?:li|div) class="mc-entry[^"]*" id="([^"]+)"', markup)[1:]
    return {
        key: (
            {
                name: set(value.split())
                for name, value in re.findall(r'data-(\w+)="([^"]*)"', piece)
            },
            piece.partition(">")[2].split("</section>")[0],
        )
        for key, piece in zip(pieces[::2], pieces[1::2], strict=True)
    }


def test_links_inside_the_book_lead_somewhere(book, read):
    seen = 0
    for name, page in read.items():
        here = book / f"{name}.html"
        for link, _ in page.links:
            parts = urlsplit(link)
            address, fragment = parts.path, parts.fragment
            if parts.scheme or "notebooks/" in link:
                continue
            target = (here.parent / unquote(address)).resolve() if address else here
            assert target.exists(), (name, link)
            assert parts.query == "" or parts.query in selections(book), (name, link)
            key = target.relative_to(book.resolve()).with_suffix("").as_posix()
            if fragment and key in read:
                seen += 1
                assert unquote(fragment) in read[key].ids, (name, link)
    assert seen > 1000


def test_the_timeline_is_complete_without_a_script(read):
    page, text = read["book/timeline"], built_text(read, "book/timeline")
    chronology = data.load("chronology")
    assert set(chronology["event_id"]) <= set(page.ids)
    for row in chronology.itertuples():
        assert straight(row.title) in text
        assert straight(row.what) in text
        assert written_date(row.date) in text


def test_every_entry_has_its_sources_its_own_address_and_links_to_the_other_page(book):
    sources = data.load("sources").set_index("source_id")
    chronology = data.load("chronology")
    names = data.load("actors").set_index("actor_id")["name"]
    events, actors = entries(book, "timeline"), entries(book, "who-is-who")
    assert list(events) == list(chronology.sort_values("start", kind="stable")["event_id"])
    people = {"person-" + key.replace("_", "-") for key in data.load("people")["person_id"]}
    assert set(actors) == {actor_id(key) for key in names.index} | people
    rows = [
        *((events[row.event_id], row.event_id, row) for row in chronology.itertuples()),
        *(
            (actors[key], key, row)
            for row in data.load("actors").itertuples()
            for key in [actor_id(row.actor_id)]
        ),
        *(
            (actors[key], key, row)
            for row in data.load("people").itertuples()
            for key in ["person-" + row.person_id.replace("_", "-")]
        ),
    ]
    for (_, markup), key, row in rows:
        assert f'class="mc-permalink mc-unsearched" href="#{key}"' in markup
        other = row.other_source_ids if isinstance(row.other_source_ids, str) else None
        for source in keys(row.source_id, other):
            address = sources.loc[source, "url"]
            title = escape(sources.loc[source, "title"])
            assert title in markup, (key, source)
            assert pd.isna(address) or f'href="{escape(address)}"' in markup, (key, source)
    for row in chronology.itertuples():
        assert events[row.event_id][0]["actor"] == set(row.actors.split(";"))
        for actor in row.actors.split(";"):
            anchor = actor_id(actor)
            assert (
                f'href="who-is-who.html#{anchor}">{escape(names[actor])}</a>'
                in (events[row.event_id][1])
            )
            assert f'href="timeline.html#{row.event_id}"' in actors[anchor][1]
            assert f'href="timeline.html?actor={actor}"' in actors[anchor][1]


def test_every_choice_of_a_menu_finds_something_and_every_entry_is_found(book):
    chosen = {tuple(query.split("=")) for query in selections(book)}
    offered = {
        (name, value)
        for values, _ in entries(book, "timeline").values()
        for name, found in values.items()
        for value in found
    }
    assert chosen == offered
    assert {name for name, _ in chosen} == {"kind", "phase", "actor"}
    markup = (book / "book/who-is-who.html").read_text("utf-8")
    kinds = set(re.findall(r'<option value="([^"]+)">', markup))
    assert kinds == {
        kind for values, _ in entries(book, "who-is-who").values() for kind in values["kind"]
    }


def test_an_event_falls_into_the_phases_of_every_scheme(book):
    events = entries(book, "timeline")
    phases = data.load("phases").set_index("phase_id")
    assert set(timeline.SCHEMES) == set(phases["scheme"])
    for row in data.load("chronology").itertuples():
        found = events[row.event_id][0]["phase"]
        assert {key for key in found if key.startswith("P")} == {row.phase}
        for key in found - {row.phase}:
            assert not phases.loc[key, "start"] > row.end, (row.event_id, key)
            assert not phases.loc[key, "end"] < row.start, (row.event_id, key)
    # Serval became Barkhane on 1 August 2014; the mission's better years end with 2016.
    assert "R3" in events["E048"][0]["phase"] and "R4" not in events["E048"][0]["phase"]
    assert {"R4", "R5"} <= events["E080"][0]["phase"]
    assert "R5" not in events["E118"][0]["phase"]


def test_an_event_of_uncertain_date_may_belong_to_two_phases():
    phase = {"scheme": "other", "phase_id": "R9", "start": pd.Timestamp("2014-08-15"), "end": None}
    event = {"start": pd.Timestamp("2014-08-01"), "end": pd.Timestamp("2014-08-31")}
    assert timeline._falls_into(event, phase)
    assert timeline._falls_into(event, {**phase, "start": None, "end": phase["start"]})
    assert not timeline._falls_into({**event, "end": event["start"]}, phase)
    assert timeline._falls_into({**event, "end": phase["start"]}, phase)


def test_an_event_leads_to_the_lessons_that_name_it(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["# What is *this*?\n", "Not E9999 nor xE003."]},
        {"cell_type": "code", "source": ["events.loc[['E036', 'E058', 'E036']]"], "outputs": []},
    ]
    path = tmp_path / "02-a.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    found = timeline.lessons_by_event({"notebooks/02-a": path})
    assert found == {key: [("What is *this*?", "notebooks/02-a")] for key in ("E036", "E058")}
    grouped = timeline.events(lambda name: f"to/{name}", found)
    leading = {event["event_id"]: event["lessons"] for _, group in grouped for event in group}
    assert leading["E036"] == [("What is *this*?", "to/notebooks/02-a")]
    assert leading["E003"] == []


def drawn(chart):
    """Return the tables of a chart that Vega-Lite can draw, and its size."""
    spec = spec_of(chart)
    for view in (spec, drawing.stacked(spec)):
        vl_convert.vegalite_to_svg(view, vl_version=charts.VEGA_LITE, allowed_base_urls=[])
    assert spec["description"] and "NaN" not in json.dumps(spec)
    return list(spec["datasets"].values()), len(json.dumps(spec))


def test_the_chart_of_events_holds_every_event_and_phase_once():
    tables, size = drawn(timeline_chart.events())
    assert size < 100_000
    chronology = data.load("chronology")
    rows = [row for table in tables for row in table if "title" in row]
    assert Counter(
        (row["title"], row["start"][:10], row["end"][:10], row["date"]) for row in rows
    ) == Counter(
        (
            event.title,
            str(event.start)[:10],
            str(event.end)[:10],
            written_date(event.date),
        )
        for event in chronology.itertuples()
    )
    bands = [row["phase_id"] for table in tables for row in table if "phase_id" in row]
    phases = data.load("phases").query("scheme == 'proposed'")["phase_id"]
    assert sorted(bands) == sorted(phases)
    late = (chronology["start"] >= "2011-10-16").sum()
    title = timeline_chart.events().title["text"]
    assert (
        title == f"Of {len(chronology)} dated events, {late} fall in the years since October 2011"
    )


def test_the_chart_of_deaths_marks_the_five_dates_of_the_part():
    tables, size = drawn(part_1.deaths())
    assert size < 20_000
    text = (ROOT / "book/part-1.md").read_text("utf-8")
    listed = re.findall(r"^\d\. \{event\}`(E\d{3})`", text, re.MULTILINE)
    assert listed == list(part_1.TURNING_POINTS)
    lines = next(table for table in tables if "at" in table[0])
    starts = data.load("chronology").set_index("event_id").loc[listed, "start"]
    assert [row["number"] for row in lines] == [1, 2, 3, 4, 5]
    for line, start in zip(lines, starts, strict=True):
        assert line["at"] == pytest.approx(start.year + (start.month - 0.5) / 12, abs=1 / 24 + 0.01)
    mali = data.load("ucdp_sahel").query("country == 'Mali'")
    years = next(table for table in tables if "best" in table[0])
    assert [row["best"] for row in years] == list(mali["all_deaths_best"])
    share = mali.query("year >= 2012")["all_deaths_best"].sum() / mali["all_deaths_best"].sum()
    assert part_1.deaths().title["text"].startswith(f"{share * 100:.0f} per cent")


def test_unknown_dates_of_actors_stay_visible(read):
    actors = data.load("actors")
    # Long-standing states have no line of dates.
    undated = actors[["active_from", "active_to"]].isna().all(axis=1)
    dated = actors[~(undated & actors["type"].eq("state"))]
    text = built_text(read, "book/who-is-who")
    for column, label in (("active_from", "Active from"), ("active_to", "Active to")):
        assert text.count(f"{label}:") == len(dated) < len(actors)
        assert text.count(f"{label}: unknown.") == int(dated[column].isna().sum())
    assert {actor_id(key) for key in actors["actor_id"]} <= set(read["book/who-is-who"].ids)


def test_people_have_an_office_its_time_and_what_they_led(book, read):
    people, entry = data.load("people"), entries(book, "who-is-who")
    text = built_text(read, "book/who-is-who")
    assert len(people) >= 20
    assert set(people["role"]) == set(actors_page.ROLES)
    known = set(data.load("actors")["actor_id"])
    for row in people.itertuples():
        values, markup = entry["person-" + row.person_id.replace("_", "-")]
        assert values["kind"] == {anchor(row.role)}
        for words in (row.name, row.office, row.description):
            assert words in text
        for date in (row.office_from, row.office_to):
            assert pd.isna(date) or written_date(date) in markup, row.person_id
        led = set() if pd.isna(row.actors) else set(row.actors.split(";"))
        assert led <= known
        assert all(f'href="#{actor_id(key)}"' in markup for key in led)


def test_no_term_of_office_ends_before_it_begins():
    people = data.load("people").dropna(subset=["office_from", "office_to"])
    assert len(people) > 10
    assert (people["office_from"] <= people["office_to"]).all()


def test_an_event_is_found_by_every_spelling_of_its_place(book):
    held = "".join(
        (data.folder() / f"{name}.csv").read_text("utf-8")
        for name in ("towns", "locations", "regions", "bases", "idp_rounds")
    )
    also = {
        key: re.search(r'<p class="mc-also" hidden>(.*?)</p>', piece)[1]
        for key, (_, piece) in entries(book, "timeline").items()
    }
    for first, second in timeline.SPELLINGS:
        assert first in held and second in held, (first, second)
    rows = data.load("chronology").itertuples()
    named = [row.event_id for row in rows if "Timbuktu" in f"{row.title} {row.what} {row.location}"]
    assert len(named) > 5
    assert all("Tombouctou" in also[key] for key in named)
    assert any("Coordination des mouvements" in words for words in also.values())


def test_a_card_says_what_the_description_says(read):
    described = data.read_schema(data.folder() / data.DESCRIPTION)
    for name, table in described.items():
        text = built_text(read, f"book/data/{name}")
        for wanted in (
            table["title"],
            *table["caveats"],
            f"{table['rows']:,}",
            table["citation"],
            f'load("{name}")',
            *(column["description"] for column in table["schema"]["fields"]),
            *(data.sources(name)[["source_id", "title"]].stack() if name != "sources" else ()),
        ):
            assert straight(wanted) in text, (name, wanted)
        for licence in table["licenses"]:
            assert written_date(licence["checked"]) in text


def first_rows(markup):
    """Return the cells of the first rows of a card by the name of their column."""
    table = re.search(r'<table class="mc-table mc-rows">.*?</table>', markup, re.DOTALL)[0]
    rows = re.findall(r'<tr><th scope="row"><code>(\w+)</code></th>(.*?)</tr>', table)
    return {
        name: [
            unescape_html(re.sub(r"<[^>]*>", "", cell))
            for cell in re.findall(r"<td>(.*?)</td>", line, re.DOTALL)
        ]
        for name, line in rows
    }


def test_a_card_shows_the_first_rows_whole(book):
    for name in data.catalog()["table"]:
        shown = first_rows((book / f"book/data/{name}.html").read_text("utf-8"))
        first = pd.read_csv(
            data.folder() / f"{name}.csv", dtype=str, keep_default_na=False, nrows=5
        )
        assert shown == {
            # Several keys in a cell are several links.
            column: [
                (cell.replace(";", "; ") if "source_id" in column else cell) or "–" for cell in line
            ]
            for column, line in first.items()
        }, name


def test_the_lines_of_a_card_read_the_file_beside_it(book, read, monkeypatch):
    monkeypatch.chdir(book / pages.FILES)
    for name, table in data.read_schema(data.folder() / data.DESCRIPTION).items():
        code = recipes.python(table, Path(table["path"]))
        assert max(map(len, code.splitlines())) <= 69
        assert " ".join(code.split()) in built_text(read, f"book/data/{name}"), name
        found, expected = {}, data.load(name)
        exec(code, found)
        for column in expected.select_dtypes("category"):
            expected[column] = expected[column].astype("str")
        plain = found[name].convert_dtypes()
        pd.testing.assert_frame_equal(plain, expected.convert_dtypes(), obj=name)
        assert f'"{name}.csv"' in recipes.r(table)
        assert " ".join(recipes.r(table).split()) in built_text(read, f"book/data/{name}"), name


def test_a_card_leads_to_the_lessons_that_load_its_table(read):
    lessons = {path.stem: path.read_text("utf-8") for path in ROOT.glob("notebooks/*.ipynb")}
    seen = 0
    for name in data.catalog()["table"]:
        loading = [stem for stem, text in sorted(lessons.items()) if f'load(\\"{name}\\")' in text]
        linked = [
            Path(link).stem for link, _ in read[f"book/data/{name}"].links if "notebooks/" in link
        ]
        assert linked == loading, name
        seen += len(linked)
    assert seen > 100


def test_a_card_is_made_again_when_a_lesson_begins_to_use_its_table(tmp_path):
    path = tmp_path / "02-a.ipynb"
    for code, tables in (('load("votes")\nload("votes")', ["votes"]), ("load('bases')", ["bases"])):
        cells = [
            {"cell_type": "markdown", "source": ["# What?\n", 'not load("sources")']},
            {"cell_type": "code", "source": [code], "outputs": []},
        ]
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
        assert lessons_by_table([path]) == {name: [("What?", "02-a")] for name in tables}


def test_the_citation_of_a_card_is_that_of_the_package(tmp_path, monkeypatch):
    (tmp_path / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "book").mkdir()
    (tmp_path / "book/index.md").write_text("# A page\n\n```{data-card} votes\n```\n", "utf-8")
    for repository, address in (("", ""), ("o/n@main", "https://github.com/o/n")):
        monkeypatch.setenv("MALICOURSE_REPOSITORY", repository)
        shutil.rmtree(tmp_path / "_doctrees", ignore_errors=True)
        build(tmp_path)
        page = Page((tmp_path / "_html/book/index.html").read_text("utf-8"))
        text = " ".join("".join(page.text).split())
        assert data.cite("votes", address) in text
        assert " ".join(data.bibtex("votes", address).split()) in text
        assert ("github.com" in text) == bool(address)


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(path):
    """Return the cells of the first sheet of a workbook: text as text, numbers as numbers."""
    with zipfile.ZipFile(path) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        words = ["".join(item.itertext()) for item in shared.iter(f"{SHEET}si")]
        rows = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}row")
        return [
            {
                re.match("[A-Z]+", cell.get("r"))[0]: words[int(value)]
                if cell.get("t") == "s"
                else float(value)
                for cell in row
                if (value := cell.findtext(f"{SHEET}v")) is not None
            }
            for row in rows
        ]


def test_the_workbook_of_a_table_holds_the_same_cells_as_its_file(book):
    for name, table in data.read_schema(data.folder() / data.DESCRIPTION).items():
        lines = sheet(book / pages.FILES / f"{name}.xlsx")
        raw = pd.read_csv(data.folder() / f"{name}.csv", dtype=str, keep_default_na=False)
        kinds = {field["name"]: field["type"] for field in table["schema"]["fields"]}
        assert list(lines[0].values()) == list(raw)
        letters = dict(zip(raw, lines[0], strict=True))
        for column, kind in kinds.items():
            number = float if kind in ("integer", "number") else str
            expected = [number(cell) if cell else None for cell in raw[column]]
            assert [line.get(letters[column]) for line in lines[1:]] == expected, (name, column)
    glossary = sheet(book / pages.FILES / "glossary.xlsx")
    assert "10-1-2" in {cell for line in glossary for cell in line.values()}


def test_a_workbook_made_again_has_the_same_bytes(book, tmp_path, monkeypatch):
    package = json.loads((data.folder() / data.DESCRIPTION).read_text("utf-8"))
    table = next(table for table in package["resources"] if table["name"] == "votes")
    spreadsheet.write(tmp_path / "votes.xlsx", package, table, data.folder() / "votes.csv")
    made = (book / pages.FILES / "votes.xlsx").read_bytes()
    assert (tmp_path / "votes.xlsx").read_bytes() == made
    assert b"2026-11-23T00:00:00Z" in zipfile.ZipFile(tmp_path / "votes.xlsx").read(
        "docProps/core.xml"
    )


def test_the_sheet_on_a4p_holds_every_area_item_and_link(read):
    page = read["book/a4p-overview"]
    words = " ".join(page.text)
    for name in (*data.load("a4p_areas")["area"], *data.load("a4p_plus_items")["name"]):
        assert name in words, name
    pairs = data.load("a4p_crosswalk")
    cells = Counter(text.strip() for text in page.text)
    for code in ("main", "side"):
        both = (pairs["broad"] == code) & (pairs["strict"] != "none")
        # The words main and side stand once more in the text under the table; what the strict
        # rule makes of a code stands behind it.
        assert cells[code] == both.sum() + 1, code
        assert cells[f"({code})"] == ((pairs["broad"] == code) & (pairs["strict"] == "none")).sum()
        other = (pairs["broad"] != "none") & (pairs["broad"] != code) & (pairs["strict"] == code)
        assert cells[f"(strict: {code})"] == other.sum() == 1
    for item in data.load("a4p_plus_items")["item_id"]:
        assert cells[item] == 1, item
    assert "25 September 2018" in words


def test_terms_and_readings_are_complete(read):
    for page, table, column in (
        ("book/glossary", "glossary", "definition"),
        ("book/sources", "readings", "title"),
        ("book/sources", "sources", "title"),
    ):
        text = built_text(read, page)
        missing = [v for v in data.load(table)[column] if straight(v) not in text]
        assert missing == []


def test_a_source_is_found_by_its_key_its_kind_and_its_symbol(book):
    listed = entries(book, "sources")
    table = data.load("sources")
    assert list(table["source_id"].sort_values()) == sorted(
        key.removeprefix("source-") for key in listed
    )
    for row in table.itertuples():
        kinds, markup = listed[f"source-{row.source_id}"]
        kind = row.reliability if isinstance(row.reliability, str) else sources.UNGRADED
        assert kinds == {"reliability": {kind}} and sources.KINDS[kind] in markup
        assert f'<a href="#source-{row.source_id}"><code>{row.source_id}</code></a>' in markup
        links = re.findall(r'<a class="reference external" href="([^"]*)"', markup)
        document = undocs(row.symbol) if isinstance(row.symbol, str) else ""
        assert links[:1] == [escape(document)] or not document, row.source_id
        for address in (row.url, row.read_at):
            assert isinstance(address, float) or escape(address) in links, row.source_id


def test_no_identifier_or_date_stands_twice_in_a_line(book):
    markup = own((book / "book/sources.html").read_text("utf-8"))
    lines = re.findall(r"<li\b.*?</li>", markup, re.DOTALL)
    assert len(lines) > 1000
    for line in lines:
        text = " ".join(unescape_html(re.sub(r"<[^>]*>", "", line)).split())
        # A note may name the symbol of another document.
        for mark in re.findall(r"\b(?:S|A)/\d{4}/\d+|\b\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d", text):
            twice = rf"{re.escape(mark)}\b[^.]{{0,3}}\b{re.escape(mark)}"
            assert not re.search(twice, text), text


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("S/RES/2100 (2013)", "https://undocs.org/S/RES/2100(2013)"),
        ("S/2023/36", "https://undocs.org/S/2023/36"),
        ("A/55/305-S/2000/809", "https://undocs.org/A/55/305"),
        ("SC/14953", ""),
        ("SG/SM/19438", ""),
        (None, ""),
    ],
)
def test_a_document_of_the_united_nations_has_an_address_by_its_symbol(symbol, address):
    assert undocs(symbol) == address


def test_the_readings_begin_with_fifteen_that_say_why(book, read):
    markup = own((book / "book/sources.html").read_text("utf-8"))
    assert read["book/sources"].headings[:3] == [1, 2, 3]
    first = re.search(r'<ol class="mc-sources">(.*?)</ol>', markup, re.DOTALL)[1]
    lines = re.findall(r"<li>(.*?)</li>", first, re.DOTALL)
    rows = data.load("readings").dropna(subset="place").sort_values("place")
    assert list(rows["place"]) == list(range(1, 16)) and len(lines) == 15
    for line, row in zip(lines, rows.itertuples(), strict=True):
        assert escape(row.title) in line and escape(row.note) in line
        if isinstance(row.identifier, str) and row.identifier.startswith(("A/", "S/")):
            assert f'href="{undocs(row.identifier)}"' in line
    assert rows.iloc[0]["source_id"] == "seed"
    listed = [row["reading_id"] for rows in sources.readings().values() for row in rows]
    assert sorted(listed) == sorted(data.load("readings")["reading_id"])


def test_the_tables_lie_beside_the_pages(book):
    for name in data.catalog()["table"]:
        copied = (book / pages.FILES / f"{name}.csv").read_bytes()
        assert copied == (data.folder() / f"{name}.csv").read_bytes()


def test_search_knows_events_and_actors(book):
    index = (book / "searchindex.js").read_text("utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    # The index holds stems.
    for word in ("boulikess", "ambassag"):
        assert any(term.startswith(word) for term in terms), word


def test_the_search_cuts_texts_into_words_numbers_and_symbols():
    words = CourseSearch({}).split("Near Ménaka, S/RES/2164 (2014) and 10-1-2: 1,440 al-Qaida")
    assert {"Menaka", "S/RES/2164", "2164", "10-1-2", "1440", "Qaida"} <= set(words)
    assert "al-Qaida" not in words and "Ménaka" not in words
    assert CourseSearch({}).split("A/55/305–S/2000/809")[0] == "A/55/305-S/2000/809"
    assert plain("12,500 people in 2013,2014") == "12500 people in 2013,2014"


def test_the_words_of_two_cells_stay_two(book):
    index = (book / "searchindex.js").read_text("utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    assert "aa01" in terms and not [term for term in terms if re.search("aa01aa02", term)]


def test_only_the_long_lists_load_the_filter(book):
    loading = {
        path.stem
        for path in (book / "book").rglob("*.html")
        if "filter.js" in path.read_text("utf-8")
    }
    assert loading == {"timeline", "who-is-who", "claims", "sources"}
    script = (Path(pages.__file__).parents[1] / "theme" / "static" / "filter.js").read_text("utf-8")
    # A module does not load from a folder.
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "```{data-card} fatalites\n```",
            'There is no table "fatalites". Did you mean: fatalities',
        ),
        ("{event}`E999`", "There is no event E999"),
        ("```{chart} malicourse_book.pages.landing:peple\n```", "peple"),
    ],
)
def test_a_mistake_on_a_page_is_named(tmp_path, source, message):
    (tmp_path / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.md").write_text(f"# A page\n\n{source}\n", encoding="utf-8")
    warnings = io.StringIO()
    build(tmp_path, warnings)
    assert message in warnings.getvalue()
