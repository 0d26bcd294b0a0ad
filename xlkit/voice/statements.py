"""Statements: what people said, gathered from the returns of a round, each with how it may be used."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Said, Use
from xlkit.form.wording import ENDS
from xlkit.returns.completed import Answer, Return, TableRow
from xlkit.returns.names import plain
from xlkit.returns.raw import CellRef
from xlkit.voice.codes import code, said_by_all, said_table

HOW = "How:"  # on a card, before what a team says of how to get there


class Statement(Struct, frozen=True):
    """What one person said: under which heading (`wall`) and in which of its places, by the name of the field.

    `words` are empty where they may not be passed on; `told` is who told it, `service` and `locality` of what kind and
    where the person's support is: each as it was picked from a list, and empty where it was not.
    """

    code: str
    provider: str
    wall: str
    place: str
    words: str
    use: Use | None
    told: str = ""
    service: str = ""
    locality: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other statement of the round, whatever its words are by now."""
        return self.code, self.place

    @property
    def is_cleared(self) -> bool:
        """Whether its words may stand on a card: somebody checked that they name nobody."""
        return self.use is Use.WORDS and bool(self.words)


def gather(
    returns: Iterable[Return], instruments: Mapping[str, Instrument], secret: str, localities: Mapping[str, str]
) -> tuple[Statement, ...]:
    """All statements of the returns, in an order that does not depend on the order of files.

    Of localities that are typed, those alone are taken that their round lists, since others may name somebody:
    `localities` spells each, by what it is compared as.
    """
    statements = [
        statement
        for completed in returns
        for statement in _said(completed, instruments[completed.identity.template], secret, localities)
    ]
    return tuple(sorted(statements, key=lambda each: (each.provider, each.code, each.place)))


def walls_of(instrument: Instrument) -> tuple[str, ...]:
    """The headings under which people say something, in the order of the form."""
    table = said_table(instrument)
    fields = table.fields if table else said_by_all(instrument)
    return tuple(dict.fromkeys(field.wall for field in fields if field.wall))


def groups_of(instrument: Instrument) -> tuple[str, ...]:
    """The kinds of groups that teams are of, each of which has dots of its own; none where people speak."""
    kinds = (item for item in instrument.items if item.said is Said.GROUP and said_by_all(instrument))
    return tuple(choice.label for item in kinds for choice in item.choices)


def unlisted(
    completed: Return, table: Item, localities: Mapping[str, str]
) -> Iterator[tuple[str, str, CellRef | None]]:
    """Where a locality is typed that is not among those of the round: where it stands in words, it, and its cell."""
    if completed.locality and plain(completed.locality) not in localities:
        yield "Locality", completed.locality, None
    for row in (row for row in completed.rows if row.table == table.name):
        given = {answer.item: answer for answer in row.answers}
        for field in (field for field in table.fields if field.said is Said.LOCALITY and not field.choices):
            typed = _text(given.get(field.name))
            if typed and plain(typed) not in localities:
                yield f"{table.statement_ref(row.number)} {field.title}", typed, given[field.name].cell


def _said(completed: Return, instrument: Instrument, secret: str, localities: Mapping[str, str]) -> Iterator[Statement]:
    """What people say in a return: each of them in a row, or all of a team together."""
    table = said_table(instrument)
    if table is None:
        return _of_team(completed, instrument, secret)
    rows = (row for row in completed.rows if row.table == table.name)
    return (each for row in rows for each in _in_row(completed, table, row, secret, localities))


def _of_team(completed: Return, instrument: Instrument, secret: str) -> Iterator[Statement]:
    """What a team says, each with what goes on with it; its one answer says how all of that may be used."""
    given = {answer.item: answer for answer in completed.answers}
    facts = {item.said: item for item in instrument.items if item.said in (Said.USE, Said.GROUP)}
    use, kind = _use(facts.get(Said.USE), given), _picked(facts.get(Said.GROUP), given)
    told: list[tuple[Item, str]] = []
    for item in said_by_all(instrument):
        text = _text(given.get(item.name))
        if item.said is not Said.HOW:
            told.append((item, text))
        elif text and told:
            change, said = told[-1]
            told[-1] = change, f"{said}{'' if not said or said.endswith(ENDS) else '.'} {HOW} {text}".strip()
    own = code(secret, completed.identity.return_id, 1)
    for item, text in told:
        if text:
            kept = text if use is None or use.passes_words else ""
            yield Statement(own, completed.organisation, item.wall, item.name, kept, use, service=kind)


def _in_row(
    completed: Return, table: Item, row: TableRow, secret: str, localities: Mapping[str, str]
) -> Iterator[Statement]:
    given = {answer.item: answer for answer in row.answers}
    facts = {field.said: _picked(field, given) for field in table.fields}
    typed = next((_text(given.get(field.name)) for field in table.fields if field.said is Said.LOCALITY), "")
    listed = localities.get(plain(typed or completed.locality), "")
    words: Item | None = None
    asked: list[tuple[Item, dict[Said, Item]]] = []
    for field in table.fields:
        if field.said is Said.WORDS:
            words = field
            asked.append((field, {}))
        elif words is not None and field.said in (Said.USE, Said.TOLD):
            asked[-1][1][field.said] = field
    for field, beside in asked:
        use = _use(beside.get(Said.USE), given)
        text = _text(given.get(field.name)) if use is None or use.passes_words else ""
        if not text and (use is None or use.passes_words):
            continue
        yield Statement(
            *(code(secret, completed.identity.return_id, row.number), completed.organisation, field.wall, field.name),
            *(text, use, _picked(beside.get(Said.TOLD), given)),
            service=facts.get(Said.SERVICE, ""),
            locality=facts.get(Said.LOCALITY, "") or listed,
        )


def _use(field: Item | None, given: Mapping[str, Answer]) -> Use | None:
    answer = given.get(field.name) if field else None
    chosen = field.choice(str(answer.value)) if field and answer else None
    return chosen.use if chosen else None


def _picked(field: Item | None, given: Mapping[str, Answer]) -> str:
    """What was picked from the list of a field, in words; what is typed may say anything, and is not taken."""
    answer = given.get(field.name) if field else None
    chosen = field.choice(str(answer.value)) if field and answer else None
    return chosen.label if chosen else ""


def _text(answer: Answer | None) -> str:
    return " ".join(answer.value.split()) if answer is not None and isinstance(answer.value, str) else ""
