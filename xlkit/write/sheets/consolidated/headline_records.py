"""Headlines of records: what came back, how others see providers and the commissioner, and how actions stand."""

from collections.abc import Iterator, Mapping

from xlkit import measures
from xlkit.comparison import View
from xlkit.ledger import Status
from xlkit.write.sheets.consolidated.lines import Line, percent
from xlkit.write.sheets.consolidated.pairs import SPOKEN, gap_key
from xlkit.write.sheets.consolidated.plan import Plan
from xlkit.write.sheets.consolidated.seen import SEERS
from xlkit.write.sheets.consolidated.table import Cell, Formula, Table


def return_lines(plan: Plan) -> Iterator[Line]:
    """How many files came back and count, and the response where it is known how many were asked."""
    returns, ledger = plan.returns, plan.comparison.ledger
    if returns is None:
        return
    statuses = returns.span("status")
    merged = "+".join(f'COUNTIF({statuses},"{status.value}")' for status in Status if status.is_merged)
    counted = len(ledger.merged)

    def given(table: Table, row: int) -> Mapping[str, Cell]:
        figure = table.cell("figure", row)
        said = f'=COUNTA({returns.span("file")})&" files were given, and "&{figure}&" of them count."'
        return {
            "kind": "Returns",
            "said": Formula(said, f"{len(ledger.entries)} files were given, and {counted} of them count."),
            "figure": Formula(f"={merged}", counted),
            "sheet": returns.sheet,
        }

    yield Line(given)
    invited = plan.comparison.invited
    if not invited:
        return

    def response(table: Table, row: int) -> Mapping[str, Cell]:
        figure = table.cell("figure", row)
        said = f'=({merged})&" of {invited} who were asked sent a return that counts: "&TEXT({figure},"0%")&"."'
        share = counted / invited
        words = f"{counted} of {invited} who were asked sent a return that counts: {percent(share)}."
        return {
            "kind": "Response",
            "said": Formula(said, words),
            "figure": Formula(f"=({merged})/{invited}", share),
            "sheet": returns.sheet,
        }

    yield Line(response)


def pair_lines(plan: Plan) -> Iterator[Line]:
    """For each perspective on providers: in how many answers providers place themselves further on than others do."""
    for pairing, pairs in zip(plan.comparison.pairings, plan.pairings, strict=True):
        for number, perspective in enumerate(pairing.perspectives):
            found = measures.further_on(
                measures.gap(pair.own(place), view.levels[place])
                for pair in pairing.pairs
                for place in pair.asked
                if (view := pair.views[number]) is not None
            )
            yield _further_on(
                "Providers and others",
                "providers place themselves",
                SPOKEN[perspective],
                pairs,
                gap_key(perspective),
                "",
                found,
            )


def seen_lines(plan: Plan) -> Iterator[Line]:
    """For each view of a commissioner: on how many challenges it places itself further on than others do."""
    for seen, table in zip(plan.comparison.seen, plan.seen, strict=True):
        for view in seen.panel.views:
            found = measures.further_on(
                measures.gap(one.own, one.found.median) for one in seen.items if one.view.number == view.number
            )
            also = f",{table.span('view')},{view.number}"
            yield _further_on(
                _kind(view),
                "the commissioner places itself",
                SEERS[view.perspective].lower(),
                table,
                "gap",
                also,
                found,
            )


def action_lines(plan: Plan) -> Iterator[Line]:
    """How many actions there are, and how many are overdue or have no owner."""
    register = plan.register
    if register is None:
        return
    actions, as_at = plan.comparison.actions, plan.comparison.as_at
    late = sum(measures.timing(one.action.due, one.action.status, as_at) == "overdue" for one in actions)
    unowned = sum(not one.action.owner for one in actions)

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        said = (
            f'=COUNTA({register.span("timing")})&" actions are planned: "&{table.cell("figure", row)}&" overdue, and "&'
            f'COUNTBLANK({register.span("owner")})&" without an owner."'
        )
        words = f"{len(actions)} actions are planned: {late} overdue, and {unowned} without an owner."
        return {
            "kind": "Actions overdue",
            "said": Formula(said, words),
            "figure": Formula(f'=COUNTIF({register.span("timing")},"overdue")', late),
            "sheet": register.sheet,
        }

    yield Line(cells)


def _kind(view: View) -> str:
    return f"As seen by {SEERS[view.perspective].lower()}"


def _further_on(
    kind: str, who: str, others: str, there: Table, key: str, also: str, found: tuple[int, int, int]
) -> Line:
    below, _, above = found
    gaps = there.span(key)

    def counted(sign: str) -> str:
        return f'COUNTIFS({gaps},"{sign}"{also})'

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        compared = "+".join(counted(sign) for sign in ("<0", "=0", ">0"))
        whose = f"answers compared with those of {others}, {who} further on in"
        said = (
            f'="Of "&({compared})&" {whose} "&{table.cell("figure", row)}&", and less far on in "&{counted("<0")}&"."'
        )
        return {
            "kind": kind,
            "said": Formula(said, f"Of {sum(found)} {whose} {above}, and less far on in {below}."),
            "figure": Formula(f"={counted('>0')}", above),
            "sheet": there.sheet,
        }

    return Line(cells)
