"""Asked: how many picked each choice of a question, and where the numbers and dates of others lie."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias

from msgspec import Struct

from xlkit.books.consolidated.common import ITEM, REF, SECTION, THEME, item_key
from xlkit.books.consolidated.other_scales.each_answered import AND, is_followed
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf, Value
from xlkit.books.writer.stacking import stacked
from xlkit.books.writer.table import Table, quoted
from xlkit.comparison.disclosure.published import SharedQuestion
from xlkit.comparison.other_scales.questions import DIFFER, Question
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Section
from xlkit.form.item import Choice, Item, Kind
from xlkit.measures import location, picks

Asked: TypeAlias = Question | SharedQuestion
CHOICES, MEASURED = "Choices", "Numbers and dates"
MOST_CHARTS, MOST_BARS = 12, 12
MOST_ROWS = 30  # choices of a question; of a longer list those stand here that somebody picked
LONGEST_SAID = 70  # characters of a question in a sentence
EXTREMES = ("lowest", "highest", "total", "from", "to")  # of single organisations, so not for everybody
INTRO = (
    "How many picked each choice{many}. Nothing is averaged, and blanks are left out. It follows the sheet “{sheet}”."
)
SHARED_INTRO = "How many picked each choice{many}. Nothing is averaged, and blanks are left out."
MANY = "; where any number may be ticked, shares come to more than 100 %"
QUARTERS = {1: ("lower", "Lower quarter"), 2: ("median", "Middle number"), 3: ("upper", "Upper quarter")}
MIDDLE_FORMULA = location.low_median_formula
NAME: Col[Any] = Col("name", "Item name", 24, "line", value=lambda row: row.item.name)
EXPLAINS = {
    "lower": "A quarter of the numbers lie at or below the lower, a quarter at or above the upper quartile; between "
    "two of them they are interpolated (QUARTILE, the same as QUARTILE.INC).",
    "total": "Of whole numbers that were typed; rates, shares and what is worked out do not add up.",
    "middle": "The date in the middle when all are put in order, and of two in the middle the earlier.",
}
LONG = f" Of lists of more than {MOST_ROWS} choices those stand here that somebody picked."
NUMBERS_INTRO = "Where the numbers lie: half of those who answered stand between the two quartiles."
DATES_INTRO = "From when to when the dates reach."
ALT = "Bar chart: how many picked each choice. The figures are in the column “Picked” of the table on this sheet."


class Picked(Struct, frozen=True):
    """One choice of a question; `place` counts the rows of the question from 0, `many` says how many it has."""

    question: Asked
    choice: Choice
    count: int
    place: int
    many: int

    @property
    def section(self) -> Section:
        """The section of the question."""
        return self.question.section

    @property
    def item(self) -> Item:
        """The question."""
        return self.question.item

    @property
    def theme(self) -> Theme | None:
        """The theme of the question."""
        return self.question.theme

    @property
    def said(self) -> str:
        """What is said of the question: the choice that most picked."""
        counted = list(zip(self.question.item.choices, self.question.counts, strict=True))
        labels, counts = [choice.label for choice, _ in counted], [count for _, count in counted]
        return f"{begun(self.item)}{picks.most_often(labels, counts, self.question.n)}"


def begun(item: Item) -> str:
    """A question as the beginning of a sentence that answers it, on one line and not too long."""
    text = " ".join(item.title.split())
    text = text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1].rstrip()}…"
    return f"{text} " if text.endswith(("?", "…", ":")) else f"{text}: "


def rows(questions: Sequence[Asked]) -> Iterator[Picked]:
    """A row for each choice of each question."""
    for question in questions:
        counted = list(zip(question.item.choices, question.counts, strict=True))
        shown = [one for one in counted if one[1]] if len(counted) > MOST_ROWS else counted
        for place, (choice, count) in enumerate(shown):
            yield Picked(question, choice, count, place, len(shown))


def choices(
    questions: Sequence[Asked], title: str, name: str, place: int, each: Table | None = None
) -> SheetOf[Picked] | None:
    """The sheet of all questions with choices, None without any; `each` holds what each organisation answered."""
    asked = [one for one in questions if one.item.choices]
    if not asked:
        return None
    many = MANY if any(one.item.kind is Kind.MANY for one in asked) else ""
    long = LONG if any(len(one.item.choices) > MOST_ROWS for one in asked) else ""
    intro = (INTRO.format(many=many, sheet=each.sheet) if each else SHARED_INTRO.format(many=many)) + long
    return SheetOf(
        sheet=name,
        name=f"Choices_{place}",
        title=f"{CHOICES}: {title}",
        intro=intro,
        columns=(*_first(asked), *_Counts(each, asked).columns()),
        records=list(rows(asked)),
        frozen=3,
        printed="n",
        draw=draw,
    )


def measured(
    questions: Sequence[Asked], title: str, name: str, place: int, each: Table | None = None
) -> tuple[AnySheet, ...]:
    """The tables of numbers and of dates, below each other on one sheet; none without any."""
    dates = [one for one in questions if one.item.kind is Kind.DATE]
    numbers = [one for one in questions if one.item.kind in (Kind.INTEGER, Kind.DECIMAL)]
    made = [
        SheetOf(
            sheet=name,
            name=f"{kind}_{place}",
            title=f"{kind}: {title}",
            intro=intro,
            columns=(*_first(asked), *(one for one in of(each) if each or one.key not in EXTREMES)),
            records=asked,
            frozen=3,
            printed=[one.key for one in of(each) if each or one.key not in EXTREMES][-2],
        )
        for kind, intro, asked, of in (
            ("Numbers", NUMBERS_INTRO, numbers, _numbers),
            ("Dates", DATES_INTRO, dates, _dates),
        )
        if asked
    ]
    return stacked(made, name) if made else ()


def _first(asked: Sequence[Asked]) -> Iterator[Col[Asked | Picked]]:
    yield from (SECTION.as_wide(22), REF.as_wide(9), ITEM.as_wide(44))
    if any(one.theme for one in asked):
        yield THEME.as_wide(22)


class _Counts(Struct, frozen=True):
    """The columns that count choices, from what each organisation answered."""

    each: Table | None
    asked: Sequence[Asked]

    def columns(self) -> Iterator[Col[Picked]]:
        """The choice, how many picked it, and of how many."""
        yield Col("choice", "Choice", 34, value=lambda row: row.choice.label)
        yield Col("count", "Picked", 10, "whole", formula=self._count)
        yield Col(
            *("share", "Share", 10, "share"),
            value=lambda row: row.count / row.question.n if row.question.n else None,
            formula=lambda at: f'=IF({at["n"]}=0,"",{at["count"]}/{at["n"]})',
            explains="Those who picked a choice, of all who answered the question.",
        )
        if any(isinstance(one, Question) and one.differ for one in self.asked):
            yield Col(
                *("differ", "Answers differ", 11, "whole"),
                value=lambda row: row.question.differ if isinstance(row.question, Question) else None,
                formula=lambda at: f"=COUNTIF({self._cells(at)},{quoted(DIFFER)})",
                explains="Organisations whose people picked different choices and agreed on none; not counted.",
            )
        yield Col("n", "Answered (n)", 12, "whole", value=lambda row: row.question.n, formula=self._n)
        yield Col("said", "In words", 60, "line", value=_said, formula=_said_formula)
        yield NAME
        yield Col("choice_name", "Choice name", 18, "line", value=lambda row: row.choice.name)

    def _cells(self, at: At[Picked]) -> str:
        return self.each.span(item_key(at.row.item.name)) if self.each else ""

    def _count(self, at: At[Picked]) -> str | None:
        if not is_followed([at.row.item]):
            return None
        if at.row.item.kind is Kind.MANY:
            return picks.count_among_formula(self._cells(at), at["choice"], AND)
        return picks.count_label_formula(self._cells(at), at["choice"])

    def _n(self, at: At[Picked]) -> str:
        return f'=COUNTIFS({self._cells(at)},"?*",{self._cells(at)},"<>{DIFFER}")'


def _said(row: Picked) -> str | None:
    return row.said if not row.place else None


def _said_formula(at: At[Picked]) -> str | None:
    if at.row.place:
        return None
    labels, counts = (_block(at, key) for key in ("choice", "count"))
    return f"={quoted(begun(at.row.item))}&{picks.most_formula(labels, counts, at['n'])}"


def _block(at: At[Picked], key: str) -> str:
    """The cells of a column in all rows of the question that begins here."""
    return f"{at.table.cell(key, at.place)}:{at.table.cell(key, at.place + at.row.many - 1)}"


def draw(book: Book, table: AnySheet, most: int = MOST_CHARTS) -> list[Drawn]:
    """A chart for each question of few choices, in their order, as far as there is room."""
    begins = [(at, row) for at, row in enumerate(table.records) if not row.place and 1 < row.many <= MOST_BARS]
    return [_chart(book, table, at, row) for at, row in begins[:most]]


def _chart(book: Book, table: AnySheet, at: int, first: Picked) -> Drawn:
    names = [row.choice.label for row in table.records[at : at + first.many]]
    source = charts.Source(table, "choice", first.many, at)
    return charts.counted(book, source, "count", names, ("said", first.said), ALT)


def _numbers(each: Table | None) -> Iterator[Col[Any]]:
    yield _n(each)
    yield _figure("lowest", "Lowest", lambda row: row.quartile(0), each, location.lowest_formula)
    for quarter, (key, name) in QUARTERS.items():
        yield _figure(key, name, partial(_quarter, quarter), each, partial(_quarter_formula, quarter), "two_places")
    yield _figure("highest", "Highest", lambda row: row.quartile(4), each, location.highest_formula)
    yield _figure(
        "total",
        "All together",
        lambda row: row.total,
        each,
        lambda cells: f"=SUM({cells})",
        holds=lambda row: row.total is not None,
    )
    yield NAME


def _quarter(quarter: int, row: Asked) -> float | None:
    return row.quartile(quarter)


def _quarter_formula(quarter: int, cells: str) -> str:
    return location.quartile_formula(cells, quarter)


def _dates(each: Table | None) -> Iterator[Col[Any]]:
    yield _n(each)
    yield _figure("from", "From", lambda row: row.days[0], each, location.lowest_formula, "date")
    yield _figure("middle", "The one in the middle", lambda row: row.middle_day, each, MIDDLE_FORMULA, "date")
    yield _figure("to", "To", lambda row: row.days[-1], each, location.highest_formula, "date")
    yield NAME


def _n(each: Table | None) -> Col[Any]:
    return _figure("n", "Answered (n)", lambda row: row.n, each, lambda cells: f"=COUNT({cells})", "whole")


def _figure(
    key: str,
    name: str,
    value: Callable[[Any], Value],
    each: Table | None,
    formula: Callable[[str], str],
    style: str = "general",
    holds: Callable[[Any], bool] = lambda _: True,
) -> Col[Any]:
    """A column that follows what each organisation answered, in rows of which that holds."""
    return Col(
        *(key, name, 13, style),
        value=value,
        formula=lambda at: formula(each.span(item_key(at.row.item.name))) if each and holds(at.row) else None,
        explains=EXPLAINS.get(key, ""),
    )
