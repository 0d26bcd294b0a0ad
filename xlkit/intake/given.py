"""Given: all that somebody gave in a return, fact by fact, so that two copies of one form can be held together."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind, Role
from xlkit.intake.log import Entry
from xlkit.returns.completed import AS_A_WHOLE, Action, Return
from xlkit.returns.issues import Severity
from xlkit.shown import excerpt, listed

Fact: TypeAlias = str | float | date
Facts: TypeAlias = "Mapping[str, Fact]"
MOST_SHOWN = 5  # differences that one sentence tells
NOT_GIVEN = ("no-answer", "left-empty", "reference-missing")  # findings where nobody filled anything in
NOTHING = "nothing"


class Part(StrEnum):
    """What sort of thing is given."""

    DETAIL = "detail"
    ANSWER = "answer"
    EVIDENCE = "evidence"
    DAY = "date"
    ACTION = "action"
    ROW = "row"

    @property
    def is_listed(self) -> bool:
        """Whether there may be several of one name, in any order."""
        return self in (Part.ACTION, Part.ROW)


class Place(Struct, frozen=True):
    """Where something is given: the name of its item, table or detail, and which of several it is, from 1."""

    part: Part
    name: str
    number: int = 0


DONE_ON = Place(Part.DETAIL, "completed on")
NOTE = Place(Part.DETAIL, AS_A_WHOLE)
GOES_ON = {Part.EVIDENCE: "", Part.DETAIL: AS_A_WHOLE, Part.ACTION: "action"}  # texts that may grow at their end


def given(completed: Return) -> Mapping[Place, Mapping[str, Fact]]:
    """What is filled in at each place, without what is blank; how texts are spaced makes no difference."""
    return {place: kept for place, facts in _facts(completed) if (kept := _filled(facts))}


def adds_to(later: Entry, earlier: Entry) -> bool:
    """Whether one copy of a form gives all that another gave, and perhaps more.

    Files have dates that mean nothing, so what stands in them decides. What could not be taken in the earlier one may
    be given otherwise, a text may go on, and the day of completion is each copy's own.
    """
    if later.completed is None or earlier.completed is None:
        return False
    mine, theirs = given(later.completed), given(earlier.completed)
    spoilt = _spoilt(earlier)
    for place, facts in theirs.items():
        is_free = place == DONE_ON or place in spoilt
        if not place.part.is_listed and not (place in mine if is_free else _keeps(place, mine.get(place, {}), facts)):
            return False
    return spoilt <= {*mine, *_spoilt(later)} and _keeps_lists(mine, theirs)


def differences(
    entry: Entry, other: Entry, instruments: Mapping[str, Instrument], where: str, here: str = "here"
) -> str:
    """Where two returns of one identity part, each place with what either gives; the first few, and how many more.

    `where` is how the other one is spoken of: `there`; and `here` how the first is. Of what people say only the place
    is told, and so it is of rows, since words that somebody took back may stand in either.
    """
    if entry.completed is None or other.completed is None:
        return ""
    mine, theirs = given(entry.completed), given(other.completed)
    instrument = instruments.get(entry.completed.identity.template)
    told = [
        _told(place, _item(place, instrument), (mine.get(place, {}), theirs.get(place, {})), (here, where))
        for place in dict.fromkeys((*mine, *theirs))
        if mine.get(place) != theirs.get(place)
    ]
    more = [f"and {len(told) - MOST_SHOWN} more"] if len(told) > MOST_SHOWN else []
    return "; ".join((*told[:MOST_SHOWN], *more))


def _told(place: Place, item: Item | None, sides: tuple[Facts, Facts], where: tuple[str, str]) -> str:
    """A place in which two sides part, and how, each with the words for where it is."""
    named, (mine, theirs) = _named(place, item), sides
    if place.part is Part.ROW:
        if not mine or not theirs:
            return f"{named} is filled in {where[0] if mine else where[1]} alone"
        titles = {field.name: field.title for field in item.fields} if item else {}
        parted = [name for name in dict.fromkeys((*mine, *theirs)) if mine.get(name) != theirs.get(name)]
        # Columns that say how words may be used have one title in each row.
        columns = list(dict.fromkeys(f"“{excerpt(titles.get(name, name))}”" for name in parted))
        return f"{named} reads otherwise {where[1]} in {listed(columns)}"
    shown = [_shown(item, facts) for facts in sides]
    is_said = item is not None and (item.role is Role.SAID or item.said is not None)
    # Long texts may be alike as far as they are shown.
    if is_said or shown[0] == shown[1]:
        return f"{named} reads otherwise {where[1]}"
    return f"{named}: {shown[0]} {where[0]}, {shown[1]} {where[1]}"


def _facts(completed: Return) -> Iterator[tuple[Place, Mapping[str, Fact | None]]]:
    for name in ("respondent", "role", "locality", "service_area"):
        yield Place(Part.DETAIL, name.replace("_", " ")), {"": getattr(completed, name)}
    yield Place(Part.DETAIL, "view"), {"": "agreed" if completed.agreed else None}
    yield DONE_ON, {"": completed.completed_on}
    yield NOTE, {"": completed.note}
    for answer in completed.answers:
        yield Place(Part.ANSWER, answer.item), {"level": answer.level, "value": answer.value}
        yield Place(Part.DAY, answer.item), {"": answer.day}
        yield Place(Part.EVIDENCE, answer.item), {"": answer.evidence}
    numbers: dict[str, int] = {}
    for action in completed.actions:
        numbers[action.item] = numbers.get(action.item, 0) + 1
        yield Place(Part.ACTION, action.item, numbers[action.item]), _planned(action)
    for row in completed.rows:
        yield Place(Part.ROW, row.table, row.number), {answer.item: answer.value for answer in row.answers}


def _planned(action: Action) -> Mapping[str, Fact | None]:
    own = {"action": action.action, "owner": action.owner, "due": action.due, "status": action.status}
    return {**own, **dict(action.other)}


def _filled(facts: Mapping[str, Fact | None]) -> Mapping[str, Fact]:
    plain = {name: " ".join(fact.split()) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return {name: fact for name, fact in plain.items() if fact is not None and fact != ""}


def _spoilt(entry: Entry) -> set[Place]:
    """The answers that were given and could not be taken, or not surely."""
    items = {
        problem.item
        for problem in entry.issues
        if problem.item and problem.severity is Severity.ERROR and problem.code not in NOT_GIVEN
    }
    doubted = {found.cell for found in entry.issues if found.cell and found.severity is Severity.WARNING}
    answers = entry.completed.answers if entry.completed else ()
    return {
        Place(Part.ANSWER, answer.item)
        for answer in answers
        if (answer.cell in doubted if answer.is_answered else answer.item in items)
    }


def _keeps(place: Place, mine: Mapping[str, Fact], theirs: Mapping[str, Fact]) -> bool:
    return all(_goes_on(place, name, mine.get(name), fact) or mine.get(name) == fact for name, fact in theirs.items())


def _goes_on(place: Place, name: str, mine: Fact | None, theirs: Fact) -> bool:
    is_text = GOES_ON.get(place.part) == (place.name if place.part is Part.DETAIL else name)
    return is_text and str(mine or "").startswith(str(theirs))


def _keeps_lists(mine: Mapping[Place, Mapping[str, Fact]], theirs: Mapping[Place, Mapping[str, Fact]]) -> bool:
    """Whether each action and each row of a table has one of its own that keeps it, wherever it stands now."""
    free = [place for place in mine if place.part.is_listed]
    for place in (place for place in theirs if place.part.is_listed):
        same = [other for other in free if (other.part, other.name) == (place.part, place.name)]
        nearest = sorted(same, key=lambda other: abs(other.number - place.number))
        kept = next((other for other in nearest if _keeps(place, mine[other], theirs[place])), None)
        if kept is None:
            return False
        free.remove(kept)
    return True


def _named(place: Place, item: Item | None) -> str:
    if item and place.part is Part.ROW:
        return item.statement_ref(place.number)
    titled = f"{item.ref} {item.title}".strip() if item else place.name[:1].upper() + place.name[1:]
    if place.part in (Part.DETAIL, Part.ANSWER):
        return titled
    return f"{titled}, {place.part.value} {place.number}" if place.number else f"{titled}, {place.part.value}"


def _item(place: Place, instrument: Instrument | None) -> Item | None:
    if instrument is None or place.part is Part.DETAIL:
        return None
    return next((item for item in instrument.items if item.name == place.name), None)


def _shown(item: Item | None, facts: Facts) -> str:
    if not facts:
        return NOTHING
    if "level" in facts:
        return f"level {facts['level']:g}"
    labels = {choice.name: choice.label for choice in item.choices} if item else {}
    is_many = item is not None and item.kind is Kind.MANY
    parts = [part for fact in facts.values() for part in (str(fact).split() if is_many else [fact])]
    texts = (f"{part:%d/%m/%Y}" if isinstance(part, date) else labels.get(str(part), str(part)) for part in parts)
    return f"“{excerpt('; '.join(texts))}”"
