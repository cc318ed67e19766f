"""What a lesson folds: the options of questions, hints and worked solutions.

Options and hints are `<details>` in the Markdown of a notebook, which fold in every program that
shows notebooks. Blank lines around the text let it be Markdown; the label is HTML:

    <details><summary>A. It killed no civilians in Mali that year.</summary>

    No. Fewer than 25 killings keep an actor off the list.

    </details>
"""

import re
from html import escape
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from malicourse_book.lessons import read_lesson

SOLUTION = "Worked solution"
_HEADING = re.compile(r"(\d+)\. .* ★+$")
_SUMMARY = re.compile(r"<summary>(.+?)</summary>")


def setup(app: Sphinx) -> None:
    """Let the book show folded cells, and name what is folded in exercises."""
    app.add_node(HideCodeCellNode, override=True, html=(_open, _close))
    app.add_post_transform(Names)


def _open(self: Any, node: HideCodeCellNode) -> None:
    name = f' aria-label="{escape(node["name"])}"' if "name" in node else ""
    self.body.append(f"<details>\n<summary{name}>{escape(node['prompt_show'])}</summary>\n")


def _close(self: Any, node: HideCodeCellNode) -> None:
    self.body.append("</details>\n")


class Names(SphinxPostTransform):
    """Give hints and solutions names that differ: a list of six called "Hint" helps nobody."""

    # After the cells have been folded.
    default_priority = 200
    formats = ("html",)

    def run(self, **options: Any) -> None:
        """Name them by the exercise in whose section they stand."""
        page = self.env.docname
        if not page.startswith("notebooks/"):
            return
        exercises = read_lesson(self.env.srcdir / f"{page}.ipynb").exercises
        for section in self.document.findall(nodes.section):
            # Not by its title, in which Sphinx has made the quotation marks curly.
            if found := _HEADING.match(section[0].astext()):
                exercise = exercises[int(found[1]) - 1]
                _name(section, f"{exercise.id}: {exercise.title}")


def _name(section: nodes.section, exercise: str) -> None:
    for cell in section.findall(nodes.container):
        if "tag_solution" in cell["classes"]:
            for folded in cell.findall(HideCodeCellNode):
                folded["prompt_show"] = SOLUTION
                folded["name"] = f"{SOLUTION} to {exercise}"
    for raw in section.findall(nodes.raw):
        markup = _SUMMARY.sub(
            lambda found: (
                f'<summary aria-label="{escape(f"{found[1]}, {exercise}")}">{found[1]}</summary>'
            ),
            raw.astext(),
        )
        if markup != raw.astext():
            raw.children = [nodes.Text(markup)]
