"""Statements of lesson 07, the road to Action for Peacekeeping."""

import re

from tests.statements import load, states


def commitments():
    """Return how many commitments and areas the declaration has, by the sources of claim C30."""
    said = load("claims").set_index("claim_id").at["C30", "what_sources_say"]
    return int(re.search(r"(\d+) commitments grouped in eight areas", said)[1])


def read():
    return load("a4p_commitments").query("read_as == 'commitment'")


def bounds():
    """Least and most of the commitments that bind Member States only, in per cent."""
    rows = load("a4p_commitments").query("read_as in ['commitment', 'opening words']")
    known = (rows["who"] == "Member States").sum()
    whole = commitments()
    return 100 * known / whole, 100 * (known + whole - len(rows)) / whole


def counts():
    return load("a4p_endorsement_counts").sort_values("latest").reset_index(drop=True)


@states("07", "The declaration has 45")
@states("07", "How many of the 45 can we show?")
@states("07", "the chart gives each of the 45 a mark")
def _():
    return commitments()


@states("07", "That is all we have: eight of 45")
def _():
    return commitments(), len(read()) == 8


@states("07", "The Declaration of Shared Commitments has 45 commitments in eight areas")
@states("07", "A wrong count of a right thing: eight areas, 45 commitments.")
def _():
    return commitments(), len(load("a4p_areas")) == 8


@states(
    "07",
    "The count of 130 is dated by its source to September, not later than the 25th; since 42 was "
    "the count of the 11th, 130 cannot be older",
)
def _():
    rows = counts().set_index("member_states")
    days = rows.at[130, "latest"].day == 25, rows.at[42, "latest"].day == 11
    return 130, 42, 130, *days, rows.at[130, "earliest"].month == 9


@states("07", "Since 2000 the texts of reform name the same troubles")
def _():
    return load("frameworks")["date"].min().year


@states(
    "07",
    "Eight of the 45 could be read here, so the share that binds Member States alone lies anywhere "
    "between 11 and 91 per cent",
)
def _():
    return commitments(), *bounds(), len(read()) == 8


@states("07", "42 states had endorsed on 11 September 2018, 146 on the 26th, 154 by March 2021")
def _():
    rows = counts()
    first, third, last = rows.loc[0], rows.loc[2], rows.loc[4]
    days = third["latest"].day == 26, last["latest"].month == 3
    numbers = first["member_states"], first["latest"].date().isoformat(), third["member_states"]
    return *numbers, last["member_states"], last["latest"].year, *days


@states("07", "both sponsored resolutions of 2021 on accountability and on transitions")
def _():
    rows = load("resolution_sponsors")
    both = rows[rows["iso3"].isin(["MLI", "RUS"]) & rows["symbol"].str.contains("2589|2594")]
    return 2021, len(both) == 4, both["symbol"].str.contains("(2021)", regex=False).all()
