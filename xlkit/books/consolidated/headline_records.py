"""Headlines of records: what came back, how others see providers and the commissioner, and how actions stand."""

from collections.abc import Iterator, Mapping

from xlkit.books.consolidated.files_given import ASKED
from xlkit.books.consolidated.lines import Line, one_or_many, one_or_many_formula, percent
from xlkit.books.consolidated.pairs import SPOKEN, gap_key
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.seen import SEERS
from xlkit.books.writer.table import Cell, Formula, Table
from xlkit.comparison.comparison import Pairing, Response
from xlkit.comparison.panel import View
from xlkit.form.identity import Perspective
from xlkit.intake.log import Status
from xlkit.measures.gaps import further_on, gap
from xlkit.measures.planning import repeated, repeated_formula, timing, unowned, unowned_formula


def return_lines(plan: Plan) -> Iterator[Line]:
    """How many files came back and count, and the response where it is known how many were asked."""
    returns, ledger = plan.returns, plan.comparison.ledger
    if returns is None:
        return
    statuses = returns.span("status")
    merged = "+".join(f'COUNTIF({statuses},"{status.value}")' for status in Status if status.is_merged)
    counted = len(ledger.merged)

    def given(table: Table, row: int) -> Mapping[str, Cell]:
        figure, files = table.cell("figure", row), f"COUNTA({returns.span('file')})"
        were, count = (" file was given, and ", " files were given, and "), (" of them counts.", " of them count.")
        said = f"={files}&{one_or_many_formula(files, *were)}&{figure}&{one_or_many_formula(figure, *count)}"
        many = len(ledger.entries)
        return {
            "kind": "Returns",
            "said": Formula(said, f"{many}{one_or_many(many, *were)}{counted}{one_or_many(counted, *count)}"),
            "figure": Formula(f"={merged}", counted),
            "sheet": returns.sheet,
        }

    yield Line(given)
    if plan.comparison.response is not None:
        yield _response(plan.comparison.response, returns)


def _response(found: Response, returns: Table) -> Line:
    valid = f'COUNTIF({returns.span("asked")},"{ASKED}")'

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        share = f'TEXT({table.cell("figure", row)},"0%")'
        said = f'={valid}&" of {found.invited} who were asked sent a valid return: "&{share}&"."'
        words = f"{len(found.files)} of {found.invited} who were asked sent a valid return: {percent(found.share)}."
        return {
            "kind": "Response",
            "said": Formula(said, words),
            "figure": Formula(f"={valid}/{found.invited}", found.share, style="share"),
            "sheet": returns.sheet,
        }

    return Line(cells)


def pair_lines(plan: Plan) -> Iterator[Line]:
    """For each perspective on providers: in how many answers providers place themselves further on than others do."""
    for pairing, pairs in zip(plan.comparison.pairings, plan.pairings, strict=True):
        spoken = {**SPOKEN, **_councils_speaking(pairing)}
        for number, perspective in enumerate(pairing.perspectives):
            found = further_on(
                gap(pair.own(place), view.levels[place])
                for pair in pairing.pairs
                for place in pair.asked
                if (view := pair.views[number]) is not None
            )
            yield _further_on(
                "Providers and others",
                "providers place themselves",
                spoken[perspective],
                pairs,
                gap_key(perspective),
                "",
                found,
            )


def seen_lines(plan: Plan) -> Iterator[Line]:
    """For each view of a commissioner: on how many challenges it places itself further on than others do."""
    for seen, table in zip(plan.comparison.seen, plan.seen, strict=True):
        for view in seen.panel.views:
            found = further_on(gap(one.own, one.found.median) for one in seen.items if one.view.number == view.number)
            also = f",{table.span('view')},{view.number}"
            yield _further_on(
                _kind(view, of_several=len({one.subject for one in seen.panel.views}) > 1),
                "the commissioner places itself",
                SEERS[view.perspective].lower(),
                table,
                "gap",
                also,
                found,
            )


def action_lines(plan: Plan) -> Iterator[Line]:
    """How many actions there are, and how many of those that are not closed are overdue or have no owner."""
    register = plan.register
    if register is None:
        return
    actions, as_at = plan.comparison.actions, plan.comparison.as_at
    times = [timing(one.action.due, one.action.status, as_at) for one in actions]
    late, still_open = times.count("overdue"), len(times) - times.count("closed")
    nobodys = unowned((one.action.owner for one in actions), times)
    planned = (" action is planned, and ", " actions are planned, and ")

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        owners, timings = register.span("owner"), register.span("timing")
        total = f"COUNTA({timings})"
        said = (
            f"={total}&{one_or_many_formula(total, *planned)}&COUNTIF({timings},"
            f'"<>closed")&" open: "&{table.cell("figure", row)}&" overdue, "&{unowned_formula(owners, timings)}&'
            '" without an owner."'
        )
        words = (
            f"{len(times)}{one_or_many(len(times), *planned)}{still_open} open: {late} overdue, {nobodys} without an "
            "owner."
        )
        return {
            "kind": "Actions overdue",
            "said": Formula(said, words),
            "figure": Formula(f'=COUNTIF({register.span("timing")},"overdue")', late),
            "sheet": register.sheet,
        }

    yield Line(cells)
    if plan.comparison.earlier:
        yield _repeated(plan, register)


def _repeated(plan: Plan, register: Table) -> Line:
    actions, as_at = plan.comparison.actions, plan.comparison.as_at
    times = [timing(one.action.due, one.action.status, as_at) for one in actions]
    many = repeated((one.before for one in actions), times)
    first = "Actions that stood in an earlier round in the same words, and are still open: "

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        return {
            "kind": "Actions repeated",
            "said": Formula(f'="{first}"&{table.cell("figure", row)}&"."', f"{first}{many}."),
            "figure": Formula(repeated_formula(register.span("before"), register.span("timing")), many),
            "sheet": register.sheet,
        }

    return Line(cells)


def _kind(view: View, *, of_several: bool) -> str:
    return f"As seen by {SEERS[view.perspective].lower()}{f': {view.subject}' if of_several else ''}"


def _councils_speaking(pairing: Pairing) -> Mapping[Perspective, str]:
    """What several commissioners that speak of providers are called."""
    voices = {
        one.organisation.casefold() for one in pairing.panel.voices if one.perspective is Perspective.COMMISSIONER
    }
    return {Perspective.COMMISSIONER: "commissioners"} if len(voices) > 1 else {}


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
        said = f'"Of "&({compared})&" {whose} "&{table.cell("figure", row)}&", and less far on in "&{counted("<0")}&"."'
        none = f"No answer stands beside one of {others} on the same statements."
        words = f"Of {sum(found)} {whose} {above}, and less far on in {below}." if sum(found) else none
        return {
            "kind": kind,
            "said": Formula(f'=IF({compared}=0,"{none}",{said})', words),
            "figure": Formula(f"={counted('>0')}", above),
            "sheet": there.sheet,
        }

    return Line(cells)
