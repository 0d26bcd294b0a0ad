"""Every case of the corpus comes to what is expected of it, no more and no less; and every issue code has its cases."""

from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from tests.corpus import answers, asides, containers, councils, formats, funds, kinds, packages, rosters, rounds, voices
from tests.corpus.case import Case, outcome, run
from xlkit.intake.log import Ledger
from xlkit.returns.issues import CATALOGUE

ROOMS = (answers, asides, packages, containers, formats, rounds, councils, kinds, rosters, voices, funds)

# For each code, a case in which it is found beside one that differs little and in which it is not.
PAIRS = {
    "not-a-workbook": ("an XML spreadsheet of 2003", "a workbook called .xls"),
    "empty-file": ("an empty file", "zeros"),
    "damaged-file": ("one byte short", "bytes after the archive"),
    "unsafe-file": ("a bomb beside the sheets", "an honest part that packs well"),
    "too-large": ("3,000 parts", "an honest part that packs well"),
    "needs-password": ("a password that nobody gave", "a password that is known"),
    "protected-by-label": ("a sensitivity label", "a lock that is broken"),
    "no-workbook": ("an e-mail with a scan and a logo", "a return beside what else mails hold"),
    "numbers-file": ("an Apple Numbers document", "an empty archive"),
    "unreadable": ("a cell of no known type", "marked text in a cell"),
    "old-workbook": ("a workbook of Excel 4", "a workbook called .xls"),
    "not-ours": ("another workbook", "without its hidden sheet"),
    "unknown-template": ("from a template that is not known", "from another version"),
    "council-workbook": ("counts that were edited", "a council's shared workbook"),
    "answers-gone": ("no row among the answers", "a council's consolidated workbook"),
    "edited-answer": ("an answer edited among the answers", "a council's consolidated workbook"),
    "counts-alone": ("a council's shared workbook", "a council's consolidated workbook"),
    "returns-given": ("shared figures beside the returns", "shared figures of another council"),
    "same-counts": ("the same shared figures twice", "different shared figures of one council"),
    "other-counts": ("different shared figures of one council", "the same shared figures twice"),
    "id-in-councils": ("one return id in two councils", "shared figures of another council"),
    "council-among-returns": ("in a round: shared figures among returns", "in a round: shared figures alone"),
    "holds-returns": ("ratings of all", "untouched"),
    "nothing-rated": ("ratings, and none given", "ratings of one topic alone"),
    "partly-rated": ("ratings of one topic alone", "ratings of all"),
    "note-without-rating": ("ratings, with a note of one who is not rated", "ratings of all"),
    "other-subject": ("ratings, with another name beside a reference", "ratings, with a name in other case"),
    "level-understood": ("ratings, with a level as a letter", "ratings, with a level as a text"),
    "no-organisation": ("issued blank, without an organisation", "issued blank, with an organisation"),
    "no-subject": ("about another, without saying whom", "about another"),
    "other-organisation": ("another organisation typed over", "the organisation in other case"),
    "other-round": ("in a round: of another round", "in a round: signed"),
    "identity-edited": ("in a round: signed, then edited", "in a round: signed"),
    "identity-unsigned": ("in a round: issued blank, by a recipient", "in a round: signed"),
    "kept-out": ("incomplete, and kept out", "complete, and not kept out"),
    "duplicate-return": ("the same answers in another file", "two different returns of one identity"),
    "conflicting-returns": ("two different returns of one identity", "several respondents allowed"),
    "excluded": ("in a round: left out", "in a round: a decision on another file"),
    "not-preferred": ("one preferred", "two different returns of one identity"),
    "superseded-otherwise": ("an old correction filled in once more", "two signed corrections"),
    "superseded-return": ("two signed corrections", "two corrections"),
    "added-to": ("the form again, with more", "two different returns of one identity"),
    "adds-to": ("the form again, with more", "two different returns of one identity"),
    "left-blank": ("the blank form beside the return", "nothing filled in"),
    "left-as-sent": ("sent with answers, and not touched", "sent with answers, and only dated"),
    "not-dated-anew": ("sent with answers, and one changed", "sent with a plan, and answered"),
    "not-a-return": ("an owner file of Excel", "a workbook without a suffix"),
    "has-macros": ("a workbook with macros", "untouched"),
    "has-objects": ("with xl/embeddings/a.bin", "an honest part that packs well"),
    "has-links": ("with xl/externalLinks/externalLink1.xml", "a link to another workbook"),
    "to-be-decided": ("in a round: not signed", "in a round: not signed, and accepted"),
    "accepted": ("in a round: not signed, and accepted", "in a round: not signed"),
    "unknown-recipient": ("in a round: signed, for a row that was changed", "in a round: signed"),
    "other-place": (
        "in a round: another locality typed over the row's",
        "in a round: the row's locality in other case",
    ),
    "after-deadline": ("in a round: after the deadline", "in a round: on the last day"),
    "before-issue": ("in a round: done before it was issued", "in a round: done on the day of issue"),
    "day-to-come": ("in a round: done on a day to come", "in a round: done on the day of the round"),
    "done-undated": ("in a round: done without a day", "in a round: not done, without a day"),
    "day-not-done": ("in a round: not done, with a day", "in a round: not done, with a day to come"),
    "check-waived": ("in a round: late, and let through", "in a round: late, and let through until January"),
    "waiver-ended": ("in a round: late, and let through until January", "in a round: late, and let through"),
    "other-version": ("from another version", "untouched"),
    "meaning-edited": ("what it meant edited", "untouched"),
    "answer-unmatched": ("from a version with another statement", "from another version"),
    "identity-missing": ("without its hidden sheet", "a sheet renamed"),
    "reference-missing": ("a row deleted", "rows inserted above"),
    "spare-rows-gone": ("a row of a table deleted", "a row deleted"),
    "reference-twice": ("a row twice", "rows sorted the other way"),
    "sheet-copied": ("a sheet copied as it is", "a sheet copied and changed"),
    "sheet-twice": ("a sheet copied and changed", "a sheet copied blank"),
    "part-of-form": ("a sheet of the form alone", "without its hidden sheet"),
    "statement-moved": ("the reference ticked changed places", "references not ticked changed places"),
    "question-reworded": ("from a version that asks otherwise", "from a version that words a statement otherwise"),
    "level-changed": ("from a version that counts otherwise", "from a version that words a statement otherwise"),
    "statement-reworded": ("from a version that words a statement otherwise", "from a version with another statement"),
    "wording-changed": ("wording changed", "wording wrapped otherwise"),
    "unreferenced-text": ("note in the margin", "spaces beside another statement"),
    "columns-moved": ("headings of the planner swapped", "a heading in other case"),
    "heading-changed": ("a heading typed over", "a heading in other case"),
    "column-added": ("a column of one's own", "a heading of one's own above nothing"),
    "column-gone": ("a heading of the planner twice", "headings of the planner swapped"),
    "sheet-gone": ("without the rows of the planner", "rows inserted above"),
    "questions-gone": ("without any reference", "rows inserted above"),
    "sheet-unclear": ("a heading of the questions twice", "a heading typed over"),
    "said-aside": ("a comment on a cell", "a link that its cell shows"),
    "not-read": ("a picture and an arrow", "a chart of somebody's own"),
    "review-in-returns": ("a person's review", "top twos"),
    "names-in-return": ("a list of who is who", "top twos"),
    "words-dropped": ("words beside “only counted”", "no words beside “only counted”"),
    "use-missing": ("words of which no use is said", "no words, and no use of them said"),
    "statement-may-identify": ("a name among the words", "no name among the words"),
    "locality-not-listed": ("in a round: a locality of no recipient", "in a round: a recipient's locality"),
    "struck-through": ("a tick struck through", "a tick not struck through"),
    "struck-text": ("evidence struck through", "a blank cell struck through"),
    "no-answer": ("no tick", "tick as 'x'"),
    "nothing-answered": ("about another, and nothing ticked", "about another, and one topic ticked"),
    "left-empty": ("a cell left empty", "a cell left empty that need not be filled"),
    "breaks-rule": ("a number beyond its rule", "a number at the edge of its rule"),
    "answer-not-needed": ("answered though not needed", "a cell that is not needed"),
    "two-ticks": ("two ticks", "no beside another statement"),
    "unknown-tick": ("unknown tick", "tick as 'yes'"),
    "tick-understood": ("tick as 'yes'", "tick as 'x'"),
    "blank-understood": ("a dash beside another statement", "spaces beside another statement"),
    "worked-out-anew": ("something typed over what is worked out", "what is worked out, typed as a text"),
    "unknown-choice": ("unknown choice", "choice in other case"),
    "not-a-number": ("number in words", "number with a space"),
    "not-a-date": ("no date: '31/02/2026'", "date as '01/12/2026'"),
    "date-understood": ("date as '01/12/2026'", "date as text, as the form asks"),
    "number-understood": ("number with a power of ten", "number with a comma"),
    "text-changed-type": ("text that became a number", "text: formula"),
    "error-value": ("#REF! for a tick", "a formula's text for a tick"),
    "accounts-apart": ("a fund among self-assessments", "a fund"),
    "hours-overdrawn": ("a fund, overdrawn", "a fund"),
    "hours-allowed": ("a fund, hours below nothing, as agreed", "a fund, overdrawn"),
    "money-overdrawn": ("a fund, more spent than there is", "a fund, money below nothing, as agreed"),
    "money-allowed": ("a fund, money below nothing, as agreed", "a fund, more spent than there is"),
    "not-a-quarter-hour": ("a fund, no quarters", "a fund, overdrawn"),
    "hours-and-money": ("a fund, hours where £ are asked for", "a fund, more spent than there is"),
    "no-agreement-on-date": ("a fund, before its agreement", "a fund"),
    "outside-the-account": ("a fund, a day too late", "a fund, first and last day"),
    "ratio-missing": ("a fund without enhanced in its agreement", "a fund, overdrawn"),
    "rate-missing": ("a fund without price in its agreement", "a fund"),
    "rate-above-standard": ("a fund, a price above the rate", "a fund"),
    "agreement-twice": ("a fund, two agreements from one day", "a fund, a rate that changes"),
    "bank-rule-missing": ("a fund, a rate that changes", "a fund, pounds that were not kept"),
    "bank-rule-not-kept": ("a fund, pounds that were not kept", "a fund, a rate that changes"),
    "rate-before-account": ("a fund, a rate before its account", "a fund, pounds that were not kept"),
    "pot-unknown": ("a fund, an unknown pot", "a fund, more than the pot holds"),
    "begins-below-nothing": ("a fund that begins below nothing", "a fund"),
    "part-of-nothing": ("a block, a part in nothing", "a block"),
    "pot-twice": ("a fund, a pot that stands twice", "a fund"),
    "pot-overdrawn": ("a fund, more than the pot holds", "a fund, an unknown pot"),
    "over-bank-limit": ("a fund, more saved up than agreed", "a fund"),
    "correction-does-not-match": ("a fund, a correction of itself", "a fund"),
    "correction-not-picked": ("a fund, a number to correct", "a fund, a correction of itself"),
    "balance-does-not-follow": ("a fund, hours left typed over", "a fund that nobody calculated anew"),
    "shown-otherwise": ("a fund, a hidden column typed over", "a fund"),
    "row-without-number": ("a fund, an entry put in between", "a fund, a note below"),
    "entry-missing": ("a fund, a row left out", "a fund"),
    "closed-row-changed": ("a fund, a closed entry changed", "a fund, as it was closed"),
    "entry-after-close": ("a fund, an entry on a closed day", "a fund, as it was closed"),
    "closed-ground-changed": ("a fund, ground changed without its id", "a fund, agreed anew from a later day"),
    "closed-not-known": ("a fund beside a copy of another", "a fund, as it was closed"),
    "agreement-not-carried": (
        "a fund that goes on at another rate",
        "a fund that goes on at a rate from its first day",
    ),
    "ends-before-it-begins": ("a fund, its last day before its first", "a fund of one day"),
    "closed-outside-the-account": ("a fund, closed after its last day", "a fund of one day"),
    "limit-incomplete": ("a fund, a limit of no unit", "a fund"),
    "agreement-to-come-changed": ("a fund with another price to come", "a fund with what was to come"),
    "accounts-overlap": ("a fund that begins a day early", "a fund that goes on"),
    "accounts-apart-in-time": ("a fund that begins a day late", "a fund that goes on"),
    "row-of-nothing": ("a block, somebody without a code", "a block"),
    "balance-not-carried": ("a fund that begins with 14", "a fund that begins with 15"),
    "fund-names-a-person": ("a fund, a name", "a fund"),
    "code-twice": ("a block, one code of two people", "a block"),
    "parts-of-a-penny": ("a fund, an amount of 12.505", "a fund, an amount of 12.5"),
    "fund-code-twice": ("two funds, one code", "two funds, codes of their own"),
    "element-undivided": ("a block", "a block, all divided"),
    "block-not-divided": ("a block, an hour over", "a block"),
    "action-without-topic": ("a further action without its topic", "a further action on a topic"),
    "unclear-due-date": ("unclear due date", "due date as text"),
    "unknown-status": ("unknown status", "untouched"),
}


@cache
def cases_of(room: ModuleType) -> tuple[Case, ...]:
    """The cases of a room, made when a test asks for them: collecting all tests takes no workbook."""
    return tuple(room.cases())


def every_case() -> list[Case]:
    """The whole corpus."""
    return [case for room in ROOMS for case in cases_of(room)]


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ledger]:
    """What becomes of every case."""
    return run(every_case(), tmp_path_factory.mktemp("corpus"))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__.rpartition(".")[2])
def test_each_case_comes_to_what_is_expected(room: ModuleType, ledgers: dict[str, Ledger]) -> None:
    """Each file has the expected status, and every problem with its cell is found, in order."""
    assert {case.name: outcome(ledgers[case.name]) for case in cases_of(room)} == {
        case.name: {path: (status, tuple(said)) for path, (status, said) in case.expected.items()}
        for case in cases_of(room)
    }


def test_every_file_is_accounted_for(ledgers: dict[str, Ledger]) -> None:
    """Every file has its hash, but for members that an archive could not give, and what is not merged says why."""
    for name, ledger in ledgers.items():
        assert sum(ledger.counts.values()) == len(ledger.entries), name
        for entry in ledger.entries:
            assert len(entry.sha256) == 64 or entry.issues[0].code in ("unsafe-file", "damaged-file"), name
            assert entry.status.is_merged or entry.issues, name
            assert entry.completed is not None or entry.counted is not None or not entry.status.is_merged, name


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_fires_beside_a_near_miss(code: str, ledgers: dict[str, Ledger]) -> None:
    """There is a case in which the code is found, and one like it in which it is not."""
    firing, silent = ({found.code for entry in ledgers[name].entries for found in entry.issues} for name in PAIRS[code])
    assert code in firing
    assert code not in silent


def test_the_corpus_is_as_large_as_it_says() -> None:
    """There are more than 150 cases, each of another name, in all formats."""
    cases = every_case()
    names = [case.name for case in cases]
    assert len(names) == len(set(names))
    assert len(names) > 150
    suffixes = {Path(file).suffix for case in cases for file in case.files}
    assert {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip", ".eml"} <= suffixes
