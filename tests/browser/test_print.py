"""What is printed: a brief on at most two sheets of A4, the test apart from its key."""

import dataclasses
import itertools
import re

import altair as alt
import nbformat
import pandas as pd
import pytest
from built import ROOT
from nbclient import NotebookClient

from malicourse import brief


def sheets(page) -> int:
    """Return how many sheets of A4 a page prints on."""
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The brief that lesson 22 saves, made by running the lesson."""
    folder = tmp_path_factory.mktemp("brief")
    notebook = nbformat.read(ROOT / "notebooks" / "22-brief-the-council.ipynb", as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    return folder / "my-brief.html"


def test_the_sample_brief_prints_on_at_most_two_sheets(visit, sample):
    with visit(sample.as_uri()) as it:
        assert it.page.locator("img").evaluate("image => image.naturalWidth") > 0
        assert 1 <= sheets(it.page) <= 2
        assert it.outside == it.problems == []


#: Words of usual length, and words so long that the letters are counted and not the words.
USUAL = "the mission is asked to protect more people than it can reach on roads"
LONG = "peacekeepers interoperability humanitarian"
PARTS = ("advice", "reasons", "figures")


def texts(count: int, words: str) -> str:
    return " ".join(itertools.islice(itertools.cycle(words.split()), max(1, count)))


def draft(part: str, room: int, heights: list[int], words: str) -> brief.Brief:
    """Return a brief with `room` words, nearly all of them in one part."""
    bars = pd.DataFrame({"name": list("abcdef"), "value": range(6)})
    drawn = [
        alt.Chart(bars, title="A finding", width=620, height=height)
        .mark_bar()
        .encode(x="value:Q", y="name:N")
        for height in heights
    ]
    names = [f"option with letters {number}".ljust(brief.NAME, "x") for number in range(7)]
    criteria = [f"a word and another {number}".ljust(brief.NAME, "x") for number in range(6)]
    scores = pd.DataFrame(3, index=names, columns=criteria)
    share = dict.fromkeys(PARTS, room // 20) | {part: room - 3 * (room // 20)}
    third = share["figures"] // 18
    figure = brief.Figure(*[texts(third, words)] * 3, known="2021-07-15")
    return brief.Brief(
        title=texts(20, words)[: brief.TITLE],
        advice=texts(share["advice"], words),
        reasons=[texts(share["reasons"] // 4, words)] * 4,
        objection=texts(4, words),
        unknown=texts(4, words),
        turning=texts(4, words),
        figures=[figure] * 6,
        charts=drawn,
        options=brief.weigh(scores, [1] * 6),
        author="A. Learner",
    )


def fullest(part: str, heights: list[int], words: str) -> brief.Brief:
    """Return the fullest brief that is allowed: one word more, and it has a gap."""
    drafts = (draft(part, room, heights, words) for room in range(brief.WORDS[0], 0, -20))
    full = next(made for made in drafts if not made.gaps())
    for word in itertools.cycle(words.split()):
        more = dataclasses.replace(full, objection=f"{full.objection} {word}")
        if more.gaps():
            return full
        full = more
    raise AssertionError


@pytest.mark.parametrize("words", [USUAL, LONG], ids=["usual words", "long words"])
@pytest.mark.parametrize("heights", [[], [600], [350, 350]], ids=str)
@pytest.mark.parametrize("part", PARTS)
def test_no_brief_that_is_allowed_needs_a_third_sheet(visit, tmp_path, part, heights, words):
    brief.save(fullest(part, heights, words), tmp_path / "full.html")
    with visit((tmp_path / "full.html").as_uri()) as it:
        assert sheets(it.page) == 2


def test_labels_of_two_charts_can_be_read_in_print(visit, tmp_path):
    brief.save(fullest("advice", [350, 350], USUAL), tmp_path / "full.html")
    with visit((tmp_path / "full.html").as_uri()) as it:
        it.page.emulate_media(media="print")
        scales = it.page.locator("img").evaluate_all(
            "images => images.map(it => it.getBoundingClientRect().height / it.naturalHeight)"
        )
        # 13 pixels are 9.75 points.
        assert len(scales) == 2 and all(9.75 * scale >= brief.SMALLEST for scale in scales), scales


def test_the_key_of_the_test_begins_a_new_sheet(server, visit):
    with visit(f"{server}/book/assessment.html") as it:
        it.page.emulate_media(media="print")
        assert (
            it.page.locator("#key").evaluate("node => getComputedStyle(node).breakBefore") == "page"
        )


def darkness(page) -> list:
    """Return the words of the page, other than of charts, whose ink or ground is for the dark."""
    return page.evaluate(
        """() => {
            const light = colour => {
                const found = colour.match(/[\\d.]+/g).map(Number);
                const scale = colour.startsWith("color(") ? 255 : 1;
                return found.length > 3 && found[3] === 0 ? null
                    : (found[0] + found[1] + found[2]) * scale / 765;
            };
            const wrong = [];
            for (const it of document.querySelectorAll("article.bd-article *")) {
                if (it.closest("svg") || !it.checkVisibility()) { continue; }
                const style = getComputedStyle(it);
                const own = [...it.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                const ground = light(style.backgroundColor);
                if (ground !== null && ground < 0.5 && !it.closest(".mc-start, .lesson-button")) {
                    wrong.push(it.outerHTML.slice(0, 80));
                } else if (own && light(style.color) > 0.7 && !it.closest(".lesson-button")) {
                    wrong.push(it.outerHTML.slice(0, 80));
                }
            }
            return wrong;
        }"""
    )


@pytest.mark.parametrize("page_name", ["notebooks/11-the-cost.html", "book/timeline.html"])
def test_a_dark_page_prints_dark_on_light(server, visit, page_name):
    with visit(f"{server}/{page_name}", color_scheme="dark") as it:
        theme = "document.documentElement.dataset.theme"
        assert it.page.evaluate(theme) == "dark"
        assert darkness(it.page)
        it.page.emulate_media(media="print")
        it.page.wait_for_function(f"{theme} === 'light'")
        assert darkness(it.page) == []
        it.page.emulate_media(media="screen")
        it.page.wait_for_function(f"{theme} === 'dark'")


def test_a_printed_chart_says_its_setting(server, visit):
    with visit(f"{server}/notebooks/13-the-golden-hour.html") as it:
        words = it.page.locator(".chart-setting")
        charts_with_controls = it.page.locator(".chart-inputs").count()
        assert words.count() == charts_with_controls > 0
        assert not words.first.is_visible()
        it.page.emulate_media(media="print")
        assert words.first.is_visible()
