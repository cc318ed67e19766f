"""Exercises of lesson 09, the mandate and the means."""

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
    SetOf,
    exercise,
)

LESSON = "09-mandate-and-means"
HELPING = ("support", "assist", "contribute", "facilitate", "encourage")


def _tasks() -> pd.DataFrame:
    """Return the tasks of the ten mandates, and whether their verb is one of helping."""
    rows = load("mandate_paragraphs").query("level == 'task' and record_id != 'RES2690'")
    return rows.assign(helping=rows["verb"].isin(HELPING), area=rows["area"].astype(str))


def _days() -> pd.DataFrame:
    """Return the counts on single days beside the ceiling that then held."""
    steps = load("mandates").query("minusma_mandate").dropna(subset="military_ceiling")
    steps = steps.assign(ceiling=steps["military_ceiling"] + steps["police_ceiling"])
    days = load("strength_reports").dropna(subset=["military", "police"])
    days = days.assign(people=days["military"] + days["police"])
    return pd.merge_asof(days, steps[["date", "ceiling"]], on="date")


@exercise
def means_1() -> Number:
    """Share of the people asked for after the founding whom the Council granted."""
    asked = load("force_level_requests")
    top = asked[asked["part_of"].isna()]
    later = top[top["date"].dt.year > 2013]

    def share(rows: pd.DataFrame) -> float:
        return float(100 * rows["persons_granted"].sum() / rows["persons"].sum())

    requests = later.groupby("report")["persons_granted"].sum() > 0
    granted = int(later["persons_granted"].sum())
    return Number(
        share(later),
        abs_tol=0.06,
        unit="per cent",
        digits=0,
        hint="Rows after 2013 with an empty part_of: persons_granted divided by persons.",
        outside="In force_level_requests, filter by date, read what each column means, and divide "
        "SUBTOTAL(9, ...) of persons_granted by that of persons.",
        mistakes=[
            Mistake(share(top), "The founding request of 2013 is in. Leave it out."),
            Mistake(
                share(asked[asked["date"].dt.year > 2013]),
                "The parts of 2021 are added to their total. Keep rows with an empty part_of.",
            ),
            Mistake(share(asked), "That sums every row: the parts of 2021, and 2013 as well."),
            Mistake(100 - share(later), "That is the share that was not granted."),
            Mistake(
                float(100 * requests.mean()),
                "That is the share of requests. The question is about people.",
            ),
            Mistake(granted, "That is the number granted. Divide it by the number asked for."),
        ],
        insight=f"Of {len(requests)} requests the Council granted {requests.sum()}, and of the "
        f"people asked for {share(later):.0f} per cent: the one that it did not grant held "
        "nearly half of them.",
    )


@exercise
def means_2() -> Interval:
    """How full the mission was on a day that was counted twice."""
    day = _days().set_index("date").loc["2019-05-15"]
    ends = [int(day[name] + day["police"]) for name in ("military", "annex_military")]
    full = int(day["ceiling"])
    low, high = (100 * end / full for end in ends)
    alone = tuple(100 * int(day[name]) / full for name in ("military", "annex_military"))
    own = int(day["authorized_military"])
    soldiers = tuple(100 * int(day[name]) / own for name in ("military", "annex_military"))
    return Interval(
        low,
        high,
        tol=0.06,
        margin=0.6,
        unit="per cent",
        hint="Military and police by the paragraph, then by the annex, each over the ceiling.",
        outside="Filter strength_reports to date 2019-05-15, and look up military_ceiling and "
        "police_ceiling in the row of mandates in force that day.",
        mistakes=[
            Mistake(alone, "The police are missing, and the ceiling counts them."),
            Mistake(soldiers, "That is the military over its own ceiling. Add the police to both."),
            Mistake(tuple(ends), "Those are people. Bring them to per cent of the ceiling."),
            Mistake((low, low), "That trusts the paragraph alone. The annex counts more."),
            Mistake((high, high), "That trusts the annex alone. The paragraph counts fewer."),
            Mistake((low, 100.0), "Nothing says that the mission was full that day."),
        ],
        insight=f"Two counts in one report differ by {ends[1] - ends[0]} people, more than the "
        "40 observers granted in 2015. A figure with a decimal for this day would claim too much.",
    )


@exercise
def means_3() -> SetOf:
    """Areas in which the mandate of 2022 has helping tasks only."""
    tasks = _tasks()
    last = tasks[tasks["record_id"] == "RES2640"]
    only = last.groupby("area")["helping"].all()
    some = last.groupby("area")["helping"].any()
    civilians = tasks[tasks["area"] == "protection of civilians"]
    ever = tasks.groupby("area")["helping"].all()
    return SetOf(
        sorted(only[only].index),
        what="areas",
        hint="Group the tasks of RES2640 by area and ask whether all are helping.",
        outside="Filter mandate_paragraphs to record_id RES2640 and level task; a pivot table "
        "with area in rows and verb in columns shows it.",
        mistakes=[
            Mistake(
                sorted(some[some].index),
                "Those have at least one helping task. In some of them the mission also acts "
                "itself.",
            ),
            Mistake(sorted(some[~some].index), "There the mission acts itself in every task."),
            Mistake(sorted(only[~only].index), "Those have a task of the mission's own."),
            Mistake(
                sorted(ever[ever].index),
                "That is true over all ten mandates. Keep the tasks of 2640.",
            ),
        ],
        insight="The restoration of the State, on which the second priority turns, is help to "
        "others throughout. Protection of civilians never is: of its "
        f"{len(civilians)} tasks in ten mandates {civilians['helping'].sum() or 'none'} "
        "has a helping verb. “Other” holds what the "
        "course's areas do not: projects, sanctions committees, weapons.",
    )


@exercise
def means_4() -> Chart:
    """Points for how full the mission was on each counted day."""
    days = _days()
    full = (100 * days["people"] / days["ceiling"]).astype(float)
    drawn = pd.DataFrame({"x": days["date"], "y": full})
    top = days["ceiling"].max()
    return Chart(
        marks={"point", "circle", "square"},
        encodings={"x": Enc(type="temporal"), "y": Enc(type="quantitative")},
        data=drawn,
        keys=["x"],
        abs_tol=0.6,
        needs=("title",),
        hint="One point for each row of days: the date on x, 100 * people / ceiling on y.",
        mistakes=[
            Mistake(drawn.assign(y=full / 100), "Those are shares. Multiply by 100."),
            Mistake(
                drawn.assign(y=days["people"].astype(float)),
                "Those are people. Bring them to per cent of the ceiling of the day.",
            ),
            Mistake(
                drawn.assign(y=(100 * days["people"] / top).astype(float)),
                "Every day is divided by the last ceiling. Before June 2016 it was lower.",
            ),
            Mistake(
                drawn.assign(y=(100 * days["military"] / days["ceiling"]).astype(float)),
                "The police are missing, and the ceiling counts them.",
            ),
        ],
        insight=f"On the {len(days)} counted days the mission was between {full.min():.0f} and "
        f"{full.max():.0f} per cent full. The fall of 2016 is a rise of the ceiling, not a loss. "
        "For most of 2022 there is no point, so a title about that year has nothing to stand on.",
    )


@exercise
def means_5() -> Frame:
    """Count the rewritten tasks of each renewal, and their share."""
    tasks = _tasks()
    tasks = tasks[tasks["record_id"] != "RES2100"]

    def table(changes: list[str], times: int = 100) -> pd.DataFrame:
        marked = tasks["change"].isin(changes).groupby(tasks["record_id"])
        both = pd.DataFrame({"rewritten": marked.sum(), "per_cent": times * marked.mean()})
        return both.reset_index()

    right = table(["new", "changed"])
    leads = {name: right.loc[right[name].idxmax(), "record_id"] for name in right.columns[1:]}
    least = right.loc[right["per_cent"].idxmin()]
    return Frame(
        right,
        keys=["record_id"],
        abs_tol=0.51,
        hint="isin(['new', 'changed']), grouped by record_id: the sum, and 100 times the mean.",
        mistakes=[
            Mistake(
                table(["new", "changed", "moved"]),
                "Tasks that were only moved are in. They kept their words.",
            ),
            Mistake(table(["new"]), "Those are the new ones alone. Add those that changed."),
            Mistake(table(["changed"]), "Those are the changed ones alone. Add the new ones."),
            Mistake(table(["new", "changed"], 1), "per_cent holds shares. Multiply them by 100."),
        ],
        insight=f"By number {leads['rewritten'][3:]} leads, by share {leads['per_cent'][3:]}, "
        f"whose list was shorter. Least was rewritten in {least['record_id'][3:]}: "
        f"{least['rewritten']} tasks. What counts as changed is a judgement, and "
        "nobody coded it twice.",
    )


@exercise
def means_6() -> Choice:
    """Choose the version of the commentary's sentence that the evidence bears."""
    asked = load("force_level_requests")
    given = asked[asked["outcome"] == "granted in full"]["date"].dt.year.unique()
    return Choice(
        {
            "a": "never in nine renewals",
            "b": "refuted by 2015 and 2016",
            "c": "not to blame, since the ceiling was not filled",
            "d": "granted until 2016, widened in 2019 without posts, not granted in 2021",
        },
        right="d",
        why={
            "a": "Two of the nine renewals granted all that was asked for, those of "
            f"{given[-2]} and {given[-1]}.",
            "b": "It shows that requests were granted. Whether they were large enough for the task "
            "is another meaning of aligned, and for 2019 the Secretary-General says that nothing "
            "was considered.",
            "c": "Empty posts may be of another kind than those asked for, and in March 2019 few "
            "were empty. The Council alone decides on tasks and ceilings.",
            "d": "Each part rests on a paragraph or a row, and it leaves open what we do not know: "
            "requests that we did not read, and what more people would have changed. It is less "
            "quotable than the commentary's sentence. For the renewal that he wrote about, that of "
            "2022, the sentence has good evidence.",
        },
        hint="What would each version need to be true? Look for one row that contradicts it.",
    )
