"""Exercises of lesson 14, adapt or leave."""

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
    exercise,
)

LESSON = "14-adapt-or-leave"
GAPS = [("2018-07-01", "2018-08-30"), ("2019-09-01", "2019-10-30"), ("2020-11-01", "2020-12-30")]
COST, OWN_BUDGET = 182.9e6, 1171e6
TROOPS = "troops and police"


GROUPS = {
    TROOPS: "troops|police|infantry|compan|battalion|force|uniformed",
    "vehicles": "vehicles|carriers",
    "medical care": "hospital|surgical",
    "aeroplanes and drones": "transport aircraft|drone|ISR|flight clearances",
    "helicopters": "helicopter|aviation|air assets",
}
"""Words by which the lesson sorts statements; a later group takes a row from an earlier one."""


def _sorted(said: pd.DataFrame, names: list[str]) -> pd.Series:
    """Group of every statement, where a later name takes a row from an earlier one."""
    group = pd.Series("other", index=said.index)
    for name in names:
        group[said["capability"].str.contains(GROUPS[name])] = name
    return group


@exercise
def adapt_1() -> Choice:
    """Sentences that the statements support, sorted in two orders."""
    said = load("capability_gaps")
    wanted = said["kind"].isin(["gap", "request"])
    first, again = _sorted(said, list(GROUPS)), _sorted(said, list(GROUPS)[::-1])
    rows, fewer = int(first.eq("helicopters").sum()), int(again.eq("helicopters").sum())

    def leads(group: pd.Series) -> str:
        air, troops = (int((group[wanted] == g).sum()) for g in ("helicopters", TROOPS))
        return f"{air} to {troops}"

    return Choice(
        {
            "a": "the largest group of the gaps and requests, in either order",
            "b": "what the mission lacked most",
            "c": "in more than half of the sources, in either order",
            "d": "more than five rows lost by the other order",
            "e": "little was missing in medical care",
        },
        right={"a", "c"},
        why={
            "b": "The statements were collected to test a commentary on helicopters. Their number "
            "cannot rank needs.",
            "d": "Count the rows of the group in both orders: most name nothing else.",
            "e": "Few rows show that we collected few. Hospitals were not what we looked for.",
        },
        hint="Sort with the order of the groups turned round; then ask of each sentence whether it "
        "is about the table or about the mission.",
        insight=f"Helicopters keep {fewer} of {rows} rows, and two sources of three name them. "
        f"Among the gaps and requests they lead the troops {leads(first)}, and {leads(again)} in "
        "the other order. Both sentences that you chose are about the table; no order turns a "
        "count of what we collected into a measure of need.",
    )


@exercise
def adapt_2() -> Number:
    """Price of one more over that of the average, like with like."""
    asked = load("force_level_requests").set_index("request_id")["persons"]
    there = load("strength_reports").set_index("symbol").loc["S/2021/1117"]
    people = int(there["military"]) + int(there["police"])
    more = COST / int(asked["FR03"])

    def above(average: float) -> float:
        return 100 * (more / average - 1)

    average = OWN_BUDGET / people
    return Number(
        above(average),
        abs_tol=0.6,
        unit="per cent",
        hint="Divide each sum by its people, then the difference by the average.",
        outside="Look up request_id FR03 in force_level_requests and symbol S/2021/1117 in "
        "strength_reports; the lesson gives the cost. Divide with a calculator.",
        mistakes=[
            Mistake(
                Near(above(OWN_BUDGET / int(there["military"])), 0.6),
                "The police are left out of the average. They are paid from the same budget.",
            ),
            Mistake(
                Near(above(1262e6 / people), 0.6),
                "That average holds the share of the support account, which the request does not. "
                "Compare like with like.",
            ),
            Mistake(
                Near(100 * (1 - average / more), 0.5),
                "The difference stands over the price of one more. Divide it by the average.",
            ),
            Mistake(
                Near(100 * more / average, 0.6),
                "That is one price in per cent of the other. How much more is it?",
            ),
            Mistake(Near(more - average, 60), "Those are dollars. Give them in per cent."),
            Mistake(Near(more, 60), "That is the price of one more. Compare it."),
            Mistake(Near(average, 60), "That is the price of the average. Compare it."),
            Mistake(Near(above(average) / 100, 0.006), "That is a share of one. Times a hundred."),
        ],
        insight=f"{more:,.0f} dollars against {average:,.0f}. Against the budget with its share of "
        f"the support account it would be {above(1262e6 / people):.0f} per cent more: the result "
        "hangs on which of two true totals is quoted.",
    )


def _parts(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["item", "persons"]].dropna().set_axis(["y", "x"], axis=1)


@exercise
def adapt_3() -> Chart:
    """Bars of the three direct parts of the request."""
    asked = load("force_level_requests")
    asked = asked[asked["report"] == "S/2021/657"]
    parts = asked[asked["part_of"] == "FR03"]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="quantitative"), "y": Enc(type="nominal")},
        data=_parts(parts),
        keys=["y"],
        needs=("title",),
        hint="The three items whose part_of is FR03 on y, as the table names them; persons on x.",
        mistakes=[
            Mistake(_parts(asked), "All rows are drawn: parts and wholes show people twice."),
            Mistake(
                _parts(asked[asked["part_of"].isna()]),
                "That is the total alone. Draw its three parts.",
            ),
            Mistake(
                _parts(asked[asked["part_of"] == "FR04"]),
                "Those are parts of the military part. Keep part_of FR03.",
            ),
        ],
        insight=f"They add up to {int(parts['persons'].sum()):,}, as the report says. Your title "
        "was not read: is it true of the bars?",
    )


def _left() -> pd.DataFrame:
    """Announcements before Mali's demand, with the military on the roster of two days."""
    rows = load("contributor_withdrawals")
    rows = rows[rows["announced"].between("2022-03-01", "2023-05-31")].dropna(subset="troops")
    roster = load("contingent_tables")
    for day in ("2021-09-15", "2022-12-14"):
        military = roster[roster["date"] == day].set_index("iso3")["military"]
        rows = rows.assign(**{day: rows["iso3"].map(military).astype(int)})
    return rows.assign(troops=rows["troops"].astype(int))


@exercise
def adapt_4() -> Interval:
    """Soldiers that six announcements could take away."""
    left = _left()
    sure = left[left["status"] != "suspended"]
    smaller = int(sure[["troops", "2021-09-15"]].min(axis=1).sum())
    later = int(sure[["troops", "2022-12-14"]].min(axis=1).sum())
    least = int(sure[["troops", "2021-09-15", "2022-12-14"]].min(axis=1).sum())
    listed = int(sure["2021-09-15"].sum())
    announced = int(sure["troops"].sum())
    everything = int(left["troops"].sum())
    suspended = int(left[["troops", "2021-09-15"]].min(axis=1).sum())
    return Interval(
        smaller,
        everything,
        tol=1,
        margin=20,
        unit="soldiers",
        hint="Low: five countries, the smaller number of each. High: six, as announced.",
        outside="Beside the six rows of contributor_withdrawals, look up military by iso3 in "
        "contingent_tables (date 2021-09-15); MIN in each row, then SUM.",
        mistakes=[
            Mistake(
                (announced, everything),
                "The low end takes announcements. Germany's is a ceiling: take the smaller number.",
            ),
            Mistake(
                (suspended, everything), "The low end still holds the country that only suspended."
            ),
            Mistake(
                (least, everything),
                "The low end takes the smallest of three numbers. Leave out the roster of December "
                "2022, when some had left.",
            ),
            Mistake(
                (listed, everything),
                "The low end takes the roster throughout. Where fewer were announced, fewer leave.",
            ),
            Mistake(
                (later, everything),
                "The low end rests on the roster of December 2022, when some had left.",
            ),
            Mistake(
                OneEnd((announced,)),
                "One end leaves out the suspension and takes announcements. Which end is meant?",
            ),
        ],
        insight="The high end is twice the low one. A wider range is honest too: soldiers whom "
        "the roster leaves out go home as well, and a suspension can end.",
    )


@exercise
def adapt_5() -> Number:
    """Military of the six on the roster as a share of the announced."""
    left = _left()
    announced, listed = int(left["troops"].sum()), int(left["2022-12-14"].sum())
    before = int(left["2021-09-15"].sum())
    return Number(
        100 * listed / announced,
        abs_tol=0.6,
        unit="per cent",
        digits=0,
        hint="The sum of the roster of December over the sum announced, times a hundred.",
        outside="In contributor_withdrawals take the six announcements (column troops); a lookup "
        "by iso3 in contingent_tables, filtered by date, gives the column military.",
        mistakes=[
            Mistake(
                Near(100 * before / announced, 0.4),
                "That is the roster of September 2021. Take that of December 2022.",
            ),
            Mistake(Near(100 * announced / listed, 0.6), "Part and whole have changed places."),
            Mistake(listed, "That is the number of soldiers. Give it in per cent of 3,840."),
            Mistake(
                Near(100 - 100 * listed / announced, 0.6),
                "That is the share that is not on the roster.",
            ),
            Mistake(Near(listed / announced, 0.006), "That is a share of one. Times a hundred."),
        ],
        insight="The newspaper adds ceilings, suspensions and round numbers. And those on the "
        "roster of December are by definition those who had not left yet.",
    )


@exercise
def adapt_6() -> Choice:
    """Sentences on what the gaps could have shown if a missing unit tripled such days."""
    deaths = load("fatalities")
    deaths = deaths[(deaths["mission"] == "MINUSMA") & (deaths["cause"] == "Malicious Act")]
    days = pd.Series(pd.date_range("2018-01-01", "2020-12-31"))
    hit = days.isin(deaths["date"])
    gap_days = days.index[sum(days.between(*gap) for gap in GAPS) > 0]
    moved = pd.Series([hit[(gap_days + k) % len(days)].sum() for k in range(len(days))])

    def drawn(places: int) -> pd.Series:
        return pd.Series([moved.sample(places, random_state=n).sum() for n in range(1000)])

    doubled, tripled = drawn(2), drawn(3)
    seen, seen_double = (100 * (draws >= 8).mean() for draws in (tripled, doubled))
    few, few_double = (int((draws <= 1).sum()) for draws in (tripled, doubled))
    holds = {
        "a": seen >= 80,
        "b": False,
        "c": seen > 50 > seen_double,
        "d": False,
        "e": few < few_double,
    }
    return Choice(
        {
            "a": "a tripling seen in eight of ten experiments at least",
            "b": "no difference to how many died",
            "c": "a tripling more often seen than missed, a doubling more often missed",
            "d": "a fair test of the commentary",
            "e": "one day speaks more strongly against a tripling than against a doubling",
        },
        right={code for code, true in holds.items() if true},
        why={
            "a": "Draw three places a thousand times: what share has eight days or more?",
            "b": "What would mostly have gone unseen, such as a doubling, cannot be excluded "
            "because it was not seen.",
            "d": "Power is not fairness. Others flew in the gaps, patrols may have stayed in, and "
            "the draws know nothing of either.",
        },
        hint="Draw three places a thousand times. Take the share of the draws with eight days or "
        "more, and that with one or none, for two places and for three.",
        insight=f"A tripling would have been seen in {seen:.0f} per cent of the experiments, a "
        f"doubling in {seen_double:.0f}. One day or none came in {few} of 1,000 draws for a "
        f"tripling and in {few_double} for a doubling. So a fair comparison would have found a "
        "large effect more often than not, and stayed silent on a smaller one that would still be "
        "worth a unit. This comparison was not fair.",
    )
