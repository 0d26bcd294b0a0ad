"""What can be wrong with the rows of the survey, their references and texts, and those that stand beside an item."""

import re
from collections.abc import Collection, Iterator, Mapping

from xlkit.form.item import Kind
from xlkit.form.xlsform import dialect, form
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.checks import rules
from xlkit.form.xlsform.conditions import conditions
from xlkit.form.xlsform.dialect import YES
from xlkit.form.xlsform.form import Asked, Block, Part
from xlkit.form.xlsform.problem import Problem, Takes

KNOWN = ", ".join(f"{kind} LIST" if kind in dialect.SELECTS else kind for kind in dialect.TYPES)
ALONE = (*dialect.TYPED, dialect.CALCULATE, *dialect.RECORDED)
STRUCTURE = (*dialect.OPENINGS, *dialect.CLOSINGS)
OWN = ("ref", "hint", "relevant", "constraint")  # what only an item has
WHAT = {"evidence_of": "an evidence box", "date_of": "a date beside an answer"}


def problems(book: Book) -> Iterator[Problem]:
    """Everything that is wrong with the survey's rows, but for their references, boxes and parts in the merge."""
    lines = book.lines("survey")
    lists = book.lists().keys()
    for line in lines:
        yield from _type(line, lists)
        yield from _words(line)
    yield from _grouping(lines)
    yield from _names(form.tree(lines))
    yield from _without_rows(form.tree(lines))
    if "survey" in book.sheets and not _asks(book):
        yield Problem(book.sheets["survey"].name, "", "the form asks nothing: add a question")


def _asks(book: Book) -> bool:
    """Whether anything is left that a person answers, and that is not worked out."""
    survey = form.blocks(book)
    left = [item for item in form.every(survey) if item.is_answered]
    if all(item.is_calculated for item in left):
        rules = conditions(book, survey)
        return any(rules.of(item).calculation is None and not item.is_working for item in left)
    return True


def _type(line: Line, lists: Collection[str]) -> Iterator[Problem]:
    kind, rest = line.kind, line.rest
    if not kind:
        yield _gone(line, f"the type is empty, so the row is left out: write {KNOWN}")
    elif kind in dialect.SELECTS:
        yield from _list(line, rest, lists)
    elif kind not in (*ALONE, *STRUCTURE, *dialect.ELSEWHERE):
        yield _gone(line, f"the type {line.text('type')!r} is not supported, so the row is left out: use {KNOWN}")
    elif rest and kind in ALONE:
        yield _gone(
            line, f"the type {line.text('type')!r} is not supported, so the row is left out: write {kind} alone"
        )


def _gone(line: Line, reason: str) -> Problem:
    return line.left_out("type", reason, Takes.ROW)


def _list(line: Line, rest: tuple[str, ...], lists: Collection[str]) -> Iterator[Problem]:
    kind, after = line.kind, " ".join(rest[1:])
    if not rest:
        yield _gone(line, f"{kind} needs its list, so the row is left out: write {kind} and a list_name of the choices")
    elif rest[0] not in lists:
        reason = f"the list {rest[0]!r} has no row in the sheet choices, so the question is left out"
        yield _gone(line, f"{reason}: add its choices there")
    elif after and after.lower() not in dialect.OR_OTHER:
        yield line.left_out("type", f"{after!r} after the list is not supported: write or_other, or nothing")


def _words(line: Line) -> Iterator[Problem]:
    kind = line.kind
    if kind not in (*dialect.QUESTIONS, dialect.CALCULATE, *dialect.OPENINGS):
        return
    if kind != dialect.NOTE or line.text("name"):
        yield from rules.named(line, pattern=rules.PATH)


def _grouping(lines: tuple[Line, ...]) -> Iterator[Problem]:
    opened: list[Line] = []
    for line in lines:
        kind = line.kind
        if kind in dialect.OPENINGS:
            opened.append(line)
            if len(opened) == dialect.MOST_DEEP + 1:
                yield line.problem("type", f"groups stand in groups {dialect.MOST_DEEP} deep at most: close one above")
        elif kind in dialect.CLOSINGS and not opened:
            begin = kind.replace("end", "begin")
            yield line.problem("type", f"nothing is open here: delete this row, or add its {begin} above")
        elif kind in dialect.CLOSINGS:
            opening = opened.pop()
            expected = opening.kind.replace("begin", "end")
            if kind != expected:
                yield line.problem("type", f"what is open here began in row {opening.number}: write {expected}")
    for line in opened:
        end = line.kind.replace("begin", "end")
        yield line.problem("type", f"{line.text('name')!r} is never closed: add an {end} row after it")


def _names(parts: tuple[Part, ...]) -> Iterator[Problem]:
    """Sections, items and the columns of each table go by their names, so each has its own."""
    named = (*dialect.QUESTIONS, dialect.CALCULATE, dialect.BEGIN_REPEAT)
    yield from rules.unique([part.line for part in parts if part.line.kind == dialect.BEGIN_GROUP], "name")
    yield from rules.unique([part.line for part, _ in form.in_groups(parts) if part.line.kind in named], "name")
    for table in form.tables(parts):
        lines = [part.line for part, _ in form.in_groups(table.parts)]
        yield from rules.unique([line for line in lines if line.is_item or line.kind == dialect.CALCULATE], "name")


def _without_rows(parts: tuple[Part, ...]) -> Iterator[Problem]:
    for part in parts:
        if part.line.kind in dialect.OPENINGS and not part.parts:
            what = "table" if part.line.kind == dialect.BEGIN_REPEAT else "group"
            yield part.line.left_out("type", f"the {what} has no questions: add some, or delete the {what}")
        yield from _without_rows(part.parts)


def boxes(book: Book) -> Iterator[Problem]:
    """Boxes of items that are there, one of each sort an item, without what only an item has."""
    items = {item.name: item for item in form.every(form.blocks(book)) if item.is_answered}
    for column in WHAT:
        boxes = [line for line in book.lines("survey") if line.text(column)]
        yield from rules.unique(boxes, column)
        for line in boxes:
            yield from _box(book, line, column, items)


def _box(book: Book, line: Line, column: str, items: Mapping[str, Asked]) -> Iterator[Problem]:
    name = line.text(column)
    if column == "evidence_of" and not line.is_evidence:
        yield line.problem(column, "only a text row can be an evidence box: write text as its type")
    elif column == "date_of" and not line.is_day:
        yield line.problem(column, "only a date row can be the date beside an answer: write date as its type")
    elif name not in items and name in book.names - {other.text("name") for other in book.lines("survey")}:
        yield line.left_out(column, f"{name!r} is left out, and {WHAT[column]} with it", Takes.ROW)
    elif name not in items:
        yield line.problem(column, f"no question is named {name!r}: write the name of the question it belongs to")
    elif column == "date_of" and items[name].kind is Kind.TABLE:
        yield line.problem(column, f"{name!r} is a table, with no date beside it: put a date row into the table")
    else:
        yield from rules.empty(line, OWN, f"{WHAT[column]} has no {{column}} of its own: leave it empty")
        if line.text("required").lower() in YES:
            yield line.problem("required", f"{WHAT[column]} cannot be required: leave it empty")


VISIBLE = re.compile(r"[^\W_]\S{0,19}")
TAKEN = re.compile(r"[PESYV]\d.*", re.IGNORECASE)
OF_REVIEWS = re.compile(r"V\d.*", re.IGNORECASE)
PREFIXES = ("P", "E", "S")
ANSWERS = {"survey": ("label", "hint", "constraint_message"), "choices": ("label", "label_they")}
LIVE = ("label", "hint")
SETTINGS = {"guidance": ("heading", "text")}  # these speak of the whole form, so no answer can be meant


def references(book: Book) -> Iterator[Problem]:
    """Everything that is wrong with the references of sections and items."""
    survey = form.blocks(book)
    sections = {part.line.number for part in form.tree(book.lines("survey"))}
    for line in book.lines("survey"):
        yield from _shape(line, is_section=line.number in sections)
    yield from _sections(survey)
    yield from _collisions(book, survey)


def _shape(line: Line, *, is_section: bool) -> Iterator[Problem]:
    ref, kind = line.text("ref"), line.kind
    if not ref:
        return
    is_group = kind == dialect.BEGIN_GROUP
    if kind == "note" or (is_group and not is_section):
        what = "a group inside another" if is_group else "a note"
        yield line.problem("ref", f"{what} is not answered, so it has no reference: leave it empty")
    elif not VISIBLE.fullmatch(ref):
        reason = "must start with a letter or digit, without spaces, at most 20 long"
        yield line.problem("ref", f"the reference {ref!r} {reason}")
    elif (OF_REVIEWS if is_group else TAKEN).fullmatch(ref):
        reason = "looks like one of xlkit's own: use one without P, E, S, V or Y before the digit"
        yield line.problem("ref", f"the reference {ref!r} {reason}")


def _sections(survey: tuple[Block, ...]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for block in survey:
        first = block.opening or block.items[0].line
        earlier = seen.setdefault(block.ref.lower(), first.number)
        if earlier != first.number:
            reason = f"the section's reference {block.ref!r} is also that of row {earlier}: use another"
            yield first.problem("ref", reason)


def _collisions(book: Book, survey: tuple[Block, ...]) -> Iterator[Problem]:
    lists = book.lists()
    seen: dict[str, Asked] = {}
    for item in form.every(survey):
        rows = _rows(item, len(lists.get(item.line.from_list, ())))
        for ref in _visible(item.ref, rows) if item.is_answered else ():
            other = seen.setdefault(ref.lower(), item)
            if other is not item:
                reason = f"the reference {ref!r} is also used for row {other.line.number}: use another"
                yield item.line.problem("ref", reason)
                break


def _rows(item: Asked, choices: int) -> int:
    """How many rows of its own an item has below it."""
    if item.kind is Kind.TABLE:
        return item.line.rows
    return choices + item.line.has_other if item.kind in (Kind.STATEMENTS, Kind.MANY) else 0


def _visible(ref: str, rows: int) -> Iterator[str]:
    """The references that an item's rows show: its own, those below it, and those of its planner and evidence."""
    yield ref
    yield from (f"{ref}.{place}" for place in range(1, rows + 1))
    yield from (f"{prefix}{ref}" for prefix in PREFIXES)


def texts(book: Book) -> Iterator[Problem]:
    """Names of settings, which are filled in, of answers, for which a reference stands, and of nothing."""
    kept = {each.name for each in form.settings(book)}
    survey = form.blocks(book)
    sayable = conditions(book, survey).sayable
    alive = {item.line.number for item in form.every(survey) if form.is_live(item)}
    refs = {item.name: item.ref for item in form.every(survey) if item.is_answered}
    known = dict.fromkeys(book.names, "") | refs
    for sheet, columns in {**ANSWERS, **SETTINGS}.items():
        for line in book.lines(sheet):
            for column in columns:
                for name in form.names_in(line.text(column)):
                    is_shown = sheet == "survey" and column in LIVE and line.number in alive and name in sayable
                    if name not in kept and not is_shown:
                        yield _unkept(line, column, name, known if sheet in ANSWERS else {})


def _unkept(line: Line, column: str, name: str, known: dict[str, str]) -> Problem:
    if name not in known:
        return line.problem(column, f"no row is named {name!r}: write ${{…}} with the name of a calculate row")
    instead = f"its reference, ({known[name]})," if known[name] else "…"
    return line.left_out(column, f"the answer to {name} cannot be shown here: {instead} stands there instead")
