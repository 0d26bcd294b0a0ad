"""Shared scales: what of other scales than levels may be shown to everybody, and of questions off every scale."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.groups import organisations
from xlkit.comparison.disclosure.published import (
    SharedMatrix,
    SharedMatrixItem,
    SharedQuestion,
    SharedQuestions,
    Withheld,
    left_out,
)
from xlkit.comparison.disclosure.shared_regions import OF_COUNCILS
from xlkit.comparison.other_scales.questions import DIFFER, Question
from xlkit.comparison.other_scales.scale_matrix import MATRIX_ROLES, Matrices, MatrixItem
from xlkit.comparison.regional.regions import memberships
from xlkit.comparison.standing.panel import Position
from xlkit.form.instrument import Side
from xlkit.returns.names import organisation_of

FEW_PICKED = "Fewer than {smallest} organisations picked from the choices."
PICKED = "{title}: what was picked"
OTHERS = "Answers to other questions are shown of organisations that speak of themselves, and of no council."
FEW_ANSWERED = "Fewer than {smallest} organisations answered, in the whole or in a council."
QUARTILES = 2  # times the smallest group: fewer answers lie too close to single ones


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
            withheld.append(Withheld(PICKED.format(title=matrices.panel.instrument.title), OF_COUNCILS))
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
        many = (one for one in matrices.of_role(role) if _many(one, matrices) >= smallest)
        rows = tuple(SharedMatrixItem(one.section, one.item, one.theme, one.scale, one.counts, (), ()) for one in many)
        if rows:
            yield SharedMatrix(matrices.panel.instrument.title, role, (), rows)


def _left_out(matrices: Matrices, smallest: int) -> tuple[Withheld, ...]:
    title = matrices.panel.instrument.title
    small = [
        f"{title}: {f'{one.item.ref} {one.item.title}'.strip()} ({one.section.title})"
        for one in matrices.items
        if _many(one, matrices) < smallest
    ]
    return left_out(PICKED.format(title=title), small, len(matrices.items), FEW_PICKED.format(smallest=smallest))


def _many(item: MatrixItem, matrices: Matrices) -> int:
    """How many organisations picked from the choices of an item."""
    picked = zip(matrices.panel.positions, item.picks, strict=True)
    return len(organisations(position for position, pick in picked if pick))


def _own(item: MatrixItem, places: Sequence[int]) -> SharedMatrixItem:
    picks = tuple(item.picks[place] for place in places)
    counts = tuple(picks.count(choice) for choice in item.scale.choices)
    days = tuple(item.days[place] for place in places)
    return SharedMatrixItem(item.section, item.item, item.theme, item.scale, counts, days, picks)


def shared_questions(comparison: Comparison, smallest: int) -> tuple[tuple[SharedQuestions, ...], tuple[Withheld, ...]]:
    """The questions that at least the smallest group of organisations answered, in a region those of each council.

    Every council publishes such counts itself, by its own smallest group: the sum of those that are large enough says
    nothing that these do not. What is left out is given with the reason.
    """
    shown: list[SharedQuestions] = []
    withheld: list[Withheld] = []
    for matrices in comparison.matrices:
        title, positions = matrices.panel.instrument.title, matrices.panel.positions
        if not matrices.questions:
            continue
        whole = f"{title}: questions without a scale"
        if matrices.panel.instrument.side is Side.COMMISSIONER or not positions:
            withheld.append(Withheld(whole, OTHERS))
            continue
        parts = _parts(comparison, positions, smallest)
        several = [(one, _shared(one, positions, parts, smallest)) for one in matrices.questions]
        rows = tuple(row for _, row in several if row is not None)
        shown += [SharedQuestions(title, rows)] if rows else []
        few = [f"{title}: {f'{one.item.ref} {one.item.title}'.strip()}" for one, row in several if row is None]
        withheld += left_out(whole, few, len(several), FEW_ANSWERED.format(smallest=smallest))
    return tuple(shown), tuple(withheld)


def _parts(comparison: Comparison, positions: Sequence[Position], smallest: int) -> Mapping[tuple[str, int], list[int]]:
    """The places of the positions by council, with the smallest group of each; one part where there is no region."""
    if comparison.region is None:
        return {("", smallest): list(range(len(positions)))}
    members = memberships(comparison.ledger)
    own = {organisation_of(one.name): max(one.smallest, smallest) for one in comparison.region.councils}
    parts: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for place, position in enumerate(positions):
        council = organisation_of(members[position.speaking[0]])
        parts[council, own.get(council, smallest)].append(place)
    return parts


def _shared(
    question: Question, positions: Sequence[Position], parts: Mapping[tuple[str, int], list[int]], smallest: int
) -> SharedQuestion | None:
    """The question over the parts that are each large enough; None where none is."""
    taken = [place for (_, least), places in parts.items() for place in _enough(question, positions, places, least)]
    if not taken:
        return None
    over = Question(question.section, question.item, question.theme, tuple(question.answers[place] for place in taken))
    many = len(organisations(positions[place] for place in taken))
    shown = SharedQuestion(over.section, over.item, over.theme, over.n, over.counts)
    if many < QUARTILES * smallest:
        return shown
    quartiles = tuple(over.quartile(quarter) for quarter in (1, 2, 3))
    return replace(shown, quartiles=quartiles, middle_day=over.middle_day)


def _enough(question: Question, positions: Sequence[Position], places: Sequence[int], least: int) -> list[int]:
    """Those of some places at which the question is answered, if they are of enough organisations."""
    answered = [place for place in places if question.answers[place] not in (None, DIFFER)]
    return answered if len(organisations(positions[place] for place in answered)) >= least else []
