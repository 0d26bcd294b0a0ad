"""Everything that can be wrong with a template, found at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from openpyxl.utils.cell import coordinate_to_tuple

from xlkit.form.xlsform.checks import (
    boxes,
    columns,
    languages,
    limits,
    links,
    parts,
    references,
    scales,
    sheets,
    survey,
    texts,
)
from xlkit.form.xlsform.dialect import CROSSWALK, FORM_NEEDS, SHEETS
from xlkit.form.xlsform.problem import Problem
from xlkit.form.xlsform.workbook import Book, code_of

# Each check with the sheets it reads: where one of them lacks a column, that is told once and not at every row.
OF_FORM: tuple[tuple[Callable[[Book], Iterator[Problem]], frozenset[str]], ...] = (
    (survey.problems, frozenset({"survey", "choices"})),
    (references.problems, frozenset({"survey", "choices"})),
    (boxes.problems, frozenset({"survey", "choices"})),
    (parts.problems, frozenset({"survey", "choices"})),
    (limits.problems, frozenset({"survey", "choices"})),
    (texts.problems, frozenset({"survey", "choices", "guidance"})),
    (sheets.choices, frozenset({"choices"})),
    (sheets.settings, frozenset({"settings"})),
    (scales.problems, frozenset({"survey", "choices", "settings"})),
    (sheets.bands, frozenset({"bands"})),
    (sheets.guidance, frozenset({"guidance"})),
    (sheets.planner, frozenset({"planner", "choices"})),
    (sheets.glossary, frozenset({"glossary"})),
    (sheets.resources, frozenset({"resources"})),
)


def of_form(books: Sequence[Book]) -> tuple[Problem, ...]:
    """Every problem of a form read in each of its languages, sheet by sheet and from top to bottom."""
    first, *others = books
    problems = _of_one(first)
    for other in others:
        missing = list(languages.problems(first, other))
        told = {problem.address for problem in missing}
        # What is wrong in every language is told once, and a text that is not there is no other fault as well.
        own = _of_one(other) if code_of(other.language) else []
        problems += [*missing, *(problem for problem in own if problem.address not in told)]
    return _ordered(problems, first)


def _of_one(book: Book) -> list[Problem]:
    problems = list(columns.problems(book, SHEETS, FORM_NEEDS))
    broken = {name for name, sheet in book.sheets.items() if columns.lacking(sheet, SHEETS[name])}
    for check, needed in OF_FORM:
        if not needed & broken:
            problems.extend(check(book))
    return problems


def of_crosswalk(book: Book, known: Mapping[str, Collection[str]] | None = None) -> tuple[Problem, ...]:
    """Every problem of a crosswalk, from top to bottom; `known` maps the instruments at hand to their items."""
    problems = list(columns.problems(book, CROSSWALK, tuple(CROSSWALK)))
    if not any(columns.lacking(sheet, CROSSWALK[name]) for name, sheet in book.sheets.items()):
        problems.extend(links.problems(book, known or {}))
    return _ordered(problems, book)


def _ordered(problems: Iterable[Problem], book: Book) -> tuple[Problem, ...]:
    places: Mapping[str, int] = {sheet.name: place for place, sheet in enumerate(book.sheets.values(), start=1)}

    def order(problem: Problem) -> tuple[int, tuple[int, int], str]:
        cell = coordinate_to_tuple(problem.cell) if problem.cell else (0, 0)
        return places.get(problem.sheet, 0), cell, problem.reason

    return tuple(sorted(set(problems), key=order))
