"""The survey's rows made into items, with their choices, their boxes and their rules."""

from collections.abc import Mapping

from msgspec.structs import replace

from xlkit.form.expression import Literal
from xlkit.form.item import Choice, Item, Kind, Role, Said, Tone, Use
from xlkit.form.live import MOST_CHOICES
from xlkit.form.words import Words
from xlkit.form.xlsform.book import Book, Line
from xlkit.form.xlsform.conditions import WORKED, conditions
from xlkit.form.xlsform.dialect import MULTILINE, OTHER, YES
from xlkit.form.xlsform.form import Asked, Block, every, is_live, is_long, settings, told
from xlkit.form.xlsform.form import names_in as names_in_text
from xlkit.form.xlsform.markup import runs

WITH_CHOICES = (Kind.STATEMENTS, Kind.CHOICE, Kind.MANY)


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
        alive = self._rules.sayable & frozenset(names_in_text(text)) if is_live(asked) else frozenset[str]()
        return told(text, self._settings | alive, self._refs) if alive else ""

    def is_there(self, asked: Asked) -> bool:
        """Whether it stands in a workbook: not a calculation left out, nor a note that not everybody may read."""
        if asked.is_working:
            return self._rules.of(asked).calculation is not None
        return asked.kind is not Kind.NOTE or not self._rules.of(asked).for_all

    def _plain(self, asked: Asked) -> Item:
        """What the fields of a table have as well."""
        line, rules = asked.line, self._rules.of(asked)
        calculation, default = rules.calculation, rules.default
        if default is not None and line.text("read_only").lower() in YES and asked.kind not in WITH_CHOICES:
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
        return self._for_everybody(item) if rules.for_all else item

    def _is_listed(self, asked: Asked) -> bool:
        """Whether the dropdown of an item takes its choices from cells: they follow other answers, or are too long."""
        is_told = bool(asked.line.text("choice_filter")) or is_long(self._book, asked.line)
        is_many = asked.is_field and len(self._choices(asked)) > MOST_CHOICES and not self._book.stands_apart
        return asked.kind is Kind.CHOICE and (is_told or is_many)

    def _choices(self, asked: Asked) -> tuple[Choice, ...]:
        if asked.kind not in WITH_CHOICES:
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
