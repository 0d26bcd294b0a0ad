"""Beside others: the provider's level on each topic beside all others together, with charts."""

from collections.abc import Iterator

from xlkit.books.feedback import page
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Table, in_order, unique, write_table
from xlkit.comparison.feedback import Feedback, Topic
from xlkit.measures.scale import Scale

SHEET, ALONE = "Beside others", "Where you stand"
FIRST = (
    Column("section", "Section", 28),
    Column("ref", "Ref", 7, "line"),
    Column("topic", "Topic", 40),
    Column("level", "Your level", 9, "level"),
)
WIDE = {"section": 40, "topic": 72, "level": 12, "last": 12}  # where no others take the room
LAST = (Column("last", "Last time", 9, "level"),)
OTHERS = (
    Column("median", "Middle of the others", 13, "one_place"),
    Column("below", "Others below you", 14, "whole"),
    Column("same", "Others at your level", 14, "whole"),
    Column("above", "Others further on", 14, "whole"),
    Column("n", "Others (n)", 10, "whole"),
)
WHY = (Column("why", "Why no others", 22),)
INTRO = (
    "Your level on each topic beside the other organisations that answered, none of which is named. A level is a step "
    "on the way, not a mark."
)
INTRO_ALONE = (
    "Your level on each topic. Others stand beside you only where {smallest} of them or more answered. A level is a "
    "step on the way, not a mark."
)
TOO_FEW, UNANSWERED = "Fewer than {smallest} others", "You have no level"
LEVELS = "Bar chart: for each topic {what}, 1 to {steps}. The figures are in the table on this sheet, in the {columns}."
SPREAD = (
    "Stacked bar chart: for each topic the share of other organisations below you, light, at your level, and further "
    "on, dark. The figures are in the columns Others below you to Others further on of the table on this sheet."
)
MOST_TOPICS = 20  # of one chart: fewer than elsewhere, since its page is printed larger


def table(feedback: Feedback) -> Table:
    """The table of all topics; columns that would be empty are left out."""
    last = LAST if any(topic.last is not None for topic in feedback.topics) else ()
    if has_others(feedback):
        why = WHY if any(topic.others is None for topic in feedback.topics) else ()
        columns, intro = (*FIRST, *last, *OTHERS, *why), INTRO
    else:
        columns = tuple(Column(one.key, one.header, WIDE.get(one.key, one.width), one.style) for one in (*FIRST, *last))
        intro = INTRO_ALONE.format(smallest=feedback.smallest)
    return Table(
        sheet=SHEET if has_others(feedback) else ALONE,
        name="Topics",
        title="Where you stand",
        intro=intro,
        columns=unique(columns),
        rows=len(feedback.topics),
        frozen=3,
        is_filtered=False,
    )


def has_others(feedback: Feedback) -> bool:
    """Whether others stand beside the provider on any topic."""
    return any(topic.others for topic in feedback.topics)


def write(book: Book, feedback: Feedback, topics: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, topics, (in_order(topics, _row(topic, feedback.smallest)) for topic in feedback.topics))
    shade(sheet, topics, [key for key in ("level", "last") if key in topics], feedback.instrument.scale.steps)
    page.place(sheet, topics, list(_drawn(book, topics, feedback.instrument.scale)))


def _drawn(book: Book, topics: Table, scale: Scale) -> Iterator[charts.Drawn]:
    sources = charts.split(charts.whole(topics, "topic"), MOST_TOPICS)
    beside = next((key for key in ("median", "last") if key in topics), "")
    words = LEVELS.format(
        steps=scale.steps,
        what={"median": "your level and the middle of the others", "last": "your level and that of last time"}.get(
            beside, "your level"
        ),
        columns={
            "median": "columns Your level and Middle of the others",
            "last": "columns Your level and Last time",
        }.get(beside, "column Your level"),
    )
    for source in sources:
        yield charts.bars(book, source, ["level", beside] if beside else ["level"], scale, "Level on each topic", words)
    if "below" in topics:
        for source in sources:
            keys = ("below", "same", "above")
            yield charts.stacked(book, source, keys, charts.THREE, "Where others stand beside you", SPREAD)


def _row(topic: Topic, smallest: int) -> dict[str, Cell]:
    mine: dict[str, Cell] = {
        "section": topic.section.title,
        "ref": topic.item.ref,
        "topic": topic.item.title,
        "level": topic.level,
        "last": topic.last,
    }
    if topic.others is None:
        return {**mine, "why": UNANSWERED if topic.level is None else TOO_FEW.format(smallest=smallest)}
    others = topic.others
    return {
        **mine,
        "median": others.median,
        "below": others.below,
        "same": others.same,
        "above": others.above,
        "n": others.n,
    }
