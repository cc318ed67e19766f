"""Statements of lesson 22, the brief: options, scores, weights and forecasts."""

from functools import cache
from itertools import product

import altair as alt
import pandas as pd

from malicourse import forecast
from tests.statements import load, reaches, states

CRITERIA = ["civilians", "peacekeepers", "consent", "money", "time"]
WAYS = list(product([1, 2, 3], repeat=len(CRITERIA)))
VOTE = "2022-06-29"


def scores():
    return load("option_scores").sort_values("source_date")


def table(*, later=False):
    """Options by criteria: of the day, or with the latest source of each cell."""
    rows = scores()
    rows = rows if later else rows[rows["source_date"] <= VOTE]
    rows = rows.drop_duplicates(["option_id", "criterion"], keep="last")
    found = rows.pivot(index="option_id", columns="criterion", values="score")
    return found[CRITERIA].astype(float)


def weighed(matrix, *weights):
    return (matrix * list(weights)).sum(axis=1) / sum(weights)


def first(matrix):
    """Per cent of the weightings in which each option is first; level options share."""
    sums = [(matrix * list(way)).sum(axis=1) for way in WAYS]
    leads = [total == total.max() for total in sums]
    return 100 * sum(lead / lead.sum() for lead in leads) / len(WAYS)


def wide(matrix):
    """The same for all weights from 0 to 5."""
    ways = pd.DataFrame(list(product(range(6), repeat=5))[1:], columns=CRITERIA)
    sums = matrix @ ways.T
    leads = sums == sums.max()
    return 100 * (leads / leads.sum()).mean(axis=1)


@cache
def moves():
    """What follows from each change of one score by one point: option, criterion, step, shares."""
    then, found = table(), []
    for option, name, step in product(then.index, CRITERIA, (-1, 1)):
        trial = then.copy()
        trial.loc[option, name] += step
        if 1 <= trial.loc[option, name] <= 5:
            found.append((option, name, step, first(trial)))
    return found


def lost():
    return [(option, step) for option, _, step, share in moves() if share.idxmax() != "O3"]


def rps(name):
    """Scores of base rate, commentary and equal bins for one figure."""
    figure = next(f for f in forecast.FIGURES if f.name == name)
    place = figure.place(forecast.record(name))
    rivals = forecast.base_rate(figure), forecast.commentary(figure), [0.25] * 4
    return [rival and forecast.score(rival, place) for rival in rivals]


@states("22", "13,289 soldiers, 1,920 police, one more year")
def _():
    means = load("council_options").set_index("option_id").at["O1", "what"]
    return 13289, 1920, "13,289 soldiers and 1,920 police" in means and "One more year" in means


@states("22", "five options on five criteria, each from 1 to 5, with a reason and the date")
def _():
    rows = scores()
    dates = load("sources").set_index("source_id")["date"].astype(str)
    cited = rows["source_id"] + ";" + rows["other_source_ids"].fillna("")
    newest = cited.map(lambda ids: max(dates[name] for name in ids.split(";") if name))
    whole = table().shape == (5, 5) and table().notna().all().all()
    # The date of a row is that of its latest source, and nothing lies outside the scale.
    return (
        *(1, 5, set(rows["score"]) <= {1, 2, 3, 4, 5}, bool(whole)),
        *(bool(rows["reason"].notna().all()), list(newest) == list(rows["source_date"])),
    )


@states("22", "one the Secretary-General's request of July 2021")
def _():
    return load("council_options").set_index("option_id").at["O2", "drawn_up"].year


@states("22", "Every option but reinforce has scores that later news would change")
def _():
    rows = scores()
    return set(rows.loc[rows["source_date"] > VOTE, "option_id"]) == {"O1", "O3", "O4", "O5"}


@states("22", "Both options have a 2 for consent, because in January 2022")
def _():
    rows = scores().set_index("score_id").loc[["S08", "S23"]]
    of_then = set(rows["source_date"]) == {"2022-01-20"}
    return 2, 2022, set(rows["score"]) == {2}, set(rows["option_id"]) == {"O2", "O5"}, of_then


@states("22", "on the day renew as is and withdraw are two tenths behind")
def _():
    then, now = table().mean(axis=1), table(later=True).mean(axis=1)
    behind = (then["O3"] - then[["O1", "O4"]]).round(9).eq(0.2).all()
    taken = (then - now)[["O1", "O4"]].round(9).eq(0.4).all()
    return bool(behind), bool(taken), then.idxmax() == now.idxmax() == "O3"


@states("22", "For renew as is the reason is Mali’s demand of June 2023")
def _():
    change = table(later=True) - table()
    only = change.loc["O1"][change.loc["O1"] != 0]
    left = change.loc["O4"]
    return 2023, list(only.index) == ["consent"], left["consent"] > 0 and left.sum() < 0


@states("22", "With all weights at 0 nothing counts")
def _():
    return (table() * 0).sum().sum()


@states("22", "draws level with consolidate, at 3.00")
def _():
    means = weighed(table(), 2, 1, 1, 1, 1).round(9)
    return means["O5"], set(means.index[means == means.max()]) == {"O3", "O5"}


@states("22", "it leads alone with 3.14, before consolidate and reinforce with 2.86 each")
def _():
    means = weighed(table(), 3, 1, 1, 1, 1).round(9)
    return means["O5"], means["O3"], means["O2"] == means["O3"], means.nlargest(1).index[0] == "O5"


@states("22", "The commentary's answer, fourth of five by equal weights")
def _():
    return table().mean(axis=1).rank(ascending=False)["O5"] == 4


@states("22", "five months later they were at Gao")
def _():
    pledge = load("contributor_withdrawals").set_index("withdrawal_id").loc["CW05"]
    flown = load("air_assets").set_index("asset_id").loc[["AA06", "AA07"]]
    starts = set(flown["start_earliest"].astype(str).str[:7])
    told = str(pledge["announced"])[:10] == "2018-03-19" and pledge["contributor"] == "Canada"
    return bool(told), starts == {"2018-08"}


@states("22", "all weights from 0 to 5, as on the sliders")
def _():
    return 0, 5


@states("22", "With weights from 1 to 3 consolidate comes first in 66 of a hundred weightings")
def _():
    return 1, 3, first(table())["O3"]


@states(
    "22", "With weights from 0 to 5 it is 43: more often than any other, and not in half of them"
)
def _():
    shares = wide(table())
    return 0, 5, shares["O3"], shares.idxmax() == "O3" and shares["O3"] < 50


@states("22", "each of the 25 by one point, up and down, one at a time")
def _():
    return table().size


@states("22", "Of the 50 changes 46 are possible")
def _():
    return 2 * table().size, len(moves())


@states("22", "In 13 of 46 changes of one point another option leads more often")
def _():
    return len(lost()), len(moves())


@states("22", "Share of the 243 weightings")
def _():
    return len(WAYS)


@states("22", "Lower any one of the five scores of consolidate by a point")
def _():
    own = [step for option, step in lost() if option == "O3"]
    return own == [-1] * 5


@states("22", "Raise any of the four scores of renew as is, or of withdraw, that can be raised")
def _():
    raised = [(option, step) for option, step in lost() if option != "O3"]
    room = (table().loc[["O1", "O4"]] < 5).sum(axis=1)
    return sorted(raised) == [("O1", 1)] * 4 + [("O4", 1)] * 4, bool((room == 4).all())


@states("22", "No change to reinforce or aircraft with pressure does it")
def _():
    return not {"O2", "O5"} & {option for option, _ in lost()}


@states("22", "It has no 1 and no 5")
def _():
    row = table().loc["O3"]
    return 1, 5, row.min() > 1 and row.max() < 5


@states("22", "Each of them is our own reasoning from a fact of the day")
def _():
    rows = scores()
    rows = rows[(rows["source_date"] <= VOTE) & (rows["option_id"] == "O3")]
    return len(rows) == 5, set(rows["basis"].astype(str)) == {"reasoning"}


@states("22", "of the years 2016 to 2021 for civilians, and for the strength of the 20 reports")
def _():
    years = forecast.past("peacekeepers").index, forecast.past("civilians").index
    dates = forecast.past("strength").index
    ends = [years[0].min(), years[0].max()]
    return *ends, len(dates), list(years[0]) == list(years[1]), str(dates.max())[:7] < "2022-07"


@states("22", "Say 0.1, 0.2, 0.6 and 0.1, and the second bin comes true")
def _():
    return 0.1, 0.2, 0.6, 0.1, abs(forecast.score([0.1, 0.2, 0.6, 0.1], 1) - 0.17) < 1e-9


@states("22", "A quarter of flights refused")
def _():
    row = load("restrictions").set_index("requested").loc[1231]
    return 0.2 < row["denied"] / 1231 < 0.3


@states("22", "16 dead of the twelve months before the vote, counted in a record published in 2025")
def _():
    rows = load("fatalities")
    rows = rows[(rows["mission"] == "MINUSMA") & (rows["cause"] == "Malicious Act")]
    published = load("sources").set_index("source_id").at["un_fatalities", "date"]
    return rows["date"].between("2021-06-30", VOTE).sum(), str(published)[:4]


@states("22", "Sum: 4 + 4 + 3 + 4 + 2 + 4 = 21 of 24")
def _():
    given = [4, 4, 3, 4, 2, 4]
    return *given, sum(given), 4 * len(given)


@states("22", "Five options for June 2022")
def _():
    return int(VOTE[:4]), len(table()) == 5


@states("22", "25 scores of the day that are opinions with reasons, and nine more from later")
def _():
    late = scores()["source_date"] > VOTE
    return (~late).sum(), late.sum() == 9


@states(
    "22",
    "first in 66 per cent of the weightings from 1 to 3 and in 43 per cent of those from 0 to 5",
)
def _():
    return first(table())["O3"], 1, 3, wide(table())["O3"], 0, 5


@states("22", "13 of 46 changes of a single point give another option more first places")
def _():
    return len(lost()), len(moves())


@states("22", "at 17 after 16 peacekeepers, at 217 after 216 civilians")
def _():
    dead, civilians = forecast.FIGURES[0], forecast.FIGURES[2]
    last = [int(forecast.past(f.name).iloc[-1]) for f in (dead, civilians)]
    return dead.starts[1], last[0], civilians.starts[1], last[1]


@states("22", "nobody knew the 20 or the 313")
def _():
    rows = load("fatalities")
    rows = rows[(rows["mission"] == "MINUSMA") & (rows["cause"] == "Malicious Act")]
    return int(pd.to_datetime(rows["date"]).dt.year.eq(2021).sum()), 313


@states("22", "has the same nine")
def _():
    rows = load("fatalities")
    rows = rows[(rows["mission"] == "MINUSMA") & (rows["cause"] == "Malicious Act")]
    said = load("report_facts").query("symbol == 'S/2021/1117'").set_index("measure")["value"]
    counted = rows["date"].between("2021-10-01", "2021-12-13").sum()
    return counted == 9 == said["killed in attacks"]


@states("22", "With equal weights consolidate leads on the day and with hindsight")
def _():
    three = weighed(table(), 3, 1, 1, 1, 1)
    means = table().mean(axis=1).idxmax(), table(later=True).mean(axis=1).idxmax()
    return means == ("O3", "O3"), three.idxmax() == "O5"


@states(
    "22", "did better on civilians than the base rate and than a quarter for every bin, and worse"
)
def _():
    base, read, equal = rps("civilians")
    worse = rps("peacekeepers")
    return read < min(base, equal), worse[1] > max(worse[0], worse[2])


@states("22", "Of the strength it said nothing, and there the base rate did worse than a quarter")
def _():
    base, read, equal = rps("strength")
    return read is None, base > equal


@states("22", "in more weightings than any other option")
def _():
    shares = [share for _, _, _, share in moves()]
    best = max(shares, key=lambda share: share["O4"])
    return best.idxmax() == "O4", min(share["O4"] for share in shares) == 0


@states("22", "June 2023 brought the demand to leave")
def _():
    rows = scores()
    return 2023, bool(rows["reason"].str.startswith("In June 2023, within the year").any())


@states("22", "The seven peacekeepers whom explosive devices killed from July 2020 to May 2021")
def _():
    rows = load("report_facts").query("symbol == 'S/2021/519'")
    row = rows[rows["measure"] == "killed by explosive devices"]
    ends = row["period_start"].item(), row["period_end"].item()
    return 2020, 2021, row["value"].item() == 7, ends == ("2020-07", "2021-05")


@reaches("brief-2", "Its own source is of the day")
def _():
    return {"f"}


@reaches("brief-2", "Those must go")
def _():
    return {"b", "c", "e"}


@reaches("brief-2", "Both have an older source")
def _():
    return {"a", "d"}


@reaches("brief-2", "Going by the time")
def _():
    return {"a", "b", "d", "e", "f"}


def ends(option):
    shares = [share[option] for _, _, _, share in moves()]
    return min(shares), max(shares)


@reaches("brief-3", "That is consolidate")
def _():
    return ends("O3")


@reaches("brief-3", "That is renew")
def _():
    return ends("O1")


@reaches("brief-3", "Those are changes to the scores of consolidate")
def _():
    shares = [share["O4"] for option, _, _, share in moves() if option == "O3"]
    return min(shares), max(shares)


@reaches("brief-3", "That is with later sources")
def _():
    now, found = table(later=True), []
    for option, name, step in product(now.index, CRITERIA, (-1, 1)):
        trial = now.copy()
        trial.loc[option, name] += step
        if 1 <= trial.loc[option, name] <= 5:
            found.append(first(trial)["O4"])
    return min(found), max(found)


@reaches("brief-3", "That is the share before")
def _():
    share = first(table())["O4"]
    return share, share


def bars(values, *, named=True):
    names = load("council_options").set_index("option_id")["option"].astype(str).to_dict()
    shown = values.rename(index=names) if named else values
    rows = pd.DataFrame({"option": shown.index.astype(str), "mean": shown.to_numpy(dtype=float)})
    return alt.Chart(rows, title="Bars").mark_bar().encode(x="mean:Q", y="option:N")


@reaches("brief-4", "That is with later sources")
def _():
    return bars(weighed(table(later=True), 1, 3, 1, 1, 1))


@reaches("brief-4", "That is with equal weights")
def _():
    return bars(table().mean(axis=1))


@reaches("brief-4", "There civilians weigh three")
def _():
    return bars(weighed(table(), 3, 1, 1, 1, 1))


@reaches("brief-4", "Those are sums")
def _():
    return bars(7 * weighed(table(), 1, 3, 1, 1, 1))


@reaches("brief-4", "Divide by the sum")
def _():
    return bars(7 / 5 * weighed(table(), 1, 3, 1, 1, 1))


@reaches("brief-4", "The bars are right and carry keys")
def _():
    return bars(weighed(table(), 1, 3, 1, 1, 1), named=False)


@states("22", "for civilians “worse” meant worse than 2021")
def _():
    killed = forecast.past("civilians")
    return int(killed.index.max())
