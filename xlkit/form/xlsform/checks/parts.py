"""What can be wrong with an item's part in the consolidated workbook."""

from collections.abc import Iterator, Sequence
from datetime import date

from xlkit.form.item import Kind, Role, Said
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.checks import rules
from xlkit.form.xlsform.dialect import YES
from xlkit.form.xlsform.form import Asked, blocks, every, settings
from xlkit.form.xlsform.problem import Problem

PICKED = ((Kind.STATEMENTS, Kind.CHOICE), "select_one")
WRITTEN = ((Kind.TEXT,), "text")
OF_REVIEWS = (Role.PROFILE, Role.TOP)
# Each part with the kinds of items that can play it, and the type that their rows have.
KINDS = {
    **dict.fromkeys((Role.RATING, Role.FORECAST, Role.OUTCOME), PICKED),
    Role.GATHER: ((Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE), "text, number or date"),
    Role.SUPPORT: WRITTEN,
    **dict.fromkeys((Role.REGISTER, *OF_REVIEWS), ((Kind.TABLE,), "begin_repeat")),
    Role.SAID: ((Kind.TABLE, Kind.TEXT), "begin_repeat or text"),
    Role.SHARE: ((Kind.INTEGER,), "integer"),
}
ORDERED = (Role.RATING, Role.FORECAST)
DATED = (Role.FORECAST, Role.OUTCOME)


def problems(book: Book) -> Iterator[Problem]:
    """Parts that are known, on rows that can play them, with the ranks and dates they need."""
    days = [each.name for each in settings(book) if isinstance(each.value, date)]
    asked = {item.line.number: item for item in every(blocks(book)) if item.is_answered and not item.is_other}
    wholes = [item.name for item in asked.values() if item.kind is Kind.INTEGER]
    for line in book.lines("survey"):
        role = next((role for role in Role if role == line.text("consolidate").lower()), None)
        if role:
            yield from _part(book, line, role, asked.get(line.number))
        yield from _when(line, role, days)
        yield from _of(line, role, wholes)
    saying = [item for item in asked.values() if item.line.text("consolidate").lower() == Role.SAID]
    for item in saying:
        yield from _said(book, item) if item.kind is Kind.TABLE else _said_by_all(item, [*asked.values()])


def _part(book: Book, line: Line, role: Role, item: Asked | None) -> Iterator[Problem]:
    kinds, wanted = KINDS[role]
    choices = book.lists().get(line.from_list, ())
    if item is None or item.kind not in kinds:
        yield line.problem("consolidate", f"only a {wanted} row of its own can be {role}: leave it empty")
    elif role in ORDERED and not any(choice.text("rank") for choice in choices):
        yield line.problem("consolidate", f"{role} needs choices in order: give them ranks in the sheet choices")
    elif role is Role.OUTCOME and not any(choice.text("reached").lower() in YES for choice in choices):
        yield line.problem("consolidate", "outcome needs a choice that says yes in the column reached of the choices")
    elif role in OF_REVIEWS and not book.setting("holder"):
        yield line.problem(
            "consolidate", f"{role} is a part of a person's review: write person in the settings' holder"
        )
    elif role is Role.TOP and not line.text("wall"):
        yield line.problem("wall", "top says under which heading its rows are picked: write it here")
    elif role in DATED and not line.text("when"):
        yield line.problem("when", f"{role} speaks of a date: name the calculate row that holds it")


def _said(book: Book, table: Asked) -> Iterator[Problem]:
    """A table of what people say has a code, and beside each statement, under a heading, how it may be used."""
    parts = [(field.line.text("said").lower(), field.line) for field in table.fields]
    if [said for said, _ in parts].count(Said.CODE) != 1:
        yield table.line.problem("consolidate", "a table of what people say has one text column that is said: code")
    words: Line | None = None
    for role, line in parts:
        if role == Said.WORDS:
            if words is not None:
                yield words.problem("said", "nothing says how these words may be used: add a column that is said: use")
            yield from rules.filled(line, "wall")
            words = line
        elif role == Said.USE:
            if not all(choice.text("use") for choice in book.lists().get(line.from_list, ())) or words is None:
                yield line.problem("said", "it follows the words it speaks of, and each of its choices has its use")
            words = None
        elif role in (Said.TOLD, Said.SERVICE) and not line.from_list:
            yield line.problem("said", "what is typed here could name somebody, and is shown to many: give it a list")
    if words is not None:
        yield words.problem("said", "nothing says how these words may be used: add a column that is said: use")


def _said_by_all(item: Asked, asked: Sequence[Asked]) -> Iterator[Problem]:
    """A team's own text stands under a heading, and one question says how all of its texts may be used."""
    if item.line.text("said").lower() != Said.HOW:
        yield from rules.filled(item.line, "wall")
    if [each.line.text("said").lower() for each in asked].count(Said.USE) != 1:
        yield item.line.problem("consolidate", "one select_one row that is said: use has to say how it may be used")


def _when(line: Line, role: Role | None, days: Sequence[str]) -> Iterator[Problem]:
    name = line.text("when")
    if name and role not in DATED:
        yield line.problem("when", "only forecast and outcome speak of a date: leave it empty")
    elif name and name not in days:
        advice = f"write {' or '.join(days)}" if days else "add one, such as date('2027-04-30')"
        yield line.problem("when", f"no calculate row that holds a date is named {name!r}: {advice}")


def _of(line: Line, role: Role | None, wholes: Sequence[str]) -> Iterator[Problem]:
    whole = line.text("of")
    if whole and role is not Role.SHARE:
        yield line.problem("of", "only share speaks of a whole: leave it empty")
    elif role is Role.SHARE and (whole not in wholes or whole == line.text("name")):
        yield line.problem("of", f"share is a part of what another integer row counts, and none is named {whole!r}")
