"""A person's review as a workbook: its sheets in order, the one-page profile to hang up among them."""

from pathlib import Path

from xlkit.books.respondent import respondent_workbook
from xlkit.books.respondent.form import address, literal, protect
from xlkit.books.review import start, talk, top_twos
from xlkit.books.review.review import Review
from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.book import FORMAT, Book, Sheet
from xlkit.books.writer.paper import A4
from xlkit.form import review
from xlkit.form.instrument import Instrument
from xlkit.form.item import Role
from xlkit.form.layout import KEY
from xlkit.form.review import SAID, WORKBOOK, Block
from xlkit.form.words import HIDDEN
from xlkit.form.words.review_words import review_words
from xlkit.returns import return_ids
from xlkit.returns.raw import CellRef
from xlkit.round.round import Round


def write(path: Path, instrument: Instrument, onward_to: Instrument, name: str = "", *, force: bool = False) -> None:
    """Write one locked workbook of a person's review; XlkitError where it cannot be written.

    `onward_to` is the instrument in which top twos come together, `name` the person's. It has no return id, and no
    signature.
    """
    identity = return_ids.blank(instrument, "", "")
    form = respondent_workbook.form_of(instrument, identity, Round())
    whole = Review(form, review_words(form.words), onward_to, name)
    with books.opened(path, instrument.title, language=instrument.language, force=force) as book:
        start.write(book, whole)
        start.write_before(book, whole)
        talk.write(book, whole)
        talk.write_actions(book, whole)
        top_twos.write(book, whole)
        _profile(book, whole)
        top_twos.write_onward(book, whole)
        _hide(book, instrument)


def _hide(book: books.Book, instrument: Instrument) -> None:
    sheet = book.sheet(HIDDEN)
    facts = {HIDDEN: FORMAT, "workbook": WORKBOOK, "template": instrument.name, "version": instrument.version}
    for row, fact in enumerate(facts.items()):
        cells.texts(sheet, row, KEY, fact, "reference")
    sheet.raw.very_hidden()
    sheet.raw.protect("")


# The page, a gap, and what to look at beside it; LibreOffice makes no column smaller that is wider than the paper.
WIDTHS = (72, 3, 60)
NAME, PHOTOGRAPH, FIRST = 0, 1, 2  # rows
HEADING, ROOM = 28.0, 520.0  # points: of a heading, and of all texts together
LINE, CHARACTERS = 17.5, 64  # points of a line of Arial 14, and about how many characters it holds
BULLET = "• "


def _profile(book: Book, whole: Review) -> None:
    """Add the sheet; pictures may be put on it, and the name and all else but the sentences may be typed over."""
    sheet = book.sheet(whole.words.profile)
    sheet.widths(WIDTHS)
    sheet.text(NAME, 0, whole.name or whole.words.name, sheet.styles["large_typed"])
    sheet.height(NAME, 34)
    sheet.text(PHOTOGRAPH, 0, whole.words.photograph, sheet.styles["typed"])
    sheet.height(PHOTOGRAPH, 120)
    tables = review.of_role(whole.form.instrument, Role.PROFILE)
    for place, block in enumerate(tables):
        _part(sheet, whole, block, FIRST + 2 * place, ROOM / len(tables))
    _set_page(sheet, whole, FIRST + 2 * len(tables) - 1)


def _part(sheet: Sheet, whole: Review, block: Block, row: int, room: float) -> None:
    sheet.text(row, 0, block.item.title, sheet.styles["large_heading"])
    sheet.height(row, HEADING)
    statements = [address(CellRef(whole.words.talk, at, SAID)) for at in range(block.first, block.last + 1)]
    lines = "&".join(f'IF({cell}="","",{literal(BULLET)}&{cell}&CHAR(10))' for cell in statements)
    sheet.formula(row + 1, 0, f"={lines}", "", sheet.styles["large"])
    sheet.height(row + 1, room)
    cells = whole.on_talk(block, SAID)
    taken = f"SUMPRODUCT((LEN({cells})>0)*(1+INT(LEN({cells})/{CHARACTERS})))"
    note = f'=IF({taken}>{int(room / LINE)},{literal(whole.words.too_long)},"")'
    sheet.formula(row + 1, 2, note, "", sheet.styles["label"])
    said = address(CellRef("", row + 1, 2))
    rule = {"type": "formula", "criteria": f'={said}<>""', "format": sheet.styles["to_look_at"]}
    sheet.conditional(row + 1, 2, row + 1, 2, rule)


def _set_page(sheet: Sheet, whole: Review, last: int) -> None:
    sheet.raw.set_portrait()
    sheet.raw.set_paper(A4)
    sheet.raw.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.print_area(0, 0, last, 0)
    protect(sheet, whole.form, objects=True)
    sheet.raw.set_selection(NAME, 0, NAME, 0)
