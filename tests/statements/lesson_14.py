"""Statements of lesson 14, adapt or leave."""

from tests.statements import load, states

LEAVING = ("2022-03-01", "2023-05-31")


def asked():
    return load("force_level_requests").query("report == 'S/2021/657'").set_index("item")["persons"]


def both():
    return load("capability_gaps").dropna(subset=["required", "available"])


def strength(month, of):
    rows = load("strength_snapshots").dropna(subset=of)
    return rows.loc[rows["date"].dt.strftime("%Y-%m") == month, of].iloc[-1]


def budget(stated):
    rows = load("mission_budgets").query("mission == 'MINUSMA' and fiscal_year == '2021/22'")
    return rows.set_index("stated").at[stated, "amount"]


def left():
    rows = load("contributor_withdrawals").dropna(subset="troops")
    return rows[rows["announced"].between(*LEAVING)].set_index("contributor")


def forces():
    return load("parallel_forces").query("force == ['Barkhane', 'Takuba']")


def rescuers_at_gao():
    air = load("air_assets").query("base == 'Gao' and role == 'transport and rescue helicopter'")
    return air.set_index("contributor")


def shortest_gaps():
    """First and last day without a national rescue unit at Gao, if each gap is the shortest."""
    air = rescuers_at_gao()
    ends = [
        air.loc[["Germany", "Belgium"], "end_latest"].loc[lambda day: day < "2019"].max(),
        air.at["Canada", "end_latest"],
        air.at["Romania", "end_latest"],
    ]
    starts = [
        air.at["Canada", "start_earliest"],
        air.at["Romania", "start_earliest"],
        air.loc["Germany", "start_earliest"].loc[lambda day: day > "2020"].min(),
    ]
    return list(zip(ends, starts, strict=True))


@states("14", "asked the Security Council for 2,069 more people in uniform for Mali")
@states("14", "The UN asked for 2,069 people")
def _():
    return asked()["extra uniformed personnel, total"]


@states("14", "are 62 sentences with a number or a judgement")
def _():
    return len(load("capability_gaps"))


@states("14", "so do 14 of the 26 gaps and requests")
def _():
    rows = load("capability_gaps").query("kind == ['gap', 'request']")
    about = rows["capability"].str.contains("helicopter|aviation|air assets")
    return about.sum(), len(rows)


@states("14", "1,010 people three times")
def _():
    return asked()["quick reaction force companies"] + asked()["military utility helicopter units"]


@states("14", "The total budget was 1,171 million")
def _():
    return budget("rounded") * 1e6


@states("14", "the average one cost at least about 81,000 to about 86,000")
def _():
    police = strength("2022-07", "police")
    low = budget("rounded") * 1e6 / (strength("2021-10", "military") + police)
    high = budget("more than") * 1e6 / (strength("2022-07", "military") + police)
    return low, high


@states(
    "14",
    "Seven printed numbers are no series: two of Takuba's three have no month, and Barkhane's are "
    "for five countries.",
)
def _():
    sizes = forces().query("measure == ['strength', 'strength peak'] and value >= 600")
    takuba = sizes.query("force == 'Takuba'")["date_precision"]
    return len(sizes) == 7, (takuba == "year").sum() == 2, len(takuba) == 3


@states(
    "14", "From January 2022 Takuba had a helicopter unit of its own, three machines for attack"
)
def _():
    rows = forces()
    unit = rows[rows["description"].str.contains("helicopter unit", na=False)].iloc[0]
    what = "three attack and three evacuation" in unit["description"]
    return unit["start"].year, unit["start"].month == 1, what


@states("14", "Six contributors said within nine months that they would leave or pause")
def _():
    days = left()["announced"]
    return len(days) == 6, (days.max() - days.min()).days < 270


@states(
    "14",
    "Other sources have 1,035 for Egypt; the roster of the mission has 595 for Germany and 249 for "
    "the United Kingdom",
)
def _():
    notes = left()["note"]
    return (
        1035,
        595,
        249,
        "1,035" in notes["Egypt"],
        "595 in the UN roster" in notes["Germany"],
        "249 in the UN roster" in notes["United Kingdom"],
    )


@states("14", "11,739 troops and 504 staff officers, 12,243 together, against 12,261 military in")
def _():
    kinds = [strength("2023-02", kind) for kind in ("troops", "staff_officers")]
    return *kinds, sum(kinds), strength("2022-07", "military")


@states("14", "With the fewest days of each gap it is nobody in 91")
def _():
    deaths = load("fatalities").query("mission == 'MINUSMA' and cause == 'Malicious Act'")["date"]
    gaps = shortest_gaps()
    days = sum((start - end).days - 1 for end, start in gaps)
    return days, not any(deaths.between(*gap, inclusive="neither").any() for gap in gaps)


@states("14", "1,730 soldiers, 750 in companies and 260 for helicopters, in all more than 4,800")
def _():
    parts = asked().iloc[[1, 4, 5]]
    return *parts, parts.sum() + asked()["extra uniformed personnel, total"]


@states("14", "Divide one column by the other and multiply by 100")
def _():
    return 100


@states("14", "contain nine with both the required and the available number, the last in 2017")
def _():
    return both()["date"].max().year, len(both()) == 9


@states(
    "14",
    "The request of July 2021, 2,069 people for 182.9 million dollars, was not granted, and its "
    "helicopters could not have come before 2023",
)
def _():
    request = load("force_level_requests").query("report == 'S/2021/657'")
    cost = load("mission_budgets").query("mission == 'MINUSMA' and fiscal_year == '2021/22'")
    cost = cost[cost["kind"].str.contains("increase")]
    refused = (request["outcome"] == "not granted").all()
    people = asked()["extra uniformed personnel, total"]
    units = load("capability_gaps")["what"].str.extract(r"units; January (\d+) at the earliest")
    came = int(units[0].dropna().item())
    return cost["start"].item().year, people, cost["amount"].item() * 1e6, came, refused


@states("14", "with up to 3,840 troops on paper; four gave a reason, and the four differ")
def _():
    reasons = left()["stated_reason"]
    given = reasons[~reasons.str.startswith("none given")]
    return left()["troops"].sum(), len(given) == given.nunique() == 4


@states("14", "Of 31 statements on helicopters few measure a gap")
def _():
    rows = load("capability_gaps")
    rows = rows[rows["capability"].str.contains("helicopter|aviation|air assets")]
    return len(rows), (rows["kind"] == "gap").mean() < 0.25


@states("14", "For the last the source prints 93, which its own two numbers do not give")
def _():
    troops = both().query("capability == 'troops'").sort_values("date").iloc[-1]
    printed = troops["available_per_cent"]
    return printed, round(100 * troops["available"] / troops["required"]) != printed


@states("14", "The 1,100 is what parliament allowed as a maximum")
def _():
    listed = load("contributor_snapshots").query("date_precision == 'month' and iso3 == 'DEU'")
    return 1100, listed["note"].str.contains("ceiling 1,100").all()


@states(
    "14",
    "The companies and the helicopter units are inside the 1,730, and these inside the 2,069.",
)
def _():
    request = load("force_level_requests").query("report == 'S/2021/657'").set_index("request_id")
    soldiers, whole = request.loc["FR04"], request.loc["FR03"]
    inside = (request.loc[["FR07", "FR08"], "part_of"] == "FR04").all()
    return soldiers["persons"], whole["persons"], inside, soldiers["part_of"] == "FR03"
