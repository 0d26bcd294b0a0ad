"""The survey's rows put in order: what is asked, in which section and groups, and by which reference."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.evaluation import SORTS
from xlkit.form.expression import Sort
from xlkit.form.instrument import Setting
from xlkit.form.item import NAMED, Kind
from xlkit.form.wording import UNKNOWN
from xlkit.form.xlsform import dialect
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.expressions import constant


class Asked(Struct, frozen=True):
    """A row of the survey as an item: of a question, a note, a group with a heading of its own, or a table.

    `groups` are those it stands in, from the outermost; `fields` the columns of a table, and `workings` what is worked
    out in its rows where nobody sees it. The question that `or_other` adds is of the same row as the one it belongs to,
    and `is_other`. A column of a table `is_field`.
    """

    line: Line
    kind: Kind
    ref: str = ""
    groups: tuple[Line, ...] = ()
    fields: tuple["Asked", ...] = ()
    workings: tuple["Asked", ...] = ()
    is_other: bool = False
    is_field: bool = False

    @property
    def name(self) -> str:
        """The name of the item; that of a heading is unlike any other, since groups may be called alike."""
        name = self.line.text("name")
        if self.kind is Kind.HEADING:
            return "/".join((*(group.text("name") for group in self.groups), name))
        return f"{name}_{dialect.OTHER}" if self.is_other else name or f"note_{self.line.number}"

    @property
    def sort(self) -> Sort:
        """The sort of its answers."""
        return SORTS.get(self.kind, Sort.TEXT)

    @property
    def columns(self) -> tuple["Asked", ...]:
        """The columns of a table, those that nobody sees among them."""
        return (*self.fields, *self.workings)

    @property
    def key(self) -> tuple[int, bool, bool]:
        """What tells it from every other item, also in a form with faults."""
        return self.line.number, self.is_other, self.is_field

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to it, which a person gives or which is worked out."""
        return self.kind not in (Kind.NOTE, Kind.HEADING)

    @property
    def is_working(self) -> bool:
        """Whether its row is a calculation and nothing else, of which no person is ever asked."""
        return self.line.kind == dialect.CALCULATE

    @property
    def is_calculated(self) -> bool:
        """Whether its row states what it comes to, though perhaps not in a way that is understood."""
        can_be = self.is_working or self.line.kind in dialect.ONE_CELL[1:]
        return can_be and not self.is_other and bool(self.line.text("calculation"))


class Block(Struct, frozen=True):
    """What stands under one heading: a group, or a run of rows outside any group, which has no opening row.

    `ref` is the section's visible reference: its own, or else its place among all sections.
    """

    opening: Line | None
    ref: str
    items: tuple[Asked, ...]


class Part(Struct, frozen=True):
    """A row with the rows between it and its closing row, if it opens anything."""

    line: Line
    parts: tuple["Part", ...] = ()


def tree(lines: Iterable[Line]) -> tuple[Part, ...]:
    """The rows with what they enclose; where groups are not well formed, as nearly as can be told."""
    return tuple(_parts(iter(lines)))


def _parts(left: Iterator[Line], depth: int = 0) -> Iterator[Part]:
    """The rows up to the closing row of what they stand in; outside of everything a closing row closes nothing."""
    for line in left:
        if line.kind in dialect.OPENINGS and depth < dialect.MOST_DEEP:
            yield Part(line, tuple(_parts(left, depth + 1)))
        elif line.kind not in dialect.CLOSINGS:
            yield Part(line)
        elif depth:
            return


def blocks(book: Book) -> tuple[Block, ...]:
    """The survey's sections in order, each with its items in theirs; a section without any is left away."""
    sections: list[tuple[Line | None, list[Asked]]] = []
    for part in tree(book.lines("survey")):
        is_group = part.line.kind == dialect.BEGIN_GROUP
        items = list(_items(book, part.parts, (part.line,)) if is_group else _items(book, (part,), ()))
        if is_group and items:
            sections.append((part.line, items))
        elif items and sections and sections[-1][0] is None:
            sections[-1][1].extend(items)
        elif items:
            sections.append((None, items))
    return tuple(_block(opening, place, items) for place, (opening, items) in enumerate(sections, start=1))


def _block(opening: Line | None, place: int, items: Sequence[Asked]) -> Block:
    ref = (opening.text("ref") if opening else "") or str(place)
    return Block(opening, ref, tuple(_referred(ref, items)))


def _referred(section: str, items: Sequence[Asked]) -> Iterator[Asked]:
    """The items with their references: their own, or their places within the section.

    What is not answered takes none, and what `or_other` adds goes by the reference of its question.
    """
    place, ref = 0, ""
    for item in items:
        if item.is_other:
            yield replace(item, ref=f"{ref}a")
        elif item.is_answered:
            place += 1
            ref = item.line.text("ref") or f"{section}.{place}"
            yield replace(item, ref=ref)
        else:
            yield item


def _items(book: Book, parts: Iterable[Part], groups: tuple[Line, ...]) -> Iterator[Asked]:
    for part in parts:
        kind = part.line.kind
        if kind == dialect.BEGIN_REPEAT:
            fields, unseen = tuple(_fields(book, part.parts)), tuple(_unseen(part.parts, is_field=True))
            if any(map(_is_typed, fields)):
                yield Asked(part.line, Kind.TABLE, groups=groups, fields=fields, workings=unseen)
        elif kind in dialect.OPENINGS:
            items = tuple(_items(book, part.parts, (*groups, part.line)))
            if items and part.line.text("label"):
                yield Asked(part.line, Kind.HEADING, groups=groups)
            yield from items
        elif part.line.is_item or (is_working(part.line) and part.line.text("label")):
            yield Asked(part.line, _kind(book, part.line), groups=groups)
            if part.line.has_other:
                yield Asked(part.line, Kind.TEXT, groups=groups, is_other=True)


def _kind(book: Book, line: Line) -> Kind:
    kind = line.kind
    if kind in dialect.TYPED:
        is_read = line.text("read_only").lower() in dialect.YES
        return dialect.TYPED[kind] if not is_read or line.text("calculation") or line.text("default") else Kind.NOTE
    if kind == dialect.SELECT_MULTIPLE:
        return Kind.MANY
    if kind == dialect.CALCULATE:
        return Kind.TEXT
    is_one_cell = line.text("choice_filter") or line.text("appearance").lower() in dialect.DROPDOWNS
    return Kind.CHOICE if is_one_cell or line.from_list in book.great_lists else Kind.STATEMENTS


def is_long(book: Book, line: Line) -> bool:
    """Whether the choices of a select fit no dropdown."""
    return line.from_list in book.long_lists


def _fields(book: Book, parts: Iterable[Part]) -> Iterator[Asked]:
    """The columns of a table: what is answered in one cell."""
    lines = [
        (part.line, groups)
        for part, groups in in_groups(parts)
        if (part.line.is_item and part.line.kind in dialect.ONE_CELL)
        or (is_working(part.line) and part.line.text("label"))
    ]
    for place, (line, groups) in enumerate(lines, start=1):
        is_choice = line.kind == dialect.SELECT_ONE and not (is_long(book, line) and book.stands_apart)
        kind = Kind.CHOICE if is_choice else dialect.TYPED.get(line.kind, Kind.TEXT)
        yield Asked(line, kind, ref=line.text("ref") or str(place), groups=groups, is_field=True)


def _is_typed(field: Asked) -> bool:
    is_fixed = field.line.text("read_only").lower() in dialect.YES and bool(field.line.text("default"))
    return not (field.is_calculated or is_fixed)


def are_of_one(tables: Mapping[str, Asked], table: Asked, near: Iterable[Asked]) -> bool:
    """Whether a table stood inside another, some of whose columns are `near`, or around it, however deep."""
    keys = {column.key for column in near}
    own = next((name for name, other in tables.items() if any(column.key in keys for column in other.columns)), "")
    return own in _around(tables, table.name) or table.name in _around(tables, own)


def _around(tables: Mapping[str, Asked], name: str) -> set[str]:
    """The names of the tables that a table stood in."""
    names, left = set[str](), [name]
    while left:
        inside = tables.get(left.pop())
        within = {field.line.text(dialect.WITHIN) for field in inside.fields} - names - {""} if inside else set[str]()
        names |= within
        left += within
    return names


def is_working(line: Line) -> bool:
    """Whether a row is a calculation that depends on something; one that is always the same is a setting."""
    return line.kind == dialect.CALCULATE and constant(line.text("calculation")) is None


def workings(book: Book) -> tuple[Asked, ...]:
    """The calculations outside of tables that nobody sees."""
    return tuple(_unseen(tree(book.lines("survey"))))


def _unseen(parts: Iterable[Part], *, is_field: bool = False) -> Iterator[Asked]:
    """The calculations among some rows that nobody sees."""
    for part, groups in in_groups(parts):
        if is_working(part.line) and not part.line.text("label"):
            yield Asked(part.line, Kind.TEXT, groups=groups, is_field=is_field)


def is_live(item: Asked) -> bool:
    """Whether answers can be shown in the words of an item: they stand on the questions, in a cell of their own."""
    return item.kind is not Kind.TABLE and not item.is_other and not item.is_field


def in_groups(parts: Iterable[Part], groups: tuple[Line, ...] = ()) -> Iterator[tuple[Part, tuple[Line, ...]]]:
    """All rows, also of groups in one another, with the groups around them; what stands in a table stays in it."""
    for part in parts:
        yield part, groups
        if part.line.kind == dialect.BEGIN_GROUP:
            yield from in_groups(part.parts, (*groups, part.line))


def tables(parts: Iterable[Part]) -> Iterator[Part]:
    """The tables among the rows, however deep in groups, but for tables inside them."""
    return (part for part, _ in in_groups(parts) if part.line.kind == dialect.BEGIN_REPEAT)


def every(survey: Iterable[Block]) -> Iterator[Asked]:
    """All items of a survey, in order."""
    return (item for block in survey for item in block.items)


def settings(book: Book) -> tuple[Setting, ...]:
    """The rows that calculate the same always: what each round may set anew."""
    return tuple(
        Setting(line.text("name"), line.text("label") or line.text("name"), value)
        for line in book.lines("survey")
        if line.kind == dialect.CALCULATE and (value := constant(line.text("calculation"))) is not None
    )


def names_in(text: str) -> Iterator[str]:
    """The names that stand in a text."""
    return (match[1] for match in NAMED.finditer(text))


def told(text: str, kept: frozenset[str], refs: Mapping[str, str]) -> str:
    """A text with settings as they stand, and with the reference of a question where its answer would be put."""

    def instead(match: re.Match[str]) -> str:
        name = match[1]
        return f"${{{name}}}" if name in kept else f"({refs[name]})" if refs.get(name) else UNKNOWN

    return NAMED.sub(instead, text)
