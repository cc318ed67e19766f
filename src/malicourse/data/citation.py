"""How a table is cited, in words and for BibTeX; both from the description of the package."""

import re
import textwrap
from typing import Any

#: What TeX reads as a command.
_SPECIAL = re.compile(r"([&%$#_{}])")


def sentence(package: dict[str, Any], table: dict[str, Any]) -> str:
    """Write the citation of a table.

    Parameters
    ----------
    package : dict
        Facts of the data package: `title`, `contributors`, `created`, `version`.
    table : dict
        Facts of the table: `name`, `title`, and in `citation` what is to be cited beside it.

    Returns
    -------
    str
        Authors, year, title, table and version, and what is to be cited beside them.
    """
    return (
        f"{_authors(package)} ({package['created'][:4]}). {table['title']}. "
        f"{_part(package, table)}. {table['citation']}"
    )


def entry(package: dict[str, Any], table: dict[str, Any], address: str = "") -> str:
    """Write the same as an entry for BibTeX.

    Parameters
    ----------
    package, table : dict
        As read from the description; `citation` is then the whole sentence.
    address : str, optional
        Where the tables were found.

    Returns
    -------
    str
        An entry of several lines.
    """
    beside = table["citation"].partition(f"{_part(package, table)}. ")[2]
    fields = {
        # In braces of its own: the name of a group, not of a person with a first name.
        "author": f"{{{_tex(_authors(package))}}}",
        "year": package["created"][:4],
        "title": f"{{{_tex(table['title'])}}}",
        "howpublished": _tex(_part(package, table)),
        "note": _tex(beside),
        **({"url": address} if address else {}),
    }
    lines = (_wrapped(f"  {name} = {{{value}}},") for name, value in fields.items())
    return "\n".join([f"@misc{{{package['name']}_{table['name']},", *lines, "}"])


def _authors(package: dict[str, Any]) -> str:
    return " and ".join(person["title"] for person in package["contributors"])


def _part(package: dict[str, Any], table: dict[str, Any]) -> str:
    return f"{package['title']}, table {table['name']}, version {package['version']}"


def _wrapped(line: str) -> str:
    """Break a line as wide as the code of a lesson; to BibTeX a break is a space."""
    return textwrap.fill(
        line, 69, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def _tex(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
