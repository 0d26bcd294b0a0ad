"""You said, we will: what everybody is told after a workshop, one theme a page; and who promised what."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from xlkit import days
from xlkit.books.writer.book import Book, opened
from xlkit.books.writer.heights import height
from xlkit.books.writer.paper import A4
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.voice.following import Following
from xlkit.voice.telling import Own, Telling, Told, will_say
from xlkit.voice.workshop import Promise, Theme, Workshop, spoken

FILE, EVENT_FILE = "you-said-we-will.xlsx", "you-asked-the-plan-says.xlsx"
TITLE, EVENT_TITLE = "You said, we will", "You asked, the plan says"
WIDTHS = (50, 20)  # characters: the text, and room for a picture
LARGER = {"easy": 16 / 12, "easy_title": 2.3}  # than the letters that heights are measured for; bold runs wider
BETWEEN = 14.0  # points below each line
HOW = (
    "{heard} people told us at their reviews what works, what does not and what they want next.",
    "A group of people, families, providers and the council read what they said.",
    "On each page is one thing that people said, and what we will do about it.",
    "One person may have said several things.",
    "We tell you no names. We tell you nothing that only one or two people said.",
)
EVENT_HOW = (
    "{heard} teams and groups said what they are proud of, what should change, and what they ask of the plan.",
    "Everybody was asked to one big event, which chose what matters most.",
    "On each page is one thing that was said, and what the plan says about it.",
    "One team may have said several things.",
)
OTHERS = "People said {others} more {things} that fewer than {smallest} of them named. We read those too."
FOLLOWS = "We do not tell {many} more {things} here. With what we told you before, you might know who said {them}."
UNCHECKED = "{many} more {things} will be told once somebody has checked that {they} name nobody."
FOR_ONE = (
    "This is for {provider} alone. Beside what all people said stands how many of your own {heard} said it too, where "
    "they are many enough. Please keep it to yourselves."
)
ASK = "Do you have a question? Ask {council}."


def file_name(workshop: Workshop) -> str:
    """What the workbook of a workshop, or of an event, is called."""
    return EVENT_FILE if workshop.is_event else FILE


def write(telling: Telling, workshop: Workshop, path: Path, own: Own | None = None) -> None:
    """Write the workbook, for everybody or beside that for one provider; XlkitError where it cannot be written."""
    with opened(path, f"{_title(workshop)}: {workshop.round}", subject=workshop.council) as book:
        _write(book, telling, workshop, own)


def _write(book: Book, telling: Telling, workshop: Workshop, own: Own | None) -> None:
    sheet = book.sheet(_title(workshop))
    sheet.widths(WIDTHS)
    row, breaks = 0, []
    for page in _pages(telling, workshop, own):
        if row:
            breaks.append(row)
        for text, style in page:
            sheet.text(row, 0, text, sheet.styles[style])
            larger = LARGER[style]
            sheet.height(row, height([(text, WIDTHS[0] / larger)]) * larger + BETWEEN)
            row += 1
    sheet.raw.set_paper(A4)
    sheet.raw.set_portrait()
    sheet.raw.set_margins(left=0.6, right=0.4, top=0.7, bottom=0.7)
    sheet.raw.set_print_scale(100)
    sheet.raw.print_area(0, 0, max(row - 1, 0), len(WIDTHS) - 1)
    sheet.raw.set_h_pagebreaks(breaks)
    sheet.raw.set_footer("&L&A&RPage &P of &N")
    sheet.raw.hide_gridlines(2)


def _pages(telling: Telling, workshop: Workshop, own: Own | None) -> Iterator[list[tuple[str, str]]]:
    """Each page as its lines with their looks."""
    how = EVENT_HOW if workshop.is_event else HOW
    first = [(line.format(heard=telling.heard), "easy") for line in how]
    if telling.others:
        things = "thing" if telling.others == 1 else "things"
        line = OTHERS.format(others=telling.others, things=things, smallest=workshop.smallest_theme)
        first.append((spoken(workshop.counted, line), "easy"))
    if workshop.vision:
        first.append((f"What we want to be true in three years: {workshop.vision}", "easy"))
    if many := len(telling.unchecked):
        things, they = ("thing", "its words") if many == 1 else ("things", "their words")
        first.append((UNCHECKED.format(many=many, things=things, they=they), "easy"))
    if many := len(telling.follows):
        things, them = ("thing", "it") if many == 1 else ("things", "them")
        first.append((FOLLOWS.format(many=many, things=things, them=them), "easy"))
    first.append((ASK.format(council=workshop.council or "whoever gave you this"), "easy"))
    if own is not None:
        first.insert(0, (FOR_ONE.format(provider=own.provider, heard=own.heard), "easy"))
    yield [(f"{_title(workshop)}: {workshop.round}", "easy_title"), *first]
    for told in telling.told:
        also = own.people.get(told.theme.ref) if own else None
        mine = [(f"{also} of your {own.heard} people said this.", "easy")] if own and also else []
        lines = [*_lines(told, workshop)]
        yield [(told.theme.wall, "easy"), (f"“{told.theme.name}”", "easy_title"), lines[0], *mine, *lines[1:]]


def _title(workshop: Workshop) -> str:
    return EVENT_TITLE if workshop.is_event else TITLE


def _lines(told: Told, workshop: Workshop) -> Iterator[tuple[str, str]]:
    yield f"{told.people} of {workshop.heard} {workshop.counted} said this.", "easy"
    if told.theme.answered:
        yield f"The plan says: {told.theme.answered}", "easy"
    if told.found:
        yield f"We found: {told.found}", "easy"
    for promise in told.will:
        by = f" (by {days.in_words(promise.by)})" if promise.by else ""
        yield f"{will_say(promise.who)}: {promise.action}{by}", "easy"
    if told.theme.happened:
        yield f"What happened: {told.theme.happened}", "easy"


PROMISED_FILE = "who-promised-what.xlsx"
PROMISED_TITLE = "Who promised what"
PROMISED_INTRO = (
    "For those who promised something and for whoever asks how far it is; it names owners, so it is not for everybody. "
    "Promises that follow from a theme which nobody is told of are left out."
)


class Made(Struct, frozen=True):
    """One promise, and the theme that it goes back to."""

    promise: Promise
    theme: Theme


def write_promised(telling: Telling, workshop: Workshop, path: Path) -> None:
    """Write the workbook; XlkitError where it cannot be written."""
    columns: tuple[Col[Made], ...] = (
        Col("action", "No", 7, value=lambda made: made.promise.ref),
        Col("said", "You said", 34, value=lambda made: made.theme.name),
        Col("who", "Who acts", 18, value=lambda made: made.promise.who),
        Col("organisation", "Organisation", 22, value=lambda made: made.promise.organisation),
        Col("what", "Action", 40, value=lambda made: made.promise.action),
        Col("owner", "Owner", 16, value=lambda made: made.promise.owner),
        Col("by", "By when", 12, "date", value=lambda made: made.promise.by),
        Col("status", "Status", 12, value=lambda made: made.promise.status),
        Col("progress", "Progress", 34, value=lambda made: made.promise.progress),
    )
    records = tuple(_made(telling, workshop))
    told = SheetOf(PROMISED_TITLE, name="Promised", intro=PROMISED_INTRO, columns=columns, records=records)
    sheet = replace(told, printed="status", back=())
    with opened(path, f"{PROMISED_TITLE}: {workshop.round}", subject=workshop.council) as book:
        sheet.write(book)


def _made(telling: Telling, workshop: Workshop) -> Iterator[Made]:
    """The promises towards themes that everybody is told of, by when they are due."""
    told, following = {one.theme.ref for one in telling.told}, Following.of(workshop)
    about = ((promise, following.about(promise)) for promise in workshop.promises if promise.action)
    made = [Made(promise, theme) for promise, theme in about if theme and theme.ref in told]
    return iter(sorted(made, key=lambda one: (one.promise.by is None, one.promise.by or workshop.as_at)))
