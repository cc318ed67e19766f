"""Slide decks: they need no network, fit their slides, and show charts and questions."""

import pytest
from built import ROOT

from malicourse_teach.kit import slides
from malicourse_teach.kit.course import read

COURSE = read(ROOT)
PARTS = [part for part in COURSE.parts if part.lessons]


@pytest.fixture(scope="module", params=PARTS, ids=lambda part: part.name)
def deck(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("slides")
    slides.write_reveal(folder)
    part = request.param
    made = {lesson: slides.lesson_slides(COURSE.notebook(lesson)) for lesson in part.lessons}
    html = slides.deck_html(COURSE, part.caption, part.lessons, made)
    (folder / "deck.html").write_text(html, encoding="utf-8")
    return folder / "deck.html", made


def test_a_deck_works_from_a_folder_and_every_slide_fits(visit, deck):
    path, made = deck
    with visit(path.as_uri(), width=1280) as it:
        it.page.set_viewport_size({"width": 1280, "height": 720})
        it.page.wait_for_function("window.Reveal && Reveal.isReady()")
        total = it.page.evaluate("Reveal.getTotalSlides()")
        assert total == 1 + sum(len(found) for found in made.values())
        too_large = it.page.evaluate(
            """() => Reveal.getSlides().filter(slide => {
                Reveal.slide(...Object.values(Reveal.getIndices(slide)));
                return slide.scrollHeight > 721 || slide.scrollWidth > 1281;
            }).map(slide => slide.innerText.slice(0, 60))"""
        )
        assert too_large == []
        assert it.outside == it.problems == []


def test_a_deck_holds_charts_and_questions_of_each_lesson(deck):
    for lesson, found in deck[1].items():
        kinds = [slide.kind for slide in found]
        assert kinds[0] == "opening" and kinds[-1] == "key", lesson
        assert kinds.count("chart") >= 2 and kinds.count("question") >= 2, lesson
