"""The glossary as the lessons use it: the first use of a term is linked, and nothing else."""

import json
import re
import subprocess
import sys

import pytest

pytest.importorskip("sphinx.application")

from malicourse import data
from malicourse_book.pages.glossary import terms
from malicourse_book.pages.tables import records

CONFIGURATION = """
from pathlib import Path
from malicourse import data
from malicourse_book import pages
from malicourse_book.charts import figure
extensions = ["myst_nb", "sphinx_design"]
nb_execution_mode = "off"
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
root_doc = "book/index"
html_theme = "basic"

load = data.load

def edited(name):
    frame = load(name)
    if name == "glossary":
        exec(Path("edit.py").read_text(), {"terms": frame})
    return frame

data.load = edited

def setup(app):
    app.add_node(figure.chart_figure, html=(figure.visit_html, None))
    pages.setup(app)
"""
LESSON = """# A question about MINUSMA?

**Time:** 5 min · **Part I:** The conflict

The [report on JNIM](https://example.org) and `CMA` and {math}`AQIM` come before the prose. JNIM is
a term, and so are the Algiers Agreement and AQIM. A4P+ is another than A4P; an anti-CMA group,
MINUSMA/ONUCI and first-rate work name no term. In prose MINUSMA is one, and MINUSMA once more.

## The MUJAO and a heading

| MUJAO | median |
| --- | --- |
| CMA | Medians and rates |

:::{dropdown} A. The FLA
Yes. It is ECOWAS, which the CMA knows.
:::

<details>
<summary>B. The FLA</summary>

No. It is OHCHR.

</details>

```{math}
AES
```
"""
LINKED = [
    *("JNIM", "Algiers Agreement", "AQIM", "A4P+", "A4P", "MINUSMA", "CMA", "Medians", "rates"),
    *("ECOWAS", "OHCHR"),
]


def notebook(text):
    code = {"cell_type": "code", "execution_count": None, "metadata": {}, "id": "code"}
    out = {"output_type": "stream", "name": "stdout", "text": "GATIA and the FLA"}
    cells = [
        {"cell_type": "markdown", "metadata": {}, "id": "text", "source": text},
        {**code, "source": "answer = ...  # the FLA", "outputs": [out]},
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def build(folder, edit=""):
    """Build a small book after an edit of the glossary, in a process of its own."""
    (folder / "edit.py").write_text(edit, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", "_trees", ".", "_html"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "_html"


@pytest.fixture
def course(tmp_path):
    (tmp_path / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    for name in ("book", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "book" / "index.md").write_text(
        "# MINUSMA\n\nMINUSMA is no lesson.\n\n```{toctree}\nglossary\n../notebooks/01-a\n```\n",
        encoding="utf-8",
    )
    (tmp_path / "book" / "glossary.md").write_text(
        "# Glossary\n\n```{glossary-table}\n```\n", encoding="utf-8"
    )
    (tmp_path / "notebooks" / "01-a.ipynb").write_text(notebook(LESSON), encoding="utf-8")
    return tmp_path


def links(page):
    return re.findall(
        r'<a class="mc-term[^"]*" href="([^"]*)" title="([^"]*)">([^<]*)</a>',
        page.read_text("utf-8"),
    )


def test_the_first_use_of_a_term_in_prose_is_linked_and_nothing_else(course):
    html = build(course)
    found = links(html / "notebooks" / "01-a.html")
    assert [words for _, _, words in found] == LINKED
    glossary = (html / "book" / "glossary.html").read_text("utf-8")
    for address, title, _ in found:
        page, _, anchor = address.partition("#")
        assert page == "../book/glossary.html"
        assert f'<dt id="{anchor}">' in glossary
        assert title.startswith("Glossary: ")
    assert links(html / "book" / "index.html") == []


def test_the_glossary_leads_back_to_the_lessons_that_use_a_term(course):
    markup = (build(course) / "book" / "glossary.html").read_text("utf-8")
    entries = re.findall(r"<dt .*?</dd>", markup, re.DOTALL)
    used = [entry for entry in entries if 'href="../notebooks/01-a.html"' in entry]
    assert len(used) == len(LINKED)
    assert all("Used in 1 lesson<" in entry for entry in used)


def test_a_changed_lesson_changes_the_glossary_and_a_reworded_term_no_lesson(course):
    html = build(course)
    lesson, glossary = html / "notebooks" / "01-a.html", html / "book" / "glossary.html"
    assert "GATIA" not in [words for _, _, words in links(lesson)]
    before = glossary.read_text("utf-8").count("01-a.html")
    (course / "notebooks" / "01-a.ipynb").write_text(
        notebook(f"{LESSON}\nBarkhane is new.\n"), encoding="utf-8"
    )
    build(course)
    assert glossary.read_text("utf-8").count("01-a.html") == before + 1
    written = lesson.stat().st_mtime_ns
    build(course, "terms['definition'] = 'In other words.'")
    assert lesson.stat().st_mtime_ns == written
    build(course, "terms.loc[terms['term'] == 'Barkhane', 'forms'] = 'Operation Barkhane'")
    assert "Barkhane" not in [words for _, _, words in links(lesson)]


def test_no_two_terms_share_a_word_or_an_anchor():
    rows = records(data.load("glossary"))
    words = [terms._key(word) for row in rows for word in terms.words_of(row)]
    assert sorted(words) == sorted(set(words))
    anchors = [terms.term_id(row["term"]) for row in rows]
    assert sorted(anchors) == sorted(set(anchors))


def test_every_abbreviation_is_spelled_out():
    rows = records(data.load("glossary"))
    short = [
        row for row in rows if re.fullmatch(r"(?=.*[A-Z0-9].*[A-Z0-9+])[\w+-]{2,8}", row["term"])
    ]
    assert len(short) > 40
    named = {"10-1-2"}
    assert [row["term"] for row in short if not row["full_name"]] == sorted(named)


def test_no_definition_rests_on_a_copy_of_wikipedia():
    rows = records(data.load("glossary"))
    known = data.load("sources").set_index("source_id")
    copies = re.compile("wiki|infogalactic|infolist", re.IGNORECASE)
    for row in rows:
        source = known.loc[row["source_id"]]
        assert not copies.search(f"{source['title']} {source['publisher']} {source['url']}"), row
