"""Columns of values in one plain form, so that only differences that matter are differences.

Numbers become float64 (a gap is NaN), dates become Timestamps without a time zone, text loses
case, accents and doubled spaces. Int64 or float, category or text, Timestamp or ISO text is
then the same.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from malicourse.answers.quantities import SAME
from malicourse.answers.wording import fold, is_a

NAMES = {"number": "numbers", "date": "dates", "text": "text", "bool": "True or False"}
"""Kind of a column as a learner knows it."""

LONGEST_COLUMN = 200_000
"""Rows beyond which a column of another length than expected is not looked into."""

_INFERRED = {
    "string": "text",
    "date": "date",
    "datetime": "date",
    "datetime64": "date",
    "period": "date",
    "integer": "number",
    "floating": "number",
    "mixed-integer-float": "number",
    "decimal": "number",
    "boolean": "bool",
    "empty": "empty",
}


def kind_of(column: pd.Series) -> str:
    """Return "number", "date", "text", "bool", "empty" or "other"."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.cat.categories.to_series()
    if pd.api.types.is_bool_dtype(column.dtype):
        return "bool"
    if pd.api.types.is_complex_dtype(column.dtype):
        return "other"
    if pd.api.types.is_numeric_dtype(column.dtype):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return "date"
    return _INFERRED.get(pd.api.types.infer_dtype(column, skipna=True), "other")


def normalised(column: pd.Series, kind: str) -> pd.Series | None:
    """Return a column in the plain form of a kind, None if it cannot be read as that kind."""
    given = kind_of(column)
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(column.cat.categories.dtype)
    column = column.reset_index(drop=True)
    if given == "empty":
        return pd.Series([np.nan] * len(column), dtype=object if kind == "text" else float)
    if kind == "number":
        return _numbers(column, given)
    if kind == "date":
        return _dates(column, given)
    if kind == "text":
        return column.map(_as_text, na_action="ignore").astype(object)
    if kind == "bool":
        return column.astype("boolean").astype(object) if given == "bool" else None
    return column.astype(object)


def _numbers(column: pd.Series, given: str) -> pd.Series | None:
    if given == "date":
        dates = _dates(column, given).dropna()
        only_years = ((dates.dt.month == 1) & (dates.dt.day == 1)).all()
        return _dates(column, given).dt.year.astype(float) if only_years else None
    if given not in ("number", "text"):
        return None
    if given == "text":
        # A decade is written as its first year too.
        column = column.astype(object).str.replace(r"^(\d{3}0)s$", r"\1", regex=True)
    numbers = pd.to_numeric(column.astype(object), errors="coerce")
    lost = numbers.isna() & column.notna()
    if lost.any():
        return None
    return pd.Series(numbers.astype("Float64").to_numpy(float, na_value=np.nan))


def _dates(column: pd.Series, given: str) -> pd.Series | None:
    if isinstance(column.dtype, pd.PeriodDtype):
        column = column.dt.start_time
    if given == "number":
        years = column.dropna()
        if not ((years >= 1900) & (years <= 2100) & (years == years.round())).all():
            return None
        column = column.map(lambda year: f"{int(year)}-01-01", na_action="ignore")
    elif given not in ("date", "text"):
        return None
    dates = pd.to_datetime(column, errors="coerce", format="mixed", utc=True)
    if (dates.isna() & column.notna()).any():
        return None
    return dates.dt.tz_localize(None)


def _as_text(value: Any) -> str:
    if is_a(value, str):
        return fold(value)
    if is_a(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    if is_a(value, date):
        return pd.Timestamp(value).isoformat().removesuffix("T00:00:00")
    return fold(str(value))


def same(given: pd.Series, right: pd.Series, abs_tol: float) -> np.ndarray:
    """Return for each row of two plain columns whether it agrees; two gaps agree."""
    both_gaps = given.isna().to_numpy() & right.isna().to_numpy()
    if pd.api.types.is_float_dtype(right.dtype):
        tolerance = np.maximum(abs_tol, SAME * np.abs(right.to_numpy()))
        with np.errstate(invalid="ignore"):
            near = np.abs(given.to_numpy(float) - right.to_numpy()) <= tolerance
        return near | both_gaps
    equal = (given == right).fillna(False).to_numpy(bool)
    return equal | both_gaps


def tokens(values: list[Any]) -> list[Any]:
    """Return the items of a list in plain, hashable forms."""
    return [_token(value) for value in values]


def _token(value: Any) -> Any:
    if is_a(value, str):
        return fold(value)
    if is_a(value, (bool, np.bool_)):
        return ("bool", bool(value))
    if is_a(value, (int, np.integer)) and abs(int(value)) < 2**53:
        return float(value)
    if is_a(value, (float, np.floating)):
        return ("gap",) if value != value else float(f"{float(value):.9g}")
    if is_a(value, (date, np.datetime64, pd.Period)):
        stamp = value.start_time if is_a(value, pd.Period) else pd.Timestamp(value)
        return ("gap",) if stamp is pd.NaT else str(stamp.isoformat()).removesuffix("T00:00:00")
    if value is None or value is pd.NA or value is pd.NaT:
        return ("gap",)
    if is_a(value, (list, tuple)) and len(value) <= 10:
        return tuple(_token(part) for part in value)
    return ("other", type(value).__name__, id(value))
