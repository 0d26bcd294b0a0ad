"""Meaning: what each reference of an issued workbook meant when it was issued, as lines of its hidden sheet.

The first line says how the columns of its sheets are headed, marks the words that are printed in it, and each text by
itself that stands where there is no reference; each other one is an item: its reference, kind, name and title, its
choices by name with their wording, and the fields of a table. Of a reference alone nobody can tell later what it stood
for: statements are reordered and topics inserted from one version of a template to the next.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import headings, wording
from xlkit.form.headings import Headed
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.words import words_for
from xlkit.form.words.roster_words import roster_words

FORMAT = "1"
DIGITS = 16  # hexadecimal: a workbook and its meaning are held together by them, and signed with the rest
SHORT = 8  # of those by which a text of the frame is known again: there are few, and nothing is signed with them alone


class Meaning(Struct, frozen=True):
    """What a workbook meant: the items that it asked, worded as they were read, and the headings of its columns.

    `frame` are the marks of the texts that stood in it beside no reference.
    """

    items: tuple[Item, ...]
    headed: Mapping[str, Headed]
    frame: frozenset[str] = frozenset()


def lines(instrument: Instrument, identity: Identity) -> tuple[str, ...]:
    """The lines of the workbook of an identity; the instrument is in its language, with its settings not put in."""
    shown = wording.as_read(instrument.as_issued(identity.settings).filled(), identity.perspective)
    headed = headings.of_roster(shown) if identity.roster else headings.of_form(shown, identity.perspective)
    columns = {name: list(zip(table.marks, table.headings, strict=True)) for name, table in headed.items()}
    asked = wording.as_read(instrument, identity.perspective).items
    words = words_for(shown, identity.perspective)
    printed = [*wording.fixed_texts(shown, words), *(wording.texts_of(roster_words(words)) if identity.roster else ())]
    frame = dict.fromkeys(framed(text) for text in wording.frame_texts(shown, words) if text)
    first = {"format": FORMAT, "columns": columns, "printed": digest(tuple(printed)), "frame": list(frame)}
    return tuple(_line(part) for part in (first, *map(_stated, asked)))


def marked(identity: Identity, instrument: Instrument) -> Identity:
    """The identity with the mark of what its workbook means."""
    return replace(identity, meaning=digest(lines(instrument, identity)))


@lru_cache(maxsize=64)  # the returns of a round tell the same
def digest(told: tuple[str, ...]) -> str:
    """A mark of lines, which tells whether any of them was changed; empty where there are none."""
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS] if told else ""


def framed(text: str) -> str:
    """The mark of a text that stands beside no reference, however its lines are broken."""
    return digest((_folded(text),))[:SHORT]


def read(told: Sequence[str]) -> Meaning | None:
    """What lines say; None where that cannot be understood."""
    try:
        first, *asked = map(json.loads, told)
        if first["format"] != FORMAT:
            return None
        headed = {str(table): _headed(columns) for table, columns in first["columns"].items()}
        return Meaning(tuple(map(_item, asked)), headed, frozenset(map(str, first.get("frame", ()))))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _line(part: Mapping[str, object]) -> str:
    # In letters of ASCII, and without the spaces that programs take away: a line has to come back as it was.
    return json.dumps(part, separators=(",", ":"))


def _stated(item: Item) -> Mapping[str, object]:
    told: dict[str, object] = {
        "ref": item.ref,
        "kind": item.kind.value,
        "name": item.name,
        "title": _folded(item.title),
    }
    if item.choices:
        stands = ((choice, choice.apart or choice.score) for choice in item.choices)
        told["choices"] = [[choice.name, _folded(choice.label), place] for choice, place in stands]
    if item.fields:
        told["fields"] = list(map(_stated, item.fields))
    return told


def _item(told: Mapping[str, object]) -> Item:
    choices, fields = told.get("choices", []), told.get("fields", [])
    if not isinstance(choices, list) or not isinstance(fields, list):
        raise TypeError
    return Item(
        name=str(told["name"]),
        ref=str(told["ref"]),
        title=str(told["title"]),
        kind=Kind(str(told["kind"])),
        choices=tuple(_choice(str(name), str(label), stands) for name, label, stands in choices),
        fields=tuple(map(_item, fields)),
    )


def _choice(name: str, label: str, stands: object) -> Choice:
    """A choice with its level, or with the words under which it is counted apart."""
    score = stands if isinstance(stands, int) and not isinstance(stands, bool) else None
    return Choice(name, label, score, apart=stands if isinstance(stands, str) else "")


def _headed(columns: Sequence[Sequence[object]]) -> Headed:
    marks, texts = zip(*columns, strict=True)
    return Headed(tuple(map(str, marks)), tuple(map(str, texts)))


def _folded(text: str) -> str:
    return " ".join(text.split())
