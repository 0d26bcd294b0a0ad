"""A workshop workbook read back as a group filled it in, by headings wherever they stand."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from xlkit.form.identity import OfficersWorkbook
from xlkit.returns.raw import RawReturn
from xlkit.returns.tables import Record, UnreadableError, records
from xlkit.returns.validate import values
from xlkit.returns.validate.places import is_hidden_sheet
from xlkit.returns.validate.who import officers_workbook
from xlkit.voice.codes import spelt
from xlkit.voice.following import YES
from xlkit.voice.where import ALL, KINDS, Where
from xlkit.voice.workshop import (
    GROUPS,
    MONTHS,
    PEOPLE,
    Card,
    Cause,
    Given,
    Promise,
    Success,
    Theme,
    Workshop,
    prepared,
    spoken,
    walls,
)
from xlkit.whole import whole_number

STATEMENTS_NEED = {"Card", "Heading", "Words on the card", "Words as they came"}
WALL_NEEDS = {"No", "Cards", "Speaks of", "Short name"}
CAUSES_NEED = {"Cause", "Why?", "One we will address"}
SUCCESS_NEEDS = {"Success", "What we would see", "How we will know"}
ACTIONS_NEED = {"No", "Who acts", "Action"}
FEEDBACK_NEEDS = {"Theme", "You said", "What happened"}
CAME_NEEDS = {"Group", "How many came", "Dots each"}
GIVEN_NEEDS = {"Given by", "On cards", "Held back"}
WHERE_NEEDS = {*KINDS, "Of how many providers"}
TOP_NEEDS = {"Question", "Chosen by the event", "Where the plan answers it"}
VISION_NEEDS = {"Vision", "Held on", "Months until everybody hears"}
NAME = "Theme, as people would say it (“I …”)"


def read(raw: RawReturn) -> Workshop | str:
    """The workshop in a workbook, or a sentence that says why it cannot be read back."""
    if officers_workbook(raw) != OfficersWorkbook.WORKSHOP:
        return "it is not the workbook of a workshop as xlkit wrote it"
    try:
        return _read(raw)
    except UnreadableError as error:
        return str(error)


def _read(raw: RawReturn) -> Workshop:
    facts = _facts(raw)
    these = walls(facts.get("walls", "").split("\n"))
    letters = {wall.letter: wall.name for wall in these}
    told = {row.text("Theme"): row for row in records(raw, FEEDBACK_NEEDS)}
    asked = {row.text("Question"): row for row in records(raw, TOP_NEEDS)}
    counted, groups = facts.get("counted", PEOPLE), tuple(facts.get("groups", "\n".join(GROUPS)).split("\n"))
    vision = next(records(raw, VISION_NEEDS), None)
    came = {row.text("Group"): row for row in records(raw, CAME_NEEDS)}
    dots = {row.whole("Dots each") for row in came.values()} - {None}
    workshop = Workshop(
        round=facts.get("round", ""),
        council=facts.get("council", ""),
        as_at=date.fromisoformat(facts.get("as_at", "")),
        walls=these,
        cards=tuple(sorted(map(_card, records(raw, STATEMENTS_NEED)), key=lambda card: card.number)),
        themes=tuple(
            _followed(replace(theme, wall=letters[theme.ref[:1]]), told.get(theme.ref), asked.get(theme.ref))
            for theme in (_theme(row, counted, groups) for row in records(raw, WALL_NEEDS))
        ),
        given=tuple(_given(row, counted) for row in records(raw, GIVEN_NEEDS)),
        where=tuple(map(_where, records(raw, WHERE_NEEDS))),
        highest=whole_number(facts.get("highest", "")) or 0,
        withdrawn=whole_number(facts.get("withdrawn", "")) or 0,
        causes=tuple(map(_cause, records(raw, CAUSES_NEED))),
        successes=tuple(_success(row, counted) for row in records(raw, SUCCESS_NEEDS)),
        promises=tuple(map(_promise, records(raw, ACTIONS_NEED))),
        attended=tuple(came[group].whole("How many came") if group in came else None for group in groups),
        dots_each=next(iter(sorted(each for each in dots if each is not None)), 0),
        smallest_theme=whole_number(facts.get("smallest_theme", "")) or 3,
        names_providers=facts.get("names_providers") == YES,
        groups=groups,
        counted=counted,
        vision=vision.text("Vision") if vision else "",
        held=_day(vision, "Held on") if vision else None,
        months=(vision.whole("Months until everybody hears") or 0) if vision else MONTHS,
    )
    return prepared(workshop)


def _facts(raw: RawReturn) -> Mapping[str, str]:
    hidden = next((sheet for sheet in raw.sheets if is_hidden_sheet(sheet)), None)
    rows = hidden.rows if hidden else ()
    return {values.shown(row[0]): values.shown(row[1]) for row in rows if len(row) > 1}


def _card(row: Record) -> Card:
    number = row.whole("Card")
    if number is None:
        raise UnreadableError(f"its row {row.start.address} has no number of a card")
    return Card(
        *(number, row.text("Heading"), row.text("Words on the card"), spelt(row.text("Code")), row.text("Place")),
        *(row.text("Words as they came"), row.text("Changed from, by whom and when"), row.text("Left off, because")),
        *(row.text("Told by"), row.text("Kind of service"), row.text("Locality")),
        provider=row.text("Provider"),
    )


def _theme(row: Record, counted: str, groups: Sequence[str]) -> Theme:
    dots = tuple(row.whole(f"Dots: {group}") for group in groups)
    headings = (spoken(counted, NAME), "Short name", "Speaks of", "Cards")
    name, short, speaks_of, cards = (row.text(heading) for heading in headings)
    return Theme(row.text("No"), "", name, short, speaks_of, cards, dots, row.text("Take further"))


def _followed(theme: Theme, told: Record | None, asked: Record | None) -> Theme:
    """A theme with what stands beside it on the sheet of feedback, and on that of an event's questions."""
    if told is not None:
        theme = replace(theme, happened=told.text("What happened"), cleared=told.text("Names nobody"))
    if asked is not None:
        where = asked.text("Where the plan answers it")
        theme = replace(theme, chosen=asked.text("Chosen by the event"), answered=where)
    return theme


def _cause(row: Record) -> Cause:
    whys = ("Why?", *(f"Why? ({at})" for at in range(2, 6)))
    texts = (row.text(heading) for heading in ("Root cause", "One we will address", "Who thinks so"))
    return Cause(row.text("Cause"), row.text("Theme"), tuple(map(row.text, whys)), *texts)


def _success(row: Record, counted: str) -> Success:
    groups = (counted, "providers", "commissioners")
    looks = tuple(row.text(f"For {group} it looks like") for group in groups)
    return Success(
        *(row.text("Success"), row.text("Cause"), looks, row.text("What we would see"), row.text("Now")),
        *(_day(row, "By"), row.text("How we will know"), row.text("It does without them, because")),
    )


def _promise(row: Record) -> Promise:
    return Promise(
        *(row.text("No"), row.text("Success"), row.text("Who acts"), row.text("Organisation"), row.text("Action")),
        *(row.text("Owner"), _day(row, "By when"), row.text("Status"), row.text("Progress")),
    )


def _given(row: Record, counted: str) -> Given:
    heard = f"{counted.capitalize()} heard"
    headings = (heard, "On cards", "Not yet cleared", "Only counted", "Not to be used", "Held back")
    return Given(row.text("Given by"), *(row.whole(heading) or 0 for heading in headings))


def _where(row: Record) -> Where:
    service, locality = ("" if row.text(kind) == ALL else row.text(kind) for kind in KINDS)
    people, providers = (row.whole(heading) or 0 for heading in ("People heard", "Of how many providers"))
    return Where(service, locality, people, providers)


def _day(row: Record, heading: str) -> date | None:
    """The date under a heading, None where nothing stands; UnreadableError where something else does."""
    day, typed = row.day(heading), row.text(heading).strip()
    if day is None and typed:
        where = row.cell(heading).address
        raise UnreadableError(f"“{typed}” stands at {where}, where a date such as 31/03/2027 was expected")
    return day
