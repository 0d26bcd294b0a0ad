"""`xlkit` with nothing behind it: where the round of this folder stands, and the command that comes next."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from xlkit.commands.attaching import say_saved
from xlkit.commands.finding import and_all, lying_beside
from xlkit.commands.folders import BACK, Folders, folders_here
from xlkit.commands.opening import day_of, open_round, say_changed, templates_for
from xlkit.commands.reading import read_ledger
from xlkit.commands.saying import say
from xlkit.commands.writing import GENERATED, INTERNAL, MERGED, SHARED, folder_of, published
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.intake.tracker import State, Tracked, Tracking
from xlkit.round import register
from xlkit.round.letters import label, unsaid
from xlkit.round.naming import TRACKER, draft_name
from xlkit.round.round import Control, Delivery, LetterKind
from xlkit.shown import typed

SILENT = (State.NOTHING, State.SENT)
COUNTING = (State.VALID, State.INCOMPLETE)  # what is merged
CAME = (*COUNTING, State.AS_SENT, State.CONFLICT, State.EXCLUDED, State.SUPERSEDED)  # theirs, whatever becomes of it
NOT_BACK = (*SILENT, State.DECLINED, State.BOUNCED, State.OUT_OF_SCOPE)
IN = (State.VALID, State.EXCLUDED, State.SUPERSEDED, State.DECLINED, State.BOUNCED, State.OUT_OF_SCOPE)
NEARLY_OVER = 7  # days before the deadline from which those are reminded who sent nothing
MOST_NAMED = 2  # of them


def say_standing() -> None:
    """What the current folder says of its round; XlkitError where its control workbook cannot be used yet."""
    path = _control_here()
    if path is None:
        say("No control workbook of a round lies in this folder.")
        _say_next("begin a round", "new", "spring.xlsx")
        _say_next("see a whole made-up round first", "demo")
        _say_next("see all commands", "--help")
        return
    named, own = str(path), templates_for(None, path)
    instruments = xlsform.library(own)
    folders = folders_here(own)
    control = open_round(path, instruments, folders.issued)
    own_folder = folder_of(control, path)
    if not control.issued or (own_folder / register.FILE).is_file():
        folders = replace(folders, issued=None)  # which is another round's, or an older copy
    if not control.recipients:
        say(f"{control.round.name}: nobody is listed under Recipients of {named} yet. Fill in a row for each.")
        return
    returned, tracking = folders.returned, None
    if returned is not None:
        from xlkit.intake.tracker import track

        day = day_of(control, None)
        tracking = track(
            control, instruments, read_ledger([returned], instruments, control, day, may_be_empty=True), day
        )
    say(", ".join(told_of(control, tracking, day_of(control, None))) + ".")
    say_changed(control, instruments, path)
    say_saved(control, folders.issued or own_folder)
    if control.issued:
        _say_unsaid(control, named)
    for what, *words in _next(control, named, folders, tracking):
        _say_next(what, *words)


def _control_here() -> Path | None:
    lying = lying_beside(())
    here = lying.controls
    if len(here) > 1:
        named = typed("xlkit", "status", BACK, "--round", str(here[0]))
        raise XlkitError(
            f"{and_all(here)} lie in this folder, and the control workbook of one round was expected: name one with "
            f"--round behind a command, as in {named}, or give each round a folder of its own."
        )
    if not here:
        if lying.unreadable:
            raise XlkitError(f"{lying.unread}, or begin a round beside it with xlkit new.")
        return None
    lying.say_passed_over()
    return here[0]


def told_of(control: Control, tracking: Tracking | None, today: date) -> Iterator[str]:
    """Where a round stands, in parts of a sentence: a form with nothing in it, and what may be theirs, is not back."""
    yield f"{control.round.name}: {len(control.asked)} asked"
    if late := len(control.unissued):
        yield f"{late} row{' has' if late == 1 else 's have'} no workbook yet"
    if tracking is not None:
        counts = tracking.counts
        yield f"{sum(counts[state] for state in CAME)} back"
        yield f"{counts[State.VALID]} of them valid"
        apart = (state for state in State if counts[state] and state not in (*COUNTING, *NOT_BACK))
        yield from (f"{counts[state]} {state.value}" for state in apart)
        if many := unknown(tracking):
            files = "1 file that was not taken is" if many == 1 else f"{many} files that were not taken are"
            yield f"{files} from nobody known"
    if control.round.due is not None:
        days = (control.round.due - today).days
        yield f"{_days(days)} left" if days >= 0 else f"{_days(-days)} past the deadline"


def unknown(tracking: Tracking) -> int:
    """How many files were not taken and are told beside no recipient."""
    told = {row.recipient for row in tracking.to_look_at}
    return sum(file.recipient is None and told.isdisjoint(file.recipients) for file in tracking.unused)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _next(control: Control, named: str, folders: Folders, tracking: Tracking | None) -> Iterator[tuple[str, ...]]:
    """What comes next, each in words, and the words of its command."""
    own, back = folder_of(control, Path(named)), str(folders.returned or BACK)
    folder = folders.issued or own
    to_there, from_there = (("-o", str(folder)), ("--workbooks", str(folder))) if folders.issued else ((), ())
    is_written = any(path.stem.partition(" ")[0] != Path(TRACKER).stem for path in folder.glob("*.xlsx"))
    # Written elsewhere, or moved since, where they came back.
    if not is_written and not (tracking and any(row.state in CAME for row in tracking.rows)):
        yield "write the workbooks", "generate", named
        return
    came = {row.return_id for row in tracking.rows if row.state not in SILENT} if tracking else set()
    if is_written and not control.issued:
        yield f"write {register.FILE} again, which is gone from {folder}", "generate", named
    elif control.unissued or (is_written and _lost(control, folder, came)):
        yield "write the workbooks that are missing", "generate", named, *to_there
    drafted = [draft.name for place in (own / "mail", *folders.drafts) for draft in place.glob("*.eml")]
    waiting = undrafted(control, drafted, came) if control.issued else not drafted and not came
    if waiting:
        yield "draft the messages that are missing" if drafted else "draft the messages", "mail", *from_there
    if waiting and not drafted and not came:
        return
    if tracking is None:
        yield f"put what comes back into a folder called {BACK}, and check it", "validate", back
    else:
        due = control.round.due
        days = (due - day_of(control, None)).days if due else None
        steps = steps_for(tracking, days, named, back, drafted)
        yield from ((*step, *from_there) if "mail" in step else step for step in steps)


def _lost(control: Control, folder: Path, came: AbstractSet[str]) -> bool:
    """Whether a workbook that was issued, and is not back, is gone from the folder that it was written to."""
    asked = {each.return_id for each in control.asked} - came
    issued = (each for each in control.issued if each.identity.return_id in asked)
    return not all((folder / each.file_name).is_file() for each in issued)


def undrafted(control: Control, drafted: Sequence[str], came: AbstractSet[str] = frozenset()) -> bool:
    """Whether somebody who was issued a workbook has no draft among these, and nothing is noted of their message.

    Whoever's return `came`, by its id, waits for none.
    """
    issued = {each.identity.return_id for each in control.issued} - came
    waiting = (each for each in control.asked if each.return_id in issued)
    unsent = (each for each in waiting if control.delivery(each) is Delivery.NONE)
    return any(not any(each.return_id in name for name in drafted) for each in unsent)


def _say_unsaid(control: Control, named: str) -> None:
    """Say which settings messages tell and nobody entered: no message can be drafted before they are."""
    if gaps := unsaid(control, [LetterKind.INVITATION]):
        say(f"Messages tell what Settings of {named} leave open: enter {', '.join(map(label, gaps))} first.", err=True)


def steps_for(
    tracking: Tracking, days: int | None, named: str, back: str, drafted: Sequence[str] = ()
) -> Iterator[tuple[str, ...]]:
    """What comes next where returns are in, so many days before the deadline, if there is one, as for `_next`.

    To whom a message is drafted by now, as the names of these say, no other is offered.
    """
    silent = [row.recipient.organisation for row in tracking.rows if row.state in SILENT and row.is_issued]
    left = [row.state for row in tracking.rows if row.state not in IN]
    is_last = len(silent) == len(left) == 1 and tracking.counts[State.VALID] > 0
    due = [row for row in tracking.rows if _is_to_be_written_to(row, drafted)]
    if not {*left} <= {*SILENT}:
        settling = f", and settle under Decisions of {named} which of two stands" if State.CONFLICT in left else ""
        yield f"see what is wrong in some of them{settling}", "validate", back
    if tracking.to_look_at or unknown(tracking):
        yield "settle whose the files are that were not taken", "status", back
    reminded = [row.recipient.organisation for row in due if row.state in SILENT]
    if any(row.state not in SILENT for row in due):
        others = f", and remind {_those(reminded)}" if reminded else ""
        yield f"ask for what is missing{others}", "mail", "--chase", back
    elif reminded and (is_last or (days is not None and days <= NEARLY_OVER)):
        yield f"remind {_those(reminded)}", "mail", "--chase", back
    elif silent:
        yield "see who has returned what", "status", back
    is_merged = (GENERATED / MERGED[INTERNAL]).is_file()
    is_back = bool(tracking.strangers) or any(row.state in COUNTING for row in tracking.rows)
    if is_merged or (is_back and (days is None or days <= 0 or not left)):
        yield ("merge them again, if more came back" if is_merged else "merge them"), "merge", back
    # A second publication can be held against the first: none before all are in that will be.
    if is_merged and (not left or (days is not None and days < 0)):
        yield from _publishing(named, back)


def _is_to_be_written_to(row: Tracked, drafted: Sequence[str]) -> bool:
    """Whether a message is due to a recipient, and not among those drafted by now."""
    kind = row.state.letter
    if kind is None or not row.recipient.delivery.is_reached or (row.state in SILENT and not row.is_issued):
        return False
    return not any(name.endswith(draft_name("", row.recipient.return_id, kind.value)) for name in drafted)


def _those(silent: Sequence[str]) -> str:
    """Who sent nothing, by name where they are few."""
    return and_all(silent) if len(silent) <= MOST_NAMED else f"the {len(silent)} who sent nothing"


def _publishing(named: str, back: str) -> Iterator[tuple[str, ...]]:
    """What others are shown, as far as they were not yet."""
    if not published(GENERATED / MERGED[SHARED]):
        yield "write what everybody may see", "merge", back, "--audience", SHARED, "--round", named
    if not (GENERATED / "feedback").exists():
        yield "show each provider its own results beside the others", "feedback", back, "--round", named


def _say_next(what: str, *words: str) -> None:
    say(f"To {what}: {typed('xlkit', *words)}")
