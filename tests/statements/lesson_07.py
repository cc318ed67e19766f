"""Statements of lesson 07, the road to Action for Peacekeeping."""

import re

from tests.statements import load, states

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


@states("07", "The Declaration has 45")
@states("07", "as 45 commitments in eight areas")
@states("07", "eight of 45, from which nothing can be said about the rest")
@states(
    "07", "The Declaration of Shared Commitments puts 45 commitments under eight areas; we read"
)
def _():
    return commitments(), len(load("a4p_areas")) == 8, len(read()) == 8


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


@states("07", "Of 89 asks, 45 go to the Secretary-General and his Secretariat, half of them all")
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


@states("07", "twelve of its 18 go to states or to nobody")
def _():
    states_ = "host states", "Member States", "contributors", "nobody named"
    some = sum(asks(asked=name, verb="encourages") for name in states_)
    return asks(verb="encourages"), some == 12


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
    "From Brahimi to the resolutions of 2021 the texts name the same troubles: politics, mandates "
    "and means that do not fit, peacekeepers who are killed, and the state that hosts the mission",
)
def _():
    rows = load("reform_passages")
    told = set(rows.loc[rows["date"] >= "2021-01-01", "trouble"])
    return rows["date"].max().year, {"politics", "mandates", "safety", "host state"} <= told


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


@states("07", "Host states are asked most in the text of August 2021")
def _():
    rows = load("reform_asks").query("asked == 'host states'")
    found = rows.groupby("symbol").size()
    return 2021, found.idxmax() == "S/RES/2589 (2021)", len(found) == 3
