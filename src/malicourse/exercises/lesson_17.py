"""Exercises of lesson 17, access for investigators."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    Number,
    exercise,
)
from malicourse.stats import fisher_exact

LESSON = "17-access"
AGGREGATE = "dec2021_mar2022"


def _rows() -> pd.DataFrame:
    rows = load("human_rights_access")
    return rows.assign(host=rows["accused_type"] == "host state")


def _incidents() -> pd.DataFrame:
    rows = _rows()
    return rows[rows["incident_id"] != AGGREGATE].drop_duplicates("incident_id")


def _counts(rows: pd.DataFrame) -> list[list[int]]:
    """Denied and granted, for the host state and for others."""
    return [
        [int((side & (rows["access"] == answer)).sum()) for answer in ("denied", "granted")]
        for side in (rows["host"], ~rows["host"])
    ]


@exercise
def access_1() -> Number:
    """Incidents with access stated."""
    incidents, rows = _incidents(), _rows()
    stated = int((incidents["access"] != "not stated").sum())
    return Number(
        stated,
        unit="incidents",
        hint="One row for each incident, without those that are not stated.",
        mistakes=[
            Mistake(
                int((rows["access"] != "not stated").sum()),
                "Those are rows of estimates. Count each incident once.",
            ),
            Mistake(len(incidents), "Those are all incidents. Leave out what is not stated."),
            Mistake(len(incidents) - stated, "Those are the incidents that do not state it."),
        ],
        insight="Six cases for a question on a decade: the table is honest and small.",
    )


@exercise
def access_2() -> Number:
    """Fisher's p on rows of estimates."""
    rows, incidents = _rows(), _incidents()
    (denied, granted), others = _counts(rows)
    blank = int((rows["host"] & (rows["access"] == "not stated")).sum())
    return Number(
        fisher_exact(_counts(rows)),
        abs_tol=0.0006,
        digits=3,
        hint="Nine and two for the host state, none and six for others.",
        mistakes=[
            Mistake(fisher_exact(_counts(incidents)), "That is by incident. Here: by row."),
            Mistake(
                fisher_exact([[denied + blank, granted], others]),
                "Rows that do not state access are counted as denied. Leave them out.",
            ),
            Mistake(
                fisher_exact([[denied, granted + blank], others]),
                "Rows that do not state access are counted as granted. Leave them out.",
            ),
        ],
        insight="Significant by any custom, and worth nothing: one refusal counted eight times.",
    )


def _filled(most_host: int, most_others: int) -> tuple[float, float]:
    (denied, granted), (other_denied, other_granted) = _counts(_incidents())
    values = [
        fisher_exact(
            [
                [denied + one, granted + most_host - one],
                [other_denied + two, other_granted + most_others - two],
            ]
        )
        for one in range(most_host + 1)
        for two in range(most_others + 1)
    ]
    return min(values), max(values)


@exercise
def access_3() -> Interval:
    """Range of p over all fillings of the blanks."""
    blank = _incidents()[_incidents()["access"] == "not stated"]
    host = int(blank["host"].sum())
    low, high = _filled(host, len(blank) - host)
    return Interval(
        low,
        high,
        tol=0.006,
        hint="Nine tables: 0 to 2 more denials on each side. The lowest and the highest p.",
        mistakes=[
            Mistake(
                _filled(host, 0), "Only the blanks of the host state are filled. Fill all four."
            ),
            Mistake(_filled(0, len(blank) - host), "Only the blanks of the others are filled."),
        ],
        insight="From a table that would impress a reviewer a little to one that shows no "
        "difference whatever.",
    )


@exercise
def access_4() -> Chart:
    """Points of the lowest numbers for Moura."""
    rows = _rows()

    def points(part: pd.DataFrame) -> pd.DataFrame:
        part = part.dropna(subset="deaths_min")
        return part[["estimate_by", "deaths_min"]].set_axis(["y", "x"], axis=1)

    moura = rows[rows["incident_id"] == "moura_2022"]
    whole = moura[moura["estimate_id"] != "HA08"]
    return Chart(
        marks={"point", "circle"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=points(whole),
        keys=["y"],
        needs=("title",),
        hint="Six rows of moura_2022: deaths_min on x, estimate_by on y.",
        mistakes=[
            Mistake(points(moura), "HA08 is of the first day only. Leave it out."),
            Mistake(points(rows), "All incidents are drawn. Keep moura_2022."),
        ],
        insight="Two of the six points are one report. Independent counts are fewer than points.",
    )


@exercise
def access_5() -> Number:
    """Days from the promised to the actual referendum."""
    row = load("transition_promises").set_index("promise_id").loc["TP08"]
    due, held = pd.Timestamp(row["due"]), pd.Timestamp(row["outcome_date"])
    return Number(
        (held - due).days,
        unit="days",
        hint="outcome_date minus due, as dates.",
        mistakes=[
            Mistake((due - held).days, "Due and held have changed places."),
            Mistake(
                (held - pd.Timestamp("2023-03-10")).days,
                "That is from the postponement. Take the day that was promised.",
            ),
        ],
        insight="Of the promises of 2022 it is the only one that was carried out.",
    )


@exercise
def access_6() -> Choice:
    """Sentence on Diallassagou that two rows bear out."""
    return Choice(
        {
            "a": "the government gave 132; the mission found no remains",
            "b": "132 civilians were killed",
            "c": "the mission refuted the toll",
            "d": "nobody was killed",
        },
        right="a",
        why={
            "b": "The mission, with access, did not confirm it. Name both, and who said it.",
            "c": "Not to confirm is not to refute.",
            "d": "No row says so.",
        },
        hint="Two bodies, two findings, and neither is yours to drop.",
        insight="A sentence with two names in it is longer, and can be defended.",
    )
