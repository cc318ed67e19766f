"""Statements of lesson 15, consent."""

import re

import pandas as pd

from malicourse import cooperation_index, stats
from tests.statements import load, states
from tests.statements.blind import alike

MEMORIES = [None, 730, 365, 180, 90]
EVE, RENEWAL, LATE, SPRING = MARKS = ("2021-12-31", "2022-06-30", "2022-12-31", "2023-05-31")
FIRSTS = [str(day)[:10] for day in pd.date_range("2021-07-01", "2023-12-01", freq="MS")]


def coded():
    """Events of the mission's life."""
    rows = load("cooperation_events")
    return rows[rows["phase"] == "mission"]


def acts():
    """Acts of the host, each sign of a dispute once."""
    rows = coded()
    rows = rows[rows["host_act"] != 0].drop_duplicates(["episode", "host_act"])
    return rows.assign(direction=rows["host_act"])


def variants(rows, mean=False):
    """Every set of weights of the lesson with every memory."""
    names = sorted(rows["category"].astype(str).unique())
    sets = {"all equal": {}}
    sets |= {f"without {name}": {name: 0} for name in names}
    sets |= {f"{name} x 3": {name: 3} for name in names}
    return cooperation_index.variants(rows, list(MARKS), sets, MEMORIES, mean=mean)


def line(rows, memory, mean=False):
    found = cooperation_index.index(rows, FIRSTS, {}, memory, mean=mean)
    return found.set_axis(FIRSTS)


@states("15", "122 dated events from January 2012 to July 2025")
def _():
    rows = load("cooperation_events")
    first, last = rows["date"].min(), rows["date"].max()
    return len(rows), first.year, last.year, (first.month, last.month) == (1, 7)


@states("15", "1 closer to cooperation, −1 further apart, 0 neither or both")
def _():
    return 1, 1, 0, set(coded()["direction"]) == {-1, 0, 1}


@states("15", "Fifty of the 122 events are of 2022")
def _():
    rows = load("cooperation_events")
    return len(rows), 2022, (rows["date"].dt.year == 2022).sum() == 50


@states("15", "are 27 summaries of what resolutions and two states said")
def _():
    return len(load("sofa_provisions"))


@states("15", "leaves out the 15 events that are older and the four that are younger")
def _():
    rows = load("cooperation_events")
    start, end = pd.Timestamp("2013-07-01"), pd.Timestamp("2023-12-31")
    phase = rows["phase"].astype(str)
    dated = (phase == "before").equals(rows["date"] < start)
    ended = (phase == "after").equals(rows["date"] > end)
    return (phase == "before").sum(), (phase == "after").sum() == 4, dated, ended


@states("15", "Before 2021 no year has more than three rows")
def _():
    years = coded()["date"].dt.year.value_counts()
    return 2021, years[years.index < 2021].max() == 3


@states("15", "31 December 2021, which has 12 rows in the year behind it")
def _():
    return EVE, (coded()["date"].dt.year == 2021).sum()


@states("15", "Three acts before 2022, two permissions and a signed pact")
def _():
    early = acts()[acts()["date"] < "2022"]
    pact = early["event"].str.contains("Pact for Peace signed")
    inquiries = early["category"] == "human rights"
    return 2022, len(early) == 3, (early["host_act"] == 1).all(), (pact ^ inquiries).all()


@states("15", "With a half-life of 180 days it counts half after 180 days and a quarter after 360")
def _():
    return 180, 180, 360, 0.5 ** (180 / 180) == 0.5, 0.5 ** (360 / 180) == 0.25


@states("15", "From the middle of 2022 to its end it rises in every row, even without decay")
def _():
    pairs = [
        cooperation_index.index(coded(), [RENEWAL, LATE], {}, memory, mean=True)
        for memory in MEMORIES
    ]
    rises = all(pair.iloc[1] > pair.iloc[0] for pair in pairs)
    return 2022, rises


@states("15", "With a half-life of 90 days its lowest value in this table is already the first")
def _():
    found = cooperation_index.index(coded(), list(MARKS), {}, 90, mean=True)
    return 90, found.iloc[0] == found.min()


@states("15", "Choose the mean and a half-life of 90 days: the lowest point stays in June 2022")
def _():
    return 90, 2022, line(coded(), 90, True).idxmin() == "2022-06-01"


@states(
    "15",
    "the mean begins at 1, from two permissions and a pact, and the sum with 180 days is lowest in "
    "September 2022",
)
def _():
    found = line(acts(), 180)
    return line(acts(), 180, True).iloc[0], 180, 2022, found.idxmin() == "2022-09-01"


@states("15", "Choose 730 days and the sum: the lowest point moves to November 2023")
def _():
    both = {line(rows, 730).idxmin() for rows in (coded(), acts())}
    return 730, 2023, both == {"2023-11-01"}


@states(
    "15",
    "fails once in the sums of all events and 15 times in their means, 14 of these with 90 "
    "or 180 days",
)
def _():
    once = variants(coded())
    tried = variants(coded(), mean=True)
    wrong = tried[tried[RENEWAL] >= tried[EVE]]
    short = wrong["half_life"].isin(["90", "180"]).sum()
    return len(wrong), short, 90, 180, (once[RENEWAL] >= once[EVE]).sum() == 1


@states("15", "For the acts of the host it fails once in the sums")
def _():
    one, other = variants(acts()), variants(acts(), mean=True)
    fails = (one[RENEWAL] >= one[EVE]).sum(), (other[RENEWAL] >= other[EVE]).sum()
    return fails == (1, 0)


def fell_on(mean):
    tried = variants(coded(), mean=mean)
    return (tried[LATE] < tried[RENEWAL]).sum()


@states("15", "is true of 22 of the 65 sums of all events, and of 1 of the 65 means")
@states("15", "as a sum of all events in 22 of 65 indices, as a mean in 1 of 65")
def _():
    tried = len(variants(coded()))
    return fell_on(False), tried, fell_on(True), tried


@states("15", "The first two sentences hold in at least three quarters of every column")
def _():
    tried = [variants(rows, mean) for rows in (coded(), acts()) for mean in (False, True)]
    found = [(one[RENEWAL] < one[EVE]).mean() for one in tried]
    found += [(one[RENEWAL] < 0).mean() for one in tried]
    return min(found) >= 0.75


@states("15", "65 indices each of all events, 45 each of acts of the host")
def _():
    return len(variants(coded())), len(variants(acts()))


@states("15", "Below zero in mid-2022 by most choices; what came after depends on them")
def _():
    tried = [variants(rows, mean) for rows in (coded(), acts()) for mean in (False, True)]
    below = [(one[RENEWAL] < 0).mean() for one in tried]
    after = [(one[LATE] < one[RENEWAL]).mean() for one in tried]
    return min(below) > 0.8, min(after) < 0.1, max(after) > 0.5


@states("15", "In our rows the index is below zero in the middle of 2022 under most choices")
def _():
    tried = [variants(rows, mean) for rows in (coded(), acts()) for mean in (False, True)]
    return 2022, min((one[RENEWAL] < 0).mean() for one in tried) > 0.8


@states("15", "fell by mid-2022 and below zero then, hold in 77 to 100 per cent")
def _():
    tried = [variants(rows, mean) for rows in (coded(), acts()) for mean in (False, True)]
    found = [100 * (one[RENEWAL] < one[EVE]).mean() for one in tried]
    found += [100 * (one[RENEWAL] < 0).mean() for one in tried]
    return min(found), max(found)


@states("15", "on what came after, hold in 2 to 71 per cent")
def _():
    tried = [variants(rows, mean) for rows in (coded(), acts()) for mean in (False, True)]
    found = [100 * (one[day] < one[RENEWAL]).mean() for one in tried for day in (LATE, SPRING)]
    return min(found), max(found)


@states("15", "no row is 1 in one coding and −1 in the other")
def _():
    rows = coded()
    return 1, 1, (rows["direction"] * rows["host_act"]).min() == 0


@states("15", "Our two codings agree in 44 per cent of the rows and never have opposite signs")
def _():
    rows = coded()
    found = stats.agreement(rows["direction"], rows["host_act"])
    return 100 * found["observed"], (rows["direction"] * rows["host_act"]).min() >= 0


def by_rule():
    (each,) = set(alike("cooperation_events", "host_act"))
    return each


def without_rule():
    return [each.same for each in alike("cooperation_events", "direction")]


@states("15", "two language models have coded 60 rows blind")
def _():
    return by_rule().rows


@states("15", "each was given 60 of the 103 rows, drawn at random")
def _():
    return by_rule().rows, len(coded())


@states("15", "gave our code by the written rule in 58 of 60 rows each, without a finer rule in")
def _():
    return by_rule()[:2]


@states("15", "in 58 of 60 rows each, without a finer rule in 49 and 27")
def _():
    return *by_rule()[:2], *without_rule()


@states("15", "What was left to judgement came out differently")
def _():
    return by_rule().same > 54, max(without_rule()) - min(without_rule()) > 20


@states("15", "Nearly all differences stand in the middle column")
def _():
    rows = coded()
    differ = rows[rows["direction"] != rows["host_act"]]
    return (differ["host_act"] == 0).sum() == len(differ) - 1


@states("15", "in three of the six rows Malian authorities act, and not towards the mission")
def _():
    rows = load("cooperation_events").set_index("coop_id")
    six = rows.loc[["K034", "K039", "K040", "K047", "K061", "K074"]]
    malian = six["actor"].str.contains("Goita|Malian")
    return malian.sum() == 3, (six["host_act"] == 0).all(), (six["direction"] != 0).all()


@states("15", "Our own sheet by the rule reaches a kappa of 0.55 with the first coding")
def _():
    rows = coded()
    rows = rows[rows["date"] >= "2021"].sample(20, random_state=15)
    return stats.agreement(rows["host_act"], rows["direction"])["kappa"]


@states("15", "on that day its own rows stood at −0.43, above the −0.51 of all events")
def _():
    rows = coded()
    day = ["2022-06-29"]
    movement = rows[rows["category"] == "movement"]
    found = [
        cooperation_index.index(one, day, {}, 365, mean=True).iloc[0] for one in (movement, rows)
    ]
    return *found, found[0] > found[1]


@states("15", "as when it sent the Danish special forces away")
def _():
    row = load("cooperation_events").set_index("coop_id").loc["K046"]
    return row["host_act"] == 0, "Denmark" in row["event"], row["actor"] == "Malian government"


@states("15", "helicopters in 2005, and in December 2007 it cut off the fuel")
def _():
    facts = load("other_missions").set_index("fact_id")["start"].astype(str)
    return facts["OM01"][:4], 2007, facts["OM06"] == "2007-12-01"


@states("15", "two asked the mission to leave; the third cut off its fuel")
@states("15", "Eritrea made no demand")
def _():
    lists = load("consent_lists").query("authors == 'Duursma'")
    ended = lists[lists["label"] == "consent withdrawn, mission ended"]
    forms = load("exit_demands").set_index("mission")["form"].reindex(ended["mission"])
    return len(ended) == 3, [m for m, f in forms.items() if "no demand" in f] == ["UNMEE"]


@states("15", "In four of his cases the mission was obstructed")
def _():
    rows = load("consent_lists")
    label = rows[rows["authors"] == "Duursma"]["label"].astype(str)
    counts = label.value_counts()
    return counts["obstructed or compromised"] == 4, counts["consent withdrawn, mission ended"] == 3


@states("15", "in one speech of June 2022 Mali recalled its support for the mission's renewal")
def _():
    # The record of the meeting, S/PV.9082; K069 is that speech.
    row = load("cooperation_events").set_index("coop_id").loc["K069"]
    refused = bool(re.search("free movement for inquiries", row["event"]))
    return row["date"].year, row["date"].month == 6, refused, row["host_act"] == -1


@states("15", "By the rule that only acts of the host count it is 0.")
def _():
    row = load("cooperation_events").set_index("coop_id").loc["K068"]
    return row["host_act"], row["direction"] == -1


@states(
    "15",
    "After mid-2022 the sum recovers with a short memory, and ends still lower with a long one",
)
def _():
    days = ["2022-07-01", "2023-12-01"]
    short, long = (
        cooperation_index.index(coded(), days, {}, memory).tolist() for memory in (90, 730)
    )
    return short[1] > short[0] and long[1] < long[0]


@states("15", "There it ended over flights and fuel, consent at the operational level, without a")
def _():
    forms = load("exit_demands").set_index("mission")["form"]
    return "no demand" in forms["UNMEE"]
