"""Questions: what is asked off every scale, as each organisation answers it: choices, numbers and dates."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeAlias

from xlkit.comparison.standing.panel import Panel, Position, Themed, Voice
from xlkit.form.expression import names_in
from xlkit.form.item import Item, Kind
from xlkit.form.relevance import work_out
from xlkit.measures.location import low_median, quartile_of
from xlkit.returns.completed import Return

Said: TypeAlias = str | float | date | None
Speaker: TypeAlias = Position | Voice

PERCENT = re.compile(r"%|\bper ?cent", re.IGNORECASE)
DIFFER = "answers differ"  # stands for an organisation whose people, without an agreed position, pick different choices


class Question(Themed, frozen=True):
    """One question; `answers` goes by the speakers of its panel.

    Of a choice they hold its name, of several the names with spaces between. What was not needed counts for nothing:
    `needless` are the places of the speakers of whom something was left out for that.
    """

    answers: tuple[Said, ...]
    needless: frozenset[int] = frozenset()

    @property
    def known(self) -> tuple[Said, ...]:
        """The answers that there are."""
        return tuple(answer for answer in self.answers if answer not in (None, DIFFER))

    @property
    def n(self) -> int:
        """How many organisations answered, each of them one thing."""
        return len(self.known)

    @property
    def differ(self) -> int:
        """How many organisations answered several things."""
        return self.answers.count(DIFFER)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many picked each choice."""
        picked = [str(answer).split() for answer in self.known]
        return tuple(sum(choice.name in names for names in picked) for choice in self.item.choices)

    @property
    def numbers(self) -> Sequence[float]:
        """The numbers that were answered, the least first."""
        return sorted(float(answer) for answer in self.known if isinstance(answer, int | float))

    @property
    def total(self) -> float | None:
        """What the numbers come to together; None where that may be no figure.

        Whole numbers that people typed count something; a rate, a share or what is worked out need not.
        """
        is_count = self.item.kind is Kind.INTEGER and self.item.calculation is None
        return sum(self.numbers) if is_count and not PERCENT.search(self.item.title) else None

    @property
    def days(self) -> Sequence[date]:
        """The dates that were answered, the first first."""
        return sorted(answer for answer in self.known if isinstance(answer, date))

    @property
    def middle_day(self) -> date | None:
        """The date in the middle, of two the earlier."""
        return low_median(self.days)

    def quartile(self, quarter: int) -> float | None:
        """The lower (1) or upper (3) quartile of the numbers, or (2) their median."""
        return quartile_of(self.numbers, quarter)


def is_counted(item: Item) -> bool:
    """Whether answers to it are counted or measured: something else than a text, and not for the roles it has."""
    kinds = (Kind.STATEMENTS, Kind.CHOICE, Kind.MANY, Kind.INTEGER, Kind.DECIMAL, Kind.DATE)
    return item.role is None and item.kind in kinds and not item.has_levels


def is_text(item: Item) -> bool:
    """Whether it asks for a text that no role gathers elsewhere."""
    return item.role is None and item.kind is Kind.TEXT and item.is_asked


def speakers(panel: Panel) -> Sequence[Speaker]:
    """Whose answers count: those about themselves, or where there are none, those about others."""
    return panel.positions or panel.voices


def questions(panel: Panel) -> tuple[Question, ...]:
    """The questions of a panel that anybody answered."""
    speaking, needless = panel.speaking(speakers(panel)), _needless(panel)
    several = (_question(asked, speaking, needless) for asked in panel.asked if is_counted(asked.item))
    return tuple(question for question in several if question.n or question.differ)


def _question(asked: Themed, speaking: Sequence[Sequence[Return]], needless: Collection[tuple[str, str]]) -> Question:
    item = asked.item
    needed = [[one for one in group if (one.identity.return_id, item.name) not in needless] for group in speaking]
    return Question(
        asked.section,
        item,
        asked.theme,
        tuple(_stands(group, item) for group in needed),
        frozenset(place for place, group in enumerate(speaking) if len(group) > len(needed[place])),
    )


def _needless(panel: Panel) -> Collection[tuple[str, str]]:
    """What was not needed of each return by its other answers: its id, and the name of the question.

    Of a return that was not asked all that a condition speaks of, as in a short form, that is not known.
    """
    conditions = {asked.item.name: asked.item.relevant for asked in panel.asked if is_counted(asked.item)}
    names = {name: names_in(relevant) for name, relevant in conditions.items() if relevant is not None}
    return {
        (one.identity.return_id, name)
        for one in (panel.returns if names else ())
        for name in work_out(panel.instrument, one.stated).needless & names.keys()
        if names[name] <= one.stated.keys()
    }


def _stands(group: Sequence[Return], item: Item) -> Said:
    """What stands for an organisation: of several numbers or dates the low middle, of choices what all of them pick."""
    values = [answer.value for one in group if (answer := one.answer(item.name)) is not None]
    if item.kind is Kind.DATE:
        return low_median(value for value in values if isinstance(value, date))
    if not item.choices:
        return low_median(float(value) for value in values if isinstance(value, int | float))
    picked = {names for value in values if isinstance(value, str) and (names := _picked(item, value))}
    return DIFFER if len(picked) > 1 else next(iter(picked), None)


def _picked(item: Item, value: str) -> str:
    """The names of the choices that an answer holds, in the order of the item's."""
    return " ".join(choice.name for choice in item.choices if choice.name in value.split())
