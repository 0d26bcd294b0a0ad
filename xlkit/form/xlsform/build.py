"""A sound form's sheets, made into an instrument: the survey's rows into items, with their choices, boxes and rules."""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.form.expression import Literal
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
from xlkit.form.item import Choice, Item, Kind, Role, Said, Tone, Use
from xlkit.form.wording import MOST_CHOICES
from xlkit.form.words import Words, in_language
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.conditions import WORKED, conditions
from xlkit.form.xlsform.dialect import MULTILINE, OTHER, YES
from xlkit.form.xlsform.fitting import PICKED
from xlkit.form.xlsform.form import Asked, Block, blocks, every, is_live, is_long, names_in, settings, told, workings
from xlkit.form.xlsform.markup import runs
from xlkit.form.xlsform.translated import fallen_back
from xlkit.form.xlsform.workbook import code_of

ENGLISH = "en"
OF_WORK = ("heading", "title", "publisher", "year", "note")  # columns of the resources
DEFAULT_WIDTH = 20  # characters
FIRST_VERSION = "1"


def choices_of(book: Book, name: str) -> tuple[Choice, ...]:
    """The choices of a list, in the order of their rows."""
    return tuple(_choice(line) for line in book.lists().get(name, ())) if name else ()


def _choice(line: Line) -> Choice:
    tone = line.text("tone").lower()
    return Choice(
        name=line.text("name"),
        label=line.text("label"),
        score=int(line.text("score")) if line.text("score") else None,
        label_they=line.text("label_they"),
        rank=int(line.text("rank")) if line.text("rank") else None,
        reached=line.text("reached").lower() in YES,
        tone=Tone(tone) if tone else None,
        apart=line.text("apart"),
        use=Use(line.text("use").lower()) if line.text("use") else None,
    )


class Items:
    """Makes the items of one survey in one language."""

    def __init__(self, book: Book, survey: tuple[Block, ...], words: Words) -> None:
        lines = book.lines("survey")
        self._book, self._words = book, words
        self._rules = conditions(book, survey)
        self._settings = frozenset(each.name for each in settings(book))
        self._refs = {item.name: item.ref for item in every(survey) if item.is_answered}
        self._evidence = {line.text("evidence_of"): line for line in lines if line.is_evidence}
        self._days = {line.text("date_of"): line for line in lines if line.is_day}

    def told(self, text: str) -> str:
        """A text as it is shown: settings keep their places, and references stand for answers."""
        return told(text, self._settings, self._refs)

    def item(self, asked: Asked) -> Item:
        """An item as its row, and the boxes beside it, state it."""
        if asked.is_other:
            relevant = self._rules.of(asked).relevant
            return Item(asked.name, asked.ref, self._words.which_other, Kind.TEXT, relevant=relevant)
        role = asked.line.text("consolidate").lower()
        return replace(
            self._plain(asked),
            evidence=self._beside(self._evidence, asked.name),
            day=self._beside(self._days, asked.name),
            fields=tuple(map(self._plain, filter(self.is_there, asked.fields))),
            workings=tuple(map(self._plain, filter(self.is_there, asked.workings))),
            rows=asked.line.rows if asked.fields else 0,
            role=Role(role) if role else None,
            when=asked.line.text("when"),
            of=asked.line.text("of"),
        )

    def _for_everybody(self, item: Item) -> Item:
        """An item whose rule is left out: everybody is asked, and nobody has to answer; a heading asks nothing."""
        if not item.is_answered:
            return item
        told = self._words.for_everybody if item.is_asked else self._words.worked_for_everybody
        return replace(item, hint=" ".join(filter(None, (item.hint, told))), required=False)

    def _live(self, text: str, asked: Asked) -> str:
        """A text as it stands beside its question, where it has answers in it that can be shown there."""
        alive = self._rules.sayable & frozenset(names_in(text)) if is_live(asked) else frozenset[str]()
        return told(text, self._settings | alive, self._refs) if alive else ""

    def is_there(self, asked: Asked) -> bool:
        """Whether it stands in a workbook: not a calculation left out, nor a note that not everybody may read."""
        if asked.is_working:
            return self._rules.of(asked).calculation is not None
        return asked.kind is not Kind.NOTE or not self._rules.of(asked).is_for_all

    def _plain(self, asked: Asked) -> Item:
        """What the fields of a table have as well."""
        line, rules = asked.line, self._rules.of(asked)
        calculation, default = rules.calculation, rules.default
        if default is not None and line.text("read_only").lower() in YES and asked.kind not in PICKED:
            calculation, default = Literal(default), None
        title = self.told(line.text("label")) or line.text("name").replace("_", " ").capitalize()
        pieces = runs(line.marked.get("label", "")) if asked.kind is Kind.NOTE else ()
        item = Item(
            name=asked.name,
            ref=asked.ref,
            title=title,
            kind=WORKED.get(rules.sort, Kind.TEXT) if asked.is_working else asked.kind,
            hint=self.told(line.text("hint")),
            choices=self._choices(asked),
            required=asked.is_answered and calculation is None and line.text("required").lower() in YES,
            relevant=rules.relevant,
            constraint=None if calculation else rules.constraint,
            advice=self.told(line.text("constraint_message")) if rules.constraint else "",
            calculation=calculation,
            default=default,
            is_listed=self._is_listed(asked),
            runs=pieces if "".join(run.text for run in pieces) == title else (),
            picks=rules.picks,
            is_long=line.text("appearance").lower() == MULTILINE,
            asks=self.told(line.text("required_message")),
            live_title=self._live(line.text("label"), asked),
            live_hint=self._live(line.text("hint"), asked),
            said=Said(line.text("said").lower()) if line.text("said") else None,
            wall=line.text("wall"),
        )
        return self._for_everybody(item) if rules.is_for_all else item

    def _is_listed(self, asked: Asked) -> bool:
        """Whether the dropdown of an item takes its choices from cells: they follow other answers, or are too long."""
        is_told = bool(asked.line.text("choice_filter")) or is_long(self._book, asked.line)
        is_many = asked.is_field and len(self._choices(asked)) > MOST_CHOICES and not self._book.stands_apart
        return asked.kind is Kind.CHOICE and (is_told or is_many)

    def _choices(self, asked: Asked) -> tuple[Choice, ...]:
        if asked.kind not in PICKED:
            return ()
        offered = self._rules.of(asked).offered
        listed = tuple(
            replace(
                choice,
                label=self.told(choice.label),
                label_they=self.told(choice.label_they),
                offered=offered.get(choice.name),
            )
            for choice in choices_of(self._book, asked.line.from_list)
        )
        is_added = asked.line.has_other and not any(choice.name == OTHER for choice in listed)
        return (*listed, Choice(OTHER, self._words.other)) if is_added else listed

    def _beside(self, boxes: Mapping[str, Line], name: str) -> str:
        return self.told(boxes[name].text("label")) if name in boxes else ""


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
        guidance=tuple(
            Guidance(line.text("where").lower(), line.text("heading"), line.text("text"))
            for line in book.lines("guidance")
        ),
        glossary=tuple(Term(line.text("term"), line.text("meaning")) for line in book.lines("glossary")),
        resources=tuple(Resource(*map(line.text, OF_WORK)) for line in book.lines("resources")),
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
