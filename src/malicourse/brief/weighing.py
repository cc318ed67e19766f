"""Scores of options, weighed."""

from __future__ import annotations

import numbers
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import pandas as pd


def weigh(
    scores: pd.DataFrame, weights: Mapping[str, float] | Sequence[float] | pd.Series
) -> pd.DataFrame:
    """Return scores with the weights as first row and the weighted mean as last column.

    Parameters
    ----------
    scores : pandas.DataFrame
        Options (index) and criteria (columns), each cell from 1 to 5.
    weights : dict, sequence or pandas.Series
        A number from 0 upwards for each criterion; a sequence in the order of the columns.

    Returns
    -------
    pandas.DataFrame
        The table for `Brief.options`.

    Raises
    ------
    ValueError
        If a score or a weight is missing, no number or out of range; the message says which.
    """
    if not isinstance(scores, pd.DataFrame):
        raise ValueError("The scores must be a table with a row for each option.")
    criteria = [str(name) for name in scores.columns]
    for option, row in scores.iterrows():
        for name, score in row.items():
            if not is_number(score) or not 1 <= score <= 5:
                raise ValueError(
                    f"{option}, {name}: the score is {_shown(score)}; give a number from 1 to 5, "
                    "without quotes."
                )
    ways = pd.Series(_named(weights, criteria), dtype=float)[criteria]
    mean = (scores.astype(float) * ways.to_numpy()).sum(axis=1) / ways.sum()
    table = scores.astype(float).assign(mean=mean)
    return pd.concat([ways.to_frame("weight").T.set_axis(scores.columns, axis=1), table])


def _named(weights: Any, criteria: list[str]) -> dict[str, float]:
    """Return weights by criterion, or say in a sentence what is wrong with them."""
    listed = ", ".join(criteria)
    if isinstance(weights, pd.Series):
        weights = weights.to_dict()
    if isinstance(weights, list | tuple):
        if len(weights) != len(criteria):
            raise ValueError(f"There are {len(weights)} weights for {len(criteria)} criteria.")
        weights = dict(zip(criteria, weights, strict=True))
    if not isinstance(weights, Mapping):
        raise ValueError(f"Give the weights as {{name: number}}, one for each of {listed}.")
    for name in weights:
        if name not in criteria:
            near = get_close_matches(str(name), criteria, 1)
            meant = f"did you mean {near[0]}?" if near else f"there are {listed}."
            raise ValueError(f'No criterion is called "{name}": {meant}')
    missing = [name for name in criteria if name not in weights]
    if missing:
        raise ValueError(f"A weight is missing: {', '.join(missing)}.")
    for name, weight in weights.items():
        if not is_number(weight) or not 0 <= weight < float("inf"):
            raise ValueError(
                f"The weight of {name} is {_shown(weight)}; give a number from 0 upwards, "
                "without quotes."
            )
    if not any(weights.values()):
        raise ValueError("All weights are 0, so nothing counts: give one at least more than 0.")
    return dict(weights)


def is_number(cell: object) -> bool:
    """Say whether a cell holds a number; True and False are none."""
    return isinstance(cell, numbers.Real) and not isinstance(cell, bool)


def _shown(cell: object) -> str:
    if isinstance(cell, str):
        return f'"{cell}"'
    return "missing" if pd.api.types.is_scalar(cell) and pd.isna(cell) else str(cell)
