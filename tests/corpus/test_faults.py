"""What is promised of damaged, hostile and awkward returns: each fault beside the cases and tests that hold it."""

import re
from pathlib import Path

import pytest

from tests.corpus.test_corpus import every_case
from xlkit.returns.read.limits import LIMITS

TESTS = Path(__file__).parents[1]

# A fault, and what shows that it is dealt with: names of cases, or `file::test` for what no single file can show.
FAULTS: dict[str, tuple[str, ...]] = {
    "something else under the name of a workbook": (
        *("a PDF called .xlsx", "a web page", "a CSV file", "a Word document", "an old Word document", "a picture"),
        *("an empty file", "zeros", "noise", "cut off at 50 %", "one byte short"),
    ),
    "every format of workbook, told by its content": (
        *("untouched", "a workbook with macros", "xlsb: untouched", "ods: untouched", "ods: called .xlsx"),
        *(
            "a workbook called .xls",
            "a workbook without a suffix",
            "returns/read/test_refusals.py::test_what_a_workbook_carries_is_noted",
        ),
        "returns/read/test_refusals.py::test_format_is_that_of_the_content",
    ),
    "other dialects": (
        *("an Apple Numbers document", "Strict Open XML", "an XML spreadsheet of 2003", "every element with a prefix"),
        "returns/read/test_values.py::test_strict_dialect_is_read",
    ),
    "passwords and sensitivity labels": (
        *("a password that is known", "a password that nobody gave", "a sensitivity label", "ods: behind a password"),
        *("an old workbook behind a password", "a lock that is broken", "a lock that would take for ever"),
    ),
    "flipped bits": (
        *("a bit flipped in xl/worksheets/sheet3.xml", "a bit flipped in xl/styles.xml", "xlsb: a bit flipped"),
        *("ods: a bit flipped", "returns/read/test_properties.py::test_flipped_bit_changes_no_answer"),
        "returns/read/test_properties.py::test_damage_raises_nothing_in_any_format",
    ),
    "archives that inflate beyond measure": (
        *("a sheet that is a bomb", "a bomb beside the sheets", "an honest part that packs well", "3,000 parts"),
        *("more than the limit", "an archive that is a bomb", "returns/read/test_refusals.py::test_false_size"),
    ),
    "cells far off or beyond the grid": (
        *("a cell at XFD1048576", "a cell at A9999999999999", "a cell at XFE1", "a row beyond the last"),
        *(
            "ods: a million rows",
            "ods: rows without end",
            "returns/read/test_refusals.py::test_far_off_cell_in_other_formats",
        ),
    ),
    "a reader that crashes, hangs or takes all memory": (
        "test_processes.py::test_a_crash_a_hang_and_a_flood_cost_one_piece_each",
        "returns/read/test_refusals.py::test_panic_of_the_engine_costs_its_file_alone",
    ),
    "document types and entities": (
        *("entities in xl/sharedStrings.xml", "a document type from elsewhere", "ods: entities"),
        "a file of the reader's as an entity",
    ),
    "parts that two readers would see differently": (
        *("two parts of one name", "two parts that differ in case", "a text that is not there", "a cell twice"),
        *("a text number below zero", "a wrong count of texts", "two sheets of one name", "a cell with two values"),
    ),
    "error values in cells to fill in": (
        *("#REF! for a tick", "#N/A for a tick", "error for a date", "error in the planner", "ods: an error"),
        *(
            "returns/read/test_values.py::test_binary_errors_are_reported",
            "returns/read/test_values.py::test_old_errors_are_reported",
        ),
    ),
    "rows and sheets moved, sheets unlocked": (
        *("a row deleted", "a row twice", "rows inserted above, and two ticks", "rows sorted, and an error"),
        *("a sheet renamed, and two ticks", "columns hidden", "unlocked", "a reference changed"),
        "returns/read/test_moves.py::test_coordinates_are_those_of_the_file_as_returned",
        "returns/read/test_moves.py::test_a_deleted_row_is_missed_and_no_other",
    ),
    "wording changed": ("wording changed", "wording wrapped otherwise"),
    "ticks of every kind": (
        *("two ticks", "unknown tick", "tick as ' ✓ '", "tick as 'x'", "tick as 'yes'", "tick as TRUE"),
        *("tick as the number 1", "tick as 'WAHR'", "tick as 'c'", "no beside another statement", "xlsb: two ticks"),
    ),
    "dates, numbers and texts that a program changed": (
        *("date as '01/12/2026'", "dates counted from 1904", "no date: '31/02/2026'", "no date: '1-2'"),
        *("a date for a tick", "number with a hard space", "text: smart quotes", "text: escaped as Excel does"),
        *("control characters, escaped", "half a character", "text: longer than a cell", "text that became a number"),
        "returns/read/test_values.py::test_text_is_exact",
    ),
    "text that would run": (
        *("text: formula", "text: plus", "text: minus", "text: at", "text: tab", "text: DDE", "text: link"),
        "test_injection.py::test_no_text_of_a_return_becomes_a_formula_or_a_link",
    ),
    "identities that are not those of the round": (
        *("in a round: of another round", "from a template that is not known", "from another version"),
        *("another organisation typed over", "in a round: signed, then edited", "in a round: not signed"),
        "returns/test_identity.py::test_an_edit_of_any_fact_is_found",
    ),
    "the same return more than once": (
        *("the same answers in another file", "a correction and what it corrects", "two corrections"),
        *("two different returns of one identity", "one form filled in by two people", "several respondents allowed"),
        *("one preferred", "the blank form beside the return", "the form as it was sent beside the return"),
    ),
    "what programs and computers leave behind": (
        *("an owner file of Excel", "a lock of LibreOffice", "a folder's note on a Mac", "an archive from a Mac"),
        "returns/read/test_sources.py::test_what_computers_leave_behind_is_known_by_name_and_content",
    ),
    "names of organisations as names of files": (
        "round/test_naming.py::test_a_slug_is_safe_on_windows",
        "commands/test_round.py::test_hostile_names_are_all_issued_and_read_back",
        *("names that leave the archive", "an attachment with a name that leaves the folder"),
    ),
    "writing that is interrupted or refused": (
        "books/test_book.py::test_a_failure_leaves_what_was_there",
        "books/test_book.py::test_a_workbook_that_is_open_elsewhere_says_what_to_close",
        "books/test_book.py::test_a_full_disk_says_to_make_room",
    ),
    "more rows than Excel holds": (
        "books/test_book.py::test_more_rows_than_excel_holds_are_refused",
        "books/test_book.py::test_the_last_row_that_excel_holds_is_taken",
    ),
    "incomplete returns": ("no tick", "incomplete, and kept out", "complete, and not kept out"),
    "the same input": (
        "commands/test_merge.py::test_the_same_input_gives_the_same_bytes_in_any_order",
        "commands/test_merge.py::test_the_number_of_workers_changes_nothing",
    ),
    "a rule relaxed for one return": (
        "in a round: late, and let through",
        "in a round: late, and let through until January",
        "books/test_consolidated.py::test_decisions_stand_beside_what_they_concern",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_cases(fault: str) -> None:
    """No case or test that a promise rests on goes without being missed."""
    names = {case.name for case in every_case()}
    for shown in FAULTS[fault]:
        file, separator, name = shown.partition("::")
        if separator:
            text = (TESTS / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), shown
        else:
            assert shown in names


def test_limits_are_those_that_are_promised() -> None:
    """25 MB a file, 256 MB inflated at up to 200 to 1, 2,000 parts, 10 seconds and 512 MB of memory."""
    megabyte = 2**20
    assert (LIMITS.file, LIMITS.inflated, LIMITS.memory) == (25 * megabyte, 256 * megabyte, 512 * megabyte)
    assert (LIMITS.ratio, LIMITS.grace, LIMITS.parts, LIMITS.seconds) == (200, 100 * 2**10, 2_000, 10)
