"""Completeness: how much of each section was answered, return by return and in all."""

from collections import defaultdict
from collections.abc import Iterator

from xlkit.books.writer.table import Cell, Column, Formula, Table, unique
from xlkit.intake.tracker import Tracking

PART_COLUMNS = (
    Column("return_id", "Return id", 14, "line"),
    Column("organisation", "Organisation", 34),
    Column("template", "Template", 26),
    Column("section", "Section", 44),
    Column("answered", "Answered", 13, "whole"),
    Column("out_of", "Out of", 10, "whole"),
)
PART_INTRO = "One row for each section of each return that is merged: how many of its questions are answered."
COLUMNS = (
    Column("template", "Template", 28),
    Column("section", "Section", 48),
    Column("returns", "Returns", 12, "whole"),
    Column("answered", "Answered", 13, "whole"),
    Column("out_of", "Out of", 10, "whole"),
    Column("share", "Share answered", 12, "share"),
)
INTRO = "One row for each section: how much of it was answered in the returns that are merged, complete or not."


def part_table(tracking: Tracking) -> Table | None:
    """The table of sections by return; None where nothing came back yet."""
    count, name = sum(len(row.parts) for row in tracking.rows), "Sections by return"
    return Table(name, "Parts", name, PART_INTRO, unique(PART_COLUMNS), count) if count else None


def part_rows(tracking: Tracking) -> Iterator[list[Cell]]:
    """The rows of that table."""
    for row in tracking.rows:
        for part in row.parts:
            who = row.recipient
            yield [row.return_id, who.organisation, who.template, part.section, part.answered, part.out_of]


def table(tracking: Tracking) -> Table:
    """The table of sections."""
    return Table("Sections", "Sections", "Sections", INTRO, unique(COLUMNS), len(_sections(tracking)))


def rows(tracking: Tracking, sections: Table, parts: Table) -> Iterator[list[Cell]]:
    """The rows of that table, counted over the rows of `parts`."""
    for number, ((template, section), counts) in enumerate(_sections(tracking).items()):
        answered, out_of = sum(a for a, _ in counts), sum(b for _, b in counts)
        same = "*".join(f"({parts.span(key)}={sections.cell(key, number)})" for key in ("template", "section"))
        share = f"={sections.cell('answered', number)}/{sections.cell('out_of', number)}"
        yield [
            template,
            section,
            Formula(f"=SUMPRODUCT({same})", len(counts)),
            Formula(f"=SUMPRODUCT({same}*{parts.span('answered')})", answered),
            Formula(f"=SUMPRODUCT({same}*{parts.span('out_of')})", out_of),
            Formula(share, answered / out_of),
        ]


def _sections(tracking: Tracking) -> dict[tuple[str, str], list[tuple[int, int]]]:
    counts: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in tracking.rows:
        for part in row.parts:
            counts[row.recipient.template, part.section].append((part.answered, part.out_of))
    return dict(counts)
