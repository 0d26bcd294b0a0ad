"""A sound form's sheets, made into an instrument."""

import re
from collections.abc import Iterable, Iterator

from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.form.identity import Perspective
from xlkit.form.instrument import (
    Accounts,
    Band,
    Guidance,
    Holder,
    Instrument,
    PlannerColumn,
    PlannerKind,
    Resource,
    Section,
    Side,
    Term,
)
from xlkit.form.words import Words, in_language
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.dialect import YES
from xlkit.form.xlsform.form import Block, blocks, settings, workings
from xlkit.form.xlsform.items import Items, choices_of
from xlkit.form.xlsform.translated import fallen_back
from xlkit.form.xlsform.workbook import code_of

ENGLISH = "en"
DEFAULT_WIDTH = 20  # characters
FIRST_VERSION = "1"


def default_planner(words: Words) -> tuple[PlannerColumn, ...]:
    """The action planner of a template that brings none of its own."""
    titles = words.default_planner
    return (
        PlannerColumn("topic", PlannerKind.TOPIC, titles.topic, width=24),
        PlannerColumn("level", PlannerKind.LEVEL, titles.level, width=36),
        PlannerColumn("next", PlannerKind.NEXT, titles.next, width=36),
        PlannerColumn("action", PlannerKind.TEXT, titles.action, width=40),
        PlannerColumn("owner", PlannerKind.TEXT, titles.owner),
        PlannerColumn("due", PlannerKind.DATE, titles.due, width=14),
        PlannerColumn("status", PlannerKind.CHOICE, titles.status, choices=titles.statuses, width=16),
    )


def name_of(book: Book) -> str:
    """The name of the instrument, which is part of the names of files: from the form's id, or from that of its file."""
    made = re.sub(r"[^A-Za-z0-9_.-]+", "-", book.setting("form_id") or book.stem).strip("-.")
    return made if made[:1].isalpha() else f"form-{made}".rstrip("-")


def instrument(book: Book) -> Instrument:
    """The instrument of a form in which nothing wrong was found."""
    language = code_of(book.language) or ENGLISH
    title = book.setting("form_title") or name_of(book)
    side, perspective, holder, accounts = (
        book.setting(column).lower() for column in ("side", "perspective", "holder", "consolidate")
    )
    survey = blocks(book)
    items = Items(book, survey, in_language(language))
    sections = (_section(items, block, place, title) for place, block in enumerate(survey, start=1))
    return Instrument(
        name=name_of(book),
        title=title,
        version=book.setting("version") or FIRST_VERSION,
        sections=tuple(section for section in sections if section.items),
        language=language,
        side=Side(side) if side else None,
        holder=Holder(holder) if holder else None,
        part_of=book.setting("part_of"),
        perspective=Perspective(perspective) if perspective else Perspective.SELF,
        bands=tuple(Band(int(line.text("level")), line.text("band")) for line in book.lines("bands")),
        planner=tuple(_planner_column(book, line) for line in book.lines("planner"))
        or default_planner(in_language(language)),
        guidance=tuple(_guidance(book.lines("guidance"))),
        glossary=tuple(Term(line.text("term"), line.text("meaning")) for line in book.lines("glossary")),
        resources=tuple(_resources(book.lines("resources"))),
        settings=settings(book),
        low=int(book.setting("low") or 0) or None,
        cut=float(book.setting("cut") or 0) or None,
        workings=tuple(items.item(asked) for asked in workings(book) if items.is_there(asked)),
        accounts=Accounts(accounts) if accounts else None,
        fallen_back=fallen_back(book, survey, in_language(language)),
    )


def _section(items: Items, block: Block, place: int, title: str) -> Section:
    opening, asked = block.opening, tuple(items.item(each) for each in block.items if items.is_there(each))
    if opening is None:
        return Section(f"section_{place}", block.ref, title, asked)
    label, hint = items.told(opening.text("label")), items.told(opening.text("hint"))
    return Section(opening.text("name"), block.ref, label or title, asked, hint)


def _planner_column(book: Book, line: Line) -> PlannerColumn:
    return PlannerColumn(
        name=line.text("column"),
        kind=PlannerKind(line.text("kind").lower()),
        title=line.text("heading"),
        hint=line.text("hint"),
        choices=tuple(choice.label for choice in choices_of(book, line.text("choices"))),
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
    strength = Strength(line.text("strength").lower())
    return Link(line.text("instrument"), line.text("item"), strength, line.text("people").lower() in YES)
