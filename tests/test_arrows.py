"""Who may import whom: the picture in the design, read from the imports themselves."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: Where the files of a package lie. Tests may import everything and are imported by nobody.
PLACES = {
    "malicourse": ROOT / "src" / "malicourse",
    "malicourse_book": ROOT / "src" / "malicourse_book",
    "malicourse_teach": ROOT / "src" / "malicourse_teach",
    "tools": ROOT / "tools",
    "hub": ROOT / "hub",
}
MODELS = ("geo", "stats", "cooperation_index", "patrol_model", "forecast")
BELOW_CHARTS = ("data", "dates", *MODELS)
#: Floor by floor: what each room of the learner's package may import of the others.
FLOORS: dict[str, tuple[str, ...]] = {
    "data": (),
    "dates": (),
    **dict.fromkeys(MODELS, ("data", "dates")),
    "charts": BELOW_CHARTS,
    "answers": (*BELOW_CHARTS, "charts"),
    "session": ("data",),
    "brief": (*BELOW_CHARTS, "charts"),
    "exercises": (*BELOW_CHARTS, "charts", "answers"),
    "feedback": (*BELOW_CHARTS, "charts", "answers", "exercises", "session"),
}
#: All that a learner's kernel loads besides Python itself.
OF_LEARNERS = {"altair", "numpy", "pandas"}
#: What a book's charts are drawn by is used for slides too, and they are made without Sphinx.
WITHOUT_SPHINX = ("malicourse_book.charts.drawing", "malicourse_book.charts.data_table")
SPHINX = {"docutils", "myst_nb", "sphinx"}
#: Arrows from one package to another, as prefixes of a module's name.
ARROWS: dict[str, tuple[str, ...]] = {
    "malicourse": (),
    "malicourse_book": ("malicourse",),
    "malicourse_teach": (
        "malicourse",
        *WITHOUT_SPHINX,
        "malicourse_book.lessons",
        "malicourse_book.sessions",
    ),
    "tools": ("malicourse", "malicourse_book", "malicourse_teach", "hub"),
    "hub": ("malicourse", "malicourse_book.repository", "malicourse_book.port"),
}


def files(package: str) -> list[Path]:
    """Return the files of a package, without its tests."""
    found = sorted(PLACES[package].rglob("*.py"))
    return [path for path in found if "tests" not in path.relative_to(ROOT).parts]


def module_of(path: Path) -> str:
    package = next(name for name, place in PLACES.items() if path.is_relative_to(place))
    parts = path.relative_to(PLACES[package].parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def exists(module: str) -> bool:
    package, *rest = module.split(".")
    if package not in PLACES:
        return False
    place = PLACES[package].joinpath(*rest)
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and module of every import: in functions and for type checkers as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level and node.module, "imports name the whole module"
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                yield node.lineno, deeper if exists(deeper) else node.module


def within(module: str, prefixes: tuple[str, ...]) -> bool:
    return any(module == prefix or module.startswith(prefix + ".") for prefix in prefixes)


def fault(importer: str, imported: str) -> str:
    """Say which rule an import breaks; "" if none."""
    package, other = importer.split(".")[0], imported.split(".")[0]
    if other in PLACES and other != package:
        return "" if within(imported, ARROWS[package]) else f"{package} may not import {imported}"
    if importer in WITHOUT_SPHINX and other in SPHINX:
        return "the drawing of charts knows nothing of Sphinx"
    if package != "malicourse":
        return ""
    if other != package:
        known = other in sys.stdlib_module_names or other in OF_LEARNERS
        return "" if known else f"the learner's package may not import {imported}"
    room = importer.split(".")[1] if "." in importer else ""
    below = imported.split(".")[1] if "." in imported else ""
    if not room or room == below:
        return ""
    if room not in FLOORS:
        return f"say in FLOORS on which floor {room} lies"
    return "" if below in FLOORS[room] else f"{room} may not import {below or 'the whole package'}"


@pytest.mark.parametrize("package", PLACES)
def test_arrows_run_as_drawn(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {rule}"
        for path in files(package)
        for line, imported in imports(ast.parse(path.read_text(encoding="utf-8")))
        if (rule := fault(module_of(path), imported))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("malicourse.answers.base", "malicourse.exercises", False),
        ("malicourse.answers.base", "malicourse.data", True),
        ("malicourse.exercises", "malicourse.feedback", False),
        ("malicourse.exercises.lesson_00", "malicourse", False),
        ("malicourse.data", "malicourse.charts", False),
        ("malicourse.feedback", "malicourse.exercises", True),
        ("malicourse.brief.draft", "malicourse.answers", False),
        ("malicourse.geo", "jinja2", False),
        ("malicourse.geo", "malicourse_book.port", False),
        ("malicourse_book.pages.hub", "hub.rehearse.report", False),
        ("malicourse_book.charts.drawing", "docutils.nodes", False),
        ("malicourse_teach.kit.slides", "malicourse_book.charts.figure", False),
        ("malicourse_teach.kit.slides", "malicourse_book.charts.drawing", True),
        ("hub.links", "malicourse_book.pages", False),
        ("hub.links", "tools.build", False),
    ],
)
def test_the_rules_tell_arrows_apart(importer: str, imported: str, allowed: bool) -> None:
    assert (fault(importer, imported) == "") is allowed
