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
    """Median days until a demand was settled, of those who asked."""
    days = _demands()
    asked = days.drop(index="UNMEE")
    return Number(
        float(asked["settled"].median()),
        abs_tol=0.05,
        unit="days",
        hint="Six cases are left: drop UNMEE, take the median of the column settled.",
        mistakes=[
            Mistake(
                float(days["settled"].median()),
                "Either UNMEE is still in, whose host asked for nothing, or the refusal is left "
                "out. A no settles a demand too.",
            ),
            Mistake(
                float(asked["answered"].median()),
                "That is to the first answer. Often that was only a pause.",
            ),
            Mistake(float(asked["settled"].mean()), "That is the mean. Take the median."),
            Mistake(
                float(asked.loc[asked["accepted"] == "yes", "settled"].median()),
                "Those are the demands that were accepted in full. Keep all six.",
            ),
        ],
        insight="No case lies near this median: three were settled within about two weeks, one of "
        "them by a no, and three took more than a hundred days.",
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
    """Missions that the texts name and our demands lack."""
    lists, demands = load("consent_lists"), load("exit_demands")
    named, ours = set(lists["mission"].dropna()), set(demands["mission"])
    return SetOf(
        sorted(named - ours),
        what="missions",
        hint="Take the missions of lists that are not in the column mission of demands.",
        mistakes=[
            Mistake(sorted(named & ours), "Those are in both lists."),
            Mistake(sorted(named), "Those are all that the texts name."),
            Mistake(
                sorted(
                    set(lists.loc[~lists["iso3"].isin(demands["iso3"]), "mission"].dropna()) - ours
                ),
                "That goes by the host. The Sudan has a mission in each list, and not the same.",
            ),
        ],
        insight="Three of the four had hosts who obstructed or were studied, without a demand to "
        "leave; the fourth is a political mission. A table of demands cannot see them: whoever "
        "asks only about exits learns nothing of hosts who stay and hinder.",
    )


@exercise
def elsewhere_6() -> Choice:
    """Objection to two cases chosen by their end."""
    return Choice(
        {
            "a": "they are not in the Sahel",
            "b": "in Côte d'Ivoire the mission fought the man who governed",
            "c": "they were chosen among the successes",
            "d": "no mission has ever succeeded",
        },
        right="c",
        why={
            "a": "That doubts whether the cases are like Mali. With better cases it would fall.",
            "b": "That disputes the case as described. The question asks for an objection that "
            "holds even if it is right.",
            "d": "That is a claim as wide as the one it attacks, and the course has missions that "
            "the UN calls completed.",
        },
        hint="One objection holds even if both cases are as described.",
        insight="It holds against many essays, this course's choice of Mali included.",
    )
