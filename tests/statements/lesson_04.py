"""Statements of lesson 04, counting the dead."""

import re

from malicourse.geo import distance_km
from tests.statements import load, states


def country(name="Mali"):
    sahel = load("ucdp_sahel")
    return sahel[sahel["country"] == name].set_index("year")


def government():
    """UCDP's row of civilians killed by the government of Mali in 2022."""
    return load("onesided_mali").query("year == 2022 and government_actor").iloc[0]


def moura():
    return load("moura_claims").set_index("row_id")["value"]


def forces(period, unit="violations and abuses"):
    rows = load("hr_notes_perpetrators").query("perpetrator == 'malian_forces'")
    return rows[rows["unit_counted"] == unit].set_index("period").at[period, "count"]


def rise_of_2022():
    killed = load("hr_notes").set_index("period")["killed"]
    return killed["2021"], killed["2022"]


@states("04", "275 civilians killed on purpose by the Malian government")
def _():
    return government()["killed_best"]


@states(
    "04",
    "For state forces 942 is a floor, for jihadist groups 707 to 1,407 is a range, and the two "
    "overlap",
)
def _():
    state = sum(forces(period) for period in ("2022Q1", "2022Q2")) + moura()[1]
    rows = load("hr_notes_perpetrators").query("perpetrator == 'jihadist_groups'")
    known = rows[rows["period"].isin(["2022Q1", "2022Q2"])]["count"].sum()
    return state, known, known + 700, known < state < known + 700


@states("04", "No other month since 1989 has a third as many")
def _():
    deaths = load("ucdp_months").set_index("month")["deaths_best"]
    first, second = deaths.nlargest(2)
    return 1989, deaths.idxmax() == "2022-03" and 3 * second < first


@states("04", "UCDP has 507 civilians killed in 2022, whoever killed them, twice as many as at")
def _():
    places = load("ucdp_places").query("year == 2022")
    region = places.groupby("region", observed=True)["deaths_civilians"].sum()["Ménaka"]
    one = places.loc[places["deaths_best"].idxmax(), "deaths_civilians"]
    return region, 2022, 1.9 < region / one < 2.2


@states(
    "04", "Mopti comes first in fighting with the state and in civilians killed by a government"
)
def _():
    rows = load("ucdp_regions").pivot_table(
        index="region_2009", columns="kind", values="deaths_best", aggfunc="sum", observed=True
    )
    first = rows.astype(float).idxmax()
    mopti = first[["state-based", "one-sided by a government"]].eq("Mopti").all()
    return mopti and first[["non-state", "one-sided by an armed group"]].eq("Gao").all()


@states("04", "The same holds for 84 of the 130 provisional events of that month")
def _():
    july = load("ucdp_candidates").query("release == '26.0.7'")
    return ((july["deaths_best"] == 0) & (july["deaths_high"] > 0)).sum(), len(july)


@states("04", "344 is already more than UCDP's high estimate")
def _():
    killed = sum(forces(period, "civilians killed") for period in ("2022Q1", "2022Q2"))
    return killed, killed > government()["killed_high"]


@states("04", "having killed 25 or more civilians that year")
def _():
    return load("onesided_mali")["killed_best"].min()


@states("04", "UCDP has 1,461 one-sided deaths in 2022 and MINUSMA 1,277 civilians killed")
def _():
    return country().at[2022, "os_deaths_best"], 2022, rise_of_2022()[1]


@states(
    "04",
    "UCDP records 3,656 deaths in Mali in 2022, its highest year, about as many by the "
    "deliberate killing of civilians as by fighting that involves the state",
)
def _():
    mali = country()
    year = mali["all_deaths_best"].idxmax()
    kinds = mali.loc[year, ["os_deaths_best", "sb_deaths_best"]]
    return mali.at[year, "all_deaths_best"], year, kinds.max() < 1.02 * kinds.min()


@states("04", "Burkina Faso drew level in 2019 and has had far more since 2023")
def _():
    ratio = country("Burkina Faso")["all_deaths_best"] / country()["all_deaths_best"]
    return ratio[ratio >= 1].index.min(), ratio[ratio > 2].index.min(), ratio[2019] < 1.05


@states("04", "a threshold of 25 deaths")
def _():
    return load("onesided_mali")["killed_best"].min()


@states("04", "MINUSMA's notes have jihadist groups ahead in 2022")
def _():
    rows = load("hr_notes_perpetrators").query("period == '2022'").set_index("perpetrator")
    return 2022, rows["share_pct"].idxmax() == "jihadist_groups"


@states(
    "04",
    "at least 500 people to have been killed unlawfully and the army speaks of 203 fighters",
)
def _():
    return moura()[1], moura()[7]


@states("04", "a rise of 54 per cent that is 119")
def _():
    before, after = rise_of_2022()
    return 100 * (after - before) / after, 100 * (after - before) / before


@states("04", "children out of school were estimated, not counted")
def _():
    rows = load("schools").dropna(subset="children")
    return (rows["children"] == 300 * rows["schools"]).sum() > len(rows) / 2


@states("04", "the printed “nearly 6” is not the error of the 54 per cent")
def _():
    notes = load("hr_notes").drop_duplicates("period").set_index("period")
    first, second = notes["total"]["2020Q1"], notes["total"]["2020Q2"]
    printed = int(re.search(r"nearly (\d)%", notes.at["2020Q2", "note"])[1])
    before, after = rise_of_2022()
    return (
        printed,
        100 * (after - before) / after,
        round(100 * (second - first) / second) != printed,
    )


def beside_moura():
    """Return the place with most deaths of 2022 and how far it lies from Moura."""
    places = load("ucdp_places").query("year == 2022")
    row = places.loc[places["deaths_best"].idxmax()]
    return row, distance_km(row["lat"], row["lon"], 14.32778, -4.6)


@states(
    "04",
    "Of its 325 dead UCDP codes 243 as civilians, 57 as of unknown status, and 25 as members of "
    "the warring sides, 10 of side a and 15 of side b",
)
def _():
    row, away = beside_moura()
    return (
        row["deaths_best"],
        row["deaths_civilians"],
        row["deaths_unknown"],
        row["deaths_side_a"] + row["deaths_side_b"],
        row["deaths_side_a"],
        row["deaths_side_b"],
        0.4 < away < 0.6,
    )


@states("04", "that makes 82, far below the army's 203")
def _():
    row, _ = beside_moura()
    return row["deaths_best"] - row["deaths_civilians"], moura()[7]


@states("04", "at a place half a kilometre away UCDP has 25 dead of the warring sides among 325")
def _():
    row, away = beside_moura()
    return row["deaths_side_a"] + row["deaths_side_b"], row["deaths_best"], 0.4 < away < 0.6
