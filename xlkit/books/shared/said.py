"""What people say, shared: what came of a workshop in words that somebody checked, counted in people alone."""

from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.comparison.disclosure.told import SAID
from xlkit.voice.telling import Telling, Told

INTRO = (
    "What people said at their reviews, in the words of the group that read all of it, and how many of those who were "
    "heard said it: {few} at least. One person may have said several things, so shares do not add up; silence is not "
    "satisfaction."
)


def sheet(telling: Telling, name: str) -> SheetOf[Told]:
    """The sheet of all that is told, by heading."""
    columns: tuple[Col[Told], ...] = (
        Col("heading", "Heading", 20, value=lambda row: row.theme.wall),
        Col("said", "What people say", 60, value=lambda row: row.theme.name),
        Col("speaks_of", "Speaks of", 30, value=lambda row: row.theme.speaks_of or None),
        Col("people", "People", 10, "whole", value=lambda row: row.people),
        Col("heard", "People heard", 12, "whole", value=lambda _: telling.heard),
        Col("share", "Share", 10, "share", value=lambda row: row.people / telling.heard),
    )
    return SheetOf(
        sheet=name,
        name="People_say",
        title=SAID,
        intro=INTRO.format(few=telling.few),
        columns=columns,
        records=telling.told,
    )
