"""Statements of lesson 21, the fact check."""

from math import comb

from malicourse.exercises.lesson_21 import SIX, TEN
from tests.statements import load, reaches, states
from tests.statements.claims import CARRIED

TYPES = ["causal", "judgement", "prediction"]


def claims():
    return load("claims").set_index("claim_id")


def sums():
    return claims()["verdict"].value_counts()


def core():
    """Return the claims that carry the argument, with what each is in it."""
    rows = claims()
    late = ["C69", *(f"C{number}" for number in range(73, 79))]
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


def against():
    """Return those of the six of exercise two that something of the time speaks against."""
    six = claims().loc[list(SIX), "verdict"]
    return list(six.index[six.isin(["disputed", "contradicted"])])


def ways():
    rows = claims()
    decided = rows["verdict"].isin(["supported", "disputed", "contradicted"])
    return [
        held(part) for part in (rows, rows.loc[:"C70"], rows.drop(["C42", "C43"]), rows[decided])
    ]


@states("21", "for 11 claims, the word of a second reader")
@states("21", "On 11 claims a second reader gave a word of their own")
def _():
    return claims()["second_reader"].notna().sum()


@states("21", "Of 80 claims 46 are supported and one is contradicted")
def _():
    return len(claims()), sums()["supported"], sums()["contradicted"] == 1


@states("21", "the mission had lost 313 peacekeepers")
def _():
    return load("fatality_claims").set_index("claim_id").at["claim_10", "claimed_total"]


@states("21", "but the UN's record has 53 deaths before the first signature")
def _():
    return CARRIED["c15"].compute()[0]


@states("21", "the Declaration has 45 commitments under eight headings")
def _():
    return 45, len(load("a4p_areas")) == 8


@states("21", "Paragraph 26 (d) (ii) has the mission")
def _():
    task = load("mandate_paragraphs").set_index("paragraph_id").loc["P2640_23"]
    return task["paragraph"] == "26 (d) (ii)", "help investigate" in task["summary"]


@states("21", "One forecast came true whole")
def _():
    came = claims()["later"]
    return (came == "happened").sum() == 1, claims().at["C60", "later"] == "happened"


@states("21", "Five cannot be known")
def _():
    came = claims()["later"]
    return list(came.index[came == "cannot be known"]) == ["C44", "C62", "C70", "C77", "C79"]


@states(
    "21",
    "Malicious acts killed 16 peacekeepers in the year before the renewal and 13 in the year after",
)
def _():
    before, _, after = CARRIED["c68"].compute()
    return before, after


@states("21", "each of the 29 deaths could have fallen in either year")
def _():
    before, _, after = CARRIED["c68"].compute()
    return before + after


@states("21", "In 71 of 100 such worlds")
def _():
    equal = [comb(29, k) for k in range(30)]
    far = sum(equal[k] for k in range(30) if abs(29 - 2 * k) >= 3)
    return 100 * far / sum(equal), 100


@states(
    "21",
    "Thirteen of our verdicts did not, and in nine of them the new one is kinder to the author",
)
@states("21", "Thirteen of our own verdicts changed, nine in the author's favour")
def _():
    return len(moved()) == 13, len(kinder()) == 9


@states("21", "Canada's helicopters (C42) had left in 2019")
def _():
    return int(CARRIED["c42"].compute()[1][:4])


@states("21", "only that of 2022 makes support")
def _():
    return 2022, CARRIED["c65"].compute()


@states("21", "Two, on the 72 hours (C50) and on who endorsed A4P (C56)")
def _():
    two = claims().loc[["C50", "C56"]]
    changed = (two["first_verdict"] == "disputed") & (two["verdict"] == "not testable")
    return CARRIED["c50"].compute()[0], changed.all()


@states("21", "the two readers agree on ten of eleven")
def _():
    both = claims().dropna(subset="second_reader")
    same = (both["verdict"] == "supported") == (both["second_reader"] == "supported")
    return len(both) == 11, same.sum() == 10


@states("21", "They are judgements, effects, hopes and advice")
def _():
    late = claims().loc["C71":]
    return len(late) == 10, (late["verdict"] != "supported").all()


@states("21", "Of 14 facts 13 are supported; the fourteenth, the notice of 72 hours")
def _():
    facts = core().query("not link")
    rest = facts[facts["verdict"] != "supported"]
    return len(facts), (facts["verdict"] == "supported").sum(), 72, list(rest.index) == ["C50"]


@states(
    "21", "Of 14 links three are supported and eight could not be tested or speak of the future"
)
def _():
    links = core().query("link")["verdict"].value_counts()
    rest = links["not testable"] + links["later overtaken"]
    return links.sum(), links["supported"] == 3, rest == 8


@states("21", "At 1: supported 57 per cent, disputed 11, not testable 29, later overtaken 4")
def _():
    order = ["supported", "disputed", "not testable", "later overtaken"]
    return [1, *shares(1)[order]]


@states("21", "At 10: supported 28, disputed 19, not testable 46, later overtaken 6")
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
    "Of 80 claims 46 are supported, 12 disputed, one contradicted and 15 not testable; six speak",
)
def _():
    found = sums()
    rest = found["contradicted"] == 1, found["later overtaken"] == 6
    named = ["supported", "disputed", "not testable"]
    return [len(claims()), *found[named], *rest]


@states(
    "21", "cannot be seen in 16 deaths by attack against 13, which chance alone would often make"
)
def _():
    before, _, after = CARRIED["c68"].compute()
    return before, after


@states("21", "In the core of the argument 13 of 14 facts are supported, and three of 14 links")
def _():
    rows = core()
    good = rows["verdict"] == "supported"
    facts = ~rows["link"]
    return (good & facts).sum(), facts.sum(), rows["link"].sum(), (good & rows["link"]).sum() == 3


@states("21", "Mali's army says that it killed 203 fighters")
def _():
    return load("moura_claims").set_index("row_id").at[7, "value"]


@states("21", "executed about 300 civilians")
def _():
    return load("moura_claims").set_index("row_id").at[8, "value"]


@states("21", "Both could be checked in July 2022")
def _():
    return 2022, against() == ["C06", "C66"]


@states("21", "The same text, the same verdicts: a fifth of the scale lies between two ways")
def _():
    return 20 <= max(ways()) - min(ways()) < 23


#: The evidence on the ten stands in the lesson; what carries their rows carries it there.
for _key in TEN:
    _carried = CARRIED.get(_key.lower())
    if _carried and _key not in {"C24", "C40"}:
        states("21", _carried.quotation)(_carried.compute)


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


@reaches("factcheck-2", "C06 is one of them")
def _():
    return against()[:1]


@reaches("factcheck-2", "C66 is one of them")
def _():
    return against()[1:]


def with_those(column, value):
    """Return the right keys, and those of the six that have a value in a column."""
    six = claims().loc[list(SIX)]
    return [*against(), *six.index[six[column].astype(str) == value]]


@reaches("factcheck-2", "For C74 no source")
def _():
    return [*against(), "C74"]


@reaches("factcheck-2", "C19 is about")
def _():
    return [*against(), "C19"]


@reaches("factcheck-2", "For two of these no source")
def _():
    return with_those("source_id", "seed")


@reaches("factcheck-2", "C70 speaks of")
def _():
    return with_those("claim_type", "prediction")


@reaches("factcheck-2", "C79 advises")
def _():
    return with_those("claim_type", "advice")


@reaches("factcheck-2", "All six?")
def _():
    return list(SIX)


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
