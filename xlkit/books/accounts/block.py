"""The workbook of a block contract taken apart: what each person has, before and after, and whether it closes."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from xlkit.books.accounts import tables, texts
from xlkit.books.accounts.page import Columns, Page, Reckoned, Row, Value
from xlkit.books.respondent import about, start
from xlkit.books.respondent.form import begin, finish, literal
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.paper import divide
from xlkit.form.accounts import CHECK, RESULT, SEVERAL
from xlkit.form.entered import block_of
from xlkit.form.layout import FIRST_ROW, HEADING_ROW, START_SAID, TITLE_ROW
from xlkit.fund.block import Amount, Block, Split
from xlkit.fund.division import half_up

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
    "shared": "Background support, sleep-ins, nights, on-call, management: how much, and how divided",
    "people": "Each person's own hours and £, and their part in what is shared",
    "listed": "What explains a difference between the bank and all funds together",
}
INTRO = "What each person has a week. Nothing is typed here."
LAST = {RESULT: "What each person has, before and after", CHECK: "Whether it closes, and by how much not"}
WIDTH = 12


FINEST = 10_000  # weights are told in so many parts at most, so that what runs up is whole
DIVIDED, UNDIVIDED = "Divided.", "Nobody has divided this yet."
CLOSES, OPEN = "It closes.", "It does not close: check what was typed."
NOTHING = "Nothing is entered yet."
TO_MEND = "Something is to be put right: it is said beside it."
ELEMENT = ("element", "hours", "pounds", "split")
NO_ELEMENT = "A part in what Shared has not."
NUMBERS = range(1, len(SEVERAL) + 1)


class Apart(Struct, frozen=True):
    """A page with its block: elements by their rows, and each person's place among all by their rows."""

    page: Page
    block: Block
    elements: Mapping[int, int]
    people: Mapping[int, int]

    def part(self, person: int, element: int) -> Amount:
        """What falls to the person of a row of the element of a row."""
        if person not in self.people or element not in self.elements:
            return Amount()
        return self.block.parts(self.block.elements[self.elements[element]])[self.people[person]]

    def weight(self, person: int, element: int) -> int:
        """What a person's part is reckoned by, in whole numbers, as formulas have it."""
        if person not in self.people or element not in self.elements:
            return 0
        shared = self.block.elements[self.elements[element]]
        weight = self.block.weights(shared)[self.people[person]]
        return half_up(weight * FINEST) if shared.split is Split.BY_WEIGHT else int(weight)


def apart(page: Page) -> Apart:
    """The page with its block."""
    elements, people = (
        {line.number: place for place, line in enumerate(page.entered.lines(table))} for table in ("shared", "people")
    )
    return Apart(page, block_of(page.entered), elements, people)


def write(book: Book, page: Page) -> None:
    """Add all sheets."""
    own = apart(page)
    figures = reckoned(own)
    sheet = start.begin(book, page.form, SUBTITLE)
    at = start.write_lines(sheet, START_SAID + 1, start.whom(page.form))
    at = start.write_notes(sheet, at + 1, page.form.words.start_how, STEPS) + 1
    named = {page.tables[name].title: words for name, words in SHEETS.items()}
    at = start.contents(sheet, page.form, at, {page.form.words.about: tables.SAID_ONCE, **named, **LAST})
    finish(sheet, page.form, start.WIDTHS, at - 1)
    about.write(book, page.form)
    texts.look_at_facts(book.pages[page.form.words.about], page)
    for item in page.tables.values():
        tables.write(book, page, item, figures.get(item.name, {}), {})
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
    starts = 0, len(titles) - len(shares), len(titles) - len(NUMBERS)
    divide(sheet, starts, [(TITLE_ROW, HEADING_ROW, last, len(titles))], 2, len(titles))


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
        blank = f'IF(ISNUMBER({cell(before)}),{cell(before)},"")'
        yield shown.format(blank), None if was is None or not is_there else float(was), style
        yield shown.format(f"{total}/{divisor}"), now if is_there else None, style
        change = f"ROUND({total}/{divisor}-{cell(before)},4)"
        told = None if was is None or not is_there else round(now - float(was), 4)
        yield shown.format(f'IF(ISNUMBER({cell(before)}),{change},"")'), told, "shown_change"
    yield cell("own_hours"), reckoned(own)["people"]["own_hours"].value(row), "shown_hours"
    for unit, name, divisor, style in (("m", "minutes", 60, "shown_hours"), ("q", "pence", 100, "shown_money")):
        for element in NUMBERS:
            part = getattr(own.part(number, element), name) / divisor
            yield f'IF($B{at}="","",{cell(f"{unit}{element}")}/{divisor})', part if is_there else None, style


def _check(book: Book, own: Apart) -> None:
    titles = ("What has to hold", "Hours", "£", "In words")
    sheet = begin(book, CHECK, "Whether the block closes. Nothing is typed here.", titles, (56, 14, 16, 52))
    block, page = own.block, own.page
    people = sum(block.results(), Amount())
    whole = "ROUND(N([fact hours])*60,0)", "ROUND(N([fact pounds])*100,0)"
    shared = ("".join(f"+SUM([rows people {unit}{number}])" for number in NUMBERS) for unit in "mq")
    given = [f"(SUM([rows people {own}]){parts})" for own, parts in zip(("own", "own_pence"), shared, strict=True)]
    open_ = [f"SUMIFS([rows shared {unit}],[rows shared weight],0)" for unit in ("minutes", "pence")]
    rows = (
        ("The contract", whole, block.whole),
        ("All people, with the vacancy", given, people),
        ("Shared, and not divided yet", open_, block.undivided),
        ("Difference", [f"{w}-{g}-{o}" for w, g, o in zip(whole, given, open_, strict=True)], block.gap),
    )
    for at, (label, formulas, amount) in enumerate(rows, start=FIRST_ROW):
        hours = Cell(amount.minutes / 60, "shown_hours", page.says(f"({formulas[0]})/60"))
        pounds = Cell(amount.pence / 100, "shown_money", page.says(f"({formulas[1]})/100"))
        cells.line(sheet, at, 0, (label, "named"), hours, pounds)
    _verdict(sheet, FIRST_ROW + len(rows) - 1, own, is_blank=block.whole == people == block.undivided == Amount())
    finish(sheet, page.form, (56, 14, 16, 52), FIRST_ROW + len(rows))


def _verdict(sheet: Sheet, at: int, own: Apart, *, is_blank: bool) -> None:
    asked, is_so = texts.anywhere(own.page, reckoned(own))
    closes = own.block.gap == Amount()
    states = (TO_MEND, is_so), (NOTHING, is_blank), (CLOSES, closes), (OPEN, True)
    words = next(said for said, holds in states if holds)
    first, row = FIRST_ROW + 1, at + 1
    either = f"IF(AND(B{row}=0,C{row}=0),{literal(CLOSES)},{literal(OPEN)})"
    entered = f"IF(COUNTIF(B{first}:C{row},0)={2 * (row - first + 1)},{literal(NOTHING)},{either})"
    formula = f"IF({asked},{literal(TO_MEND)},{entered})"
    sheet.formula(at, 3, f"={own.page.says(formula)}", words, sheet.styles["shown"])


def reckoned(own: Apart) -> Mapping[str, Columns]:
    """Every column that fills itself, by its table and its name."""
    people: dict[str, Reckoned] = {
        "own": Reckoned(OWN, lambda row: _person(own, row).minutes, "shown_figure"),
        "own_pence": Reckoned("ROUND(N([pounds])*100,0)", lambda row: _person(own, row).pence, "shown_figure"),
        "own_hours": Reckoned(
            'IF([code]="","",[own]/60)',
            lambda row: _person(own, row).minutes / 60 if row.line.text("code") else None,
            "shown_hours",
        ),
    }

    def has_part_of_nothing(row: Row) -> bool:
        return row.number in own.people and bool(own.block.parts_of_nothing(own.block.people[own.people[row.number]]))

    lacking = ",".join(
        f"AND(N([w{number}])>0,{','.join(_is_blank(name, number + 1) for name in ELEMENT)})" for number in NUMBERS
    )
    people["check"] = Reckoned(
        f'IF(OR({lacking}),{literal(NO_ELEMENT)},"")', lambda row: NO_ELEMENT if has_part_of_nothing(row) else None
    )
    for number in NUMBERS:
        minutes, pence = (_part(number, unit) for unit in ("minutes", "pence"))
        people[f"g{number}"] = Reckoned(_weight(number), _weight_value(own, number), "shown_figure")
        # Rows stand in the order in which odd units fall.
        people[f"c{number}"] = Reckoned(f"SUM([to g{number}])", _so_far_value(own, number), "shown_figure")
        people[f"m{number}"] = Reckoned(minutes, _part_value(own, number, "minutes"), "shown_figure")
        people[f"q{number}"] = Reckoned(pence, _part_value(own, number, "pence"), "shown_figure")
    tables_of = {"shared": _shared(own), "people": people, "listed": {}}
    return {table: texts.told(own.page, table, columns) for table, columns in tables_of.items()}


OWN = "ROUND((N([standard])+N([enhanced]))*60,0)"


def _person(own: Apart, row: Row) -> Amount:
    return own.block.people[own.people[row.number]].own if row.number in own.people else Amount()


def _weight(number: int) -> str:
    split, own = f"INDEX([shared split],{number + 1})", f"N([w{number}])"
    words = {each: f"[label shared split {each}]" for each in Split}
    share = f"IF({split}={words[Split.BY_WEIGHT]},ROUND({own}*{FINEST},0),0)"
    hours = f"IF({split}={words[Split.BY_HOURS]},IF({own}>0,[own],0),{share})"
    return f"IF({split}={words[Split.EQUALLY]},IF({own}>0,1,0),{hours})"


def _weight_value(own: Apart, number: int) -> Callable[[Row], Value]:
    return lambda row: own.weight(row.number, number)


def _so_far_value(own: Apart, number: int) -> Callable[[Row], Value]:
    return lambda row: sum(own.weight(person, number) for person in range(1, row.number + 1))


def _part(number: int, unit: str) -> str:
    total, weights = (f"INDEX([shared {name}],{number + 1})" for name in (unit, "weight"))
    so_far, mine = f"[c{number}]", f"[g{number}]"
    parts = f"ROUND({total}*{so_far}/{weights},0)-ROUND({total}*({so_far}-{mine})/{weights},0)"
    return f"IF({weights}=0,0,{parts})"


def _part_value(own: Apart, number: int, unit: str) -> Callable[[Row], Value]:
    return lambda row: float(getattr(own.part(row.number, number), unit))


def _is_blank(name: str, place: int) -> str:
    return f'INDEX([shared {name}],{place})=""'


def _shared(own: Apart) -> Mapping[str, Reckoned]:
    def weights(row: Row) -> int:
        return sum(own.weight(person, row.number) for person in own.people)

    def divided(row: Row) -> Amount:
        return sum((own.part(person, row.number) for person in own.people), Amount())

    def there(value: Callable[[Row], Value]) -> Callable[[Row], Value]:
        return lambda row: value(row) if row.line.text("element") else None

    def whole(row: Row) -> Amount:
        return row.line.sum_of("hours", "pounds")

    hours, pounds = (
        f'IF([element]="","",SUM([rows people {unit}#])/{divisor})' for unit, divisor in (("m", 60), ("q", 100))
    )
    return {
        "divided_hours": Reckoned(hours, there(lambda row: divided(row).minutes / 60), "shown_hours"),
        "divided_pounds": Reckoned(pounds, there(lambda row: divided(row).pence / 100), "shown_money"),
        "check": Reckoned(
            f'IF([element]="","",IF([weight]=0,{literal(UNDIVIDED)},{literal(DIVIDED)}))',
            there(lambda row: DIVIDED if weights(row) else UNDIVIDED),
        ),
        "weight": Reckoned("SUM([rows people g#])", weights, "shown_figure"),
        "minutes": Reckoned("ROUND(N([hours])*60,0)", lambda row: whole(row).minutes, "shown_figure"),
        "pence": Reckoned("ROUND(N([pounds])*100,0)", lambda row: whole(row).pence, "shown_figure"),
    }
