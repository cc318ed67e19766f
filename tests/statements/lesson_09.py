"""Statements of lesson 09, the mandate and the means."""

from tests.statements import load, states


def texts():
    """The eleven texts on the mission, by year of adoption."""
    mandates = load("mandates").query("minusma_mandate")
    return mandates.assign(year=mandates["date"].dt.year).set_index("year")


def ceiling():
    return (texts()["military_ceiling"] + texts()["police_ceiling"]).dropna().astype(int)


def asked():
    return load("force_level_requests").set_index("request_id")


def whole_lists():
    return load("mandate_tasks").query("task_list_complete")


def areas(record):
    rows = whole_lists().query("record_id == @record")
    more = rows["other_areas"].dropna().str.split(";").explode()
    return len({*rows["area"], *more})


def chief(record):
    """Headings, and those that the Council did not put last."""
    tiers = whole_lists().query("record_id == @record")["tier"]
    return len(tiers), (tiers != "other task").sum()


def cells():
    table = load("mandate_features").merge(load("mandates").query("minusma_mandate")["record_id"])
    return table.loc[:, "protection_of_civilians":"force_level_report"]


@states(
    "09",
    "The table has the whole list of headings for four of eleven texts: 2100, 2164, 2227 and 2423",
)
def _():
    read = whole_lists()["record_id"].unique()
    return *[int(record[3:]) for record in read], len(texts()) == 11


@states(
    "09",
    "Its ceiling rose twice by request, by 40 observers in 2015 and by a fifth in 2016, each time "
    "as the Secretary-General had asked; of 2,069 people asked for in 2021 none were granted",
)
def _():
    rises = ceiling().diff()
    rises = rises[rises > 0]
    wanted = asked()["persons"]
    late = asked()["date"].dt.year == 2021
    return (
        rises.iloc[0],
        rises.index[0],
        rises.index[1],
        wanted["FR03"],
        asked().at["FR03", "date"].year,
        list(rises) == [wanted["FR10"], wanted["FR01"] + wanted["FR02"]],
        round(5 * rises.iloc[1] / ceiling()[2015]) == 1,
        set(asked().loc[late, "outcome"]) == {"not granted"},
    )


@states("09", "MINUSMA had nine renewals, ten mandates and eleven texts")
def _():
    steps = texts()["step"].value_counts()
    return (steps["renewal"], steps["renewal"] + steps["establishment"], len(texts())) == (
        9,
        10,
        11,
    )


@states(
    "09",
    "From 2015 to 2018 the mandate grew by headings, stood still by areas and shrank by priorities",
)
def _():
    (before, first), (after, second) = chief("RES2227"), chief("RES2423")
    years = texts().reset_index().set_index("record_id")["year"]
    same = areas("RES2227") == areas("RES2423")
    return years["RES2227"], years["RES2423"], after > before, same, second < first


@states("09", "Of 143 cells of the matrix 69 were unknown until the texts were read")
def _():
    return cells().size, cells().isna().sum().sum(), load("mandate_quotes")["in_text"].notna().all()


@states("09", "Of the 69 cells 26 are a yes and 43 a no")
def _():
    asked = load("mandate_quotes").query("feature in @names", local_dict={"names": [*cells()]})
    unread = asked[asked["first_reading"].isna()]["in_text"]
    return len(unread), (unread == "yes").sum(), (unread == "no").sum()


@states("09", "though the text of 2423 of 2018 has it")
def _():
    rows = load("mandate_quotes").query("feature == 'g5_sahel_support' and in_text == 'yes'")
    year = texts().reset_index().set_index("record_id")["year"]
    return int(rows["record_id"].min()[3:]), year[rows["record_id"].min()]


@states("09", "Of the eleven who spoke, nine had voted yes")
def _():
    rows = load("votes").query("record_id == 'RES2640' and role != 'not a member'")
    spoke = rows.dropna(subset="explanation")["vote"]
    return len(spoke) == 11, (spoke == "yes").sum() == 9


@states("09", "In 2013, in 2015 and in 2016 all was granted within 30 days")
def _():
    given = asked().query("outcome == 'granted in full'")
    longest = (given["decision_date"] - given["date"]).dt.days.max()
    return *given["date"].dt.year.unique(), longest


@states("09", "from 16 in 2015 to 27 in 2018 and hardly changed until 2022")
def _():
    tasks = load("mandate_paragraphs").query("level == 'task'").groupby("record_id").size()
    flat = tasks[["RES2423", "RES2480", "RES2531", "RES2584", "RES2640"]]
    return tasks["RES2227"], 2015, tasks["RES2423"], 2018, 2022, flat.max() - flat.min() <= 1


@states(
    "09",
    "from 2019, when the centre became a second priority and means did not grow, and for 2021–22",
)
def _():
    first = load("mandate_features").set_index("record_id")["centre_priority"] == "yes"
    year = texts().reset_index().set_index("record_id")["year"][first.idxmax()]
    flat = ceiling().loc[2019:].nunique() == 1
    return year, asked().at["FR03", "date"].year, flat


@states("09", "outside these columns resolution 2391 of December 2017 had asked for it")
def _():
    row = load("mandates").set_index("record_id").loc["RES2391"]
    return row["date"].year, "G5" in row["summary"], row["date"].month == 12


@states("09", "though its words name reform of institutions and justice as well")
def _():
    row = load("mandate_tasks").set_index("task_id").loc["T2423_01"]
    words = row["task"]
    return row["area"] == "peace agreement", "institutional reform" in words, "justice" in words


@states(
    "09",
    "on the single days that the Secretary-General's reports give from 2018 to 2022, two to eleven "
    "per cent",
)
def _():
    days = load("strength_reports").query("date >= '2018-01-01'")
    ceilings = load("mandates").query("date >= '2016-06-29' and minusma_mandate")
    full = ceilings["military_ceiling"] + ceilings["police_ceiling"]
    below = 100 - 100 * (days["military"] + days["police"]) / full.dropna().unique().item()
    years = days["date"].dt.year
    return years.min(), years.max(), round(below.min()) == 2, round(below.max()) == 11


@states("09", "And in no count that we have did it reach its ceiling")
def _():
    days = load("strength_reports").dropna(subset=["military", "police", "authorized_military"])
    ceilings = days["authorized_military"] + days["authorized_police"]
    months = load("mission_strength").query("mission == 'MINUSMA'")
    return ((days["military"] + days["police"]) < ceilings).all(), months["total"].max() < 12_640
