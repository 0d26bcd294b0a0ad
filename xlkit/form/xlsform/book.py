"""A template's sheets as nouns: its rows of texts, each with its address, and what the type of a survey's row says."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from xlkit.form.item import NAMED
from xlkit.form.xlsform import dialect
from xlkit.form.xlsform.cells import Files
from xlkit.form.xlsform.columns import EXTERNAL, SHEETS
from xlkit.form.xlsform.dialect import LONGEST_DROPDOWN, type_and_rest
from xlkit.form.xlsform.problem import Problem, Takes, Weight
from xlkit.whole import whole_number


class Line(Struct, frozen=True):
    """A filled row: its number as spreadsheet programs show it, and its texts by the names of their columns.

    `marked` are those that stand in it with markup, as they were typed.
    """

    sheet: str
    number: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]
    marked: Mapping[str, str] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """What stands in a column, or an empty text."""
        return self.texts.get(column, "")

    def saying(self, **texts: str) -> "Line":
        """The row with other texts in some columns; an empty one takes away what stands there."""
        return replace(self, texts={name: text for name, text in {**self.texts, **texts}.items() if text})

    def without(self, cells: Collection[tuple[str, int, int]]) -> "Line":
        """The row without what stands in some cells, each given by its sheet, row and column."""
        places = {name: (self.sheet, self.number, self.columns.get(name, 0)) for name in self.texts}
        return replace(self, texts={name: text for name, text in self.texts.items() if places[name] not in cells})

    def problem(self, column: str, reason: str, weight: Weight = Weight.WRONG, takes: Takes = Takes.NOTHING) -> Problem:
        """A problem at this row, in a column, or in the row's first cell where the sheet has no such column."""
        letter = get_column_letter(self.columns.get(column, 1))
        return Problem(self.sheet, f"{letter}{self.number}", reason, weight, takes, column)

    def left_out(self, column: str, reason: str, takes: Takes = Takes.NOTHING) -> Problem:
        """A problem of what a workbook cannot do, at this row."""
        return self.problem(column, reason, Weight.LEFT_OUT, takes)

    @property
    def kind(self) -> str:
        """The type of a row of the survey as xlkit writes it, `begin_group` or `select_one`, without what follows it.

        What is no type of the standard comes back in small letters.
        """
        return type_and_rest(self.text("type"))[0]

    @property
    def rest(self) -> tuple[str, ...]:
        """The words after the type: of a select its list, and what may follow that."""
        return type_and_rest(self.text("type"))[1]

    @property
    def argument(self) -> str:
        """The first word after the type, such as a list or a file of choices, or an empty text."""
        return next(iter(self.rest), "")

    @property
    def from_list(self) -> str:
        """The list that a select picks from, or an empty text."""
        return self.argument if self.kind in dialect.SELECTS else ""

    @property
    def has_other(self) -> bool:
        """Whether a select takes another answer than its choices."""
        return self.kind in dialect.SELECTS and " ".join(self.rest[1:]).lower() in dialect.OR_OTHER

    @property
    def rows(self) -> int:
        """How many rows are prepared in a table."""
        text = self.text("repeat_count")
        if text and not text.isdigit() and NAMED.search(text):
            return dialect.ROWS_BY_ANSWER
        return min(whole_number(text) or dialect.PREPARED_ROWS, dialect.MOST_ROWS)

    @property
    def is_evidence(self) -> bool:
        """Whether a row is the evidence box of an item rather than an item of its own."""
        return self.kind == "text" and bool(self.text("evidence_of"))

    @property
    def is_day(self) -> bool:
        """Whether a row is the date beside the answer to an item rather than an item of its own."""
        return self.kind == "date" and bool(self.text("date_of"))

    @property
    def is_item(self) -> bool:
        """Whether a row is a question or a note of its own."""
        return self.kind in dialect.QUESTIONS and not self.is_evidence and not self.is_day


class Sheet(Struct, frozen=True):
    """A sheet's filled rows under its columns, of those in several languages the ones in the language that was read.

    `headings` are all of them, `languages` those of its labels, and `faults` what could not be read.
    """

    name: str
    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    headings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()

    def without(self, problems: Iterable[Problem]) -> "Sheet":
        """The sheet without the rows and cells that problems of it take along."""
        taken = [
            (problem.takes, problem.sheet, *coordinate_to_tuple(problem.cell)) for problem in problems if problem.cell
        ]
        rows = {(sheet, row) for takes, sheet, row, _ in taken if takes is Takes.ROW}
        cells = {(sheet, row, column) for takes, sheet, row, column in taken if takes is Takes.CELL}
        lines = (line.without(cells) for line in self.lines if (line.sheet, line.number) not in rows)
        return replace(self, lines=tuple(lines))


class Book(Struct, frozen=True):
    """The sheets that were asked for, as far as the workbook has them, and the language that was read.

    `stem` is the name of its file. The choices of a list in `long_lists` fit no dropdown that holds them itself, in one
    language at least; those of one in `great_lists` are too many for a row each. `names` are those of all rows of the
    survey, as they were typed. `files` are what lies beside the form. In the `fallen` rows, known by
    the keys of their sheets, words of the default language stand.
    """

    sheets: Mapping[str, Sheet]
    language: str = ""
    stem: str = ""
    files: Files = Files()
    long_lists: frozenset[str] = frozenset()
    great_lists: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    fallen: frozenset[tuple[str, int]] = frozenset()

    @property
    def stands_apart(self) -> bool:
        """Whether it is of accounts, or of one person's review, whose tables have sheets of their own making."""
        return bool(self.setting("consolidate") or self.setting("holder"))

    def setting(self, column: str) -> str:
        """What the settings say in a column, or an empty text."""
        return next((line.text(column) for line in self.lines("settings")), "")

    def with_lines(self, name: str, lines: tuple[Line, ...], faults: tuple[Problem, ...] = ()) -> "Book":
        """The book with other rows in a sheet, which is there then if it has rows, and with more faults of it."""
        columns = {column: place for place, column in enumerate(SHEETS[name].needed, start=1)}
        sheet = self.sheets.get(name) or Sheet(name, columns, ())
        made = replace(sheet, lines=lines, faults=(*sheet.faults, *faults))
        added = {name: made} if lines or name in self.sheets else {}
        return replace(self, sheets={**self.sheets, **added})

    def lines(self, sheet: str) -> tuple[Line, ...]:
        """The filled rows of a sheet; none where it is missing."""
        return self.sheets[sheet].lines if sheet in self.sheets else ()

    def without(self, problems: Iterable[Problem]) -> "Book":
        """The book without what problems take along: cells, rows or sheets."""
        gone = list(problems)
        names = {problem.sheet for problem in gone if problem.takes is Takes.SHEET}
        sheets = {key: sheet.without(gone) for key, sheet in self.sheets.items() if sheet.name not in names}
        return replace(self, sheets=sheets)

    def lists(self) -> Mapping[str, Sequence[Line]]:
        """The rows of the choices, by the names of their lists."""
        lists: dict[str, list[Line]] = {}
        for line in (*self.lines("choices"), *self.lines(EXTERNAL)):
            lists.setdefault(line.text("list_name"), []).append(line)
        return lists


def is_long(choices: Sequence[Line]) -> bool:
    """Whether choices fit no dropdown: too long together, with a comma, or of a length not known yet."""
    for column in ("label", "label_they"):
        labels = [line.text(column) for line in choices]
        if len(",".join(labels)) > LONGEST_DROPDOWN or any("," in label or "${" in label for label in labels):
            return True
    return False


def choice_name(text: str) -> str:
    """The name of a choice as xlkit writes it: with spaces, several of them could not be told apart in one answer."""
    return "_".join(text.split())
