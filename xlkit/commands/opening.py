"""What the commands of a round share: its control workbook found, and the day that counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from xlkit.commands.finding import Lying, and_all, is_name, looked_in, lying_beside, unread_of
from xlkit.commands.saying import say
from xlkit.commands.writing import folder_of
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform.shelf import unused
from xlkit.intake.log import Ledger, Status
from xlkit.returns.issues import issue
from xlkit.returns.likeness import looking_alike
from xlkit.returns.names import told_apart
from xlkit.round.control import WHAT
from xlkit.round.naming import mark_of_open
from xlkit.round.round import Control, Round
from xlkit.shown import typed

MOST_ALIKE = 10  # pairs of names that are told one by one


def find_round(given: str | None, instruments: Mapping[str, Instrument]) -> Control:
    """The round that `--round` gives, by its control workbook or by its name alone; one without a name if it is None.

    XlkitError, with every problem and its cell, where the control workbook cannot be used yet.
    """
    if not given:
        return Control(Round())
    path = Path(given)
    if path.is_file():
        return open_round(path, instruments)
    if not is_name(given):
        raise XlkitError(
            f"There is no file {path}: give the path of the round's control workbook, or the round's name."
        )
    return Control(Round(name=given))


def templates_for(folder: Path | None, control: Path | str | None) -> Path | None:
    """The folder of the council's own templates: the one given, or that which a control workbook names.

    What in it cannot be used is said on stderr.
    """
    if folder is None and control and Path(control).is_file():
        from xlkit.round import reading

        folder = reading.templates_of(Path(control))
    for sentence in unused(folder):
        say(sentence, err=True)
    return folder


def templates_here(folder: Path | None) -> Path | None:
    """The folder of the council's own templates: the one given, or that which a control workbook here names.

    What is the matter with one that is named is said on stderr.
    """
    return folder or next(filter(None, map(_named_in, lying_beside(()).controls)), None)


def say_typed(template: Path, name: str) -> None:
    """Say on stderr what to type into the control workbooks beside the folder of a template that is new there."""
    for control in lying_beside([template.parent]).controls:
        named = _named_in(control)
        if named is None:
            say(f"{control} names no folder of your own templates: enter that of {template} in its Settings.", err=True)
        elif named.resolve() == template.parent.resolve():
            say(f"{name} is in no dropdown of {control}: type it under Template, and press Yes.", err=True)


def _named_in(control: Path) -> Path | None:
    from xlkit.round import reading

    try:
        return reading.templates_of(control)
    except XlkitError as error:
        say(str(error), err=True)
        return None


def open_round(path: Path, instruments: Mapping[str, Instrument], folder: Path | None = None) -> Control:
    """The round of a control workbook, beside the register of what was issued in it, if there is one.

    That is looked for in the `folder` of its workbooks, in the one that generate writes to, and beside the control
    workbook. What is remarkable about rows of recipients is said on stderr. XlkitError as for `find_round`, and where
    workbooks were issued in it under another name.
    """
    from xlkit.round import reading, register, rows

    control = reading.load(path, instruments)
    own = folder_of(control, path)
    places = [place / register.FILE for place in (folder, own, path.parent) if place is not None]
    kept = (reading.load_register(place, control) for place in places if place.is_file())
    issued = next((issued for issued in kept if issued is not None), None)
    if issued is None:
        _refuse_renamed(path, control, [*places, *sorted(own.parent.glob(f"*/{register.FILE}"))])
    control = rows.settled(control, issued or ())
    if mark := mark_of_open(path):
        say(f"{path} is open somewhere, as {mark.name} beside it says: what is not saved there is not known.", err=True)
    for remark in (*control.unseen, *control.remarks):
        say(remark, err=True)
    tell_apart(control.told_apart)
    return control


def tell_apart(names: Iterable[str]) -> None:
    """Let each of some names be an organisation of its own for the rest of the command."""
    command = click.get_current_context(silent=True)
    if command is not None:
        command.with_resource(told_apart(names))


def _refuse_renamed(path: Path, control: Control, registers: Iterable[Path]) -> None:
    """XlkitError where one of the registers, as far as they are there, is of this round by another name."""
    from xlkit.round import reading

    for place in registers:
        if place.is_file() and (before := reading.named_before(place, control)):
            raise XlkitError(
                f"{path} calls its round “{control.round.name}”, and its workbooks were issued and signed as "
                f"“{before}”, as {place} says: put “{before}” back under Round of Settings. A round of its own "
                "begins with xlkit new, and Recipients may be copied over."
            )


def say_alike(ledger: Ledger, control: Control) -> None:
    """Name on stderr the organisations that look like one, and stand as several, among answers and recipients."""
    answering = [name for completed in ledger.returns for name in (completed.organisation, completed.subject)]
    say_names_alike([*answering, *(each.organisation for each in control.asked)])


def say_names_alike(names: Iterable[str]) -> None:
    """Name on stderr which of some organisations look like one, and stand as several."""
    pairs = list(looking_alike(names))
    for name, other in pairs[:MOST_ALIKE]:
        say(
            f"“{name}” and “{other}” look like one organisation, and count as two, but as one where small groups are "
            "kept back: if they are one, take one row out of Recipients (In scope: no) or give them one name there or "
            "on About you of the return; if they are two, nothing needs doing.",
            err=True,
        )
    if len(pairs) > MOST_ALIKE:
        say(f"And {len(pairs) - MOST_ALIKE} more pairs of names look alike.", err=True)


def say_changed(control: Control, instruments: Mapping[str, Instrument], path: Path) -> None:
    """Say on stderr what workbooks that were issued say other than the control workbook at `path` does by now."""
    from xlkit.round.issuing import changed

    if other := changed(control, instruments):
        again = typed("xlkit", "generate", str(path), "--force")
        say(
            f"Changed since workbooks were issued that say it: {', '.join(other)} ({max(other.values())} of "
            f"{len(control.issued)} workbooks). Before they are sent, {again} writes "
            "them again; once they are, tell whom it concerns: what comes back in them counts all the same.",
            err=True,
        )


def control_left_aside(ledger: Ledger, control: Control, *, is_refused: bool) -> None:
    """Name on stderr the control workbooks among the files read where none was opened, since they count for nothing.

    So are those that cannot be read and lie where a control workbook would. A round that is known by its name alone
    opens none. XlkitError with `is_refused`, as it has to be where others than the officers are shown groups that may
    be smaller than such a workbook asks for.
    """
    if control.secret:
        return
    passed_over = issue("not-a-return", found=WHAT)
    aside = [entry.path for entry in ledger.entries if passed_over in entry.issues]
    sentence = _aside_in_words(aside) if aside else _doubtful_in_words(ledger)
    if sentence and is_refused:
        raise XlkitError(sentence)
    if sentence:
        say(sentence, err=True)


def _aside_in_words(aside: Sequence[str]) -> str:
    are = "is the control workbook of a round" if len(aside) == 1 else "are control workbooks of rounds"
    return (
        f"{and_all(aside)} {are}, and what is settled there, such as the smallest group, counts only where it is named "
        "itself: give the path of this round's control workbook behind --round, outside any .zip, and "
        "take that of any other round out."
    )


def _doubtful_in_words(ledger: Ledger) -> str:
    """What is said of rejected files where control workbooks are looked for: the round's may be among them."""
    files = {entry.path: Path(entry.path).resolve() for entry in ledger.entries}
    places = looked_in(file.parent for file in files.values())
    rejected = [Path(entry.path) for entry in ledger.entries if entry.status is Status.REJECTED]
    unreadable = unread_of(path for path in rejected if path.resolve().parent in places)
    return f"{Lying((), unreadable).unread}." if unreadable else ""


def past_in_words(this_round: Round, day: date) -> str:
    """That the deadline of a round is past on a day, as a sentence without its stop; an empty text where it is not."""
    is_past = this_round.due is not None and this_round.due < day
    return f"The deadline, {this_round.deadline}, is past" if is_past else ""


def say_open(control: Control, path: Path) -> None:
    """Say on stderr what workbooks do not tell those who get them, and where they tell a day that is past."""
    this_round = control.round
    facts = {
        "by when it is wanted": this_round.deadline,
        "whom to ask": this_round.contact,
        "who will see the answers": this_round.readers,
        "how long they are kept": this_round.retention,
    }
    told = [late] if (late := past_in_words(this_round, day_of(control, None))) else []
    if gaps := [what for what, fact in facts.items() if not fact]:
        told.append(f"No workbook says {', '.join(gaps)}, since Settings leave it open")
    if told:
        again = typed("xlkit", "generate", str(path), "--force")
        say(f"{'. '.join(told)}: enter it there, and before they are sent {again} writes them again.", err=True)


def day_of(control: Control, as_at: date | None) -> date:
    """The day that dates are held against: as said on the command line, as fixed for the round, or today."""
    return as_at or control.as_at or today()


def today() -> date:
    """The day where the officer is."""
    return datetime.now().astimezone().date()
