"""Exercises of lesson 02, the collapse of 2012."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Interval, Mistake, Number, exercise

LESSON = "02-collapse"
NORTH = ["Tombouctou", "Gao", "Kidal"]


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
        outside="Look up E038 and E047 in the table chronology; a spreadsheet gives the days if "
        "one date cell is subtracted from the other.",
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
    """Days from the first attack to the recapture of Konna, both of them disputed."""
    events = _events()
    claims = load("contradictions").set_index("contradiction_id")
    day = "%d %B %Y"
    began = pd.to_datetime(claims.loc["X10", ["value_1", "value_2"]] + " 2012", format=day)
    told = pd.Timestamp(load("sources").set_index("source_id").at["reuters_20130111", "date"])
    latest = pd.to_datetime(claims.at["X12", "value_1"], format=day)
    table = events.at["E051", "start"]

    def days(start: pd.Timestamp, end: pd.Timestamp) -> int:
        return (end - start).days

    low, high = days(began.max(), told), days(began.min(), latest)
    one = days(events.at["E034", "start"], table)
    lost = events.at["E047", "start"]
    only = "drops a date that somebody claimed"
    return Interval(
        low,
        high,
        tol=0,
        margin=0.5,
        unit="days",
        hint="Two dates of the beginning, four of the end: what is the shortest, what the longest?",
        outside="Look up X10 and X12 in the table contradictions, write all dates into cells, and "
        "subtract one date cell from another.",
        mistakes=[
            Mistake((one, one), "Those are the two dates of the table, as if nobody had others."),
            Mistake(
                (days(began.min(), told), days(began.max(), latest)),
                "That is the first with the first and the last with the last. The shortest time "
                "begins on the later day and ends on the earlier.",
            ),
            Mistake(
                (days(began.max(), told), days(began.max(), latest)),
                f"That {only}: the 16th for the beginning, or the 18th for the recapture.",
            ),
            Mistake(
                (low + 1, high),
                f"That {only}: on 11 January an official told Reuters that the army was back. The "
                "army's own claim is a day younger.",
            ),
            Mistake(
                (one, high),
                f"That {only}: the claims of 11 and 12 January. They were denied, and they were "
                "made.",
            ),
            Mistake(
                (low + 4, high),
                "15 January is the day of France's denial, on which nobody dated a recapture.",
            ),
            Mistake(
                (days(lost, told), days(lost, latest)),
                "That is how long Konna was lost. Begin with the first attack.",
            ),
            Mistake(
                (low + 1, high + 1),
                "That counts the first and the last day both. Subtract the dates.",
            ),
        ],
        insight=f"Against a year, {high - low} days of doubt are little. Counted from the fall of "
        f"Konna, the same claims make {days(lost, told)} to {days(lost, latest)} days: what a "
        "disputed date is worth depends on what it is measured against. The denial of 15 January "
        "makes the early claims unlikely, but it rests on a minister's word, as they rest on an "
        "official's and the army's.",
    )


@exercise
def collapse_3() -> Chart:
    """Bars of four shares of Mali: land and people, by two lines."""
    regions = load("regions")

    def bars(basis: str, mopti: bool = True, scale: float = 100) -> pd.DataFrame:
        rows = regions[regions["year"].eq(2009) & regions["basis"].eq(basis)]
        rows = rows.set_index("region")[["area_km2", "population"]].astype(float)
        lines = [rows.loc[NORTH].sum(), rows.loc[[*NORTH, "Mopti"]].sum()]
        lines = lines if mopti else [lines[0], rows.loc["Mopti"]]
        shares = pd.concat([scale * line / rows.sum() for line in lines])
        return pd.DataFrame({"x": shares.to_numpy()})

    drawn = bars("census, final")
    counts = regions[regions["year"].eq(2009) & regions["basis"].eq("census, final")]
    counts = counts.set_index("region")[["area_km2", "population"]].astype(float)
    heads = pd.concat([counts.loc[NORTH].sum(), counts.loc[[*NORTH, "Mopti"]].sum()])
    land, people, wide_land, wide_people = drawn["x"]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=drawn,
        keys=[],
        abs_tol=0.51,
        needs=("title", "zero baseline"),
        hint="Four bars: land and people, each for three regions and for three with Mopti.",
        mistakes=[
            Mistake(
                bars("census, final", mopti=False),
                "The second line is Mopti alone. Add it to the three regions.",
            ),
            Mistake(
                drawn.head(2),
                "Those are the three regions only. The wider line, with Mopti, has two bars too.",
            ),
            Mistake(
                drawn.tail(2),
                "That is the wider line only. Draw the three regions beside it.",
            ),
            Mistake(
                pd.DataFrame({"x": heads.to_numpy()}),
                "Those are square kilometres and people on one axis. Draw shares of Mali.",
            ),
            Mistake(
                bars("census, final", scale=1),
                "Those are shares of one. The axis should say per cent.",
            ),
        ],
        insight=f"The wider line moves the land from {land:.0f} to {wide_land:.0f} per cent and "
        f"the people from {people:.0f} to {wide_people:.0f}: where the line runs matters most for "
        "the people. Most of Mopti was held by the army, so the wider line is an upper end. Your "
        "title was not read: does it say of what each share is one?",
    )


@exercise
def collapse_4() -> Choice:
    """Choose the sentences that the order of dates contradicts."""
    events = _events()
    pairs = {
        "a": ("E213", "E036"),
        "b": ("E039", "E215"),
        "c": ("E050", "E051"),
        "d": ("E223", "E224"),
        "e": ("E262", "E220"),
    }
    lags = {letter: _days(events, *pair) for letter, pair in pairs.items()}
    return Choice(
        {
            "a": "the loss of Tessalit helped to bring about the coup",
            "b": "the declaration of independence made ECOWAS put sanctions on Mali",
            "c": "the West African troops made the recapture of Konna possible",
            "d": "resolution 2085 moved Ansar Dine to take back its truce",
            "e": "the shooting of the preachers made the government ask for a force",
        },
        right={letter for letter, days in lags.items() if days < 0},
        why={
            "a": f"Tessalit was lost {lags['a']} days before the coup. The order permits it.",
            "b": f"The sanctions came {-lags['b']} days before the declaration; what they answered "
            "was the coup. An expected declaration would be another cause.",
            "c": "The table has both on 17 January, and sources have the recapture from 11 to "
            "18 January. The order cannot decide, which is not a contradiction.",
            "d": f"The truce ended {lags['d']} days after the resolution. The order permits it; "
            "Ansar Dine had denounced the resolution, but named other reasons for this step.",
            "e": f"The preachers were shot {-lags['e']} days after the request, and nobody can "
            "have expected it.",
        },
        hint="Contradicted is only what has its effect on an earlier day than its cause.",
        outside="Look up the keys in the column event_id of chronology, and compare the columns "
        "start and end of cause and effect.",
    )


@exercise
def collapse_5() -> Choice:
    """Choose the sentences whose verdict hangs on the event that a word is taken to mean."""
    events = _events()
    readings = {
        "a": (("E214", "E216"), ("E043", "E216")),
        "b": (("E212", "E036"), ("E213", "E036")),
        "c": (("E048", "E227"), ("E048", "E230")),
        "d": (("E047", "E223"), ("E047", "E226")),
        "e": (("E036", "E037"), ("E036", "E038")),
    }
    lags = {letter: [_days(events, *pair) for pair in two] for letter, two in readings.items()}
    verdicts = {
        letter: [
            "permits" if days > 0 else "contradicts" if days < 0 else "cannot decide"
            for days in two
        ]
        for letter, two in lags.items()
    }
    return Choice(
        {
            "a": "the fall of Gao pushed the junta into the framework",
            "b": "the loss of garrisons brought on the coup",
            "c": "the French intervention split Ansar Dine",
            "d": "the fall of Konna moved the Council to act",
            "e": "the coup opened the northern capitals to the rebels",
        },
        right={letter for letter, (one, other) in verdicts.items() if one != other},
        why={
            "a": f"Gao fell to the MNLA {lags['a'][0]} days before the framework and to MUJAO "
            f"{-lags['a'][1]} days after it.",
            "b": "Both garrisons were lost before the coup. The order permits the sentence "
            "whichever is meant.",
            "c": f"A part of Ansar Dine left it {lags['c'][0]} days after the intervention began "
            f"and joined the HCUA {lags['c'][1]} days after it. Both are permitted; the word may "
            "still be wrong, but no date shows it.",
            "d": f"The resolution came {-lags['d'][0]} days before Konna fell, which contradicts; "
            "the statement came on the same day, which the order cannot decide.",
            "e": "All three capitals fell after the coup. The order permits the sentence whichever "
            "is meant.",
        },
        hint="Call verdict for both events of a sentence. Only a change of verdict counts.",
        outside="Look up the keys in the column event_id of chronology, and compare start and "
        "end twice for each sentence, on paper.",
    )


@exercise
def collapse_6() -> Choice:
    """Choose the objections to a report that rest on what its author could see."""
    return Choice(
        {
            "a": "people who stayed in the north are likely to be heard less",
            "b": "its seat in New York means that it cannot judge",
            "c": "a denial refutes it",
            "d": "its silence on a town does not show that nothing was done there",
            "e": "because it names the army too, its sources were hostile to Mali",
        },
        right={"a", "d"},
        why={
            "a": "From Bamako one meets those who left, and hears others at a distance.",
            "b": "That is where its office is. What counts is where its researcher was and whom "
            "the researcher could meet.",
            "c": "A denial is another report. Ask where its author was, what could be seen from "
            "there, and what it is worth to deny.",
            "d": "What nobody reached could not be reported: the silence is the author's position, "
            "not a finding.",
            "e": "That judges witnesses by whom their account helps. A report that names several "
            "sides says nothing of the kind about its sources.",
        },
        hint="Ask where the author was, when, and who could be met there.",
    )
