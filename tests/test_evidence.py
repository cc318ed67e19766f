"""Places, dates, symbols, names, order and sums in all tables; a fault names file, row and rule.

Each rule is a function from a folder of tables to its faults, so that a new table is looked at
without being named here, and so that every rule can be tried on a broken copy.
"""

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import pytest

from malicourse import data
from malicourse_book.pages.markup import undocs
from tests.places import OUTLINE, REGIONS, kilometres_outside

DATA = Path(__file__).resolve().parents[1] / "data"
Row = dict[str, str]
#: The base map is simplified to about three kilometres, see `data/map/README.md`.
NEAR_KM = 3
#: Points near a border for which UCDP, or the finer outlines that its copy was joined with, name
#: the region on its other side: Anéfis stands in Kidal, Doro in Gao, Toyé in Ségou.
BEYOND_THE_LINE = {
    (18.0439, 0.6031): "Kidal",
    (18.044, 0.591): "Kidal",
    (16.1399, -0.8492): "Gao",
    (14.0794, -4.9335): "Ségou",
}
#: From the first day of MINUSMA, which took over from AFISMA, to its last.
LIFE = ("2013-07-01", "2023-12-31")
#: What happened to MINUSMA or in it: the bounds of these columns are the life of the mission.
LIVED = {
    "attacks": ["date"],
    "contributions_month": ["date"],
    "contributor_snapshots": ["date"],
    "strength_snapshots": ["date"],
    "withdrawal_convoys": ["departed", "arrived"],
}
#: Missions of which a table knows a death or a strength more than half a year outside the dates
#: in `missions`: names that cover several missions, a changed mandate, one date of the record.
LISTED_OTHERWISE = {
    *("MINUGUA", "MONUA", "ONUC", "UNAMID", "UNAMSIL", "UNAVEM", "UNMIH", "UNOSOM", "UNPF"),
    "UNPROFOR",
}
#: Not in the list of peacekeeping operations: political missions and offices, names of the
#: tables of strength that nobody explains, missions of others.
NOT_LISTED = {
    *("BINUB", "BINUH", "BNUB", "BONUCA", "OSESGY", "OSESyria", "UNAMA", "UNAMET", "UNAMI"),
    *("UNIOGBIS", "UNIOSIL", "UNIPSIL", "UNITAMS", "UNMA", "UNMAO", "UNMC", "UNMHA", "UNMIN"),
    *("UNOA", "UNOAU", "UNOTIL", "UNOWA", "UNOWAS", "UNPOS", "UNSMIL", "UNSOM", "UNSOS"),
    *("UNSecretariat", "UNSOH", "UNTAG", "UNTMIH", "UNVMC", "LBB", "ONUCI"),
    *("AFISMA", "AMIS", "AMISOM", "AMISOM support", "ATMIS", "AUSSOM", "MISCA", "UNSOA"),
}
#: In a column of states, and none.
NO_STATE = {
    *("Abyei", "Channel Islands", "Czechoslovakia", "German Democratic Republic", "Kosovo"),
    *("Multinational",),
    *("UN contractor Ukrainian Helicopters", "United Nations contract", "ZZ [Undetermined]"),
}
#: Columns that name one state, and the column of its code.
STATE = {
    "country": "iso3",
    "contributor": "iso3",
    "host": "iso3",
    "host_country": "host_iso3",
}
#: Columns that name several, separated by semicolons.
STATES = ["abstained", "contingents", "countries", "sponsors", "veto_by", "voted_against"]
#: In a column of regions, and none.
NO_REGION = {"not given", "several", "unknown"}
BODIES = [
    r"S/RES/\d{1,4} \((19|20)\d\d\)",
    r"S/PRST/(19|20)\d\d/\d+",
    r"S/PV\.\d{1,5}( \(Resumption \d\))?",
    r"S/(19|20)\d\d/\d+(/Add\.\d+|/Corr\.\d+|/Rev\.\d+)?",
    r"A/RES/\d+/\d+( ?[A-Z])?",
    r"A/HRC/(RES/)?\d+/\d+(/Add\.\d+)?",
    r"A/(C\.\d/)?\d+/\d+(/Add\.\d+)?(-S/(19|20)\d\d/\d+)?",
    r"(SC|CS|SG/SM|SG/T|GA|GA/AB)/\d+(-[A-Z/\d-]+)?",
    r"(DOS|DPO|DPKO)/(19|20)\d\d\.\d+",
]
SYMBOL = re.compile("|".join(f"({form})" for form in BODIES))
#: Columns of symbols, with the form that each of them has to have.
SYMBOLS = {
    "symbol": SYMBOL,
    "report": SYMBOL,
    "previous_report": SYMBOL,
    "draft": re.compile(r"S/(19|20)\d\d/\d+(/Rev\.\d+)?"),
    "meeting": re.compile(r"S/PV\.\d+( \(Resumption \d\))?"),
    "press_release": re.compile(r"SC/\d+"),
}
#: Tables in which a symbol dates its row: the number of a later document is not a lower one.
NUMBERED = {
    "council_meetings": ["meeting", "press_release"],
    "mandates": ["symbol", "meeting", "press_release"],
    "resolution_language": ["symbol"],
    "resolution_sponsors": ["symbol"],
}
#: Keys of digits alone are those of others, as GeoNames and UCDP have them, but for these.
OURS = {"row_id", "fatality_id"}
#: Tables with numbered rows in order of time.
BY_TIME = {"chronology": "start", "force_level_requests": "date", "idps_dated": "month"}
#: A whole and its parts, where all of them are filled.
PARTS = {
    "aid_workers_region": [
        ("victims", ["killed", "wounded", "kidnapped"]),
        ("victims", ["national_victims", "international_victims"]),
    ],
    "aid_workers_year": [
        ("victims", ["killed", "wounded", "kidnapped"]),
        ("victims", ["national_victims", "international_victims"]),
    ],
    "contributions_month": [("total", ["women", "men"])],
    "mission_strength": [("total", ["troops", "police", "experts"])],
}
#: A share in per cent, its part and its whole.
SHARES = {
    "capability_gaps": ("available_per_cent", "available", "required"),
    "restrictions": ("denied_pct", "denied", "requested"),
}
#: Written in the row where the source states another share than its numbers give.
AS_STATED = "share as stated"


def rows(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def tables(folder: Path) -> Iterator[tuple[str, list[Row]]]:
    for path in sorted(folder.glob("*.csv")):
        yield path.stem, rows(folder, path.stem)


def keys() -> dict[str, list[str]]:
    package = json.loads((DATA / data.DESCRIPTION).read_text(encoding="utf-8"))
    found = {item["name"]: item["schema"]["primaryKey"] for item in package["resources"]}
    return {name: [key] if isinstance(key, str) else key for name, key in found.items()}


KEYS = keys()


def meant(name: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """Words that ask whether the nearest known name was meant; none where none is near."""
    near = get_close_matches(name, known, n=1, cutoff=cutoff)
    return f' Did you mean "{near[0]}"?' if near else ""


def fault(name: str, position: int, row: Row, said: str) -> str:
    key = " + ".join(row[column] for column in KEYS.get(name, list(row)[:1]))
    return f"{name}.csv, line {position + 2}, {key}: {said}"


# Places


def inside(lat: float, lon: float, geometry: dict) -> bool:
    """Whether a point lies in an area, or so near that the simplified line may be what is off."""
    return kilometres_outside(lon, lat, geometry) <= NEAR_KM


def point(row: Row) -> tuple[float, float]:
    """The place of a row as the exceptions name it."""
    return round(float(row["lat"]), 4), round(float(row["lon"]), 4)


def region_of_2009(folder: Path) -> dict[str, str]:
    return {row["region"]: row["region_2009"] for row in rows(folder, "regions")}


def a_place_lies_in_its_region(folder: Path) -> Iterator[str]:
    """Rule: a point lies in the region, or the country, that its row names."""
    listed = region_of_2009(folder)
    abroad = {row["location"] for row in rows(folder, "locations") if row["iso3"] != "MLI"}
    for name, found in tables(folder):
        if not found or not {"lat", "lon"} <= set(found[0]):
            continue
        for position, row in enumerate(found):
            if not row["lat"] and not row["lon"]:
                continue
            if not row["lat"] or not row["lon"]:
                yield fault(name, position, row, "one of lat and lon is empty.")
                continue
            lat, lon = float(row["lat"]), float(row["lon"])
            region = row.get("region") or row.get("region_2009", "")
            away = row.get("iso3", "MLI") != "MLI" or row.get("location") in abroad
            where = "outside Mali" if away else region or "Mali"
            if away:
                right = not inside(lat, lon, OUTLINE)
            else:
                old = listed.get(region, "")
                right = inside(lat, lon, REGIONS.get(old, OUTLINE))
                right = right or (old and BEYOND_THE_LINE.get(point(row)) == old)
            swapped = inside(lon, lat, OUTLINE) and not inside(lat, lon, OUTLINE)
            if swapped:
                yield fault(name, position, row, f"lat {lat:g} and lon {lon:g} are swapped.")
            elif not right:
                yield fault(name, position, row, f"{lat:g}, {lon:g} does not lie in: {where}.")


def a_region_is_one_of_the_list(folder: Path) -> Iterator[str]:
    """Rule: a region is one of the table regions."""
    listed = region_of_2009(folder)
    for name, found in tables(folder):
        for position, row in enumerate(found):
            region = row.get("region", "")
            if region and region not in listed and region not in NO_REGION:
                said = f'"{region}" is no region of regions.csv.{meant(region, listed)}'
                yield fault(name, position, row, said)


def a_place_of_the_list_has_its_position(folder: Path) -> Iterator[str]:
    """Rule: a location of the table locations stands where that table puts it."""
    listed = {r["location"]: (r["lat"], r["lon"]) for r in rows(folder, "locations")}
    for name, found in tables(folder):
        for position, row in enumerate(found):
            if not {"location", "lat", "lon"} <= set(row) or not row["lat"]:
                continue
            point = (row["lat"], row["lon"])
            if listed.get(row["location"], point) != point:
                yield fault(
                    name, position, row, f"{row['location']} is not where locations has it."
                )


# Dates


def a_date_lies_in_the_life_of_its_mission(folder: Path) -> Iterator[str]:
    """Rule: a row of a mission is not half a year older or younger than the mission."""
    missions = {row["mission"]: row for row in rows(folder, "missions")}
    for name, found in tables(folder):
        if name not in ("fatalities", "mission_strength", "contributions_year"):
            continue
        for position, row in enumerate(found):
            mission = missions.get(row["mission"])
            if mission is None or row["mission"] in LISTED_OTHERWISE:
                continue
            day = row.get("date") or row["year"]
            first, last = mission["start"], mission["end"]
            exact = row["mission"] == "MINUSMA" and name == "fatalities"
            if exact:
                first, last = LIFE
            early = first and _months(day) < _months(first[: len(day)]) - (0 if exact else 6)
            late = last and _months(day) > _months(last[: len(day)]) + (0 if exact else 6)
            if early or late:
                said = f"{row['mission']} lived from {first} to {last}, not on {day}."
                yield fault(name, position, row, said)


def _months(day: str) -> int:
    year, _, rest = day.partition("-")
    return 12 * int(year) + int((rest or "1").partition("-")[0])


def a_month_is_that_of_its_day(folder: Path) -> Iterator[str]:
    """Rule: the month of a row is the month of its day, and an end is not before its start."""
    for name, found in tables(folder):
        for position, row in enumerate(found):
            day, month = row.get("date", ""), row.get("month", "")
            if month and len(day) == 10 and day[:7] != month:
                yield fault(name, position, row, f"{day} is not in {month}.")
            for first, last in PAIRS:
                start, end = row.get(first), row.get(last)
                if start and end and end[: len(start)] < start[: len(end)]:
                    yield fault(name, position, row, f"{last} {end} is before {first} {start}.")


PAIRS = [
    *(("start", "end"), ("period_start", "period_end"), ("departed", "arrived")),
    *(("start_earliest", "start_latest"), ("end_earliest", "end_latest")),
    *(("start_earliest", "end_latest"), ("left_earliest", "left_latest")),
    *(("planned_earliest", "planned_latest"), ("active_from", "active_to")),
    *(("office_from", "office_to"), ("opened", "closed")),
]


# Symbols


def a_symbol_has_the_form_of_its_body(folder: Path) -> Iterator[str]:
    """Rule: a symbol has the form that its body gives it."""
    for name, found in tables(folder):
        for position, row in enumerate(found):
            for column, form in SYMBOLS.items():
                symbol = row.get(column, "")
                if symbol and not form.fullmatch(symbol):
                    yield fault(name, position, row, f'{column} "{symbol}" is no symbol.')


def a_symbol_fits_its_year(folder: Path) -> Iterator[str]:
    """Rule: a later document does not have a lower number, a resolution has one year."""
    years: dict[int, str] = {}
    found_in: dict[int, str] = {}
    for name, found in tables(folder):
        for position, row in enumerate(found):
            for number, year in re.findall(r"S/RES/(\d+) \((\d{4})\)", " ".join(row.values())):
                here = fault(name, position, row, f"S/RES/{number} ({year})")
                if years.setdefault(int(number), year) != year:
                    yield f"{here} has another year in {found_in[int(number)]}."
                found_in.setdefault(int(number), here)
    order = sorted(years)
    for before, after in zip(order, order[1:], strict=False):
        if years[before] > years[after]:
            yield f"{found_in[before]} is later than {found_in[after]}."
    for name, columns in NUMBERED.items():
        for column in columns:
            dated = [
                (int(match[1]), row["date"], position, row)
                for position, row in enumerate(rows(folder, name))
                if (match := re.match(r"[A-Z/.]+(\d+)", row[column])) and row["date"]
            ]
            dated.sort(key=lambda item: item[:2])
            for before, after in zip(dated, dated[1:], strict=False):
                if before[1] > after[1]:
                    said = f"{column} {after[3][column]} of {after[1]} is older than a lower number"
                    yield fault(name, after[2], after[3], f"{said}, {before[3][column]}.")


# Order


def numbered(cell: str) -> tuple[str, int, str]:
    letters, digits, rest = re.fullmatch(r"(\D*)(\d*)(.*)", cell).groups()
    return letters, int(digits or 0), rest


def ids_sort(folder: Path) -> Iterator[str]:
    """Rule: rows with numbered keys stand in the order of the numbers, or in order of time."""
    for name, found in tables(folder):
        key, *more = KEYS.get(name) or list(found[0])[:1]
        form = r"[A-Z]*\d+[a-z]?" if key in OURS else r"[A-Z]+\d+[a-z]?"
        if name == "sources":
            order = [row[key] for row in found]
        elif name in BY_TIME:
            order = [row[BY_TIME[name]] for row in found]
        elif not more and all(re.fullmatch(form, row[key]) for row in found):
            order = [numbered(row[key]) for row in found]
        else:
            continue
        for position in range(1, len(order)):
            if order[position] < order[position - 1]:
                before = found[position - 1][key]
                yield fault(name, position, found[position], f"it stands after {before}.")


# Sums and shares


def parts_add_up(folder: Path) -> Iterator[str]:
    """Rule: parts add up to their whole."""
    for name, sums in PARTS.items():
        for position, row in enumerate(rows(folder, name)):
            for whole, parts in sums:
                cells = [row[column] for column in (whole, *parts)]
                if "" not in cells and float(cells[0]) != sum(map(float, cells[1:])):
                    said = f"{' + '.join(cells[1:])} is not {whole} {cells[0]}."
                    yield fault(name, position, row, said)


def shares_are_shares(folder: Path) -> Iterator[str]:
    """Rule: a share is that of its numbers, to a point, and shares of one whole are at most 100."""
    for name, (share, part, whole) in SHARES.items():
        for position, row in enumerate(rows(folder, name)):
            if row[share] and row[part] and row[whole] and AS_STATED not in " ".join(row.values()):
                given, made = float(row[share]), 100 * float(row[part]) / float(row[whole])
                if abs(given - made) > 1:
                    said = f"{row[part]} of {row[whole]} is {made:.1f} per cent, not {given:g}."
                    yield fault(name, position, row, said)
    wholes = {(r["period"], r["unit_counted"]): r["total"] for r in rows(folder, "hr_notes")}
    sums: dict[tuple[str, str], float] = {}
    for position, row in enumerate(rows(folder, "hr_notes_perpetrators")):
        which = (row["period"], row["unit_counted"])
        if row["share_pct"]:
            sums[which] = sums.get(which, 0) + float(row["share_pct"])
            if sums[which] > 101:
                yield fault(
                    "hr_notes_perpetrators", position, row, f"shares of {which} pass 100 per cent."
                )
        if row["share_pct"] and row["count"] and wholes.get(which):
            made = 100 * float(row["count"]) / float(wholes[which])
            if abs(made - float(row["share_pct"])) > 1:
                said = f"{row['count']} of {wholes[which]} is {made:.1f} per cent."
                yield fault("hr_notes_perpetrators", position, row, said)


# Names


def a_state_is_one_of_the_list(folder: Path) -> Iterator[str]:
    """Rule: a state stands in the table states, under its code and with one of its names."""
    listed = {
        row["iso3"]: {row["name"], *filter(None, row["also_written"].split("; "))}
        for row in rows(folder, "states")
    }
    names = {spelling: code for code, spellings in listed.items() for spelling in spellings}

    def unknown(name: str) -> str:
        return f'"{name}" is no state of states.csv.{meant(name, names, cutoff=0.6)}'

    for name, found in tables(folder):
        if name == "states":
            continue
        for position, row in enumerate(found):
            for column in STATES:
                for state in filter(None, row.get(column, "").split("; ")):
                    if re.sub(r" \(.*\)$", "", state) not in names:
                        yield fault(name, position, row, unknown(state))
            for column, code in STATE.items():
                state, iso3 = row.get(column, ""), row.get(code, "")
                if code not in row or column not in row:
                    continue
                if iso3 and iso3 not in listed:
                    yield fault(name, position, row, f'"{iso3}" is no code of states.csv.')
                elif iso3 and state in listed[iso3]:
                    continue
                elif state and state not in NO_STATE:
                    # A state with a remark, or two of them: the code is that of the first.
                    plain = re.sub(r" \(.*\)$", "", state).split(" and ")
                    missing = [
                        part for part in plain if part not in names | dict.fromkeys(NO_STATE)
                    ]
                    if missing:
                        yield fault(name, position, row, unknown(missing[0]))
                    elif iso3 and iso3 not in {names.get(part) for part in plain}:
                        yield fault(name, position, row, f'"{iso3}" is not the code of {state}.')


def a_mission_is_one_of_the_list(folder: Path) -> Iterator[str]:
    """Rule: a mission stands in the table missions, or is known as none of its kind."""
    listed = {row["mission"] for row in rows(folder, "missions")} | NOT_LISTED
    for name, found in tables(folder):
        for position, row in enumerate(found):
            for mission in filter(None, re.split("; | and ", row.get("mission", ""))):
                if mission not in listed:
                    said = f'"{mission}" is no mission we know.{meant(mission, listed)}'
                    yield fault(name, position, row, said)


# Sources


def a_document_has_its_own_address(folder: Path) -> Iterator[str]:
    """Rule: a source with a symbol of a body has the address of the UN, and the copy in read_at."""
    for position, row in enumerate(rows(folder, "sources")):
        own = undocs(row["symbol"])
        if own and row["url"] != own:
            yield fault("sources", position, row, f"the address of {row['symbol']} is {own}.")
        if own and not row["licence"].startswith("United Nations document"):
            said = f"{row['symbol']} is not its own symbol, or the licence is wrong."
            yield fault("sources", position, row, said)
        if row["read_at"] and not own and "un.org/" not in row["url"]:
            yield fault("sources", position, row, "read_at is for documents of the UN.")
        if "doi.org/" in row["url"] and row["url"] != f"https://doi.org/{row['doi']}":
            yield fault("sources", position, row, "doi is not that of the address.")
        if re.search(r"ISBN|\bDOI\b", row["publisher"] + row["title"]):
            yield fault("sources", position, row, "DOI and ISBN have columns of their own.")


RULES: dict[str, Callable[[Path], Iterator[str]]] = {
    rule.__name__: rule
    for rule in (
        a_place_lies_in_its_region,
        a_region_is_one_of_the_list,
        a_place_of_the_list_has_its_position,
        a_date_lies_in_the_life_of_its_mission,
        a_month_is_that_of_its_day,
        a_symbol_has_the_form_of_its_body,
        a_symbol_fits_its_year,
        ids_sort,
        parts_add_up,
        shares_are_shares,
        a_state_is_one_of_the_list,
        a_mission_is_one_of_the_list,
        a_document_has_its_own_address,
    )
}


@pytest.mark.parametrize("rule", RULES)
def test_the_tables_keep(rule):
    found = list(RULES[rule](DATA))
    assert not found, "\n".join([RULES[rule].__doc__, *found[:40]])


@pytest.fixture
def copied(tmp_path):
    """A copy of the tables that a test may break."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


def test_the_named_borders_are_needed_and_at_most_17_km_off():
    listed, seen = region_of_2009(DATA), set()
    for _, found in tables(DATA):
        for row in found:
            if row.get("lat") and row.get("lon") and point(row) in BEYOND_THE_LINE:
                old = listed.get(row.get("region") or row.get("region_2009", ""), "")
                lat, lon = point(row)
                if old:
                    assert BEYOND_THE_LINE[lat, lon] == old
                    assert 3 < kilometres_outside(lon, lat, REGIONS[old]) < 17, (lat, lon)
                    seen.add((lat, lon))
    assert seen == set(BEYOND_THE_LINE)


BROKEN = [
    ("a_place_lies_in_its_region", "attacks", "20.20126,1.01186", "1.01186,20.20126", "swapped"),
    ("a_place_lies_in_its_region", "attacks", "Kidal,20.20126", "Gao,20.20126", "lie in: Gao"),
    ("a_place_lies_in_its_region", "attacks", "20.20126,1.01186", "20.20126,", "is empty"),
    ("a_place_lies_in_its_region", "ucdp_places", "15.376,0.7561", "0.7561,15.376", "swapped"),
    (
        "a_place_lies_in_its_region",
        "ucdp_places",
        "Gao,Gao,15.4024",
        "Kayes,Kayes,15.4024",
        "Kayes",
    ),
    (
        "a_place_lies_in_its_region",
        "ucdp_events",
        "village,Gao,16.1399",
        "village,Kayes,16.1399",
        "Kayes",
    ),
    ("a_place_lies_in_its_region", "towns", "17.03333,-1.4,", "10.38333,-7.15,", "lie in: Gao"),
    ("a_place_lies_in_its_region", "locations", "Bamako,Mali,MLI", "Bamako,Mali,SEN", "outside"),
    ("a_region_is_one_of_the_list", "attacks", ",Kidal,20.2", ",Kidl,20.2", 'mean "Kidal"'),
    ("a_place_of_the_list_has_its_position", "chronology", "12.60915", "12.70915", "Bamako is"),
    ("a_date_lies_in_the_life_of_its_mission", "fatalities", ",MINUSMA,", ",UNAMIR,", "UNAMIR"),
    ("a_month_is_that_of_its_day", "attacks", "day,2013-10", "day,2013-11", "not in 2013-11"),
    ("a_month_is_that_of_its_day", "sg_reports", "2013-09-29", "2013-05-29", "is before"),
    ("a_symbol_has_the_form_of_its_body", "attacks", "SC/11157", "SC 11157", "is no symbol"),
    (
        "a_document_has_its_own_address",
        "sources",
        "https://undocs.org/S/2016/281",
        "https://x.org",
        "S/2016/281",
    ),
    (
        "a_document_has_its_own_address",
        "sources",
        "10.5334/sta.762,",
        "10.5334/sta.763,",
        "doi is not",
    ),
    (
        "a_symbol_has_the_form_of_its_body",
        "sources",
        "S/RES/2100 (2013)",
        "S/RES/2100",
        "no symbol",
    ),
    ("a_symbol_has_the_form_of_its_body", "mandates", "S/PV.6798", "S/6798", 'meeting "S/6798"'),
    ("a_symbol_fits_its_year", "mandates", "S/RES/2100 (2013)", "S/RES/2100 (2014)", "year"),
    (
        "a_symbol_fits_its_year",
        "mandates",
        "S/RES/2590 (2021)",
        "S/RES/3590 (2021)",
        "lower number",
    ),
    ("ids_sort", "attacks", "MA002,", "MA092,", "line 4, MA003: it stands after MA092"),
    ("ids_sort", "chronology", "E001,1960-06-20,day,1960", "E001,1960-06-20,day,1961", "E002"),
    ("parts_add_up", "aid_workers_year", "2013,1,1,0", "2013,1,2,0", "is not victims 1"),
    ("parts_add_up", "contributions_month", "police,0,2,2", "police,1,2,2", "is not total 2"),
    ("shares_are_shares", "restrictions", ",24.1,", ",42.1,", "24.1 per cent, not 42.1"),
    ("shares_are_shares", "hr_notes_perpetrators", ",222,64,", ",222,46,", "64.0 per cent"),
    ("shares_are_shares", "hr_notes_perpetrators", ",33,9,", ",,49,", "pass 100"),
    ("a_state_is_one_of_the_list", "fatalities", ",France,FRA", ",Frnce,FRA", 'mean "France"'),
    ("a_state_is_one_of_the_list", "fatalities", ",France,FRA", ",France,FRX", "FRX"),
    (
        "a_state_is_one_of_the_list",
        "fatalities",
        ",France,FRA",
        ",Chad,FRA",
        "not the code of Chad",
    ),
    ("a_state_is_one_of_the_list", "attacks", ",Senegal,SC", ",Senegl,SC", 'mean "Senegal"'),
    ("a_mission_is_one_of_the_list", "fatalities", ",MINUSMA,", ",MINUSMAA,", 'mean "MINUSMA"'),
]


@pytest.mark.parametrize(("rule", "table", "old", "new", "said"), BROKEN)
def test_a_broken_rule_names_file_and_row(copied, rule, table, old, new, said):
    path = copied / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    found = list(RULES[rule](copied))
    named = [one for one in found if re.match(rf"{table}\.csv, line \d+, \S+.*: ", one)]
    assert any(said in one for one in named), found[:5]


def test_each_rule_is_broken_once():
    assert {rule for rule, *_ in BROKEN} == set(RULES)


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, cs in LIVED.items() for c in cs])
def test_the_bounds_of_a_date_are_the_life_of_the_mission(table, column):
    package = json.loads((DATA / data.DESCRIPTION).read_text(encoding="utf-8"))
    resource = next(item for item in package["resources"] if item["name"] == table)
    field = next(item for item in resource["schema"]["fields"] if item["name"] == column)
    rule = field["constraints"]
    assert LIFE[0] <= rule["minimum"] <= rule["maximum"] <= LIFE[1]


def test_a_date_after_the_mission_is_refused(copied, monkeypatch):
    monkeypatch.setenv(data.ENVIRONMENT, str(copied))
    path = copied / "attacks.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("MA001,2013-10-23", "MA001,2024-01-05", 1), encoding="utf-8")
    with pytest.raises(data.DataError) as caught:
        data.load("attacks")
    said = 'attacks.csv, line 2, column "date": "2024-01-05" is too large. Rule: at most 2023-12-31'
    assert said in str(caught.value)
