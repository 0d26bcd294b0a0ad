"""Top twos: what the person picked, in which words and how it may be used, and what is still to be looked at."""

from collections.abc import Sequence

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import address, begin, finish, literal
from xlkit.books.review.review import Pick, Review, whose
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.form.item import Choice, Said
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
    inputs: list[tuple[int, int]] = []
    for pick in whole.picks:
        inputs += _row(sheet, whole, pick)
        sheet.height(pick.row, TALL)
    last = whole.picks[-1].row
    ready = {"type": "text", "criteria": "containing", "value": whole.words.two_ready, "format": sheet.styles["chosen"]}
    sheet.conditional(whole.picks[0].row, TWO_NOTE, last, TWO_NOTE, ready)
    finish(sheet, whole.form, WIDTHS, last, upright=False, inputs=inputs, cursor=(whole.picks[0].row, TWO_WORDS))


def at(whole: Review, pick: Pick, column: int) -> str:
    """The address of a cell of a pick's row, with its sheet."""
    return address(CellRef(whole.words.top_twos, pick.row, column))


def _row(sheet: Sheet, whole: Review, pick: Pick) -> list[tuple[int, int]]:
    row, is_first = pick.row, pick.block.item.wall == whole.picks[0].block.item.wall
    wall = f"{pick.block.item.wall} {pick.number}"
    cells.line(sheet, row, TWO_REF, (f"T{pick.row - whole.picks[0].row + 1}", "reference"), (wall, "topic"))
    sheet.formula(row, TWO_SAID, f"={whole.picked(pick, SAID)}", "", sheet.styles["shown"])
    sheet.formula(row, TWO_FROM, f"={whole.picked(pick, REF)}", "", sheet.styles["shown"])
    cells.texts(sheet, row, TWO_WORDS, ("", "", ""), "typed")
    _dropdown(sheet, whole, row, TWO_USE, whole.choices(Said.USE))
    _dropdown(sheet, whole, row, TWO_TOLD, whole.choices(Said.TOLD))
    cells.texts(sheet, row, TWO_BECAUSE, ("",), "shown" if is_first else "typed")
    note = _note(whole, pick, is_first=is_first)
    sheet.formula(row, TWO_NOTE, f"={note}", whole.words.two_none, sheet.styles["shown"])
    typed = (TWO_WORDS, TWO_USE, TWO_TOLD, *(() if is_first else (TWO_BECAUSE,)))
    return [(row, column) for column in typed]


def _dropdown(sheet: Sheet, whole: Review, row: int, column: int, choices: Sequence[Choice]) -> None:
    labels = [choice.label for choice in choices]
    sheet.validate(row, column, row, column, entries.list_options(labels, whole.form.words))


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
