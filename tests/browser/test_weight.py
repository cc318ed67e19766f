"""What a lesson sends before its charts are visible."""

import pytest

MOST = 900_000


@pytest.mark.parametrize("width", [1280, 360])
def test_a_lesson_sends_at_most_900_kb_before_its_charts_are_visible(
    server, browser, lesson, width
):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    sent: dict[str, int] = {}
    # The library that makes charts live comes after them: the drawn charts are visible first.
    page.route("**/vega-bundle.js*", lambda route: route.abort())
    page.on("response", lambda response: sent.update({response.url: len(response.body())}))
    page.goto(f"{server}/{lesson}", wait_until="networkidle")
    visible = page.locator("figure.chart .chart-static:visible svg").count()
    context.close()
    assert visible > 0
    heaviest = sorted(sent.items(), key=lambda item: -item[1])[:6]
    total = sum(sent.values())
    print(f"{lesson} at {width} px: {total / 1000:.0f} kB in {len(sent)} requests")
    assert total <= MOST, f"{total:,} bytes, most of it {heaviest}"
