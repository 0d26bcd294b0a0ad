"""Duplicates: which of the returns that were read are merged, when some are the same, or claim to be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.form.instrument import Instrument
from xlkit.intake import rulings
from xlkit.intake.contradicting import contradicting
from xlkit.intake.given import NOT_GIVEN, adds_to, given
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.intake.regional import by_council
from xlkit.measures.grouped import grouped
from xlkit.returns import names, return_ids
from xlkit.returns.completed import Return
from xlkit.returns.issues import Issue, Severity, issue
from xlkit.round.round import Decision, Ruling


class Conflicts(Struct, frozen=True):
    """How a round settles different returns of one identity: by decisions, or all of them as several respondents.

    `is_sealed` where its signatures were checked, so that the number of a correction can be believed; what returns
    differ in is told by the titles of the `instruments`.
    """

    decisions: tuple[Decision, ...] = ()
    several_respondents: bool = False
    is_sealed: bool = False
    instruments: Mapping[str, Instrument] = field(default_factory=dict)

    @property
    def advice(self) -> str:
        """What settles a conflict."""
        return PREFER if self.is_sealed else NAME_THE_ROUND

    def preferred(self, entry: Entry) -> Decision | None:
        """The decision that prefers this return to others of its identity, if there is one."""
        return self._decision(entry, Ruling.PREFER)

    def takes_several(self, group: Iterable[Entry]) -> bool:
        """Whether one workbook filled in by several people counts as several returns."""
        return self.several_respondents or any(self._decision(entry, Ruling.SEVERAL) for entry in group)

    def _decision(self, entry: Entry, ruling: Ruling) -> Decision | None:
        of_kind = (decision for decision in self.decisions if decision.ruling is ruling)
        return next((decision for decision in of_kind if rulings.concerns(decision, entry)), None)


UNSETTLED = Conflicts()
PREFER = "ask the sender which one stands, and prefer that one under Decisions of the control workbook"
NAME_THE_ROUND = (
    "name the round's control workbook with --round, which tells a correction from its original and says which one you "
    "prefer, or ask the sender which one stands and leave the other out"
)


def status_of(entry: Entry) -> Status:
    """What becomes of a file by itself, before it is held against the others."""
    if entry.has("not-a-return", "holds-returns"):
        return Status.IGNORED
    if entry.has("excluded"):
        return Status.EXCLUDED
    if entry.is_refused or (entry.completed is None and entry.counted is None):
        return Status.REJECTED
    if entry.is_held:
        return Status.HELD
    return Status.INCOMPLETE if any(found.severity is Severity.ERROR for found in entry.issues) else Status.VALID


def settle(entries: Iterable[Entry], conflicts: Conflicts = UNSETTLED) -> Ledger:
    """The ledger of all files, in the order of their paths.

    A return counts once in each council that keeps it, contradicting ones not at all.
    """
    ordered = sorted(entries, key=lambda entry: entry.path)
    alone = [replace(entry, status=status_of(entry)) for entry in ordered]
    returned = (entry for entry in alone if entry.completed is not None and entry.status.is_merged)
    same = grouped(returned, lambda entry: entry.return_id)
    groups = (own for group in same.values() for own in by_council(group))
    settled = {entry.path: entry for group in groups for entry in _held_together(group, conflicts)}
    kept = {entry.return_id for entry in alone if entry.has("left-as-sent") and not _correction(entry)}
    unsaid = {entry.path for entry in alone if entry.has("left-as-sent") and entry.return_id in kept}
    every = (settled.get(entry.path, entry) for entry in alone)
    return Ledger(tuple(_unsaid(entry) if entry.path in unsaid else entry for entry in every))


def _unsaid(entry: Entry) -> Entry:
    """An entry whose answers were only kept from last time, so that none of them is one of this round.

    What a correction keeps was said in this round, but where it was made of such a form itself.
    """
    return replace(entry, completed=entry.completed.unsaid) if entry.completed else entry


def only_complete(ledger: Ledger) -> Ledger:
    """The ledger with incomplete returns kept out, and listed as such."""
    out = issue("kept-out")
    kept = (one.noted(out, Status.REJECTED) if one.status is Status.INCOMPLETE else one for one in ledger.entries)
    return Ledger(tuple(kept))


def _held_together(group: Sequence[Entry], conflicts: Conflicts) -> Sequence[Entry]:
    """The entries of one identity: the form as it was sent out stands aside for what came back of it."""
    filled = [entry for entry in group if not _was_left_blank(entry, group)]
    blank = [_left_blank(entry, filled[0]) for entry in group if entry not in filled]
    voices = _by_respondent(filled) if conflicts.takes_several(group) else [filled]
    return [*(entry for voice in voices for entry in _of_one(voice, conflicts)), *blank]


def _was_left_blank(entry: Entry, group: Sequence[Entry]) -> bool:
    """Whether a form says nothing that another of its group does not say.

    Either it came back just as it was sent out, or it answers nothing, and its actions all stand in one that does.
    """
    if entry.completed is None:
        return False
    if entry.has("left-as-sent"):
        changed = [other.completed for other in group if not other.has("left-as-sent")]
        return any(completed is not None and completed.answers_anything for completed in changed)
    if entry.completed.answers_anything or _holds_what_is_unclear(entry.completed, entry.issues):
        return False
    carried = _planned(entry.completed)
    others = [other.completed for other in group if other.completed]
    return any(other.answers_anything and carried <= _planned(other) for other in others)


def _holds_what_is_unclear(completed: Return, issues: Iterable[Issue]) -> bool:
    """Whether something stands where a question is answered that could not be taken as an answer."""
    asked = {answer.item for answer in completed.answers}
    return any(found.cell and found.item in asked and found.code not in NOT_GIVEN for found in issues)


def _planned(completed: Return) -> set[tuple[str, str]]:
    # Status, owner and date are what a respondent changes in an action of last round.
    return {(action.item, action.action) for action in completed.actions}


def _of_one(filled: Sequence[Entry], conflicts: Conflicts) -> Sequence[Entry]:
    """The entries that claim to be one return: the same twice, one preferred, one that adds to others, a conflict."""
    if len(filled) == 1:
        return filled
    # What a council's workbook keeps of a return stands behind the return itself.
    filled = sorted(filled, key=lambda entry: bool(entry.council))
    preferred = [entry for entry in filled if conflicts.preferred(entry)]
    if preferred and len(preferred) < len(filled) and len(_alike(preferred)) == 1:
        others = (entry for entry in filled if entry not in preferred)
        return [*_once(preferred), *(_passed_over(entry, preferred[0], conflicts) for entry in others)]
    latest = max(_correction(entry) for entry in filled) if conflicts.is_sealed else 0
    corrected = [entry for entry in filled if _correction(entry) >= latest]
    if len(corrected) < len(filled):
        older = [entry for entry in filled if _correction(entry) < latest]
        return [*_of_one(corrected, conflicts), *_superseded(older, corrected[0])]
    return _succeeding(_alike(filled), conflicts)


def _superseded(older: Sequence[Entry], later: Entry) -> Iterator[Entry]:
    """What a later correction takes the place of; where copies of one stage contradict, it was made of one alone."""
    for stage in grouped(older, _correction).values():
        firsts = [copy[0] for copy in _alike(stage)]
        standing = [entry for entry in firsts if not any(_follows(other, entry, firsts) for other in firsts)]
        for entry in stage:
            found = issue("superseded-return", other=later.path)
            if entry in standing and len(standing) > 1:
                copy = next(other for other in standing if other is not entry)
                found = issue("superseded-otherwise", other=later.path, copy=copy.path)
            yield entry.noted(found, Status.SUPERSEDED)


def _succeeding(copies: Sequence[Sequence[Entry]], conflicts: Conflicts) -> Sequence[Entry]:
    """Copies of one form, equal ones together: those to which another adds stand aside, and the others contradict."""
    firsts = [copy[0] for copy in copies]
    follows = {entry.path: [other for other in firsts if _follows(other, entry, firsts)] for entry in firsts}
    standing = [entry for entry in firsts if not follows[entry.path]]
    settled: list[Entry] = []
    for copy in copies:
        first, others = copy[0], [entry for entry in standing if entry is not copy[0]]
        if follows[first.path]:
            # Of several that add to it, one that stands itself.
            by = next((entry for entry in follows[first.path] if entry in standing), follows[first.path][0])
            settled += [entry.noted(issue("added-to", other=by.path), Status.SUPERSEDED) for entry in copy]
            continue
        earlier = ", ".join(entry.path for entry in firsts if first in follows[entry.path])
        added = first.noted(issue("adds-to", other=earlier)) if earlier else first
        if others:
            added = contradicting(added, standing, conflicts.advice, conflicts.instruments)
        settled += _once([added, *copy[1:]])
    return settled


def _follows(later: Entry, earlier: Entry, firsts: Sequence[Entry]) -> bool:
    """Whether a copy adds to another; of two that add to each other the one with the later date of completion does."""
    # What a council's workbook keeps was copied from a form, and is never a later copy of it.
    if later is earlier or (later.council and not earlier.council) or not adds_to(later, earlier):
        return False
    return not adds_to(earlier, later) or _age(later, firsts) > _age(earlier, firsts)


def _age(entry: Entry, firsts: Sequence[Entry]) -> tuple[date, int]:
    completed_on = entry.completed.completed_on if entry.completed else None
    return completed_on or date.min, -firsts.index(entry)


def _correction(entry: Entry) -> int:
    return entry.completed.identity.correction if entry.completed else 0


def _by_respondent(filled: Sequence[Entry]) -> Sequence[Sequence[Entry]]:
    """The entries of one workbook that several people filled in, each with a return id of their own.

    The one whom it was issued to keeps its return id, so that the others change nothing for them.
    """
    voices: defaultdict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in filled:
        if entry.completed is not None:
            voices[_voice(entry.completed)].append(entry)
    if len(voices) == 1:
        return [filled]
    issued_to = names.plain(filled[0].completed.identity.respondent) if filled[0].completed else ""
    own = [voice for voice in voices if voice[0] == issued_to]
    return [
        group if own == [voice] else [_as_voice(entry, voice) for entry in group] for voice, group in voices.items()
    ]


def _voice(completed: Return) -> tuple[str, ...]:
    view = "agreed" if completed.agreed else "one"
    return (names.plain(completed.respondent), names.plain(completed.role), view)


def _as_voice(entry: Entry, voice: Sequence[str]) -> Entry:
    if entry.completed is None:
        return entry
    identity = entry.completed.identity
    named = replace(identity, return_id=return_ids.return_id((identity.return_id, *voice)))
    return replace(entry, completed=replace(entry.completed, identity=named))


def _alike(filled: Iterable[Entry]) -> Sequence[Sequence[Entry]]:
    """The entries with those together that give the same, in the order of the first of each."""
    copies: list[tuple[object, list[Entry]]] = []
    for entry in filled:
        mine = given(entry.completed) if entry.completed else None
        same = next((copy for content, copy in copies if content == mine), None)
        if same is None:
            copies.append((mine, [entry]))
        else:
            same.append(entry)
    return [copy for _, copy in copies]


def _once(same: Sequence[Entry]) -> Sequence[Entry]:
    """The entries of equal returns, of which the first stands."""
    first, *others = same
    return [first, *(entry.noted(issue("duplicate-return", other=first.path), Status.DUPLICATE) for entry in others)]


def _left_blank(entry: Entry, filled: Entry) -> Entry:
    return replace(entry, status=Status.SUPERSEDED, issues=(issue("left-blank", other=filled.path),))


def _passed_over(entry: Entry, preferred: Entry, conflicts: Conflicts) -> Entry:
    decision = conflicts.preferred(preferred)
    if decision is None:
        return entry
    return entry.noted(
        issue("not-preferred", None, None, other=preferred.path, **rulings.facts(decision)), Status.SUPERSEDED
    )
