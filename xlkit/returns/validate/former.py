"""Former: a workbook of another version of its template, read by what its references meant when it was issued."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import layout, meaning, plan, versions, wording
from xlkit.form.headings import ABOUT, OWN, PLANNER, QUESTIONS, RATINGS, TABLE, Headed
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind, put_in
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.form.meaning import Meaning
from xlkit.form.versions import Same, folded
from xlkit.form.words import ENGLISH, WELSH
from xlkit.returns.completed import Answer
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import statements, values
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Places, find, reference

MOST_ROWS = 200  # of a table
OPTIONAL = tuple(f"\n{words.optional}" for words in (ENGLISH, WELSH))  # ends what is asked, in some forms
WIDE = range(1, 12)  # columns of a table that there is no longer
FURTHER = {plan.further_ref(number): PLANNER for number in range(1, plan.FURTHER_ACTIONS + 1)}
SAME = frozenset({RowKind.DETAIL, RowKind.FURTHER})  # rows that are the same in every version
REFERENCE = re.compile(r"[EP]?\S*[0-9]")  # what may be one, where nothing says which there were


class Then(Struct, frozen=True):
    """What a workbook of another version meant when it was issued, and what of that is the same today."""

    meaning: Meaning
    same: Same


class Former(Struct, frozen=True):
    """How a workbook of a former version is read: the reference that each of today's rows had in it, if it had one.

    `known` are all references that it had, by their tables, and `headed` its columns as issued under today's marks.
    `items` maps the references of its questions to the names that they have today; `same` is what is known to be the
    same, of a workbook of which it is known what it meant, and `words` are those that its statements had where they are
    others today, by today's references. `settings` are put into its words.
    """

    refs: Mapping[str, str]
    known: Mapping[str, str]
    headed: Mapping[str, Headed]
    items: Mapping[str, str]
    same: Same | None = None
    words: Mapping[str, str] = {}
    settings: Mapping[str, str] = {}

    @property
    def today(self) -> Mapping[str, str]:
        """Today's references by those of then, an empty text where nothing of today answers to one."""
        return dict.fromkeys(self.known, "") | {then: now for now, then in self.refs.items()}

    def asked(self, form: Layout) -> Layout:
        """The form without the rows that this workbook did not have, its statements in the words that they had."""
        kept = {
            name: tuple(self._worded(row) for row in getattr(form, name) if not row.is_input or row.ref in self.refs)
            for name in ("details", "questions", "tables", "planner")
        }
        return replace(form, **kept)

    def _worded(self, row: Row) -> Row:
        label = self.words.get(row.ref) if row.choice else None
        return row if label is None or row.choice is None else replace(row, choice=replace(row.choice, label=label))

    def find(self, raw: RawReturn) -> tuple[Places, Places]:
        """The places of today's references, and those of references that nothing of today answers to."""
        places = find(raw, self.known, self.headed)
        now = {ref: places[then] for ref, then in self.refs.items() if then in places}
        gone = {ref: standing for ref, standing in places.items() if ref not in self.refs.values()}
        return now, gone


def meant(identity: Identity, kept: Instrument) -> Meaning | None:
    """What a version at hand says that a workbook of it meant; None where its version is not at hand."""
    spoken = (each.in_language(identity.language) for each in kept.earlier)
    version = next((each for each in spoken if each.content_hash == identity.content_hash), None)
    return meaning.read(meaning.lines(version, identity)) if version else None


def by_meaning(form: Layout, then: Then, tables: Mapping[str, Headed], settings: Mapping[str, str]) -> Former:
    """How to read a workbook that says, or whose version says, what it meant, with its settings in its words."""
    same = then.same
    leading = (row for row in form.questions if row.kind is RowKind.TABLE)  # which say how much of a table is used
    refs = {row.ref: ref for row in (*form.inputs, *leading) if (ref := _then(row, same))}
    now = {item.name: name for name, item in same.items.items()}
    known = {row.ref: ABOUT for row in form.details} | FURTHER
    for item in then.meaning.items:
        known |= _references(item, now.get(item.name, item.name))
    items = {item.ref: name for name, item in same.items.items()}
    words = {row.ref: label for row in form.questions if (label := _reworded(row, same, settings))}
    return Former(refs, known, former_headings(then, tables), items, same, words, settings)


def former_headings(then: Then, tables: Mapping[str, Headed]) -> Mapping[str, Headed]:
    """Today's columns under the headings that they had; those that there were not are without one."""
    headed = {}
    for name, now in tables.items():
        item = then.same.items.get(name.removeprefix(TABLE))
        issued = then.meaning.headed.get(f"{TABLE}{item.name}" if item and name.startswith(TABLE) else name)
        if issued is not None:
            texts = dict(zip(issued.marks, issued.headings, strict=True))
            was = _former_marks(name, now, texts, then.same)
            headed[name] = Headed(now.marks, tuple(texts.get(was.get(mark, ""), "") for mark in now.marks))
    return headed


def _former_marks(name: str, now: Headed, then: Mapping[str, str], same: Same) -> Mapping[str, str]:
    """What the marks of columns were, where they are names of a template's that may have changed."""
    was: Mapping[str, str]
    if name == RATINGS:
        was = {mark: item.name for mark, item in same.items.items()}
    elif name.startswith(TABLE):
        table = name.removeprefix(TABLE)
        was = {mark: same.fields[table, mark] for mark in now.marks if (table, mark) in same.fields}
    elif name == PLANNER:
        was = versions.columns(then, dict(zip(now.marks, now.headings, strict=True)))
    else:
        return {mark: mark for mark in now.marks}
    return {**was, **{mark: mark for mark in now.marks if mark.startswith(OWN)}}


def by_wording(raw: RawReturn, form: Layout, tables: Mapping[str, str], headed: Mapping[str, Headed]) -> Former:
    """How to read a workbook that does not say what it meant: by the words beside each of its references."""
    beside = _beside(raw, tables, headed)
    refs_of: dict[str, list[str]] = {}
    for ref, text in beside.items():
        refs_of.setdefault(text, []).append(ref)
    parents = dict(_parents(form, refs_of))
    refs = {row.ref: row.ref for row in (*form.details, *form.planner) if row.kind in SAME}
    for row in form.inputs:
        parent = parents.get(row.item.name) if row.item else None
        if parent and row.kind is RowKind.STATEMENT:
            refs |= dict(zip([row.ref], _saying(row, refs_of, f"{parent}."), strict=False))
        elif parent and row.kind is not RowKind.DETAIL:
            refs[row.ref] = _of_parent(row, parent)
    known = dict.fromkeys(beside, QUESTIONS) | FURTHER | {plan.plan_ref(ref): PLANNER for ref in _topics(beside)}
    known |= {then: tables[now] for now, then in refs.items()}
    return Former(refs, known, headed, {ref: name for name, ref in parents.items()})


def _topics(refs: Iterable[str]) -> set[str]:
    """The references of questions below which others stand, as statements do below their topic."""
    known = set(refs)
    return {topic for ref in known if (topic := ref.rpartition(".")[0]) in known}


def say(gone: Places, then: Former, instrument: Instrument, findings: Findings) -> None:
    """Say what was filled in at references of which nothing is left in the version in use."""
    topics = _topics(ref for ref, table in then.known.items() if table == QUESTIONS)
    # What could be filled in then does not follow from what the form of today asks.
    inputs = {
        ABOUT: (layout.DETAIL_ANSWER,),
        QUESTIONS: (layout.TICK, layout.ANSWER, layout.DAY),
        PLANNER: layout.input_columns(instrument, Row(RowKind.PLAN, "", 0)),
    }
    for ref, standing in gone.items():
        columns = inputs.get(then.known[ref], WIDE)
        if ref.rpartition(".")[0] in then.known and then.known[ref] == QUESTIONS:
            columns = (layout.TICK,)  # beside a statement xlkit says the rest
        if ref in topics:  # its ticks stand in rows of their own
            columns = (layout.DAY,) if len(then.headed[QUESTIONS].marks) > layout.DAY else ()
        item = then.items.get(ref.rpartition(".")[0])
        for place in standing:
            filled = [column for column in columns if not values.is_blank(place.value(column))]
            if filled:
                text = values.brief(place.value(layout.TEXT))
                filled_in = values.brief(place.value(filled[0]))
                findings.add("answer-unmatched", place.cell(filled[0]), item, ref=ref, text=text, found=filled_in)
                findings.unmatched |= {item} if item else set()


def say_otherwise(answers: Iterable[Answer], then: Former, instrument: Instrument, findings: Findings) -> None:
    """Note of what is answered where it was asked in other words, or counted at another level."""
    if (same := then.same) is None:
        return
    given = {answer.item: answer for answer in answers if answer.value is not None}
    for item in instrument.items:
        was, answer = same.items.get(item.name), given.get(item.name)
        if was is None or answer is None:
            continue
        picked = str(answer.value)
        chosen = was.choice(same.choices.get((item.name, picked), ""))
        was = replace(was, title=put_in(was.title, then.settings))
        for code, facts in statements.asked_otherwise(was, item, chosen, item.choice(picked)):
            findings.add(code, answer.cell, item.name, **facts)


def _then(row: Row, same: Same) -> str:
    """The reference that a row had; empty where it had none."""
    if row.kind is RowKind.DETAIL or row.item is None:
        return row.ref
    item = same.items.get(row.item.name)
    if item is None:
        return ""
    if row.kind is not RowKind.STATEMENT or row.choice is None:
        return _of_parent(row, item.ref)
    chosen = same.choices.get((row.item.name, row.choice.name))
    place = next((place for place, choice in enumerate(item.choices, start=1) if choice.name == chosen), 0)
    return item.statement_ref(place) if place else ""


def _reworded(row: Row, same: Same, settings: Mapping[str, str]) -> str:
    """The words that a statement had, where they are others today."""
    item = same.items.get(row.item.name) if row.item and row.choice else None
    if item is None or row.item is None or row.choice is None:
        return ""
    choice = item.choice(same.choices.get((row.item.name, row.choice.name), ""))
    label = put_in(choice.label, settings) if choice else ""
    return label if folded(label) != folded(row.choice.label) else ""


def _of_parent(row: Row, parent: str) -> str:
    """The reference of a row that does not stand for one choice, of an item with another reference than today's."""
    if row.item is None:
        return ""
    item = replace(row.item, ref=parent)
    if row.kind is RowKind.EVIDENCE:
        return layout.evidence_ref(item)
    if row.kind is RowKind.PLAN:
        return plan.plan_ref(item.ref)
    return item.statement_ref(row.number) if row.kind is RowKind.ENTRY else parent


def _references(item: Item, now: str) -> Mapping[str, str]:
    """The references that an item had, each with the name that its table has now."""
    refs = {item.ref: QUESTIONS, layout.evidence_ref(item): QUESTIONS}
    refs |= {item.statement_ref(place): QUESTIONS for place in range(1, len(item.choices) + 1) if item.is_ticked}
    refs[plan.plan_ref(item.ref)] = PLANNER
    if item.kind is Kind.TABLE:
        refs |= {item.statement_ref(number): f"{TABLE}{now}" for number in range(1, MOST_ROWS + 1)}
    return refs


def _beside(raw: RawReturn, tables: Mapping[str, str], headed: Mapping[str, Headed]) -> Mapping[str, str]:
    """What stands beside each reference of the questions."""
    standing_at = find(raw, {ref: table for ref, table in tables.items() if table == QUESTIONS}, headed)
    first = {place.sheet.name: place for standing in standing_at.values() for place in standing}
    texts: dict[str, str] = {}
    for place in first.values():
        for number in range(len(place.sheet.rows)):
            row = replace(place, row=number)
            ref = reference(row.value(layout.REF))
            if REFERENCE.fullmatch(ref):
                text = values.shown(row.value(layout.TEXT))
                texts[ref] = folded(next((text.removesuffix(end) for end in OPTIONAL if text.endswith(end)), text))
    return texts


def _parents(form: Layout, said: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The names of today's questions that are found in a workbook by their words, with the reference of each in it.

    Questions that share their words stand where they do today, if the same references say them.
    """
    own: dict[Item, list[Row]] = {}
    for row in form.questions:
        if row.item:
            own.setdefault(row.item, []).append(row)
    found = {item: frozenset(_candidates(rows, said)) for item, rows in own.items()}
    sharing: dict[frozenset[str], set[str]] = {}
    for item, refs in found.items():
        sharing.setdefault(refs, set()).add(item.ref)
    for item, refs in found.items():
        if len(refs) == 1 or sharing[refs] == refs:
            yield item.name, item.ref if item.ref in refs else next(iter(refs))


def _candidates(rows: Sequence[Row], said: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """The references at which a workbook may ask what some rows of one question ask."""
    title = _saying(rows[0], said)
    statements = {ref.rpartition(".")[0] for row in rows if row.choice for ref in _saying(row, said)}
    return [ref for ref in title if not statements or ref in statements] or statements or title


def _saying(row: Row, said: Mapping[str, Sequence[str]], prefix: str = "") -> list[str]:
    """The references, of those that begin so, beside which the words of a row stand."""
    if row.item is None:
        return []
    asked = (row.item.title, wording.explained(row.item.title, row.item.hint))
    texts = set(map(folded, (row.choice.label,) if row.choice else asked))
    return [ref for text in texts for ref in said.get(text, ()) if ref.startswith(prefix)]
