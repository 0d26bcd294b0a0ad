"""Roster: where each thing stands in a workbook in which one person rates many organisations, a row for each.

Rows and columns count from 0. What is read stands on one sheet; reading relies on the reference in its column A alone,
so that rows may be sorted, filtered, inserted and deleted.
"""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import layout
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.form.words import in_language

REF, NAME, RATED, LOCALITY, FIRST_TOPIC = 0, 1, 2, 3, 4  # columns of the ratings; the topics are followed by a note
SECTION_ROW, COUNT_ROW, LINK_ROW, HEADING_ROW, FIRST_ROW = 2, 3, 4, 5, 6
ASKED_IN_ROWS = ("subject", "locality", "service_area")
# What the hidden sheet says of each organisation, in the columns after its reference.
FACTS = ("return_id", "subject", "locality", "service_area", "size", "signature")


class Listed(Struct, frozen=True):
    """One organisation to rate: its visible reference, `B1` for the first, and the identity of the return about it."""

    ref: str
    identity: Identity


class Roster(Struct, frozen=True):
    """A workbook of ratings: its own identity, and the organisations in it, in the order of their rows."""

    identity: Identity
    listed: tuple[Listed, ...]


class Rated(Struct, frozen=True):
    """What is filled in for one organisation: levels by the names of items, and the note beside them."""

    levels: Mapping[str, int]
    note: str = ""


def ref_of(number: int) -> str:
    """The visible reference of an organisation's row; the first is number 1."""
    return f"B{number}"


def is_ref(text: str) -> bool:
    """Whether a text is the reference of an organisation's row."""
    return re.fullmatch("B[0-9]{1,6}", text) is not None


def number_of(ref: str) -> int:
    """The number in the reference of an organisation's row."""
    return int(ref[1:])


def facts_of(row: Identity) -> Mapping[str, str]:
    """What the identity of the return about one organisation says that the workbook's own does not."""
    return {name: str(getattr(row, name)) for name in FACTS}


def listed_identity(workbook: Identity, facts: Mapping[str, str]) -> Identity:
    """The identity of the return about one organisation: that of the workbook, but for the facts of its own row."""
    own: Mapping[str, Any] = {name: facts.get(name, "") for name in FACTS}
    return replace(workbook, **own)


def topics(instrument: Instrument) -> tuple[tuple[Section, Item], ...]:
    """The items that can be rated, with their sections: those whose answers stand on a scale."""
    return tuple((section, item) for section in instrument.sections for item in section.items if item.has_levels)


def section_name(section: Section) -> str:
    """A section's name above its topics, with its reference where it has one."""
    return f"{section.ref} {section.title}".strip()


def note_column(instrument: Instrument) -> int:
    """The column of the note beside an organisation's ratings: the last."""
    return FIRST_TOPIC + len(topics(instrument))


def about_the_rater(instrument: Instrument, perspective: Perspective) -> Layout:
    """What is asked of the one who rates, and nothing else; whom and what area it is about stands in each row."""
    words = in_language(instrument.language)
    asked = (item for item in layout.details(perspective, words) if item.name not in ASKED_IN_ROWS)
    rows = (
        Row(RowKind.DETAIL, words.about, layout.FIRST_ROW + place, item.ref, item=item)
        for place, item in enumerate(asked)
    )
    return Layout(details=tuple(rows), questions=(), planner=(), summary=())
