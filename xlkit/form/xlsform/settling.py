"""A form as somebody wrote it, made into one whose names can be told apart and whose types a workbook knows."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from xlkit.form.item import NAMED, Kind
from xlkit.form.words import TICK, TYPED_TICK
from xlkit.form.xlsform import dialect
from xlkit.form.xlsform.book import Book, Line, choice_name, is_long
from xlkit.form.xlsform.columns import EXTERNAL
from xlkit.form.xlsform.problem import Problem, Weight
from xlkit.form.xlsform.tabled import tabled

LOOPED = re.compile(r"%\((?:label|name)\)s")  # where a loop's question has the choice that it is asked of
TOLD_APART = (*dialect.QUESTIONS, dialect.CALCULATE, dialect.BEGIN_REPEAT)
ONE_CHOICE = {dialect.ACKNOWLEDGED: {"name": "ok", "label": "OK"}, dialect.TICK: {"name": TYPED_TICK, "label": TICK}}


def settled(book: Book) -> tuple[Book, tuple[Problem, ...]]:
    """The form, and what is said of what it calls alike, leaves without words or asks in a way of its own."""
    made = _Settling(book)
    lines, lists, typed = made.survey(), made.lists, book.lines("survey")
    for name, texts in ONE_CHOICE.items():
        if any(line.from_list == name for line in lines):
            lists.setdefault(name, (Line("choices", 1, {}, {"list_name": name, **texts}),))
    book = book.with_lines("choices", tuple(line for listed in lists.values() for line in listed))
    book = book.with_lines(EXTERNAL, ()).with_lines("survey", tuple(made.told_apart(lines)))
    is_of_accounts = bool(book.setting("consolidate"))  # whose lists have a sheet
    long_lists = book.long_lists | {name for name, listed in lists.items() if is_long(listed) and not is_of_accounts}
    great_lists = frozenset(name for name, listed in lists.items() if _is_great(listed))
    names = frozenset(line.text("name") for line in typed)
    return replace(book, names=names, long_lists=long_lists, great_lists=great_lists), tuple(made.problems)


class _Settling:
    """Makes the rows of a form what a workbook knows, step by step, and collects what is said of it on the way."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.problems: list[Problem] = []
        self.lists = {name: tuple(self._choices(listed)) for name, listed in book.lists().items()}

    def survey(self) -> Sequence[Line]:
        """The rows of the survey, those of one name not told apart yet."""
        lines: Sequence[Line] = self._book.lines("survey")
        for step in (self._loop, self._from_file, self._from_rows, self._asked, self._labelled):
            lines = [settled for line in lines for settled in step(line)]
        lines, told = tabled(lines, self.lists, is_plain=self._book.stands_apart)
        self.problems += told
        return lines

    def _say(self, line: Line, column: str, reason: str) -> None:
        self.problems.append(line.left_out(column, reason))

    def _unlabelled(self, line: Line, told: str) -> None:
        if "label" in line.columns:
            self._say(line, "label", f"the label is empty: {told!r} stands there")
        else:
            reason = "the column label is missing, so hints and names stand in its place: add it to the first row"
            self.problems.append(Problem(line.sheet, "", reason, Weight.LEFT_OUT))

    def _choices(self, listed: Sequence[Line]) -> Iterator[Line]:
        """The choices of a list, each with a name and a label that no other has, in capitals or not."""
        names: dict[str, int] = {}
        labels: dict[str, int] = {}
        for line in listed:
            name, label = choice_name(line.text("name")), line.text("label") or line.text("name")
            if name and not line.text("label"):
                self._unlabelled(line, label)
            own, told = _free(name, "{}_{}", names), _free(label, "{} ({})", labels)
            if own != name:
                self._say(line, "name", f"the name {name!r} stands above as well: this choice goes by {own!r}")
            if told != label:
                self._say(line, "label", f"the label {label!r} stands above as well: this one reads {told!r}")
            yield line.saying(name=own, label=told)

    def _loop(self, line: Line) -> Iterator[Line]:
        """A loop over a list is a table with a row for each of its choices, in whose first column one is picked."""
        if line.kind == dialect.BEGIN_LOOP:
            rows = str(len(self.lists.get(line.argument, ())) or dialect.PREPARED_ROWS)
            yield line.saying(type=dialect.BEGIN_REPEAT, repeat_count=rows)
            name, label = line.argument, line.text("label") or line.text("name")
            texts = {"type": f"{dialect.SELECT_ONE} {name}", "name": name, "label": label}
            yield Line(line.sheet, line.number, line.columns, texts)
        elif line.kind == dialect.END_LOOP:
            yield line.saying(type=dialect.END_REPEAT)
        else:
            texts = {column: LOOPED.sub("\u2026", text) for column, text in line.texts.items() if "%(" in text}
            yield line.saying(**texts) if texts else line

    def _from_file(self, line: Line) -> Iterator[Line]:
        """What picks from a file beside the form picks from a list of its name; where that is unread, it is typed."""
        select, name = dialect.FROM_FILE.get(line.kind, ""), line.argument
        if select and self.lists.get(name):
            yield line.saying(type=f"{select} {name}", parameters="")
        elif select:
            reason = self._book.files.unread.get(name, "holds no choices")
            self._say(line, "type", f"the file of choices {name!r} {reason}. Until then the answer is typed")
            yield line.saying(type=Kind.TEXT, appearance="", choice_filter="", parameters="")
        else:
            yield line

    def _from_rows(self, line: Line) -> Iterator[Line]:
        """What picks from the rows of a table is a text that stands in its column; several of them are typed."""
        table = NAMED.fullmatch(line.from_list)
        if table is None:
            yield line
            return
        is_one = line.kind == dialect.SELECT_ONE
        if not is_one:
            self._say(line, "type", f"several rows of {table[1]} cannot be picked in a workbook: they are typed")
        if line.text("choice_filter"):
            self._say(line, "choice_filter", f"all rows of {table[1]} are offered, whatever the filter says")
        picked = table[1] if is_one else ""
        yield line.saying(**{"type": Kind.TEXT, dialect.PICKS: picked, "appearance": "", "choice_filter": ""})

    def _asked(self, line: Line) -> Iterator[Line]:
        """What a device asks for in a way of its own is asked for in the way that a workbook has."""
        kind, instead = line.kind, dialect.ALSO_ASKED.get(line.kind)
        if instead is None:
            yield line
            return
        self._say(line, "type", f"{kind!r} is not supported in a workbook: {instead.told}")
        line = line.saying(type=instead.type, appearance="", calculation="")
        if instead.constraint:
            told = " ".join(filter(None, (line.text("hint"), f"({instead.hint})")))
            line = line.saying(hint=told, constraint=line.text("constraint") or instead.constraint)
        yield _bounded(line) if kind == dialect.RANGE else line

    def _labelled(self, line: Line) -> Iterator[Line]:
        """A question without a label shows its name; a note without anything to read is passed over."""
        if line.kind not in dialect.QUESTIONS or line.text("label"):
            yield line
        elif line.kind != dialect.NOTE:
            told = line.text("hint") or line.text("name").replace("_", " ").capitalize()
            if line.text("name") or line.text("hint"):
                self._unlabelled(line, told)
            yield line.saying(label=told, hint="")
        elif line.text("hint"):
            yield line.saying(label=line.text("hint"), hint="")

    def told_apart(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The rows, those of one name in different groups named by the path to them."""
        placed = list(_placed(lines))
        paths: dict[tuple[int, str], set[tuple[str, ...]]] = {}
        for line, table, groups in placed:
            if line.kind in TOLD_APART:
                paths.setdefault((table, line.text("name").lower()), set()).add(groups)
        for line, table, groups in placed:
            name, is_named = line.text("name"), line.kind in TOLD_APART and bool(groups and line.text("name"))
            is_told = is_named and len(paths[table, name.lower()]) > 1
            path = "/".join((*groups, name))
            if is_told:
                self._say(line, "name", f"the name {name!r} stands in other groups as well: this one is {path!r}")
            yield line.saying(name=path) if is_told else line


def _is_great(listed: Sequence[Line]) -> bool:
    """Whether choices are too many for a row each, and no scale."""
    return len(listed) > dialect.MOST_IN_ROWS and not any(line.text("score") or line.text("rank") for line in listed)


def _free(text: str, numbered: str, taken: dict[str, int]) -> str:
    """A text that is not taken yet: itself, or with the next number that is free."""
    free, number = text, 1
    while free and free.lower() in taken:
        number += 1
        free = numbered.format(text, number)
    taken[free.lower()] = number
    return free


def _bounded(line: Line) -> Line:
    """A range as a number between its ends."""
    ends = dict(re.findall(r"(start|end)\s*=\s*(-?[0-9.]+)", line.text("parameters")))
    least, most = ends.get("start", "1"), ends.get("end", "10")
    return line.saying(constraint=line.text("constraint") or f". >= {least} and . <= {most}", parameters="")


def _placed(lines: Iterable[Line]) -> Iterator[tuple[Line, int, tuple[str, ...]]]:
    """Each row with the row of the table that it stands in, 0 for none, and the groups around it within that."""
    around: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for line in lines:
        kind = line.kind
        if kind in dialect.CLOSINGS and len(around) > 1:
            around.pop()
        table, groups = around[-1]
        yield line, table, groups
        if kind == dialect.BEGIN_GROUP:
            around.append((table, (*groups, line.text("name"))))
        elif kind == dialect.BEGIN_REPEAT:
            around.append((line.number, ()))
