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
FEATURES = (
    *("protection_of_civilians", "human_rights", "political_transition", "state_in_centre"),
    *("centre_priority", "g5_sahel_support", "robust_posture", "all_necessary_means"),
    *("french_support", "due_diligence", "quarterly_rights_reports", "cooperation_assessment"),
    "force_level_report",
)


def _mandates() -> pd.DataFrame:
    mandates = load("mandates")
    return mandates[mandates["minusma_mandate"]].set_index("record_id")


def _tasks() -> pd.DataFrame:
    """Return the tasks of the four mandates whose list was read whole."""
    tasks = load("mandate_tasks")
    return tasks[tasks["task_list_complete"]]


@exercise
def means_1() -> Number:
    """Persons asked for in 2021, each counted once."""
    asked = load("force_level_requests")
    late = asked[asked["date"].dt.year == 2021]
    whole = late[late["part_of"].isna()]
    top = asked[asked["part_of"].isna()]
    return Number(
        float(whole["persons"].sum()),
        unit="persons",
        hint="Keep the rows of 2021 whose part_of is empty, and sum the column persons.",
        mistakes=[
            Mistake(float(late["persons"].sum()), "Parts and their total are added."),
            Mistake(float(asked["persons"].sum()), "That sums every row, of all years."),
            Mistake(float(top["persons"].sum()), "The requests of 2013, 2015 and 2016 are in."),
            Mistake(
                float(late.loc[late["part_of"].notna(), "persons"].sum()),
                "Those are the parts, and two of them lie within a third.",
            ),
            Mistake(float(late["quantity"].sum()), "That adds persons, companies and helicopters."),
        ],
        insight="The wrong sum is more than twice as large, and it would look like a finding.",
    )


@exercise
def means_2() -> Interval:
    """How many of the eleven texts may have human rights in them."""
    said = load("mandate_features")["human_rights"]
    low, unknown = int((said == "yes").sum()), int(said.isna().sum())
    high = low + unknown
    return Interval(
        low,
        high,
        tol=0.4,
        unit="texts",
        hint="Low: the cells with yes. High: these and the empty ones.",
        mistakes=[
            Mistake((low, low), "That reads every empty cell as no."),
            Mistake((high, high), "That reads every empty cell as yes."),
            Mistake((low, unknown), "The high end is the number of empty cells. Add the yes."),
            Mistake((unknown, high), "The low end is the number of empty cells. Count the yes."),
            Mistake((0, high), "The cells that were read as yes are certain. Begin with them."),
        ],
        insight="No cell of this row was read as no: the wide range comes from what was not read.",
    )


@exercise
def means_3() -> SetOf:
    """Areas of tasks in the list of 2018 and not in that of 2013."""
    tasks = _tasks()
    words = tasks["area"].astype(str) + ";" + tasks["other_areas"].astype(object).fillna("")
    rows = tasks.assign(name=words.str.strip(";").str.split(";")).explode("name")
    area = {name: set(group["name"]) for name, group in rows.groupby("record_id")}
    new = sorted(area["RES2423"] - area["RES2100"])
    return SetOf(
        new,
        what="areas",
        hint="Subtract the set of areas of RES2100 from that of RES2423.",
        mistakes=[
            Mistake(sorted(area["RES2100"] - area["RES2423"]), "That is what went out."),
            Mistake(
                sorted(area["RES2423"]), "Those are all areas of 2423. Take away the old ones."
            ),
            Mistake(sorted(area["RES2423"] - area["RES2227"]), "That compares with 2227 of 2015."),
        ],
        insight="The agreement of 2015 did not exist in 2013. What went out at the same time, "
        f"as the lists are coded: {', '.join(sorted(area['RES2100'] - area['RES2423']))}. Under "
        "the agreement the words of resolution 2423 name justice too.",
    )


@exercise
def means_4() -> Chart:
    """Ranges from the features read as yes to those possible, for each text."""
    flags = load("mandate_features").set_index("record_id")[list(FEATURES)].astype(object)
    dates = _mandates()["date"]
    short = [f"{name[3:]} ({dates[name].year})" for name in flags.index]
    read = (flags == "yes").sum(axis=1).to_numpy()
    unknown = flags.isna().sum(axis=1).to_numpy()
    ranges = pd.DataFrame({"y": short, "x": read, "x2": read + unknown})
    return Chart(
        marks={"bar", "rule"},
        encodings={
            "x": Enc(type="quantitative"),
            "x2": Enc(),
            "y": Enc(type="ordinal|nominal"),
        },
        data=ranges,
        keys=["y"],
        needs=("title",),
        hint="One bar for each text, x at the number of yes, x2 at yes plus unknown.",
        mistakes=[
            Mistake(ranges.assign(x2=unknown), "x2 is the number of unknown. Add the yes to it."),
            Mistake(
                ranges.assign(x2=len(FEATURES)),
                "Every range ends at 13. What was read as no cannot be a yes.",
            ),
        ],
        insight="Only the range of 2022 lies wholly above that of 2013. Even this case is loaded: "
        "the list of features looks back from the mandate of 2022.",
    )


@exercise
def means_5() -> Frame:
    """Ranks of four mandates by headings and by priorities."""
    tasks = _tasks()
    counts = pd.DataFrame(
        {
            "by headings": tasks.groupby("record_id").size(),
            "by priorities": tasks[tasks["tier"].astype(str) != "other task"]
            .groupby("record_id")
            .size(),
        }
    )

    def table(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.rename_axis("record_id").reset_index()

    ranks = counts.rank(ascending=False)
    swapped = ranks[["by priorities", "by headings"]].set_axis(ranks.columns, axis=1)
    return Frame(
        table(ranks),
        keys=["record_id"],
        hint="rank(ascending=False) on the two columns of tree; 1 is the longest.",
        mistakes=[
            Mistake(table(counts.rank()), "Here 1 is the shortest. Rank with ascending=False."),
            Mistake(table(counts), "Those are the counts. Turn them into ranks."),
            Mistake(table(swapped), "The two columns are exchanged."),
        ],
        insight="The mandate of 2018 falls from first to third, while that of 2014 stays last "
        "by headings, priorities and areas; by subparagraphs it is second.",
    )


@exercise
def means_6() -> Choice:
    """Choose what may be written about two reports of a rise."""
    rows = _mandates()
    same = rows[rows["military_ceiling"] == rows.at["RES2531", "military_ceiling"]]
    first = same["date"].min().year
    return Choice(
        {
            "a": "two media report a rise, so the table must be wrong",
            "b": "the figures are wrong, the ceiling was lower in 2020",
            "c": "the figures are right, the rise is not",
            "d": "the mission grew, since the ceiling says how many came",
        },
        right="c",
        why={
            "a": "Two reports can repeat one mistake. The resolutions themselves have the numbers.",
            "b": "The table has the same two numbers as the report, for 2020 and before.",
            "c": f"Both ceilings have stood since {first}. Whoever reads one resolution by itself "
            "takes its numbers for news.",
            "d": "A ceiling says how many may come. It did not rise in these years either.",
        },
        hint="Find the first row of steps in which these two numbers appear.",
    )
