"""The correction workbook: the form afresh with all that was filled in, and what is to be checked marked and listed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.respondent import respondent_workbook
from xlkit.books.respondent.form import Form, address, begin, column_range, finish, literal
from xlkit.books.respondent.pages import print_on_a4
from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.book import LONGEST_TEXT, Book, Sheet
from xlkit.books.writer.heights import SCREEN, height, on_screen
from xlkit.form import layout
from xlkit.form.instrument import Instrument
from xlkit.form.item import Kind
from xlkit.form.layout import Row, RowKind
from xlkit.form.words import TICK, TYPED_TICK
from xlkit.form.words.catalogue import CorrectionWords
from xlkit.returns import signatures
from xlkit.returns.correction import ANEW, Check, Correction
from xlkit.returns.issues import CATALOGUE
from xlkit.returns.raw import CellRef
from xlkit.returns.to_sender import then_by_item
from xlkit.round.round import Round

WIDTHS = (24, 22, 48, 22.6, 13)  # all in sight at once on an officer's screen
PLACE, TITLE, ADVICE, FOUND, STATE = *range(layout.CHECK_STATE), layout.CHECK_STATE
NUMBER_ROW = layout.INTRO_ROW + 2  # below two lines on what the list is
HEADING_ROW = NUMBER_ROW + 1
PART = LONGEST_TEXT // 2  # characters of a text too long for one cell: no character takes more than two units


class Listed(Struct, frozen=True):
    """A problem on the list: the row it stands in, and whether a formula can tell that it was put right."""

    check: Check
    row: int
    is_live: bool


def _list(book: Book, form: Form, correction: Correction) -> Sequence[Listed]:
    """Add the sheet; what stands on it is returned."""
    words = form.words.correction
    intro = words.intro.format(whole=words.whole if correction.is_whole else words.in_part)
    first, second = on_screen(intro, SCREEN)
    sheet = begin(book, words.sheet, first, words.headings, WIDTHS, HEADING_ROW)
    who = correction.identity
    number = words.number_of_return if who.return_id else words.number
    numbered = number.format(number=who.correction, return_id=who.return_id)
    for row, text in ((layout.INTRO_ROW + 1, second), (NUMBER_ROW, numbered)):
        sheet.text(row, 0, text, sheet.styles["intro"])
        sheet.height(row, 22)
    listed: list[Listed] = []
    at = HEADING_ROW + 1
    for check in correction.checks:
        problem = Listed(check, at, is_live(form, check))
        listed.append(problem)
        at = _write_check(sheet, form, problem)
    _dress(sheet, words, at - 1)
    finish(sheet, form, WIDTHS, at - 1, heading_row=HEADING_ROW)
    return listed


def show_first(book: Book, form: Form) -> None:
    """Let the workbook open on this sheet."""
    sheet = book.workbook.get_worksheet_by_name(form.words.correction.sheet)
    sheet.activate()
    sheet.set_first_sheet()


def is_live(form: Form, check: Check) -> bool:
    """Whether a change in the cell can be told from the workbook itself: cells that are locked do not change."""
    if check.cell is None or check.issue.code == "unreferenced-text" or len(check.found) > PART:
        return False
    if check.issue.code == "breaks-rule" and ticks(form, check) is not None:
        return False  # no formula knows which of the ticks it is that do not go together
    return ticks(form, check) is not None or check.cell in _inputs(form)


def ticks(form: Form, check: Check) -> Sequence[CellRef] | None:
    """The cells of an item's ticks, where the problem is about the ticks of an item of statements."""
    if check.cell is None or check.cell.column != layout.TICK:
        return None
    item = next((row.item for row in form.layout.questions if row.row == check.cell.row), None)
    if item is None or not item.is_ticked or check.cell.sheet != form.words.questions:
        return None
    rows = [row for row in form.layout.questions if row.item == item and row.kind is RowKind.STATEMENT]
    return [CellRef(row.sheet, row.row, layout.TICK) for row in rows]


def _inputs(form: Form) -> frozenset[CellRef]:
    """Every cell of the form that is filled in, but for ticks."""
    return frozenset(
        CellRef(row.sheet, row.row, column)
        for row in form.layout.inputs
        if row.kind is not RowKind.STATEMENT
        for column in layout.input_columns(form.instrument, row)
    )


def said(form: Form, check: Check) -> tuple[str, str]:
    """The title of a problem and what to do about it, in the form's language where that has words for it."""
    return form.words.correction.problems.get(check.issue.code, (CATALOGUE[check.issue.code].title, check.advice))


def _write_check(sheet: Sheet, form: Form, problem: Listed) -> int:
    """Write a problem, its text over as many rows as it takes; the row after it is returned."""
    check, row = problem.check, problem.row
    words, (title, advice) = form.words.correction, said(form, check)
    cell = check.cell
    if cell is None:
        sheet.text(row, PLACE, words.no_place, sheet.styles["text"])
    else:
        sheet.link(row, PLACE, cell.sheet, f"{cell.sheet}!{cell.a1}", sheet.styles["shown_link"], cell.a1)
    cells.texts(sheet, row, TITLE, (title, advice), "text")
    state, look = _state(form, problem), sheet.styles["named"]
    if problem.is_live:
        formula = f'=IF({_is_done(form, problem)},"{_once_done(form, check)}","{words.to_do}")'
        sheet.formula(row, STATE, formula, state, look)
    else:
        sheet.text(row, STATE, state, look)
    pieces = [check.found[start : start + PART] for start in range(0, max(len(check.found), 1), PART)]
    for number, piece in enumerate(pieces):
        sheet.text(row + number, FOUND, piece, sheet.styles["shown"])
    texts = [(title, WIDTHS[TITLE]), (advice, WIDTHS[ADVICE]), (check.found, WIDTHS[FOUND])]
    sheet.height(row, max(height(texts), 36))
    return row + len(pieces)


def _state(form: Form, problem: Listed) -> str:
    """What a problem says to begin with."""
    return form.words.correction.to_do if problem.is_live else form.words.correction.look


def _once_done(form: Form, check: Check) -> str:
    """What a problem says whose condition holds: that another text stands there does not tell that it is right."""
    words = form.words.correction
    return words.done if ticks(form, check) or _is_blank(check) else words.changed


def _is_blank(check: Check) -> bool:
    """Whether nothing stands in a check's cell to begin with."""
    return not check.found or check.issue.code in ANEW


def _is_done(form: Form, problem: Listed) -> str:
    """The condition under which a problem counts as put right."""
    cells, cell = ticks(form, problem.check), problem.check.cell
    if cells:
        marks = column_range(form.words.questions, cells[0].row, cells[-1].row, layout.TICK)
        # Of counts of texts, that of x counts X too.
        filled, ticked = f'COUNTIF({marks},"?*")', f'(COUNTIF({marks},"{TICK}")+COUNTIF({marks},"{TYPED_TICK}"))'
        return f"AND({ticked}>0,{filled}={ticked})" if _is_many(form, problem.check) else f"AND({filled}=1,{ticked}=1)"
    if cell is None:
        return "FALSE"
    place = address(cell)
    if _is_blank(problem.check) or problem.check.issue.code == "error-value":
        return f'{place}<>""'
    return f"NOT(EXACT({place},{CellRef('', problem.row, FOUND).a1}))"


def _is_many(form: Form, check: Check) -> bool:
    return any(item.name == check.issue.item and item.kind is Kind.MANY for item in form.instrument.items)


def _dress(sheet: Sheet, words: CorrectionWords, last: int) -> None:
    for value, style in ((words.to_do, "to_look_at"), (words.done, "chosen")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{value}"', "format": sheet.styles[style]}
        sheet.conditional(HEADING_ROW + 1, STATE, last, STATE, rule)


WIDTH = 30
LEAST = 48  # per cent: as large as a form prints upright with this column beside it


def _mark(book: Book, form: Form, listed: Iterable[Listed]) -> None:
    """Add a column of remarks to each sheet that something is to be checked on."""
    beside: defaultdict[CellRef, list[Listed]] = defaultdict(list)
    for problem in listed:
        place = _remark_cell(form, problem)
        if place is not None:
            beside[place].append(problem)
    for cell, problems in beside.items():
        _remark(book.pages[cell.sheet], form, cell, problems)
    for name, column in dict.fromkeys((cell.sheet, cell.column) for cell in beside):
        _head(book.pages[name], form, column)


def _remark_cell(form: Form, problem: Listed) -> CellRef | None:
    """Where a remark stands: in the first free column, of statements beside their topic."""
    cell = problem.check.cell
    if cell is None:
        return None
    row = cell.row
    if ticks(form, problem.check) is not None:
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
    sheet.text(layout.HEADING_ROW, column, form.words.correction.sheet, sheet.styles["header"])
    sheet.widths((*sheet.across[:column], WIDTH))
    last, parts, kept = _rows(form, sheet.name)[-1].row, sheet.parts, sheet.kept
    print_on_a4(sheet, form.words, sheet.across, last_row=last, parts=parts, kept=kept, least=LEAST)


def _remark(sheet: Sheet, form: Form, cell: CellRef, problems: Sequence[Listed]) -> None:
    words = form.words.correction
    titles = dict.fromkeys(said(form, problem.check)[0] for problem in problems)
    remark = f"{words.sheet}: {'; '.join(titles)}"
    style = sheet.styles["state"]
    sheet.height(cell.row, max(sheet.heights.get(cell.row, 0.0), height([(remark, WIDTH, "state")])))
    if all(problem.is_live for problem in problems):
        to_do, changed = (
            ",".join(f'{address(CellRef(words.sheet, problem.row, STATE))}="{state}"' for problem in problems)
            for state in (words.to_do, words.changed)
        )
        formula = f"=IF(OR({to_do}),{literal(remark)},IF(OR({changed}),{literal(words.changed)},{literal(words.done)}))"
        sheet.formula(cell.row, cell.column, formula, remark, style)
    else:
        sheet.text(cell.row, cell.column, remark, style)
    mark = address(cell).partition("!")[2]
    rule = {
        "type": "formula",
        "criteria": f"=LEFT({mark},{len(words.sheet)})={literal(words.sheet)}",
        "format": sheet.styles["to_check"],
    }
    marked = {cell, *(place for problem in problems for place in ticks(form, problem.check) or _own(problem))}
    for place in sorted(marked):
        sheet.conditional(place.row, place.column, place.row, place.column, rule)


def _own(problem: Listed) -> Sequence[CellRef]:
    return () if problem.check.cell is None else (problem.check.cell,)


def write(path: Path, instrument: Instrument, correction: Correction, this_round: Round) -> None:
    """Write one locked workbook, in the instrument's language; XlkitError where it cannot be written."""
    begun = signatures.mark(correction.draft, correction.identity)
    reworded = then_by_item(check.issue for check in correction.checks)
    form = respondent_workbook.form_of(
        instrument, correction.identity, this_round, correction.draft, begun=begun, reworded=reworded
    )
    subject, language = correction.identity.organisation, form.instrument.language
    with books.opened(path, form.instrument.title, subject=subject, language=language) as book:
        listed = _list(book, form, correction)
        form = replace(form, checks=[_state(form, problem) for problem in listed])
        respondent_workbook.write_sheets(book, form)
        _mark(book, form, listed)
        show_first(book, form)
