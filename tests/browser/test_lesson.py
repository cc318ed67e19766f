"""A lesson as a file in a folder, where nothing is stored, and where a script does not load."""

import nbformat
import pytest
from live_charts import a_turned_telephone_keeps_what_was_set, figures, inputs_change_their_charts

#: Bytes that a lesson may send before its charts are visible.
MOST = 900_000
NO_STORAGE = """Object.defineProperty(window, 'localStorage',
    {get() { throw new DOMException('switched off', 'SecurityError'); }})"""


def test_a_lesson_works_in_a_folder(book, visit, lesson):
    with visit((book / lesson).as_uri()) as it:
        link = it.page.locator("a.btn-download-source-button")
        target = it.page.evaluate("link => link.href", link.element_handle())
        file = book / "_sources" / lesson.replace(".html", ".ipynb")
        assert target == file.as_uri()
        assert nbformat.read(file, as_version=4).cells
        it.scroll_through()
        assert any(figures(it.page, "figure.dataset.live"))
        assert not any(figures(it.page, "figure.dataset.error"))
        assert it.problems == []


def test_a_lesson_works_where_storage_is_switched_off(server, visit, lesson):
    with visit("about:blank") as it:
        it.page.add_init_script(NO_STORAGE)
        it.page.goto(f"{server}/{lesson}")
        it.page.get_by_role("button", name="Mark this lesson as done").click()
        assert "not saved" in it.page.locator(".lesson-status").inner_text()
        it.scroll_through()
        assert it.page.locator("figure.chart[data-live]").count()
        inputs_change_their_charts(it.page)
        a_turned_telephone_keeps_what_was_set(it.page)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_lesson_is_light_and_stays_drawn_where_the_library_does_not_load(
    server, visit, lesson, width
):
    with visit("about:blank", width=width) as it:
        sent: dict[str, int] = {}
        # The library that makes charts live comes after them: the drawn charts are visible first.
        it.page.route("**/vega-bundle.js*", lambda route: route.abort())
        it.page.on("response", lambda response: sent.update({response.url: len(response.body())}))
        it.page.goto(f"{server}/{lesson}", wait_until="networkidle")
        assert it.page.locator("figure.chart .chart-static:visible svg").count() > 0
        heaviest = sorted(sent.items(), key=lambda item: -item[1])[:6]
        total = sum(sent.values())
        print(f"{lesson} at {width} px: {total / 1000:.0f} kB in {len(sent)} requests")
        assert total <= MOST, f"{total:,} bytes, most of it {heaviest}"
        it.scroll_through()
        assert all(figures(it.page, "figure.dataset.error || !figure.checkVisibility()"))
        kind = "wide" if width > 360 else "narrow"
        drawn = it.page.locator(f"figure.chart .chart-{kind}:visible svg")
        assert drawn.count() == it.page.locator("figure.chart:visible").count()
