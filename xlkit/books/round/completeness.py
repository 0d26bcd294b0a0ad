"""Completeness: how much of each section was answered, return by return and in all."""

from collections import defaultdict

from msgspec import Struct

from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.intake.tracker import Part, Tracked, Tracking

PART_INTRO = "One row for each section of each return that is merged: how many of its questions are answered."
INTRO = "One row for each section: how much of it was answered in the returns that are merged, complete or not."


class OfReturn(Struct, frozen=True):
    """One section of one return."""

    tracked: Tracked
    part: Part


class OfAll(Struct, frozen=True):
    """One section of a template in all returns."""

    template: str
    section: str
    parts: tuple[Part, ...]

    @property
    def answered(self) -> int:
        """How many of its questions are answered, over all returns."""
        return sum(part.answered for part in self.parts)

    @property
    def out_of(self) -> int:
        """How many were asked, over all returns."""
        return sum(part.out_of for part in self.parts)


def by_return(tracking: Tracking) -> SheetOf[OfReturn] | None:
    """The sheet of sections by return; None where nothing came back yet."""
    rows = [OfReturn(tracked, part) for tracked in tracking.rows for part in tracked.parts]
    sheet: SheetOf[OfReturn] = SheetOf(
        sheet="Sections by return",
        name="Parts",
        title="Sections by return",
        intro=PART_INTRO,
        columns=(
            Col("return_id", "Return id", 14, "line", value=lambda row: row.tracked.return_id),
            Col("organisation", "Organisation", 34, value=lambda row: row.tracked.recipient.organisation),
            Col("template", "Template", 26, value=lambda row: row.tracked.template),
            Col("section", "Section", 44, value=lambda row: row.part.section),
            Col("answered", "Answered", 13, "whole", value=lambda row: row.part.answered),
            Col("out_of", "Out of", 10, "whole", value=lambda row: row.part.out_of),
        ),
        records=rows,
    )
    return sheet if rows else None


def sheet(tracking: Tracking, parts: Table) -> SheetOf[OfAll]:
    """The sheet of sections, counted over the rows of `parts`."""

    def same(at: At[OfAll]) -> str:
        return "*".join(f"({parts.span(key)}={at[key]})" for key in ("template", "section"))

    return SheetOf(
        sheet="Sections",
        name="Sections",
        title="Sections",
        intro=INTRO,
        columns=(
            Col("template", "Template", 28, value=lambda row: row.template),
            Col("section", "Section", 48, value=lambda row: row.section),
            Col(
                *("returns", "Returns", 12, "whole"),
                value=lambda row: len(row.parts),
                formula=lambda at: f"=SUMPRODUCT({same(at)})",
            ),
            Col(
                *("answered", "Answered", 13, "whole"),
                value=lambda row: row.answered,
                formula=lambda at: f"=SUMPRODUCT({same(at)}*{parts.span('answered')})",
            ),
            Col(
                *("out_of", "Out of", 10, "whole"),
                value=lambda row: row.out_of,
                formula=lambda at: f"=SUMPRODUCT({same(at)}*{parts.span('out_of')})",
            ),
            Col(
                *("share", "Share answered", 12, "share"),
                value=lambda row: row.answered / row.out_of,
                formula=lambda at: f"={at['answered']}/{at['out_of']}",
            ),
        ),
        records=_sections(tracking),
    )


def _sections(tracking: Tracking) -> list[OfAll]:
    parts: defaultdict[tuple[str, str], list[Part]] = defaultdict(list)
    for row in tracking.rows:
        for part in row.parts:
            parts[row.template, part.section].append(part)
    return [OfAll(*of, tuple(several)) for of, several in parts.items()]
