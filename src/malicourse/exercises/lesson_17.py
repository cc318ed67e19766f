"""Exercises of lesson 17, access for investigators."""

import math

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Enc,
    Interval,
    Mistake,
    Near,
    Number,
    OneEnd,
    Ordered,
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


def _split(rows: pd.DataFrame, first: pd.Series) -> list[list[int]]:
    """Denied and granted, where a condition holds and where it does not."""
    return [
        [int((side & (rows["access"] == answer)).sum()) for answer in ("denied", "granted")]
        for side in (first, ~first)
    ]


def _counts(rows: pd.DataFrame) -> list[list[int]]:
    """Denied and granted, for the host state and for others."""
    return _split(rows, rows["host"])


def _codes(**others: str) -> list[str]:
    """Return the codes of the five texts, some of them changed by a usual mistake."""
    codes = {
        "announced": "not stated",
        "published": "granted",
        "ministers": "not stated",
        "unanswered": "denied",
        "overflight": "not stated",
    }
    return list((codes | others).values())


@exercise
def access_1() -> Ordered:
    """Codes of five texts by the rule."""
    announced = "The first text tells of an intention. The rule wants a team that was sent."
    overflight = "Of the fifth text no request is known, so that none was refused."
    return Ordered(
        _codes(),
        what="codes",
        hint="Sent, published, and not kept out: look for all three. Denied needs a request.",
        mistakes=[
            Mistake(_codes(announced="granted"), announced),
            Mistake(
                _codes(ministers="granted"),
                "Ministers and journalists are no investigators of the UN, and the rule leaves "
                "them out.",
            ),
            Mistake(_codes(overflight="denied"), overflight),
            Mistake(_codes(announced="granted", overflight="denied"), f"{announced} {overflight}"),
            Mistake(
                _codes(published="not stated"),
                "That is the strict coding, for which no word says that the team stood in the "
                "village. The rule asks for less.",
            ),
            Mistake(
                _codes(unanswered="not stated"),
                "In the fourth text a request was left unanswered and no visit followed: both "
                "conditions of a denial.",
            ),
            Mistake(
                _codes(ministers="denied"),
                "In the third text nobody from the UN asked for anything.",
            ),
            Mistake(
                _codes(overflight="granted"),
                "A flight over the village is no visit, and nothing was published.",
            ),
        ],
        insight="The second would be not stated by the strict coding. Sobane Da and Boulkessy are "
        "such cases, and for Moura the fourth text is close to what is known.",
    )


@exercise
def access_2() -> Number:
    """Fisher's p on rows of estimates."""
    rows, incidents = _rows(), _incidents()
    (denied, granted), others = _counts(rows)
    blank = int((rows["host"] & (rows["access"] == "not stated")).sum())
    whole = fisher_exact(_counts(rows))
    return Number(
        whole,
        abs_tol=0.00006,
        digits=4,
        hint="The first pivot of the lesson, without the column of what is not stated.",
        outside="Count access by accused_type in human_rights_access with a pivot table, then "
        "use fisher.test in R or “tabi ..., exact” in Stata.",
        mistakes=[
            Mistake(
                Near(0, within=1e-9),
                "A table that is possible never has a p of nought: the rounding took it away. "
                "Give four decimals.",
            ),
            Mistake(
                Near(fisher_exact(_counts(incidents)), within=0.004),
                "That is by incident. Here: by row.",
            ),
            Mistake(
                fisher_exact([[denied + blank, granted], others]),
                "Rows that do not state access are counted as denied. Leave them out.",
            ),
            Mistake(
                fisher_exact([[denied, granted + blank], others]),
                "Rows that do not state access are counted as granted. Leave them out.",
            ),
        ],
        insight="Far below 0.05, and worth nothing: one refusal was counted eight times.",
    )


@exercise
def access_3() -> Ordered:
    """Arrangements as rare as the real one, of all, for incidents of 2022 and earlier ones."""
    incidents = _incidents()
    (denied, granted), (none, others) = _split(incidents, incidents["start"] >= "2022")
    if denied != 2 or none:
        raise ValueError("the denials are others: count the arrangements again")
    late, all_of_them = denied + granted, denied + granted + others
    ways, whole = math.comb(late, 2), math.comb(all_of_them, 2)
    host = sum(_counts(incidents)[0])
    blank = len(incidents)
    blank_late = int((incidents["start"] >= "2022").sum())
    p = fisher_exact(_split(incidents, incidents["start"] >= "2022"))
    return Ordered(
        [ways, whole],
        what="numbers",
        hint="Three of the nine incidents are of 2022. List all pairs, and count those in which "
        "both are.",
        outside="Mark the nine incidents by the year in start of human_rights_access, and list "
        "their pairs on paper; fisher.test in R checks it.",
        mistakes=[
            Mistake(
                [math.comb(host, 2), whole],
                "Those are the ways of the split by accused. Split by year.",
            ),
            Mistake(
                [1, whole],
                "The real arrangement is one. Every pair of incidents of 2022 is an arrangement as "
                "rare as it.",
            ),
            Mistake(
                [math.comb(blank_late, 2), math.comb(blank, 2)],
                "Those are all eleven incidents. Take stated, the nine of which access is known.",
            ),
            Mistake(
                [2 * ways, 2 * whole],
                "Each pair is counted twice, in both orders. Keep each once.",
            ),
            Mistake(
                [late, all_of_them],
                "Those are incidents. Count pairs of them: each pair is a way to place two "
                "denials.",
            ),
        ],
        insight=f"p = {ways}/{whole} = {p:.3f}. The year separates the nine incidents a little "
        "better than the accused does, and neither passes the usual line. Both denials are of 2022 "
        "and concern the host state, so these cases cannot tell the two explanations apart. They "
        "may also belong together.",
    )


def _filled(most: int) -> list[float]:
    """Fisher's p with 0 to most blanks of the host state filled with a denial."""
    (denied, granted), others = _counts(_incidents())
    return [
        fisher_exact([[denied + more, granted + most - more], others]) for more in range(most + 1)
    ]


@exercise
def access_4() -> Interval:
    """Range of p over all fillings of the blanks."""
    incidents = _incidents()
    blank = incidents[incidents["access"] == "not stated"]
    if not blank["host"].all():
        raise ValueError("a blank is not of the host state: say so in the exercise")
    values = _filled(len(blank))
    now = fisher_exact(_counts(incidents))
    return Interval(
        min(values),
        max(values),
        tol=0.006,
        hint="Three tables: 0, 1 or 2 more denials of the host state. Lowest and highest p.",
        outside="Write a table of four counts for each way to fill the blanks; fisher.test in R "
        "or “tabi ..., exact” in Stata gives p.",
        mistakes=[
            Mistake(
                OneEnd((now,)),
                "One end is the p with the blanks left out. Each of the three tables has all "
                "eleven incidents.",
            ),
            Mistake(
                (values[1], values[0]),
                "The case in which both were denied is missing.",
            ),
            Mistake(
                (values[2], values[1]),
                "The case in which both were granted is missing.",
            ),
        ],
        insight="Two facts that nobody found move p from just above the usual line to nearly one "
        "in two. Even the filling that fits the pattern best stays above the line.",
    )


@exercise
def access_5() -> Chart:
    """Points of the lowest numbers for Moura."""
    rows = _rows()

    def points(part: pd.DataFrame, **whom: str) -> pd.DataFrame:
        part = part.dropna(subset="deaths_min")
        whom = {"HA01": "fighters", "HA02": "civilians"} | whom
        color = part["estimate_id"].map(whom).fillna("all")
        return part[["estimate_by", "deaths_min"]].set_axis(["y", "x"], axis=1).assign(color=color)

    moura = rows[rows["incident_id"] == "moura_2022"]
    whole = moura[moura["estimate_id"] != "HA08"]
    persons = (
        "“Persons executed” and “killed” name no kind: the UN report is often read as a count of "
        "civilians, and its number is not one."
    )
    return Chart(
        marks={"point", "circle"},
        encodings={
            "x": Enc(type="quantitative"),
            "y": Enc(type="nominal"),
            "color": Enc(),
        },
        data=points(whole),
        keys=["y", "color"],
        needs=("title",),
        hint="Six rows of moura_2022: deaths_min on x, estimate_by on y, and as color the words "
        "fighters, civilians or all.",
        mistakes=[
            Mistake(points(moura), "HA08 is of the first day only. Leave it out."),
            Mistake(points(whole, HA06="civilians"), persons),
            Mistake(points(whole, HA06="civilians", HA07="civilians"), persons),
            Mistake(points(whole, HA03="civilians"), persons),
            Mistake(points(whole, HA03="civilians", HA06="civilians", HA07="civilians"), persons),
            Mistake(
                points(whole, HA05="civilians"),
                "HA05 counts civilians and suspected fighters together.",
            ),
            Mistake(
                points(whole, HA01="all"),
                "The army speaks of fighters killed in an operation.",
            ),
            Mistake(points(whole, HA02="all"), "Human Rights Watch speaks of civilians executed."),
        ],
        insight="Four of the six count people of both kinds or name none, and two of these are one "
        "report. Even these are not alike: two are of the first months, and of the two from the "
        "report one counts those executed in the four days after the first, the other those "
        "killed. Your title was not read: does it say whose numbers these are, and claim none as "
        "the toll?",
    )


@exercise
def access_6() -> Number:
    """Open inquiries into the acts of others that would make the difference significant."""
    host, (_, granted) = _counts(_incidents())

    def first(line: float) -> int:
        """Return how many more bring p below a line."""
        return next(
            more for more in range(1, 100) if fisher_exact([host, [0, granted + more]]) < line
        )

    more = first(0.05)
    p = fisher_exact([host, [0, granted + more]])
    other_way = fisher_exact([[host[0], host[1] + 2], [0, granted]])
    return Number(
        more,
        unit="incidents",
        hint="Let the number of others with access grow from five, one by one, and look at p.",
        outside="Raise one of the four counts step by step, and run fisher.test in R or “tabi "
        "..., exact” in Stata each time.",
        mistakes=[
            Mistake(more - 1, "With one fewer p is 0.05 and not below it."),
            Mistake(granted + more, "That is how many there would be in all. How many are added?"),
        ],
        insight=f"With {more} more p is {p:.3f}, and nothing would be new on how the host state "
        "treated inquiries into its own forces. Such inquiries exist, and nobody looked for all of "
        "them. Two more at which the accused host state let the UN in give "
        f"{other_way:.2f}. A p from cases that somebody collected measures the collecting too.",
    )
