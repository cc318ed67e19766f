"""Exercises of lesson 09, the mandate and the means."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Choice, Enc, Frame, Mistake, Number, SetOf, exercise

MEANS = "09-mandate-and-means"
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


@exercise("means-1", lesson=MEANS, title="Nobody counted twice", level=1)
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
            Mistake(float(asked["persons"].sum()), "That sums every row, of both years."),
            Mistake(float(top["persons"].sum()), "The request of 2016 is in."),
            Mistake(
                float(late.loc[late["part_of"].notna(), "persons"].sum()),
                "Those are the parts, and two of them lie within a third.",
            ),
            Mistake(float(late["quantity"].sum()), "That adds persons, companies and helicopters."),
        ],
        insight="The wrong sum is more than twice as large, and it would look like a finding.",
    )


@exercise("means-2", lesson=MEANS, title="By how much?", level=2)
def means_2() -> Number:
    """Rise of both ceilings together in 2016, in per cent."""
    rows = _mandates()[["military_ceiling", "police_ceiling"]].astype(float)
    people = rows.sum(axis=1)

    def rise(column: pd.Series) -> float:
        return 100 * (column["RES2295"] - column["RES2227"]) / column["RES2227"]

    step = people["RES2295"] - people["RES2227"]
    return Number(
        rise(people),
        abs_tol=0.06,
        digits=1,
        unit="per cent",
        hint="Subtract the sum of both ceilings in 2227 from that in 2295, divide by the first.",
        mistakes=[
            Mistake(100 * step / people["RES2295"], "Divide by the ceiling before the rise."),
            Mistake(rise(rows["military_ceiling"]), "That is the military ceiling alone."),
            Mistake(rise(rows["police_ceiling"]), "That is the police ceiling alone."),
            Mistake(
                100 * (people["RES2295"] - people["RES2100"]) / people["RES2100"],
                "That compares with 2100. The mandate before was 2227.",
            ),
            Mistake(rise(people) / 100, "That is a fraction. Multiply by 100."),
            Mistake(float(step), "Those are persons. Divide them by the ceiling before."),
        ],
        insight="It was the only rise by request; the 40 observers of 2015 came with a ceasefire.",
    )


@exercise("means-3", lesson=MEANS, title="What came in, by subject?", level=2)
def means_3() -> SetOf:
    """Areas of tasks in the list of 2018 and not in that of 2013."""
    tasks = _tasks().astype({"area": str})
    area = {name: set(rows["area"]) for name, rows in tasks.groupby("record_id")}
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
        insight="The peace agreement did not exist in 2013. What went out at the same time: "
        f"{', '.join(sorted(area['RES2100'] - area['RES2423']))}.",
    )


@exercise("means-4", lesson=MEANS, title="Draw: yes, and perhaps", level=2)
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
        insight="Even that one case is loaded: the features were listed by people who had read "
        "of the mandate of 2022 and looked back.",
    )


@exercise("means-5", lesson=MEANS, title="Two rankings", level=3)
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
        "whatever one counts.",
    )


@exercise("means-6", lesson=MEANS, title="Criticise: the sentence, once more", level=1)
def means_6() -> Choice:
    """Choose the sentence that the tables support best."""
    return Choice(
        {
            "a": "The Council never gave MINUSMA what it was asked for.",
            "b": "2016 in full, 2021 not at all; below the ceiling in all counts.",
            "c": "The Council gave enough; contributors alone failed.",
            "d": "The mandate grew every year while the means stood still.",
        },
        "b",
        {
            "a": "In 2016 it gave all of the 2,529 people that were asked for.",
            "b": "It names what was asked, what was granted and what was counted, and stops there.",
            "c": "Whether a ceiling is enough cannot be read from empty posts: they may be of "
            "another kind than those that were asked for.",
            "d": "The list of 2014 is shorter than that of 2013, the means grew in 2016, and most "
            "lists were not read whole.",
        },
        hint="One counterexample in a table is enough against an always or a never.",
    )
