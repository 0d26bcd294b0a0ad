"""What a linear programme makes of levels and movement in several rounds: nothing of a few, where all may be shown."""

from collections.abc import Sequence

import pytest

from tests.builders.moved import Group, settled_moves
from tests.builders.published import Council, Figure, drawn, of_all_rounds
from xlkit.comparison.disclosure import shared_movements


def council(joined: str) -> Council:
    """Nine were there in autumn; five stayed at the highest level and four reached it; some have joined, lower down."""
    then = {**dict.fromkeys("abcde", 5), **dict.fromkeys("fghi", 4)}
    now = {**dict.fromkeys(then, 5), **{one: 1 + place % 2 for place, one in enumerate(joined)}}
    levels, before = ({one: {"culture": level} for one, level in said.items()} for said in (now, then))
    return Council("A", 5, levels, {}, before={"Autumn": before})


def settled(figures: Sequence[Figure], smallest: int) -> tuple[set[Group], set[Group]]:
    """What is settled of a few with movement, and what is without it."""
    alone = [figure for figure in figures if len(figure.rounds) == 1]
    return settled_moves(figures, smallest), settled_moves(alone, smallest)


@pytest.mark.parametrize(("joined", "is_few"), [("z", True), ("vwxyz", False)])
def test_what_joined_follows_from_movement_without_the_rule(
    joined: str, monkeypatch: pytest.MonkeyPatch, *, is_few: bool
) -> None:
    """Nine went up or stayed, all to the highest level: the level of one that joined follows; five are many."""
    figures = of_all_rounds(council(joined))
    assert any(len(figure.rounds) == 2 for figure in figures) != is_few
    assert settled(figures, 5) == (set(), set())
    monkeypatch.setattr(shared_movements, "tells_nothing", lambda *_: True)
    found, alone = settled(of_all_rounds(council(joined)), 5)
    assert (found, alone) == ({(frozenset(joined), ("",))} if is_few else set(), set())


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 60, 10))
def test_a_linear_programme_makes_nothing_of_movement(first: int) -> None:
    """In random regions, of each council by itself: movement settles nothing of a few that levels do not."""
    for seed in range(first, first + 10):
        for one in drawn(seed):
            found, alone = settled(of_all_rounds(one) if one.before else [], one.smallest)
            assert found <= alone, (seed, one.name)
