"""Prefill: what a return of last time puts into a workbook of this time, and what of it finds no place there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Accounts, Instrument, PlannerColumn, PlannerKind
from xlkit.form.item import Item, Kind
from xlkit.form.plan import FURTHER_ACTIONS, plan_topic, planned_items, topic_column
from xlkit.measures.planning import CLOSED
from xlkit.returns.completed import Action, Answer, Return, TableRow
from xlkit.returns.issues import Issue
from xlkit.returns.names import agree, plain, same_name, same_organisation
from xlkit.returns.to_sender import then_by_item
from xlkit.round import carried
from xlkit.round.unmoved import unmoved, unshown

Said = str | float | date
Rows = tuple[Mapping[str, Said], ...]


class Prefill(Struct, frozen=True):
    """What to write: the draft, the levels of last time by the names of items, and what was left out, in sentences.

    `reworded` are the words of then of what was picked, by the names of items, where today's are others; `noted` says
    of what is carried over that it may not stay so.
    """

    draft: Draft = field(default_factory=Draft)
    last: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    reworded: Mapping[str, Sequence[str]] = field(default_factory=dict)
    noted: str = ""


def last_return(identity: Identity, returns: Iterable[Return]) -> Return | None:
    """The return of last time that an identity follows on from; None where there is none, or more than one could be.

    Template, organisation, subject and perspective have to be the same, and what both state of locality and service
    area. Of several the one of the same respondent and role is taken, or else the agreed position.
    """
    theirs = [last for last in returns if _follows(identity, last)]
    for narrower in (_same_unit, _same_person, _is_agreed):
        if len(theirs) > 1:
            theirs = [last for last in theirs if narrower(identity, last)] or theirs
    return theirs[0] if len(theirs) == 1 else None


def last_returns(identities: Sequence[Identity], returns: Sequence[Return]) -> Mapping[str, Return]:
    """The returns of last time that some identities follow on from, by their return ids.

    Where several localities or service areas of now could be what one return of last time left blank, none is.
    """
    followed = [(each, last) for each in identities if (last := last_return(each, returns))]
    units: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for each, last in followed:
        units[id(last)].add((plain(each.locality), plain(each.service_area)))
    return {each.return_id: last for each, last in followed if len(units[id(last)]) == 1 or _same_unit(each, last)}


def prefill(
    instrument: Instrument,
    last: Return,
    *,
    keep_answers: bool = False,
    errors: int = 0,
    issues: Iterable[Issue] = (),
) -> Prefill:
    """What a return puts into a workbook of an instrument, of whatever version and language; names of items decide.

    Levels are shown beside the topics and actions stand in the planner; with `keep_answers` the answers and their
    evidence stand there too, to start from, unless they speak of a date that is another one in the instrument now. A
    fund goes on with its agreement, plan, pots and closing balances alone; these stay open where `errors` were found.
    The `issues` of the return say what of it is worded otherwise today.
    """
    if instrument.accounts is Accounts.FUND:
        carried_rows, _ = _tables(instrument, [row for row in last.rows if row.table in carried.CARRIED])
        begun, said_of_it = carried.of_fund(last, carried_rows, errors)
        return Prefill(begun, left_out=(said_of_it,)) if errors else Prefill(begun, noted=said_of_it)
    if instrument.accounts:
        rows, _ = _tables(instrument, last.rows)
        return Prefill(Draft(details=_filled_in(last.answers), rows=rows))
    levels, levels_left = _levels(instrument, last)
    said, moved = unmoved(instrument, last) if keep_answers else (last, [])
    unsaid = [each.told for each in moved] if keep_answers or levels else unshown(last)
    draft, answers_left = _answers(instrument, said.answers) if keep_answers else (Draft(), [])
    rows, rows_left = _tables(instrument, said.rows) if keep_answers else ({}, [])
    actions, actions_left = _actions(instrument, last.actions)
    left_out = dict.fromkeys((*levels_left, *unsaid, *answers_left, *rows_left, *actions_left))
    shown = {*levels, *draft.answers, *rows}
    words = then_by_item(each for each in issues if each.item in shown)
    return Prefill(replace(draft, rows=rows, actions=actions), levels, tuple(left_out), words)


def _filled_in(answers: Iterable[Answer]) -> Mapping[str, Said]:
    return {answer.item: answer.value for answer in answers if answer.value not in (None, "")}


def _follows(identity: Identity, last: Return) -> bool:
    subject = identity.subject or identity.organisation
    return (
        last.identity.template == identity.template
        and last.identity.perspective is identity.perspective
        and same_organisation(last.organisation, identity.organisation)
        and same_organisation(last.subject or last.organisation, subject)
        and agree(last.locality, identity.locality)
        and agree(last.service_area, identity.service_area)
    )


def _same_unit(identity: Identity, last: Return) -> bool:
    return same_name(last.locality, identity.locality) and same_name(last.service_area, identity.service_area)


def _same_person(identity: Identity, last: Return) -> bool:
    return same_name(last.respondent, identity.respondent) and same_name(last.role, identity.role)


def _is_agreed(_identity: Identity, last: Return) -> bool:
    return last.agreed


def _levels(instrument: Instrument, last: Return) -> tuple[dict[str, int], list[str]]:
    items = {item.name: item for item in instrument.items}
    levels: dict[str, int] = {}
    left_out = []
    for answer in last.answers:
        item, level = items.get(answer.item), answer.level
        if level is None:
            continue
        if item is None:
            left_out.append(_no_item(answer.item))
        elif item.at_level(level) is None:
            left_out.append(f"{item.ref} {item.title} has no level {level} any more.")
        else:
            levels[item.name] = level
    return levels, left_out


def _answers(instrument: Instrument, answers: Iterable[Answer]) -> tuple[Draft, list[str]]:
    items = {item.name: item for item in instrument.items}
    given = [answer for answer in answers if _says_anything(answer)]
    asked = [(items[answer.item], answer) for answer in given if answer.item in items]
    draft = Draft(
        answers={item.name: value for item, answer in asked if (value := _value(item, answer)) is not None},
        evidence={item.name: answer.evidence for item, answer in asked if answer.evidence and item.evidence},
        days={item.name: answer.day for item, answer in asked if answer.day is not None and item.day},
    )
    return draft, [sentence for answer in given for sentence in _left_out(items.get(answer.item), answer)]


def _says_anything(answer: Answer) -> bool:
    return bool(answer.evidence) or any(said is not None for said in (answer.value, answer.level, answer.day))


def _left_out(item: Item | None, answer: Answer) -> Iterator[str]:
    """What of an answer finds no place any more, in sentences."""
    if item is None:
        yield _no_item(answer.item)
        return
    yield from _unanswerable(item, answer, _value(item, answer))
    if answer.evidence and not item.evidence:
        yield f"{item.ref} {item.title} has no place for evidence any more."
    if answer.day is not None and not item.day:
        yield f"{item.ref} {item.title} has no place for a date any more."


def _unanswerable(item: Item, answer: Answer, value: Said | None) -> list[str]:
    """What of an answer cannot be given any more, in sentences."""
    if item.kind is Kind.MANY and isinstance(answer.value, str):
        gone = [name for name in answer.value.split() if item.choice(name) is None]
    else:
        gone = [str(answer.value)] if answer.value is not None and value is None else []
    return [f"{item.ref} {item.title} cannot be answered “{name}” any more." for name in gone]


def _value(item: Item, answer: Answer) -> Said | None:
    """The answer as this time's item takes it, or None."""
    value = answer.value
    if item.kind is Kind.MANY:
        named = value.split() if isinstance(value, str) else []
        return " ".join(choice.name for choice in item.choices if choice.name in named) or None
    if item.is_picked:
        named_choice = item.choice(value) if isinstance(value, str) else item.at_level(answer.level)
        choice = named_choice or next((choice for choice in item.choices if choice.label == value), None)
        return choice.name if choice else None
    wanted = {Kind.DATE: date, Kind.INTEGER: float | int, Kind.DECIMAL: float | int, Kind.TEXT: str}
    return value if item.kind in wanted and isinstance(value, wanted[item.kind]) else None


def _tables(instrument: Instrument, rows: Iterable[TableRow]) -> tuple[dict[str, Rows], list[str]]:
    """The rows of tables; where fewer are prepared this time, the last ones are left out."""
    tables = {item.name: item for item in instrument.items if item.kind is Kind.TABLE}
    kept: dict[str, Rows] = {}
    left_out = []
    for row in rows:
        item = tables.get(row.table)
        if item is None:
            left_out.append(_no_item(row.table))
        elif len(kept.get(item.name, ())) == item.rows:
            first = next((str(answer.value) for answer in row.answers if answer.value is not None), "")
            left_out.append(f"{item.ref} {item.title} has no row left for “{first}”.")
        else:
            fields = {field.name: field for field in item.fields if field.is_asked}
            filled = {field.name for field in item.fields} - fields.keys()
            values = {
                answer.item: value
                for answer in row.answers
                if answer.item in fields and (value := _value(fields[answer.item], answer)) is not None
            }
            kept[item.name] = (*kept.get(item.name, ()), values)
            left = [answer for answer in row.answers if answer.item not in filled | values.keys()]
            lost = [answer.value for answer in left if answer.value is not None]
            left_out += [f"{item.ref} {item.title} has no place for “{value}” any more." for value in lost]
    return kept, left_out


def _actions(
    instrument: Instrument, actions: Iterable[Action]
) -> tuple[dict[str, tuple[Mapping[str, str | date], ...]], list[str]]:
    """The actions by item; those still open stand first, so that they are the last to be left out for want of rows."""
    titles = {item.name: plan_topic(item) for _, item in planned_items(instrument)}
    free = 0 if topic_column(instrument) is None else FURTHER_ACTIONS
    kept: dict[str, tuple[Mapping[str, str | date], ...]] = {}
    left_out: list[str] = []
    for action in sorted(actions, key=lambda action: action.status in CLOSED):
        title = titles.get(action.item)
        if title is None:
            left_out.append(_no_item(action.item))
        elif action.item in kept and not free:
            left_out.append(f"{title} has no row left for the action “{action.action}”.")
        else:
            free -= action.item in kept
            row, without = _row(instrument, action)
            kept[action.item] = (*kept.get(action.item, ()), row)
            left_out += [f"{title}: {reason}" for reason in without]
    return kept, left_out


def _row(instrument: Instrument, action: Action) -> tuple[dict[str, str | date], list[str]]:
    columns = {column.name: column for column in instrument.planner if column.kind.is_input}
    told: dict[str, str | date | None] = {
        "action": action.action,
        "owner": action.owner,
        "due": action.due,
        "status": action.status,
        **dict(action.other),
    }
    row: dict[str, str | date] = {}
    left_out = []
    for name, value in told.items():
        cell = _cell(instrument, columns[name], value) if value and name in columns else None
        if cell is not None:
            row[name] = cell
        elif value:
            left_out.append(f"the planner has no place for “{value}” under {name}.")
    return row, left_out


def _cell(instrument: Instrument, column: PlannerColumn, value: str | date) -> str | date | None:
    """What stands in a planner's cell: a date where dates are typed, a choice in the language of the workbook."""
    if column.kind is PlannerKind.DATE:
        return _day(value)
    if column.kind is PlannerKind.CHOICE:
        return _choice(instrument, column, str(value))
    return str(value)


def _day(value: str | date) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _choice(instrument: Instrument, column: PlannerColumn, value: str) -> str | None:
    for spoken in (instrument, *instrument.translations):
        same: Sequence[str] = next((other.choices for other in spoken.planner if other.name == column.name), ())
        if value in same:
            return column.choices[same.index(value)]
    return None


def _no_item(name: str) -> str:
    return f"“{name}” is not a question of this version of the template."
