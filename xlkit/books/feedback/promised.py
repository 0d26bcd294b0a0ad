"""Who promised what: the promises that follow from what everybody is told, for those who made them."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from xlkit.books.writer.book import opened
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.voice.following import Following
from xlkit.voice.telling import Telling
from xlkit.voice.workshop import Promise, Theme, Workshop

FILE = "who-promised-what.xlsx"
TITLE = "Who promised what"
INTRO = (
    "For those who promised something and for whoever asks how far it is; it names owners, so it is not for everybody. "
    "Promises that follow from a theme which nobody is told of are left out."
)


class Made(Struct, frozen=True):
    """One promise, and the theme that it goes back to."""

    promise: Promise
    theme: Theme


def write(telling: Telling, workshop: Workshop, path: Path) -> None:
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
    told = (TITLE, "Promised", TITLE)
    sheet = SheetOf(*told, intro=INTRO, columns=columns, records=records, printed="status", back=())
    with opened(path, f"{TITLE}: {workshop.round}", subject=workshop.council) as book:
        sheet.write(book)


def _made(telling: Telling, workshop: Workshop) -> Iterator[Made]:
    """The promises towards themes that everybody is told of, by when they are due."""
    told, following = {one.theme.ref for one in telling.told}, Following.of(workshop)
    about = ((promise, following.about(promise)) for promise in workshop.promises if promise.action)
    made = [Made(promise, theme) for promise, theme in about if theme and theme.ref in told]
    return iter(sorted(made, key=lambda one: (one.promise.by is None, one.promise.by or workshop.as_at)))
