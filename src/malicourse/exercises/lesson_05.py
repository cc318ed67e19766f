"""Exercises of lesson 05, juntas and exit."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Frame,
    Interval,
    Mistake,
    Number,
    Ordered,
    exercise,
)
from malicourse.geo import distance_km

LESSON = "05-juntas-and-exit"
THREE = ["consent", "human rights", "movement"]


def _bases() -> pd.DataFrame:
    bases = load("bases").sort_values("closure_order")
    resolution = load("chronology").set_index("event_id").at["E161", "start"]
    return bases.assign(day=(bases["closed"] - resolution).dt.days)


def _turned(category: str, start: str, end: str = "2023-06-16") -> str | None:
    coded = load("cooperation_events")
    part = coded[(coded["category"] == category) & coded["date"].between(start, end)]
    sums = part.groupby("date")["direction"].sum().cumsum()
    below = sums[::-1].cummax()[::-1] < 0
    return below.idxmax().date().isoformat() if below.any() else None


def _first_below(category: str, start: str) -> str:
    coded = load("cooperation_events")
    part = coded[(coded["category"] == category) & (coded["date"] >= start)]
    sums = part.groupby("date")["direction"].sum().cumsum()
    return sums[sums < 0].index[0].date().isoformat()


def _dates(rule, start: str) -> pd.DataFrame:
    return pd.DataFrame({"category": THREE, "since": [rule(name, start) for name in THREE]})


@exercise
def exit_1() -> Ordered:
    """Codes of five events by the written rule, double entries counted once."""
    coded = load("cooperation_events").set_index("coop_id")
    five = ["K060", "K064", "K067", "K069", "K086"]
    acts = coded[coded["host_act"].fillna(0) != 0]
    first = acts.drop_duplicates(["episode", "host_act"]).index
    once = coded["host_act"].where(coded.index.isin(first), 0)
    right = once.loc[five].astype(int).tolist()
    rows = coded.loc[five, "host_act"].astype(int).tolist()
    old = coded.loc[five, "direction"].astype(int).tolist()

    def but(place: int, code: int) -> list[int]:
        return [code if n == place else one for n, one in enumerate(right)]

    return Ordered(
        right,
        what="codes",
        hint="Go through the rule in order: actor, sign, double entries.",
        mistakes=[
            Mistake(
                rows,
                "Moura has given its -1 on 1 April: within an episode each sign counts once.",
            ),
            Mistake(
                old,
                "That is the first coding. By the rule publishing is 0, and so is what "
                "Côte d'Ivoire does.",
            ),
            Mistake(
                [-1, -1, 1, -1, 0],
                "Publishing is 0, whoever is blamed, and Moura has given its -1 on 1 April.",
            ),
            Mistake(but(1, -1), "The second event is a publication: 0, whoever is blamed."),
            Mistake(but(4, -1), "The fifth is an act of Côte d'Ivoire, not of the host."),
            Mistake(
                but(3, 0),
                "The fourth is a refusal in advance, and the rule counts that as -1.",
            ),
            Mistake(but(2, 0), "The third permits: a team got in, with the army. That is 1."),
            Mistake([-code for code in right], "The signs are turned: permitting is 1."),
        ],
        insight=f"The first coding gave these five a sum of {sum(old)}, the rule gives "
        f"{sum(right)}. Had the rule read a refusal in advance as words, the sum would be "
        f"{sum(but(3, 0))}: a codebook decides such cases before anybody looks.".replace("-", "−"),
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
    home_swapped = distance_km(home["lon"], home["lat"], bases["lat"], bases["lon"])
    bases_swapped = distance_km(home["lat"], home["lon"], bases["lon"], bases["lat"])
    km = bases.assign(km=drawn["x"].to_numpy()).set_index("base_id")
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
                pd.DataFrame({"x": home_swapped, "y": bases["day"].to_numpy()}),
                "Latitude and longitude of Bamako are swapped: latitude, 12.65, comes first.",
            ),
            Mistake(
                pd.DataFrame({"x": bases_swapped, "y": bases["day"].to_numpy()}),
                "Latitude and longitude of the bases are swapped: latitude comes first.",
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
        insight="The nearest base, Bamako, was the last to close. Among the eleven of 2023 "
        f"distance decides little: {km.at['ogossagou', 'base']}, at {km.at['ogossagou', 'km']:.0f} "
        f"kilometres, was the first, and {km.at['tessalit', 'base']}, the farthest, took "
        f"{km.at['tessalit', 'day']} days. Your title was not read: does it fit both?",
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
            Mistake(
                usual,
                "Those days belong to an earlier start, such as August 2020. Begin on "
                "1 January 2022.",
            ),
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
    """Speed of the convoy from Aguelhok, from dates and two bounds on the road."""
    convoys = load("withdrawal_convoys").set_index("row_id")
    row, tessalit = convoys.loc["V07"], convoys.loc["V06"]
    bases = load("bases").set_index("base_id")
    places = bases.loc[["tessalit", "aguelhok"], ["lat", "lon"]].to_numpy()
    between = round(float(distance_km(*places[0], *places[1])))
    short, far = float(row["great_circle_km"]), float(tessalit["road_km"]) - between
    days = int(row["days"])
    slow, quick = 24 * (days + 1), 24 * (days - 1)
    low, high = short / slow, far / quick
    return Interval(
        low,
        high,
        tol=0.06,
        margin=0.3,
        unit="km/h",
        hint="Shortest road in the longest time, longest road in the shortest time.",
        mistakes=[
            Mistake(
                (low, short / quick),
                "The upper end uses the straight line. The road may be up to "
                f"{far:.0f} kilometres long.",
            ),
            Mistake(
                (short / (24 * days), far / (24 * days)),
                "That takes six days exactly. Two dates six days apart allow five to seven.",
            ),
            Mistake(
                (short / quick, far / slow),
                "The times are crossed: the shortest road goes with the longest time.",
            ),
            Mistake(
                (low, float(tessalit["road_km"]) / quick),
                "That is the road from Tessalit. Aguelhok is nearer to Gao: take the "
                f"{between} kilometres off.",
            ),
            Mistake(
                lambda ends: abs(ends[0] / low - 24) < 0.5 and abs(ends[1] / high - 24) < 0.5,
                "Those are kilometres a day. Divide by 24.",
            ),
        ],
        insight="The range holds only if the road from Tessalit is no longer than "
        f"{tessalit['road_km']:.0f} kilometres; the source says over. Honestly put, the upper end "
        "is open.",
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
