"""The workbook of a fund or a block: its sheets in order, with Start, and the kinds that formulas look up."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from xlkit.books.accounts import block, check, fund_tables, statement, tables, texts
from xlkit.books.accounts.check import figures, said, scaled_value
from xlkit.books.accounts.entries import term_on
from xlkit.books.accounts.page import (
    FIRST_KIND,
    KIND_COLUMNS,
    KNOWN,
    KNOWN_COLUMN,
    ORDER,
    TOTALS,
    Done,
    Page,
    Reckoned,
    Row,
    Value,
    done,
    kinds,
    place_of,
)
from xlkit.books.respondent import about, respondent_workbook, start
from xlkit.books.respondent.form import begin, finish, literal, sentence
from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.form import layout
from xlkit.form.accounts import LISTS
from xlkit.form.draft import Draft
from xlkit.form.entered import of_draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Accounts, Instrument
from xlkit.form.layout import START_SAID
from xlkit.fund.agreement import MINUTES
from xlkit.fund.kinds import CORRECTION, KINDS, Kind, Takes
from xlkit.round.round import Round

NOTHING = Draft()
TERM = "[known plan_term]"


def write(
    path: Path,
    instrument: Instrument,
    identity: Identity,
    this_round: Round,
    draft: Draft = NOTHING,
    *,
    force: bool = False,
) -> None:
    """Write one locked workbook of accounts; XlkitError where it cannot be written. `draft` is what stands in it."""
    form = respondent_workbook.form_of(instrument, identity, this_round, draft)
    section = form.instrument.sections[0]
    words = replace(form.words, about=section.title, about_intro=section.hint or ABOUT, start_contents="Contents")
    form = replace(form, words=words)
    page = Page(form, of_draft(draft))
    with books.opened(
        path, form.instrument.title, subject=identity.subject, language=form.instrument.language, force=force
    ) as book:
        if instrument.accounts is Accounts.FUND:
            _write_fund(book, page)
        else:
            block.write(book, page)
        respondent_workbook.hide(book, identity, form.meant)


ABOUT = "What is said once. Fill in the yellow cells."


def _write_fund(book: books.Book, page: Page) -> None:
    kept = done(page)
    reckoned = fund_tables.reckoned(kept)
    _start(book, page, kept)
    about.write(book, page.form)
    texts.look_at_facts(book.pages[page.form.words.about], page)
    pots = page.column("pots", "pot")
    dropdowns = {"what": kinds("label"), "pot": pots}
    for item in page.tables.values():
        own = dropdowns if item.name == "entries" else {}
        sheet = tables.write(book, page, item, reckoned.get(item.name, {}), own)
        if item.name == "plan":
            _above_plan(sheet, kept, reckoned["plan"]["apart"])
    statement.write(book, kept)
    check.write(book, kept)
    _kinds(book, kept)


def _above_plan(sheet: books.Sheet, kept: Done, apart: Reckoned) -> None:
    """Write above the plan, on its first page, what is still to be planned, and what the longer year costs more."""
    column = layout.FIELD_FIRST + list(kept.page.sheets["plan"].letters).index("standard")
    left = (kept.weekly(kept.plan_term) - kept.planned) / 100 if kept.plan_term else None
    to_plan = f'IF({TERM}=0,"",ROUND(INDEX([agreement week],{TERM})-SUM([rows plan week]),2))'
    rows = (Row(kept.page, "plan", line.number) for line in kept.entered.lines("plan"))
    more = round(sum(float(apart.value(row) or 0) for row in rows), 2)
    figures = (("Left to plan, £ a week", left, to_plan), (LONGER_YEAR, more, "ROUND(SUM([rows plan apart]),2)"))
    for row, (label, value, formula) in enumerate(figures):
        cells.line(sheet, row, column - 1, (label, "label"), Cell(value, "shown_money", kept.page.says(formula)))


LONGER_YEAR = "52.14 weeks: £ more a year"
SUBTITLE = "Keep one workbook for each fund, and send it back at the end of the month, quarter or year."
UNSIGNED = (
    "This workbook is not signed: it was written without a control workbook, so nobody can tell later whose it is."
)
STEPS = (
    "Agreement first: a row for what holds from each day on. What was not agreed stays empty; nothing is assumed.",
    "Entries: one row for each thing that happened, below the last one. Pick what happened; the rest follows.",
    "Hours go in quarters: 1.5 is an hour and a half. From a rota in hours and minutes, divide the minutes by 60.",
    "Hours in a pot keep their hours when the rate changes: take them back first if they are to keep their pounds.",
    "A mistake stays as it is. Enter a correction below the last entry, with the number of the entry it takes back.",
    "Put no name anywhere. The fund has a code; people are “the person”, “a friend” or “a neighbour”.",
    "Look at Check, and at the column Check beside each row. Then print Statement and go through it with the person.",
)
SHEETS = {
    "agreement": "What holds from which day on: hours, money, rates, the ratio, and how much may be saved up",
    "plan": "What the person wants, what it costs to the penny, and what is left to plan",
    "nights": "What an evening costs in hours, before anybody decides",
    "entries": "Everything that happened, with what is left after each",
    "pots": "Savings with a name, and how far they are",
    "reconcile": "Totals of the rota and the bank held against this workbook",
}
LAST = {
    statement.NAME: "The account for the person, in sentences, on one page",
    check.NAME: "Whether everything closes, and where to look if not",
    LISTS: "What each kind of entry does to hours and money",
}


def _start(book: Book, page: Page, done: Done) -> None:
    """Add the sheet, which comes first."""
    sheet = start.begin(book, page.form, SUBTITLE)
    at = start.write_lines(sheet, START_SAID + 1, start.whom(page.form))
    at = _standing(sheet, done, at)
    if not page.form.identity.signature:
        start.write_lines(sheet, at, [("Not signed", UNSIGNED)])
        at += 1
    at = start.write_notes(sheet, at + 1, page.form.words.start_how, STEPS) + 1
    named = {page.tables[name].title: words for name, words in SHEETS.items()}
    at = start.contents(sheet, page.form, at, {page.form.words.about: tables.SAID_ONCE, **named, **LAST})
    finish(sheet, page.form, start.WIDTHS, at - 1)


def _standing(sheet: Sheet, done: Done, at: int) -> int:
    """What is left, in words, and how much there is to look at; the next row."""
    own = {figure.name: figure for figure in figures(done)}
    places = check.figure_cells(done)
    left = {name: said(own[name].unit, scaled_value(done, own[name])) for name in ("left", "left_money")}
    formula = sentence(LEFT, **{name: places[name][1] for name in left})
    start.write_figure(sheet, at, "Left now", formula, LEFT.format(**left))
    first, last = check.FIRST + 1, check.FIRST + check.MANY
    wrong = f'{check.NAME}!$B${first}:$B${last},"<>0"'
    words = f"IF(COUNTIF({wrong})=0,{literal(CLOSES)},{sentence(OPEN, many=f'COUNTIF({wrong})')})"
    many = sum(bool(each.value) for each in check.checks(done))
    start.write_figure(sheet, at + 1, "To look at", words, OPEN.format(many=many) if many else CLOSES)
    return at + 2


LEFT = "{left} and {left_money}"
CLOSES, OPEN = (
    "Nothing that this workbook finds; more is looked at once it is back.",
    "{many} of the checks: see the sheet Check.",
)


WIDTHS = (46, 30, 30)
INTRO = "What each kind of entry does. Nothing is typed here."
HEADINGS = ("What happened", "Hours", "Money")
TAKES = {takes: number for number, takes in enumerate(Takes, start=1)}


def _kinds(book: Book, done: Done) -> None:
    """Add the sheet; the columns for formulas are hidden."""
    hidden = KNOWN_COLUMN + 1 - len(WIDTHS)
    sheet = begin(book, LISTS, INTRO, HEADINGS, (*WIDTHS, *(0 for _ in range(hidden))), FIRST_KIND - 1)
    labels = next(field for field in done.page.tables["entries"].fields if field.name == "what")
    for row, name in enumerate(ORDER, start=FIRST_KIND):
        kind, choice = KINDS[name], labels.choice(name)
        texts = (choice.label if choice else name, _does(kind, kind.hours, name), _does(kind, kind.money, name))
        cells.texts(sheet, row, 0, texts, "shown")
        flags = (kind.is_enhanced, kind.turns, kind.moves, kind.is_support)
        for column, figure in enumerate((TAKES[kind.takes], kind.hours, kind.money, *map(int, flags)), start=3):
            sheet.number(row, column, figure)
        total = done.of_kind(name)
        for column, unit in enumerate(TOTALS, start=len(KIND_COLUMNS)):
            formula = f"=SUMIFS([entries {unit}],[entries posted],{place_of(name)})"
            sheet.formula(row, column, done.page.says(formula), getattr(total, unit))
    values = _known_now(done)
    for row, name in enumerate(KNOWN, start=FIRST_KIND):
        sheet.formula(row, KNOWN_COLUMN, f"={done.page.says(KNOWN_BY[name])}", values[name])
    finish(sheet, done.page.form, WIDTHS, FIRST_KIND + len(ORDER) - 1)


def _does(kind: Kind, sign: int, name: str) -> str:
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


RATE = f"INDEX([agreement rate],{TERM})"
KNOWN_BY: Mapping[str, str] = {
    "parts": "LCM([rows agreement ratio_b])",
    "opening_units": f"ROUND(N([fact hours_before])*{MINUTES}*[known parts],0)",
    "opening_pence": "ROUND(N([fact pounds_before])*100,0)",
    "plan_term": term_on("[fact begins]", "[agreement from]"),
    "rate": f'IF({TERM}=0,"",IF(ISNUMBER({RATE}),ROUND({RATE}*100,0),""))',
    "ratio_a": f"IF({TERM}=0,0,INDEX([agreement ratio_a],{TERM}))",
    "ratio_b": f"IF({TERM}=0,1,INDEX([agreement ratio_b],{TERM}))",
}


def _known_now(done: Done) -> Mapping[str, Value]:
    term = done.plan_term
    ratio = term.ratio if term else None
    return {
        "parts": done.books.parts,
        "opening_units": done.books.opening.units,
        "opening_pence": done.books.opening.pence,
        "plan_term": term.number + 1 if term else 0,
        "rate": term.rate if term else None,
        "ratio_a": ratio[0] if ratio else 0,
        "ratio_b": ratio[1] if ratio else 1,
    }
