"""Names of files: safe on Windows, and short."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress, count
from pathlib import Path

from xlkit.form.identity import Identity
from xlkit.measures.grouped import grouped
from xlkit.returns.names import organisation_of
from xlkit.round.round import Recipient

TRACKER = "tracker.xlsx"  # beside the workbooks of a round
LONGEST = 60  # characters of a name's readable part; whole paths on Windows have 259
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
UNHELD = re.compile(r'[<>:"/\\|?*\x00-\x1f]')  # what no name on Windows holds


def is_held(name: str) -> bool:
    """Whether Windows can hold a file of that name, with its ending."""
    stem = name.partition(".")[0].strip().lower()
    return not UNHELD.search(name) and stem not in RESERVED and bool(name) and name == name.rstrip(" .")


def mark_of_open(path: Path) -> Path | None:
    """The file that Excel or LibreOffice keeps beside one that somebody has open; None where there is none."""
    marks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return next((mark for mark in marks if mark.exists()), None)


def slug(text: str) -> str:
    """A text as part of a file's name: lower-case letters and digits, joined by hyphens; empty where none are left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    return f"{short}-" if short in RESERVED else short


def workbook_name(identity: Identity) -> str:
    """The file name of an issued workbook: organisation and return id, or for a blank one the template's name."""
    if not identity.return_id:
        return f"{slug(identity.template)}.xlsx"
    return _joined(slug(identity.organisation), f"{_safe(identity.return_id)}.xlsx")


def roster_name(identity: Identity) -> str:
    """The file name of a workbook of ratings: who rates, and the return id."""
    return _joined(slug(identity.organisation), f"ratings-{_safe(identity.return_id)}.xlsx")


def names_list(identity: Identity) -> str:
    """The file name of a provider's own list of who is who, which is sent to nobody."""
    return _joined(slug(identity.organisation), _safe(identity.return_id), "who-is-who.xlsx")


def feedback_name(organisation: str, return_id: str, council: str = "") -> str:
    """The file name of an organisation's feedback: who, which council in a region, and the return id."""
    return _joined(slug(organisation), slug(council), f"feedback-{_safe(return_id)}.xlsx")


def draft_name(organisation: str, return_id: str, kind: str = "", apart: str = "") -> str:
    """The file name of a message that is not sent yet: whom it goes to, their return id, and what it is.

    `apart` is what tells it from others that go to the same organisation.
    """
    return f"{_joined(slug(organisation), slug(apart), _safe(return_id), slug(kind))}.eml"


def apart(recipients: Iterable[Recipient]) -> Mapping[str, str]:
    """Of recipients of one organisation, by their return ids, that in which their rows differ; nothing of one alone."""
    told: dict[str, str] = {}
    for same in grouped(recipients, lambda recipient: organisation_of(recipient.organisation)).values():
        differing = [len({*each}) > 1 for each in zip(*map(_facts, same), strict=True)]
        told |= {row.return_id: " ".join(filter(None, compress(_facts(row), differing))) for row in same}
    return told


def _facts(recipient: Recipient) -> tuple[str, ...]:
    who = recipient
    return who.template, who.subject, who.locality, who.service_area, who.respondent


def correction_name(identity: Identity, file: str, sha256: str) -> str:
    """The file name of a correction: as its workbook's, or where that was issued blank, as the file that came back.

    Files of one name are told apart by what they hold.
    """
    who = (slug(identity.organisation), _safe(identity.return_id)) if identity.return_id else (slug(file), sha256[:8])
    return _joined(*who, f"correction-{identity.correction}.xlsx")


def _safe(return_id: str) -> str:
    """A return id as part of a file's name: one that was not signed may hold anything."""
    return re.sub(r"[^A-Za-z0-9-]+", "", return_id)[:LONGEST]


def numbered(path: Path) -> Iterator[Path]:
    """The path itself, and then numbered names beside it."""
    yield path
    yield from (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))


def _joined(*parts: str) -> str:
    return "-".join(part for part in parts if part)
