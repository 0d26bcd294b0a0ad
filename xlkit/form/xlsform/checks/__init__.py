"""Everything that can be wrong with a template, found at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from openpyxl.utils.cell import coordinate_to_tuple

from xlkit.form.xlsform import settling
from xlkit.form.xlsform.checks import columns, limits, links, parts, references, sheets, survey, texts
from xlkit.form.xlsform.dialect import CROSSWALK, FORM_NEEDS, OWN, OWN_SHEETS, SHEETS, UNMISTAKABLE
from xlkit.form.xlsform.problem import Problem, Takes, Weight
from xlkit.form.xlsform.translated import completed
from xlkit.form.xlsform.workbook import Book

# Each check with the sheets it reads: where one of them lacks a column, that is told once and not at every row.
OF_FORM: tuple[tuple[Callable[[Book], Iterator[Problem]], frozenset[str]], ...] = (
    (survey.problems, frozenset({"survey", "choices"})),
    (references.problems, frozenset({"survey", "choices"})),
    (survey.boxes, frozenset({"survey", "choices"})),
    (parts.problems, frozenset({"survey", "choices"})),
    (limits.problems, frozenset({"survey", "choices"})),
    (sheets.accounts, frozenset({"survey", "settings"})),
    (texts.problems, frozenset({"survey", "choices", "guidance"})),
    (sheets.choices, frozenset({"choices"})),
    (sheets.settings, frozenset({"settings"})),
    (sheets.scales, frozenset({"survey", "choices", "settings"})),
    (sheets.bands, frozenset({"bands"})),
    (sheets.guidance, frozenset({"guidance"})),
    (sheets.planner, frozenset({"planner", "choices"})),
    (sheets.glossary, frozenset({"glossary"})),
    (sheets.resources, frozenset({"resources"})),
)


def of_form(books: Sequence[Book]) -> tuple[Problem, ...]:
    """Every problem of a form read in each of its languages, sheet by sheet and from top to bottom."""
    first, *others = books
    problems = mended(first)[1]
    for made in (completed(first, other) for other in others):
        problems += [made.problem] if made.problem else []
        # What is wrong in every language is told once, and words of another language are no other fault as well.
        own, lost = mended(made.book)[1] if made.is_offered else [], {text.address for text in made.lost}
        problems += [problem for problem in own if problem.address not in lost]
    return _ordered(problems, first)


def mended(book: Book) -> tuple[Book, list[Problem]]:
    """A form without what is at fault by itself, its names told apart, and every problem that was met on the way."""
    left, problems = settling.settled(book)
    told = list(problems)
    while True:
        problems_left = [_weighed(problem, book) for problem in _of_one(left)]
        told += problems_left
        lessened = left.without(problem for problem in problems_left if not problem.is_wrong)
        if lessened == left:
            return left, told
        left = lessened


def _weighed(problem: Problem, book: Book) -> Problem:
    """A problem as it weighs in a form that has nothing of xlkit's: what is called alike there is somebody's own."""
    sheet = problem.sheet.strip().lower()
    is_foreign = sheet in OWN_SHEETS or problem.column in OWN.get(sheet, ())
    if not is_foreign or _is_own(book):
        return problem
    takes = Takes.SHEET if sheet in OWN_SHEETS else Takes.CELL
    return replace(problem, weight=Weight.LEFT_OUT, takes=takes)


def _is_own(book: Book) -> bool:
    """Whether a form has what only xlkit knows, so that the rest of it is meant for xlkit as well."""
    has_sheet = any(
        name in ("bands", "guidance", "planner") and not columns.lacking(sheet, SHEETS[name])
        for name, sheet in book.sheets.items()
    )
    return has_sheet or any(column in sheet.columns for sheet in book.sheets.values() for column in UNMISTAKABLE)


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
