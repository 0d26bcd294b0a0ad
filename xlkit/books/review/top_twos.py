"""Top twos: what the person picked, in which words and how it may be used; and the row of it that is passed on."""

from collections.abc import Iterator, Sequence

from xlsxwriter.utility import xl_range

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import address, begin, entitle, finish, literal
from xlkit.books.review import start
from xlkit.books.review.review import Pick, Review, whose
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height
from xlkit.form import review
from xlkit.form.item import Item, Said, firsts
from xlkit.returns.raw import CellRef

WIDTHS = (7, 20, 38, 38, 26, 24, 10, 26, 30)
TALL = 52.0


def write(book: Book, whole: Review) -> None:
    """Add the sheet."""
    sheet = begin(book, whole.words.top_twos, whole.words.two_intro, whole.words.two_headings, WIDTHS)
    sheet.height(3, 36)
    for pick in whole.picks:
        cells.line(sheet, pick.row, review.TWO_REF, *_row(whole, pick))
        sheet.height(pick.row, TALL)
    last = whole.picks[-1].row
    ready = {"type": "text", "criteria": "containing", "value": whole.words.two_ready, "format": sheet.styles["chosen"]}
    sheet.conditional(whole.picks[0].row, review.TWO_NOTE, last, review.TWO_NOTE, ready)
    finish(sheet, whole.form, WIDTHS, last, upright=False)


def at(whole: Review, pick: Pick, column: int) -> str:
    """The address of a cell of a pick's row, with its sheet."""
    return address(CellRef(whole.words.top_twos, pick.row, column))


def _row(whole: Review, pick: Pick) -> Sequence[Cell]:
    """The cells of one pick, in the order of their columns; of what works no action needs to come."""
    is_first, words = pick.block.item.wall == whole.picks[0].block.item.wall, whole.form.words
    use, told = (
        entries.list_options([choice.label for choice in whole.choices(said)], words) for said in (Said.USE, Said.TOLD)
    )
    return (
        Cell(f"T{pick.row - whole.picks[0].row + 1}", "reference"),
        Cell(f"{pick.block.item.wall} {pick.number}", "named"),
        Cell("", "shown", whole.picked(pick, review.SAID)),
        Cell("", "typed"),
        Cell("", "typed", takes=use),
        Cell("", "typed", takes=told),
        Cell("", "shown", whole.picked(pick, review.REF)),
        Cell("", "shown" if is_first else "typed"),
        Cell(whole.words.two_none, "shown", _note(whole, pick, is_first=is_first)),
    )


def _note(whole: Review, pick: Pick, *, is_first: bool) -> str:
    """The first thing to look at in a row, as an expression; of what works no action needs to come."""
    words = whole.words
    statement, own, use, told, because = (
        at(whole, pick, column)
        for column in (review.TWO_SAID, review.TWO_WORDS, review.TWO_USE, review.TWO_TOLD, review.TWO_BECAUSE)
    )
    twice = f"COUNTIF({whole.on_talk(pick.block, review.TOP)},{pick.number})>1"
    person = whose(whole.picks[0].block.item)
    teller = whole.choices(Said.TOLD)[0].label
    view = whole.picked(pick, review.WHOSE)
    is_anothers = f"AND({view}<>{literal(person.choices[0].label if person else '')},{told}={literal(teller)})"
    no_action = (
        f'AND(COUNTIF({whole.on_actions(review.ACTION_FROM)},{at(whole, pick, review.TWO_FROM)})=0,{because}="")'
    )
    faults = (
        (twice, words.two_twice.format(number=pick.number)),
        (f'{statement}=""', words.two_none),
        (f'ISNUMBER(SEARCH(CHAR(10),IF({own}="",{statement},{own})))', words.two_lines),
        (f'{use}=""', words.two_use),
        (f'{told}=""', words.two_told),
        (is_anothers, words.two_others),
        *(() if is_first else ((no_action, words.two_action),)),
    )
    start = "".join(f"IF({condition},{literal(text)}," for condition, text in faults)
    return f"{start}{literal(words.two_ready)}{')' * len(faults)}"


STEPS, HEADING, ROW = 2, 7, 8
ONWARD_WIDTHS = {Said.WORDS: 34.0, Said.USE: 22.0, Said.TOLD: 22.0}
OTHER_WIDTH = 18.0


def write_onward(book: Book, whole: Review) -> None:
    """Add the sheet."""
    fields = [field for field in whole.people.fields if not field.is_given]
    widths = [ONWARD_WIDTHS.get(field.said, OTHER_WIDTH) if field.said else OTHER_WIDTH for field in fields]
    sheet = book.sheet(whole.words.onward)
    sheet.widths(widths)
    entitle(sheet, whole.words.onward, whole.words.onward_intro)
    wanted = xl_range(ROW, 0, ROW, len(fields) - 1)
    for row, step in enumerate(whole.words.onward_steps, start=STEPS):
        text = f"{row - STEPS + 1}. {step.format(first=fields[0].title, cells=wanted)}"
        sheet.text(row, 0, text, sheet.styles["intro"])
    cells.texts(sheet, HEADING, 0, [field.title for field in fields], "header")
    titles = [(field.title, width / 1.1) for field, width in zip(fields, widths, strict=True)]
    sheet.height(HEADING, height(titles))
    for column, (field, formula) in enumerate(zip(fields, _formulas(whole, fields), strict=True)):
        style = "shown_date" if field.said is Said.REVIEWED else "shown"
        sheet.formula(ROW, column, f"={formula}", "", sheet.styles[style])
    sheet.height(ROW, 80)
    groups = firsts(fields)
    finish(sheet, whole.form, widths, ROW, upright=False, kept=0, cursor=(ROW, 0), heading_row=HEADING, groups=groups)


def _formulas(whole: Review, fields: Sequence[Item]) -> Iterator[str]:
    """What stands under each heading, as an expression; what may not be passed on is left out, and counted."""
    walls = iter(whole.walls)
    pick: Pick | None = None
    for field in fields:
        if field.said is Said.WORDS:
            _, wall, number = next(walls)
            pick = _pick(whole, wall, number)
        if field.said in (Said.WORDS, Said.USE, Said.TOLD):
            yield _of_pick(whole, pick, field.said) if pick and field.said else '""'
        else:
            yield _of_before(whole, field.said)


def _pick(whole: Review, wall: str, number: int) -> Pick | None:
    return next((pick for pick in whole.picks if (pick.block.item.wall, pick.number) == (wall, number)), None)


def _of_pick(whole: Review, pick: Pick, said: Said) -> str:
    chosen, own, use, told = (
        at(whole, pick, column) for column in (review.TWO_SAID, review.TWO_WORDS, review.TWO_USE, review.TWO_TOLD)
    )
    if said is Said.USE:
        return f'IF({chosen}="","",{use}&"")'
    if said is Said.TOLD:
        return f'IF({chosen}="","",{told}&"")'
    may = [choice.label for choice in whole.choices(Said.USE) if choice.use and choice.use.passes_words]
    passes = ",".join(f"{use}={literal(label)}" for label in may)
    return f'IF(AND({chosen}<>"",OR({passes})),IF({own}="",{chosen},{own}),"")'


def _of_before(whole: Review, said: Said | None) -> str:
    """What was settled before the day under the same heading, such as when the review is."""
    item = next((one for _, one in review.before(whole.form.instrument) if said and one.said is said), None)
    if item is None:
        return '""'
    cell = address(start.answer(whole, item))
    return f'IF({cell}="","",{cell})'
