"""The workbooks that go out with a round's messages, found in a folder by the identity inside them.

One that was saved since it was issued may hold somebody's answers: it is neither sent to anybody nor written over.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from xlkit.commands.saying import say, watched
from xlkit.errors import XlkitError
from xlkit.form.identity import Identity
from xlkit.round.round import Control, Message

MOST_NAMED = 5  # workbooks in one sentence
SAVED = (
    "Saved since it was issued, so it may be filled in: {names}. It counts as no return there, and is neither sent nor "
    "written over: move it among the returns, or out of the way, and xlkit generate writes it as it was."
)


class Enclosed(Struct, frozen=True):
    """A workbook to go with a message: where it lies, and the name it goes out under, which is as it was issued."""

    path: Path
    name: str


def sha256(path: Path) -> str:
    """The hash of a file as a register keeps it; an empty text where it cannot be read."""
    from xlkit.returns.read.source import Source

    try:
        return Source(str(path), file=path).fingerprint()[0]
    except OSError:
        return ""


def say_saved(control: Control, folder: Path) -> Sequence[Path]:
    """The workbooks of a round in a folder, and copies beside them, that are not as they were issued; it is said."""
    known = {*_hashes(control).values()}
    names = [Path(workbook.file_name) for workbook in control.issued if workbook.sha256]
    there = [path for name in names for path in (folder / name, *sorted(folder.glob(f"{name.stem} *{name.suffix}")))]
    saved = [path for path in there if path.is_file() and sha256(path) not in known]
    if saved:
        say(_saved_in_words(saved), err=True)
    return saved


def _hashes(control: Control) -> Mapping[str, str]:
    """The hashes of workbooks as they were issued, by their return ids, as far as they are known."""
    return {workbook.identity.return_id: workbook.sha256 for workbook in control.issued if workbook.sha256}


def _saved_in_words(saved: Sequence[Path]) -> str:
    more = f" and {len(saved) - MOST_NAMED} more" if len(saved) > MOST_NAMED else ""
    return SAVED.format(names=", ".join(map(str, saved[:MOST_NAMED])) + more)


def enclosed(messages: Iterable[Message], control: Control, folder: Path) -> Mapping[str, Enclosed]:
    """The workbook of each message that attaches one, by return id.

    What a file is called says nothing: the identity inside it counts, as the round signed it, so that nobody is sent
    another's workbook. XlkitError where one is not in the folder, or not as it was issued, or where more than one
    could be meant.
    """
    from xlkit.round.naming import workbook_name

    wanted = [message for message in messages if message.attaches]
    issued = _issued_in(folder, control) if wanted else {}
    _refuse_missing([message for message in wanted if message.return_id not in issued], folder)
    sent = _hashes(control)
    copies = {path: sent.get(id_, "") for id_ in (each.return_id for each in wanted) for path, _ in issued[id_]}
    if saved := [path for path, issued_as in copies.items() if issued_as not in ("", sha256(path))]:
        raise XlkitError(f"{_saved_in_words(saved)} Nothing was written.")
    for message in wanted:
        _refuse_several(message, issued[message.return_id])
    first = {message.return_id: issued[message.return_id][0] for message in wanted}
    return {return_id: Enclosed(path, workbook_name(identity)) for return_id, (path, identity) in first.items()}


def _issued_in(folder: Path, control: Control) -> Mapping[str, Sequence[tuple[Path, Identity]]]:
    """The workbooks in a folder that this round issued, by return id; one as it was issued alone, equal copies once."""
    from xlkit.intake.eligibility import Register
    from xlkit.returns.read.sources import sources
    from xlkit.returns.read.workers import read_all
    from xlkit.returns.signatures import is_genuine
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
    sent = _hashes(control)
    own = {id_: copies.get(sent.get(id_, "")) for id_, copies in issued.items()}
    return {id_: [as_issued] if (as_issued := own[id_]) else [*copies.values()] for id_, copies in issued.items()}


def _refuse_missing(missing: Sequence[Message], folder: Path) -> None:
    if missing:
        named = ", ".join(f"{message.recipient.organisation} ({message.return_id})" for message in missing[:MOST_NAMED])
        more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
        raise XlkitError(
            f"{folder} holds no workbook for {named}{more}: run xlkit generate first, or name the folder that holds "
            "them with --workbooks. Nothing was written."
        )


def _refuse_several(message: Message, copies: Sequence[tuple[Path, Identity]]) -> None:
    if len(copies) > 1:
        named = " and ".join(path.name for path, _ in copies)
        raise XlkitError(
            f"{named} are both the workbook of {message.recipient.organisation} ({message.return_id}), and differ: "
            "leave the one that is to be sent in the folder, and take the other out. Nothing was written."
        )
