"""Exercises of lesson 02, the collapse of 2012."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Frame, Interval, Mistake, Number, exercise

LESSON = "02-collapse"
LOSSES = ["E212", "E213", "E037", "E214", "E038"]


def _events() -> pd.DataFrame:
    return load("chronology").set_index("event_id")


def _days(events: pd.DataFrame, cause: str, effect: str) -> int:
    return (events.at[effect, "start"] - events.at[cause, "start"]).days


@exercise
def collapse_1() -> Number:
    """Days from the fall of Timbuktu to the fall of Konna."""
    events = _events()
    days = _days(events, "E038", "E047")
    return Number(
        days,
        unit="days",
        hint="Subtract the date of the fall of Timbuktu, E038, from that of Konna, E047.",
        mistakes=[
            Mistake(
                _days(events, "E034", "E047"),
                "That is counted from the first attack. Count from the fall of Timbuktu.",
            ),
            Mistake(
                _days(events, "E036", "E047"),
                "That is counted from the coup. Count from the fall of Timbuktu.",
            ),
            Mistake(
                days + 1,
                "That counts the first and the last day both, or ends with the French "
                "intervention. The distance between two dates is their difference.",
            ),
            Mistake(-days, "The sign says that Konna came first: exchange the two dates."),
        ],
        insight=f"From the first attack to Timbuktu it had been {_days(events, 'E034', 'E038')}.",
    )


@exercise
def collapse_2() -> Interval:
    """Days between the fall of Konna and the dates on which its recapture was claimed."""
    events = _events()
    fall = events.at["E047", "start"]
    claimed = load("sources").set_index("source_id").at["reuters_20130111", "date"]
    latest = load("contradictions").set_index("contradiction_id").at["X12", "value_1"]
    low = (pd.Timestamp(claimed) - fall).days
    high = (pd.to_datetime(latest, format="%d %B %Y") - fall).days
    table = _days(events, "E047", "E051")
    return Interval(
        low,
        high,
        tol=0,
        margin=0.5,
        unit="days",
        hint="Subtract 10 January from the earliest and from the latest date of a recapture.",
        mistakes=[
            Mistake(
                (table, table),
                "That is the one day of the table. Its sources have others, earlier and later.",
            ),
            Mistake(
                (table, high),
                "That leaves out the claims of 11 and 12 January. They were denied, and they were "
                "made: the question asks for all.",
            ),
            Mistake(
                (low, table),
                "One source dates the recapture a day later than the army did.",
            ),
            Mistake(
                (low + 1, high + 1),
                "The day of the fall is counted as a day of loss and the day of the recapture "
                "too. Subtract the dates.",
            ),
            Mistake((11, 18), "Those are days of January. Subtract the day of the fall."),
        ],
        insight="A range from one day to more than a week for a town that the world was watching. "
        "The denial of 15 January makes the short end unlikely, but it rests on a minister's "
        "word, as the claim rests on an official's and the army's.",
    )


@exercise
def collapse_3() -> Chart:
    """Horizontal bars of days from the first attack to five losses."""
    events = _events()

    def bars(keys: list[str], start: str = "E034", divide: int = 1) -> pd.DataFrame:
        rows = events.loc[keys]
        days = (rows["start"] - events.at[start, "start"]).dt.days / divide
        return pd.DataFrame({"y": rows["location"].to_numpy(), "x": days.to_numpy()})

    drawn = bars(LOSSES)
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=drawn,
        keys=["y"],
        abs_tol=0.01,
        needs=("title",),
        hint="One bar for each of the five events: days since E034 on x, the location on y.",
        mistakes=[
            Mistake(
                bars([*LOSSES, "E036"]),
                "The coup is drawn as well. It is not the loss of a town.",
            ),
            Mistake(
                bars(LOSSES, "E036"),
                "Those are days since the coup. Count from the first attack, E034.",
            ),
            Mistake(bars(LOSSES, divide=7), "Those are weeks. Draw days."),
        ],
        insight=f"The second bar ends {int(drawn['x'][2] - drawn['x'][1])} days before the third, "
        "and the last three end within two days of each other.",
    )


@exercise
def collapse_4() -> Frame:
    """Days from two requests to the resolutions that answered them."""
    asked = load("cooperation_events").set_index("coop_id")["date"]

    def waits(pairs: list[tuple[str, str]]) -> pd.DataFrame:
        rows = [(one, two, (asked[two] - asked[one]).days) for one, two in pairs]
        return pd.DataFrame(rows, columns=["request", "answer", "days"])

    right = waits([("K008", "K011"), ("K013", "K014")])
    events = _events()
    france = _days(events, "E225", "E048")
    return Frame(
        right,
        keys=["request"],
        hint="Look up the four dates by their keys and subtract request from answer.",
        mistakes=[
            Mistake(
                waits([("K008", "K009"), ("K013", "K014")]),
                "K009 is resolution 2071, which asked for plans. The force was authorised by K011.",
            ),
            Mistake(
                waits([("K007", "K011"), ("K013", "K014")]),
                "K007 is the request to ECOWAS. That to the UN is K008.",
            ),
            Mistake(
                right.assign(days=-right["days"]),
                "The days are negative: subtract the request from the answer.",
            ),
        ],
        insight=f"{right['days'][0]} days for an authorisation and {right['days'][1]} for a "
        f"mission; France acted {france} day after it was asked. The first does not show that the "
        "Council was idle: resolution 2071, which asked for plans, came in between.",
    )


@exercise
def collapse_5() -> Choice:
    """Choose the sentences that the order of dates contradicts."""
    events = _events()
    pairs = {
        "a": ("E213", "E036"),
        "b": ("E039", "E215"),
        "c": ("E050", "E051"),
        "d": ("E223", "E224"),
        "e": ("E217", "E216"),
    }
    lags = {letter: _days(events, *pair) for letter, pair in pairs.items()}
    return Choice(
        {
            "a": "the loss of Tessalit helped to bring about the coup",
            "b": "the declaration of independence made ECOWAS put sanctions on Mali",
            "c": "the West African troops made the recapture of Konna possible",
            "d": "resolution 2085 moved Ansar Dine to take back its truce",
            "e": "the resignation of Touré opened the way to the framework",
        },
        right={letter for letter, days in lags.items() if days < 0},
        why={
            "a": f"Tessalit was lost {lags['a']} days before the coup. The order permits it.",
            "b": f"The sanctions came {-lags['b']} days before the declaration; what they answered "
            "was the coup.",
            "c": "The table has both on 17 January, and sources have the recapture from 11 to "
            "18 January. The order cannot decide, which is not a contradiction.",
            "d": f"The truce ended {lags['d']} days after the resolution. The order permits it; "
            "Ansar Dine had denounced the resolution, but named other reasons for this step.",
            "e": f"The resignation came {-lags['e']} days after the framework. It opened the way "
            "to its application, which is another sentence.",
        },
        hint="Contradicted is only what has its effect on an earlier day than its cause.",
    )


@exercise
def collapse_6() -> Choice:
    """Choose what may be written about three shares of the country."""
    regions = load("regions")
    census = regions[regions["year"].eq(2009) & regions["basis"].eq("census, final")]
    area = census.set_index("region")["area_km2"]
    north = 100 * area[["Tombouctou", "Gao", "Kidal"]].sum() / area.sum()
    return Choice(
        {
            "a": "at least two of the three are false",
            "b": "they name different times and count different things",
            "c": "half is the best estimate, because it lies in the middle",
            "d": "the share rose steadily from a third to two thirds",
        },
        right="b",
        why={
            "a": "A third before the coup and two thirds after it can both be true; and “northern "
            "half” may be the name of a part of the map rather than a measure.",
            "b": f"The three regions are {north:.0f} per cent of the land, but the first report "
            "is about a time before they had fallen, and none says how it measured.",
            "c": "The middle of three answers to different questions answers none of them.",
            "d": "Three reports about two moments are no series, and the capitals fell within "
            "three days: nothing in it was steady.",
        },
        hint="Ask of each figure: at what time, and a share of what?",
    )
