"""The lines that read a table without the package of the course, in Python and in R."""

from pathlib import Path
from typing import Any

import pandas as pd

_KINDS = {"integer": "Int64", "boolean": "boolean", "string": "str"}


def python(table: dict[str, Any], file: Path) -> str:
    """Return the lines for pandas.

    Parameters
    ----------
    table : dict
        Description of the table, from `malicourse.data.read_schema`.
    file : pathlib.Path
        Its CSV file: types are named where pandas would guess another.

    Returns
    -------
    str
        Code that makes a table with the name of the file.
    """
    # Text such as NA is no empty cell.
    guessed = pd.read_csv(file, keep_default_na=False, na_values=[""])
    types = {}
    for field in table["schema"]["fields"]:
        kind, column = field["type"], guessed[field["name"]]
        text = pd.api.types.is_string_dtype(column)
        wrong = (
            (kind == "integer" and not pd.api.types.is_integer_dtype(column))
            or (kind == "boolean" and not pd.api.types.is_bool_dtype(column))
            or (kind == "string" and not text)
        )
        if wrong:
            types[field["name"]] = _KINDS[kind]
    dates = [field["name"] for field in table["schema"]["fields"] if field["type"] == "date"]
    options = [f'"{table["path"]}"', "keep_default_na=False", 'na_values=[""]']
    if types:
        pairs = "".join(f'        "{name}": "{kind}",\n' for name, kind in types.items())
        options.append(f"dtype={{\n{pairs}    }}")
    if dates:
        names = "".join(f'        "{name}",\n' for name in dates)
        options.append(f"parse_dates=[\n{names}    ]")
    inside = "".join(f"    {option},\n" for option in options)
    return f"import pandas as pd\n\n{table['name']} = pd.read_csv(\n{inside})"


def r(table: dict[str, Any]) -> str:
    """Return the lines for R, with base R and with readr; the parameter is that of `python`."""
    name, file = table["name"], table["path"]
    return (
        f'{name} <- read.csv(\n  "{file}",\n  na.strings = "", fileEncoding = "UTF-8"\n)\n\n'
        "# or, with dates as dates:\n"
        f'{name} <- readr::read_csv(\n  "{file}",\n  na = "", guess_max = Inf\n)'
    )
