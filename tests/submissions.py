"""Thirty submissions for the tests of marking: honest ones, careless ones and hostile ones."""

import json
import os
from pathlib import Path

from malicourse import exercises

LESSON = "11-the-cost"
#: The exercise that the hostile ones try to win, and its right answer.
TARGET, RIGHT = "cost-2", "228"
#: Another exercise of the same lesson.
OTHER = "cost-1"
NEAREST = repr(exercises.get("cost-6").expected().right_answer())
IMPORTS = "import altair as alt\nfrom malicourse import charts, check, load"


def code(source: str, *tags: str, key: str = "") -> dict:
    cell = {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}}
    return {**cell, "outputs": [], "execution_count": None, "id": key or "cell"}


def answer(value: str, exercise: str = TARGET) -> dict:
    return code(f'answer = {value}\ncheck("{exercise}", answer)', "exercise")


def notebook(*cells: dict, imports: str = IMPORTS, **changes) -> str:
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [code(imports), *cells]}
    return json.dumps({**whole, **changes})


def only_if(condition: str, setup: str = "") -> str:
    """Return a notebook that has the right answer only if it could do what it must not."""
    lines = f"import os, socket, subprocess\nfrom pathlib import Path\n{setup}"
    return notebook(code(lines), answer(f"{RIGHT} if ({condition}) else 0"))


def attempt(lines: str) -> str:
    """Return a notebook that runs some lines and then gives a wrong answer."""
    return notebook(code(lines), answer("1"))


#: Marked apart from the others, because it takes all the time that it is given.
HANGS = notebook(answer(RIGHT), code("while True:\n    pass"), answer("1", OTHER))


def write(folder: Path, port: int) -> Path:
    """Write all submissions into a folder; `port` is one on which somebody listens."""
    other = folder / "right.ipynb"
    texts = {
        "right": notebook(answer(RIGHT), answer(NEAREST, "cost-6")),
        "wrong": notebook(answer("175")),
        "untried": notebook(answer("...")),
        "error": notebook(answer("1 / 0")),
        "deleted": notebook(code("print(1)"), answer("...", OTHER)),
        "twice": notebook(answer("1"), answer(RIGHT)),
        "expression": notebook(code(f'check("{TARGET}", {RIGHT} + 0)')),
        "magic": notebook(code(f'%time answer = {RIGHT}\ncheck("{TARGET}", answer)')),
        "solved": notebook(
            answer("..."), code(f'# Worked solution\nanswer = {RIGHT}\ncheck("{TARGET}", answer)')
        ),
        "keyword": notebook(code(f'check(exercise_id="{TARGET}", answer={RIGHT})')),
        "inside": notebook(code(f'def f():\n    check("{TARGET}", {RIGHT})\nf()')),
        "null": notebook({**code("1"), "metadata": None}, answer(RIGHT)),
        "surrogate": notebook(answer('"\\ud800"')),
        "nan": notebook(answer('float("nan")')),
        "huge": notebook(answer("10 ** 100_000")),
        "nested": notebook(code("a = []\na.append(a)"), answer("a")),
        "endless": notebook(code("from itertools import count"), answer("count()")),
        "markup": notebook(answer('"<script>alert(1)</script>"')),
        "=cmd|calc": notebook(answer('"=1+1"')),
        "Ménaka, “O'Neil” 王": notebook(answer(RIGHT)),
        "kernel": notebook(answer(RIGHT), metadata={"kernelspec": {"name": "no-such-kernel"}}),
        # Forgeries: the verdict is made elsewhere.
        "redefines": notebook(code("def check(*_):\n    print('Correct.')"), answer("1")),
        "patches": attempt(
            "import malicourse.feedback as c\n"
            "c.evaluate = lambda *_: c.Result('correct')\nprint('Correct.')"
        ),
        "equal": notebook(
            code("class Yes(float):\n    __eq__ = lambda *_: True\n    __hash__ = float.__hash__"),
            answer("Yes(1)"),
        ),
        "pipes": attempt(
            "import json, os\nfor fd in range(3, 30):\n    try:\n"
            f'        os.write(fd, b\'{{"exercise": "{TARGET}", "status": "correct"}}\\n\')\n'
            "        os.write(fd, b'{\"exercise\": []}\\n')\n"
            "    except OSError:\n        pass"
        ),
        # What must be out of reach.
        "network": only_if(
            f"socket.socket().connect_ex(('127.0.0.1', {port})) == 0",
        ),
        "spies": only_if(f"Path({str(other)!r}).exists()"),
        "secret": only_if("'TEACHERS_TOKEN' in os.environ"),
        "settings": only_if("os.access('/proc/sys/kernel/core_pattern', os.W_OK)"),
        "writes": only_if(
            "done",
            f"try:\n    Path({str(folder)!r}, 'mine').write_text('x')\n    done = True\n"
            "except OSError:\n    done = False",
        ),
        # What must end.
        "crashes": notebook(answer(RIGHT), code("import ctypes\nctypes.string_at(0)")),
        "leaves": attempt("import os\nos._exit(0)"),
        "forks": attempt(
            "import os, time\nfor _ in range(300):\n    if os.fork() == 0:\n        time.sleep(600)"
        ),
        "memory": notebook(code("a = bytearray(3_000_000_000)"), answer("1")),
        "disk": notebook(
            code(
                "done = 0\nfor place in ('/tmp', '/', '/dev', '/dev/shm', '/root', '/etc'):\n"
                "    while done < 400:\n        try:\n"
                "            open(f'{place}/{done}', 'wb').write(bytes(1_000_000))\n"
                "        except OSError:\n            break\n        done += 1"
            ),
            answer(f"{RIGHT} if done < 400 else 0"),
        ),
        "shouts": notebook(code("for _ in range(200_000):\n    print('x' * 1000)"), answer(RIGHT)),
        # What is no notebook of the course.
        "cut": notebook(answer(RIGHT))[:200],
        "empty": "",
        "list": "[1, 2]",
        "old": notebook(answer(RIGHT), nbformat=3),
        "stranger": notebook(code("print('hello')")),
    }
    for name, text in texts.items():
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    with (folder / "large.ipynb").open("wb") as file:
        file.truncate(100_000_000)
    (folder / "link.ipynb").symlink_to("/etc/passwd")
    # As an old ZIP names it.
    Path(os.fsdecode(os.fsencode(folder) + b"/Am\xe9lie.ipynb")).write_text(
        notebook(answer(RIGHT)), encoding="utf-8"
    )
    inside = folder / "Amina"
    inside.mkdir()
    (inside / "untitled.ipynb").write_text(notebook(answer(RIGHT)), encoding="utf-8")
    return folder
