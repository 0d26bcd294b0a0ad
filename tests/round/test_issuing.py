"""Whom a template may be issued to: those alone in whose words it speaks."""

from contextlib import nullcontext
from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders.forms import small
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.round import issuing
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient, Round
from xlkit.round.rows import settled

ROUND = Round("Spring 2027", council="Fenmoor County Council")
ICB = Recipient("Fenmoor ICB", perspective=Perspective.PARTNER, subject="Fenmoor County Council")


def without_others(instrument: Instrument) -> Instrument:
    """The instrument with no wording for those outside in its last item of levels."""
    *sections, last = instrument.sections
    *items, item = last.items
    plain = replace(item, choices=tuple(replace(choice, label_they="") for choice in item.choices))
    return replace(instrument, sections=(*sections, replace(last, items=(*items, plain))))


@pytest.mark.parametrize("perspective", [each for each in Perspective if each is not Perspective.SELF])
def test_a_template_with_words_for_others_goes_to_everybody(perspective: Perspective) -> None:
    """The council's instrument asks a partner, a provider or a family about the council."""
    market = xlsform.find("shaping-the-market")
    (workbook,) = issuing.for_recipients(market, [replace(ICB, perspective=perspective)], ROUND)
    assert (workbook.identity.perspective, workbook.identity.subject) == (perspective, "Fenmoor County Council")


def test_what_changed_since_is_counted_where_it_is_said() -> None:
    """A setting of one template is news for its workbooks alone, one of the round for all, and nothing is none."""
    library = xlsform.library()
    people = (replace(ICB, template="milestones"), Recipient("Oakfield Care", template="progress-for-providers"))
    control = settled(Control(ROUND, recipients=people))
    issued = issuing.for_round(control, library)
    control = replace(control, issued=issued)
    assert issuing.changed(control, library) == {}
    quarter = library["milestones"].settings[0]
    later = replace(ROUND, deadline="1 April 2027", settings=((quarter.name, "another"),))
    assert issuing.changed(replace(control, round=later), library) == {"Deadline": 2, quarter.title: 1}


def test_the_day_on_which_a_workbook_was_issued_at_first_is_kept() -> None:
    """However often it is written again since, for a return may come of any of its copies."""
    workbook, control = issuing.blank_workbook(small(), Round()), Control(Round())
    for day in (date(2027, 1, 4), date(2027, 1, 9), date(2027, 2, 1)):
        control = replace(control, issued=issuing.registered(control, [workbook], [workbook], day))
    (issued,) = control.issued
    assert (issued.day, control.issued_on) == (date(2027, 2, 1), {workbook.identity.return_id: date(2027, 1, 4)})


@pytest.mark.parametrize("subject", ["Mary Smith", "Mary", "", "Fred1", "fred1", "7 mr larch"])
def test_a_fund_by_a_name_is_refused(subject: str) -> None:
    """Its workbook and its file would carry it; a code has a figure, as F07 does."""
    fund, recipient = xlsform.find("isf-fund"), Recipient("Oakfield Care", subject="F07")
    assert issuing.for_recipients(fund, [recipient], ROUND)[0].file_name.startswith("f07-")
    with pytest.raises(XlkitError, match="write a code"):
        issuing.for_recipients(fund, [replace(recipient, subject=subject)], ROUND)


@pytest.mark.parametrize(("organisation", "is_told"), [("OAKFIELD CARE Ltd", True), ("Elm Row", False)])
def test_two_funds_of_one_provider_that_have_one_code_are_refused(organisation: str, *, is_told: bool) -> None:
    """From a list and from a control workbook; another provider may have a person of that code too."""
    fund = xlsform.find("isf-fund")
    people = (
        Recipient("Oakfield Care Ltd", subject="F07", template=fund.name),
        Recipient(organisation, subject="f07", locality="North", template=fund.name),
    )
    told = "“F07” of Oakfield Care Ltd stands under Subject in several rows"
    with pytest.raises(XlkitError, match=told) if is_told else nullcontext():
        assert len(issuing.for_recipients(fund, people, ROUND)) == 2
    with pytest.raises(XlkitError, match=told) if is_told else nullcontext():
        assert len(issuing.for_round(settled(Control(ROUND, recipients=people)), {fund.name: fund})) == 2


def test_a_template_without_words_for_others_is_refused_for_them() -> None:
    """From a list, from a control workbook and for a workbook of ratings, in one sentence that says what to do."""
    lacking = without_others(xlsform.find("shaping-the-market"))
    control = Control(ROUND, recipients=(replace(ICB, template=lacking.name),), letters=LETTERS_DEFAULT)
    said = []
    for attempt in (
        lambda: issuing.for_recipients(lacking, [ICB], ROUND),
        lambda: issuing.for_round(control, {lacking.name: lacking}),
        lambda: issuing.for_roster(lacking, [Recipient("Oakfield Care")], ICB, ROUND),
    ):
        with pytest.raises(XlkitError) as refused:
            attempt()
        said.append(str(refused.value))
    sentence = (
        "Fenmoor ICB would answer with the perspective partner, and the template shaping-the-market (en) has no "
        "wording for those who answer about somebody else: give every level its words in the column label_they. "
        "Nothing was written."
    )
    assert said == [sentence] * 3


def test_those_who_answer_about_themselves_need_no_such_words() -> None:
    """The near miss."""
    lacking = without_others(xlsform.find("shaping-the-market"))
    assert issuing.for_recipients(lacking, [Recipient("Fenmoor County Council")], ROUND)


def test_a_template_without_levels_goes_to_everybody() -> None:
    """What asks for colours, numbers and texts says nothing of "us" in its choices."""
    assert issuing.for_recipients(xlsform.find("milestones"), [ICB], ROUND)


@pytest.mark.parametrize("perspective", [Perspective.SELF, Perspective.PARTNER])
def test_a_template_in_the_words_of_providers_goes_to_them_alone(perspective: Perspective) -> None:
    """Its statements say "us" of providers, so neither the council nor a partner can tick them."""
    short = xlsform.find("shaping-the-market-short")
    with pytest.raises(XlkitError, match="is worded for the perspective provider alone"):
        issuing.for_recipients(short, [replace(ICB, perspective=perspective)], ROUND)
    assert issuing.for_recipients(short, [replace(ICB, perspective=Perspective.PROVIDER)], ROUND)


def test_rows_that_differ_in_view_alone_are_two_workbooks() -> None:
    """One person's view and the position all agreed have return ids of their own."""
    rows = [Recipient("Oakfield Care", view=view) for view in ("", "one", "agreed")]
    issued = issuing.for_recipients(small(), rows, ROUND)
    assert len({workbook.identity.return_id for workbook in issued}) == 3
