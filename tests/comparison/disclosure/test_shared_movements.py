"""Movement for everybody: counted by organisation, and no small group shows or follows from two rounds' figures."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

import pytest
from msgspec.structs import replace

from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.published import Shared, SharedMovement, SharedSide
from xlkit.returns.completed import Return
from xlkit.returns.names import plain

ITEMS = ("strategy", "culture", "invoicing", "accounting")


def of(one: Return, name: str, locality: str = "") -> Return:
    return replace(one, locality=locality, identity=replace(one.identity, round=name))


def at(level: int, numbers: Iterable[int], locality: str = "N", name: str = "Spring") -> list[Return]:
    """The return of one unit of each of these organisations."""
    units = (answered(PROVIDER, f"P{number}", {"strategy": level}, respondent=locality) for number in numbers)
    return [of(one, name, locality) for one in units]


def shared(now: Sequence[Return], *before: Sequence[Return]) -> Shared:
    earlier = [one for round_ in before for one in round_]
    return share(compare(INSTRUMENTS, CROSSWALK, ledger(*now), AS_AT, earlier=earlier))


def side(found: Shared) -> SharedSide:
    (only,) = found.sides
    return only


def moves(found: Shared) -> list[tuple[str, int, int, int]]:
    return [(one.earlier, one.down, one.same, one.up) for one in side(found).movements]


def test_a_joiner_is_not_hidden_by_units_that_join() -> None:
    """Nine were there before; four of them answer for another unit too, and one organisation is new."""
    before = at(2, range(9), name="Autumn")
    now = [*at(3, range(9)), *at(3, range(4), "S"), *at(1, [9], "S")]
    assert moves(shared(now, before)) == []
    assert moves(shared([*now, *at(1, range(10, 14), "S")], before)) == [("Autumn", 0, 0, 9)]
    assert moves(shared(now[:-1], before)) == [("Autumn", 0, 0, 9)]


def test_a_leaver_is_not_hidden_by_units_that_leave() -> None:
    """The same the other way round."""
    before = [*at(3, range(9), name="Autumn"), *at(3, range(4), "S", "Autumn"), *at(1, [9], "S", "Autumn")]
    now = at(2, range(9))
    assert moves(shared(now, before)) == []
    assert moves(shared(now, [*before, *at(1, range(10, 14), "S", "Autumn")])) == [("Autumn", 9, 0, 0)]
    assert moves(shared(now, before[:-1])) == [("Autumn", 9, 0, 0)]


def test_organisations_are_counted_and_not_their_units() -> None:
    """Five organisations with six units are five, here as among the items; four with eight are too few."""
    both = [
        [*at(level, range(5), name=name), *at(level, [0], "S", name)] for level, name in ((2, "Autumn"), (3, "Spring"))
    ]
    found = shared(both[1], both[0])
    assert moves(found) == [("Autumn", 0, 0, 5)]
    assert side(found).items[0].found.n == 5
    few = [[*at(2, range(4), name=name), *at(2, range(4), "S", name)] for name in ("Autumn", "Spring")]
    assert moves(shared(few[1], few[0])) == []


def test_an_organisation_that_changes_its_unit_has_stayed() -> None:
    """Its position moved, whichever unit answered."""
    before = [*at(2, range(5), name="Autumn"), *at(2, [5], "S", "Autumn")]
    assert moves(shared(at(3, range(6)), before)) == [("Autumn", 0, 0, 6)]


def test_two_earlier_rounds_do_not_tell_of_one_that_left_one_of_them_out() -> None:
    """Each may be shown alone; of ten that moved since summer nine moved since autumn, which would tell of one."""
    summer, autumn, now = at(2, range(10), name="Summer"), at(2, range(9), name="Autumn"), at(3, range(15))
    assert moves(shared(now, summer)) == [("Summer", 0, 0, 10)]
    assert moves(shared(now, autumn)) == [("Autumn", 0, 0, 9)]
    assert moves(shared(now, summer, autumn)) == [("Summer", 0, 0, 10)]
    assert moves(shared(now, summer, at(2, range(5), name="Autumn"))) == [("Summer", 0, 0, 10), ("Autumn", 0, 0, 5)]


@pytest.mark.parametrize(("since_summer", "shown"), [(8, ["Autumn"]), (11, ["Summer", "Autumn"])])
def test_two_earlier_rounds_do_not_tell_of_the_few_in_both(since_summer: int, shown: list[str]) -> None:
    """Both rounds added, less all of now, leave those that moved since either."""
    summer, autumn = at(2, range(since_summer), name="Summer"), at(2, range(6, 16), name="Autumn")
    assert [name for name, *_ in moves(shared(at(3, range(16)), summer, autumn))] == shown


@pytest.mark.parametrize(("north", "shown"), [(6, []), (5, ["Autumn"])])
def test_movement_is_held_against_the_groups_that_are_shown(north: int, shown: list[str]) -> None:
    """Five joined, all of the south or one of them of the north, where both localities are shown."""
    now = (
        [*at(3, range(5)), *at(3, range(5, 15), "S")]
        if north == 5
        else [*at(3, [*range(5), 14]), *at(3, range(5, 14), "S")]
    )
    assert [name for name, *_ in moves(shared(now, at(2, range(10), name="Autumn")))] == shown


@pytest.mark.parametrize(("stayed", "shown"), [((0, 1, 2, 3, 5), []), (range(5), ["Autumn"])])
def test_movement_is_held_against_the_groups_of_the_earlier_round(stayed: Iterable[int], shown: list[str]) -> None:
    """Five of each locality then; five left, one of them of the north, where all that stayed kept their level."""
    before = [*at(3, range(5), name="Autumn"), *at(3, range(5, 10), "S", "Autumn")]
    assert [name for name, *_ in moves(shared(at(3, stayed), before))] == shown


def test_the_order_of_earlier_rounds_changes_nothing() -> None:
    """Of two of which one alone may be shown it is that of more organisations, however they are given."""
    summer, autumn, now = at(2, range(10), name="Summer"), at(2, range(9), name="Autumn"), at(3, range(15))
    assert moves(shared(now, autumn, summer)) == [("Summer", 0, 0, 10)]


def test_what_moved_and_is_not_shown_is_named() -> None:
    """The round whole, or topic by topic where others are shown."""
    now, culture = at(3, range(10)), [answered(PROVIDER, f"P{one}", {"culture": 2}, respondent="S") for one in range(9)]
    found = shared(now, at(2, range(9), name="Autumn"))
    named = "Provider check: movement since Autumn"
    assert [one.what for one in found.withheld if named in one.what] == [f"{named}, all topics"]
    found = shared([*now, *culture], [*at(2, range(9), name="Autumn"), *(of(one, "Autumn") for one in culture)])
    assert f"{named}, 1.1 Strategy" in {one.what for one in found.withheld}


def drawn(chance: Random, numbers: Iterable[int], name: str, blanks: float) -> list[Return]:
    """A return for each of up to three units of organisations, with blanks; some have agreed positions."""
    return [
        of(
            answered(
                PROVIDER,
                f"P{number}" if unit else f" p{number} ",
                {item: None if chance.random() < blanks else chance.randint(1, 5) for item in ITEMS},
                respondent=str(unit),
                agreed=chance.random() < 0.3,
            ),
            name,
            "NSE"[unit],
        )
        for number in numbers
        for unit in range(chance.choice((1, 1, 2, 3)))
    ]


def answering(returns: Sequence[Return], item: str) -> set[str]:
    """The organisations whose position has a level, worked out here by itself: an agreed return speaks alone."""
    groups: dict[str, list[Return]] = {}
    for one in returns:
        groups.setdefault(plain(one.organisation), []).append(one)
    speaking: Mapping[str, list[Return]] = {
        name: [one for one in group if one.agreed] or group for name, group in groups.items()
    }
    return {
        name
        for name, group in speaking.items()
        if any(answer.item == item and answer.level is not None for one in group for answer in one.answers)
    }


def total(one: SharedMovement) -> int:
    return one.down + one.same + one.up


def rounds_of(seed: int) -> tuple[list[Return], dict[str, list[Return]]]:
    """A round, and two earlier ones of about the same providers; in some of them few topics are blank."""
    chance = Random(seed)
    many, blanks = chance.choice((6, 12, 25, 25)), chance.choice((0.0, 0.0, 0.2))
    now = drawn(chance, range(many), "Spring", blanks)
    return now, {
        name: drawn(chance, range(chance.choice((0, 1, 6)), many + chance.choice((0, 1, 6))), name, blanks)
        for name in ("Summer", "Autumn")
    }


@pytest.mark.parametrize("seed", range(60))
def test_no_small_group_follows_from_two_rounds(seed: int) -> None:
    """Those who moved, those in one round's figures and not in the other's, and what two movements do not share."""
    now, rounds = rounds_of(seed)
    found = shared(now, *rounds.values())
    shown = {one.item.name: one.found.n for one in side(found).items}
    groups: dict[str, list[set[str]]] = {}
    for one in side(found).movements:
        item = one.item.name
        here, there = answering(now, item), answering(rounds[one.earlier], item)
        assert (total(one), shown[item]) == (len(here & there), len(here))
        assert total(one) >= 5
        for other in (here - there, there - here):
            assert not 0 < len(other) < 5
        for before in groups.setdefault(item, []):
            assert not 0 < len(before - (here & there)) < 5
            assert not 0 < len((here & there) - before) < 5
        groups[item].append(here & there)


def test_the_property_looks_at_something() -> None:
    """In many of its rounds there are movements that are shown, and in many there are none to show."""
    shown = [bool(moves(shared(now, *rounds.values()))) for now, rounds in map(rounds_of, range(20))]
    assert sum(shown) >= 7
    assert shown.count(False) >= 3
