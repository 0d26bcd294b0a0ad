"""An instrument: the questions of one self-assessment, as its template states them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """How an item is answered."""

    STATEMENTS = "statements"  # a select_one whose choices stand in rows, each with its own tick
    CHOICE = "choice"  # a select_one answered in one dropdown cell
    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    NOTE = "note"  # read, never answered


class Side(StrEnum):
    """Which side of the market an instrument's `self` returns speak for."""

    PROVIDER = "provider"
    COMMISSIONER = "commissioner"


class PlannerKind(StrEnum):
    """What a column of the action planner holds: the first five fill themselves, the others are typed."""

    SECTION = "section"
    TOPIC = "topic"
    LEVEL = "level"
    NEXT = "next"
    EVIDENCE = "evidence"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"

    @property
    def is_input(self) -> bool:
        """Whether a person types into the column."""
        return self in (PlannerKind.TEXT, PlannerKind.DATE, PlannerKind.CHOICE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be picked; `score` is its level (1 is the lowest), None where it is not on a scale.

    `label_they` words it for those who answer about another organisation, where the template does.
    """

    name: str
    label: str
    score: int | None = None
    label_they: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question; `ref` is its visible reference, unique in the workbook, `evidence` its evidence box's prompt."""

    name: str
    ref: str
    title: str
    kind: Kind
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    evidence: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether a person gives an answer to it."""
        return self.kind is not Kind.NOTE

    @property
    def has_levels(self) -> bool:
        """Whether every choice stands on the scale, so that answers can be compared."""
        return bool(self.choices) and all(choice.score is not None for choice in self.choices)

    def choice(self, name: str) -> Choice | None:
        """The choice of that name, or None."""
        return next((choice for choice in self.choices if choice.name == name), None)

    def at_level(self, level: int | None) -> Choice | None:
        """The choice at that level, or None."""
        return next((choice for choice in self.choices if level is not None and choice.score == level), None)

    def statement_ref(self, position: int) -> str:
        """The visible reference of the statement at a position (1 is the first): `2.1.3`."""
        return f"{self.ref}.{position}"


@dataclass(frozen=True, slots=True)
class Section:
    """A group of items under one heading."""

    name: str
    ref: str
    title: str
    items: tuple[Item, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The name of a stretch of the scale: level 3 is "some progress"."""

    level: int
    label: str


@dataclass(frozen=True, slots=True)
class PlannerColumn:
    """A column of the action planner; `added` marks one that the published planner does not have."""

    name: str
    kind: PlannerKind
    title: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    width: int = 20
    added: bool = False


@dataclass(frozen=True, slots=True)
class Guidance:
    """A paragraph for one sheet of the workbook: `start`, `questions`, `planner` or `summary`."""

    where: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A published work to read; `title` is its published title, a fact."""

    heading: str
    title: str
    publisher: str = ""
    year: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole self-assessment; `name` and the names in it are stable for ever, since rounds are compared by them.

    `translations` are the same self-assessment in its other languages: all but the words is alike in them, and none
    has translations of its own. `part_of` names the instrument of which this is a short form, worded for others.
    """

    name: str
    title: str
    version: str
    sections: tuple[Section, ...]
    language: str = "en"
    side: Side | None = None
    bands: tuple[Band, ...] = ()
    planner: tuple[PlannerColumn, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    glossary: tuple[Term, ...] = ()
    resources: tuple[Resource, ...] = ()
    translations: tuple["Instrument", ...] = ()
    part_of: str = ""

    @property
    def family(self) -> str:
        """The name of the instrument that its answers are compared by: the whole one, or its own."""
        return self.part_of or self.name

    @property
    def items(self) -> Iterator[Item]:
        """Every item that is answered, in order."""
        return (item for section in self.sections for item in section.items if item.is_answered)

    @property
    def names(self) -> frozenset[str]:
        """The names of all items that are answered."""
        return frozenset(item.name for item in self.items)

    @property
    def statements(self) -> int:
        """How many statements there are to read and choose from."""
        return sum(len(item.choices) for item in self.items if item.kind is Kind.STATEMENTS)

    def band(self, level: int | None) -> str:
        """The name of the band that a level falls in, or an empty text."""
        return next((band.label for band in self.bands if band.level == level), "")

    @property
    def highest(self) -> int:
        """The highest level that any item has; 0 where none has levels."""
        return max((choice.score or 0 for item in self.items for choice in item.choices), default=0)

    def in_language(self, code: str) -> "Instrument":
        """The instrument in a language, or as it is where it has no such translation."""
        found = (each for each in (self, *self.translations) if each.language == code)
        return next(found, self)

    def about_others(self) -> "Instrument":
        """The instrument as those read it who answer about another organisation."""
        return replace(
            self,
            sections=tuple(
                replace(section, items=tuple(_about_others(item) for item in section.items))
                for section in self.sections
            ),
            translations=tuple(each.about_others() for each in self.translations),
        )

    @property
    def content_hash(self) -> str:
        """Twelve hexadecimal digits over all that an answer depends on: names, references, wording and scores.

        Each language has its own, so that a workbook is held against the wording it was made from.
        """
        said = [
            (
                *(item.name, item.ref, item.title, item.kind.value),
                [(c.name, c.label, c.label_they, c.score) for c in item.choices],
            )
            for item in self.items
        ]
        return hashlib.sha256(repr((self.name, said)).encode()).hexdigest()[:12]


def _about_others(item: Item) -> Item:
    return replace(item, choices=tuple(replace(each, label=each.label_they or each.label) for each in item.choices))
