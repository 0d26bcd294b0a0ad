"""Expressions as formulas, in functions of Excel 2010: what one comes to, by what stands in the workbook at the moment.

A number or a day that is blank is an empty text or an error; what is held against another, joined or shown is neither.
"""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct, field

from xlkit.books.respondent.form import literal, text_literal
from xlkit.books.respondent.formula_functions import NUMBERS, TEXTS, TRUTHS, TooLongError
from xlkit.form.evaluation import SORTS, sort_of
from xlkit.form.expression import Call, Column, Constant, Expression, Literal, Named, Pairs, Sort
from xlkit.form.functions import DECIMALS, FETCHED
from xlkit.form.item import Item, Kind
from xlkit.form.workings import stored

TRUE, FALSE = "TRUE", "FALSE"
EXACT_FROM = date(1900, 3, 1)  # Excel has a day before it that never was
LONGEST = 8_000  # characters of a formula; Excel takes 8,192
NUMBERED = (Sort.NUMBER, Sort.DAY)
PICKS = ("if", "coalesce", "once")


class Speaking(Struct, frozen=True):
    """Where what an expression speaks of stands: the clean values of items by name, and what is asked under each.

    `near` are answers that stand in cells as they are typed: those of a row of a table, and the one that a constraint
    is about. `columns` gives the cells of a table's column, `counts` in how many rows something stands in it.
    `fetched` gives what stands in one of many places, of columns and of files by their names, as a formula that goes on
    after the number or the key of the place.
    """

    values: Mapping[str, str]
    items: Mapping[str, Item]
    near: Mapping[str, tuple[Item, str]] = field(default_factory=dict)
    columns: Mapping[Column, str] = field(default_factory=dict)
    fetched: Mapping[Expression | str, tuple[Item, str, str]] = {}
    counts: Mapping[Column, str] = field(default_factory=dict)

    def condition(self, expression: Expression) -> str:
        """A condition, without an equals sign; what it cannot know of is blank. Raises TooLongError."""
        return _short(self.truth(expression))

    def result(self, expression: Expression) -> str:
        """What an expression comes to: a number, a day or a text, which is empty where it is nothing."""
        is_number = self.sort(expression) in NUMBERED
        return _short(f'IFERROR({self.number(expression) if is_number else self.text(expression)},"")')

    def sort(self, expression: Expression) -> Sort:
        """The sort of what an expression comes to."""
        return sort_of(expression, lambda name: self._sort_of_item(self.item(name)))

    def item(self, name: str) -> Item | None:
        """What is asked or worked out under a name."""
        return self.near[name][0] if name in self.near else self.items.get(name)

    def _sort_of_item(self, item: Item | None) -> Sort:
        return Sort.BLANK if item is None else SORTS.get(item.kind, Sort.TEXT)

    def truth(self, expression: Expression) -> str:
        """Whether something is so, never an error."""
        if isinstance(expression, Literal) and isinstance(expression.value, bool):
            return TRUE if expression.value else FALSE
        if self.sort(expression) is Sort.TRUTH and isinstance(expression, Call):
            is_picked = expression.function in PICKS
            return _short(self._picked(expression, self.truth, "{}") if is_picked else self._told(expression))
        if self.sort(expression) in NUMBERED:
            return f"IFERROR(({self.number(expression)})*1<>0,FALSE)"
        return f'({self.text(expression)})<>""'

    def _told(self, call: Call) -> str:
        function, parts = call.function, call.parts
        if function in ("and", "or"):
            return f"{function.upper()}({','.join(map(self.truth, parts))})"
        if function in ("=", "!="):
            return self._same(*parts) if function == "=" else f"NOT({self._same(*parts)})"
        if function in ("<", "<=", ">", ">="):
            left, right = map(self.number, parts)
            # To Excel every text is more than any number: times one it is an error.
            return f"IFERROR(({left})*1{function}({right})*1,FALSE)"
        if function in TRUTHS:
            is_one = function == "selected" and self.sort(parts[0]) is not Sort.MANY
            return self._same(*parts) if is_one else TRUTHS[function](self, parts)
        return f"NOT({self.truth(parts[0])})" if function == "not" else self.truth(parts[0])

    def _same(self, left: Expression, right: Expression) -> str:
        sorts = {self.sort(left), self.sort(right)}
        if Sort.BLANK in sorts:
            return self._is_blank(left if self.sort(right) is Sort.BLANK else right)
        if sorts <= {Sort.NUMBER, Sort.TRUTH} or sorts == {Sort.DAY}:
            is_same = f"IFERROR(({self.number(left)})*1=({self.number(right)})*1,FALSE)"
            if isinstance(right, Literal):
                return is_same
            return f"OR({is_same},AND({self._is_blank(left)},{self._is_blank(right)}))"
        return f"EXACT({self.text(left)},{self.text(right)})"

    def _is_blank(self, expression: Expression) -> str:
        if self.sort(expression) in NUMBERED:
            return f"NOT(ISNUMBER({self.number(expression)}))"
        return f'({self.text(expression)})=""'

    def number(self, expression: Expression) -> str:
        """A number or a day; where it is blank, an empty text or an error."""
        if isinstance(expression, Literal):
            return _number_literal(expression.value)
        if isinstance(expression, Named):
            return self._number_named(expression.name)
        if not isinstance(expression, Call):
            raise TooLongError
        if self.sort(expression) is Sort.TRUTH:
            return f"IF({self.truth(expression)},1,0)"
        if self.sort(expression) not in NUMBERED:
            return f"VALUE({self.text(expression)})"
        return _short(self._number_called(expression))

    def _number_called(self, call: Call) -> str:
        if call.function in FETCHED:
            return self._number_in(*self._fetched(call))
        if call.function in PICKS:
            return self._picked(call, self.number, "ISNUMBER({})")
        return NUMBERS[call.function](self, call.parts)

    def _number_named(self, name: str) -> str:
        item = self.item(name)
        if item is None:
            return '""'
        if name not in self.near:
            return self.values[name] if self._sort_of_item(item) in NUMBERED else f"VALUE({self.values[name]})"
        return self._number_in(*self.near[name])

    def _number_in(self, item: Item, cell: str) -> str:
        is_number = self._sort_of_item(item) in NUMBERED
        return _short(f'IF(ISNUMBER({cell}),{cell},"")' if is_number else f"VALUE({self._text_in(item, cell)})")

    def _fetched(self, call: Call) -> tuple[Item, str]:
        """The cell that a function takes from many, with the item that is asked there."""
        place, wanted = call.parts
        of_file = isinstance(place, Pairs)
        key = self.text(wanted) if of_file else f"ROUND({self.number(wanted)},{DECIMALS})"
        item, before, after = self.fetched[place.name if isinstance(place, Pairs) else place]
        return item, f"{before}{key}{after}"

    def cells(self, expression: Expression) -> str:
        """What can be gathered: the cells of a table's column, or a number by itself, blank where it is none."""
        if isinstance(expression, Column):
            return self.columns[expression]
        if isinstance(expression, Named) and expression.name in self.near:
            return self.near[expression.name][1]
        # An empty text in a cell is passed over, and among values it would be an error.
        number = self.number(expression)
        return number if isinstance(expression, Named | Literal) else f"N(IFERROR(({number})*1,0))"

    def counted(self, column: Column) -> str:
        """In how many rows of a table something stands, or stands in one of its columns."""
        return self.counts[column]

    def text(self, expression: Expression) -> str:
        """A text, never an error."""
        if isinstance(expression, Literal) and isinstance(expression.value, str):
            return text_literal(expression.value)
        sort = self.sort(expression)
        if sort is Sort.TRUTH:
            return f'IF({self.truth(expression)},"true","false")'
        if sort in NUMBERED:
            number = self.number(expression)
            shown = f'TEXT(({number})*1,"dd/mm/yyyy")' if sort is Sort.DAY else f'ROUND({number},{DECIMALS})&""'
            return f'IFERROR({shown},"")'
        if isinstance(expression, Named):
            return self._text_named(expression.name)
        if isinstance(expression, Call):
            return _short(self._text_called(expression))
        raise TooLongError

    def _text_called(self, call: Call) -> str:
        if call.function in FETCHED:
            return f'IFERROR({self._text_in(*self._fetched(call))},"")'
        if call.function in PICKS:
            return self._picked(call, self.text, '({})<>""')
        if call.function in TEXTS:
            return TEXTS[call.function](self, call.parts)
        raise TooLongError

    def _text_named(self, name: str) -> str:
        item = self.item(name)
        if item is None:
            return '""'
        if name not in self.near:
            return self.values[name]
        return self._text_in(*self.near[name])

    def _text_in(self, item: Item, cell: str) -> str:
        if item.kind is not Kind.CHOICE:
            return f'({cell}&"")'
        # What is picked in a row of a table is known by its label.
        chain = '""'
        for choice in reversed(item.choices):
            chain = _short(f"IF({cell}={literal(choice.label)},{literal(choice.name)},{chain})")
        return chain

    def _picked(self, call: Call, of: Callable[[Expression], str], is_there: str) -> str:
        """One of several values: by a condition, or the first that is there."""
        if call.function == "if":
            so, first, second = call.parts
            return f"IF({self.truth(so)},{of(first)},{of(second)})"
        *before, last = map(of, call.parts)
        for part in reversed(before):
            last = _short(f"IF({is_there.format(part)},{part},{last})")
        return last


def _number_literal(value: Constant) -> str:
    if isinstance(value, date) and value < EXACT_FROM:  # to Excel DATE(1850,…) is a day of 3750
        return f"{stored(value):.15g}"
    if isinstance(value, date):
        return f"DATE({value.year},{value.month},{value.day})"
    return literal(value) if isinstance(value, str) else f"{value + 0:.15g}"


def _short(formula: str) -> str:
    if len(formula) > LONGEST:
        raise TooLongError
    return formula
