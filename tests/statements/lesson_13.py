"""Statements of lesson 13, the golden hour."""

from malicourse import geo
from tests.statements import load, states

TWO = ["gao", "timbuktu"]
MOPTI = [*TWO, "mopti_sevare"]
KIDAL = [*MOPTI, "kidal"]


def far(table, at):
    """Kilometres from the nearest base that has a helicopter, as the lesson rounds them."""
    return geo.nearest_base(table, load("bases"), at)["distance"].round(1)


def placed():
    return load("attacks").dropna(subset="lat")


def share(at, hours=1):
    """Per cent of the attacks with a place within reach at 260 km/h after 20 minutes."""
    return 100 * geo.within_reach(far(placed(), at), 260, hours, 20 / 60).mean()


def known():
    return load("towns").dropna(subset="population")


def rescued(item):
    return load("rescue").set_index("item").at[item, "value"]


def road(origin, destination):
    rows = load("road_distances").set_index(["origin", "destination"])
    return rows.at[(origin, destination), "road"]


@states("13", "78 are listed, many more happened")
@states("13", "Twenty-three of the 78 are placed by a road, a region or not at all")
def _():
    attacks = load("attacks")
    return len(attacks), attacks["lat"].isna().sum() == 23


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


@states(
    "13",
    "No attack of our list fell near Timbuktu while the three of Indonesia are known to have been "
    "there",
)
def _():
    air = load("air_assets").query("contributor == 'Indonesia' and base == 'Timbuktu'")
    attacks = placed()
    near = attacks[geo.within_reach(far(attacks, ["timbuktu"]), 300, 1, 20 / 60)]
    known = near["date"].between(air["start_latest"].min(), air["end_earliest"].max())
    perhaps = near["date"].between(air["start_earliest"].min(), air["end_latest"].max())
    only = near.loc[perhaps, "attack_id"].tolist() == ["MA011"]
    return air["number"].item() == 3 and not known.any() and only


@states("13", "55 attacks, 94 towns, people of 77 towns")
def _():
    return len(placed()), len(load("towns")), len(known())


@states("13", "More than half of those live in Bamako")
def _():
    people = known().set_index("town")["population"]
    return people["Bamako"] > people.sum() / 2


@states(
    "13",
    "25 per cent of the attacks lie within one hour and 58 per cent in the second, of towns 12 and "
    "26 per cent, of people in towns 5 and 7 per cent",
)
def _():
    said = []
    for table, weight in [(placed(), 1), (load("towns"), 1), (known(), known()["population"])]:
        one, two = (geo.within_reach(far(table, TWO), 260, h, 20 / 60) for h in (1, 2))
        total = weight.sum() if hasattr(weight, "sum") else len(table)
        said += [100 * (one * weight).sum() / total, 100 * ((two & ~one) * weight).sum() / total]
    return said


@states("13", "Gao and Timbuktu, 260 km/h, 20 minutes, one way. 55 attacks with a place")
def _():
    # The speed is that of the Mi-17, between the slow one and the fast one.
    speed = load("aircraft_specs").set_index("aircraft").at["Mi-17", "cruise_speed"]
    return speed, rescued("helicopter reconfigured and airborne"), len(placed())


@states("13", "260 km/h, 20 minutes of notice, straight line")
def _():
    speed = load("aircraft_specs").set_index("aircraft").at["Mi-17", "cruise_speed"]
    return speed, rescued("helicopter reconfigured and airborne")


@states("13", "Timbuktu and Gao 20, Ber, Goundam and Ansongo below 45, Bamako 183")
def _():
    bases = load("bases")
    minutes = (20 + 60 * far(bases, TWO) / 260).set_axis(bases["base_id"])
    near = minutes[["ber", "goundam", "ansongo"]]
    return minutes["gao"], 45, minutes["bamako"], near.max() < 45, minutes["timbuktu"] == 20


@states(
    "13",
    "740 and 964, and 964 is also what the list gives from Kidal to Tombouctou (Timbuktu)",
)
def _():
    return road("Mopti", "Kidal"), road("Kidal", "Mopti"), road("Kidal", "Tombouctou")


@states(
    "13",
    "With Gao and Timbuktu some 25 per cent of the attacks with a known place lie in the first "
    "hour; with the bases where helicopters stood or were asked for it is 2 to 36 per cent, with "
    "one at Kidal as well 84",
)
def _():
    return share(TWO), share(["gao"]), share(MOPTI), share(KIDAL)


@states("13", "For the first hour, where helicopters stand matters more than how fast they fly")
def _():
    away = far(placed(), TWO)
    speeds = [geo.within_reach(away, speed, 1, 20 / 60).mean() for speed in (241, 300)]
    fleets = [share(at) / 100 for at in (["gao"], MOPTI)]
    return fleets[1] - fleets[0] > 3 * (speeds[1] - speeds[0])


@states("13", "Three in ten of the listed attacks cannot be placed")
def _():
    return 0.28 < load("attacks")["lat"].isna().mean() < 0.32


@states("13", "From Gao, which is about 120 km nearer, it would be more than two")
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


@states("13", "From 11 to 23 of 94, all of them by Mopti-Sévaré")
def _():
    towns = load("towns")
    reach = [
        geo.within_reach(far(towns, at), 260, 1, 20 / 60).sum()
        for at in (TWO, [*MOPTI, "douentza"], MOPTI)
    ]
    return reach[0], reach[1], len(towns), reach[1] == reach[2]


@states("13", "unless they had come by July 2015, when six were killed 45 kilometres away")
def _():
    row = load("attacks").set_index("attack_id").loc["MA011"]
    return row["date"].year, int(row["place"].split(", ")[1].split(" ")[0]), row["killed"] == 6


@states("13", "with 20 minutes of notice, only from 290 km/h")
def _():
    bamako = far(load("towns").query("town == 'Bamako'"), MOPTI)
    speeds = range(200, 310, 10)
    reached = [speed for speed in speeds if geo.within_reach(bamako, speed, 2, 20 / 60).all()]
    return 20, min(reached)
