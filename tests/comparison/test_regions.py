"""Several councils side by side: counts are combined, and medians never averaged."""

from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.regions import council, for_everybody, internal, merged, of_round
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, answered
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.regional.region import RegionTheme, combine
from xlkit.intake.log import Ledger
from xlkit.measures.distribution import Distribution
from xlkit.measures.location import median
from xlkit.measures.scale import FIVE, counts

some_levels = st.lists(st.integers(1, 5), max_size=12)


def compared(found: Ledger) -> Comparison:
    return compare(INSTRUMENTS, CROSSWALK, found, AS_AT)


def theme(found: Ledger, name: str) -> RegionTheme:
    region = compared(found).region
    assert region is not None
    return next(one for one in region.sides[0].themes if one.theme.name == name)


def of(found: Ledger, *names: tuple[str, str]) -> Ledger:
    """The ledger with the councils of some organisations set."""
    councils = dict(names)
    return Ledger(
        tuple(
            replace(
                one, council=councils.get(one.completed.organisation, one.council) if one.completed else one.council
            )
            for one in found.entries
        )
    )


@given(st.lists(some_levels, min_size=1, max_size=6))
def test_combining_counts_is_counting_all_together(councils: list[list[int]]) -> None:
    """The sum of the councils' counts is the count of everybody, so all that follows from it is true of everybody."""
    everybody = [level for levels in councils for level in levels]
    combined = combine((counts(levels, FIVE) for levels in councils), FIVE)
    assert combined == counts(everybody, FIVE)
    assert median(combined) == median(counts(everybody, FIVE))


@given(st.lists(some_levels, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_councils_changes_nothing(councils: list[list[int]], chance: Random) -> None:
    """Sums have no order."""
    shuffled = chance.sample(councils, len(councils))
    assert combine((counts(levels, FIVE) for levels in shuffled), FIVE) == combine(
        (counts(levels, FIVE) for levels in councils), FIVE
    )


def test_of_nothing_there_are_none() -> None:
    """Without a council every level has nobody."""
    assert combine([], FIVE) == (0, 0, 0, 0, 0)


def test_the_median_of_the_region_is_not_that_of_medians(tmp_path: Path) -> None:
    """Nine at level 1 in one council and one at 5 in another come to a median of 1, not of 3."""
    found = merged(
        internal(tmp_path / "a.xlsx", council("A", [{"strategy": 1}] * 9)),
        internal(tmp_path / "b.xlsx", council("B", [{"strategy": 5}])),
    )
    leadership = theme(found, "leadership")
    assert [one.found.median for one in leadership.units if one.found] == [1, 5]
    assert (leadership.found.counts, leadership.found.median) == ((9, 0, 0, 0, 1), 1)


def test_returns_and_shared_figures_add_up_alike(tmp_path: Path) -> None:
    """Whether a council gives its returns or its counts, the region is the same."""
    a = council("A", [{"strategy": 1 + number % 5} for number in range(8)], {"leadership": 4})
    b = council("B", [{"strategy": 2}] * 6, {"leadership": 1})
    first = internal(tmp_path / "a.xlsx", a)
    for second in (internal(tmp_path / "b.xlsx", b), for_everybody(tmp_path / "c.xlsx", b)):
        leadership = theme(merged(first, second), "leadership")
        assert leadership.found.counts == (2, 8, 2, 1, 1)
        assert [(one.name, one.level) for one in leadership.units] == [("A", 4), ("B", 1)]
        assert leadership.rests_on == ("A", "B")


def test_what_a_shared_workbook_left_out_is_not_shown(tmp_path: Path) -> None:
    """The figure rests on the other council alone, and says so."""
    b = council("B", [{"strategy": 2, "culture": 3 if number < 4 else None} for number in range(6)])
    found = merged(internal(tmp_path / "a.xlsx", council("A", [{"culture": 5}])), for_everybody(tmp_path / "b.xlsx", b))
    culture = theme(found, "culture")
    assert (culture.found.counts, culture.rests_on, culture.missing) == ((0, 0, 0, 0, 1), ("Spring A",), ("Spring B",))


def test_a_provider_in_two_councils_counts_once_in_each(tmp_path: Path) -> None:
    """As it does where only counts are there; a note says so."""
    found = merged(
        *(
            internal(tmp_path / f"{name}.xlsx", Ledger(
                tuple(
                    replace(one, completed=of_round(answered(PROVIDER, "Both", {"strategy": level}), name))
                    for one in council(name, [{}]).entries
                )
            ))
            for name, level in (("A", 1), ("B", 4))
        )
    )  # fmt: skip
    comparison = compared(found)
    assert [(one.organisation, one.levels[0]) for one in comparison.panels[0].positions] == [("Both", 1), ("Both", 4)]
    assert theme(found, "leadership").found.counts == (1, 0, 0, 1, 0)
    assert [one.text for one in comparison.notes if one.kind == "several councils"] == [
        "It sent returns to 2 councils (A, B) and counts once in each of them."
    ]


def test_counts_of_another_version_are_noted(tmp_path: Path) -> None:
    """They are combined, and a note says what to look at; of one version there is none."""
    a, b = council("A", [{"strategy": 1}]), council("B", [{"strategy": 2}] * 6)
    newer = {**INSTRUMENTS, PROVIDER.name: replace(PROVIDER, version="2.1")}
    for version, said in (
        ("2.0", []),
        ("2.1", ["Counts of versions 2.0, 2.1 are combined: check themes whose wording changed."]),
    ):
        path = for_everybody(tmp_path / f"{version}.xlsx", of_version(b, version))
        found = compare(newer, CROSSWALK, merged(internal(tmp_path / f"a{version}.xlsx", a), path), AS_AT)
        assert [one.text for one in found.notes if one.text.startswith("Counts of versions")] == said


def of_version(found: Ledger, version: str) -> Ledger:
    """The ledger with all its returns of another version."""
    return Ledger(
        tuple(
            replace(one, completed=replace(one.completed, identity=replace(one.completed.identity, version=version)))
            if one.completed
            else one
            for one in found.entries
        )
    )


def test_one_council_makes_no_region() -> None:
    """Also where several commissioners stand in one merge without a workbook of any."""
    assert compared(council("A", [{"strategy": 1}])).region is None
    one = of(council("A", [{"strategy": 1}]), ("A provider 0", "A"))
    assert compared(one).region is None


def test_names_that_differ_in_case_alone_are_one_council() -> None:
    """As names of organisations are."""
    found = of(council("A", [{"strategy": 1}] * 2), ("A provider 0", "North  Shire"), ("A provider 1", "north shire"))
    assert compared(found).region is None


def test_a_council_s_own_level_needs_no_name_that_matches() -> None:
    """It is the commissioner among its entries, whatever the round calls the council."""
    entries = council("County Council", [{"strategy": 1}], {"leadership": 3}).entries
    others = council("B", [{"strategy": 2}]).entries
    found = Ledger(
        (
            *(replace(one, council="The County") for one in entries),
            *(replace(one, path=f"b{one.path}", council="B") for one in others),
        )
    )
    rows = theme(found, "leadership").units
    assert [(one.name, one.level) for one in rows] == [("B", None), ("The County", 3)]


def test_actions_count_for_the_council_they_were_planned_in(tmp_path: Path) -> None:
    """A provider of two councils that plans in one of them has no action in the other."""
    from tests.builders.rounds import action, ledger

    paths = []
    for name, actions in (("A", [action("strategy")]), ("B", [])):
        one = of_round(answered(PROVIDER, "Both", {"strategy": 1}, actions=actions), name)
        paths.append(internal(tmp_path / f"{name}.xlsx", ledger(one)))
    positions = compared(merged(*paths)).panels[0].positions
    assert [one.themes[0].actions for one in positions] == [1, 0]
    assert [one.number for one in compared(merged(*paths)).actions] == [positions[0].number]


def test_counts_alone_make_a_region_too(tmp_path: Path) -> None:
    """Two shared workbooks and no return at all."""
    shared = [
        for_everybody(tmp_path / f"{name}.xlsx", council(name, [{"strategy": level}] * 5, {"need": 3}))
        for name, level in (("A", 1), ("B", 4))
    ]
    found = theme(merged(*shared), "leadership")
    assert found.found == Distribution((5, 0, 0, 5, 0), FIVE)
    assert COMMISSIONER.name not in {one.instrument.name for one in compared(merged(*shared)).panels}
