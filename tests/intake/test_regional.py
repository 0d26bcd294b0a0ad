"""Which council each entry belongs to, and what becomes of a council that is given twice."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.regions import council, for_everybody, internal, merged, of_round, raw
from tests.builders.rounds import COMMISSIONER, INSTRUMENTS, PROVIDER, answered
from xlkit.form.instrument import Instrument
from xlkit.intake import consolidated_reader, duplicates, regional
from xlkit.intake.council_workbook import LOOSE, SEPARATOR
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.completed import Return

A = council("A", [{"strategy": 2}] * 6, {"leadership": 3})
B = council("B", [{"strategy": 4}] * 7, {"leadership": 1})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Internal and shared workbooks of two councils."""
    folder = tmp_path_factory.mktemp("councils")
    for name, given in (("a", A), ("b", B)):
        internal(folder / f"{name}.xlsx", given)
        for_everybody(folder / f"{name}-shared.xlsx", given)
    return folder


def returns(given: Ledger) -> list[Return]:
    return [entry.completed for entry in given.entries if entry.completed is not None]


def by_status(found: Ledger) -> dict[str, int]:
    return {status.value: many for status, many in found.counts.items() if many}


def last_code(entry: Entry) -> str:
    return entry.issues[-1].code if entry.issues else ""


def councils(found: Ledger) -> set[str]:
    return {entry.council for entry in found.merged}


def test_a_workbook_is_one_entry_for_each_return(folder: Path) -> None:
    """As an archive is for each of its files; the paths name workbook and return."""
    found = merged(folder / "a.xlsx")
    assert by_status(found) == {"valid": 7}
    ids = sorted(one.identity.return_id for one in returns(A))
    assert [one.path for one in found.entries] == [f"a.xlsx{SEPARATOR}{id_}" for id_ in ids]


def test_a_return_that_also_came_as_a_file_is_a_duplicate(folder: Path) -> None:
    """Whichever is named first stays, and both belong to the council whose workbook keeps it."""
    found = merged(folder / "a.xlsx", folder / "b.xlsx", loose=returns(A)[:2])
    assert by_status(found) == {"valid": 15, "duplicate": 2}
    assert councils(found) == {"A", "B"}


def test_a_return_that_differs_from_its_file_is_a_conflict(folder: Path) -> None:
    """Neither is preferred."""
    one = returns(A)[1]
    changed = replace(one, answers=(replace(one.answers[0], level=5, value="5"), *one.answers[1:]))
    assert by_status(merged(folder / "a.xlsx", loose=[changed])) == {"valid": 6, "conflict": 2}


def test_the_same_workbook_twice_is_all_duplicates(folder: Path, tmp_path: Path) -> None:
    """Each return counts once."""
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes((folder / "a.xlsx").read_bytes())
    assert by_status(merged(folder / "a.xlsx", copy)) == {"valid": 7, "duplicate": 7}


def test_shared_figures_beside_the_returns_are_not_added(folder: Path) -> None:
    """The returns say more, and nobody counts twice."""
    found = merged(folder / "a.xlsx", folder / "a-shared.xlsx", folder / "b-shared.xlsx")
    assert by_status(found) == {"valid": 8, "superseded": 1}
    (aside,) = (one for one in found.entries if one.status is Status.SUPERSEDED)
    assert (aside.path, last_code(aside)) == ("a-shared.xlsx", "returns-given")
    assert councils(found) == {"A", "B"}


def test_shared_figures_of_another_council_stay(folder: Path) -> None:
    """A near miss: the returns of one, the counts of the other."""
    found = merged(folder / "a.xlsx", folder / "b-shared.xlsx")
    assert {last_code(one) for one in found.entries if one.counted} == {"counts-alone"}
    assert by_status(found) == {"valid": 8}


def test_the_same_shared_workbook_twice_counts_once(folder: Path, tmp_path: Path) -> None:
    """The second is a duplicate."""
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes((folder / "b-shared.xlsx").read_bytes())
    found = merged(folder / "b-shared.xlsx", copy)
    assert by_status(found) == {"valid": 1, "duplicate": 1}
    assert last_code(found.entries[1]) == "same-counts"


def test_two_different_shared_workbooks_of_a_council_contradict(folder: Path, tmp_path: Path) -> None:
    """Neither is preferred, and each names the other."""
    other = for_everybody(tmp_path / "later.xlsx", council("B", [{"strategy": 4}] * 8, {"leadership": 1}))
    found = merged(folder / "b-shared.xlsx", other, folder / "a.xlsx")
    assert by_status(found) == {"valid": 7, "conflict": 2}
    contradicting = [one for one in found.entries if one.status is Status.CONFLICT]
    assert [last_code(one) for one in contradicting] == ["other-counts"] * 2
    assert "later.xlsx" in contradicting[0].issues[-1].message


def test_loose_returns_belong_to_the_council_of_the_round(folder: Path) -> None:
    """As its control workbook names it."""
    loose = [of_round(answered(PROVIDER, "Loose", {"strategy": 1}), "Spring C")]
    assert councils(merged(folder / "a.xlsx", loose=loose, council_name="C")) == {"A", "C"}


def test_loose_returns_belong_to_their_only_commissioner(folder: Path) -> None:
    """Where no round names a council; of two commissioners it would be a guess."""
    provider = of_round(answered(PROVIDER, "Loose", {"strategy": 1}), "Spring C")
    own = [of_round(answered(COMMISSIONER, name, {"leadership": 1}), "Spring C") for name in ("C", "D")]
    assert councils(merged(folder / "a.xlsx", loose=[provider, own[0]])) == {"A", "C"}
    assert councils(merged(folder / "a.xlsx", loose=[provider, *own])) == {"A", LOOSE}
    assert councils(merged(folder / "a.xlsx", loose=[provider])) == {"A", LOOSE}


def test_without_a_council_s_workbook_nothing_changes() -> None:
    """A merge of returns alone has no councils."""
    assert councils(merged(loose=returns(A))) == {""}


def test_rounds_are_those_that_each_council_states(folder: Path) -> None:
    """Shared figures state theirs too; a return that states none belongs to any."""
    found = merged(folder / "a.xlsx", folder / "b-shared.xlsx", loose=[answered(PROVIDER, "Loose", {})])
    assert regional.rounds(found) == {"A": ("Spring A",), "B": ("Spring B",), LOOSE: ("Spring",)}
    blank = replace(answered(PROVIDER, "Loose", {}).identity, round="")
    plain = [replace(one, identity=blank) for one in [answered(PROVIDER, "Loose", {})]]
    assert regional.rounds(merged(loose=[*returns(A)[:1], *plain])) == {"": ("Spring A",)}


def test_a_region_s_own_workbook_keeps_its_councils_apart(folder: Path, tmp_path: Path) -> None:
    """Merged again beside a third, there are three."""
    region = internal(tmp_path / "region.xlsx", merged(folder / "a.xlsx", folder / "b.xlsx"))
    third = for_everybody(tmp_path / "c.xlsx", council("C", [{"strategy": 1}] * 5, {"leadership": 2}))
    found = merged(region, third)
    assert councils(found) == {"A", "B", "C"}
    assert by_status(found) == {"valid": 16}


def test_an_incomplete_return_is_incomplete_again(tmp_path: Path) -> None:
    """Its blanks are those of required items; optional ones are no fault."""
    source = internal(tmp_path / "a.xlsx", council("A", [{"strategy": 2}]))
    strict = {name: _required(one) if name == PROVIDER.name else one for name, one in INSTRUMENTS.items()}
    (kept,) = consolidated_reader.read(raw(source), strict).returns
    assert {one.code for one in kept.issues} == {"no-answer"}
    assert {one.item for one in kept.issues} == {"culture", "costing", "invoicing", "accounting"}


def _required(instrument: Instrument) -> Instrument:
    """The instrument with an answer required wherever there are levels."""
    sections = tuple(
        replace(one, items=tuple(replace(item, required=item.has_levels) for item in one.items))
        for one in instrument.sections
    )
    return replace(instrument, sections=sections)


def same_id(*councils_: str, level: int = 2) -> Ledger:
    """One provider's answers under one return id, as the workbooks of some councils keep them."""
    mine = answered(PROVIDER, "Everywhere Care", {"strategy": level})
    kept = (
        Entry(
            f"{name}.xlsx{SEPARATOR}{mine.identity.return_id}", "", 1, Status.VALID,
            replace(mine, identity=replace(mine.identity, council=name)), council=name,
        )
        for name in councils_
    )  # fmt: skip
    return Ledger(tuple(kept))


@pytest.mark.parametrize("level", [2, 4])
def test_a_provider_counts_once_in_each_council(level: int) -> None:
    """The same return id in two councils is two returns, the same answers or others, told apart by ids of their own."""
    both = (*same_id("A").entries, *same_id("B", level=level).entries)
    found = regional.assign(duplicates.settle(both), INSTRUMENTS)
    assert by_status(found) == {"valid": 2}
    assert councils(found) == {"A", "B"}
    assert len({one.identity.return_id for one in returns(found)}) == 2
    assert {last_code(entry) for entry in found.entries} == {"id-in-councils"}


def test_in_one_council_it_counts_once() -> None:
    """However its workbooks spell the council's name."""
    found = regional.assign(duplicates.settle(same_id("A", "The A").entries), INSTRUMENTS)
    assert by_status(found) == {"valid": 1, "duplicate": 1}


def test_a_file_goes_to_the_council_that_keeps_its_answers() -> None:
    """Of two councils that have one return id it doubles the one that says the same, and keeps nobody else's out."""
    mine = same_id("", level=4).entries[0]
    file = replace(mine, path="file.xlsx", council="")
    found = regional.assign(
        duplicates.settle((*same_id("A").entries, *same_id("B", level=4).entries, file)), INSTRUMENTS
    )
    assert by_status(found) == {"valid": 2, "duplicate": 1}
    assert {entry.council for entry in found.entries if entry.path == "file.xlsx"} == {"B"}


def test_what_the_rounds_own_council_issued_keeps_its_id() -> None:
    """Its decisions and recipients are by that id."""
    both = (*same_id("A").entries, *same_id("B", level=4).entries)
    found = regional.assign(duplicates.settle(both), INSTRUMENTS, "A")
    ids = {entry.council: entry.completed.identity.return_id for entry in found.entries if entry.completed}
    assert ids["A"] == returns(same_id("A"))[0].identity.return_id != ids["B"]
