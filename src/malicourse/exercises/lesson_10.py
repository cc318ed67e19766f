"""Exercises of lesson 10, who serves."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import (
    Chart,
    Choice,
    Enc,
    Interval,
    Mistake,
    Near,
    Number,
    OneEnd,
    SetOf,
    exercise,
)

LESSON = "10-who-serves"
UNIFORMED = ["Military", "Police", "Military Observer"]
FIRST, LAST = "2014-05-31", "2022-12-14"


def _lists() -> pd.DataFrame:
    rows = load("contingent_tables")
    rows["people"] = rows["military"] + rows["police"].fillna(0)
    return rows[rows["people"] > 0]


def _on(day: str) -> pd.Series:
    rows = _lists()
    return rows[rows["date"] == day].set_index("iso3")["people"].astype(int)


@exercise
def serve_1() -> Number:
    """Change of the share of the five largest contributors, first to last list."""
    first, last = _on(FIRST), _on(LAST)
    before = 100 * first.nlargest(5).sum() / first.sum()
    after = 100 * last.nlargest(5).sum() / last.sum()
    change = after - before
    same = 100 * last.reindex(first.nlargest(5).index).sum() / last.sum()
    relative = 100 * change / before
    return Number(
        change,
        abs_tol=0.3,
        unit="percentage points",
        hint="Compute the share on each of the two days, and take the first from the last.",
        outside="Copy the rows of the day from contingent_tables, add military and police in a "
        "new column, and sort it: five largest divided by SUM.",
        mistakes=[
            Mistake(
                Near(-change, 0.3), "The size is right. It is a fall, so the number is negative."
            ),
            Mistake(
                Near(relative, 0.3),
                "That is the change in per cent of the first share. Percentage points are one "
                "share minus the other.",
            ),
            Mistake(
                Near(-relative, 0.3),
                "That is the change in per cent of the first share. Percentage points are one "
                "share minus the other.",
            ),
            Mistake(Near(after, 0.3), "That is the share on the last day. Take the first off."),
            Mistake(Near(before, 0.3), "That is the share on the first day. What came of it?"),
            Mistake(
                Near(same - before, 0.3),
                "Those are the five of 2014 on both days. Take the five largest of each day.",
            ),
            Mistake(Near(change / 100, 0.003), "Those are shares of one. Multiply by a hundred."),
        ],
        insight=f"From {before:.1f} to {after:.1f} per cent: less concentrated, and still almost "
        "half from five countries. Who writes that the burden spread and who writes that it did "
        "not can both point to this.",
    )


@exercise
def serve_2() -> Number:
    """Share of women among all in uniform in 2020."""
    rows = load("contributions_year")
    rows = rows[(rows["mission"] == "MINUSMA") & (rows["year"] == 2020)]
    women, total = int(rows["women"].sum()), int(rows["total"].sum())
    shares = (100 * rows["women"] / rows["total"].where(rows["total"] > 0)).astype(float)
    reports = load("strength_reports").set_index("symbol")["women_per_cent"]
    military = float(reports["S/2020/952"])
    return Number(
        100 * women / total,
        abs_tol=0.06,
        unit="per cent",
        digits=1,
        hint="Add up the women, add up the totals, then divide and multiply by a hundred.",
        outside="In contributions_year, filter mission MINUSMA and year 2020, and use "
        "SUBTOTAL(9, ...) on the columns women and total.",
        mistakes=[
            Mistake(
                Near(float(shares.mean()), 0.6),
                "That is the mean of the countries' shares. Sum first, then divide.",
            ),
            Mistake(Near(women / total, 0.0006), "That is a share of one. Give it in per cent."),
            Mistake(
                100 * women / int(rows["men"].sum()),
                "That is women to a hundred men. The whole is everybody.",
            ),
            Mistake(women, "That is the number of women. Give it in per cent of all."),
            Mistake(
                Near(military, 0.01),
                "That is what the report prints for the military. Police are asked for too.",
            ),
        ],
        insight=f"The reports of that year print {military:g} to "
        f"{float(reports['S/2020/476']):g} per cent, of the military alone: another denominator, "
        "and a lower share.",
    )


@exercise
def serve_3() -> Chart:
    """Dots of Côte d'Ivoire on the days of the lists."""
    rows = _lists()
    rows = rows[rows["iso3"] == "CIV"]

    def drawn(table: pd.DataFrame, column: str) -> pd.DataFrame:
        return table[["date", column]].set_axis(["x", "y"], axis=1)

    every = load("contingent_tables")
    ghana = _lists().query("iso3 == 'GHA'")
    return Chart(
        marks={"circle", "point", "square"},
        encodings={"x": Enc(type="temporal"), "y": Enc(type="quantitative")},
        data=drawn(rows, "people"),
        keys=["x"],
        needs=("title",),
        hint=f"{len(rows)} rows of lists with iso3 CIV: date on x, people on y.",
        mistakes=[
            Mistake(drawn(rows, "military"), "Those are the soldiers. Draw people, with police."),
            Mistake(drawn(rows, "police"), "Those are the police. Draw people, with soldiers."),
            Mistake(
                drawn(every[every["iso3"] == "CIV"].assign(people=0), "people"),
                "All dots lie at none. Which column did you draw?",
            ),
            Mistake(drawn(ghana, "people"), "That is Ghana. Côte d'Ivoire has the code CIV."),
        ],
        insight=f"On {len(rows)} of 26 lists; the missing one, of 15 March 2016, is a list "
        "without Ivorians, and no gap in what we know. Your title was not read: does it say "
        "more than the dots?",
    )


@exercise
def serve_4() -> Choice:
    """Addition to the sentence on three advanced militaries."""
    three = ["USA", "GBR", "CHN"]
    before, after = _on("2021-09-15"), _on(LAST)
    shares = [100 * rows[three].sum() / rows.sum() for rows in (before, after)]
    return Choice(
        {
            "a": "each of the three had about one in twenty of the people",
            "b": "the sentence is false of the United States",
            "c": "about 192 British were there in July 2022",
            "d": "together four to five per cent of the people, most of them Chinese",
        },
        right="d",
        why={
            "a": f"One in twenty is what all three had together, {before[three].sum()} of "
            f"{before.sum():,} people in September 2021. How many did each have?",
            "b": f"The sentence says that they contributed, and {before['USA']} Americans are few, "
            "but they are on the list. What the sentence lacks is the number.",
            "c": "No list between the two was read, and the mean of two lists assumes a steady "
            "decline. The press had 255 in February 2022.",
            "d": f"{shares[0]:.1f} per cent before, {shares[1]:.1f} after. The sentence is true of "
            "all three, and covers a hospital and infantry, a reconnaissance unit, and nine "
            "people.",
        },
        hint="Add the three up on the two days and divide by all people of that day.",
    )


def _range(rows: pd.DataFrame) -> tuple[float, float]:
    """Middle 95 per cent of Chad's share, days drawn with replacement as in the lesson."""
    again = pd.DataFrame(
        [rows.sample(frac=1, replace=True, random_state=number).sum() for number in range(1000)]
    )
    share = 100 * again["TCD"] / again.sum(axis="columns")
    return float(share.quantile(0.025)), float(share.quantile(0.975))


@exercise
def serve_5() -> Interval:
    """Chad's share of those killed, in times its share of the people, from 2017 on, by day."""
    dead = load("fatalities")
    dead = dead[
        (dead["mission"] == "MINUSMA")
        & (dead["cause"] == "Malicious Act")
        & dead["personnel_type"].isin(UNIFORMED)
        & dead["date"].between("2014-06-01", LAST)
    ]
    hit = dead.groupby(["date", "iso3"], observed=True).size().unstack(fill_value=0)
    later = hit.loc["2017":]
    people = pd.get_dummies(dead[dead["date"] >= "2017"]["iso3"].astype(str)).astype(int)
    shares = _lists().pivot(index="date", columns="iso3", values="people")
    shares = (100 * shares["TCD"] / shares.sum(axis="columns")).astype(float)
    served, always = shares.loc["2017":].mean(), shares.mean()
    low, high = _range(later)
    less = _range(later.drop(pd.Timestamp("2019-01-20")))

    def times(ends: tuple[float, float], people: float = served) -> tuple[float, float]:
        return ends[0] / people, ends[1] / people

    return Interval(
        *times((low, high)),
        tol=0.25,
        margin=0.3,
        unit="times",
        hint="Draw the days of hit.loc['2017':] a thousand times, and divide the ends of Chad's "
        "share by the mean of its share on the lists from 2017 on.",
        mistakes=[
            Mistake(
                times(_range(hit), always),
                "Those are the days of all years. Keep days and lists from 2017 on.",
            ),
            Mistake(
                times(_range(people)),
                "That draws people, as if each had died alone. Draw days.",
            ),
            Mistake(
                (low, high),
                "That is Chad's share of those killed, in per cent. How many times its share of "
                "the people is that?",
            ),
            Mistake(
                (low / 100, high / 100),
                "That is Chad's share of those killed. How many times its share of the people is "
                "that?",
            ),
            Mistake(
                (low - served, high - served),
                "That is the difference in percentage points. The question asks how many times.",
            ),
            Mistake(
                OneEnd(
                    tuple(
                        round(100 * later["TCD"].sum() / later.sum().sum() / served, digits)
                        for digits in (1, 2, 3)
                    )
                ),
                "One end is the ratio itself. The range has the 2.5 and the 97.5 per cent of the "
                "draws.",
            ),
        ],
        insight=f"Chad had {served:.1f} per cent of the people and, by the range, {low:.0f} to "
        f"{high:.0f} per cent of those killed on these {len(later)} days. The low end still lies "
        f"above one; without the attack on Aguelhok the range runs from {less[0] / served:.1f} to "
        f"{less[1] / served:.1f}. Other draws move both ends a little.",
    )


@exercise
def serve_6() -> SetOf:
    """Contributors that are smaller on the map than on the list of December 2020."""
    listed = _on("2020-12-14")
    paper = load("geopko_contributors")
    paper = paper[paper["month"] == "2020-12"].set_index("iso3")["people"]
    both = pd.DataFrame({"map": paper, "list": listed}).dropna()
    smaller = both[both["map"] < both["list"]]
    larger = both[both["map"] > both["list"]]
    absent = listed.index.difference(both.index)
    return SetOf(
        smaller.index,
        what="countries",
        hint="Compare the columns people_map and people_list, and keep the rows where the first "
        "is smaller.",
        outside="Filter geopko_contributors to month 2020-12, look up each iso3 in "
        "contingent_tables of 2020-12-14, and compare people with military plus police.",
        mistakes=[
            Mistake(larger.index, "Those are larger on the map. Turn the comparison round."),
            Mistake(
                both["map"].nlargest(10).index,
                "Those ten were shown, and all are larger on the map. Look at the other rows too.",
            ),
            Mistake(both.index, "Those are all countries that map and list have in common."),
            Mistake(
                absent,
                "Those have no unit on the map at all. The question asks for countries that are "
                "on both, with a smaller number on the map.",
            ),
        ],
        insight=f"For {len(smaller)} of the {len(both)} countries the map has fewer people than "
        f"the list, and most of these {len(smaller)} are drawn as one company of 150. So the "
        f"sentence fails as it stands. Of the sum it holds: the {len(both)} have "
        f"{both['map'].sum():,.0f} people on the map and {both['list'].sum():,.0f} on the list.",
    )
