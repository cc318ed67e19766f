"""The pages made from the tables: complete, linked, searchable, and right where it matters."""

import io
import json
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

sphinx_application = pytest.importorskip("sphinx.application")
pytest.importorskip("vl_convert")

import yaml  # noqa: E402

from malicourse import data  # noqa: E402
from malicourse.sphinx_ext import landing, pages, pages_text  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = """
from malicourse.sphinx_ext import figure, pages
extensions = ["myst_parser", "sphinx_design"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
root_doc = "book/index"
html_theme = "basic"
smartquotes = False

def setup(app):
    app.add_node(figure.chart_figure, html=(figure.visit_html, None))
    pages.setup(app)
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
        if tag == "th" and "scope" not in found:
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
def html(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    (folder / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    shutil.copytree(ROOT / "book", folder / "book")
    return build(folder)


@pytest.fixture(scope="module")
def read(html):
    return {
        path.relative_to(html).with_suffix("").as_posix(): Page(own(path.read_text("utf-8")))
        for path in (html / "book").rglob("*.html")
    }


def own(markup):
    """Return the page without the frame that the test's theme puts around it."""
    return markup.split('<div class="body" role="main">')[1].split('<div class="sphinxsidebar"')[0]


def built_text(read, page):
    return " ".join("".join(read[page].text).split())


def files_of_toc(entry):
    if isinstance(entry, dict):
        yield from (entry[key] for key in ("file", "root") if key in entry)
        for value in entry.values():
            yield from files_of_toc(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from files_of_toc(value)


def test_every_table_has_one_page_and_every_page_a_table():
    tables = set(data.catalog()["table"])
    written = {path.stem: path.read_text("utf-8") for path in (ROOT / "book/data").glob("*.md")}
    del written["index"]
    assert set(written) == tables
    for name, text in written.items():
        assert re.findall(r"^```\{data-card\} (\S+)$", text, re.MULTILINE) == [name]


def test_the_table_of_contents_lists_every_page_once():
    listed = list(files_of_toc(yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))))
    written = {
        path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "book").rglob("*.md")
    }
    assert [name for name, times in Counter(listed).items() if times > 1] == []
    assert written == {name for name in listed if name.startswith("book/")}


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
    assert pages_text.written_date(date) == written


def test_every_source_stands_in_the_list_exactly_once():
    listed = [
        row["source_id"] for rows in pages_text.sources_by_topic(str).values() for row in rows
    ]
    assert sorted(listed) == sorted(data.load("sources")["source_id"])


def test_topics_name_every_table():
    named = [table for tables in pages_text.TOPICS.values() for table in tables]
    assert sorted([*named, "sources"]) == sorted(data.catalog()["table"])


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
    spec = pages._spec(chart)
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


def test_links_inside_the_book_lead_somewhere(html, read):
    seen = 0
    for name, page in read.items():
        here = html / f"{name}.html"
        for link, _ in page.links:
            address, fragment = urldefrag(link)
            if re.match(r"[a-z]+:", address) or "notebooks/" in link:
                continue
            target = (here.parent / unquote(address)).resolve() if address else here
            assert target.exists(), (name, link)
            key = target.relative_to(html.resolve()).with_suffix("").as_posix()
            if fragment and key in read:
                seen += 1
                assert unquote(fragment) in read[key].ids, (name, link)
    assert seen > 1000


def test_the_timeline_is_complete_without_a_script(read):
    page, text = read["book/timeline"], built_text(read, "book/timeline")
    chronology = data.load("chronology")
    assert set(chronology["event_id"]) <= set(page.ids)
    for row in chronology.itertuples():
        assert " ".join(row.title.split()) in text
        assert " ".join(row.what.split()) in text
        assert pages_text.written_date(row.date) in text


def test_unknown_dates_of_actors_stay_visible(read):
    actors = data.load("actors")
    # Long-standing states have no line of dates.
    undated = actors[["active_from", "active_to"]].isna().all(axis=1)
    dated = actors[~(undated & actors["type"].eq("state"))]
    text = built_text(read, "book/who-is-who")
    for column, label in (("active_from", "Active from"), ("active_to", "Active to")):
        assert text.count(f"{label}:") == len(dated) < len(actors)
        assert text.count(f"{label}: unknown.") == int(dated[column].isna().sum())
    assert {pages_text.actor_id(key) for key in actors["actor_id"]} <= set(
        read["book/who-is-who"].ids
    )


def test_a_card_says_what_the_description_says(read):
    described = data.describe_tables(data.folder() / data.DESCRIPTION)
    for name, table in described.items():
        text = built_text(read, f"book/data/{name}")
        for wanted in (
            table["title"],
            *table["caveats"],
            f"{table['rows']:,}",
            table["citation"],
            f'load("{name}")',
            *(column["description"] for column in table["schema"]["fields"]),
            *(data.sources(name)["title"] if name != "sources" else ()),
        ):
            assert " ".join(wanted.split()) in text, (name, wanted)
        for licence in table["licenses"]:
            assert pages_text.written_date(licence["checked"]) in text


def test_terms_and_readings_are_complete(read):
    for page, table, column in (
        ("book/glossary", "glossary", "definition"),
        ("book/sources", "readings", "title"),
        ("book/sources", "sources", "title"),
    ):
        text = built_text(read, page)
        missing = [v for v in data.load(table)[column] if " ".join(v.split()) not in text]
        assert missing == []


def test_the_tables_lie_beside_the_pages(html):
    for name in data.catalog()["table"]:
        copied = (html / pages.FILES / f"{name}.csv").read_bytes()
        assert copied == (data.folder() / f"{name}.csv").read_bytes()


def test_search_knows_events_and_actors(html):
    index = (html / "searchindex.js").read_text("utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    # The index holds stems.
    for word in ("boulikess", "ambassag"):
        assert any(term.startswith(word) for term in terms), word


def test_only_the_timeline_loads_its_script(html):
    loading = {
        path.stem
        for path in (html / "book").rglob("*.html")
        if "timeline.js" in path.read_text("utf-8")
    }
    assert loading == {"timeline"}
    script = (Path(pages.__file__).parent / "static" / "timeline.js").read_text("utf-8")
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
        ("```{chart} malicourse.sphinx_ext.landing:peple\n```", "peple"),
    ],
)
def test_a_mistake_on_a_page_is_named(tmp_path, source, message):
    (tmp_path / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.md").write_text(f"# A page\n\n{source}\n", encoding="utf-8")
    warnings = io.StringIO()
    build(tmp_path, warnings)
    assert message in warnings.getvalue()
