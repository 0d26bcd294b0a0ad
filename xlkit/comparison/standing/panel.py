"""A panel: all returns of one instrument, and who stands where in it."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from xlkit.form.crosswalk import Crosswalk, Theme
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item
from xlkit.measures.scale import Scale
from xlkit.returns.completed import Return


class Asked(Struct, frozen=True):
    """Something of one item, which stands in a section."""

    section: Section
    item: Item


class Themed(Asked, frozen=True):
    """The same of an item that may speak of a theme."""

    theme: Theme | None


class Basis(StrEnum):
    """What an organisation's position rests on."""

    AGREED = "agreed position"
    ONE_VIEW = "one person's view"
    ONE_RETURN = "one return"  # of which nobody said whose view it is
    MIDDLE = "middle of several"

    @classmethod
    def of(cls, speaking: Sequence[Return]) -> "Basis":
        """What it is that some returns of an organisation say together."""
        if len(speaking) > 1:
            return cls.MIDDLE
        return {"agreed": cls.AGREED, "one": cls.ONE_VIEW}.get(speaking[0].view, cls.ONE_RETURN)


class ThemeLevel(Struct, frozen=True):
    """Where one organisation stands on a theme: the low median of its items, the lowest of them, and its actions.

    `unplanned` is its level where that is low and nothing is planned, otherwise None.
    """

    level: int | None
    lowest: int | None
    actions: int
    unplanned: int | None


class Position(Struct, frozen=True):
    """Where one organisation stands; `number` counts from 1, `speaking` holds the ids of the returns it rests on.

    `levels` goes by the items of its panel, `themes` by the panel's themes, `parts` by the panel's parts; `apart` goes
    by the items too: where there is no level, the words under which its answer is counted apart. `counted` is its name
    as it is counted where small groups are kept back, the same for all that may be one organisation.
    """

    number: int
    organisation: str
    basis: Basis
    speaking: tuple[str, ...]
    levels: tuple[int | None, ...]
    themes: tuple[ThemeLevel, ...]
    parts: tuple[int | None, ...]
    apart: tuple[str, ...] = ()
    counted: str = ""

    @property
    def has_theme(self) -> bool:
        """Whether it has a level on any theme."""
        return any(found.level is not None for found in self.themes)

    @property
    def unplanned(self) -> int:
        """On how many themes it stands at a low level and plans nothing."""
        return sum(found.unplanned is not None for found in self.themes)


class Voice(Struct, frozen=True):
    """What one organisation says of another; `levels` goes by the items of its panel.

    `number` goes on where those of the panel's positions end, and `view` is that of the view it is part of.
    """

    number: int
    view: int
    organisation: str
    subject: str
    perspective: Perspective
    basis: Basis
    speaking: tuple[str, ...]
    levels: tuple[int | None, ...]


class View(Struct, frozen=True):
    """What all voices of one perspective say of one subject, each organisation counted once.

    `asked` holds the places of the items that it was asked for; `levels`, the low medians of its voices, goes by all
    items of the panel.
    """

    number: int
    subject: str
    perspective: Perspective
    voices: tuple[Voice, ...]
    asked: tuple[int, ...]
    levels: tuple[int | None, ...]


class Spoken(Struct, frozen=True):
    """A theme as one instrument speaks of it; `items` are places among the items of the panel."""

    theme: Theme
    items: tuple[int, ...]
    is_partial: bool


class Part(Struct, frozen=True):
    """A section as far as it is on the instrument's scale; `items` are places among the items of the panel."""

    section: Section
    items: tuple[int, ...]


class Panel(Struct, frozen=True, dict=True):
    """All returns of one instrument and its short forms, the positions of those about themselves, and others' voices.

    `items` are those on the scale of its instrument. `numbers` and `singles` go by `returns`: the number of the
    position or voice that a return counts for, and of the position of which it is a single view, or None.
    """

    instrument: Instrument
    returns: tuple[Return, ...]
    numbers: tuple[int | None, ...]
    singles: tuple[int | None, ...]
    items: tuple[Item, ...]
    parts: tuple[Part, ...]
    positions: tuple[Position, ...]
    themes: tuple[Spoken, ...]
    voices: tuple[Voice, ...]
    views: tuple[View, ...]
    crosswalk: Crosswalk

    # Worked out once: all that is made of a panel asks for it.
    @cached_property
    def asked(self) -> tuple[Themed, ...]:
        """Every item with its section, and the theme that it speaks of, or else its section does."""
        name, theme_of = self.instrument.name, self.crosswalk.theme_of
        return tuple(
            Themed(section, item, theme_of(name, item.name, section.name))
            for section in self.instrument.sections
            for item in section.items
        )

    def theme_of(self, item: Item) -> Theme | None:
        """The theme that an item itself speaks of."""
        return self.crosswalk.theme_of(self.instrument.name, item.name)

    @property
    def scale(self) -> Scale:
        """The scale of its instrument, on which its items are compared."""
        return self.instrument.scale

    def speaking(self, speakers: Iterable[Position | Voice]) -> list[list[Return]]:
        """The returns that each of some positions or voices rests on."""
        returns = {one.identity.return_id: one for one in self.returns}
        return [[returns[id_] for id_ in speaker.speaking] for speaker in speakers]

    @property
    def own_numbers(self) -> range:
        """The numbers of its positions; those of voices go on after them."""
        return range(1, len(self.positions) + 1)

    @property
    def answering(self) -> tuple[Position, ...]:
        """The positions of those who answered anything: a form that came back blank makes one too, and says nothing."""
        answered = {one.identity.return_id for one in self.returns if one.answers_anything}
        return tuple(position for position in self.positions if not answered.isdisjoint(position.speaking))

    @property
    def has_apart(self) -> bool:
        """Whether some of its items have answers that are counted apart."""
        return any(item.apart for item in self.items)

    @property
    def templates(self) -> frozenset[str]:
        """The names of its instrument and of those whose returns are part of it, short forms."""
        return frozenset((self.instrument.name, *(one.identity.template for one in self.returns)))

    @property
    def sections(self) -> Mapping[str, Section]:
        """The section of each item, by the item's name."""
        return {item.name: section for section in self.instrument.sections for item in section.items}
