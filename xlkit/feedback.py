"""Feedback: what one provider gets back of a round, which is its own answers beside all others together."""

from dataclasses import dataclass
from datetime import date

from xlkit.instrument import Instrument, Section
from xlkit.item import Item
from xlkit.returns import Action

STRONG = 4  # levels from here on are strengths


@dataclass(frozen=True, slots=True)
class Others:
    """How many others stand below, at and above the provider's level on a topic, and their median; none is named."""

    below: int
    same: int
    above: int
    median: float

    @property
    def n(self) -> int:
        """How many others have a level."""
        return self.below + self.same + self.above


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic as the provider answered it; `last` is its level of the round before.

    `others` is None where the provider has no level, or too few others have one.
    """

    section: Section
    item: Item
    level: int | None
    last: int | None
    others: Others | None

    @property
    def statement(self) -> str:
        """The statement that the provider ticked, or an empty text."""
        choice = self.item.at_level(self.level)
        return choice.label if choice else ""

    @property
    def next_statement(self) -> str:
        """The statement one level up; an empty text at the highest level and where nothing was ticked."""
        choice = self.item.at_level(self.level + 1) if self.level is not None else None
        return choice.label if choice else ""


@dataclass(frozen=True, slots=True)
class OwnAction:
    """An action of the provider's own planner; `timing` says where it stands in time, as the register does."""

    section: Section | None
    item: Item | None
    action: Action
    timing: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that goes back to one provider.

    `return_ids` are those of the returns that its position rests on. `others` is how many other organisations have a
    level on any topic, None where they are too few to stand beside; `smallest` is how many it takes. `last_round` is
    the name of the latest round before, empty without one. In a region `council` is the one that it answered to, as
    did the others; otherwise it is empty.
    """

    organisation: str
    instrument: Instrument
    round: str
    as_at: date
    basis: str
    return_ids: tuple[str, ...]
    others: int | None
    smallest: int
    last_round: str
    topics: tuple[Topic, ...]
    actions: tuple[OwnAction, ...]
    council: str = ""

    @property
    def answered(self) -> tuple[Topic, ...]:
        """The topics that have a level."""
        return tuple(topic for topic in self.topics if topic.level is not None)

    @property
    def strengths(self) -> tuple[Topic, ...]:
        """The topics at a high level, the highest first and otherwise in order."""
        found = [topic for topic in self.answered if (topic.level or 0) >= STRONG]
        return tuple(sorted(found, key=lambda topic: -(topic.level or 0)))
