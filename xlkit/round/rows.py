"""Rows: the return id of each recipient, by its row's own id, by what was issued to it, or else by its words."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from xlkit.measures.grouped import grouped
from xlkit.returns import return_ids
from xlkit.returns.likeness import may_be_one
from xlkit.returns.names import now_and_formerly, one_spelling, plain
from xlkit.round import identities
from xlkit.round.round import Control, Issued, Recipient
from xlkit.shown import listed

PREFIX = "R-"  # before the characters of a row id, so that nobody takes it for a return id
KNOWN_BY = "such a row is known by what was issued to it, or else by its words."
MISSING = f"Recipients has no row id, or one that was typed over, for {{who}}: {KNOWN_BY}"
DOUBLED = f"Recipients has the same row id for {{who}}, as it is where a row was copied: {KNOWN_BY}"
MOVED = "Recipients has row ids beside {who} that were issued to others: what was issued counts."
ISSUED_TWICE = (
    "{now} was issued two workbooks under two names, {own} and {other}: {own} is theirs, so do not send {other}, and "
    "if it was sent, ask for the answers in {own}."
)
TWICE = (
    "Recipients has {who} in several rows that differ in the spelling alone: delete all but one, or tell them apart by "
    "Respondent, Role, Locality or Service area."
)
ONE_PERSON = (
    "Recipients asks one person of {who} for one form in several rows, which differ in Role alone: delete all but one, "
    "unless that person is to answer in each."
)
RENAMED = (
    "The row of {before} ({return_id}) now says {now}, which is taken for somebody else: if it is the same "
    "organisation, write “{now} (formerly {before})” there, and if not, put {before} back and give {now} a row of "
    "its own."
)


def fresh(count: int) -> tuple[str, ...]:
    """So many random row ids, no two of them the same."""
    ids: set[str] = set()
    while len(ids) < count:
        body = "".join(return_ids.ALPHABET[byte % 32] for byte in os.urandom(return_ids.LENGTH))  # each as likely
        ids.add(PREFIX + return_ids.checked(body))
    return tuple(sorted(ids, key=lambda _: os.urandom(8)))


def spelt(text: str) -> str:
    """A row id as xlkit spells it; an empty text where it is none."""
    marked = plain(text).upper()
    bare = marked.removeprefix(PREFIX)
    return PREFIX + return_ids.spelt(bare) if bare != marked and return_ids.is_return_id(bare) else ""


def settled(control: Control, before: Sequence[Issued] = ()) -> Control:
    """The round with a return id for each recipient, where `before` are the workbooks that were issued in it.

    What was issued is known again by all its words, else by the id of its row with the name that the row says it had
    formerly, else by that id alone, unless it stands beside another organisation by now, and else by its organisation,
    where no other workbook and no other row could be meant.
    """
    rows = control.recipients
    issued_to, doubled = _found(rows, before), _doubled(rows)
    taken = {(issued.row_id, issued.identity.template) for issued in before}
    ids: list[str] = []
    for place, row in enumerate(rows):
        is_free = row.row_id not in doubled and (row.row_id, row.template) not in taken
        new = _new_id(control, row, spelt(row.row_id) if is_free else "")
        # Two spellings of one name have one id by their words; the later row goes by its own spelling.
        new = new if new not in ids else return_ids.return_id((new, plain(row.organisation)), control.secret)
        ids.append(issued_to[place].identity.return_id if place in issued_to else new)
    return replace(
        control,
        recipients=tuple(replace(row, return_id=id_) for row, id_ in zip(rows, ids, strict=True)),
        issued=tuple(before),
        remarks=tuple(_remarks(rows, issued_to, before)),
    )


def retyped(control: Control) -> tuple[Recipient, ...]:
    """The rows in scope of which a workbook is out to another organisation, and none to that which they name by now."""
    ids = {row.return_id for row in control.recipients}
    lost = [each for each in control.issued if each.row_id and each.identity.return_id not in ids]
    known = {each.identity.return_id for each in control.issued}
    return tuple(row for row in control.asked if row.return_id not in known and any(_is_others(row, lost)))


def _is_others(row: Recipient, issued: Iterable[Issued]) -> Iterator[bool]:
    """Of each workbook that was issued to a row, whether it is another organisation's than the row says by now."""
    return (
        not may_be_one(row.organisation, workbook.identity.organisation)
        for workbook in issued
        if workbook.row_id == row.row_id
    )


def _found(rows: Sequence[Recipient], before: Sequence[Issued]) -> Mapping[int, Issued]:
    """What was issued to each row, by the places of the rows."""
    known, doubled = {issued.row_id for issued in before}, _doubled(rows)

    def by_organisation(row: Recipient) -> Hashable:
        is_new = spelt(row.row_id) and row.row_id not in known | doubled
        return None if is_new else (row.template, one_spelling(row.organisation))

    issued_to: dict[int, Issued] = {}
    for of_row, of_issued in (
        (_facts, lambda issued: return_ids.who(issued.identity)),
        (_by_former_name, _issued_by_name),
        (_by_row_id, lambda issued: (issued.row_id, issued.identity.template)),
        (by_organisation, lambda issued: (issued.identity.template, one_spelling(issued.identity.organisation))),
    ):
        _match(rows, before, issued_to, of_row, of_issued)
    return issued_to


def _match(
    rows: Sequence[Recipient],
    before: Sequence[Issued],
    found: dict[int, Issued],
    key_of_row: Callable[[Recipient], Hashable],
    key_of_issued: Callable[[Issued], Hashable],
) -> None:
    """Add to what was found the rows and workbooks that are left, and have a key in common that is nobody else's."""
    taken = {issued.identity.return_id for issued in found.values()}
    keyed = grouped((each for each in before if each.identity.return_id not in taken), key_of_issued)
    pairs: defaultdict[Hashable, list[tuple[int, Issued]]] = defaultdict(list)
    for place, row in enumerate(rows):
        key = key_of_row(row)
        if place not in found and key in keyed:
            alike = (each for each in keyed[key] if may_be_one(row.organisation, each.identity.organisation))
            pairs[key] += [(place, each) for each in alike]
    found.update(pair for (pair, *others) in filter(None, pairs.values()) if not others)


def _facts(row: Recipient) -> Hashable:
    return return_ids.who(identities.unmade(row))


def _by_row_id(row: Recipient) -> Hashable:
    return (row.row_id, row.template) if spelt(row.row_id) else None


def _by_former_name(row: Recipient) -> Hashable:
    return (_by_row_id(row), one_spelling(now_and_formerly(row.organisation)[1]))


def _issued_by_name(issued: Issued) -> Hashable:
    return ((issued.row_id, issued.identity.template), one_spelling(issued.identity.organisation))


def _doubled(rows: Iterable[Recipient]) -> frozenset[str]:
    counts = Counter(row.row_id for row in rows if row.row_id)
    return frozenset(row_id for row_id, count in counts.items() if count > 1)


def _new_id(control: Control, row: Recipient, row_id: str) -> str:
    name, council = control.round.name, control.round.council
    facts = return_ids.stated(identities.unmade(row, name, council))
    own = (name, one_spelling(council), row.template, row_id)
    return return_ids.return_id(own if row_id else facts, control.secret)


def _remarks(rows: Sequence[Recipient], found: Mapping[int, Issued], before: Sequence[Issued]) -> Iterator[str]:
    """What should be said of rows that are not known by their own ids, a sentence for each kind."""
    doubled = _doubled(rows)
    kinds: dict[str, list[str]] = {MISSING: [], DOUBLED: [], MOVED: []}
    for place, row in enumerate(rows):
        issued_as = found[place].row_id if place in found else ""
        if not spelt(row.row_id):
            kinds[MISSING].append(row.organisation)
        elif row.row_id in doubled:
            kinds[DOUBLED].append(row.organisation)
        elif issued_as not in ("", row.row_id):
            kinds[MOVED].append(row.organisation)
    yield from (sentence.format(who=_listed(names)) for sentence, names in kinds.items() if names)
    same = Counter(map(_facts, rows))
    if twice := [row.organisation for row in rows if same[_facts(row)] > 1]:
        yield TWICE.format(who=_listed(twice))
    asked = [row for row in rows if row.respondent and row.in_scope]
    roles: defaultdict[Hashable, set[str]] = defaultdict(set)
    for row in asked:
        roles[_facts(replace(row, role=""))].add(plain(row.role))
    if several := [row.organisation for row in asked if len(roles[_facts(replace(row, role=""))]) > 1]:
        yield ONE_PERSON.format(who=_listed(several))
    yield from _lost(rows, found, before)


def _lost(rows: Sequence[Recipient], found: Mapping[int, Issued], before: Sequence[Issued]) -> Iterator[str]:
    """What should be said of workbooks that are nobody's by now, though the rows stand that they were issued to."""
    now = {row.row_id: row.organisation for row in rows if row.row_id}
    own = {(each.row_id, each.identity.template): each.identity.return_id for each in found.values()}
    for issued in before:
        who, row_id = issued.identity, issued.row_id
        if row_id not in now or issued in found.values():
            continue
        if not may_be_one(now[row_id], who.organisation):
            yield RENAMED.format(before=who.organisation, return_id=who.return_id, now=now[row_id])
        elif theirs := own.get((row_id, who.template)):
            yield ISSUED_TWICE.format(now=now[row_id], other=who.return_id, own=theirs)


def _listed(names: Iterable[str]) -> str:
    return listed([*dict.fromkeys(names)])
