"""Exercises of lesson 10, who serves."""

import pandas as pd

from malicourse.data import load
from malicourse.exercises import Chart, Enc, Interval, Mistake, Number, Ordered, exercise
from malicourse.stats import poisson_range

LESSON = "10-who-serves"
UNIFORMED = ["Military", "Police", "Military Observer"]


def _served(year: int | None = None) -> pd.DataFrame:
    rows = load("contributions_year")
    rows = rows[rows["mission"] == "MINUSMA"]
    return rows if year is None else rows[rows["year"] == year]


@exercise
def serve_1() -> Number:
    """Share of the five largest contributors of 2018."""
    totals = _served(2018)["total"]
    ordered = totals.sort_values(ascending=False)
    return Number(
        100 * ordered.head(5).sum() / totals.sum(),
        abs_tol=0.06,
        unit="per cent",
        digits=1,
        hint="Sort the totals of 2018, add the first five, divide by all.",
        mistakes=[
            Mistake(
                100 * totals.head(5).sum() / totals.sum(),
                "Those are the first five of the alphabet. Sort by total first.",
            ),
            Mistake(ordered.head(5).sum() / totals.sum(), "That is a share of one. Times 100."),
            Mistake(
                100 * _served(2020)["total"].nlargest(5).sum() / _served(2020)["total"].sum(),
                "That is 2020. The question is about 2018.",
            ),
        ],
        insight="More than half, from Burkina Faso, Bangladesh, Chad, Senegal and Togo.",
    )


@exercise
def serve_2() -> Number:
    """Share of the United States, United Kingdom and China in 2020."""
    rows = _served(2020).set_index("iso3")["total"]
    three = rows.loc[["USA", "GBR", "CHN"]].sum()
    return Number(
        100 * three / rows.sum(),
        abs_tol=0.06,
        unit="per cent",
        digits=1,
        hint="Add the three totals, divide by the total of all countries, times 100.",
        mistakes=[
            Mistake(
                100 * (three + rows["FRA"]) / rows.sum(),
                "France is counted too. The sentence names three.",
            ),
            Mistake(three, "That is the number of people. Give it in per cent of all."),
            Mistake(
                100 * rows["CHN"] / rows.sum(), "China alone, or rounded too far: keep one digit."
            ),
        ],
        insight="One in thirty, and nearly all of them from China.",
    )


@exercise
def serve_3() -> Chart:
    """Line of the share of women, 2013 to 2020."""
    rows = _served()
    rows = rows[rows["year"].between(2013, 2020)]
    sums = rows.groupby("year")[["women", "total"]].sum()
    share = (100 * sums["women"] / sums["total"]).astype(float)
    each = (100 * rows["women"] / rows["total"].where(rows["total"] > 0)).astype(float)
    means = each.groupby(rows["year"]).mean()

    def drawn(values: pd.Series) -> pd.DataFrame:
        return pd.DataFrame({"x": values.index, "y": values.to_numpy()})

    return Chart(
        marks={"line"},
        encodings={"x": Enc(), "y": Enc(type="quantitative")},
        data=drawn(share),
        keys=["x"],
        needs=("title",),
        abs_tol=0.06,
        hint="Eight years on x; on y 100 times the sum of women over the sum of total.",
        mistakes=[
            Mistake(drawn(means), "That is the mean of the countries' shares. Sum first."),
            Mistake(drawn(share / 100), "Those are shares of one. The question asks per cent."),
            Mistake(drawn(sums["women"].astype(float)), "Those are numbers of women."),
        ],
        insight="The share grew every year. At that pace the share that the UN's strategy "
        "sets for soldiers in contingents by 2028 would have come long after it.",
    )


@exercise
def serve_4() -> Ordered:
    """Three contributors of 100 and more with the highest share of women in 2020."""
    rows = _served(2020)
    rows = rows.assign(share=(rows["women"] / rows["total"].where(rows["total"] > 0)).astype(float))
    rows = rows.sort_values("share", ascending=False)
    large = rows[rows["total"] >= 100]
    return Ordered(
        large["country"].head(3).tolist(),
        what="countries",
        hint="Keep total of 100 and more, compute women / total, sort from the highest.",
        mistakes=[
            Mistake(rows["country"].head(3).tolist(), "The floor of 100 people is missing."),
            Mistake(
                large.sort_values("women", ascending=False)["country"].head(3).tolist(),
                "That is by the number of women. Sort by their share.",
            ),
            Mistake(large["country"].tail(3).tolist()[::-1], "Those have the lowest shares."),
        ],
        insight="With a floor of 20, Sierra Leone comes third, with four women among 23 people: a "
        "floor is a choice, and belongs into the sentence.",
    )


@exercise
def serve_5() -> Interval:
    """Range of Chad's rate without the attack of 20 January 2019."""
    deaths = load("fatalities")
    chad = deaths[
        (deaths["mission"] == "MINUSMA")
        & (deaths["cause"] == "Malicious Act")
        & deaths["personnel_type"].isin(UNIFORMED)
        & (deaths["iso3"] == "TCD")
        & deaths["date"].between("2018-01-01", "2020-12-31")
    ]
    served = _served()
    years = float(served[served["level_ok"] & (served["iso3"] == "TCD")]["total"].sum())
    counts = pd.Series([len(chad) - 10, len(chad)])
    limits = poisson_range(counts)
    rates = 1000 * limits / years
    return Interval(
        rates["low"].iloc[0],
        rates["high"].iloc[0],
        tol=0.06,
        margin=0.06,
        unit="deaths per 1,000 person-years",
        hint="Seven deaths, Chad's person-years of 2018 to 2020, and stats.poisson_range.",
        mistakes=[
            Mistake(
                (rates["low"].iloc[1], rates["high"].iloc[1]),
                "That is with all seventeen. Leave the ten of one day out.",
            ),
            Mistake(
                (limits["low"].iloc[0], limits["high"].iloc[0]),
                "That is the range of the count. Divide by the person-years.",
            ),
        ],
        insight="One day lifts Chad's rate from about 1.6 to 3.9. Leaving it out is no better "
        "answer, for it happened; it shows how much one day weighs.",
    )


@exercise
def serve_6() -> Number:
    """Contributors of 2020 that are not on the map of December 2020."""
    rows = _served(2020)
    paper = load("geopko_contributors")
    paper = paper[paper["month"] == "2020-12"]
    missing = rows[~rows["iso3"].isin(paper["iso3"])]
    return Number(
        len(missing),
        unit="countries",
        hint="Keep the rows of in_2020 whose iso3 is not among those of the map, and count.",
        mistakes=[
            Mistake(
                int((~rows["country"].isin(paper["country"])).sum()),
                "That matches by name, and names are spelled differently. Match by iso3.",
            ),
            Mistake(len(rows) - len(missing), "Those are the countries that are on both."),
        ],
        insight=f"Together they had {int(missing['total'].sum())} people. Romania's 113 had "
        "left in October; most others had small teams or single officers.",
    )
