"""Statement: a fund told to the person whose it is, in sentences, on one page.

Each sentence stands in a row of its own. Which of them are said changes with what is entered, so hidden columns hold
all of them with how many are said so far, and the rows that are seen take the first, the second and so on: no gap is
left for what is not said.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct
from xlsxwriter.chart import Chart

from xlkit.books.accounts.check import Figure, figure_cells, figures, said, scaled_value
from xlkit.books.accounts.page import Done
from xlkit.books.respondent.form import finish, literal, sentence
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.styles import FONT, INK, NAVY
from xlkit.days import day_of
from xlkit.fund.division import half_up

NAME, TITLE = "Statement", "What happened with your hours and your money"
# What is told; how many are said so far, every sentence, and the words and figures of the chart.
WIDTHS = (96, 0, 0, 0, 0)
COUNT, SENTENCE, LABEL, FIGURE = range(1, 5)
PICTURE, FIRST = 3, 4  # the row of the chart, and of the first sentence
LINE = 20.0  # points that a line of 16-point letters takes
# Each sentence with the figure that has to be there for it to be said, and its sign; one below nothing is told without.
HOURS = (
    ("opening", 1, "You had {opening} left from before."),
    ("opening", -1, "You began with {opening} too little, as more was used before than you had."),
    ("given", 1, "You were given {given}."),
    ("used", 1, "You used {used}."),
    ("saved", 1, "You put {saved} aside for later."),
    ("saved", -1, "You took {saved} back that you had put aside."),
    ("turned", 1, "You turned {turned} into {turned_money}."),
    ("back", 1, "You turned {back_money} into {back}."),
    ("ended", 1, "Of your hours {ended} ended: they went back, or ran out."),
    ("revalued", 1, "The rate changed, and that gave you {revalued}."),
    ("revalued", -1, "The rate changed, and that took {revalued} from you."),
)
MONEY = (
    ("opening_money", 1, "You had {opening_money} left from before."),
    ("opening_money", -1, "You began with {opening_money} too little, as more was spent before than you had."),
    ("received", 1, "{received} came in for you."),
    ("turned_money", 1, "{turned_money} came from hours that you turned into money."),
    ("back_money", 1, "{back_money} went into hours."),
    ("spent_0", 1, "You spent {spent_0} on support."),
    ("spent_1", 1, "You spent {spent_1} with another provider."),
    ("spent_2", 1, "You spent {spent_2} on things you chose to buy."),
    ("spent_3", 1, "{spent_3} paid for running the service."),
    ("saved_money", 1, "You put {saved_money} aside for later."),
    ("saved_money", -1, "You took {saved_money} back that you had put aside."),
    ("ended_money", 1, "{ended_money} ended: it went back, or ran out."),
)
UNSETTLED = ("This is not settled yet: something in the account has to be put right,", "so figures here may change.")
HOURS_LEFT, MONEY_LEFT = "You have {left} left.", "You have {left_money} left."
# What the chart shows of a fund that holds hours, and of one that holds money alone.
BEFORE = "Before"
IN_HOURS = (
    (BEFORE, ("opening",)),
    ("Given", ("given",)),
    ("Used", ("used",)),
    ("Saved", ("pots",)),
    ("Left", ("left",)),
)
IN_POUNDS = (
    (BEFORE, ("opening_money",)),
    ("Came in", ("received",)),
    ("Spent", tuple(f"spent_{number}" for number in range(4))),
    ("Saved", ("pots_money",)),
    ("Left", ("left_money",)),
)
YOUR_HOURS, YOUR_MONEY = "Your hours", "Your money, in £"
LINE_TO_FILL = "…………………………"
ASK = (
    ("ask", ("If you have a question, ask {}.",)),
    ("disagree", ("If you think that something here is wrong:", "{}.")),
    ("explained_by", ("Explained to me by {}.", "", f"My signature: {LINE_TO_FILL}")),
)


class Told(Struct, frozen=True):
    """One sentence: whether it is said, and what it says, each as an expression and as it is now."""

    condition: str
    holds: bool
    expression: str
    text: str


def write(book: Book, done: Done, *, is_live: bool = True, errors: int = 0) -> None:
    """Add the sheet; one that is not live holds what it says alone, and needs no other sheet.

    It then says first that it is not settled, where there are errors in the account.
    """
    sheet = book.sheet(NAME)
    sheet.widths(WIDTHS)
    facts = done.entered.facts
    put = _put_live if is_live else _put_plain
    sheet.text(0, 0, TITLE, sheet.styles["title"])
    sheet.height(0, 34)
    code, begins, ends = (done.page.fact(name) for name in ("subject", "begins", "ends"))
    shown = [text for name in ("begins", "ends") if (day := facts.day(name)) and (text := day_of(day))]
    until = f'IF(ISNUMBER({ends})," to "&{_day(ends)},"")'
    period = f'="Fund "&{code}&IF(ISNUMBER({begins}),", "&{_day(begins)}&{until},"")'
    subject = facts.text("subject") or done.page.form.identity.subject
    words = f"Fund {subject}" + (f", {' to '.join(shown)}" if facts.day("begins") else "")
    put(sheet, (1, 0), period, words, "told_label")
    sheet.height(1, 26)
    own = {figure.name: figure for figure in figures(done)}
    _chart(book, sheet, put, done, own)
    unsettled = UNSETTLED[: 2 if errors else 0]
    first = [Told("TRUE", holds=True, expression='""', text=text) for text in unsettled]
    last = _lines(sheet, [*first, *_all(done, own)], is_live=is_live)
    finish(sheet, done.page.form, WIDTHS[:1], last)
    sheet.raw.fit_to_pages(1, 1)  # letters of more than 14 points, also where everything is said
    sheet.raw.set_footer("&L&A")


Put: TypeAlias = Callable[[Sheet, tuple[int, int], str, float | str | None, str], None]


def _put_live(sheet: Sheet, at: tuple[int, int], formula: str, value: float | str | None, role: str) -> None:
    sheet.formula(*at, formula, value, sheet.styles[role])


def _put_plain(sheet: Sheet, at: tuple[int, int], _formula: str, value: float | str | None, role: str) -> None:
    cells.put(sheet, *at, value, role)


def _day(cell: str) -> str:
    return f'TEXT({cell},"d mmmm yyyy")'


def _lines(sheet: Sheet, told: Sequence[Told], *, is_live: bool) -> int:
    """Write what is said, a row for each sentence and none between for what is not; the last row."""
    now = [line.text for line in told if line.holds]
    if not is_live:
        for row, text in enumerate(now, start=FIRST):
            sheet.text(row, 0, text, sheet.styles["told"])
            sheet.height(row, LINE)
        return FIRST + len(now) - 1
    last, so_far = FIRST + len(told), 0
    for row, line in enumerate(told, start=FIRST):
        place, so_far = row - FIRST, so_far + line.holds
        before = f"N($B{row})+" if place else ""
        sheet.formula(row, COUNT, f"={before}IF({line.condition},1,0)", so_far)
        text_now = line.text if line.holds else None
        sheet.formula(row, SENTENCE, f'=IF({line.condition},{line.expression},"")', text_now or None)
        row_of_it = f"MATCH({place + 1},$B${FIRST + 1}:$B${last},0)"
        shown = now[place] if place < len(now) else ""
        formula = f'=IFERROR(INDEX($C${FIRST + 1}:$C${last},{row_of_it}),"")'
        sheet.formula(row, 0, formula, shown or None, sheet.styles["told"])
        sheet.height(row, LINE)
    return last - 1 - EXCLUSIVE


# Sentences of what is below nothing, each in the place of one of what is above it.
EXCLUSIVE = sum(sign < 0 for _, sign, _ in (*HOURS, *MONEY))


def _all(done: Done, own: Mapping[str, Figure]) -> Sequence[Told]:
    """Every sentence in order, with an empty line after what is told of hours, of money, and of what is to come."""
    hours, money = _told(done, own, HOURS), _told(done, own, MONEY)
    hours.append(_left(done, own, HOURS_LEFT, hours))
    money.append(_left(done, own, MONEY_LEFT, money))
    rest = [_of_pots(done, own), *_of_plan(done)]
    parts = (each for told in (hours, money, rest) for each in (*told, _line_after(told)))
    return [*parts, *_facts(done)]


def _line_after(told: Sequence[Told]) -> Told:
    """An empty line, where something stands before it."""
    condition = f"OR({','.join(each.condition for each in told)})"
    return Told(condition, any(each.holds for each in told), '""', "")


def _left(done: Done, own: Mapping[str, Figure], text: str, others: Sequence[Told]) -> Told:
    """What is left, where anything came or went."""
    about = _line_after(others)
    return _sentence(done, own, text, about.condition, holds=about.holds)


def _told(done: Done, own: Mapping[str, Figure], sentences: Sequence[tuple[str, int, str]]) -> list[Told]:
    told = []
    for name, sign, text in sentences:
        condition, holds = f"{figure_cells(done)[name][0]}{'>' if sign > 0 else '<'}0", own[name].value * sign > 0
        told.append(_sentence(done, own, text, condition, holds=holds, is_below=sign < 0))
    return told


def _sentence(
    done: Done, own: Mapping[str, Figure], text: str, condition: str, *, holds: bool, is_below: bool = False
) -> Told:
    """A sentence with its figures; where it says itself that they are below nothing, without their signs."""
    places = figure_cells(done)
    names = [name for name in own if f"{{{name}}}" in text]
    values = {name: said(own[name].unit, scaled_value(done, own[name])) for name in names}
    cells_of = {name: places[name][1] for name in names}
    if is_below:
        values = {name: words.replace("−", "") for name, words in values.items()}
        cells_of = {name: f'SUBSTITUTE({cell},"−","")' for name, cell in cells_of.items()}
    expression = sentence(text, **cells_of)
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


def _of_plan(done: Done) -> Sequence[Told]:
    """What of every pound of the plan pays for support, and what for running the service, on two lines."""
    total = done.page.says("SUM([rows plan week])")
    running = done.page.says("SUMIFS([plan week],[plan counts_as],[label plan counts_as management])")
    pence = f"ROUND(100*{running}/{total},0)"
    planned = done.planned
    management = sum(
        done.plan_cost(line.number) or 0
        for line in done.entered.lines("plan")
        if line.text("counts_as") == "management"
    )
    share = half_up(Fraction(100 * management, planned)) if planned else 0
    return [
        Told(f"{total}>0", planned > 0, sentence(words, share=part), words.format(share=value))
        for words, part, value in (
            ("By your plan, out of every £1, {share}p pays for your support", f"(100-{pence})", 100 - share),
            ("and {share}p for running the service.", pence, share),
        )
    ]


def _facts(done: Done) -> list[Told]:
    """Whom to ask, how to disagree, and who explained it."""
    told = []
    for name, lines in ASK:
        cell, text = done.page.fact(name), done.entered.facts.text(name)
        for words in lines:
            before, gap, after = words.partition("{}")
            blank = literal(words.format(LINE_TO_FILL))
            filled = f'IF({cell}="",{blank},{literal(before)}&{cell}&{literal(after)})'
            expression, text_now = filled if gap else literal(words), words.format(text or LINE_TO_FILL)
            told.append(Told("TRUE", holds=True, expression=expression, text=text_now))
    return told


def _chart(book: Book, sheet: Sheet, put: Put, done: Done, own: Mapping[str, Figure]) -> None:
    """Hours given, used, saved and left side by side, each figure above its column; money of a fund without hours."""
    places = figure_cells(done)
    hours = [name for name, figure in own.items() if figure.unit == "hours"]
    is_hours = any(own[name].value for name in hours)
    asked = f"OR({','.join(f'{places[name][0]}<>0' for name in hours)})"
    title = YOUR_HOURS if is_hours else YOUR_MONEY
    put(sheet, (2, 0), f"=IF({asked},{literal(YOUR_HOURS)},{literal(YOUR_MONEY)})", title, "told_label")
    for row, (of_hours, of_money) in enumerate(zip(IN_HOURS, IN_POUNDS, strict=True), start=FIRST):
        label, names = of_hours if is_hours else of_money
        put(sheet, (row, LABEL), f"=IF({asked},{literal(of_hours[0])},{literal(of_money[0])})", label, "told")
        sums = ["+".join(places[name][0] for name in each) for _, each in (of_hours, of_money)]
        exact = round(sum(scaled_value(done, own[name]) for name in names), 6)
        value = half_up(Fraction(repr(exact)) * 100) / 100
        put(sheet, (row, FIGURE), f"=ROUND(ROUND(IF({asked},{','.join(sums)}),6),2)", value, "told")
    sheet.height(PICTURE - 1, 24)
    sheet.height(PICTURE, 128)
    sheet.chart(PICTURE, 0, _columns(book), "Five columns, with the figures that the sentences below tell.")


def _columns(book: Book) -> Chart:
    chart, last = book.chart("column"), FIRST + len(IN_HOURS) - 1
    font = {"name": FONT, "size": 12, "color": INK}
    chart.add_series(
        {
            "categories": [NAME, FIRST, LABEL, last, LABEL],
            "values": [NAME, FIRST, FIGURE, last, FIGURE],
            "fill": {"color": NAVY},
            "data_labels": {"value": True, "num_format": "General", "font": font},
            "gap": 60,
        }
    )
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": font, "label_position": "low"})  # below columns that go below nothing
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": False}, "visible": False})
    chart.set_size({"width": 640, "height": 164})
    chart.set_plotarea({"layout": {"x": 0.02, "y": 0.16, "width": 0.96, "height": 0.64}})  # room for the figures above
    chart.show_hidden_data()
    return chart
