"""What of a region may be shown to everybody: an attacker who subtracts learns of no small group."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from tests.builders.regions import council, for_everybody, internal, merged, of_round
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.books.shared.shared_workbook import data as of_shared
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.published import Shared
from xlkit.comparison.disclosure.shared_regions import TOGETHER
from xlkit.comparison.regional.region import RegionTheme, combine
from xlkit.intake.log import Ledger
from xlkit.measures.scale import FIVE, Counts, counts

Levels = Mapping[str, int | None]
SMALLEST = 5


def together(councils: Mapping[str, Sequence[Levels]], own: Levels | None = None) -> Ledger:
    """One ledger of several councils, all by their returns."""
    return Ledger(
        tuple(
            replace(entry, path=f"{name} {entry.path}", council=name)
            for name, levels in councils.items()
            for entry in council(name, levels, own).entries
        )
    )


def shared(councils: Mapping[str, Sequence[Levels]], smallest: int = SMALLEST) -> Shared:
    return share(compare(INSTRUMENTS, CROSSWALK, together(councils, {"leadership": 3}), AS_AT, smallest=smallest))


def themes(found: Shared) -> Mapping[str, RegionTheme]:
    assert found.region is not None
    return {one.theme.name: one for side in found.region.sides for one in side.themes}


def same(many: int, level: int = 2) -> list[Levels]:
    return [{"strategy": level}] * many


def published(councils: Mapping[str, Sequence[Levels]], smallest: int = SMALLEST) -> Mapping[tuple[str, str], Counts]:
    """What each council publishes by itself, by its name and the theme."""
    return {
        (name, one.theme.name): one.providers.counts
        for name, levels in councils.items()
        for market in share(compare(INSTRUMENTS, CROSSWALK, council(name, levels), AS_AT, smallest=smallest)).markets
        for one in market.themes
        if one.providers is not None
    }


def test_the_rule_goes_by_all_together() -> None:
    """Three small councils of three, four and five less one are shown together, and none of them alone."""
    found = themes(shared({"A": same(3), "B": same(4), "C": same(4), "D": same(9, 4)}))["leadership"]
    assert [(one.name, one.found.n) for one in found.units if one.found] == [("D", 9), (TOGETHER, 11)]
    assert found.found.counts == (0, 11, 0, 9, 0)
    assert (found.rests_on, found.missing) == (("D", TOGETHER), ())


@pytest.mark.parametrize(
    ("sizes", "shows"),
    [((3, 3), False), ((4, 4), False), ((3, 3, 2), True), ((4, 4, 1), True), ((4, 4, 0), False), ((3, 3, 3), True)],
)
def test_small_councils_stand_together_only_where_none_learns_of_few_others(sizes: Sequence[int], shows: bool) -> None:
    """A council knows its own providers, so what is left without them must be a group that may be shown."""
    councils = {f"C{number}": same(many) for number, many in enumerate(sizes)}
    left = sum(sizes) - max(sizes)
    assert shows == (left >= SMALLEST)
    found = themes(shared({**councils, "Large": same(8)}))["leadership"]
    assert any(one.name == TOGETHER for one in found.units) == shows
    assert found.found.n == 8 + (sum(sizes) if shows else 0)


def test_one_small_council_is_left_out_of_the_region() -> None:
    """Its counts would be the region's less those of the others."""
    found = themes(shared({"A": same(9), "B": same(4, 5)}))["leadership"]
    assert (found.found.counts, found.missing) == ((0, 9, 0, 0, 0), ("B",))


@pytest.mark.parametrize(("many", "shows"), [(4, False), (5, True)])
def test_a_council_is_shown_from_five_on(many: int, shows: bool) -> None:
    """Four are too few, five are enough."""
    found = themes(shared({"A": same(9), "B": same(many)}))["leadership"]
    assert ("B" in found.rests_on) == shows


def test_counts_of_a_council_with_a_lower_threshold_are_not_shown(tmp_path: Path) -> None:
    """Its own shared workbook may show three; the region's does not."""
    few = for_everybody(tmp_path / "few.xlsx", council("B", same(3), {"leadership": 1}), smallest=3)
    many = for_everybody(tmp_path / "many.xlsx", council("A", same(9), {"leadership": 1}))
    found = themes(share(compare(INSTRUMENTS, CROSSWALK, merged(few, many), AS_AT)))["leadership"]
    assert (found.rests_on, found.missing) == (("A",), ("B",))


def drawn(seed: int) -> Mapping[str, Sequence[Levels]]:
    """Some councils of any size, with many blanks."""
    chance = Random(seed)
    items = ("strategy", "culture", "costing", "invoicing", "accounting")
    return {
        f"Council {number}": [
            {
                item: chance.choice((None, None, 1, 2, 3, 4, 5)) if seed % 2 else chance.choice((None, 1, 4))
                for item in items
            }
            for _ in range(chance.choice((1, 2, 3, 4, 5, 8, 14, 30)))
        ]
        for number in range(chance.randint(2, 7))
    }


def answering(levels: Sequence[Levels], theme: str) -> Counts:
    """Where some providers stand on a theme, worked out here by itself."""
    items = next(one for one in CROSSWALK.themes if one.name == theme).items("provider-check")
    found = [sorted(value for item in items if (value := one.get(item)) is not None) for one in levels]
    return counts((one[(len(one) - 1) // 2] for one in found if one), FIVE)


def subtractions(known: Mapping[str, Counts], whole: Counts) -> Iterator[Counts]:
    """All that is left of a sum when known parts of it are taken away."""
    for many in range(len(known) + 1):
        for some in combinations(known.values(), many):
            yield tuple(a - b for a, b in zip(whole, combine(some, FIVE), strict=True))


@pytest.mark.parametrize("seed", range(25))
def test_no_small_group_follows_by_subtraction(seed: int) -> None:
    """Not from the region less what is shown or published of any councils in it, nor to one that knows itself.

    What is left of a sum when known parts of it are taken away is nobody, or a group that is large enough.
    """
    councils = drawn(seed)
    alone = published(councils)
    for name, theme in themes(shared(councils)).items():
        within = {one.name for one in theme.units if one.found is not None or one.is_within}
        outside = {one: found for (one, of_theme), found in alone.items() if of_theme == name and one in within}
        for insider in (None, *(within & councils.keys())):
            mine = {insider: answering(councils[insider], name)} if insider else {}
            for left in subtractions({**outside, **mine}, theme.found.counts):
                assert min(left) >= 0
                assert sum(left) == 0 or sum(left) >= SMALLEST, (name, insider, left)


@pytest.mark.parametrize("seed", range(25))
def test_what_is_published_of_a_council_outside_the_region_s_sum_does_not_help(seed: int) -> None:
    """Every council that publishes a theme and is large enough is in the sum, so that nobody hides in a difference."""
    councils = drawn(seed)
    found = themes(shared(councils))
    for one, name in published(councils):
        assert one in found[name].rests_on


@pytest.mark.parametrize("seed", range(25))
def test_the_region_says_nothing_that_its_units_do_not(seed: int) -> None:
    """Each figure is a sum of units, no two of which have a provider in common, each of them large enough."""
    councils = drawn(seed)
    for name, theme in themes(shared(councils)).items():
        parts = {one.name: one.found for one in theme.units if one.found is not None}
        assert theme.found.counts == combine((one.counts for one in parts.values()), FIVE)
        assert all(one.n >= SMALLEST for one in parts.values())
        assert all(found.counts == answering(councils[one], name) for one, found in parts.items() if one in councils)
        if TOGETHER in parts:
            everybody = [levels for one in theme.units if one.is_within for levels in councils[one.name]]
            assert parts[TOGETHER].counts == answering(everybody, name)


@pytest.mark.parametrize("seed", range(20))
def test_a_large_council_shows_what_it_shows_by_itself(seed: int) -> None:
    """So nothing about it can be had by holding the two against each other."""
    councils = drawn(seed)
    alone = published(councils)
    large = {name for name, levels in councils.items() if len(levels) >= SMALLEST}
    shown = {
        (one.name, name): one.found.counts
        for name, theme in themes(shared(councils)).items()
        for one in theme.units
        if one.found is not None and one.name in large
    }
    assert shown == alone


def test_nothing_else_of_a_region_is_shared() -> None:
    """No item, no group, no movement, no market and no view, in the figures as in the workbook; that is said."""
    found = shared({"A": same(9), "B": same(7)})
    assert (found.markets, found.sides, found.views, found.councils, found.counted) == ((), (), (), (), ())
    assert found.withheld[0].what == "Providers by item, by group, and their movement"
    assert "provider 0" not in str(of_shared(found))


def test_what_is_not_shown_is_named_with_its_reason() -> None:
    """Each council once, with its themes, without saying which reason holds."""
    missing = [one for one in shared({"A": same(9), "B": same(4)}).withheld if ", B: " in one.what]
    assert [one.what.partition(": ")[2] for one in missing] == ["all themes"]
    assert missing[0].why.startswith("Fewer than 5 of its providers have a level, or the figure would tell of fewer")


Named = Mapping[str, Mapping[str, Levels]]


def overlapping(councils: Named, smallest: int = SMALLEST) -> Mapping[str, RegionTheme]:
    """The themes of a region whose councils have providers of these names."""
    entries = [
        replace(entry, path=f"{name} {entry.path}", council=name)
        for name, mine in councils.items()
        for entry in ledger(*(of_round(answered(PROVIDER, one, levels), name) for one, levels in mine.items())).entries
    ]
    return themes(share(compare(INSTRUMENTS, CROSSWALK, Ledger(tuple(entries)), AS_AT, smallest=smallest)))


def standing(names: str, level: int = 2) -> Mapping[str, Levels]:
    """Providers with names of one letter."""
    return {name: {"strategy": level} for name in names}


def shown(found: RegionTheme) -> Mapping[str, int]:
    return {one.name: one.found.n for one in found.units if one.found is not None}


@pytest.mark.parametrize(
    ("councils", "shows"),
    [
        (("XYZ", "XYZ", "XYZ"), False),
        (("XYZ", "XYZ", "UVW"), False),
        (("XYZA", "xyzb", "UVW"), False),
        (("ABC", "DEF", "GHI"), True),
        (("ABC", "CDE", "FGH"), True),
        (("ABC", "CDE", "CFG"), False),
    ],
)
def test_small_councils_count_their_organisations_once(councils: Sequence[str], shows: bool) -> None:
    """Nine returns of three providers are three, and who knows one council's must learn of five others or none."""
    every = {name.casefold() for names in councils for name in names}
    least = min(len(every - set(names.casefold())) for names in councils)
    assert shows == (len(every) >= SMALLEST and least >= SMALLEST)
    found = overlapping({f"C{number}": standing(names) for number, names in enumerate(councils)})["leadership"]
    assert shown(found) == ({TOGETHER: sum(map(len, councils))} if shows else {})


def test_a_large_council_that_knows_the_small_ones_providers_counts_too() -> None:
    """Of eleven together it knows eight from its own round, and would learn of three; the near miss knows two."""
    wide = {"A": standing("abcd"), "B": standing("efgh"), "C": standing("ijk")}
    assert shown(overlapping({**wide, "L": standing("aevwxyz")})["leadership"]) == {"L": 7, TOGETHER: 11}
    assert shown(overlapping({**wide, "L": standing("abcdefghvwxyz")})["leadership"]) == {"L": 13}


@pytest.mark.parametrize(("names", "shows"), [("abcdef", False), ("afghij", True), ("abcde", True)])
def test_a_council_is_left_out_where_another_knows_all_but_a_few_of_its_providers(names: str, shows: bool) -> None:
    """Six of which the neighbour knows five; five that it does not know; and none beside those that it knows."""
    found = overlapping({"A": standing("abcde"), "B": standing(names)})["leadership"]
    assert ("B" in shown(found)) == shows


@pytest.mark.parametrize(("large", "within"), [("kuvwxy", "ABCD"), ("kuvwx", "ABC")])
def test_the_most_councils_that_are_safe_count_together(large: str, within: str) -> None:
    """D has K, which a council publishes with others: five of them, or four, who would be left without it."""
    small = {"A": standing("abc"), "B": standing("def"), "C": standing("ghi"), "D": standing("kl")}
    found = overlapping({**small, "Large": standing(large)})["leadership"]
    assert "".join(one.name for one in found.units if one.is_within) == within


def stands(levels: Levels, theme: str) -> bool:
    items = next(one for one in CROSSWALK.themes if one.name == theme).items("provider-check")
    return any(levels.get(item) is not None for item in items)


def shared_providers(seed: int) -> Named:
    """Some councils of any size that draw their providers from the same few."""
    chance = Random(seed)
    names = [f"Provider {number}" for number in range(chance.choice((6, 10, 20, 40)))]
    items = ("strategy", "culture", "costing", "invoicing", "accounting")
    return {
        f"Council {number}": {
            name: {item: chance.choice((None, 1, 2, 3, 4, 5) if seed % 2 else (1, 3)) for item in items}
            for name in chance.sample(names, min(len(names), chance.choice((1, 2, 3, 4, 5, 8, 14))))
        }
        for number in range(chance.randint(2, 7))
    }


@pytest.mark.parametrize("seed", range(60))
def test_no_unit_rests_on_few_organisations_for_anybody(seed: int) -> None:
    """Not for the public, nor for a council that knows all returns to it, or whatever its providers said anywhere."""
    councils = shared_providers(seed)
    for name, theme in overlapping(councils).items():
        answering_to = {
            one: {who for who, said in mine.items() if stands(said, name)} for one, mine in councils.items()
        }
        small = [one.name for one in theme.units if one.is_within]
        for unit, many in shown(theme).items():
            parts = small if unit == TOGETHER else [unit]
            found = set().union(*(answering_to[one] for one in parts))
            assert many == sum(len(answering_to[one]) for one in parts)
            assert len(found) >= SMALLEST
            for insider, mine in councils.items():
                assert not 0 < len(found - set(mine)) < SMALLEST
                others = set().union(*(answering_to[one] for one in parts if one != insider))
                assert not 0 < len(others) < SMALLEST


@pytest.mark.parametrize("asked", [8, 5])
def test_the_strictest_smallest_group_of_all_workbooks_holds(asked: int, tmp_path: Path) -> None:
    """One council asks for eight, in its internal workbook as in its shared one; for five nothing changes."""
    ash, beech = council("Ash", same(7), {"leadership": 3}), council("Beech", same(9), {"leadership": 3})
    usual = internal(tmp_path / "beech.xlsx", beech)
    for mine in (internal(tmp_path / "a.xlsx", ash, asked), for_everybody(tmp_path / "s.xlsx", ash, asked)):
        found = share(compare(INSTRUMENTS, CROSSWALK, merged(mine, usual), AS_AT))
        assert found.smallest == asked
        assert shown(themes(found)["leadership"]) == ({"Ash": 7, "Beech": 9} if asked == SMALLEST else {"Beech": 9})


def test_the_strictest_smallest_group_goes_on_into_the_region_s_workbook(tmp_path: Path) -> None:
    """A region that is merged again keeps to it, and knows what each council may publish by its own."""
    ash = internal(tmp_path / "a.xlsx", council("Ash", same(9)), 8)
    region = internal(tmp_path / "r.xlsx", merged(ash, internal(tmp_path / "b.xlsx", council("Beech", same(9)))))
    again = compare(INSTRUMENTS, CROSSWALK, merged(region), AS_AT)
    assert share(again).smallest == 8
    assert again.region
    assert {one.name: one.smallest for one in again.region.councils} == {"Spring Ash": 8, "Spring Beech": 5}
