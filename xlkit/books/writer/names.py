"""Names: those of sheets and of columns as Excel takes them, each once and not too long."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from xlkit.books.writer.table import Column

LONGEST_NAME = 31  # characters of a sheet's name
LONGEST_HEADER = 250  # characters of a table's column name; Excel holds 255
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))  # in names of sheets
AnyColumn = TypeVar("AnyColumn", bound=Column)


def unique(columns: Iterable[AnyColumn]) -> tuple[AnyColumn, ...]:
    """The columns with headers that a table takes: on one line, not too long, and each once in any case."""
    taken: set[str] = set()
    kept = []
    for column in columns:
        plain = "".join(character if character.isprintable() else " " for character in column.header)
        header = " ".join(plain.split())[:LONGEST_HEADER] or column.key
        if header.startswith("<r>") and header.endswith("</r>"):
            header = f"“{header}”"  # XlsxWriter, which writes headers itself, would take it for XML of its own
        header = _free(header, taken, LONGEST_HEADER)
        kept.append(replace(column, header=header))
    return tuple(kept)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet, near the wanted one; it is added to those taken."""
    plain = "".join(character if character.isprintable() else " " for character in wanted.translate(FORBIDDEN))
    name = " ".join(plain.split()) or "Sheet"
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - 1].rstrip() + "…"
    return _free(name, taken, LONGEST_NAME)


def _free(wanted: str, taken: set[str], longest: int) -> str:
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = wanted[: longest - len(ending)] + ending
    taken.add(name.casefold())
    return name
