"""What can be wrong with what the settings say of the scale: which levels are low, and where quadrants part."""

from collections.abc import Iterator

from xlkit.form.xlsform.checks import rules
from xlkit.form.xlsform.form import blocks, every
from xlkit.form.xlsform.problem import Problem
from xlkit.form.xlsform.rows import list_of
from xlkit.form.xlsform.workbook import Book, Line
from xlkit.measures.scale import commonest


def problems(book: Book) -> Iterator[Problem]:
    """Low levels that leave as many high ones, and a cut between the ends, on the scale of most questions."""
    for line in book.lines("settings")[:1]:
        if line.text("low") or line.text("cut"):
            yield from _bounds(line, _steps(book))


def _steps(book: Book) -> int:
    """How many steps the scale has that most questions are on; 0 where none is on any."""
    scored = [line.text("list_name") for line in book.lines("choices") if line.text("score")]
    lists = [list_of(item.line) for item in every(blocks(book)) if item.is_answered]
    return commonest(many for name in lists if (many := scored.count(name)) > 1)


def _bounds(line: Line, steps: int) -> Iterator[Problem]:
    low, cut = line.text("low"), line.text("cut")
    if not steps:
        for column in ("low", "cut"):
            yield from rules.empty(line, (column,), "no question has levels: leave the {column} empty")
        return
    if low and not (rules.is_whole(low) and int(low) <= steps // 2):
        yield line.problem("low", f"the highest of the low levels is a whole number from 1 to {steps // 2} of {steps}")
    if cut and not (_is_number(cut) and 1 <= float(cut) < steps):
        yield line.problem("cut", f"quadrants part at a level from 1 to less than {steps}, or between two such as 2.5")


def _is_number(text: str) -> bool:
    whole, _, part = text.partition(".")
    return all(digits.isascii() and digits.isdigit() for digits in (whole, part or "0"))
