"""Validation: a returned workbook as it was read, understood against its instrument, with everything found wrong."""

from collections.abc import Mapping
from functools import cached_property, partial

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import headings, layout, meaning, versions, wording
from xlkit.form.headings import Headed
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.layout import Layout, lay_out
from xlkit.form.words import words_for
from xlkit.returns import return_ids, signatures
from xlkit.returns.issues import issue
from xlkit.returns.raw import RawReturn
from xlkit.returns.signatures import Seal
from xlkit.returns.validate import (
    consent,
    copies,
    former,
    keeping,
    picked,
    rosters,
    sheets,
    strays,
    values,
    who,
    worked_out,
)
from xlkit.returns.validate.answers import read_answers
from xlkit.returns.validate.asides import find_asides
from xlkit.returns.validate.asked import Asked, is_linked
from xlkit.returns.validate.correcting import correction as correct
from xlkit.returns.validate.findings import Findings, Member, Understood, is_blank, is_open
from xlkit.returns.validate.first_sight import first_sight
from xlkit.returns.validate.former import Former, Then
from xlkit.returns.validate.places import Places, find, moved
from xlkit.returns.validate.plans import read_actions
from xlkit.returns.validate.strays import find_strays
from xlkit.returns.validate.tables import read_rows

__all__ = ["Member", "Understood", "Validator"]


MOST_EDITIONS = 64  # that are remembered at a time: what stands in a workbook's settings may be anything
EditionKey = tuple[str, str, Perspective, tuple[tuple[str, str], ...], bool]


class Edition(Struct, frozen=True):
    """One form of an instrument: `worded` is what those read who fill it in, in one language.

    `mark` is that of what it means and of all that is printed in it today; `layout` is of what a workbook asks, and
    `today` of what one that is written today would; `asked` is what is asked where nothing of
    it depends on answers, None where anything does. `then` is how a workbook of another version is read.
    """

    kept: Instrument
    spoken: Instrument
    worded: Instrument
    content_hash: str
    mark: str
    layout: Layout
    today: Layout
    tables: Mapping[str, str]
    headed: Mapping[str, Headed]
    inputs: Mapping[str, frozenset[int]]
    fixed: strays.Form
    asked: Asked | None
    then: Former | None = None


# What should not have left whoever filled it in: nothing of it is kept or told.
NOT_TO_BE_KEPT = {"review-in-returns": who.is_review, "names-in-return": who.is_list_of_names}


class Validator:
    """Understands returns of any of the instruments it was given; it can be sent to another process.

    Calling it with a `RawReturn` gives an `Understood`; nothing that a return holds makes it raise. With the seal of a
    round, identities are checked against their signatures; with `corrects`, what could go back to be corrected is kept.
    """

    def __init__(
        self, instruments: Mapping[str, Instrument], seal: Seal | None = None, *, corrects: bool = False
    ) -> None:
        self._instruments = instruments
        self._seal = seal
        self._corrects = corrects
        self._editions: dict[EditionKey, Edition] = {}

    def __getstate__(self) -> dict[str, object]:
        # What was worked out on the way is worked out anew in another process.
        return {**self.__dict__, "_editions": {}}

    @cached_property
    def _returned(self) -> Mapping[str, Instrument]:
        """The instruments whose workbooks are sent back: all are needed only where one does not say which it is."""
        return {name: each for name, each in self._instruments.items() if each.holder is None}

    @cached_property
    def _layouts(self) -> Mapping[str, Layout]:
        return {name: lay_out(instrument) for name, instrument in self._returned.items()}

    def __call__(self, raw: RawReturn) -> Understood:
        """The return that a workbook holds, or None, with all issues in reading order."""
        for code, is_so in NOT_TO_BE_KEPT.items():
            if is_so(raw):
                return Understood(None, (issue(code),))
        understood = self._read(raw)
        is_signed = understood.completed is not None and understood.completed.identity.signature
        return understood if self._seal is None or is_signed else replace(understood, shown_id=who.shown_id(raw))

    def _read(self, raw: RawReturn) -> Understood:
        findings = Findings()
        identity = self._identity(raw, findings)
        if identity is None or not (
            who.is_as_issued(identity, self._seal, findings)
            and who.is_meant_as_issued(raw, identity, self._seal, findings)
        ):
            return Understood(None, tuple(findings.issues), identity)
        edition = self._edition(raw, identity)
        self._check_version(identity, edition, findings)
        if edition.kept.accounts:
            from xlkit.returns.validate import accounts  # which keep books, as few workbooks do

            return accounts.understand(raw, identity, edition.worded, edition.headed, findings)
        if identity.roster:
            then = self._then(raw, identity, edition)
            return rosters.understand(raw, identity, edition.worded, edition.mark, self._seal, findings, then)
        then_form = self._former(raw, identity, edition)
        if then_form is not None and then_form.same is not None:
            stands = _laid_out(_placed(raw, edition, then_form, Findings()))
            raw = picked.in_words_of_today(raw, *stands, then_form.same, findings)
        if consent.has_people(edition.layout):
            raw = consent.without_refused(raw, *_laid_out(_placed(raw, edition, then_form, Findings())), findings)
        edition, places = _placed(raw, edition, then_form, findings)
        if then_form is not None or identity.meaning != edition.mark:
            meant = former.meant(identity, edition.kept) or who.meant(raw, identity)
            frame = meant.frame if meant else frozenset[str]()
            edition = replace(edition, fixed=replace(edition.fixed, is_same=False, frame=frame))
        if not places:
            findings.add("not-ours")
        is_readable = bool(places) and sheets.look(raw, moved(places), edition.inputs, findings)
        form = sheets.still_there(edition.layout, places, findings) if is_readable else None
        if form is None:
            return Understood(None, tuple(findings.issues), identity)
        return self._understood(raw, identity, replace(edition, layout=form, then=then_form), places, findings)

    def _understood(
        self, raw: RawReturn, identity: Identity, edition: Edition, places: Places, findings: Findings
    ) -> Understood:
        instrument, form = edition.worded, edition.layout
        places = copies.settled(places, form.by_ref(), partial(layout.input_columns, instrument), findings)
        details = who.read_details(form.details, places, findings)
        settled = who.settle_identity(identity, details, form, places, findings)
        asked = edition.asked or first_sight(instrument, form, places)
        answers = read_answers(asked, form.questions, places, findings)
        if edition.then:
            former.say_otherwise(answers, edition.then, instrument, findings)
        # Of somebody else any choice may be left open, and what is written beside them is no answer.
        is_outside = identity.perspective is not Perspective.SELF
        is_unanswered = is_outside and is_open(edition.spoken, answers, findings)
        rows = read_rows(asked, form.tables, places, findings)
        if findings.has("breaks-rule"):
            answers, rows = worked_out.anew(instrument, answers, rows)
        actions = read_actions(instrument, edition.kept, form.planner, places, findings)
        fixed = strays.with_live(edition.fixed, asked.worked)
        find_strays(raw, fixed, places, findings, moved(places), is_correction=identity.correction > 0)
        find_asides(raw, edition.fixed.rows, findings)
        begun = who.begun(raw)
        is_as_sent = begun and begun == signatures.mark(keeping.draft(edition.spoken, form, places), identity)
        # Another word, such as a name, says nothing of whether the answers of last time still hold.
        is_said = details.completed_on or "completed_on" in {found.item for found in findings.issues}
        is_undated = who.is_date_wanted(raw) and not is_said
        if is_as_sent or is_undated:
            cell = who.detail_cell("completed_on", form, places)
            code = "left-as-sent" if is_as_sent else "not-dated-anew"
            findings.add(code, cell, "completed_on" if cell else None)
        if not is_outside and not rows and (not actions or findings.has("left-as-sent")):
            is_unanswered = is_blank(answers, findings)
        if settled is not None and is_unanswered:
            findings.nothing_answered(settled.subject or details.subject)
        issues, correction = tuple(findings.issues), None
        stated = identity if settled is None else settled
        if self._corrects:
            issued = identity if settled is None else replace(identity, return_id=settled.return_id)
            correction = correct(raw, issued, edition.spoken, form, places, issues, edition.today)
        if settled is None:
            return Understood(None, issues, stated, correction)
        completed = replace(who.as_return(settled, details, instrument), answers=answers, actions=actions, rows=rows)
        return Understood(completed, issues, stated, correction)

    def _edition(self, raw: RawReturn, identity: Identity) -> Edition:
        kept = self._instruments[identity.template]
        spoken = kept.in_language(identity.language or who.spoken(raw, kept))
        key = (identity.template, spoken.language, identity.perspective, identity.settings, bool(identity.roster))
        if key not in self._editions:
            if len(self._editions) >= MOST_EDITIONS:
                self._editions.clear()
            filled = spoken.as_issued(identity.settings).filled()
            worded = wording.as_read(filled, identity.perspective)
            form = lay_out(worded, identity.perspective)
            fixed = strays.form(worded, form, words_for(worded, identity.perspective))
            mark = meaning.digest(meaning.lines(spoken, identity))
            self._editions[key] = Edition(
                *(kept, spoken, worded, spoken.content_hash, mark, form, form, headings.tables(form)),
                *(headings.of_form(worded, identity.perspective), headings.inputs(worded, form), fixed),
                None if is_linked(worded) else first_sight(worded, form, {}),
            )
        return self._editions[key]

    def _former(self, raw: RawReturn, identity: Identity, edition: Edition) -> Former | None:
        """How to read a workbook of another version, by what that version or the workbook says, or by its words."""
        if identity.content_hash == edition.content_hash:
            return None
        then = self._then(raw, identity, edition)
        if then is None:
            return former.by_wording(raw, edition.layout, edition.tables, edition.headed)
        settings = wording.put_in_words(edition.spoken.as_issued(identity.settings))
        return former.by_meaning(edition.layout, then, edition.headed, settings)

    def _then(self, raw: RawReturn, identity: Identity, edition: Edition) -> Then | None:
        """What a workbook of another version meant; None for one of this version, and where nothing says it."""
        if identity.content_hash == edition.content_hash:
            return None
        meant = former.meant(identity, edition.kept) or who.meant(raw, identity)
        if meant is None:
            return None
        return Then(meant, versions.same(meant.items, wording.as_read(edition.kept, identity.perspective)))

    def _identity(self, raw: RawReturn, findings: Findings) -> Identity | None:
        identity = who.read_identity(raw)
        if identity is not None:
            stated = self._instruments.get(identity.template)
            if stated is not None and stated.holder is None:
                return identity
            findings.add("unknown-template", found=identity.template, expected=", ".join(self._returned))
            return None
        name = who.recognise(raw, self._layouts)
        if name is None:
            self._refuse(raw, findings)
            return None
        findings.add("identity-missing")
        kept = self._instruments[name]
        # Its version is not known, nor what it meant.
        return replace(return_ids.blank(kept.in_language(who.spoken(raw, kept))), content_hash="", meaning="")

    def _refuse(self, raw: RawReturn, findings: Findings) -> None:
        part = who.part_of(raw, self._layouts)
        own = who.officers_workbook(raw)
        if own and part is None:
            findings.add("not-a-return", found=own)
        elif part is None:
            findings.add("not-ours")
        else:
            name, tabs = part
            findings.add("part-of-form", sheets=values.quoted(tabs), form=self._instruments[name].title)

    def _check_version(self, identity: Identity, edition: Edition, findings: Findings) -> None:
        if identity.content_hash in ("", edition.content_hash):
            return
        version, expected = identity.version, edition.spoken.version
        if version == expected:
            # The wording was edited under one version: only the hash tells the two apart.
            version, expected = f"{version} ({identity.content_hash})", f"{expected} ({edition.content_hash})"
        findings.add("other-version", found=version, expected=expected)


def _laid_out(placed: tuple[Edition, Places]) -> tuple[Layout, Places]:
    return placed[0].layout, placed[1]


def _placed(raw: RawReturn, edition: Edition, then: Former | None, findings: Findings) -> tuple[Edition, Places]:
    """The places of a form's references, and what of the form was asked in a workbook of a former version."""
    if then is None:
        return edition, find(raw, edition.tables, edition.headed)
    places, gone = then.find(raw)
    former.say(gone, then, edition.worded, findings)
    return replace(edition, layout=then.asked(edition.layout), fixed=replace(edition.fixed, now=then.today)), places
