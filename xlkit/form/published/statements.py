"""The lines under a heading divided into as many statements as there are steps, by all that speaks for a break.

Numerals that are torn from their statements, gaps, ends of sentences and short lines each speak for a break or against
it, and what a statement says beside ours tells which of several ways is meant. How much better the best way is than
the next one says how sure it is.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from xlkit.form.published.lines import Line

LONGEST = 30  # lines of a statement
NEVER = -math.inf
OUTSIDE = 5.0  # what it costs to pass over lines before the first statement, or after the last
LIKENESS = 12.0  # what it is worth where a statement says the same as ours
STEM = 5  # letters by which words are compared


class Statement(Struct, frozen=True):
    """A statement: its lines, and by how much this way to divide them is better than any that has other ends.

    `stray` is a line that looks as if it were no part of it.
    """

    lines: tuple[Line, ...]
    margin: float
    stray: str = ""


class Division(Struct, frozen=True, dict=True):
    """All ways to divide lines into the statements of a topic; `ours` are the statements as xlkit words them."""

    lines: Sequence[Line]
    ours: Sequence[str]

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        known = [set(stems(text)) for text in self.ours]
        counted = Counter(stem for stems_of in known for stem in stems_of)
        return {stem: math.log(1 + len(self.ours) / count) for stem, count in counted.items()}

    @cached_property
    def _vectors(self) -> Sequence[Mapping[str, float]]:
        return [{stem: self._weights[stem] for stem in set(stems(text))} for text in self.ours]

    @cached_property
    def _stems(self) -> Sequence[frozenset[str]]:
        return [frozenset(stems(line.text)) for line in self.lines]

    @cached_property
    def _widest(self) -> int:
        return max((len(line.text) for line in self.lines), default=0)

    def breaks(self, place: int, step: int) -> float:
        """How much speaks for statement `step` (counted from 1) beginning at a line."""
        line = self.lines[place]
        score = 2.0 if line.is_apart else 0.0
        if line.numbers:
            score += 6.0 if line.numbers[-1] == step else 2.0 if step in line.numbers else 0.5
        score += 1.0 if not line.text[:1].islower() else -6.0
        return score + (self._after(place) if place else 2.0)

    def _after(self, place: int) -> float:
        """How much the line before speaks for a break: whether it ends a sentence, and whether it could be longer."""
        is_short = self._is_short(place)
        return (2.0 if self.lines[place - 1].ends else -1.0 if is_short else -4.0) + (1.5 if is_short else 0.0)

    def _is_short(self, place: int) -> bool:
        """Whether the line before one would have had room for its first word, and more."""
        before, word = self.lines[place - 1].text, self.lines[place].text.split(maxsplit=1)[0]
        return self._widest - len(before) - len(word) - 1 > self._widest / 5

    def stray(self, start: int, end: int) -> str:
        """A line of a statement that ends short of a sentence before a new one begins, or comes after the last one."""
        for place in range(start + 1, end):
            before, line = self.lines[place - 1], self.lines[place]
            if not before.ends and self._is_short(place) and line.text[:1].isupper():
                return before.text
            if before.ends and not line.ends and place == end - 1:
                return line.text
        return ""

    def stays(self, place: int) -> float:
        """How much speaks against a line going on with the statement before it."""
        line = self.lines[place]
        return -(3.0 if line.numbers else 0.0) - (1.5 if line.is_apart else 0.0)

    def says(self, start: int, step: int) -> Sequence[float]:
        """How much the lines from one on are what ours says at a step, for each line that they may end with."""
        ours = self._vectors[step - 1]
        own = math.sqrt(sum(weight * weight for weight in ours.values())) or 1.0
        counted: set[str] = set()
        shared = squares = held = 0.0
        scores = []
        for place in range(start, min(start + LONGEST, len(self.lines))):
            held += self.stays(place) if place > start else 0.0
            for stem in self._stems[place] - counted:
                weight = self._weights.get(stem, 1.0)
                squares += weight * weight
                shared += weight * weight if stem in ours else 0.0
                counted.add(stem)
            scores.append(held + LIKENESS * shared / (own * math.sqrt(squares or 1.0)))
        return scores


def stems(text: str) -> list[str]:
    """The words of a text that say something, by their beginnings."""
    return [word[:STEM] for word in re.findall(r"[^\W\d_]{4,}", text.casefold())]


def divided(lines: Sequence[Line], ours: Sequence[str]) -> tuple[float, tuple[Statement, ...]]:
    """How well lines can be divided into the statements of a topic, and those; none where they are too few."""
    if len(lines) < len(ours):
        return NEVER, ()
    division = Division(lines, ours)
    ways = _Ways(division)
    starts, total = ways.best()
    if total == NEVER:
        return NEVER, ()
    margins = [total - ways.second(step, start) for step, start in enumerate(starts)]
    return total, tuple(
        Statement(tuple(lines[start:end]), min(margins[step : step + 2]), division.stray(start, end))
        for step, (start, end) in enumerate(pairwise(starts))
    )


class _Ways:
    """The scores of all ways: `before[k][i]` of k statements up to line i, `after[k][i]` of those that come after them.

    Rows count statements that are placed, columns lines; what is left after the last statement is passed over.
    """

    def __init__(self, division: Division) -> None:
        self.steps, self.count = len(division.ours), len(division.lines)
        self._joins = [
            [self._scores(division, start, step) for start in range(self.count)] for step in range(1, self.steps + 1)
        ]
        outside = [
            0.0
            if place == self.count
            else division.breaks(place, 0) - OUTSIDE
            if division.lines[place].is_apart
            else NEVER
            for place in range(self.count + 1)
        ]
        self.before = [[-OUTSIDE if place else 0.0 for place in range(self.count + 1)]]
        for step in range(self.steps):
            self.before.append(self._onward(self.before[-1], self._joins[step]))
        self.after = [outside]
        for step in reversed(range(self.steps)):
            self.after.insert(0, self._backward(self.after[0], self._joins[step]))

    @staticmethod
    def _scores(division: Division, start: int, step: int) -> Sequence[float]:
        opens = division.breaks(start, step)
        return [opens + said for said in division.says(start, step)]

    def _onward(self, before: Sequence[float], joins: Sequence[Sequence[float]]) -> list[float]:
        row = [NEVER] * (self.count + 1)
        for start, scores in enumerate(joins):
            for end, score in enumerate(scores, start=start + 1):
                row[end] = max(row[end], before[start] + score)
        return row

    def _backward(self, after: Sequence[float], joins: Sequence[Sequence[float]]) -> list[float]:
        row = [
            max((score + after[end] for end, score in enumerate(scores, start=start + 1)), default=NEVER)
            for start, scores in enumerate(joins)
        ]
        return [*row, NEVER]

    def best(self) -> tuple[list[int], float]:
        """Where each statement of the best way begins, and where the last one ends; and its score."""
        start = max(range(self.count + 1), key=self._whole(0))
        total, starts = self._whole(0)(start), [start]
        for step in range(self.steps if total > NEVER else 0):
            scores = self._joins[step][start]
            start += 1 + max(
                range(len(scores)), key=lambda length: scores[length] + self.after[step + 1][start + 1 + length]
            )
            starts.append(start)
        return starts, total

    def second(self, step: int, start: int) -> float:
        """The score of the best way in which statement `step` (counted from 0) begins elsewhere."""
        whole = self._whole(step)
        return max((whole(place) for place in range(self.count + 1) if place != start), default=NEVER)

    def _whole(self, step: int) -> Callable[[int], float]:
        return lambda place: self.before[step][place] + self.after[step][place]
