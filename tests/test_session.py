"""What check says of the notebook around an answer: stale answers, changed tables."""

import pytest

from malicourse import check, exercises, load

LOADED = 'deaths = load("fatalities")'
NUMBER = "toolkit-1"
STALE = "This cell sets no answer"


@pytest.fixture
def say(capsys):
    """Run cells one after the other, as a notebook does, and return what they print."""

    def run(*cells: str) -> str:
        names = {"check": check, "load": load, "In": [""]}
        for cell in cells:
            names["In"].append(cell)
            exec(cell, names)
        return " ".join(capsys.readouterr().out.split())

    return run


@pytest.fixture(scope="module")
def asked():
    return f'check("{NUMBER}", answer)'


def test_an_answer_of_another_cell_is_told(say, asked):
    assert STALE in say("answer = -5", asked)
    assert STALE not in say(f"answer = -5\n{asked}")
    assert STALE not in say(f"if (answer := -5):\n    {asked}")


def test_outside_a_notebook_nothing_is_said(capsys):
    exec(f'answer = -5\ncheck("{NUMBER}", answer)', {"check": check})
    assert STALE not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("deaths = deaths.head(10)", "deaths has 10 rows, and"),
        ("del deaths['cause']", "deaths has lost its column cause"),
        ("deaths['mission'] = 'MINUSMA'", "The column mission of deaths is not"),
        ("deaths['year'] = deaths['date'].dt.year", ""),
    ],
)
def test_a_table_changed_in_an_answer_is_told(say, asked, change, said):
    told = say(LOADED, f"{change}\nanswer = -5\n{asked}", f"answer = -6\n{asked}")
    assert told.count(said) == 2 if said else "deaths" not in told


def test_what_a_lesson_changes_itself_is_no_fault(say, asked):
    for change in ("deaths = deaths.head(10)", "deaths['mission'] = 'MINUSMA'"):
        assert "deaths" not in say(LOADED, change, f"answer = -5\n{asked}")


def test_a_right_answer_gets_no_remark(say):
    right = exercises.get(NUMBER).expected().right_answer()
    told = say(f"answer = {right}", f'check("{NUMBER}", answer)')
    assert told.startswith("Correct.") and STALE not in told
