"""Start: what a workbook of accounts is, how it stands, how to keep it, and the way to each sheet."""

from xlkit.books.accounts import check, statement
from xlkit.books.accounts.done import Done
from xlkit.books.accounts.figures import figures, said, scaled_value
from xlkit.books.accounts.page import Page
from xlkit.books.respondent import start
from xlkit.books.respondent.form import finish, literal, sentence
from xlkit.books.writer.book import Book, Sheet
from xlkit.form.accounts import LISTS
from xlkit.form.layout import START_SAID

SUBTITLE = "Keep one workbook for each fund, and send it back at the end of the month, quarter or year."
UNSIGNED = (
    "This workbook is not signed: it was written without a control workbook, so nobody can tell later whose it is."
)
STEPS = (
    "Agreement first: a row for what holds from each day on. What was not agreed stays empty; nothing is assumed.",
    "Entries: one row for each thing that happened, below the last one. Pick what happened; the rest follows.",
    "Hours go in quarters: 1.5 is an hour and a half. From a rota in hours and minutes, divide the minutes by 60.",
    "A mistake stays as it is. Enter a correction below the last entry, with the number of the entry it takes back.",
    "Put no name anywhere. The fund has a code; people are “the person”, “a friend” or “a neighbour”.",
    "Look at Check, and at the column Check beside each row. Then print Statement and go through it with the person.",
)
SHEETS = {
    "agreement": "what holds from which day on: hours, money, rates, the ratio, and how much may be saved up",
    "plan": "what the person wants, what it costs to the penny, and what is left to plan",
    "nights": "what an evening costs in hours, before anybody decides",
    "entries": "everything that happened, with what is left after each",
    "pots": "savings with a name, and how far they are",
    "reconcile": "totals of the rota and the bank held against this workbook",
}
LAST = {
    statement.NAME: "the account for the person, in sentences, on one page",
    check.NAME: "whether everything closes, and where to look if not",
    LISTS: "what each kind of entry does to hours and money",
}


def write(book: Book, page: Page, done: Done) -> None:
    """Add the sheet, which comes first."""
    sheet = start.begin(book, page.form, SUBTITLE)
    at = start.write_lines(sheet, START_SAID + 1, start.whom(page.form))
    at = _standing(sheet, done, at)
    if not page.form.identity.signature:
        start.write_lines(sheet, at, [("Not signed", UNSIGNED)])
        at += 1
    at = start.write_notes(sheet, at + 1, page.form.words.start_how, STEPS) + 1
    at = contents(sheet, page, at, {page.tables[name].title: words for name, words in SHEETS.items()} | LAST)
    finish(sheet, page.form, start.WIDTHS, at, upright=True)


def _standing(sheet: Sheet, done: Done, at: int) -> int:
    """What is left, in words, and how much there is to look at; the next row."""
    own = {figure.name: figure for figure in figures(done)}
    cells = check.figure_cells(done)
    left = {name: said(own[name].unit, scaled_value(done, own[name])) for name in ("left", "left_money")}
    sheet.text(at, start.LABEL, "Left now", sheet.styles["label"])
    formula = sentence("{left} and {left_money}", **{name: cells[name][1] for name in left})
    sheet.formula(at, start.TEXT, f"={formula}", f"{left['left']} and {left['left_money']}", sheet.styles["label"])
    sheet.text(at + 1, start.LABEL, "To look at", sheet.styles["label"])
    first, last = check.FIRST + 1, check.FIRST + check.MANY
    wrong = f'{check.NAME}!$B${first}:$B${last},"<>0"'
    words = f"IF(COUNTIF({wrong})=0,{literal(NOTHING)},{sentence(SOME, many=f'COUNTIF({wrong})')})"
    many = sum(bool(each.value) for each in check.checks(done))
    said_now = SOME.format(many=many) if many else NOTHING
    sheet.formula(at + 1, start.TEXT, f"={words}", said_now, sheet.styles["label"])
    return at + 2


NOTHING, SOME = "Nothing: everything closes.", "{many} of the checks: see the sheet Check."


def contents(sheet: Sheet, page: Page, at: int, sheets: dict[str, str]) -> int:
    """Write the way to each sheet, with what it holds; the row after it is returned."""
    words = page.form.words
    sheet.text(at, start.LABEL, words.start_contents, sheet.styles["heading_line"])
    rows = ((words.about, "what is said once"), *sheets.items())
    for number, (name, holds) in enumerate(rows, start=at + 1):
        start.sheet_link(sheet, number, name, holds)
    return at + len(rows)
