"""What the sheets of one respondent workbook are written from, and how they are protected and printed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from xlsxwriter.utility import xl_range

from xlkit.books.respondent.pages import print_on_a4
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import heading_height
from xlkit.books.writer.levels_look import runs
from xlkit.form import headings, layout, workings
from xlkit.form.draft import Draft
from xlkit.form.expression import Pairs
from xlkit.form.headings import Headed
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument, Section
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.form.progress import Standing, answers_anything
from xlkit.form.relevance import Worked
from xlkit.form.words import Words
from xlkit.form.workings import Working
from xlkit.returns.raw import CellRef
from xlkit.round.round import Round

TITLE_HEIGHT, INTRO_HEIGHT = 28.0, 22.0  # points
LONGEST_LITERAL = 250  # characters of a text in a formula: Excel takes 255


class Form(Struct, frozen=True, dict=True):
    """One respondent workbook: its questions and where they stand, whom it is for, and what already stands in it.

    `last` gives last time's level by the names of items, and `reworded` what was picked of them then, where that has
    other words now. `begun` is the mark of what stands in one sent out to be changed, `meant` says what each reference
    means, and `worked` is what comes of what stands in it. `checks` are the states of what a correction lists.
    """

    instrument: Instrument
    words: Words
    layout: Layout
    identity: Identity
    round: Round
    draft: Draft
    standings: Sequence[Standing]
    worked: Worked
    last: Mapping[str, int]
    reworded: Mapping[str, Sequence[str]]
    begun: str = ""
    meant: Sequence[str] = ()
    checks: Sequence[str] = ()

    @cached_property
    def is_date_wanted(self) -> bool:
        """Whether a date is to say that the answers still hold with which the workbook is sent out."""
        return bool(self.begun) and answers_anything(self.instrument, self.draft)

    @property
    def deadline(self) -> str:
        """The day until when it is wanted, in its own language where that day is known; empty where nobody says one."""
        return self.words.in_full(self.round.due) if self.round.due else self.round.deadline

    @cached_property
    def workings(self) -> Mapping[str, Working]:
        """Where what formulas refer to stands, by name."""
        return workings.of_items(self.instrument)

    @cached_property
    def columns(self) -> Mapping[tuple[str, str], Working]:
        """The same of columns of tables, by table and name."""
        return workings.of_tables(self.instrument, self.workings.values())

    @cached_property
    def files(self) -> Mapping[str, tuple[int, Pairs]]:
        """What files beside the form state, each with the row above it."""
        return workings.of_files(self.instrument, (*self.workings.values(), *self.columns.values()))

    @cached_property
    def spans(self) -> Mapping[str, tuple[int, int]]:
        """The row of a table's titles and the blank one below it."""
        rows = (row for row in self.layout.tables if row.kind is RowKind.TABLE_HEADER)
        return {row.item.name: (row.row, row.row + row.item.rows + 1) for row in rows if row.item}

    @property
    def headed(self) -> Mapping[str, Headed]:
        """The headings of its sheets."""
        return headings.of_form(self.instrument, self.identity.perspective)

    def summary_cell(self, item: str, column: int) -> str:
        """The absolute address, with its sheet, of an item's figure on the summary."""
        row = next(row for row in self.layout.summary if row.item and row.item.name == item)
        return address(CellRef(row.sheet, row.row, column))

    def section_rows(self, section: Section) -> Sequence[Row]:
        """The rows of a section's items on the summary."""
        return [row for row in self.layout.summary if row.section is section]

    def question_row(self, item: str) -> Row:
        """The first row of an item among the questions."""
        return next(row for row in self.layout.questions if row.item and row.item.name == item)

    def standing(self, item: str) -> Standing:
        """How far an item is answered."""
        return next(standing for standing in self.standings if standing.item.name == item)


def address(cell: CellRef) -> str:
    """A cell's absolute address with its sheet, as formulas write it: `Summary!$C$5`."""
    letters = cell.a1.rstrip("0123456789")
    return f"{quoted(cell.sheet)}!${letters}${cell.row + 1}"


def whole_column(sheet: str, column: int) -> str:
    """A whole column as formulas write it; cutting and pasting cells within it leaves it as it is."""
    letters = CellRef(sheet, 0, column).a1.rstrip("0123456789")
    return f"{quoted(sheet)}!${letters}:${letters}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return sheet if sheet.isalnum() else "'{}'".format(sheet.replace("'", "''"))


def literal(text: str) -> str:
    """A text as formulas write it."""
    return '"{}"'.format(text.replace('"', '""'))


def text_literal(text: str) -> str:
    """A text of any length as formulas write it: Excel takes 255 characters between quotation marks."""
    pieces = [text[start : start + LONGEST_LITERAL] for start in range(0, max(len(text), 1), LONGEST_LITERAL)]
    return "&".join(literal(piece) for piece in pieces)


def weighted(counts: Iterable[tuple[str, int]]) -> str:
    """Counts times their weights, added up; several programs get a product of arrays wrong in one cell."""
    return "+".join(f"{count}*{weight}" for count, weight in counts)


def chosen(counts: Iterable[str], otherwise: str, texts: Iterable[str]) -> str:
    """The expression that belongs to the one count which is 1; another where all of them are 0."""
    place = weighted((count, number) for number, count in enumerate(counts, start=1))
    return f"CHOOSE(1+{place},{','.join((otherwise, *texts))})"


def beside(sheet: str, ref: str, column: int) -> str:
    """What stands in a column beside a reference, wherever its row stands now."""
    return f"INDEX({whole_column(sheet, column)},MATCH({literal(ref)},{whole_column(sheet, layout.REF)},0))"


def holds(sheet: str, ref: str, column: int, text: str) -> str:
    """1 where a text stands in a column beside a reference, and 0 where another does, or the row is gone."""
    return f"IFERROR(IF({beside(sheet, ref, column)}={literal(text)},1,0),0)"


def filled(sheet: str, ref: str, column: int) -> str:
    """In how many rows of a reference, or of several such as `2.1.*`, something stands in a column."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", ref):
        # Counting takes a text that spells a number for that number, so that 1.1 would be 1.10 too; matching does not.
        return f'IFERROR(IF({beside(sheet, ref, column)}="",0,1),0)'
    return f'COUNTIFS({whole_column(sheet, layout.REF)},{literal(ref)},{whole_column(sheet, column)},"<>")'


def column_range(sheet: str, first: int, last: int, column: int) -> str:
    """Some rows of a column, with its sheet, as formulas write it."""
    return f"{address(CellRef(sheet, first, column))}:{address(CellRef('', last, column)).partition('!')[2]}"


def sentence(text: str, **figures: str) -> str:
    """A text with placeholders as a formula that puts a figure in the place of each: `"Level "&D5`."""
    parts = re.split(r"\{(\w+)\}", text)
    pieces = (figures[part] if place % 2 else literal(part) if part else "" for place, part in enumerate(parts))
    return "&".join(piece for piece in pieces if piece)


def entitle(sheet: Sheet, title: str, intro: str) -> None:
    """Write a sheet's title and the sentence that says what it holds."""
    sheet.text(0, 0, title, sheet.styles["title"])
    sheet.height(0, TITLE_HEIGHT)
    sheet.text(1, 0, intro, sheet.styles["intro"])
    sheet.height(1, INTRO_HEIGHT)


def begin(
    book: Book,
    title: str,
    intro: str,
    headings: Sequence[str],
    widths: Sequence[float],
    heading_row: int = layout.HEADING_ROW,
) -> Sheet:
    """A new sheet with its title, what it holds, and its headings, which stay in sight and stand on every page."""
    sheet = book.sheet(title)
    sheet.widths(widths)
    head(sheet, title, intro, headings, heading_row)
    sheet.raw.repeat_rows(heading_row)
    return sheet


def head(sheet: Sheet, title: str, intro: str, headings: Sequence[str], heading_row: int) -> None:
    """Write a sheet's title, what it holds, and its headings, which stay in sight."""
    entitle(sheet, title, intro)
    cells.texts(sheet, heading_row, 0, headings, "header")
    sheet.height(heading_row, heading_height(headings, sheet.across))
    # References such as `2.1` are text on purpose: Excel need not warn of numbers stored as text.
    sheet.raw.ignore_errors({"number_stored_as_text": "A1:Z9999"})
    sheet.raw.freeze_panes(heading_row + 1, 0)


def typed(sheet: Sheet) -> list[tuple[int, int]]:
    """The cells to fill in, (row, column) in reading order: those whose look leaves them unlocked."""
    cells = ((row, at, cell.format) for row, own in sorted(sheet.raw.table.items()) for at, cell in sorted(own.items()))
    return [(row, column) for row, column, look in cells if look and not look.locked]


def protect(sheet: Sheet, form: Form, **allowed: bool) -> None:
    """Lock all but the cells to fill in; rows and columns may be sized, and what else is `allowed` may be done.

    Nothing asks for a password unless the round has one: the locks prevent slips.
    """
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in typed(sheet):
        columns[column].append(row)
    spans = [xl_range(first, at, last, at) for at, rows in sorted(columns.items()) for first, last in runs(rows)]
    if spans:
        # Text pasted from elsewhere brings its own lock with it; an unprotected range lets it be edited all the same.
        sheet.raw.unprotect_range(" ".join(spans), form.words.answers_range)
    sheet.raw.protect(form.round.password, {"format_columns": True, "format_rows": True, **allowed})


def section_title(words: Words, section: Section) -> str:
    """A section's heading: with its reference, where it has one."""
    return words.section.format(ref=section.ref, title=section.title) if section.ref else section.title


def finish(
    sheet: Sheet,
    form: Form,
    widths: Sequence[float],
    last_row: int,
    *,
    upright: bool = True,
    parts: Sequence[int] = (),
    kept: int = 1,
    cursor: tuple[int, int] | None = None,
    heading_row: int = layout.HEADING_ROW,
    groups: Sequence[int] = (),
) -> None:
    """Lock all but the cells to fill in, set the sheet up for A4, and let the cursor stand in a cell (row, column).

    Where none is named, that is the first to fill in.
    """
    protect(sheet, form)
    print_on_a4(
        *(sheet, form.words, widths),
        last_row=last_row,
        upright=upright,
        parts=parts,
        kept=kept,
        heading_row=heading_row,
        groups=groups,
    )
    at = cursor or next(iter(typed(sheet)), (0, 0))
    sheet.raw.set_selection(*at, *at)


def called(formula: str, found: Callable[..., str]) -> str:
    """A formula in which `[pots units]` calls some cells by their names, from one which `found` says where they are."""
    return re.sub(r"\[([^\]]+)\]", lambda match: found(*match[1].split()), formula)


def as_text(answer: object) -> str:
    """An answer whose row grows with it: numbers and dates take one line."""
    return answer if isinstance(answer, str) else ""


def refuse(refusal: tuple[str, str], **allowed: object) -> Mapping[str, object]:
    """The options of a validation that stops other entries with a title and a message."""
    title, message = refusal
    return {**allowed, "error_title": title, "error_message": message, "error_type": "stop"}
