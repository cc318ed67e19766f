"""A chart on a page, drawn by a function of the page's room."""

from importlib import import_module

from docutils import nodes
from docutils.parsers.rst import directives

from malicourse import data
from malicourse_book.charts.figure import chart_node
from malicourse_book.pages.directive import Page, spec_of


class Chart(Page):
    """A chart that a function without arguments returns: ``{chart} package.module:function``."""

    required_arguments = 1
    option_spec = {"name": directives.unchanged_required}

    def _contents(self) -> list[nodes.Node]:
        module, _, function = self.arguments[0].partition(":")
        try:
            draw = getattr(import_module(module), function)
        except (ImportError, AttributeError) as error:
            raise self.error(f"{self.arguments[0]} is not a module:function: {error}") from error
        # Which tables a function reads is not known from here.
        self.tables = tuple(data.catalog()["table"])
        name = self.options.get("name", function)
        return [chart_node(spec_of(draw()), name=name, page=self.env.docname)]
