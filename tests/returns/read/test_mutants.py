"""A few hundred of the mutants that `tests.benchmarks.mutants` makes by the thousand."""

import pytest

from tests.builders.mutants import Fate, Kind, fate, mutants, observer
from xlkit.returns.read.limits import LIMITS
from xlkit.returns.read.reading import Order, read_order, understood
from xlkit.returns.read.source import Source

ALLOWED = {
    Kind.FLIP: {Fate.SAME, Fate.REFUSED},
    Kind.CUT: {Fate.REFUSED},
    Kind.SWAP: {Fate.SAME, Fate.REFUSED, Fate.SAID, Fate.SHOWN},
    Kind.EDIT: {Fate.SAME, Fate.REFUSED, Fate.SAID, Fate.SHOWN},
}


@pytest.mark.parametrize("count", [15, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", ALLOWED)
def test_no_mutant_changes_an_answer_in_silence(kind: Kind, count: int) -> None:
    """Each is refused, read as it was, read otherwise with an issue, or read as its sheet now shows it."""
    understand = observer()
    for mutant in mutants(kind, count, seed=2):
        read = read_order(Order(Source(mutant.name, data=mutant.data), LIMITS))
        assert fate(mutant, understood(read, understand)) in ALLOWED[kind], mutant.name
