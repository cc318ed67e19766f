"""Statements of lesson 19, whether peacekeeping works."""

from pathlib import Path

import yaml

from malicourse import geo, stats
from tests.statements import load, states

DATA = Path(__file__).resolve().parents[2] / "data"
THIRDS = ["lowest third", "middle third", "highest third"]


def spells(peacekeepers=None):
    rows = load("peace_spells")
    rows = rows.assign(group=rows["risk_group"].astype(str), sent=rows["peacekeepers"].astype(str))
    rows = rows.set_index("group")
    return rows if peacekeepers is None else rows[rows["sent"] == peacekeepers]


def held(group, peacekeepers):
    row = spells(peacekeepers).loc[group]
    return 100 * row["peace_held"] / row["spells"]


def soon(group, peacekeepers):
    return tuple(spells(peacekeepers).loc[group, ["returned_within_a_year", "spells"]])


def more_often_in_each_third():
    return all(held(third, "yes") > held(third, "no") for third in THIRDS)


def around(km):
    places, bases = load("ucdp_places"), load("bases").set_index("base_id")
    camp = bases.loc["ogossagou"]
    away = geo.distance_km(camp["lat"], camp["lon"], places["lat"], places["lon"])
    return places[away <= km].groupby("year")["deaths_best"].sum()


def change(km):
    deaths = around(km)
    before, after = deaths.loc[2018:2019].sum(), deaths.loc[2021:2022].sum()
    return 100 * (after - before) / before


def worst():
    places = load("ucdp_places")
    deaths = places.pivot_table(index=["lat", "lon"], columns="year", values="deaths_best")
    return deaths.fillna(0).nlargest(10, 2019)


def finding(work, *words):
    row = load("peacekeeping_findings").set_index("work_id").loc[work]
    return all(word in row["finding"] + " " + row["compared"] for word in words)


@states("19", "The list has 96 rows and ends in 2004")
def _():
    return spells().loc["all spells", "spells"].sum(), 2004


@states(
    "19", "Mali's from 1995 does, though rebels rose there again in 2006, and in 2012 it was war"
)
def _():
    events = load("chronology")
    risings = events.loc[events["start"].astype(str).str.startswith("2006-05"), "title"]
    war = events["start"].astype(str).str.startswith("2012-01").any()
    return 1995, 2006, 2012, war and risings.str.contains("attacks Kidal and Ménaka").any()


@states("19", "Peace held in 56 per cent of the spells with peacekeepers and in 34 per cent")
def _():
    return held("all spells", "yes"), held("all spells", "no")


@states("19", "In it peace held in 23 of 43 cases with peacekeepers and in 49 of 114 without")
def _():
    # As the page printed it and the card repeats it.
    card = yaml.safe_load((DATA / "peace_spells.yml").read_text("utf-8"))
    said = "held in 23 of 43 cases with and in 49 of 114 without" in " ".join(card["caveats"])
    return 23, 43, 49, 114, said


@states("19", "For 79 of the spells the data hold a score of risk")
def _():
    return spells().loc[THIRDS, "spells"].sum()


@states("19", "to 25 per cent of the spells in the lowest third of risk and to 42 in the highest")
def _():
    sent, others = (spells(word)["spells"] for word in ("yes", "no"))
    return tuple(
        100 * sent[third] / (sent[third] + others[third])
        for third in ("lowest third", "highest third")
    )


@states("19", "the step from 7 of 28 to 11 of 26 may be chance")
def _():
    sent, others = (spells(word)["spells"] for word in ("yes", "no"))
    low, high = ((sent[third], others[third]) for third in ("lowest third", "highest third"))
    return low[0], sum(low), high[0], sum(high), stats.fisher_exact([low, high]) > 0.2


@states("19", "In each third peace held more often with peacekeepers, least clearly in the lowest")
def _():
    gaps = [held(third, "yes") - held(third, "no") for third in THIRDS]
    return more_often_in_each_third() and gaps[0] == min(gaps) and gaps[0] <= 10


@states("19", "in 14 of the 15 spells without peacekeepers and in 6 of the 11 with them")
def _():
    alone, kept = (spells(word).loc["highest third"] for word in ("no", "yes"))
    return alone["war_returned"], alone["spells"], kept["war_returned"], kept["spells"]


def chance(group):
    return stats.fisher_exact(spells().loc[group, ["peace_held", "war_returned"]])


@states(
    "19",
    "Over all spells, and in the highest third, chance alone would bring a gap as wide about once "
    "in twenty times; in the other two thirds it would do so easily",
)
def _():
    once = all(round(chance(group), 2) == 0.05 for group in ("all spells", "highest third"))
    return once and min(chance("lowest third"), chance("middle third")) > 0.3


@states("19", "the differences lie at the border of chance or within it")
def _():
    return all(chance(group) > 0.05 for group in ("all spells", *THIRDS))


@states("19", "Missions sent while a war goes on, says the abstract, “have no causal effect”")
def _():
    return finding("WF04", "while a war goes on have", "no causal effect", "shorten wars")


@states("19", "are associated with reduced battlefield deaths, while police and observers are not")
def _():
    return finding("WF07", "the fewer people die in battle", "police and observers go with no")


@states("19", "These, says the abstract, help to protect civilians")
def _():
    return finding("WF13", "help to protect civilians", "African seats in the Security Council")


@states("19", "call it “a relatively successful peace operation” until 2016")
def _():
    return 2016, finding("WF12", "Until 2016 a relatively successful operation", "camps", "convoys")


@states("19", "because a mission's access to a place rests on the government's consent")
def _():
    return finding("WF10", "protects civilians from rebels", "access rests on the government's")


@states("19", "and not when told that French forces would")
def _():
    return finding("WF16", "French enforcers had no such effect")


@states("19", "the more fragmented they are, the less of them is carried out")
def _():
    return finding("WF18", "More fragmented mandates are carried out less", "peacebuilding tasks")


@states("19", "small missions by consent often did as well as robust ones")
def _():
    return finding("WF03", "hard cases", "small missions by consent often do as well")


@states("19", "none of the eighteen finds that leaving helps")
def _():
    found = load("peacekeeping_findings")["finding"]
    return len(found) == 18 and not found.str.contains("leav|withdraw", case=False).any()


@states(
    "19",
    "governments are named for a quarter of these deaths in Mopti, and for more of them than "
    "armed groups in Ségou and Tombouctou",
)
def _():
    rows = load("ucdp_regions").pivot_table(
        index="region_2009", columns="kind", values="deaths_best", aggfunc="sum", observed=True
    )
    state, groups = rows["one-sided by a government"], rows["one-sided by an armed group"]
    share = state["Mopti"] / (state["Mopti"] + groups["Mopti"])
    more = all(state[place] > groups[place] for place in ("Ségou", "Tombouctou"))
    return 0.24 < share < 0.28 and more


@states("19", "From 156 deaths within 25 kilometres in 2019 to a single one in 2021")
def _():
    return around(25)[2019], 25, 2019, 2021, around(25)[2021] == 1


@states("19", "only one of which is in our list of bases of 2023")
def _():
    bases = load("bases")
    there = worst().reset_index()
    near = geo.nearest_base(there[["lat", "lon"]], bases)
    return 2023, (near["distance"] < 15).sum() == 1


@states("19", "At these ten places together 500 people died in 2019 and 82 in 2021")
def _():
    return worst()[2019].sum(), 2019, worst()[2021].sum(), 2021


@states("19", "while the country as a whole had about as many deaths as before and then")
def _():
    year = load("ucdp_places").groupby("year")["deaths_best"].sum()
    return abs(year[2021] / year[2019] - 1) < 0.05 and year[2022] > 2 * year[2019]


@states("19", "UCDP's best estimate is nought in each of these rows")
def _():
    month = load("ucdp_candidates").query("release == '23.0.10'")
    near = geo.nearest_base(month, load("bases"))["distance"] <= 25
    return (month.loc[near, "deaths_best"] == 0).all()


@states("19", "when four bases in the north and centre were given up")
def _():
    closed = load("bases")["closed"].astype(str)
    return closed.str.startswith("2023-10").sum() == 4


@states("19", "Per cent of spells, by thirds of risk, groups of 7 to 21")
def _():
    sizes = spells().loc[THIRDS, "spells"]
    return sizes.min(), sizes.max()


@states(
    "19",
    "In a list of 96 spells after civil wars peace held in 56 per cent of those with peacekeepers "
    "and 34 per cent of those without; another count of the same data has a smaller difference",
)
def _():
    ours = held("all spells", "yes"), held("all spells", "no")
    total = spells().loc["all spells", "spells"].sum()
    return total, *ours, (ours[0] - ours[1]) / 100 > 23 / 43 - 49 / 114


@states(
    "19",
    "within each third of risk peace held more often with them, hardly so where the risk was "
    "lowest",
)
def _():
    low = held("lowest third", "yes") - held("lowest third", "no")
    small = spells().loc[THIRDS, "spells"].max() <= 21
    return more_often_in_each_third() and small and low < 5


@states(
    "19", "With peacekeepers, war came back within a year less often in each third of this list"
)
def _():
    pairs = [(soon(third, "yes"), soon(third, "no")) for third in THIRDS]
    return all(a / b < c / d for (a, b), (c, d) in pairs)


@states("19", "For June 2022 the studies offer reasons for means and for consent")
def _():
    return 2022, finding("WF06", "The more troops and police"), finding("WF10", "consent")


@states("19", "the gap is widest where the risk was highest: 2 of 11 spells against 13 of 15")
def _():
    return *soon("highest third", "yes"), *soon("highest third", "no")


@states(
    "19",
    "Within 25 km deaths fell by 80 per cent, within 50 km they rose by 5, within 100 km hardly "
    "anything changed",
)
def _():
    return 25, -change(25), 50, change(50), 100, abs(change(100)) < 1
