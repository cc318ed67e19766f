"""The colours of every chart, measured where they are drawn: on light paper and on dark."""

import copy
import itertools
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator

import nbformat
import numpy as np
import pytest
import vl_convert
from chart_colour_flaws import COLOURS

from malicourse import charts
from malicourse.data import folder

NOTEBOOKS = sorted((folder().parent / "notebooks").glob("*.ipynb"))
SVG = "{http://www.w3.org/2000/svg}"
NONE = {None, "none", "transparent", ""}
#: What stands for an area of a map, and names nothing.
GROUND = {
    colour
    for light in (charts.PAPER, charts.GRID, charts.TINT)
    for colour in (light, charts.DARK[light])
}
NAMED = {"white": "#ffffff", "black": "#000000", "grey": "#808080", "gray": "#808080"}
#: A quarter of what lies beneath a word, so that a line that crosses it does not count.
SHARE = 0.25
DARK = {light.lower(): dark for light, dark in charts.DARK.items()}
#: From red, green and blue to what an eye without green receptors sees (Machado et al. 2009).
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
)
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
) / np.array([[0.9505], [1.0], [1.089]])


def rgb(colour: str) -> np.ndarray:
    """Return red, green and blue, 0 to 255."""
    colour = NAMED.get(colour, colour)
    if colour.startswith("rgb"):
        return np.array([float(part) for part in re.findall(r"[\d.]+", colour)[:3]])
    if len(colour) == 4:
        colour = "#" + "".join(2 * letter for letter in colour[1:])
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)], dtype=float)


def linear(colours: np.ndarray) -> np.ndarray:
    parts = colours / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the contrast of a colour with one or more others, as WCAG 2 computes it."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    a, b = linear(one) @ weights, linear(others) @ weights
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)


def lab(colour: np.ndarray, seen: np.ndarray) -> np.ndarray:
    x, y, z = np.cbrt(np.clip(TO_XYZ @ np.clip(seen @ linear(colour), 0, 1), 0.008856, None))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether two colours are hard to tell apart in grey and without green receptors."""
    near = lab(one, DEUTERANOPIA) - lab(other, DEUTERANOPIA)
    return abs(near[0]) < 10 and float(np.linalg.norm(near)) < 20


def pixels(svg: str) -> np.ndarray:
    """Draw an SVG and return its red, green and blue by row and column."""
    data = vl_convert.svg_to_png(svg, scale=1)
    width, height = struct.unpack(">II", data[16:24])
    place, parts = 8, []
    while place < len(data):
        (size,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            parts.append(data[place + 8 : place + 8 + size])
        place += size + 12
    raw = np.frombuffer(zlib.decompress(b"".join(parts)), np.uint8).reshape(height, -1)
    rows = np.zeros((height, width, 4), np.uint8)
    for number, line in enumerate(raw):
        kind, values = line[0], line[1:].reshape(width, 4)
        above = rows[number - 1] if number else np.zeros((width, 4), np.uint8)
        if kind == 0:
            rows[number] = values
        elif kind == 1:
            rows[number] = np.cumsum(values, axis=0, dtype=np.uint8)
        elif kind == 2:
            rows[number] = values + above
        else:
            rows[number] = _predicted(kind, values, above)
    return rows[:, :, :3].astype(float)


def _predicted(kind: int, values: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Undo the two filters of PNG that look at the pixel before."""
    out, before, corner = [], [0] * 4, [0] * 4
    for row, up in zip(values.tolist(), above.tolist(), strict=True):
        if kind == 3:
            before = [(v + (a + b) // 2) & 255 for v, a, b in zip(row, before, up, strict=True)]
        else:
            found = []
            for v, a, b, c in zip(row, before, up, corner, strict=True):
                p = a + b - c
                near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))
                found.append((v + near[2]) & 255)
            before = found
        corner = up
        out.append(before)
    return np.array(out, np.uint8)


def drawn() -> Iterator[tuple[str, str, dict]]:
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                spec = output.get("data", {}).get(charts.MIME_TYPE)
                if spec:
                    yield path.stem, spec


def inherited(element: ET.Element, around: dict) -> dict:
    """Return place, opacity and role of an element, given those of what holds it."""
    move = re.match(r"translate\(([-\d.e]+),([-\d.e]+)\)(.*)", element.get("transform", ""))
    x, y = (float(move[1]), float(move[2])) if move else (0.0, 0.0)
    return {
        "x": around["x"] + x,
        "y": around["y"] + y,
        "turned": around["turned"] or bool(move and "rotate" in move[3]),
        "opacity": around["opacity"] * float(element.get("opacity", 1)),
        "role": element.get("class") or around["role"],
    }


def leaves(element: ET.Element, around: dict) -> Iterator[tuple[ET.Element, dict]]:
    here = inherited(element, around)
    if element.tag in (SVG + "path", SVG + "line", SVG + "rect", SVG + "text"):
        yield element, here
    else:
        for part in element:
            yield from leaves(part, here)


START = {"x": 0.0, "y": 0.0, "turned": False, "opacity": 1.0, "role": ""}


def in_theme(root: ET.Element, dark: bool) -> ET.Element:
    """Return a drawing in the colours of a page, as the style sheet changes them."""
    root = copy.deepcopy(root)
    if not dark:
        for text in root.iter(SVG + "text"):
            text.set("fill", charts.AS_WORDS.get(text.get("fill"), text.get("fill", "none")))
        return root
    for element in root.iter():
        for name in ("fill", "stroke"):
            colour = element.get(name, "").lower()
            if colour:
                element.set(name, DARK.get(colour, colour))
    return root


def words_flaws(root: ET.Element, paper: np.ndarray) -> Iterator[str]:
    """Yield the texts that are hard to read where they stand."""
    bare = copy.deepcopy(root)
    for group in bare.iter(SVG + "g"):
        for text in group.findall(SVG + "text"):
            group.remove(text)
    fill = f"rgb({','.join(str(int(part)) for part in paper)})"
    whole = {"width": "100%", "height": "100%", "fill": fill}
    bare.insert(0, ET.Element(SVG + "rect", whole))
    ground = pixels(ET.tostring(bare, encoding="unicode"))
    for text, here in leaves(root, START):
        words = "".join(text.itertext()).strip()
        if text.tag != SVG + "text" or not words or here["opacity"] < 0.1 or here["turned"]:
            continue
        if text.get("fill") in NONE:
            continue
        size = float(text.get("font-size", "11px").removesuffix("px"))
        lines = [part.text or "" for part in text] or [words]
        width = 0.52 * size * max(map(len, lines))
        left = here["x"] - width * {"middle": 0.5, "end": 1}.get(text.get("text-anchor"), 0)
        top = max(int(here["y"] - 0.7 * size), 0)
        box = ground[top : int(here["y"]) + 1, max(int(left), 0) : int(left + width) + 1]
        beneath = box.reshape(-1, 3)
        if not len(beneath):
            continue
        colour = rgb(text.get("fill"))
        if text.get("stroke") not in NONE:
            beneath = rgb(text.get("stroke"))[None]
        solid = here["opacity"] * float(text.get("fill-opacity", 1))
        mixed = colour * solid + beneath.mean(axis=0) * (1 - solid)
        bold = text.get("font-weight", "") in ("bold", "600", "700")
        needed = 3 if size >= 24 or (bold and size >= 18.66) else 4.5
        if np.mean(contrast(mixed, beneath) < needed) >= SHARE:
            yield f"words {text.get('fill')}"


def mark_flaws(root: ET.Element, paper: np.ndarray) -> Iterator[str]:
    """Yield the colours of marks that do not stand out from the paper."""
    marks = [
        (element, here)
        for element, here in leaves(root, START)
        if "role-mark" in here["role"] and element.tag != SVG + "text"
    ]
    lettered = sum("mark-text" in here["role"] for _, here in leaves(root, START))
    cells = sum("mark-rect" in here["role"] for _, here in marks)
    solid: set[str] = set()
    weak: set[str] = set()
    for element, here in marks:
        best, colours = 0.0, []
        for name in ("fill", "stroke"):
            colour = element.get(name)
            if colour in NONE:
                continue
            part = here["opacity"] * float(element.get(f"{name}-opacity", 1))
            if part < 0.02:
                continue
            colours.append(colour)
            mixed = rgb(colour) * part + paper * (1 - part)
            ratio = float(contrast(mixed, paper))
            best = max(best, ratio)
            if ratio >= 3:
                solid.add(colour)
        is_cell = "mark-rect" in here["role"] and cells and lettered >= cells / 2
        is_ground = "mark-shape" in here["role"] and element.get("fill") in NONE | GROUND
        if colours and best < 3 and not is_cell and not is_ground:
            weak.update(colours[:1])
    # A pale band or bar is read beside the solid mark in its colour.
    for colour in weak - solid:
        yield f"mark {colour}"


def series_flaws(root: ET.Element) -> Iterator[str]:
    """Yield pairs of colours that only a legend tells apart, and not every eye."""
    keys: dict[str, str] = {}
    for element, here in leaves(root, START):
        if "role-legend-symbol" in here["role"]:
            colours = [element.get("fill"), element.get("stroke")]
            colour = next((colour for colour in colours if colour not in NONE), None)
            if colour:
                keys.setdefault(colour, element.get("d", ""))
    for (one, shape), (other, rival) in itertools.combinations(sorted(keys.items()), 2):
        if shape == rival and alike(rgb(one), rgb(other)):
            yield f"{one} like {other}"


def partnerless(root: ET.Element) -> Iterator[str]:
    """Yield colours that a dark page would show as they are; those of scales are numbers."""
    for element, here in leaves(root, START):
        if here["opacity"] < 0.02 or "legend-gradient" in here["role"]:
            continue
        for name in ("fill", "stroke"):
            colour = (element.get(name) or "").lower()
            if colour not in NONE and not colour.startswith("rgb") and colour not in DARK:
                yield f"no dark colour for {colour}"


def flaws(spec: dict) -> set[str]:
    spec = {key: value for key, value in spec.items() if key != "title"}
    spec["background"] = "transparent"
    svg = vl_convert.vegalite_to_svg(spec, vl_version=charts.VEGA_LITE, allowed_base_urls=[])
    root = ET.fromstring(svg)
    found = set(partnerless(root))
    for theme, paper in (("light", charts.PAPER), ("dark", charts.DARK[charts.PAPER])):
        shown = in_theme(root, theme == "dark")
        on_paper = (*words_flaws(shown, rgb(paper)), *mark_flaws(shown, rgb(paper)))
        found |= {f"{theme}: {flaw}" for flaw in (*on_paper, *series_flaws(shown))}
    return found


CHARTS: dict[str, list[dict]] = {}
for lesson, stored in drawn():
    CHARTS.setdefault(lesson, []).append(stored)


@pytest.mark.parametrize("lesson", CHARTS)
def test_colours_stand_out_and_can_be_told_apart(lesson):
    found = {}
    for spec in CHARTS[lesson]:
        if seen := flaws(spec):
            found[spec["description"][:60]] = seen
    assert found == COLOURS.get(lesson, {})
