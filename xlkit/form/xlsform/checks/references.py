"""What can be wrong with references: the visible ones, each unique in the workbook, and `${name}` in texts."""

import re
from collections.abc import Iterator

from xlkit.form.item import Kind
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.conditions import conditions
from xlkit.form.xlsform.dialect import BEGIN_GROUP
from xlkit.form.xlsform.form import Asked, Block, blocks, every, is_live, names_in, settings, tree
from xlkit.form.xlsform.problem import Problem

VISIBLE = re.compile(r"[^\W_]\S{0,19}")
TAKEN = re.compile(r"[PESYV]\d.*", re.IGNORECASE)
OF_REVIEWS = re.compile(r"V\d.*", re.IGNORECASE)
PREFIXES = ("P", "E", "S")
ANSWERS = {"survey": ("label", "hint", "constraint_message"), "choices": ("label", "label_they")}
LIVE = ("label", "hint")
SETTINGS = {"guidance": ("heading", "text")}  # these speak of the whole form, so no answer can be meant


def problems(book: Book) -> Iterator[Problem]:
    """Everything that is wrong with the references of sections and items."""
    survey = blocks(book)
    sections = {part.line.number for part in tree(book.lines("survey"))}
    for line in book.lines("survey"):
        yield from _shape(line, is_section=line.number in sections)
    yield from _sections(survey)
    yield from _collisions(book, survey)


def _shape(line: Line, *, is_section: bool) -> Iterator[Problem]:
    ref, kind = line.text("ref"), line.kind
    if not ref:
        return
    is_group = kind == BEGIN_GROUP
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
    for item in every(survey):
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
    kept = {each.name for each in settings(book)}
    survey = blocks(book)
    sayable, alive = conditions(book, survey).sayable, {item.line.number for item in every(survey) if is_live(item)}
    refs = {item.name: item.ref for item in every(survey) if item.is_answered}
    known = dict.fromkeys(book.names, "") | refs
    for sheet, columns in {**ANSWERS, **SETTINGS}.items():
        for line in book.lines(sheet):
            for column in columns:
                for name in names_in(line.text(column)):
                    is_shown = sheet == "survey" and column in LIVE and line.number in alive and name in sayable
                    if name not in kept and not is_shown:
                        yield _unkept(line, column, name, known if sheet in ANSWERS else {})


def _unkept(line: Line, column: str, name: str, known: dict[str, str]) -> Problem:
    if name not in known:
        return line.problem(column, f"no row is named {name!r}: write ${{…}} with the name of a calculate row")
    instead = f"its reference, ({known[name]})," if known[name] else "…"
    return line.left_out(column, f"the answer to {name} cannot be shown here: {instead} stands there instead")
