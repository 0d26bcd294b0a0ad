"""Amounts: hours and money as they are said to people, and hours as figures that come to just what is meant."""

from fractions import Fraction

from xlkit.fund.agreement import MINUTES
from xlkit.fund.division import half_up

FRACTIONS = ("", "¼", "½", "¾")


def pounds(pence: int) -> str:
    """Money as it is written: `£1,234.50`."""
    sign = "−" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def hours(amount: float) -> str:
    """Hours as they are said: `3½ hours`, or with their minutes, `2 hours 40 minutes`, so that what is told adds up.

    What comes to no quarter of a minute is said as about so many whole ones.
    """
    sign, size = "−" if amount < 0 else "", abs(amount)
    if _is_in_quarters(size):
        return f"{sign}{_in_quarters(size)} {'hour' if 0 < size <= 1 else 'hours'}"
    is_exact = _is_in_quarters(size * MINUTES)
    minutes = round(size * MINUTES * 4) / 4 if is_exact else max(half_up(Fraction(size) * MINUTES), 1)
    whole, rest = divmod(minutes, MINUTES)
    of_hours = f"{int(whole)} {'hour' if whole == 1 else 'hours'}" if whole else ""
    of_minutes = f"{_in_quarters(rest)} {'minutes' if rest > 1 else 'minute'}" if rest else ""
    return ("" if is_exact else "about ") + sign + " ".join(filter(None, (of_hours, of_minutes)))


def enough(units: int, parts: int) -> str:
    """Units as hours in so few places that whoever types them enters just these units: `2.13` for 128 minutes."""
    exact = Fraction(units, MINUTES * parts)
    figures = (half_up(exact * 10**places) / 10**places for places in range(9))
    same = (each for each in figures if half_up(Fraction(repr(each)) * MINUTES * parts) == units)
    return f"{next(same, float(exact)):.10g}"


def to_type(units: int, parts: int) -> str:
    """Units as hours in words; where those are no quarters, with the figure that is typed for them."""
    amount = units / (MINUTES * parts)
    return hours(amount) if _is_in_quarters(amount) else f"{hours(amount)} (typed as {enough(units, parts)})"


def typed(minutes: Fraction) -> str:
    """Time as the figure that was typed: `2.625 hours`."""
    return f"{float(minutes / MINUTES):.10g} hours"


def _is_in_quarters(amount: float) -> bool:
    return not round(amount * 4, 6) % 1


def _in_quarters(amount: float) -> str:
    """A number of whole quarters as it is written: `2½`."""
    quarters = round(amount * 4)
    return (f"{quarters // 4}" if quarters >= 4 or not quarters else "") + FRACTIONS[quarters % 4]
