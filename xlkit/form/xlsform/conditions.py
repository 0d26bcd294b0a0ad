"""What the survey's expressions come to: conditions and calculations as trees, and what is not supported of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.evaluation import sort_of
from xlkit.form.expression import ITSELF, PLACE, Call, Column, Expression, Literal, Named, Sort, every, names_in, walk
from xlkit.form.item import Kind
from xlkit.form.wording import MOST_CHOICES
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.defaults import started
from xlkit.form.xlsform.dialect import OTHER, PICKS, WITHIN
from xlkit.form.xlsform.expressions import NotSupportedError, parse
from xlkit.form.xlsform.fitting import Scope, fitted
from xlkit.form.xlsform.fitting import offered as offered_choices
from xlkit.form.xlsform.form import Asked, Block, are_of_one, workings
from xlkit.form.xlsform.form import every as every_item
from xlkit.form.xlsform.problem import Problem

ONCE = "once() keeps nothing in a workbook: what it is given is worked out anew whenever an answer changes"
MOST_PASSES = 50  # over calculations, each of which may speak of one further down
WORKED = {Sort.NUMBER: Kind.DECIMAL, Sort.DAY: Kind.DATE}
Key: TypeAlias = tuple[int, bool, bool]  # of an item: see Asked
Fields: TypeAlias = Mapping[str, Asked]  # the columns of a row of a table, by their names
NO_FIELDS: Fields = {}


class UnknownNameError(Exception):
    """An expression speaks of a question that nobody asks; its text says which."""


class Ruled(Struct, frozen=True):
    """What holds of one item, or of a column of a table: when it is asked, what its answer must be, or is at first.

    `offered` says when each of its choices is, `picks` is the column it is picked from, and `sort` that of what is
    worked out. What `is_for_all` has a rule that is left out, so that everybody is asked.
    """

    relevant: Expression | None = None
    constraint: Expression | None = None
    calculation: Expression | None = None
    default: str | float | date | None = None
    offered: Mapping[str, Expression] = {}
    picks: Column | None = None
    sort: Sort = Sort.TEXT
    is_for_all: bool = False


class Conditions(Struct, frozen=True):
    """What holds of each item, by its key; the answers in `sayable` can stand in texts.

    `problems` are the expressions that are not supported, or wrong; none of these is among the rules.
    """

    ruled: Mapping[Key, Ruled]
    sayable: frozenset[str]
    problems: tuple[Problem, ...]

    def of(self, item: Asked) -> Ruled:
        """What holds of an item."""
        return self.ruled.get(item.key, Ruled())


def conditions(book: Book, survey: tuple[Block, ...]) -> Conditions:
    """The expressions of a survey; one with a problem is not among them."""
    rules = _Rules(book, survey)
    items = (*every_item(survey), *workings(book))
    worked = rules.calculations(items)
    ruled = {part.key: rules.of(part, item, worked.get(part.key)) for item in items for part in (item, *item.columns)}
    return Conditions(ruled, rules.sayable, tuple(dict.fromkeys(rules.problems)))


class _Rules:
    """Reads the expressions of a survey one by one, and keeps the problems it meets."""

    def __init__(self, book: Book, survey: tuple[Block, ...]) -> None:
        self.problems: list[Problem] = []
        self._sorts: dict[Key, Sort] = {}
        self._names = book.names
        answered = {item.name: item for item in every_item(survey) if item.is_answered}
        self.scope = Scope(
            asked={name: item for name, item in answered.items() if item.kind is not Kind.TABLE},
            worked={},
            tables={name: item for name, item in answered.items() if item.kind is Kind.TABLE},
            lists={name: {line.text("name"): line for line in lines} for name, lines in book.lists().items()},
            files=book.files,
        )

    def of(self, part: Asked, item: Asked, calculation: Expression | None) -> Ruled:
        """What holds of an item, or of a part of it that is a column; only what is typed has rules of its own."""
        relevant, is_for_all = self._relevant(part, NO_FIELDS if part is item else self._near(item))
        sort = self._sorts.get(part.key, Sort.TEXT)
        plain = Ruled(relevant, calculation=calculation, sort=sort, is_for_all=is_for_all)
        if part not in (item.fields or (item,)):
            return plain
        constraint = None
        if part.line.text("constraint") and not part.is_other:
            constraint = self._rule(part.line, "constraint", {**self._near(item), ITSELF: part})
        default, offered, picks = self._default(part), self._offered(part, item), self._picks(part)
        return replace(plain, constraint=constraint, default=default, offered=offered, picks=picks)

    @property
    def sayable(self) -> frozenset[str]:
        """The names whose values can stand in texts."""
        asked = {
            name
            for name, item in self.scope.asked.items()
            if item.kind is not Kind.MANY and len(self.scope.choices(item)) < MOST_CHOICES and not self._is_lost(item)
        }
        return frozenset(asked | self.scope.worked.keys())

    def calculations(self, items: Sequence[Asked]) -> Mapping[Key, Expression]:
        """What is worked out, by the keys of items and columns; each after all that it speaks of."""
        waiting: dict[Key, tuple[Asked, Asked, Expression]] = {}
        for item, part in ((table, part) for table in items for part in table.columns or (table,)):
            if part.is_calculated and (parsed := self._parsed(part.line, "calculation")) is not None:
                waiting[part.key] = (item, part, parsed)
        done: dict[Key, Expression] = {}
        for _ in range(MOST_PASSES):
            before = len(waiting)
            for key, (item, part, parsed) in tuple(waiting.items()):
                if names_in(parsed) & {other.name for _, other, _ in waiting.values()}:
                    continue
                del waiting[key]
                fit = self._fit(part.line, "calculation", parsed, self._near(item))
                if fit is not None:
                    done[key] = self._worked(item, part, fit)
            if len(waiting) == before:
                break
        for _, part, _ in waiting.values():
            self._leave_out(part.line, "calculation", "it leads back to itself")
        return done

    def _worked(self, item: Asked, part: Asked, expression: Expression) -> Expression:
        sort = sort_of(expression, self._beside(self._near(item)).sort)
        if sort not in (Sort.NUMBER, Sort.DAY):
            expression, sort = Call("string", (expression,)), Sort.TEXT
        self._sorts[part.key] = sort
        if item is part:
            self.scope = replace(self.scope, worked={**self.scope.worked, item.name: sort})
        else:
            table, of_sort = self.scope.tables[item.name], replace(part, kind=WORKED.get(sort, Kind.TEXT))
            fields, unseen = (
                tuple(of_sort if each.key == part.key else each for each in columns)
                for columns in (table.fields, table.workings)
            )
            table = replace(table, fields=fields, workings=unseen)
            self.scope = replace(self.scope, tables={**self.scope.tables, item.name: table})
        return expression

    def _near(self, item: Asked) -> Fields:
        """The columns of a table by name, as far as what is worked out in them is known."""
        table = self.scope.tables.get(item.name, item)
        return {column.name: column for column in table.columns if not self._is_lost(column)}

    def _beside(self, near: Fields) -> Scope:
        return replace(self.scope, asked={**self.scope.asked, **near}, near=near) if near else self.scope

    def _relevant(self, item: Asked, near: Fields) -> tuple[Expression | None, bool]:
        """When an item is asked, or a column of a table beside others, and whether something of that is left out."""
        lines = item.groups if item.is_other else (*item.groups, item.line)
        rules = [self._rule(line, "relevant", near, item) for line in lines if line.text("relevant")]
        clauses = [rule for rule in rules if rule is not None]
        if item.is_other:
            clauses.append(Call("selected", (Named(item.line.text("name")), Literal(OTHER))))
        return every(clauses), None in rules

    def _default(self, item: Asked) -> str | float | date | None:
        """The answer that a question starts with, where its template states one that is always the same."""
        text = item.line.text("default")
        if not text or item.is_other or item.is_calculated or item.kind in (Kind.TABLE, Kind.NOTE, Kind.HEADING):
            return None
        try:
            return started(text, item, self.scope)
        except NotSupportedError as error:
            self.problems.append(item.line.left_out("default", f"the default {text!r} is left out: {error}"))
            return None

    def _offered(self, item: Asked, table: Asked) -> Mapping[str, Expression]:
        """When each choice of an item is offered, or of a column of a table, where its list follows other answers."""
        text, near = item.line.text("choice_filter"), self._near(table)
        if not text or item.kind not in (Kind.CHOICE, Kind.MANY):
            return {}
        try:
            rows = table.line.rows if item.is_field else 1
            return offered_choices(item, self._beside(near), lambda name: self._found(name, near), rows)
        except NotSupportedError as error:
            reason = f"the filter {text!r} is not supported, and all the choices are offered: {error}"
            self.problems.append(item.line.left_out("choice_filter", reason))
        except UnknownNameError as error:
            self.problems.append(item.line.problem("choice_filter", str(error)))
        return {}

    def _picks(self, part: Asked) -> Column | None:
        """The column of a table from whose rows an item is picked."""
        name = part.line.text(PICKS)
        try:
            column = self._found(name, NO_FIELDS) if name else None
        except (NotSupportedError, UnknownNameError):
            column = Named(name)
        if column is None or (isinstance(column, Column) and column.field):
            return column
        self.problems.append(part.line.left_out("type", f"no column of a table is named {name!r}: the answer is typed"))
        return None

    def _parsed(self, line: Line, column: str) -> Expression | None:
        try:
            return parse(line.text(column))
        except NotSupportedError as error:
            self._leave_out(line, column, str(error))
            return None

    def _rule(self, line: Line, column: str, near: Fields, of: Asked | None = None) -> Expression | None:
        parsed = self._parsed(line, column)
        return None if parsed is None else self._fit(line, column, parsed, near, of)

    def _fit(
        self, line: Line, column: str, parsed: Expression, near: Fields, of: Asked | None = None
    ) -> Expression | None:
        """An expression that fits its form; None, with a problem, where it does not."""
        try:
            expression = fitted(parsed, self._beside(near), lambda name: self._found(name, near))
            _refuse_itself(of, expression)
        except NotSupportedError as error:
            self._leave_out(line, column, str(error))
        except UnknownNameError as error:
            self.problems.append(line.problem(column, str(error)))
        else:
            if any(isinstance(part, Call) and part.function == "once" for part in walk(expression)):
                self.problems.append(line.left_out(column, ONCE))
            return expression
        return None

    def _leave_out(self, line: Line, column: str, reason: str) -> None:
        what = "the calculation" if column == "calculation" else "the rule"
        text = line.text(column)
        self.problems.append(line.left_out(column, f"{what} {text!r} is not supported and left out: {reason}"))

    def _found(self, name: str, near: Fields) -> Expression:
        """What a name stands for: an answer, what is worked out, or a column of a table."""
        if name == PLACE:
            _refuse_outside(near.values())
            return Named(PLACE)
        if ITSELF in near and name == near[ITSELF].name:
            return Named(ITSELF)
        if name in near or name in self.scope.worked:
            return Named(name)
        if name in self.scope.asked and not self._is_lost(self.scope.asked[name]):
            return Named(name)
        for table in self.scope.tables.values():
            if name == table.name or name in self._near(table):
                if are_of_one(self.scope.tables, table, near.values()):
                    raise NotSupportedError(f"{name} stands in a table inside this one, or around it")
                return Column(table.name, "" if name == table.name else name)
        if name != ITSELF and name not in self._names and name not in self.scope.asked:
            raise UnknownNameError(f"no row is named {name!r}: write the name of a question")
        raise NotSupportedError(f"{name} is not answered in one place of the workbook")

    def _is_lost(self, item: Asked) -> bool:
        return item.is_working and item.key not in self._sorts


def _refuse_outside(near: Iterable[Asked]) -> None:
    columns = [column for column in near if column.is_field]
    if not columns or any(column.line.text(WITHIN) for column in columns):
        raise NotSupportedError(f"{PLACE} is understood in the rows of a table that stands in no other")


def _refuse_itself(item: Asked | None, found: Expression) -> None:
    if item is not None and item.name in names_in(found):
        raise NotSupportedError("it speaks of the question itself, or of one inside the group")
