"""Headlines of ratings: what stands at the lowest choice, what changed, what is late, and who asks for support."""

from collections.abc import Iterator, Mapping

from xlkit.books.consolidated.lines import Line
from xlkit.books.consolidated.listed import timing_of
from xlkit.books.consolidated.matrix import count_key
from xlkit.books.consolidated.matrix_tables import ChangeTables, RatingTables, quoted
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.table import Cell, Formula, Table
from xlkit.comparison.scale_matrix import ChoiceScale
from xlkit.form.item import Role
from xlkit.measures.picks import DOWN, UP

SAID = {Role.RATING: ("Ratings", "ratings"), Role.FORECAST: ("Forecasts", "forecasts")}


def rating_lines(plan: Plan) -> Iterator[Line]:
    """The headlines of each instrument that has ratings."""
    for one in plan.ratings:
        for role in SAID:
            for scale in dict.fromkeys(rated.scale for rated in one.found.of_role(role)):
                if scale.ordered:
                    yield _lowest(one, role, scale)
        for change in one.changes:
            yield _changed(change)
        if one.registered is not None and "timing" in one.registered:
            yield _overdue(one, one.registered)
        if one.requests is not None:
            yield _wanted(one, one.requests)


def _lowest(tables: RatingTables, role: Role, scale: ChoiceScale) -> Line:
    matrix, choice = tables.matrices[role], scale.ordered[0]
    kind, noun = SAID[role]
    mine = [one for one in tables.found.of_role(role) if one.scale == scale]
    low = sum(one.picks.count(choice) for one in mine)
    total = sum(pick is not None for one in mine for pick in one.picks)
    scales = f"{matrix.span('scale')},{scale.number}"
    counted = f"SUMIFS({matrix.span('n')},{scales})"
    ending = f" are at “{choice.label}”, the lowest choice."

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        said = f'="Of "&{counted}&{quoted(f" {noun} ")}&{table.cell("figure", row)}&{quoted(ending)}'
        return {
            "kind": f"{kind} at the lowest",
            "said": Formula(said, f"Of {total} {noun} {low}{ending}"),
            "figure": Formula(f"=SUMIFS({matrix.span(count_key(choice))},{scales})", low),
            "sheet": matrix.sheet,
        }

    return Line(cells)


def _changed(change: ChangeTables) -> Line:
    states = [one.state for one in change.found.shifts]
    up, down = states.count(UP), states.count(DOWN)
    since = f"Since {change.found.earlier} answers went up in "

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        counts = change.counts
        said = f'={quoted(since)}&{table.cell("figure", row)}&" cases and down in "&SUM({counts.span(DOWN)})&"."'
        return {
            "kind": "What changed",
            "said": Formula(said, f"{since}{up} cases and down in {down}."),
            "figure": Formula(f"=SUM({counts.span(UP)})", up),
            "sheet": counts.sheet,
        }

    return Line(cells)


def _overdue(tables: RatingTables, register: Table) -> Line:
    rows = tables.found.registered
    late = sum(timing_of(one, tables.as_at) == "overdue" for one in rows)

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        times = register.span("timing")
        said = f'="The register has "&COUNTA({times})&" rows, and "&{table.cell("figure", row)}&" are overdue."'
        return {
            "kind": "Register overdue",
            "said": Formula(said, f"The register has {len(rows)} rows, and {late} are overdue."),
            "figure": Formula(f'=COUNTIF({times},"overdue")', late),
            "sheet": register.sheet,
        }

    return Line(cells)


def _wanted(tables: RatingTables, requests: Table) -> Line:
    many = len(tables.found.requests)
    helped = sum(bool(one.helpers) for one in tables.found.requests)

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        figure = table.cell("figure", row)
        words = f"Requests for support: {many}"
        if "ahead" not in requests:
            said, whole = f'="Requests for support: "&{figure}&"."', f"{words}."
        else:
            ahead = f'COUNTIF({requests.span("ahead")},">0")'
            said = f'="Requests for support: "&{figure}&", and for "&{ahead}&" of them another organisation is ahead."'
            whole = f"{words}, and for {helped} of them another organisation is ahead."
        return {
            "kind": "Support wanted",
            "said": Formula(said, whole),
            "figure": Formula(f'=SUMPRODUCT(({requests.span("text")}<>"")*1)', many),
            "sheet": requests.sheet,
        }

    return Line(cells)
