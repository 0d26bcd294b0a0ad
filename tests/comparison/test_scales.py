"""Rounds on scales of other steps than five, worked by hand, and scales that stand beside each other."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.regions import council, for_everybody, merged, of_round, raw
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, PROVIDER, action, answered, ledger, standing
from tests.builders.scales import instruments, with_steps
from tests.office.calc import Calc, ErrorValue
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.feedback import feedback
from xlkit.comparison.sides.market import MarketTheme
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.intake import shared_reader
from xlkit.intake.log import Ledger
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import FIVE, Scale
from xlkit.returns.completed import Return

FOUR = Scale.of(4)
COSTING = (1, 2, 2, 4, 4)  # cumulated 1, 3, 3 of 5: 1 − (1 + 2 + 2) / 7.5
Levels = Mapping[str, int | None]


def providers(known: Mapping[str, Instrument], *levels: Levels) -> list[Return]:
    return [answered(known[PROVIDER.name], f"Provider {n}", one) for n, one in enumerate(levels)]


def costing(known: Mapping[str, Instrument], own: int | None = 3, levels: Sequence[int] = COSTING) -> Ledger:
    """Providers on costing, and a council on prices."""
    theirs = providers(known, *({"costing": level} for level in levels))
    return ledger(*theirs, answered(known[COMMISSIONER.name], "Ash", {"prices": own}))


def compared(known: Mapping[str, Instrument], given: Ledger, earlier: Sequence[Return] = ()) -> Comparison:
    return compare(known, CROSSWALK, given, AS_AT, "Spring", earlier=earlier)


def costs(comparison: Comparison) -> MarketTheme:
    (market,) = comparison.markets
    return next(theme for theme in market.themes if theme.theme.name == "costs")


def test_four_levels_are_compared_as_five_are() -> None:
    """Every measure of a theme, where both sides have four levels."""
    known = instruments(4, 4)
    found = costs(compared(known, costing(known)))
    assert found.providers == Distribution((1, 2, 0, 2), FOUR)
    assert (found.level, found.gap, found.dominance, found.quadrant) == (3, 1, 0.2, "support providers")
    assert standing(found).low_share == 0.6
    assert found.providers.agreement == pytest.approx(1 / 3)
    assert (standing(found).median, found.providers.band, found.providers.polarised) == (2, "split", "yes")


def test_seven_levels_have_their_own_low_ones(tmp_path: Path) -> None:
    """Three of seven are low, five to seven high, and the workbook counts seven."""
    known = instruments(7, 7)
    comparison = compared(known, costing(known, 5, (1, 3, 4, 5, 7)))
    found = costs(comparison)
    assert standing(found).counts == (1, 0, 1, 1, 1, 0, 1)
    assert (standing(found).low_share, found.quadrant) == (0.4, "support providers")
    consolidated_workbook.write(comparison, tmp_path / "a.xlsx")
    headers = list(tables.rows(load_workbook(tmp_path / "a.xlsx"), "Themes_1")[0])
    assert [text for text in headers if str(text).startswith("At level")] == [f"At level {n}" for n in range(1, 8)]
    assert "Share at 1–3" in headers


def test_what_a_template_says_comes_before_what_is_usual() -> None:
    """Its own low levels count, and its own cut parts quadrants, whatever the round says."""
    known = {name: replace(one, low=1, cut=3.0) for name, one in instruments(4, 4).items()}
    found = costs(compare(known, CROSSWALK, costing(known), AS_AT, cut=2))
    assert (standing(found).low_share, found.quadrant) == (0.2, "joint priority")


def test_the_round_s_cut_is_for_five_levels() -> None:
    """Four part in the middle all the same."""
    four, five = instruments(4, 4), instruments(5, 5)
    for known, parted in ((four, 2.5), (five, 4)):
        comparison = compare(known, CROSSWALK, costing(known), AS_AT, cut=4)
        assert comparison.quadrants_part_at == parted
        assert costs(comparison).common == replace(comparison.markets[0].scale, cut=parted)


def test_two_scales_stand_beside_each_other_and_are_never_subtracted() -> None:
    """Providers on four and a council on five: both are there, and nothing is said of the distance between them."""
    known = instruments(4, 5)
    comparison = compared(known, costing(known))
    found = costs(comparison)
    assert (found.level, standing(found).counts, found.rank) == (3, (1, 2, 0, 2), 1)
    assert (found.common, found.gap, found.dominance, found.quadrant) == (None, None, None, None)
    table = json.loads(json.dumps(consolidated_workbook.data(comparison)))["tables"]["Themes_1"]
    row = next(row for row in table["rows"] if row["theme"] == found.theme.title)
    assert (row["commissioner"], row["n"], row["gap"], row["quadrant"]) == (3, 5, None, None)


def test_the_sheet_of_two_scales_has_no_gap(tmp_path: Path) -> None:
    """In the consolidated and the shared workbook, which say why."""
    known = instruments(4, 5)
    comparison = compared(known, costing(known))
    consolidated_workbook.write(comparison, tmp_path / "a.xlsx")
    shared_workbook.write(share(comparison), tmp_path / "b.xlsx")
    for name in ("a.xlsx", "b.xlsx"):
        book = load_workbook(tmp_path / name, data_only=True)
        assert "five and four steps" in tables.told(book["By theme"])
        (row,) = [one for one in tables.rows(book, "Themes_1") if one["Theme"] == "Costs and prices"]
        assert (row["Commissioner level"], row["At level 4"], row["Middle provider"]) == (3, 2, 2)
        assert {row[key] or None for key in ("Gap", "Providers below less above", "What it calls for")} == {None}
        assert "At level 5" not in row


def test_the_summary_of_two_scales_says_nothing_of_gaps() -> None:
    """What to take up first is the providers' own; what differs would be of both."""
    known = instruments(4, 5)
    said = consolidated_workbook.data(compared(known, costing(known)))["summary"]
    headings = {line["heading"] for line in said}  # type: ignore[attr-defined] # as JSON has it
    assert "Take up first" in headings
    assert "Where the two sides differ most" not in headings


def test_movement_has_a_row_and_a_column_for_each_level() -> None:
    """Four by four, with those who joined and left apart."""
    known = instruments(4, 4)
    before = [of_round(one, "Autumn") for one in providers(known, {"costing": 1}, {"costing": 4}, {"strategy": 2})]
    now = ledger(*providers(known, {"costing": 3}, {"costing": 4}, {"costing": 2}))
    (movement,) = compared(known, now, before).movements
    found = next(one for one in movement.items if one.item.name == "costing")
    assert found.transitions == ((0, 0, 1, 0), (0,) * 4, (0,) * 4, (0, 0, 0, 1))
    assert (found.up, found.same, found.joined, found.left) == (1, 1, 1, 0)


def test_feedback_calls_strong_what_is_high_on_its_scale() -> None:
    """Three of four is, three of five is not."""
    for steps, strong in ((4, ["culture", "costing"]), (5, ["culture"])):
        known = instruments(steps, 5)
        (found,) = feedback(compared(known, ledger(*providers(known, {"costing": 3, "culture": 4, "strategy": 2}))))
        assert [topic.item.name for topic in found.strengths] == strong


def test_items_on_another_scale_than_most_are_not_compared() -> None:
    """They stand among the answers alone, and a note says so."""
    first, second, *rest = with_steps(PROVIDER, 4).sections
    mixed = replace(PROVIDER, sections=(with_steps(PROVIDER, 3).sections[0], second, *rest))
    assert mixed.scale == Scale.of(4)
    comparison = compared({PROVIDER.name: mixed}, ledger(answered(mixed, "A", {"strategy": 1, "costing": 2})))
    assert [item.name for item in comparison.panels[0].items] == [item.name for item in second.items]
    (said,) = {note.text for note in comparison.notes if note.kind == "other scale"}
    assert "not on the scale of four levels" in said
    assert [note.subject for note in comparison.notes if note.kind == "other scale"] == ["1.1 Strategy", "1.2 Culture"]
    assert len(first.items) == 2


def test_of_two_scales_as_common_the_one_of_more_steps_is_compared() -> None:
    """And an instrument without levels has the usual scale, on which it has nothing."""
    one, two, _ = PROVIDER.sections
    even = replace(two, items=two.items[:2])
    assert replace(PROVIDER, sections=(with_steps(PROVIDER, 3).sections[0], even)).scale == FIVE
    assert replace(PROVIDER, sections=()).scale == FIVE
    assert one.items[0].steps == FIVE.steps


def test_evidence_is_looked_for_at_high_levels() -> None:
    """The note names those of the scale."""
    for steps, said in ((3, "Level 3 without"), (4, "Level 3 or 4 without"), (7, "Level 5, 6 or 7 without")):
        known = instruments(5, steps)
        notes = compared(known, ledger(answered(known[COMMISSIONER.name], "Ash", {"prices": steps}))).notes
        assert [note.text for note in notes if note.text.startswith(said)]


@pytest.mark.parametrize(("theirs", "own"), [(4, 4), (4, 5), (7, 3), (5, 4)])
def test_counts_read_back_as_they_were(theirs: int, own: int, tmp_path: Path) -> None:
    """With as many levels as the scale has, and the steps of the council's own levels where they are others."""
    known = instruments(theirs, own)
    shared = share(compared(known, costing(known)))
    shared_workbook.write(shared, tmp_path / "a.xlsx")
    found = shared_reader.read(raw(tmp_path / "a.xlsx"), known, CROSSWALK)
    assert found.counted == shared.counted[0]
    headers = [cell.value for cell in load_workbook(tmp_path / "a.xlsx")["Counts"][4]]
    assert [text for text in headers if str(text).startswith("level_")] == [f"level_{n}" for n in range(1, theirs + 1)]
    assert ("own_steps" in headers) == (theirs != own)


def test_counts_of_another_scale_are_not_taken(tmp_path: Path) -> None:
    """A template that has five levels here and had four there."""
    known = instruments(4, 4)
    shared_workbook.write(share(compared(known, costing(known))), tmp_path / "a.xlsx")
    found = shared_reader.read(raw(tmp_path / "a.xlsx"), instruments(5, 4), CROSSWALK)
    (issue,) = found.issues
    assert issue.code == "council-workbook"


@pytest.mark.parametrize(("own", "gaps"), [(4, [0, 1]), (5, [None, None])])
def test_a_region_on_four_levels(own: int, gaps: list[float | None], tmp_path: Path) -> None:
    """Counts of councils are added up; a council on another scale than its providers has no gap."""
    known = instruments(4, own)
    councils = {"Ash": (3, 3, 3, 3, 3), "Oak": (1, 2, 2, 2, 4)}
    rounds = [
        council(name, [{"costing": one} for one in levels], {"prices": 3}, known) for name, levels in councils.items()
    ]
    paths = [for_everybody(tmp_path / f"{number}.xlsx", one, known=known) for number, one in enumerate(rounds)]
    comparison = compared(known, merged(*paths, known=known))
    assert comparison.region is not None
    (side,) = comparison.region.sides
    found = next(theme for theme in side.themes if theme.theme.name == "costs")
    assert found.found == Distribution((1, 3, 5, 1), FOUR)
    assert [one.gap for one in found.units] == gaps
    consolidated_workbook.write(comparison, tmp_path / "region.xlsx")
    found_there = tables.rows(load_workbook(tmp_path / "region.xlsx", data_only=True), "Councils_1")
    written = [row for row in found_there if row["Theme"] == "Costs and prices"]
    assert [row["Gap"] for row in written][:2] == gaps
    assert [row["At level 3"] for row in written] == [5, 0, 5]


def random_round(seed: int, known: Mapping[str, Instrument]) -> Ledger:
    """Providers, two councils' people, and providers about a council, anywhere on their scales."""
    chance = Random(seed)

    def levels(instrument: Instrument) -> dict[str, int | None]:
        return {item.name: chance.choice((None, *range(1, item.steps + 1))) for item in instrument.items if item.steps}

    provider, market = known[PROVIDER.name], known[COMMISSIONER.name]
    mine = [
        answered(provider, f"P{n}", levels(provider), locality="North", actions=[action("costing"), action("culture")])
        for n in range(7)
    ]
    views = [answered(market, f"C{n % 2}", levels(market), respondent=f"Officer {n}") for n in range(4)]
    others = [
        answered(market, f"P{n}", levels(market), perspective=Perspective.PROVIDER, subject="C0") for n in range(4)
    ]
    rated = [
        answered(provider, "C0", levels(provider), perspective=Perspective.COMMISSIONER, subject=f"P{n}")
        for n in range(3)
    ]
    return ledger(*mine, *views, *others, *rated)


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("theirs", "own"), [(3, 5), *(pytest.param(*steps, marks=pytest.mark.slow) for steps in ((4, 4), (7, 4)))]
)
def test_every_stored_value_is_true(theirs: int, own: int, calc: Calc, tmp_path: Path) -> None:
    """LibreOffice, calculating everything afresh, comes to what is stored in every formula cell, and to no error."""
    known = instruments(theirs, own)
    given = random_round(theirs, known)
    before = [of_round(entry.completed, "Autumn") for entry in random_round(own, known).entries if entry.completed]
    consolidated_workbook.write(compared(known, given, before), tmp_path / "a.xlsx")
    cells = calc.recalculate(tmp_path / "a.xlsx")
    every = {(sheet, place): cell for sheet, found in cells.items() for place, cell in found.items()}
    assert [place for place, cell in every.items() if cell.stale or cell.stored is None] == []
    assert [place for place, cell in every.items() if isinstance(cell.value, ErrorValue)] == []


@pytest.mark.parametrize(("steps", "own", "shades"), [(4, 4, 4), (7, 7, 7), (4, 5, 0)])
def test_the_middle_of_levels_is_shaded_as_they_are(steps: int, own: int, shades: int, tmp_path: Path) -> None:
    """With a shade for each step of its scale, beside the council's, unless that one has others."""
    known = instruments(steps, own)
    consolidated_workbook.write(compared(known, costing(known)), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["By theme"]
    (middle,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Middle provider"]
    first = f"{middle.column_letter}{middle.row + 1}"
    rules = [rule for each in sheet.conditional_formatting if first in each for rule in each.rules]
    assert len(rules) == shades
