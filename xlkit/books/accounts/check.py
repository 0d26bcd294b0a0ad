"""Check: every figure of a fund's statement, one account of it each, and whether all closes."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from xlkit.books.accounts import fund_tables, texts
from xlkit.books.accounts.page import HOUR, SUPPORT, Columns, Done, Row, total
from xlkit.books.respondent.form import begin, finish, literal
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.form.accounts import FACTS
from xlkit.fund import amounts
from xlkit.fund.agreement import MINUTES
from xlkit.fund.checks import below_at_opening
from xlkit.fund.division import half_up
from xlkit.fund.kinds import KINDS, SPENT, Account

HOURS, MONEY = "hours", "money"


class Figure(Struct, frozen=True):
    """One figure: what it is called, in what it is counted, and its units or pence as an expression and as a value."""

    name: str
    label: str
    unit: str
    expression: str
    value: int


LEFT = "[known opening_{0}]+SUM([rows entries {0}])"


def figures(done: Done) -> tuple[Figure, ...]:
    """Every figure of a fund, hours first; what goes out is above 0 too."""
    return (*_hours(done), *_money(done))


def _hours(done: Done) -> tuple[Figure, ...]:
    def of(name: str, label: str, *kinds: str, sign: int = 1) -> Figure:
        return Figure(name, label, HOURS, _signed(sign, total("units", kinds)), sign * done.of_kind(*kinds).units)

    return (
        Figure("opening", "Hours from before", HOURS, "[known opening_units]", done.books.opening.units),
        of("given", "Hours given", "hours_given"),
        of("used", "Hours used", *SUPPORT, sign=-1),
        of("saved", "Hours put aside", "put_aside", "taken_back", sign=-1),
        of("turned", "Hours turned into money", "to_money", sign=-1),
        of("back", "Money turned into hours", "to_hours"),
        of("ended", "Hours ended", "given_back", "run_out", sign=-1),
        of("revalued", "Hours as the rate changed", "rate_adds", "rate_takes"),
        Figure("left", "Hours left", HOURS, LEFT.format("units"), done.books.closing.units),
        Figure("pots", "Hours in pots", HOURS, "SUM([rows pots units])", done.books.saved.units),
    )


def _money(done: Done) -> tuple[Figure, ...]:
    def of(name: str, label: str, *kinds: str, sign: int = 1) -> Figure:
        return Figure(name, label, MONEY, _signed(sign, total("pence", kinds)), sign * done.of_kind(*kinds).pence)

    def spent(name: str, label: str, account: Account) -> Figure:
        kinds = (each for each, kind in KINDS.items() if kind.other_money is account)
        return of(name, label, *kinds, sign=-1)

    return (
        Figure("opening_money", "£ from before", MONEY, "[known opening_pence]", done.books.opening.pence),
        of("received", "£ received", "money_council", "money_person", "money_nhs", "money_other"),
        *(spent(f"spent_{number}", f"£ spent: {account}", account) for number, account in enumerate(SPENT)),
        of("turned_money", "£ for hours turned", "to_money"),
        of("back_money", "£ turned into hours", "to_hours", sign=-1),
        of("saved_money", "£ put aside", "put_aside", "taken_back", sign=-1),
        of("ended_money", "£ ended", "given_back", "run_out", sign=-1),
        Figure("left_money", "£ left", MONEY, LEFT.format("pence"), done.books.closing.pence),
        Figure("pots_money", "£ in pots", MONEY, "SUM([rows pots pence])", done.books.saved.pence),
    )


def _signed(sign: int, expression: str) -> str:
    return expression if sign > 0 else f"-({expression})"


def scaled(figure: Figure) -> str:
    """A figure in hours or pounds, as an expression."""
    divisor = HOUR if figure.unit == HOURS else "100"
    return f"({figure.expression})/{divisor}"


def scaled_value(done: Done, figure: Figure) -> float:
    """A figure in hours or pounds."""
    return done.hours(figure.value) if figure.unit == HOURS else figure.value / 100


def in_words(unit: str, cell: str) -> str:
    """A figure as it is said, `3½ hours` or `£15.93`, as an expression of the cell that it stands in."""
    sign = f'IF({cell}<0,"−","")'
    if unit == MONEY:
        return f'{sign}&"£"&TEXT(ABS({cell}),"#,##0.00")'
    hours = f'{_quarters(f"ABS({cell})")}&IF(AND(ABS({cell})>0,ABS({cell})<=1)," hour"," hours")'
    is_exact = _is_in_quarters(f"{cell}*{MINUTES}")
    all_minutes = f"IF({is_exact},ROUND(ABS({cell})*{MINUTES * 4},0)/4,MAX(1,ROUND(ABS({cell})*{MINUTES},0)))"
    whole, minutes = f"INT({all_minutes}/{MINUTES})", f"MOD({all_minutes},{MINUTES})"
    before = f'IF({whole}=0,"",{whole}&IF({whole}=1," hour"," hours")&IF({minutes}=0,""," "))'
    rest = f'IF({minutes}=0,"",{_quarters(minutes)}&IF({minutes}>1," minutes"," minute"))'
    words = f'IF({is_exact},"","about ")&{sign}&{before}&{rest}'
    return f"IF({_is_in_quarters(cell)},{sign}&{hours},{words})"


def _is_in_quarters(amount: str) -> str:
    """Whether a number is one of whole quarters, as an expression."""
    return f"MOD(ROUND({amount}*4,6),1)=0"


def _quarters(amount: str) -> str:
    """A number in quarters as it is written, `2½`, as an expression."""
    part = f'CHOOSE(MOD(ROUND({amount}*4,0),4)+1,"","¼","½","¾")'
    return f'IF(OR(INT({amount})>0,{amount}=0),INT({amount})&"","")&{part}'


def said(unit: str, value: float) -> str:
    """A figure as it is said."""
    return amounts.pounds(half_up(Fraction(repr(value)) * 100)) if unit == MONEY else amounts.hours(value)


NAME, INTRO = "Check", "Whether everything closes, and where to look if it does not. Nothing is typed here."
WIDTHS = (46, 16, 30, 22)
HEADINGS = ("What has to hold", "Difference", "In words", "Where")
FIRST = 3
CLOSES, LOOK = "Closes.", "Does not close: look there."
NOTHING, SOME = "Nothing to look at.", "To look at."


class Checked(Struct, frozen=True):
    """One thing that has to hold: its difference, or how much there is to look at, and on which sheet."""

    label: str
    expression: str
    value: float
    table: str
    words: tuple[str, str] = (CLOSES, LOOK)


def write(book: Book, done: Done) -> None:
    """Add the sheet."""
    sheet = begin(book, NAME, INTRO, HEADINGS, WIDTHS)
    titles = {FACTS: done.page.form.words.about, **{name: table.title for name, table in done.page.tables.items()}}
    for row, check in zip(range(FIRST, FIRST + MANY), checks(done), strict=True):
        target, (fine, wrong) = titles[check.table], check.words
        figure = Cell(check.value, "shown_figure", done.page.says(check.expression))
        words = Cell(wrong if check.value else fine, "shown", f"IF(B{row + 1}=0,{literal(fine)},{literal(wrong)})")
        cells.line(sheet, row, 0, (check.label, "named"), figure, words)
        sheet.link(row, 3, target, target, sheet.styles["shown_link"])
    rule = {"type": "cell", "criteria": "!=", "value": 0, "format": sheet.styles["to_look_at"]}
    sheet.conditional(FIRST, 1, FIRST + MANY - 1, 1, rule)
    last = _figures(sheet, done)
    finish(sheet, done.page.form, WIDTHS, last)


def _figures(sheet: Sheet, done: Done) -> int:
    first = first_figure()
    cells.texts(sheet, first - 1, 0, ("Figures of the statement", "Figure", "In words"), "header")
    row = first
    for row, figure in enumerate(figures(done), start=first):
        value, role = scaled_value(done, figure), "shown_money" if figure.unit == MONEY else "shown_figure"
        words = Cell(said(figure.unit, value), "shown", in_words(figure.unit, f"B{row + 1}"))
        cells.line(sheet, row, 0, (figure.label, "named"), Cell(value, role, done.page.says(scaled(figure))), words)
    return row


def first_figure() -> int:
    """The row of the first figure."""
    return FIRST + MANY + 2


MANY = 12  # checks


def figure_cells(done: Done) -> Mapping[str, tuple[str, str]]:
    """The cells of each figure by its name: the figure itself, and its words."""
    rows = enumerate(figures(done), start=first_figure() + 1)
    return {figure.name: (f"{NAME}!$B${row}", f"{NAME}!$C${row}") for row, figure in rows}


def checks(done: Done) -> Sequence[Checked]:
    """What has to hold, in order."""
    own, reckoned = {figure.name: figure for figure in figures(done)}, fund_tables.reckoned(done)
    return (
        _identity("Hours: what was left, came and went is what is left", own, HOURS_SIGNS, "left"),
        _identity("Money: what was left, came and went is what is left", own, MONEY_SIGNS, "left_money"),
        _turned(done),
        *_looks(done, reckoned),
    )


HOURS_SIGNS = {"opening": 1, "given": 1, "used": -1, "saved": -1, "turned": -1, "back": 1, "ended": -1, "revalued": 1}
MONEY_SIGNS = {
    **dict.fromkeys(("opening_money", "received", "turned_money"), 1),
    **dict.fromkeys(("back_money", "saved_money", "ended_money"), -1),
    **{f"spent_{number}": -1 for number in range(4)},
}


def _identity(label: str, own: Mapping[str, Figure], signs: Mapping[str, int], left: str) -> Checked:
    parts = "".join(f"{'+' if sign > 0 else '-'}({own[name].expression})" for name, sign in signs.items())
    value = sum(sign * own[name].value for name, sign in signs.items()) - own[left].value
    return Checked(label, f"{parts.removeprefix('+')}-({own[left].expression})", value, "entries")


def _turned(done: Done) -> Checked:
    """Turned hours and turned pence go opposite ways, entry by entry."""
    turned = [number for number, kind in enumerate(KINDS.values(), start=1) if kind.turns]
    halves = (
        f'COUNTIFS([rows entries posted],{number},[rows entries units],"{hours}",[rows entries pence],"{money}")'
        for number in turned
        for hours, money in (("=0", "<>0"), (">0", ">0"), ("<0", "<0"))
    )
    value = sum(letter == "C" for letter, _ in done.books.broken())
    return Checked("Turned hours and turned money go opposite ways", "+".join(halves), value, "entries")


def _looks(done: Done, reckoned: Mapping[str, Columns]) -> Iterator[Checked]:
    words = (NOTHING, SOME)
    expression, many = texts.of_facts(done.page)
    yield Checked(f"{done.page.form.words.about}: what to put right", expression, many, FACTS, words)
    is_allowed = "[known plan_term]>0,INDEX([agreement overdraw],[known plan_term])=[label agreement overdraw yes]"
    openings = "([known opening_units]<0)+([known opening_pence]<0)"
    unagreed = len(below_at_opening(done.books.fund))
    label = "Left from before: nothing below 0 that was not agreed"
    yield Checked(label, f"IF(IF({is_allowed},FALSE),0,{openings})", unagreed, FACTS, words)
    for table in ("agreement", "plan", "nights", "entries", "pots"):
        value, beside = sum(bool(text) for text in _said(done, reckoned, table)), f'COUNTIF([rows {table} check],"?*")'
        label = f"{done.page.tables[table].title}: rows with something beside them"
        yield Checked(label, beside, value, table, words)
    to_do = (fund_tables.TO_EXPLAIN, *texts.FAULTS)
    open_ = [text for text in _said(done, reckoned, "reconcile") if text in to_do]
    to_explain = "+".join(f"COUNTIF([rows reconcile check],{literal(text)})" for text in to_do)
    yield Checked("Reconcile: rows to explain or to type again", to_explain, len(open_), "reconcile", words)
    below = sum((held.units < 0) + (held.pence < 0) for held in done.books.pots.values())
    gone = 'COUNTIF([rows pots units],"<0")+COUNTIF([rows pots pence],"<0")'
    yield Checked("Pots: none gives more than it holds", gone, below, "pots", words)


def _said(done: Done, reckoned: Mapping[str, Columns], table: str) -> Iterator[object]:
    for line in done.entered.lines(table):
        yield reckoned[table]["check"].value(Row(done.page, table, line.number))
