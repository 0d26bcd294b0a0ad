"""The survey's rows put in order: which rows are questions, in which group, and by which reference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlkit.templates.dialect import GROUPS, QUESTIONS
from xlkit.templates.workbook import Line


@dataclass(frozen=True, slots=True)
class Block:
    """Questions under one heading: a group, or a run of rows outside any group, which has no opening row.

    `ref` is the section's visible reference: its own, or else its place among all sections.
    """

    opening: Line | None
    ref: str
    questions: tuple[Line, ...]


def type_of(line: Line) -> str:
    """The type of a row, as `begin_group` or `select_one`, without what follows it."""
    words = line.text("type").lower().split()
    if words[:1] in (["begin"], ["end"]):
        return "_".join(words[:2])
    return words[0] if words else ""


def list_of(line: Line) -> str:
    """The list that a select_one picks from, or an empty text."""
    words = line.text("type").split()
    return words[1] if type_of(line) == "select_one" and len(words) > 1 else ""


def is_evidence(line: Line) -> bool:
    """Whether a row is the evidence box of an item rather than an item of its own."""
    return type_of(line) == "text" and bool(line.text("evidence_of"))


def is_item(line: Line) -> bool:
    """Whether a row is an item of its own."""
    return type_of(line) in QUESTIONS and not is_evidence(line)


def blocks(lines: Iterable[Line]) -> tuple[Block, ...]:
    """The survey's sections in order; where groups are not well formed, as nearly as can be told."""
    found: list[tuple[Line | None, list[Line]]] = []
    is_open = False
    for line in lines:
        if type_of(line) in GROUPS:
            is_open = type_of(line) == "begin_group"
            found.extend([(line, [])] if is_open else [])
        elif is_item(line):
            if not is_open and (not found or found[-1][0] is not None):
                found.append((None, []))
            found[-1][1].append(line)
    return tuple(
        Block(opening, (opening.text("ref") if opening else "") or str(place), tuple(rows))
        for place, (opening, rows) in enumerate(found, start=1)
    )


def references(survey: Iterable[Block]) -> Mapping[int, str]:
    """The visible reference of each item by the number of its row: its own, or its place within its section.

    A note is not answered, so it has none and takes no place.
    """
    return {
        line.number: line.text("ref") or f"{block.ref}.{place}"
        for block in survey
        for place, line in enumerate((line for line in block.questions if type_of(line) != "note"), start=1)
    }
