"""The small templates keep their structure, their names, and the scale that most of them share."""

import re
from pathlib import Path

import pytest

from tests.builders.opened import load_workbook
from xlkit.form.expression import Answered
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind, Role
from xlkit.form.relevance import needed
from xlkit.form.xlsform import check, find
from xlkit.form.xlsform.shelf import path_of

# How many items of each part, and how many sections. Names are stable for ever, since rounds are compared by them.
SMALL = {
    "indicators": (1, {Role.GATHER: 12}),
    "person-centred-commissioning": (3, {Role.RATING: 8, Role.GATHER: 1}),
    "personalisation-statement": (1, {Role.RATING: 4, Role.GATHER: 1}),
    "strategic-plan-input": (4, {Role.SAID: 12}),
    "success": (7, {Role.RATING: 20, Role.GATHER: 1}),
    "what-we-know": (7, {Role.SHARE: 12}),
    "who-needs-to-know": (7, {Role.SHARE: 19}),
}
OLD_WORDS = re.compile(r"service user|client|hard to reach|handicap", re.IGNORECASE)
HISTORIC = "indicators"
VIEWS = {"people": "1", "professionals": "2", "commissioners": "3", "providers": "4", "community": "5"}
RATED = ("success", "personalisation-statement", "person-centred-commissioning")


def of_section(instrument: Instrument, ref: str) -> list[Item]:
    return [item for section in instrument.sections if section.ref == ref for item in section.items if item.is_answered]


def needed_sections(instrument: Instrument, answers: dict[str, Answered]) -> set[str]:
    names = needed(instrument, answers)
    return {section.ref for section in instrument.sections for item in section.items if item.name in names}


@pytest.mark.parametrize(("name", "counts"), SMALL.items())
def test_each_has_its_parts(name: str, counts: tuple[int, dict[Role, int]]) -> None:
    """Sections, and the items that stand in the consolidated workbook, are as many as were designed."""
    instrument = find(name)
    roles = [item.role for item in instrument.items if item.role]
    assert (len(instrument.sections), {role: roles.count(role) for role in roles}) == counts


@pytest.mark.parametrize("name", RATED)
def test_what_nobody_knows_stands_outside_the_order(name: str) -> None:
    """Three steps are in order, and "don't know" is an answer under words of its own."""
    for item in find(name).items:
        if item.role is Role.RATING:
            assert [(each.rank, each.apart) for each in item.choices] == [
                (1, ""),
                (2, ""),
                (3, ""),
                (None, "don't know"),
            ]


@pytest.mark.parametrize(("view", "ref"), VIEWS.items())
def test_whose_view_it_is_picks_the_part_of_success(view: str, ref: str) -> None:
    """Everybody answers a part of their own, says whose view it is, and what would help."""
    assert needed_sections(find("success"), {"whose_view": view}) == {"0", ref, "6"}


def test_success_asks_each_side_what_was_published() -> None:
    """Of the providers' guide 5, 1 and 2 statements; those of the commissioners' guide come in three views."""
    success = find("success")
    assert [len(of_section(success, ref)) for ref in VIEWS.values()] == [5 + 4, 1, 2, 5, 3]


def test_seven_roles_need_to_know_nineteen_things() -> None:
    """Each thing is counted against how many hold its role."""
    instrument = find("who-needs-to-know")
    counted = [[item for item in section.items if item.of] for section in instrument.sections]
    assert [len(items) for items in counted] == [1, 3, 4, 4, 3, 1, 3]
    for section, items in zip(instrument.sections, counted, strict=True):
        assert {item.of for item in items} == {f"{section.name}_count"}
        assert all(item.evidence for item in items)


@pytest.mark.parametrize(("kind", "asked"), [("family", set()), ("self_advocacy", set()), ("finance", {"3"})])
def test_families_and_self_advocates_need_no_questions(kind: str, asked: set[str]) -> None:
    """Every other group puts three to the plan."""
    assert needed_sections(find("strategic-plan-input"), {"kind_of_group": kind}) == {"0", "1", "2"} | asked


def test_indicators_say_that_they_have_ended() -> None:
    """Each has its number, the end of its period, its source, and says when it ended."""
    for item in find(HISTORIC).items:
        assert (item.kind, item.title.partition(" ")[0]) == (Kind.DECIMAL, "NI")
        assert item.day
        assert item.evidence
        assert "Ended 2011" in item.hint


@pytest.mark.parametrize("name", [name for name in SMALL if name != HISTORIC])
def test_words_are_those_of_today(name: str) -> None:
    """Nobody is called what they no longer wish to be called, and sentences are short."""
    items = list(find(name).items)
    assert [item.name for item in items if OLD_WORDS.search(f"{item.title} {item.hint}")] == []
    assert max(len(item.hint) for item in items) <= 250


@pytest.mark.parametrize(
    ("cell", "typed", "said"),
    [
        ("M9", None, "wall is empty"),
        ("L6", None, "one select_one row that is said: use"),
        ("L15", None, "wall is empty"),
        ("L4", None, ""),
    ],
)
def test_what_a_team_says_has_a_wall_and_a_use(tmp_path: Path, cell: str, typed: str | None, said: str) -> None:
    """Each text stands under a heading or goes on with another, one question says how they may be used; no more."""
    book = load_workbook(path_of("strategic-plan-input"))
    book["survey"][cell] = typed
    book.save(tmp_path / "strategic-plan-input.xlsx")
    found = [problem.reason for problem in check(tmp_path / "strategic-plan-input.xlsx")]
    assert any(said in reason for reason in found) if said else not found
