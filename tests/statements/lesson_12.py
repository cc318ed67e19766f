"""Statements of lesson 12, the wings."""

import pandas as pd

from malicourse.exercises import lesson_12 as lesson
from tests.statements import load, states

KINDS = {"armed": "armed helicopter", "rescue": "transport and rescue helicopter"}


def units():
    return lesson._units()


def on(day, span="must", role=None):
    rows = lesson._on(day, span)
    return rows if role is None else rows[rows["role"].astype(str) == KINDS[role]]


def machines(day, span="must", role=None):
    return int(on(day, span, role)["number"].sum())


def reports():
    return load("aviation_statements").dropna(subset="symbol")


def strangers():
    """Sightings in the Secretary-General's reports that fit no unit of the table."""
    return reports().query("kind == 'seen' and asset_id.isna()")


def gap(before, after):
    first, second = units().loc[before], units().loc[after]
    least = (second["start_earliest"] - first["end_latest"]).days - 1
    return least, (second["start_latest"] - first["end_earliest"]).days - 1


@states("12", "come mostly from 18 reports of the Secretary-General")
def _():
    return reports()["symbol"].nunique()


@states("12", "Five of 23 rows are promises")
def _():
    rows = lesson._flying()
    return len(rows), (rows["status"] != "deployed").sum() == 5


@states("12", "Of the 18 deployed rows one, AA11, is a snapshot")
def _():
    rows = lesson._flying().query("status == 'deployed'")
    return len(rows), rows["snapshot_of"].notna().sum() == 1


@states("12", "The Dutch Apaches (AA01) came at some time in May 2014 and left on 31 January 2017")
def _():
    row = units().loc["AA01"]
    assert (row["start_earliest"].month, row["start_latest"].month) == (5, 5)
    return row["start_latest"].year, row["end_latest"]


@states("12", "a newspaper counts six Salvadoran helicopters in January 2019, a report mentions")
def _():
    seen = load("aviation_statements").query("asset_id == 'AA10' and kind == 'seen'")
    return seen["day_earliest"].dt.year.min(), seen["number"].dropna().eq(6).all()


@states("12", "attack helicopter units” at Timbuktu in 2020")
def _():
    row = reports().loc[reports()["quotation"].str.contains("Attack helicopter units were")].iloc[0]
    return row["day_latest"].year, row["place"] == "Timbuktu"


@states("12", "Mostly short loans at Gao, one long stay at Timbuktu")
def _():
    rows = units().dropna(subset=["end_latest", "start_earliest"]).drop("AA11")
    years = (rows["may_to"] - rows["may_from"]).dt.days / 365.25
    at_gao = years[rows["base"] == "Gao"]
    return at_gao.median() < 2, years[rows["base"] == "Timbuktu"].gt(8).sum() == 1


@states("12", "left the town on 21 October 2016 and were flown home on the 26th")
def _():
    home = load("contributor_withdrawals").query("contributor == 'Indonesia'")["left_latest"]
    return units().loc["AA16", "end_latest"], home.iloc[0].day == 26


@states("12", "the range closes to 52 days")
def _():
    low, high = gap("AA01", "AA04")
    return low, low == high


@states("12", "for 29 days the Dutch Chinooks and the German NH90 were both at Gao")
def _():
    low, high = gap("AA02", "AA03")
    return -low, low == high


@states("12", "In mid-January 2019 fourteen helicopters are certain: eight of Canada and six")
def _():
    day = "2019-01-15"
    extra = on(day, "may")["contributor"].eq("United Nations contract")
    hired = on(day, "may")["number"][extra].sum()
    by = on(day).groupby("contributor")["number"].sum()
    assert machines(day) == 14 and dict(by) == {"Canada": 8, "El Salvador": 6}
    return 2019, hired == 8 and machines(day, "may") == 22


@states("12", "After Canada left, three to six armed helicopters can be vouched for")
def _():
    days = pd.date_range("2019-09-01", "2023-12-01")
    found = [machines(day, "must", "armed") for day in days]
    return min(found) == 3, max(found) == 6


@states(
    "12",
    "Armed, certain: none until May 2014, then 4, 7 from May 2015, 3 in early 2017, 7 with the "
    "Tigers, 3 in summer 2018, 8 and then 11 with Canada, 6 from September 2019, 3 from June 2020 "
    "with 6 possible, 5 from December 2022",
)
def _():
    days = ["2014-06-01", "2015-06-01", "2017-02-15", "2017-06-01", "2018-07-15"]
    days += ["2018-10-01", "2019-01-01", "2019-09-01", "2020-06-03", "2022-12-01"]
    found = [machines(day, "must", "armed") for day in days]
    assert machines("2014-05-01", "must", "armed") == 0
    assert machines("2020-06-03", "may", "armed") == 6
    four, seven, three, tigers, summer, canada, both, after, later, last = found
    before = (2014, four, seven, 2015, three, 2017, tigers, summer, 2018)
    return (*before, canada, both, after, 2019, later, 2020, 6, last, 2022)


@states(
    "12",
    "Transport and rescue, certain: 3 at the end of 2014, 10 in February 2017, none for a time in "
    "2018, in 2019 and in late 2020, 5 from July 2022; the band lies up to 8 higher",
)
def _():
    found = [machines(day, "must", "rescue") for day in ("2014-12-31", "2017-02-15", "2022-07-01")]
    for day in ("2018-07-15", "2019-09-15", "2020-11-15"):
        assert machines(day, "must", "rescue") == 0
    higher = machines("2019-01-15", "may", "rescue") - machines("2019-01-15", "must", "rescue")
    chinooks, changeover, last = found
    return chinooks, 2014, changeover, 2017, 2018, 2019, 2020, last, 2022, higher


@states("12", "The second Salvadoran unit was certain until June 2020")
def _():
    row = units().loc["AA10"]
    return row["must_to"].year, row["must_to"].month == 6


@states("12", "it may have stayed whole until November 2022")
def _():
    row = units().loc["AA10"]
    return row["may_to"].year, row["may_to"].month == 11


@states("12", "planned dates alone left July 2022 open between two German units")
def _():
    raw = load("air_assets").set_index("asset_id").loc[["AA33", "AA34"]]
    left, came = raw.loc["AA33", "end_earliest"], raw.loc["AA34", "start_latest"]
    return came.year, left.month == came.month == 7 and (came - left).days > 1


@states("12", "relieved on 30 June joined them")
def _():
    left, came = units().loc["AA33", "may_to"], units().loc["AA34", "must_from"]
    return left, left == came


@states("12", "Seven sightings at five places, six of them of hired machines")
def _():
    found = strangers()
    hired = (found["role"] == "hired").sum()
    return len(found) == 7, found["place"].nunique() == 5, hired == 6


@states("12", "the seventh is a whole military unit at Timbuktu, in March 2020")
def _():
    row = strangers().query("role == 'utility'").iloc[0]
    return row["day_earliest"].year, row["place"] == "Timbuktu" and row["unit"] == "units"


@states("12", "at Kidal and Ménaka, where the table has no unit at all")
def _():
    return not {"Mopti", "Kidal", "Ménaka"} & set(units()["base"].dropna())


@states("12", "The table has seven armed helicopters where the report counts six, and seven for")
def _():
    there = on("2017-09-28").query("not hired")
    by = there.groupby(there["role"].astype(str))["number"].sum()
    told = reports().query("symbol == 'S/2017/811' and kind == 'counted' and unit == 'helicopters'")
    assert list(by) == [7, 7]
    return dict(zip(told["role"].astype(str), told["number"], strict=True)) == {
        "armed": 6,
        "utility": 4,
    }


@states("12", "three of the seven required, the Tigers, the NH90 and the Salvadorans")
def _():
    told = reports().query("symbol == 'S/2017/811' and unit == 'units' and role == 'any'")
    there = on("2017-09-28").query("not hired and contributor != 'Bangladesh'")
    return list(told["number"]) == [7, 3], len(there) == 3


@states("12", "the table has thirteen")
def _():
    return on("2016-06-15").query("not hired")["number"].sum() == 13


@states("12", "Its eight helicopters had stopped on 31 August 2019")
def _():
    rows = units().query("contributor == 'Canada'")
    return rows["end_latest"].max(), rows["number"].sum() == 8


@states(
    "12",
    "Of three contributors named in July 2022, two had helicopters in Mali for certain, and one "
    "had left three years before",
)
def _():
    there = set(on("2022-07-15")["contributor"]) & {"El Salvador", "Germany", "Canada"}
    left = units().query("contributor == 'Canada'")["end_latest"].max().year
    return 2022, there == {"El Salvador", "Germany"}, left == 2019


@states("12", "three armed MD500E for certain, and possibly three more")
def _():
    row = on("2022-07-15", "may").query("contributor == 'El Salvador'")
    return machines("2022-07-15", "must", "armed") == 3, row["number"].sum() == 6


@states("12", "five CH-53G for transport and evacuation, for certain as a unit")
def _():
    return on("2022-07-15").query("contributor == 'Germany'")["number"].sum() == 5


@states("12", "at Timbuktu from 2015 to 2023, came from El Salvador")
def _():
    row = units().loc["AA09"]
    return row["must_from"].year, row["must_to"].year


@states("12", "seven sightings in the Secretary-General's reports, at five places, fit no unit")
def _():
    return len(strangers()) == 7, strangers()["place"].nunique() == 5


@states("12", "Where a report gave numbers for the whole mission, in September 2017")
def _():
    days = reports().query("kind == 'counted'")["day_latest"]
    return days.dt.year.unique()[0], days.dt.month.eq(9).all()


@states("12", "The table is certain of two armed units and one for transport, and the same report")
def _():
    there = on("2020-03-20").query("not hired")["role"].astype(str).value_counts()
    adds = strangers().query("symbol == 'S/2020/223'")
    return there[KINDS["armed"]] == 2, there[KINDS["rescue"]] == 1, len(adds) == 1


@states(
    "12", "Ten of the 18 reports, from June 2014 to July 2021, say that helicopters were missing"
)
def _():
    missing = reports().query("kind == 'missing'")
    assert missing["symbol"].nunique() == 10
    days = missing["day_latest"]
    months = (days.min().month, days.max().month) == (6, 7)
    return reports()["symbol"].nunique(), days.min().year, days.max().year, months


@states("12", "and where they say which, mostly those for transport")
def _():
    by = reports().query("kind == 'missing'").groupby("role", observed=True)["symbol"].nunique()
    return by["utility"] > by["armed"]
