"""The returns that a consolidated workbook keeps, read back: for movement between rounds, and for a region."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.intake.council_workbook import AS_WRITTEN, OF_COUNCIL, SMALLEST_GROUP, CouncilWorkbook, Kept, smallest_of
from xlkit.intake.former_answers import FormerItems, former_items
from xlkit.intake.kept_beside import beside, counted_people
from xlkit.measures.grouped import grouped
from xlkit.returns.completed import AS_A_WHOLE, Action, Answer, Return
from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import CellRef, RawReturn, Value
from xlkit.returns.return_ids import spelt
from xlkit.returns.tables import Record, UnreadableError, has, records
from xlkit.round import sides

DATA, COVER = "Data", "Guide"
DATA_NEEDS = {"return_id", "template", "organisation", "item", "level"}
ANSWERS_NEED = {"Return id", "Whose view", "Counts for position"}
REGISTER_NEEDS = {"Return id", "Item name", "Action"}
NOTES_NEED = {"Return id", "Item", "Evidence"}
WHO = ("organisation", "subject", "respondent", "role", "locality", "service_area")
# What the register says of an action's return and place; any heading beyond these is a column of the planner.
REGISTER_KNOWS = REGISTER_NEEDS | {
    "Organisation", "Perspective", "Side", "Section", "Ref", "Topic", "Theme", "Level", "Rating", "Owner", "Due",
    "Status", "Timing", "Template", "Counts for position", "Key for counting", "Repeated from",
}  # fmt: skip


class Entered(Struct, frozen=True):
    """What stands for one answer, where, and what the sheet Data stored for it; `error` is an error value there."""

    value: Value
    cell: CellRef
    error: str
    stored: Value


def is_consolidated(raw: RawReturn) -> bool:
    """Whether a workbook is a consolidated one, told by its sheets or by the headings of its data."""
    return {DATA, COVER} <= {sheet.name for sheet in raw.sheets} or has(raw, DATA_NEEDS)


def read(raw: RawReturn, instruments: Mapping[str, Instrument]) -> CouncilWorkbook:
    """The returns whose answers and actions a consolidated workbook holds, in its order, each with what was found.

    Answers are taken from the sheets of answers, which are the place to edit, and otherwise as Data stored them.
    Choices are known again by their levels and labels where their instrument is among those given.
    """
    answers = grouped(records(raw, DATA_NEEDS), lambda record: spelt(record.text("return_id")))
    if not answers:
        return CouncilWorkbook(issues=(_edited(f"its sheet {DATA} holds no answers"),))
    try:
        people = counted_people(raw)
    except UnreadableError as error:
        return CouncilWorkbook(issues=(_edited(str(error)),))
    matrix = {spelt(record.text("Return id")): record for record in records(raw, ANSWERS_NEED)}
    actions: dict[str, list[Action]] = {}
    for record in records(raw, REGISTER_NEEDS):
        actions.setdefault(spelt(record.text("Return id")), []).append(_action(record))
    noted = (record for record in records(raw, NOTES_NEED) if record.text("Item") == AS_A_WHOLE)
    notes = {spelt(record.text("Return id")): record.text("Evidence") for record in noted}
    stands_beside = beside(raw)
    returns = []
    named = {mine[0].text("template"): mine[0].text("version") for mine in answers.values()}
    formers = former_items(raw, named, instruments)
    for return_id, mine in answers.items():
        kept = _kept(mine, matrix.get(return_id), actions.get(return_id, []), instruments, formers)
        whole = stands_beside.added(kept.completed, instruments.get(kept.completed.identity.template))
        returns.append(replace(kept, completed=replace(whole, note=notes.get(return_id, ""))))
    cover = _cover(raw)
    publisher = str(cover.get(OF_COUNCIL) or "")
    council = publisher or _commissioner([kept.completed for kept in returns], instruments)
    rounds = {kept.completed.identity.round for kept in returns} - {""}
    fallback = council or (rounds.pop() if len(rounds) == 1 else "")
    return CouncilWorkbook(
        tuple(
            replace(
                _of_council(kept, kept.council or council, fallback),
                smallest=_many(cover.get(smallest_of(kept.council))),
            )
            for kept in returns
        ),
        publisher=publisher,
        smallest=_many(cover.get(SMALLEST_GROUP)),
        people=people,
    )


def _cover(raw: RawReturn) -> Mapping[str, Value]:
    """What stands beside each label on the cover."""
    rows = next((sheet.rows for sheet in raw.sheets if sheet.name == COVER), ())
    return {str(row[0]): row[1] for row in rows if len(row) > 1}


def _many(value: Value) -> int:
    """A whole number from 1 on, else 0."""
    return int(value) if isinstance(value, float | int) and value >= 1 and value == int(value) else 0


def _commissioner(returns: list[Return], instruments: Mapping[str, Instrument]) -> str:
    """The only commissioner that is no provider too; an empty text without it, or with several."""
    names = sides.commissioning(map(sides.speaker, returns), instruments)
    return next(iter(names.values())) if len(names) == 1 else ""


def _of_council(kept: Kept, council: str, fallback: str) -> Kept:
    """A return as one of a council; where none is known it is named for the fallback, such as the round."""
    identity = replace(kept.completed.identity, council=council)
    return replace(kept, completed=replace(kept.completed, identity=identity), council=council or fallback)


def _kept(
    mine: list[Record],
    row: Record | None,
    actions: list[Action],
    instruments: Mapping[str, Instrument],
    formers: Mapping[str, FormerItems],
) -> Kept:
    identity = _identity(mine[0])
    instrument, former = instruments.get(identity.template), formers.get(identity.template)
    given = {record.text("item"): _entered(record, row) for record in mine}
    issues = list(_faults(mine[0], identity))
    if instrument is None:
        issues.append(issue("unknown-template", found=identity.template, expected=", ".join(instruments)))
        answers = [_plain(name, entered) for name, entered in given.items()]
    else:
        about = instrument if identity.perspective is Perspective.SELF else instrument.about_others()
        wanted = {item.name for item in about.items if item.required}
        # Settings of its round stand in the title that it was asked with.
        titles = {record.text("item"): record.text("title") for record in mine}
        answers = []
        for item in instrument.items:
            name = former.name(item) if former else item.name
            if name in given:
                then = former.items[name] if former else item
                asked = replace(then, name=item.name, required=item.name in wanted, title=titles[name] or then.title)
                answer = _answer(asked, given[name], issues)
                answers.append(former.answer(item, answer, issues) if former else answer)
    if row is None:
        issues.append(issue("answers-gone", mine[0].start))
    today = {item.name: name for name, item in former.same.items.items()} if former else {}
    evidence = {today.get(name, name): record.text("evidence") for record in mine if (name := record.text("item"))}
    supported = tuple(replace(answer, evidence=evidence.get(answer.item, "")) for answer in answers)
    asked_today = frozenset(given) - former.gone if former else instrument.names if instrument else frozenset(given)
    gone = tuple(_gone(asked_today, given))
    if former:
        actions = [former.action(action) for action in actions]
    return Kept(_return(identity, mine[0], supported, actions), mine[0].text("council"), tuple(issues), gone)


def _gone(asked: frozenset[str], given: Mapping[str, Entered]) -> Iterator[Answer]:
    """What was answered of questions that are no longer asked."""
    answers = (_plain(name, entered) for name, entered in given.items() if name not in asked)
    return (answer for answer in answers if answer.value not in (None, ""))


def _faults(first: Record, identity: Identity) -> Iterator[Issue]:
    """What must not be guessed: which return it is, whose it is, and who speaks in it."""
    stated = {"return_id": identity.return_id, "organisation": identity.organisation}
    missing = [name for name, value in stated.items() if not value]
    unknown = [] if identity.perspective.value == first.text("perspective") else ["perspective"]
    for name in (*missing, *unknown):
        cell = first.cell(name)
        yield _edited(f"{cell.sheet}!{cell.a1} holds “{first.text(name)}” as {name}", cell)


def _edited(reason: str, cell: CellRef | None = None) -> Issue:
    return issue("council-workbook", cell, kind="consolidated", reason=f"{reason}: {AS_WRITTEN}")


def _identity(first: Record) -> Identity:
    perspective = first.text("perspective")
    facts: dict[str, Any] = {name: first.text(name) for name in ("template", "version", "round", "size", *WHO)}
    return Identity(
        content_hash="",
        return_id=spelt(first.text("return_id")),
        perspective=Perspective(perspective) if perspective in list(Perspective) else Perspective.SELF,
        **facts,
    )


def _return(identity: Identity, first: Record, answers: tuple[Answer, ...], actions: list[Action]) -> Return:
    return Return(
        identity=identity,
        **{name: getattr(identity, name) for name in WHO},
        view=first.text("view"),
        completed_on=first.day("returned_on"),
        answers=answers,
        actions=tuple(actions),
    )


def _entered(record: Record, row: Record | None) -> Entered:
    """What stands among the answers, or in Data where they have no such column."""
    kind = "level" if record.text("level") or not record.text("value") else "value"
    stored = record.values.get(kind)
    heading = _heading(record, row) if row else ""
    if row is None or not heading:
        return Entered(stored, record.cell(kind), record.errors.get(kind, ""), stored)
    return Entered(row.values.get(heading), row.cell(heading), row.errors.get(heading, ""), stored)


def _heading(record: Record, row: Record) -> str:
    ref, title = record.text("ref"), record.text("title")
    whole = " ".join(f"{ref} {title}".split())
    return whole if whole in row.columns else next((name for name in row.columns if name.startswith(f"{ref} ")), "")


def _plain(name: str, entered: Entered) -> Answer:
    level = entered.value if isinstance(entered.value, int | float) else None
    return Answer(name, None if level is None else int(level), _dated(entered.value), entered.cell)


def _answer(item: Item, entered: Entered, issues: list[Issue]) -> Answer:
    """One answer as its instrument knows it; what cannot be taken is missing, and said."""
    facts = {"ref": item.ref, "title": item.title}
    value = _dated(entered.value)
    value = None if value == "" else value
    if entered.error:
        issues.append(issue("error-value", entered.cell, item.name, found=entered.error, **facts))
        return Answer(item.name, None, None, entered.cell)
    shown, stored = _shown(value), _shown(entered.stored)
    if shown != stored:
        edit = {"found": shown or "nothing", "stored": stored or "nothing"}
        issues.append(issue("edited-answer", entered.cell, item.name, **edit, **facts))
    if value is None:
        if item.required and item.relevant is None:
            issues.append(issue("no-answer", entered.cell, item.name, asks="", **facts))
        return Answer(item.name, None, None, entered.cell)
    if not item.has_levels:
        chosen = next((choice.name for choice in item.choices if choice.label == value), value)
        return Answer(item.name, None, chosen, entered.cell)
    stands = {choice.apart or str(choice.score): choice for choice in item.choices}
    choice = stands.get(shown)
    if choice is None:
        expected = ", ".join(stands)
        issues.append(issue("unknown-choice", entered.cell, item.name, found=shown, expected=expected, **facts))
        return Answer(item.name, None, None, entered.cell)
    return Answer(item.name, choice.score, choice.name, entered.cell)


def _shown(value: Value) -> str:
    dated = _dated(value)
    if isinstance(dated, float) and dated.is_integer():
        return str(int(dated))
    return "" if dated is None else str(dated).strip()


def _dated(value: Value) -> str | float | date | None:
    if isinstance(value, datetime):
        return value.date()
    return str(value) if isinstance(value, time | timedelta) else value


def _action(record: Record) -> Action:
    return Action(
        item=record.text("Item name"),
        action=record.text("Action"),
        owner=record.text("Owner"),
        due=record.day("Due"),
        status=record.text("Status"),
        cell=record.start,
        other=tuple(_others(record)),
    )


def _others(record: Record) -> Iterator[tuple[str, str]]:
    for heading in record.values:
        if heading not in REGISTER_KNOWS and record.text(heading):
            yield heading.lower().replace(" ", "_"), record.text(heading)
