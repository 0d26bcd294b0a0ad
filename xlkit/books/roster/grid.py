"""Ratings: what the sheets of one workbook of them are written from, its grid, and what each level of a topic means."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from xlkit.books.respondent.form import Form, begin, column_range, entitle, finish, protect, refuse, section_title
from xlkit.books.respondent.pages import LONG, fewest
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import LINE, height, line_count
from xlkit.books.writer.levels_look import shade_cells
from xlkit.books.writer.paper import A4, DEPTH, PIXEL, divide, pixels, tall
from xlkit.form import headings, roster, wording
from xlkit.form.headings import topic_title
from xlkit.form.instrument import Section
from xlkit.form.item import Item
from xlkit.form.layout import INTRO_ROW, TITLE_ROW
from xlkit.form.roster import Listed, Rated, Roster
from xlkit.form.words.roster_words import RosterWords
from xlkit.returns.raw import CellRef

UNRATED = Rated({})
FIRST_STATEMENT_ROW = 3  # below title, sentence and headings


class RatingForm(Struct, frozen=True):
    """One workbook of ratings: `form` is what it shares with other workbooks, `rated` what already stands in its rows.

    `rated` goes by the references of the rows; `words` are those that other workbooks do not have.
    """

    form: Form
    roster: Roster
    rated: Mapping[str, Rated]
    words: RosterWords

    @property
    def topics(self) -> Sequence[tuple[Section, Item]]:
        """The topics in the order of their columns, with their sections."""
        return roster.topics(self.form.instrument)

    @property
    def note_column(self) -> int:
        """The last column of the ratings."""
        return roster.note_column(self.form.instrument)

    @property
    def last_topic(self) -> int:
        """The column of the last topic."""
        return self.note_column - 1

    @property
    def last_row(self) -> int:
        """The row of the last organisation."""
        return roster.FIRST_ROW + len(self.roster.listed) - 1

    def rating(self, listed: Listed) -> Rated:
        """What already stands in an organisation's row."""
        return self.rated.get(listed.ref, UNRATED)

    def count(self, listed: Listed) -> int:
        """How many topics are rated for an organisation."""
        return sum(item.name in self.rating(listed).levels for _, item in self.topics)

    def count_of(self, item: Item) -> int:
        """How many organisations are rated for a topic."""
        return sum(item.name in self.rating(listed).levels for listed in self.roster.listed)

    def statement_rows(self) -> Mapping[str, int]:
        """The row on Statements in which each topic begins, by the item's name."""
        rows, at = {}, FIRST_STATEMENT_ROW
        above = None
        for section, item in self.topics:
            at += section is not above
            above = section
            rows[item.name] = at
            at += 1 + len(item.choices)
        return rows


TOPIC_WIDTH, NOTE_WIDTH = 17, 60
WIDTHS = (7, 32, 9, 20)  # of the columns before the topics
LEAST_HEIGHT = 22.0  # points
BOLD = 1.1  # how much wider bold text runs
PRINTED = 70  # per cent: the smallest at which Arial 12 can be read on paper by most people


def write(book: Book, page: RatingForm) -> None:
    """Add the sheet."""
    sheet = book.sheet(page.words.ratings)
    widths = (*WIDTHS, *(TOPIC_WIDTH for _ in page.topics), NOTE_WIDTH)
    sheet.widths(widths)
    entitle(sheet, page.words.ratings, page.words.intro)
    breaks = _column_breaks(widths)
    _sections(sheet, page, breaks)
    _counts(sheet, page)
    _links(sheet, page)
    _headings(sheet, page)
    for row, listed in enumerate(page.roster.listed, start=roster.FIRST_ROW):
        _row(sheet, page, row, listed)
    _take_levels(sheet, page)
    protect(sheet, page.form, autofilter=True)
    _print(sheet, page, breaks)
    sheet.raw.freeze_panes(roster.FIRST_ROW, roster.LOCALITY)
    sheet.raw.autofilter(roster.HEADING_ROW, roster.REF, page.last_row, roster.LOCALITY)
    sheet.raw.set_selection(roster.FIRST_ROW, roster.FIRST_TOPIC, roster.FIRST_ROW, roster.FIRST_TOPIC)


def _sections(sheet: Sheet, page: RatingForm, breaks: Sequence[int]) -> None:
    """Each section's name above its first topic, and again where a printed page begins; a long one is wrapped."""
    cells.texts(sheet, roster.SECTION_ROW, 0, [""] * (page.note_column + 1), "band")
    column, tall = roster.FIRST_TOPIC, LEAST_HEIGHT
    for section, many in _spans(page, breaks):
        title = roster.section_name(section)
        is_long = line_count(title, many * TOPIC_WIDTH / BOLD) > 1
        sheet.text(roster.SECTION_ROW, column, title, sheet.styles["band_wrapped" if is_long else "band"])
        tall = max(tall, height([(title, TOPIC_WIDTH / BOLD)])) if is_long else tall
        column += many
    sheet.height(roster.SECTION_ROW, tall)


def _spans(page: RatingForm, breaks: Sequence[int]) -> Sequence[tuple[Section, int]]:
    """The sections, each with how many topics of it stand side by side on one printed page."""
    placed = [
        (section, bisect(breaks, column)) for column, (section, _) in enumerate(page.topics, start=roster.FIRST_TOPIC)
    ]
    return [(section, len(list(topics))) for (section, _), topics in groupby(placed)]


def _counts(sheet: Sheet, page: RatingForm) -> None:
    cells.texts(sheet, roster.COUNT_ROW, roster.REF, (page.words.count, page.words.count_label, "", ""), "state")
    sheet.blank(roster.COUNT_ROW, page.note_column, sheet.styles["state"])
    for column, (_, item) in enumerate(page.topics, start=roster.FIRST_TOPIC):
        below = f"{CellRef('', roster.FIRST_ROW, column).a1}:{CellRef('', page.last_row, column).a1}"
        sheet.formula(roster.COUNT_ROW, column, f"=COUNTA({below})", page.count_of(item), sheet.styles["shown_level"])
    sheet.height(roster.COUNT_ROW, height([(page.words.count_label, WIDTHS[roster.NAME] / BOLD)]))


def _headings(sheet: Sheet, page: RatingForm) -> None:
    headed = headings.of_roster(page.form.instrument)[headings.RATINGS].headings
    plain, titles = headed[: roster.FIRST_TOPIC], headed[roster.FIRST_TOPIC : page.note_column]
    cells.texts(sheet, roster.HEADING_ROW, roster.REF, plain, "filtered")
    sheet.text(roster.HEADING_ROW, page.note_column, headed[page.note_column], sheet.styles["filtered"])
    cells.texts(sheet, roster.HEADING_ROW, roster.FIRST_TOPIC, titles, "topic")
    tallest = height((title, TOPIC_WIDTH / BOLD) for title in titles)
    sheet.height(roster.HEADING_ROW, max(tallest, height([(headed[roster.RATED], WIDTHS[roster.RATED] / BOLD)]) + LINE))


def _links(sheet: Sheet, page: RatingForm) -> None:
    """A link above each topic to its statements; it is short, since LibreOffice does not wrap links."""
    for column in (*range(roster.FIRST_TOPIC), page.note_column):
        sheet.blank(roster.LINK_ROW, column, sheet.styles["shown"])
    starts = page.statement_rows()
    for column, (_, item) in enumerate(page.topics, start=roster.FIRST_TOPIC):
        text, place = page.words.to_statements.format(ref=item.ref), CellRef("", starts[item.name], 1).a1
        sheet.link(roster.LINK_ROW, column, page.words.statements, text, sheet.styles["shown_link"], place)
    sheet.height(roster.LINK_ROW, LEAST_HEIGHT)


def _row(sheet: Sheet, page: RatingForm, row: int, listed: Listed) -> None:
    who, rated = listed.identity, page.rating(listed)
    cells.line(sheet, row, roster.REF, (listed.ref, "reference"), (who.subject, "topic"))
    first, last = (CellRef("", 0, column).a1.rstrip("1") for column in (roster.FIRST_TOPIC, page.last_topic))
    # Through INDEX, so that cutting and pasting a rating breaks nothing, and by the row, so that sorting does not.
    count = f"=COUNTA(INDEX(${first}:${last},ROW(),0))"
    sheet.formula(row, roster.RATED, count, page.count(listed), sheet.styles["shown_level"])
    sheet.text(row, roster.LOCALITY, who.locality, sheet.styles["shown"])
    for column, (_, item) in enumerate(page.topics, start=roster.FIRST_TOPIC):
        cells.put(sheet, row, column, rated.levels.get(item.name), "level_input")
    sheet.text(row, page.note_column, rated.note, sheet.styles["typed"])
    texts = [
        (who.subject, WIDTHS[roster.NAME] / BOLD),
        (who.locality, WIDTHS[roster.LOCALITY]),
        (rated.note, NOTE_WIDTH),
    ]
    sheet.height(row, max(height(texts), LEAST_HEIGHT))


def _take_levels(sheet: Sheet, page: RatingForm) -> None:
    """A dropdown in each cell, and a shade by its level; the figure says the same."""
    for column, (_, item) in enumerate(page.topics, start=roster.FIRST_TOPIC):
        levels = [choice.apart or choice.score for choice in item.choices]
        allowed: Mapping[str, object] = refuse(page.words.level_refused, validate="list", source=levels)
        sheet.validate(roster.FIRST_ROW, column, page.last_row, column, allowed)
    shade_cells(
        sheet, (roster.FIRST_ROW, roster.FIRST_TOPIC, page.last_row, page.last_topic), len(page.topics[0][1].choices)
    )


def _print(sheet: Sheet, page: RatingForm, breaks: Sequence[int]) -> None:
    """A4 on its side: names and headings stand on every page, title and sentence on the first, and nothing is torn."""
    sheet.raw.set_landscape()
    sheet.raw.set_paper(A4)
    sheet.raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.raw.set_print_scale(PRINTED)
    sheet.raw.repeat_rows(roster.SECTION_ROW, roster.HEADING_ROW)
    columns, kept = page.note_column + 1, roster.RATED + 1
    divide(sheet, (0, *breaks), [(TITLE_ROW, roster.SECTION_ROW, page.last_row, columns)], kept, columns)
    sheet.raw.set_v_pagebreaks(breaks)
    headings = tall(sheet.heights, roster.SECTION_ROW, roster.FIRST_ROW)
    _, rows = fewest(sheet, range(roster.FIRST_ROW, page.last_row + 2), headings, (PRINTED,), DEPTH)
    sheet.raw.set_h_pagebreaks(rows)
    sheet.raw.set_footer(f"&L&A&R{page.form.words.page.format(page='&P', pages='&N')}")


def _column_breaks(widths: Sequence[float]) -> list[int]:
    """The columns that begin a page."""
    points = [pixels(width) * PIXEL for width in widths]
    repeated = sum(points[: roster.LOCALITY])
    breaks, used = [], repeated
    for column, wide in enumerate(points[roster.LOCALITY :], start=roster.LOCALITY):
        if used + wide > LONG * 100 / PRINTED:
            breaks.append(column)
            used = repeated
        used += wide
    return breaks


def rated_range(page: RatingForm) -> str:
    """The counts of all organisations, with their sheet, as formulas write them."""
    return column_range(page.words.ratings, roster.FIRST_ROW, page.last_row, roster.RATED)


def heading_cell(page: RatingForm, item: Item) -> str:
    """The address of a topic's heading."""
    place = next(place for place, (_, topic) in enumerate(page.topics) if topic.name == item.name)
    return CellRef("", roster.HEADING_ROW, roster.FIRST_TOPIC + place).a1


LEVEL, TEXT = 0, 1
STATEMENT_WIDTHS = (12, 94)
ABOVE_STATEMENTS = INTRO_ROW + 1


def write_statements(book: Book, page: RatingForm) -> None:
    """Add the sheet."""
    words = page.words
    sheet = begin(
        book, words.statements, words.statements_intro, words.statements_headings, STATEMENT_WIDTHS, ABOVE_STATEMENTS
    )
    parts: list[int] = []
    last, above = ABOVE_STATEMENTS, None
    starts = page.statement_rows()
    for section, item in page.topics:
        at = starts[item.name]
        begins = section is not above
        if begins:
            _section(sheet, at - 1, section_title(page.form.words, section))
        _topic(sheet, page, at, item)
        parts.append(at - begins)
        above, last = section, at + len(item.choices)
    finish(sheet, page.form, STATEMENT_WIDTHS, last, parts=parts)


def _section(sheet: Sheet, at: int, title: str) -> None:
    cells.texts(sheet, at, LEVEL, ("", title), "section")
    sheet.height(at, max(height([(title, STATEMENT_WIDTHS[TEXT], "section")]), 26))


def _topic(sheet: Sheet, page: RatingForm, at: int, item: Item) -> None:
    """Write a topic and its statements."""
    title = wording.explained(topic_title(item), item.hint)
    # The link is short: LibreOffice does not wrap links, so that titles would be cut off.
    back = page.words.to_ratings.format(ref=item.ref)
    sheet.link(at, LEVEL, page.words.ratings, back, sheet.styles["topic_link"], heading_cell(page, item))
    sheet.text(at, TEXT, title, sheet.styles["topic"])
    sheet.height(at, height([(title, STATEMENT_WIDTHS[TEXT], "topic")]))
    for row, choice in enumerate(item.choices, start=at + 1):
        cells.put(sheet, row, LEVEL, choice.apart or choice.score, "level")
        sheet.text(row, TEXT, choice.label, sheet.styles["text"])
        sheet.height(row, height([(choice.label, STATEMENT_WIDTHS[TEXT])]))
