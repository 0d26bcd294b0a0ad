"""`xlkit demo`: a whole made-up round, from the workbooks sent out to the consolidated one."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

import click
from msgspec.structs import replace

from xlkit.books.accounts import accounts_workbook
from xlkit.books.feedback import you_said
from xlkit.books.funds import funds_workbook
from xlkit.books.respondent import respondent_workbook, stamp
from xlkit.books.round import control_workbook
from xlkit.books.workshop import workshop_workbook
from xlkit.books.writer.places import write_new
from xlkit.commands import accounts, workshops
from xlkit.commands.comparing import compared, write
from xlkit.commands.options import PATH, QUIET
from xlkit.commands.reading import Returned, read_ledger
from xlkit.commands.saying import say
from xlkit.commands.writing import GENERATED, made
from xlkit.comparison.disclosure.shared_funds import FEWEST
from xlkit.comparison.disclosure.signals import signals
from xlkit.comparison.disclosure.told import told, told_beside
from xlkit.demo import assessments, event, funds, voices
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.intake import report
from xlkit.intake.log import Ledger
from xlkit.round import identities, issuing, naming
from xlkit.round.round import Control
from xlkit.voice.codes import with_codes
from xlkit.voice.workshop import Workshop


@click.command()
@click.option("-o", "--out", type=PATH, default=GENERATED / "demo", show_default=True, help="The folder to write to.")
@QUIET
def demo(out: Path) -> None:
    """Run a whole made-up round: 24 providers and one council fill in their workbooks, and all are merged.

    Some of them, and two groups of people and families, also say how they see another. The workbooks as sent go to
    `sent`, those filled in to `returned`, beside them stands consolidated.xlsx. To `funds` go six Individual Service
    Funds of one provider over a quarter, with its block, and funds.xlsx is what they come to. To `voices` goes a round
    of its own: what twenty people of five providers say, the workshop that a group filled in, and what everybody is
    told. To `event` goes another: what six teams and groups of a provider say to its plan, their event, and what the
    plan says to it. The answers are made up and always the same, and so are the workbooks; where one of their names
    holds anything else, that stays, and they are numbered.
    """
    instruments = xlsform.library()
    sent, returned = out / "sent", out / "returned"
    for folder in (sent, returned):
        made(folder)
    press, written = stamp.Press(assessments.ROUND), []
    for instrument, completed in assessments.returns(instruments):
        who = identities.issued(instrument, completed.recipient, assessments.ROUND.name)
        file_name = naming.workbook_name(who)
        write_new(sent / file_name, partial(press.write, instrument=instrument, identity=who))
        filled = partial(respondent_workbook.write, instrument=instrument, identity=who, draft=completed.draft)
        written.append(write_new(returned / file_name, partial(filled, this_round=assessments.ROUND)))
    say(f"{len(written)} workbooks sent: {sent}")
    say(f"{len(written)} workbooks filled in: {returned}")
    ledger = read_ledger(written, instruments)
    say(report.in_words(ledger))
    funds = _funds(out / "funds", instruments)
    say(write_new(out / "funds.xlsx", partial(funds_workbook.write, accounts.gathered(funds), FEWEST)))
    workshop = _heard(out / "voices", instruments, voices, "voices.xlsx")
    _heard(out / "event", instruments, event, "plan.xlsx")
    both = accounts.without_accounts(replace(funds, ledger=Ledger((*ledger.entries, *funds.ledger.entries))))
    comparison, money = compared(both), accounts.among(both)
    telling = told_beside(workshop, (), comparison.smallest)
    comparison = replace(comparison, told=telling, signals=signals(telling, money, comparison.smallest))
    comparison = accounts.beside(workshops.beside(comparison, workshop, ()), money)
    say(write(out / "consolidated.xlsx", comparison))


def _funds(folder: Path, instruments: Mapping[str, Instrument]) -> Returned:
    """The funds of one provider and its block, filled in and read back."""
    written = []
    for recipient, draft in (*funds.funds(), funds.block()):
        instrument = instruments[recipient.template]
        who = identities.issued(instrument, recipient, assessments.ROUND.name)
        filled = partial(
            accounts_workbook.write, instrument=instrument, identity=who, this_round=assessments.ROUND, draft=draft
        )
        name = naming.workbook_name(replace(who, organisation=who.subject))
        written.append(write_new(made(folder) / name, filled))
    say(f"{len(written)} workbooks of one provider's funds: {folder}")
    return Returned(instruments, read_ledger(written, instruments), assessments.AS_AT, xlsform.load_crosswalk())


class Heard(Protocol):
    """What a round is made of in which people or teams say something, and a day follows it up."""

    HELD_ON: date

    def control(self) -> Control:
        """The control workbook of the round."""
        ...

    def drafts(self) -> Mapping[str, Draft]:
        """What each of those who are asked sends back."""
        ...

    def followed_up(self, workshop: Workshop, /) -> Workshop:
        """What a group made of it on the day."""
        ...


def _heard(folder: Path, instruments: Mapping[str, Instrument], made_up: Heard, file_name: str) -> Workshop:
    """What is said, filled in and read back; the workshop that a group made of it, and what everybody is told."""
    control = made_up.control()
    written = _said(folder, instruments, control, made_up.drafts(), file_name)
    crosswalk = xlsform.load_crosswalk()
    returned = Returned(instruments, read_ledger(written, instruments, control), made_up.HELD_ON, crosswalk, control)
    workshop = made_up.followed_up(workshops.begun(returned))
    say(f"{len(written)} workbooks of what {workshop.counted} say: {folder / 'returned'}")
    subjects = [theme.title for theme in crosswalk.themes]
    writing = partial(workshop_workbook.write, workshop, subjects)
    say(write_new(folder / (workshops.EVENT if workshop.is_event else workshops.NAME), writing))
    say(write_new(folder / you_said.file_name(workshop), partial(you_said.write, told(workshop), workshop)))
    return workshop


def _said(
    folder: Path, instruments: Mapping[str, Instrument], control: Control, drafts: Mapping[str, Draft], file_name: str
) -> list[Path]:
    """The workbooks in which people or teams say something, with the control workbook of their round."""
    asking, written = partial(control_workbook.write, control=control, templates=[control.template]), []
    say(write_new(made(folder) / file_name, partial(asking, name=file_name)))
    for issued in issuing.for_round(control, instruments):
        who, instrument = issued.identity, instruments[issued.identity.template]
        draft = with_codes(instrument, who.return_id, control.secret, drafts[who.organisation])
        filled = partial(respondent_workbook.write, instrument=instrument, identity=who, draft=draft)
        file = made(folder / "returned") / issued.file_name
        written.append(write_new(file, partial(filled, this_round=control.round)))
    return written
