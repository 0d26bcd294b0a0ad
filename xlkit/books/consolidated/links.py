"""Links: from theme to topics, to providers, to the answer, to its file, and from each sheet to its parent.

Which columns lead where is one list. A cell leads to the first row of the table named there that holds the same, and
only if there is one. Links belong to cells, so that every program has them.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.consolidated.planning import GUIDE, SUMMARY
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.sheets import AnySheet, Col, Value

BACK = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} {sheet}"


class Way(Struct, frozen=True):
    """From a column of some tables to the row of others that holds in `match` what `by` gives of a row here.

    Tables are told by how their names begin. Without `by` it is what stands in the column; with `of` it is held against
    what that gives of the rows there, instead of what stands in `match`.
    """

    tables: str
    column: str
    to: str | tuple[str, ...]
    match: str
    by: Callable[[Any], Value] | None = None
    of: Callable[[Any], Value] | None = None


def _speaking(row: Any) -> str:
    return str(row.speaking[0])


def _topic(row: Any) -> str | None:
    """A topic by its reference too: providers and the council have topics of the same name."""
    return f"{row.item.ref} {row.item.title}" if row.item else None


def _theme(row: Any) -> str | None:
    return row.theme.title if row.theme else None


TOPICS = ("Items_", "Challenges_")  # where the topics of providers and of councils stand
# Short texts lead on: a program that draws a link as one word would cut a title off.
WAYS = (
    Way("Themes_", "theme", "Items_", "theme"),
    Way("Themes_", "people", "What_people_say", "theme", _theme),
    Way("What_people_say", "theme", "Themes_", "theme"),
    Way("Region_", "theme", "Councils_", "theme"),
    Way("Councils_", "theme", "Items_", "theme"),
    Way("Gaps_", "ref", "Pairs_", "ref"),
    Way("Pairs_", "subject", "Unplanned_", "organisation"),
    Way("Pairs_", "ref", "Items_", "ref"),
    Way("Benchmark_", "theme", "Themes_", "theme"),
    Way("Peers_", "theme", "Themes_", "theme"),
    Way("Heat_map_", "organisation", "Unplanned_", "organisation"),
    Way("Unplanned_", "organisation", "Answers_", "return_id", _speaking),
    Way("Challenges_", "ref", "Seen_", "ref"),
    Way("Seen_", "ref", "Challenges_", "ref"),
    Way("Within_", "organisation", "Answers_", "organisation"),
    Way("Movement_", "ref", "Items_", "ref"),
    Way("Transitions_", "ref", "Items_", "ref"),
    Way("Actions", "organisation", "Unplanned_", "organisation"),
    Way("Actions", "ref", TOPICS, "item", _topic, _topic),
    Way("Actions", "return_id", "Returns", "return_id"),
    Way("Evidence", "ref", TOPICS, "item", _topic, _topic),
    Way("Evidence", "return_id", "Returns", "return_id"),
    Way("Answers_", "return_id", "Returns", "return_id"),
    Way("Returns", "return_id", "Answers_", "return_id"),
    Way("Positions_", "organisation", "Answers_", "return_id", _speaking),
    Way("Theme_levels_", "organisation", "Answers_", "return_id", _speaking),
    Way("Voices_", "organisation", "Answers_", "return_id", _speaking),
    Way("Each_answered_", "organisation", "Answers_", "return_id", _speaking),
    Way("Support_wanted_", "return_id", "Returns", "return_id"),
    Way("In_their_words_", "return_id", "Returns", "return_id"),
)
# The sheet that each kind of table goes back to, by how the names of its tables begin.
PARENTS = {
    "Items_": "Themes_",
    "Councils_": "Region_",
    "Benchmark_": "Themes_",
    "Peers_": "Unplanned_",
    "Pairs_": "Unplanned_",
    "Within_": "Challenges_",
    "Action_summary": "Actions",
    "Answers_": "Heat_map_",
    "Positions_": "Heat_map_",
    "Theme_levels_": "Themes_",
    "Each_answered_": "Choices_",
    "Voices_": "Pairs_",
    "Then_and_now_": "Movement_",
    "Transitions_": "Movement_",
    "Chart_data_": "Themes_",
}


def linked(
    tables: Sequence[AnySheet], everything: Sequence[AnySheet], home: Sequence[str] = (SUMMARY, GUIDE)
) -> list[AnySheet]:
    """Some tables with their links to any of all, and back to the first sheet and to their parent, or the last."""
    return [_linked(table, everything, home) for table in tables]


def _linked(table: AnySheet, everything: Sequence[AnySheet], home: Sequence[str]) -> AnySheet:
    ways = {way.column: way for way in WAYS if table.name.startswith(way.tables)}
    columns = [_leading(table, column, ways.get(column.key), everything) for column in table.columns]
    parent = next((to for begin, to in PARENTS.items() if table.name.startswith(begin)), "")
    above = next((other.sheet for other in _alike(table, parent, everything)), "") if parent else ""
    back = tuple((BACK.format(sheet=sheet), Lead(sheet)) for sheet in dict.fromkeys((home[0], above or home[-1])))
    return replace(table, columns=tuple(columns), back=back)


def _leading(table: AnySheet, column: Col[Any], way: Way | None, everything: Sequence[AnySheet]) -> Col[Any]:
    if table.name.startswith("Heat_map_") and column.key.startswith("item "):
        return replace(column, leads=_to_answers(table, column, everything))
    if table.name.startswith("Items_") and column.key == "ref":
        return replace(column, leads=_to_column(table, "Heat_map_", everything))
    if table.name.startswith(("Choices_", "Numbers_", "Dates_")) and column.key == "ref":
        return replace(column, leads=_to_column(table, "Each_answered_", everything))
    if way is None:
        return column
    places: dict[Value, Lead] = {}
    for other in _alike(table, way.to, everything):
        of = way.of or other.columns[other.place(way.match)].value
        for row, record in enumerate(other.records):
            places.setdefault(of(record), other.lead(way.match, row))
    by = way.by or column.value
    return replace(column, leads=lambda row: places.get(by(row)) if by(row) is not None else None)


def _to_answers(table: AnySheet, column: Col[Any], everything: Sequence[AnySheet]) -> Callable[[Any], Lead | None]:
    """From a level on the heat map to the answer that it rests on."""
    places = {
        answers.columns[answers.place("return_id")].value(record): answers.lead(column.key, row)
        for answers in _alike(table, "Answers_", everything)
        if column.key in answers
        for row, record in enumerate(answers.records)
    }
    return lambda row: places.get(_speaking(row)) if column.value(row) is not None else None


def _to_column(table: AnySheet, begin: str, everything: Sequence[AnySheet]) -> Callable[[Any], Lead | None]:
    """From a topic or question to its column on the heat map, or on the sheet of what each answered."""
    maps = list(_alike(table, begin, everything))

    def leads(row: Any) -> Lead | None:
        key = f"item {row.item.name}"
        return next((map_.lead(key, -1) for map_ in maps if key in map_), None)

    return leads


def _alike(table: AnySheet, begin: str | tuple[str, ...], everything: Sequence[AnySheet]) -> Iterator[AnySheet]:
    """The tables of a kind, the one with the same number first."""
    number = table.name.rpartition("_")[2]
    kind = [other for other in everything if other.name.startswith(begin)]
    return iter(sorted(kind, key=lambda other: other.name.rpartition("_")[2] != number))
