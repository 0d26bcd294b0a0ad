"""Recipients: everybody who was asked, what came back of them, whom to chase, and how much of each section is there."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.intake.log import folder_of, within
from xlkit.intake.tracker import Part, Tracked, Tracking
from xlkit.returns.issues import Issue
from xlkit.round.control import NO, YES

NO_LOCALITY, NO_SIZE = "no locality", "no size"
MOST_PROBLEMS = 3
INTRO = "One row for each recipient, in the order of the control workbook, with the return that counts."
CHASE_INTRO = "One row for each recipient about whom something has to be done. xlkit mail --chase drafts the messages."

ORGANISATION: Col[Tracked] = Col("organisation", "Organisation", 30, value=lambda row: row.recipient.organisation)
SUBJECT: Col[Tracked] = Col("subject", "About", 16, value=lambda row: row.recipient.subject or None)
RESPONDENT: Col[Tracked] = Col("respondent", "Respondent", 22, value=lambda row: row.recipient.respondent)
STATE: Col[Tracked] = Col("state", "State", 15, value=lambda row: row.state.value)
PROBLEMS: Col[Tracked] = Col("problems", "Problems", 60, value=lambda row: in_words(row.problems))
RETURN_ID: Col[Tracked] = Col("return_id", "Return id", 14, "line", value=lambda row: row.return_id)


def sheet(tracking: Tracking, parts: Table | None) -> SheetOf[Tracked]:
    """The sheet of all recipients; how much is answered is summed over the rows of `parts`, by return id."""
    folder = folder_of(row.file for row in tracking.rows if row.file)
    return SheetOf(
        sheet="Recipients",
        name="Asked",
        intro=f"{INTRO} All files lie in {folder}." if folder else INTRO,
        columns=(
            ORGANISATION,
            *_about(tracking.rows),
            RESPONDENT,
            Col("template", "Template", 25, value=lambda row: row.template),
            Col("locality", "Locality", 17, value=lambda row: row.locality or NO_LOCALITY),
            Col("size", "Size", 13, value=lambda row: row.size or NO_SIZE),
            Col("in_scope", "In scope", 11, value=lambda row: YES if row.recipient.in_scope else NO),
            STATE,
            _sum("answered", "Answered", 13, parts),
            _sum("out_of", "Out of", 10, parts),
            PROBLEMS,
            Col("file", "File", 40, value=lambda row: within(row.file, folder)),
            RETURN_ID,
        ),
        records=tracking.rows,
    )


def to_chase(tracking: Tracking) -> SheetOf[Tracked]:
    """The sheet of those to chase."""
    return SheetOf(
        sheet="To chase",
        name="ToChase",
        intro=CHASE_INTRO,
        columns=(
            ORGANISATION,
            *_about(tracking.to_chase),
            Col("advice", "What to do", 44, value=lambda row: row.advice),
            STATE,
            RESPONDENT,
            Col("email", "Email", 32, value=lambda row: row.recipient.email),
            PROBLEMS.as_wide(70),
            RETURN_ID,
        ),
        records=tracking.to_chase,
    )


def _about(rows: Sequence[Tracked]) -> Sequence[Col[Tracked]]:
    """Whom or what recipients answer about, where any answers about something else than itself."""
    return [SUBJECT] if any(row.recipient.subject for row in rows) else []


def in_words(problems: Sequence[Issue]) -> str:
    """The first problems of a return, each in a line with its cell."""
    lines = [f"{problem.cell.address}: {problem.message}" if problem.cell else problem.message for problem in problems]
    more = [f"And {len(lines) - MOST_PROBLEMS} more."] if len(lines) > MOST_PROBLEMS else []
    return "\n".join((*lines[:MOST_PROBLEMS], *more))


def _sum(key: Literal["answered", "out_of"], header: str, width: float, parts: Table | None) -> Col[Tracked]:
    def total(row: Tracked) -> int | None:
        if not row.parts:
            return None
        return sum(part.answered if key == "answered" else part.out_of for part in row.parts)

    def formula(at: At[Tracked]) -> str | None:
        if parts is None or not at.row.parts:
            return None
        return f"=SUMPRODUCT(({parts.span('return_id')}={at['return_id']})*{parts.span(key)})"

    return Col(key, header, width, "whole", value=total, formula=formula)


PART_INTRO = "One row for each section of each return that is merged: how many of its questions are answered."
SECTIONS_INTRO = (
    "One row for each section: how much of it was answered in the returns that are merged, complete or not."
)


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


def sections(tracking: Tracking, parts: Table) -> SheetOf[OfAll]:
    """The sheet of sections, counted over the rows of `parts`."""

    def same(at: At[OfAll]) -> str:
        return "*".join(f"({parts.span(key)}={at[key]})" for key in ("template", "section"))

    return SheetOf(
        sheet="Sections",
        intro=SECTIONS_INTRO,
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
