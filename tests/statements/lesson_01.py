"""Statements of lesson 01, roots."""

import re

from malicourse.exercises.lesson_01 import _held, _rules
from tests.statements import load, states


def events():
    return load("chronology").set_index("event_id")


def acts():
    return load("north_acts").set_index("act_id")


def forced():
    return _rules()["force"]


def pact():
    return load("pact_years")


def score():
    return load("agreements").set_index("agreement_id").at["national_pact_1992", "value"]


@states("01", "a score of 83 per cent, against what happened in which year")
def _():
    return score()


@states("01", "an estimated 5,000 fled to Algeria")
def _():
    (people,) = re.findall(
        r"about ([\d,]+) people had fled to Algeria", events().at["E007", "what"]
    )
    return int(people.replace(",", ""))


@states("01", "Two long gaps in what our sources keep, and three clusters of force")
def _():
    gaps = forced()["start"].sort_values().diff().dt.days
    return (gaps > 3650).sum() == 2


@states(
    "01",
    "nothing of this kind reached our sources between March 1964 and June 1990, "
    "or between November 1994 and May 2006",
)
def _():
    days = forced()["start"].sort_values()
    after = days[days.diff().dt.days > 3650]
    before = days.shift()[after.index]
    ends = [day.year for pair in zip(before, after, strict=True) for day in pair]
    months = [day.month for pair in zip(before, after, strict=True) for day in pair]
    return (*ends, months == [3, 6, 11, 5])


@states("01", "Our sources report no act of force for those years")
def _():
    return not forced()["start"].between("1964-03-10", "1990-06-27").any()


@states("01", "Under the second rule the National Pact did not last into 1994")
def _():
    rows = _rules()["civilians"]
    later = rows[rows["start"] > acts().at["pact_1992", "end"]]
    return 1994, later["end"].min().year < 1994


@states("01", "The raid on Nampala, which the chronology does not list, came after five months")
def _():
    raid, signed = acts().loc["nampala_2008"], acts().at["ceasefire_2008", "end"]
    return raid.isna()["event_id"] and 4.8 < (raid["start"] - signed).days / 30.4 < 5.3


@states(
    "01",
    "would have let the ceasefire of 2008 last until the MNLA was formed in October 2011, "
    "more than three years",
)
def _():
    rows, signed = events(), acts().at["ceasefire_2008", "end"]
    late = rows[(rows["category"] == "rebellion") & (rows["start"] > signed)]["start"]
    return 2008, late.min().year, late.idxmin() == "E032", (late.min() - signed).days > 1096


@states("01", "Under each of the three rules the fire of 1996 comes first by far")
def _():
    peaces = ["tamanrasset_1991", "pact_1992", "flame_1996", "algiers_2006", "ceasefire_2008"]
    for name in ("attack", "civilians", "force"):
        held = {peace: _held(peace, _rules()[name]) for peace in peaces}
        others = max(high for peace, (_, high) in held.items() if peace != "flame_1996")
        assert held["flame_1996"][0] > 3 * others
    return (1996,)


@states("01", "our list has no row at all between the fire and May 2006")
def _():
    starts = acts()["start"]
    later = starts[starts > acts().at["flame_1996", "end"]].min()
    return later.year, later.month == 5


@states("01", "The score says what was carried out in the end, not whether it was in 1994")
def _():
    late = pact().query("year == 1994")["status"]
    return 1994, set(late) == {"not begun", "broken"}


@states("01", "Nothing that we could read was done before 1996")
def _():
    return pact().query("status == 'done'")["year"].min()


@states(
    "01",
    "the matrix itself finds demobilisation and civilian posts not begun and the ceasefire "
    "seriously broken",
)
def _():
    late = pact().query("year == 1994").set_index("clause")["status"]
    return dict(late) == {
        "Ceasefire": "broken",
        "Demobilisation": "not begun",
        "Posts in the administration": "not begun",
    }


@states("01", "Three agreements were signed between 1991 and 2006")
def _():
    rows = load("agreements").query("mediator == 'Algeria' and date < '2012-01-01'")
    # A pact that two sources date differently, or whose terms have a row of their own, is one.
    years = rows.groupby("accord", observed=True)["date"].min().dt.year
    return years.min(), years.max(), len(years) == 3


@states(
    "01",
    "Two of them lie inside the war of 1990 to 1996, and the third was for one region",
)
def _():
    rows = events()
    war = rows.at["E010", "start"], rows.at["E018", "end"]
    inside = rows.loc[["E011", "E014", "E024"], "start"].between(*war)
    return war[0].year, war[1].year, list(inside) == [True, True, False]


@states(
    "01",
    "By an attack on the state the National Pact held for 789 days in our list; by civilians "
    "killed it ended in 1993",
)
def _():
    low, high = _held("pact_1992", _rules()["attack"])
    signed = acts().at["pact_1992", "end"]
    rows = _rules()["civilians"]
    first = rows.loc[rows[rows["start"] > signed]["start"].idxmin()]
    return low, low == high, first["start"].year, first["end"].year == first["start"].year


@states("01", "One that counts only attacks on the state cannot see what the state does")
def _():
    return set(_rules()["attack"]["by"]) == {"movement"}


@states(
    "01",
    "one raid that our chronology lacks brings the ceasefire of 2008 from more than three years "
    "to 152 days",
)
def _():
    rows, signed = events(), acts().at["ceasefire_2008", "end"]
    late = rows[(rows["category"] == "rebellion") & (rows["start"] > signed)]["start"].min()
    return signed.year, _held("ceasefire_2008", _rules()["attack"])[0], (late - signed).days > 1096


@states("01", "A score of 83 per cent says that clauses were carried out in ten years")
def _():
    unit = load("agreements").set_index("agreement_id").at["national_pact_1992", "value_unit"]
    return score(), unit == "pct after 10 years"


@states("01", "In the yearly texts that we could read, no clause was done before 1996")
def _():
    return pact().query("status == 'done'")["year"].min()


@states("01", "a cause that fits all four is no surprise")
def _():
    return 1 - (1 - 0.5**4) ** 20 > 0.5


@states("01", "the 83 are those of 2002")
def _():
    rows = load("agreements").set_index("agreement_id")
    return score(), rows.at["national_pact_1992", "date"].year + 10


@states("01", "a plan of October 1994, meant for six months, is left out")
def _():
    row = load("north_acts").set_index("act_id").loc["plan_1994"]
    return int(row["date"][:4]), row["date"][5:7] == "10", "Six-month" in row["title"]
