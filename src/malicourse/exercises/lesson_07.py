"""Exercises of lesson 07, the road to Action for Peacekeeping."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Enc, Interval, Mistake, Number, SetOf, exercise

LESSON = "07-road-to-a4p"
#: Commitments in the Declaration, by the page of the United Nations (source a4p_45).
PROMISED = 45


def _lists() -> pd.DataFrame:
    """Sponsors of each resolution, with its symbol."""
    sponsors = load("resolution_sponsors")
    return sponsors.groupby("symbol")["iso3"].nunique().rename("y").rename_axis("x").reset_index()


@exercise
def road_1() -> Number:
    """Years from the Brahimi report to the report of the panel of 2015."""
    when = load("frameworks").set_index("framework_id")["date"]

    def years(last: str) -> float:
        return (when[last] - when["brahimi"]).days / 365.25

    return Number(
        years("hippo"),
        digits=1,
        unit="years",
        hint="Subtract the date of the text brahimi from that of hippo, divide days by 365.25.",
        mistakes=[
            Mistake(years("hippo_response"), "That is the response. The panel reported in June."),
            Mistake(years("cruz"), "That is the Cruz report, by a team of experts."),
            Mistake(years("hippo") * 365.25, "Those are days. Divide them by 365.25."),
            Mistake(-years("hippo"), "The sign says that HIPPO came first: exchange the dates."),
        ],
        insight="The second panel wrote when MINUSMA was two years old, and had visited it.",
    )


@exercise
def road_2() -> Number:
    """Mean endorsements per day between the two counts of September 2018 with a day."""
    counts = load("a4p_endorsement_counts")
    sure = counts[counts["earliest"] == counts["latest"]].sort_values("latest")
    first, last = sure.iloc[0], sure.iloc[1]
    days = (last["latest"] - first["latest"]).days
    joined = last["member_states"] - first["member_states"]
    vague = counts.set_index("member_states").loc[130]
    return Number(
        joined / days,
        abs_tol=0.06,
        digits=1,
        unit="states a day",
        hint="Subtract 42 from 146 and divide by the days from the 11th to the 26th.",
        mistakes=[
            Mistake(joined / (days + 1), "From the 11th to the 26th are 15 days: count one end."),
            Mistake(float(joined), "That is how many joined. Divide by the days."),
            Mistake(last["member_states"] / days, "Subtract the 42 who were there before."),
            Mistake(
                (130 - first["member_states"]) / (vague["latest"] - first["latest"]).days,
                "The count of 130 has no day. Use the two that have one.",
            ),
        ],
        insight="Nobody knows how they were spread: one busy afternoon fits as well as two "
        "steady weeks.",
    )


@exercise
def road_3() -> Chart:
    """Bars of the sponsors of the resolutions with long lists."""
    lists = _lists()
    right = lists[lists["y"] > 40]
    return Chart(
        marks={"bar"},
        encodings={"x": Enc(type="nominal|ordinal"), "y": Enc(type="quantitative")},
        data=right,
        keys=["x"],
        needs=("title",),
        hint="One bar for each resolution with more than 40 sponsors, sponsors on y.",
        mistakes=[
            Mistake(lists, "The three short lists hold only those who tabled the draft first."),
            Mistake(
                right.assign(y=100 * right["y"] / 193),
                "Those are per cent of the Member States. Draw the number of sponsors.",
            ),
        ],
        insight="A long list shows a text that costs its sponsors little, or one that many want. "
        "The list itself does not say which.",
    )


@exercise
def road_4() -> SetOf:
    """Permanent members that sponsored all resolutions with long lists."""
    lists = _lists().set_index("x")["y"]
    sponsors = load("resolution_sponsors")
    permanent = sponsors[sponsors["permanent_member"]]
    comparable = permanent[permanent["symbol"].isin(lists[lists > 40].index)]
    times = comparable.groupby("iso3")["symbol"].nunique()
    every = sorted(times[times == times.max()].index)
    most = permanent.groupby("iso3")["symbol"].nunique()
    return SetOf(
        every,
        what="countries",
        hint="Count the symbols of each iso3 among the five resolutions, keep those with five.",
        mistakes=[
            Mistake(sorted(times.index), "Those sponsored at least one. Ask for all five."),
            Mistake(sorted(most[most == most.max()].index), "That counts the short lists too."),
        ],
        insight="Those who did not sign all five still voted for all of them: to vote for a text "
        "and to put one's name above it are two acts.",
    )


@exercise
def road_5() -> Interval:
    """Share of the commitments that bind Member States only, whatever the unread ones say."""
    passages = load("a4p_commitments")
    promises = passages[passages["read_as"].isin(["commitment", "opening words"])]
    known = int((promises["who"] == "Member States").sum())
    unread = PROMISED - len(promises)

    def per_cent(count: float, of: int = PROMISED) -> float:
        return 100 * count / of

    low, high = per_cent(known), per_cent(known + unread)
    return Interval(
        low,
        high,
        tol=0.06,
        margin=0.1,
        unit="per cent",
        hint="Low: only those that we read. High: these and all the unread ones. Divide by 45.",
        mistakes=[
            Mistake(
                (per_cent(known - 1), per_cent(known - 1 + unread)),
                "The ninth is left out. Its opening words name the Member States.",
            ),
            Mistake((per_cent(known - 1), high), "The ninth counts at the lower end as well."),
            Mistake(
                (per_cent(known, len(promises)), per_cent(known, len(promises))),
                "That is the share among what was read. The whole is 45.",
            ),
            Mistake((low / 100, high / 100), "Those are fractions. Multiply by 100."),
        ],
        insight="The range is nearly as wide as ignorance itself. A figure in its middle would "
        "look like knowledge.",
    )
