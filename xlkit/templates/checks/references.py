"""What can be wrong with the visible references: every one must be unique in the workbook."""

import re
from collections.abc import Iterator, Mapping

from xlkit.templates.dialect import MINIMAL, SELECT_ONE
from xlkit.templates.form import blocks, list_of, references, type_of
from xlkit.templates.workbook import Book, Line, Problem

VISIBLE = re.compile(r"[^\W_]\S{0,19}")
TAKEN = re.compile(r"[PESY]\d.*", re.IGNORECASE)
PREFIXES = ("P", "E", "S")


def problems(book: Book) -> Iterator[Problem]:
    """Everything that is wrong with the references of sections and items."""
    survey = blocks(book.lines("survey"))
    own = references(survey)
    yield from _sections(book)
    for line in book.lines("survey"):
        yield from _shape(line)
    yield from _collisions(book, own)


def _shape(line: Line) -> Iterator[Problem]:
    ref = line.text("ref")
    if not ref:
        return
    if type_of(line) == "note":
        yield line.problem("ref", "a note is not answered, so it has no reference: leave it empty")
    elif not VISIBLE.fullmatch(ref):
        yield line.problem(
            "ref", f"the reference {ref!r} must start with a letter or digit, without spaces, at most 20 long"
        )
    elif type_of(line) != "begin_group" and TAKEN.fullmatch(ref):
        yield line.problem(
            "ref", f"the reference {ref!r} looks like one of xlkit's own: use one without P, E, S or Y before the digit"
        )


def _sections(book: Book) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for block in blocks(book.lines("survey")):
        first = block.opening or block.questions[0]
        earlier = seen.setdefault(block.ref.lower(), first.number)
        if earlier != first.number:
            yield first.problem(
                "ref", f"the section's reference {block.ref!r} is also that of row {earlier}: use another"
            )


def _collisions(book: Book, own: Mapping[int, str]) -> Iterator[Problem]:
    sizes = _sizes(book)
    seen: dict[str, Line] = {}
    for line in book.lines("survey"):
        if line.number not in own:
            continue
        for ref in _visible(own[line.number], sizes.get(list_of(line), 0) if _in_rows(line) else 0):
            other = seen.setdefault(ref.lower(), line)
            if other is not line:
                yield line.problem("ref", f"the reference {ref!r} is also used for row {other.number}: use another")
                break


def _in_rows(line: Line) -> bool:
    return type_of(line) == SELECT_ONE and line.text("appearance").lower() != MINIMAL


def _sizes(book: Book) -> Mapping[str, int]:
    names = [line.text("list_name") for line in book.lines("choices")]
    return {name: names.count(name) for name in names}


def _visible(ref: str, statements: int) -> Iterator[str]:
    """The references that an item's rows show: its own, its statements', and those of its planner and evidence."""
    yield ref
    yield from (f"{ref}.{place}" for place in range(1, statements + 1))
    yield from (f"{prefix}{ref}" for prefix in PREFIXES)
