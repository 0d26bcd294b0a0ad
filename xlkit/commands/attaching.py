"""The workbooks that go out with a round's messages, found in a folder by the identity inside them.

One that was saved since it was issued may hold somebody's answers: it is neither sent to anybody nor written over.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from xlkit.commands.saying import say, watched
from xlkit.errors import XlkitError
from xlkit.form.identity import Identity
from xlkit.returns.read.source import Source
from xlkit.returns.signatures import is_genuine
from xlkit.round.naming import workbook_name
from xlkit.round.round import Control, Issued, Message
from xlkit.shown import listed

SAVED = (
    "Not as it was issued, as far as is known, so it may be filled in: {names}. It counts as no return there, "
    "and is neither sent nor written over: move it among the returns, or out of the way, and xlkit generate writes it "
    "as it was."
)


class Enclosed(Struct, frozen=True):
    """A workbook to go with a message: where it lies, and the name it goes out under, which is as it was issued."""

    path: Path
    name: str


def sha256(path: Path) -> str:
    """The hash of a file as a register keeps it; an empty text where it cannot be read."""
    try:
        return Source(str(path), file=path).fingerprint()[0]
    except OSError:
        return ""


def as_registered(control: Control, issued: Iterable[Issued], folder: Path) -> Sequence[Issued]:
    """Those of some workbooks that stand in a folder as the register of the round says that they were issued."""
    known = hashes(control)
    listed = [each for each in issued if each.identity.return_id in known]
    return [each for each in listed if sha256(folder / each.file_name) == known[each.identity.return_id]]


def found(
    control: Control, same: Sequence[Issued], saved: Sequence[Issued], now: Mapping[str, str], today: date
) -> Sequence[Issued]:
    """Workbooks that stand there from before, as the register is to know them, which did not, or knew them otherwise.

    An interrupted run leaves such, and a register that is lost. What those say that were `saved` is not known.
    """
    # With the register the days of issue were lost too: whatever was sent by a day was issued by then.
    day = today if control.issued else min(today, control.sent_on or today)
    known = hashes(control)
    unknown = [replace(each, printed=()) for each in saved if each.identity.return_id not in known]
    return [replace(each, sha256=now[each.identity.return_id], day=day) for each in (*same, *unknown)]


def say_saved(control: Control, folder: Path) -> None:
    """Name on stderr the workbooks of a round in a folder, and copies beside them, that are not as they were issued."""
    known = {*hashes(control).values()}
    names = [Path(workbook.file_name) for workbook in control.issued if workbook.sha256]
    there = [path for name in names for path in (folder / name, *sorted(folder.glob(f"{name.stem} *{name.suffix}")))]
    saved = [path for path in there if path.is_file() and sha256(path) not in known]
    if saved:
        say(SAVED.format(names=listed([*map(str, saved)])), err=True)


def hashes(control: Control) -> Mapping[str, str]:
    """The hashes of workbooks as they were issued, by their return ids, as far as they are known."""
    return {workbook.identity.return_id: workbook.sha256 for workbook in control.issued if workbook.sha256}


def enclosed(messages: Iterable[Message], control: Control, folder: Path) -> Mapping[str, Enclosed]:
    """The workbook of each message that attaches one, by return id.

    What a file is called says nothing: the identity inside it counts, as the round signed it, so that nobody is sent
    another's workbook. XlkitError where one is not in the folder, or not as the register says that it was issued.
    """
    wanted = [message for message in messages if message.attaches]
    issued = _issued_in(folder, control) if wanted else {}
    known = hashes(control)
    _refuse_missing([each for each in wanted if each.return_id not in issued.keys() & known.keys()], folder)
    copies = {message.return_id: issued[message.return_id] for message in wanted}
    others = [each.values() for id_, each in copies.items() if known[id_] not in each]
    if saved := [str(path) for each in others for path, _ in each]:
        raise XlkitError(f"{SAVED.format(names=listed(saved))} Nothing was written.")
    own = {id_: each[known[id_]] for id_, each in copies.items()}
    return {return_id: Enclosed(path, workbook_name(identity)) for return_id, (path, identity) in own.items()}


def _issued_in(folder: Path, control: Control) -> Mapping[str, Mapping[str, tuple[Path, Identity]]]:
    """The workbooks in a folder that this round issued, by return id, each of its copies that differ by its hash."""
    from xlkit.intake.eligibility import Register
    from xlkit.returns.read.sources import sources
    from xlkit.returns.read.workers import read_all
    from xlkit.returns.validate.who import read_identity

    register = Register(control)
    paths = sorted(folder.glob("*.xlsx")) if folder.is_dir() else []
    issued: defaultdict[str, dict[str, tuple[Path, Identity]]] = defaultdict(dict)
    for file in watched(read_all(sources(paths), read_identity), "Workbooks", len(paths)):
        identity = file.result
        # A correction workbook holds somebody's answers: it goes out by hand, and not to a whole round.
        if identity is not None and not identity.correction and is_genuine(identity, control.secret):
            recipient = register.issued_to(identity)
            if recipient is not None:
                issued[recipient.return_id].setdefault(file.sha256, (Path(file.path), identity))
    return issued


def _refuse_missing(missing: Sequence[Message], folder: Path) -> None:
    if missing:
        named = listed([f"{message.recipient.organisation} ({message.return_id})" for message in missing])
        raise XlkitError(
            f"{folder} holds no workbook for {named}, or no register of it: run xlkit generate first, or name "
            "the folder that holds them with --workbooks. Nothing was written."
        )
