"""Months: which months of the accounts of funds are in, which are late, and which do not close."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from xlkit.days import MONTHS
from xlkit.returns.completed import Return, TableRow
from xlkit.returns.entered import entered
from xlkit.returns.issues import Issue, Severity

GRACE = timedelta(weeks=2)  # that a month has after its end before it is called late
MOST = 24  # months that are told of


class Month(StrEnum):
    """How a month of a fund stands."""

    IN = "in"
    OPEN = "does not close"
    LATE = "late"
    DUE = "due"


MANY = {Month.OPEN: "do not close"}  # of several, where it is said otherwise than of one


class Account(Struct, frozen=True):
    """The account in a fund's workbook: from when to when, up to when it is closed, and the days with an error."""

    begins: date | None = None
    ends: date | None = None
    closed_to: date | None = None
    broken: frozenset[date] = frozenset()

    def standing(self, month: date, as_at: date) -> Month | None:
        """How a month, named by its first day, stands; None where it is not over, or none of this account."""
        last = _last_day(month)
        if (self.begins and last < self.begins) or (self.ends and month > self.ends):
            return None
        if any(self._told_in(day, as_at) == month for day in self.broken):
            return Month.OPEN
        if self.closed_to and self.closed_to >= min(last, self.ends or last):
            return Month.IN
        if last >= as_at:
            return None
        return Month.LATE if as_at - last > GRACE else Month.DUE

    def _told_in(self, day: date, as_at: date) -> date:
        """The month in which an error is told: that of its day or, where no month is told of that, the nearest."""
        last = min(self.ends or as_at, as_at)
        return max(min(day, last), self.begins or last).replace(day=1)


NOT_BACK = Account()


def account_of(completed: Return, issues: Iterable[Issue]) -> Account:
    """The account that a workbook keeps; an error is of the day of its row, one without a day of the first."""
    facts = entered(completed).facts
    begins = facts.day("begins")
    errors = (issue for issue in issues if issue.severity is Severity.ERROR)
    broken = frozenset(_day_of(issue, completed.rows) or begins or date.max for issue in errors)
    return Account(begins, facts.day("ends"), facts.day("closed_to"), broken)


def months_of(accounts: Collection[Account], as_at: date) -> tuple[date, ...]:
    """The months that some accounts speak of and that have begun, by their first days, the last ones of very many."""
    begins = [account.begins for account in accounts if account.begins]
    ends = [account.ends or as_at for account in accounts]
    return tuple(_months(min(begins), min(max(ends), as_at)))[-MOST:] if begins else ()


def lines(accounts: Collection[Account], as_at: date) -> Iterator[str]:
    """Each month with how many funds stand how in it, such as `April 2027: 4 in, 1 late`."""
    for month in months_of(accounts, as_at):
        standings = Counter(account.standing(month, as_at) for account in accounts)
        counts = ((standings[each], each) for each in Month if standings[each])
        words = ", ".join(f"{many} {MANY.get(each, each) if many > 1 else each}" for many, each in counts)
        if words:
            yield f"{named(month)}: {words}"


def named(month: date) -> str:
    """A month, by its first day, as it is called: `April 2027`."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _day_of(issue: Issue, rows: Iterable[TableRow]) -> date | None:
    """The day of the row that an issue stands in."""
    cell = issue.cell
    for row in rows:
        places = [answer.cell for answer in row.answers if answer.cell]
        if cell and any((place.sheet, place.row) == (cell.sheet, cell.row) for place in places):
            return next((answer.value for answer in row.answers if isinstance(answer.value, date)), None)
    return None


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _last_day(month) + timedelta(days=1)


def _last_day(month: date) -> date:
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)
