"""A lesson as a file in a folder, where nothing is stored, and where a script does not load."""

import nbformat
from forms import every_form_is_answered_by_keyboard
from live_charts import (
    a_turned_telephone_keeps_what_was_set,
    controls_keep_their_charts_true,
    figures,
)

#: Bytes that a lesson may send before the library of its charts, with and without what its charts
#: take themselves: two drawings, their rows and the specification.
MOST, MOST_BEFORE_CHARTS = 900_000, 500_000
NO_STORAGE = """Object.defineProperty(window, 'localStorage',
    {get() { throw new DOMException('switched off', 'SecurityError'); }})"""


def test_a_lesson_works_in_a_folder_and_where_storage_is_switched_off(book, visit, lesson):
    with visit("about:blank") as it:
        it.page.add_init_script(NO_STORAGE)
        it.page.goto((book / lesson).as_uri())
        link = it.page.locator("a.btn-download-source-button")
        target = it.page.evaluate("link => link.href", link.element_handle())
        file = book / "_sources" / lesson.replace(".html", ".ipynb")
        assert target == file.as_uri()
        assert nbformat.read(file, as_version=4).cells
        every_form_is_answered_by_keyboard(it.page)
        it.page.get_by_role("button", name="Mark this lesson as done").click()
        assert "not saved" in it.page.locator(".lesson-status").inner_text()
        it.scroll_through()
        assert any(figures(it.page, "figure.dataset.live"))
        assert not any(figures(it.page, "figure.dataset.error"))
        it.scroll_through(unfold=True)
        controls_keep_their_charts_true(it.page)
        a_turned_telephone_keeps_what_was_set(it.page)
        # The theme asks for the storage too, and says so; nothing of ours may.
        assert set(it.problems) <= {"switched off"}


def test_a_lesson_is_light_and_stays_drawn_where_the_library_does_not_load(server, visit, lesson):
    with visit("about:blank") as it:
        sent: dict[str, int] = {}
        # The library that makes charts live comes after them: the drawn charts are visible first.
        it.page.route("**/vega-bundle.js*", lambda route: route.abort())
        it.page.on("response", lambda response: sent.update({response.url: len(response.body())}))
        it.page.goto(f"{server}/{lesson}", wait_until="networkidle")
        assert it.page.locator("figure.chart .chart-static:visible svg").count() > 0
        heaviest = sorted(sent.items(), key=lambda item: -item[1])[:6]
        total = sum(sent.values())
        print(f"{lesson}: {total / 1000:.0f} kB in {len(sent)} requests")
        charts = sum(figures(it.page, "new TextEncoder().encode(figure.outerHTML).length"))
        print(f"  of it {charts / 1000:.0f} kB are its charts")
        assert total <= MOST, f"{total:,} bytes, most of it {heaviest}"
        assert total - charts <= MOST_BEFORE_CHARTS, f"{total - charts:,} bytes without charts"
        for width, kind in ((1280, "wide"), (360, "narrow")):
            it.page.set_viewport_size({"width": width, "height": 900})
            it.scroll_through()
            assert all(figures(it.page, "figure.dataset.error || !figure.checkVisibility()"))
            drawn = it.page.locator(f"figure.chart .chart-{kind}:visible svg")
            assert drawn.count() == it.page.locator("figure.chart:visible").count()
