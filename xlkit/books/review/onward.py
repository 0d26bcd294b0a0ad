"""To pass on: one row in the shape of the Top-twos workbook, with what may be passed on and nothing else."""

from collections.abc import Iterator, Sequence

from xlsxwriter.utility import xl_range

from xlkit.books.respondent.form import address, entitle, finish, literal
from xlkit.books.review import before, top_twos
from xlkit.books.review.review import Pick, Review
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book
from xlkit.books.writer.heights import height
from xlkit.form import review
from xlkit.form.item import Item, Said
from xlkit.form.review import TWO_SAID, TWO_TOLD, TWO_USE, TWO_WORDS

STEPS, HEADING, ROW = 2, 7, 8
WIDTHS = {Said.WORDS: 34.0, Said.USE: 22.0, Said.TOLD: 22.0}
OTHER_WIDTH = 18.0


def write(book: Book, whole: Review) -> None:
    """Add the sheet."""
    fields = [field for field in whole.people.fields if not field.is_given]
    widths = [WIDTHS.get(field.said, OTHER_WIDTH) if field.said else OTHER_WIDTH for field in fields]
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
    finish(sheet, whole.form, widths, ROW, upright=False, cursor=(ROW, 0))


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
    chosen, own, use, told = (top_twos.at(whole, pick, column) for column in (TWO_SAID, TWO_WORDS, TWO_USE, TWO_TOLD))
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
    cell = address(before.answer(whole, item))
    return f'IF({cell}="","",{cell})'
