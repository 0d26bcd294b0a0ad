"""The workshop workbook: its sheets in order, and cards to be cut; everything yellow is typed in, all else follows."""

from collections.abc import Sequence
from pathlib import Path

from xlkit.books.round.sheet import KEY, mark
from xlkit.books.workshop import agreed, said, walls
from xlkit.books.workshop.plan import HEARD, STATEMENTS, Plan, card_sheet, lock
from xlkit.books.writer import cells, cover
from xlkit.books.writer.book import Book, opened
from xlkit.books.writer.cover import Cover, Fact
from xlkit.books.writer.paper import A4, CELL_PADDING, DIGIT
from xlkit.books.writer.sheets import AnySheet
from xlkit.form.identity import OfficersWorkbook
from xlkit.round.control import HIDDEN
from xlkit.voice.following import YES, Following
from xlkit.voice.workshop import Card, Wall, Workshop, spoken

SUBTITLE = "What people said, on cards, and room for what a group makes of them. Internal: it may be shown in the room."
ELSE = "something else"  # what a wall's theme may speak of beside the themes of levels
SUBJECTS_AT = 3  # column of the hidden sheet in which they are listed
STEPS = (
    "Print the sheets of cards, cut them, and read them out in small groups. A card has a number and no code.",
    "Stick, move and merge them on three walls. Name each cluster as a person would say it: “I …”.",
    "Write the number of its row on each cluster; one person types its name and its cards on the sheet of the wall.",
    "Look at Check: it names the card that is missing, or stands twice. Take a photograph of each cluster.",
    "Give dots, then ask why until a cause is found, say what success looks like, and who does what by when.",
    "At the next meeting, fill in What happened on Feedback, and tell everybody.",
)
PRIVACY = (
    "Only words that a person agreed to, and that somebody checked to name nobody, are in this workbook.",
    "People who come may know whose words they hear: tell each of them beforehand, and ask who may be there.",
    "It stays personal data: send it by secure mail or with a password to open, and delete it once all is told.",
    "A concern for somebody's safety does not wait for a workshop: follow the safeguarding procedure today.",
)

EVENT_STEPS = (
    "Print the sheets of cards, cut them, and read them out in small groups. A card has a number and no team's name.",
    "Stick, move and merge them on the walls. Write the number of its row on each cluster; one person types its cards.",
    "Look at Check: it names the card that is missing, or stands twice. Take a photograph of each cluster.",
    "Give dots. Top questions has the five with most; where some tie at the fifth place, the event chooses.",
    "Write what you want to be true in three years on Vision, and when you meet, so that it says by when to tell all.",
    "Once the plan is written, type where it answers each question, and tell everybody with xlkit feedback.",
)
EVENT_PRIVACY = (
    "Only words that a team checked to name nobody are in this workbook; no team is named on a card.",
    "Teams are counted, each once in a theme, however many people took part in it.",
)


def write(workshop: Workshop, subjects: Sequence[str], path: Path) -> None:
    """Write the workbook; `subjects` are the themes that a wall's theme may speak of. XlkitError where it cannot be."""
    listed = (*subjects, ELSE)
    plan = Plan(Following.of(workshop), f"='{HIDDEN}'!$D$1:$D${len(listed)}")
    title = f"{'Event' if workshop.is_event else 'Workshop'}: {workshop.round}"
    with opened(path, title, subject=workshop.council) as book:
        front = cover.begin(book)
        first, rest = _sheets(plan)
        for sheet in first:
            sheet.write(book)
        for wall in workshop.walls:
            _cards(book, plan, wall)
        for sheet in rest:
            sheet.write(book)
        _hide(book, workshop, listed)
        cover.write(front, _cover(title, workshop), [*first, *rest])
        lock(front)


def _sheets(plan: Plan) -> tuple[list[AnySheet], list[AnySheet]]:
    """The sheets before the cards, and those behind them."""
    made: list[AnySheet] = [
        *(walls.wall(plan, wall) for wall in plan.workshop.walls),
        *agreed.sheets(plan),
        *(agreed.causes(plan), agreed.successes(plan), agreed.actions(plan), agreed.feedback(plan)),
        *(said.came(plan), said.said(plan), said.given(plan)),
        *([said.where(plan)] if plan.workshop.where else []),
        said.data(plan),
    ]
    first: AnySheet = walls.statements(plan)
    first, *rest = [plan.add(sheet) for sheet in (first, *made)]
    return [plan.add(walls.check(plan)), first], rest


def _cover(title: str, workshop: Workshop) -> Cover:
    facts = [
        Fact("Round", workshop.round),
        Fact("Council", workshop.council or "not named"),
        Fact("As at", workshop.as_at, "day_figure"),
        Fact(spoken(workshop.counted, "People heard"), float(workshop.heard), "figure", name=HEARD),
        Fact("Statements given", float(sum(given.statements for given in workshop.given)), "figure"),
        Fact("On cards", float(sum(bool(card.place) for card in workshop.cards)), "figure"),
        Fact("Held back, for somebody to act on first", float(sum(given.held for given in workshop.given)), "figure"),
        Fact("Withdrawn since", float(workshop.withdrawn), "figure"),
    ]
    day, words = (EVENT_STEPS, EVENT_PRIVACY) if workshop.is_event else (STEPS, PRIVACY)
    subtitle = spoken(workshop.counted, SUBTITLE)
    return Cover(title, subtitle, facts, [cover.steps("How the day runs", day), cover.steps("Whose words", words)])


def _hide(book: Book, workshop: Workshop, subjects: Sequence[str]) -> None:
    """Add the hidden sheet: what the workbook is, what must not be typed over, and the longer dropdown."""
    sheet = mark(book, OfficersWorkbook.WORKSHOP)
    facts = {
        "round": workshop.round,
        "council": workshop.council,
        "as_at": workshop.as_at.isoformat(),
        "highest": str(workshop.highest),
        "withdrawn": str(workshop.withdrawn),
        "smallest_theme": str(workshop.smallest_theme),
        "names_providers": YES if workshop.names_providers else "no",
        "walls": "\n".join(wall.name for wall in workshop.walls),
        "groups": "\n".join(workshop.groups),
        "counted": workshop.counted,
    }
    for row, fact in enumerate(facts.items(), start=2):
        cells.texts(sheet, row, KEY, fact, "reference")
    for row, subject in enumerate(subjects):
        sheet.text(row, SUBJECTS_AT, subject, sheet.styles["reference"])


ACROSS, DOWN = 2, 4
WIDTH = (363 - CELL_PADDING) / DIGIT  # characters: 96 mm, with room to spare since programs measure differently
WORDS_HEIGHT, NUMBER_HEIGHT = 163.0, 32.0  # points: 69 mm together
MARGIN = 0.22  # inches
EDGES = ("card_even", "card_thick", "card_broken")  # the look of each wall's cards, which differ without colour too


def _cards(book: Book, plan: Plan, wall: Wall) -> None:
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
