"""Everything that can be wrong with a template, found at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from openpyxl.utils.cell import coordinate_to_tuple

from xlkit.form.xlsform import settling
from xlkit.form.xlsform.book import Book, Sheet
from xlkit.form.xlsform.checks import limits, parts, rules, sheets, survey
from xlkit.form.xlsform.columns import CROSSWALK, FORM_NEEDS, OWN_SHEETS, SHEETS, UNMISTAKABLE, Columns
from xlkit.form.xlsform.problem import Problem, Takes, Weight
from xlkit.form.xlsform.translated import completed

# Each check with the sheets it reads: where one of them lacks a column, that is told once and not at every row.
OF_FORM: tuple[tuple[Callable[[Book], Iterator[Problem]], frozenset[str]], ...] = (
    (survey.problems, frozenset({"survey", "choices"})),
    (survey.references, frozenset({"survey", "choices"})),
    (survey.boxes, frozenset({"survey", "choices"})),
    (parts.problems, frozenset({"survey", "choices"})),
    (limits.problems, frozenset({"survey", "choices"})),
    (sheets.accounts, frozenset({"survey", "settings"})),
    (survey.texts, frozenset({"survey", "choices", "guidance"})),
    (sheets.choices, frozenset({"choices"})),
    (sheets.settings, frozenset({"settings"})),
    (sheets.scales, frozenset({"survey", "choices", "settings"})),
    (sheets.planner, frozenset({"planner", "choices"})),
)
SEVERAL = 2


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
    is_foreign = sheet in OWN_SHEETS or (sheet in SHEETS and problem.column in SHEETS[sheet].own)
    if not is_foreign or _is_own(book):
        return problem
    takes = Takes.SHEET if sheet in OWN_SHEETS else Takes.CELL
    return replace(problem, weight=Weight.LEFT_OUT, takes=takes)


def _is_own(book: Book) -> bool:
    """Whether a form has what only xlkit knows, so that the rest of it is meant for xlkit as well."""
    has_sheet = any(
        name in ("bands", "guidance", "planner") and not _lacking(sheet, SHEETS[name])
        for name, sheet in book.sheets.items()
    )
    return has_sheet or any(column in sheet.columns for sheet in book.sheets.values() for column in UNMISTAKABLE)


def _of_one(book: Book) -> list[Problem]:
    problems = [*_of_sheets(book, SHEETS, FORM_NEEDS), *_taken(book)]
    broken = {name for name, sheet in book.sheets.items() if _lacking(sheet, SHEETS[name])}
    for check, needed in OF_FORM:
        if not needed & broken:
            problems.extend(check(book))
    return problems


def _of_sheets(book: Book, wanted: Mapping[str, Columns], needed: Collection[str]) -> Iterator[Problem]:
    """Missing sheets and columns, cells that could not be read or have to say something else, and what is left out."""
    for name in needed:
        if name not in book.sheets:
            yield Problem(name, "", f"the sheet {name} is missing: add it, or give a workbook that has it")
    for name, sheet in book.sheets.items():
        yield from sheet.faults
        missing = _lacking(sheet, wanted[name])
        yield from (_missing(sheet, column) for column in missing)
        yield from _left_out(sheet, wanted[name])
        if not missing:
            yield from rules.of_columns(sheet.lines[:1] if name == "settings" else sheet.lines, wanted[name])


def _lacking(sheet: Sheet, wanted: Columns) -> tuple[str, ...]:
    """The columns that a sheet must have and has not."""
    return tuple(column for column in wanted.needed if column not in sheet.columns)


def _missing(sheet: Sheet, column: str) -> Problem:
    reason = f"the column {column} is missing: add it to the first row"
    if sheet.name.strip().lower() != "choices":
        return Problem(sheet.name, "", reason)
    return Problem(sheet.name, "", f"{reason}; the sheet is left out", Weight.LEFT_OUT, Takes.SHEET)


def _left_out(sheet: Sheet, wanted: Columns) -> Iterator[Problem]:
    columns = [column for column in sheet.columns if column.partition("::")[0] in wanted.left_out]
    for line in sheet.lines:
        for column in filter(line.text, columns):
            yield line.left_out(column, f"{column} is not supported in a workbook: it is left out")


def _taken(book: Book) -> Iterator[Problem]:
    """Where labels are in languages and none is the default one, which of them is taken."""
    survey = book.sheets.get("survey")
    if survey is None or not survey.languages or "label" in survey.headings:
        return
    default = book.setting("default_language")
    if default and default.lower() not in map(str.lower, survey.languages):
        named = f"no label is in the default_language {default!r} that the settings name"
    elif not default and len(survey.languages) >= SEVERAL:
        named = "labels are in several languages, and the settings name no default_language"
    else:
        return
    languages = ", ".join(survey.languages)
    yield Problem(survey.name, "", f"{named}: {book.language} is taken for it, of {languages}", Weight.LEFT_OUT)


def of_crosswalk(book: Book, known: Mapping[str, Collection[str]] | None = None) -> tuple[Problem, ...]:
    """Every problem of a crosswalk, from top to bottom; `known` maps the instruments at hand to their items."""
    problems = list(_of_sheets(book, CROSSWALK, tuple(CROSSWALK)))
    if not any(_lacking(sheet, CROSSWALK[name]) for name, sheet in book.sheets.items()):
        problems.extend(sheets.crosswalk(book, known or {}))
    return _ordered(problems, book)


def _ordered(problems: Iterable[Problem], book: Book) -> tuple[Problem, ...]:
    places: Mapping[str, int] = {sheet.name: place for place, sheet in enumerate(book.sheets.values(), start=1)}

    def order(problem: Problem) -> tuple[int, tuple[int, int], str]:
        cell = coordinate_to_tuple(problem.cell) if problem.cell else (0, 0)
        return places.get(problem.sheet, 0), cell, problem.reason

    return tuple(sorted(set(problems), key=order))
