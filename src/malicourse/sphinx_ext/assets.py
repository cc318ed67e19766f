"""What the theme sends and a reader does not need is left out; what is missing is made here."""

import re
from pathlib import Path
from urllib.parse import quote

import pydata_sphinx_theme
import vl_convert

from malicourse import charts
from malicourse.sphinx_ext.drawing import vl_version

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
THEME_STATIC = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
_ICON_RULE = re.compile(r"[^{}]*\.fa[srb]?\b[^{}]*\{[^{}]*\}|@font-face\{[^{}]*\}")


def vega_bundle() -> str:
    """Return the library that makes charts live, as a script that sets `window.mcVega` only."""
    bundle = vl_convert.javascript_bundle(
        "window.mcVega = {vegaEmbed: vegaEmbed};", vl_version=vl_version()
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
    names = ("INK", "SOFT_INK", "GRID", "PAPER", "CONTEXT", "ACCENT", "UN_BLUE")
    light = {f"--mc-{name.lower().replace('_', '-')}": getattr(charts, name) for name in names}
    variables = ";".join(f"{name}:{colour}" for name, colour in light.items())
    darkened = ";".join(f"{name}:{charts.DARK[colour]}" for name, colour in light.items())
    return (
        f"html{{{variables};--mc-font:{charts.FONT}}}\n"
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
