"""What can be wrong with an item's part in the consolidated workbook."""

from collections.abc import Iterator, Sequence
from datetime import date

from xlkit.form.item import Kind, Role
from xlkit.form.xlsform.checks import rules
from xlkit.form.xlsform.dialect import YES
from xlkit.form.xlsform.form import Asked, blocks, every
from xlkit.form.xlsform.names import settings
from xlkit.form.xlsform.problem import Problem
from xlkit.form.xlsform.rows import list_of
from xlkit.form.xlsform.workbook import Book, Line

PICKED = ((Kind.STATEMENTS, Kind.CHOICE), "select_one")
WRITTEN = ((Kind.TEXT,), "text")
# Each part with the kinds of items that can play it, and the type that their rows have.
KINDS = {
    **dict.fromkeys((Role.RATING, Role.FORECAST, Role.OUTCOME), PICKED),
    **dict.fromkeys((Role.GATHER, Role.SUPPORT), WRITTEN),
    Role.REGISTER: ((Kind.TABLE,), "begin_repeat"),
}
ORDERED = (Role.RATING, Role.FORECAST)
DATED = (Role.FORECAST, Role.OUTCOME)


def problems(book: Book) -> Iterator[Problem]:
    """Parts that are known, on rows that can play them, with the ranks and dates they need."""
    days = [each.name for each in settings(book) if isinstance(each.value, date)]
    asked = {item.line.number: item for item in every(blocks(book)) if item.is_answered and not item.is_other}
    for line in book.lines("survey"):
        yield from rules.one_of(line, "consolidate", [role.value for role in Role])
        role = next((role for role in Role if role == line.text("consolidate").lower()), None)
        if role:
            yield from _part(book, line, role, asked.get(line.number))
        yield from _when(line, role, days)


def _part(book: Book, line: Line, role: Role, item: Asked | None) -> Iterator[Problem]:
    kinds, wanted = KINDS[role]
    choices = book.lists().get(list_of(line), ())
    if item is None or item.kind not in kinds:
        yield line.problem("consolidate", f"only a {wanted} row of its own can be {role}: leave it empty")
    elif role in ORDERED and not any(choice.text("rank") for choice in choices):
        yield line.problem("consolidate", f"{role} needs choices in order: give them ranks in the sheet choices")
    elif role is Role.OUTCOME and not any(choice.text("reached").lower() in YES for choice in choices):
        yield line.problem("consolidate", "outcome needs a choice that says yes in the column reached of the choices")
    elif role in DATED and not line.text("when"):
        yield line.problem("when", f"{role} speaks of a date: name the calculate row that holds it")


def _when(line: Line, role: Role | None, days: Sequence[str]) -> Iterator[Problem]:
    name = line.text("when")
    if name and role not in DATED:
        yield line.problem("when", "only forecast and outcome speak of a date: leave it empty")
    elif name and name not in days:
        advice = f"write {' or '.join(days)}" if days else "add one, such as date('2027-04-30')"
        yield line.problem("when", f"no calculate row that holds a date is named {name!r}: {advice}")
