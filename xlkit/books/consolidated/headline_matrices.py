"""Headlines of matrices, as formulas: what is at the lowest choice, what changed, what is late, who wants support."""

from collections.abc import Iterator

from xlkit.books.consolidated.lines import Line
from xlkit.books.consolidated.matrix import count_key
from xlkit.books.consolidated.matrix_tables import ChangeTables, MatrixTables
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.sheets import At
from xlkit.books.writer.table import Table, quoted
from xlkit.comparison import headlines
from xlkit.comparison.headlines import LOWEST, NO_SHARE, RATED, SINCE, SMALLEST_SHARE
from xlkit.comparison.scale_matrix import ChoiceScale
from xlkit.form.item import Role
from xlkit.measures.picks import DOWN, UP


def matrix_lines(plan: Plan) -> Iterator[Line]:
    """The headlines of each instrument that has matrices."""
    for tables in plan.matrices:
        for role in RATED:
            for scale in dict.fromkeys(item.scale for item in tables.found.of_role(role)):
                if scale.ordered:
                    yield _lowest(tables, role, scale)
        if tables.shares is not None:
            yield _smallest(tables, tables.shares)
        for change in tables.changes:
            yield _changed(change)
        if tables.registered is not None and "timing" in tables.registered:
            yield _overdue(tables, tables.registered)
        if tables.requests is not None:
            yield _wanted(tables, tables.requests)


def _lowest(tables: MatrixTables, role: Role, scale: ChoiceScale) -> Line:
    matrix, choice = tables.matrices[role], scale.ordered[0]
    scales = f"{matrix.span('scale')},{scale.number}"
    total = "+".join(f"SUMIFS({matrix.span(count_key(one))},{scales})" for one in scale.ordered)
    noun, ending = quoted(f" {RATED[role][1]} "), quoted(LOWEST.format(label=choice.label))
    return Line(
        headlines.at_the_lowest(role, scale, tables.found.of_role(role)),
        matrix,
        lambda at: f'="Of "&({total})&{noun}&{at["figure"]}&{ending}',
        lambda _: f"=SUMIFS({matrix.span(count_key(choice))},{scales})",
    )


def _smallest(tables: MatrixTables, shares: Table) -> Line:
    told = shares.span("share")

    def said(at: At[Line]) -> str:
        row = f"MATCH({at['figure']},{told},0)"
        what, counted, of = (f"INDEX({shares.span(key)},{row})" for key in ("item", "counted", "of"))
        figure = f'TEXT({at["figure"]},"0%")'
        sentence = f'{quoted(SMALLEST_SHARE)}&{figure}&", on "&{what}&", "&{counted}&" of "&{of}&"."'
        return f"=IF(COUNT({told})=0,{quoted(NO_SHARE)},{sentence})"

    return Line(
        headlines.smallest_share(tables.found.shares),
        shares,
        said,
        lambda _: f'=IF(COUNT({told})=0,"",MIN({told}))',
        style="share",
    )


def _changed(change: ChangeTables) -> Line:
    counts, since = change.counts, quoted(SINCE.format(earlier=change.found.earlier))
    return Line(
        headlines.changed(change.found),
        counts,
        lambda at: f'={since}&{at["figure"]}&" cases and down in "&SUM({counts.span(DOWN)})&"."',
        lambda _: f"=SUM({counts.span(UP)})",
    )


def _overdue(tables: MatrixTables, register: Table) -> Line:
    times = register.span("timing")
    return Line(
        headlines.register_overdue([row.timing for row in tables.found.registered]),
        register,
        lambda at: f'="The register has "&COUNTA({times})&" rows, and "&{at["figure"]}&" are overdue."',
        lambda _: f'=COUNTIF({times},"overdue")',
    )


def _wanted(tables: MatrixTables, requests: Table) -> Line:
    is_ranked = "ahead" in requests

    def said(at: At[Line]) -> str:
        if not is_ranked:
            return f'="Requests for support: "&{at["figure"]}&"."'
        ahead = f'COUNTIF({requests.span("ahead")},">0")'
        return (
            f'="Requests for support: "&{at["figure"]}&", and for "&{ahead}&" of them another organisation is ahead."'
        )

    return Line(
        headlines.support_wanted(tables.found.requests, is_ranked=is_ranked),
        requests,
        said,
        lambda _: f'=SUMPRODUCT(({requests.span("text")}<>"")*1)',
    )
