"""Statements of lesson 22, the brief: options, scores and weights."""

from itertools import product

from tests.statements import load, states

CRITERIA = ["civilians", "peacekeepers", "consent", "money", "time"]
WAYS = list(product([1, 2, 3], repeat=len(CRITERIA)))


def scores(*, late=True):
    """Options by criteria; without the late ones a 3 where the reason came after the vote."""
    rows = load("option_scores")
    known = rows["known_by"] <= "2022-06"
    rows = rows.assign(score=rows["score"].where(known | late, 3).astype(float))
    return rows.pivot(index="option_id", columns="criterion", values="score")[CRITERIA]


def weighed(table, *weights):
    return (table * list(weights)).sum(axis=1) / sum(weights)


def leads(table):
    """For each weighting, which options have the highest sum."""
    sums = [(table * list(way)).sum(axis=1) for way in WAYS]
    return [total == total.max() for total in sums]


def share(table):
    """Per cent of the weightings in which withdraw is first; level options share."""
    return 100 * sum(lead["O4"] / lead.sum() for lead in leads(table)) / len(WAYS)


def changed(criterion):
    """Per cent with one score of withdraw at 3."""
    table = scores()
    table.loc["O4", criterion] = 3
    return share(table)


@states("22", "on five criteria, each from 1 to 5")
def _():
    given = load("option_scores")["score"]
    # Nothing lies outside the scale.
    return 1, 5, set(given) <= {1, 2, 3, 4, 5}, scores().shape == (4, 5)


@states("22", "13,289 soldiers, 1,920 police, one more year")
def _():
    means = load("council_options").set_index("option_id").at["O1", "what"]
    return 13289, 1920, "13,289 soldiers and 1,920 police" in means and "One more year" in means


@states("22", "With all weights at 0 nothing counts, and no bar is drawn")
def _():
    return (scores() * 0).sum().sum()


@states("22", "a weight of 5 for civilians and 1 for the rest reinforce leads with 2.89")
def _():
    means = weighed(scores(), 5, 1, 1, 1, 1)
    return 5, 1, means["O2"], means.idxmax() == "O2"


@states("22", "before consolidate with 2.67")
def _():
    means = weighed(scores(), 5, 1, 1, 1, 1)
    return means["O3"], means.nlargest(2).index[1] == "O3"


@states("22", "Give them none, and consolidate and withdraw are level at 3.5")
def _():
    means = weighed(scores(), 0, 1, 1, 1, 1)
    return means.max(), list(means[means == means.max()].index) == ["O3", "O4"]


@states(
    "22",
    "withdraw has 1 for civilians, 4 for peacekeepers, 3 for consent, 5 for money, 2 for time",
)
def _():
    return list(scores().loc["O4"])


@states("22", "renew as is 2.67, reinforce 2.33, consolidate 3.00, withdraw 2.17")
def _():
    mine = scores(late=False)
    mine.loc["O4", "consent"] = 2
    return list(weighed(mine, 2, 1, 1, 1, 1))


@states("22", "consolidate does in more than four of five")
def _():
    first = [lead["O3"] / lead.sum() for lead in leads(scores())]
    never = not any(lead["O2"] for lead in leads(scores()))
    return sum(first) / len(WAYS) > 0.8, never


@states("22", "and it leads in 49 per cent")
def _():
    return changed("time"), round(changed("money")) == 0


@states("22", "Four options for June 2022, five criteria, twenty scores")
def _():
    return 2022, len(load("option_scores")) == 20


@states("22", "Over 243 weightings withdraw is first in 9 per cent with hindsight")
def _():
    return len(WAYS), share(scores()), share(scores(late=False)) == 0


@states("22", "one changed score moves it from none to 89")
def _():
    shares = [changed(criterion) for criterion in CRITERIA]
    return max(shares), min(shares) == 0


@states("22", "One in 27 or one in seven, by one rule for ties")
def _():
    first = [lead for lead in leads(scores()) if lead["O4"]]
    alone = [lead for lead in first if lead.sum() == 1]
    return len(WAYS) / len(alone), round(len(WAYS) / len(first)) == 7
