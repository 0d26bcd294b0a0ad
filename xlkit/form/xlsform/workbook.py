"""A template's workbook read: its sheets as somebody typed them, in each language that its labels are in."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from xlkit.form.xlsform import beside
from xlkit.form.xlsform.book import Book, Line, Sheet, is_long
from xlkit.form.xlsform.cells import Grid, Headings, grids, of_cells, of_headings
from xlkit.form.xlsform.columns import EXTERNAL, SHEETS, Columns
from xlkit.form.xlsform.dialect import YES
from xlkit.form.xlsform.markup import plain

FILTERED = re.compile(r"[A-Za-z_][\w.-]*")  # what may be the name of a column in a choice_filter


def read_all(path: Path, wanted: Mapping[str, Columns] = SHEETS) -> tuple[Book, ...]:
    """The wanted sheets and columns of a workbook, in each language that its labels are in, the default one first.

    Raises XlkitError where the file is not a workbook.
    """
    raw = grids(path)
    wanted = _with_filters(raw, wanted)
    files = beside.files(path.parent, _rows_of(raw, wanted))
    first = _book(path.stem, raw, wanted, files.choices, _language(raw, wanted))
    survey = first.sheets.get("survey")
    languages = survey.languages if survey and "label" in survey.columns else ()
    others = [language for language in languages if language.lower() != first.language.lower()]
    books = (first, *(_book(path.stem, raw, wanted, files.choices, language) for language in others))
    # The lists of accounts stand on a sheet of their own, and are as long as they need to be.
    lists = [] if first.setting("consolidate") else [named for book in books for named in book.lists().items()]
    long_lists = frozenset(name for name, lines in lists if is_long(lines))
    return tuple(replace(book, long_lists=long_lists, files=files) for book in books)


def _with_filters(raw: Mapping[str, Grid], wanted: Mapping[str, Columns]) -> Mapping[str, Columns]:
    """The wanted columns, with those of the choices that a choice_filter speaks of, whatever they are called."""
    if "survey" not in raw or "choices" not in wanted:
        return wanted
    filters = (line.text("choice_filter") for line in _rows_of(raw, wanted))
    words = {word.lower() for text in filters for word in FILTERED.findall(text)}
    with_more = dict(wanted)
    for name in ("choices", EXTERNAL):
        more = sorted(words - {*wanted[name].told, *wanted[name].left_out, *wanted[name].also})
        with_more[name] = replace(wanted[name], told={**wanted[name].told, **dict.fromkeys(more, "")})
    return with_more


def _rows_of(raw: Mapping[str, Grid], wanted: Mapping[str, Columns]) -> tuple[Line, ...]:
    """The rows of the survey, in whichever language; none where it is not wanted."""
    return _sheet(raw["survey"], wanted["survey"], "").lines if "survey" in raw.keys() & wanted.keys() else ()


def _book(
    stem: str, raw: Mapping[str, Grid], wanted: Mapping[str, Columns], files: Mapping[str, Grid], language: str
) -> Book:
    sheets = {name: _sheet(raw[name], columns, language) for name, columns in wanted.items() if name in raw}
    book = Book(sheets, language, stem)
    for name, grid in files.items():
        listed = _sheet(grid, wanted[EXTERNAL], language)
        lines = (line.saying(list_name=name) for line in listed.lines)
        book = book.with_lines(EXTERNAL, (*book.lines(EXTERNAL), *lines), listed.faults)
    return book


def _language(raw: Mapping[str, Grid], wanted: Mapping[str, Columns]) -> str:
    """The language to read: the form's default one, or without one the first that its labels are in."""
    if "survey" not in raw.keys() & wanted.keys():
        return ""
    settings = _sheet(raw["settings"], wanted["settings"], "").lines if "settings" in raw else ()
    default = settings[0].text("default_language") if settings else ""
    headings = _headings(raw["survey"], wanted["survey"])
    is_plain = "label" in (name for _, name in headings)
    languages = _languages(headings)
    if default and (is_plain or not languages or default.lower() in map(str.lower, languages)):
        return default
    return next(iter(() if is_plain else languages), default)


def _sheet(grid: Grid, wanted: Columns, language: str) -> Sheet:
    headings = _headings(grid, wanted)
    columns = _columns(headings, language, wanted)
    marked = wanted.spoken if wanted.is_marked else ()
    lines = (_line(grid.name, number, row, columns, marked) for number, row in enumerate(grid.rows[1:], start=2))
    return Sheet(
        name=grid.name,
        columns=columns,
        lines=tuple(line for line in lines if line.texts and line.text("disabled").lower() not in YES),
        headings=tuple(name for _, name in headings),
        languages=_languages(headings),
        faults=(*of_headings(grid, headings), *of_cells(grid, columns)),
    )


def _headings(grid: Grid, wanted: Columns) -> Headings:
    names = [*map(_column_name, _with_languages(grid.rows[0] if grid.rows else (), wanted))]
    known = (_as_known(name, names, wanted) for name in names)
    return tuple((place, name) for place, name in enumerate(known, start=1) if wanted.reads(_base(name, wanted)))


def _as_known(name: str, names: list[str], wanted: Columns) -> str:
    """A column's name as xlkit writes it, `label` of `caption`, unless there is one of that name as well."""
    base, separator, language = name.partition("::")
    known = wanted.also.get(base, base) + separator + language
    return name if known in names else known


def _languages(headings: Headings) -> tuple[str, ...]:
    return tuple(name.partition("::")[2] for _, name in headings if name.startswith("label::"))


def code_of(language: str) -> str:
    """The code of a language written as the standard asks, `cy` of "Welsh (cy)"; an empty text where it has none."""
    code = re.search(r"\(([A-Za-z-]{2,})\)$", language)
    return code[1] if code else ""


def _with_languages(headings: Sequence[str], wanted: Columns) -> Iterator[str]:
    """The headings with two colons before a language, also where the whole sheet is written with one."""
    is_single = not any("::" in heading for heading in headings)
    for heading in headings:
        base, _, language = heading.partition(":")
        is_told = is_single and bool(language) and _column_name(base) in (*wanted.spoken, *wanted.also)
        yield f"{base}::{language}" if is_told else heading


def _column_name(heading: str) -> str:
    base, separator, language = heading.partition("::")
    return base.strip().lower().replace(" ", "_") + separator + language.strip()


def _base(name: str, wanted: Columns) -> str:
    """A column's name without its language: `label` of `label::Welsh (cy)`, `form_title` of `form_title_cy`."""
    plain = name.partition("::")[0]
    root, _, code = plain.rpartition("_")
    is_coded = not wanted.reads(plain) and root in wanted.spoken and re.fullmatch("[a-z]{2,3}", code)
    return root if is_coded else plain


def in_language(base: str, language: str) -> tuple[str, str]:
    """The names that a column can have in a language, in lower case.

    The second is for columns that other tools would stumble over with `::` in them.
    """
    return f"{base}::{language}".lower(), f"{base}_{code_of(language)}".lower()


def _columns(headings: Headings, language: str, wanted: Columns) -> Mapping[str, int]:
    """Where each column stands; of those in several languages the one in the language that is read."""
    columns = {name: place for place, name in reversed(headings)}
    for base in wanted.spoken:
        names = [name for name in columns if _base(name, wanted) == base]
        spoken = in_language(base, language)
        place = columns.get(next((name for name in names if name.lower() in spoken), base))
        columns = {name: other for name, other in columns.items() if name not in names}
        if place is not None:
            columns[base] = place
    return columns


def _line(sheet: str, number: int, row: Sequence[str], columns: Mapping[str, int], marked: Collection[str]) -> Line:
    texts = {name: row[place - 1] if place <= len(row) else "" for name, place in columns.items()}
    shown = {name: plain(text) if name in marked else text for name, text in texts.items() if text}
    return Line(
        sheet,
        number,
        columns,
        shown,
        {name: texts[name] for name in marked if texts.get(name, "") != shown.get(name, "")},
    )
