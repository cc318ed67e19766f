"""Helpers of the course *Peacekeeping under test*: data, charts, geometry and feedback.

Importing it tells pandas to show tables whole: no text cut with dots, no column left out, and no
row of a printed table broken over two lines.
"""

import pandas as pd

from malicourse import charts, geo
from malicourse.data import DataError, catalog, cite, load, sources
from malicourse.feedback import check

pd.set_option("display.max_colwidth", None, "display.max_columns", None, "display.width", 1000)

__version__ = "0.1.0"

__all__ = [
    "DataError",
    "catalog",
    "charts",
    "check",
    "cite",
    "geo",
    "load",
    "sources",
]
