"""Answers on the page: two judges of one answer, the forms, and the record in the browser."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import HTML, lessons
from forms import answer, right_fields, wrong_fields

from malicourse import exercises
from malicourse.answers.choice import Choice
from malicourse.answers.coding import Coding
from malicourse.answers.items import states
from malicourse.answers.quantities import Interval, Near, Number, OneEnd
from malicourse.answers.typed import is_written
from malicourse.exercises import all_exercises
from malicourse.feedback import evaluate_written
from malicourse_book.pages.answers.export import described

SCRIPT = Path(described.__code__.co_filename).parent / "static" / "judge.js"
WRITTEN = [it for it in all_exercises() if is_written(it.expected())]
#: What people paste, and what would do harm where text is run or shown as markup.
ODD = (
    "",
    " ",
    "...",
    "abc",
    "I do not know",
    "<b>12</b>",
    "<img src=x onerror=alert(1)>",
    "2+2",
    "window.stop()",
    "\u202e12",
    "\U0001f600",
    "1e400",
    "-1e400",
    "nan",
    "infinity",
    "1.2.3",
    "1,2,3",
    "9 to 17",
    "9 17",
    "0",
    "-0",
    "-",
    "12 people of 40",
    "12 %",
    "12 per cent",
    "ca. 12",
    "\u0661\u0662",
    "stra\u00dfe \u017f \u0130 \u03c2",
    "x" * 3_000,
    "7" * 400,
    ";" * 50,
)


def numbers(value: float) -> Iterator[str]:
    """Write a number as people do."""
    plain = f"{value:.10f}".rstrip("0").rstrip(".")
    whole, point, rest = plain.partition(".")
    for group in (",", " ", "\u202f", "'", "."):
        yield (
            f"{int(whole):,}".replace(",", group)
            + rest.replace(".", "") * 0
            + (("," if group == "." else ".") + rest if point else "")
        )
    for text in (plain, plain.replace(".", ","), plain.replace("-", "\u2212"), f"{value:e}"):
        yield text
        yield f" {text} % "
        yield f"{text} people"
    for digits in range(-3, 7):
        yield f"{round(value, digits):.6g}"


def wrong(value: float) -> Iterator[float]:
    yield from (-value, value * 100, value / 100, value * 1000, value / 1000, value * 1.03)
    yield from (value + 1, value - 1, value * 2, value * 30, 100 - value, 1 - value, value / 30)
    yield value * 1.0000001
    if value:
        yield 1 / value


def answers(expected) -> Iterator[list[str]]:
    """Return what may stand in the fields of an exercise: right in many forms, and wrong."""
    if not isinstance(expected, Coding):
        yield from ([text] for text in ODD)
    if isinstance(expected, Number):
        mistakes = [
            m.answer.value if isinstance(m.answer, Near) else m.answer for m in expected.mistakes
        ]
        values = [expected.value, *map(float, mistakes), *wrong(expected.value)]
        yield from ([text] for value in values for text in numbers(float(value)))
    elif isinstance(expected, Interval):
        own = (expected.low, expected.high)
        pairs = [own, own[::-1], (own[0], own[0])]
        for mistake in expected.mistakes:
            told = mistake.answer
            pairs += (
                [(value, own[1]) for value in told.values]
                if isinstance(told, OneEnd)
                else [tuple(map(float, told))]
            )
        pairs += zip(wrong(own[0]), wrong(own[1]), strict=False)
        pairs += [(own[0], value) for value in wrong(own[1])]
        for low, high in pairs:
            first, second = f"{low:.6g}", f"{high:.6g}"
            for text in (
                f"{first} to {second}",
                f"({first}, {second})",
                f"{first}\u2013{second}",
                f"{first};{second}",
                f"{first} - {second}",
                f"[{first},{second}]",
            ):
                yield [text, ""]
            yield [first, second]
            yield [first.replace(".", ","), second.replace(".", ",") + " %"]
        yield ["", f"{own[1]}"]
        yield ["1, 2, 3", ""]
        yield ["1; 2; 3; 4", ""]
        yield ["abc", "4"]
    elif isinstance(expected, Choice):
        codes = list(expected.options)
        for count in range(len(codes) + 1):
            yield from map(list, itertools.combinations(codes, count))
        for code in codes:
            yield from ([f"{code})"], [f"({code.upper()})"], [expected.options[code]], [f"{code}."])
        yield [", ".join(codes[:2]).upper()]
        yield [*codes, "z"]
    elif isinstance(expected, Coding):
        rows, codes = list(expected.rows), list(expected.codes)
        own = right_fields(expected)
        yield from ([code] * len(rows) for code in codes)
        yield from ([""] * len(rows), ["", *own[1:]], [*own[:-2], "", ""], own)
        for sheet in expected.readers.values():
            yield list(sheet.loc[rows].iloc[:, 0])
        for at in range(len(rows)):
            for code in codes:
                yield [*own[:at], code, *own[at + 1 :]]
        for at in range(len(rows) - 1):
            for code in codes:
                yield [*own[:at], code, code, *own[at + 2 :]]
        for turn in range(1, len(rows)):
            yield own[turn:] + own[:turn]
            yield [*own[:turn], *own[:turn][::-1], *own][: len(rows)]
            yield ["" if (at + turn) % 3 == 0 else code for at, code in enumerate(own)]
            yield [codes[(at * turn + at) % len(codes)] for at in range(len(rows))]
    else:
        values = [str(value) for value in expected.values]
        lists = [
            values,
            values[::-1],
            values[1:],
            values[:1],
            [*values, "Atlantis"],
            [*values[1:], "Atlantis"],
            [*values, *values],
            ["Atlantis", "\U0001f600", "Zed"],
        ]
        lists += [list(map(str, expected.example_of(mistake))) for mistake in expected.mistakes]
        lists += [sorted(states())[:5], ["China", "CHN", "cote d'ivoire", "Ivory Coast"]]
        for items in lists:
            for mark in ("\n", "; ", ", ", " and "):
                yield [mark.join(items)]
            yield ["; ".join(items).upper()]
            yield [f"[{', '.join(map(repr, items))}]"]


@pytest.fixture(scope="module")
def judge(browser):
    """The page's judge, in a page that holds nothing else."""
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT.read_text("utf-8"))
    page.evaluate("known => { window.mcStates = known; }", states())
    yield lambda known, fields: page.evaluate(
        "([known, all]) => all.map(fields => window.mcJudge(known, fields))", [known, fields]
    )
    page.close()


@pytest.mark.parametrize("exercise", WRITTEN, ids=lambda it: it.id)
def test_both_judges_say_the_same(exercise, judge):
    expected = exercise.expected()
    tried = [list(it) for it in dict.fromkeys(map(tuple, answers(expected)))]
    assert len(tried) >= 40
    known = json.loads(json.dumps(described(expected)))
    ours = [evaluate_written(exercise.id, fields) for fields in tried]
    theirs = judge(known, tried)
    differ = [
        (fields, (our.status, our.message, our.hint), their)
        for fields, our, their in zip(tried, ours, theirs, strict=True)
        if (our.status, our.message, our.hint) != (their["status"], their["message"], their["hint"])
    ]
    assert differ == []
    assert {"correct", "not yet", "not attempted"} == {our.status for our in ours}


LESSON = "notebooks/18-votes.html"
RECORD = "book/my-answers.html"
KEPT = {"course": "Peacekeeping under test", "answers": {"votes-1": "right"}, "done": []}


def first_form(page):
    return page.locator("form.answer").first


def test_what_was_answered_right_stays_so_and_is_counted(server, visit):
    with visit(f"{server}/{LESSON}") as it:
        form = first_form(it.page)
        expected = exercises.get(form.get_attribute("data-exercise")).expected()
        assert form.locator(".answer-state").inner_text() == ""
        answer(form, right_fields(expected))
        answer(form, wrong_fields(expected))
        it.page.reload()
        assert form.locator(".answer-state").inner_text() == "Answered right"
        it.page.goto(f"{server}/{RECORD}")
        row = it.page.locator("tr", has_text="Did they keep their word")
        assert row.locator("[data-count=right]").inner_text() == "1"
        assert row.locator(".answer-solved").inner_text() == form_id(expected)
        assert it.page.locator("[data-exercises]").count() == len(lessons()) + 3
        assert not it.problems and not it.outside


def form_id(expected) -> str:
    return next(it.id for it in WRITTEN if it.expected() is expected)


def load(page, text: str) -> str:
    page.locator("input[type=file]").set_input_files(
        {"name": "my-answers.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    page.wait_for_function("document.querySelector('.answer-record [role=status]').textContent")
    told = page.locator(".answer-record [role=status]")
    return told.evaluate("it => { const was = it.textContent; it.textContent = ''; return was; }")


def test_a_record_goes_to_a_file_and_comes_back(server, visit):
    with visit(f"{server}/{RECORD}") as it:
        assert "was joined" in load(it.page, json.dumps(KEPT))
        with it.page.expect_download() as waiting:
            it.page.get_by_role("button", name="Save to a file").click()
        saved = json.loads(Path(waiting.value.path()).read_text("utf-8"))
        assert saved == KEPT
        assert it.page.locator("tr", has_text="votes-1").count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "broken or no record"),
        ("[]", "not a record of this course"),
        (json.dumps(KEPT | {"course": "Another"}), "not a record of this course"),
        (json.dumps(KEPT | {"answers": {"votes-2": "perfect"}}), "damaged"),
        (json.dumps(KEPT | {"answers": {"<b>-1": "right"}}), "damaged"),
        (json.dumps(KEPT | {"done": ["https://example.org"]}), "damaged"),
        ("x" * 2_000_000, "too large"),
    ],
)
def test_a_strange_file_is_refused_and_nothing_is_lost(server, visit, text, said):
    with visit(f"{server}/{RECORD}") as it:
        load(it.page, json.dumps(KEPT))
        assert said in load(it.page, text)
        kept = it.page.evaluate("window.mcRecord.all()")
        assert kept == KEPT["answers"]


def test_whatever_is_pasted_the_page_stays_whole(server, visit):
    with visit(f"{server}/{LESSON}") as it:
        form = first_form(it.page)
        field = form.locator("input, textarea").first
        for text in (*ODD, "7" * 10_000_000):
            field.evaluate("(field, text) => { field.value = text; }", text)
            form.get_by_role("button").click()
            told = form.get_by_role("status")
            assert told.inner_text().startswith("Not ")
            assert told.locator(":not(span)").count() == 0
        assert not it.problems


def test_without_scripts_there_is_no_field_and_the_solution_stays(server, visit):
    with visit(f"{server}/{LESSON}", java_script_enabled=False) as it:
        assert it.page.locator("form.answer:visible").count() == 0
        assert it.page.get_by_text("Worked solution").first.is_visible()


def test_script_and_data_are_light():
    for lesson in lessons():
        name = lesson.removeprefix("notebooks/").removesuffix(".html")
        files = [HTML / "_static" / file for file in ("judge.js", "answers.js", "record.js")]
        files.append(HTML / "_static" / "answers" / f"{name}.js")
        assert sum(file.stat().st_size for file in files) <= 40_000, name


def test_most_exercises_can_be_answered_on_the_page():
    assert len(WRITTEN) >= 100
