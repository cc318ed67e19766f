"""Exercises of lesson 20, elsewhere."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Interval, Mistake, Number, SetOf, exercise

LESSON = "20-elsewhere"


def _demands() -> pd.DataFrame:
    demands = load("exit_demands").set_index("mission")
    columns = ["answered", "settled", "mandate_end", "leave_by"]
    days = demands[columns].sub(demands["demanded"], axis=0)
    return days.apply(lambda column: column.dt.days).join(demands[["accepted", "demanded"]])


@exercise
def elsewhere_1() -> Number:
    """Median days that a mandate had left when the Council first answered, of those who asked."""
    demands = load("exit_demands").set_index("mission")
    left = (demands["mandate_ran_to"] - demands["answered"]).dt.days
    whole = (demands["mandate_ran_to"] - demands["demanded"]).dt.days
    asked = left.drop(index="UNMEE")
    close = int((asked <= 11).sum())
    return Number(
        float(asked.median()),
        abs_tol=0.05,
        unit="days",
        hint="Six cases are left: drop UNMEE, subtract answered from mandate_ran_to.",
        outside="In exit_demands, subtract answered from mandate_ran_to in a new column, and use "
        "MEDIAN on the six rows.",
        mistakes=[
            Mistake(float(left.median()), "UNMEE is still in, whose host asked for nothing."),
            Mistake(
                float(whole.drop(index="UNMEE").median()),
                "That starts at the demand. Start at the first answer.",
            ),
            Mistake(
                float(_demands()["answered"].drop(index="UNMEE").median()),
                "That is from the demand to the first answer. How much of the mandate was left?",
            ),
            Mistake(
                float(_demands()["settled"].drop(index="UNMEE").median()),
                "That is from the demand to the text that settled it.",
            ),
            Mistake(float(asked.mean()), "That is the mean. Take the median."),
            Mistake(-float(asked.median()), "The sign is turned round: later day minus earlier."),
        ],
        insight=f"In {close} of the six the Council first spoke in the last 11 days of a mandate. "
        f"The exception, the Congo with {asked.max()} days left, got a statement of the president "
        "and no decision. A short answer time may say less of the host than of the calendar.",
    )


@exercise
def elsewhere_2() -> Number:
    """Rise of the ceiling in Sierra Leone after May 2000."""
    facts = load("other_missions")
    rows = facts[(facts["mission"] == "UNAMSIL") & (facts["indicator"] == "military ceiling")]
    ceiling = rows.set_index("start")["value"].astype(float)
    first, before, mid, last = ceiling.sort_index()

    def rise(one: float, two: float) -> float:
        return 100 * (two - one) / one

    return Number(
        rise(before, last),
        abs_tol=0.06,
        unit="per cent",
        digits=1,
        hint="The ceiling of February 2000 held when the crisis began.",
        outside="Filter other_missions to mission UNAMSIL and indicator military ceiling, sort by "
        "start, and calculate from the column value.",
        mistakes=[
            Mistake(
                rise(first, last),
                "That starts in 1999. The step of February 2000 came before the crisis.",
            ),
            Mistake(rise(mid, last), "That starts after the first answer of 19 May 2000."),
            Mistake(rise(before, mid), "That is the step of May alone. Go on to March 2001."),
            Mistake(100 * (last - before) / last, "Divide by where the rise starts."),
            Mistake(
                100 * last / before, "That is the last in per cent of the first: take off 100."
            ),
            Mistake(last - before, "Those are persons. Bring them to per cent."),
        ],
        insight="Measured from 1999 the ceiling nearly tripled, measured from the crisis it grew "
        f"by {rise(before, last):.0f} per cent. Only the second can be an answer to May 2000.",
    )


@exercise
def elsewhere_3() -> Interval:
    """Days from Mali's demand until the mission was gone."""
    mali = _demands().loc["MINUSMA"]
    low, early = int(mali["leave_by"]), int(mali["mandate_end"])
    bases = load("bases")
    high = int((bases["closed"].max() - mali["demanded"]).days)
    shut = int((bases["closed"] <= mali["demanded"] + pd.Timedelta(days=low)).sum())
    return Interval(
        low,
        high,
        tol=1,
        margin=4,
        unit="days",
        hint="From the day of the demand to the last day to leave, and to the last base.",
        outside="Subtract the cell demanded of MINUSMA in exit_demands from leave_by, and from "
        "the MAX of the column closed in bases.",
        mistakes=[
            Mistake(
                (low - early, high - early), "That counts from the resolution. Start at the demand."
            ),
            Mistake(
                (early, low),
                "On the first of these days the mandate ended and the force was still there; on "
                "the second two sites were still open.",
            ),
            Mistake(
                (early, high),
                "The mandate ended on the first of these days; the force was still there.",
            ),
            Mistake((low / 7, high / 7), "Those are weeks. Give days."),
            Mistake((low / 30.4, high / 30.4), "Those are months. Give days."),
        ],
        insight=f"By the last day set {shut} of {len(bases)} bases were closed, and the others "
        f"stayed for the liquidation until {bases['closed'].max().year}. “Gone” needs a definition "
        "as much as “success” does.",
    )


def _named(column: str = "host", unique: bool = True) -> pd.DataFrame:
    lists = load("consent_lists")
    works = lists.groupby(column)["work"]
    counted = works.nunique() if unique else works.size()
    return counted.reset_index().set_axis(["y", "x"], axis=1)


@exercise
def elsewhere_4() -> Chart:
    """Bars of the texts that name each host."""
    drawn = _named()
    top = drawn.sort_values("x").iloc[-1]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal|ordinal")},
        data=drawn,
        keys=["y"],
        needs=("title",),
        hint="Ten hosts on y, the number of different texts on x.",
        mistakes=[
            Mistake(_named("mission"), "Those are missions. Group by host."),
            Mistake(_named("label"), "Those are labels. Group by host."),
        ],
        insight=f"Most often named is the {top['y']}, in {top['x']} of eight texts. A bar counts "
        "what was written, in texts that look for trouble. Your title was not read: does it "
        "say so?",
    )


@exercise
def elsewhere_5() -> SetOf:
    """Texts that name no mission that was sent away or asked to go."""
    lists = load("consent_lists")
    asked, ended = "departure or reduction demanded", "consent withdrawn, mission ended"

    def without(*labels: str) -> list[str]:
        named = lists.loc[lists["label"].isin(labels), "work"]
        return sorted(set(lists["work"]) - set(named))

    right = without(asked, ended)
    return SetOf(
        right,
        what="texts",
        hint="Take the texts with such a row away from all eight texts.",
        outside="A pivot table of consent_lists, with work in rows and label in columns, shows "
        "the labels of each text.",
        mistakes=[
            Mistake(
                sorted(set(lists["work"]) - set(right)),
                "Those are the texts that have such a row. Which have none?",
            ),
            Mistake(
                without(asked),
                "One of these texts has rows of several labels, and in some a mission ended after "
                "consent was withdrawn. Leave it out.",
            ),
            Mistake(
                without(ended),
                "Those name no mission that ended, but some of them name a demand to go or shrink.",
            ),
            Mistake(
                without(asked, ended, "crisis of consent"),
                "One is missing: its title speaks of withdrawn consent, its label says crisis, and "
                "tells of no demand.",
            ),
        ],
        insight="One is made of hosts that hinder a mission and keep it, one compares the quality "
        "of consent, one names crises, Chad and Eritrea among them, and speaks of withdrawn "
        "consent in its title: a label is our reading. A table of demands is as silent on hosts "
        "that hinder and let the mission stay.",
    )


@exercise
def elsewhere_6() -> Choice:
    """Cells of a table of two by two that could refute a sentence on what decides."""
    return Choice(
        {
            "a": "host cooperated, mission succeeded",
            "b": "host cooperated, mission failed",
            "c": "host did not cooperate, mission succeeded",
            "d": "host did not cooperate, mission failed",
        },
        right={"b", "c"},
        why={
            "a": "A success with cooperation is what the sentence expects, however many there are.",
            "b": "Cooperation that does not bring success counts against it.",
            "c": "Success without cooperation counts against it.",
            "d": "A failure without cooperation is what the sentence expects.",
        },
        hint="Two cells are what the sentence expects, and two are what it rules out.",
        insight="The commentary's two cases lie in cell a, and it says nothing of the cells that "
        "could refute it. The same objection holds against many essays, this course's choice of "
        "Mali included.",
    )
