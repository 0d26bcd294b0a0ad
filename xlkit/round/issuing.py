"""Issuing: which workbooks a round sends out, each with its identity and its file name."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from xlkit.errors import XlkitError
from xlkit.form import roster
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Accounts, Instrument, Side
from xlkit.form.roster import Listed, Roster
from xlkit.fund.naming import may_be_name
from xlkit.measures.grouped import grouped
from xlkit.returns import names, return_ids, signatures
from xlkit.round import identities, naming
from xlkit.round.control import PRINTED
from xlkit.round.rated import once_each
from xlkit.round.round import Control, Issued, Recipient, Round
from xlkit.shown import listed, one_line

NONE = "none"  # what stands in place of a fact of the round that is left open


def blank_workbook(instrument: Instrument, this_round: Round) -> Issued:
    """The one workbook whose holder enters the organisation."""
    identity = return_ids.blank(_as_set(instrument, this_round), this_round.name, this_round.council)
    return Issued(identity, naming.workbook_name(identity))


def for_recipients(instrument: Instrument, recipients: Iterable[Recipient], this_round: Round) -> tuple[Issued, ...]:
    """A workbook for each recipient in scope who is to answer this instrument, each in their language, in their order.

    XlkitError where two rows would get the same return id, since their answers could not be told apart.
    """
    issued = tuple(_issued(instrument, recipient, this_round) for recipient in _in_scope(instrument, recipients))
    twice = dict.fromkeys(identity.organisation for identity in _repeated(workbook.identity for workbook in issued))
    if twice:
        raise XlkitError(
            f"{', '.join(twice)} would get the same workbook more than once: "
            "tell the rows apart by Respondent, Role, Locality or Service area, or remove one."
        )
    _refuse_one_code(issued, {instrument.name: instrument})
    return issued


def for_round(control: Control, instruments: Mapping[str, Instrument]) -> tuple[Issued, ...]:
    """A signed workbook for each recipient in scope, each in their language; `instruments` holds their templates.

    They come in the order of the recipients. XlkitError where nobody is in scope.
    """
    if not control.asked:
        raise XlkitError("No recipient is in scope: fill in a row for each under Recipients, and check In scope.")
    names = {each.identity.return_id: each.file_name for each in control.issued}
    workbooks = [
        _issued(instruments[recipient.template], recipient, control.round, control.secret)
        for recipient in control.asked
    ]
    _refuse_one_code(workbooks, instruments)
    # What is issued again takes the place of what was, whatever the organisation is called by now.
    return tuple(replace(each, file_name=names.get(each.identity.return_id) or each.file_name) for each in workbooks)


def registered(control: Control, issued: Iterable[Issued], fresh: Iterable[Issued], day: date) -> tuple[Issued, ...]:
    """All that the register of a round says once some workbooks are `fresh` from a day: the others as they were.

    A fresh one may say its own day. Those of rows that are gone come last.
    """
    before = {each.identity.return_id: each for each in control.issued}
    sent = control.sent_on if before and control.sent_on and control.sent_on <= day else None

    def written(workbook: Issued) -> Issued:
        was = before.get(workbook.identity.return_id)
        before_that = {"sent_before": was.sent_before, "first": was.first or was.day} if was else {"sent_before": sent}
        return replace(workbook, day=workbook.day or day, **before_that)

    known = before | {workbook.identity.return_id: written(workbook) for workbook in fresh}
    now = {id_: known[id_] for id_ in (workbook.identity.return_id for workbook in issued)}
    return tuple({**now, **{id_: each for id_, each in before.items() if id_ not in now}}.values())


def printed(instrument: Instrument, this_round: Round) -> tuple[str, ...]:
    """What a workbook of a round says of it and of its own version, a line each: `Deadline: 26 March 2027`."""
    facts = {label: getattr(this_round, name) for name, label in PRINTED.items()}
    facts |= {setting.title: setting.shown for setting in _as_set(instrument, this_round).settings}
    facts["Version of the template"] = instrument.version
    return tuple(one_line(f"{label}: {fact or NONE}") for label, fact in facts.items())


def changed(control: Control, instruments: Mapping[str, Instrument]) -> Mapping[str, int]:
    """What has changed since workbooks of the round were issued that say it, each with how many of them do."""
    asked = {row.return_id: instruments[row.template] for row in control.asked}
    still = (each for each in control.issued if each.printed and each.identity.return_id in asked)
    other: Counter[str] = Counter()
    for workbook in still:
        now = printed(asked[workbook.identity.return_id], control.round)
        other.update(line.partition(": ")[0] for line in now if line not in workbook.printed)
    return other


def in_language(instrument: Instrument, language: str) -> Instrument:
    """The instrument in a language named by its code, or as it is without one; XlkitError where it is not in it."""
    if language and language.casefold() not in map(str.casefold, instrument.languages):
        raise XlkitError(
            f"The template {instrument.name} is not in the language {language!r}: leave out --language, "
            "or add columns such as label::Welsh (cy) to the template."
        )
    return instrument.in_language(language) if language else instrument


def speaking(control: Control, instruments: Mapping[str, Instrument], language: str) -> Control:
    """The round with a language for every recipient whose row names none; XlkitError where a template is not in it."""
    for template in sorted({recipient.template for recipient in control.asked if not recipient.language}):
        in_language(instruments[template], language)
    spoken = (replace(recipient, language=recipient.language or language) for recipient in control.recipients)
    return replace(control, recipients=tuple(spoken))


def rated_by(control: Control, instruments: Mapping[str, Instrument]) -> Instrument:
    """The template that organisations are rated by: the one for providers in the round; XlkitError without just one."""
    named = dict.fromkeys((control.template, *(recipient.template for recipient in control.asked)))
    of_providers = [name for name in named if name and instruments[name].side is not Side.COMMISSIONER]
    if len(of_providers) == 1:
        return instruments[of_providers[0]]
    which = (
        f"several templates for providers ({', '.join(of_providers)})" if of_providers else "no template for providers"
    )
    raise XlkitError(
        f"The round has {which}, so it does not say what to rate by: name a template in place of the control workbook."
    )


def for_roster(
    instrument: Instrument, recipients: Iterable[Recipient], rater: Recipient, this_round: Round, secret: str = ""
) -> Roster:
    """One workbook in which `rater` rates each organisation of the recipients in scope, and each place, once.

    The return id of a row is the one that a workbook about its organisation alone would have. With a secret, the
    workbook and every row are signed. XlkitError where nobody is in scope.
    """
    if not any(item.has_levels for item in instrument.items):
        raise XlkitError(
            f"Nothing in {instrument.name} has levels, so there is nothing to rate: name another template."
        )
    _refuse_unworded(instrument, rater)
    about = [
        replace(rater, subject=who.organisation, locality=who.locality, service_area=who.service_area, size=who.size)
        for who in once_each(_in_scope(instrument, recipients))[0]
    ]
    instrument = _as_set(instrument, this_round)
    rows = [_identity(instrument, recipient, this_round, secret) for recipient in about]
    workbook = identities.of_roster(instrument, rater, rows, secret)
    about_each = (roster.listed_identity(workbook, roster.facts_of(row)) for row in rows)
    signed = (signatures.signed(identity, secret) for identity in about_each)
    listed = tuple(Listed(roster.ref_of(number), identity) for number, identity in enumerate(signed, start=1))
    return Roster(signatures.signed(workbook, secret), listed)


def _issued(instrument: Instrument, recipient: Recipient, this_round: Round, secret: str = "") -> Issued:
    spoken = _as_set(instrument.in_language(recipient.language) if recipient.language else instrument, this_round)
    _refuse_unworded(spoken, recipient)
    if instrument.accounts and names.same_name(recipient.subject or recipient.organisation, recipient.organisation):
        raise XlkitError(
            f"{recipient.organisation} is to get a workbook of {instrument.name}, and its row does not say of what: "
            "write a code such as F07, and no name, under Subject, a row for each. Nothing was written."
        )
    if instrument.accounts is Accounts.FUND and may_be_name(recipient.subject):
        raise XlkitError(
            f"“{recipient.subject}” under Subject may be somebody's name, which the fund's workbook and its file would "
            "carry: write a code with a figure and no name in it, such as F07. Nothing was written."
        )
    identity = signatures.signed(_identity(spoken, recipient, this_round, secret), secret)
    # The name of a fund's file has its code alone.
    named = replace(identity, organisation=identity.subject) if instrument.accounts else identity
    says = printed(instrument, this_round)
    return Issued(identity, naming.workbook_name(named), recipient.email, recipient.row_id, printed=says)


def _refuse_one_code(issued: Iterable[Issued], instruments: Mapping[str, Instrument]) -> None:
    """XlkitError where two funds of one provider would have one code, since each person has a code of their own."""
    funds = (each.identity for each in issued if instruments[each.identity.template].accounts is Accounts.FUND)
    same = grouped(funds, lambda fund: (names.organisation_of(fund.organisation), names.plain(fund.subject)))
    if twice := [fund for fund, *others in same.values() if others]:
        named = listed([f"“{fund.subject}” of {fund.organisation}" for fund in twice])
        raise XlkitError(
            f"{named} stands under Subject in several rows, and each person has a code of their own: change all but "
            "one, or take those rows out (In scope: no). Nothing was written."
        )


def _identity(instrument: Instrument, recipient: Recipient, this_round: Round, secret: str) -> Identity:
    return identities.issued(instrument, recipient, this_round.name, this_round.council, secret)


def _refuse_unworded(instrument: Instrument, speaker: Recipient) -> None:
    """XlkitError where who is to speak would read statements in somebody else's words."""
    if instrument.is_worded_for(speaker.perspective):
        return
    own = instrument.perspective
    way = (
        "has no wording for those who answer about somebody else: give every level its words in the column label_they"
        if own is Perspective.SELF
        else f"is worded for the perspective {own} alone: leave Perspective empty for a {own}, or name another form"
    )
    raise XlkitError(
        f"{speaker.organisation} would answer with the perspective {speaker.perspective}, and the template "
        f"{instrument.name} ({instrument.language}) {way}. Nothing was written."
    )


def _as_set(instrument: Instrument, this_round: Round) -> Instrument:
    """The instrument with what the round set of its settings."""
    return instrument.with_settings(dict(this_round.settings))


def _in_scope(instrument: Instrument, recipients: Iterable[Recipient]) -> list[Recipient]:
    wanted = [recipient for recipient in recipients if recipient.in_scope and _is_for(recipient, instrument)]
    if not wanted:
        raise XlkitError(
            f"No recipient is in scope for {instrument.name}: check the columns In scope and Template of the list."
        )
    return wanted


def _repeated(stated: Iterable[Identity]) -> list[Identity]:
    """One identity for each return id that stands more than once."""
    first: dict[str, Identity] = {}
    twice = {who.return_id for who in stated if first.setdefault(who.return_id, who) is not who}
    return [identity for return_id, identity in first.items() if return_id in twice]


def _is_for(recipient: Recipient, instrument: Instrument) -> bool:
    wanted = names.plain(recipient.template)
    return wanted in ("", names.plain(instrument.name), names.plain(instrument.title))
