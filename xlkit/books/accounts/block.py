"""The workbook of a block contract taken apart: what each person has, before and after, and whether it closes."""

from collections.abc import Iterator

from xlkit.books.accounts import block_tables, start, tables
from xlkit.books.accounts.block_tables import NUMBERS, Apart
from xlkit.books.accounts.page import Page, Row
from xlkit.books.respondent import about
from xlkit.books.respondent import start as front
from xlkit.books.respondent.form import begin, finish, literal
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.form.accounts import CHECK, RESULT
from xlkit.form.layout import FIRST_ROW, START_SAID
from xlkit.fund.block import Amount

SUBTITLE = "A contract for several people, divided so that every hour and every penny is somebody's."
STEPS = (
    "Block: the hours and the £ a week of the whole contract.",
    "Shared: a row for each element that several people share, and how it is divided; “not at all” until decided.",
    "People: a row for each person by a code, and one called vacancy: own hours and £, and what they have had so far.",
    "People, too: for each shared element a part. Any number takes part; 0 or nothing does not.",
    "Result: what each person has, and whether it is more or less than until now. Look at all before you tell any.",
    "The odd minute and penny fall by the order of the rows, so leave the order as it is.",
)
SHEETS = {
    "shared": "background support, sleep-ins, nights, on-call, management: how much, and how divided",
    "people": "each person's own hours and £, and their part in what is shared",
    "listed": "what explains a difference between the bank and all funds together",
}
INTRO = "What each person has a week. Nothing is typed here."
LAST = {RESULT: "what each person has, before and after", CHECK: "whether it closes, and by how much not"}
WIDTH = 12


def write(book: Book, page: Page) -> None:
    """Add all sheets."""
    own = block_tables.apart(page)
    reckoned = block_tables.reckoned(own)
    sheet = front.begin(book, page.form, SUBTITLE)
    at = front.write_lines(sheet, START_SAID + 1, front.whom(page.form))
    at = front.write_notes(sheet, at + 1, page.form.words.start_how, STEPS) + 1
    named = {page.tables[name].title: words for name, words in SHEETS.items()} | LAST
    finish(sheet, page.form, front.WIDTHS, start.contents(sheet, page, at, named), upright=True)
    about.write(book, page.form)
    for item in page.tables.values():
        tables.write(book, page, item, reckoned.get(item.name, {}), {})
    _result(book, own)
    _check(book, own)


def _result(book: Book, own: Apart) -> None:
    page = own.page
    shares = [f"{unit} of S.{number}" for unit in ("Hours", "£") for number in NUMBERS]
    changes = [f"{unit} {when}" for unit in ("Hours", "£") for when in ("until now", "from now", "more or less")]
    titles = ("No", "Code", *changes, "Own hours", *shares)
    widths = (8, 16, *(WIDTH for _ in titles[2:]))
    sheet = begin(book, RESULT, INTRO, titles, widths)
    sheet.height(FIRST_ROW - 1, 40)
    item = page.tables["people"]
    for number in range(1, item.rows + 1):
        at = FIRST_ROW + number - 1
        sheet.number(at, 0, number, sheet.styles["worked_out"])  # no reference: what is read stands on People
        for column, (formula, value, style) in enumerate(_line(own, number), start=1):
            sheet.formula(at, column, f"={formula}", value, sheet.styles[style])
    sheet.raw.freeze_panes(FIRST_ROW, 2)
    last = FIRST_ROW + max(own.people, default=1) - 1
    # What each has in all stands on the first page, and on two more what they have of the shared elements.
    finish(sheet, page.form, widths[: 2 + len(NUMBERS)], last, upright=False)
    sheet.raw.print_area(0, 0, last, len(titles) - 1)
    sheet.raw.repeat_columns(0, 1)
    sheet.raw.set_v_pagebreaks([len(titles) - len(shares), len(titles) - len(NUMBERS)])


def _line(own: Apart, number: int) -> Iterator[tuple[str, str | float | None, str]]:
    row = Row(own.page, "people", number)
    sheet, at, letters = own.page.sheets["people"].sheet, FIRST_ROW + number, own.page.sheets["people"].letters

    def cell(name: str) -> str:
        return f"INDEX({sheet}!${letters[name]}:${letters[name]},ROW())"

    line, is_there = row.line, bool(row.line.text("code"))
    after = own.block.results()[own.people[number]] if number in own.people else Amount()
    yield f'{cell("code")}&""', line.text("code") or None, "shown"
    minutes = f"({cell('own')}+{'+'.join(cell(f'm{element}') for element in NUMBERS)})"
    pence = f"({cell('own_pence')}+{'+'.join(cell(f'q{element}') for element in NUMBERS)})"
    for before, total, divisor, name, style in (
        ("before_hours", minutes, 60, "minutes", "shown_hours"),
        ("before_pounds", pence, 100, "pence", "shown_money"),
    ):
        was, now = line.amount(before), getattr(after, name) / divisor
        shown = f'IF($B{at}="","",{{}})'
        blank = f'IF({cell(before)}="","",{cell(before)})'
        yield shown.format(blank), None if was is None or not is_there else float(was), style
        yield shown.format(f"{total}/{divisor}"), now if is_there else None, style
        change = f"ROUND({total}/{divisor}-{cell(before)},4)"
        told = None if was is None or not is_there else round(now - float(was), 4)
        yield shown.format(f'IF({cell(before)}="","",{change})'), told, "shown_change"
    yield cell("own_hours"), block_tables.reckoned(own)["people"]["own_hours"].value(row), "shown_hours"
    for unit, name, divisor, style in (("m", "minutes", 60, "shown_hours"), ("q", "pence", 100, "shown_money")):
        for element in NUMBERS:
            part = getattr(own.part(number, element), name) / divisor
            yield f'IF($B{at}="","",{cell(f"{unit}{element}")}/{divisor})', part if is_there else None, style


def _check(book: Book, own: Apart) -> None:
    titles = ("What has to hold", "Hours", "£", "")
    sheet = begin(book, CHECK, "Whether the block closes. Nothing is typed here.", titles, (56, 14, 16, 40))
    block, page = own.block, own.page
    people = sum(block.results(), Amount())
    whole = f"ROUND(N({page.fact('hours')})*60,0)", f"ROUND(N({page.fact('pounds')})*100,0)"
    mine = f"SUM({page.rows('people', 'own')})", f"SUM({page.rows('people', 'own_pence')})"
    shared = [f"SUM({page.rows('people', f'{unit}{number}')})" for unit in "mq" for number in NUMBERS]
    given = f"({mine[0]}+{'+'.join(shared[: len(NUMBERS)])})", f"({mine[1]}+{'+'.join(shared[len(NUMBERS) :])})"
    weight = page.rows("shared", "weight")
    open_ = [f"SUMIFS({page.rows('shared', unit)},{weight},0)" for unit in ("minutes", "pence")]
    rows = (
        ("The contract", whole, block.whole),
        ("All people, with the vacancy", given, people),
        ("Shared, and not divided yet", tuple(open_), block.undivided),
        ("Difference", tuple(f"{w}-{g}-{o}" for w, g, o in zip(whole, given, open_, strict=True)), block.gap),
    )
    for at, (label, formulas, amount) in enumerate(rows, start=FIRST_ROW):
        cells.texts(sheet, at, 0, [label], "topic")
        sheet.formula(at, 1, f"=({formulas[0]})/60", amount.minutes / 60, sheet.styles["shown_hours"])
        sheet.formula(at, 2, f"=({formulas[1]})/100", amount.pence / 100, sheet.styles["shown_money"])
    _verdict(sheet, FIRST_ROW + len(rows) - 1, closes=block.gap == Amount())
    finish(sheet, page.form, (56, 14, 16, 40), FIRST_ROW + len(rows))


def _verdict(sheet: Sheet, at: int, *, closes: bool) -> None:
    fine, wrong = "It closes.", "It does not close: check what was typed."
    formula = f"=IF(AND(B{at + 1}=0,C{at + 1}=0),{literal(fine)},{literal(wrong)})"
    sheet.formula(at, 3, formula, fine if closes else wrong, sheet.styles["shown"])
