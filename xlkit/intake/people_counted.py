"""What people say, as a council's workbook counts it, read back: people by theme and heading, and never words."""

from collections.abc import Iterator, Mapping

from xlkit.grouped import grouped
from xlkit.intake.council_workbook import SOMETHING_ELSE, TOGETHER, CountedPeople
from xlkit.returns.raw import RawReturn
from xlkit.returns.tables import Record, records

COUNCIL, THEME, HEARD, SHARE = "Council", "Theme", "People heard", ": share"
NEEDED = {THEME, HEARD}


class UncountableError(Exception):
    """What stands where a number of people was expected, in words."""


def counted_people(raw: RawReturn) -> Mapping[str, CountedPeople]:
    """What people say by whose people they are: under an empty name where a workbook is one council's.

    UncountableError where something else than a number of people stands, or more than were heard.
    """
    rows = (one for one in records(raw, NEEDED) if any(_headings(one)) and one.text(COUNCIL) != TOGETHER)
    by_council = grouped(rows, lambda record: record.text(COUNCIL))
    return {council: _counted(theirs) for council, theirs in by_council.items()}


def _headings(record: Record) -> Iterator[str]:
    """The headings under which people were asked: those whose share stands beside them."""
    return (heading for heading in record.columns if heading + SHARE in record.columns and record.text(heading))


def _counted(theirs: list[Record]) -> CountedPeople:
    first = theirs[0]
    named = [record for record in theirs if record.text(THEME) != SOMETHING_ELSE]
    heard = _many(first, HEARD)
    headings = tuple(_headings(first))
    themes = {record.text(THEME): {heading: _many(record, heading, heard) for heading in headings} for record in named}
    if any(_many(record, HEARD) != heard for record in theirs):
        raise UncountableError(f"its sheet {first.sheet} says in several ways how many people were heard")
    return CountedPeople(heard, headings, themes)


def _many(record: Record, heading: str, most: int | None = None) -> int:
    text, cell = record.text(heading), record.cell(heading)
    if not (text.isascii() and text.isdigit()) or (most is not None and int(text) > most):
        of = "a number of people" if most is None else f"a number of people up to {most}"
        raise UncountableError(f"“{text}” stands at {cell.sheet}!{cell.a1}, where {of} was expected")
    return int(text)
