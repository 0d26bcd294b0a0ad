"""The one-page profile: what matters about a person and how to support them well, on one page of A4 to hang up."""

from xlkit.books.respondent.form import address, literal, protect
from xlkit.books.review.review import Review
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.paper import A4
from xlkit.form import review
from xlkit.form.item import Role
from xlkit.form.review import SAID, Block
from xlkit.returns.raw import CellRef

WIDTHS = (84, 3, 60)  # the page, a gap, and what to look at beside it
NAME, PHOTOGRAPH, FIRST = 0, 1, 2  # rows
HEADING, ROOM = 28.0, 520.0  # points: of a heading, and of all texts together
LINE, CHARACTERS = 17.5, 75  # points of a line of Arial 14, and about how many characters it holds
BULLET = "• "


def write(book: Book, whole: Review) -> None:
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
