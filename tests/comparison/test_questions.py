"""Questions off the scales, from the answers to the consolidated workbook and what everybody may see, by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.plain import TRAVEL, compared, many, question, said
from tests.builders.rounds import AS_AT, ledger
from tests.oracle.book import differences, recalculate
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.published import SharedQuestion
from xlkit.comparison.other_scales.questions import DIFFER, Said
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Side
from xlkit.form.item import Kind
from xlkit.form.xlsform.expressions import parse
from xlkit.intake.log import Ledger


def several(name: str, *answers: Said) -> tuple[Said, ...]:
    """What stands for one organisation whose people gave these answers."""
    given = [said("A", {name: one} if one is not None else {}, f"{place}") for place, one in enumerate(answers)]
    return question(name, *given).answers


def shown(number: int, smallest: int = 5) -> dict[str, SharedQuestion]:
    """The questions that everybody may see, by name."""
    rows = [one for each in share(compared(*many(number), smallest=smallest)).questions for one in each.rows]
    return {one.item.name: one for one in rows}


def test_choices_are_counted_and_blanks_are_not() -> None:
    """Of three that answered two picked the first; who answered nothing is not among them."""
    answers = {"A": "yes", "B": "yes", "C": "no", "D": ""}
    found = question("pays", *(said(name, {"pays": one}) for name, one in answers.items()))
    assert (found.n, found.counts) == (3, (2, 1))


@pytest.mark.parametrize(
    ("facts", "total"),
    [({}, 7.0), ({"title": "Who left, %"}, None), ({"kind": Kind.DECIMAL}, None), ({"calculation": parse("1")}, None)],
)
def test_only_what_counts_something_is_added_up(facts: dict[str, Any], total: float | None) -> None:
    """Whole numbers that people typed; a sum of shares, of rates or of what is worked out is no figure."""
    found = question("staff", said("A", {"staff": 3.0}), said("B", {"staff": 4.0}))
    assert replace(found, item=replace(found.item, **facts)).total == total


def test_each_tick_counts() -> None:
    """Of several choices that may be ticked each counts by itself, and who answered counts once."""
    found = question("gives", said("A", {"gives": "home day"}), said("B", {"gives": "day"}))
    assert (found.n, found.counts) == (2, (1, 2, 0))


@pytest.mark.parametrize(
    ("name", "answers", "stands"),
    [
        ("pays", ("yes", "yes"), "yes"),
        ("pays", ("yes", None), "yes"),
        ("pays", ("yes", "no"), DIFFER),
        ("gives", ("home day", "home"), DIFFER),
        ("staff", (4.0, 9.0), 4.0),
        ("staff", (4.0, 9.0, 7.0), 7.0),
        ("since", (date(2020, 1, 1), date(2018, 1, 1)), date(2018, 1, 1)),
    ],
)
def test_of_several_people_of_one_organisation_one_answer_stands(
    name: str, answers: tuple[Said, ...], stands: Said
) -> None:
    """The low middle of numbers and dates, a choice that all of them pick, and otherwise that they differ."""
    assert several(name, *answers) == (stands,)


def test_what_was_not_needed_counts_for_nothing(tmp_path: Path) -> None:
    """Whoever does not pay is not asked how much; of whoever was never asked whether they pay that is not known."""
    (section,) = TRAVEL.sections
    asked_if = parse("${pays} = 'yes'")
    items = tuple(replace(item, relevant=asked_if) if item.name == "rate" else item for item in section.items)
    instrument = replace(TRAVEL, sections=(replace(section, items=items),))
    returns = [said("A", {"pays": "yes", "rate": 11.0}), said("B", {"pays": "no", "rate": 99.0})]
    last = said("C", {"rate": 12.0})
    returns.append(replace(last, answers=tuple(answer for answer in last.answers if answer.item != "pays")))
    found = compare({"travel": instrument}, Crosswalk(()), ledger(*returns), AS_AT, "Spring")
    rate = next(one for one in found.matrices[0].questions if one.item.name == "rate")
    assert rate.numbers == [11.0, 12.0]
    consolidated_workbook.write(found, tmp_path / "all.xlsx")
    assert differences(tmp_path / "all.xlsx") == []


def test_quartiles_are_those_that_spreadsheets_have() -> None:
    """Of 1 to 8 the lower quartile is 2.75."""
    found = question("staff", *many(8))
    assert [found.quartile(quarter) for quarter in range(5)] == [1.0, 2.75, 4.5, 6.25, 8.0]


def test_texts_are_gathered() -> None:
    """A text without a role stands among those in their words."""
    told = compared(said("A", {"why": "Time"}), said("B", {"staff": 1.0})).matrices[0].gathered
    assert [one.answer.value for one in told] == ["Time"]


def test_what_the_workbook_stores_is_true_and_follows_an_edit(tmp_path: Path) -> None:
    """Every formula comes to what was worked out, also of an organisation of three people, and follows the answers."""
    people = (said("Group", {"pays": one, "gives": "home", "staff": 5.0}, one) for one in ("yes", "no"))
    path = tmp_path / "all.xlsx"
    consolidated_workbook.write(compared(*many(7), *people), path)
    assert differences(path) == []
    written = load_workbook(path)
    (choices, picked), (answers, answered) = (tables.place(written, name) for name in ("Choices_1", "Answers_1"))
    first = f"E{picked.min_row + 1}"
    heading = next(cell for cell in answers[answered.min_row] if str(cell.value).startswith("1.1 "))
    last = f"{heading.coordinate.rstrip('0123456789')}{answered.max_row}"  # who said yes
    counted = [recalculate(path, edits).value(choices.title, first) for edits in ({}, {(answers.title, last): "No"})]
    assert counted == [5.0, 4.0]


def test_the_summary_speaks_of_what_was_answered() -> None:
    """It says what most picked and where half of the numbers lie, and nothing of actions that nobody plans."""
    told = str(consolidated_workbook.data(compared(*many(7)))["summary"])
    assert "Do you pay for the time between visits? most often “Yes”, 5 of 7" in told
    assert "How many care workers are there: half of the 7 lie between 2.5 and 5.5" in told
    assert "Actions" not in told


@pytest.mark.parametrize(("number", "names"), [(4, []), (5, ["pays", "gives", "staff", "rate", "since"])])
def test_everybody_sees_counts_of_the_smallest_group_or_more(number: int, names: list[str]) -> None:
    """Of fewer nothing is shown."""
    assert list(shown(number)) == names


@pytest.mark.parametrize(("number", "is_shown"), [(9, False), (10, True)])
def test_quartiles_need_twice_the_smallest_group(number: int, *, is_shown: bool) -> None:
    """Below that there is the count alone, and of dates nothing but how many there are."""
    staff, since = shown(number)["staff"], shown(number)["since"]
    assert (staff.n, staff.quartile(2) is not None, since.middle_day is not None) == (number, is_shown, is_shown)


def test_no_text_and_no_extreme_is_shared(tmp_path: Path) -> None:
    """The lowest and highest numbers, the first and last dates and all texts stay inside."""
    path = tmp_path / "shared.xlsx"
    shared_workbook.write(share(compared(*many(12))), path)
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row]
    headings = {"Lowest", "Highest", "All together", "From", "To"}
    assert not headings & {cell for cell in cells if isinstance(cell, str)}
    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith(("A text of", "Provider "))]
    assert {"Lower quarter", "Picked"} <= {cell for cell in cells if isinstance(cell, str)}


def test_a_region_adds_up_the_councils_that_are_large_enough() -> None:
    """Seven of one council and five of another count, four of a third do not."""
    councils = {"Marsh": 7, "Hill": 5, "Dale": 4}
    given = ((name, ledger(*many(number, f"{name} provider"))) for name, number in councils.items())
    entries = [
        replace(entry, path=f"{name} {entry.path}", council=name) for name, each in given for entry in each.entries
    ]
    found = share(compare({"travel": TRAVEL}, Crosswalk(()), Ledger(tuple(entries)), AS_AT))
    assert [one.n for one in found.questions[0].rows if one.item.name == "pays"] == [12]


def test_what_councils_say_of_themselves_is_not_counted_for_everybody() -> None:
    """Of a council's own form there are no counts of others; the near miss is that of providers."""
    own = {"travel": replace(TRAVEL, side=Side.COMMISSIONER)}
    found = share(compare(own, Crosswalk(()), ledger(*many(12)), AS_AT))
    assert (found.questions, [one.what for one in found.withheld][:1]) == (
        (),
        ["Travel and pay: questions without a scale"],
    )
