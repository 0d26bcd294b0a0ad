"""Remarks: what is to be checked marked beside its row and in its cell, in words and colour, until it is done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from xlkit.books.correction import check
from xlkit.books.correction.check import Listed
from xlkit.books.respondent.form import Form, address, literal
from xlkit.books.respondent.pages import print_on_a4
from xlkit.books.writer.book import Book, Sheet
from xlkit.form import layout
from xlkit.form.layout import Row
from xlkit.returns.correction import CHANGED, DONE, SHEET, TO_DO
from xlkit.returns.issues import CATALOGUE
from xlkit.returns.raw import CellRef

WIDTH = 30
LEAST = 48  # per cent: as large as a form prints upright with this column beside it


def write(book: Book, form: Form, listed: Iterable[Listed]) -> None:
    """Add a column of remarks to each sheet that something is to be checked on."""
    beside: defaultdict[CellRef, list[Listed]] = defaultdict(list)
    for problem in listed:
        place = _remark_cell(form, problem)
        if place is not None:
            beside[place].append(problem)
    for name, column in dict.fromkeys((cell.sheet, cell.column) for cell in beside):
        _head(book.pages[name], form, column)
    for cell, problems in beside.items():
        _remark(book.pages[cell.sheet], form, cell, problems)


def _remark_cell(form: Form, problem: Listed) -> CellRef | None:
    """Where a remark stands: in the first free column, of statements beside their topic."""
    cell = problem.check.cell
    if cell is None:
        return None
    row = cell.row
    if check.ticks(form, problem.check) is not None:
        item = next(question.item for question in form.layout.questions if question.row == row)
        row = form.question_row(item.name).row if item else row
    return CellRef(cell.sheet, row, _width(form, cell.sheet))


def _width(form: Form, sheet: str) -> int:
    """How many columns a sheet of the form has."""
    widths = {
        form.words.planner: layout.PLAN_FIRST + len(form.instrument.planner),
        form.words.questions: layout.questions_width(form.instrument),
        form.words.tables: layout.tables_width(form.instrument),
    }
    return widths.get(sheet, layout.DETAIL_HELP + 1)


def _rows(form: Form, sheet: str) -> Sequence[Row]:
    every = (form.layout.details, form.layout.questions, form.layout.tables, form.layout.planner)
    return next(rows for rows in every if rows and rows[0].sheet == sheet)


def _head(sheet: Sheet, form: Form, column: int) -> None:
    sheet.text(layout.HEADING_ROW, column, SHEET, sheet.styles["header"])
    sheet.widths((*sheet.across[:column], WIDTH))
    last, parts, kept = _rows(form, sheet.name)[-1].row, sheet.parts, sheet.kept
    print_on_a4(sheet, form.words, sheet.across, last_row=last, parts=parts, kept=kept, least=LEAST)


def _remark(sheet: Sheet, form: Form, cell: CellRef, problems: Sequence[Listed]) -> None:
    titles = dict.fromkeys(CATALOGUE[problem.check.issue.code].title for problem in problems)
    remark = f"{SHEET}: {'; '.join(titles)}"
    style = sheet.styles["state"]
    if all(problem.is_live for problem in problems):
        to_do, changed = (
            ",".join(f'{address(CellRef(SHEET, problem.row, check.STATE))}="{state}"' for problem in problems)
            for state in (TO_DO, CHANGED)
        )
        formula = f"=IF(OR({to_do}),{literal(remark)},IF(OR({changed}),{literal(CHANGED)},{literal(DONE)}))"
        sheet.formula(cell.row, cell.column, formula, remark, style)
    else:
        sheet.text(cell.row, cell.column, remark, style)
    mark = address(cell).partition("!")[2]
    rule = {"type": "formula", "criteria": f'=LEFT({mark},{len(SHEET)})="{SHEET}"', "format": sheet.styles["to_check"]}
    marked = {cell, *(place for problem in problems for place in check.ticks(form, problem.check) or _own(problem))}
    for place in sorted(marked):
        sheet.conditional(place.row, place.column, place.row, place.column, rule)


def _own(problem: Listed) -> Sequence[CellRef]:
    return () if problem.check.cell is None else (problem.check.cell,)
