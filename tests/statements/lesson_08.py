"""Statements of lesson 08, Action for Peacekeeping Plus."""

from tests.statements import load, states


def cross():
    rows = load("a4p_crosswalk")
    names = load("a4p_areas").set_index("area_no")["short_name"]
    return rows.assign(area=rows["area_no"].map(names))


def links(reading):
    rows = cross()
    return rows[rows[reading] != "none"]


def agreement(one, other):
    """Share of equal cells, the share by chance, and Cohen's kappa."""
    rows = cross()
    same = (rows[one].astype(str) == rows[other].astype(str)).mean()
    first, second = (rows[name].astype(str).value_counts(normalize=True) for name in (one, other))
    chance = (first * second).sum()
    return same, chance, (same - chance) / (1 - chance)


@states("08", "links nine items to eight areas, 72 pairs")
@states("08", "The crosswalk has a row for each pair, 72 in all")
def _():
    pairs = cross().groupby(["item_id", "area"], observed=True).size()
    return len(pairs), (pairs == 1).all(), len(pairs) == 9 * 8


@states("08", "lead back to some of the eight areas of 2018")
def _():
    signed = load("frameworks").set_index("framework_id").at["declaration", "date"]
    return signed.year, len(load("a4p_areas")) == 8


@states("08", "The broad map has 24 links, the strict one nine")
@states("08", "by a broad rule they have 24 links, by a strict one nine")
def _():
    return len(links("broad")), len(links("strict")) == 9


@states("08", "By the broad rule its two main links are exactly the two priorities that the")
def _():
    rows = cross().query("area == 'protection'").set_index("item_id")
    main = list(rows.index[rows["broad"] == "main"])
    sides = (rows["broad"] == "side").sum()
    return main == ["P3", "P7"], sides == 2, (rows["strict"] == "none").all()


@states("08", "the third choice, stands between: five links, none of them main")
def _():
    rows = links("independent").query("area == 'protection'")
    return len(rows) == 5, (rows["independent"] == "side").all()


@states("08", "Protection falls from four links to none, safety of peacekeepers from five to one")
def _():
    sums = [links(rule)["area"].value_counts() for rule in ("broad", "strict")]
    areas = ["protection", "safety and security"]
    return [n.get(area, 0) for n in sums for area in areas] == [4, 5, 0, 1]


@states("08", "But 48 of the 55 equal cells are none and none")
def _():
    rows = cross()
    equal = rows[rows["broad"].astype(str) == rows["strict"].astype(str)]
    return (equal["broad"] == "none").sum(), len(equal)


@states("08", "P5 and performance is side by the broad rule and main by the strict one")
def _():
    rows = cross().query("broad != 'main' and strict == 'main'")
    cell = rows.iloc[0]
    named = cell["item_id"] == "P5" and cell["area"] == "performance"
    return len(rows) == 1, named, cell["broad"] == "side"


@states("08", "made for 2021 to 2023")
def _():
    notes = load("a4p_plus_notes").set_index("note_id").at["notes_period", "what"]
    return 2021, 2023, "covers 2021 to 2023" in notes


@states(
    "08",
    "the two agree in 76 per cent of cells, but chance alone would give 60, and kappa is 0.41",
)
def _():
    same, chance, kappa = agreement("broad", "strict")
    return 100 * same, 100 * chance, kappa


@states(
    "08",
    "Peacebuilding is the main subject of no item by either rule, and of one for the independent "
    "reader, whose kappa with the broad rule is 0.60",
)
def _():
    rows = cross().query("area == 'peacebuilding'")
    sums = [(rows[name] == "main").sum() for name in ("broad", "strict", "independent")]
    return agreement("broad", "independent")[2], sums == [0, 0, 1]
