"""Top twos: what the person picked, in which words and how it may be used, and what is still to be looked at."""

from collections.abc import Sequence

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import address, begin, finish, literal
from xlkit.books.review.review import Pick, Review, whose
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book
from xlkit.books.writer.cells import Cell
from xlkit.form.item import Said
from xlkit.form.review import (
    ACTION_FROM,
    REF,
    SAID,
    TOP,
    TWO_BECAUSE,
    TWO_FROM,
    TWO_NOTE,
    TWO_REF,
    TWO_SAID,
    TWO_TOLD,
    TWO_USE,
    TWO_WORDS,
    WHOSE,
)
from xlkit.returns.raw import CellRef

WIDTHS = (7, 20, 38, 38, 26, 24, 10, 26, 30)
TALL = 52.0


def write(book: Book, whole: Review) -> None:
    """Add the sheet."""
    sheet = begin(book, whole.words.top_twos, whole.words.two_intro, whole.words.two_headings, WIDTHS)
    sheet.height(3, 36)
    for pick in whole.picks:
        cells.line(sheet, pick.row, TWO_REF, *_row(whole, pick))
        sheet.height(pick.row, TALL)
    last = whole.picks[-1].row
    ready = {"type": "text", "criteria": "containing", "value": whole.words.two_ready, "format": sheet.styles["chosen"]}
    sheet.conditional(whole.picks[0].row, TWO_NOTE, last, TWO_NOTE, ready)
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
        Cell(f"{pick.block.item.wall} {pick.number}", "topic"),
        Cell("", "shown", whole.picked(pick, SAID)),
        Cell("", "typed"),
        Cell("", "typed", takes=use),
        Cell("", "typed", takes=told),
        Cell("", "shown", whole.picked(pick, REF)),
        Cell("", "shown" if is_first else "typed"),
        Cell(whole.words.two_none, "shown", _note(whole, pick, is_first=is_first)),
    )


def _note(whole: Review, pick: Pick, *, is_first: bool) -> str:
    """The first thing to look at in a row, as an expression; of what works no action needs to come."""
    words = whole.words
    statement, own, use, told, because = (
        at(whole, pick, column) for column in (TWO_SAID, TWO_WORDS, TWO_USE, TWO_TOLD, TWO_BECAUSE)
    )
    twice = f"COUNTIF({whole.on_talk(pick.block, TOP)},{pick.number})>1"
    person = whose(whole.picks[0].block.item)
    teller = whole.choices(Said.TOLD)[0].label
    view = whole.picked(pick, WHOSE)
    is_anothers = f"AND({view}<>{literal(person.choices[0].label if person else '')},{told}={literal(teller)})"
    no_action = f'AND(COUNTIF({whole.on_actions(ACTION_FROM)},{at(whole, pick, TWO_FROM)})=0,{because}="")'
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
