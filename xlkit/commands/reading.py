"""What the commands that take returns share: files in, a ledger out, of this round or of earlier ones."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from xlkit.commands.begun import Begun, cells_of
from xlkit.commands.finding import controls_above
from xlkit.commands.opening import day_of, find_round, open_round, say_alike, tell_apart, templates_for
from xlkit.commands.saying import say, say_report, watched
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns import names
from xlkit.returns.completed import Return
from xlkit.returns.issues import issue
from xlkit.returns.likeness import listed_apart
from xlkit.returns.read.limits import OWN
from xlkit.returns.read.workers import Cells, all_understood
from xlkit.round.control import WHAT
from xlkit.round.round import Control, Round

NO_ROUND = Control(Round())
NOT_ALL_VALID = 3
NOT_THE_SAME = ("answer-unmatched", "statement-reworded", "question-reworded", "level-changed")
UNCHECKED = (
    "These workbooks are signed, and no signature was checked, so anybody may have filled them in for anybody: name "
    "their round's control workbook with --round."
)

UNCHECKED_EARLIER = (
    "these workbooks are signed, and no signature was checked: put the control workbook of their round beside them, or "
    "beside their folder."
)


class Returned(Struct, frozen=True):
    """What came back, as its round sees it on a day; a round that was not given has no name."""

    instruments: Mapping[str, Instrument]
    ledger: Ledger
    day: date
    crosswalk: Crosswalk
    control: Control = NO_ROUND

    def exit_unless_all_valid(self) -> None:
        """End the command with the exit status of returns that are not all valid, where they are not."""
        if not self.ledger.is_all_valid:
            raise click.exceptions.Exit(NOT_ALL_VALID)


def read_returned(begun: Begun, folder: Path | None, as_at: date | None = None, *, corrects: bool = False) -> Returned:
    """What came back, of its round; it is read as by `read_ledger`."""
    own = templates_for(folder, begun.given)
    instruments, crosswalk = xlsform.library(own), xlsform.load_crosswalk(own)
    control = find_round(begun.given, instruments)
    day = day_of(control, as_at)
    cells = begun.cells or cells_of(begun.paths, begun.passwords)
    ledger = read_ledger(begun.paths, instruments, control, day, crosswalk, cells, corrects=corrects)
    if not control.secret and any(entry.speaker and entry.speaker.signature for entry in ledger.entries):
        say(UNCHECKED, err=True)
    say_alike(ledger, control)
    return Returned(instruments, ledger, day, crosswalk, control)


def read_ledger(
    paths: Sequence[Path],
    instruments: Mapping[str, Instrument],
    control: Control = NO_ROUND,
    as_at: date | None = None,
    crosswalk: Crosswalk | None = None,
    cells: Cells | None = None,
    *,
    corrects: bool = False,
    may_be_empty: bool = False,
) -> Ledger:
    """Every file at the paths, read, understood and settled; XlkitError where a path is missing.

    It is one too where they hold nothing, unless they `may_be_empty`, as they are before anybody has answered.

    With a round, signatures are checked, what belongs to another round is rejected, and decisions are applied as at a
    day (the round's own, or today, if None); those that concern no file given are named on stderr. Without one, all
    rounds are left in. The `cells` of the files may be read already. With `corrects`, entries keep what could go back
    to be corrected. Workbooks of councils are read back, in a signed round where they are named.
    """
    cells = cells or cells_of(paths)  # while what understands them is brought in
    from xlkit.commands import idling
    from xlkit.intake import done_days, duplicates, eligibility, localities, mails, regional, rulings, workbooks
    from xlkit.returns.validate import Validator

    validator = Validator(instruments, control.seal, corrects=corrects)
    reader = workbooks.Reader(validator, instruments, crosswalk or xlsform.load_crosswalk())
    entries = [
        entry
        for file in watched(all_understood(cells, reader), "Reading")
        for entry in workbooks.entries(
            Entry(file.path, file.sha256, file.size, Status.REJECTED, None, file.issues, sent=file.sent), file.result
        )
    ]
    if not entries and not may_be_empty:
        raise XlkitError(f"There is no file in {', '.join(map(str, paths))}: name the folder that holds the returns.")
    came = mails.settled(entries)
    day = day_of(control, as_at)
    in_force = replace(control, decisions=rulings.holding(control.decisions, day))
    of_round = eligibility.admit(_without_councils(came, paths) if control.secret else came, in_force)
    placed = localities.asked_about(of_round, control, instruments)
    is_dated = control.recipients or control.round.due
    admitted = done_days.asked_about(placed, day, instruments, control) if is_dated else placed
    decided = rulings.apply(admitted, in_force.decisions, day)
    several, is_sealed = control.rules.several_respondents, bool(control.secret)
    conflicts = duplicates.Conflicts(in_force.decisions, several, is_sealed, instruments)
    settled = _told_apart(duplicates.settle(decided, conflicts))
    for sentence in idling.said(admitted, settled.entries, control.decisions, day):
        say(sentence, err=True)
    return regional.assign(settled, instruments, control.round.council)


def _told_apart(ledger: Ledger) -> Ledger:
    """The ledger itself, once organisations that stand by themselves in a council's workbook are told apart."""
    tell_apart(listed_apart(_in_councils(ledger)))
    return ledger


def _in_councils(ledger: Ledger) -> Iterator[tuple[Hashable, str]]:
    """Who stands for itself in councils' workbooks, behind the place where each name is another organisation."""
    for entry in ledger.merged:
        if entry.council and (completed := entry.completed) and completed.identity.perspective is Perspective.SELF:
            yield (entry.council, completed.identity.round, completed.identity.template), completed.organisation


def say_outcome(as_read: Ledger, ledger: Ledger, *, err: bool = False) -> None:
    """Say what a command made of what was read: what changed, the counts, and which files wait for somebody."""
    from xlkit.intake import report

    say_report(report.changes(as_read, ledger), err=err)
    say(report.in_words(ledger), err=err, is_to_look_at=not ledger.is_all_valid)
    say_report(report.unused(ledger), err=err)


def _without_councils(came: Sequence[Entry], paths: Sequence[Path]) -> tuple[Entry, ...]:
    """What came to a signed round: councils' workbooks among returns are rejected, and those named with them told."""
    from xlkit.intake import councils_named

    entries = councils_named.admitted(came, paths)
    for path in councils_named.beside_returns(entries, paths):
        say(f"{path} counts as a council's workbook, since it is named: leave it out if it came as a return.", err=True)
    return entries


def earlier_returns(paths: Iterable[Path], instruments: Mapping[str, Instrument], now: str = "") -> tuple[Return, ...]:
    """The returns of earlier rounds; XlkitError where one is this round, named `now`, or holds no level to go by."""
    return tuple(completed for path in paths for completed in _of_earlier(path, instruments, now))


def _of_earlier(path: Path, instruments: Mapping[str, Instrument], now: str) -> tuple[Return, ...]:
    entries = kept_entries(path, instruments)
    returns = tuple(entry.completed for entry in entries if entry.completed is not None)
    if entries and all(entry.is_as_sent or entry.is_blank for entry in entries):
        raise XlkitError(
            f"{path} holds no level to go by, since all that came back in it is as it was sent out or answers nothing: "
            "name an earlier round in which somebody answered, or leave out --previous."
        )
    if not any(_goes_by(completed, instruments) for completed in returns):
        raise XlkitError(
            f"{path} holds no level to go by: give the internal consolidated workbook of an earlier round, saved in "
            "Excel or LibreOffice if another program wrote it, or the folder of its returns."
        )
    if now and any(names.same_name(completed.identity.round, now) for completed in returns):
        raise XlkitError(f"{path} is of the round “{now}” itself, and an earlier one was expected with --previous.")
    return returns


def _goes_by(completed: Return, instruments: Mapping[str, Instrument]) -> bool:
    """Whether a return holds a level, or, of an instrument that has no levels, any answer."""
    instrument = instruments.get(completed.identity.template)
    if instrument is not None and not instrument.highest:
        return completed.answers_anything
    return any(answer.level is not None for answer in completed.answers)


def _control_among(ledger: Ledger, path: Path) -> Path | None:
    """The control workbook among the files of an earlier round; XlkitError where there are several."""
    controls_named = [Path(entry.path) for entry in ledger.entries if issue("not-a-return", found=WHAT) in entry.issues]
    controls = [control for control in controls_named if control.is_file()]
    if len(controls) > 1:
        named = " and ".join(map(str, controls))
        raise XlkitError(f"{path} holds {named}, and the control workbook of one round was expected: leave one there.")
    return controls[0] if controls else None


def _control_above(ledger: Ledger, path: Path, instruments: Mapping[str, Instrument]) -> Path | None:
    """The one control workbook beside the folder of an earlier round's returns that is of their round, which is said.

    One of this round, or that cannot be used, may lie there too.
    """
    rounds = _rounds(ledger)
    found = [control for control in controls_above(path) if _round_of(control, instruments) in rounds] if rounds else []
    if len(found) != 1:
        return None
    say(f"{path}: the round is that of {found[0]}, which lies beside it.", err=True)
    return found[0]


def _round_of(control: Path, instruments: Mapping[str, Instrument]) -> str | None:
    from xlkit.round import reading

    try:
        return names.plain(reading.load(control, instruments).round.name)
    except XlkitError:
        return None


def ledger_of_earlier(path: Path, instruments: Mapping[str, Instrument], now: Control = NO_ROUND) -> Ledger:
    """What was returned earlier, held to the control workbook among it, or `now`, or one beside its folder."""
    ledger = read_ledger([path], instruments, cells=cells_of([path], limits=OWN))
    control = _control_among(ledger, path)
    if control is None and now.secret and _rounds(ledger) == {names.plain(now.round.name)}:
        return read_ledger([path], instruments, now, cells=cells_of([path], limits=OWN))
    control = control or _control_above(ledger, path, instruments)
    if control is not None:
        signed = open_round(control, instruments)
        return read_ledger([path], instruments, signed, cells=cells_of([path], limits=OWN))
    if _rounds(ledger):
        say(f"{path}: {UNCHECKED_EARLIER}", err=True)
    return ledger


def _rounds(ledger: Ledger) -> set[str]:
    """The rounds that signed workbooks say they are of, but for those in councils' workbooks."""
    signed = (entry.speaker for entry in ledger.entries if entry.speaker and not entry.council)
    return {names.plain(who.round) for who in signed if who.signature}


def kept_entries(path: Path, instruments: Mapping[str, Instrument]) -> tuple[Entry, ...]:
    """What was merged of an earlier round, from its consolidated workbook or from what was returned in it.

    Where that round's control workbook lies among them, it says which of them count, by their signatures too. Those of
    a consolidated workbook hold answers to questions that their instrument no longer has too. What was answered that is
    not the same today, or reads otherwise, is named on stderr.
    """
    merged = ledger_of_earlier(path, instruments).merged
    for entry in merged:
        for problem in entry.issues:
            if problem.code in NOT_THE_SAME:
                say(f"{entry.path}: {problem.message}", err=True)
    return tuple(
        replace(entry, completed=replace(entry.completed, answers=(*entry.completed.answers, *entry.gone)))
        for entry in merged
        if entry.completed is not None
    )
