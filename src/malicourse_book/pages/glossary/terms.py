"""Links from the first use of a term in a lesson to its entry in the glossary."""

import re
from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from malicourse import data
from malicourse_book.pages.directive import address_of
from malicourse_book.pages.markup import anchor
from malicourse_book.pages.tables import Row, keys, records

#: The page that explains the terms, and the pages whose terms are linked.
GLOSSARY, LESSONS = "book/glossary", "notebooks/"
#: What is no prose: names of things, and what is shown as it is typed. A rubric is the title of
#: something folded, such as an option of a quiz.
NO_PROSE = (
    *(nodes.title, nodes.rubric, nodes.caption, nodes.thead, nodes.reference, nodes.target),
    *(nodes.FixedTextElement, nodes.literal, nodes.math, nodes.math_block, nodes.raw),
    *(nodes.Invisible, nodes.image),
)
_USED, _STATE = "malicourse_terms", "malicourse_words"


def term_id(term: str) -> str:
    """Return the anchor of a term in the glossary."""
    return f"term-{anchor(term)}"


def words_of(row: Row) -> list[str]:
    """Return the words by which a term is known in a text: its forms, or the term itself."""
    return keys(row["forms"]) or [row["term"]]


def pattern(rows: Iterable[Row]) -> re.Pattern[str]:
    """Return what finds the terms of the glossary in a text, the longer one first.

    A word in small letters is also found at the beginning of a sentence. Parts of a longer word,
    with or without a hyphen, are not found.

    Parameters
    ----------
    rows : iterable of dict
        Rows of the table `glossary`.
    """
    forms = sorted({word for row in rows for word in words_of(row)}, key=len, reverse=True)
    return re.compile(rf"(?<![\w/.+-])(?:{'|'.join(map(_written, forms))})(?![\w+-])")


def _written(word: str) -> str:
    text = re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]")
    return f"[{word[0].upper()}{word[0]}]{text[1:]}" if word[0].islower() else text


def setup(app: Sphinx) -> None:
    """Register what links the terms and keeps the links up to date.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    # Before the claims that a lesson tests are put below it: those are no prose of the lesson.
    app.connect("doctree-read", link_terms, priority=90)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _changed)


def link_terms(app: Sphinx, doctree: nodes.document) -> None:
    """Link the first use of each term in the prose of a lesson."""
    page = app.env.docname
    if not page.startswith(LESSONS):
        return
    rows = records(data.load("glossary"))
    by_word = {_key(word): row for row in rows for word in words_of(row)}
    find, used = pattern(rows), []
    for text in list(doctree.findall(nodes.Text)):
        if _is_prose(text):
            text.parent.replace(text, list(_linked(app.env, text.astext(), find, by_word, used)))
    app.env.metadata[page][_USED] = used


def _linked(
    env: BuildEnvironment,
    text: str,
    find: re.Pattern[str],
    by_word: dict[str, Row],
    used: list[str],
) -> Iterable[nodes.Node]:
    """Return a text with links where a term occurs that is not among those `used`."""
    done = 0
    for match in find.finditer(text):
        row = by_word[_key(match[0])]
        if row["term_id"] in used:
            continue
        used.append(row["term_id"])
        if match.start() > done:
            yield nodes.Text(text[done : match.start()])
        yield nodes.reference(
            "",
            match[0],
            refuri=address_of(env, f"{GLOSSARY}#{term_id(row['term'])}"),
            reftitle=f"Glossary: {row['full_name'] or row['term']}",
            internal=True,
            classes=["mc-term"],
        )
        done = match.end()
    if done < len(text):
        yield nodes.Text(text[done:])


def _key(word: str) -> str:
    """Return a word as it is compared: the letter at the beginning of a sentence is no matter."""
    return " ".join(word.replace("’", "'").split()).casefold()


def _is_prose(text: nodes.Text) -> bool:
    node = text.parent
    while node.parent is not None:
        if isinstance(node, NO_PROSE) or str(node.get("nb_element", "")).startswith("cell_"):
            return False
        # A link of MyST that is not resolved yet.
        if node.tagname == "pending_xref":
            return False
        node = node.parent
    return True


def lessons_by_term(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the documents of the lessons that use a term, by the key of the term.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment
        The environment after all pages have been read.
    """
    found: dict[str, list[str]] = {}
    for page in sorted(env.metadata):
        for key in env.metadata[page].get(_USED, ()):
            found.setdefault(key, []).append(page)
    return found


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return all lessons if terms have come, gone or got another name: not if one is reworded."""
    names = ("term_id", "term", "full_name", "forms")
    now = [[row[name] for name in names] for row in records(data.load("glossary"))]
    before = getattr(env, _STATE, now)
    setattr(env, _STATE, now)
    return [] if before == now else [page for page in env.found_docs if page.startswith(LESSONS)]


def _changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the glossary if other lessons use a term than when it was written."""
    now = lessons_by_term(env)
    before = getattr(env, _USED, now)
    setattr(env, _USED, now)
    return [] if before == now or GLOSSARY not in env.found_docs else [GLOSSARY]
