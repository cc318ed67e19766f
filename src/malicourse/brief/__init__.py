"""A brief of at most two pages: a template for texts, figures, charts and weighed options.

from malicourse import brief

draft = brief.Brief(title="...", advice="...", reasons=["..."], objection="...")
draft.gaps()                  # what is still missing, in sentences
brief.save(draft, "my-brief.html")
"""

from malicourse.brief.draft import (
    CRITERIA,
    LETTERS,
    LIMITS,
    NAME,
    OPTIONS,
    TITLE,
    WORDS,
    Brief,
    Figure,
)
from malicourse.brief.printing import SMALLEST, page, save
from malicourse.brief.weighing import weigh

__all__ = [
    "Brief",
    "CRITERIA",
    "Figure",
    "LETTERS",
    "LIMITS",
    "NAME",
    "OPTIONS",
    "SMALLEST",
    "TITLE",
    "WORDS",
    "page",
    "save",
    "weigh",
]
