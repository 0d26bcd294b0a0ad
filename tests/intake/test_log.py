"""Every file in is in the ledger exactly once, whatever came in and whatever was decided."""

from collections import Counter
from datetime import date
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.drawn import drawn
from tests.builders.forms import OAKFIELD, oakfield
from tests.intake.test_duplicates import answered
from xlkit.intake import report, rulings
from xlkit.intake.duplicates import Conflicts, only_complete, settle
from xlkit.intake.eligibility import admit
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.completed import Return
from xlkit.returns.issues import CATALOGUE, Severity, issue
from xlkit.round.round import Control, Decision, Round, Rules, Ruling

AS_AT = date(2027, 4, 6)
FACTS = dict.fromkeys(
    (
        "ref",
        "asks",
        "title",
        "found",
        "reason",
        "expected",
        "cells",
        "count",
        "where",
        "other",
        "date",
        "shown",
        "column",
        "tried",
        "limit",
    ),
    "x",
)
FROM_FILES = ("no-answer", "tick-understood", "damaged-file", "not-a-return", "wording-changed", "identity-unsigned")


@st.composite
def returns(draw: st.DrawFn) -> Return:
    """A return of one of three identities, as it was sent or corrected."""
    made = answered(
        draw(st.sampled_from([None, 3, 4])),
        respondent=draw(st.sampled_from(["Ann", "Ben"])),
        return_id=draw(st.sampled_from("ABC")),
        round_name=draw(st.sampled_from(["", "Spring", "Autumn"])),
    )
    return replace(made, identity=replace(made.identity, correction=draw(st.integers(0, 2))))


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """What was read of some files."""
    count = draw(st.integers(0, 7))
    found = []
    for number in range(count):
        codes = draw(st.lists(st.sampled_from(FROM_FILES), max_size=2))
        is_unreadable = any(CATALOGUE[code].severity is Severity.REJECTS for code in codes) or "not-a-return" in codes
        completed = None if is_unreadable else draw(returns())
        issues = tuple(issue(code, None, None, **FACTS) for code in codes)
        found.append(Entry(f"{number}.xlsx", f"{number:064}", 1, Status.REJECTED, completed, issues))
    return found


def controls() -> st.SearchStrategy[Control]:
    decision = st.builds(
        Decision,
        ruling=st.sampled_from(Ruling),
        return_id=st.sampled_from(["", "A", "B"]),
        file=st.sampled_from(["", "0.xlsx", "1.xlsx"]),
        check=st.sampled_from(["no-answer", "identity-unsigned"]),
        why=st.just("so agreed"),
        approved_by=st.just("Head"),
        until=st.sampled_from([None, date(2027, 1, 1), date(2028, 1, 1)]),
        place=st.just("Decisions!A5"),
    )
    return st.builds(
        Control,
        round=st.just(Round("Spring")),
        rules=st.builds(Rules, several_respondents=st.booleans()),
        recipients=st.sampled_from([(), (OAKFIELD,)]),
        decisions=st.lists(decision, max_size=3).map(tuple),
    )


def ledger_of(found: list[Entry], control: Control | None, *, complete_only: bool) -> Ledger:
    if control is not None:
        decided = rulings.apply(admit(found, control), control.decisions, AS_AT)
        ledger = settle(decided, Conflicts(control.decisions, control.rules.several_respondents))
    else:
        ledger = settle(found)
    return only_complete(ledger) if complete_only else ledger


@given(entries(), st.none() | controls(), st.booleans())
@drawn(300)
def test_files_in_are_the_sum_of_what_became_of_them(
    found: list[Entry], control: Control | None, complete_only: bool
) -> None:
    """Each is merged, rejected, a duplicate, superseded, in conflict, excluded or ignored; none is lost, none twice."""
    ledger = ledger_of(found, control, complete_only=complete_only)
    assert Counter(each.path for each in ledger.entries) == Counter(each.path for each in found)
    assert Counter(each.sha256 for each in ledger.entries) == Counter(each.sha256 for each in found)
    merged = len(ledger.merged)
    others = [ledger.counts[status] for status in Status if not status.is_merged]
    assert merged + sum(others) == len(found)
    assert all(each.issues for each in ledger.entries if not each.status.is_merged)


@given(entries(), st.none() | controls())
@drawn(200)
def test_no_identity_is_merged_twice(found: list[Entry], control: Control | None) -> None:
    """Whatever is merged, each return id counts once."""
    ledger = ledger_of(found, control, complete_only=False)
    ids = Counter(each.completed.identity.return_id for each in ledger.merged if each.completed)
    assert not ids or max(ids.values()) == 1


@given(entries().filter(lambda found: len(found) <= 4), st.none() | controls())
@drawn(40)
def test_the_order_of_files_changes_nothing(found: list[Entry], control: Control | None) -> None:
    """The same files come to the same ledger in whatever order they were read."""
    ledgers = {ledger_of(list(some), control, complete_only=False) for some in permutations(found)}
    assert len(ledgers) == 1


@given(entries())
@drawn(60)
def test_terminal_and_data_account_for_every_file(found: list[Entry]) -> None:
    """Each file stands in both, with its hash, its size, whom it is from and the reason."""
    ledger = settle(found)
    lines, files = "\n".join(map(str, report.lines(ledger))), report.as_data(ledger)["files"]
    assert isinstance(files, list)
    assert [(each["path"], each["sha256"], each["size"]) for each in files] == [
        (each.path, each.sha256, each.size) for each in ledger.entries
    ]
    for each in ledger.entries:
        assert f"{each.path}: {each.status.value} (" in lines
        assert each.sha256[:12] in lines
        assert all(issue.message in lines for issue in each.issues)


def test_a_rejected_file_still_says_whom_it_says_it_is_from() -> None:
    """An identity that is not believed is shown as what the file states."""
    stated = Entry(
        "a.xlsx", "0" * 64, 61_000, Status.REJECTED, None, (issue("identity-edited", found="Oakfield"),), oakfield()
    )
    lines = [str(line) for line in report.lines(settle([stated]))]
    assert lines[0] == f"a.xlsx: rejected (Oakfield Care, {oakfield().return_id}; 61,000 bytes; sha256 000000000000)"
    assert '"organisation": "Oakfield Care"' in str(report.as_data(settle([stated]))).replace("'", '"')
