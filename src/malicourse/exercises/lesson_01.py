"""Exercises of lesson 01, the rebellions and agreements before 2012."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Frame, Interval, Mistake, Number, exercise

LESSON = "01-roots"


def _events() -> pd.DataFrame:
    return load("chronology").set_index("event_id")


def _early() -> pd.DataFrame:
    events = _events()
    return events[events["start"] < "2012-01-01"]


@exercise
def roots_1() -> Number:
    """Years between the end of the first rising and the beginning of the second."""
    start = _events()["start"]

    def years(first: str) -> float:
        return (start["E010"] - start[first]).days / 365.25

    quiet = years("E007")
    return Number(
        quiet,
        digits=1,
        unit="years",
        hint="Subtract the date of E007 from that of E010 and divide the days by 365.25.",
        mistakes=[
            Mistake(years("E003"), "That counts from the beginning of the first rising."),
            Mistake(years("E002"), "That counts from the proclamation of the republic."),
            Mistake(quiet * 365.25, "Those are days. Divide them by 365.25."),
            Mistake(-quiet, "The sign says that the second rising came first: exchange the dates."),
        ],
        insight="The title rounds up by little. What it cannot say is whether those years were "
        "quiet: drought, exile and military rule are in them, and hardly a row of the list.",
    )


@exercise
def roots_2() -> Interval:
    """Days from the agreement of 2006 to the two events that may have broken it."""
    start = _events()["start"]
    low, high = ((start[key] - start["E024"]).days for key in ("E207", "E028"))
    ceasefire = (start["E029"] - start["E024"]).days
    return Interval(
        low,
        high,
        tol=0,
        margin=0.5,
        unit="days",
        hint="Subtract 4 July 2006 from the two dates of 2007.",
        mistakes=[
            Mistake(
                (low, low),
                "That takes the attack of May for certain. It is attributed by unnamed security "
                "sources.",
            ),
            Mistake(
                (high, high),
                "That leaves the attack of May out. It is doubtful, and it is reported.",
            ),
            Mistake((low, ceasefire), "The later end is the ceasefire of 2008, not a breach."),
            Mistake((low + 1, high + 1), "Both days are counted. Subtract the dates."),
        ],
        insight="The range is narrow beside the gap between the two rules of the lesson. Who "
        "fired in May 2007 matters more for blame than for the length of the peace.",
    )


@exercise
def roots_3() -> Chart:
    """Bars of the number of events in each decade before 2012."""

    def bars(rows: pd.DataFrame, step: int = 10) -> pd.DataFrame:
        decades = (rows["start"].dt.year // step * step).value_counts().sort_index()
        return pd.DataFrame({"x": decades.index, "y": decades.to_numpy()})

    early = _early()
    drawn = bars(early)
    most = drawn.loc[drawn["y"].idxmax()]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(), "y": Enc(type="quantitative")},
        data=drawn,
        keys=["x"],
        abs_tol=0.01,
        needs=("title",),
        hint="One bar for each decade, its first year on x, the number of events on y.",
        mistakes=[
            Mistake(bars(_events()), "That counts all events. Use early, which ends in 2011."),
            Mistake(bars(early, step=1), "Those are single years. Count by decade."),
        ],
        insight=f"The decade from {most['x']} has {most['y']} events, the 1970s none: the years "
        "of drought, exile and military rule left hardly a trace in the sources of this list.",
    )


@exercise
def roots_4() -> Frame:
    """Count events and missing places by category before 2012."""
    early = _early()
    missing = early.assign(missing=early["lat"].isna()).groupby("category")["missing"]
    right = missing.agg(events="size", without_place="sum").reset_index()
    everything = _events()
    share = right["without_place"].sum() / right["events"].sum()
    fighting = right.set_index("category").loc["human rights"]
    return Frame(
        right,
        keys=["category"],
        hint='Group early by "category"; count the rows, and the rows where lat is missing.',
        mistakes=[
            Mistake(
                right.assign(without_place=right["events"] - right["without_place"]),
                "The second column counts the events that have a place. Asked for are those that "
                "have none.",
            ),
            Mistake(
                everything.assign(missing=everything["lat"].isna())
                .groupby("category")["missing"]
                .agg(events="size", without_place="sum")
                .reset_index(),
                "That counts all events. Use early, which ends in 2011.",
            ),
        ],
        insight=f"{share:.0%} of the events have no place, and of the killings of civilians "
        f"{fighting['without_place']} of {fighting['events']}. A map of this list shows capitals "
        "and garrisons.",
    )


@exercise
def roots_5() -> Choice:
    """Choose the sentences that the chronology contradicts."""
    events, early = _events(), _early()
    start = events["start"]
    quiet = (start["E023"] - start["E019"]).days / 365.25
    share = (early["category"] == "rebellion").mean()
    contradicted = {
        "a": start["E011"] < start["E012"] < start["E014"],
        "b": quiet <= 10,
        "c": events.at["E022", "end"] > start["E023"],
        "d": events.at["E206", "end"] < start["E018"],
        "e": share >= 0.5,
    }
    return Choice(
        {
            "a": "the government of Tamanrasset still in office at the National Pact",
            "b": "more than ten years between the fire and the attack of 2006",
            "c": "hostages before the rising of 2006",
            "d": "the communities' meetings only after the war was over",
            "e": "fewer than half of the rows are rebellion",
        },
        right={letter for letter, wrong in contradicted.items() if wrong},
        why={
            "a": f"Traoré was overthrown on {events.at['E012', 'date']}, between the two. The "
            "sentence is contradicted.",
            "b": f"The distance is {quiet:.1f} years. The sentence stands.",
            "c": "The hostages were taken in 2003. The sentence stands.",
            "d": "The meetings began in 1994, before March 1996. The sentence is contradicted.",
            "e": f"The share is {share:.0%}. The sentence stands.",
        },
        hint="Look up each date, and ask what lies between the two signatures.",
    )


@exercise
def roots_6() -> Choice:
    """Choose what may be written about three counts of burned weapons."""
    return Choice(
        {
            "a": "more than 3,000 weapons were burned",
            "b": "about 1,500, the middle of the three",
            "c": "the number is not known, so the event is doubtful",
            "d": "weapons were burned, 3,000 by two accounts and hundreds by another",
        },
        right="d",
        why={
            "a": "That takes one account for the fact, the one written to celebrate.",
            "b": "A number that no source gives is not a compromise but a fourth claim.",
            "c": "All three agree that weapons burned, and where. Only the number is open.",
            "d": f"It keeps what each says. The table does the same: "
            f"{_events().at['E019', 'what'].rstrip('.')}.",
        },
        hint="Keep the event, keep the doubt about its number, and say who counted.",
    )
