"""A sound form's sheets, made into an instrument."""

import re
from collections.abc import Iterable, Iterator

from xlkit.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.instrument import (
    Band,
    Choice,
    Guidance,
    Instrument,
    Item,
    Kind,
    PlannerColumn,
    PlannerKind,
    Resource,
    Section,
    Side,
    Term,
)
from xlkit.templates.dialect import MINIMAL, SELECT_ONE, TYPED, YES
from xlkit.templates.form import Block, blocks, is_evidence, list_of, references, type_of
from xlkit.templates.workbook import Book, Line

ENGLISH = "en"
DEFAULT_WIDTH = 20  # characters

DEFAULT_PLANNER = (
    PlannerColumn("topic", PlannerKind.TOPIC, "Topic", width=24),
    PlannerColumn("level", PlannerKind.LEVEL, "Where we are", width=36),
    PlannerColumn("next", PlannerKind.NEXT, "What to work towards", width=36),
    PlannerColumn("action", PlannerKind.TEXT, "What we are going to do", width=40),
    PlannerColumn("owner", PlannerKind.TEXT, "Who is responsible"),
    PlannerColumn("due", PlannerKind.DATE, "By when", width=14),
    PlannerColumn(
        "status", PlannerKind.CHOICE, "Status", choices=("Not started", "Under way", "Done", "Dropped"), width=16
    ),
)


def instrument(book: Book) -> Instrument:
    """The instrument of a form in which no problem was found."""
    settings = book.lines("settings")[0]
    side = settings.text("side").lower()
    return Instrument(
        name=settings.text("form_id"),
        title=settings.text("form_title"),
        version=settings.text("version"),
        sections=tuple(_sections(book, settings.text("form_title"))),
        language=_code(book.language),
        side=Side(side) if side else None,
        bands=tuple(Band(int(line.text("level")), line.text("band")) for line in book.lines("bands")),
        planner=tuple(_planner_column(book, line) for line in book.lines("planner")) or DEFAULT_PLANNER,
        guidance=tuple(_guidance(book.lines("guidance"))),
        glossary=tuple(Term(line.text("term"), line.text("meaning")) for line in book.lines("glossary")),
        resources=tuple(_resources(book.lines("resources"))),
    )


def _code(language: str) -> str:
    """The code of a language written as the standard asks: `en` of "English (en)"."""
    code = re.search(r"\(([A-Za-z-]{2,})\)$", language)
    return code[1] if code else ENGLISH


def _sections(book: Book, title: str) -> Iterator[Section]:
    survey = blocks(book.lines("survey"))
    refs = references(survey)
    prompts = {line.text("evidence_of"): line.text("label") for line in book.lines("survey") if is_evidence(line)}
    for place, block in enumerate(survey, start=1):
        items = tuple(
            _item(book, line, refs.get(line.number, ""), prompts.get(line.text("name"), "")) for line in block.questions
        )
        yield _section(block, items, f"section_{place}", title)


def _section(block: Block, items: tuple[Item, ...], name: str, title: str) -> Section:
    opening = block.opening
    if opening is None:
        return Section(name, block.ref, title, items)
    return Section(opening.text("name"), block.ref, opening.text("label"), items, opening.text("hint"))


def _item(book: Book, line: Line, ref: str, evidence: str) -> Item:
    return Item(
        name=line.text("name"),
        ref=ref,
        title=line.text("label"),
        kind=_kind(line),
        hint=line.text("hint"),
        choices=_choices(book, list_of(line)),
        required=line.text("required").lower() in YES,
        evidence=evidence,
    )


def _kind(line: Line) -> Kind:
    if type_of(line) != SELECT_ONE:
        return TYPED[type_of(line)]
    return Kind.CHOICE if line.text("appearance").lower() == MINIMAL else Kind.STATEMENTS


def _choices(book: Book, name: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(line.text("name"), line.text("label"), int(line.text("score")) if line.text("score") else None)
        for line in book.lines("choices")
        if name and line.text("list_name") == name
    )


def _planner_column(book: Book, line: Line) -> PlannerColumn:
    return PlannerColumn(
        name=line.text("column"),
        kind=PlannerKind(line.text("kind").lower()),
        title=line.text("heading"),
        hint=line.text("hint"),
        choices=tuple(choice.label for choice in _choices(book, line.text("choices"))),
        width=int(line.text("width") or DEFAULT_WIDTH),
        added=line.text("added").lower() in YES,
    )


def _guidance(lines: Iterable[Line]) -> Iterator[Guidance]:
    return (Guidance(line.text("where").lower(), line.text("heading"), line.text("text")) for line in lines)


def _resources(lines: Iterable[Line]) -> Iterator[Resource]:
    for line in lines:
        yield Resource(*(line.text(column) for column in ("heading", "title", "publisher", "year", "note")))


def crosswalk(book: Book) -> Crosswalk:
    """The crosswalk of a workbook in which no problem was found; themes stand in the order of their first rows."""
    lines = book.lines("crosswalk")
    titles = {line.text("theme"): line.text("title") for line in lines}
    return Crosswalk(
        tuple(
            Theme(name, title, tuple(_link(line) for line in lines if line.text("theme") == name))
            for name, title in titles.items()
        )
    )


def _link(line: Line) -> Link:
    return Link(line.text("instrument"), line.text("item"), Strength(line.text("strength").lower()))
