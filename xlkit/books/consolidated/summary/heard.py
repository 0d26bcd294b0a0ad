"""Heard: what others say of providers and of a council, and what all answers beside the levels come to, in lines."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from xlkit.books.consolidated.matrix_tables import ChangeTables, MatrixTables
from xlkit.books.consolidated.other_scales import asked
from xlkit.books.consolidated.other_scales.matrix import count_key
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.sides.pairs import SPOKEN, gap_key
from xlkit.books.consolidated.sides.seen import SEERS
from xlkit.books.consolidated.summary.findings import Line, line, one_or_many_formula
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.sheets import AnySheet
from xlkit.books.writer.table import quoted
from xlkit.comparison.other_scales.questions import Question
from xlkit.comparison.other_scales.scale_matrix import ChoiceScale
from xlkit.comparison.sides.pairing import Pairing
from xlkit.form.functions import text_of
from xlkit.form.identity import Perspective
from xlkit.form.item import Kind, Role
from xlkit.measures.gaps import further_on
from xlkit.measures.picks import DOWN, UP
from xlkit.returns.names import organisation_of

CENT = Decimal("0.01")
ONE = "one answered, with "  # what stands in place of where half of them lie
MOST_CHOICES, MOST_NUMBERS = 6, 3  # questions of an instrument that the summary speaks of
RATED = {Role.RATING: "Ratings", Role.FORECAST: "Forecasts"}


def others(plan: Plan, named: Mapping[str, AnySheet]) -> Iterator[Line]:
    """In how many answers providers, and each council, place themselves further on than others do."""
    for pairing, pairs in zip(plan.comparison.pairings, plan.pairings, strict=True):
        several = {Perspective.COMMISSIONER: "commissioners"} if _has_several_commissioners(pairing) else {}
        for number, perspective in enumerate(pairing.perspectives):
            who = f"Compared with {({**SPOKEN, **several})[perspective]}, providers rate themselves higher in "
            gaps = (heard.gap for item in pairing.items if (heard := item.heard[number]) is not None)
            yield from _further_on(who, gaps, pairs, pairs.span(gap_key(perspective)))
    for place, seen in enumerate(plan.comparison.seen, start=1):
        table = named[f"Seen_{place}"]
        for view in seen.panel.views:
            who = f"Compared with {SEERS[view.perspective].lower()}, {view.subject} rates itself higher in "
            gaps = (item.gap for item in seen.items if item.view.number == view.number)
            yield from _further_on(who, gaps, table, table.span("gap"), f",{table.span('view')},{view.number}")


def picked(plan: Plan) -> Iterator[Line]:
    """How many picks are of a lowest choice, what changed, and what registers and requests come to."""
    for tables in plan.matrices:
        for role in RATED:
            for scale in dict.fromkeys(item.scale for item in tables.found.of_role(role)):
                if scale.ordered:
                    yield _lowest(tables, role, scale)
        if tables.shares is not None:
            yield from _smallest(tables, tables.shares)
        yield from map(_changed, tables.changes)
        if tables.registered is not None and "timing" in tables.registered:
            times = tables.registered.span("timing")
            late = [row.timing for row in tables.found.registered].count("overdue")
            yield line(
                f"The register has {tables.registered.rows} rows, {late} of them overdue",
                f'"The register has "&COUNTA({times})&" rows, "&COUNTIF({times},"overdue")&" of them overdue"',
                tables.registered,
            )
        if tables.requests is not None:
            yield _wanted(tables, tables.requests)


def answered(plan: Plan) -> Iterator[Line]:
    """What most picked, and where numbers lie, of instruments that have no scale; the first questions of each."""
    for tables in plan.matrices:
        if not tables.found.is_unordered:
            continue
        if tables.choices is not None:
            yield from _choices(tables.choices)
        for table in tables.measured:
            numbers = [(row, one) for row, one in enumerate(table.records) if one.item.kind is not Kind.DATE]
            yield from (_half(table, row, one) for row, one in numbers[:MOST_NUMBERS])


def _choices(table: AnySheet) -> Iterator[Line]:
    begins = [(row, one) for row, one in enumerate(table.records) if not one.place]
    for row, counted in begins[:MOST_CHOICES]:
        yield replace(line(counted.said, table.elsewhere("said", row), table), lead=table.lead("item", row))
    if (more := len(begins) - MOST_CHOICES) > 0:
        yield Line(f"{more} more: see {table.sheet}", Lead(table.sheet))


def _half(table: AnySheet, row: int, one: Question) -> Line:
    """Between which numbers half of those who answered lie; where one alone did, its own."""
    lies = f"half of the {one.n} lie between {_number(one, 1)} and {_number(one, 3)}"
    text = f"{asked.begun(one.item)}{lies if one.n != 1 else f'{ONE}{_number(one, 1)}'}"
    n, low, high = (table.elsewhere(key, row) for key in ("n", "lower", "upper"))
    ends = f'ROUND(N({low}),2)&" and "&ROUND(N({high}),2)'
    lies_now = f'IF({n}=1,{quoted(ONE)}&ROUND(N({low}),2),"half of the "&{n}&" lie between "&{ends})'
    formula = f"{quoted(asked.begun(one.item))}&{lies_now}"
    return replace(line(text, formula, table), lead=table.lead("item", row))


def _number(one: Question, quarter: int) -> str:
    return text_of(float(Decimal(repr(one.quartile(quarter) or 0.0)).quantize(CENT, ROUND_HALF_UP)))


def _has_several_commissioners(pairing: Pairing) -> bool:
    """Whether those that speak of providers as their commissioner are several."""
    voices = (voice for voice in pairing.panel.voices if voice.perspective is Perspective.COMMISSIONER)
    return len({organisation_of(voice.organisation) for voice in voices}) > 1


def _further_on(
    who: str, gaps: Iterable[float | None], table: AnySheet, cells: str, chosen: str = ""
) -> Iterator[Line]:
    """The line, none where nothing is compared."""
    below, alike, above = further_on(gaps)
    many = below + alike + above
    if many:
        # The value, and beside it what the formula counts.
        ahead, compared = f'COUNTIFS({cells},">0"{chosen})', f'COUNTIFS({cells},">-99"{chosen})'
        nouns = (" answer", " answers")
        text = f"{who}{above} of {many}{nouns[many != 1]}"
        formula = f'{quoted(who)}&{ahead}&" of "&{compared}&{one_or_many_formula(compared, *nouns)}'
        yield line(text, formula, table)


def _lowest(tables: MatrixTables, role: Role, scale: ChoiceScale) -> Line:
    matrix, choice = tables.matrices[role], scale.ordered[0]
    items = [item for item in tables.found.of_role(role) if item.scale == scale]
    picks = [pick for item in items for pick in item.picks if pick in scale.ordered]
    scales = f"{matrix.span('scale')},{scale.number}"
    low, *others = (f"SUMIFS({matrix.span(count_key(one))},{scales})" for one in scale.ordered)
    every = f"({'+'.join((low, *others))})"
    ending = f" are at “{choice.label}”, the lowest choice"
    text = f"{RATED[role]}: {picks.count(choice)} of {len(picks)}{ending}"
    return line(text, f'"{RATED[role]}: "&{low}&" of "&{every}&{quoted(ending)}', matrix)


def _smallest(tables: MatrixTables, shares: AnySheet) -> Iterator[Line]:
    """The smallest share of a whole, and on what; none where no whole is large enough to tell one."""
    told = [share for share in tables.found.shares if share.share is not None]
    if told:
        least = min(told, key=lambda share: share.share or 0)
        place = f"MATCH(MIN({shares.span('share')}),{shares.span('share')},0)"
        item, counted, of = (f"INDEX({shares.span(key)},{place})" for key in ("item", "counted", "of"))
        text = f"The smallest share: {least.item.title}, {least.counted} of {least.of}"
        formula = f'"The smallest share: "&{item}&", "&{counted}&" of "&{of}'
        yield line(
            text, f'IF(COUNT({shares.span("share")})=0,"No whole is large enough for a share",{formula})', shares
        )


def _changed(change: ChangeTables) -> Line:
    counts, since = change.counts, f"Since {change.found.earlier}: up in "
    states = [shift.state for shift in change.found.shifts]
    text = f"{since}{states.count(UP)} cases, down in {states.count(DOWN)}"
    return line(text, f'{quoted(since)}&SUM({counts.span(UP)})&" cases, down in "&SUM({counts.span(DOWN)})', counts)


def _wanted(tables: MatrixTables, requests: AnySheet) -> Line:
    wanted = tables.found.requests
    text, formula = (
        f"Requests for support: {len(wanted)}",
        f'"Requests for support: "&SUMPRODUCT(({requests.span("text")}<>"")*1)',
    )
    if "ahead" in requests:
        ending = " of them another organisation is ahead"
        text += f"; for {sum(bool(request.helpers) for request in wanted)}{ending}"
        formula += f'&"; for "&COUNTIF({requests.span("ahead")},">0")&"{ending}"'
    return line(text, formula, requests)
