"""Decisions: the exceptions that a control workbook makes for single returns."""

from xlkit.returns import return_ids
from xlkit.returns.names import plain
from xlkit.round.control import RULINGS, WAIVABLE
from xlkit.round.reading.sheets import Line
from xlkit.round.round import Decision, Ruling


def problems(line: Line) -> list[str]:
    """What is wrong in one row, each with its cell."""
    found = []
    if not line.text("return_id") and not line.text("file"):
        found.append(f"{line.place('return_id')} names no return: give its return id, its file or its organisation")
    if line.text("return_id") and not return_ids.is_return_id(line.text("return_id")):
        found.append(_wrong(line, "return_id", "a return id such as K7QM-3XWA, read with care"))
    if plain(line.text("ruling")) not in RULINGS:
        found.append(_wrong(line, "ruling", f"one of {', '.join(RULINGS)}"))
    if plain(line.text("ruling")) == Ruling.WAIVE and line.text("check") not in WAIVABLE:
        found.append(_wrong(line, "check", "the code of a check that can be waived, from the dropdown,"))
    if plain(line.text("ruling")) == Ruling.PREFER and not line.text("file"):
        found.append(f"{line.place('file')} does not say which file is preferred: give its name or its content hash")
    found += [
        f"{line.place(name)} is empty: {advice}"
        for name, advice in (("why", "say why"), ("approved_by", "say who approved it"))
        if not line.text(name)
    ]
    if line.text("until") and line.day("until") is None:
        found.append(_wrong(line, "until", "a date such as 31/03/2027"))
    return found


def decision(line: Line) -> Decision:
    """The decision of a row in which nothing is wrong."""
    return Decision(
        ruling=Ruling(plain(line.text("ruling"))),
        return_id=line.text("return_id"),
        file=line.text("file"),
        check=line.text("check"),
        why=line.text("why"),
        approved_by=line.text("approved_by"),
        until=line.day("until"),
        place=line.place("ruling"),
    )


def _wrong(line: Line, name: str, expected: str) -> str:
    said = f"says “{line.text(name)}”, where" if line.text(name) else "is empty, where"
    return f"{line.place(name)} {said} {expected} was expected"
