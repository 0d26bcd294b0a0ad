"""Beside others: the provider's level on each topic beside all others together, with charts."""

from collections.abc import Callable, Iterator, Sequence

from xlkit.books.consolidated.common import REF, SECTION
from xlkit.books.writer import charts, dumbbell, paper, placing
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.dumbbell import Sides
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf
from xlkit.books.writer.table import TITLE_POINTS, Table
from xlkit.comparison.feedback import Feedback, Others, Topic
from xlkit.measures.scale import Scale

SHEET, ALONE = "Beside others", "Where you stand"
INTRO = (
    "Your level on each topic beside the other organisations that answered, none of which is named. A level is a step "
    "on the way, not a mark."
)
INTRO_ALONE = (
    "Your level on each topic. Others stand beside you only where {smallest} of them or more answered. A level is a "
    "step on the way, not a mark."
)
INTRO_HELD_BACK = (
    "Your level on each topic. Others stand beside you only where nothing follows about fewer than {smallest}. A level "
    "is a step on the way, not a mark."
)
TOO_FEW, UNANSWERED = "Fewer than {smallest} others", "You have no level"
HELD_BACK = "Not shown to everybody, or it would tell of fewer than {smallest}"
LEVELS = (
    "Chart: for each topic your level, a diamond{disc}, 1 to {steps}. The figures are in the table on this sheet, in "
    "the column Your level{column}."
)
SPREAD = (
    "Stacked bar chart: for each topic the share of other organisations below you, orange, at your level, and further "
    "on, blue. The figures are in the columns Others below you to Others further on of the table on this sheet."
)
MOST_TOPICS = 20  # of one chart: fewer than elsewhere, since its page is printed larger
LARGEST = 100  # per cent


def sheet(feedback: Feedback) -> SheetOf[Topic]:
    """The sheet of all topics; columns that would be empty are left out."""
    has_last = any(topic.last is not None for topic in feedback.topics)
    columns = [*FIRST, *([LAST] if has_last else [])]
    if has_others(feedback):
        columns += OTHERS
        if any(topic.others is None for topic in feedback.topics):
            columns.append(Col("why", "Why no others", 22, value=lambda row: _why(row, feedback.smallest)))
    else:
        columns = [column.as_wide(WIDE.get(column.key, column.width)) for column in columns]
    scale = feedback.instrument.scale
    return SheetOf(
        sheet=SHEET if has_others(feedback) else ALONE,
        name="Topics",
        intro=_intro(feedback),
        columns=tuple(columns),
        scale=scale,
        records=feedback.topics,
        frozen=3,
        is_filtered=False,
        more=lambda sheet, topics: place(sheet, topics, list(_drawn(sheet.book, topics, scale))),
    )


def has_others(feedback: Feedback) -> bool:
    """Whether others stand beside the provider on any topic."""
    return any(topic.others for topic in feedback.topics)


def is_held_back(feedback: Feedback) -> bool:
    """Whether there is a topic where many others answered, who may not stand beside the provider."""
    return any(topic.is_held_back for topic in feedback.topics)


def _intro(feedback: Feedback) -> str:
    if has_others(feedback):
        return INTRO
    return (INTRO_HELD_BACK if is_held_back(feedback) else INTRO_ALONE).format(smallest=feedback.smallest)


def _drawn(book: Book, topics: AnySheet, scale: Scale) -> Iterator[Drawn]:
    beside = next((key for key in ("median", "last") if key in topics), "")
    them, column = {
        "median": ("the middle of the others", "Middle of the others"),
        "last": ("last time", "Last time"),
    }.get(beside, ("", ""))
    sides = Sides(
        "level", beside, "topic", "", "you", them, "you are", f"{them} was" if beside == "last" else "others are"
    )
    words = LEVELS.format(
        steps=scale.steps, disc=f", and {them}, a disc" if them else "", column=f" and {column}" if them else ""
    )
    yield from dumbbell.draw(book, topics, sides, scale, "Level on each topic", words, most=MOST_TOPICS)
    if "below" in topics:
        for source in charts.split(charts.whole(topics, "topic"), MOST_TOPICS):
            keys = ("below", "same", "above")
            yield charts.stacked(book, source, keys, charts.THREE, "Where others stand beside you", SPREAD)


def _why(topic: Topic, smallest: int) -> str | None:
    if topic.others is not None:
        return None
    if topic.level is None:
        return UNANSWERED
    return (HELD_BACK if topic.is_held_back else TOO_FEW).format(smallest=smallest)


def _of_others(key: str, header: str, width: float, style: str, value: Callable[[Others], float]) -> Col[Topic]:
    return Col(key, header, width, style, value=lambda row: value(row.others) if row.others else None)


WIDE = {"section": 40, "topic": 72, "level": 12, "last": 12}  # where no others take the room
FIRST: tuple[Col[Topic], ...] = (
    SECTION,
    REF.as_wide(7),
    Col("topic", "Topic", 40, value=lambda row: row.item.title),
    Col("level", "Your level", 9, "level", value=lambda row: row.level),
)
LAST: Col[Topic] = Col("last", "Last time", 9, "level", value=lambda row: row.last)
OTHERS = (
    _of_others("median", "Middle of the others", 13, "middle", lambda others: others.median),
    _of_others("below", "Others below you", 14, "whole", lambda others: others.below),
    _of_others("same", "Others at your level", 14, "whole", lambda others: others.same),
    _of_others("above", "Others further on", 14, "whole", lambda others: others.above),
    _of_others("n", "Others (n)", 10, "whole", lambda others: others.n),
)


def place(sheet: Sheet, table: Table, drawn: Sequence[placing.Drawn]) -> None:
    """Place charts below a table and print both at the largest scale at which neither is cut."""
    widths = [column.width for column in table.columns]
    across = max(sum(map(paper.pixels, widths)), placing.WIDTH)
    wide = max(across, paper.line(table.intro))
    tallest = max(one.height for one in drawn) * paper.PIXEL + TITLE_POINTS + 2 * paper.ROW
    scale = int(min(LARGEST, paper.PAGE * 100 / wide, paper.DEPTH * 100 / tallest))
    *above, end = placing.stand(sheet, table, drawn, int(across))
    sheet.raw.set_print_scale(scale)
    sheet.raw.set_h_pagebreaks(above)
    sheet.raw.print_area(paper.TITLE, 0, end, paper.reach(widths, wide))
    if paper.tall(sheet.heights, 0, above[0]) <= paper.DEPTH * 100 / scale:
        sheet.raw.repeat_rows(paper.TITLE)  # the headings are needed only where the table goes on on a second page
