"""Movement between rounds, worked by hand."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.comparison.between_rounds.movement import ItemMovement, Movement
from xlkit.comparison.compare import compare
from xlkit.form.identity import Perspective
from xlkit.measures.change import net_movement
from xlkit.returns.completed import Return


def then(one: Return, name: str = "Autumn") -> Return:
    return replace(one, identity=replace(one.identity, round=name))


def moved(before: list[Return], now: list[Return]) -> Movement:
    (only,) = compare(INSTRUMENTS, CROSSWALK, ledger(*now), AS_AT, earlier=[then(one) for one in before]).movements
    return only


def strategy(movement: Movement) -> ItemMovement:
    return next(one for one in movement.items if one.item.name == "strategy")


def at(*levels: int | None) -> list[Return]:
    return [answered(PROVIDER, f"P{number}", {"strategy": level}) for number, level in enumerate(levels)]


def in_locality(one: Return, name: str) -> Return:
    return replace(one, locality=name)


def in_service_area(one: Return, name: str) -> Return:
    return replace(one, service_area=name)


def test_up_down_and_same_are_counted() -> None:
    """1 to 3 and 2 to 3 are up, 4 to 1 is down, 5 stays: net 1 of 4."""
    found = strategy(moved(at(1, 2, 4, 5), at(3, 3, 1, 5)))
    assert (found.up, found.down, found.same, found.matched) == (2, 1, 1, 4)
    assert net_movement(found.down, found.same, found.up) == pytest.approx(0.25)


def test_transitions_go_from_row_to_column() -> None:
    """Two went from 2 to 4, one stayed at 5."""
    found = strategy(moved(at(2, 2, 5), at(4, 4, 5)))
    assert found.transitions[1] == (0, 0, 0, 2, 0)
    assert found.transitions[4] == (0, 0, 0, 0, 1)


def test_who_joined_and_who_left_are_never_compared() -> None:
    """P1 is gone, P9 is new; only P0 is in both."""
    movement = moved(at(1, 2), [*at(2), answered(PROVIDER, "P9", {"strategy": 5})])
    assert (movement.matched, movement.joined, movement.left) == (1, 1, 1)
    found = strategy(movement)
    assert (found.matched, found.joined, found.left) == (1, 1, 1)


def test_a_blank_is_no_level_to_move_from_or_to() -> None:
    """Answered now and blank then counts as a level only now."""
    found = strategy(moved(at(None, 3), at(4, None)))
    assert (found.matched, found.joined, found.left) == (0, 1, 1)
    assert net_movement(found.down, found.same, found.up) is None


@pytest.mark.parametrize("move", [in_locality, in_service_area])
def test_another_unit_of_an_organisation_is_not_the_same(move: Callable[[Return, str], Return]) -> None:
    """North then and South now are one who left and one who joined."""
    (before,), (now,) = at(1), at(2)
    movement = moved([move(before, "North")], [move(now, "South")])
    assert (movement.matched, movement.joined, movement.left) == (0, 1, 1)


@pytest.mark.parametrize("move", [in_locality, in_service_area])
@pytest.mark.parametrize("now_says", [False, True])
def test_what_one_round_leaves_blank_parts_nobody(move: Callable[[Return, str], Return], *, now_says: bool) -> None:
    """The locality may be typed in this year, or left out."""
    (before,), (now,) = at(1), at(2)
    movement = moved([before if now_says else move(before, "North")], [move(now, "North") if now_says else now])
    assert (movement.matched, movement.joined, movement.left, movement.parted) == (1, 0, 0, ())


def test_a_blank_that_may_be_either_of_two_is_neither() -> None:
    """North and South now, and nothing said then: both joined, and the movement knows that it is for this."""
    (before,), (now,) = at(1), at(2)
    movement = moved([before], [in_locality(now, "North"), replace(in_locality(now, "South"), respondent="y")])
    assert (movement.matched, movement.joined, movement.left) == (0, 2, 1)
    assert {unit.locality for unit in movement.parted} == {"North", "South"}


def test_names_are_matched_whatever_their_case_and_spacing() -> None:
    """`alder  HOUSE` in the North is Alder House in the north."""
    before = replace(answered(PROVIDER, "alder  HOUSE", {"strategy": 1}), locality="NORTH")
    now = replace(answered(PROVIDER, "Alder House", {"strategy": 2}), locality="North")
    assert strategy(moved([before], [now])).up == 1


def test_perspectives_are_kept_apart() -> None:
    """What people said of it is not held against what it says of itself."""
    before = answered(PROVIDER, "A", {"strategy": 5}, perspective=Perspective.PEOPLE)
    now = ledger(answered(PROVIDER, "A", {"strategy": 1}))
    assert compare(INSTRUMENTS, CROSSWALK, now, AS_AT, earlier=[then(before)]).movements == ()


def test_others_move_on_what_they_were_asked() -> None:
    """Those asked through a short form have no rows for the other items; own returns go by every item."""
    said = answered(PROVIDER, "A", {"strategy": 5}, perspective=Perspective.PEOPLE)
    own = answered(PROVIDER, "A", {"strategy": 2})
    found = compare(INSTRUMENTS, CROSSWALK, ledger(own, said), AS_AT, earlier=[then(own), then(said)])
    asked = {one.perspective: [row.item.name for row in one.items] for one in found.movements}
    assert asked[Perspective.PEOPLE] == ["strategy"]
    assert asked[Perspective.SELF] == [item.name for item in PROVIDER.items if item.has_levels]


def test_the_agreed_position_stands_for_its_unit() -> None:
    """Then the low median of 1, 2 and 5, now the agreed 3."""
    before = [answered(PROVIDER, "A", {"strategy": level}, respondent=str(level)) for level in (1, 2, 5)]
    now = [
        answered(PROVIDER, "A", {"strategy": 3}, respondent="x", agreed=True),
        answered(PROVIDER, "A", {"strategy": 5}, respondent="y"),
    ]
    assert strategy(moved(before, now)).transitions[1] == (0, 0, 1, 0, 0)


def test_each_earlier_round_has_its_own_movement() -> None:
    """Two earlier rounds, in the order they were given."""
    earlier = [*(then(one, "Autumn") for one in at(1)), *(then(one, "Last spring") for one in at(3))]
    found = compare(INSTRUMENTS, CROSSWALK, ledger(*at(2)), AS_AT, earlier=earlier).movements
    assert [(one.earlier, strategy(one).up, strategy(one).down) for one in found] == [
        ("Autumn", 1, 0),
        ("Last spring", 0, 1),
    ]
