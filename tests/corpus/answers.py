"""Cases of what people and programs do to cells: ticks, dates, numbers, texts, rows and sheets."""

from collections.abc import Iterator

from tests.builders.edits import (
    error,
    replaced,
    with_cell_xml,
    with_cells,
    with_copied_sheet,
    with_part,
    with_rows,
    with_sheets_alone,
)
from tests.corpus.case import Case, base, case, made, with_answers
from xlkit.form.draft import Draft

Q, ABOUT, PLAN = "Questions", "About you", "Action planner"
PLANNED = "Action planner"


def cases() -> Iterator[Case]:
    """All of them."""
    yield case("untouched", base(), "valid")
    yield case("nothing filled in", made(Draft()), "incomplete", "nothing-answered")
    yield from _ticks()
    yield from _typed()
    yield from _texts()
    yield from _details_and_plans()
    yield from _rows_and_sheets()


def _answer(name: str, cells: dict[str, str | float | bool | None], status: str, *findings: str) -> Case:
    return case(name, with_cells(base(), Q, cells), status, *findings)


def _ticks() -> Iterator[Case]:
    marks = ("✔", "√", "yes", "Y", "☑", "WAHR", "3", "c", "C", " ✓ ", "✔\ufe0f", "✅", "×", "\u200b✓")
    for mark in marks:
        yield _answer(f"tick as {mark!r}", {"C8": mark}, "valid", f"tick-understood {Q}!C8")
    for mark in ("x", "X"):
        yield _answer(f"tick as {mark!r}", {"C8": mark}, "valid")
    yield _answer("tick as the number 1", {"C8": 1.0}, "valid", f"tick-understood {Q}!C8")
    yield _answer("tick as the number of its level", {"C8": 3.0}, "valid", f"tick-understood {Q}!C8")
    yield _answer("tick as TRUE", {"C8": True}, "valid", f"tick-understood {Q}!C8")
    yield _answer("FALSE beside another statement", {"C6": False}, "valid", f"blank-understood {Q}!C6")
    yield _answer("no beside another statement", {"C6": "no"}, "valid", f"blank-understood {Q}!C6")
    yield _answer("a dash beside another statement", {"C6": "–"}, "valid", f"blank-understood {Q}!C6")
    yield _answer("spaces beside another statement", {"C6": " \u00a0 "}, "valid")
    yield _answer("two ticks", {"C6": "✓"}, "incomplete", f"two-ticks {Q}!C6")
    yield _answer("five ticks", dict.fromkeys(("C6", "C7", "C9", "C10"), "✓"), "incomplete", f"two-ticks {Q}!C6")
    yield _answer(
        "a tick of another kind beside a tick",
        {"C9": "x"},
        "incomplete",
        f"two-ticks {Q}!C8",
    )
    yield _answer("a drawn cross beside a tick", {"C6": "✗"}, "valid", f"blank-understood {Q}!C6")
    yield _answer("a drawn cross alone", {"C8": "☒"}, "incomplete", f"unknown-tick {Q}!C8")
    crosses = ("C6", "C7", "C9", "C10")
    said_no = [f"blank-understood {Q}!{cell}" for cell in crosses]
    yield _answer("an x beside every statement but one", dict.fromkeys(crosses, "x"), "valid", *said_no)
    yield _answer("a space that takes no room", {"C6": "\u200b"}, "valid")
    yield _answer("no tick", {"C8": None}, "incomplete", f"no-answer {Q}!C6")
    yield _answer("unknown tick", {"C8": "maybe"}, "incomplete", f"unknown-tick {Q}!C8")
    yield _answer("question mark for a tick", {"C8": "?"}, "incomplete", f"unknown-tick {Q}!C8")
    yield _answer("another level's number for a tick", {"C8": 5.0}, "incomplete", f"unknown-tick {Q}!C8")
    yield _answer("a date for a tick", {"C8": "1-2"}, "incomplete", f"unknown-tick {Q}!C8")
    yield _answer("a formula's text for a tick", {"C8": "=1+1"}, "incomplete", f"unknown-tick {Q}!C8")
    for name in ("#REF!", "#N/A", "#VALUE!", "#SPILL!"):
        yield case(
            f"{name} for a tick",
            with_cell_xml(base(), Q, {"C8": error("C8", name)}),
            "incomplete",
            f"error-value {Q}!C8",
        )


def _typed() -> Iterator[Case]:
    yield _answer("choice in other case", {"D25": "UP TO 10 "}, "valid")
    yield _answer("unknown choice", {"D25": "Many"}, "incomplete", f"unknown-choice {Q}!D25")
    yield _answer("number with a space", {"D28": "1 200"}, "valid")
    yield _answer("number with a hard space", {"D28": "1\u00a0200"}, "valid")
    yield _answer("number with a comma", {"D28": "1,200"}, "valid")
    yield _answer("number with a power of ten", {"D28": "1e3"}, "valid", f"number-understood {Q}!D28")
    yield _answer("number in words", {"D28": "twelve"}, "incomplete", f"not-a-number {Q}!D28")
    yield _answer("half a person", {"D28": 12.5}, "incomplete", f"not-a-number {Q}!D28")
    yield _answer("TRUE for a number", {"D28": True}, "incomplete", f"not-a-number {Q}!D28")
    yield _answer("1E+400 for a number", {"D28": "1E+400"}, "incomplete", f"not-a-number {Q}!D28")
    yield case(
        "a number too large to be one",
        with_cell_xml(base(), Q, {"D28": '<c r="D28"><v>1E400</v></c>'}),
        "incomplete",
        f"error-value {Q}!D28",
    )
    for text in ("1,5", "12,34", "1.200,50"):
        yield _answer(f"no number: {text!r}", {"D28": text}, "incomplete", f"not-a-number {Q}!D28")
    yield _answer("date as text, as the form asks", {"D27": "31/12/2026"}, "valid")
    for text in (
        *("01/12/2026", "31.12.2026", "31-12-26", "2026-12-31", "31 December 2026", "31st Dec 2026"),
        *("Thursday, 31 December 2026", "31/12/2026 14:30", "1 Sept 2026", "31 Rhagfyr 2026"),
    ):
        yield _answer(f"date as {text!r}", {"D27": text}, "valid", f"date-understood {Q}!D27")
    yield _answer("date as its number", {"D27": 46_000.0}, "valid", f"date-understood {Q}!D27")
    for text in ("31/02/2026", "12/31/2026", "soon", "2026", "1-2", "10/03/1027", "Friday, 31 December 2026"):
        yield _answer(f"no date: {text!r}", {"D27": text}, "incomplete", f"not-a-date {Q}!D27")
    yield _answer("a year by itself in a date's cell", {"D27": 2027.0}, "incomplete", f"not-a-date {Q}!D27")
    yield _answer("a small number for a date", {"D27": 12.0}, "incomplete", f"not-a-date {Q}!D27")
    yield case(
        "error for a date",
        with_cell_xml(base(), Q, {"D27": error("D27", "#NAME?")}),
        "incomplete",
        f"error-value {Q}!D27",
    )
    yield case(
        "dates counted from 1904",
        replaced(base(), "xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="1" '),
        "valid",
    )


def _texts() -> Iterator[Case]:
    for name, text in {
        "formula": "=1+1", "plus": "+44 20 7946 0000", "minus": "-3 beds", "at": "@council", "tab": "\tindented",
        "DDE": "=cmd|' /C calc'!A0", "smart quotes": "“It’s fine” – said…", "hard spaces": "a\u00a0b\u202fc",
        "right to left": "\u202eabc", "joined emoji": "👩\u200d🦽", "lines": "one\ntwo\r\nthree", "link": "http://a.example",
        "escaped as Excel does": "_x0041_", "very long": "ä" * 32_767, "longer than a cell": "x" * 40_000,
    }.items():  # fmt: skip
        yield _answer(f"text: {name}", {"D26": text}, "valid")
    yield _answer("text that became a number", {"D26": 123.0}, "valid", f"text-changed-type {Q}!D26")
    yield _answer("text that became true", {"D26": True}, "valid", f"text-changed-type {Q}!D26")
    yield case(
        "text that became an error",
        with_cell_xml(base(), Q, {"D26": error("D26", "#DIV/0!")}),
        "incomplete",
        f"error-value {Q}!D26",
    )
    yield case("text in runs", with_cell_xml(base(), Q, {"D26": '<c r="D26" t="inlineStr"><is><r><t>Two </t></r><r><t>runs</t></r></is></c>'}), "valid")  # fmt: skip
    yield case("control characters, escaped", with_cell_xml(base(), Q, {"D26": '<c r="D26" t="inlineStr"><is><t>a_x0007_b</t></is></c>'}), "valid")  # fmt: skip
    yield case("half a character", with_cell_xml(base(), Q, {"D26": '<c r="D26" t="inlineStr"><is><t>a_xD83D_b</t></is></c>'}), "valid")  # fmt: skip


def _details_and_plans() -> Iterator[Case]:
    yield case(
        "another organisation typed over",
        with_cells(base(), ABOUT, {"C4": "Elsewhere Ltd"}),
        "rejected",
        f"other-organisation {ABOUT}!C4",
    )
    yield case("the organisation in other case", with_cells(base(), ABOUT, {"C4": "OAKFIELD  care"}), "valid")
    yield case(
        "a view that is none", with_cells(base(), ABOUT, {"C7": "mine"}), "incomplete", f"unknown-choice {ABOUT}!C7"
    )
    yield case(
        "day of completion in words",
        with_cells(base(), ABOUT, {"C10": "last week"}),
        "incomplete",
        f"not-a-date {ABOUT}!C10",
    )
    yield case(
        "unclear due date", with_cells(base(), PLAN, {"H4": "by summer"}), "valid", f"unclear-due-date {PLAN}!H4"
    )
    yield case("due date as text", with_cells(base(), PLAN, {"H4": "1.9.2027"}), "valid", f"date-understood {PLAN}!H4")
    yield case(
        "a further action without its topic",
        with_cells(base(), PLAN, {"F8": "Train"}),
        "valid",
        f"action-without-topic {PLAN}!B8",
    )
    yield case("a further action on a topic", with_cells(base(), PLAN, {"B8": "1.2 Risk", "F8": "Train"}), "valid")
    yield case("unknown status", with_cells(base(), PLAN, {"I4": "Half done"}), "valid", f"unknown-status {PLAN}!I4")
    yield case(
        "error in the planner",
        with_cell_xml(base(), PLAN, {"F4": error("F4", "#REF!")}),
        "incomplete",
        f"error-value {PLAN}!F4",
    )
    yield case(
        "an owner that became a number", with_cells(base(), PLAN, {"G4": 7.0}), "valid", f"text-changed-type {PLAN}!G4"
    )


def _rows_and_sheets() -> Iterator[Case]:
    yield _answer("note in the margin", {"F8": "please ring me"}, "valid", f"unreferenced-text {Q}!F8")
    yield _answer("text beside a statement", {"D8": "nearly 4"}, "valid", f"unreferenced-text {Q}!D8")
    yield _answer("text below the form", {"B40": "See the letter attached."}, "valid", f"unreferenced-text {Q}!B40")
    yield _answer("a number in the margin", {"G5": 42.0}, "valid", f"unreferenced-text {Q}!G5")
    yield case(
        "note on Start", with_cells(base(), "Start", {"D2": "Sorry, late"}), "valid", "unreferenced-text Start!D2"
    )
    yield case(
        "note beside the planner",
        with_cells(base(), PLAN, {"L4": "with finance"}),
        "valid",
        f"unreferenced-text {PLAN}!L4",
    )
    yield _answer("a heading in other case", {"C3": " TICK"}, "valid")
    yield _answer("a heading typed over", {"C3": "Yes?"}, "valid", f"heading-changed {Q}!C3")
    yield _answer("a heading of the questions twice", {"E3": "Tick", "E6": "✓"}, "rejected", f"sheet-unclear {Q}!A3")
    yield _answer("a column of one's own", {"E3": "Ann says", "E6": "No"}, "valid", f"column-added {Q}!E3")
    yield _answer("a heading of one's own above nothing", {"E3": "Ann says"}, "valid")
    yield case("headings of the planner swapped", with_cells(base(), PLAN, {"F3": "Owner", "G3": "Action"}), "valid", f"columns-moved {PLAN}!A3")  # fmt: skip
    yield case("a heading of the planner twice", with_cells(base(), PLAN, {"G3": "Action"}), "incomplete", f"column-gone {PLAN}!A3")  # fmt: skip
    yield case("without the rows of the planner", with_rows(base(), PLAN, lambda rows: rows[:3]), "incomplete", "sheet-gone")  # fmt: skip
    yield _answer("wording changed", {"B8": "We do all of it"}, "valid", f"wording-changed {Q}!B8")
    yield _answer("the reference ticked changed places", {"A8": "1.1.5", "A10": "1.1.3"}, "incomplete", f"wording-changed {Q}!B10", f"statement-moved {Q}!C8")  # fmt: skip
    yield _answer("references not ticked changed places", {"A6": "1.1.2", "A7": "1.1.1"}, "valid", f"wording-changed {Q}!B7", f"wording-changed {Q}!B6")  # fmt: skip
    yield _answer("wording wrapped otherwise", {"B8": "We are at  level 3\nof strategy."}, "valid")
    yield _answer("a reference changed", {"A8": "1.1.33"}, "incomplete", "reference-missing", f"unreferenced-text {Q}!A8", f"unreferenced-text {Q}!C8")  # fmt: skip
    yield _answer("a reference with a space", {"A8": " 1.1.3 "}, "valid")
    yield case(
        "a row deleted",
        with_rows(base(), Q, lambda rows: [row for row in rows if row[0] != 8]),
        "incomplete",
        "reference-missing",
    )
    yield case("an item deleted", with_rows(base(), Q, lambda rows: [row for row in rows if row[0] not in range(12, 18)]), "incomplete", "reference-missing")  # fmt: skip
    yield case("a row twice", with_rows(base(), Q, lambda rows: [*rows, (30, dict(rows)[8])]), "incomplete", f"reference-twice {Q}!A30", f"unreferenced-text {Q}!C30")  # fmt: skip
    yield case(
        "rows inserted above",
        with_rows(base(), Q, lambda rows: [(n + 5 * (n > 2), cells) for n, cells in rows]),
        "valid",
    )
    yield case("rows inserted above, and two ticks", with_rows(_two_ticks(), Q, lambda rows: [(n + 5 * (n > 2), cells) for n, cells in rows]), "incomplete", f"two-ticks {Q}!C11")  # fmt: skip
    yield case(
        "rows sorted the other way",
        with_rows(base(), Q, lambda rows: [(40 - n, cells) for n, cells in reversed(rows)]),
        "valid",
    )
    yield case("rows sorted, and an error", with_rows(with_cell_xml(base(), Q, {"C8": error("C8", "#REF!")}), Q, lambda rows: [(40 - n, cells) for n, cells in reversed(rows)]), "incomplete", f"error-value {Q}!C32")  # fmt: skip
    yield case(
        "a sheet renamed", replaced(base(), "xl/workbook.xml", 'name="Questions"', 'name="Our answers"'), "valid"
    )
    yield case("a sheet renamed, and two ticks", replaced(_two_ticks(), "xl/workbook.xml", 'name="Questions"', 'name="Our answers"'), "incomplete", "two-ticks Our answers!C6")  # fmt: skip
    yield case(
        "columns hidden",
        with_part(
            base(), "xl/worksheets/sheet3.xml", lambda part: part.replace(b'<col min="2"', b'<col hidden="1" min="2"')
        ),
        "valid",
    )
    yield case("unlocked", with_part(base(), "xl/worksheets/sheet3.xml", lambda part: part.replace(b'<sheetProtection sheet="1"', b'<sheetProtection sheet="0"')), "valid")  # fmt: skip
    blank = dict.fromkeys(("C8", "D11", "C14", "C24", "D25", "D26", "D27", "D28", "D29"))
    as_it_is = with_copied_sheet(base(), Q, "Questions (2)", {"C8": "✓"})
    yield case("a sheet copied as it is", as_it_is, "valid", "sheet-copied")
    yield case("a sheet copied blank", with_copied_sheet(base(), Q, "Questions (2)", blank), "valid", "sheet-copied")
    differing = with_copied_sheet(base(), Q, "Questions (2)", {"C8": None, "C9": "✓", "D11": "Other minutes"})
    yield case("a sheet copied and changed", differing, "incomplete", "sheet-twice Questions (2)!A6")
    yield case("a sheet of the form alone", with_sheets_alone(base(), Q), "rejected", "part-of-form")
    yield case("text only", made(with_answers(story="All in words.")), "valid")


def _two_ticks() -> bytes:
    return with_cells(base(), Q, {"C6": "✓"})
