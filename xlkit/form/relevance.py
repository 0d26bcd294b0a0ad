"""Relevance: which items of an instrument need an answer, and what is worked out, by what is answered so far."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from xlkit.form.evaluation import holds, value
from xlkit.form.expression import Answered, Answers, Column, Expression, Named, Rows, names_in, walk
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item

Speaking = tuple[tuple[str, tuple[str, ...]], ...]
"""Each name with the names that it speaks of."""


class Plan(Struct, frozen=True):
    """In which order items are worked out, each after all that it speaks of, and to which circle each belongs.

    Items that lead back to each other are in one circle; all others are in circles of their own.
    """

    order: tuple[str, ...]
    circles: Mapping[str, int]

    def is_apart(self, name: str, other: str) -> bool:
        """Whether an item does not lead back to another that speaks of it."""
        return name in self.circles and self.circles[name] != self.circles.get(other)


class Worked(Struct, frozen=True):
    """What the answers to an instrument come to: `values` has all of them, those that are worked out among them.

    `needless` are the items that are not needed, `perhaps` those of which nobody can know.
    """

    instrument: Instrument
    plan: Plan
    values: Mapping[str, Answered | Rows]
    needless: frozenset[str]
    perhaps: frozenset[str]

    @property
    def needed(self) -> frozenset[str]:
        """The names of all items that are needed, or may be."""
        return frozenset(every(self.instrument)) - self.needless

    @property
    def surely(self) -> frozenset[str]:
        """The names of all items that are needed, as far as anybody can know."""
        return self.needed - self.perhaps

    def seen_by(self, asking: str, expression: Expression) -> Answers:
        """The answers that an expression of an item speaks of, what is not needed as blank."""
        return _seen(self.plan, asking, expression, self.values, self.needless)


def needed(instrument: Instrument, answers: Answers) -> frozenset[str]:
    """The names of all items that are relevant, or may be; `answers` goes by their names.

    An answer that is not needed itself counts as blank for what depends on it.
    """
    return work_out(instrument, answers).needed


def work_out(instrument: Instrument, answers: Answers) -> Worked:
    """What answers come to. Conditions that lead back to themselves take the answers in between as they stand."""
    items, plan = every(instrument), plan_of(instrument)
    values, needless, perhaps = dict(answers), set[str](), set[str]()
    in_rows = {_in_each_row(table, field): (table, field) for table, field in _columns(items.values())}
    rows = {table.name: [dict(row) for row in _rows(values, table.name)] for table, _ in in_rows.values()}
    values |= rows
    for name in plan.order:
        if name in in_rows:
            table, column = in_rows[name]
            for row in rows[table.name]:
                row[column.name] = _in_row(plan, table, column, row, values, needless)
            continue
        item = items[name]
        if item.relevant is not None:
            is_relevant = holds(item.relevant, _seen(plan, name, item.relevant, values, needless))
            if is_relevant is False:
                needless.add(name)
            elif is_relevant is None:
                perhaps.add(name)
        if item.calculation is not None:
            values[name] = value(item.calculation, _seen(plan, name, item.calculation, values, needless))
    return Worked(instrument, plan, values, frozenset(needless), frozenset(perhaps))


def row_worked_out(worked: Worked, table: Item, row: Mapping[str, Answered]) -> Mapping[str, Answered]:
    """A row of a table with what is worked out in it, by what stands in it and what the other answers come to."""
    done, columns = dict(row), {_in_each_row(table, column): column for _, column in _columns([table])}
    for name in worked.plan.order if columns else ():
        if name in columns:
            column = columns[name]
            done[column.name] = _in_row(worked.plan, table, column, done, worked.values, worked.needless)
    return done


def _in_row(
    plan: Plan,
    table: Item,
    column: Item,
    row: Mapping[str, Answered],
    values: Answers,
    needless: set[str] | frozenset[str],
) -> Answered:
    """What a column of a table comes to in a row; nothing where it is not needed there."""
    for rule in (column.relevant, column.calculation):
        if rule is None:
            continue
        seen = {**_seen(plan, _in_each_row(table, column), rule, values, needless), **row}
        if rule is column.calculation:
            return value(rule, seen)
        if holds(rule, seen) is False:
            return None
    return None


def is_met(worked: Worked, item: Item, answers: Answers) -> bool:
    """Whether an item's constraint is met, or may be; `answers` are those beside it, its own among them."""
    if item.constraint is None:
        return True
    return holds(item.constraint, {**worked.seen_by(item.name, item.constraint), **answers}) is not False


def every(instrument: Instrument) -> Mapping[str, Item]:
    """All items by name, also those that are only read, and what is worked out where nobody sees it."""
    items = (*(item for section in instrument.sections for item in section.items), *instrument.workings)
    return {item.name: item for item in items}


def plan_of(instrument: Instrument) -> Plan:
    """The order in which an instrument's items are worked out."""
    items = every(instrument)
    speaking = [(name, _spoken_of(item, items)) for name, item in items.items()]
    speaking += [
        (_in_each_row(table, column), _spoken_of(column, items, table)) for table, column in _columns(items.values())
    ]
    return _plan(tuple((name, tuple(sorted(names))) for name, names in speaking))


def columns_of(table: Item) -> Mapping[str, Item]:
    """The columns of a table by name, those that nobody sees among them."""
    return {column.name: column for column in (*table.fields, *table.workings)}


def _columns(items: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Each column of a table that is worked out, with its table."""
    return ((item, column) for item in items for column in columns_of(item).values() if column.calculation is not None)


def _in_each_row(table: Item, column: Item) -> str:
    """What a column that is worked out goes by among the names of items, none of which has a space."""
    return f"{table.name} {column.name}"


def _rows(values: Answers, table: str) -> Rows:
    rows = values.get(table)
    return rows if isinstance(rows, list | tuple) else ()


def _spoken_of(item: Item, items: Mapping[str, Item], table: Item | None = None) -> frozenset[str]:
    """The names that an item speaks of, or a column of a table, those of columns that are worked out among them."""
    near, names = columns_of(table) if table else {}, set[str]()
    for part in (part for rule in (item.relevant, item.calculation) if rule is not None for part in walk(rule)):
        if isinstance(part, Named) and part.name not in near:
            names.add(part.name)
        elif isinstance(part, Named) and table:
            names.add(_in_each_row(table, near[part.name]))
        elif isinstance(part, Column):
            own = columns_of(items[part.table]) if part.table in items else {}
            names |= {part.table, *(_in_each_row(items[part.table], own[name]) for name in own if name == part.field)}
    return frozenset(names)


def _seen(
    plan: Plan, asking: str, expression: Expression, values: Answers, needless: set[str] | frozenset[str]
) -> Answers:
    names = names_in(expression)
    gone = {name for name in names & needless if plan.is_apart(name, asking)}
    return {name: values[name] for name in names - gone if name in values}


@lru_cache(maxsize=64)  # the returns of a round ask for the same
def _plan(speaking: Speaking) -> Plan:
    """Tarjan's circles, without recursion: a form may lead from question to question a thousand times."""
    known = dict(speaking)
    links = {name: [other for other in others if other in known] for name, others in speaking}
    index, low, circles = dict[str, int](), dict[str, int](), dict[str, int]()
    open_names, order = list[str](), list[str]()
    for start, first in links.items():
        path: list[tuple[str, Iterator[str]]] = [(start, iter(first))] if start not in index else []
        while path:
            name, left = path[-1]
            if name not in index:
                index[name] = low[name] = len(index)
                open_names.append(name)
            other = next(left, None)
            if other is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[name])
                if low[name] == index[name]:
                    _close(name, open_names, circles, order)
            elif other not in index:
                path.append((other, iter(links[other])))
            elif other not in circles:
                low[name] = min(low[name], index[other])
    return Plan(tuple(order), circles)


def _close(name: str, open_names: list[str], circles: dict[str, int], order: list[str]) -> None:
    """Put the names of a circle that is complete in order, behind all that they lead to."""
    number = len(circles)
    while True:
        other = open_names.pop()
        circles[other] = number
        order.append(other)
        if other == name:
            return
