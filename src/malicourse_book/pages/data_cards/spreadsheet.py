"""A table as a workbook, which a spreadsheet opens without changing a cell.

A CSV file leaves it to the spreadsheet what a cell is: `10-1-2` becomes a date, `Ménaka` is
garbled, and the language of the machine decides whether a comma parts the columns.
"""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

#: Characters of the widest column.
_LONGEST = 48


def write(path: Path, package: dict[str, Any], table: dict[str, Any], rows: Path) -> None:
    """Write a table as an XLSX file: its rows on one sheet, what they mean on another.

    Numbers are numbers. All else, dates too, is the text of the CSV file: no spreadsheet reads
    a date in another order, and one from before 1900 stays one.

    Parameters
    ----------
    path : pathlib.Path
        The file to write. The same table gives the same bytes.
    package : dict
        Facts of the data package: `title`, `created`.
    table : dict
        Description of the table, from `malicourse.data.read_schema`.
    rows : pathlib.Path
        The CSV file of the table.
    """
    fields = table["schema"]["fields"]
    with rows.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        # It has to say when it was made: the day of the tables, so that no build differs.
        book.set_properties(
            {"title": table["title"], "created": datetime.fromisoformat(package["created"])}
        )
        head = book.add_format({"bold": True, "valign": "top"})
        sheet = book.add_worksheet(table["name"][:31])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(lines) - 1, len(fields) - 1)
        for column, field in enumerate(fields):
            widest = max(len(line[column]) for line in lines)
            sheet.set_column(column, column, min(widest, _LONGEST) + 2)
            number = field["type"] in ("integer", "number")
            sheet.write_string(0, column, field["name"], head)
            for position, line in enumerate(lines[1:], start=1):
                if line[column] and number:
                    sheet.write_number(position, column, float(line[column]))
                elif line[column]:
                    sheet.write_string(position, column, line[column])
        _describe(book, package, table, head)


def _describe(
    book: xlsxwriter.Workbook, package: dict[str, Any], table: dict[str, Any], head: Any
) -> None:
    """Write the sheet that goes along: a workbook is soon parted from its page."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("about this table")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    about = [
        ("title", table["title"]),
        ("description", table["description"]),
        *(("rule of coding", rule) for rule in table.get("coding", ())),
        *(("caveat", caveat) for caveat in table["caveats"]),
        ("citation", table["citation"]),
        *(("licence", licence["title"]) for licence in table["licenses"]),
        ("column", "meaning"),
    ]
    for field in table["schema"]["fields"]:
        unit = f" Unit: {field['unit']}." if "unit" in field else ""
        about.append((field["name"], field["description"] + unit))
    for position, (name, text) in enumerate(about):
        sheet.write_string(position, 0, name, head)
        sheet.write_string(position, 1, text, wrapped)
