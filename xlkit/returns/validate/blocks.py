"""Blocks: whatever does not hold in the workbook of a block contract, at the cells that it stands in."""

from xlkit.form.entered import Entered, block_of
from xlkit.fund import amounts
from xlkit.fund.agreement import MINUTES
from xlkit.fund.block import NOTHING, Amount, Block, same_code
from xlkit.fund.naming import may_be_name
from xlkit.returns.completed import Return
from xlkit.returns.entered import placed
from xlkit.returns.validate.findings import Findings

DIVIDE = "say how, and give each person their part"
ENTER_HOURS = "it goes by own hours, and nobody with a part in it has any, so enter those, or divide it in another way"


def look(said: Entered, completed: Return, findings: Findings) -> None:
    """Note what is not divided, who cannot be told apart, parts in nothing, and whether the block closes."""
    block = block_of(said)
    for line, element in zip(said.lines("shared"), block.elements, strict=True):
        if not block.is_divided(element):
            cell = placed(completed, "shared", line.number, "element")
            facts = {"element": line.text("element"), "what": _a_week(element.amount)}
            to_do = ENTER_HOURS if block.lacks_hours(element) else DIVIDE
            findings.add("element-undivided", cell, "shared", to_do=to_do, **facts)
    _look_at_people(said, block, completed, findings)
    if block.gap != NOTHING:
        cell = next((each.cell for each in completed.answers if each.item == "hours"), None)
        findings.add("block-not-divided", cell, "hours", what=_apart(block.gap))


def _look_at_people(said: Entered, block: Block, completed: Return, findings: Findings) -> None:
    own = [same_code(person.code) for person in block.people if not person.is_vacancy]
    for line, person in zip(said.lines("people"), block.people, strict=True):
        cell = placed(completed, "people", line.number, "code")
        if own.count(same_code(person.code)) > 1:
            findings.add("code-twice", cell, "people", found=person.code)
        if person.code and not person.is_vacancy and may_be_name(person.code):
            findings.add("fund-names-a-person", cell, "people", what=f"Row {line.number} of People", found=person.code)
        for name in block.parts_of_nothing(person):
            at = placed(completed, "people", line.number, name)
            findings.add("part-of-nothing", at, "people", found=person.code, element=name.replace("w", "S."))


def _a_week(amount: Amount) -> str:
    return f"{amounts.hours(amount.minutes / MINUTES)} and {amounts.pounds(amount.pence)} a week"


def _apart(gap: Amount) -> str:
    """What a contract holds more and less of than what it is divided into comes to."""
    both = ((gap.minutes, amounts.hours(abs(gap.minutes) / MINUTES)), (gap.pence, amounts.pounds(abs(gap.pence))))
    return " and ".join(f"{words} {'more' if much > 0 else 'less'}" for much, words in both if much)
