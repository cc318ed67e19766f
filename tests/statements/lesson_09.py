"""Statements of lesson 09, the mandate and the means."""

import pandas as pd

from tests.statements import load, states

HELPING = ["support", "assist", "contribute", "facilitate", "encourage"]


def texts():
    """The eleven texts on the mission, by year of adoption."""
    mandates = load("mandates").query("minusma_mandate")
    return mandates.assign(year=mandates["date"].dt.year).set_index("year")


def ceiling():
    return (texts()["military_ceiling"] + texts()["police_ceiling"]).dropna().astype(int)


def asked():
    return load("force_level_requests").set_index("request_id")


def tasks():
    """The tasks of the ten mandates, with the year of their text."""
    rows = load("mandate_paragraphs").query("level == 'task' and record_id != 'RES2690'")
    year = texts().reset_index().set_index("record_id")["year"]
    return rows.assign(year=rows["record_id"].map(year), helping=rows["verb"].isin(HELPING))


def days():
    """Strength on single days in per cent of the ceiling."""
    steps = texts()[["date", "military_ceiling", "police_ceiling"]].dropna()
    rows = load("strength_reports").dropna(subset=["military", "police"])
    rows = pd.merge_asof(rows, steps, on="date")
    people = rows["military"] + rows["police"]
    rows = rows.assign(people=people)
    full = 100 * people / (rows["military_ceiling"] + rows["police_ceiling"])
    return rows.assign(full=full.astype(float)).set_index("date")


def quoted(record, feature):
    rows = load("mandate_quotes").query("record_id == @record and feature == @feature")
    return rows.iloc[0]


@states("09", "MINUSMA had nine renewals, ten mandates and eleven texts")
def _():
    steps = texts()["step"].value_counts()
    counted = (steps["renewal"], steps["renewal"] + steps["establishment"], len(texts()))
    return counted == (9, 10, 11)


@states("09", "All but that of 2022 were unanimous")
def _():
    divided = texts()[~texts()["unanimous"].astype(bool)]
    return divided.index.item()


@states("09", "The ceiling rose in 2015 and in 2016, and then stood still for six renewals")
def _():
    rises = ceiling().diff()
    flat = rises[rises.index > 2016]
    return *rises.index[rises > 0], (flat == 0).all() and len(flat) == 6


@states(
    "09",
    "From 2016 on no area has more tasks than protection; two areas leave the lists after 2017",
)
def _():
    counts = pd.crosstab(tasks()["area"].astype(str), tasks()["year"])
    late = counts.loc[:, 2016:]
    gone = (counts.loc[:, 2018:].sum(axis=1) == 0) & (counts[2017] > 0)
    return (
        2016,
        (late.loc["protection of civilians"] == late.max()).all(),
        2017 if list(gone[gone].index) == ["culture", "safety of UN personnel"] else None,
    )


@states("09", "2423 has it in paragraph 35")
def _():
    row = load("mandate_paragraphs").query("record_id == 'RES2423' and paragraph == '35'").iloc[0]
    safety = tasks().query("area == 'safety of UN personnel'")["year"]
    return (
        int(row["record_id"][3:]),
        safety.max() == 2017,
        row["area"] == "safety of UN personnel" and row["level"] == "outside the list",
    )


@states("09", "justice loses its heading and keeps its words, in paragraph 13 (b) (vi)")
def _():
    rows = load("mandate_paragraphs").query("record_id == 'RES2164'").set_index("paragraph")
    heading = rows["heading"].dropna().str.contains("justice")
    return rows.at["13 (b) (vi)", "area"] == "justice", not heading.any()


@states("09", "paragraph 13, asked for it and five mandates repeat it outside their lists")
def _():
    rows = load("mandate_quotes").query("feature == 'g5_sahel_support' and in_text == 'yes'")
    first = load("mandates").set_index("record_id").loc["RES2391", "date"]
    before = load("mandates").set_index("record_id")["date"][rows["record_id"]]
    return len(rows) == 5, first < before.min()


@states(
    "09", "From 2014 it covered the mandate, “within its capabilities and its areas of deployment”"
)
def _():
    records = texts().loc[2014:2018, "record_id"]
    rows = [quoted(record, "all_necessary_means")["quote"] for record in records]
    return 2014, all("within its capabilities and its areas of deployment" in q for q in rows)


@states("09", "In 2480 of 2019 those words go, and they do not come back")
def _():
    records = texts().loc[2019:2022, "record_id"]
    rows = [quoted(record, "all_necessary_means")["quote"] for record in records]
    return 2480, 2019, not any("capabilities" in q for q in rows)


@states("09", "In each mandate more than half of the tasks are help to others")
def _():
    return (tasks().groupby("record_id")["helping"].mean() > 0.5).all()


@states(
    "09", "comes once in each list from 2016 on, and what it ensures is that other donors' efforts"
)
def _():
    rows = tasks().query("verb == 'ensure'")
    once = rows.groupby("year").size().reindex(range(2016, 2023)) == 1
    return rows["year"].min(), once.all() and rows["summary"].str.contains("coherent").all()


@states("09", "good offices, one paragraph in 2017, are four in 2018")
def _():
    rows = tasks().query("record_id in ['RES2364', 'RES2423']")
    rows = rows[rows["heading"].astype(str).str.contains("Good offices")]
    return rows["year"].min(), rows["year"].max(), list(rows.groupby("year").size()) == [1, 4]


@states(
    "09",
    "By its letter it is third in 2013, first in 2014, fourth in 2015 and in 2018, third at the "
    "end",
)
def _():
    core = tasks().query("verb == 'protect' and area == 'protection of civilians'")
    letter = core.set_index("year")["paragraph"].str.extract(r"\((\w)\)")[0]
    found = "".join(letter[[2013, 2014, 2015, 2018, 2022]])
    return 2013, 2014, 2015, 2018, found == "caddc"


@states("09", "“imminent” was dropped before “threat”")
def _():
    quotes = [quoted(r, "protection_of_civilians")["quote"] for r in ("RES2227", "RES2295")]
    return "imminent threat" in quotes[0], "imminent" not in quotes[1]


@states("09", "2640 asks for reports on human rights “publicly and quarterly” where 2584 said")
def _():
    row = quoted("RES2640", "quarterly_rights_reports")
    before = quoted("RES2584", "quarterly_rights_reports")
    ends = row["quote"] == "publicly and quarterly", before["quote"] == "publicly and regularly"
    return 2640, *ends, 2584


@states("09", "begins with the first quarter of 2020")
def _():
    first = load("hr_notes")["period"].min()
    return int(first[:4]), first.endswith("Q1")


@states(
    "09",
    "By tasks the list grows from 16 in 2015 to 27 in 2018 and then stands still; by areas it "
    "narrows after 2017, to nine",
)
def _():
    by = tasks().groupby("year")
    counts, areas = by.size(), by["area"].nunique()
    return (
        counts[2015],
        2015,
        counts[2018],
        2018,
        counts.loc[2018:].max() - counts.loc[2018:].min() <= 1,
        2017,
        (areas.loc[2018:] == 9).all() and areas[2017] > 9,
    )


@states("09", "of the 27 tasks of 2018 two are new")
def _():
    rows = tasks().query("year == 2018")
    return len(rows), 2018, (rows["change"] == "new").sum() == 2


@states("09", "a full list from the first day, six additions in 2014, few after that")
def _():
    new = tasks().query("change == 'new'").groupby("year").size()
    return new[2014] == 6, 2014, new.loc[2015:].max() <= 2


@states("09", "In 2013, in 2015 and in 2016 all was granted within 30 days")
def _():
    given = asked().query("outcome == 'granted in full'")
    longest = (given["decision_date"] - given["date"]).dt.days.max()
    return *given["date"].dt.year.unique(), longest


@states("09", "it had 12,051 people, 237 more than before the rise was asked for")
def _():
    people = days()["people"]
    return people["2016-12-22"], people["2016-12-22"] - people["2016-03-18"]


@states(
    "09",
    "In every count that we have the mission stood below its ceiling; at most 14,911 of 15,209",
)
def _():
    months = load("mission_strength").query("mission == 'MINUSMA'")
    held = pd.merge_asof(months, texts()[["date", "military_ceiling", "police_ceiling"]], on="date")
    below = held["total"] < held["military_ceiling"] + held["police_ceiling"]
    rows = days()
    press = load("strength_snapshots").set_index("snapshot_id").loc[["SS08", "SS10"]]
    parts = press[["military", "troops", "staff_officers", "police"]].sum(axis=1)
    annex = (rows["annex_military"] + rows["annex_police"]).dropna().astype(int)
    upper = ceiling().max()
    return (
        below.all()
        and (rows["full"] < 100).all()
        and (parts < upper).all()
        and annex.max() < upper,
        rows["people"].max(),
        upper,
    )


@states("09", "a year cost about 1.1 to 1.2 billion")
def _():
    rows = load("mission_budgets").query("mission == 'MINUSMA' and start >= '2017-01-01'")
    kinds = rows["kind"].isin(["approved budget", "annual budget as quoted"])
    amounts = rows[kinds]["amount"] / 1000
    return round(amounts.min(), 1), amounts.max() * 1e9


@states("09", "would have come on top, about a sixth")
def _():
    rows = load("mission_budgets").set_index("budget_id")["amount"]
    return round(rows["bud_39"] / rows["bud_41"]) == 6


@states("09", "The verb: both ceilings had stood since 2016")
def _():
    return ceiling().index[ceiling() == ceiling()[2020]].min()


@states(
    "09",
    "By tasks their lists grew from 16 in 2015 to 27 in 2018, by areas they did not, so a "
    "“Christmas tree” is as large as its unit makes it",
)
def _():
    by = tasks().groupby("year")
    counts, areas = by.size(), by["area"].nunique()
    return counts[2015], 2015, counts[2018], 2018, areas[2015] == areas[2018]


@states(
    "09",
    "From 2015 to 2018 the list grew by tasks and by headings and stood still by areas",
)
def _():
    by = tasks().groupby("year")
    counts, heads, areas = by.size(), by["heading"].nunique(), by["area"].nunique()
    grew = counts[2018] > counts[2015] and heads[2018] > heads[2015]
    return 2015, 2018, grew, areas[2018] == areas[2015]


@states(
    "09",
    "more than half of the tasks of each mandate were help to others; those of protecting "
    "civilians never were",
)
def _():
    share = tasks().groupby("record_id")["helping"].mean()
    own = tasks().query("area == 'protection of civilians'")
    return (share > 0.5).all(), not own["helping"].any()


@states(
    "09",
    "The requests that we know of were granted in full in 2013, 2015 and 2016; of 2,069 people "
    "asked for in 2021 none were granted",
)
def _():
    given = asked().query("outcome == 'granted in full'")
    late = asked().query("outcome == 'not granted'")
    return (
        *given["date"].dt.year.unique(),
        late.at["FR03", "persons"],
        late["date"].dt.year.unique().item(),
        late["persons_granted"].sum() == 0,
    )


@states(
    "09",
    "In every count that we have the mission stood below its ceiling, between 51 and 98 per cent",
)
def _():
    months = load("mission_strength").query("mission == 'MINUSMA'")
    held = pd.merge_asof(months, texts()[["date", "military_ceiling", "police_ceiling"]], on="date")
    share = 100 * held["total"] / (held["military_ceiling"] + held["police_ceiling"])
    return share.max() < days()["full"].max() < 100, days()["full"].min(), days()["full"].max()


@states(
    "09",
    "for 2019, when the centre became a second priority with no post added, and for 2021–22, the "
    "sentence has good evidence",
)
def _():
    rows = load("mandate_quotes").query("feature == 'centre_priority' and in_text == 'yes'")
    year = texts().reset_index().set_index("record_id")["year"][rows["record_id"]].min()
    return year, ceiling().diff()[2019] == 0, asked().at["FR03", "date"].year


@states("09", "more than the 40 observers granted in 2015")
def _():
    row = asked().loc["FR10"]
    return row["persons_granted"], row["decision_date"].year
