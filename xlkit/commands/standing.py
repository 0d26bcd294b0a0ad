"""`xlkit` with nothing behind it: where the round of this folder stands, and the command that comes next."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date
from pathlib import Path

from xlkit.commands.attaching import say_saved
from xlkit.commands.finding import and_all, lying_beside
from xlkit.commands.opening import day_of, open_round, say_changed, templates_for
from xlkit.commands.reading import read_ledger
from xlkit.commands.saying import say
from xlkit.commands.writing import GENERATED, INTERNAL, MERGED, SHARED, folder_of, published
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.intake.tracker import State, Tracked, Tracking
from xlkit.round.letters import label, unsaid
from xlkit.round.naming import TRACKER, draft_name
from xlkit.round.round import Control, Delivery, LetterKind
from xlkit.shown import typed

BACK = "returned"  # what the folder of returns is called in all examples
KINDS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip", ".eml", ".msg")  # files that a return may come as
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
    control = open_round(path, instruments)
    if not control.recipients:
        say(f"{control.round.name}: nobody is listed under Recipients of {named} yet. Fill in a row for each.")
        return
    returned = _returned(own)
    tracking = None
    if returned is not None:
        from xlkit.intake.tracker import track

        day = day_of(control, None)
        tracking = track(
            control, instruments, read_ledger([returned], instruments, control, day, may_be_empty=True), day
        )
    say(", ".join(told_of(control, tracking, day_of(control, None))) + ".")
    say_changed(control, instruments, path)
    say_saved(control, folder_of(control, path))
    if control.issued:
        _say_unsaid(control, named)
    for what, *words in _next(control, named, returned, tracking):
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
    if control.round.due is not None:
        days = (control.round.due - today).days
        yield f"{_days(days)} left" if days >= 0 else f"{_days(-days)} past the deadline"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _next(control: Control, named: str, returned: Path | None, tracking: Tracking | None) -> Iterator[tuple[str, ...]]:
    """What comes next, each in words, and the words of its command."""
    folder, back = folder_of(control, Path(named)), str(returned or BACK)
    is_written = any(path.stem.partition(" ")[0] != Path(TRACKER).stem for path in folder.glob("*.xlsx"))
    # Written elsewhere, or moved since, where they came back.
    if not is_written and not (tracking and any(row.state in CAME for row in tracking.rows)):
        yield "write the workbooks", "generate", named
        return
    if control.unissued:
        yield "write the workbooks that are missing", "generate", named
    drafted = [draft.name for draft in (folder / "mail").glob("*.eml")]
    came = {row.return_id for row in tracking.rows if row.state not in SILENT} if tracking else set()
    waiting = undrafted(control, drafted, came) if control.issued else not drafted and not came
    if waiting:
        yield "draft the messages that are missing" if drafted else "draft the messages", "mail", named
    if waiting and not drafted and not came:
        return
    if tracking is None:
        yield f"put what comes back into a folder called {BACK}, and check it", "validate", back
    else:
        due = control.round.due
        days = (due - day_of(control, None)).days if due else None
        yield from steps_for(tracking, days, named, back, drafted)


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
    if tracking.to_look_at:
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


def _returned(own: Path | None) -> Path | None:
    """The folder of returns: the one called so, or the only one here that holds what may be; not that of templates."""
    if Path(BACK).is_dir():
        return Path(BACK)
    others = {place.resolve() for place in (GENERATED, own) if place is not None}
    folders = [path for path in sorted(Path().iterdir()) if path.is_dir() and path.resolve() not in others]
    holding = [path for path in folders if _may_hold_returns(path)]
    if len(holding) > 1:
        raise XlkitError(f"{', '.join(map(str, holding))} may each hold the returns: call the one that does {BACK}.")
    return holding[0] if holding else None


def _may_hold_returns(folder: Path) -> bool:
    with suppress(PermissionError):  # of what Windows keeps in Documents and lets nobody look into
        return any(file.suffix.lower() in KINDS for file in folder.iterdir())
    return False


def _say_next(what: str, *words: str) -> None:
    say(f"To {what}: {typed('xlkit', *words)}")
