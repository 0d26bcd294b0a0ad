"""What a consolidated workbook keeps beside answers, read back: rows, dates, settings, and counts of people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.intake.council_workbook import SOMETHING_ELSE, TOGETHER, CountedPeople
from xlkit.measures.grouped import grouped
from xlkit.returns.completed import Answer, Return, TableRow
from xlkit.returns.raw import RawReturn
from xlkit.returns.return_ids import spelt
from xlkit.returns.tables import Record, UnreadableError, records
from xlkit.whole import MOST, whole_number

ROWS_NEED = {"Return id", "Table name", "Row number"}
SETTINGS_NEED = {"Return id", "Setting name", "Value"}
DAYS_NEED = {"return_id", "item", "day"}
FIRST_HEADINGS = {"Organisation", "Section", "Theme"}  # a field that is called like one of them has a number after it
BETWEEN = "; "  # labels of several choices
COUNCIL, THEME, HEARD, SHARE = "Council", "Theme", "People heard", ": share"
PEOPLE_NEED = {THEME, HEARD}


class Beside(Struct, frozen=True):
    """What stands beside the answers, by the ids of returns; days are by the return's id and the item's name."""

    rows: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    settings: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    days: Mapping[tuple[str, str], date] = field(default_factory=dict)

    def added(self, completed: Return, instrument: Instrument | None) -> Return:
        """A return with all that stands beside its answers."""
        id_ = completed.identity.return_id
        kinds = {item.name: item for item in instrument.items} if instrument else {}
        answers = (_several(kinds.get(answer.item), answer) for answer in completed.answers)
        return replace(
            completed,
            identity=replace(completed.identity, settings=self.settings.get(id_, ())),
            answers=tuple(replace(answer, day=self.days.get((id_, answer.item))) for answer in answers),
            rows=tuple(_rows(instrument, self.rows.get(id_, ()))) if instrument else (),
        )


def beside(raw: RawReturn) -> Beside:
    """All that stands beside the answers of a consolidated workbook."""
    rows = grouped(records(raw, ROWS_NEED), lambda record: spelt(record.text("Return id")))
    settings: dict[str, tuple[tuple[str, str], ...]] = {}
    for record in records(raw, SETTINGS_NEED):
        id_, day = spelt(record.text("Return id")), record.day("Value")
        value = day.isoformat() if day else record.text("Value")
        settings[id_] = (*settings.get(id_, ()), (record.text("Setting name"), value))
    days = {
        (spelt(record.text("return_id")), record.text("item")): day
        for record in records(raw, DAYS_NEED)
        if (day := record.day("day")) is not None
    }
    return Beside(rows, settings, days)


def _several(item: Item | None, answer: Answer) -> Answer:
    """An answer of several choices, which stands by their labels, by their names again."""
    if item is None or item.kind is not Kind.MANY or not isinstance(answer.value, str):
        return answer
    named = {text: choice.name for choice in item.choices for text in (choice.label, choice.name)}
    names = [named[label] for label in answer.value.split(BETWEEN) if label in named]
    return replace(answer, value=" ".join(names) or None)


def _rows(instrument: Instrument, rows: Sequence[Record]) -> Iterator[TableRow]:
    tables = {item.name: item for item in instrument.items if item.kind is Kind.TABLE}
    for record in rows:
        item = tables.get(record.text("Table name"))
        number = whole_number(record.text("Row number"))
        if item is not None and number is not None:
            answers = tuple(_field(tables.values(), asked, record) for asked in item.fields)
            yield TableRow(item.name, number, answers)


def _field(tables: Iterable[Item], item: Item, record: Record) -> Answer:
    """A field's answer, under the title that it has, or that a field of the same name has in another table."""
    titles = [item.title, *(other.title for table in tables for other in table.fields if other.name == item.name)]
    wanted = (f"{title} (2)" if title in FIRST_HEADINGS else title for title in titles)
    heading = next((title for title in wanted if title in record.columns), "")
    return Answer(item.name, None, _value(item, record, heading), record.cell(heading))


def _value(item: Item, record: Record, heading: str) -> str | float | date | None:
    value = record.values.get(heading)
    if value in (None, ""):
        return None
    if item.kind is Kind.DATE:
        return record.day(heading) or record.text(heading)
    if isinstance(value, int | float) and item.kind in (Kind.INTEGER, Kind.DECIMAL):
        return float(value)
    return next((choice.name for choice in item.choices if choice.label == value), record.text(heading))


def counted_people(raw: RawReturn) -> Mapping[str, CountedPeople]:
    """What people say by whose people they are: under an empty name where a workbook is one council's.

    UnreadableError where something else than a number of people stands, or more than were heard.
    """
    rows = (one for one in records(raw, PEOPLE_NEED) if any(_headings(one)) and one.text(COUNCIL) != TOGETHER)
    by_council = grouped(rows, lambda record: record.text(COUNCIL))
    return {council: _counted(theirs) for council, theirs in by_council.items()}


def _headings(record: Record) -> Iterator[str]:
    """The headings under which people were asked: those whose share stands beside them."""
    return (heading for heading in record.columns if heading + SHARE in record.columns and record.text(heading))


def _counted(theirs: list[Record]) -> CountedPeople:
    first = theirs[0]
    named = [record for record in theirs if record.text(THEME) != SOMETHING_ELSE]
    heard = _many(first, HEARD)
    headings = tuple(_headings(first))
    themes = {record.text(THEME): {heading: _many(record, heading, heard) for heading in headings} for record in named}
    if any(_many(record, HEARD) != heard for record in theirs):
        raise UnreadableError(f"its sheet {first.sheet} says in several ways how many people were heard")
    return CountedPeople(heard, headings, themes)


def _many(record: Record, heading: str, most: int = MOST) -> int:
    number = record.whole(heading, most=most)
    if number is None:
        where = record.cell(heading).address
        raise UnreadableError(f"nothing stands at {where}, where a whole number was expected")
    return number
