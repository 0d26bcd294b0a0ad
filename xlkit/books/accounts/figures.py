"""Figures: each figure of a fund's statement, one account of it, as a formula and as a value, and in words."""

from fractions import Fraction

from msgspec import Struct

from xlkit.books.accounts.done import SUPPORT, Done, known, total
from xlkit.fund.agreement import MINUTES
from xlkit.fund.division import half_up
from xlkit.fund.kinds import KINDS, SPENT, Account

HOURS, MONEY = "hours", "money"
FRACTIONS = ("", "¼", "½", "¾")


class Figure(Struct, frozen=True):
    """One figure: what it is called, in what it is counted, and its units or pence as an expression and as a value."""

    name: str
    label: str
    unit: str
    expression: str
    value: int


def figures(done: Done) -> tuple[Figure, ...]:
    """Every figure of a fund, hours first; what goes out is above 0 too."""
    return (*_hours(done), *_money(done))


def _hours(done: Done) -> tuple[Figure, ...]:
    def of(name: str, label: str, *kinds: str, sign: int = 1) -> Figure:
        return Figure(name, label, HOURS, _signed(sign, total("units", kinds)), sign * done.of_kind(*kinds).units)

    column, pots = done.page.rows, done.page.rows("pots", "units")
    opening = known("opening_units")
    return (
        Figure("opening", "Hours from before", HOURS, opening, done.books.opening.units),
        of("given", "Hours given", "hours_given"),
        of("used", "Hours used", *SUPPORT, sign=-1),
        of("saved", "Hours put aside", "put_aside", "taken_back", sign=-1),
        of("turned", "Hours turned into money", "to_money", sign=-1),
        of("back", "Money turned into hours", "to_hours"),
        of("ended", "Hours ended", "given_back", "run_out", sign=-1),
        of("revalued", "Hours as the rate changed", "rate_adds", "rate_takes"),
        Figure("left", "Hours left", HOURS, f"{opening}+SUM({column('entries', 'units')})", done.books.closing.units),
        Figure("pots", "Hours in pots", HOURS, f"SUM({pots})", done.books.saved.units),
    )


def _money(done: Done) -> tuple[Figure, ...]:
    def of(name: str, label: str, *kinds: str, sign: int = 1) -> Figure:
        return Figure(name, label, MONEY, _signed(sign, total("pence", kinds)), sign * done.of_kind(*kinds).pence)

    def spent(name: str, label: str, account: Account) -> Figure:
        kinds = (each for each, kind in KINDS.items() if kind.other_money is account)
        return of(name, label, *kinds, sign=-1)

    entries, pots = done.page.rows("entries", "pence"), done.page.rows("pots", "pence")
    opening = known("opening_pence")
    return (
        Figure("opening_money", "£ from before", MONEY, opening, done.books.opening.pence),
        of("received", "£ received", "money_council", "money_person", "money_nhs", "money_other"),
        *(spent(f"spent_{number}", f"£ spent: {account}", account) for number, account in enumerate(SPENT)),
        of("turned_money", "£ for hours turned", "to_money"),
        of("back_money", "£ turned into hours", "to_hours", sign=-1),
        of("saved_money", "£ put aside", "put_aside", "taken_back", sign=-1),
        of("ended_money", "£ ended", "given_back", "run_out", sign=-1),
        Figure("left_money", "£ left", MONEY, f"{opening}+SUM({entries})", done.books.closing.pence),
        Figure("pots_money", "£ in pots", MONEY, f"SUM({pots})", done.books.saved.pence),
    )


def _signed(sign: int, expression: str) -> str:
    return expression if sign > 0 else f"-({expression})"


def scaled(figure: Figure) -> str:
    """A figure in hours or pounds, as an expression."""
    divisor = f"({MINUTES}*{known('parts')})" if figure.unit == HOURS else "100"
    return f"({figure.expression})/{divisor}"


def scaled_value(done: Done, figure: Figure) -> float:
    """A figure in hours or pounds."""
    return done.hours(figure.value) if figure.unit == HOURS else figure.value / 100


def in_words(unit: str, cell: str) -> str:
    """A figure as it is said, `3½ hours` or `£15.93`, as an expression of the cell that it stands in."""
    if unit == MONEY:
        return f'IF({cell}<0,"−","")&"£"&TEXT(ABS({cell}),"#,##0.00")'
    whole = f"INT(ABS({cell}))"
    part = f'CHOOSE(MOD(ROUND(ABS({cell})*4,0),4)+1,"","¼","½","¾")'
    quarters = f'IF(OR({whole}>0,{cell}=0),{whole}&"","")&{part}'
    figure = f'IF(MOD(ROUND({cell}*4,6),1)=0,{quarters},ROUND(ABS({cell}),2)&"")'
    return f'IF({cell}<0,"−","")&{figure}&IF(AND(ABS({cell})>0,ABS({cell})<=1)," hour"," hours")'


def said(unit: str, value: float) -> str:
    """A figure as it is said."""
    sign = "−" if value < 0 else ""
    size = abs(value)
    if unit == MONEY:
        return f"{sign}£{size:,.2f}"
    quarters = round(size * 4, 6)
    if quarters % 1:
        figure = f"{half_up(Fraction(size) * 100) / 100:g}"
    else:
        figure = (f"{int(size)}" if int(size) or not size else "") + FRACTIONS[int(quarters) % 4]
    return f"{sign}{figure} {'hour' if 0 < size <= 1 else 'hours'}"
