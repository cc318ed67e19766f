"""The closing page and the brief to fill in: short, whole, and no finding without a statement."""

import re
from html.parser import HTMLParser
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

from tests import words
from tests.statements import STATEMENTS, quotations
from tests.statements.closing import OPEN

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "book" / "brief-template.html"


def sentences() -> list[str]:
    return [found.text for found in words.words_of("closing")]


def test_it_has_at_most_600_words_and_closes_part_five():
    assert sum(len(sentence.split()) for sentence in sentences()) <= 600
    parts = parse_toc_yaml(ROOT / "_toc.yml").root.subtrees
    (part,) = [part for part in parts if (part.caption or "").startswith("Part V.")]
    assert list(part.items)[-1] == "book/closing"


def test_each_sentence_is_a_tested_statement_or_says_why_not():
    mine = [statement.quotation for statement in STATEMENTS if statement.lesson == "closing"]
    bare = [text for text in sentences() if not quotations(text, mine)]
    assert [text for text in bare if not text.startswith(tuple(OPEN))] == []
    unused = [start for start in OPEN if not any(text.startswith(start) for text in bare)]
    assert unused == [], "an exception that no sentence needs"
    assert all(len(reason.split()) >= 3 for reason in OPEN.values())


def test_its_numbers_rest_on_statements():
    assert [(f.number.text, f.words.text) for f in words.find("closing") if not f.by] == []


class Form(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.fields, self.labels, self.tags = [], set(), []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append(tag)
        if tag in ("input", "textarea") or "contenteditable" in found:
            self.fields.append({"tag": tag, **found})
        if found.get("class") == "label":
            self.labels.add(found["id"])


def test_the_brief_to_fill_in_needs_no_script_and_no_other_host():
    markup = TEMPLATE.read_text(encoding="utf-8")
    form = Form(markup)
    assert "script" not in form.tags and "link" not in form.tags and "img" not in form.tags
    assert not re.search(r"https?:|\bon\w+=|@import|url\(|src=|action=", markup)
    assert "@media print" in markup and "size: A4" in markup


def test_each_field_of_it_has_a_name_of_its_own():
    form = Form(TEMPLATE.read_text(encoding="utf-8"))
    names = [field.get("aria-label") or field["id"] for field in form.fields]
    assert len(names) == len(set(names)) > 50
    ids = {field["id"] for field in form.fields if "id" in field}
    assert {field["aria-labelledby"] for field in form.fields if "id" in field} == form.labels
    assert {f"{name}-label" for name in ids} == form.labels
    assert {"advice", "objection", "unknown", "turning", "turns"} <= ids


def test_each_text_of_it_is_in_a_field_that_grows_and_prints_whole():
    markup = TEMPLATE.read_text(encoding="utf-8")
    form = Form(markup)
    # Only blocks of text grow in every browser without a script; an input holds one digit.
    texts = [field for field in form.fields if field["tag"] != "input"]
    assert {field["tag"] for field in texts} == {"div"}
    assert all(field["contenteditable"] == "true" for field in texts)
    assert all(field["role"] == "textbox" for field in texts)
    assert {f["type"] for f in form.fields if f["tag"] == "input"} == {"number"}
    style = markup.partition("<style>")[2].partition("</style>")[0]
    cuts = r"(?<![\w-])height:|max-height|overflow[\w-]*: *(hidden|clip)|nowrap"
    assert not re.search(cuts, style)
    assert "overflow-wrap: anywhere" in style
    printed = style.partition("@media print")[2]
    assert ".scroll { overflow: visible }" in printed
