"""Two judges of one answer: `check` in Python, and the script of the page."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from malicourse.answers.choice import Choice
from malicourse.answers.items import states
from malicourse.answers.quantities import Interval, Near, Number, OneEnd
from malicourse.answers.typed import KINDS
from malicourse.exercises import all_exercises
from malicourse.feedback import evaluate_written
from malicourse_book.answers.export import described

SCRIPT = Path(described.__code__.co_filename).parent / "static" / "judge.js"
WRITTEN = [it for it in all_exercises() if isinstance(it.expected(), KINDS)]
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
        lists += [[str(value) for value in mistake.answer] for mistake in expected.mistakes]
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
