"""Rows of recipients: which workbook is whose, whatever was corrected, sorted, copied or typed over since."""

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from tests.builders.control import ASHGROVE, FORMS, OAKFIELD, SPRING, row_id, spring
from xlkit.returns import return_ids
from xlkit.round import issuing, rows
from xlkit.round.round import Control, Issued, Recipient

SECOND = replace(OAKFIELD, respondent="Cy Dow")


def issued(control: Control) -> tuple[Issued, ...]:
    """What the round sent out, as its register keeps it."""
    return issuing.for_round(control, FORMS)


def later(before: Control, *recipients: Recipient) -> Control:
    """The round once its recipients were changed, and its register read."""
    return rows.settled(replace(before, recipients=recipients), issued(before))


def ids(control: Control) -> Sequence[str]:
    return [each.return_id for each in control.recipients]


def test_row_ids_are_random_and_no_return_ids() -> None:
    """No two are the same, none can be mistaken for a return id, and each is known however it is typed."""
    made = rows.fresh(300)
    assert len(set(made)) == 300
    assert not any(map(return_ids.is_return_id, made))
    assert rows.spelt(f" {made[0].lower()} ") == made[0]
    assert rows.fresh(1) != rows.fresh(1)


@pytest.mark.parametrize("typed", ["", "1", "Oakfield", "K7QM-3XWA", "R-K7QM-3XWB"])
def test_what_was_typed_over_a_row_id_is_none(typed: str) -> None:
    """A row id has a check character of its own."""
    assert rows.spelt(typed) == ""


@pytest.mark.parametrize(
    "edit",
    [
        {"respondent": "New Manager"},
        {"role": "Owner", "locality": "South", "service_area": "Day", "size": "<10"},
        {"organisation": "Oakfield Care Ltd", "email": "new@oakfield.example"},
        {"organisation": "Oakfeild Care"},
        {"organisation": "Sunrise Living (formerly Oakfield Care)"},
    ],
)
@pytest.mark.parametrize("has_register", [True, False])
def test_a_correction_changes_no_return_id(edit: dict[str, Any], *, has_register: bool) -> None:
    """Whatever is put right in a row, its workbook stays the one that was issued, and nothing need be said."""
    before = spring(OAKFIELD, ASHGROVE)
    changed = replace(before.recipients[0], **edit)
    now = rows.settled(replace(before, recipients=(changed, before.recipients[1])), issued(before) * has_register)
    assert ids(now) == ids(before)
    assert now.remarks == ()


def test_ids_follow_from_secret_round_council_and_template() -> None:
    """Nobody else's form has the return id of a row, and nobody else can tell it."""
    (row,) = spring(OAKFIELD).recipients
    whole = spring(row)
    others = [
        replace(whole, secret="another"),  # noqa: S106 - a made-up one
        replace(whole, round=replace(SPRING, name="Autumn")),
        replace(whole, round=replace(SPRING, council="Elsewhere")),
        replace(whole, recipients=(replace(row, template="other"),)),
        replace(whole, recipients=(replace(row, row_id=row_id(7)),)),
    ]
    assert len({ids(rows.settled(each))[0] for each in (whole, *others)}) == 6


def test_rows_without_ids_are_told_apart_by_their_words() -> None:
    """Without an id the words decide, in whatever spelling, and that is said."""
    control = rows.settled(replace(spring(), recipients=(replace(OAKFIELD, row_id=""), replace(SECOND, row_id="x"))))
    spelt = rows.settled(replace(control, recipients=(replace(OAKFIELD, organisation="OAKFIELD care Ltd"),)))
    assert len(set(ids(control))) == 2
    assert ids(spelt)[0] == ids(control)[0]
    assert "no row id, or one that was typed over, for Oakfield Care:" in control.remarks[0]


def test_a_row_whose_id_is_gone_is_known_by_what_was_issued() -> None:
    """By all its words, or where they were corrected by its organisation, as long as no other is meant."""
    before = spring(OAKFIELD, ASHGROVE)
    bare = [replace(each, row_id="") for each in before.recipients]
    assert ids(later(before, *bare)) == ids(before)
    assert ids(later(before, replace(bare[0], respondent="New"), bare[1])) == ids(before)
    assert ids(later(before, replace(bare[0], organisation="Elsewhere"), bare[1]))[0] not in ids(before)


def test_two_rows_of_one_organisation_are_not_guessed_apart() -> None:
    """Of two respondents the unchanged one is known, and with it the other; both changed, neither is."""
    before = spring(OAKFIELD, SECOND)
    one, two = (replace(each, row_id="") for each in before.recipients)
    assert ids(later(before, one, replace(two, respondent="New"))) == ids(before)
    changed = later(before, replace(one, respondent="New"), replace(two, respondent="Newer"))
    assert not set(ids(changed)) & set(ids(before))


def test_rows_may_be_sorted_and_removed() -> None:
    """An id goes with its row, and a row that is gone takes no other with it."""
    before = spring(OAKFIELD, SECOND, ASHGROVE)
    first, _, last = before.recipients
    now = later(before, last, first)
    assert ids(now) == [last.return_id, first.return_id]
    assert now.remarks == ()


def test_a_copied_row_is_another_recipient() -> None:
    """What was issued stays with the row that it was issued to, wherever the copy stands, and that is said."""
    before = spring(OAKFIELD)
    (own,) = before.recipients
    copy = replace(own, organisation="Elm Row", respondent="Di")
    for order in ((own, copy), (copy, own)):
        now = later(before, *order)
        assert [each.return_id == own.return_id for each in now.recipients] == [each is own for each in order]
        assert "the same row id for" in now.remarks[0]


@pytest.mark.parametrize(
    ("changes", "is_retyped"),
    [
        ({"organisation": "Sunrise Living"}, True),
        ({"organisation": "Sunrise Living", "in_scope": False}, False),
        ({"organisation": "Sunrise Living (formerly Oakfield Care)"}, False),
        ({"organisation": "Oakfield Care Limited", "respondent": "New Manager"}, False),
        ({"template": "shaping-the-market"}, False),
    ],
)
def test_a_row_is_retyped_where_another_organisation_stands_in_it(changes: dict[str, Any], *, is_retyped: bool) -> None:
    """Nobody is sent two workbooks; the near misses are corrections, another template, and a row out of scope."""
    before = spring(OAKFIELD)
    now = later(before, replace(before.recipients[0], **changes))
    assert bool(rows.retyped(now)) is is_retyped


def test_a_row_whose_new_organisation_has_its_workbook_is_settled() -> None:
    """What was issued is not asked about again, and neither is a copied row that stands beside the first."""
    before = spring(OAKFIELD)
    (own,) = before.recipients
    renamed = later(before, replace(own, organisation="Sunrise Living"))
    assert not rows.retyped(rows.settled(renamed, (*issued(renamed), *issued(before))))
    assert not rows.retyped(later(before, own, replace(own, organisation="Sunrise Living")))


def test_ids_that_slipped_beside_others_give_way_to_what_was_issued() -> None:
    """A list pasted over the words alone, in another order, changes nobody's workbook."""
    before = spring(OAKFIELD, ASHGROVE)
    one, two = before.recipients
    now = later(before, replace(two, row_id=one.row_id), replace(one, row_id=two.row_id))
    assert ids(now) == [two.return_id, one.return_id]
    assert "were issued to others" in now.remarks[0]


def test_a_row_that_is_used_again_is_somebody_else() -> None:
    """Another organisation typed over one that was issued a workbook gets one of its own, and that is said."""
    before = spring(OAKFIELD)
    (own,) = before.recipients
    now = later(before, replace(own, organisation="Sunrise Living", respondent="Di"))
    assert ids(now)[0] != own.return_id
    assert f"The row of Oakfield Care ({own.return_id}) now says Sunrise Living" in now.remarks[0]


@pytest.mark.parametrize("name", ["Sunrise Living", "7 Oak Road"])
def test_a_row_that_says_who_it_was_formerly_has_its_first_workbook(name: str) -> None:
    """Also once another was issued under the new name alone; which of the two counts is said."""
    before = spring(OAKFIELD)
    (own,) = before.recipients
    renamed = later(before, replace(own, organisation=name))
    register = (*issued(renamed), *issued(before))
    says = replace(own, organisation=f"{name} (formerly {own.organisation})")
    now = rows.settled(replace(renamed, recipients=(says,)), register)
    assert ids(now) == [own.return_id]
    (remark,) = now.remarks
    assert f"{own.return_id} is theirs, so do not send {ids(renamed)[0]}" in remark


def test_a_row_that_says_it_was_formerly_somebody_else_takes_nothing_from_them() -> None:
    """The near miss: the former name is that of another row."""
    before = spring(OAKFIELD, ASHGROVE)
    one, two = before.recipients
    now = later(before, one, replace(two, organisation=f"{ASHGROVE.organisation} (formerly {OAKFIELD.organisation})"))
    assert ids(now) == ids(before)
    assert now.remarks == ()


def test_a_row_that_is_added_has_an_id_that_was_never_issued() -> None:
    """A ready row for another respondent of an organisation takes nothing from the first."""
    before = spring(OAKFIELD)
    now = later(before, *before.recipients, replace(SECOND, row_id=row_id(5)))
    assert ids(now)[0] == ids(before)[0] != ids(now)[1]
    assert now.remarks == ()


def test_two_spellings_of_one_name_are_told_and_kept_apart() -> None:
    """A round that was issued so goes on: each row has an id, and one sentence says what to do."""
    alike = replace(OAKFIELD, organisation=f"{OAKFIELD.organisation} Ltd", row_id="")
    now = spring(alike, replace(alike, organisation=f"{alike.organisation}."))
    assert len(set(ids(now))) == 2
    assert "in several rows that differ in the spelling alone" in " ".join(now.remarks)


def test_rows_of_different_people_are_no_two_spellings() -> None:
    """The near miss: another respondent."""
    alike = replace(OAKFIELD, organisation=f"{OAKFIELD.organisation} Ltd", row_id="")
    now = spring(alike, replace(alike, organisation=f"{alike.organisation}.", respondent="Di"))
    assert "in several rows" not in " ".join(now.remarks)


@pytest.mark.parametrize(
    ("changes", "is_told"),
    [
        ({"role": "Commissioning officer"}, True),
        ({"role": "Commissioning officer", "respondent": "Cal Orr"}, False),
        ({"role": "Commissioning officer", "locality": "South"}, False),
        ({"role": "Commissioning officer", "in_scope": False}, False),
    ],
)
def test_one_person_who_is_asked_twice_is_told(changes: dict[str, Any], *, is_told: bool) -> None:
    """Rows that differ in the role alone ask one person for one form; another person or place is meant."""
    second = replace(OAKFIELD, row_id=row_id(1), **changes)
    told = " ".join(spring(replace(OAKFIELD, row_id=row_id(0)), second).remarks)
    assert ("Recipients asks one person of Oakfield Care" in told) == is_told
