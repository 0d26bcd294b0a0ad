"""What the survey's expressions come to: conditions and calculations as trees, and what is not supported of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.form.evaluation import sort_of
from xlkit.form.expression import ITSELF, PLACE, Call, Column, Expression, Literal, Named, Sort, every, names_in, walk
from xlkit.form.item import Kind
from xlkit.form.live import MOST_CHOICES
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
NO_FIELDS: Mapping[str, Asked] = {}


class UnknownNameError(Exception):
    """An expression speaks of a question that nobody asks; its text says which."""


class Conditions(Struct, frozen=True):
    """By the keys of the items what they depend on, and by the numbers of rows what answers must be, or are at first.

    So go the `sorts` of what is worked out. The items in `for_all` have a rule that is left out, so that they are asked
    of everybody. The answers in `sayable` can stand in texts. `problems` are the expressions that are not supported, or
    wrong.
    """

    relevant: Mapping[tuple[int, bool], Expression] = field(default_factory=dict)
    constraint: Mapping[int, Expression] = field(default_factory=dict)
    calculation: Mapping[int, Expression] = field(default_factory=dict)
    default: Mapping[int, str | float | date] = field(default_factory=dict)
    offered: Mapping[int, Mapping[str, Expression]] = field(default_factory=dict)
    picks: Mapping[int, Column] = field(default_factory=dict)
    sorts: Mapping[int, Sort] = field(default_factory=dict)
    for_all: frozenset[tuple[int, bool]] = frozenset()
    sayable: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def conditions(book: Book, survey: tuple[Block, ...]) -> Conditions:
    """The expressions of a survey; one with a problem is not among them."""
    rules = _Rules(book, survey)
    hidden = workings(book)
    calculation = rules.calculations((*every_item(survey), *hidden))
    items = [*every_item(survey), *hidden]
    relevant = {item.key: rule for item in items if (rule := rules.relevant(item, NO_FIELDS))}
    for item in items:
        near = rules.near(item)
        relevant |= {column.key: rule for column in item.columns if (rule := rules.relevant(column, near))}
    constraint: dict[int, Expression] = {}
    for item in items:
        for part in item.fields or (item,):
            rule = None if part.is_other else rules.constraint(part, item)
            if rule is not None:
                constraint[part.line.number] = rule
    parts = [part for item in items for part in item.fields or (item,)]
    default = {part.line.number: value for part in parts if (value := rules.default(part)) is not None}
    offered = {
        part.line.number: filters
        for item in items
        for part in item.fields or (item,)
        if (filters := rules.offered(part, item))
    }
    picks = {part.line.number: column for part in parts if (column := rules.picks(part)) is not None}
    problems = tuple(dict.fromkeys(rules.problems))
    return Conditions(
        *(relevant, constraint, calculation, default, offered, picks, rules.sorts),
        *(frozenset(rules.for_all), rules.sayable, problems),
    )


class _Rules:
    """Reads the expressions of a survey one by one, and keeps the problems it meets."""

    def __init__(self, book: Book, survey: tuple[Block, ...]) -> None:
        self.problems: list[Problem] = []
        self.for_all: list[tuple[int, bool]] = []
        self.sorts: dict[int, Sort] = {}
        answered = {item.name: item for item in every_item(survey) if item.is_answered}
        self._names = book.names
        self.scope = Scope(
            asked={name: item for name, item in answered.items() if item.kind is not Kind.TABLE},
            worked={},
            tables={name: item for name, item in answered.items() if item.kind is Kind.TABLE},
            lists={name: {line.text("name"): line for line in lines} for name, lines in book.lists().items()},
            files=book.files,
        )

    @property
    def sayable(self) -> frozenset[str]:
        """The names whose values can stand in texts."""
        asked = {
            name
            for name, item in self.scope.asked.items()
            if item.kind is not Kind.MANY and len(self.scope.choices(item)) < MOST_CHOICES and not self._is_lost(item)
        }
        return frozenset(asked | self.scope.worked.keys())

    def calculations(self, items: Iterable[Asked]) -> Mapping[int, Expression]:
        """What is worked out, by the numbers of rows; each after all that it speaks of."""
        waiting: dict[int, tuple[Asked, Asked, Expression]] = {}
        for item, part in ((table, part) for table in items for part in table.columns or (table,)):
            if part.is_calculated and (parsed := self._parsed(part.line, "calculation")) is not None:
                waiting[part.line.number] = (item, part, parsed)
        done: dict[int, Expression] = {}
        for _ in range(MOST_PASSES):
            before = len(waiting)
            for number, (item, part, parsed) in tuple(waiting.items()):
                if names_in(parsed) & {other.name for _, other, _ in waiting.values()}:
                    continue
                del waiting[number]
                near = self.near(item)
                fit = self._fit(part.line, "calculation", parsed, self._beside(near), near)
                if fit is not None:
                    done[number] = self._worked(item, part, fit)
            if len(waiting) == before:
                break
        for _, part, _ in waiting.values():
            self._leave_out(part.line, "calculation", "it leads back to itself")
        return done

    def _worked(self, item: Asked, part: Asked, expression: Expression) -> Expression:
        sort = sort_of(expression, self._beside(self.near(item)).sort)
        if sort not in (Sort.NUMBER, Sort.DAY):
            expression, sort = Call("string", (expression,)), Sort.TEXT
        self.sorts[part.line.number] = sort
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

    def near(self, item: Asked) -> Mapping[str, Asked]:
        """The columns of a table by name, as far as what is worked out in them is known."""
        table = self.scope.tables.get(item.name, item)
        return {column.name: column for column in table.columns if not self._is_lost(column)}

    def _beside(self, near: Mapping[str, Asked]) -> Scope:
        return replace(self.scope, asked={**self.scope.asked, **near}, near=near) if near else self.scope

    def relevant(self, item: Asked, near: Mapping[str, Asked]) -> Expression | None:
        """When an item is asked, or a column of a table, which may speak of the others in its row."""
        scope = self._beside(near)
        lines = item.groups if item.is_other else (*item.groups, item.line)
        clauses: list[Expression] = []
        for line in filter(lambda line: line.text("relevant"), lines):
            parsed = self._parsed(line, "relevant")
            clause = parsed and self._fit(line, "relevant", parsed, scope, near, item)
            if clause is None:
                self.for_all.append(item.key)
            else:
                clauses.append(clause)
        if item.is_other:
            clauses.append(Call("selected", (Named(item.line.text("name")), Literal(OTHER))))
        return every(clauses)

    def constraint(self, part: Asked, item: Asked) -> Expression | None:
        parsed = self._parsed(part.line, "constraint") if part.line.text("constraint") else None
        if parsed is None:
            return None
        near = {**self.near(item), ITSELF: part}
        return self._fit(part.line, "constraint", parsed, self._beside(near), near)

    def default(self, item: Asked) -> str | float | date | None:
        """The answer that a question starts with, where its template states one that is always the same."""
        text = item.line.text("default")
        if not text or item.is_other or item.is_calculated or item.kind in (Kind.TABLE, Kind.NOTE, Kind.HEADING):
            return None
        try:
            return started(text, item, self.scope)
        except NotSupportedError as error:
            self.problems.append(item.line.left_out("default", f"the default {text!r} is left out: {error}"))
            return None

    def offered(self, item: Asked, table: Asked) -> Mapping[str, Expression]:
        """When each choice of an item is offered, or of a column of a table, where its list follows other answers."""
        text, near = item.line.text("choice_filter"), self.near(table)
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

    def picks(self, part: Asked) -> Column | None:
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

    def _fit(
        self,
        line: Line,
        column: str,
        parsed: Expression,
        scope: Scope,
        near: Mapping[str, Asked],
        of: Asked | None = None,
    ) -> Expression | None:
        """An expression that fits its form; None, with a problem, where it does not."""
        try:
            expression = fitted(parsed, scope, lambda name: self._found(name, near))
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

    def _found(self, name: str, near: Mapping[str, Asked]) -> Expression:
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
            if name == table.name or name in self.near(table):
                if are_of_one(self.scope.tables, table, near.values()):
                    raise NotSupportedError(f"{name} stands in a table inside this one, or around it")
                return Column(table.name, "" if name == table.name else name)
        if name != ITSELF and name not in self._names and name not in self.scope.asked:
            raise UnknownNameError(f"no row is named {name!r}: write the name of a question")
        raise NotSupportedError(f"{name} is not answered in one place of the workbook")

    def _is_lost(self, item: Asked) -> bool:
        return item.is_working and item.line.number not in self.sorts


def _refuse_outside(near: Iterable[Asked]) -> None:
    columns = [column for column in near if column.is_field]
    if not columns or any(column.line.text(WITHIN) for column in columns):
        raise NotSupportedError(f"{PLACE} is understood in the rows of a table that stands in no other")


def _refuse_itself(item: Asked | None, found: Expression) -> None:
    if item is not None and item.name in names_in(found):
        raise NotSupportedError("it speaks of the question itself, or of one inside the group")
