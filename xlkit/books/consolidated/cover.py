"""Cover: what the workbook is, the two settings that figures follow, what was given, and the way to each sheet."""

from collections.abc import Mapping, Sequence

from xlkit.books.writer.book import Sheet
from xlkit.books.writer.heights import height
from xlkit.books.writer.table import TITLE_POINTS, Formula, Table, set_print
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.region import Source
from xlkit.form.instrument import Side
from xlkit.intake.council_workbook import OF_COUNCIL, SMALLEST_GROUP
from xlkit.intake.log import Status
from xlkit.measures.planning import repeated, repeated_formula, timing, unowned, unowned_formula

LABEL_WIDTH, TEXT_WIDTH = 40, 96
AS_AT_ROW, CUT_ROW = 5, 6  # plan.AS_AT and plan.CUT say the same as addresses
SUBTITLE = "Internal: this workbook names every organisation and respondent. Share it only with those who may see that."
HOW = {
    "Where to start": "Headlines, then 360 by theme: where each side stands, and what to take up first.",
    "Where figures come from": "Formulas that lead back to the answers. Method says how each is worked out.",
    "To correct an answer": "Change its level on the sheet of answers: every figure follows. Notes stay as they are.",
    "What n says": "How many organisations answered. Blanks are missing, never 0. Below five no agreement is shown.",
    "Sheets of your own": "Add them and refer to these: tables keep their names. Merging again makes a new file.",
}
ONE_SIDE = {"Where to start": "Headlines, as far as the round has any; below, what each sheet holds."}
HOW_RATINGS = {
    "Where to start": "Headlines, then Ratings, Forecasts and What changed, as far as the round has them.",
    "To correct an answer": "Pick another choice on the sheet of answers: every figure follows.",
}
STATUSES = {
    Status.VALID: "Valid: merged",
    Status.INCOMPLETE: "Incomplete: merged, blanks left out",
    Status.REJECTED: "Rejected",
    Status.DUPLICATE: "Duplicate",
    Status.SUPERSEDED: "Superseded",
    Status.CONFLICT: "In conflict",
    Status.EXCLUDED: "Excluded by a decision",
    Status.IGNORED: "Ignored",
}


def write(
    sheet: Sheet, comparison: Comparison, tables: Sequence[Table], returns: Table | None, register: Table | None
) -> None:
    """Fill the sheet, which already stands first in its book; `tables` are those of the other sheets, in order."""
    sheet.widths((LABEL_WIDTH, TEXT_WIDTH))
    _head(sheet, comparison)
    row = _how(sheet, _for_everybody(sheet, CUT_ROW + 1, comparison) + 1, comparison)
    row = _files(sheet, row, comparison, returns)
    row = _actions(sheet, row, comparison, register)
    _contents(sheet, row, tables)
    set_print(sheet)


def _head(sheet: Sheet, comparison: Comparison) -> None:
    styles = sheet.styles
    sheet.height(0, TITLE_POINTS)
    sheet.text(0, 0, comparison.title, styles["title"])
    sheet.text(1, 0, SUBTITLE, styles["intro"])
    sheet.text(2, 0, "Round", styles["label"])
    sheet.text(2, 1, comparison.round or "not named", styles["body"])
    sheet.text(3, 0, "Councils" if comparison.region else "Commissioner", styles["label"])
    sheet.text(3, 1, _councils(comparison), styles["body"])
    sheet.text(4, 0, "Providers", styles["label"])
    sheet.text(4, 1, _providers(comparison), styles["body"])
    sheet.text(AS_AT_ROW, 0, "As at (dates are measured against it)", styles["label"])
    sheet.day(AS_AT_ROW, 1, comparison.as_at, styles["date_setting"])
    sheet.text(CUT_ROW, 0, "Quadrants part at", styles["label"])
    sheet.number(CUT_ROW, 1, comparison.quadrants_part_at, styles["number_setting"])


def _for_everybody(sheet: Sheet, row: int, comparison: Comparison) -> int:
    """What a shared workbook goes by, also where this one is merged with others; the row after it."""
    sheet.text(row, 0, SMALLEST_GROUP, sheet.styles["label"])
    sheet.number(row, 1, comparison.smallest, sheet.styles["figure"])
    if comparison.region or not comparison.council:
        return row + 1
    sheet.text(row + 1, 0, OF_COUNCIL, sheet.styles["label"])
    sheet.text(row + 1, 1, comparison.council, sheet.styles["body"])
    return row + 2


def _councils(comparison: Comparison) -> str:
    if comparison.region:
        return "; ".join(one.name for one in comparison.region.councils)
    return "; ".join(dict.fromkeys(one.position.organisation for one in comparison.councils)) or "none yet"


def _providers(comparison: Comparison) -> str:
    sides = [panel for panel in comparison.panels if panel.instrument.side is Side.PROVIDER and panel.positions]
    named = [f"{panel.instrument.title}: {len(panel.positions)}" for panel in sides]
    councils = comparison.region.councils if comparison.region else ()
    counted = [one.name for one in councils if one.source is Source.SHARED]
    return "; ".join([*named, *([f"counts alone from {', '.join(counted)}"] if counted else [])]) or "none yet"


def _how(sheet: Sheet, row: int, comparison: Comparison) -> int:
    sheet.text(row, 0, "How to read this workbook", sheet.styles["heading"])
    said = {**HOW, **_apart(comparison)}
    for offset, (label, text) in enumerate(said.items(), start=1):
        sheet.text(row + offset, 0, label, sheet.styles["label"])
        sheet.text(row + offset, 1, text, sheet.styles["body"])
    return row + len(HOW) + 2


def _apart(comparison: Comparison) -> Mapping[str, str]:
    """What is said otherwise where the round has no two sides to set beside each other."""
    if any(market.council and market.providers for market in comparison.markets):
        return {}
    return HOW_RATINGS if comparison.ratings and not comparison.markets else ONE_SIDE


def _files(sheet: Sheet, row: int, comparison: Comparison, returns: Table | None) -> int:
    if returns is None:
        return row
    entries = len(comparison.ledger.entries)
    facts = [("Files given", Formula(f"=COUNTA({returns.span('file')})", entries))]
    for status, many in comparison.ledger.counts.items():
        counted = f'=COUNTIF({returns.span("status")},"{status.value}")'
        facts.append((STATUSES[status], Formula(counted, many)))
    return _figures(sheet, row, "Files", facts)


def _actions(sheet: Sheet, row: int, comparison: Comparison, register: Table | None) -> int:
    if register is None:
        return row
    return _figures(sheet, row, "Actions", _action_facts(comparison, register))


def _action_facts(comparison: Comparison, register: Table) -> list[tuple[str, Formula]]:
    times = [timing(one.action.due, one.action.status, comparison.as_at) for one in comparison.actions]
    owners = [one.action.owner for one in comparison.actions]
    spans = register.span("owner"), register.span("timing")
    facts = [
        ("Actions", Formula(f"=COUNTA({register.span('timing')})", len(times))),
        ("Overdue", Formula(f'=COUNTIF({register.span("timing")},"overdue")', times.count("overdue"))),
        ("Open without a date", Formula(f'=COUNTIF({register.span("timing")},"no date")', times.count("no date"))),
        ("Open without an owner", Formula(f"={unowned_formula(*spans)}", unowned(owners, times))),
    ]
    if comparison.earlier:
        said = repeated_formula(register.span("before"), register.span("timing"))
        many = repeated((one.before for one in comparison.actions), times)
        facts.append(("Repeated from an earlier round", Formula(said, many)))
    return facts


def _figures(sheet: Sheet, row: int, heading: str, facts: Sequence[tuple[str, Formula]]) -> int:
    sheet.text(row, 0, heading, sheet.styles["heading"])
    for offset, (label, formula) in enumerate(facts, start=1):
        sheet.text(row + offset, 0, label, sheet.styles["label"])
        sheet.formula(row + offset, 1, formula.text, formula.value, sheet.styles["figure"])
    return row + len(facts) + 2


def _contents(sheet: Sheet, row: int, tables: Sequence[Table]) -> None:
    sheet.text(row, 0, "Contents", sheet.styles["heading"])
    for offset, table in enumerate(tables, start=1):
        sheet.link(row + offset, 0, table.sheet, table.sheet, sheet.styles["link"])
        sheet.text(row + offset, 1, table.intro, sheet.styles["body"])
        sheet.height(row + offset, height([(table.intro, TEXT_WIDTH)]))
