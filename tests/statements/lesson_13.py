"""Statements of lesson 13, the golden hour."""

from malicourse import geo
from tests.statements import load, states

TWO = ["gao", "timbuktu"]
MOPTI = [*TWO, "mopti_sevare"]
NOTICE = 20 / 60


def far(table, at):
    """Kilometres from the nearest base that has a helicopter, as the lesson rounds them."""
    return geo.nearest_base(table, load("bases"), at)["distance"].round(1)


def placed():
    return load("attacks").dropna(subset="lat")


def share(at, hours=1):
    """Per cent of the attacks with a place within reach at 260 km/h after 20 minutes."""
    return 100 * geo.within_reach(far(placed(), at), 260, hours, 20 / 60).mean()


def rescued(item):
    return load("rescue").set_index("item").at[item, "value"]


@states("13", "The Canadian forces said about 400 kilometres")
def _():
    return rescued("Gao to Douentza (south-west)")


@states("13", "Without any notice it would take 57 minutes, and only at 300 km/h")
def _():
    bases = load("bases").set_index("base_id")[["lat", "lon"]]
    km = geo.distance_km(*bases.loc["gao"], *bases.loc["kidal"])
    return 60 * km / 300, 300, 60 * km / 241 > 60


@states("13", "about 160 kilometres at 241 and 200 kilometres at 300 km/h")
def _():
    hours = (60 - rescued("helicopter reconfigured and airborne")) / 60
    return 241 * hours, 241, 300 * hours, 300


@states("13", "From Gao, which is about 120 km nearer, it would still be more than two")
def _():
    bases = load("bases").set_index("base_id")[["lat", "lon"]]
    gao, timbuktu = (
        geo.distance_km(*bases.loc[base], *bases.loc["tessalit"]) for base in ("gao", "timbuktu")
    )
    return timbuktu - gao, 0.5 + gao / 241 > 2


@states("13", "All three lie within 100 km as well")
def _():
    km = far(load("bases"), TWO)
    return 100, km.between(1, 100).sum() == km.between(1, 150).sum() == 3


@states("13", "79 are listed, many more happened")
@states("13", "Twenty-three of the 79 are placed by a road, a region or not at all")
def _():
    attacks = load("attacks")
    return len(attacks), attacks["lat"].isna().sum() == 23


def pairs():
    """Each attack with a place beside each rescue unit with a known base, judged by its day."""
    air = load("air_assets").query("status == 'deployed'")
    air = air[air["role"] == "transport and rescue helicopter"]
    units = air.merge(load("bases")[["base", "lat", "lon"]], on="base")
    both = placed().merge(units, how="cross", suffixes=("", "_base"))
    day = both["date"]
    ends = both[["lat", "lon", "lat_base", "lon_base"]].to_numpy().T
    return both.assign(
        km=geo.distance_km(*ends),
        sure=both["start_latest"].le(day) & both["end_earliest"].ge(day),
        may=both["start_earliest"].le(day) & ~both["end_latest"].lt(day),
    )


def reached(column, speed, hours):
    """Attacks within reach of a unit on their day."""
    rows = pairs()
    near = geo.within_reach(rows["km"], speed, hours, NOTICE)
    return set(rows.loc[rows[column] & near, "attack_id"])


@states("13", "So of the 56 attacks with a place, a unit that was certainly there")
def _():
    return len(placed())


@states("13", "Within two hours the answer is 35 to 52")
def _():
    return len(reached("sure", 241, 2)), len(reached("may", 300, 2))


@states("13", "The one is the shooting in the town of Gao on 6 April 2018")
def _():
    row = load("attacks").set_index("attack_id").loc["MA079"]
    one = reached("sure", 241, 1) == {"MA079"}
    three = reached("may", 300, 1) == {"MA079", "MA047", "MA011"}
    return row["date"].strftime("%Y-%m-%d"), one, three


@states(
    "13", "a mine north-east of Gao on 5 July 2022, in the month in which one German unit replaced"
)
def _():
    row = load("attacks").set_index("attack_id").loc["MA047"]
    air = load("air_assets").set_index("asset_id")
    month = air.at["AA33", "end_latest"].month == air.at["AA34", "start_latest"].month == 7
    return row["date"].strftime("%Y-%m-%d"), month, row["kind"] == "IED / mine"


@states(
    "13",
    "On that day six soldiers from Burkina Faso were killed and five wounded 45 kilometres from "
    "Timbuktu",
)
def _():
    row = placed().set_index("attack_id").loc[["MA011"]]
    toll = row["killed"].item() == 6 and row["injured"].item() == 5
    return far(row, ["timbuktu"]).item(), toll, row["countries"].item() == "Burkina Faso"


@states("13", "if not, it had to come from Gao, 349 kilometres off")
def _():
    return far(placed().set_index("attack_id").loc[["MA011"]], ["gao"]).item()


def from_gao(hours):
    """Per cent of attacks on camps, of others and of towns within reach of Gao at 260 km/h."""
    rows = placed()
    said = rows["kind"].astype("string") + " " + rows["place"]
    camp = said.str.contains("camp|base|rockets", case=False)
    parts = (rows[camp], rows[~camp], load("towns"))
    return [100 * geo.within_reach(far(part, ["gao"]), 260, hours, NOTICE).mean() for part in parts]


@states("13", "0 in attacks on camps, 6 in other attacks, 6 in towns")
def _():
    return from_gao(1)


@states("13", "86 in attacks on camps, 74 in other attacks, 21 in towns")
def _():
    return from_gao(2)


@states("13", "Every attack with a place lies within 62 kilometres of some base")
def _():
    return geo.nearest_base(placed(), load("bases"))["distance"].max()


@states(
    "13",
    "Of the 23 that we cannot place, at least seven were in the centre, which has only seven of"
    " the 56",
)
def _():
    rows = load("attacks")
    centre = rows["region"].eq("Mopti") | rows["place"].str.contains("central Mali")
    lost = rows["lat"].isna()
    return lost.sum(), (~lost).sum(), (centre & lost).sum() >= 7, (centre & ~lost).sum() == 7


@states(
    "13", "Two more at the fast speed, a mine north of Douentza in June 2022 and the shooting in"
)
def _():
    since = placed()
    since = since[since["date"] >= "2021-07-16"]
    near = far(since, ["mopti_sevare", "douentza"])
    fast, slow = (
        set(since.loc[geo.within_reach(near, speed, 1, NOTICE), "attack_id"])
        for speed in (300, 241)
    )
    return 2022, fast == {"MA045", "MA050"}, slow == {"MA045"}


@states(
    "13", "All five lie beyond the 173 kilometres that a helicopter flies at 260 km/h in the forty"
)
def _():
    spots = load("bases").set_index("base_id")[["lat", "lon"]]
    nearest = far(spots.loc[["douentza", "aguelhok"]], TWO).min()
    return 260 * 2 / 3, 260, nearest > 260 * 2 / 3


@states("13", "So at most 18 of the 23 can be inside")
def _():
    return 18, load("attacks")["lat"].isna().sum()


@states("13", "Gao and Timbuktu, 260 km/h, 20 minutes, one way. 56 attacks with a place")
def _():
    # The speed is that of the Mi-17, between the slow one and the fast one.
    speed = load("aircraft_specs").set_index("aircraft").at["Mi-17", "cruise_speed"]
    return speed, rescued("helicopter reconfigured and airborne"), len(placed())


@states("13", "For the first hour, where helicopters stand matters more than how fast they fly")
@states("13", "which base has a helicopter matters more than how fast it flies")
def _():
    away = far(placed(), TWO)
    speeds = [100 * geo.within_reach(away, speed, 1, NOTICE).mean() for speed in (241, 300)]
    # One base each time: the place alone.
    return abs(share(["timbuktu"]) - share(["gao"])) > 3 * (speeds[1] - speeds[0])


@states("13", "the two hours suffice for 26 to 45 of the 56, by the speed")
def _():
    rows = placed()
    way = (
        far(rows, ["gao"])
        + geo.nearest_base(rows, load("bases"), ["gao", "kidal", "timbuktu", "mopti_sevare"])[
            "distance"
        ]
    )
    low, high = (geo.within_reach(way, speed, 2, NOTICE).sum() for speed in (241, 300))
    return low, high, len(rows)


@states("13", "With Gao and Timbuktu 27 per cent of the attacks with a place lie in the first hour")
def _():
    return share(TWO)


@states("13", "Joined with the helicopters of each day, one to three of 56 remain")
def _():
    return len(placed()), len(reached("sure", 241, 1)) == 1, len(reached("may", 300, 1)) == 3


@states(
    "13",
    "one to three of the 56 attacks with a place lay within the hour of a unit for rescue, and 35 "
    "to 52 within two",
)
def _():
    one = len(reached("sure", 241, 1)) == 1 and len(reached("may", 300, 1)) == 3
    return len(placed()), len(reached("sure", 241, 2)), len(reached("may", 300, 2)), one


@states(
    "13", "In a thought experiment with Gao and Timbuktu it is about a quarter in the first hour"
)
def _():
    return 22 < share(TWO) < 28


@states("13", "A hospital was often nearer than the helicopters at Gao, if it was open")
def _():
    rows = placed()
    surgeon = geo.nearest_base(rows, load("bases"), ["gao", "kidal", "timbuktu", "mopti_sevare"])[
        "distance"
    ]
    return (surgeon < far(rows, ["gao"])).mean() > 0.8


@states("13", "Three in ten of the listed attacks cannot be placed")
def _():
    return 0.28 < load("attacks")["lat"].isna().mean() < 0.32


@states("13", "For two hours Gao reaches more than Timbuktu, for one hour Timbuktu reaches more")
def _():
    return share(["gao"], 2) > share(["timbuktu"], 2), share(["gao"]) < share(["timbuktu"])


def doubtful():
    """Attacks on whose day a unit was possibly, and not certainly, at Gao."""
    air = load("air_assets").query("status == 'deployed' and base == 'Gao'")
    air = air[air["role"] == "transport and rescue helicopter"]
    both = load("attacks").merge(air, how="cross", suffixes=("", "_base"))
    day = both["date"]
    sure = both["start_latest"].le(day) & both["end_earliest"].ge(day)
    may = both["start_earliest"].le(day) & ~both["end_latest"].lt(day)
    perhaps = set(both[may]["attack_id"]) - set(both[sure]["attack_id"])
    return air, load("attacks")[lambda rows: rows["attack_id"].isin(perhaps)]


@states(
    "13",
    "Of the first unit's start and the last one's end the sources give only the year, 2014 and "
    "2023, and most of the doubtful attacks are of these two",
)
def _():
    air, rows = doubtful()
    first, last = air.sort_values("start_latest").iloc[[0, -1]].itertuples()
    years = [first.start_earliest, first.start_latest, last.end_earliest, last.end_latest]
    wide = [day.strftime("%m-%d") for day in years] == ["01-01", "12-31"] * 2
    most = rows["date"].dt.year.isin([2014, 2023]).mean() > 0.75
    return years[0].year, years[2].year, wide, most


@states(
    "13",
    "with helicopters at Gao and Timbuktu a flight there and back within two hours reaches only a "
    "few attacks more than a flight one way within one",
)
def _():
    away = far(placed(), TWO)
    back = geo.within_reach(2 * away, 260, 2, NOTICE).sum()
    return 0 < back - geo.within_reach(away, 260, 1, NOTICE).sum() <= 3


@states("13", "Three rows are about equally wide")
def _():
    attacks, away = load("attacks"), far(placed(), TWO)
    place = share(["timbuktu"]) - share(["gao"])
    unplaced = 100 * 18 / len(attacks)
    waits = [100 * geo.within_reach(away, 260, 1, wait).mean() for wait in (1, 0)]
    widths = sorted([place, unplaced, waits[1] - waits[0]])
    return widths[2] - widths[0] < 6
