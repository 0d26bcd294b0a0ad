"""Cards: eight on a page of A4, to be printed, cut and stuck to a wall; a card has a number and never a code."""

from xlkit.books.workshop.plan import STATEMENTS, Plan, card_sheet, lock
from xlkit.books.writer.book import Book
from xlkit.books.writer.paper import A4, CELL_PADDING, DIGIT
from xlkit.voice.workshop import Card, Wall

ACROSS, DOWN = 2, 4
WIDTH = (363 - CELL_PADDING) / DIGIT  # characters: 96 mm, with room to spare since programs measure differently
WORDS_HEIGHT, NUMBER_HEIGHT = 163.0, 32.0  # points: 69 mm together
MARGIN = 0.22  # inches
EDGES = ("card_even", "card_thick", "card_broken")  # the look of each wall's cards, which differ without colour too


def write(book: Book, plan: Plan, wall: Wall) -> None:
    """Add the sheet of a wall's cards; they show the words that stand among the statements by then."""
    sheet = book.sheet(card_sheet(wall))
    sheet.widths([WIDTH] * ACROSS)
    edge = EDGES[plan.workshop.walls.index(wall) % len(EDGES)]
    cards = plan.workshop.cards_of(wall)
    rows = range(0, len(cards), ACROSS)
    for pair in rows:
        row = pair  # two rows for each pair of cards
        sheet.height(row, WORDS_HEIGHT)
        sheet.height(row + 1, NUMBER_HEIGHT)
        for column, card in enumerate(cards[pair : pair + ACROSS]):
            sheet.formula(row, column, _words(plan, card), card.words, sheet.styles[edge])
            sheet.text(row + 1, column, f"{card.number}   {wall.name}", sheet.styles[f"{edge}_number"])
    raw = sheet.raw
    raw.set_paper(A4)
    raw.set_portrait()
    raw.set_margins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=MARGIN)
    raw.set_header("", {"margin": 0})
    raw.set_footer("", {"margin": 0})
    raw.center_horizontally()
    raw.set_print_scale(100)
    last = max(2 * len(rows) - 1, 0)
    raw.print_area(0, 0, last, ACROSS - 1)
    raw.set_h_pagebreaks(list(range(2 * DOWN, last + 1, 2 * DOWN)))
    raw.hide_gridlines(2)
    lock(sheet)


def _words(plan: Plan, card: Card) -> str:
    numbers, words = plan.span(STATEMENTS, "card"), plan.span(STATEMENTS, "words")
    return f'=INDEX({words},MATCH({card.number},{numbers},0))&""'
