"""Plans: the actions of a returned workbook's planner."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from xlkit.form import layout, plan
from xlkit.form.instrument import Instrument, PlannerColumn, PlannerKind
from xlkit.form.item import Item, Kind
from xlkit.form.layout import Row
from xlkit.returns.completed import Action
from xlkit.returns.validate import values
from xlkit.returns.validate.answers import is_void, read_date, read_text, spare_places
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

FIELDS = ("action", "owner", "due", "status")  # the columns an action always has; any further ones are kept beside them


class Input(Struct, frozen=True):
    """A column that is typed in, and where it stands; `kept` are its choices as kept, whatever the language."""

    at: int
    column: PlannerColumn
    kept: tuple[str, ...]


def read_actions(
    instrument: Instrument, kept: Instrument, rows: Sequence[Row], places: Places, findings: Findings
) -> tuple[Action, ...]:
    """Every planner row that somebody wrote in, in the planner's order; one without a topic is asked about.

    `instrument` is in the language of the workbook, `kept` in that of the template, in which statuses are kept.
    """
    inputs = [
        Input(layout.PLAN_FIRST + number, column, same.choices)
        for number, (column, same) in enumerate(zip(instrument.planner, kept.planner, strict=True))
        if column.kind.is_input
    ]
    if not inputs:
        return ()
    actions = []
    for row, place in spare_places([row for row in rows if row.is_input], places, findings):
        if not place.ends_before(inputs[0].at) and not place.is_empty(entry.at for entry in inputs):
            item = row.item or _topic(instrument, place, inputs, findings)
            actions.append(_action(item, place, inputs, findings) if item else None)
    return tuple(action for action in actions if action is not None)


def _topic(instrument: Instrument, place: Place, inputs: Sequence[Input], findings: Findings) -> Item | None:
    """The item that a further action is on; None, with a finding, where that cannot be told."""
    at = plan.topic_column(instrument)
    if at is None:
        return None
    text = values.shown(place.value(at))
    item = plan.topic_named(instrument, text)
    if item is None:
        typed = next((place.value(entry.at) for entry in inputs if not values.is_blank(place.value(entry.at))), None)
        facts = {"found": values.brief(text), "action": values.brief(typed)}
        findings.add("action-without-topic", place.cell(at), **facts)
    return item


def _action(item: Item, place: Place, inputs: Sequence[Input], findings: Findings) -> Action:
    written = {entry.column.name: _written(item, place, entry, findings) for entry in inputs}
    first = next((entry.at for entry in inputs if entry.column.name == "action"), inputs[0].at)
    due = written.get("due")
    more = {name: value for name, value in written.items() if name not in FIELDS}
    return Action(
        item=item.name,
        action=_text(written.get("action")),
        owner=_text(written.get("owner")),
        due=due if isinstance(due, date) else None,
        status=_text(written.get("status")),
        cell=place.cell(first),
        other=tuple((name, _text(value)) for name, value in more.items() if value is not None),
    )


def _written(item: Item, place: Place, entry: Input, findings: Findings) -> str | date | None:
    at, column = entry.at, entry.column
    # An action that was struck through may be done or dropped: each part of it is kept, and asked about.
    if is_void(item, place, at, findings, Kind.TEXT):
        return None
    if column.kind is PlannerKind.DATE:
        return read_date(item, place, at, findings, "unclear-due-date", column=column.title)
    if column.kind is not PlannerKind.CHOICE:
        return read_text(item, place, at, findings)
    text = values.shown(place.value(at))
    named = zip(column.choices, entry.kept, strict=True)
    known = next((kept for choice, kept in named if choice.casefold() == text.strip().casefold()), None)
    if known is None:
        facts = {"expected": values.quoted(column.choices), "column": column.title, "found": values.brief(text)}
        findings.about(item, "unknown-status", place.cell(at), **facts)
    return known or text


def _text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
