"""Leads: where the links of a workbook lead, in it and out of it."""

import re

from msgspec import Struct

LONGEST = 1_000  # characters of a file's name with a place in it; Excel takes 2,079, and counts escapes
# What a link takes for something else in the name of a file, or cannot hold.
_READ_OTHERWISE = re.compile("#|%[0-9a-fA-F]{2}|[\ud800-\udfff]")


class Lead(Struct, frozen=True):
    """Where a link leads: a cell of a sheet."""

    sheet: str
    cell: str = "A1"

    @property
    def target(self) -> str:
        """The place as XlsxWriter takes it."""
        return "internal:'{}'!{}".format(self.sheet.replace("'", "''"), self.cell)


class Away(Struct, frozen=True):
    """Where a link leads that leaves the workbook: a file as it lies from there, and a cell in it, if any."""

    file: str
    sheet: str = ""
    cell: str = ""

    @property
    def target(self) -> str:
        """The place as XlsxWriter takes it; empty where no link can hold it."""
        place = "#'{}'!{}".format(self.sheet.replace("'", "''"), self.cell) if self.sheet else ""
        is_sound = not _READ_OTHERWISE.search(self.file) and len(self.file) + len(place) <= LONGEST
        return f"external:{self.file}{place}" if is_sound else ""
