"""The tables of the course: described, sourced, unchanged, and loaded with clear errors."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from frictionless import Package

from malicourse import data, geo
from tools import recount

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
PACKAGE = json.loads((DATA / data.DESCRIPTION).read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TABLES = list(RESOURCES)
DTYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[us]"}
# What must never stand in a table: a place on somebody's machine or a pointer to a working note.
PRIVATE = re.compile(r"xref_|(^|[\s(])((~|\.{1,2})/\w+|/\w+/)|[A-Z]:\\|file://")
# Where the original file of UCDP has a best estimate outside the range from low to high.
OUTSIDE = {
    *(("Armenia", 2022), ("Colombia", 2020), ("Eritrea", 1998), ("Mali", 1995)),
    *(("Russia (Soviet Union)", 2024), ("Sri Lanka", 1998), ("Turkey", 1990)),
}


def raw(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / RESOURCES[name]["path"], dtype=str, keep_default_na=False)


def texts(name: str) -> list[tuple[str, str]]:
    frame = raw(name)
    return [(column, cell) for column in frame for cell in frame[column] if cell]


def ids(cells: pd.Series) -> set[str]:
    """The ids in a column whose cells hold one or several, separated by semicolons."""
    return set(cells.dropna().str.split(";").explode())


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the data that a test may break."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    monkeypatch.setenv(data.ENVIRONMENT, str(folder))
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def message(name: str = "fatalities") -> str:
    with pytest.raises(data.DataError) as caught:
        data.load(name)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return str(caught.value)


# The package as a whole


def test_every_file_is_a_table_with_a_meaning():
    written = {path.stem for path in DATA.glob("*.yml")} - {"package"}
    assert {path.stem for path in DATA.glob("*.csv")} == written == set(TABLES)


def test_frictionless_finds_the_package_valid():
    report = Package(str(DATA / data.DESCRIPTION)).validate()
    errors = [error.message for task in report.tasks for error in task.errors]
    assert report.valid, (report.errors, errors[:10])


def differences(folder: Path) -> list[str]:
    """What the description on disk has wrong: written meanings, counts, SHA-256, empty cells."""
    return recount.differences(recount.describe(folder), folder / data.DESCRIPTION)


def test_the_files_are_as_described():
    assert differences(DATA) == []


def test_a_changed_value_is_noticed(copied):
    edit(copied / "fatalities.csv", "1948-07-06", "1948-07-07")
    assert [change for change in differences(copied) if "hash" in change]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_described_in_full(name):
    resource = RESOURCES[name]
    assert resource["path"] == f"{name}.csv"
    assert resource["title"] and resource["citation"]
    assert len(re.findall(r"\w\.( |$)", resource["description"])) >= 2
    assert resource["caveats"] and all(text.endswith(".") for text in resource["caveats"])
    assert all(text.endswith(".") for text in resource.get("coding", ()))
    assert set(resource["coverage"]) == {"first", "last"} and all(resource["coverage"].values())
    for licence in resource["licenses"]:
        assert licence["title"] and licence["path"].startswith("https://")
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", licence["checked"])
    key = resource["schema"]["primaryKey"]
    assert key and not data.load(name).duplicated(key).any()


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_in_full(name):
    for column in RESOURCES[name]["schema"]["fields"]:
        assert column["title"] and column["description"].endswith("."), column["name"]
        if column["type"] in ("integer", "number"):
            assert column["unit"], column["name"]
            bounded = {"minimum", "maximum"} & set(column["constraints"])
            assert bounded, f"{column['name']} has neither a minimum nor a maximum"
        required = column.get("constraints", {}).get("required", False)
        assert not (required and column["nulls"]), column["name"]


@pytest.mark.parametrize("name", TABLES)
def test_the_file_is_plain(name):
    content = (DATA / RESOURCES[name]["path"]).read_bytes()
    assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")
    content.decode("utf-8")


# Sources


# What readers coded has no source but them.
@pytest.mark.parametrize("name", [n for n in TABLES if n not in ("sources", "blind_codes")])
def test_every_source_resolves(name):
    known = set(data.load("sources")["source_id"])
    frame = data.load(name)
    assert set(frame["source_id"]) <= known
    if "other_source_ids" in frame:
        several = frame.dropna(subset="other_source_ids")
        assert ids(several["other_source_ids"]) <= known
        for first, others in zip(several["source_id"], several["other_source_ids"], strict=True):
            assert first not in others.split(";")


def test_every_source_is_used():
    used = set()
    for name in set(TABLES) - {"sources"}:
        frame = data.load(name)
        for column in {"source_id", "other_source_ids"} & set(frame):
            used |= ids(frame[column])
    assert set(data.load("sources")["source_id"]) == used


def test_every_source_can_be_found():
    frame = data.load("sources")
    assert (frame["url"].notna() | frame["symbol"].notna() | frame["date"].notna()).all()
    # Copies of one document of the United Nations share its address, and only they.
    found = frame.dropna(subset="url")
    assert not found.duplicated(["url", "read_at"]).any()
    assert not found.loc[found["symbol"].isna(), "url"].duplicated().any()


@pytest.mark.parametrize("symbol", ["DOI 10.2847/24182", "S/2023/402; https://x.org", "QDe.135"])
def test_only_a_symbol_of_the_united_nations_is_a_symbol(copied, symbol):
    edit(copied / "sources.csv", ",S/RES/2100 (2013),", f",{symbol},")
    assert f'column "symbol": "{symbol}" does not have the form' in message("sources")


def test_fifteen_readings_have_a_place_and_a_note():
    frame = data.load("readings")
    assert sorted(frame["place"].dropna()) == list(range(1, 16))
    assert (frame["place"].isna() == frame["note"].isna()).all()
    named = " ".join(frame.loc[frame["place"].notna(), "identifier"].dropna())
    for symbol in ("A/55/305-S/2000/809", "A/70/95-S/2015/446", "S/2021/657", "S/2023/36"):
        assert symbol in named


def test_the_commentary_is_cited_in_full():
    seed = data.load("sources").set_index("source_id").loc["seed"]
    assert "fall short in Mali" in seed["title"]
    assert "Henderson" in seed["publisher"] and seed["date"] == "2022-07"


# Readings are no facts that a source could make more or less certain.
READINGS = ("a4p_crosswalk", "blind_codes")


@pytest.mark.parametrize("name", [t for t in TABLES if t not in ("sources", *READINGS)])
def test_confidence_is_a_or_b(name):
    assert set(data.load(name)["confidence"]) <= {"A", "B"}


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_a_copied_passage_or_a_private_pointer(name):
    for column, cell in texts(name):
        assert len(cell.split()) <= 60, (column, cell)
        assert cell == cell.strip(), (column, cell)
        if column != "url":
            assert not PRIVATE.search(cell), (column, cell)


@pytest.mark.parametrize("words", ["see ../notes", "kept in /srv/x", "xref_mandates", "(~/a)"])
def test_a_private_pointer_would_be_seen(words):
    assert PRIVATE.search(words)


# What the tables say


def test_deaths_of_minusma():
    frame = data.load("fatalities")
    assert len(frame) == 4429 and frame["casualty_ref"].nunique() == 4423
    minusma = frame[frame["mission"] == "MINUSMA"]
    assert len(minusma) == 311
    assert (minusma["cause"] == "Malicious Act").sum() == 174


@pytest.mark.parametrize("name", TABLES)
def test_counts_are_not_negative_and_dates_not_in_the_future(name):
    frame = data.load(name)
    codes = {c["name"] for c in RESOURCES[name]["schema"]["fields"] if c.get("unit") == "code"}
    for column in set(frame.select_dtypes(include="Int64")) - codes:
        assert not (frame[column] < 0).any(), column
    for column in frame.select_dtypes(include="datetime"):
        # A budget year that runs has its last day still to come.
        latest = "2027-06-30" if (name, column) == ("mission_budgets", "end") else "2026-11-23"
        days = frame[column].dropna()
        assert days.between("1948-01-01", latest).all(), column
    if {"start", "end"} <= set(frame):
        assert (frame["start"] <= frame["end"])[frame["start"].notna() & frame["end"].notna()].all()


def outside(frame: pd.DataFrame, best: str, low: str, high: str) -> set[tuple[str, int]]:
    wrong = frame[(frame[low] > frame[best]) | (frame[best] > frame[high])]
    return set(zip(wrong["country"], wrong["year"], strict=True))


def test_best_estimates_lie_between_low_and_high_but_for_known_rows():
    columns = ("all_deaths_best", "all_deaths_low", "all_deaths_high")
    assert outside(data.load("ucdp_world"), *columns) == OUTSIDE
    sahel = data.load("ucdp_sahel")
    for kind in ("sb", "ns", "os", "all"):
        names = [f"{kind}_deaths_{which}" for which in ("best", "low", "high")]
        assert outside(sahel, *names) == ({("Mali", 1995)} if kind in ("sb", "all") else set())
    actors = data.load("onesided_mali")
    assert actors["killed_best"].between(actors["killed_low"], actors["killed_high"]).all()


def test_the_two_ucdp_tables_agree():
    sahel, world = data.load("ucdp_sahel"), data.load("ucdp_world")
    shared = [column for column in world if "deaths" in column]
    key = ["iso3", "year"]
    part = world[world["iso3"].isin(["MLI", "BFA", "NER"])]
    pd.testing.assert_frame_equal(
        sahel[key + shared].sort_values(key, ignore_index=True),
        part[key + shared].sort_values(key, ignore_index=True),
    )
    best = sahel[["sb_deaths_best", "ns_deaths_best", "os_deaths_best"]].sum(axis=1)
    assert (best == sahel["all_deaths_best"]).all()


def test_strength_adds_up():
    frame = data.load("mission_strength")
    parts = frame[["troops", "police", "experts"]].fillna(0).sum(axis=1)
    assert (parts == frame["total"]).all()
    before_the_end = (frame["date"] + pd.offsets.MonthEnd(0) - frame["date"]).dt.days
    assert frame.loc[before_the_end > 0, "date"].nunique() == 6 and before_the_end.max() == 1
    people = data.load("contributions_year")
    assert ((people["women"] + people["men"] - people["total"]).abs() <= 1).all()


#: Where the countries of an annex do not add up to the total that it prints: sum and total.
NOT_ADDING_UP = {
    "military": {
        "2015-12-15": (9_869, 10_638),
        "2016-03-15": (10_673, 10_684),
        "2016-08-31": (10_619, 10_620),
        "2018-03-15": (11_793, 11_791),
        "2018-05-22": (12_170, 12_169),
        "2018-09-14": (12_214, 12_213),
        "2019-05-15": (13_156, 13_155),
    },
    "police": {
        "2015-09-15": (1_020, 1_023),
        "2015-12-15": (1_063, 1_055),
        "2016-08-31": (1_265, 1_264),
        "2016-12-20": (1_267, 1_266),
        "2017-12-13": (1_643, 1_742),
        "2019-05-15": (1_695, 1_738),
        "2020-09-14": (1_713, 1_712),
        "2021-09-15": (1_747, 1_774),
    },
}


def not_adding_up(component: str) -> dict[str, tuple[int, int]]:
    """Sum of the countries and printed total of each annex in which the two differ."""
    sums = data.load("contingent_tables").groupby("date")[component].sum()
    annexes = data.load("strength_reports").set_index("annex_date")[f"annex_{component}"]
    both = pd.DataFrame({"sum": sums, "total": annexes.loc[sums.index]})
    both = both[both["sum"] != both["total"]]
    return {f"{day:%Y-%m-%d}": (row["sum"], row["total"]) for day, row in both.iterrows()}


@pytest.mark.parametrize("component", NOT_ADDING_UP)
def test_contributors_add_up_to_their_annex_but_for_what_the_card_names(component):
    assert not_adding_up(component) == NOT_ADDING_UP[component]
    card = " ".join(RESOURCES["contingent_tables"]["caveats"])
    for first, total in NOT_ADDING_UP[component].values():
        assert f"{first:,} for {total:,}" in card


def test_the_card_tells_a_row_from_a_contributor():
    rows = data.load("contingent_tables")
    sent = rows[rows[["military", "police"]].fillna(0).sum(axis=1) > 0]
    card = " ".join(RESOURCES["contingent_tables"]["caveats"])
    counts = [(sent["date"] == day).sum() for day in ("2014-05-31", "2022-12-14")]
    assert f"{counts[0]} and {counts[1]} countries had somebody in the mission" in card
    whole = [(rows["date"] == day).sum() for day in ("2014-05-31", "2022-12-14")]
    assert [a - b for a, b in zip(whole, counts, strict=True)] == [3, 9] and whole == [46, 64]
    read = data.load("strength_reports")["annex_date"].dropna()
    assert set(read) - set(rows["date"]) >= {pd.Timestamp("2014-09-01")}


def test_contributors_stand_in_the_annex_of_their_report():
    rows = data.load("contingent_tables")
    reports = data.load("strength_reports").set_index("symbol")
    assert (rows["date"] == rows["symbol"].map(reports["annex_date"])).all()
    assert rows.loc[rows["iso3"].isna(), "country"].unique().tolist() == ["Channel Islands"]
    codes = data.load("contributions_year").set_index("country")["iso3"].to_dict()
    coded = rows.dropna(subset="iso3")
    assert (coded["country"].map(codes) == coded["iso3"]).all()
    unplaced = rows[rows["police"].isna()]
    assert unplaced["note"].eq("police not placed with certainty").all() and len(unplaced) == 4


def test_strength_in_reports_is_that_of_the_quotation_and_below_the_ceiling():
    reports = data.load("strength_reports")
    assert (reports["date"] <= reports["report_date"]).all() and reports["date"].is_unique
    parts = reports["individual_police"] + reports["formed_police"]
    assert (parts == reports["police"]).where(parts.notna(), True).all()
    for row in reports.itertuples():
        numbers = re.findall(r"[0-9]+,[0-9]{3}", row.quotation)
        known = {row.military, row.authorized_military}
        assert {int(number.replace(",", "")) for number in numbers} <= known, row.symbol
    for component in ("military", "police"):
        below = reports[component] <= reports[f"authorized_{component}"]
        assert below.where(below.notna(), True).all()
    # The monthly list and the reports count the same people where both have them.
    months = data.load("mission_strength").query("mission == 'MINUSMA'").set_index("date")["total"]
    early = reports[reports["date"] <= "2017-03-31"].dropna(subset=["military", "police"])
    nearest = [months.iloc[(abs(months.index - day)).argmin()] for day in early["date"]]
    assert ((early["military"] + early["police"]) / nearest - 1).abs().max() < 0.05


def test_chronology_draws_what_it_knows():
    frame = data.load("chronology")
    length = {"day": 10, "month": 7, "year": 4}
    assert (frame["date"].str.len() == frame["date_precision"].map(length).astype(int)).all()
    for precision, unit in (("day", "D"), ("month", "M"), ("year", "Y")):
        part = frame[frame["date_precision"] == precision]
        span = pd.PeriodIndex(part["date"], freq=unit)
        assert list(part["start"]) == list(span.start_time)
        assert list(part["end"]) == list(span.end_time.normalize())
    assert frame["start"].is_monotonic_increasing


def test_chronology_joins_actors_places_and_phases():
    frame, actors = data.load("chronology"), data.load("actors")
    known = set(actors["actor_id"])
    assert ids(frame["actors"]) <= known and ids(actors["allies"]) <= known
    places = data.load("locations")[["location", "lat", "lon"]]
    joined = frame.merge(places, on="location", how="left", suffixes=("", "_place"))
    for axis in ("lat", "lon"):
        here, there = joined[axis], joined[f"{axis}_place"]
        assert ((here == there) | (here.isna() & there.isna())).all()
    phases = data.load("phases").set_index("phase_id")
    assert (phases.loc[frame["phase"], "scheme"] == "proposed").all()
    first = phases["start"].fillna(pd.Timestamp("1900-01-01")).loc[frame["phase"]].to_numpy()
    last = phases["end"].fillna(pd.Timestamp("2100-01-01")).loc[frame["phase"]].to_numpy()
    assert ((frame["start"] >= first) & (frame["start"] <= last)).all()


def test_claims_are_all_there():
    keys = data.load("claims")["claim_id"].tolist()
    # C57, the count of the votes, was no claim of the text and was taken out.
    assert keys == [f"C{number:02}" for number in range(1, 93) if number != 57]


DATED = ["base_closure_claims", "withdrawal_numbers", "parallel_forces", "sg_reports"]


@pytest.mark.parametrize("name", ["chronology", *DATED])
def test_dates_cover_as_much_as_the_source_knows(name):
    frame = data.load(name)
    length = {"day": 10, "month": 7, "year": 4}
    assert (frame["date"].str.len() == frame["date_precision"].map(length).astype(int)).all()
    for row in frame.itertuples():
        span = pd.Period(row.date, freq={"day": "D", "month": "M", "year": "Y"}[row.date_precision])
        assert (row.start, row.end) == (span.start_time, span.end_time.normalize()), row


def test_bases_join_their_closings_and_convoys():
    bases = data.load("bases").set_index("base_id")
    assert sorted(bases["closure_order"]) == list(range(1, 14))
    assert bases.sort_values("closure_order")["closed"].is_monotonic_increasing
    claims, convoys = data.load("base_closure_claims"), data.load("withdrawal_convoys")
    assert set(claims["base_id"]) - set(bases.index) == {"diabaly", "gossi", "lere"}
    assert set(bases.index) <= set(claims["base_id"])
    ranges = claims.groupby("base_id")["start"].agg(["min", "max"]).loc[bases.index]
    assert bases["closed"].between(ranges["min"], ranges["max"]).all()
    assert set(convoys["to_place"]) - set(bases.index) == {"labbezanga"}
    dated = convoys.dropna(subset=["departed", "arrived"])
    assert ((dated["arrived"] - dated["departed"]).dt.days == dated["days"]).all()


def test_displacement_tables_agree():
    year = data.load("displacement_year").pivot(index="year", columns="indicator", values="people")
    for table, column, indicator in [
        ("malians_abroad", "refugees", "malian_refugees_abroad"),
        ("malians_abroad", "asylum_seekers", "malian_asylum_seekers_abroad"),
        ("refugees_in_mali", "refugees", "refugees_hosted_in_mali"),
    ]:
        sums = data.load(table).groupby("year")[column].sum()
        assert (sums.loc[2008:] == year[indicator]).all(), (table, column)
    rounds = data.load("idp_rounds")
    assert not rounds.duplicated(["date", "region"]).any()
    totals = rounds.groupby("date")["idps"].sum()
    dated = data.load("idps_dated").dropna(subset="date").set_index("date")["idps"]
    shared = totals.index.intersection(dated.index)
    assert len(shared) == 8 and (totals.loc[shared] == dated.loc[shared]).all()


def test_aid_worker_tables_agree():
    year, region = data.load("aid_workers_year"), data.load("aid_workers_region")
    shared = ["incidents", "killed", "wounded", "kidnapped", "victims"]
    sums = region.groupby("year")[shared].sum()
    assert (sums == year.set_index("year")[shared]).all(axis=None)
    for frame in (year, region):
        assert (frame[["killed", "wounded", "kidnapped"]].sum(axis=1) == frame["victims"]).all()


def test_regions_can_be_compared_over_time():
    regions = data.load("regions")
    census = regions.dropna(subset="population")
    assert not census.duplicated(["region", "year", "basis"]).any()
    assert census.loc[census["year"] == 2022, "population"].sum() == 22_395_490
    old = census[census["division"] == "8 regions + Bamako"]
    assert (old["region"] == old["region_2009"]).all()
    assert old.groupby(["year", "basis"], observed=True).size().eq(9).all()


def test_mandates_count_renewals_and_votes():
    frame = data.load("mandates")
    votes = frame[["votes_for", "votes_against", "abstentions"]].sum(axis=1)
    assert (votes == 15).all()
    assert (frame["unanimous"] == (frame["votes_for"] == 15)).all()
    minusma = frame[frame["minusma_mandate"]]
    assert minusma["renewal"].dropna().tolist() == list(range(10))
    assert (frame["status"] == "not adopted").sum() == 2


def test_headings_of_mandates_are_in_order_and_say_whether_the_list_is_whole():
    mandates = data.load("mandates")
    minusma = mandates.loc[mandates["minusma_mandate"], "record_id"]
    tasks = data.load("mandate_tasks")
    assert set(tasks["record_id"]) == set(minusma)
    complete = tasks.groupby("record_id")["task_list_complete"].agg(["all", "any"])
    assert (complete["all"] == complete["any"]).all()
    whole = {"RES2100", "RES2164", "RES2227", "RES2423"}
    assert set(complete.index[complete["all"]]) == whole
    for _, rows in tasks.groupby("record_id"):
        assert sorted(rows["position"]) == list(range(1, len(rows) + 1))


def test_paragraphs_of_mandates_are_in_order_and_coded_twice_as_the_card_says():
    rows = data.load("mandate_paragraphs")
    mandates = data.load("mandates").set_index("record_id")
    assert (rows["symbol"] == rows["record_id"].map(mandates["symbol"])).all()
    assert set(rows["record_id"]) == set(mandates.query("minusma_mandate").index)
    for record, part in rows.groupby("record_id", sort=False):
        ids = [f"P{record[3:]}_{n:02d}" for n in range(1, len(part) + 1)]
        assert part["paragraph_id"].tolist() == ids
    assert not rows.duplicated(["record_id", "paragraph"]).any()
    assert (rows["tier"].isna() == (rows["level"] == "outside the list")).all()
    twice = rows.dropna(subset="second_area").astype(object)
    same = (twice["area"] == twice["second_area"]).sum()
    shares = [twice[column].value_counts(normalize=True) for column in ("area", "second_area")]
    chance = (shares[0] * shares[1]).sum()
    kappa = (same / len(twice) - chance) / (1 - chance)
    pairs = [["area", "other_area"], ["second_area", "second_other_area"]]
    first, second = (twice[pair].fillna("").to_numpy() for pair in pairs)
    ordered = (first == second).all(axis=1).sum()
    aside = sum(set(one) == set(other) for one, other in zip(first, second, strict=True))
    card = " ".join(RESOURCES["mandate_paragraphs"]["coding"])
    assert f"Same area in {same} of {len(twice)}, {same / len(twice):.0%}".replace("%", "") in card
    assert f"Cohen's kappa {kappa:.2f}" in card
    assert f"was the same in {ordered}, {ordered / len(twice):.0%}".replace("%", "") in card
    assert f"in {aside}, {aside / len(twice):.0%}".replace("%", "") in card


def test_quotes_answer_every_question_to_every_mandate():
    rows = data.load("mandate_quotes")
    asked = rows["feature"].astype(str).unique()
    assert len(rows) == 11 * 17 == rows["record_id"].nunique() * len(asked)
    assert rows.loc[rows["in_text"] == "yes", ["paragraph", "quote"]].notna().all(axis=None)
    known = rows.dropna(subset="first_reading").astype(object)
    assert (known["in_text"] == known["first_reading"]).all()
    card = " ".join(RESOURCES["mandate_quotes"]["coding"])
    then = rows[rows["feature"].isin(known["feature"])]
    unknown = then[then["first_reading"].isna()]["in_text"].value_counts()
    assert f"the {len(known)} cells known then" in card
    assert f"Of the {unknown.sum()} unknown ones {unknown['yes']} are yes" in card
    assert all(name in card for name in asked)


def test_votes_give_the_counts_of_the_mandates():
    votes = data.load("votes")
    cast = votes[votes["role"] != "not a member"]
    assert (cast["vote"] != "no vote").all() and len(votes) - len(cast) == 3
    counts = pd.crosstab(cast["record_id"], cast["vote"].astype(str))
    mandates = data.load("mandates").set_index("record_id").loc[counts.index]
    for vote, column in (("yes", "votes_for"), ("no", "votes_against"), ("abstain", "abstentions")):
        assert (counts[vote] == mandates[column]).all(), vote
    assert (votes["draft"] == votes["record_id"].map(mandates["draft"])).all()
    assert (votes["date"] == votes["record_id"].map(mandates["date"])).all()


def test_force_level_requests_add_up():
    rows = data.load("force_level_requests").set_index("request_id")
    mandates = data.load("mandates").set_index("record_id")
    observers = (
        mandates.loc["RES2227", "military_ceiling"] - mandates.loc["RES2164", "military_ceiling"]
    )
    assert observers == rows.loc["FR10", "persons_granted"]
    founded = rows.loc[["FR11", "FR12"], "persons"].tolist()
    assert founded == mandates.loc["RES2100", ["military_ceiling", "police_ceiling"]].tolist()
    before, after = mandates.loc["RES2227"], mandates.loc["RES2295"]
    for request, kind in (("FR01", "military_ceiling"), ("FR02", "police_ceiling")):
        assert after[kind] - before[kind] == rows.loc[request, "persons_granted"]
    assert rows.loc[["FR04", "FR05", "FR06"], "persons"].sum() == rows.loc["FR03", "persons"]
    ceilings = mandates.loc["RES2640", ["military_ceiling", "police_ceiling"]].sum()
    assert ceilings + rows.loc["FR03", "persons"] == 17_278
    assert set(rows["part_of"].dropna()) <= set(rows.index)
    assert (rows["decision_date"] == rows["decided_by"].map(mandates["date"])).all()


def test_reports_meetings_and_sponsors_join():
    mandates = data.load("mandates").set_index("record_id")
    reports, meetings = data.load("sg_reports"), data.load("council_meetings")
    assert set(reports["previous_report"].dropna()) <= set(reports["symbol"])
    adopted = meetings.dropna(subset="record_id")
    assert (adopted["date"] == adopted["record_id"].map(mandates["date"])).all()
    assert (adopted["kind"] == "resolution").all() and len(adopted) == 20
    assert meetings["date"].is_monotonic_increasing
    sponsors = data.load("resolution_sponsors")
    five = {"CHN", "FRA", "GBR", "RUS", "USA"}
    assert (sponsors["permanent_member"] == sponsors["iso3"].isin(five)).all()


def test_tables_of_a4p_join():
    areas, items = data.load("a4p_areas"), data.load("a4p_plus_items")
    assert list(areas["area_no"]) == list(range(1, 9))
    assert items["kind"].value_counts().to_dict() == {"priority": 7, "theme": 2}
    assert list(items["number"].dropna()) == [1, 2, 3, 4, 5, 6]
    pairs = data.load("a4p_crosswalk")[["item_id", "area_no"]].apply(tuple, axis=1)
    assert list(pairs) == [(item, area) for item in items["item_id"] for area in areas["area_no"]]
    assert set(data.load("a4p_commitments")["area_no"].dropna()) <= set(areas["area_no"])


def test_codes_of_the_crosswalk_have_reasons():
    pairs = data.load("a4p_crosswalk")
    for rule in ("broad", "strict", "independent", "record"):
        assert (pairs[f"{rule}_reason"].isna() == (pairs[rule] == "none")).all(), rule
    # What the strict rule sees the broad one sees as well.
    assert (pairs.loc[pairs["strict"] != "none", "broad"] != "none").all()


@pytest.mark.parametrize("column", ["words", "titles"])
def test_programs_code_the_crosswalk_as_their_lists_say(column):
    card = yaml.safe_load((DATA / "a4p_crosswalk.yml").read_text("utf-8"))
    (line,) = (text for text in card["coding"] if text.startswith(f"List of {column}"))
    lists = {int(a): w.split(", ") for a, w in re.findall(r"(\d) ([^;.]+)", line)}
    assert list(lists) == list(range(1, 9))
    said = data.load("a4p_plus_sentences").groupby(["item_id", "part"], observed=True)
    said = said["sentence"].agg(" ".join).str.lower().to_dict()
    for row in data.load("a4p_crosswalk").to_dict("records"):
        lead, rest = (said.get((row["item_id"], part), "") for part in ("lead", "rest"))
        words = lists[row["area_no"]]
        side = "side" if any(word in rest for word in words) else "none"
        code = "main" if any(word in lead for word in words) else side
        assert row[column] == code, (row["item_id"], row["area_no"])


def test_endorsements_only_grow():
    counts = data.load("a4p_endorsement_counts")
    assert (counts["earliest"] <= counts["latest"]).all()
    ordered = counts.sort_values("latest")["member_states"]
    assert ordered.is_monotonic_increasing and ordered.max() <= 193


def test_eight_of_the_45_commitments_were_read():
    passages = data.load("a4p_commitments")
    assert passages["read_as"].value_counts()["commitment"] == 8
    assert passages.loc[passages["read_as"] == "commitment", "area_no"].notna().all()


def test_cooperation_has_its_own_keys_and_restrictions_warn():
    assert not set(data.load("cooperation_events")["coop_id"]) & set(
        data.load("chronology")["event_id"]
    )
    rows = data.load("restrictions").set_index("restriction_id")
    assert "do not use this row to test it" in rows.loc["R13", "note"]
    known = rows.dropna(subset=["requested", "denied", "denied_pct"])
    share = (known["denied"] / known["requested"] * 100).astype(float)
    assert ((share - known["denied_pct"]).abs() < 0.06).all()
    sectors = rows.loc[["R29", "R30", "R31"], "denied"].sum()
    assert sectors == rows.loc["R27", "denied"]


def test_facts_of_the_reports_agree_with_each_other_and_with_the_record():
    facts, dead = data.load("report_facts"), data.load("fatalities")
    # A count without a unit, or a unit without a count, is a slip of the pen.
    assert (facts["value"].isna() == facts["unit"].isna()).all()
    told = facts["measure"] == "restriction without a count"
    assert (facts["value"].isna() == told).all()
    # Attacks of a report by target, where the targets make up the whole.
    attacks = facts[facts["measure"] == "attacks"].set_index("symbol")
    for symbol, end in {
        "S/2017/811": "2017-09",
        "S/2017/1105": "2017-12",
        "S/2019/454": "2019-05",
    }.items():
        rows = attacks.loc[symbol]
        by = rows[rows["period_end"] == end].set_index("who")["value"]
        assert by.drop("all targets").sum() == by["all targets"], symbol
    # The caveat on May 2019.
    malicious = dead[(dead["mission"] == "MINUSMA") & (dead["cause"] == "Malicious Act")]
    until = (malicious["date"] <= "2019-05-31").sum()
    row = facts[(facts["measure"] == "deaths since 2013") & (facts["symbol"] == "S/2019/454")]
    caveat = next(c for c in RESOURCES["report_facts"]["caveats"] if "148" in c)
    assert int(re.search(r"lie (\d+) above", caveat)[1]) == row["value"].item() - until == 22
    # The same figure stands in the table of restrictions.
    denied = data.load("restrictions").set_index("restriction_id")["denied"]
    flights = facts[facts["measure"] == "flights refused"].set_index("who")["value"]
    assert list(denied[["R25", "R48"]]) == list(flights[["MINUSMA", "MINUSMA drones"]])
    due = data.load("due_diligence").dropna(subset="assessments").set_index("symbol")
    assessed = facts[facts["measure"] == "risk assessments"].set_index("symbol")["value"]
    assert dict(assessed) == dict(due["assessments"])


@pytest.mark.parametrize("name", ["idp_rounds", "aid_workers_year", "aid_workers_region"])
def test_terms_that_could_not_be_confirmed_are_said_so(name):
    assert "could not be confirmed" in RESOURCES[name]["licenses"][0]["title"]
    assert not {"adm2", "cercle", "district", "latitude", "lat"} & set(data.load(name))


# Loading


@pytest.mark.parametrize("name", TABLES)
def test_types_follow_the_description(name):
    frame, resource = data.load(name), RESOURCES[name]
    assert len(frame) == resource["rows"]
    for column in resource["schema"]["fields"]:
        series, allowed = frame[column["name"]], column.get("constraints", {}).get("enum")
        assert int(series.isna().sum()) == column["nulls"], column["name"]
        if allowed:
            assert list(series.cat.categories) == allowed and not series.cat.ordered
        else:
            assert str(series.dtype) == DTYPES.get(column["type"], "str"), column["name"]


def test_loading_does_not_depend_on_what_came_before():
    data._packages.clear()
    forward = {name: data.load(name) for name in TABLES}
    data._packages.clear()
    for name in reversed(TABLES):
        pd.testing.assert_frame_equal(data.load(name), forward[name])


def test_every_call_returns_a_new_copy():
    first = data.load("schools")
    first.loc[0, "schools"] = 1
    first["own"] = 1
    again = data.load("schools")
    assert "own" not in again and again.loc[0, "schools"] == 115


def test_catalog_sources_and_cite():
    listed = data.catalog()
    assert listed["table"].tolist() == TABLES
    assert listed.set_index("table").loc["fatalities", "rows"] == 4429
    assert (listed.drop(columns=["rows", "columns"]) != "").all(axis=None)
    used = data.sources("schools")
    assert {"unicef_202105", "ocha_2019q4"} <= set(used["source_id"]) and len(used) < 30
    assert len(data.sources()) == len(data.load("sources"))
    assert "psdata.un.org" in data.cite("fatalities")
    for call in (data.sources, data.cite):
        with pytest.raises(data.DataError, match="Did you mean: schools"):
            call("school")


def test_a_citation_names_authors_year_title_and_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    names = [author["name"] for author in cited["authors"]]
    assert [person["title"] for person in PACKAGE["contributors"]] == names
    assert PACKAGE["created"][:10] == str(cited["date-released"])
    for name in TABLES:
        start = f"{names[0]} ({PACKAGE['created'][:4]}). {RESOURCES[name]['title']}. "
        part = f"{PACKAGE['title']}, table {name}, version {cited['version']}. "
        assert data.cite(name).startswith(start + part), name
        assert data.cite(name)[len(start + part) :].endswith("."), name
    assert data.cite("votes", "https://x.org/y").endswith(". Available at https://x.org/y")


@pytest.mark.parametrize("name", TABLES)
def test_the_entry_for_bibtex_says_the_same(name):
    written = data.bibtex(name, "https://x.org/a_b")
    key, _, rest = written.partition(",\n")
    assert key == f"@misc{{malicourse_{name}" and rest.endswith("\n}")
    assert max(map(len, written.splitlines())) <= 69
    assert len(re.findall(r"(?<!\\)\{", written)) == len(re.findall(r"(?<!\\)\}", written))
    fields = dict(re.findall(r"^  (\w+) = \{(.*?)\},$", rest, re.MULTILINE | re.DOTALL))
    plain = {
        key: re.sub(r"\\([&%$#_{}])", r"\1", " ".join(value.strip("{}").split()))
        for key, value in fields.items()
    }
    assert plain["url"] == "https://x.org/a_b"
    sentence = "{author} ({year}). {title}. {howpublished}. {note}".format(**plain)
    assert sentence == data.cite(name)


def test_no_date_lies_outside_what_a_table_covers():
    # A mandate runs on, and a report is printed after the day of which it tells.
    other = {("mandates", "mandate_until"), ("strength_reports", "report_date")}
    for name in TABLES:
        frame, coverage = data.load(name), RESOURCES[name]["coverage"]
        for column in frame.select_dtypes("datetime"):
            days = frame[column].dropna().dt.strftime("%Y-%m-%d")
            if len(days) and (name, column) not in other:
                assert days.min()[: len(coverage["first"])] >= coverage["first"], (name, column)
                assert days.max()[: len(coverage["last"])] <= coverage["last"], (name, column)


def test_the_caveats_on_attacks_are_true():
    attacks = data.load("attacks").set_index("attack_id")
    deaths = data.load("fatalities").query("mission == 'MINUSMA' and cause == 'Malicious Act'")
    days = deaths.groupby("date").size()
    dated = {
        "MA003": "2014-06-11",
        "MA024": "2018-04-05",
        "MA035": "2020-06-13",
        "MA041": "2021-10-02",
    }
    for key, day in dated.items():
        dead = deaths[deaths["date"] == day]
        assert attacks.at[key, "date"] == pd.Timestamp(day), key
        assert len(dead) == attacks.at[key, "killed"], key
        assert set(dead["country"]) == {attacks.at[key, "countries"]}, key
    explained = days.index.isin(attacks["date"])
    # Those of 17 October 2022 are dated two days later in the record.
    missing = days[~explained & (days.index != "2022-10-19")]
    assert (missing.idxmax(), missing.max()) == (pd.Timestamp("2016-05-31"), 2)
    first, later = attacks["killed"], attacks["killed_final"]
    final = later.fillna(first)
    words = " ".join(RESOURCES["attacks"]["caveats"])
    assert words.startswith("Seventy-nine attacks are listed") and len(attacks) == 79
    assert f"{(first == 0).sum()} of the rows have no dead in their first toll" in words
    assert f"{first.sum()} killed by the first tolls and {final.sum()} by the later ones" in words
    assert f"the record has {len(deaths)} deaths" in words and "the two are no share" in words
    assert f"On {explained.sum()} of the {len(days)} days" in words
    assert f"{days[explained].sum()} of the deaths are of these days" in words
    for key in ("MA058", "MA059"):
        assert attacks.at[key, "kind"] == "shot by a member of the own contingent"
        assert key in words


def test_a_later_toll_is_higher_and_has_a_report_or_the_record_behind_it():
    attacks = data.load("attacks")
    deaths = data.load("fatalities").query("mission == 'MINUSMA' and cause == 'Malicious Act'")
    later = attacks.dropna(subset="killed_final").set_index("attack_id")
    assert (later["killed_final"] > later["killed"]).all() and len(later) == 11
    for key, row in later[later["other_source_ids"].isna()].iterrows():
        dead = deaths[deaths["date"] == row["date"]]
        if pd.notna(row["countries"]):
            dead = dead[dead["country"] == row["countries"]]
        assert len(dead) == row["killed_final"], key


def test_the_tolls_of_a_day_are_those_of_the_record_where_it_has_the_day():
    attacks = data.load("attacks")
    deaths = data.load("fatalities").query("mission == 'MINUSMA' and cause == 'Malicious Act'")
    final = attacks["killed_final"].fillna(attacks["killed"])
    toll = final.groupby(attacks["date"]).sum()
    recorded = deaths.groupby("date").size().reindex(toll.index, fill_value=0)
    more = {str(day.date()) for day in toll[toll > recorded].index}
    # The record has those who died later, and in October 2022 all four, under a later day. That of
    # 17 January 2015 is not in it.
    died_later = {"2016-02-12", "2019-01-20", "2021-01-13", "2021-02-10", "2022-10-17"}
    assert more == died_later | {"2015-01-17"}
    # And one member of local staff, killed in the camps of 14 August 2017, is in no row.
    assert toll[toll < recorded].index.tolist() == [pd.Timestamp("2017-08-14")]


def test_a_distance_and_a_direction_give_the_coordinates():
    attacks = data.load("attacks").query("located == 'by distance and direction'")
    towns = data.load("towns").set_index("town")
    centre = {"MA004": "Timbuktu", "MA011": "Timbuktu", "MA045": "Douentza", "MA047": "Gao"}
    assert len(attacks) == 7
    for row in attacks.itertuples():
        km = int(re.search(r"(\d+) km", row.place)[1])
        town = towns.loc[centre.get(row.attack_id, "Aguelhok")]
        far = geo.distance_km(town["lat"], town["lon"], row.lat, row.lon)
        assert abs(far - km) < 1, row.attack_id


def test_the_caveats_on_events_and_aircraft_are_true():
    events = data.load("cooperation_events")
    words = " ".join(RESOURCES["cooperation_events"]["caveats"])
    early = (events["date"] < "2013-07-01").sum()
    partners = (events["category"] == "security partners").sum()
    assert f"{early} of the {len(events)} events lie before" in words
    assert f"; {partners} are in the category security partners" in words
    assert (events["date"].dt.year == 2022).sum() == 50 and "Fifty of the 122" in words
    units = data.load("air_assets").set_index("asset_id")
    assert units.at["AA11", "snapshot_of"] == "AA09"
    assert (units.at["AA09", "number"], units.at["AA11", "number"]) == (3, 5)
    assert set(units.loc[["AA09", "AA11"], "base"]) == {"Timbuktu"}
    for key in ("AA28", "AA29", "AA31"):
        assert "planned end" in units.at[key, "how_ended"], key
    assert "planned" in units.at["AA33", "note"]
    for first, last in (("start_earliest", "start_latest"), ("end_earliest", "end_latest")):
        for row in units.dropna(subset=[first]).itertuples():
            days = (getattr(row, first), getattr(row, last))
            spans = [pd.Period(days[0], freq=unit) for unit in "DMY"]
            assert days in [(s.start_time, s.end_time.normalize()) for s in spans], row.Index


def test_findings_name_the_works_and_what_was_read_of_them():
    works = data.load("peacekeeping_findings")
    assert RESOURCES["peacekeeping_findings"]["title"].startswith("Eighteen") and len(works) == 18
    assert works["year"].is_monotonic_increasing
    assert (works["figure"].notna() == works["figure_counts"].notna()).all()
    assert works["read"].str.contains("abstract|summary").all()
    sources = data.load("sources").set_index("source_id")
    assert (works["source_id"].map(sources["url"]) == works["url"]).all()


def test_spells_of_peace_add_up():
    spells = data.load("peace_spells")
    assert (spells["peace_held"] + spells["war_returned"] == spells["spells"]).all()
    assert (spells["returned_within_a_year"] <= spells["war_returned"]).all()
    whole = spells[spells["risk_group"] == "all spells"].set_index("peacekeepers")
    counts = ["spells", "peace_held", "war_returned", "returned_within_a_year"]
    parts = spells[spells["risk_group"] != "all spells"].groupby("peacekeepers")[counts].sum()
    assert (parts == whole[counts].loc[parts.index]).all(axis=None) and whole["spells"].sum() == 96
    thirds = spells.loc[spells["risk_group"].str.endswith("third"), "spells"]
    assert (thirds.sum(), thirds.min(), thirds.max()) == (79, 7, 21)
    # The two shares that the textbook prints above its figure: 56 and 34 per cent.
    pairs = whole.loc[["yes", "no"], ["spells", "peace_held"]].to_numpy().tolist()
    assert pairs == [[34, 19], [62, 21]]
    assert [round(100 * held / all_) for all_, held in pairs] == [56, 34]
    caveats = " ".join(RESOURCES["peace_spells"]["coding"])
    assert "56 and 34 per cent" in caveats


def test_texts_on_consent_are_eight_and_name_no_host_twice():
    rows = data.load("consent_lists")
    assert rows["work"].nunique() == 8 and "eight texts" in RESOURCES["consent_lists"]["title"]
    assert not rows.duplicated(["work", "iso3"]).any()
    assert set(rows["iso3"]) <= set(data.load("states")["iso3"])
    spelt = data.load("other_missions").dropna(subset="iso3").set_index("iso3")["host"].to_dict()
    named = rows[rows["iso3"].isin(set(spelt) - {"SDN"})]
    assert (named["iso3"].astype(str).map(spelt) == named["host"]).all()


# Errors


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("fatalites", 'no table "fatalites". Did you mean: fatalities'),
        ("Fatalities.csv", "Did you mean: fatalities"),
        ("deaths", "Did you mean: african_union_deaths, staff_union_deaths, fatalities"),
        ("zzz", 'There is no table "zzz". catalog() lists all.'),
        ("", "catalog() lists all"),
        (None, "not NoneType"),
    ],
)
def test_an_unknown_table_is_answered_with_the_nearest(asked, answer):
    assert answer in message(asked)


def test_a_missing_file_is_named(copied):
    (copied / "fatalities.csv").unlink()
    text = message()
    assert "fatalities.csv" in text and str(copied) in text and "git restore" in text


BROKEN = [
    ("fatalities", "1948-07-06", "06/07/1948", ["line 2", '"date"', "06/07/1948", "2022-06-29"]),
    ("fatalities", "1948-07-06", "1948-13-06", ['"1948-13-06"', "a date"]),
    ("fatalities", "1948-07-06", "1848-07-06", ["too small", "1948-01-01"]),
    ("fatalities", "Malicious Act", "Malicious act", ['mean "Malicious Act"', "Allowed: "]),
    ("fatalities", ",FRA,", ",France,", ['"iso3"', '"France"', "[A-Z]{3}"]),
    ("fatalities", "\n2,", "\n1,", ["line 3", "already in line 2", "occurs once"]),
    ("fatalities", "\n2,", "\ntwo,", ["line 3", '"two" is not a whole number']),
    ("fatalities", ",UNTSO,", ",,", ['"mission"', "empty", "required"]),
    ("fatalities", "casualty_ref", "casualty", ['"casualty_ref" is missing', 'column "casualty"?']),
    ("fatalities", "\n1,", "\n1,1,", ["line 2", "12 cells where 11"]),
    ("fatalities", ",confidence\n", ",confidence,extra\n", ['"extra" is not described']),
    ("fatalities", "date,mission", "mission,date", ["another order"]),
    ("fatalities", "UNTSO-1948-07-02408", '"UNTSO', ["not a well-formed CSV file"]),
    ("locations", "5.35444", "5,35444", ["9 cells where 8"]),
    ("locations", "5.35444", "95.3", ["too large", "at most 90"]),
    ("locations", "5.35444", "north", ['"north" is not a number']),
    ("glossary", "G02,AFISMA", "G02,MINUSMA", ["line 3", '"term"', "line 2", "occurs once"]),
    ("missions", "false", "perhaps", ['"perhaps" is not true or false']),
    ("ucdp_sahel", "BFA,Burkina Faso,439,1990", "BFA,Burkina Faso,439,1989", ["iso3 + year"]),
]


@pytest.mark.parametrize(("name", "old", "new", "parts"), BROKEN)
def test_a_broken_file_is_explained(copied, name, old, new, parts):
    edit(copied / f"{name}.csv", old, new)
    text = message(name)
    assert f"{name}.csv" in text
    for part in parts:
        assert part in text
    assert "Traceback" not in text


def test_an_edited_file_is_read_again(copied):
    assert len(data.load("schools")) == 22
    edit(copied / "schools.csv", ",115,", ",many,")
    assert '"many"' in message("schools")
    edit(copied / "schools.csv", ",many,", ",115,")
    assert len(data.load("schools")) == 22


def test_a_file_in_another_encoding_is_explained(copied):
    text = (copied / "locations.csv").read_text(encoding="utf-8")
    (copied / "locations.csv").write_bytes(text.encode("latin-1"))
    assert "UTF-8" in message("locations")


def test_an_empty_file_is_explained(copied):
    (copied / "locations.csv").write_text("", encoding="utf-8")
    assert "locations.csv is empty" in message("locations")


def test_a_broken_description_is_explained(copied):
    path = copied / data.DESCRIPTION
    path.write_text('{"resources": [', encoding="utf-8")
    assert "not valid JSON: line 1" in message()
    path.write_text('{"resources": [{"name": "fatalities"}]}', encoding="utf-8")
    assert "'schema' is missing" in message()
    path.write_text("[]", encoding="utf-8")
    assert "does not describe the tables as expected" in message()


def test_a_wrong_data_folder_is_explained(tmp_path, monkeypatch):
    monkeypatch.setenv(data.ENVIRONMENT, str(tmp_path / "nowhere"))
    assert "does not exist" in message() and data.ENVIRONMENT in message()
    monkeypatch.setenv(data.ENVIRONMENT, str(tmp_path))
    assert "no datapackage.json in it" in message()


def test_the_data_folder_is_found_in_clone_and_wheel(tmp_path, monkeypatch):
    monkeypatch.delenv(data.ENVIRONMENT, raising=False)
    assert data.folder() == DATA
    package = tmp_path / "site" / "malicourse"
    package.mkdir(parents=True)
    shutil.copytree(ROOT / "src" / "malicourse" / "data", package / "data")
    (package / "__init__.py").write_text("", encoding="utf-8")
    code = "from malicourse import data; print(data.folder()); print(len(data.load('schools')))"

    def run() -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path / "site",
            capture_output=True,
            text=True,
            check=False,
        )

    missing = run()
    assert missing.returncode and "The tables of the course were not found" in missing.stderr
    shutil.copytree(DATA, package / "_data")
    assert run().stdout.split() == [str(package / "_data"), "22"]


# The author's tool


def test_describe_counts_again_after_an_edit(copied, capsys):
    assert recount.main(["--check"]) == 0
    with (copied / "schools.csv").open("a", encoding="utf-8", newline="") as stream:
        stream.write("23,2025-01,,1,,,,unicef_202105,,B\n")
    assert recount.main(["--check"]) == 1
    assert "schools.csv: rows is 23, not 22." in capsys.readouterr().out
    assert recount.main([]) == 0
    assert recount.main(["--check"]) == 0
    assert len(data.load("schools")) == 23


def test_what_is_counted_is_counted_again_and_nothing_else_changes(copied, capsys):
    before = (copied / data.DESCRIPTION).read_bytes()
    edit(copied / data.DESCRIPTION, '"rows": 4429', '"rows": 1')
    assert recount.main(["--check"]) == 1
    assert capsys.readouterr().out == "fatalities.csv: rows is 4429, not 1.\n"
    assert recount.main([]) == 0
    assert (copied / data.DESCRIPTION).read_bytes() == before


def test_a_changed_meaning_reaches_the_description(copied, capsys):
    text = (copied / "schools.yml").read_text(encoding="utf-8")
    (copied / "schools.yml").write_text(text.replace("title: ", "title: Closed ", 1), "utf-8")
    assert recount.main([]) == 0
    assert "schools.csv: title was changed." in capsys.readouterr().out
    assert data.catalog().set_index("table").loc["schools", "title"].startswith("Closed ")


def test_the_meaning_of_a_new_table_is_started_and_must_be_written(copied, capsys):
    before = (copied / data.DESCRIPTION).read_bytes()
    (copied / "new.csv").write_text("id,source_id\n1,seed\n", encoding="utf-8")
    assert recount.main(["--check"]) == 1
    assert capsys.readouterr().err == "new.csv: new.yml is missing; make data starts it.\n"
    assert not (copied / "new.yml").exists()
    assert recount.main([]) == 1
    assert capsys.readouterr().err == ("new.csv: new.yml is missing; it was started: fill it in.\n")
    assert recount.main([]) == 1
    assert capsys.readouterr().err == "new.yml, heading: it is empty. Write it.\n"
    assert (copied / data.DESCRIPTION).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\ntopic: ", "\ntopik: ", 'schools.yml: "topik" is not a key. Did you mean "topic"?'),
        ("\ntopic: V", "\ntopic: W", 'schools.yml, topic: "Wiolence against people'),
        (
            "\n    type: date",
            "\n    type: day",
            'schools.yml, column "date", type: "day" is not a type',
        ),
        ("\n    required: ", "\n    requird: ", '"requird" is not a key. Did you mean "required"?'),
        (
            "\n  teachers:",
            "\n  teacher:",
            'column "teacher": the CSV has no such column. Did you mean',
        ),
        ("\nprimaryKey: ", "\nprimaryKey: x", "schools.yml, primaryKey: "),
        ("columns:", "columns: [", "schools.yml is not valid YAML"),
        ("\nlicence_checked: ", "\nlicence_checked: 5 #", "licence_checked: 5 is not a text."),
        ("\ncitation: ", "\ncitation: X.\ncitation: ", 'the key "citation" stands there twice'),
        ("\n  note:", "\n  schools: {title: X, description: Y.}\n  note:", '"schools" stands'),
        ("\nprimaryKey: row_id", "\nprimaryKey: []", "primaryKey: it is empty."),
        ("\nprimaryKey: row_id", "", "schools.yml: primaryKey is missing."),
        ("\n  note:\n", "\n  note: A remark.\n  left:\n", 'column "note": it needs a title and'),
        ("\ncaveats:\n", "\ncaveats:\n  - 5\n", "caveats: 5 is not a text"),
        ("\ncaveats:\n", "\ncoding:\n  - 5\ncaveats:\n", "coding: 5 is not a text"),
        ("\ncaveats:\n", "\ncoding: 5\ncaveats:\n", "coding: 5 is not a list"),
        ("\nlicence: ", "\nlicence: un", '"uncompilation" is not a licence of package.yml.'),
        ("sources.source_id", "sources.source", '"source" is not a column of sources.'),
        ("sources.source_id", "origins.source_id", '"origins.source_id" is not TABLE.COLUMN.'),
        ("  source_id: sources", "  source: sources", 'foreignKeys: "source" is not a column'),
        ("pattern: 20[0-9]{2}", "pattern: (20", 'schools.yml, column "month", pattern: '),
        ("minimum: '2013-01-01'", "minimum: south", 'schools.yml, column "date", minimum: \'so'),
        ("    unit: schools\n", "    unit: schools\n    enum: [many]\n", "enum: 'many' does not"),
        ("enum: [A, B]", "enum: [A, 2]", 'column "confidence", enum: its values are texts'),
    ],
)
def test_a_wrong_meaning_is_refused_in_one_line(copied, capsys, old, new, said):
    before = (copied / data.DESCRIPTION).read_bytes()
    edit(copied / "schools.yml", old, new)
    assert recount.main([]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and said in error, error
    assert (copied / data.DESCRIPTION).read_bytes() == before


def test_the_description_is_made_even_where_there_is_none(copied):
    before = (copied / data.DESCRIPTION).read_bytes()
    (copied / data.DESCRIPTION).unlink()
    assert recount.main([]) == 0
    assert (copied / data.DESCRIPTION).read_bytes() == before


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("schools.yml", "- a list\n", "schools.yml has to hold names with values."),
        ("schools.csv", "", "schools.csv is empty."),
        ("schools.csv", "row_id,month\n1\n", "schools.csv, row 2: 1 cells where 2 are expected."),
    ],
)
def test_a_file_of_another_form_is_refused_in_one_line(copied, capsys, file, text, said):
    (copied / file).write_text(text, encoding="utf-8")
    assert recount.main([]) == 1
    assert capsys.readouterr().err == said + "\n"


def test_a_table_without_caveats_is_refused(copied, capsys):
    path = copied / "schools.yml"
    before, _, rest = path.read_text(encoding="utf-8").partition("\ncaveats:\n")
    after = rest[rest.index("\ncoverage:") :]
    path.write_text(f"{before}\ncaveats: []{after}", encoding="utf-8")
    assert recount.main([]) == 1
    assert "schools.yml, caveats: the list is empty." in capsys.readouterr().err


def test_missing_facts_of_the_package_are_named(copied, capsys):
    (copied / recount.SHARED).unlink()
    assert recount.main([]) == 1
    assert "package.yml is missing from" in capsys.readouterr().err


def test_a_meaning_without_a_table_is_named(copied, capsys):
    shutil.copy(copied / "schools.yml", copied / "ghost.yml")
    assert recount.main([]) == 1
    assert "ghost.csv is described but missing" in capsys.readouterr().err


def test_a_column_without_a_meaning_is_named(copied, capsys):
    path = copied / "schools.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [lines[0] + ",more", *(line + "," for line in lines[1:])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert recount.main([]) == 1
    assert 'schools.csv, line 1: the column "more" is not described' in capsys.readouterr().err


def test_a_type_that_does_not_fit_the_cells_is_named(copied, capsys):
    edit(copied / "locations.yml", "type: number", "type: integer")
    assert recount.main([]) == 1
    assert 'locations.csv, line 2, column "lat": ' in capsys.readouterr().err


def test_a_bound_that_does_not_fit_its_type_is_named(copied, capsys):
    edit(copied / "locations.yml", "minimum: -90", "minimum: south")
    assert recount.main([]) == 1
    assert "locations.yml, column \"lat\", minimum: 'south' does not fit" in capsys.readouterr().err


def rule(copied: Path, table: str, column: str, **rules) -> None:
    """Put rules of a column straight into the description."""
    path = copied / data.DESCRIPTION
    package = json.loads(path.read_text(encoding="utf-8"))
    resource = next(item for item in package["resources"] if item["name"] == table)
    field = next(item for item in resource["schema"]["fields"] if item["name"] == column)
    field["constraints"] = rules
    path.write_text(json.dumps(package), encoding="utf-8")


def test_a_pattern_holds_for_numbers_too(copied):
    rule(copied, "schools", "schools", pattern="[0-9]{1,4}")
    edit(copied / "schools.csv", ",115,", ",116,")
    assert len(data.load("schools")) == 22
    edit(copied / "schools.csv", ",116,", ",11600,")
    assert '"11600" does not have the form' in message("schools")


def test_allowed_values_may_be_numbers(copied):
    known = sorted({int(value) for value in raw("schools")["schools"] if value})
    rule(copied, "schools", "schools", enum=known)
    edit(copied / "schools.csv", ",115,", ",0115,")
    assert len(data.load("schools")) == 22
    edit(copied / "schools.csv", ",0115,", ",1,")
    text = message("schools")
    assert '"1" is not an allowed value' in text and f"Allowed: {known[0]}, " in text


@pytest.mark.parametrize("column", ["row_id", "date"])
def test_allowed_values_may_be_written_as_cells_are(copied, column):
    rule(copied, "schools", column, enum=sorted(set(raw("schools")[column]) - {""}))
    edit(copied / "schools.csv", ",115,", ",116,")
    assert len(data.load("schools")) == 22


@pytest.mark.parametrize(
    ("column", "rules"),
    [("month", {"pattern": "("}), ("date", {"minimum": "south"}), ("schools", {"maximum": "9"})],
)
def test_a_rule_that_does_not_fit_its_type_is_explained(copied, column, rules):
    rule(copied, "schools", column, **rules)
    edit(copied / "schools.csv", ",115,", ",116,")
    assert f'column "{column}", {next(iter(rules))}: ' in message("schools")


def test_a_file_with_other_line_ends_is_read(copied):
    path = copied / "schools.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(data.load("schools"), _described("schools"))


def _described(name: str) -> pd.DataFrame:
    data._packages.clear()
    resource = RESOURCES[name]
    return data._read(resource, DATA / resource["path"])


def test_describe_refuses_what_it_cannot_count(copied, capsys):
    edit(copied / "schools.csv", "teachers", "teacher")
    assert recount.main([]) == 1
    said = 'schools.yml, column "teachers": the CSV has no such column. Did you mean "teacher"?'
    assert said in capsys.readouterr().err
    (copied / "schools.csv").unlink()
    assert recount.main(["--check"]) == 1
    assert "schools.csv is described but missing" in capsys.readouterr().err


def test_sightings_of_helicopters_fit_the_units_they_are_about():
    said, units = data.load("aviation_statements"), data.load("air_assets").set_index("asset_id")
    assert (said["day_earliest"] <= said["day_latest"]).all()
    assert said["day_earliest"].is_monotonic_increasing
    by_report = said["said_by"] == "Secretary-General"
    assert by_report.equals(said["symbol"].notna()) and by_report.equals(said["quotation"].notna())
    assert by_report.equals(said["paragraph"].notna())
    kinds = {"armed": "armed helicopter", "utility": "transport and rescue helicopter"}
    for row in said.dropna(subset="asset_id").query("kind == ['seen', 'gone']").itertuples():
        unit = units.loc[row.asset_id]
        assert unit["status"] == "deployed" and unit["role"] == kinds[row.role], row.statement_id
        # A sighting may come before a planned start (AA34), never after the last possible end.
        assert not row.day_earliest > unit["end_latest"], row.statement_id


def test_access_is_coded_for_incidents_and_the_codings_differ_only_as_the_card_says():
    rows = data.load("human_rights_access")
    codings = ["access_strict", "access", "access_wide", "access_detail", "accused_type"]
    whole = rows[rows["incident_id"] != "dec2021_mar2022"]
    assert (whole.groupby("incident_id")[codings].nunique() == 1).all(axis=None)
    strict = rows[rows["access_strict"] != "not stated"]
    assert (strict["access_strict"] == strict["access"]).all()
    ruled = rows[rows["access"] != "not stated"]
    assert (ruled["access"] == ruled["access_wide"]).all()
    widened = rows[(rows["access"] == "not stated") & (rows["access_wide"] != "not stated")]
    assert set(widened["access_wide"]) == {"denied"}
    card = " ".join(RESOURCES["human_rights_access"]["coding"])
    for place in set(whole["place"].str.split(",").str[0]):
        assert place in card, place


def test_the_codebooks_of_cooperation_and_restrictions_hold():
    events = data.load("cooperation_events")
    words = " ".join(RESOURCES["cooperation_events"]["caveats"])
    assert events.loc[events["host_act"] != 0, "episode"].notna().all()
    acts = events[(events["phase"] == "mission") & (events["host_act"] != 0)]
    acts = acts.drop_duplicates(["episode", "host_act"])
    assert f"Of the {len(acts)} acts of the host" in words
    assert (acts["date"] < "2022").sum() == 3 and "three are older than 2022" in words
    dates = events["date"]
    phase = pd.cut(
        dates,
        [pd.Timestamp.min, pd.Timestamp("2013-06-30"), pd.Timestamp("2023-12-31"), dates.max()],
        labels=["before", "mission", "after"],
    )
    assert (phase.astype(str) == events["phase"].astype(str)).all()
    rows = data.load("restrictions")
    measure = rows["row_type"] == "measure"
    assert (measure == rows["episode"].notna()).all()
    ended = measure & rows["period_end"].notna()
    assert (ended == rows["end_means"].notna()).all()
