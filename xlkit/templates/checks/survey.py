"""What can be wrong with the rows of the survey."""

from collections.abc import Collection, Iterator, Mapping

from xlkit.templates.checks import rules
from xlkit.templates.dialect import APPEARANCES, GROUPS, NO, QUESTIONS, SELECT_ONE, YES
from xlkit.templates.form import Block, blocks, is_evidence, is_item, type_of
from xlkit.templates.workbook import Book, Line, Problem

TYPES = f"{SELECT_ONE} LIST, {', '.join(QUESTIONS[1:])}, {' or '.join(GROUPS)}"


def problems(book: Book) -> Iterator[Problem]:
    """Everything that is wrong with the survey's rows, but for their references."""
    lines = book.lines("survey")
    lists = {line.text("list_name") for line in book.lines("choices")}
    for line in lines:
        yield from _type(line, lists)
        yield from _words(line)
    for types in (("begin_group",), QUESTIONS):
        yield from rules.unique([line for line in lines if type_of(line) in types], "name")
    yield from _grouping(lines)
    yield from _sections(book, blocks(lines))
    yield from _evidence(lines)


def _type(line: Line, lists: Collection[str]) -> Iterator[Problem]:
    kind, words = type_of(line), line.text("type").split()
    if not words:
        yield line.problem("type", f"the type is empty: write {TYPES}")
    elif kind not in (*QUESTIONS, *GROUPS):
        yield line.problem("type", f"the type {' '.join(words)!r} is not supported: use {TYPES}")
    elif kind == SELECT_ONE:
        yield from _list(line, words[1:], lists)
    elif len(words) > len(kind.split("_")):
        yield line.problem("type", f"the type {' '.join(words)!r} is not supported: write {kind} alone")


def _list(line: Line, words: list[str], lists: Collection[str]) -> Iterator[Problem]:
    if not words:
        yield line.problem("type", "select_one needs its list: write select_one and a list_name of the sheet choices")
    elif len(words) > 1:
        rest = " ".join(words[1:])
        yield line.problem(
            "type", f"{rest!r} after the list is not supported: add an ordinary choice to the list instead"
        )
    elif words[0] not in lists:
        yield line.problem("type", f"the list {words[0]!r} has no row in the sheet choices: add its choices there")


def _words(line: Line) -> Iterator[Problem]:
    kind = type_of(line)
    if kind not in (*QUESTIONS, "begin_group"):
        return
    yield from rules.named(line)
    yield from rules.filled(line, "label")
    yield from rules.one_of(line, "required", (*YES, *NO))
    for column in ("label", "hint"):
        if "${" in line.text(column):
            yield line.problem(column, "answers put into a text by ${…} are not supported: write the text without them")
    appearance = line.text("appearance")
    if appearance and appearance.lower() not in APPEARANCES.get(kind, ()):
        allowed = " or ".join(APPEARANCES.get(kind, ()))
        advice = f"leave it empty or write {allowed}" if allowed else "leave it empty"
        yield line.problem("appearance", f"the appearance {appearance!r} is not supported for {kind}: {advice}")


def _grouping(lines: tuple[Line, ...]) -> Iterator[Problem]:
    opened: list[Line] = []
    for line in lines:
        if type_of(line) == "begin_group":
            if opened:
                yield line.problem("type", "a group inside a group is not supported: end the group before it first")
            opened.append(line)
        elif type_of(line) == "end_group":
            if not opened:
                yield line.problem("type", "no group is open here: delete this row, or add its begin_group above")
            opened = opened[:-1]
    for line in opened:
        yield line.problem("type", f"the group {line.text('name')!r} is never closed: add an end_group row after it")


def _sections(book: Book, survey: tuple[Block, ...]) -> Iterator[Problem]:
    for block in survey:
        if block.opening and not block.questions:
            yield block.opening.problem("type", "the group has no questions: add some, or delete the group")
    if "survey" in book.sheets and not any(type_of(line) != "note" for block in survey for line in block.questions):
        yield Problem(book.sheets["survey"].name, "", "the form asks nothing: add a question")


def _evidence(lines: tuple[Line, ...]) -> Iterator[Problem]:
    items = {line.text("name"): line for line in lines if is_item(line) and type_of(line) != "note"}
    boxes = [line for line in lines if line.text("evidence_of")]
    yield from rules.unique(boxes, "evidence_of")
    for line in boxes:
        yield from _box(line, items)


def _box(line: Line, items: Mapping[str, Line]) -> Iterator[Problem]:
    item = line.text("evidence_of")
    if not is_evidence(line):
        yield line.problem("evidence_of", "only a text row can be an evidence box: write text as its type")
    elif item not in items:
        yield line.problem(
            "evidence_of", f"no question is named {item!r}: write the name of the question it belongs to"
        )
    else:
        because = "an evidence box has no {column} of its own: leave it empty"
        yield from rules.empty(line, ("ref", "hint"), because)
        if line.text("required").lower() in YES:
            yield line.problem("required", "an evidence box cannot be required: leave it empty")
