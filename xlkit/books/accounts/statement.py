"""Statement: a fund told to the person whose it is, in sentences, on one page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from xlkit.books.accounts.check import figure_cells
from xlkit.books.accounts.done import Done
from xlkit.books.accounts.figures import Figure, figures, said, scaled_value
from xlkit.books.respondent.form import literal, print_on_a4, protect, sentence
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.styles import FONT, INK, NAVY, TEAL
from xlkit.days import day_of
from xlkit.fund.division import half_up

NAME, TITLE = "Statement", "What happened with your hours and your money"
WIDTHS = (72, 12)
LINE = 21.0  # points that a line of 16-point letters takes
ACROSS = 58  # letters of that size that a line surely holds
BREAK = "CHAR(10)"
# Each sentence with the figure that has to be there for it to be said, and its sign.
HOURS = (
    ("opening", 1, "You had {opening} left from before."),
    ("given", 1, "You were given {given}."),
    ("used", 1, "You used {used}."),
    ("saved", 1, "You put {saved} aside for later."),
    ("saved", -1, "You took hours back that you had put aside."),
    ("turned", 1, "You turned {turned} into {turned_money}."),
    ("back", 1, "You turned {back_money} into {back}."),
    ("ended", 1, "{ended} ended: they went back, or ran out."),
    ("revalued", 1, "The rate changed, and that gave you {revalued}."),
    ("revalued", -1, "The rate changed, and your hours changed with it: {revalued}."),
)
MONEY = (
    ("opening_money", 1, "You had {opening_money} left from before."),
    ("received", 1, "{received} came in for you."),
    ("turned_money", 1, "{turned_money} came from hours that you turned into money."),
    ("spent_0", 1, "You spent {spent_0} on support."),
    ("spent_1", 1, "You spent {spent_1} with another provider."),
    ("spent_2", 1, "You spent {spent_2} on things you chose to buy."),
    ("spent_3", 1, "{spent_3} paid for running the service."),
    ("saved_money", 1, "You put {saved_money} aside for later."),
    ("ended_money", 1, "{ended_money} ended: it went back, or ran out."),
)
HOURS_LEFT, MONEY_LEFT = "You have {left} left.", "You have {left_money} left."
CHARTED = (("given", "Given"), ("used", "Used"), ("pots", "Saved"), ("left", "Left"))


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: whether it is said, and what it says, each as an expression and as it is now."""

    condition: str
    holds: bool
    expression: str
    text: str


def write(book: Book, done: Done, *, is_live: bool = True) -> None:
    """Add the sheet; one that is not live holds what it says alone, and needs no other sheet."""
    sheet = book.sheet(NAME)
    sheet.widths(WIDTHS)
    facts = done.entered.facts
    put = _put_live if is_live else _put_plain
    sheet.text(0, 0, TITLE, sheet.styles["title"])
    sheet.height(0, 34)
    code, begins, ends = (done.page.fact(name) for name in ("subject", "begins", "ends"))
    shown = [text for name in ("begins", "ends") if (found := facts.day(name)) and (text := day_of(found))]
    until = f'IF({ends}="",""," to "&{_day(ends)})'
    period = f'="Fund "&{code}&IF({begins}="","",", "&{_day(begins)}&{until})'
    subject = facts.text("subject") or done.page.form.identity.subject
    words = f"Fund {subject}" + (f", {' to '.join(shown)}" if facts.day("begins") else "")
    put(sheet, (1, 0), period, words, "told_label")
    sheet.height(1, 26)
    own = {figure.name: figure for figure in figures(done)}
    row = _paragraph(sheet, put, (3, 7), _hours(done, own))
    row = _paragraph(sheet, put, (row, 7), _money(done, own))
    row = _paragraph(sheet, put, (row, 4), [_of_pots(done, own), _of_plan(done)])
    row = _facts(sheet, put, done, row)
    last = _chart(book, sheet, put, done, own, row)
    sheet.raw.set_footer("&L&A")
    protect(sheet, done.page.form)
    print_on_a4(sheet, done.page.form.words, WIDTHS, upright=True, last_row=last)


Put: TypeAlias = Callable[[Sheet, tuple[int, int], str, float | str | None, str], None]


def _put_live(sheet: Sheet, at: tuple[int, int], formula: str, value: float | str | None, role: str) -> None:
    sheet.formula(*at, formula, value, sheet.styles[role])


def _put_plain(sheet: Sheet, at: tuple[int, int], _formula: str, value: float | str | None, role: str) -> None:
    cells.put(sheet, *at, value, role)


def _day(cell: str) -> str:
    return f'TEXT({cell},"d mmmm yyyy")'


def _paragraph(sheet: Sheet, put: Put, at: tuple[int, int], sentences: Sequence[Told]) -> int:
    """Some sentences, each on a line of its own, in one cell of so many lines, but for what is not so; the next row."""
    row, lines = at
    pieces = (f'IF({told.condition},{told.expression}&{BREAK},"")' for told in sentences)
    text = "".join(f"{told.text}\n" for told in sentences if told.holds)
    put(sheet, (row, 0), f"={'&'.join(pieces)}", text or None, "told")
    # What a formula says changes, so there is room for more; what stays is as high as it is long.
    room = lines if put is _put_live else 1 + sum(1 + len(said) // ACROSS for said in text.splitlines())
    sheet.height(row, room * LINE)
    return row + 1


def _hours(done: Done, own: Mapping[str, Figure]) -> Sequence[Told]:
    told = _told(done, own, HOURS)
    return [*told, _left(done, own, HOURS_LEFT, told)]


def _money(done: Done, own: Mapping[str, Figure]) -> Sequence[Told]:
    told = _told(done, own, MONEY)
    return [*told, _left(done, own, MONEY_LEFT, told)]


def _left(done: Done, own: Mapping[str, Figure], text: str, others: Sequence[Told]) -> Told:
    """What is left, where anything came or went."""
    condition = f"OR({','.join(told.condition for told in others)})"
    return _sentence(done, own, text, condition, holds=any(told.holds for told in others))


def _told(done: Done, own: Mapping[str, Figure], sentences: Sequence[tuple[str, int, str]]) -> list[Told]:
    places = figure_cells(done)
    return [
        _sentence(
            done,
            own,
            text,
            f"{places[name][0]}{'>' if sign > 0 else '<'}0",
            holds=own[name].value * sign > 0,
        )
        for name, sign, text in sentences
    ]


def _sentence(done: Done, own: Mapping[str, Figure], text: str, condition: str, *, holds: bool) -> Told:
    places = figure_cells(done)
    names = [name for name in own if f"{{{name}}}" in text]
    values = {name: said(own[name].unit, scaled_value(done, own[name])) for name in names}
    expression = sentence(text, **{name: places[name][1] for name in names})
    return Told(condition, holds, expression, text.format(**values))


def _of_pots(done: Done, own: Mapping[str, Figure]) -> Told:
    """What stands in all pots together."""
    places = figure_cells(done)
    hours, money = places["pots"], places["pots_money"]
    some_hours, some_money = f"{hours[0]}<>0", f"{money[0]}<>0"
    joint = f'IF(AND({some_hours},{some_money})," and ","")'
    both = f'IF({some_hours},{hours[1]},"")&{joint}&IF({some_money},{money[1]},"")'
    parts = [said(own[name].unit, scaled_value(done, own[name])) for name in ("pots", "pots_money") if own[name].value]
    expression = f'"In your pots you have saved "&{both}&"."'
    text = f"In your pots you have saved {' and '.join(parts)}."
    return Told(f"OR({some_hours},{some_money})", bool(parts), expression, text)


def _of_plan(done: Done) -> Told:
    """What of every pound of the plan pays for support, and what for running the service."""
    page = done.page
    week, counted = page.column("plan", "week"), page.column("plan", "counts_as")
    running = f"SUMIFS({week},{counted},{page.label('plan', 'counts_as', 'management')})"
    total = f"SUM({page.rows('plan', 'week')})"
    pence = f"ROUND(100*{running}/{total},0)"
    words = "By your plan, out of every £1, {direct}p pays for your support and {running}p for running the service."
    planned = done.planned
    management = sum(
        done.plan_cost(line.number) or 0
        for line in done.entered.lines("plan")
        if line.text("counts_as") == "management"
    )
    share = half_up(Fraction(100 * management, planned)) if planned else 0
    expression = sentence(words, direct=f"(100-{pence})", running=pence)
    return Told(f"{total}>0", planned > 0, expression, words.format(direct=100 - share, running=share))


def _facts(sheet: Sheet, put: Put, done: Done, row: int) -> int:
    """Whom to ask, how to disagree, and who explained it; the next row."""
    for name, words in ASK:
        cell, text = done.page.fact(name), done.entered.facts.text(name)
        before, _, after = words.partition("{}")
        formula = f'=IF({cell}="",{literal(words.format(LINE_TO_FILL))},{literal(before)}&{cell}&{literal(after)})'
        put(sheet, (row, 0), formula, words.format(text or LINE_TO_FILL), "told_text")
        sheet.height(row, 34)
        row += 1
    sheet.text(row, 0, f"My signature: {LINE_TO_FILL}", sheet.styles["told_text"])
    sheet.height(row, 34)
    return row + 2


LINE_TO_FILL = "…………………………"
ASK = (
    ("ask", "If you have a question, ask {}."),
    ("disagree", "If you think that something here is wrong: {}."),
    ("explained_by", "Explained to me by {}."),
)


def _chart(book: Book, sheet: Sheet, put: Put, done: Done, own: Mapping[str, Figure], row: int) -> int:
    """Hours given, used, saved and left, side by side, with the figures beside the bars."""
    places = figure_cells(done)
    for at, (name, label) in enumerate(CHARTED, start=row):
        sheet.text(at, 0, f"Hours: {label.lower()}", sheet.styles["told_text"])
        value = scaled_value(done, own[name])
        put(sheet, (at, 1), f"={places[name][0]}", value, "told_figure")
        sheet.height(at, 22)
    chart, last = book.chart("column"), row + len(CHARTED) - 1
    chart.add_series(
        {
            "name": "Hours",
            "categories": [NAME, row, 0, last, 0],
            "values": [NAME, row, 1, last, 1],
            "fill": {"color": NAVY},
            "border": {"color": TEAL},
            "data_labels": {"value": True, "num_format": "General", "font": {"name": FONT, "size": 12, "color": INK}},
            "gap": 60,
        }
    )
    font = {"name": FONT, "size": 12, "color": INK}
    chart.set_title({"name": "Your hours", "name_font": {**font, "bold": True, "size": 14}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": False}, "visible": False})
    chart.set_size({"width": 760, "height": 240})
    sheet.chart(last + 2, 0, chart, "Four columns: the hours given, used, saved in pots and left.")
    return last + 2 + 13
