"""The forms of a lesson, answered as a reader with a keyboard does."""

from playwright.sync_api import Locator, Page

from malicourse.answers.base import Expected
from malicourse.answers.choice import Choice
from malicourse.answers.coding import Coding
from malicourse.answers.quantities import Interval, Number
from malicourse.exercises import get
from malicourse.feedback import evaluate_written


def right_fields(expected: Expected) -> list[str]:
    """Return what a right reader writes into the fields, or chooses."""
    if isinstance(expected, Number):
        return [f"{expected.value:.10g}"]
    if isinstance(expected, Interval):
        return [f"{expected.low:.10g}", f"{expected.high:.10g}"]
    if isinstance(expected, Choice):
        return sorted(expected.right)
    if isinstance(expected, Coding):
        return list(next(iter(expected.readers.values())).loc[list(expected.rows)].iloc[:, 0])
    return ["\n".join(map(str, expected.values))]


def wrong_fields(expected: Expected) -> list[str]:
    """Return what a reader writes who is wrong."""
    if isinstance(expected, Choice):
        return [next(code for code in expected.options if code not in expected.right)]
    if isinstance(expected, Coding):
        return [expected.codes[0]] * len(expected.rows)
    return ["-77,5 %"] if not isinstance(expected, Interval) else ["-77,5", "-76"]


def answer(form: Locator, fields: list[str]) -> str:
    """Answer with the keys alone, and return the reply."""
    keys = form.page.keyboard
    options = form.locator("input:is([type=radio], [type=checkbox])")
    if options.count():
        options.first.focus()
        for number, option in enumerate(options.all()):
            wanted = option.get_attribute("value") in fields
            if option.get_attribute("type") == "radio":
                if number:
                    keys.press("ArrowDown")
                else:
                    keys.press("Space")
                if wanted:
                    break
            else:
                if wanted != option.is_checked():
                    keys.press("Space")
                keys.press("Tab")
        form.get_by_role("button").focus()
        keys.press("Enter")
    else:
        for box, text in zip(form.locator("input, textarea, select").all(), fields, strict=True):
            box.focus()
            if form.locator("select").count():
                # The keys of a menu find its entries by their first letters.
                keys.type(text)
                continue
            keys.press("ControlOrMeta+a")
            keys.insert_text(text)
        if form.locator("textarea, select").count():
            keys.press("Tab")
        keys.press("Enter")
    return " ".join(form.get_by_role("status").inner_text().split())


def every_form_is_answered_by_keyboard(page: Page) -> None:
    """Answer each exercise of a lesson once wrong and once right."""
    forms = page.locator("form.answer:visible")
    assert forms.count() == page.locator("form.answer").count() > 0
    for form in forms.all():
        exercise = form.get_attribute("data-exercise")
        expected = get(exercise).expected()
        for fields, status in ((wrong_fields, "not yet"), (right_fields, "correct")):
            told = evaluate_written(exercise, fields(expected))
            assert told.status == status, exercise
            assert answer(form, fields(expected)) == " ".join(told.text.split()), exercise
