"""Decisions: the exceptions that a control workbook makes for single returns."""

from xlkit.returns import return_ids
from xlkit.returns.names import plain
from xlkit.round.control import RULINGS, WAIVABLE
from xlkit.round.reading.sheets import Line
from xlkit.round.round import Decision, Ruling


def problems(line: Line) -> list[str]:
    """What is wrong in one row, each with its cell."""
    ruling = plain(line.text("ruling"))
    wrong = []
    if not line.text("return_id") and not line.text("file"):
        wrong.append(f"{line.place('return_id')} names no return: give its return id, its file or its organisation")
    if line.text("return_id") and not return_ids.is_return_id(line.text("return_id")):
        wrong.append(line.wrong("return_id", "a return id such as K7QM-3XWA, read with care"))
    if ruling not in RULINGS:
        wrong.append(line.wrong("ruling", f"one of {', '.join(RULINGS)}"))
    if ruling == Ruling.WAIVE and line.text("check") not in WAIVABLE:
        wrong.append(line.wrong("check", "the code of a check that can be waived, from the dropdown,"))
    if ruling in (Ruling.PREFER, Ruling.ACCEPT) and not line.text("file"):
        wrong.append(f"{line.place('file')} does not say which file is meant: give its name or its content hash")
    advice = {"why": "say why", "approved_by": "say who approved it"}
    wrong += [f"{line.place(name)} is empty: {what}" for name, what in advice.items() if not line.text(name)]
    if line.text("until") and line.day("until") is None:
        wrong.append(line.wrong("until", "a date such as 31/03/2027"))
    return wrong


def decision(line: Line) -> Decision:
    """The decision of a row in which nothing is wrong."""
    texts = {name: line.text(name) for name in ("return_id", "file", "check", "why", "approved_by")}
    ruling = Ruling(plain(line.text("ruling")))
    return Decision(ruling=ruling, until=line.day("until"), place=line.place("ruling"), **texts)
