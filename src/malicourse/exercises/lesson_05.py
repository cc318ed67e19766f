"""Exercises of lesson 05, juntas and exit."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Frame, Interval, Mistake, Number, exercise
from malicourse.geo import distance_km

LESSON = "05-juntas-and-exit"
THREE = ["consent", "human rights", "movement"]


def _bases() -> pd.DataFrame:
    bases = load("bases").sort_values("closure_order")
    resolution = load("chronology").set_index("event_id").at["E161", "start"]
    return bases.assign(day=(bases["closed"] - resolution).dt.days)


def _turned(category: str, start: str, end: str = "2023-06-16") -> str:
    coded = load("cooperation_events")
    part = coded[(coded["category"] == category) & coded["date"].between(start, end)]
    sums = part.groupby("date")["direction"].sum().cumsum()
    below = sums[::-1].cummax()[::-1] < 0
    return below.idxmax().date().isoformat()


def _first_below(category: str, start: str) -> str:
    coded = load("cooperation_events")
    part = coded[(coded["category"] == category) & (coded["date"] >= start)]
    sums = part.groupby("date")["direction"].sum().cumsum()
    return sums[sums < 0].index[0].date().isoformat()


def _dates(rule, start: str) -> pd.DataFrame:
    return pd.DataFrame({"category": THREE, "since": [rule(name, start) for name in THREE]})


@exercise
def exit_1() -> Number:
    """Rank of the coup of August 2020 among all coups of the chronology."""
    events = load("chronology")
    coups = events.loc[events["category"] == "coup", "start"]
    august = events.set_index("event_id").at["E118", "start"]
    since = coups[coups >= pd.Timestamp("2012-01-01")]
    after = coups[coups < august].max().year
    before = coups[coups < august].nlargest(2).min().year
    return Number(
        (coups <= august).sum(),
        unit="",
        hint="List the rows with the category coup and count up to August 2020.",
        mistakes=[
            Mistake(
                (since <= august).sum(),
                "That is the rank if you begin in 2012, which makes the commentary right. Count "
                "all coups in the table.",
            ),
            Mistake(
                len(coups),
                "That counts May 2021 too. Stop at August 2020.",
            ),
            Mistake(
                (coups < august).sum(),
                "That is how many came before. The coup itself is counted as well.",
            ),
        ],
        insight=f"It is the second only for those who begin after the coup of {before} and not "
        f"after that of {after}. May 2021 is the second in nine months.",
    )


@exercise
def exit_2() -> Number:
    """Median days from the resolution to the closing of a base."""
    bases = _bases()
    demand = load("chronology").set_index("event_id")["start"]
    earlier = (demand["E161"] - demand["E159"]).days
    in_time = bases.loc[bases["closed"] <= "2023-12-31", "day"]
    middle = bases["day"].median()
    return Number(
        middle,
        unit="days",
        hint="Take the median of the thirteen values.",
        mistakes=[
            Mistake(
                lambda days: abs(days - bases["day"].mean()) < 0.6,
                "That is the mean. Two late bases pull it up; the median stays in the middle.",
            ),
            Mistake(middle + earlier, "That is counted from the demand. Begin at the resolution."),
            Mistake(
                in_time.median(),
                "That leaves out the two bases that closed in 2024. All thirteen belong in.",
            ),
            Mistake(7, "Seven is the place of the base in the list. How many days did it take?"),
        ],
        insight=f"Half of the bases were gone after {middle:.0f} days; the mean of "
        f"{bases['day'].mean():.0f} days describes no base.",
    )


@exercise
def exit_3() -> Chart:
    """Points of distance from Bamako and days to closing."""
    bases = _bases()
    home = bases.set_index("base_id").loc["bamako"]

    def points(lat: pd.Series, lon: pd.Series, days: pd.Series, scale: float = 1.0) -> pd.DataFrame:
        km = scale * distance_km(home["lat"], home["lon"], lat, lon)
        return pd.DataFrame({"x": km, "y": days.to_numpy()})

    drawn = points(bases["lat"], bases["lon"], bases["day"])
    swapped = distance_km(home["lon"], home["lat"], bases["lon"], bases["lat"])
    north = bases["base_id"] != "bamako"
    order = drawn["x"].rank().corr(drawn["y"].rank())
    first_ten = drawn.iloc[:10]
    inner = first_ten["x"].rank().corr(first_ten["y"].rank())
    return Chart(
        marks={"point"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="quantitative")},
        data=drawn,
        abs_tol=15,
        needs=("title",),
        hint="Thirteen points: kilometres from Bamako on x, days since the resolution on y.",
        mistakes=[
            Mistake(
                drawn.rename(columns={"x": "y", "y": "x"})[["x", "y"]],
                "The axes are exchanged: distance belongs on x, days on y.",
            ),
            Mistake(
                pd.DataFrame({"x": swapped, "y": bases["day"].to_numpy()}),
                "Latitude and longitude are swapped. Latitude comes first, for Bamako 12.65.",
            ),
            Mistake(
                drawn[north.to_numpy()],
                "Bamako is missing. It is a base too, at a distance of zero.",
            ),
            Mistake(
                drawn.assign(y=bases["closure_order"].to_numpy()),
                "Those are places in the order of closing. Draw the days.",
            ),
        ],
        insight=f"Over all bases the ranks correlate with {order:.1f}, but that rests on Bamako "
        f"and Gao: in the ten that closed first it is "
        f"{inner:.1f}.",
    )


@exercise
def exit_4() -> Frame:
    """Give the turning days of three categories if counting begins on 1 January 2022."""
    right, usual = _dates(_turned, "2022-01-01"), _dates(_turned, "2020-08-18")
    moved = right["category"][right["since"] != usual["since"]]
    return Frame(
        right,
        keys=["category"],
        hint="Call turned with each category and 2022-01-01.",
        mistakes=[
            Mistake(usual, "Those days belong to a start in August 2020. Begin on 1 January 2022."),
            Mistake(
                _dates(_first_below, "2022-01-01"),
                "Those are the first days below zero. Movement came back to zero afterwards: ask "
                "when it stays below.",
            ),
        ],
        insight=f"The start moves {' and '.join(moved)} and leaves the rest. An earlier start "
        "gives a line some credit that it has to use up first.",
    )


@exercise
def exit_5() -> Interval:
    """Peacekeepers wounded on three convoys, two of which are told twice."""
    convoys = load("withdrawal_convoys")
    three = convoys[convoys["from_base"].isin(["ber", "goundam", "kidal"])]
    told = three.groupby("from_base")["wounded"].agg(["min", "max"])
    low, high = int(told["min"].sum()), int(told["max"].sum())
    everyone = int(convoys["wounded"].sum())
    drivers = int(convoys.set_index("row_id").at["V10", "wounded"])
    return Interval(
        low,
        high,
        tol=0,
        margin=0.5,
        unit="people",
        hint="For each convoy take the smallest and the largest figure told, then add up.",
        mistakes=[
            Mistake(
                lambda ends: everyone in ends or everyone - drivers in ends,
                "That adds up all rows. Ber and Kidal are in the table twice.",
            ),
            Mistake(
                (low + drivers, high + drivers),
                "The drivers of the convoy to Labbezanga were civilians, and it is not one of the "
                "three.",
            ),
            Mistake(
                (high, high),
                "That trusts one source. The other tells fewer for Kidal.",
            ),
            Mistake(
                (low, low),
                "That trusts the lower figures. The UN tells more for Kidal.",
            ),
            Mistake(
                (told.loc["kidal", "min"], told.loc["kidal", "max"]),
                "That is Kidal alone. Ber comes on top.",
            ),
        ],
        insight="The sources differ in what they count as well, in need of care or injured. "
        "Convoys from Tessalit and Aguelhok had wounded too, in a number that no source gives: "
        "for all convoys the upper end stays open.",
    )


@exercise
def exit_6() -> Choice:
    """Choose what may be written about the staff left in Mali on 1 December 2023."""
    numbers = load("withdrawal_numbers").set_index("row_id")
    gone = int(numbers.loc[[14, 15], "value"].sum())
    whole = 12_944 + 927
    june = int(numbers.at[2, "value"])
    return Choice(
        {
            "a": "10,040 people were left in Mali",
            "b": "the figures of the mission are wrong",
            "c": "the website must be right",
            "d": "10,040 had left; 3,831 of those counted were still to go",
        },
        right="d",
        why={
            "a": f"{gone:,} is the sum of those evacuated. They were the ones who were gone.",
            "b": "They fit each other. The website added up those who had gone and called them "
            "those who remained.",
            "c": "A careful trade and a named source do not protect from a word with two meanings. "
            "The numbers beside the sentence contradict it.",
            "d": f"Of {whole:,} people {gone:,} had left and {whole - gone:,} had not. In June the "
            f"mission named {june:,} civilians; 927 is another whole.",
        },
        hint="Add the two numbers of people evacuated, and take them from the two wholes.",
    )
