"""Start: whose a review is, how far it is and where everything stands; and what is settled before the day."""

from xlkit.books.respondent import entries, start
from xlkit.books.respondent.form import column_range, entitle, finish, sentence
from xlkit.books.review.review import Review
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height
from xlkit.form import review, wording
from xlkit.form.item import Item, Kind
from xlkit.form.layout import FIRST_ROW
from xlkit.form.review import REF, SAID
from xlkit.returns.raw import CellRef

SHORTEST, LONGEST = 75, 90  # minutes of a review
USUAL = 80


def write(book: Book, whole: Review) -> None:
    """Add the sheet, which comes first."""
    words = whole.words
    sheet = book.sheet(whole.form.words.start)
    sheet.widths(start.WIDTHS)
    sheet.raw.activate()
    entitle(sheet, whole.form.instrument.title, words.subtitle)
    row = _progress(
        sheet, whole, start.write_lines(sheet, 2, [*start.untold(whole.form), (words.readers_heading, words.readers)])
    )
    start.write_untranslated(sheet, row - 1, whole.form, "review")
    row = start.write_notes(sheet, row, whole.form.words.start_how, words.steps)
    row = _minutes(sheet, whole, row + 1)
    for name, holds in _contents(whole):
        row = start.sheet_link(sheet, row, name, holds)
    told = [(part.heading, part.text) for part in whole.form.instrument.guidance if part.where == "start"]
    finish(sheet, whole.form, start.WIDTHS, start.write_lines(sheet, row, told))


def _progress(sheet: Sheet, whole: Review, row: int) -> int:
    """How many of the lists have something in them; the next row is returned."""
    begun = "+".join(f'(SUMPRODUCT(({whole.on_talk(block, SAID)}<>"")*1)>0)' for block in whole.blocks)
    total = f"{len(whole.blocks)}"
    text = sentence(whole.words.so_far, count=f"({begun})", all=total)
    words = whole.words.so_far.format(count=0, all=total)
    start.write_figure(sheet, row, whole.form.words.start_progress, text, words)
    return row + 2


def _parts(whole: Review) -> list[str]:
    titles = [f"{block.section.ref} {block.section.title}" for block in whole.blocks]
    return list(dict.fromkeys(titles))


def _minutes(sheet: Sheet, whole: Review, row: int) -> int:
    """How long each part takes, and all together; the row after it is returned."""
    words, parts = whole.words, _parts(whole)
    share, over = divmod(USUAL, len(parts))
    sheet.text(row, start.LABEL, words.minutes, sheet.styles["heading"])
    minutes = [share + (place < over) for place in range(len(parts))]
    for at, (part, many) in enumerate(zip(parts, minutes, strict=True), start=row + 1):
        cells.line(sheet, at, start.LABEL, (part, "body"), Cell(many, "typed_number"))
        sheet.height(at, height([(part, start.WIDTHS[start.LABEL])]))
    end = row + len(parts) + 1
    total = f"SUM({column_range(sheet.name, row + 1, end - 1, start.TEXT)})"
    out, fine = (sentence(text, count=total) for text in (words.minutes_out, words.minutes_fine))
    formula = f"IF(OR({total}<{SHORTEST},{total}>{LONGEST}),{out},{fine})"
    start.write_figure(sheet, end, words.minutes_all, formula, words.minutes_fine.format(count=sum(minutes)))
    return end + 2


def _contents(whole: Review) -> list[tuple[str, str]]:
    words = whole.words
    return [
        (words.before, words.holds_before),
        (words.talk, words.holds_talk),
        (words.actions, words.holds_actions),
        (words.top_twos, words.holds_top_twos),
        (words.profile, words.holds_profile),
        (words.onward, words.holds_onward),
    ]


ASKED, ANSWER = 1, 2
BEFORE_WIDTHS = (9, 50, 62)
ROOMY, PLAIN = 56.0, 26.0  # points of a cell for a text, and of any other


def write_before(book: Book, whole: Review) -> None:
    """Add the sheet."""
    sheet = book.sheet(whole.words.before)
    sheet.widths(BEFORE_WIDTHS)
    entitle(sheet, whole.words.before, whole.words.before_intro)
    row, above = FIRST_ROW - 1, None
    for section, item in review.before(whole.form.instrument):
        if section is not above:
            cells.texts(sheet, row, REF, ("", section.title, ""), "section")
            sheet.height(row, height([(section.title, BEFORE_WIDTHS[ASKED], "section")]))
            row, above = row + 1, section
        text = wording.explained(item.title, item.hint)
        entry = entries.entry(item, None, entries.options(item, whole.form.words))
        cells.line(sheet, row, REF, (f"V{item.ref}", "reference"), (text, "topic"), entry)
        least = ROOMY if item.kind is Kind.TEXT else PLAIN
        sheet.height(row, max(height([(text, BEFORE_WIDTHS[ASKED] / 1.1)]), least))
        row += 1
    sheet.raw.ignore_errors({"number_stored_as_text": "A1:A99"})
    finish(sheet, whole.form, BEFORE_WIDTHS, row)


def answer(whole: Review, item: Item) -> CellRef:
    """Where an answer stands."""
    row, above = FIRST_ROW - 1, None
    for section, asked in review.before(whole.form.instrument):
        row, above = row + (section is not above), section
        if asked is item:
            return CellRef(whole.words.before, row, ANSWER)
        row += 1
    raise KeyError(item.name)
