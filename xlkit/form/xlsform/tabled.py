"""Tabled: what stands in a table and fits no row of it, made into what does: a table inside it, and several ticks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlkit.form.xlsform import dialect
from xlkit.form.xlsform.book import Line
from xlkit.form.xlsform.problem import Problem

AFTER = "a table inside a table is not supported in a workbook: it stands after it, and asks first for which row"
TICKED = "select_multiple does not fit one cell of a table: each of its choices has a column, to tick"
LOST = ("constraint", "constraint_message", "choice_filter", "default", "required")  # these speak of all its ticks
FOLLOWING = ("calculation", "choice_filter", "default")
FOLLOWING_LOST = "a {column} is not supported in the tables of accounts and reviews: it is left out"
TYPED = "{kind} does not fit one cell {where}: it is asked as a text, and its choices stand in the hint"
NOT_IN_NAMES = re.compile(r"[^\w.:-]")
MOST_TICKED = 8  # choices that have a column each
MOST_LISTED = 300  # characters of choices in a hint


def tabled(
    lines: Iterable[Line], lists: Mapping[str, Sequence[Line]], *, is_plain: bool
) -> tuple[tuple[Line, ...], Sequence[Problem]]:
    """The rows, each table after the one that it stood in, and what is said of that; if `is_plain`, nothing follows."""
    made = _Tabling(lists)
    return tuple(made.rows(iter(lines), is_plain=is_plain)), made.problems


class _Tabling:
    """Makes of rows in tables such as fit there, and collects what is said of it on the way."""

    def __init__(self, lists: Mapping[str, Sequence[Line]]) -> None:
        self._lists = lists
        self.problems: list[Problem] = []

    def rows(self, left: Iterator[Line], *, is_plain: bool) -> Iterator[Line]:
        """The rows in their new order."""
        for line in left:
            if line.kind == dialect.BEGIN_REPEAT:
                for table in self._tables(line, left):
                    for column in self._plain(table) if is_plain else table:
                        yield from self._ticked(column) or [self._in_one_cell(column, is_column=True)]
            else:
                yield self._in_one_cell(line, is_column=False)

    def _tables(self, opening: Line, left: Iterator[Line]) -> list[list[Line]]:
        """A table that has been opened, and after it those that stand in it."""
        own, inside, deeper, depth = [opening], list[list[Line]](), list[list[Line]](), 0
        for line in left:
            if line.kind == dialect.BEGIN_REPEAT:
                self._say(line, "type", AFTER)
                inner, *others = self._tables(line, left)
                inside.append(inner)
                deeper += others
                continue
            own.append(line)
            if line.kind in dialect.CLOSINGS and not depth:
                break
            depth += (line.kind in dialect.OPENINGS) - (line.kind in dialect.CLOSINGS)
        which = _which(opening, own[-1])
        return [own, *([first, which, *rest] for first, *rest in inside), *deeper]

    def _plain(self, table: Iterable[Line]) -> Iterator[Line]:
        """The rows of a table on a sheet of its own making, without what would follow what else stands in a row."""
        for line in table:
            lost = [column for column in FOLLOWING if line.text(column)]
            for column in lost:
                self._say(line, column, FOLLOWING_LOST.format(column=column))
            if line.kind != dialect.CALCULATE:
                yield line.saying(**dict.fromkeys(lost, ""))

    def _ticked(self, line: Line) -> Sequence[Line]:
        """A question with several choices as a column for each of them; none where that is more than fits a table."""
        listed, name = self._lists.get(line.argument, ()), line.text("name")
        if line.kind != dialect.SELECT_MULTIPLE or not 0 < len(listed) <= MOST_TICKED:
            return ()
        self._say(line, "type", TICKED)
        for lost in filter(line.text, LOST):
            self._say(line, lost, f"{lost} is not supported for ticks in a table")
        plain = {**dict.fromkeys(LOST, ""), "appearance": "", dialect.TICK_OF: name}
        bare = line.saying(type=f"{dialect.SELECT_ONE} {dialect.TICK}", **plain)
        return [
            bare.saying(
                name=tick_of(name, choice.text("name")),
                label=f"{line.text('label')}: {choice.text('label')}",
                hint="" if place else line.text("hint"),
            )
            for place, choice in enumerate(listed)
        ]

    def _in_one_cell(self, line: Line, *, is_column: bool) -> Line:
        """A question with several choices as a text, where one cell has to take its answer."""
        kind, listed = line.kind, self._lists.get(line.argument, ())
        if not listed or (kind != dialect.RANK and not (is_column and kind == dialect.SELECT_MULTIPLE)):
            return line
        self._say(line, "type", TYPED.format(kind=kind, where="of a table" if is_column else "in order"))
        labels = "; ".join(choice.text("label") for choice in listed)
        hint = labels if len(labels) <= MOST_LISTED else f"{labels[:MOST_LISTED]}\u2026"
        told = " ".join(filter(None, (line.text("hint"), f"({hint})")))
        if line.text("default"):
            self._say(line, "default", "a default of choices that are typed is not supported: it is left out")
        return line.saying(type="text", hint=told, appearance="", choice_filter="", default="")

    def _say(self, line: Line, column: str, reason: str) -> None:
        self.problems.append(line.left_out(column, reason))


def _which(table: Line, closing: Line) -> Line:
    """The column that says to which row of a table a row belongs; it is of the closing row, which asks nothing else."""
    name = table.text("name")
    label = table.text("label") or name.replace("_", " ").capitalize()
    texts = {"type": "text", "name": f"{name}_row", "label": label, dialect.WITHIN: name}
    return Line(closing.sheet, closing.number, closing.columns, texts)


def tick_of(question: str, choice: str) -> str:
    """The name of the column in which a choice of a question is ticked."""
    return f"{question}:{NOT_IN_NAMES.sub('_', choice)}"
