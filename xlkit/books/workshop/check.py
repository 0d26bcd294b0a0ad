"""Check: the rules of a workshop, the ones about numbers live, so that a misread number shows while it is typed."""

from collections.abc import Mapping

from xlkit.books.workshop.plan import CHECK, STATEMENTS, Plan, sheet_of, wall_sheet
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import quoted
from xlkit.voice.checks import Check, checks

INTRO = (
    "Every rule, and how many break it now. Live rules follow what is typed; the others are looked at again when xlkit "
    "merges with --onto."
)
PLACES = {  # of the cards that are named live, by the words of their row
    "card-not-placed": "not on a wall",
    "card-twice": "on ? themes",
    "card-of-other-wall": "on another wall",
    "card-left-off-and-placed": "left off, and on a wall",
}


def sheet(plan: Plan) -> SheetOf[Check]:
    """The sheet of all rules."""
    counts = _counts(plan)

    def live(at: At[Check]) -> str | None:
        return f"={counts[at.row.code]}" if at.row.code in counts else None

    columns: tuple[Col[Check], ...] = (
        Col("rule", "Rule", 8, value=lambda check: check.rule),
        Col("asks", "What has to hold", 60, value=lambda check: check.asks),
        Col("count", "How many do not", 12, "whole", value=lambda check: len(check.places), formula=live),
        Col("which", "Which", 60, value=_which, formula=lambda at: _named(plan, at)),
        Col("weight", "Matters as", 14, value=lambda check: check.weight.value),
        Col("live", "Live", 9, value=lambda check: "yes" if check.code in counts else "no"),
        Col("code", "Code", 28, "line", value=lambda check: check.code),
    )
    return sheet_of(CHECK, INTRO, columns, checks(plan.following), printed="live")


def _counts(plan: Plan) -> Mapping[str, str]:
    """The expressions that count what breaks a rule, by the codes of those rules that are live."""
    faults = plan.span(STATEMENTS, "check")
    counts = {code: f"COUNTIF({faults},{quoted(words)})" for code, words in PLACES.items()}
    walls = [wall_sheet(wall) for wall in plan.workshop.walls]
    strange = "+".join(f'COUNTIF({plan.span(wall, "strange")},">0")' for wall in walls)
    unnamed = "+".join(f'COUNTIFS({plan.span(wall, "cards")},"?*",{plan.span(wall, "name")},"")' for wall in walls)
    return {**counts, "card-unknown": strange, "theme-without-name": unnamed}


def _which(check: Check) -> str:
    if check.code in PLACES:
        return f"the first is card {check.places[0]}" if check.places else ""
    return ", ".join(check.places)


def _named(plan: Plan, at: At[Check]) -> str | None:
    if at.row.code not in PLACES:
        return None
    words, faults = PLACES[at.row.code], plan.span(STATEMENTS, "check")
    first = f"INDEX({plan.span(STATEMENTS, 'card')},MATCH({quoted(words)},{faults},0))"
    return f'=IFERROR("the first is card "&{first},"")'
