"""What the theme sends and a reader does not need is left out; what is missing is made here."""

import re
from pathlib import Path
from urllib.parse import quote

import pydata_sphinx_theme
import tinycss2
import vl_convert

from malicourse import charts

#: The icons in use: CSS class and the name in Font Awesome.
ICONS = {
    "angle-left": "angle-left",
    "angle-right": "angle-right",
    "arrow-up": "arrow-up",
    "bars": "bars",
    "chevron-down": "chevron-down",
    "chevron-right": "chevron-right",
    "chevron-up": "chevron-up",
    "circle-half-stroke": "circle-half-stroke",
    "code": "code",
    "download": "download",
    "expand": "expand",
    "file": "file",
    "file-pdf": "file-pdf",
    "github": "github",
    "list": "list",
    "magnifying-glass": "magnifying-glass",
    "moon": "moon",
    "rocket": "rocket",
    "sun": "sun",
}
#: The static files of the theme that this book builds on.
THEME_STATIC = (
    Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
#: Inside :not(), :is() and :where() an absent class does not keep a selector from matching.
_NEGATED = re.compile(r":(?:not|is|where|has)\([^()]*(?:\([^()]*\)[^()]*)*\)")
_ICON_RULE = re.compile(r"[^{}]*\.fa[srb]?\b[^{}]*\{[^{}]*\}|@font-face\{[^{}]*\}")


def vega_bundle() -> str:
    """Return the library that makes charts live, as a script that sets `window.mcVega` only."""
    bundle = vl_convert.javascript_bundle(
        "window.mcVega = {vegaEmbed: vegaEmbed};", vl_version=charts.VEGA_LITE
    )
    # Vega-Lite 5 marks what it compiles as Vega 5; the bundle's Vega 6 draws it as well, but
    # would warn of it in every reader's console.
    bundle = bundle.replace("schema/vega/v5.json", "schema/vega/v6.json")
    return f"(function(){{{bundle}\n}})();\n"


def dark_css() -> str:
    """Return the rules that turn the colours of charts into those of a dark page."""
    rules = []
    for light, dark in charts.DARK.items():
        for attribute in ("fill", "stroke"):
            rules.append(
                f'html[data-theme="dark"] figure.chart svg [{attribute}="{light}" i]'
                f"{{{attribute}:{dark}}}"
            )
    words = "\n".join(
        f'figure.chart svg text[fill="{mark}" i]{{fill:{word}}}'
        for mark, word in charts.AS_WORDS.items()
    )
    names = ("INK", "SOFT_INK", "GRID", "PAPER", "CONTEXT", "ACCENT", "UN_BLUE")
    light = {f"--mc-{name.lower().replace('_', '-')}": getattr(charts, name) for name in names}
    variables = ";".join(f"{name}:{colour}" for name, colour in light.items())
    darkened = ";".join(f"{name}:{charts.DARK[colour]}" for name, colour in light.items())
    return (
        f"html{{{variables};--mc-font:{charts.FONT}}}\n{words}\n"
        f'@media screen{{html[data-theme="dark"]{{{darkened}}}\n' + "\n".join(rules) + "}\n"
    )


def icons_css() -> str:
    """Return the icons in use as masks, cut from the theme's copy of Font Awesome.

    Raises
    ------
    LookupError
        If the theme's copy holds an icon no more.
    """
    source = (THEME_STATIC / "scripts" / "fontawesome.js").read_text("utf-8")
    rules = [
        "/* Icons: Font Awesome Free by @fontawesome, https://fontawesome.com, CC BY 4.0. */",
        ".fa-solid,.fas,.fa-brands,.fab,.fa-regular,.far{display:inline-block;width:1em;"
        "height:1em;vertical-align:-.125em;background:currentColor;"
        "-webkit-mask:var(--icon) center/contain no-repeat;"
        "mask:var(--icon) center/contain no-repeat}",
        ".fa-lg{font-size:1.15em}",
        "@media (forced-colors:active){.fa-solid,.fas,.fa-brands,.fab{background:ButtonText}}",
    ]
    for css_class, name in ICONS.items():
        # Outlined icons stand before the solid ones of the same name.
        found = re.findall(
            rf'[,{{]"?{re.escape(name)}"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","([^"]+)"\]', source
        )
        if not found:
            raise LookupError(f"The theme's fontawesome.js holds no icon {name!r} any more.")
        width, height, path = found[-1]
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<path d="{path}"/></svg>'
        )
        rules.append(f'.fa-{css_class}{{--icon:url("data:image/svg+xml,{quote(svg)}")}}')
    return "\n".join(rules) + "\n"


def slim_theme_css(css: str) -> str:
    """Return the theme's style sheet without the rules and web fonts of Font Awesome."""
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    return _ICON_RULE.sub("", css)


def words_in_use(folder: Path) -> set[str]:
    """Return the classes of all pages under `folder` and the words of their scripts."""
    words: set[str] = set()
    for page in folder.rglob("*.html"):
        for classes in re.findall(r'class="([^"]*)"', page.read_text("utf-8")):
            words.update(classes.split())
    for script in folder.glob("_static/**/*.js"):
        if script.name != "vega-bundle.js":
            words.update(re.findall(r"[a-zA-Z_][\w-]*", script.read_text("utf-8")))
    return words


def without_unused_classes(css: str, names: set[str]) -> str:
    """Return a style sheet without the rules that ask for a class nobody has.

    Parameters
    ----------
    css : str
        A style sheet; licence comments (`/*!`) are kept.
    names : set of str
        The classes in use, from `words_in_use`; too many do no harm.

    Returns
    -------
    str
        The style sheet; of a list of selectors, the ones that can match are kept.
    """
    kept = []
    for rule in tinycss2.parse_stylesheet(css, skip_whitespace=True):
        if rule.type == "comment":
            # That is how a licence is marked.
            kept += [rule.serialize()] if rule.value.startswith("!") else []
        elif rule.type == "qualified-rule":
            selectors = _selectors(tinycss2.serialize(rule.prelude))
            alive = [s for s in selectors if set(_CLASS.findall(_NEGATED.sub("", s))) <= names]
            if alive:
                kept.append(f"{','.join(alive)}{{{tinycss2.serialize(rule.content).strip()}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = without_unused_classes(tinycss2.serialize(rule.content), names)
            if inner:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        else:
            kept.append(rule.serialize())
    return "".join(kept)


def _selectors(prelude: str) -> list[str]:
    """Split a list of selectors at the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(prelude):
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            parts.append(prelude[start:position])
            start = position + 1
    return [part.strip() for part in [*parts, prelude[start:]]]
