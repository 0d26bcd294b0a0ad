"""An instrument: the questions of one self-assessment, as its template states them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from xlkit.days import day_of
from xlkit.form.identity import Perspective
from xlkit.form.item import Item, Kind, with_values
from xlkit.measures.scale import FIVE, Scale, commonest


class Side(StrEnum):
    """Which side of the market an instrument's `self` returns speak for."""

    PROVIDER = "provider"
    COMMISSIONER = "commissioner"


class Holder(StrEnum):
    """Who keeps a workbook that is filled in, where it is not sent back."""

    PERSON = "person"  # it is about one person, and stays with them and those who support them


class Accounts(StrEnum):
    """What it keeps that is no self-assessment: accounts, in tables that each stand on a sheet of their own."""

    FUND = "fund"
    BLOCK = "block"


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


class Setting(Struct, frozen=True):
    """A fact of the round that stands in the words of an instrument as `${name}`."""

    name: str
    title: str
    value: str | date = ""

    @property
    def shown(self) -> str:
        """The value as it stands in the words: `30 April 2027`."""
        return day_of(self.value) if isinstance(self.value, date) else self.value

    @property
    def kept(self) -> str:
        """The value as an identity holds it: `2027-04-30`."""
        return self.value.isoformat() if isinstance(self.value, date) else self.value

    def typed(self, text: str) -> str | date:
        """A kept value as the setting has it."""
        if not isinstance(self.value, date):
            return text
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text


class Section(Struct, frozen=True):
    """A group of items under one heading."""

    name: str
    ref: str
    title: str
    items: tuple[Item, ...]
    hint: str = ""


class Band(Struct, frozen=True):
    """The name of a stretch of the scale: level 3 is "some progress"."""

    level: int
    label: str


class PlannerColumn(Struct, frozen=True):
    """A column of the action planner; `added` marks one that the published planner does not have."""

    name: str
    kind: PlannerKind
    title: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    width: int = 20
    added: bool = False


class Guidance(Struct, frozen=True):
    """A paragraph for one sheet of the workbook: `start`, `questions`, `planner` or `summary`."""

    where: str
    heading: str
    text: str


class Term(Struct, frozen=True):
    """A glossary entry."""

    term: str
    meaning: str


class Resource(Struct, frozen=True):
    """A published work to read; `title` is its published title, a fact."""

    heading: str
    title: str
    publisher: str = ""
    year: str = ""
    note: str = ""


class Instrument(Struct, frozen=True, dict=True):
    """A whole self-assessment; `name` and the names in it are stable for ever, since rounds are compared by them.

    `translations` are the same in its other languages: only words differ, and none has any itself. `part_of` names the
    instrument of which this is a short form, worded for others. `settings` are what each round may set anew; their
    values stand in the words. `perspective` is whose it is to answer, where nobody says otherwise. `low` is the highest
    of its low levels and `cut` the level at which quadrants part, each None where the usual ones hold. Its items are
    compared on `scale`: that of most of them, and of two as common that of more steps. Items with another number of
    steps are answered, and never compared as levels. One with a `holder` is a person's review, one with `accounts` no
    self-assessment. `workings` are calculations that nobody sees. `fallen_back` are
    its parts, by references or titles of sheets, that are not in its language yet. `earlier` are other versions of it.
    """

    name: str
    title: str
    version: str
    sections: tuple[Section, ...]
    language: str = "en"
    side: Side | None = None
    holder: Holder | None = None
    bands: tuple[Band, ...] = ()
    planner: tuple[PlannerColumn, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    glossary: tuple[Term, ...] = ()
    resources: tuple[Resource, ...] = ()
    translations: tuple["Instrument", ...] = ()
    part_of: str = ""
    perspective: Perspective = Perspective.SELF
    settings: tuple[Setting, ...] = ()
    low: int | None = None
    cut: float | None = None
    workings: tuple[Item, ...] = ()
    accounts: Accounts | None = None
    fallen_back: tuple[str, ...] = ()
    earlier: tuple["Instrument", ...] = ()

    @cached_property
    def scale(self) -> Scale:
        """The scale on which its items are compared."""
        # Worked out once: whatever is compared asks for it.
        steps = commonest(item.steps for item in self.items if item.steps)
        usual = Scale.of(steps) if steps else FIVE
        return replace(usual, low=self.low or usual.low, cut=self.cut or usual.cut)

    @property
    def family(self) -> str:
        """The name of the instrument that its answers are compared by: the whole one, or its own."""
        return self.part_of or self.name

    @property
    def items(self) -> Iterator[Item]:
        """Every item with an answer, in order."""
        return (item for section in self.sections for item in section.items if item.is_answered)

    @property
    def in_one_cell(self) -> tuple[Item, ...]:
        """The items that are answered in one cell each: all but tables, which have rows."""
        return tuple(item for item in self.items if item.kind is not Kind.TABLE)

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that it is in, its own first."""
        return (self.language, *(each.language for each in self.translations))

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

    def is_worded_for(self, perspective: Perspective) -> bool:
        """Whether its levels are said in words that fit whoever speaks: its own, or for others in the third person."""
        choices = [choice for item in self.items if item.has_levels for choice in item.choices]
        is_for_others = self.perspective is Perspective.SELF and all(choice.label_they for choice in choices)
        return perspective is self.perspective or is_for_others or not choices

    def in_language(self, code: str) -> "Instrument":
        """The instrument in a language, by its code in any case, or as it is where it has no such translation."""
        spoken = (each for each in (self, *self.translations) if each.language.casefold() == code.casefold())
        return next(spoken, self)

    def about_others(self) -> "Instrument":
        """The instrument as those read it who answer about another organisation: they may leave a choice open."""
        return replace(
            self,
            sections=tuple(
                replace(section, items=tuple(_about_others(item) for item in section.items))
                for section in self.sections
            ),
            translations=tuple(each.about_others() for each in self.translations),
        )

    def with_settings(self, values: Mapping[str, str | date]) -> "Instrument":
        """The instrument of a round that has its own values for some settings; other names are passed over."""
        settings = tuple(replace(each, value=values.get(each.name, each.value)) for each in self.settings)
        return replace(
            self, settings=settings, translations=tuple(each.with_settings(values) for each in self.translations)
        )

    def as_issued(self, settings: Iterable[tuple[str, str]]) -> "Instrument":
        """The instrument with the values that an identity holds; what should be a date and is none stays a text."""
        known = {each.name: each for each in self.settings}
        return self.with_settings({name: known[name].typed(text) for name, text in settings if name in known})

    def filled(self) -> "Instrument":
        """The instrument with the values of its settings in its words, as those read it who fill it in."""
        if not self.settings:
            return self
        values = {f"${{{each.name}}}": each.shown for each in self.settings}
        return replace(
            with_values(self, values, "title"),
            sections=tuple(
                replace(
                    with_values(section, values, "title", "hint"),
                    items=tuple(item.filled(values) for item in section.items),
                )
                for section in self.sections
            ),
            guidance=tuple(with_values(part, values, "heading", "text") for part in self.guidance),
            translations=tuple(each.filled() for each in self.translations),
        )

    @property
    def content_hash(self) -> str:
        """Twelve hexadecimal digits over all that an answer depends on: names, references, wording and scores.

        Each language has its own, so that a workbook is held against the wording it was made from.
        """
        asked = [_said(item) for item in self.items]
        return hashlib.sha256(repr((self.name, asked)).encode()).hexdigest()[:12]


def _about_others(item: Item) -> Item:
    # Not everybody outside can judge everything, such as a family how a provider sends its invoices.
    return replace(
        item,
        required=item.required and not item.choices,
        choices=tuple(replace(each, label=each.label_they or each.label) for each in item.choices),
    )


def _said(item: Item) -> tuple[object, ...]:
    """What the answer to an item depends on; what an item does not have is left out, so that older hashes hold."""
    choices = [(c.name, c.label, c.label_they, c.score) for c in item.choices]
    plain = (item.name, item.ref, item.title, item.kind.value, choices)
    ranks = tuple((c.rank, c.reached) for c in item.choices if c.rank or c.reached)
    apart = tuple(c.apart for c in item.choices) if item.apart else ()
    more = (ranks, item.rows, [_said(each) for each in item.fields], *apart)
    return (*plain, more) if any(more) else plain
