"""The statements of a made-up document with the faults that extracted text has, found one by one or not at all."""

import pytest

from tests.builders.documents import pages_of, statements_of
from xlkit.form import xlsform
from xlkit.form.instrument import Instrument
from xlkit.form.published.lines import read
from xlkit.form.published.placing import Placed, joined, placed

NEITHER = "We mend roofs of barns in winter."


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    """Nineteen topics of five steps."""
    return xlsform.find("progress-for-providers")


def under(instrument: Instrument, *lines: str) -> list[Placed]:
    """What is found for the first topic below its title, where all others are as they should be."""
    said = statements_of(instrument)
    first, *others = instrument.items
    rest = [
        line for item in others for line in (item.title, *(f"{n} {text}" for n, text in enumerate(said[item.name], 1)))
    ]
    return list(placed(instrument, [first.title, *lines, *rest])[:5])


def test_every_statement_is_found_whatever_its_fault(instrument: Instrument) -> None:
    """Numerals bunched, torn or missing, pages that cut and labels in between: each is as the document has it."""
    said = statements_of(instrument)
    found = placed(instrument, pages_of(instrument, said).split("\n"))
    assert [(each.ref, each.text, each.doubt) for each in found] == [
        (item.statement_ref(step), text, "")
        for item in instrument.items
        for step, text in enumerate(said[item.name], 1)
    ]


def test_another_document_gives_nothing(instrument: Instrument) -> None:
    """Though one topic of it has the same title and as many numbered statements."""
    document = ["Contracts", *(f"{step} {NEITHER}" for step in range(1, 6))]
    assert not any(each.is_sure for each in placed(instrument, document))


def test_statements_that_run_into_each_other_are_not_told_apart(instrument: Instrument) -> None:
    """Six sentences for five steps, with no numeral and no word of ours: it might be any of them."""
    assert not any(each.is_sure for each in under(instrument, *[NEITHER] * 6))
    assert all(each.doubt for each in under(instrument, *[NEITHER] * 6))


@pytest.mark.parametrize("stray", ["Tick one box", "Score"])
def test_a_label_that_is_not_known_as_one_is_not_taken_for_words(instrument: Instrument, stray: str) -> None:
    """Once in a document it may stand before a statement or after it; the others are taken."""
    said = statements_of(instrument)["strategy"]
    lines = [f"{step} {text}" for step, text in enumerate(said, start=1)]
    before = under(instrument, "1", stray, said[0], *lines[1:])
    assert [each.is_sure for each in before] == [False, True, True, True, True]
    after = under(instrument, *lines[:2], stray, *lines[2:])
    assert [each.is_sure for each in after] == [True, False, True, True, True]
    assert f"“{stray}” stands in it" in after[1].doubt


def test_a_title_without_enough_below_it_is_said(instrument: Instrument) -> None:
    """And a title that is not there at all."""
    assert {each.doubt for each in under(instrument, NEITHER)} == {"fewer than 5 lines stand below its title"}
    lines = pages_of(instrument, statements_of(instrument)).split("\n")
    gone = [each for each in placed(instrument, [line for line in lines if line != "Invoicing"]) if not each.is_sure]
    assert {(each.item.name, each.doubt) for each in gone} >= {("invoicing", "its title is not there")}


@pytest.mark.parametrize(
    ("cut", "doubt"),
    [
        (["", "12", ""], "a figure stands by itself in the middle of it"),
        (["\f12"], ""),
        (["12 months ago and"], ""),
    ],
)
def test_a_figure_inside_a_statement_is_not_lost_in_silence(instrument: Instrument, cut: list[str], doubt: str) -> None:
    """By itself it may be a part of the sentence; on a new page it is the page's; with words it is kept with them."""
    said = statements_of(instrument)["strategy"]
    begun, rest = said[1][:30].rpartition(" ")[0], said[1][30:]
    lines = [f"1 {said[0]}", f"2 {begun}", *cut, f"on{rest}", *(f"{step} {said[step - 1]}" for step in (3, 4, 5))]
    second = under(instrument, *lines)[1]
    assert second.doubt == doubt
    assert second.text == " ".join([f"{begun}", *(cut if "months" in cut[0] else []), f"on{rest}"])


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["We plan in a person-", "centred way."], "We plan in a person-centred way."),
        (["We plan in the organi-", "sation."], "We plan in the organisation."),
        (["We plan self-", "made things."], "We plan self-made things."),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_whole_again(lines: list[str], text: str) -> None:
    """Its hyphen goes where the document has the word without one elsewhere, and else it stays."""
    assert joined(read(lines, ()), {"person-centred", "organisation"}) == text
