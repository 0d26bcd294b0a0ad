"""Walls: the numbers that were typed from each wall, held against the cards; a misread one always shows twice."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from xlkit.voice.workshop import Card, Theme, Workshop

APART = re.compile(r"[\s,;.]+")
NUMBER = re.compile(r"([1-9][0-9]{0,5})")


def numbers(typed: str) -> tuple[int, ...]:
    """The numbers in what was typed, each once: `3, 7; 12` is 3, 7 and 12."""
    matches = (NUMBER.fullmatch(part) for part in APART.split(typed))
    return tuple(dict.fromkeys(int(match[1]) for match in matches if match))


def without(typed: str, gone: Collection[int]) -> str:
    """What was typed, but for some numbers; as it stands where none of them is in it."""
    if not set(numbers(typed)) & set(gone):
        return typed
    parts = [part for part in APART.split(typed) if part]
    return ", ".join(part for part in parts if not (match := NUMBER.fullmatch(part)) or int(match[1]) not in gone)


class Placed(Struct, frozen=True, dict=True):
    """Where the cards of a workshop stand by what was typed."""

    workshop: Workshop

    @cached_property
    def times(self) -> Mapping[int, int]:
        """On how many themes each card stands."""
        counted = Counter(number for typed in self._typed.values() for number in typed)
        return {number: counted[number] for number in self._cards}

    @cached_property
    def theme_of(self) -> Mapping[int, str]:
        """The one theme of its own wall where a card stands on no other."""
        return {
            number: theme.ref
            for theme in self.workshop.themes
            for number in self._typed[theme.ref]
            if self.times.get(number) == 1 and self._cards[number].wall == theme.wall
        }

    @cached_property
    def _cards(self) -> Mapping[int, Card]:
        return {card.number: card for card in self.workshop.cards}

    @cached_property
    def _typed(self) -> Mapping[str, Sequence[int]]:
        return {theme.ref: numbers(theme.cards) for theme in self.workshop.themes}

    @cached_property
    def _of_person(self) -> Counter[tuple[str, str]]:
        return Counter((self._cards[number].code, theme) for number, theme in self.theme_of.items())

    def cards(self, theme: Theme) -> list[Card]:
        """The cards of a theme."""
        return [card for card in self.workshop.cards if self.theme_of.get(card.number) == theme.ref]

    def people(self, theme: Theme) -> int:
        """How many people named a theme, however many cards each has in it; a card without a code is nobody's."""
        return len({card.code for card in self.cards(theme) if card.code})

    def weight(self, card: Card) -> float:
        """What a card counts towards the people of its theme: a person's cards in it come to 1."""
        theme = self.theme_of.get(card.number)
        if theme is None or not card.code:
            return 0.0
        return 1 / self._of_person[card.code, theme]

    def strange(self, theme: Theme) -> int:
        """How many numbers of a theme no card has, or stand there twice; what is no number counts among them."""
        known = set(numbers(theme.cards)) & self.times.keys()
        return len([part for part in APART.split(theme.cards) if part]) - len(known)

    def fault(self, card: Card) -> str:
        """What is wrong with where a card stands, in the words of its row; empty where nothing is."""
        times = self.times[card.number]
        if card.left_off:
            return "left off, and on a wall" if times else ""
        if not times:
            return "not on a wall" if card.words else ""
        if times > 1:
            return f"on {times} themes"
        return "" if card.number in self.theme_of else "on another wall"
