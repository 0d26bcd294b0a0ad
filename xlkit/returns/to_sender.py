"""To the sender: what the catalogue tells the officer of a return, said to the person whose it is."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from xlkit.returns.correction import Check
from xlkit.returns.issues import Issue
from xlkit.shown import excerpt, unlinked

LONGEST_QUOTED = 40  # characters of what stood in a cell: whoever filled it in may not be who reads the letter
_QUOTED = re.compile("“([^”]*)”")

# What the catalogue tells the officer to ask of the sender, said to the sender.
TO_SENDER = (
    (": ask the sender to fill in that part in a fresh form", ": please fill in that part again"),
    (": ask the sender to ", ": please "),
    (": ask the sender for ", ": please send "),
    (": ask the sender what their ", ": please tell us what your "),
    (": check with the sender that it is still their answer", ": please answer it anew"),
    (": check it with the sender", ": please check it"),
    (", and the version of the template in use here has nothing that is the same", ", which the form no longer has"),
    ("What was picked at ", "What you picked at "),
    ("the version of the template in use here", "the form now"),
)
NOT_AS_SENT = (
    "It is not the workbook that we sent to you, so we cannot tell who filled it in: please tell us whether it is from "
    "you, and send your answers in the workbook that we sent."
)
OF_A_COUNCIL = "This is a workbook that a council put together: please send the form that you were sent, filled in."
# What the officer is told of their own files and commands, said to somebody who has neither.
IN_PLACE_OF = {
    "no-workbook": (
        "The message came without a workbook, and what is only linked to we cannot open: please attach the form that "
        "we sent to you, filled in."
    ),
    "needs-password": ("The file asks for a password before it opens: please save it without one, and send it again."),
    "identity-edited": NOT_AS_SENT,
    "identity-unsigned": NOT_AS_SENT,
    "other-organisation": "It names another organisation than the one it was sent to: please tell us who filled it in.",
    "nothing-answered": "Nothing is answered in it: please send the workbook that was filled in.",
    "other-round": "This is the form of another round: please fill in the form of this round, and send that.",
    "unknown-template": "This form is no part of this round: please send the form that you were sent, filled in.",
    "council-workbook": OF_A_COUNCIL,
    "council-among-returns": OF_A_COUNCIL,
    "kept-out": "Only complete returns are taken: please fill in what is missing.",
}


def to_sender(problem: Issue) -> str:
    """What was found in a return, said to the person whose it is."""
    message = problem.to_sender or IN_PLACE_OF.get(problem.code, problem.message)
    for asked, told in TO_SENDER:
        message = message.replace(asked, told)
    return message


def in_place(problem: Issue, check: Check | None) -> str:
    """A problem in a letter: at its cell of the correction that goes along, where it is among the checks of one.

    Little is told of what stood in the cell, and nothing in it leads anywhere.
    """
    if check:
        problem = replace(problem, message=check.advice, cell=check.cell)
    sheet = unlinked(excerpt(problem.cell.sheet, LONGEST_QUOTED)) if problem.cell else ""
    place = f"Sheet {sheet}, cell {problem.cell.a1}: " if problem.cell else ""
    told = unlinked(to_sender(problem))
    return place + _QUOTED.sub(lambda found: f"“{excerpt(found[1], LONGEST_QUOTED)}”", told)


def of_copy(problem: Issue, copy: str) -> Issue:
    """What was found in one of several copies, as its sender is told where that is: the copy by its letter."""
    return replace(problem, cell=None, to_sender=f"In {copy}: {in_place(problem, None)}")


def then_by_item(issues: Iterable[Issue]) -> Mapping[str, Sequence[str]]:
    """The words that what was asked or picked had when it was sent out, by the names of items."""
    then: dict[str, list[str]] = {}
    for each in issues:
        if each.then and each.item:
            then.setdefault(each.item, []).append(each.then)
    return then
