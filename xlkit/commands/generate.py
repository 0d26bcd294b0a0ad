"""`xlkit generate`: blank workbooks for respondents to fill in."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import click
from msgspec.structs import replace

from xlkit.commands.attaching import as_registered, found, say_saved, sha256
from xlkit.commands.opening import open_round, say_changed, say_names_alike, say_open, templates_for, today
from xlkit.commands.options import OWN, PATH, QUIET
from xlkit.commands.rosters import write_reviews, write_roster
from xlkit.commands.saying import say
from xlkit.commands.starting import Earlier, settings_of
from xlkit.commands.templates import say_left_out
from xlkit.commands.writing import GENERATED, folder_of, hashed, refuse_others, write_issued
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.returns.return_ids import who
from xlkit.round import issuing, naming, reading, rows
from xlkit.round.register import FILE
from xlkit.round.round import Control, Issued, Recipient, Round
from xlkit.shown import typed

RATING = [perspective.value for perspective in Perspective if perspective is not Perspective.SELF]


@click.command()
@click.argument("template")
@click.option("--to", "recipients", type=PATH, help="A workbook that lists the recipients.")
@click.option(
    "-o",
    "--out",
    type=PATH,
    help="The folder to write to.  [default: generated/NAME, of a round beside its control workbook]",
)
@click.option("--round", "round_name", default="", help="The round's name, shown on every workbook.")
@click.option("--council", default="", help="Who sends them: return ids of different councils are never the same.")
@click.option("--deadline", default="", help="When workbooks are to be returned, in words.")
@click.option("--contact", default="", help="Whom respondents ask, in words.")
@click.option("--language", default="", help="The language to write in, one the template is in, by its code: cy.")
@click.option(
    "--set",
    "stated",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for what stands in the template's words, such as first_date=30/04/2027; may be given more than once.",
)
@click.option(
    "--prefill",
    "earlier",
    type=PATH,
    help="Last round's returned workbooks, or its consolidated workbook: levels are shown, actions carried over.",
)
@click.option("--keep-answers", is_flag=True, help="With --prefill: start from last round's answers too.")
@click.option(
    "--about",
    type=PATH,
    metavar="PROVIDERS",
    help="A workbook that lists organisations: write one workbook in which all of them are rated, a row for each.",
)
@click.option("--organisation", default="", help="With --about: who rates.  [default: the council of the round]")
@click.option(
    "--perspective", type=click.Choice(RATING), help="With --about: as whom they rate.  [default: commissioner]"
)
@click.option(
    "--lists",
    is_flag=True,
    help="Beside each workbook of what people say, write the list in which its provider alone notes who is who.",
)
@OWN
@QUIET
@click.option("--force", is_flag=True, help="Write over workbooks of the same names.")
def generate(
    template: str,
    recipients: Path | None,
    out: Path | None,
    round_name: str,
    council: str,
    deadline: str,
    contact: str,
    language: str,
    stated: tuple[str, ...],
    earlier: Path | None,
    about: Path | None,
    organisation: str,
    perspective: str | None,
    folder: Path | None,
    *,
    keep_answers: bool,
    lists: bool,
    force: bool,
) -> None:
    """Write workbooks made from TEMPLATE, blank or starting from an earlier round.

    TEMPLATE is the control workbook of a round, the name of a template, or the path of your own XLSForm. From a control
    workbook it is one signed workbook for each recipient in scope, and beside them register.xlsx, which says who was
    sent which. From a template it is one workbook, whose holder enters the organisation; with --to it is one for each
    row of a list whose first row has the headings Organisation, Respondent, Role, Email, Template, Perspective,
    Subject, Locality, Service area, Size, In scope, Language and View; only Organisation is required. With
    --about it is one workbook in which an officer rates every organisation of such a list. From the template of a
    person's review it is a review, which is sent to nobody. The path of each is printed.
    """
    _refuse_missing(Path(template))
    options = {"--to": recipients, "--prefill": earlier, "--keep-answers": keep_answers}
    _refuse_apart(about, organisation or perspective, [option for option, value in options.items() if value])
    is_control = reading.is_control(Path(template))
    held = bool(recipients or round_name or council or deadline or contact or stated)
    _refuse_beside_control(template, is_control=is_control, holds=held, lists=lists)
    settings = settings_of(xlsform.find(template, folder), stated) if stated else ()
    this_round = Round(round_name, deadline, contact, council, settings=settings)
    start = Earlier(earlier, keep_answers=keep_answers)
    if about is not None:
        rater = Recipient(organisation.strip(), perspective=Perspective(perspective or Perspective.COMMISSIONER))
        write_roster(template, folder, language, about, rater, this_round, out, force=force)
    elif is_control:
        _from_control(Path(template), folder, language, start, out, force=force, lists=lists)
    else:
        _from_template(template, folder, language, recipients, this_round, start, out, force=force)


def _refuse_missing(path: Path) -> None:
    """XlkitError where what is given can only be the path of a workbook, and there is none."""
    if path.suffix.lower() == ".xlsx" and not path.is_file():
        raise XlkitError(
            f"There is no file {path}: give the path of the round's control workbook or of a template, "
            "or the name of a template, as xlkit templates lists them."
        )


def _refuse_beside_control(template: str, *, is_control: bool, holds: bool, lists: bool) -> None:
    """XlkitError where options say what a control workbook `holds` itself, or need one and there is none."""
    if is_control and holds:
        raise XlkitError(
            f"{template} is a control workbook, which holds recipients, round, council, deadline, contact and settings "
            "itself: enter them there, and leave out --to, --round, --council, --deadline, --contact and --set."
        )
    if lists and not is_control:
        raise XlkitError("--lists goes with the control workbook of a round, whose secret the codes are made from.")


def _refuse_apart(about: Path | None, rater: str | None, others: list[str]) -> None:
    """XlkitError where options are given that do not go together; `others` are of workbooks about their recipients."""
    if about is None and rater:
        raise XlkitError("--organisation and --perspective say who rates: name whom they rate with --about.")
    if about is not None and others:
        raise XlkitError(f"--about writes one workbook, for whoever rates: leave out {' and '.join(others)}.")
    if "--keep-answers" in others and "--prefill" not in others:
        raise XlkitError("--keep-answers takes the answers from an earlier round: name it with --prefill.")


def _from_control(
    path: Path, folder: Path | None, language: str, start: Earlier, out: Path | None, *, force: bool, lists: bool
) -> None:
    from xlkit.books.round import issue_register
    from xlkit.books.writer.places import refuse_locked

    folder = templates_for(folder, path)
    instruments = xlsform.library(folder)
    control = issuing.speaking(open_round(path, instruments, out), instruments, language)
    _refuse_retyped(control)
    place = out or folder_of(control, path)
    issued = issuing.for_round(control, instruments)
    sure = as_registered(control, issued, place)
    doubtful = [each for each in issued if each not in sure and (place / each.file_name).is_file()]
    starts, secret = start.of([each for each in issued if force or each not in sure], instruments), control.secret
    now = hashed(doubtful, instruments, control.round, starts, secret)
    same = [each for each in doubtful if sha256(place / each.file_name) == now[each.identity.return_id]]
    saved = [each for each in doubtful if each not in same]
    kept = saved if force else [*sure, *doubtful]
    fresh = [each for each in issued if each not in kept]
    for name in sorted({workbook.identity.template for workbook in fresh}):
        say_left_out(name, folder)
    refuse_locked([place / FILE])
    # The register of this round is added to; another in its place is not.
    is_own = (place / FILE).is_file() and reading.load_register(place / FILE, control) is not None
    beside = [] if is_own else [place / FILE]
    write_issued(fresh, instruments, control.round, place, starts, force=force, beside=beside, secret=secret)
    if lists:
        _write_lists(issued, instruments, secret, place)
    day = today()
    noted = [
        *found(control, same, saved, now, day),
        *(replace(each, sha256=sha256(place / each.file_name)) for each in fresh),
    ]
    registered = issuing.registered(control, issued, noted, day)
    issue_register.write(place / FILE, control, registered)
    say(place / FILE)
    say_saved(replace(control, issued=registered), place)
    _say_left(control, kept, again=0 if force else len(kept) - len(saved))
    left = {each.identity.return_id for each in kept}
    was = tuple(each for each in control.issued if each.identity.return_id in left)
    say_changed(replace(control, issued=was), instruments, path)
    if fresh:
        say_names_alike(each.organisation for each in control.asked)
        say_open(control, path)
    say_drafted(fresh, place / "mail", path)


def say_drafted(fresh: Sequence[Issued], drafts: Path, path: Path) -> None:
    """Say how many drafts of invitations were written before the workbooks that they should carry."""
    names = (naming.draft_name("", workbook.identity.return_id) for workbook in fresh)
    if stale := sum(any(drafts.glob(f"*{name}")) for name in names):
        again = typed("xlkit", "mail", "--round", str(path), "--force")
        say(f"{stale} drafted before in {drafts}, with the workbooks as they were: then {again}.", err=True)


def _refuse_retyped(control: Control) -> None:
    """XlkitError where a row would get a second workbook, since another organisation stands in it by now."""
    if retyped := rows.retyped(control):
        names = ", ".join(recipient.organisation for recipient in retyped)
        raise XlkitError(
            f"{names}: settle first whose row that is, as said above, so that nobody is sent two workbooks. "
            "Nothing was written."
        )


def _write_lists(issued: Sequence[Issued], instruments: Mapping[str, Instrument], secret: str, place: Path) -> None:
    """Write the list of who is who beside each workbook in which people say something; one that is there stays."""
    from xlkit.books.respondent import who_is_who
    from xlkit.voice.codes import listed

    paths = {place / naming.names_list(each.identity): each.identity for each in issued}
    for path, identity in paths.items():
        codes = listed(instruments[identity.template], identity.return_id, secret)
        if codes and not path.exists():
            who_is_who.write(path, identity, codes)
            say(path)


def _say_left(control: Control, left: Sequence[Issued], *, again: int) -> None:
    """Say which workbooks were `left` in their places, and which of them say other than their rows by now.

    `again` is how many of them another run may write over.
    """
    before = {each.identity.return_id: each for each in control.issued}
    if again:
        say(f"{again} issued before and left as they are; --force writes them again.", err=True)
    for workbook in left:
        was = before.get(workbook.identity.return_id, workbook).identity
        if who(was) != who(workbook.identity):
            say(
                f"{workbook.identity.organisation} ({was.return_id}): its row was corrected since its workbook was "
                "issued, which still counts as theirs.",
                err=True,
            )


def _from_template(
    template: str,
    folder: Path | None,
    language: str,
    recipients: Path | None,
    this_round: Round,
    start: Earlier,
    out: Path | None,
    *,
    force: bool,
) -> None:
    instrument = xlsform.find(template, folder, language)
    say_left_out(template, folder)
    if instrument.holder is not None:
        if this_round != Round() or start != Earlier(None, keep_answers=False):
            raise XlkitError(
                f"{instrument.name} is a person's review, which is part of no round: leave out --round, --council, "
                "--deadline, --contact, --set and --prefill. Nothing was written."
            )
        write_reviews(instrument, folder, recipients, out, force=force)
        return
    if recipients:
        listed = reading.load_recipients(recipients, instrument, tell=partial(say, err=True))
        issued = issuing.for_recipients(instrument, listed, this_round)
    else:
        issued = (issuing.blank_workbook(instrument, this_round),)
    place, instruments = out or GENERATED / instrument.name, {instrument.name: instrument}
    begun, there = start.of(issued, instruments), [each for each in issued if (place / each.file_name).exists()]
    if force:
        now = hashed(there, instruments, this_round, begun, "")
        refuse_others({place / each.file_name: now[each.identity.return_id] for each in there})
    write_issued(issued, instruments, this_round, place, begun, force=force)
