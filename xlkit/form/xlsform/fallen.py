"""Fallen: the parts of a form, as those read it who fill it in, in which words of its default language stand."""

from collections.abc import Iterator

from xlkit.form.words import Words
from xlkit.form.xlsform.form import Asked, Block
from xlkit.form.xlsform.rows import list_of
from xlkit.form.xlsform.workbook import Book, Line


def fallen_back(book: Book, survey: tuple[Block, ...], words: Words) -> tuple[str, ...]:
    """Those parts: sections and questions by their references, and sheets by their titles."""
    if not book.fallen:
        return ()
    rows = {number for sheet, number in book.fallen if sheet == "survey"}
    lists = {line.text("list_name") for line in book.lines("choices") if ("choices", line.number) in book.fallen}
    boxes = [line for line in book.lines("survey") if line.number in rows]
    beside = {line.text(column) for line in boxes for column in ("evidence_of", "date_of")} - {""}

    def is_fallen(item: Asked) -> bool:
        lines = [part.line for part in (item, *item.fields)]
        return item.name in beside or any(line.number in rows or list_of(line) in lists for line in lines)

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
    titles = {
        "settings": words.start,
        "bands": words.summary,
        "planner": words.planner,
        "glossary": words.glossary,
        "resources": words.resources,
    }
    places = {"start": words.start, "questions": words.questions, "planner": words.planner, "summary": words.summary}

    def title(sheet: str, line: Line) -> str:
        return places.get(line.text("where").lower(), "") if sheet == "guidance" else titles.get(sheet, "")

    for sheet in ("settings", "guidance", *titles):
        for line in book.lines(sheet):
            if (sheet, line.number) in book.fallen and (told := title(sheet, line)):
                yield told
