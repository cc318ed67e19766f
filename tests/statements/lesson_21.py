"""Statements of lesson 21, the fact check."""

from itertools import combinations
from math import comb

from malicourse.exercises.lesson_21 import FEWEST, SIX, STANDINGS, TEN, _standing
from tests.statements import load, reaches, states
from tests.statements.blind import alike, beside
from tests.statements.claims import CARRIED, SEASON_2021, SEASON_2022, day

TYPES = ["causal", "judgement", "prediction", "advice"]


def claims():
    return load("claims").set_index("claim_id")


def sums():
    return claims()["verdict"].value_counts()


def core():
    """Return the claims that carry the argument, with what each is in it."""
    rows = claims()
    late = ["C69", "C71", *(f"C{number}" for number in range(73, 79)), "C81", "C84", "C90", "C91"]
    rows = rows.loc[[*rows.loc["C33":"C53"].index, *late]]
    return rows.assign(link=rows["claim_type"].isin(TYPES))


def shares(weight):
    """Per cent of the core by verdict, if a link weighs as much as `weight` facts."""
    rows = core()
    weights = rows["link"].map({True: weight, False: 1}).groupby(rows["verdict"]).sum()
    return 100 * weights / weights.sum()


def moved():
    rows = claims()
    return rows[rows["verdict"] != rows["first_verdict"]]


def kinder():
    """Return the changed verdicts that are nearer to supported than before."""
    scale = ["supported", "disputed", "contradicted"]
    rows = moved()[["first_verdict", "verdict"]].astype(str)
    rows = rows[rows["verdict"].isin(scale)]
    first = rows["first_verdict"].map({name: n for n, name in enumerate(scale)})
    nearer = rows["verdict"].map(scale.index) < first.fillna(1)
    return rows[nearer | (rows["verdict"] == "supported")]


def held(rows):
    return 100 * (rows["verdict"] == "supported").mean()


def standings():
    """Return the word for each of the six of exercise two."""
    return [_standing(row) for _, row in claims().loc[list(SIX)].iterrows()]


def ways():
    rows = claims()
    decided = rows["verdict"].isin(["supported", "disputed", "contradicted"])
    return [
        held(part) for part in (rows, rows.loc[:"C70"], rows.drop(["C42", "C43"]), rows[decided])
    ]


@states("21", "the word of a second reader on 11 claims")
@states("21", "On 11 claims a second reader of the course, who compared notes with the first")
def _():
    return claims()["second_reader"].notna().sum()


@states("21", "Of 91 claims 47 are supported and none is contradicted")
def _():
    return len(claims()), sums()["supported"], sums().get("contradicted", 0) == 0


@states("21", "most of the rest cannot be tested or are disputed")
def _():
    rest = len(claims()) - sums()["supported"]
    return sums()["not testable"] + sums()["disputed"] > rest / 2


def once_contradicted():
    rows = claims()
    return rows.loc[rows["first_verdict"] == "contradicted", "verdict"].astype(str)


@states("21", "By our first verdicts, five claims were contradicted")
@states("21", "Five had been called contradicted at first, and each fell")
def _():
    found = once_contradicted()
    five = list(found.index) == ["C14", "C15", "C23", "C30", "C55"]
    return five, set(found) == {"disputed", "supported"}


@states("21", "is right, for the text begins with the coup of 2012")
def _():
    return 2012, once_contradicted()["C23"] == "supported"


@states("21", "fails in the nearest reading, since the agreement of 2015: 43 were dead before")
def _():
    told = load("fatality_claims").set_index("claim_id").loc["claim_01"]
    return 2015, told["claimed_total"], str(told["as_of"]) < "2015-05-15"


@states("21", "But the words can reach back to 2013")
def _():
    return 2013, day("chronology", "E060")[:4] == "2013"


@states("21", "The 313 (C14) were in print in July 2022")
def _():
    rows = load("fatality_claims").set_index("claim_id")
    printed = rows.loc["claim_13"]
    return printed["claimed_total"], str(printed["as_of"])[:7] == "2022-07", 2022


@states("21", "the Declaration has 45 under eight headings")
def _():
    return 45, len(load("a4p_areas")) == 8


@states("21", "Paragraph 26 (d) (ii) has the mission")
def _():
    task = load("mandate_paragraphs").set_index("paragraph_id").loc["P2640_23"]
    return task["paragraph"] == "26 (d) (ii)", "help investigate" in task["summary"]


@states("21", "Two of his warnings came about")
@states("21", "Two warnings came about without a known cause")
def _():
    came = claims()["later"].astype(str)
    two = list(came.index[came == "happened, cause not shown"]) == ["C28", "C83"]
    return two, (claims().loc[["C28", "C83"], "claim_type"] == "prediction").all()


@states("21", "he did not rely on the promise of elections in 2024 (C60), and they were not held")
def _():
    came = claims()["later"].astype(str)
    return 2024, list(came.index[came == "happened"]) == ["C60"]


@states("21", "was followed at one remove: four American machines went to El Salvador")
def _():
    _, _, four, unseen = CARRIED["c81"].compute()
    return four, unseen, claims().at["C81", "later"] == "partly"


@states("21", "The most frequent label is cannot be known")
def _():
    return claims()["later"].value_counts().idxmax() == "cannot be known"


@states("21", "from October to 13 December 2021 42 attacks on the mission, with 9 killed and 16")
def _():
    facts = load("report_facts").set_index("fact_id").loc[SEASON_2021]
    return str(facts["period_end"].iloc[0])[:10], *facts["value"]


@states("21", "from October to 5 December 2022 18 attacks, with 4 killed and 38 injured")
def _():
    facts = load("report_facts").set_index("fact_id").loc[SEASON_2022]
    return str(facts["period_end"].iloc[0])[:10], *facts["value"]


@states(
    "21", "Attacks and deaths fell, and injuries more than doubled, in a window eight days shorter"
)
@states("21", "which chance alone would often make, while injuries rose")
def _():
    facts = load("report_facts").set_index("fact_id")
    first, then = (list(facts.loc[keys, "value"]) for keys in (SEASON_2021, SEASON_2022))
    ends = [str(facts.at[keys[0], "period_end"])[8:10] for keys in (SEASON_2021, SEASON_2022)]
    fell = then[0] < first[0] and then[1] < first[1]
    return fell, then[2] > 2 * first[2], int(ends[0]) - int(ends[1]) == 8


@states(
    "21",
    "Malicious acts killed 16 peacekeepers in the year before the renewal and 13 in the year after",
)
def _():
    before, _, after, *_ = CARRIED["c68"].compute()
    return before, after


@states("21", "each of the 29 deaths could have fallen in either year")
def _():
    before, _, after, *_ = CARRIED["c68"].compute()
    return before + after


@states("21", "In 71 of 100 such worlds")
def _():
    equal = [comb(29, k) for k in range(30)]
    far = sum(equal[k] for k in range(30) if abs(29 - 2 * k) >= 3)
    return 100 * far / sum(equal), 100


def harsher():
    rows = moved()
    return list(rows.index[(rows["first_verdict"] == "supported")])


@states(
    "21",
    "Twenty of our verdicts did not, and in eleven of them the new one is kinder to the author",
)
@states("21", "Twenty of our verdicts changed, eleven in the author's favour and two against him")
def _():
    return len(moved()) == 20, len(kinder()) == 11, len(harsher()) == 2


@states("21", "Two became harsher")
def _():
    return harsher() == ["C13", "C63"]


@states("21", "Four had been called disputed although no source disputed them")
def _():
    rows = moved()
    four = (rows["first_verdict"] == "disputed") & (rows["verdict"] == "not testable")
    return list(rows.index[four]) == ["C05", "C50", "C56", "C73"]


@states("21", "Three were another kind of sentence than we had thought")
def _():
    known = {*kinder().index, *harsher(), "C05", "C50", "C56", "C73"}
    return sorted(set(moved().index) - known) == ["C60", "C62", "C85"]


@states("21", "The agreement of 2015 “does not address the jihadist groups” (C13)")
def _():
    return 2015, claims().at["C13", "verdict"] == "disputed"


def drawn():
    return set(beside("claims", "verdict")["row_key"])


@states("21", "Of our claims 20 were drawn at random, and two readers")
def _():
    return len(drawn()), len(alike("claims", "verdict")) == 2


@states("21", "In 20 of 20, both")
@states("21", "Two blind readers gave our verdict in 20 of 20")
def _():
    (each,) = set(alike("claims", "verdict"))
    return each[:2]


@states("21", "Of the same 20 claims it called no verdict unfair")
def _():
    others = {"C15", "C23", "C46", "C76"} & drawn()
    return len(drawn()), {"C28", "C68", "C65"} <= drawn(), not others


@states("21", "the card lists what was changed in the 20")
def _():
    import yaml

    from tests.words import ROOT

    card = yaml.safe_load((ROOT / "data" / "claims.yml").read_text("utf-8"))
    note = [line for line in card["coding"] if line.startswith("Changed after the blind grading")]
    return len(drawn()), len(note) == 1


@states("21", "Canada's helicopters (C42) had left in 2019")
def _():
    return int(CARRIED["c42"].compute()[1][:4])


@states("21", "ten points were missing, and when it was read again, ten more")
def _():
    keys = claims().index
    parts = {"C84", "C85"} <= set(keys)
    return ((keys > "C70") & (keys <= "C80")).sum() == 10, (keys > "C80").sum() == 12, parts


@states("21", "Three of 22 are supported")
def _():
    late = claims().loc["C71":]
    return (late["verdict"] == "supported").sum() == 3, len(late)


@states("21", "We had turned that sentence into three counts of who had helicopters, all supported")
def _():
    return (claims().loc[["C41", "C42", "C43"], "verdict"] == "supported").all()


@states("21", "The points that a first cut had passed over are mostly judgements, hopes and advice")
def _():
    found = claims().loc["C71":].drop(["C84", "C85"])["claim_type"]
    return found.isin(["judgement", "prediction", "advice"]).mean() > 0.5


@states(
    "21",
    "Of 15 facts 14 are supported, or 12 of 13 if the three countries with helicopters count once",
)
def _():
    facts = core().query("not link")
    rest = facts[facts["verdict"] != "supported"]
    good = len(facts) - len(rest)
    return len(facts), good, good - 2, len(facts) - 2, list(rest.index) == ["C50"]


@states("21", "the notice of 72 hours nobody else confirms")
def _():
    return CARRIED["c50"].compute()


@states(
    "21", "Of 18 links four are supported and thirteen could not be tested or speak of the future"
)
def _():
    links = core().query("link")["verdict"].value_counts()
    rest = links["not testable"] + links["later overtaken"]
    return links.sum(), links["supported"] == 4, rest == 13


@states("21", "At 1: supported 55 per cent, disputed 3, not testable 39, later overtaken 3")
def _():
    order = ["supported", "disputed", "not testable", "later overtaken"]
    return [1, *shares(1)[order]]


@states("21", "At 10: supported 28, disputed 5, not testable 62, later overtaken 5")
def _():
    order = ["supported", "disputed", "not testable", "later overtaken"]
    return [10, *shares(10)[order]]


@states(
    "21", "within a year one of them, the host's cooperation, had turned into a demand to leave"
)
def _():
    end = str(load("mandates").set_index("record_id").at["RES2690", "date"])[:10]
    return "2022-07" < end < "2023-07"


@states(
    "21",
    "Of 91 claims 47 are supported, 11 disputed, none contradicted and 26 not testable; seven",
)
def _():
    found = sums()
    rest = found.get("contradicted", 0) == 0, found["later overtaken"] == 7
    named = ["supported", "disputed", "not testable"]
    return [len(claims()), *found[named], *rest]


@states(
    "21", "cannot be seen in 16 deaths by attack against 13, which chance alone would often make"
)
def _():
    before, _, after, *_ = CARRIED["c68"].compute()
    return before, after


@states("21", "In the core of the argument 14 of 15 facts are supported, and four of 18 links")
def _():
    rows = core()
    good = rows["verdict"] == "supported"
    facts = ~rows["link"]
    return (good & facts).sum(), facts.sum(), rows["link"].sum(), (good & rows["link"]).sum() == 4


@states("21", "Mali's army says that it killed 203 fighters")
def _():
    return load("moura_claims").set_index("row_id").at[7, "value"]


@states("21", "executed about 300 civilians")
def _():
    return load("moura_claims").set_index("row_id").at[8, "value"]


@states("21", "Both could be checked in July 2022")
def _():
    against = [key for key, word in zip(SIX, standings(), strict=True) if word == "against"]
    return 2022, against == ["C06", "C66"]


@states("21", "between the ends lie two denominators")
def _():
    every, *_, decided = ways()
    return min(ways()) <= every < decided == max(ways())


#: The evidence on the ten stands in the lesson; what carries their rows carries it there.
for _key in TEN:
    _carried = CARRIED.get(_key.lower())
    if _carried and _key not in {"C15", "C24", "C40"}:
        states("21", _carried.quotation)(_carried.compute)


@states("21", "gives 43 dead by 31 March 2015; the mission's site, 275 on 15 July 2022")
def _():
    return CARRIED["c15"].compute()[:4]


@states("21", "The UN record, read in 2025: 53 deaths precede 15 May 2015")
def _():
    return CARRIED["c15"].compute()[4:7]


@states("21", "228 fall between then and 29 June 2022, 127 of them by malicious acts")
def _():
    return CARRIED["c15"].compute()[7:]


@states(
    "21", "killed 16 peacekeepers in the twelve months to 29 June 2022 and 13 in the twelve after"
)
def _():
    return CARRIED["c68"].compute()[:3]


@states(
    "21",
    "Reports of the Secretary-General count 90 attacks on the mission from December 2019 to "
    "December 2020 and 126 in the year after",
)
def _():
    return CARRIED["c24"].compute()[:4]


@states("21", "Malicious acts killed 7, then 12, then 16 peacekeepers in the years to 29 June 2020")
def _():
    return CARRIED["c24"].compute()[4:8]


@states("21", "China 426, United Kingdom 24 (255 in February 2022), United States 8")
def _():
    return CARRIED["c40"].compute()[1:]


@states("21", "174 in all, more than in any other mission")
def _():
    attacked = load("fatalities").query("cause == 'Malicious Act'")["mission"].value_counts()
    return attacked["MINUSMA"], attacked.idxmax() == "MINUSMA"


@states("21", "By all deaths UNIFIL leads (333 to end 2023, MINUSMA 311)")
def _():
    dead = load("fatalities")
    dead = dead[dead["date"].astype(str).str[:10] <= "2023-12-31"]["mission"].value_counts()
    return dead["UNIFIL"], 2023, dead["MINUSMA"], dead.idxmax() == "UNIFIL"


@reaches("factcheck-1", "One word throughout")
def _():
    return ["supported"] * len(TEN)


ABOUT = {
    "C06": "C06 is about",
    "C19": "C19 says",
    "C66": "C66 says",
    "C70": "C70 speaks of",
    "C74": "C74 says",
    "C79": "C79 says",
}


def with_one(right, place, word):
    return [word if n == place else one for n, one in enumerate(right)]


for _place, _key in enumerate(SIX):
    _other = next(word for word in STANDINGS if word != standings()[_place])

    @reaches("factcheck-2", ABOUT[_key])
    def _(place=_place, word=_other):
        return with_one(standings(), place, word)


@reaches("factcheck-2", "For two of these no source")
def _():
    return ["against" if word == "nobody" else word for word in standings()]


THREE = ["not testable", "supported", "supported", "not testable", "supported"]


@reaches("factcheck-3", "For Mali no list")
def _():
    return with_one(THREE, 0, "supported")


@reaches("factcheck-3", "Russia told the Council")
def _():
    return with_one(THREE, 1, "not testable")


@reaches("factcheck-3", "China says that it supports")
def _():
    return with_one(THREE, 2, "not testable")


@reaches("factcheck-3", "The fourth word")
def _():
    return with_one(THREE, 3, "supported")


@reaches("factcheck-3", "The fifth word")
def _():
    return with_one(THREE, 4, "not testable")


@reaches("factcheck-3", "The names are right")
def _():
    return ["not testable", "supported", "supported", "supported", "not testable"]


@reaches("factcheck-3", "Then the two readers")
def _():
    return ["supported"] * 5


def kept(least, most=None):
    """Return the shares that sets of types make which leave enough claims."""
    rows = claims()
    kinds = sorted(rows["claim_type"].unique())
    found = []
    for size in range(1, len(kinds) + 1):
        for types in combinations(kinds, size):
            part = rows[rows["claim_type"].isin(types)]
            if len(part) >= least and (most is None or size in most):
                found.append(held(part))
    return found


@reaches("factcheck-6", "That leaves out one type")
def _():
    shares = kept(1, most=[claims()["claim_type"].nunique() - 1])
    return min(shares), max(shares)


@reaches("factcheck-6", "Some of these types")
def _():
    shares = kept(1, most=[1])
    return min(shares), max(shares)


@reaches("factcheck-6", "Those are fractions")
def _():
    return min(kept(FEWEST)) / 100, max(kept(FEWEST)) / 100


@reaches("factcheck-6", "The share of all claims")
def _():
    return held(claims()), max(kept(FEWEST))


@reaches("factcheck-4", "You left the disputed")
def _():
    settled = claims()["verdict"].isin(["supported", "contradicted"])
    return min(ways()), held(claims()[settled])


@reaches("factcheck-4", "Those are fractions")
def _():
    return min(ways()) / 100, max(ways()) / 100


@reaches("factcheck-4", "All claims as they are cut")
def _():
    return ways()[0], max(ways())


@reaches("factcheck-4", "The first cut")
def _():
    return min(ways()), ways()[1]


def bars(rows):
    """Draw the bars of exercise five for some of the claims."""
    import altair as alt

    return (
        alt.Chart(rows[["claim_type", "verdict"]])
        .mark_bar()
        .encode(x="count()", y="claim_type:N", color="verdict:N")
        .properties(title="Verdicts by type")
    )


@reaches("factcheck-5", "Only the claims of the core")
def _():
    return bars(core())


@reaches("factcheck-5", "Only claims with evidence of grade A")
def _():
    return bars(claims().query("confidence == 'A'"))
