"""The documents of the data pages: one for each described table, written before Sphinx looks."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx_external_toc.api import Document, FileItem, GlobItem

from malicourse import data
from malicourse_book.pages.tables import topics

#: Where the documents lie in the book; its `index.md` is written by hand.
FOLDER = "book/data"
_CARD = "```{data-card}"


def write(app: Sphinx, config: Config) -> None:
    """Write the document of each table, and remove those whose table is gone.

    Raises
    ------
    sphinx.errors.ExtensionError
        If the description of the tables cannot be read.
    """
    folder = Path(app.srcdir, FOLDER)
    if not (folder / "index.md").is_file():
        return
    try:
        described = data.read_schema(data.folder() / data.DESCRIPTION)
    except data.DataError as error:
        raise ExtensionError(str(error)) from error
    wanted = {
        folder / f"{name}.md": f"# {table.get('heading', table['title'])}\n\n{_CARD} {name}\n```\n"
        for name, table in described.items()
    }
    for path in folder.glob("*.md"):
        if path not in wanted and _CARD in path.read_text("utf-8"):
            path.unlink()
    for path, text in wanted.items():
        # Sphinx reads a document again when its file is newer.
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def order(app: Sphinx, config: Config) -> None:
    """List the documents by topic; a glob of `_toc.yml` would list them by name."""
    contents = getattr(config, "external_site_map", None)
    index = contents.get(f"{FOLDER}/index") if contents else None
    for tree in index.subtrees if index else ():
        if tree.items == [GlobItem(f"{FOLDER}/*")]:
            names = [name for tables in topics().values() for name in tables]
            tree.items = [FileItem(f"{FOLDER}/{name}") for name in names]
            for item in tree.items:
                contents[item] = Document(docname=item)
