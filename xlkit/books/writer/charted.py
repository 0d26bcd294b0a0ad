"""Charted: what charts draw that no table holds as it is drawn, collected while the sheets of a book are written."""

from collections.abc import Sequence

from msgspec import Struct, field


class Named(Struct, frozen=True):
    """What a bar is about, `plain` at `address`, and `text` with what is said behind it, as `formula` gives it."""

    plain: str
    address: str
    text: str
    formula: str


class Point(Struct, frozen=True):
    """A figure on another sheet: its value, None where there is none, and its address."""

    value: float | None = None
    address: str = ""


class PairBar(Struct, frozen=True):
    """One line of a dumbbell: where two sides stand, and the words for each where it is further on.

    `first` and `last` are the places of its chart's lines among all, counted from 0; on `alike` of them, itself
    included, the same can be said.
    """

    chart: str
    name: Named
    own: Point
    theirs: Point
    own_is: str
    theirs_are: str
    first: int = 0
    last: int = 0
    alike: int = 1

    @property
    def both(self) -> tuple[float, float] | None:
        """Where the two sides stand, None where one of them stands nowhere."""
        own, theirs = self.own.value, self.theirs.value
        return None if own is None or theirs is None else (own, theirs)

    @property
    def apart(self) -> float | None:
        """How much further on the own side is, None where one side stands nowhere."""
        return self.both[0] - self.both[1] if self.both else None

    @property
    def finding(self) -> tuple[float, float] | None:
        """What can be said of it: how far the sides are apart, and where they stand if they do together."""
        return (self.apart, 0 if self.apart else self.own.value or 0) if self.apart is not None else None


class SpreadBar(Struct, frozen=True):
    """One bar of counts to both sides of a middle line: the first `low` of them stand left of it, `of_left` says how.

    `first` and `last` are the places of its chart's bars among all, counted from 0, and `widest` the largest number of
    any of them left of the line; on `alike` of them, itself included, the same can be said.
    """

    chart: str
    name: Named
    counts: Sequence[Point]
    low: int
    of_left: str
    first: int = 0
    last: int = 0
    widest: float = 0
    alike: int = 1

    @property
    def left(self) -> float:
        """How many stand left of the line."""
        return sum(point.value or 0 for point in self.counts[: self.low])

    @property
    def many(self) -> float:
        """How many there are."""
        return sum(point.value or 0 for point in self.counts)


def and_more(name: str, alike: int) -> str:
    """A name that stands for so many of which the same is said."""
    return f"{name} and {alike - 1} more" if alike > 1 else name


def and_more_formula(name: str, alike: str) -> str:
    """The same from a cell and the term that counts them, without an equals sign."""
    return f'{name}&IF({alike}>1," and "&({alike}-1)&" more","")'


class Charted(Struct):
    """The bars of all charts of a book, in the order in which they were drawn."""

    pairs: list[PairBar] = field(default_factory=list)
    spreads: list[SpreadBar] = field(default_factory=list)
