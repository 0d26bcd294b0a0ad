"""The register of a round's issued workbooks, read back: what was issued to whom, as it was issued."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlkit.errors import XlkitError
from xlkit.form.identity import Identity, Perspective
from xlkit.returns import return_ids
from xlkit.round import rows
from xlkit.round.control import SEAL
from xlkit.round.reading.sheets import Line, hidden_facts, lines, opened
from xlkit.round.register import HEADINGS, NAME, SHEET, WHAT, sealed
from xlkit.round.round import Control, Issued

# What is not said of the identity.
OF_WORKBOOK = ("email", "file_name", "day", "sent_before", "first", "row_id", "sha256")


def load_register(path: Path, control: Control) -> tuple[Issued, ...] | None:
    """The workbooks that a register says were issued in a round; None where the register is not that round's own.

    XlkitError where it can no longer be read.
    """
    book = opened(path, WHAT)
    hidden = hidden_facts(book)
    if hidden.get(SEAL) != sealed(control.round.name, control.secret):
        return None
    listed = lines(book[SHEET], HEADINGS, "return_id") if SHEET in book else None
    if listed is None:
        raise XlkitError(
            f"{path} has no column headed {HEADINGS['return_id']} on a sheet {SHEET}: go back to a copy that has it."
        )
    known = (line for line in listed if return_ids.is_return_id(line.text("return_id")))
    return tuple(_issued(line, control, hidden) for line in known)


def named_before(path: Path, control: Control) -> str:
    """The name that a round had where a register is its own by another name; an empty text where it is not."""
    hidden = hidden_facts(opened(path, WHAT))
    name = hidden.get(NAME, "")
    return name if name != control.round.name and hidden.get(SEAL) == sealed(name, control.secret) else ""


def _issued(line: Line, control: Control, hidden: Mapping[str, str]) -> Issued:
    facts: dict[str, Any] = {name: line.text(name) for name in HEADINGS if name not in OF_WORKBOOK}
    if facts["perspective"] not in list(Perspective):
        facts["perspective"] = Perspective.SELF
    facts |= {"return_id": return_ids.spelt(facts["return_id"]), "perspective": Perspective(facts["perspective"])}
    identity = Identity(content_hash="", round=control.round.name, council=control.round.council, **facts)
    row_id = rows.spelt(line.text("row_id"))
    printed = tuple(hidden.get(identity.return_id, "").splitlines())
    name, email, sha256 = map(line.text, ("file_name", "email", "sha256"))
    day, sent_before, first = map(line.day, ("day", "sent_before", "first"))
    return Issued(identity, name, email, row_id, day, printed, sha256, sent_before, first)
