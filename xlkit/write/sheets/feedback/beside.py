"""Beside others: the provider's level on each topic beside all others together, with charts."""

from xlkit.feedback import Feedback, Topic
from xlkit.write.book import Book
from xlkit.write.sheets.consolidated import charts
from xlkit.write.sheets.consolidated.levels_look import shade
from xlkit.write.sheets.consolidated.table import Cell, Column, Table, in_order, unique, write_table

SHEET = "Beside others"
FIRST = (
    Column("section", "Section", 24),
    Column("ref", "Ref", 8, "line"),
    Column("topic", "Topic", 34),
    Column("level", "Your level", 9, "level"),
)
LAST = (Column("last", "Last time", 9, "level"),)
OTHERS = (
    Column("median", "Middle of the others", 11, "one_place"),
    Column("below", "Others below you", 11, "whole"),
    Column("same", "Others at your level", 11, "whole"),
    Column("above", "Others further on", 11, "whole"),
    Column("n", "Others (n)", 10, "whole"),
)
INTRO = "Your level on each topic{beside}. A level is a step on the way, not a mark."
BESIDE = " beside the other organisations that answered, none of which is named"
LEVELS = (
    "Bar chart: for each topic your level and {beside}, 1 to 5. The figures are in the table on this sheet, in the "
    "column Your level and the one after it."
)
SPREAD = (
    "Stacked bar chart: for each topic the share of other organisations below you, light, at your level, and further "
    "on, dark. The figures are in the columns Others below you to Others further on of the table on this sheet."
)


def table(feedback: Feedback) -> Table:
    """The table of all topics; columns that would be empty are left out."""
    last = LAST if any(topic.last is not None for topic in feedback.topics) else ()
    others = OTHERS if has_others(feedback) else ()
    return Table(
        sheet=SHEET,
        name="Topics",
        title="Where you stand",
        intro=INTRO.format(beside=BESIDE if others else ""),
        columns=unique((*FIRST, *last, *others)),
        rows=len(feedback.topics),
        frozen=3,
    )


def has_others(feedback: Feedback) -> bool:
    """Whether others stand beside the provider on any topic."""
    return any(topic.others for topic in feedback.topics)


def write(book: Book, feedback: Feedback, topics: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, topics, (in_order(topics, _row(topic)) for topic in feedback.topics))
    shade(sheet, topics, [key for key in ("level", "last") if key in topics])
    source = charts.whole(topics, "topic")
    beside = "the middle of the others" if has_others(feedback) else "that of last time"
    keys = ["level", *[key for key in ("median", "last") if key in topics][:1]]
    drawn = [charts.bars(book, source, keys, "Level on each topic", LEVELS.format(beside=beside))]
    if has_others(feedback):
        looks = charts.THREE
        drawn.append(
            charts.stacked(book, source, ("below", "same", "above"), looks, "Where others stand beside you", SPREAD)
        )
    charts.place(sheet, topics, drawn)


def _row(topic: Topic) -> dict[str, Cell]:
    mine: dict[str, Cell] = {
        "section": topic.section.title,
        "ref": topic.item.ref,
        "topic": topic.item.title,
        "level": topic.level,
        "last": topic.last,
    }
    if topic.others is None:
        return mine
    others = topic.others
    return {
        **mine,
        "median": others.median,
        "below": others.below,
        "same": others.same,
        "above": others.above,
        "n": others.n,
    }
