"""Plans: the actions of a returned workbook's planner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlkit.form import layout
from xlkit.form.instrument import Instrument, PlannerColumn, PlannerKind
from xlkit.form.item import Item
from xlkit.form.layout import Row
from xlkit.returns.completed import Action
from xlkit.returns.validate import values
from xlkit.returns.validate.answers import one_place
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

FIELDS = ("action", "owner", "due", "status")  # the columns an action always has; any further ones are kept beside them


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is typed in, and where it stands; `kept` are its choices as kept, whatever the language."""

    at: int
    column: PlannerColumn
    kept: tuple[str, ...]


def read_actions(
    instrument: Instrument, kept: Instrument, rows: Sequence[Row], places: Places, findings: Findings
) -> tuple[Action, ...]:
    """Every planner row that somebody wrote in, in the planner's order.

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
    for row in rows:
        place = one_place(row, places, findings)
        if place is not None and row.item is not None:
            actions.append(_action(row.item, place, inputs, findings))
    return tuple(action for action in actions if action is not None)


def _action(item: Item, place: Place, inputs: Sequence[Input], findings: Findings) -> Action | None:
    if place.ends_before(inputs[0].at):
        return None
    if all(values.is_blank(place.value(each.at)) and not place.error(each.at) for each in inputs):
        return None
    written = {each.column.name: _written(item, place, each, findings) for each in inputs}
    first = next((each.at for each in inputs if each.column.name == "action"), inputs[0].at)
    due = written.get("due")
    return Action(
        item=item.name,
        action=_text(written.get("action")),
        owner=_text(written.get("owner")),
        due=due if isinstance(due, date) else None,
        status=_text(written.get("status")),
        cell=place.cell(first),
        other=tuple(
            (name, _text(value)) for name, value in written.items() if name not in FIELDS and value is not None
        ),
    )


def _written(item: Item, place: Place, each: Input, findings: Findings) -> str | date | None:
    at, column = each.at, each.column
    cell, value = place.cell(at), place.value(at)
    if error := place.error(at):
        findings.add("error-value", cell, item.name, ref=item.ref, title=item.title, found=error)
        return None
    if values.is_blank(value):
        return None
    facts = {"ref": item.ref, "title": item.title, "found": values.brief(value), "column": column.title}
    if column.kind is PlannerKind.DATE:
        return _due(item, place, at, findings, facts)
    text = values.shown(value)
    if column.kind is PlannerKind.CHOICE:
        named = zip(column.choices, each.kept, strict=True)
        known = next((kept for choice, kept in named if choice.casefold() == text.strip().casefold()), None)
        if known is None:
            expected = ", ".join(f"“{choice}”" for choice in column.choices)
            findings.add("unknown-status", cell, item.name, expected=expected, **facts)
        return known or text
    if not isinstance(value, str):
        kind = values.kind_of(value)
        findings.add("text-changed-type", cell, item.name, **(facts | {"found": kind}), shown=values.brief(value))
    return text


def _due(item: Item, place: Place, at: int, findings: Findings, facts: dict[str, str]) -> date | None:
    day, is_usual = values.as_date(place.value(at))
    if day is None:
        findings.add("unclear-due-date", place.cell(at), item.name, **facts)
    elif not is_usual:
        findings.add("date-understood", place.cell(at), item.name, date=f"{day:%d/%m/%Y}", **facts)
    return day


def _text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
