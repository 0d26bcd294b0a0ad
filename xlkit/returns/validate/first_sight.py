"""First sight: what the answers of a return are before anything is said of them, and what comes of them."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from xlkit.form import layout, relevance
from xlkit.form.expression import Answered, Rows
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.returns.validate.answers import answer_to, by_item
from xlkit.returns.validate.asked import Asked, is_linked
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Places
from xlkit.returns.validate.tables import row_at_first_sight, says_anything


def first_sight(instrument: Instrument, form: Layout, places: Places) -> Asked:
    """An instrument with what comes of its answers, where anything depends on them."""
    if not is_linked(instrument):
        return Asked(instrument, relevance.work_out(instrument, {}))
    rows = {item.name: _rows(item, form.tables, places) for item in layout.tables(instrument)}
    return Asked(instrument, relevance.work_out(instrument, {**_answers(instrument, form.questions, places), **rows}))


def _answers(instrument: Instrument, rows: Sequence[Row], places: Places) -> Mapping[str, Answered]:
    # Whether anything is required is not known yet: what is found here is found again, and said then.
    alone = _without_rules(instrument)
    asked, unsaid = Asked(alone, relevance.work_out(alone, {})), Findings()
    own = by_item(alone, rows)
    return {item.name: answer_to(asked, item, parts, places, unsaid).value for item, parts in own if item.is_asked}


def _rows(item: Item, rows: Sequence[Row], places: Places) -> Rows:
    entries = [(row, places.get(row.ref, ())) for row in rows if row.kind is RowKind.ENTRY and row.item == item]
    standing = [(row, found[0]) for row, found in entries if len(found) == 1]
    return [row_at_first_sight(item, row, place) for row, place in standing if says_anything(item, place)]


def _without_rules(instrument: Instrument) -> Instrument:
    sections = (
        replace(section, items=tuple(map(_without_its_rules, section.items))) for section in instrument.sections
    )
    return replace(instrument, workings=(), sections=tuple(sections))


def _without_its_rules(item: Item) -> Item:
    is_free = all(choice.offered is None for choice in item.choices)
    choices = item.choices if is_free else tuple(replace(choice, offered=None) for choice in item.choices)
    return replace(item, required=False, constraint=None, relevant=None, of="", choices=choices)
