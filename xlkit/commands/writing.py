"""Where commands write to: folders that are made, names that are free, and the workbooks of many recipients."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xlkit.commands.attaching import sha256
from xlkit.commands.finding import is_control
from xlkit.commands.saying import is_watched, say, watched
from xlkit.errors import XlkitError
from xlkit.form.draft import Draft, with_defaults
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.returns.read.limits import OWN
from xlkit.returns.read.source import Source
from xlkit.returns.signatures import mark
from xlkit.round.naming import is_held, numbered, slug
from xlkit.round.round import Control, Issued, Round
from xlkit.shown import listed

if TYPE_CHECKING:
    from xlkit.round.prefill import Prefill

GENERATED = Path("generated")  # the folder that files go to unless another is named
INTERNAL, SHARED = "internal", "shared"  # who may see what is merged
MERGED = {INTERNAL: "consolidated.xlsx", SHARED: "shared.xlsx"}  # what that is called unless another name is given
FILLED_IN = "somebody may have filled it in"
WORTH_A_BAR = 50  # workbooks: about a second of work


def folder_of(control: Control, path: Path) -> Path:
    """Where the files of a round go unless another place is named: beside its control workbook, at the path."""
    return path.parent / GENERATED / (slug(control.round.name) or "round")


def made(folder: Path) -> Path:
    """The folder, there from now on; XlkitError where a file is in its way, or it may not be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise XlkitError(f"{folder} leads through a file, and a folder was expected: name another place.") from None
    except OSError as error:
        raise XlkitError(f"The folder {folder} cannot be made ({error.strerror}): name another place.") from error
    return folder


def from_there(folder: Path, place: Path) -> str:
    """A folder as it lies from another one, `../templates`; its whole path where it is on another drive."""
    try:
        return Path(os.path.relpath(folder, place)).as_posix()
    except ValueError:
        return folder.resolve().as_posix()


def written(wanted: Path, write: Callable[[Path], object], *, force: bool = False) -> Path:
    """Where a file stands once it is written: over what has its name with `force`, or else as `say_left` says.

    Its folder is made where there is none.
    """
    from xlkit.books.writer.places import write_new
    from xlkit.books.writer.remade import is_marked

    made(wanted.parent)
    if force:
        if not is_marked(wanted):
            _refuse_irreplaceable(wanted)
        write(wanted)
        return wanted
    target = write_new(wanted, write)
    say_left({wanted: target})
    return target


def _refuse_irreplaceable(path: Path) -> None:
    """XlkitError where a control workbook, a register or a form stands at a path, whatever it is called."""
    from xlkit.returns.read.workers import read_all
    from xlkit.returns.validate.who import irreplaceable

    there = [Source(str(path), file=path.absolute())] if path.is_file() else []
    found = next((read.result for read in read_all(there, irreplaceable)), None)
    if what := "a control workbook" if is_control(path) else found:
        raise XlkitError(f"{path} is {what}, which is never written over: name another file with -o.")


def say_left(targets: Mapping[Path, Path]) -> None:
    """Say which names other files had, so that what was to have them, by its name, has a number behind it."""
    if left := [str(wanted) for wanted, target in targets.items() if target != wanted]:
        why = "Left as it is, since what is written now differs and has a number behind its name"
        say(f"{why}: {listed(left)}", err=True)


def content(path: Path) -> bytes | None:
    """What stands at a path; None where nothing does, or nothing that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def published(wanted: Path) -> Mapping[Path, bytes | None]:
    """What stands in the shared workbooks of a name, numbered ones too, that show anything; also where that is unclear.

    None stands for content that cannot be read.
    """
    from xlkit.intake.shared_reader import is_hollow
    from xlkit.returns.read.workers import read_all

    there = list(takewhile(Path.is_file, numbered(wanted)))
    read = read_all([Source(str(path), file=path.absolute()) for path in there], is_hollow, limits=OWN)
    return {path: content(path) for path, one in zip(there, read, strict=True) if one.result is not True}


def named_as_workbook(path: Path) -> Path:
    """The path; XlkitError where its name is not that of an Excel workbook, or Windows could not hold it."""
    if path.suffix.lower() != ".xlsx":
        raise XlkitError(f"{path} is not the name of an Excel workbook: give one that ends in .xlsx.")
    if not is_held(path.name):
        raise XlkitError(f"Windows cannot hold a file called {path.name!r}: name it with letters, digits and hyphens.")
    return path


def refuse_existing(paths: Iterable[Path], why: str = FILLED_IN, *, force: bool) -> None:
    """XlkitError where one of the files to write is there already, or with `force` may not be written over."""
    from xlkit.books.writer.places import refuse_locked

    existing = [path for path in paths if path.exists()]
    if force:
        refuse_locked(existing)
    elif existing:
        raise XlkitError(
            f"{existing[0]} exists already, and {why}: name another folder with -o, "
            "or write over it with --force. Nothing was written."
        )


def refuse_others(now: Mapping[Path, str]) -> None:
    """XlkitError where another file stands at a path than the one of that hash, which is to be written there."""
    if others := [path for path, hashed_now in now.items() if path.exists() and sha256(path) != hashed_now]:
        raise XlkitError(
            f"{others[0]} is not as it would be written now, and {FILLED_IN}, so that --force does not write over it: "
            "name another folder with -o, or move it out of the way. Nothing was written."
        )


def hash_of(write: Callable[[Path], object]) -> str:
    """The hash of a file as it would be written now."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as name:
        path = Path(name, "now.xlsx")
        write(path)
        return sha256(path)


def write_issued(
    issued: Sequence[Issued],
    instruments: Mapping[str, Instrument],
    this_round: Round,
    folder: Path,
    begun: "Mapping[str, Prefill]",
    *,
    force: bool,
    beside: Sequence[Path] = (),
    secret: str = "",
) -> None:
    """Write workbooks into a folder, or none where one of them, or what goes `beside` them, is there already.

    `begun` is what some of them start with, by their return ids; the others are blank. Their paths are printed.
    """
    refuse_existing([*(folder / workbook.file_name for workbook in issued), *beside], force=force)
    starts = [_start(workbook.identity, instruments, begun, secret) for workbook in issued]
    written = _written(issued, instruments, this_round, made(folder), starts, force=force)
    if len(issued) >= WORTH_A_BAR and is_watched():
        written = iter(list(watched(written, "Workbooks", len(issued))))  # a path would break into the bar
    for path in written:
        say(path)


def hashed(
    issued: Sequence[Issued],
    instruments: Mapping[str, Instrument],
    this_round: Round,
    begun: "Mapping[str, Prefill]",
    secret: str,
) -> Mapping[str, str]:
    """The hash of each workbook as it would be written now, by its return id: the same facts give the same bytes."""
    from tempfile import TemporaryDirectory

    starts = [_start(workbook.identity, instruments, begun, secret) for workbook in issued]
    with TemporaryDirectory() as name:
        [*_written(issued, instruments, this_round, Path(name), starts, force=True)]
        return {workbook.identity.return_id: sha256(Path(name, workbook.file_name)) for workbook in issued}


def _written(
    issued: Sequence[Issued],
    instruments: Mapping[str, Instrument],
    this_round: Round,
    folder: Path,
    starts: "Sequence[tuple[Prefill, str] | None]",
    *,
    force: bool,
) -> Iterator[Path]:
    """The path of each workbook once it is there: those that start from something first, then the blank ones."""
    from xlkit.books.accounts import accounts_workbook
    from xlkit.books.respondent import respondent_workbook, stamp

    blank = []
    for workbook, start in zip(issued, starts, strict=True):
        path, identity = folder / workbook.file_name, workbook.identity
        instrument = instruments[identity.template].in_language(identity.language)
        if instrument.accounts:
            draft = start[0].draft if start else Draft()
            accounts_workbook.write(path, instrument, identity, this_round, draft, force=force)
            yield path
        elif start is None:
            blank.append((path, instrument, identity))
        else:
            begun, unchanged = start
            started = (begun.draft, begun.last, unchanged)
            respondent_workbook.write(
                *(path, instrument, identity, this_round, *started), reworded=begun.reworded, force=force
            )
            yield path
    yield from stamp.write_many(blank, this_round, force=force)


def _start(
    identity: Identity, instruments: Mapping[str, Instrument], begun: "Mapping[str, Prefill]", secret: str
) -> "tuple[Prefill, str] | None":
    """What a workbook starts with, and the mark by which it is known if nobody adds to that; None for a blank one."""
    from xlkit.round.prefill import Prefill
    from xlkit.voice.codes import with_codes

    start = begun.get(identity.return_id, Prefill())
    start = replace(start, draft=with_defaults(instruments[identity.template], start.draft))
    draft = with_codes(instruments[identity.template], identity.return_id, secret, start.draft)
    if draft == Prefill().draft and identity.return_id not in begun:
        return None
    return replace(start, draft=draft), mark(start.draft, identity)
