"""Cover: what the workbook is, the two settings that figures follow, what was given, and the way to each sheet."""

from collections.abc import Mapping

from xlkit.books.consolidated.plan import AS_AT, CUT
from xlkit.books.writer.cover import Block, Cover, Fact
from xlkit.books.writer.table import Formula, Table
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.panel import Panel
from xlkit.comparison.region import Source
from xlkit.form.instrument import Side
from xlkit.intake.council_workbook import OF_COUNCIL, SMALLEST_GROUP, smallest_of
from xlkit.intake.log import Status
from xlkit.measures.planning import repeated, repeated_formula, unowned, unowned_formula

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
    Status.HELD: "Held until a decision",
    Status.DUPLICATE: "Duplicate",
    Status.SUPERSEDED: "Superseded",
    Status.CONFLICT: "In conflict",
    Status.EXCLUDED: "Excluded by a decision",
    Status.IGNORED: "Ignored",
}


def cover(comparison: Comparison, returns: Table | None, register: Table | None) -> Cover:
    """What the cover says; `returns` and `register` are the tables of files and actions, where there are any."""
    how = [Fact(label, text) for label, text in {**HOW, **_apart(comparison)}.items()]
    blocks = [Block("How to read this workbook", how)]
    if returns is not None:
        blocks.append(Block("Files", _files(comparison, returns)))
    if register is not None:
        blocks.append(Block("Actions", _actions(comparison, register)))
    return Cover(comparison.title, SUBTITLE, _facts(comparison), blocks)


def _facts(comparison: Comparison) -> list[Fact]:
    facts = [
        Fact("Round", comparison.round or "not named"),
        Fact("Councils" if comparison.region else "Commissioner", _councils(comparison)),
        Fact("Providers", _providers(comparison)),
        Fact("As at (dates are measured against it)", comparison.as_at, "date_setting", AS_AT),
        Fact("Quadrants part at", comparison.quadrants_part_at, "number_setting", CUT),
        # What a shared workbook goes by, also where this one is merged with others.
        Fact(SMALLEST_GROUP, comparison.smallest, "figure"),
    ]
    councils = comparison.region.councils if comparison.region else ()
    own = [one for one in councils if one.source is Source.RETURNS and one.smallest != comparison.smallest]
    facts += [Fact(smallest_of(one.name), one.smallest, "figure") for one in own]
    if comparison.council and not comparison.region:
        facts.append(Fact(OF_COUNCIL, comparison.council))
    return facts


def _councils(comparison: Comparison) -> str:
    if comparison.region:
        return "; ".join(council.name for council in comparison.region.councils)
    return "; ".join(dict.fromkeys(council.position.organisation for council in comparison.councils)) or "none yet"


def _providers(comparison: Comparison) -> str:
    sides = [panel for panel in comparison.panels if panel.instrument.side is Side.PROVIDER and panel.positions]
    named = [f"{panel.instrument.title}: {_answering(panel)}" for panel in sides]
    councils = comparison.region.councils if comparison.region else ()
    counted = [council.name for council in councils if council.source is Source.SHARED]
    return "; ".join([*named, *([f"counts alone from {', '.join(counted)}"] if counted else [])]) or "none yet"


def _answering(panel: Panel) -> str:
    many = len(panel.answering)
    blank = len(panel.positions) - many
    return f"{many}, and {blank} that answered nothing" if blank else str(many)


def _apart(comparison: Comparison) -> Mapping[str, str]:
    """What is said otherwise where the round has no two sides to set beside each other."""
    if any(market.council and market.providers for market in comparison.markets):
        return {}
    return HOW_RATINGS if comparison.matrices and not comparison.markets else ONE_SIDE


def _files(comparison: Comparison, returns: Table) -> list[Fact]:
    entries = len(comparison.ledger.entries)
    facts = [Fact("Files given", Formula(f"=COUNTA({returns.span('file')})", entries), "figure")]
    for status, many in comparison.ledger.counts.items():
        counted = f'=COUNTIF({returns.span("status")},"{status.value}")'
        facts.append(Fact(STATUSES[status], Formula(counted, many), "figure"))
    return facts


def _actions(comparison: Comparison, register: Table) -> list[Fact]:
    times = [planned.timing for planned in comparison.actions]
    owners = [planned.action.owner for planned in comparison.actions]
    timings, owned = register.span("timing"), register.span("owner")
    facts = {
        "Actions": Formula(f"=COUNTA({timings})", len(times)),
        "Overdue": Formula(f'=COUNTIF({timings},"overdue")', times.count("overdue")),
        "Open without a date": Formula(f'=COUNTIF({timings},"no date")', times.count("no date")),
        "Open without an owner": Formula(f"={unowned_formula(owned, timings)}", unowned(owners, times)),
    }
    if comparison.earlier:
        again = repeated((planned.before for planned in comparison.actions), times)
        facts["Repeated from an earlier round"] = Formula(repeated_formula(register.span("before"), timings), again)
    return [Fact(label, formula, "figure") for label, formula in facts.items()]
