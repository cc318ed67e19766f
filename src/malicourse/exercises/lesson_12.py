"""Exercises of lesson 12, the helicopters."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    OneEnd,
    SetOf,
    exercise,
)

LESSON = "12-wings"
FIRST, LAST = pd.Timestamp("2013-07-01"), pd.Timestamp("2023-12-31")
#: A count of November 2022 (AA11) takes the place of older rows from the next month.
COMBINED = pd.Timestamp("2022-12-01")
#: Announced were two Chinooks and four Griffons (capability_gaps CG35 and CG35b).
PLEDGED = ["CG35", "CG35b"]
CANADA, ROMANIA = "AA06", "AA08"


def _flying() -> pd.DataFrame:
    """Return the rows of helicopters, promised ones too."""
    assets = load("air_assets").set_index("asset_id")
    return assets[assets["role"].astype(str).str.contains("helicopter")]


def _units() -> pd.DataFrame:
    """Return the deployed units and the days on which each must, and may, have been there."""
    units = _flying().query("status == 'deployed'").copy()
    units.loc["AA11", "number"] -= units.loc["AA09", "number"]
    units.loc["AA11", ["start_earliest", "start_latest"]] = COMBINED
    said = load("aviation_statements")
    seen = said[said["kind"] == "seen"].groupby("asset_id")
    gone = said[said["kind"] == "gone"].groupby("asset_id")["day_latest"].min()
    exact = units["start_earliest"] == units["start_latest"]
    units = units.assign(
        seen_from=seen["day_earliest"].min(),
        seen_first=seen["day_latest"].min(),
        seen_last=seen["day_earliest"].max(),
        arrived=units["start_latest"].where(exact),
        gone_by=gone,
    )
    may_from = units[["start_earliest", "seen_from"]].min(axis=1).fillna(FIRST)
    units = units.assign(
        may_from=may_from,
        may_to=units["end_latest"].fillna(LAST),
        must_from=units[["start_latest", "seen_first"]].min(axis=1),
        must_to=units[["end_earliest", "seen_last", "arrived"]].max(axis=1),
    )
    for end in ("may_to", "must_to"):
        units[end] = units[[end, "may_to", "gone_by"]].min(axis=1)
    return units


def _on(day: str, span: str) -> pd.DataFrame:
    """Return the units that must (or may) have been there on a day."""
    units = _units()
    return units[units[f"{span}_from"].le(day) & units[f"{span}_to"].ge(day)]


@exercise
def wings_1() -> SetOf:
    """For which of three contributors a sentence of 30 September 2019 fails."""
    day, named = "2019-09-30", ["Canada", "El Salvador", "Romania"]
    there = {*_on(day, "may")["contributor"]} & {*named}
    right = sorted({*named} - there)
    romania = _units().loc[ROMANIA]
    return SetOf(
        right,
        what="contributors",
        hint="Names of the sentence that are in no row of on(...) with may.",
        outside="In air_assets, filter contributor to the three and compare start_earliest and "
        "end_latest with the day; an empty cell is an open end.",
        mistakes=[
            Mistake(
                sorted(there), "That is where the sentence holds. Name those for which it fails."
            ),
            Mistake(named, "For one of them it holds: its units must have been there on that day."),
            Mistake(["Canada"], "One more fails: it came later in the year, not by 30 September."),
            Mistake(["Romania"], "One more fails: it had stopped a month before."),
        ],
        insight="Right for one of three, wrong for the month between two contributors: "
        f"Canada's had stopped, and {romania['may_from']:%B} is the first month that the source "
        "of Romania's allows. A list of contributors needs a day.",
    )


@exercise
def wings_2() -> Interval:
    """Helicopters in known units on 1 March 2021."""
    day = "2021-03-01"
    must, may = _on(day, "must"), _on(day, "may")
    low, high = int(must["number"].sum()), int(may["number"].sum())
    second = int(_units().loc["AA10", "number"])
    hired = int(may.loc[may["contributor"] == "United Nations contract", "number"].sum())
    promised = int(_flying().query("status != 'deployed'")["number"].sum())
    combined = int(_units().loc["AA11", "number"])
    return Interval(
        low,
        high,
        unit="helicopters",
        hint="Sum number over the rows that must, and over those that may, have been there.",
        outside="In air_assets, filter role to helicopters, compare the four columns of starts "
        "and ends with the day, and add up the column number by hand.",
        mistakes=[
            Mistake((len(must), len(may)), "Those are units. Sum number, the helicopters in them."),
            Mistake(
                (low + second, high),
                "That makes the second Salvadoran unit certain. Its last sighting is of June 2020.",
            ),
            Mistake(
                (low, high - second),
                "That lets the second Salvadoran unit end with its last sighting. It may have "
                "stayed until November 2022.",
            ),
            Mistake(
                (low, high - hired),
                "That leaves out the fleets hired by the UN. No source says that they had gone.",
            ),
            Mistake((low, high + promised), "Promises are in it. Count what was deployed."),
            Mistake((low, high + combined), "The combined fleet of 2022 is in it. It came later."),
        ],
        insight=f"More than half of the band, {hired} of {high - low}, is hired helicopters whose "
        "start or end nobody reported. And it holds known units only: the unit that a report saw "
        "at Timbuktu a year before is in neither number.",
    )


def _bars(units: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    two = units.loc[[CANADA, ROMANIA], ["contributor", first, last]]
    return two.set_axis(["y", "x", "x2"], axis=1).reset_index(drop=True)


@exercise
def wings_3() -> Chart:
    """Two bars, the hand-over from Canada to Romania."""
    units = _units()
    griffons = units.copy()
    griffons.loc[CANADA, ["must_from", "must_to"]] = units.loc[ROMANIA, ["must_from", "must_to"]]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="temporal"), "x2": Enc(), "y": Enc(type="nominal|ordinal")},
        data=_bars(units, "must_from", "must_to"),
        keys=["y"],
        needs=("title",),
        hint="mark_bar with x=must_from, x2=must_to and y=contributor, for AA06 and AA08.",
        mistakes=[
            Mistake(
                _bars(units, "may_from", "may_to"),
                "Those are the possible spans. Draw the certain ones, from must_from to must_to.",
            ),
            Mistake(
                _bars(units, "may_from", "must_to"),
                "The bars begin on the first possible day. Certain is must_from.",
            ),
            Mistake(_bars(griffons, "must_from", "must_to"), "Both bars have Romania's days."),
        ],
        insight="Between the dark bars nothing in the table is certain; between the pale ones "
        "nothing is possible. Your title was not read: does it speak of the table, or of Gao? A "
        "hired helicopter stood in there (S/2019/782).",
    )


@exercise
def wings_4() -> Interval:
    """Days between Canada's last and Romania's first."""
    units = _units()
    canada, romania = units.loc[CANADA], units.loc[ROMANIA]
    low = (romania["start_earliest"] - canada["end_latest"]).days - 1
    high = (romania["start_latest"] - canada["end_earliest"]).days - 1
    said = load("aviation_statements").query("asset_id == @ROMANIA and kind == 'planned'").iloc[0]
    planned = (said["day_latest"] - canada["end_latest"]).days - 1
    return Interval(
        low,
        high,
        unit="days",
        hint="Earliest start minus latest end, latest start minus earliest end; one day off each.",
        outside="In air_assets, read end_earliest, end_latest, start_earliest and start_latest of "
        "the two units, and subtract date cells.",
        mistakes=[
            Mistake(
                (low + 1, high + 1),
                "One day too many at both ends, or the gap before Canada came.",
            ),
            Mistake((low, high + 1), "One day too many at the upper end: take it off there too."),
            Mistake((low + 1, high), "One day too many at the lower end: take it off there too."),
            Mistake((low - 1, high - 1), "One day too few: only one has to be taken off."),
            Mistake((-high, -low), "The ends are exchanged: subtract Canada's end from the start."),
            Mistake(OneEnd((0,)), "Romania's cannot have come on the day after Canada's left."),
        ],
        insight=f"One to two months. The Secretary-General expected Romania's unit to work from "
        f"{said['day_latest']:%d %B} (S/2019/782), which would make it {planned} days: a plan "
        "inside the range, not a sighting.",
    )


@exercise
def wings_5() -> Choice:
    """Choose what may be written about two statements of a shortage."""
    early, late = (int(_on(day, "must")["number"].sum()) for day in ("2017-01-17", "2018-04-15"))
    report = load("aviation_statements").query("symbol == 'S/2016/1137' and kind == 'missing'")
    row = report.iloc[0]
    return Choice(
        {
            "a": "the sentence is right, since both numbers come from the UN",
            "b": "the two numbers do not count the same thing",
            "c": "the shortage did not change, since the table has as many on both days",
            "d": "the shortage grew because the Dutch helicopters left",
        },
        right="b",
        why={
            "a": "One comes from a newspaper's summary. Read what the report counts.",
            "b": f"The report lacks helicopter {row['unit']}, most of three or four machines "
            "in this table, and counts ahead, as after the Dutch departure. "
            "RFI made helicopters of them; the twelve of April 2018 are helicopters.",
            "c": f"The table is certain of {early} and {late}. But a shortage is a difference: the "
            "number needed can move as well, and certain is not all.",
            "d": "The report of December 2016 counts that departure in already, and by April 2018 "
            "the Germans had come.",
        },
        hint="The column unit of the report's rows says what its four are.",
        outside="Read the rows of S/2016/1137 in aviation_statements; in air_assets, filter role "
        "to helicopters, compare start_latest and end_earliest, and add up number.",
    )


@exercise
def wings_6() -> Interval:
    """Hours a day of each Canadian helicopter."""
    units = _units()
    canada = units[units["contributor"] == "Canada"]
    sent, hours = int(canada["number"].sum()), float(canada["flight_hours"].sum())
    pledges = load("capability_gaps").set_index("gap_id")
    fit = int(pledges.loc[PLEDGED, "available"].sum())
    said = load("aviation_statements").query("asset_id == @CANADA and kind == 'arrived'").iloc[0]
    chinooks = units.loc[CANADA]
    end = chinooks["end_latest"]
    longest = (end - said["day_earliest"]).days + 1
    table = (end - chinooks["may_from"]).days + 1
    shortest = (end - chinooks["must_from"]).days + 1
    low, high = hours / sent / longest, hours / fit / shortest
    three = int(chinooks["number"])
    return Interval(
        low,
        high,
        tol=0.05,
        unit="hours a day",
        hint="Hours over helicopters over days: eight and the longer stay, six and the shorter.",
        outside="No table is needed: a spreadsheet or calculator gives the days between two dates "
        "and divides the hours by days and machines.",
        mistakes=[
            Mistake(
                (hours / sent / table, high),
                "The low end starts in August. The Secretary-General's report allows 1 July.",
            ),
            Mistake(
                (hours / three / longest, hours / three / shortest),
                "That divides by the three Chinooks. The hours are those of all eight.",
            ),
            Mistake(
                (hours / longest, hours / shortest),
                "That is for all together. Divide by the helicopters.",
            ),
            *(
                Mistake((round(60 * low, n), round(60 * high, n)), "Those are minutes, not hours.")
                for n in (0, 1)
            ),
            Mistake(
                (hours / sent / longest, hours / sent / shortest),
                "The high end divides by eight too. Without the two spares there are six.",
            ),
            Mistake(
                (hours / fit / longest, hours / sent / shortest),
                "Six and the longest stay go against each other. Low: eight and the longest.",
            ),
        ],
        insight="A little over one hour to not quite two, with both sources. It is a mean: most "
        "days fewer, some many, and waiting for a call is part of the task.",
    )
