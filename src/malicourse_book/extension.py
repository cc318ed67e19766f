"""Sphinx extension of the course: live charts, light pages, launch buttons, reader's progress."""

import hashlib
import json
import os
import shutil
import textwrap
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pydata_sphinx_theme
import vl_convert
from docutils import nodes
from myst_nb.core.render import load_mime_renders
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError

import malicourse
from malicourse_book import folds, outputs, pages, search
from malicourse_book.charts import figure
from malicourse_book.lessons import blurb_of
from malicourse_book.repository import address, repository
from malicourse_book.theme import assets

_HERE = Path(__file__).parent
_THEME = _HERE / "theme"
#: Files of the theme that no page of this book asks for.
_UNUSED = (
    "design-tabs.js",
    # Of it the theme needs the menu of the header, which is a <details> here.
    "scripts/bootstrap.js",
    "scripts/fontawesome.js",
    "styles/pydata-sphinx-theme.css",
    "styles/theme.css",
    "vendor",
)
#: Characters of a description that search engines and cards show.
MOST_DESCRIBED = 200
#: Style sheets whose rules are mostly for pages of other books.
_SLIMMED = (
    "basic.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "styles/sphinx-book-theme.css",
    "theme.css",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    app.add_node(
        figure.chart_figure,
        html=(figure.visit_html, None),
        latex=(figure.visit_words, figure.visit_words),
        text=(figure.visit_words, figure.visit_words),
    )
    # Pages are kept between builds. All are made again when the code that makes them has changed,
    # or the repository or the hub that they link to.
    app.add_config_value("malicourse_made_by", "", "env")
    app.add_config_value("malicourse_made_for", "", "env")
    # As an entry point of MyST-NB would, which a learner's wheel could not serve.
    load_mime_renders().append(figure.VegaLiteFigure)
    folds.setup(app)
    pages.setup(app)
    outputs.setup(app)
    search.setup(app)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _write_assets)
    # After the theme has put its functions there.
    app.connect("html-page-context", _add_context, priority=900)
    app.connect("env-get-outdated", _remove_pages)
    app.connect("env-get-updated", _rename_everywhere)
    app.connect("build-finished", _slim_theme)
    app.add_css_file("basic.css", priority=50)
    app.add_css_file("theme.css", priority=100)
    for name in ("icons.css", "colours.css"):
        app.add_css_file(name, priority=800)
    for name in ("charts.js", "paper.js", "progress.js", "search-on-disk.js"):
        app.add_js_file(name, priority=800)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def code(root: Path) -> str:
    """Return a text that changes with what makes the pages: code, scripts, style sheets, theme.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course.
    """
    seen = hashlib.sha256(f"{vl_convert.__version__} {pydata_sphinx_theme.__version__}".encode())
    for folder in (_HERE, Path(malicourse.__file__).parent, root / "book" / "_static"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".html", ".js", ".css", ".svg"):
                seen.update(path.read_bytes())
    return seen.hexdigest()


def _configure(app: Sphinx, config: Config) -> None:
    config.templates_path.insert(0, str(_THEME / "templates"))
    options = config.html_theme_options
    options["launch_buttons"] = {}
    options.pop("repository_url", None)
    found = repository(os.environ, Path(app.srcdir))
    config.malicourse_made_by = code(Path(app.srcdir))
    try:
        config.html_baseurl = address(os.environ)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    config.malicourse_made_for = (
        f"{found} {os.environ.get('MALICOURSE_HUB', '')} {config.html_baseurl}"
    )
    if found:
        options["repository_url"] = found.url
        options["repository_branch"] = quote(found.ref, safe="")
        options["use_repository_button"] = True
        options["launch_buttons"] = {
            "binderhub_url": "https://mybinder.org",
            "notebook_interface": "jupyterlab",
        }


def _write_assets(app: Sphinx) -> None:
    """Make the generated style sheets and scripts; Sphinx copies them like any static file."""
    folder = Path(app.doctreedir) / "course-static"
    made = folder / app.config.malicourse_made_by
    if not made.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        theme = (assets.THEME_STATIC / "styles" / "pydata-sphinx-theme.css").read_text("utf-8")
        files = {
            "theme.css": assets.slim_theme_css(theme),
            "vega-bundle.js": assets.vega_bundle(),
            "icons.css": assets.icons_css(),
            "colours.css": assets.dark_css(),
        }
        made.mkdir(parents=True)
        for name, text in files.items():
            (made / name).write_text(text, encoding="utf-8")
    app.config.html_static_path += [
        str(_THEME / "static"),
        str(_HERE / "charts" / "static"),
        str(made),
    ]


def _add_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.Node | None
) -> None:
    lessons = [
        {"page": page, "title": title.astext()}
        for page, title in sorted(app.env.titles.items())
        if page.startswith("notebooks/")
    ]
    _name_folded_sections(context)
    context["script_files"] = [
        file
        for file in context["script_files"]
        if str(getattr(file, "filename", file)).removeprefix("_static/") not in _UNUSED
    ]
    context["course_description"] = _description(app, pagename, doctree)
    context["course_lessons"] = json.dumps(lessons, ensure_ascii=False).replace("<", "\\u003c")


def _description(app: Sphinx, page: str, doctree: nodes.Node | None) -> str:
    """Say what a page is about: the blurb of a lesson, or the first paragraph."""
    notebook = Path(app.srcdir) / f"{page}.ipynb"
    if notebook.is_file():
        return blurb_of(json.loads(notebook.read_text(encoding="utf-8")))
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        # A paragraph of the page itself, not one of a card, a list or a chart.
        if isinstance(paragraph.parent, nodes.section):
            return textwrap.shorten(paragraph.astext(), MOST_DESCRIBED, placeholder=" …")
    title = app.env.titles.get(page)
    return f"{title.astext() if title else page}: {app.config.html_title}"


def _name_folded_sections(context: dict[str, Any]) -> None:
    """Give the arrows of the sidebar a name: the theme's own say nothing to a screen reader."""
    make = context.get("generate_toctree_html")
    if make is None:
        return

    def named(*arguments: Any, **options: Any) -> Any:
        tree = make(*arguments, **options)
        for summary in tree.select("summary") if hasattr(tree, "select") else ():
            link = summary.parent.find_previous_sibling("a")
            if link is not None:
                summary["aria-label"] = f"Pages of {link.get_text(strip=True)}"
        return tree

    context["generate_toctree_html"] = named


def _remove_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Remove the built pages whose documents are gone: Sphinx would leave them."""
    if app.builder.format == "html":
        for page in removed:
            Path(app.builder.get_outfilename(page)).unlink(missing_ok=True)
    return []


def _rename_everywhere(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all pages if a title has changed or a page has moved: every sidebar shows them."""
    titles = {page: title.astext() for page, title in env.titles.items()}
    contents = (titles, dict(env.toctree_includes))
    before, env.malicourse_contents = getattr(env, "malicourse_contents", contents), contents
    return [] if before == contents else list(env.found_docs)


def _slim_theme(app: Sphinx, error: Exception | None) -> None:
    """Take out of the built book what the theme brings and no page asks for."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    for name in _UNUSED:
        if (static / name).is_dir():
            shutil.rmtree(static / name)
        else:
            (static / name).unlink(missing_ok=True)
    for path in static.rglob("*.map"):
        path.unlink()
    words = assets.words_in_use(Path(app.outdir))
    for pattern in _SLIMMED:
        for path in static.glob(pattern):
            slim = assets.without_unused_classes(path.read_text("utf-8"), words)
            path.write_text(slim, encoding="utf-8")
