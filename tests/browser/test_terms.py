"""Each lesson of the built book links the terms that it uses, once, where they are first used."""

import re
from html.parser import HTMLParser

import pytest
from axe import CALM, all_but_contrasts, contrasts
from built import article

from malicourse import data
from malicourse_book.pages.glossary import terms
from malicourse_book.pages.tables import records

#: Elements whose words are no prose; of those without a closing tag none is here.
NO_PROSE = {"h1", "h2", "h3", "h4", "thead", "pre", "code", "svg", "summary", "figure", "style"}
NO_PROSE_CLASSES = {"cell_input", "cell_output", "math", "sd-summary-title", "data-table", "rubric"}
#: What the page adds to an exercise.
NO_PROSE_CLASSES |= {"answer", "answer-data", "answer-hand-in"}
EMPTY = {"br", "img", "hr", "input", "meta", "link", "path", "use", "wbr", "source", "col"}


class Prose(HTMLParser):
    """The prose of a page as pieces of text, each with the address of the term it links, if any."""

    def __init__(self, markup):
        super().__init__()
        self.stack, self.pieces = [], []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        if tag in EMPTY:
            return
        found = dict(attributes)
        classes = set((found.get("class") or "").split())
        skipped = tag in NO_PROSE or bool(classes & NO_PROSE_CLASSES)
        skipped |= found.get("id") == "claims-tested-here"
        term = found["href"] if "mc-term" in classes else None
        self.stack.append((tag, skipped or tag == "a" and term is None, term))

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if text.strip() and not any(skipped for _, skipped, _ in self.stack):
            self.pieces.append((text, next((t for _, _, t in self.stack if t), None)))


def test_a_lesson_links_the_first_use_of_each_term_and_no_other(book, lesson):
    rows = {
        terms._key(word): row
        for row in records(data.load("glossary"))
        for word in terms.words_of(row)
    }
    find = terms.pattern(rows.values())
    linked = set()
    for text, address in Prose(article(lesson)).pieces:
        for match in find.finditer(text):
            key = terms.term_id(rows[terms._key(match[0])]["term"])
            if address is None:
                assert key in linked, f"{match[0]} is used before it is linked: {text}"
            else:
                assert address.endswith(f"#{key}") and key not in linked, (match[0], address)
                linked.add(key)
    assert article(lesson).count('class="mc-term') == len(linked) > 0
    entries = (book / "book" / "glossary.html").read_text("utf-8")
    for key in linked:
        entry = re.search(rf'<dt id="{key}">.*?</dd>', entries, re.DOTALL)[0]
        assert f'href="../{lesson}"' in entry, (key, lesson)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_term_leads_to_its_entry_in_a_folder_too(book, visit, width):
    with visit((book / "notebooks/17-access.html").as_uri(), width=width) as it:
        link = it.page.locator("a.mc-term").first
        name = link.inner_text()
        assert it.page.get_by_role("link", name=name, exact=True).first.is_visible()
        link.click()
        it.page.wait_for_url("**/book/glossary.html#term-*")
        entry = it.page.locator(":target")
        box = entry.bounding_box()
        bars = it.page.evaluate(
            """() => [...document.querySelectorAll(".bd-header-article, .mc-letters")]
                .filter(bar => getComputedStyle(bar).position === "sticky")
                .map(bar => bar.getBoundingClientRect().bottom)"""
        )
        assert max(bars) <= box["y"] < 400
        assert it.problems == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_letters_of_the_glossary_lead_to_its_terms(server, visit, width, scheme):
    with visit(f"{server}/book/glossary.html", width=width, color_scheme=scheme) as it:
        it.page.add_style_tag(content=CALM)
        letters = it.page.get_by_role("navigation", name="Letters of the glossary")
        assert letters.get_by_role("link").count() > 15
        box = letters.bounding_box()
        assert box["height"] <= (60 if width == 1280 else 140)
        letters.get_by_role("link", name="W", exact=True).click()
        assert (
            it.page.locator("#letter-w").evaluate("node => node.getBoundingClientRect().top") < 800
        )
        in_reach = letters.evaluate("node => node.getBoundingClientRect().bottom > 0")
        assert in_reach == (width == 1280)
        assert all_but_contrasts(it.page) == []
        assert contrasts(it.page) == []
