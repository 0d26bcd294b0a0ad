"""Random expressions of each sort, about the answers to some items."""

from datetime import date
from functools import lru_cache, partial

from hypothesis import strategies as st

from xlkit.form.expression import Call, Column, Expression, Literal, Named
from xlkit.form.item import Item, Kind

NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
SIGNS = ("=", "!=", "<", "<=", ">", ">=")
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
FIGURES = st.sampled_from([-1.5, 0.0, 1.0, 2.0, 3.0, 12.0])
WORDS = st.sampled_from(["yes", "no", "A \u201cword\u201d", "1", "c1"])

About = tuple[Item, ...]
Drawn = st.SearchStrategy[Expression]

made_once = lru_cache(maxsize=200)  # to make what draws takes longer than to draw


@made_once
def conditions(about: About, depth: int = 2) -> Drawn:
    """Something that is so or not."""
    plain = st.one_of([_asked(item) for item in about if item.kind is not Kind.TABLE] or [st.just(Literal(value=True))])
    if not depth:
        return plain
    deeper = partial(conditions, about, depth - 1)
    joined = st.builds(Call, st.sampled_from(["and", "or"]), st.lists(deeper(), min_size=2, max_size=3).map(tuple))
    held = st.builds(_both, st.sampled_from(SIGNS), numbers(about, depth - 1), numbers(about, depth - 1))
    days_held = st.builds(_both, st.sampled_from(SIGNS), days(about, depth - 1), days(about, depth - 1))
    same = st.builds(_both, st.sampled_from(SIGNS[:2]), texts(about, depth - 1), texts(about, depth - 1))
    found = st.builds(_both, st.sampled_from(["contains", "starts-with"]), texts(about, depth - 1), WORDS.map(Literal))
    picked = st.builds(_call, st.just("if"), deeper(), deeper(), deeper())
    return st.one_of(
        plain, plain, plain, joined, deeper().map(partial(_call, "not")), held, days_held, same, found, picked
    )


@made_once
def numbers(about: About, depth: int = 2) -> Drawn:
    """A number, or nothing."""
    leaves: list[Drawn] = [FIGURES.map(Literal)]
    for item in about:
        if item.kind in NUMBERS:
            leaves.append(st.just(Named(item.name)))
        elif item.kind is Kind.MANY:
            leaves.append(st.just(Call("count-selected", (Named(item.name),))))
        elif item.kind is Kind.TEXT:
            leaves.append(st.just(Call("string-length", (Named(item.name),))))
        elif item.kind is Kind.TABLE:
            leaves += [st.just(each) for each in _of_rows(item)]
    if not depth:
        return st.one_of(leaves)
    deeper = partial(numbers, about, depth - 1)
    two = st.builds(_both, st.sampled_from(["+", "-", "*", "div", "mod", "coalesce"]), deeper(), deeper())
    one = st.builds(_call, st.sampled_from(["int", "round", "abs"]), deeper())
    apart = st.builds(_both, st.just("-"), days(about, 0), days(about, 0))
    summed = st.lists(deeper(), min_size=1, max_size=3).map(lambda parts: Call("sum", tuple(parts)))
    picked = st.builds(_call, st.just("if"), conditions(about, depth - 1), deeper(), deeper())
    return st.one_of(
        *leaves, two, one, apart, summed, picked, deeper().map(lambda part: Call("round", (part, Literal(1.0))))
    )


@made_once
def days(about: About, depth: int = 1) -> Drawn:
    """A day, or nothing."""
    leaves: list[Drawn] = [DAYS.map(Literal)]
    leaves += [st.just(Named(item.name)) for item in about if item.kind is Kind.DATE]
    if not depth:
        return st.one_of(leaves)
    later = st.builds(_both, st.sampled_from(["+", "-"]), days(about, 0), st.sampled_from([1.0, 30.0]).map(Literal))
    return st.one_of(*leaves, later)


@made_once
def texts(about: About, depth: int = 2) -> Drawn:
    """A text, which may be empty."""
    leaves: list[Drawn] = [WORDS.map(Literal)]
    leaves += [st.just(Named(item.name)) for item in about if item.kind is Kind.TEXT or item.is_picked]
    if not depth:
        return st.one_of(leaves)
    deeper = partial(texts, about, depth - 1)
    joined = st.lists(deeper() | numbers(about, depth - 1), min_size=1, max_size=3)
    picked = st.builds(_call, st.just("if"), conditions(about, depth - 1), deeper(), deeper())
    said = st.builds(_both, st.just("format-date"), days(about, 0), st.just(Literal("%e.%n.%Y, %y-%m-%d")))
    part = st.builds(_call, st.just("substr"), deeper(), st.just(Literal(1.0)), st.just(Literal(3.0)))
    first = st.builds(_both, st.just("coalesce"), deeper(), deeper())
    return st.one_of(*leaves, joined.map(lambda parts: Call("concat", tuple(parts))), picked, said, part, first)


def _asked(item: Item) -> Drawn:
    """What is simply asked of one answer."""
    named, either = Named(item.name), st.sampled_from(SIGNS[:2])
    blank = st.builds(_both, either, st.just(named), st.just(Literal("")))
    if item.choices:
        names = st.sampled_from([choice.name for choice in item.choices]).map(Literal)
        selected = st.builds(_both, st.just("selected"), st.just(named), names)
        return st.one_of(
            blank, selected, *([] if item.kind is Kind.MANY else [st.builds(_both, either, st.just(named), names)])
        )
    if item.kind is Kind.TEXT:
        return st.one_of(blank, st.builds(_both, either, st.just(named), st.just(Literal("yes"))))
    near = DAYS.map(Literal) if item.kind is Kind.DATE else FIGURES.map(Literal)
    return st.one_of(blank, st.builds(_both, st.sampled_from(SIGNS), st.just(named), near))


def _of_rows(table: Item) -> list[Expression]:
    """What can be asked of the rows of a table."""
    made: list[Expression] = [Call("count", (Column(table.name, table.fields[0].name),))]
    for field in table.fields:
        column = Column(table.name, field.name)
        made.append(Call("count-non-empty", (column,)))
        if field.kind in NUMBERS:
            made += [Call(function, (column,)) for function in ("sum", "min", "max")]
    return made


def _both(function: str, left: Expression, right: Expression) -> Expression:
    return Call(function, (left, right))


def _call(function: str, *parts: Expression) -> Expression:
    return Call(function, parts)
