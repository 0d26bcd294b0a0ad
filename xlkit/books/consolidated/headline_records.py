"""Headlines of records, as formulas: what came back, how others see providers and the commissioner, and actions."""

from collections.abc import Iterator

from xlkit.books.consolidated.files_given import ASKED
from xlkit.books.consolidated.lines import Line, one_or_many_formula
from xlkit.books.consolidated.pairs import SPOKEN, gap_key
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.seen import SEERS
from xlkit.books.writer.sheets import At
from xlkit.books.writer.table import Table
from xlkit.comparison import headlines
from xlkit.comparison.comparison import Response
from xlkit.comparison.headlines import COMPARED, COUNT, GIVEN, NOT_COMPARED, PLANNED, REPEATED, Headline
from xlkit.comparison.panel import View
from xlkit.form.identity import Perspective
from xlkit.intake.log import Status
from xlkit.measures.gaps import gap
from xlkit.measures.planning import repeated_formula, unowned_formula


def return_lines(plan: Plan) -> Iterator[Line]:
    """How many files came back and count, and the response where it is known how many were asked."""
    files, ledger, response = plan.returns, plan.comparison.ledger, plan.comparison.response
    if files is None:
        return
    given = f"COUNTA({files.span('file')})"
    merged = "+".join(f'COUNTIF({files.span("status")},"{status.value}")' for status in Status if status.is_merged)

    def said(at: At[Line]) -> str:
        count = at["figure"]
        return f"={given}&{one_or_many_formula(given, *GIVEN)}&{count}&{one_or_many_formula(count, *COUNT)}"

    yield Line(headlines.returns(ledger), files, said, lambda _: f"={merged}")
    if response is not None:
        yield _response(response, files)


def _response(response: Response, files: Table) -> Line:
    valid = f'COUNTIF({files.span("asked")},"{ASKED}")'

    def said(at: At[Line]) -> str:
        share = f'TEXT({at["figure"]},"0%")'
        return f'={valid}&" of {response.invited} who were asked sent a valid return: "&{share}&"."'

    return Line(headlines.response(response), files, said, lambda _: f"={valid}/{response.invited}", "share")


def pair_lines(plan: Plan) -> Iterator[Line]:
    """For each perspective on providers: in how many answers providers place themselves further on than others do."""
    who = "providers place themselves"
    for pairing, pairs in zip(plan.comparison.pairings, plan.pairings, strict=True):
        several = {Perspective.COMMISSIONER: "commissioners"} if headlines.has_several_commissioners(pairing) else {}
        for number, perspective in enumerate(pairing.perspectives):
            others = {**SPOKEN, **several}[perspective]
            gaps = (
                gap(pair.own(place), view.levels[place])
                for pair in pairing.pairs
                for place in pair.asked
                if (view := pair.views[number]) is not None
            )
            headline = headlines.placed_further_on("Providers and others", who, others, gaps)
            yield _further_on(headline, who, others, pairs, pairs.span(gap_key(perspective)))


def seen_lines(plan: Plan) -> Iterator[Line]:
    """For each view of a commissioner: on how many challenges it places itself further on than others do."""
    who = "the commissioner places itself"
    for seen, table in zip(plan.comparison.seen, plan.seen, strict=True):
        of_several = len({view.subject for view in seen.panel.views}) > 1
        for view in seen.panel.views:
            others = SEERS[view.perspective].lower()
            gaps = (item.gap for item in seen.items if item.view.number == view.number)
            headline = headlines.placed_further_on(_kind(view, others, of_several=of_several), who, others, gaps)
            chosen = f",{table.span('view')},{view.number}"
            yield _further_on(headline, who, others, table, table.span("gap"), chosen)


def action_lines(plan: Plan) -> Iterator[Line]:
    """How many actions there are, and how many of those that are not closed are overdue or have no owner."""
    register, actions = plan.register, plan.comparison.actions
    if register is None:
        return
    owners, timings = register.span("owner"), register.span("timing")
    total = f"COUNTA({timings})"

    def said(at: At[Line]) -> str:
        return (
            f"={total}&{one_or_many_formula(total, *PLANNED)}&COUNTIF({timings},"
            f'"<>closed")&" open: "&{at["figure"]}&" overdue, "&{unowned_formula(owners, timings)}&'
            '" without an owner."'
        )

    yield Line(headlines.overdue(actions), register, said, lambda _: f'=COUNTIF({timings},"overdue")')
    if plan.comparison.earlier:
        again = repeated_formula(register.span("before"), timings)
        repeated = headlines.planned_again(actions)
        yield Line(repeated, register, lambda at: f'="{REPEATED}"&{at["figure"]}&"."', lambda _: again)


def _kind(view: View, others: str, *, of_several: bool) -> str:
    return f"As seen by {others}{f': {view.subject}' if of_several else ''}"


def _further_on(headline: Headline, who: str, others: str, there: Table, gaps: str, chosen: str = "") -> Line:
    below, at_one, above = (f'COUNTIFS({gaps},"{sign}"{chosen})' for sign in ("<0", "=0", ">0"))
    compared = f"{below}+{at_one}+{above}"
    words = COMPARED.format(others=others, who=who)

    def said(at: At[Line]) -> str:
        sentence = f'"Of "&({compared})&" {words} "&{at["figure"]}&", and less far on in "&{below}&"."'
        return f'=IF({compared}=0,"{NOT_COMPARED.format(others=others)}",{sentence})'

    return Line(headline, there, said, lambda _: f"={above}")
