"""Statements of lesson 08, Action for Peacekeeping Plus."""

from malicourse import exercises
from malicourse.stats import agreement
from tests.statements import load, states
from tests.statements.blind import alike, beside

READINGS = ["record", "words", "titles", "broad", "strict", "independent"]


def cross():
    rows = load("a4p_crosswalk")
    names = load("a4p_areas").set_index("area_no")["short_name"]
    return rows.assign(area=rows["area_no"].map(names), **rows[READINGS].astype(str))


def links(reading):
    rows = cross()
    return rows[rows[reading] != "none"]


def code(item, area, reading):
    rows = cross().set_index(["item_id", "area"])
    return rows.at[(item, area), reading]


def protecting(reading):
    return set(links(reading).query("area == 'protection'")["item_id"])


@states("08", "links nine items to eight areas, 72 pairs")
def _():
    pairs = cross().groupby(["item_id", "area"], observed=True).size()
    return len(pairs), (pairs == 1).all(), len(pairs) == 9 * 8


@states("08", "The 72 cells share nine passages")
def _():
    return len(cross()), load("a4p_plus_sentences")["item_id"].nunique() == 9


@states("08", "The record numbers the second, third, fourth and sixth")
def _():
    rows = load("a4p_plus_sentences").query("part == 'lead'").set_index("item_id")["sentence"]
    numbered = {"P2": "second", "P3": "third", "P4": "fourth", "P6": "sixth"}
    words = ("first", "fifth", "seventh", *numbered.values())
    found = {i: [w for w in words if f" {w} " in s] for i, s in rows.items()}
    return all(found[i] == [numbered[i]] if i in numbered else not found[i] for i in found)


@states("08", "makes it a main subject of P3 and P7, the two that the commentary chose")
def _():
    rows = cross().query("area == 'protection'").set_index("item_id")
    chosen = set(rows.index[rows["broad"] == "main"]) == {"P3", "P7"}
    sides = all(rows.at[i, "independent"] == "side" for i in ("P3", "P7"))
    return chosen and sides and not protecting("record") & {"P3", "P7"}


@states("08", "Three cells in the grid are main in every reading")
def _():
    rows = cross()
    found = rows[(rows[READINGS] == "main").all(axis=1)]
    return list(found["item_id"] + found["area_no"].astype(str)) == ["P11", "P44", "X12"]


@states("08", "four links by the broad rule, five by the independent reader, one from the record")
@states("08", "Protection has four links by the broad rule and one from the record")
@states(
    "08",
    "holds by the broad rule and for the independent reader, who could count conditions, and not "
    "where only what was said counts",
)
def _():
    number = [len(protecting(name)) for name in READINGS]
    said = protecting("record") | protecting("strict") | protecting("words") | protecting("titles")
    both = all({"P3", "P7"} <= protecting(name) for name in ("broad", "independent"))
    return number == [1, 0, 0, 4, 0, 5], both, not {"P3", "P7"} & said


@states("08", "How is 0.44 to be read")
def _():
    return agreement(cross()["record"], cross()["titles"])["kappa"]


@states("08", "The highest agreement is the one that was built in")
@states("08", "Little, since one hand made both")
def _():
    rows = cross()
    kappas = {name: agreement(rows["record"], rows[name])["kappa"] for name in READINGS[1:]}
    ranks = sorted(kappas, key=kappas.get)
    return ranks[0] == "independent", ranks[-2:] == ["strict", "words"]


@states("08", "By the broad rule, which counts all that the strict one counts and more")
def _():
    rows = cross().query("broad != 'main' and strict == 'main'")
    return list(rows["item_id"] + " " + rows["area"]) == ["P5 performance"]


@states("08", "made for 2021 to 2023")
def _():
    notes = load("a4p_plus_notes").set_index("note_id").at["notes_period", "what"]
    return 2021, 2023, "covers 2021 to 2023" in notes


@states("08", "UN80, which was announced on 12 March 2025")
def _():
    return str(load("a4p_plus_notes").set_index("note_id").at["notes_initiative", "date"].date())


@states(
    "08",
    "they have 17 links to the areas of A4P, by a broad rule on our own short meanings 24",
)
def _():
    return len(links("record")), len(links("broad"))


@states(
    "08",
    "agrees with the reading of the record in 81 per cent of cells; chance alone would give 66, "
    "and kappa is 0.44",
)
def _():
    found = agreement(cross()["record"], cross()["titles"])
    return 100 * found["observed"], 100 * found["expected"], found["kappa"]


@states("08", "four or five of the seven priorities depend on others")
@states("08", "With P4, worked in the lesson, four or five of seven depend on others by this test")
def _():
    signs = [codes for codes, _ in exercises.get("coding-6").expected().settled.values()]
    surely = sum("none" not in codes for codes in signs)
    perhaps = sum(set(codes) != {"none"} for codes in signs)
    return surely + 1 == 4, perhaps + 1 == 5


@states("08", "A kappa of 1.00 with the record would be a copy or a great coincidence")
def _():
    return agreement(cross()["record"], cross()["record"])["kappa"]


@states("08", "would call the lower end fair and the upper one substantial")
def _():
    low, high = exercises.get("coding-3").expected().right_answer()
    return 0.2 < low <= 0.4, 0.6 < high <= 0.8


@states("08", "cells on which all six readings agree are as they have them")
def _():
    # None of the readings, whatever its rule, has another code there.
    settled = exercises.get("coding-2").expected().settled
    return all(
        code(*cell, name) in codes for cell, (codes, _) in settled.items() for name in READINGS
    )


@states("08", "the three kappas are 0.41, 0.54 and 0.57")
def _():
    rows = cross()
    pairs = [("titles", "strict"), ("words", "strict"), ("words", "titles")]
    found = [agreement(rows[one], rows[two]) for one, two in pairs]
    assert {round(72 * pair["observed"]) for pair in found} == {61}
    return [pair["kappa"] for pair in found]


@states("08", "Behind one kappa: partnerships divide the two most")
def _():
    rows = cross()
    apart = (rows["record"] != rows["titles"]).groupby(rows["area"]).sum()
    return apart.idxmax() == "partnerships", (apart == apart.max()).sum() == 1


def same_for_both():
    (each,) = set(alike("a4p_crosswalk", "record"))
    return each


@states("08", "Each agrees with the record in 68 of 72 cells, a kappa of 0.87")
def _():
    return tuple(same_for_both())


@states("08", "followed the rule to the same code in 68 of 72 cells")
def _():
    return same_for_both()[:2]


@states("08", "All four differing cells lie in one area, performance")
def _():
    rows = beside("a4p_crosswalk", "record")
    apart = rows[rows["ours"] != rows["theirs"]]
    number = load("a4p_areas").set_index("short_name").at["performance", "area_no"]
    return set(apart.groupby("coder").size()) == {4}, apart["row_key"].str.endswith(
        f"-{number}"
    ).all()


@states("08", "the two readers gave the same code in all 72 cells")
def _():
    codes = beside("a4p_crosswalk", "record").pivot(
        index="row_key", columns="coder", values="theirs"
    )
    return int((codes["reader 1"] == codes["reader 2"]).sum())
