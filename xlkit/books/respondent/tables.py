"""Tables: what is asked for in rows, each table below the one before it."""

from collections.abc import Sequence
from contextlib import suppress

from xlkit.books.respondent import entries, looks, rows, where
from xlkit.books.respondent.form import Form, as_text, begin, finish, typed
from xlkit.books.respondent.formula_functions import TooLongError
from xlkit.books.respondent.where import speaking
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import heading_height, height, room_to_type
from xlkit.form import layout, wording
from xlkit.form.headings import TABLE
from xlkit.form.item import Item, Kind, firsts
from xlkit.form.layout import FIELD_FIRST, REF, Row, RowKind
from xlkit.form.workings import stored

REF_WIDTH = 10
WIDTHS = {Kind.TEXT: 42.0, Kind.CHOICE: 20.0, Kind.DATE: 15.0, Kind.INTEGER: 14.0, Kind.DECIMAL: 14.0}
WORKED_OUT = {Kind.DATE: "worked_out_date"}
GIVEN_WIDTH = 14.0  # of what stands there when the workbook is issued, such as a code
ROOMY = 36.0  # points: two lines
BELOW = 12.0  # points of the blank row below a table


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    words = form.words
    widths = _widths(form)
    headings = (words.ref, *wording.column_headings(layout.tables(form.instrument), words))
    sheet = begin(book, words.tables, words.tables_intro, headings, widths)
    for row in form.layout.tables:
        sheet.height(row.row, _row(sheet, form, row, widths))
    _dress(sheet, form)
    last, cursor = form.layout.tables[-1].row, next(iter(typed(sheet)), (layout.FIRST_ROW, FIELD_FIRST))
    if cursor[1] > FIELD_FIRST:
        sheet.raw.freeze_panes(layout.HEADING_ROW + 1, cursor[1])
    titles = [row.row for row in form.layout.tables if row.kind is RowKind.TABLE_TITLE]
    first, *others = layout.tables(form.instrument)
    groups = () if others else (REF, *(FIELD_FIRST + at for at in firsts(first.fields)))
    finish(sheet, form, widths, last, parts=titles, kept=cursor[1], cursor=cursor, groups=groups)


def _widths(form: Form) -> Sequence[float]:
    fields = [item.fields for item in layout.tables(form.instrument)]
    many = layout.tables_width(form.instrument) - FIELD_FIRST
    return (
        REF_WIDTH,
        *(max(_width(columns[at]) for columns in fields if at < len(columns)) for at in range(many)),
    )


def _width(field: Item) -> float:
    return GIVEN_WIDTH if field.is_given else WIDTHS[field.kind]


def _row(sheet: Sheet, form: Form, row: Row, widths: Sequence[float]) -> float:
    item = row.item
    if item is None:
        return BELOW
    if row.kind is RowKind.TABLE_TITLE:
        return _title(sheet, form, row, item, widths)
    if row.kind is RowKind.TABLE_HEADER:
        texts = form.headed[f"{TABLE}{item.name}"].headings[FIELD_FIRST:]
        cells.texts(sheet, row.row, REF, ("", *texts), "header")
        return max(heading_height(texts, widths[FIELD_FIRST:]), 26)
    return _entry(sheet, form, row, item, widths)


def _title(sheet: Sheet, form: Form, row: Row, item: Item, widths: Sequence[float]) -> float:
    sheet.blank(row.row, REF, sheet.styles["group"])
    title = where.write_text(sheet, form, row, FIELD_FIRST, wording.table_title(item), "group")
    text = wording.table_hint(form.words, item)
    cells.texts(sheet, row.row, FIELD_FIRST + 1, [""] * (len(item.fields) - 1), "group")
    hint_at = FIELD_FIRST + 1 if len(item.fields) > 1 else FIELD_FIRST
    if hint_at > FIELD_FIRST:
        sheet.text(row.row, hint_at, text, sheet.styles["group_hint"])
    return max(height([(title, widths[FIELD_FIRST], "group"), (text, widths[min(hint_at, len(widths) - 1)])]), 40)


def _entry(sheet: Sheet, form: Form, row: Row, item: Item, widths: Sequence[float]) -> float:
    written = form.draft.rows.get(item.name, ())
    answers = written[row.number - 1] if row.number <= len(written) else {}
    sheet.text(row.row, REF, row.ref, sheet.styles["reference"])
    near, said = rows.beside(form, item, row.number, row.row), rows.said(form, item).get(row.number, {})
    for at, field in enumerate(item.fields, start=FIELD_FIRST):
        answer = answers.get(field.name)
        if field.is_given:
            cell = Cell(answer, "reference")
        elif not field.is_asked:
            value, role = said.get(field.name), WORKED_OUT.get(field.kind, "worked_out")
            cell = Cell(stored(value), role, rows.result(form, item, field, row.number))
        elif field.is_listed:
            source = rows.listed(form, item, field, row.number)
            cell = entries.entry(field, answer, entries.picked_from(f"={source}", form.words))
        else:
            cell = entries.entry(field, answer, entries.ruled(form, field, row.row, at, near))
        cells.line(sheet, row.row, at, cell)
    texts = [as_text(answers.get(field.name)) for field in item.fields]
    typed = [width for field, width in zip(item.fields, widths[FIELD_FIRST:], strict=False) if field.kind is Kind.TEXT]
    roomy = [room_to_type(width) for width in typed if len(item.fields) == 1]
    return max(height(zip(texts, widths[FIELD_FIRST:], strict=False)), *roomy, ROOMY)


def _dress(sheet: Sheet, form: Form) -> None:
    for item in layout.tables(form.instrument):
        own = [row for row in form.layout.tables if row.item == item]
        where.dress(sheet, form, own, FIELD_FIRST + len(item.fields) - 1, FIELD_FIRST)
        _dress_fields(sheet, form, item, [row for row in own if row.kind is RowKind.ENTRY])
    looks.tone(
        sheet,
        (
            ((row.row, at), field)
            for row in form.layout.tables
            if row.kind is RowKind.ENTRY and row.item
            for at, field in enumerate(row.item.fields, start=FIELD_FIRST)
        ),
    )


def _dress_fields(sheet: Sheet, form: Form, item: Item, entered: Sequence[Row]) -> None:
    """Let the cells of a row stand back that are not needed by what else stands in it; their heading says when."""
    first, last = entered[0], entered[-1]
    near = rows.beside(form, item, first.number, first.row)
    for at, field in enumerate(item.fields, start=FIELD_FIRST):
        if field.relevant is not None:
            with suppress(TooLongError):
                condition = speaking(form, item, field.relevant, near).condition(field.relevant)
                rule = {"type": "formula", "criteria": f"=NOT({condition})", "format": sheet.styles["not_needed"]}
                sheet.conditional(first.row, at, last.row, at, rule)
