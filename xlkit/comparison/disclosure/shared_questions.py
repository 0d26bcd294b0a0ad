"""Shared questions: what of those off the scales may be shown to everybody: counts of many, never texts or extremes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.groups import organisations
from xlkit.comparison.disclosure.published import SharedQuestion, SharedQuestions, Withheld, left_out
from xlkit.comparison.other_scales.questions import DIFFER, Question
from xlkit.comparison.regional.regions import memberships
from xlkit.comparison.standing.panel import Position
from xlkit.form.instrument import Side
from xlkit.returns.names import organisation_of

OTHERS = "Answers to other questions are shown of organisations that speak of themselves, and of no council."
TOO_FEW = "Fewer than {smallest} organisations answered, in the whole or in a council."
QUARTILES = 2  # times the smallest group: fewer answers lie too close to single ones


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
        withheld += left_out(whole, few, len(several), TOO_FEW.format(smallest=smallest))
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
