"""How the pages write: templates, anchors and the menus of a filter."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from malicourse.dates import written_date

#: Turns the name of a document, with or without an anchor, into an address on the current page.
Address = Callable[[str], str]


@dataclass(frozen=True)
class Menu:
    """A menu of a filter.

    Attributes
    ----------
    name : str
        Name of the field; the entries of the page hold their values in `data-<name>`.
    label, every : str
        Label of the menu, and of the choice that leaves it open.
    groups : mapping
        Values and labels of the choices by the name of their group; "" is no group.
    """

    name: str
    label: str
    every: str
    groups: Mapping[str, list[tuple[str, str]]]


def anchor(text: str) -> str:
    """Return an id made of the plain letters and digits of a text."""
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("+", " plus ")).strip("-")


def undocs(symbol: str | None) -> str:
    """Return the address of a document of the General Assembly or the Council by its symbol.

    Press releases have symbols too, and no address that follows from them. Of a document with two
    symbols the first one is taken.
    """
    if not symbol or not symbol.startswith(("A/", "S/")):
        return ""
    return "https://undocs.org/" + symbol.partition("-S/")[0].replace(" ", "")


def render(template: str, **context: Any) -> str:
    """Fill in a template: `room/name.html` for one of a room, `name.html` for a shared one."""
    return _templates().get_template(template).render(**context)


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "written": written_date,
        "anchor": anchor,
        "count": "{:,}".format,
        "undocs": undocs,
        "host": lambda address: urlsplit(address).netloc.removeprefix("www."),
    }
    return environment
