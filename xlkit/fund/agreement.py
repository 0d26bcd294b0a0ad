"""The agreement behind a fund: what holds from which day on, in whole pence and whole parts."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import gcd, lcm

from msgspec import Struct

from xlkit.fund.division import half_up

MINUTES = 60


class Held(StrEnum):
    """What a fund is held in."""

    HOURS = "hours"
    MONEY = "money"


class BankRule(StrEnum):
    """What banked hours keep when the rate changes."""

    HOURS = "keep_hours"
    POUNDS = "keep_pounds"


class Limit(StrEnum):
    """What a limit on banking is reckoned in."""

    HOURS = "hours"
    POUNDS = "pounds"
    BUDGETS = "weekly_budgets"


class Agreement(Struct, frozen=True):
    """What was agreed from a day on; None where nothing was, since no figure stands in by default.

    `standard` hours buy `enhanced` ones: 6 and 4 say that six standard hours are four enhanced ones. `rate` and `price`
    are the pence of a standard hour of support, and of an hour that is turned into money. `weekly` is in minutes, and
    `number` tells it from the others.
    """

    start: date
    number: int = 1
    held: Held = Held.HOURS
    weekly: Fraction = Fraction(0)
    pence: int = 0
    rate: int | None = None
    standard: int | None = None
    enhanced: int | None = None
    price: int | None = None
    limit: Fraction | None = None
    limit_in: Limit | None = None
    bank_rule: BankRule | None = None
    may_overdraw: bool = False

    @property
    def ratio(self) -> tuple[int, int] | None:
        """How many standard hours are how many enhanced ones, in lowest terms; None where that was not agreed."""
        if not self.standard or not self.enhanced or self.standard < 0 or self.enhanced < 0:
            return None
        common = gcd(self.standard, self.enhanced)
        return self.standard // common, self.enhanced // common

    def units(self, minutes: Fraction, parts: int, *, is_enhanced: bool = False) -> Fraction:
        """Time in units, of which a minute has so many `parts`; ValueError where a ratio is needed and is not there."""
        if not is_enhanced:
            return minutes * parts
        if self.ratio is None:
            raise ValueError("no ratio was agreed")
        standard, enhanced = self.ratio
        return minutes * standard * (parts // enhanced)


def parts_of(terms: Sequence[Agreement]) -> int:
    """How many units a minute has, so that enhanced time comes to whole units by each of several agreements."""
    return lcm(*(term.ratio[1] for term in terms if term.ratio))


def in_force(terms: Sequence[Agreement], day: date) -> Agreement | None:
    """What holds on a day: of all that have begun, what began last; None before the first."""
    begun = [term for term in terms if term.start <= day]
    return max(begun, key=lambda term: term.start, default=None)


def holding(terms: Sequence[Agreement]) -> list[Agreement]:
    """The agreements that hold at some time, in their order: of several from one day the first that is listed."""
    first = {term.start: term for term in reversed(terms)}
    return [first[day] for day in sorted(first)]


def rated(terms: Sequence[Agreement]) -> list[Agreement]:
    """The agreements that hold at some time and say what an hour of support costs, in their order."""
    return [term for term in holding(terms) if term.rate is not None]


def carried(terms: Sequence[Agreement], day: date) -> list[Agreement]:
    """What an account that follows a day goes on from: what holds on it, and what is to come.

    Where that says no rate, those from the last that does are among them, so that a new one is held against that.
    """
    first = in_force(rated(terms), day) or in_force(terms, day)
    return [term for term in holding(terms) if first is None or term.start >= first.start]


def worth(units: int, rate: int, parts: int) -> int:
    """The pence that so many units come to at a rate for an hour: one division and one rounding."""
    return half_up(Fraction(units * rate, MINUTES * parts))
