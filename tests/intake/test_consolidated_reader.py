"""A consolidated workbook read back: the returns it keeps, and what was edited in it."""

from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.workbook import Workbook as Book

from tests.builders.forms import written
from tests.builders.opened import load_workbook
from tests.builders.regions import council, internal, kept, of_round, raw
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.respondent import respondent_workbook
from xlkit.comparison.compare import compare
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Setting
from xlkit.form.item import Item
from xlkit.intake.consolidated_reader import is_consolidated, read
from xlkit.intake.council_workbook import SMALLEST_GROUP, Kept
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.completed import Return
from xlkit.returns.raw import CellRef
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.round import identities

ANSWERS = "Provider answers"


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return xlsform.find(assessments.PROVIDERS)


@pytest.fixture(scope="module")
def returns(instrument: Instrument, tmp_path_factory: pytest.TempPathFactory) -> list[Return]:
    """Three providers' returns as they are understood, in the order of their return ids."""
    folder, found = tmp_path_factory.mktemp("returned"), []
    for number, each in zip(range(3), assessments.provider_returns(instrument), strict=False):
        path = folder / f"{number}.xlsx"
        who = identities.issued(instrument, each.recipient, assessments.ROUND.name)
        respondent_workbook.write(path, instrument, who, assessments.ROUND, each.draft)
        returned = read_bytes(path.read_bytes()).raw
        assert returned is not None
        completed = Validator({instrument.name: instrument})(returned).completed
        assert completed is not None
        found.append(completed)
    return found


@pytest.fixture(scope="module")
def path(instrument: Instrument, returns: list[Return], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their consolidated workbook."""
    entries = [Entry(f"{number}.xlsx", "", 1, Status.VALID, each) for number, each in enumerate(returns)]
    comparison = compare(
        {instrument.name: instrument},
        xlsform.load_crosswalk(),
        Ledger(tuple(entries)),
        date(2027, 4, 6),
        assessments.ROUND.name,
    )
    path = tmp_path_factory.mktemp("merged") / "consolidated.xlsx"
    consolidated_workbook.write(comparison, path)
    return path


def kept_of(path: Path, instrument: Instrument) -> list[Return]:
    return [one.completed for one in kept(path, {instrument.name: instrument})]


def levels(found: list[Return]) -> set[tuple[str, str, int | None]]:
    return {(one.identity.return_id, answer.item, answer.level) for one in found for answer in one.answers}


@cache
def of_ash() -> bytes:
    """The workbook of a small round."""
    with TemporaryDirectory() as folder:
        return internal(Path(folder) / "ash.xlsx", council("Ash", [{"strategy": 2, "culture": 3}])).read_bytes()


def edited(tmp_path: Path, change: Callable[[Book], None]) -> tuple[Kept, ...]:
    """What that workbook keeps after an edit that recalculated nothing."""
    book = load_workbook(BytesIO(of_ash()), data_only=True)
    change(book)
    book.save(tmp_path / "after.xlsx")
    return kept(tmp_path / "after.xlsx")


def codes(found: tuple[Kept, ...]) -> list[str]:
    return [one.code for each in found for one in each.issues]


def test_levels_evidence_and_actions_come_back(path: Path, instrument: Instrument, returns: list[Return]) -> None:
    """Whose they are, every answer, every evidence text and every action with its date and status are as merged."""
    found = {each.identity.return_id: each for each in kept_of(path, instrument)}
    assert found.keys() == {each.identity.return_id for each in returns}
    for each in returns:
        same = found[each.identity.return_id]
        assert replace(same.identity, content_hash="", language="") == replace(
            each.identity, content_hash="", language="", settings=(), meaning=""
        )
        assert [(a.item, a.level, a.value, a.evidence) for a in same.answers] == [
            (a.item, a.level, a.value, a.evidence) for a in each.answers
        ]
        # The register may be sorted as one likes, and says where each action stands in it.
        nowhere = CellRef("", 0, 0)
        read, given = (sorted(repr(replace(a, cell=nowhere)) for a in one.actions) for one in (same, each))
        assert read == given


def test_a_consolidated_workbook_is_told_from_a_return(path: Path, tmp_path: Path) -> None:
    """A returned workbook is none."""
    assert is_consolidated(raw(path))
    assert not is_consolidated(raw(written(tmp_path / "return.xlsx", Draft())))


def test_rows_that_a_team_wrote_above_or_sorted_do_not_matter(
    path: Path, instrument: Instrument, tmp_path: Path
) -> None:
    """The tables are found by their headings, wherever they stand and whatever stands beside them."""
    book = Workbook()
    book.active.title = "Ours"  # type: ignore[union-attr] # a new workbook has a sheet
    values = load_workbook(path, data_only=True)
    for name in ("Data", "Actions", ANSWERS):
        sheet = book.create_sheet(f"{name} of ours")
        sheet.append(["Our own note"])
        rows = [[cell.value for cell in row] for row in values[name].iter_rows(min_row=4)]
        for row in (rows[0], *reversed(rows[1:])):
            sheet.append(row)
    book.save(tmp_path / "edited.xlsx")
    again = kept(tmp_path / "edited.xlsx", {instrument.name: instrument})
    assert levels([one.completed for one in again]) == levels(kept_of(path, instrument))
    assert codes(again) == []


def test_a_data_sheet_that_holds_no_answers_is_refused(tmp_path: Path) -> None:
    """What was deleted cannot be read, and that is said in a sentence."""
    book = Workbook()
    book.active.title = "Guide"  # type: ignore[union-attr] # likewise
    book.create_sheet("Data").append(["return_id", "organisation"])
    book.save(tmp_path / "empty.xlsx")
    found = read(raw(tmp_path / "empty.xlsx"), {})
    assert [(one.code, found.returns) for one in found.issues] == [("council-workbook", ())]
    assert "its sheet Data holds no answers" in found.issues[0].message


def test_an_answer_edited_among_the_answers_is_the_one_that_counts(tmp_path: Path) -> None:
    """Also where nothing recalculated since, so that Data still says what stood there before; both are said."""

    def change(book: Book) -> None:
        book[ANSWERS].cell(5, 13).value = 4

    (one,) = edited(tmp_path, change)
    assert [(answer.item, answer.level, answer.value) for answer in one.completed.answers][:2] == [
        ("strategy", 4, "4"),
        ("culture", 3, "3"),
    ]
    (found,) = one.issues
    assert (found.code, found.cell.a1 if found.cell else "") == ("edited-answer", "M5")
    assert "says 4 for 1.1 Strategy, and Data still says 2" in found.message


def test_messages_speak_in_the_words_that_were_asked(tmp_path: Path) -> None:
    """What a round set in a title stands in it, and not the name of the setting."""
    section = PROVIDER.sections[0]
    asked = replace(section.items[0], title="Strategy by ${due}")
    instrument = replace(
        PROVIDER,
        sections=(replace(section, items=(asked, *section.items[1:])), *PROVIDER.sections[1:]),
        settings=(Setting("due", "When it is due", "Easter"),),
    )
    found = compare({PROVIDER.name: instrument}, CROSSWALK, ledger(answered(PROVIDER, "Ash", {"strategy": 2})), AS_AT)
    consolidated_workbook.write(found, tmp_path / "book.xlsx")
    book = load_workbook(tmp_path / "book.xlsx", data_only=True)
    book[ANSWERS].cell(5, 13).value = 4
    book.save(tmp_path / "edited.xlsx")
    (one,) = kept(tmp_path / "edited.xlsx", {PROVIDER.name: instrument})
    assert "says 4 for 1.1 Strategy by Easter, and Data still says 2" in one.issues[0].message


def test_an_answer_that_has_other_words_by_now_is_told(tmp_path: Path) -> None:
    """What was picked then is the same answer, and its words of then are told, as of a return; others' are not."""
    section = PROVIDER.sections[0]
    item = section.items[0]
    was = replace(item.choices[1], label=f"{item.choices[1].label} now")
    asked = replace(item, choices=(item.choices[0], was, *item.choices[2:]))
    other = section.items[1]
    sections = (replace(section, items=(asked, replace(other, title="Once"), *section.items[2:])),)
    older = replace(PROVIDER, version="0", sections=sections)
    levels = {"Ash": {item.name: 2}, "Elm": {item.name: 3}, "Oak": {other.name: 2}}
    said = ledger(*(answered(older, name, given) for name, given in levels.items()))
    consolidated_workbook.write(compare({older.name: older}, CROSSWALK, said, AS_AT), tmp_path / "book.xlsx")
    ash, elm, oak = kept(tmp_path / "book.xlsx", {PROVIDER.name: PROVIDER})
    assert [(found.code, found.item) for found in ash.issues] == [("statement-reworded", item.name)]
    assert [(found.code, found.item) for found in oak.issues] == [("question-reworded", other.name)]
    assert ash.issues[0].then.endswith("now")
    assert ash.completed.answers[0].level == 2
    assert elm.issues == ()


def test_an_edit_that_was_recalculated_needs_no_word(tmp_path: Path) -> None:
    """Where both say the same, nothing can be told from what was read, and nothing needs to be."""

    def change(book: Book) -> None:
        book[ANSWERS].cell(5, 13).value = 4
        headers = [cell.value for cell in book["Data"][4]]
        book["Data"].cell(5, headers.index("level") + 1).value = 4

    (one,) = edited(tmp_path, change)
    assert one.completed.answers[0].level == 4
    assert one.issues == ()


@pytest.mark.parametrize(
    ("typed", "code", "level"),
    [
        ("3", "edited-answer", 3),
        (3.0, "edited-answer", 3),
        (7, "unknown-choice", None),
        ("high", "unknown-choice", None),
    ],
)
def test_what_was_typed_is_taken_as_a_level_or_said(
    typed: str | float, code: str, level: int | None, tmp_path: Path
) -> None:
    """A level as text or number is one; anything else leaves the answer missing, with its cell."""

    def change(book: Book) -> None:
        book[ANSWERS].cell(5, 13).value = typed

    (one,) = edited(tmp_path, change)
    assert one.completed.answers[0].level == level
    assert codes((one,))[-1] == code


def test_a_return_without_its_row_among_the_answers_is_not_taken(tmp_path: Path) -> None:
    """Nobody can say whether the row was deleted by mistake."""

    def change(book: Book) -> None:
        book[ANSWERS].delete_rows(5)

    assert codes(edited(tmp_path, change)) == ["answers-gone"]


@pytest.mark.parametrize(
    ("heading", "typed"), [("organisation", None), ("return_id", None), ("perspective", "selve"), ("perspective", None)]
)
def test_whose_a_return_is_is_never_guessed(heading: str, typed: str | None, tmp_path: Path) -> None:
    """Without its organisation, its id or a perspective that there is, it is not taken; the cell is named."""

    def change(book: Book) -> None:
        column = [cell.value for cell in book["Data"][4]].index(heading) + 1
        for row in range(5, book["Data"].max_row + 1):
            book["Data"].cell(row, column).value = typed

    (one,) = edited(tmp_path, change)
    (found,) = (each for each in one.issues if each.code == "council-workbook")
    assert f"holds “{typed or ''}” as {heading}" in found.message


def test_a_workbook_as_written_says_nothing(tmp_path: Path) -> None:
    """Nothing was edited, and its council is the one whose own return it keeps."""
    given = council("Ash", [{"strategy": 2}], {"leadership": 3})
    found = kept(internal(tmp_path / "ash.xlsx", given))
    assert codes(found) == []
    assert {one.council for one in found} == {"Ash"}
    assert [one.completed.identity.round for one in found] == ["Spring Ash"] * 2


@pytest.mark.parametrize(("named", "expected"), [("", "Ash"), ("The County of Ash", "The County of Ash")])
def test_the_council_that_the_round_names_comes_first(named: str, expected: str, tmp_path: Path) -> None:
    """As the cover keeps it; without one the commissioner's return goes by its own name."""
    path = internal(tmp_path / "ash.xlsx", council("Ash", [{"strategy": 2}], {"leadership": 3}), council_name=named)
    assert {one.council for one in kept(path)} == {expected}


@pytest.mark.parametrize(("rates", "expected"), [(True, "Ash"), (False, "Spring Ash")])
def test_who_is_rated_as_a_provider_gives_no_council_its_name(rates: bool, expected: str, tmp_path: Path) -> None:
    """It sent the council's form alone, and the council rates it; unrated it could be a council as well."""
    slip = of_round(answered(COMMISSIONER, "Xtra Care", {"leadership": 5}), "Spring Ash")
    rating = answered(PROVIDER, "Ash", {"strategy": 2}, perspective=Perspective.COMMISSIONER, subject="Xtra Care")
    returns = [one.completed for one in council("Ash", [{"strategy": 2}], {"leadership": 3}).entries if one.completed]
    said = [*returns, slip, *([of_round(rating, "Spring Ash")] if rates else [])]
    assert {one.council for one in kept(internal(tmp_path / "a.xlsx", ledger(*said)))} == {expected}


@pytest.mark.parametrize("instrument", [COMMISSIONER, PROVIDER])
def test_a_provider_that_answers_as_a_commissioner_gives_no_council_its_name(
    instrument: Instrument, tmp_path: Path
) -> None:
    """Neither alone nor beside the council; the near miss answers as a provider alone."""
    slip = of_round(answered(instrument, "Ash provider 0", {"leadership": 1}, respondent="Slip"), "Spring Ash")
    for own, expected in (({"leadership": 3}, "Ash"), (None, "Spring Ash")):
        returns = [one.completed for one in council("Ash", [{"strategy": 2}], own).entries if one.completed]
        assert {one.council for one in kept(internal(tmp_path / "a.xlsx", ledger(*returns, slip)))} == {expected}


@pytest.fixture(scope="module")
def ash(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a council whose smallest group is twelve."""
    return internal(tmp_path_factory.mktemp("ash") / "ash.xlsx", council("Ash", [{"strategy": 2}]), 12)


@pytest.mark.parametrize(
    ("typed", "expected"), [(8, 8), (8.0, 8), (5.5, 0), ("eight", 0), (None, 0), (0, 0), (-3, 0), ("=4+4", 0)]
)
def test_the_smallest_group_on_the_cover_is_read_back(
    typed: float | str | None, expected: int, ash: Path, tmp_path: Path
) -> None:
    """A whole number counts; what an older version or an edit left out is not known."""
    assert read(raw(ash), INSTRUMENTS).smallest == 12
    book, path = load_workbook(ash), tmp_path / "typed.xlsx"
    (cell,) = (row[1] for row in book["Guide"].iter_rows(max_row=20) if row[0].value == SMALLEST_GROUP)
    cell.value = typed
    book.save(path)
    assert read(raw(path), INSTRUMENTS).smallest == expected


def test_without_a_commissioner_the_round_names_the_council(tmp_path: Path) -> None:
    """There is nothing better to go by."""
    assert {one.council for one in kept(internal(tmp_path / "ash.xlsx", council("Ash", [{}])))} == {"Spring Ash"}


def another_way_round(instrument: Instrument) -> Instrument:
    """A later version: statements from the last to the first, named and scored by their new places; topics renamed."""

    def turned(item: Item) -> Item:
        choices = (
            replace(choice, name=f"level_{level}", score=level)
            for level, choice in enumerate(reversed(item.choices), start=1)
        )
        return replace(item, name=f"{item.name}_now", choices=tuple(choices))

    sections = (replace(each, items=tuple(map(turned, each.items))) for each in instrument.sections)
    return replace(instrument, version="3", sections=tuple(sections))


def test_levels_are_those_of_the_statements_that_were_picked(path: Path, instrument: Instrument) -> None:
    """Where statements and topics were reordered and renamed since, each answer is to its own statement still."""
    then, now = kept_of(path, instrument), kept_of(path, another_way_round(instrument))
    assert [[(f"{a.item}_now", a.level and 6 - a.level, a.evidence) for a in each.answers] for each in then] == [
        [(a.item, a.level, a.evidence) for a in each.answers] for each in now
    ]
    assert [[f"{a.item}_now" for a in each.actions] for each in then] == [
        [a.item for a in each.actions] for each in now
    ]


def test_a_statement_that_is_gone_is_left_out_and_said(path: Path, instrument: Instrument) -> None:
    """It is never the one that has its number now."""
    given = next(answer for answer in kept_of(path, instrument)[0].answers if answer.level == 3)

    def without(item: Item) -> Item:
        other = (replace(each, label="We train our neighbours") if each.score == 3 else each for each in item.choices)
        return replace(item, choices=tuple(other)) if item.name == given.item else item

    sections = (replace(each, items=tuple(map(without, each.items))) for each in instrument.sections)
    later = replace(instrument, version="3", sections=tuple(sections))
    (first, *_) = kept(path, {instrument.name: later})
    answer = first.completed.answer(given.item)
    assert answer is not None
    assert answer.level is None
    assert [found.item for found in first.issues if found.code == "answer-unmatched"] == [given.item]
