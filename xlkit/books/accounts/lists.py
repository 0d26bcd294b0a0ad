"""Kinds: what each kind of entry does to hours and money, and what formulas look up."""

from collections.abc import Mapping

from xlkit.books.accounts.done import (
    FIRST_KIND,
    KIND_COLUMNS,
    KNOWN,
    KNOWN_COLUMN,
    ORDER,
    TOTALS,
    Done,
    known,
    place_of,
)
from xlkit.books.accounts.entries import term_on
from xlkit.books.accounts.page import Value
from xlkit.books.respondent.form import begin, finish
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book
from xlkit.form.accounts import LISTS
from xlkit.fund.agreement import MINUTES
from xlkit.fund.kinds import CORRECTION, KINDS, Kind, Takes

WIDTHS = (46, 30, 30)
INTRO = "What each kind of entry does. Nothing is typed here."
HEADINGS = ("What happened", "Hours", "Money")
TAKES = {takes: number for number, takes in enumerate(Takes, start=1)}


def write(book: Book, done: Done) -> None:
    """Add the sheet; the columns for formulas are hidden."""
    hidden = KNOWN_COLUMN + 1 - len(WIDTHS)
    sheet = begin(book, LISTS, INTRO, HEADINGS, (*WIDTHS, *(0 for _ in range(hidden))), FIRST_KIND - 1)
    labels = next(field for field in done.page.tables["entries"].fields if field.name == "what")
    for row, name in enumerate(ORDER, start=FIRST_KIND):
        kind, choice = KINDS[name], labels.choice(name)
        texts = (choice.label if choice else name, _words(kind, kind.hours, name), _words(kind, kind.money, name))
        cells.texts(sheet, row, 0, texts, "shown")
        flags = (kind.is_enhanced, kind.turns, kind.moves, kind.is_support)
        for column, figure in enumerate((TAKES[kind.takes], kind.hours, kind.money, *map(int, flags)), start=3):
            sheet.number(row, column, figure)
        total = done.of_kind(name)
        for column, unit in enumerate(TOTALS, start=len(KIND_COLUMNS)):
            column_of, posted = done.page.column("entries", unit), done.page.column("entries", "posted")
            sheet.formula(row, column, f"=SUMIFS({column_of},{posted},{place_of(name)})", getattr(total, unit))
    values = _values(done)
    for row, (name, formula) in enumerate(_formulas(done).items(), start=FIRST_KIND):
        sheet.formula(row, KNOWN_COLUMN, f"={formula}", values[name])
    finish(sheet, done.page.form, WIDTHS, FIRST_KIND + len(ORDER) - 1)


def _words(kind: Kind, sign: int, name: str) -> str:
    if name == CORRECTION:
        return "the reverse of that entry"
    if not sign:
        return ""
    way = "come in" if sign > 0 else "go out"
    if kind.is_enhanced:
        return f"{way}, by the ratio agreed"
    if kind.moves:
        return "go into the pot" if sign < 0 else "come out of the pot"
    return f"{way}, at the agreed price" if kind.turns else way


def _formulas(done: Done) -> Mapping[str, str]:
    page, minutes = done.page, MINUTES
    agreed = {name: page.column("agreement", name) for name in ("from", "rate", "ratio_a", "ratio_b")}
    term = known("plan_term")
    rate = f"INDEX({agreed['rate']},{term})"
    return {
        "parts": f"LCM({page.rows('agreement', 'ratio_b')})",
        "opening_units": f"ROUND(N({page.fact('hours_before')})*{minutes}*{known('parts')},0)",
        "opening_pence": f"ROUND(N({page.fact('pounds_before')})*100,0)",
        "plan_term": term_on(page.fact("begins"), agreed["from"]),
        "rate": f'IF({term}=0,"",IF({rate}="","",ROUND({rate}*100,0)))',
        "ratio_a": f"IF({term}=0,0,INDEX({agreed['ratio_a']},{term}))",
        "ratio_b": f"IF({term}=0,1,INDEX({agreed['ratio_b']},{term}))",
    }


def _values(done: Done) -> Mapping[str, Value]:
    term = done.plan_term
    ratio = term.ratio if term else None
    values: dict[str, Value] = {
        "parts": done.books.parts,
        "opening_units": done.books.opening.units,
        "opening_pence": done.books.opening.pence,
        "plan_term": term.number + 1 if term else 0,
        "rate": term.rate if term else None,
        "ratio_a": ratio[0] if ratio else 0,
        "ratio_b": ratio[1] if ratio else 1,
    }
    return {name: values[name] for name in KNOWN}
