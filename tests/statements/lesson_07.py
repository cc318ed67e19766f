"""Statements of lesson 07, the road to Action for Peacekeeping."""

import json
import re
from pathlib import Path

from malicourse import exercises
from malicourse.exercises.lesson_07 import CLAUSES
from tests.statements import load, states
from tests.statements.blind import alike

ROOT = Path(__file__).resolve().parents[2]

HIPPO = "military and technical engagements alone"


def commitments():
    """Return how many commitments and areas the declaration has, by the sources of claim C30."""
    said = load("claims").set_index("claim_id").at["C30", "what_sources_say"]
    return int(re.search(r"(\d+) commitments grouped in eight areas", said)[1])


def read():
    return load("a4p_commitments").query("read_as == 'commitment'")


def counts():
    return load("a4p_endorsement_counts").sort_values("latest").set_index("member_states")


def asks(**kept):
    rows = load("reform_asks")
    for column, value in kept.items():
        rows = rows[rows[column] == value]
    return len(rows)


def secretary():
    return asks(asked="Secretary-General"), asks()


def requests():
    return asks(asked="Secretary-General", verb="requests"), asks(verb="requests")


@states("07", "Others speak of 45.")
@states("07", "45, says a page of the UN that we read in a copy")
@states(
    "07",
    "The Declaration of Shared Commitments is said to hold 45 commitments, under eight areas; we "
    "read eight of them",
)
def _():
    return commitments(), len(load("a4p_areas")) == 8, len(read()) == 8


@states("07", "eight in all, from which nothing can be said about the rest")
def _():
    return len(read()) == 8


@states(
    "07", "five resolutions of the Security Council that we read from the first word to the last"
)
@states("07", "All five resolutions speak of the host state")
def _():
    texts = {symbol[6:10] for symbol in load("reform_asks")["symbol"]}
    hosts = load("reform_passages").query("trouble == 'host state'")["text"]
    assert texts == {"2378", "2436", "2518", "2589", "2594"}
    return all(f"Resolution {number}" in set(hosts) for number in texts)


@states("07", "There are 27 passages")
def _():
    return len(load("reform_passages"))


@states("07", "stands, hardly changed, in four of the five resolutions")
def _():
    rows = load("reform_passages")
    told = rows[rows["quote"].str.contains(HIPPO) & rows["text"].str.startswith("Resolution")]
    return len(told) == 4


@states("07", "Of 89 asks, 45 go to the Secretary-General and his Secretariat, which is half")
def _():
    mine, whole = secretary()
    return whole, mine, abs(mine / whole - 0.5) < 0.01


@states("07", "Host states are asked eight times, all Member States eight times")
@states("07", "those who contribute troops and police four times")
@states("07", "The Council turns to itself in nine clauses")
@states("07", "In six nobody is named")
def _():
    names = "host states", "Member States", "contributors", "Council", "nobody named"
    return tuple(asks(asked=name) for name in names) == (8, 8, 4, 9, 6)


@states("07", "33 of the 38 go to the Secretary-General")
def _():
    return *requests(), asks(asked="host states", verb="requests") == 1


@states("07", "of its 18, nine go to states, three to nobody, one to another body, and five")
def _():
    names = ("host states", "Member States", "contributors"), ("nobody named",), ("others",)
    found = [sum(asks(asked=name, verb="encourages") for name in some) for some in names]
    he = asks(asked="Secretary-General", verb="encourages")
    return asks(verb="encourages"), found == [9, 3, 1], he == 5


@states(
    "07",
    "first a dialogue, then a responsibility to protect civilians, then free movement for "
    "peacekeepers, “including for casualty and medical evacuation”, then accountability for "
    "attacks on them, and last national plans to protect civilians",
)
def _():
    rows = load("reform_passages").query("trouble == 'host state'").sort_values("date")
    rows = rows[rows["text"].str.startswith("Resolution")]["quote"].tolist()
    words = "dialogue", "protection of civilians", "medical evacuation", "accountability", "plans"
    # The same clauses stand in both tables.
    asked = load("reform_asks").set_index("ask_id").loc[["A2518_01", "A2589_04"], "quote"]
    return set(asked) <= set(rows), all(
        word in quote for word, quote in zip(words, rows, strict=True)
    )


@states(
    "07",
    "In five resolutions that we read whole, 45 of 89 asks go to the Secretary-General, and 33 of "
    "38 requests",
)
def _():
    return *secretary(), *requests()


@states("07", "Half of the asks in five resolutions go to the Secretary-General")
@states("07", "That in these texts the Council most often turns to him")
def _():
    return load("reform_asks")["asked"].mode().tolist() == ["Secretary-General"]


@states(
    "07",
    "In the passages that we read, from 2000 to 2021, reform speaks of politics, of mandates and "
    "means that do not fit, of peacekeepers who are killed, and of the state that hosts the "
    "mission; in what we read of the Brahimi report only mandates and means appear",
)
def _():
    rows = load("reform_passages")
    brahimi = set(rows.loc[rows["text"] == "Brahimi report", "trouble"])
    told = {"politics", "mandates", "means", "safety", "host state"} <= set(rows["trouble"])
    return rows["date"].min().year, rows["date"].max().year, brahimi == {"mandates", "means"}, told


@states("07", "then eight more by March 2021, when 39 of the 193 members had not joined")
def _():
    rows = counts()
    last = rows.index.max()
    return rows.at[last, "latest"].year, 193 - last, 193, last - 146 == 8


@states("07", "From 22 to 146 in three weeks")
def _():
    rows = counts()
    return 22, 146, (rows.at[146, "latest"] - rows.at[22, "latest"]).days == 21


@states("07", "Most of the endorsements known came within three weeks")
def _():
    return (146 - 22) / counts().index.max() > 0.5


@states("07", "On 12 September 2018, 55 states had endorsed it, 146 by the 26th, 154 by March 2021")
def _():
    rows = counts()
    days = rows.at[146, "latest"].day == 26, rows.at[154, "latest"].month == 3
    return (
        rows.at[55, "latest"].date().isoformat(),
        55,
        146,
        154,
        rows.at[154, "latest"].year,
        *days,
    )


@states(
    "07",
    "Russia said that it had endorsed with reservations, China that it supports; for Mali we found "
    "no record of its own, but its name stands under two drafts of 2021",
)
def _():
    rows = load("a4p_endorsers")
    own = rows[rows["source_id"] != "seed"].groupby("iso3")["standing"].agg(set)
    mali = load("resolution_sponsors").query("iso3 == 'MLI'")
    known = "endorsed with reservations" in own["RUS"], own["CHN"] == {"supports"}
    return 2021, *known, "MLI" not in own, len(mali) == 2


@states("07", "Three of these lists have ten names or fewer")
def _():
    lists = load("resolution_sponsors").groupby("symbol")["country"].nunique()
    return (lists <= 10).sum() == 3, (lists > 40).sum() == 5


@states("07", "Paragraph 2 “requests the host states to fulfil their obligations”")
def _():
    rows = load("reform_asks").set_index("ask_id")
    row = rows.loc["A2518_01"]
    said = "casualty and medical evacuation" in row["quote"]
    return row["paragraph"] == 2, said, row["verb"] == "requests", row["asked"] == "host states"


@states("07", "In these five texts the asks of host states begin in 2020")
def _():
    rows = load("reform_asks")
    first = rows.loc[rows["asked"] == "host states", "date"].min()
    return first.year, rows.loc[rows["date"] < first, "symbol"].nunique() == 2


def clauses():
    """Give the ten clauses of the third exercise: number, words, who is asked or None."""
    lesson = (ROOT / "notebooks" / "07-road-to-a4p.ipynb").read_text(encoding="utf-8")
    words = "\n".join(
        "".join(cell["source"])
        for cell in json.loads(lesson)["cells"]
        if cell["cell_type"] == "markdown"
    )
    part = words.split("### 3. ")[1].split("<details>")[0]
    asks = load("reform_asks").set_index("quote")["asked"].astype(str)
    told = set(load("reform_passages")["quote"])
    for number, quote in re.findall(r"^(\d+)\. “(.+)”$", part, flags=re.MULTILINE):
        assert quote in asks.index or quote in told, quote
        yield int(number), quote, asks.get(quote)


@states("07", "Of ten clauses two ask nothing, and three turn to host states")
def _():
    found = list(clauses())
    asked = [who for _, _, who in found]
    coded = load("reform_asks").set_index("ask_id").loc[CLAUSES, "asked"].astype(str)
    assert sorted(filter(None, asked)) == sorted(coded)
    return len(found) == 10, asked.count(None) == 2, asked.count("host states") == 3


@states("07", "host states 3, Secretary-General 3, Member States 2")
def _():
    asked = [who for _, _, who in clauses()]
    return tuple(map(asked.count, ("host states", "Secretary-General", "Member States")))


@states("07", "Three of the four counted or quoted something other than a commitment")
def _():
    named = exercises.get("road-2").expected().right_answer()
    return len(named) == 4, len(named) - named.count("commitment") == 3


@states(
    "07",
    "The article's “commitment 5” has the number of a paragraph, and so has the commitment 2 of "
    "the note that we made up",
)
def _():
    rows = load("a4p_commitments").set_index("commitment_id")
    fifth, second = rows.loc["about3"], rows.loc["par2"]
    known = second["read_as"] == "paragraph", rows.at["perf4", "read_as"] == "commitment"
    return fifth["paragraph"], second["paragraph"], *known


@states("07", "The first puts verbs before headings")
def _():
    areas = load("a4p_areas")["area"].str.lower()
    words = "political solutions", "protection", "safety and security", "performance and account"
    return all(areas.str.contains(some).any() for some in words)


@states("07", "only Estonia and Russia have all three in these records")
def _():
    sheet = exercises.get("road-5").expected().right_answer().set_index("iso3")
    return sheet.index[sheet.all(axis=1)].tolist() == ["EST", "RUS"]


@states("07", "every verb alike, the one who is asked in 85 and in 87 of 89")
def _():
    asked, verbs = alike("reform_asks", "asked"), alike("reform_asks", "verb")
    clauses = len(load("reform_asks"))
    return *(each.same for each in asked), clauses, all(each.same == clauses for each in verbs)
