"""What people say: beside each theme of the round's levels, and below them what speaks of something else."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from xlkit.books.consolidated.common import OnTheme
from xlkit.books.consolidated.plan import UNEASY, Plan
from xlkit.books.consolidated.regional.councils import stress
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import NOTHING, AnySheet, At, Col, FormulaOf, SheetOf, Value
from xlkit.books.writer.table import quoted
from xlkit.comparison.people.heard import NOT_WORKING, SAYS, WORKING, Heard, HeardOf, PeopleHeard
from xlkit.comparison.regional.region import CouncilHeard, RegionHeard
from xlkit.intake.council_workbook import SOMETHING_ELSE, TOGETHER
from xlkit.voice.telling import SMALLEST_HEARD

Row = TypeVar("Row")
SHEET = "What people say"
INTRO = (
    "People are counted, of all whose reviews are in, beside levels and never within them. A person may say several "
    "things, and silence is not satisfaction."
)
PROVIDERS = "People by provider"
PROVIDERS_INTRO = (
    "What each provider's own people say, where {smallest} of them at least were heard, beside what all people say. "
    "Providers agreed to be named here; nothing of it is in a shared workbook."
)
EXPLAINS = {
    "heard": "How many people's reviews are in the workshop: a share is of them, whatever theme they spoke of.",
    "said": "Said where five people at least were heard, and as many feel otherwise as the setting on the Guide says.",
}
CHART_WORDS = (
    "Bar chart: for each theme the share of people who said something under “{heading}”. The figures are in the column "
    "{heading}: share of the table on this sheet. The themes stand in the order of the sheet By theme."
)


def sheet(plan: Plan, found: PeopleHeard, name: str) -> SheetOf[Heard]:
    """The sheet of all themes that people spoke of."""
    columns: tuple[Col[Heard], ...] = (
        Col("theme", "Theme", 34, value=lambda row: row.subject or SOMETHING_ELSE),
        Col("median", "Middle provider", 13, "one_place", formula=_of(plan, "median")),
        Col("n", "Providers (n)", 12, "whole", value=lambda row: row.n or None, formula=_of(plan, "n")),
        Col("heard", "People heard", 11, "whole", explains=EXPLAINS["heard"]),
        *of_headings(found.headings, lambda row: row),
        Col("said", "In words", 60, formula=_said(found), explains=EXPLAINS["said"]),
        Col("names", "As people say it", 60, value=lambda row: "\n".join(row.names)),
    )
    return SheetOf(
        sheet=name,
        name="What_people_say",
        title=SHEET,
        intro=INTRO,
        columns=columns,
        records=found.themes,
        draw=lambda book, table: _drawn(book, table, found),
    )


def by_provider(found: PeopleHeard, name: str) -> SheetOf[HeardOf]:
    """The sheet of providers, each with what its own people say beside what all do."""
    columns: tuple[Col[HeardOf], ...] = (
        Col("provider", "Provider", 30),
        Col("theme", "Theme", 30, value=lambda row: row.own.subject),
        Col("level", "Its own level", 10, "level"),
        Col("heard", "Its people heard", 11, "whole", value=lambda row: row.own.heard),
        *_of_provider(found),
    )
    intro = PROVIDERS_INTRO.format(smallest=SMALLEST_HEARD)
    return SheetOf(
        sheet=name, name="People_by_provider", title=PROVIDERS, intro=intro, columns=columns, records=found.providers
    )


def _of_provider(found: PeopleHeard) -> Iterator[Col[HeardOf]]:
    for at, heading in enumerate(found.headings, start=1):
        own, share = _people(heading), _share(heading)
        yield Col(f"people_{at}", heading, 12, "whole", value=_own(own))
        yield Col(f"share_{at}", f"{heading}: share", 12, "share", value=_own(share), formula=_live_share(at))
        yield Col(f"all_{at}", f"{heading}: share of all people", 13, "share", value=_every(share))


def _own(value: Callable[[Heard], Value]) -> Callable[[HeardOf], Value]:
    return lambda row: value(row.own)


def _every(value: Callable[[Heard], Value]) -> Callable[[HeardOf], Value]:
    return lambda row: value(row.every)


def beside(found: PeopleHeard | None) -> Iterator[Col[OnTheme]]:
    """The columns of people beside a theme of levels; none where no workshop stands beside them."""
    if found is None:
        return

    def on(row: OnTheme) -> Heard | None:
        return found.on(row.theme.title) if row.theme else None

    def heard(row: OnTheme) -> Value:
        there = on(row)
        return there.heard if there else None

    yield Col("people", "People heard", 11, "whole", value=heard, explains=EXPLAINS["heard"])
    for at, heading in enumerate(found.headings, start=1):
        yield from _beside(at, heading, on)


def _beside(at: int, heading: str, on: Callable[[OnTheme], Heard | None]) -> Iterator[Col[OnTheme]]:
    def many(row: OnTheme) -> Value:
        there = on(row)
        return there.people.get(heading, 0) if there else None

    def share(row: OnTheme) -> Value:
        there = on(row)
        return there.share(heading) if there else None

    yield Col(f"people_{at}", f"People: {heading.lower()}", 12, "whole", value=many)
    yield Col(f"people_share_{at}", f"People: {heading.lower()}, share", 12, "share", value=share)


def of_headings(
    headings: Sequence[str], heard: Callable[[Row], Heard], summed: Callable[[At[Row], str], str | None] | None = None
) -> Iterator[Col[Row]]:
    """For each heading how many people named something under it, and their share; `summed` is a count's formula."""
    for at, heading in enumerate(headings, start=1):
        yield from _of_heading(at, heading, heard, summed)


def _of_heading(
    number: int,
    heading: str,
    heard: Callable[[Row], Heard],
    summed: Callable[[At[Row], str], str | None] | None,
) -> Iterator[Col[Row]]:
    """The two columns of a heading; both are blank where people were not asked under it."""
    key = f"people_{number}"

    def people(row: Row) -> Value:
        return heard(row).people.get(heading)

    def share(row: Row) -> Value:
        return None if people(row) is None else heard(row).share(heading)

    def total(at: At[Row]) -> str | None:
        return summed(at, key) if summed and people(at.row) is not None else None

    def live(at: At[Row]) -> str | None:
        return None if people(at.row) is None else _live_share(number)(at)

    yield Col(key, heading, 12, "whole", value=people, formula=total if summed else None)
    yield Col(f"share_{number}", f"{heading}: share", 12, "share", value=share, formula=live)


def _people(heading: str) -> Callable[[Heard], Value]:
    return lambda row: row.people.get(heading, 0)


def _share(heading: str) -> Callable[[Heard], Value]:
    return lambda row: row.share(heading)


def _live_share(at: int) -> Callable[[At[Any]], str]:
    return lambda here: f'=IF({here["heard"]}=0,"",{here[f"people_{at}"]}/{here["heard"]})'


def _of(plan: Plan, key: str) -> FormulaOf[Heard]:
    """What the sheet of a theme's market has of it."""

    def formula(at: At[Heard]) -> str | None:
        if not at.row.market:
            return None
        table = plan.markets[at.row.market - 1]
        place = next(place for place, row in enumerate(table.records) if row.theme.title == at.row.subject)
        return f"={table.elsewhere(key, place)}" if at.row.n else NOTHING

    return formula


def _said(found: PeopleHeard) -> FormulaOf[Heard]:
    """The sentence, as long as it is true."""

    def formula(at: At[Heard]) -> str | None:
        if at.row.scale is None or not {WORKING, NOT_WORKING} <= {*found.headings}:
            return None
        there, scale = at["median"], at.row.scale
        begins = f'{at["theme"]}&": providers stand at "&{there}&"; "'

        def sentence(heading: str) -> tuple[str, str]:
            number = found.headings.index(heading) + 1
            people = at[f"people_{number}"]
            words = f'{begins}&{people}&" of "&{at["heard"]}&{quoted(f" people say something {SAYS[heading]}.")}'
            return f"{people}*100>={UNEASY}*{at['heard']}", words

        (is_worse, worse), (is_better, better) = sentence(NOT_WORKING), sentence(WORKING)
        low = f'IF(AND({there}<={scale.low},{is_better}),{better},"")'
        parted = f"IF(AND({there}>={scale.high},{is_worse}),{worse},{low})"
        return f'=IF(AND(ISNUMBER({there}),{at["heard"]}>={SMALLEST_HEARD}),{parted},"")'

    return formula


def _drawn(book: Book, table: AnySheet, found: PeopleHeard) -> Sequence[Drawn]:
    """A chart of people for each heading, of the themes of levels alone."""
    if not found.known:
        return ()
    source = replace(charts.whole(table, "theme"), rows=found.known)
    names = [table.named("theme", row).text for row in range(found.known)]
    drawn = []
    for at, heading in enumerate(found.headings, start=1):
        title, words = f"People: {heading.lower()}", CHART_WORDS.format(heading=heading)
        drawn.append(charts.shares(book, source, f"share_{at}", names, title, words))
    return drawn


COUNCILS_INTRO = (
    "For each theme how many people of each council say something, of all that it heard, and below them all together. "
    "People are counted beside levels and never within them, and their words stay with their councils."
)


def of_councils(found: RegionHeard, name: str) -> SheetOf[CouncilHeard]:
    """The sheet of all themes that people spoke of, by council."""
    columns: tuple[Col[CouncilHeard], ...] = (
        Col("theme", "Theme", 34, value=lambda row: row.said.subject),
        Col("council", "Council", 30, value=lambda row: row.council or TOGETHER),
        Col("median", "Middle provider", 13, "one_place", value=lambda row: row.said.median),
        Col("n", "Providers (n)", 12, "whole", value=lambda row: row.said.n or None),
        Col(
            *("heard", "People heard", 11, "whole"),
            value=lambda row: row.said.heard,
            formula=lambda at: _above(at, "heard"),
            explains=EXPLAINS["heard"],
        ),
        *of_headings(found.headings, lambda row: row.said, _above),
        Col("said", "In words", 60, value=lambda row: row.said.said, explains=EXPLAINS["said"]),
    )
    return SheetOf(
        sheet=name,
        name="What_people_say",
        title=SHEET,
        intro=COUNCILS_INTRO,
        columns=columns,
        records=found.rows,
        frozen=2,
        more=stress,
    )


def _above(at: At[CouncilHeard], key: str) -> str | None:
    """The sum of the rows of councils right above; None in these."""
    if not at.row.above:
        return None
    return f"=SUM({at.table.cell(key, at.place - at.row.above)}:{at.table.cell(key, at.place - 1)})"
