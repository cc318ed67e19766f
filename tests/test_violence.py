"""Deaths by place and month, and displacement: names of regions, sums, versions apart."""

import pandas as pd
import pytest

from malicourse import data

TABLES = ["ucdp_places", "ucdp_regions", "ucdp_candidates", "idps_regions"]


@pytest.mark.parametrize("name", TABLES)
def test_regions_have_the_names_of_one_list(name):
    listed = data.load("regions").astype(str)
    known = set(zip(listed["region"], listed["region_2009"], strict=True))
    frame = data.load(name).dropna(subset="region").astype(str)
    assert set(zip(frame["region"], frame["region_2009"], strict=True)) <= known
    if "division" in frame:
        divided = listed.astype(str)
        named = set(zip(divided["region"], divided["division"], strict=True))
        rows = frame[frame["division"].str.startswith("19")]
        assert set(zip(rows["region"], rows["division"], strict=True)) <= named


def test_rows_without_a_region_are_those_that_span_several():
    events = data.load("ucdp_events")
    wide = {"Mali", "Northern Mali", "Mali northern", "Central Mali", "Mali/Mauritania border"}
    assert set(events.loc[events["region_2009"].isna(), "place"]) == wide
    assert not set(events.loc[events["region_2009"].notna(), "place"]) & wide
    regions = data.load("ucdp_regions")
    nameless = regions[regions["region"].isna()]
    assert nameless["region_ucdp"].tolist() == ["Timetrine region"]
    assert nameless["region_2009"].tolist() == ["Kidal"]


@pytest.mark.parametrize("name", ["ucdp_places", "ucdp_candidates"])
def test_the_dead_of_a_row_add_up(name):
    frame = data.load(name)
    parts = ["deaths_side_a", "deaths_side_b", "deaths_civilians", "deaths_unknown"]
    assert (frame[parts].sum(axis=1) == frame["deaths_best"]).all()


def test_estimates_and_civilians_lie_within_their_rows():
    rows = data.load("ucdp_candidates")
    assert (rows["deaths_low"] <= rows["deaths_best"]).all()
    assert (rows["deaths_best"] <= rows["deaths_high"]).all()
    events = data.load("ucdp_events")
    assert (events["deaths_civilians"] <= events["deaths_best"]).all()


def country() -> pd.Series:
    return data.load("ucdp_sahel").query("iso3 == 'MLI'").set_index("year")["all_deaths_best"]


def test_the_caveats_on_deaths_by_place_are_true():
    placed = data.load("ucdp_places").groupby("year")["deaths_best"].sum()
    share = (100 * placed / country()).dropna().astype(float).round()
    assert list(share.index) == [2018, 2019, 2020, 2021, 2022]
    assert (share.min(), share.max()) == (86, 91)
    events = data.load("ucdp_events").groupby("year")["deaths_best"].sum()
    assert (events[2019], country()[2019]) == (844, 1227)


def test_the_caveats_on_deaths_by_month_are_true():
    months = data.load("ucdp_months")
    asked = pd.period_range("1989-01", "2023-12", freq="M").astype(str)
    assert months["month"].tolist() == list(asked)
    year = months["month"].str[:4].astype(int)
    candidate = months["version"] == "candidate 2023"
    assert (candidate == (year == 2023)).all()
    sums = months.groupby(year)["deaths_best"].sum()
    whole = country().reindex(sums.index)
    assert (sums <= whole).all()
    missing = (100 * (1 - sums / whole)).dropna().astype(float).round()
    told = {1990: 60, 1991: 63, 1994: 7, 2002: 100, 2008: 30, 2014: 2, 2016: 8}
    assert missing[list(told)].to_dict() == told
    both = [2012, 2013]
    assert round(100 * (1 - sums[both].sum() / whole[both].sum())) == 12
    assert missing.loc[2017:2022].max() == 5
    assert (sums[2002], whole[2002], sums[2023], whole[2023]) == (0, 5, 1908, 2118)
    exact = {1992, 1995, 1997, 1999, 2004, 2005, 2007, 2009, 2010, 2011, 2015}
    assert {year for year in whole.index if whole[year] and sums[year] == whole[year]} == exact


def test_two_copies_of_october_2023_agree():
    rows = data.load("ucdp_candidates")
    october = rows.loc[rows["release"] == "23.0.10", "deaths_best"].sum()
    months = data.load("ucdp_months").set_index("month")["deaths_best"]
    assert october == months["2023-10"] == 119


def test_the_caveats_on_provisional_events_are_true():
    rows = data.load("ucdp_candidates")
    july = rows[rows["release"] == "26.0.7"]
    claims = (july["deaths_best"] == 0) & (july["deaths_high"] > 0)
    assert (len(july), claims.sum()) == (130, 84)
    assert (july["start"] < "2026-07-01").sum() == 2
    assert (july["end"] >= "2026-08-01").any()
    closed = data.load("bases").query("region == 'Kidal'")["closed"]
    assert closed.between("2023-10-01", "2023-10-31").all() and len(closed)


def test_the_caveats_on_regions_and_pairs_are_true():
    rows = data.load("ucdp_regions")
    kinds = rows.groupby("kind", observed=True)["deaths_best"].sum()
    older = data.load("ucdp_sahel").query("iso3 == 'MLI'")["ns_deaths_best"].sum()
    assert (kinds["non-state"], older) == (3242, 3265)
    assert rows.loc[rows["region_ucdp"] == "Taoudéni region", "events"].sum() == 3
    pairs = data.load("ucdp_dyads")
    assert len(pairs) == 6 and pairs["deaths_best"].is_monotonic_decreasing
    assert (pairs["first_year"] <= pairs["last_year"]).all()


# Displacement


def test_stocks_and_flows_stand_apart():
    flow = data.load("displacement_month")
    asked = pd.period_range("2018-01", "2026-04", freq="M").astype(str)
    assert flow["month"].tolist() == list(asked)
    series = flow.set_index("month")["new_displacements"]
    assert (series["2021-07":"2022-08"] == 0).all() and len(series["2021-07":"2022-08"]) == 14
    dated = data.load("idps_dated").set_index("month")["idps"]
    assert (series["2024-09"], dated["2024-09"]) == (324_302, 378_363)
    assert "idps" not in flow and "new_displacements" not in data.load("idps_dated")


def test_counts_of_regions_stay_below_the_total_of_their_month():
    regions = data.load("idps_regions")
    sums = regions.groupby("month")["idps"].sum()
    dated = data.load("idps_dated").groupby("month")["idps"].max()
    shared = sums.index.intersection(dated.index)
    assert set(sums.index) - set(shared) == {"2022-07"}
    assert (sums[shared] < dated[shared]).all()
    sexes = regions.dropna(subset=["idps", "women"])
    assert len(sexes) == 4 and (sexes["women"] + sexes["men"] == sexes["idps"]).all()
    shares = regions.dropna(subset="share_pct")
    printed = 100 * shares["idps"] / shares["month"].map(dated)
    assert (printed.astype(float).round() - shares["share_pct"]).abs().max() == 0


def test_changes_that_the_sources_print_are_those_of_the_table():
    idps = data.load("idps_dated").set_index("row_id")["idps"]
    for later, earlier, change in [
        (38, 37, 21_764),
        (39, 25, -8_673),
        (40, 39, 23_955),
        (26, 41, 20_438),
        (27, 26, 6_971),
        (44, 43, -28_049),
        (45, 44, -36_848),
        (31, 45, 16_422),
        (32, 31, -37_222),
        (29, 33, 47_650),
    ]:
        assert idps[later] - idps[earlier] == change, (later, earlier)


def test_dated_counts_stand_in_order_and_days_in_their_months():
    frame = data.load("idps_dated")
    assert frame["month"].is_monotonic_increasing
    days = frame.dropna(subset="date")
    assert (days["date"].dt.strftime("%Y-%m") == days["month"]).all()
    may = frame[frame["month"] == "2024-05"].set_index("row_id")["idps"]
    assert may.to_dict() == {28: 350_000, 33: 330_713}
    assert "2024-06" not in set(frame["month"])
    agreed = frame[frame["month"] == "2015-05"].iloc[0]
    assert str(agreed["date"].date()) == "2015-05-29" and agreed["idps"] == 100_000
