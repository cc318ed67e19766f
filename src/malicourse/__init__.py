"""Helpers of the course *Peacekeeping under test*: data, charts, geometry and feedback."""

from malicourse import charts, geo
from malicourse.data import DataError, catalog, cite, load, sources
from malicourse.feedback import check

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
