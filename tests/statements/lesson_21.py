"""Statements of lesson 21, the fact check."""

from tests.statements import load, states

LINKS = ["C33", "C34", "C44", "C45", "C46"]


def claims():
    return load("claims").set_index("claim_id")


def sums():
    return claims()["verdict"].value_counts()


def core(links=LINKS):
    """Verdicts of the claims that carry the argument: first the facts, then the links."""
    verdicts = claims().loc["C33":"C53", "verdict"]
    return verdicts.drop(links), verdicts[links]


def shares(weight, links=LINKS):
    """Per cent of the core by verdict, if a link weighs as much as `weight` facts."""
    facts, joined = (part.value_counts() for part in core(links))
    weights = facts.add(weight * joined, fill_value=0)
    return 100 * weights / weights.sum()


@states("21", "We cut it into 70 claims and gave each a verdict")
@states("21", "has 70 rows")
@states("21", "All 70 claims of a text are supported")
def _():
    return len(claims())


@states("21", "for 11 claims, the word of a second reader")
def _():
    return claims()["second_reader"].notna().sum()


@states("21", "Suppose that a bridge has 70 stones and 43 are sound")
def _():
    return len(claims()), sums()["supported"]


@states("21", "supported 21, disputed 3, not testable 76")
def _():
    return list(shares(10)[["supported", "disputed", "not testable"]])


@states("21", "at 10 the supported share is then 31 per cent instead of 21")
def _():
    return 10, shares(10, [*LINKS, "C35"])["supported"], shares(10)["supported"]


@states("21", "Mali's army says that it killed 203 fighters")
def _():
    return load("moura_claims").set_index("row_id").at[7, "value"]


@states(
    "21", "Of 70 claims 43 are supported, twelve disputed, three contradicted, seven not testable"
)
def _():
    others = list(sums()[["disputed", "contradicted", "not testable", "later overtaken"]])
    return len(claims()), sums()["supported"], others == [12, 3, 7, 5]


@states("21", "In the core of the argument 14 of 16 facts are supported")
def _():
    facts, links = core()
    return (facts == "supported").sum(), len(facts), (links == "not testable").all()


@states("21", "All four are not testable: lessons 14 and 19 looked")
def _():
    alone = claims().query("source_id == 'seed'")
    looked = alone["lessons"].str.contains("14-|19-")
    return 19, len(alone) == 4, (alone["verdict"] == "not testable").all(), looked.all()
