"""Translated: how much of a form is in another of its languages; the words of its default one stand for the rest."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace
from openpyxl.utils.cell import get_column_letter

from xlkit.form.words import Words
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.columns import CODED, SHEETS
from xlkit.form.xlsform.form import Asked, Block
from xlkit.form.xlsform.problem import Problem, Weight
from xlkit.form.xlsform.workbook import code_of, in_language

UNCODED = "the language {language!r} has no code, so it is left out: write it like label::Welsh (cy)"
TOO_FEW = "{language} is not offered until half of the labels are in it, and {told} of {all} are; missing: {where}"
LOST = "not in {language} yet, {lost} of {all} texts, for which those of the default language stand: {where}"


class Text(Struct, frozen=True):
    """A text of a form, by the name of its sheet and its row; `is_told` where the language that is read has it.

    `letter` is that of its column, which is empty where there is none in that language.
    """

    sheet: str
    base: str
    number: int
    letter: str
    is_told: bool

    @property
    def address(self) -> str:
        """Where it should stand."""
        return f"{self.sheet}!{self.letter}{self.number}"


class Translated(Struct, frozen=True):
    """A form in another of its languages, completed, and each of its texts."""

    book: Book
    texts: Sequence[Text]

    @property
    def lost(self) -> Sequence[Text]:
        """The texts that are not in it."""
        return [text for text in self.texts if not text.is_told]

    @property
    def is_offered(self) -> bool:
        """Whether workbooks can be had in it: half of all labels are in it."""
        labels = [text.is_told for text in self.texts if text.base == "label"]
        return bool(code_of(self.book.language)) and 2 * sum(labels) >= len(labels)

    @property
    def problem(self) -> Problem | None:
        """What is to be said of it; None where all is in it."""
        language, labels = self.book.language, [text.is_told for text in self.texts if text.base == "label"]
        facts = {"language": language, "where": "; ".join(_listed(self.lost, language))}
        if not code_of(language):
            reason = UNCODED.format(language=language)
        elif not self.is_offered:
            reason = TOO_FEW.format(told=sum(labels), all=len(labels), **facts)
        elif self.lost:
            reason = LOST.format(lost=len(self.lost), all=len(self.texts), **facts)
        else:
            return None
        return Problem(self.book.sheets["survey"].name, "", reason, Weight.LEFT_OUT)


def completed(first: Book, other: Book) -> Translated:
    """A form in a language, with the words of the default one in which `first` is wherever it says nothing."""
    sheets, texts, fallen = dict(other.sheets), list[Text](), set[tuple[str, int]]()
    for name, sheet in first.sheets.items():
        own = {(line.sheet, line.number): line for line in other.lines(name)}
        lines = []
        for line in sheet.lines:
            told = own.pop(
                (line.sheet, line.number), replace(line, texts={}, marked={}, columns=other.sheets[name].columns)
            )
            texts += (of_line := [*_texts(name, line, told)])
            lost = [text.base for text in of_line if not text.is_told]
            fallen |= {(name, line.number)} if lost else set()
            lines.append(_with(told, line, [*lost, *(base for base in line.texts if base not in told.texts)]))
        lines = sorted((*lines, *own.values()), key=lambda line: line.number) if own else lines
        sheets[name] = replace(other.sheets[name], lines=tuple(lines))
    return Translated(replace(other, sheets=sheets, fallen=frozenset(fallen)), texts)


def _texts(name: str, line: Line, told: Line) -> Iterator[Text]:
    """The texts of a row that a language should have; one whose column is that of the default language has none."""
    columns = SHEETS[name]
    for base in columns.spoken:
        is_own = told.columns.get(base) != line.columns.get(base)
        if line.text(base) and (is_own or not columns.may_stay):
            letter = get_column_letter(told.columns[base]) if is_own and base in told.columns else ""
            yield Text(line.sheet, base, line.number, letter, is_own and bool(told.text(base)))


def _with(told: Line, line: Line, bases: Iterable[str]) -> Line:
    """A row with some texts of another one."""
    given = {base: line.text(base) for base in bases}
    marked = {base: line.marked[base] for base in given if base in line.marked}
    columns = {**{base: line.columns[base] for base in given if base in line.columns}, **told.columns}
    return replace(told, texts={**told.texts, **given}, marked={**told.marked, **marked}, columns=columns)


def _listed(lost: Iterable[Text], language: str) -> Iterator[str]:
    """Where texts are missing, sheet by sheet: `survey!E3, E5-E9`, or columns that are not there."""
    for sheet, of_sheet in groupby(lost, key=lambda text: text.sheet):
        texts = list(of_sheet)
        cells = {letter: [text.number for text in texts if text.letter == letter] for letter in _letters(texts)}
        if cells:
            yield f"{sheet}!{', '.join(run for letter, rows in cells.items() for run in _runs(letter, rows))}"
        for base in dict.fromkeys(text.base for text in texts if not text.letter):
            yield f"{sheet} has no column {in_language(base, language)[1] if base in CODED else f'{base}::{language}'}"


def _letters(texts: Iterable[Text]) -> Iterable[str]:
    return dict.fromkeys(text.letter for text in texts if text.letter)


def _runs(letter: str, rows: Sequence[int]) -> Iterator[str]:
    """Rows of a column, those that follow each other as one."""
    for _, run in groupby(enumerate(rows), key=lambda placed: placed[1] - placed[0]):
        numbers = [number for _, number in run]
        last = f"\N{EN DASH}{letter}{numbers[-1]}" if len(numbers) > 1 else ""
        yield f"{letter}{numbers[0]}{last}"


def fallen_back(book: Book, survey: tuple[Block, ...], words: Words) -> tuple[str, ...]:
    """The parts in which words of the default language stand: by their references, and sheets by their titles."""
    if not book.fallen:
        return ()
    rows = {number for sheet, number in book.fallen if sheet == "survey"}
    lists = {line.text("list_name") for line in book.lines("choices") if ("choices", line.number) in book.fallen}
    boxes = [line for line in book.lines("survey") if line.number in rows]
    beside = {line.text(column) for line in boxes for column in ("evidence_of", "date_of")} - {""}

    def is_fallen(item: Asked) -> bool:
        lines = [part.line for part in (item, *item.fields)]
        return item.name in beside or any(line.number in rows or line.from_list in lists for line in lines)

    refs = [ref for block in survey for ref in _of_block(block, [*filter(is_fallen, block.items)], rows)]
    return tuple(dict.fromkeys((*refs, *_sheets(book, words))))


def _of_block(block: Block, fallen: list[Asked], rows: set[int]) -> Iterator[str]:
    """The section where all of it has fallen, or what is read there alone; else the questions that have."""
    refs = [item.ref for item in fallen if item.ref]
    is_headed = block.opening is not None and block.opening.number in rows
    if refs == [item.ref for item in block.items if item.ref] or is_headed or len(refs) < len(fallen):
        yield block.ref
    else:
        yield from refs


def _sheets(book: Book, words: Words) -> Iterator[str]:
    titles = {"settings": words.start, "bands": words.summary}
    titles |= {"planner": words.planner, "glossary": words.glossary, "resources": words.resources}
    places = {"start": words.start, "questions": words.questions, "planner": words.planner, "summary": words.summary}
    for sheet in ("settings", "guidance", *titles):
        for line in book.lines(sheet):
            told = titles.get(sheet) or places.get(line.text("where").lower(), "")
            if (sheet, line.number) in book.fallen and told:
                yield told
