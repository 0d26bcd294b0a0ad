"""What people say: beside each theme of the round's levels, and below them what speaks of something else."""

from collections.abc import Callable, Iterator

from xlkit.books.writer.sheets import Col, SheetOf, Value
from xlkit.comparison.heard import Heard, PeopleHeard

SHEET = "What people say"
INTRO = (
    "People are counted, of all whose reviews are in, beside levels and never within them. A person may say several "
    "things, and silence is not satisfaction."
)
SOMETHING_ELSE = "Something else"
EXPLAINS = {
    "heard": "How many people's reviews are in the workshop: a share is of them, whatever theme they spoke of.",
    "said": "Said where five people at least were heard, and a quarter of them feel otherwise than the level sounds.",
}


def sheet(found: PeopleHeard, name: str) -> SheetOf[Heard]:
    """The sheet of all themes that people spoke of."""
    columns: tuple[Col[Heard], ...] = (
        Col("theme", "Theme", 34, value=lambda row: row.subject or SOMETHING_ELSE),
        Col("median", "Providers' median", 13, "one_place", value=lambda row: row.median),
        Col("n", "Providers (n)", 12, "whole", value=lambda row: row.n or None),
        Col("heard", "People heard", 11, "whole", value=lambda row: row.heard, explains=EXPLAINS["heard"]),
        *_of_headings(found),
        Col("said", "In words", 60, value=lambda row: row.said, explains=EXPLAINS["said"]),
        Col("names", "As people say it", 60, value=lambda row: "\n".join(row.names)),
    )
    return SheetOf(sheet=name, name="What_people_say", title=SHEET, intro=INTRO, columns=columns, records=found.themes)


def _of_headings(found: PeopleHeard) -> Iterator[Col[Heard]]:
    for at, heading in enumerate(found.headings, start=1):
        yield Col(f"people_{at}", heading, 12, "whole", value=_people(heading))
        yield Col(f"share_{at}", f"{heading}: share", 12, "share", value=_share(heading))


def _people(heading: str) -> Callable[[Heard], Value]:
    return lambda row: row.people.get(heading, 0)


def _share(heading: str) -> Callable[[Heard], Value]:
    return lambda row: row.share(heading)
