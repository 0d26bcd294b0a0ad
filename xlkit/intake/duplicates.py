"""Settle: which of the returns that were read are merged, when some are the same, or claim to be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xlkit.intake import rulings
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns import names, return_ids
from xlkit.returns.completed import Return
from xlkit.returns.issues import Issue, Severity, issue
from xlkit.round.round import Decision, Ruling


@dataclass(frozen=True, slots=True)
class Conflicts:
    """How a round settles different returns of one identity: by decisions, or all of them as several respondents."""

    decisions: tuple[Decision, ...] = ()
    several_respondents: bool = False

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
SAY_BLANK = ("no-answer", "left-empty")  # findings at a cell where nothing stands


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
    has_errors = any(found.severity is Severity.ERROR for found in entry.issues)
    return Status.INCOMPLETE if has_errors else Status.VALID


def settle(entries: Iterable[Entry], conflicts: Conflicts = UNSETTLED) -> Ledger:
    """The ledger of all files, in the order of their paths: a return counts once, contradicting ones not at all."""
    ordered = sorted(entries, key=lambda entry: entry.path)
    alone = [replace(entry, status=status_of(entry)) for entry in ordered]
    same: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in alone:
        if entry.completed is not None and entry.status.is_merged:
            same[entry.completed.identity.return_id].append(entry)
    settled = {entry.path: entry for group in same.values() for entry in _held_together(group, conflicts)}
    return Ledger(tuple(settled.get(entry.path, entry) for entry in alone))


def only_complete(ledger: Ledger) -> Ledger:
    """The ledger with incomplete returns kept out, and listed as such."""
    return Ledger(tuple(_kept_out(entry) if entry.status is Status.INCOMPLETE else entry for entry in ledger.entries))


def _kept_out(entry: Entry) -> Entry:
    return entry.noted(issue("kept-out"), Status.REJECTED)


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
    return any(found.cell and found.item in asked and found.code not in SAY_BLANK for found in issues)


def _planned(completed: Return) -> set[tuple[str, str]]:
    # Status, owner and date are what a respondent changes in an action of last round.
    return {(action.item, action.action) for action in completed.actions}


def _of_one(filled: Sequence[Entry], conflicts: Conflicts) -> Sequence[Entry]:
    """The entries that claim to be one return: the same twice, one preferred, or a conflict."""
    # What a council's workbook keeps of a return stands behind the return itself.
    filled = sorted(filled, key=lambda entry: bool(entry.council))
    if len({_content(entry.completed) for entry in filled}) == 1:
        return _alike(filled)
    latest = max(_correction(entry) for entry in filled)
    preferred = [entry for entry in filled if conflicts.preferred(entry)]
    if preferred and len({_content(entry.completed) for entry in preferred}) == 1:
        others = (entry for entry in filled if entry not in preferred)
        return [*_alike(preferred), *(_passed_over(entry, preferred[0], conflicts) for entry in others)]
    corrected = [entry for entry in filled if _correction(entry) == latest]
    if len(corrected) < len(filled):
        stands = issue("superseded-return", other=corrected[0].path)
        older = (entry.noted(stands, Status.SUPERSEDED) for entry in filled if _correction(entry) < latest)
        return [*_of_one(corrected, conflicts), *older]
    return [_conflict(entry, [other for other in filled if other is not entry]) for entry in filled]


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


def _content(completed: Return | None) -> object:
    # Where an answer stood in the file does not make it another answer.
    if completed is None:
        return None
    answers = tuple((a.item, a.level, a.value, a.evidence, a.day) for a in completed.answers)
    actions = tuple((a.item, a.action, a.owner, a.due, a.status, frozenset(a.other)) for a in completed.actions)
    rows = tuple((row.table, row.number, tuple((a.item, a.value) for a in row.answers)) for row in completed.rows)
    about = (completed.respondent, completed.role, completed.agreed, completed.completed_on, completed.note)
    return (*about, answers, actions, rows)


def _alike(same: Sequence[Entry]) -> Sequence[Entry]:
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


def _conflict(entry: Entry, others: Sequence[Entry]) -> Entry:
    respondents = {other.completed.respondent for other in (entry, *others) if other.completed}
    difference = "other respondents" if len(respondents) > 1 else "other answers"
    paths = ", ".join(other.path for other in others)
    return entry.noted(issue("conflicting-returns", other=paths, difference=difference), Status.CONFLICT)
