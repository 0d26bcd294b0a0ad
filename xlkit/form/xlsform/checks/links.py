"""What can be wrong with a crosswalk."""

from collections.abc import Collection, Iterator, Mapping

from xlkit.form.xlsform.checks import rules
from xlkit.form.xlsform.dialect import NO, STRENGTHS, YES
from xlkit.form.xlsform.problem import Problem
from xlkit.form.xlsform.workbook import Book, Line


def problems(book: Book, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Themes of one title each, no item linked to a theme twice, and no item that its known instrument lacks."""
    lines = book.lines("crosswalk")
    if "crosswalk" in book.sheets and not lines:
        yield Problem(book.sheets["crosswalk"].name, "A2", "the crosswalk is empty: add a row for each item of a theme")
    for line in lines:
        yield from rules.filled(line, "title", "strength")
        for column in ("theme", "instrument", "item"):
            yield from rules.named(line, column, rules.PATH)
        yield from rules.one_of(line, "strength", STRENGTHS)
        yield from rules.one_of(line, "people", (*YES, *NO))
        yield from _item(line, known)
    yield from _twice(lines)


def _item(line: Line, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    instrument, item = line.text("instrument"), line.text("item")
    if item and item not in known.get(instrument, (item,)):
        reason = f"{instrument} has no question named {item!r}: write the name of one of its questions or sections"
        yield line.problem("item", reason)


def _twice(lines: tuple[Line, ...]) -> Iterator[Problem]:
    links: dict[tuple[str, ...], Line] = {}
    titles: dict[str, str] = {}
    for line in lines:
        theme, title = line.text("theme"), line.text("title")
        if titles.setdefault(theme, title) != title:
            yield line.problem("title", f"the theme {theme!r} is titled {titles[theme]!r} above: use one title")
        first = links.setdefault((theme, line.text("instrument"), line.text("item")), line)
        if first is not line:
            yield line.problem("item", f"the item is already linked to this theme in row {first.number}: delete one")
