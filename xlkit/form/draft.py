"""A draft: what already stands in a workbook when it is written."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.form.instrument import Instrument
from xlkit.form.item import Item


class Draft(Struct, frozen=True):
    """What already stands in a workbook when it is written.

    `answers` maps items to a choice's name or to what was typed, `evidence` items to texts, `details` the names of
    details to what the respondent said of themselves, and `actions` items to their planner rows, each a map from a
    column's name to what stands there: the first stands in the item's own row, others among the further actions.
    `further` are those rows as they stood, each with what stood for its topic. `marks` maps items of statements that
    are not answered by one plain tick to what stands beside each statement, by the names of the choices. `days` maps
    items to the date beside their answer, `rows` tables to their rows from the first prepared one on, each a map from a
    field's name to what stands there.
    """

    details: Mapping[str, str | float | date] = field(default_factory=dict)
    answers: Mapping[str, str | float | date] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[str, tuple[Mapping[str, str | date], ...]] = field(default_factory=dict)
    further: tuple[tuple[str, Mapping[str, str | date]], ...] = ()
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    days: Mapping[str, date | str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Mapping[str, str | float | date], ...]] = field(default_factory=dict)


def with_defaults(instrument: Instrument, draft: Draft) -> Draft:
    """A draft to begin with: where it has no answer, or no row, that which its question starts with."""
    defaults, tables = _defaults(instrument.items), {item.name: item for item in instrument.items if item.fields}
    begun = {name: row for name, item in tables.items() if (row := _defaults(item.fields))}
    stood = {name: draft.rows.get(name, ()) for name in begun}
    rows = {name: (*stood[name], *[row] * (tables[name].rows - len(stood[name]))) for name, row in begun.items()}
    return replace(draft, answers={**defaults, **draft.answers}, rows={**draft.rows, **rows})


def _defaults(items: Iterable[Item]) -> Mapping[str, str | float | date]:
    return {item.name: item.default for item in items if item.default is not None}
