"""Eligibility: each return held against its round: whether it belongs there, who was asked, and by when."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from xlkit.form.identity import Identity, Perspective
from xlkit.intake import rulings
from xlkit.intake.log import Entry
from xlkit.returns import names, return_ids
from xlkit.returns.completed import Return
from xlkit.returns.issues import issue
from xlkit.returns.likeness import may_be_one
from xlkit.round import identities, rows
from xlkit.round.round import Control, Recipient

SHORTEST_WORD = 4  # letters of a file's name that may tell an organisation
PLACES = ("locality", "service_area")


class Register:
    """The recipients of a round, found by what came back from them.

    `signed` are identities of this round that came back: the return id inside one may not be that of its row any more.
    """

    def __init__(self, control: Control, signed: Iterable[Identity] = ()) -> None:
        self._by_id = {each.return_id: each for each in control.recipients}
        self._by_facts = {return_ids.who(identities.unmade(each)): each for each in control.recipients}
        self._all = control.recipients
        self._round_name = control.round.name
        # A row without an id, whose words were corrected, is still the only one of its organisation.
        whose = Counter(map(_whose, map(identities.unmade, control.recipients)))
        named = {_whose(identities.unmade(each)): each for each in control.recipients if not rows.spelt(each.row_id)}
        self._alone = {who: each for who, each in named.items() if whose[who] == 1}
        # The first row of a name stands for it.
        self._by_name = {_named(each.template, each.organisation): each for each in reversed(control.recipients)}

        self._sent_as: dict[Recipient, str] = {}
        for identity in signed:
            if (recipient := self.issued_to(identity)) is not None:
                self._by_id.setdefault(identity.return_id, recipient)
                self._sent_as.setdefault(recipient, identity.return_id)

    def id_of(self, recipient: Recipient) -> str:
        """The return id in a recipient's workbook."""
        return self._sent_as.get(recipient, recipient.return_id)

    def find(self, completed: Return) -> Recipient | None:
        """The recipient whose workbook came back, or whose organisation filled in one that was issued blank."""
        recipient = self.issued_to(completed.identity)
        if recipient is not None or completed.identity.signature or completed.identity.roster:
            return recipient
        return self._by_name.get(_named(completed.identity.template, completed.organisation))

    def issued_to(self, identity: Identity) -> Recipient | None:
        """The recipient whose workbook has that identity, by its return id, or else by its words.

        A row that names another organisation by now is not the one that the workbook was issued to.
        """
        recipient = self._by_id.get(identity.return_id)
        if recipient is not None and may_be_one(recipient.organisation, identity.organisation):
            return recipient
        recipient = self._by_facts.get(return_ids.who(identity))
        return recipient or (self._alone.get(_whose(identity)) if identity.signature else None)

    def with_id(self, return_id: str) -> Recipient | None:
        """The recipient whose workbook has that return id."""
        return self._by_id.get(return_ids.spelt(return_id))

    def at(self, address: str) -> tuple[Recipient, ...]:
        """The recipients with an address."""
        return tuple(each for each in self._all if address and names.same_name(each.email, address))

    def like(self, file_name: str) -> tuple[Recipient, ...]:
        """The recipients of the one organisation with the most words that stand in a file's name, or begin so."""
        of_round = names.organisation_of(self._round_name).split()
        words = [word for word in names.organisation_of(file_name).split() if word not in of_round]
        shared = {each: _shared(words, names.organisation_of(each.organisation).split()) for each in self._all}
        most = max(shared.values(), default=0)
        likely = tuple(each for each, many in shared.items() if many == most and most)
        return likely if len({names.counted_as(each.organisation) for each in likely}) == 1 else ()

    def seeming(self, who: Identity, shown_id: str = "") -> tuple[Recipient, ...]:
        """The recipients whom one that is not signed, or not for this round, speaks for: those that fit best.

        They are told by the organisation, of whatever template, and by the return id that sheets show. What may be
        a recipient's name is taken for it, since one that is spelt otherwise speaks for them too.
        """
        shown = self.with_id(shown_id) if shown_id else None
        fitting = [each for each in self._all if each is shown or may_be_one(each.organisation, who.organisation)]
        closer: tuple[Callable[[Recipient], bool], ...] = (
            lambda each: each.template == who.template,
            lambda each: names.same_organisation(each.organisation, who.organisation),
            lambda each: each is shown,
            lambda each: names.same_name(each.respondent, who.respondent),
        )
        for fits in closer:
            fitting = [each for each in fitting if fits(each)] or fitting
        return tuple(fitting)


def _whose(identity: Identity) -> tuple[str, ...]:
    return return_ids.who(replace(identity, respondent="", role="", locality="", service_area=""))


def admit(entries: Iterable[Entry], control: Control) -> tuple[Entry, ...]:
    """The entries with those of other rounds rejected, and what should be known of the others noted.

    A workbook that states no round belongs to any. Recipients are looked at as far as the round has them.
    What a council's consolidated workbook keeps was admitted to that council's own round and is left as it is.
    """
    everything = tuple(entries)
    returned = (entry.completed.identity for entry in everything if entry.completed and not entry.council)
    # Of another round's workbook no signature was checked, so anybody may have written what it says.
    ours = (identity for identity in returned if not _is_of_another_round(identity, control))
    register = Register(control, [identity for identity in ours if identity.signature])
    return tuple(_admitted(entry, control, register) for entry in everything)


def _shared(words: Iterable[str], of_name: Sequence[str]) -> int:
    return sum(len(word) >= SHORTEST_WORD and any(each.startswith(word) for each in of_name) for word in words)


def _named(template: str, organisation: str) -> tuple[str, str]:
    return names.plain(template), names.organisation_of(organisation)


def _is_of_another_round(identity: Identity, control: Control) -> bool:
    stated, wanted = identity.round, control.round.name
    return bool(wanted and stated) and not names.same_name(stated, wanted)


def _admitted(entry: Entry, control: Control, register: Register) -> Entry:
    completed = entry.completed
    if completed is None or entry.council:
        return entry
    if _is_of_another_round(completed.identity, control):
        problem = issue("other-round", found=completed.identity.round, expected=control.round.name)
        return replace(entry, completed=None).noted(problem)
    if control.secret and not completed.identity.signature:
        entry = _unsigned(entry, completed, control, register)
        completed = entry.completed or completed
    recipient = register.find(completed)
    if recipient is not None and completed.identity.signature and not completed.identity.roster:
        entry = _placed(replace(entry, completed=_corrected(completed, recipient)), recipient)
    elif control.recipients and not entry.is_held and recipient is None and not completed.identity.roster:
        entry = entry.noted(issue("unknown-recipient", found=completed.organisation))
    return entry


def _corrected(completed: Return, recipient: Recipient) -> Return:
    """A return under what its recipient's row says by now."""
    own = completed.identity
    is_about_itself = names.same_organisation(completed.subject, own.organisation)
    return replace(
        completed,
        identity=replace(own, size=recipient.size),
        organisation=recipient.organisation,
        subject=recipient.organisation if is_about_itself else completed.subject,
    )


def _placed(entry: Entry, recipient: Recipient) -> Entry:
    """An entry whose return stands where its recipient's row says; what its respondent typed otherwise is noted.

    A place that the row leaves blank is theirs to say. Else anybody could leave a group that everybody may see, and
    with it make that group, or another, too small to be shown.
    """
    completed = entry.completed
    if completed is None:
        return entry
    own = completed.identity
    for name in PLACES:
        listed, typed = getattr(recipient, name), getattr(completed, name)
        is_left = not typed or bool(own.signature and names.same_name(typed, getattr(own, name)))
        if listed and not is_left and not names.same_name(typed, listed):
            title = name.replace("_", " ").capitalize()
            entry = entry.noted(issue("other-place", None, name, title=title, found=typed, expected=listed))
        completed = replace(completed, **{name: listed if listed or is_left else typed})
    return replace(entry, completed=completed)


def _unsigned(entry: Entry, completed: Return, control: Control, register: Register) -> Entry:
    """An unsigned return held where it speaks for an organisation, as all that are asked have signed ones.

    Unless a decision accepts it: whoever knows a name could write it into a blank form, and whoever makes one up would
    count among those who are many enough to be shown. People who speak for themselves are taken at their word, and so
    is everybody in a round that lists nobody. Held or accepted it goes by the return id of the workbook in whose place
    it is, where that can be told.
    """
    who = replace(completed.identity, organisation=completed.organisation, respondent=completed.respondent)
    whose = () if who.roster else register.seeming(who, entry.shown_id)
    is_taken = who.perspective is Perspective.PEOPLE or not (control.recipients or _speaks_for_council(who, control))
    if is_taken and not whose and not entry.has("identity-unsigned"):
        return entry
    decision = rulings.accepting(entry, control.decisions)
    meant = register.with_id(decision.return_id) if decision and decision.return_id else None
    own = [each for each in ((meant,) if meant else whose) if each.template == completed.identity.template]
    if len(own) == 1:
        entry = _placed(replace(entry, completed=_as_theirs(completed, own[0], register.id_of(own[0]))), own[0])
    if not entry.has("identity-unsigned"):
        entry = entry.noted(issue("identity-unsigned", found=completed.organisation))
    if decision is not None and rulings.concerns(decision, entry):
        return rulings.accepted(_corrected_as_theirs(entry), decision)
    ids = " or ".join(map(register.id_of, own))
    named = (*([f"Return id {ids}"] if ids else []), f"File {entry.shown_hash}")
    return entry.noted(issue("to-be-decided", named=", ".join(named)))


def _speaks_for_council(who: Identity, control: Control) -> bool:
    return who.perspective is Perspective.COMMISSIONER or may_be_one(who.organisation, control.round.council)


def _corrected_as_theirs(entry: Entry) -> Entry:
    """An accepted entry whose correction is made out to whom it was accepted from, so that it comes back signed."""
    if entry.correction is None or entry.completed is None:
        return entry
    theirs = entry.completed.identity
    facts = {name: getattr(theirs, name) for name in ("organisation", "subject", "return_id", "size")}
    named = replace(entry.correction.identity, **facts)
    return replace(entry, correction=replace(entry.correction, identity=named))


def _as_theirs(completed: Return, recipient: Recipient, return_id: str) -> Return:
    """A return as if it stood in the workbook that was issued to a recipient."""
    own = completed.identity
    return replace(
        completed,
        identity=replace(own, organisation=recipient.organisation, return_id=return_id, size=recipient.size),
        organisation=recipient.organisation,
    )
