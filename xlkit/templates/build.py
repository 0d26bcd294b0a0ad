"""A sound form's sheets, made into an instrument."""

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
from xlkit.templates.workbook import Book, Line, code_of
from xlkit.words import Words, in_language

ENGLISH = "en"
DEFAULT_WIDTH = 20  # characters


def default_planner(words: Words) -> tuple[PlannerColumn, ...]:
    """The action planner of a template that brings none of its own."""
    said = words.default_planner
    return (
        PlannerColumn("topic", PlannerKind.TOPIC, said.topic, width=24),
        PlannerColumn("level", PlannerKind.LEVEL, said.level, width=36),
        PlannerColumn("next", PlannerKind.NEXT, said.next, width=36),
        PlannerColumn("action", PlannerKind.TEXT, said.action, width=40),
        PlannerColumn("owner", PlannerKind.TEXT, said.owner),
        PlannerColumn("due", PlannerKind.DATE, said.due, width=14),
        PlannerColumn("status", PlannerKind.CHOICE, said.status, choices=said.statuses, width=16),
    )


def instrument(book: Book) -> Instrument:
    """The instrument of a form in which no problem was found."""
    settings = book.lines("settings")[0]
    side, language = settings.text("side").lower(), code_of(book.language) or ENGLISH
    return Instrument(
        name=settings.text("form_id"),
        title=settings.text("form_title"),
        version=settings.text("version"),
        sections=tuple(_sections(book, settings.text("form_title"))),
        language=language,
        side=Side(side) if side else None,
        part_of=settings.text("part_of"),
        bands=tuple(Band(int(line.text("level")), line.text("band")) for line in book.lines("bands")),
        planner=tuple(_planner_column(book, line) for line in book.lines("planner"))
        or default_planner(in_language(language)),
        guidance=tuple(_guidance(book.lines("guidance"))),
        glossary=tuple(Term(line.text("term"), line.text("meaning")) for line in book.lines("glossary")),
        resources=tuple(_resources(book.lines("resources"))),
    )


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
        Choice(
            name=line.text("name"),
            label=line.text("label"),
            score=int(line.text("score")) if line.text("score") else None,
            label_they=line.text("label_they"),
        )
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
