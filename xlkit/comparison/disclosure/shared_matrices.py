"""Shared matrices: what of them may be shown to everybody: councils' own, and counts of others that are many."""

from collections.abc import Iterator, Sequence

from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.groups import organisations
from xlkit.comparison.disclosure.published import SharedMatrix, SharedMatrixItem, Withheld, left_out
from xlkit.comparison.disclosure.shared_regions import OF_COUNCILS
from xlkit.comparison.other_scales.scale_matrix import MATRIX_ROLES, Matrices, MatrixItem
from xlkit.form.instrument import Side
from xlkit.returns.names import organisation_of

TOO_FEW = "Fewer than {smallest} organisations picked from the choices."
WHOLE = "{title}: what was picked"


def shared_ratings(comparison: Comparison, smallest: int) -> tuple[tuple[SharedMatrix, ...], tuple[Withheld, ...]]:
    """The matrices of councils, each of which publishes what it says of itself; of others counts of `smallest` or more.

    No text, row of a table or request is among them. In a region nothing of others is shown, since what one council
    shows alone could be subtracted. What is left out is given with the reason.
    """
    shown: list[SharedMatrix] = []
    withheld: list[Withheld] = []
    for matrices in comparison.matrices:
        if matrices.panel.instrument.side is Side.COMMISSIONER:
            shown += _of_publishers(matrices, comparison.publishers)
        elif comparison.region is not None and matrices.items:
            withheld.append(Withheld(WHOLE.format(title=matrices.panel.instrument.title), OF_COUNCILS))
        elif comparison.region is None:
            shown += _of_others(matrices, smallest)
            withheld += _left_out(matrices, smallest)
    return tuple(shown), tuple(withheld)


def _of_publishers(matrices: Matrices, names: frozenset[str]) -> Iterator[SharedMatrix]:
    places = [place for place, name in enumerate(matrices.organisations) if organisation_of(name) in names]
    organisations = tuple(matrices.organisations[place] for place in places)
    for role in MATRIX_ROLES:
        rows = tuple(_own(one, places) for one in matrices.of_role(role))
        if rows and places:
            yield SharedMatrix(matrices.panel.instrument.title, role, organisations, rows)


def _of_others(matrices: Matrices, smallest: int) -> Iterator[SharedMatrix]:
    for role in MATRIX_ROLES:
        rows = tuple(_counted(one) for one in matrices.of_role(role) if _many(one, matrices) >= smallest)
        if rows:
            yield SharedMatrix(matrices.panel.instrument.title, role, (), rows)


def _left_out(matrices: Matrices, smallest: int) -> tuple[Withheld, ...]:
    title = matrices.panel.instrument.title
    small = [
        f"{title}: {f'{one.item.ref} {one.item.title}'.strip()} ({one.section.title})"
        for one in matrices.items
        if _many(one, matrices) < smallest
    ]
    return left_out(WHOLE.format(title=title), small, len(matrices.items), TOO_FEW.format(smallest=smallest))


def _many(item: MatrixItem, matrices: Matrices) -> int:
    """How many organisations picked from the choices of an item."""
    picked = zip(matrices.panel.positions, item.picks, strict=True)
    return len(organisations(position for position, pick in picked if pick))


def _own(item: MatrixItem, places: Sequence[int]) -> SharedMatrixItem:
    picks = tuple(item.picks[place] for place in places)
    counts = tuple(picks.count(choice) for choice in item.scale.choices)
    days = tuple(item.days[place] for place in places)
    return SharedMatrixItem(item.section, item.item, item.theme, item.scale, counts, days, picks)


def _counted(item: MatrixItem) -> SharedMatrixItem:
    return SharedMatrixItem(item.section, item.item, item.theme, item.scale, item.counts, (), ())
