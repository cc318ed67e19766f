"""Statements of lesson 18, the votes."""

from tests.statements import load, states

WEST = {"France", "United Kingdom", "United States"}


def votes():
    rows = load("votes")
    return rows[rows["vote"].astype(str) != "no vote"].assign(vote=lambda r: r["vote"].astype(str))


def unanimous():
    """Day of each draft on which nobody dissented."""
    rows = votes().groupby("record_id").agg(date=("date", "first"), kinds=("vote", "nunique"))
    return rows.query("kinds == 1")["date"]


def contested():
    rows = votes()
    return rows[~rows["record_id"].isin(unanimous().index)]


def alike(rows, first, second):
    wide = rows.pivot(index="record_id", columns="country", values="vote")
    return int((wide[first] == wide[second]).sum())


def inquiry():
    rows = load("mandate_paragraphs").query("level == 'task'")
    return rows[rows["summary"].str.contains("help investigate", case=False)].set_index("record_id")


def said(record):
    return load("votes").query("record_id == @record").set_index("country")["explanation"]


@states("18", "these are all the votes on the mission and on the sanctions of Mali in 26 months")
def _():
    first, last = votes()["date"].min(), votes()["date"].max()
    return 12 * (last.year - first.year) + last.month - first.month


@states("18", "Four columns hold nothing but Y")
@states("18", "Two unanimous votes came after the abstentions")
@states("18", "two of the unanimous votes came after the abstentions")
@states("18", "Four of the seven votes were unanimous")
def _():
    day = votes().query("record_id == 'RES2640'")["date"].iloc[0]
    return len(unanimous()) == 4 and (unanimous() > day).sum() == 2


@states("18", "For Mali it was: all earlier mandates of the mission had been unanimous")
def _():
    mandates = load("mandates").query("minusma_mandate").set_index("record_id")
    before = mandates[mandates["date"] < mandates.loc["RES2640", "date"]]
    return len(before) == 9 and set(before["votes_for"]) == {15}


@states("18", "nine states put their names to the first, in 2013, and from 2017 France stood there")
def _():
    rows = load("mandates").query("minusma_mandate")
    names = rows.set_index(rows["date"].dt.year)["sponsors"].str.split("; ")
    alone = [names[year] == ["France"] for year in range(2017, 2022)]
    full = set(rows[rows["date"].dt.year.between(2017, 2021)]["votes_for"]) == {15}
    return 2013, 2017, len(names[2013]) == 9 and all(alone) and len(names[2016]) > 1 and full


@states("18", "The three Western members voted as one in all of them")
@states("18", "Russia agreed with them in none")
@states("18", "China agreed with Russia once and with the West once")
def _():
    rows = contested()
    return (
        alike(rows, "France", "United Kingdom") == 3
        and alike(rows, "France", "United States") == 3
        and all(alike(rows, "Russian Federation", state) == 0 for state in WEST)
        and all(alike(rows, "China", state) == 1 for state in {*WEST, "Russian Federation"})
    )


@states("18", "Two of the three votes were taken at one meeting")
@states("18", "three contested votes at two meetings show no pattern")
def _():
    days = contested().groupby("record_id")["date"].first()
    return len(days) == 3 and days.nunique() == 2


@states("18", "and in June 2022 to “publicly and quarterly”")
def _():
    rows = inquiry()["summary"]
    return 2022, (
        "publicly" not in rows["RES2100"]
        and "publicly as appropriate" in rows["RES2164"]
        and "publicly and regularly" in rows["RES2364"]
        and "publicly and quarterly" in rows["RES2640"]
    )


@states("18", "The task of inquiry stands in every mandate")
@states("18", "nor in the summary of any mandate before")
def _():
    rows = inquiry()
    return len(rows) == 10 and not rows["summary"].str.contains("independent", case=False).any()


@states("18", "On 29 June 2022 China and Russia abstained over human rights while speaking for the")
def _():
    rows = votes().query("record_id == 'RES2640'").set_index("country")
    words = said("RES2640")
    two = ["China", "Russian Federation"]
    return rows["date"].iloc[0], (
        all(rows.loc[two, "vote"] == "abstain")
        and words[two].str.contains("human rights").all()
        and "Supports the renewal" in words["China"]
        and "important role" in words["Russian Federation"]
    )


@states("18", "One of the eight, on police, has none of these six states on its list")
def _():
    sponsors = load("resolution_sponsors")
    six = sponsors[sponsors["iso3"].isin(["CHN", "FRA", "GBR", "MLI", "RUS", "USA"])]
    left = set(sponsors["symbol"]) - set(six["symbol"])
    subject = sponsors[sponsors["symbol"].isin(left)]["subject"]
    return len(set(sponsors["symbol"])) == 8 and set(subject) == {"police components"}


@states(
    "18",
    "China and Russia put their names to resolution 2518 of 2020, on whose list none of the three",
)
def _():
    signed = set(load("resolution_sponsors").query("symbol == 'S/RES/2518 (2020)'")["iso3"])
    return 2020, {"CHN", "RUS"} <= signed and not {"FRA", "GBR", "USA"} & signed


@states("18", "in good company: 79 other states are on the first with Mali")
def _():
    signed = load("resolution_sponsors").query("symbol == 'S/RES/2589 (2021)'")["iso3"]
    return "MLI" in set(signed), signed.nunique() - 1


@states("18", "Right for Russia, with reservations; close for China; open for Mali")
@states(
    "18", "“endorsed” is right for Russia, with reservations, close for China and open for Mali"
)
def _():
    rows = load("a4p_endorsers")
    own = rows[rows["who_says"] != "the commentary of 2022"]
    standing = own.groupby("iso3", observed=True)["standing"].agg(set)
    return (
        "endorsed with reservations" in standing["RUS"]
        and standing["CHN"] == {"supports"}
        and "MLI" not in set(own["iso3"])
    )


@states("18", "Both states voted for these in August 2021 and again on 30 August 2022")
def _():
    rows = votes().query("record_id in ['RES2590', 'RES2649']")
    two = rows[rows["iso3"].isin(["CHN", "RUS"])]
    return 2021, two["date"].max(), len(two) == 4 and all(two["vote"] == "yes")


@states("18", "Of 108 rows 105 are votes")
def _():
    return len(load("votes")), len(votes())


@states("18", "On seven votes China agrees as often with the United States as with Russia")
def _():
    rows = votes()
    return alike(rows, "China", "United States") == alike(rows, "China", "Russian Federation") == 5


@states(
    "18", "All fifteen members of August 2021 are on it, and the three of 2022 that are missing"
)
def _():
    rows = votes()
    signed = set(load("resolution_sponsors").query("symbol == 'S/RES/2589 (2021)'")["iso3"])
    yes = set(rows.query("record_id == 'RES2640' and vote == 'yes'")["iso3"])
    seats = set(rows.query("record_id == 'RES2590'")["iso3"])
    late = yes - signed == {"ALB", "GAB", "GHA"} and not (yes - signed) & seats
    return 2021, 2022, len(seats) == 15 and seats <= signed and late


@states("18", "The three stand together on two lists of sponsors")
@states("18", "China, Russia and Mali stand together on two others")
def _():
    lists = load("resolution_sponsors").groupby("symbol", observed=True)["iso3"].agg(set)
    both = [symbol for symbol, names in lists.items() if {"CHN", "RUS", "MLI"} <= names]
    return both == ["S/RES/2589 (2021)", "S/RES/2594 (2021)"]


@states("18", "Mali is not on that list")
def _():
    signed = set(load("resolution_sponsors").query("symbol == 'S/RES/2518 (2020)'")["iso3"])
    return "MLI" not in signed


@states("18", "and 21 months after the second text it asked for a withdrawal without delay")
def _():
    signed = load("resolution_sponsors").query("symbol == 'S/RES/2594 (2021)'")["date"].iloc[0]
    asked = load("exit_demands").set_index("mission").at["MINUSMA", "demanded"]
    return 12 * (asked.year - signed.year) + asked.month - signed.month


@states("18", "All five spoke for the mission")
def _():
    words = said("RES2640")
    support = {
        "China": "Supports the renewal",
        "France": "still needs the mission",
        "Russian Federation": "important role",
        "United Kingdom": "key role",
        "United States": "crucial support",
    }
    return all(word in words[state] for state, word in support.items())


@states("18", "So the whole is not borne out: a vote is right, a speech is not, and an aim stays")
def _():
    rows = votes().set_index(["record_id", "iso3"])["vote"]
    two = ["CHN", "RUS"]
    mandates = load("mandates").query("minusma_mandate").set_index("record_id")["votes_for"]
    before = mandates.loc[:"RES2584"]
    held = all(rows["RES2640", state] == "abstain" for state in two)
    ended = all(rows["RES2690", state] == "yes" for state in two)
    return set(before) == {15} and held and ended
