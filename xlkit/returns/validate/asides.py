"""Asides: what was said on a returned sheet otherwise than in a cell, told at the cell that it stands at."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from xlkit.form import layout
from xlkit.form.layout import Row
from xlkit.returns.raw import Aside, AsideKind, CellRef, RawReturn, RawSheet
from xlkit.returns.validate import values
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import is_unseen, reference

MOST = 100  # that are told one by one
_SUBJECT = "(subject=[^&]*)?"  # what a form's own link to write an e-mail says beside the address


def find_asides(raw: RawReturn, rows: Mapping[str, Row], findings: Findings) -> None:
    """Note what was read of comments, text boxes and links, and how much of the kind was not; `rows` by references."""
    told: set[Aside] = set()
    for sheet in raw.sheets:
        if not sheet.around.asides or is_unseen(sheet):
            continue
        # A copied sheet says again what its first one said.
        fresh = [aside for aside in _said(sheet) if aside not in told]
        for aside in fresh[: MOST - len(told)]:
            _tell(sheet, aside, rows, findings)
        told.update(fresh)
        if unread := [aside for aside in sheet.around.asides if not aside.text]:
            place = next((aside.place for aside in unread if aside.place), (0, 0))
            findings.add("not-read", CellRef(sheet.name, *place), what=_counted(unread))
    if len(told) > MOST:
        findings.add("said-aside", what="And", found=f"{len(told) - MOST:,} more like these")


def _tell(sheet: RawSheet, aside: Aside, rows: Mapping[str, Row], findings: Findings) -> None:
    row, column = aside.place or (0, 0)
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    asked = rows.get(reference(cells[layout.REF])) if cells else None
    item = asked.item.name if asked and asked.item else None
    what = f"The {aside.kind}"
    findings.add("said-aside", CellRef(sheet.name, row, column), item, what=what, found=values.brief(aside.text))


def _said(sheet: RawSheet) -> Iterator[Aside]:
    """What has a text, but for links that lead where the text of their cell says."""
    for aside in sheet.around.asides:
        if aside.text and not (aside.kind is AsideKind.LINK and _is_shown(sheet, aside)):
            yield aside


def _is_shown(sheet: RawSheet, link: Aside) -> bool:
    """Whether a link says no more than its cell, or than its sheet where it is one to write an e-mail."""
    row, column = link.place or (0, 0)
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    text = values.shown(cells[column]) if column < len(cells) else ""
    if _address(link.text) in _address(text):
        return True
    scheme, _, address = link.text.casefold().partition(":")
    person, _, subject = address.partition("?")
    if scheme != "mailto" or not person or not re.fullmatch(_SUBJECT, subject):
        return False
    # Programs that store no result of a formula leave nothing in the cell of a form's own link.
    return any(person in values.shown(cell).casefold() for row in sheet.rows for cell in row)


def _address(text: str) -> str:
    return text.casefold().strip().removeprefix("mailto:").rpartition("://")[2].rstrip("/")


def _counted(asides: list[Aside]) -> str:
    """How many there are of each kind: `2 pictures and 1 drawing`."""
    counts = Counter(aside.kind for aside in asides)
    parts = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items()]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
