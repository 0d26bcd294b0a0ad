"""The workbooks of a fund and of a block: every stored value is what its formula comes to, and the words are true."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from msgspec.structs import replace

from tests.books.tables import areas
from tests.builders.drawn import drawn
from tests.builders.funds import (
    AGREED,
    BLOCK,
    START,
    Cells,
    block_workbook,
    few,
    fund_form,
    fund_workbook,
    happened,
    lane,
    quarter,
    seen,
)
from tests.builders.opened import load_workbook
from tests.fund.test_ledgers import funds
from tests.oracle.book import differences, recalculate
from xlkit.books.accounts import accounts_workbook, block, check, entries, fund_tables, span, texts
from xlkit.form import layout
from xlkit.form.accounts import FACTS, SEVERAL
from xlkit.form.draft import Draft
from xlkit.form.entered import fund_of, of_draft
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import library
from xlkit.fund.balance import books
from xlkit.fund.entries import Fund

HOUR = 60
PASTED = {texts.NO_NUMBER: "£12.50 ", texts.NO_DATE: "12.5.2027"}


def numbers(form: Instrument) -> list[tuple[str, str, str]]:
    """Each field of a number or a date: its table, its name, and what is said of a text in its place."""
    fields = [(item.name, field) for item in layout.tables(form) for field in item.fields]
    facts = [(FACTS, row.item) for row in layout.lay_out(form).details if row.item]
    every = (*fields, *facts)
    named = [(table, field) for table, field in every if field.kind in texts.SAID and field.name not in SEVERAL[1:]]
    return [(table, field.name, texts.SAID[field.kind]) for table, field in named]


def with_text(draft: Draft, *places: tuple[str, str, str]) -> Draft:
    """A draft with a text in the place of some numbers and dates, of each table in its first row."""
    for table, name, words in places:
        pasted = {name: PASTED[words]}
        if table == FACTS:
            draft = replace(draft, details={**draft.details, **pasted})
        else:
            first, *others = draft.rows.get(table, ({},))
            draft = replace(draft, rows={**draft.rows, table: ({**first, **pasted}, *others)})
    return draft


@pytest.mark.parametrize("draft", [Draft(), quarter()], ids=["blank", "a quarter"])
def test_a_fund_says_what_its_formulas_come_to(draft: Draft, tmp_path: Path) -> None:
    """Blank and after a quarter in which everything happened."""
    assert differences(fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))) == []


@pytest.mark.parametrize("draft", [Draft(), lane()], ids=["blank", "divided"])
def test_a_block_says_what_its_formulas_come_to(draft: Draft, tmp_path: Path) -> None:
    """Blank, and divided in each of the ways there are."""
    assert differences(block_workbook(tmp_path / "block.xlsx", draft)) == []


@pytest.mark.parametrize(
    ("draft", "said"), [(Draft(), block.NOTHING), (lane(), block.CLOSES)], ids=["blank", "divided"]
)
def test_a_block_closes_once_something_is_entered(draft: Draft, said: str, tmp_path: Path) -> None:
    """Of a blank one it is said that nothing is, and of one that comes to the contract that it closes."""
    assert seen(block_workbook(tmp_path / "block.xlsx", draft), "Check")[-1].split(" | ")[3] == said


@pytest.mark.parametrize("write", [block_workbook, fund_workbook])
def test_start_speaks_of_no_progress(write: Callable[[Path, Draft], Path], tmp_path: Path) -> None:
    """Which an account has none of: it names its sheets, each with what it holds in a sentence."""
    lines = seen(write(tmp_path / "book.xlsx", Draft()), "Start")
    at = next(at for at, line in enumerate(lines) if line.strip(" |") == "Contents")
    assert all(line.split(" | ")[1][0].isupper() for line in lines[at + 1 :])


@pytest.mark.parametrize("write", [block_workbook, fund_workbook])
def test_every_column_of_check_has_a_heading(write: Callable[[Path, Draft], Path], tmp_path: Path) -> None:
    """What stands in words beside a figure has one too."""
    book = load_workbook(write(tmp_path / "book.xlsx", Draft()))
    first, *below = book["Check"].iter_rows(min_row=3, max_row=7)
    for row in below:
        assert [cell.coordinate for cell, head in zip(row, first, strict=True) if cell.value and not head.value] == []


@pytest.mark.parametrize(("table", "name"), [("people", "code"), ("shared", "element")])
def test_a_block_does_not_close_with_a_row_that_is_nobodys(table: str, name: str, tmp_path: Path) -> None:
    """What is filled in without a code or a name is told beside it, and on Check."""
    draft = lane()
    first, *others = draft.rows[table]
    nameless = {each: value for each, value in first.items() if each != name}
    path = block_workbook(tmp_path / "block.xlsx", replace(draft, rows={**draft.rows, table: (nameless, *others)}))
    assert differences(path) == []
    assert sum(texts.NAMELESS[table] in line for line in seen(path, table.title())) == 1
    assert seen(path, "Check")[-1].endswith(block.TO_MEND)


def test_a_row_that_is_nobodys_is_told_before_that_nothing_is_entered(tmp_path: Path) -> None:
    """Its code is empty, as a row is that was filled in and cleared, and what else stands there comes to nothing."""
    path = block_workbook(tmp_path / "block.xlsx", Draft(rows={"people": ({"code": "", "standard": 0.0},)}))
    assert differences(path) == []
    assert seen(path, "Check")[-1].endswith(block.TO_MEND)


@pytest.mark.parametrize(("table", "name"), [("agreement", "from"), ("pots", "pot")])
def test_a_row_of_a_fund_that_goes_by_nothing_is_told(table: str, name: str, tmp_path: Path) -> None:
    """An agreement without its day and a pot without its name count for nothing, and that is said beside them."""
    draft = quarter()
    *others, last = draft.rows[table]
    nameless = {**{each: value for each, value in last.items() if each != name}, "notice": "", "hours_wanted": 4.0}
    fields = next(item.fields for item in layout.tables(fund_form()) if item.name == table)
    known = {field.name: nameless[field.name] for field in fields if field.name in nameless}
    rows: dict[str, tuple[Cells, ...]] = {**draft.rows, table: (*others, known)}
    path = fund_workbook(tmp_path / "fund.xlsx", replace(draft, rows=rows), form=few(fund_form()))
    assert differences(path) == []
    assert sum(texts.NAMELESS[table] in line for line in seen(path, table.title())) == 1


FUND_NUMBERS, BLOCK_NUMBERS = numbers(fund_form()), numbers(library()[BLOCK])


@pytest.mark.parametrize("place", FUND_NUMBERS, ids=" ".join)
def test_a_text_for_a_number_of_a_fund_is_said_and_does_not_count(place: tuple[str, str, str], tmp_path: Path) -> None:
    """In its row, on Check and on Start; every other cell says what it would without the text, and none an error."""
    path = fund_workbook(tmp_path / "fund.xlsx", with_text(quarter(), place), form=few(fund_form()))
    assert differences(path) == []
    table, _, words = place
    sheet = "Fund" if table == FACTS else next(item.title for item in layout.tables(fund_form()) if item.name == table)
    assert sum(words in line for line in seen(path, sheet)) == 1
    looked_at = next(line for line in seen(path, "Check") if line.startswith(f"{sheet}: ") and "holds" not in line)
    assert looked_at.split(" | ")[2] == check.SOME
    assert accounts_workbook.CLOSES not in "".join(seen(path, "Start"))


@pytest.mark.parametrize("place", BLOCK_NUMBERS, ids=" ".join)
def test_a_text_for_a_number_of_a_block_is_said_and_does_not_count(place: tuple[str, str, str], tmp_path: Path) -> None:
    """In its row, and on Check, which does not say then that the block closes."""
    path = block_workbook(tmp_path / "block.xlsx", with_text(lane(), place))
    assert differences(path) == []
    table, _, words = place
    sheet = (
        "Block"
        if table == FACTS
        else next(item.title for item in layout.tables(library()[BLOCK]) if item.name == table)
    )
    assert sum(words in line for line in seen(path, sheet)) == 1
    assert seen(path, "Check")[-1].endswith(block.TO_MEND)


def test_a_correction_is_of_a_number_not_of_a_text_alike(tmp_path: Path) -> None:
    """Where the number to correct is a text, nothing is corrected, and the same number in another row still is."""
    entries = (
        happened(0, "hours_given", 24.0),
        happened(1, "correction", corrects="1"),
        happened(2, "correction", corrects=1.0),
    )
    path = fund_workbook(
        tmp_path / "fund.xlsx", Draft(rows={"agreement": (AGREED,), "entries": entries}), form=few(fund_form())
    )
    assert differences(path) == []
    assert [line.split(" | ")[9] for line in seen(path, "Entries")[3:6]] == ["", texts.NO_NUMBER, ""]


def test_what_is_said_beside_a_narrow_table_stands_on_its_page(tmp_path: Path) -> None:
    """Nights, pots and what is reconciled take one page across; an agreement takes several, with its first columns."""
    book = load_workbook(fund_workbook(tmp_path / "fund.xlsx", quarter(), form=few(fund_form())))
    repeated = {name: book[name].print_title_cols for name in ("Agreement", "Night out", "Pots", "Reconcile")}
    assert repeated == {"Agreement": "$A:$B", "Night out": None, "Pots": None, "Reconcile": None}


def test_each_part_of_a_block_has_its_heading(tmp_path: Path) -> None:
    """The hours of each element, then its pounds, on a page each, which begins with the headings."""
    sheet = load_workbook(block_workbook(tmp_path / "block.xlsx", lane()))["Result"]
    assert [sheet.cell(3, column).value for column in (9, 10, 17, 18, 25, 26)] == [
        "Own hours",
        "Hours of S.1",
        "Hours of S.8",
        "£ of S.1",
        "£ of S.8",
        None,
    ]
    assert [area.coord for area in areas(sheet)] == ["A1:I7", "J3:Q7", "R3:Y7"]


def entered(fund: Fund) -> Draft:
    """A fund of anything, as it would have been entered."""
    terms: tuple[Cells, ...] = tuple(
        {
            name: value
            for name, value in {
                "from": term.start,
                "held": term.held.value,
                "rate": None if term.rate is None else term.rate / 100,
                "price": None if term.price is None else term.price / 100,
                "bank_rule": None if term.bank_rule is None else term.bank_rule.value,
                "standard": None if term.standard is None else float(term.standard),
                "enhanced": None if term.enhanced is None else float(term.enhanced),
            }.items()
            if value is not None
        }
        for term in fund.terms
    )
    entries: tuple[Cells, ...] = tuple(
        {
            name: value
            for name, value in {
                "day": entry.day,
                "what": entry.kind,
                "hours": None if entry.minutes is None else float(entry.minutes / HOUR),
                "pounds": None if entry.pence is None else entry.pence / 100,
                "pot": entry.pot or None,
                "corrects": None if entry.corrects is None else float(entry.corrects),
            }.items()
            if value is not None
        }
        for entry in fund.entries
    )
    opening: Cells = {"hours_before": float(fund.minutes / HOUR), "pounds_before": fund.pence / 100}
    facts = {**opening, "begins": fund.begins} if fund.begins else opening
    pots: tuple[Cells, ...] = ({"pot": "Spain"}, {"pot": "Bike", "hours_before": 0.5, "pounds_before": 2.5})
    return Draft(details=facts, rows={"agreement": terms, "entries": entries, "pots": pots})


@pytest.mark.slow
@drawn(40, suppress_health_check=list(HealthCheck))
@given(fund=funds())
def test_any_fund_says_what_its_formulas_come_to(fund: Fund, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A spreadsheet keeps the same books as `fund` does, whatever is entered, right or wrong."""
    draft = entered(fund)
    assert books(fund_of(of_draft(draft))).closing == books(fund).closing
    path = tmp_path_factory.mktemp("any") / "fund.xlsx"
    assert differences(fund_workbook(path, draft, form=few(fund_form()))) == []


def test_the_statement_says_it_in_sentences(tmp_path: Path) -> None:
    """What the person is told is what happened, and nothing is said that did not."""
    said = "\n".join(seen(fund_workbook(tmp_path / "fund.xlsx", quarter()), "Statement"))
    for sentence in (
        "Fund F07, 1 April 2027 to 30 June 2027",
        "You had 3 hours left from before.",
        "You were given 48 hours.",
        "You put 5 hours aside for later.",
        "You turned 2½ hours into £35.93.",
        "You spent £20.00 on things you chose to buy.",
        "In your pots you have saved 6½ hours and £5.25.",
        "By your plan, out of every £1, 88p pays for your support",
        "and 12p for running the service.",
        "If you have a question, ask the office, 01632 960 100.",
    ):
        assert sentence in said
    assert "another provider" not in said
    assert "ended" not in said


@pytest.mark.parametrize("is_in_money", [False, True])
def test_no_gap_is_left_for_what_is_not_said(is_in_money: bool, tmp_path: Path) -> None:
    """Sentence follows on sentence, with one empty line between its parts; the picture is of what the fund holds."""
    agreed: Cells = {**AGREED, "held": "money"} if is_in_money else AGREED
    came = happened(0, "money_council", pounds=1200.0) if is_in_money else happened(0, "hours_given", 24.0)
    rows = {"agreement": (agreed,), "entries": (came, happened(1, "support", 9.0))}
    path = fund_workbook(tmp_path / "fund.xlsx", Draft(rows=rows), form=few(fund_form()))
    assert differences(path) == []
    sheet = load_workbook(path, data_only=True)["Statement"]
    told = "\n".join(str(sheet.cell(row, 1).value or "") for row in range(5, sheet.max_row + 1)).rstrip()
    came_in = "£1,200.00 came in for you.\nYou spent £135.00 on support." if is_in_money else "You were given 24 hours."
    assert told.startswith(came_in)
    assert "\n\n\n" not in told
    assert told.endswith("My signature: …………………………")
    drawn = [(sheet.cell(row, 4).value, sheet.cell(row, 5).value) for row in range(5, 10)]
    in_money = [("Before", 0), ("Came in", 1200), ("Spent", 135), ("Saved", 0), ("Left", 1065)]
    assert drawn == (
        in_money if is_in_money else [("Before", 0), ("Given", 24), ("Used", 9), ("Saved", 0), ("Left", 15)]
    )


def test_what_was_owed_before_is_told(tmp_path: Path) -> None:
    """Of £350.00 that came in, £70.25 make up for before: £279.75 are left; 4 hours less 1½, 2 of them back, are 4½."""
    facts: Cells = {"hours_before": -1.5, "pounds_before": -70.25}
    came = (happened(0, "money_council", pounds=350.0), happened(1, "hours_given", 4.0))
    back = happened(2, "taken_back", 2.0, pot="Spain")
    pots: tuple[Cells, ...] = ({"pot": "Spain", "hours_before": 3.0},)
    draft = Draft(details=facts, rows={"agreement": (AGREED,), "entries": (*came, back), "pots": pots})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    said = "\n".join(seen(path, "Statement"))
    for sentence in (
        "You began with 1½ hours too little, as more was used before than you had.",
        "You took 2 hours back that you had put aside.",
        "You have 4½ hours left.",
        "You began with £70.25 too little, as more was spent before than you had.",
        "£350.00 came in for you.",
        "You have £279.75 left.",
        "Before | -1.5",
    ):
        assert sentence in said


def test_a_night_out_costs_six_hours_of_twenty_four(tmp_path: Path) -> None:
    """From eight to one, dearer from eleven, is three standard and two enhanced hours, which come to six."""
    row = next(line for line in seen(fund_workbook(tmp_path / "fund.xlsx", quarter()), "Night out") if "20:00" in line)
    assert row.split(" | ")[5:8] == ["3", "2", "6"]


def test_a_leap_of_the_year_is_a_choice(tmp_path: Path) -> None:
    """A plan costs another sum in 52 weeks than in 52.14, and the setting says which."""
    draft = quarter()
    years = []
    for weeks in ("w52", "w52_14"):
        path = fund_workbook(tmp_path / f"{weeks}.xlsx", replace(draft, details={**draft.details, "weeks": weeks}))
        years.append(next(line for line in seen(path, "Plan") if "See my sister" in line).split(" | "))
    assert [row[10] for row in years] == ["1950", "1955.25"]


def test_the_two_years_say_by_how_much_they_differ(tmp_path: Path) -> None:
    """£37.50, £8.63 and £6.00 a week are £5.25, £1.21 and £0.84 apart, whichever is picked: the first page says so."""
    draft = quarter()
    for weeks in ("w52", "w52_14"):
        path = fund_workbook(tmp_path / f"{weeks}.xlsx", replace(draft, details={**draft.details, "weeks": weeks}))
        sheet = load_workbook(path, data_only=True)["Plan"]
        at = next(cell for cell in sheet[2] if cell.value == accounts_workbook.LONGER_YEAR)
        assert sheet.cell(2, at.column + 1).value == 7.3
        assert at.column < areas(sheet)[0].max_col


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (3.5, "3½ hours"),
        (0.25, "¼ hour"),
        (1, "1 hour"),
        (0, "0 hours"),
        (-0.375, "−22½ minutes"),
        (23.625, "23 hours 37½ minutes"),
        (-8 / 3, "−2 hours 40 minutes"),
        (8 + 57.86 / 60, "about 8 hours 58 minutes"),
        (8 + 59.86 / 60, "about 9 hours"),
        (-1 / 420, "about −1 minute"),
        (1.0125, "1 hour ¾ minute"),
    ],
)
def test_hours_are_said_as_people_say_them(hours: float, words: str) -> None:
    """In halves and quarters where they come to those, or with minutes: 24 hours less 22½ minutes are 23 h 37½ min.

    Where seven enhanced hours are ten, there are parts of a minute that nobody keeps.
    """
    assert check.said(check.HOURS, hours) == words


@pytest.mark.parametrize(
    ("table", "name", "figure", "words"),
    [
        ("agreement", "rate", -15.0, texts.ABOVE),
        ("agreement", "rate", 0.0, texts.ABOVE),
        ("plan", "pounds", -3.0, texts.ABOVE),
        ("nights", "people", 0.0, texts.ABOVE),
        ("entries", "hours", 0.0, texts.ABOVE),
        ("pots", "hours_wanted", -40.0, texts.ABOVE),
        ("pots", "hours_before", -1.5, texts.LEAST),
    ],
)
def test_a_figure_of_a_fund_that_its_cell_does_not_take_is_told_beside_it(
    table: str, name: str, figure: float, words: str, tmp_path: Path
) -> None:
    """A pasted figure below 0, or 0 where there has to be one, is refused later, so its row says so at once."""
    first, *others = quarter().rows[table]
    draft = replace(quarter(), rows={**quarter().rows, table: ({**first, name: figure}, *others)})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    title = "Night out" if table == "nights" else table.title()
    assert [line.split(" | ")[0][-1] for line in seen(path, title) if words in line] == ["1"]


@pytest.mark.parametrize(("sheet", "cell", "words"), [("People", "E4", texts.LEAST), ("Shared", "C4", texts.ABOVE)])
def test_a_block_does_not_close_with_a_figure_below_nothing(sheet: str, cell: str, words: str, tmp_path: Path) -> None:
    """It would take from one person what it gives another."""
    done = recalculate(block_workbook(tmp_path / "block.xlsx", lane()), {(sheet, cell): -1.0})
    assert words in [done.value(sheet, f"{column}4") for column in "HQ"]
    assert done.value("Check", "D7") == block.TO_MEND


def test_a_block_says_what_is_wrong_with_its_whole_and_with_a_part_in_nothing(tmp_path: Path) -> None:
    """A contract of fewer than no hours, and a part in an element that nobody entered."""
    first, *others = lane().rows["people"]
    draft = replace(lane(), rows={**lane().rows, "people": ({**first, "w8": 1.0}, *others)})
    path = block_workbook(tmp_path / "block.xlsx", replace(draft, details={**draft.details, "hours": -210.0}))
    assert differences(path) == []
    assert [line.split(" | ")[0] for line in seen(path, "People") if block.NO_ELEMENT in line] == ["P.1"]
    assert sum(texts.ABOVE in line for line in seen(path, "Block")) == 1


@pytest.mark.parametrize(("overdraw", "many"), [(None, "2"), ("yes", "0")])
def test_a_fund_that_begins_below_nothing_says_so_unless_it_was_agreed(
    overdraw: str | None, many: str, tmp_path: Path
) -> None:
    """Hours and £ are counted among what there is to look at."""
    term = {**AGREED, **({"overdraw": overdraw} if overdraw else {})}
    draft = Draft({"begins": START, "hours_before": -0.25, "pounds_before": -20.0}, rows={"agreement": (term,)})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    assert [line.split(" | ")[1] for line in seen(path, "Check") if line.startswith("Left from before")] == [many]


def test_names_stand_in_no_file(tmp_path: Path) -> None:
    """What opens in a fund's workbook is its code: nobody's name is asked for anywhere."""
    words = " ".join(seen(fund_workbook(tmp_path / "fund.xlsx", Draft()), "Fund"))
    assert "Fund code" in words
    assert "date of birth" in words
    assert "Name" not in words.replace("Names", "")


def test_the_first_agreement_counts_on_its_first_day(tmp_path: Path) -> None:
    """An entry of the first day is held against it, and one of the day before has no agreement."""
    entries = (happened(-1, "hours_given", 1.0), happened(0, "hours_given", 1.0))
    draft = Draft(details={"begins": date(2027, 4, 1)}, rows={"agreement": (AGREED,), "entries": entries})
    rows = [
        line for line in seen(fund_workbook(tmp_path / "fund.xlsx", draft), "Entries") if "Hours for the week" in line
    ]
    assert ["No agreement on this date." in row for row in rows] == [True, False]


def test_a_day_of_another_account_is_asked_about_in_its_row(tmp_path: Path) -> None:
    """Before the first day and after the last one, by a formula; the first and the last day themselves are not."""
    entries = tuple(happened(day, "hours_given", 1.0) for day in (-1, 0, 29, 30))
    agreed: Cells = {**AGREED, "from": date(2026, 4, 1)}
    facts: dict[str, str | float | date] = {"begins": date(2027, 4, 1), "ends": date(2027, 4, 30)}
    draft = Draft(details=facts, rows={"agreement": (agreed,), "entries": entries})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    rows = [line for line in seen(path, "Entries") if "Hours for the week" in line]
    assert ["Not a day of this account" in row for row in rows] == [True, False, False, True]
    assert differences(path) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("held", fund_tables.NOT_HELD),
        ("limit", fund_tables.LIMIT_HALF),
        ("limit_in", fund_tables.LIMIT_HALF),
        ("enhanced", fund_tables.RATIO_HALF),
        ("price", ""),
    ],
)
def test_what_an_agreement_lacks_is_told_beside_it(name: str, words: str, tmp_path: Path) -> None:
    """What it is held in, and the other half of what takes two cells; what was not agreed is empty, and fine."""
    lacking = {each: value for each, value in AGREED.items() if each != name}
    path = fund_workbook(tmp_path / "fund.xlsx", Draft(rows={"agreement": (lacking,)}), form=few(fund_form()))
    assert differences(path) == []
    assert seen(path, "Agreement")[3].split(" | ")[20] == words


@pytest.mark.parametrize(
    ("begins", "ends", "closed", "told"),
    [
        (1, 30, 30, {}),
        (1, 30, 1, {}),
        (1, None, 30, {}),
        (None, 1, 30, {"Closed to": span.OUTSIDE}),
        (2, 30, 1, {"Closed to": span.OUTSIDE}),
        (30, 1, 15, {"Last day": span.BACKWARDS}),
    ],
)
def test_the_days_of_an_account_are_held_against_each_other(
    begins: int | None, ends: int | None, closed: int, told: dict[str, str], tmp_path: Path
) -> None:
    """Beside each, on Check and on Start; of an account that ends before it begins no entry is called another's."""
    days = {"begins": begins, "ends": ends, "closed_to": closed}
    facts: Cells = {name: date(2027, 4, day) for name, day in days.items() if day}
    entries = (happened(0, "hours_given", 1.0),) if begins != 2 else ()
    rows = {"agreement": (AGREED,), "entries": entries}
    path = fund_workbook(tmp_path / "fund.xlsx", Draft(facts, rows=rows), form=few(fund_form()))
    assert differences(path) == []
    words = (span.BACKWARDS, span.OUTSIDE)
    rows_of = (line.split(" | ") for line in seen(path, "Fund"))
    assert {row[1]: row[3] for row in rows_of if len(row) > 3 and row[3] in words} == told
    (looked_at,) = (line for line in seen(path, "Check") if line.startswith("Fund: "))
    assert looked_at.split(" | ")[2] == (check.SOME if told else check.NOTHING)
    assert "Not a day of this account: see" not in "".join(seen(path, "Entries"))


def test_a_mistake_that_was_put_right_is_told_no_more_in_its_row(tmp_path: Path) -> None:
    """Too many hours, no quarters, and a day of another year: told until a correction takes each back."""
    mistakes = (happened(1, "support", 50.0), happened(2, "support", 1.3), happened(400, "support", 1.0))
    backs = tuple(happened(3, "correction", corrects=float(number)) for number in (2, 3, 4))
    facts: dict[str, str | float | date] = {"begins": date(2027, 4, 1), "ends": date(2027, 6, 30)}
    for rows_of, told in ((mistakes, 3), ((*mistakes, happened(3, "support", 1.0), *backs), 0)):
        rows = {"agreement": (AGREED,), "entries": (happened(0, "hours_given", 24.0), *rows_of)}
        path = fund_workbook(tmp_path / f"{told}.xlsx", Draft(details=facts, rows=rows), form=few(fund_form()))
        checks = [line.split(" | ")[9] for line in seen(path, "Entries")[3:]]
        assert sum(bool(words) for words in checks) == told
        rules = [each for area in load_workbook(path)["Entries"].conditional_formatting for each in area.rules]
        assert ['$J4<>""'] in [rule.formula for rule in rules]
        assert differences(path) == []


@pytest.mark.parametrize("skipped", [0, 1])
def test_a_row_that_was_passed_over_is_told_in_the_next(skipped: int, tmp_path: Path) -> None:
    """As `validate` tells it: the numbers of entries follow one another, or Start says that there is something."""
    rows = (happened(0, "hours_given", 24.0), *({},) * skipped, happened(2, "support", 9.0))
    draft = Draft(rows={"agreement": (AGREED,), "entries": rows})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    gaps = [line.split(" | ")[0] for line in seen(path, "Entries") if entries.GAP in line]
    assert gaps == ["E.3"] * skipped
    assert ("1 of the checks" in "".join(seen(path, "Start"))) is bool(skipped)


@pytest.mark.parametrize(
    ("rule", "begins", "entered", "words"),
    [
        (None, START, None, fund_tables.NO_RULE),
        ("keep_hours", START, None, ""),
        ("keep_pounds", START, None, "Change the bank by -1.6 hours in all."),
        ("keep_pounds", START, -1.6, ""),
        ("keep_hours", START, -1.6, "Change the bank by 0 hours in all."),
        ("keep_pounds", date(2027, 4, 4), None, fund_tables.BEFORE),
        ("keep_hours", date(2027, 4, 4), None, ""),
        ("keep_pounds", None, None, ""),
        (None, None, None, ""),
    ],
)
def test_a_bank_that_did_not_change_with_the_rate_is_told_beside_it(
    rule: str | None, begins: date | None, entered: float | None, words: str, tmp_path: Path
) -> None:
    """24 h at £15.00 are £360.00, and at £16.07 an hour that is 22.4 h to the minute: 1.6 h less."""
    later: Cells = {**AGREED, "from": date(2027, 4, 3), "rate": 16.07, **({"bank_rule": rule} if rule else {})}
    change = (happened(2, "rate_takes", -entered),) if entered else ()
    rows = {"agreement": (AGREED, later), "entries": (happened(0, "hours_given", 24.0), *change)}
    facts: Cells = {"closed_to": later["from"], **({"begins": begins} if begins else {})}
    path = fund_workbook(tmp_path / "fund.xlsx", Draft(facts, rows=rows), form=few(fund_form()))
    assert differences(path) == []
    second = next(line for line in seen(path, "Agreement") if line.startswith("A.2"))
    assert second.split(" | ")[20] == words


@pytest.mark.parametrize(
    ("between", "last", "told"),
    [
        ({}, {}, ("", "Change the bank by 2.5 hours in all.")),
        ({"held": "money", "rate": 16.0}, {}, ("Change the bank by 2.5 hours in all.", "")),
        ({"from": START, "rate": 18.0}, {}, (fund_tables.TWICE, "Change the bank by 2.5 hours in all.")),
        ({"price": 20.01}, {"price": 15.0}, (fund_tables.ABOVE_RATE, "Change the bank by 2.5 hours in all.")),
        ({"price": 20.0}, {"price": 16.01}, ("", fund_tables.ABOVE_RATE)),
    ],
)
def test_a_rate_is_held_against_the_last_one_that_was_agreed(
    between: Cells, last: Cells, told: tuple[str, str], tmp_path: Path
) -> None:
    """10 h at £20.00 are £200.00, and 12.5 h at £16.00, also where a row between says no rate, or is one of money."""
    first: Cells = {**AGREED, "rate": 20.0, "bank_rule": "keep_pounds"}
    unrated = {name: value for name, value in first.items() if name != "rate"}
    terms = (
        first,
        {**unrated, "from": date(2027, 4, 3), **between},
        {**first, "from": date(2027, 4, 5), "rate": 16.0, **last},
    )
    draft = Draft({"begins": START, "closed_to": date(2027, 4, 30), "hours_before": 10.0}, rows={"agreement": terms})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    assert tuple(line.split(" | ")[20] for line in seen(path, "Agreement")[4:6]) == told


def test_a_correction_counts_from_its_entry_on_and_a_rate_to_come_later(tmp_path: Path) -> None:
    """24 h at £15.00 keep their pounds at £20.00, though what was used since is taken back under an earlier day."""
    later: Cells = {**AGREED, "from": date(2027, 4, 3), "rate": 20.0, "bank_rule": "keep_pounds"}
    to_come: Cells = {**later, "from": date(2027, 5, 1), "rate": 25.0}
    used, back = happened(9, "support", 4.0), happened(1, "correction", corrects=2.0)
    entries = (happened(0, "hours_given", 24.0), used, back)
    reconciled: Cells = {"what": "rota", "until": date(2027, 4, 5), "total": 0.0}
    rows: dict[str, tuple[Cells, ...]] = {"agreement": (AGREED, later, to_come), "reconcile": (reconciled,)}
    draft = Draft({"begins": START}, rows={**rows, "entries": entries})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    told = {line.split(" | ")[0]: line.split(" | ")[20] for line in seen(path, "Agreement")[3:6]}
    assert told == {"A.1": "", "A.2": "Change the bank by -6 hours in all.", "A.3": ""}
    assert "Agrees." in "".join(seen(path, "Reconcile"))


def test_the_change_that_is_asked_for_is_what_has_to_be_typed(tmp_path: Path) -> None:
    """Where seven and nine enhanced hours are ten, three places are too few: what is said, entered, is told no more."""
    first: Cells = {**AGREED, "standard": 10.0, "enhanced": 7.0, "rate": 20.0}
    later: Cells = {**first, "from": date(2027, 4, 3), "enhanced": 9.0, "rate": 21.5, "bank_rule": "keep_pounds"}
    for name, change, said in (
        ("asked", (), "Change the bank by -0.6254 hours in all."),
        ("entered", (happened(2, "rate_takes", 0.6254),), ""),
    ):
        rows = {"agreement": (first, later), "entries": (happened(0, "hours_given", 8.9643), *change)}
        draft = Draft({"begins": START, "closed_to": later["from"]}, rows=rows)
        path = fund_workbook(tmp_path / f"{name}.xlsx", draft, form=few(fund_form()))
        assert differences(path) == []
        assert next(line for line in seen(path, "Agreement") if line.startswith("A.2")).split(" | ")[20] == said
    assert "that took about 38 minutes from you." in "".join(seen(tmp_path / "entered.xlsx", "Statement"))


def test_an_entry_below_nothing_counts_for_nothing_and_is_told(tmp_path: Path) -> None:
    """A pasted −4 of support gives no hours, and −£10 spent no money: of 24 h and £12.50 all are left."""
    entries = (
        happened(0, "hours_given", 24.0),
        happened(0, "money_council", pounds=12.5),
        happened(1, "support", -4.0),
        happened(2, "spent_bought", pounds=-10.0),
        happened(3, "correction", -4.0, corrects=1.0),
    )
    draft = Draft(rows={"agreement": (AGREED,), "entries": entries})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    assert sum("typed above 0" in line for line in seen(path, "Entries")) == 3
    said = "".join(seen(path, "Statement"))
    assert "You have 24 hours left." in said
    assert "You have £12.50 left." in said


def test_of_two_agreements_from_one_day_the_lower_row_is_told(tmp_path: Path) -> None:
    """The upper one holds, so that the dearer hour of the lower one is the rate of nothing, and changes nothing."""
    draft = Draft({"begins": START}, rows={"agreement": (AGREED, {**AGREED, "rate": 16.0}, {**AGREED, "rate": 17.0})})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    told = [line.split(" | ")[0] for line in seen(path, "Agreement") if fund_tables.TWICE in line]
    assert told == ["A.2", "A.3"]


def test_a_pot_of_two_rows_counts_once_and_in_any_letters(tmp_path: Path) -> None:
    """Of 6 h put aside in Trip and TRIP the person is told 6 h, and the lower row is told."""
    entries = (
        happened(0, "hours_given", 10.0),
        happened(1, "put_aside", 4.0, pot="Trip"),
        happened(2, "put_aside", 2.0, pot="TRIP"),
        happened(3, "put_aside", 1.0, pot="trip "),
        happened(4, "correction", pot="Trip", corrects=4.0),
    )
    pots: tuple[Cells, ...] = ({"pot": "Trip"}, {"pot": "trip", "hours_before": 2.0})
    draft = Draft(rows={"agreement": (AGREED,), "entries": entries, "pots": pots})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    assert "In your pots you have saved 6 hours." in "".join(seen(path, "Statement"))
    assert [line.split(" | ")[0] for line in seen(path, "Pots") if fund_tables.POT_TWICE in line] == ["S.2"]


def test_a_pot_that_is_called_a_number_keeps_what_is_put_aside(tmp_path: Path) -> None:
    """The year 2026 is a name like another, whether it stands there as a number or as text."""
    entries = (happened(0, "hours_given", 10.0), happened(1, "put_aside", 4.0, pot="x"))
    draft = Draft(rows={"agreement": (AGREED,), "entries": entries, "pots": ({"pot": "x"},)})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    for pot in (2026.0, "2026"):
        done = recalculate(path, {("Pots", "B4"): pot, ("Entries", "F5"): 2026.0})
        assert done.value("Pots", "I4") == 4
        assert "In your pots you have saved 4 hours." in [done.value("Statement", f"A{row}") for row in range(5, 20)]


@pytest.mark.parametrize("typed", ["2 hours", 0.0, -4.0, "4"])
def test_a_correction_with_an_amount_of_its_own_takes_nothing_back(typed: float | str, tmp_path: Path) -> None:
    """10 h less 4 h stay 6 h, in the workbook as where it is read, until the amount is cleared."""
    rows = (happened(0, "hours_given", 10.0), happened(1, "support", 4.0), happened(2, "correction", corrects=2.0))
    draft = Draft(rows={"agreement": (AGREED,), "entries": rows})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert recalculate(path).value("Entries", "M6") == 10
    assert recalculate(path, {("Entries", "D6"): typed}).value("Entries", "M6") == 6


def test_a_pot_that_gave_more_than_it_held_is_told_though_it_was_filled_since(tmp_path: Path) -> None:
    """Of 1 h in the pot 1½ are taken, a mistake of 9 h that is put right aside; 2 h that come later make up for it."""
    rows = (
        happened(0, "hours_given", 24.0),
        happened(1, "put_aside", 1.0, pot="Spain"),
        happened(2, "taken_back", 9.0, pot="Spain"),
        happened(2, "correction", corrects=3.0),
        happened(3, "taken_back", 1.5, pot="Spain"),
        happened(4, "put_aside", 2.0, pot="Spain"),
    )
    draft = Draft(rows={"agreement": (AGREED,), "entries": rows, "pots": ({"pot": "Spain"},)})
    path = fund_workbook(tmp_path / "fund.xlsx", draft, form=few(fund_form()))
    assert differences(path) == []
    assert [line.split(" | ")[0] for line in seen(path, "Entries") if entries.POT_GONE in line] == ["E.5"]


def test_what_was_carried_over_is_locked(tmp_path: Path) -> None:
    """What the last account closed with is not for the holder to change; in a first account it is typed."""
    pots: tuple[Cells, ...] = ({"pot": "Spain", "hours_before": 1.5},)
    carried, first = Draft(details={"hours_before": 3.0, "pounds_before": 0.0}, rows={"pots": pots}), Draft()
    for draft, locked, before in ((carried, True, 3), (first, False, None)):
        path = fund_workbook(tmp_path / f"{locked}.xlsx", draft, form=few(fund_form()))
        book = load_workbook(path)
        opening = next(row for row in book["Fund"].iter_rows() if row[1].value == "Hours left from before")[2]
        assert (opening.value, opening.protection.locked) == (before, locked)
        headings, row = ([*book["Pots"][number]] for number in (3, 4))
        locks = {str(named.value): cell.protection.locked for named, cell in zip(headings, row, strict=True)}
        assert (locks["Hours from before"], locks["Pot"]) == (locked, False)
