"""ZIPs that depend on nothing but what they hold: of a session, and of the whole book."""

import os
import zipfile
from pathlib import Path

#: The earliest date that a ZIP can hold.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def pack(folder: Path, place: Path) -> None:
    """Pack a folder into a ZIP: names in order, no file with a date of its own.

    Parameters
    ----------
    folder : pathlib.Path
        What to pack.
    place : pathlib.Path
        The ZIP, outside `folder`; it is replaced whole.
    """
    new = place.with_suffix(".new")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                entry = zipfile.ZipInfo(f"{place.stem}/{name}", FIRST_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    os.replace(new, place)
