"""What is read of a ledger: what is of one kind together, problems alone, and what a command changed."""

import pytest
from msgspec.structs import replace

from tests.intake.test_duplicates import answered, entry
from tests.intake.test_tracker import file
from xlkit.intake import report
from xlkit.intake.duplicates import only_complete
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import CellRef


def blank(row: int, sheet: str = "Questions") -> Issue:
    return issue("no-answer", CellRef(sheet, row, 2), ref=f"2.{row}", title="Risk", asks="")


def ticked(row: int) -> Issue:
    return issue("tick-understood", CellRef("Questions", row, 2), found="x", ref=f"2.{row}", title="Risk")


def having(*issues: Issue, status: Status = Status.INCOMPLETE, path: str = "a.xlsx") -> Entry:
    return replace(file(answered(3), status, path), issues=issues)


def said(*entries: Entry, only_problems: bool = False) -> list[str]:
    return [str(line) for line in report.lines(Ledger(entries), only_problems=only_problems)]


def test_what_holds_of_a_whole_sheet_is_one_line() -> None:
    """Its cells are named as far as a line goes, and the first is told as it stands."""
    head, line = said(having(*map(blank, range(1, 12))))
    assert head.startswith("a.xlsx: incomplete (")
    assert line == (
        "  error: Questions!C2, C3, C4, C5, C6, C7, C8, C9 and 3 more: Not answered, 11 times. The first: "
        f"{blank(1).message}"
    )


@pytest.mark.parametrize(("rows", "lines"), [(3, 4), (4, 2)])
def test_a_few_are_told_one_by_one(rows: int, lines: int) -> None:
    """Three of a kind have a line each, and of four there is one."""
    assert len(said(having(*map(blank, range(rows))))) == lines


def test_other_sheets_and_other_kinds_stand_by_themselves() -> None:
    """Each where it was found, and what is of no cell without one."""
    gone = [issue("reference-missing", ref=f"2.{row}") for row in range(5)]
    found = [*(blank(row) for row in range(4)), blank(1, "Tables"), ticked(9), *gone]
    _, together, other, note, without_cell = said(having(*found))
    assert together.startswith("  error: Questions!C1, C2, C3, C4: Not answered, 4 times.")
    assert (other, note) == (f"  error: Tables!C2: {blank(1).message}", f"  note: Questions!C10: {ticked(9).message}")
    assert without_cell == f"  error: A row is missing, 5 times. The first: {gone[0].message}"


def test_problems_alone_are_what_somebody_has_to_see_to() -> None:
    """Neither notes nor files with nothing else; what to enter about a file that is held stays."""
    held = having(
        issue("identity-unsigned", found="Oakfield"), issue("to-be-decided", named="File 0"), status=Status.HELD
    )
    lines = said(having(ticked(1), status=Status.VALID), having(ticked(1), blank(2)), held, only_problems=True)
    assert [line.split(":")[0].strip() for line in lines] == ["a.xlsx", "error", "a.xlsx", "holds", "note"]


def test_what_took_the_place_of_another_leaves_no_problem() -> None:
    """A warning of a file that does not count is nothing to see to."""
    late = issue("after-deadline", what="“Date completed”", found="1 April", expected="31 March")
    assert said(having(late, status=Status.SUPERSEDED), only_problems=True) == []
    assert len(said(having(late, status=Status.VALID), only_problems=True)) == 2
    differ = issue("superseded-otherwise", other="b.xlsx", copy="c.xlsx")
    lines = said(having(late, differ, status=Status.SUPERSEDED), only_problems=True)
    assert [line.split(":")[0].strip() for line in lines] == ["a.xlsx", "warning"]


def test_findings_are_each_by_themselves() -> None:
    """However many are of one kind."""
    ledger = Ledger((having(*map(blank, range(9)), ticked(1)),))
    assert len(report.findings(ledger)) == 10
    assert len(report.findings(ledger, only_problems=True)) == 9


def test_what_a_command_changed_is_told_with_the_reason() -> None:
    """A return that is kept out says why, and nothing that was said before."""
    before = Ledger((having(blank(1)), having(status=Status.VALID, path="b.xlsx")))
    head, why = report.changes(before, only_complete(before))
    assert str(head).startswith("a.xlsx: rejected (")
    assert (why.word, issue("kept-out").message in why.after) == ("rejects", True)
    assert list(report.changes(before, before)) == []


def test_files_that_wait_for_somebody_are_named_with_what_is_wrong() -> None:
    """Those that are ignored or counted once are not; where they are many, the rest is counted."""
    damaged = replace(entry("a.pdf", None), issues=(issue("empty-file"),))
    ledger = Ledger((damaged, having(status=Status.DUPLICATE), having(status=Status.VALID)))
    assert [str(line) for line in report.unused(ledger)] == ["  not merged: a.pdf: rejected (Empty file)"]
    *first, last = report.unused(Ledger((damaged,) * 23))
    assert (len(first), str(last)) == (20, "  not merged: 3 more files")


def test_what_is_not_merged_says_what_keeps_it_out() -> None:
    """An error or a warning of a single cell, which is found before, keeps no file out."""
    facts = issue("identity-unsigned", found="Oakfield"), issue("other-round", found="Spring", expected="Summer")
    held, refused = (having(blank(1), each, status=status) for each, status in zip(facts, KEPT_OUT, strict=True))
    told = [str(line) for line in report.unused(Ledger((held, refused)))]
    assert told == [
        f"  not merged: a.xlsx: {words}" for words in ("held (Identity not signed)", "rejected (Another round)")
    ]


KEPT_OUT = (Status.HELD, Status.REJECTED)


def test_the_counts_say_what_may_pass_unseen() -> None:
    """Valid returns with something to look at, and incomplete ones in which nothing is answered; notes are neither."""
    entries = (
        having(issue("not-read", what="1 picture"), status=Status.VALID),
        having(ticked(1), status=Status.VALID),
        having(issue("nothing-answered", subject="Oak")),
        having(blank(1)),
    )
    told = "4 files: 2 valid, 2 incomplete; 1 of the valid with something to look at; 1 of the incomplete with "
    assert report.in_words(Ledger(entries)) == f"{told}nothing answered"
    assert report.in_words(Ledger(entries[1:2])) == "1 file: 1 valid"
