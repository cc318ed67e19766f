"""The codes of blind readers beside those of the course, for statements and for the cards."""

from typing import NamedTuple

import pandas as pd

from malicourse import stats
from tests.statements import load


class Alike(NamedTuple):
    """In how many of its rows a reader gave the code of the course, and kappa to two decimals."""

    same: int
    rows: int
    kappa: float


def row_keys(table: str) -> list[str]:
    """Return for each row of a table the key under which `blind_codes` has it."""
    rows = load(table)
    if table == "a4p_crosswalk":
        return (rows["item_id"].astype(str) + "-" + rows["area_no"].astype(str)).tolist()
    unit = "incident_id" if table == "human_rights_access" else rows.columns[0]
    return rows[unit].astype(str).tolist()


def beside(table: str, column: str) -> pd.DataFrame:
    """Return row_key, coder, theirs and ours for each row that was coded blind, as text."""
    coded = load("blind_codes").astype(object).fillna({"code": ""})
    coded = coded[(coded["coded_table"] == table) & (coded["column"] == column)]
    ours = map(_word, load(table)[column].astype(object))
    # Of an incident with several rows the first one counts.
    own = pd.Series(list(ours), index=row_keys(table)).groupby(level=0, sort=False).first()
    coded = coded.rename(columns={"code": "theirs"})
    return coded.assign(ours=coded["row_key"].map(own))[["row_key", "coder", "theirs", "ours"]]


def alike(table: str, column: str) -> list[Alike]:
    """Return how each reader of a table agrees with the course, reader 1 first."""
    found = []
    for _, rows in beside(table, column).groupby("coder"):
        kappa = stats.agreement(rows["ours"], rows["theirs"])["kappa"]
        same = int((rows["ours"] == rows["theirs"]).sum())
        found.append(Alike(same, len(rows), round(kappa, 2)))
    return found


def _word(value: object) -> str:
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
