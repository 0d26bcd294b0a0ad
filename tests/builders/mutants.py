"""Mutants: returns with one thing changed at random, the same for the same seed, and what became of their answers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from enum import StrEnum
from io import BytesIO
from random import Random

from msgspec import Struct

from tests.builders.converted import as_ods, as_xlsb
from tests.builders.edits import flipped, parts_of
from tests.builders.files import zipped
from tests.builders.forms import small
from tests.builders.opened import load_workbook
from tests.corpus.case import base, raw
from xlkit.returns.completed import Return
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.reading import Read
from xlkit.returns.validate import Understood, Validator

ANSWERS = ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml", "xl/sharedStrings.xml")
Observed = tuple[Understood, RawReturn | None]


class Kind(StrEnum):
    """What is done to a return."""

    FLIP = "a bit flipped"
    CUT = "cut off"
    SWAP = "two parts swapped"
    EDIT = "XML edited"
    OLD = "a bit of an .xls flipped"


class Fate(StrEnum):
    """What became of a mutant."""

    SAME = "read as it was"
    REFUSED = "refused"
    SAID = "read otherwise, and said so"
    SHOWN = "read as its sheets now show it"
    SILENT = "read otherwise, in silence"
    CRASHED = "stopped its reader"


class Mutant(Struct, frozen=True):
    """One changed return."""

    name: str
    kind: Kind
    data: bytes


def originals() -> dict[str, bytes]:
    """The return that mutants are made from, in the formats that are ZIP packages."""
    return {"xlsx": base(), "xlsb": as_xlsb(raw()), "ods": as_ods(raw())}


def mutants(kind: Kind, count: int, seed: int, old: bytes = b"") -> Iterator[Mutant]:
    """So many mutants of a kind; those of `.xls` are made from `old`."""
    chance = Random(f"{kind}{seed}")
    whole = originals()
    for number in range(count):
        suffix = "xls" if kind is Kind.OLD else chance.choice(tuple(whole))
        suffix = "xlsx" if kind in (Kind.SWAP, Kind.EDIT) else suffix
        data = old if kind is Kind.OLD else whole[suffix]
        yield Mutant(f"{kind.name.lower()}-{number:05}.{suffix}", kind, _mutated(kind, data, chance))


def _mutated(kind: Kind, data: bytes, chance: Random) -> bytes:
    match kind:
        case Kind.FLIP | Kind.OLD:
            return flipped(data, chance.randrange(len(data) * 8))
        case Kind.CUT:
            return data[: chance.randrange(len(data))]
        case Kind.SWAP:
            parts = parts_of(data)
            one, other = chance.sample(sorted(parts), 2)
            return zipped({**parts, one: parts[other], other: parts[one]})
        case Kind.EDIT:
            parts = parts_of(data)
            every = [name for name in sorted(parts) if name.endswith((".xml", ".rels"))]
            # Half of the edits are made where the answers are.
            name = chance.choice(every if chance.random() < 0.5 else ANSWERS)
            return zipped({**parts, name: _edited(parts[name], chance)})


def _edited(part: bytes, chance: Random) -> bytes:
    """A part in which a number, a word, an element or an attribute is another."""
    edits = (
        rb"\d+",
        rb"[a-z]{3,}",
        rb"<c [^>]*/?>",
        rb'\br="[^"]*"',
        rb"<v>[^<]*</v>",
        rb"<t[^>]*>[^<]*</t>",
        rb'\w+="[^"]*"',
    )
    found = list(re.finditer(chance.choice(edits), part))
    if not found:
        at = chance.randrange(len(part))
        return part[:at] + part[at + 1 :]
    match, other = chance.choice(found), chance.choice(found)
    made = chance.choice((other[0], b"", match[0] + match[0], b"0", match[0].swapcase()))
    return part[: match.start()] + made + part[match.end() :]


def content(completed: Return | None) -> object:
    """The answers and actions of a return, without where they stand."""
    if completed is None:
        return None
    answers = tuple((each.item, each.level, each.value, each.evidence) for each in completed.answers)
    actions = tuple(
        (each.item, each.action, each.owner, each.due, each.status, each.other) for each in completed.actions
    )
    return completed.organisation, answers, actions


class Observer(Struct, frozen=True):
    """Understands a mutant, and keeps its cells where its answers are other ones; it can be sent to another process."""

    validator: Validator
    sound: object

    def __call__(self, raw: RawReturn) -> Observed:
        """What is observed of one return."""
        """What was understood, and the cells if it is other than it was."""
        understood = self.validator(raw)
        is_same = understood.completed is None or content(understood.completed) == self.sound
        return understood, None if is_same else raw


def observer() -> Observer:
    """The observer of mutants of the corpus's return."""
    validator = Validator({"small": small()})
    return Observer(validator, content(validator(raw()).completed))


def fate(mutant: Mutant, read: Read[Observed]) -> Fate:
    """What became of a mutant that was read."""
    if any(found.code == "unreadable" and _STOPPED.search(found.message) for found in read.issues):
        return Fate.CRASHED
    if read.result is None or read.result[0].completed is None:
        return Fate.REFUSED
    understood, cells = read.result
    if cells is None:
        return Fate.SAME
    if {found.code for found in (*read.issues, *understood.issues)} - _USUAL:
        return Fate.SAID
    return Fate.SHOWN if mutant.kind is not Kind.FLIP and _is_shown(cells, mutant.data) else Fate.SILENT


_STOPPED = re.compile("reading it stopped the reader|reading it took more than|checking it ended in")
_USUAL = frozenset({"date-understood"})  # found in the binary workbook that is not changed, too


def _is_shown(cells: RawReturn, data: bytes) -> bool:
    """Whether a second reader, which shares no code with ours, sees the same in every cell."""
    try:
        book = load_workbook(BytesIO(data), data_only=True)
    except Exception:  # noqa: BLE001 - it raises what it likes; what it cannot open it cannot show
        return False
    names = set(book.sheetnames)
    return all(
        sheet.name in names and _seen(book[sheet.name].cell(row + 1, column + 1).value) == _seen(value)
        for sheet in cells.sheets
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
        if (row, column) not in sheet.errors
    )


def _seen(value: object) -> object:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, str):
        return " ".join(value.split())
    return "" if value is None else value


def tally(fates: Iterable[tuple[Mutant, Fate]]) -> dict[Kind, Counter[Fate]]:
    """How many mutants of each kind had each fate."""
    found: dict[Kind, Counter[Fate]] = {kind: Counter() for kind in Kind}
    for mutant, fate in fates:
        found[mutant.kind][fate] += 1
    return found
