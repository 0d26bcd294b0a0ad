"""The consolidated workbook as written: which sheets there are, and how they are built."""

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange

from tests.books.tables import place, rows, tables, told
from tests.builders.opened import charts_of, load_workbook
from tests.builders.rounds import (
    AS_AT,
    COMMISSIONER,
    CROSSWALK,
    INSTRUMENTS,
    PROVIDER,
    SHORT,
    action,
    answered,
    entry,
    ledger,
    random_ledger,
    random_views,
)
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Response
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.intake.log import Ledger, Status
from xlkit.returns.issues import issue

ROUND = "Spring 2027"
NEWER = re.compile(r"\b(XLOOKUP|FILTER|LET|TEXTJOIN|IFS|MAXIFS|MINIFS|TODAY|NOW)\(|_xlfn|QUARTILE\.|RANK\.|MODE\.")
SIDE = ("answers", "positions", "theme levels")
PROVIDER_SHEETS = [f"Provider {kind}" for kind in SIDE]
COMMISSIONER_SHEETS = [f"Commissioner {kind}" for kind in SIDE]
GROUPS = ["By group", "One provider"]
ASKED, RECORDS = ["Choices", "Numbers and dates", "In their words", "What each answered"], ["Files", "Data"]
CHARTED = ("Chart data (sides)", "Chart data (levels)")
DATA_COLUMNS = (
    "return_id", "round", "template", "version", "organisation", "subject", "perspective", "respondent", "role",
    "locality", "service_area", "size", "section", "ref", "item", "title", "theme", "level", "value", "evidence",
    "returned_on", "view", "answered",
)  # fmt: skip


def written(folder: Path, given: Ledger, crosswalk: Crosswalk = CROSSWALK) -> Path:
    path = folder / "consolidated.xlsx"
    consolidated_workbook.write(compare(INSTRUMENTS, crosswalk, given, AS_AT, ROUND), path)
    return path


def opened(folder: Path, given: Ledger, crosswalk: Crosswalk = CROSSWALK) -> Workbook:
    return shown_sheets(load_workbook(written(folder, given, crosswalk)))


def shown_sheets(book: Workbook) -> Workbook:
    """The workbook without the hidden sheet, which people never see."""
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            del book[sheet.title]
    return book


def charts(book: Workbook, sheet: str) -> int:
    """How many charts stand on a sheet."""
    return len(charts_of(book[sheet]))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a random round of both sides."""
    return written(tmp_path_factory.mktemp("round"), random_ledger(1))


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    """Its formulas."""
    return shown_sheets(load_workbook(path))


@pytest.fixture(scope="module")
def shown(path: Path) -> Workbook:
    """The same with stored values, as a program that does not calculate shows it."""
    return shown_sheets(load_workbook(path, data_only=True))


def test_sheets_stand_in_order(book: Workbook) -> None:
    """The story, what it goes back to, what is edited, and what figures rest on."""
    assert book.sheetnames == [
        "Summary", "By theme", "By topic", "By provider", "Heat map", "Council", "Actions", "Evidence", "Guide",
        *GROUPS, "Within organisations", "Within organisations (2)", "Actions by theme and owner", *ASKED, *RECORDS,
        PROVIDER_SHEETS[0], COMMISSIONER_SHEETS[0], *PROVIDER_SHEETS[1:], *COMMISSIONER_SHEETS[1:], *CHARTED, "Notes",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The same round with what others say of those in it."""
    return opened(tmp_path_factory.mktemp("seen"), random_views(1, random_ledger(1)))


def test_what_others_say_has_its_tables(book: Workbook, seen: Workbook) -> None:
    """Providers beside others, the commissioner as others see it, and the voices they rest on."""
    plain, more = ({table.name for _, table in tables(each)} for each in (book, seen))
    assert more - plain == {"Pairs_1", "Gaps_1", "Seen_1", "Voices_1", "Voices_2"}


def test_related_tables_stand_together(seen: Workbook) -> None:
    """What is of one subject is on one sheet, one table below the other, and none touches the next."""
    together = [list(seen[name].tables) for name in ("By topic", "Council", "By provider")]
    assert together == [
        ["Items_1", "Sections_1", "Gaps_1"],
        ["Council_sections_2", "Seen_1", "Challenges_1"],
        ["Unplanned_1", "Unplanned_2"],
    ]
    for name in ("By topic", "Council"):
        ends = [CellRange(table.ref) for table in seen[name].tables.values()]
        assert all(below.min_row > above.max_row + 3 for above, below in pairwise(ends))


@pytest.mark.parametrize(
    ("given", "sheets"),
    [
        pytest.param(ledger(), ["Summary", "Guide"], id="nothing at all"),
        pytest.param(
            ledger(others=[entry("a.pdf", Status.REJECTED)]),
            ["Summary", "Guide", "Files"],
            id="rejected alone",
        ),
        pytest.param(
            ledger(answered(PROVIDER, "A", {"strategy": 1})),
            [
                *("Summary", "By theme", "By topic", "By provider", "Heat map", "Guide"),
                *(*GROUPS, *RECORDS, *PROVIDER_SHEETS, CHARTED[1]),
            ],
            id="one provider",
        ),
        pytest.param(
            ledger(answered(COMMISSIONER, "C", {"need": 1})),
            [
                *("Summary", "By theme", "Council", "Guide", *RECORDS, *COMMISSIONER_SHEETS, CHARTED[0], "Notes"),
            ],
            id="one commissioner",
        ),
        pytest.param(
            ledger(answered(PROVIDER, "A", {})),
            [
                *("Summary", "By theme", "By topic", "By provider", "Heat map", "Guide"),
                *(*GROUPS, *RECORDS, *PROVIDER_SHEETS),
            ],
            id="all blank",
        ),
    ],
)
def test_sheets_without_data_are_left_out(given: Ledger, sheets: list[str], tmp_path: Path) -> None:
    """A round with less in it has fewer sheets."""
    assert opened(tmp_path, given).sheetnames == sheets


def test_without_a_crosswalk_there_are_no_themes(tmp_path: Path) -> None:
    """Items and positions stand without them."""
    sheets = opened(tmp_path, random_ledger(1), Crosswalk()).sheetnames
    assert {"By topic", "Heat map"} <= set(sheets)
    assert not {"By theme", "Provider theme levels", *GROUPS, "By provider"} & set(sheets)


def test_each_council_has_its_own_tables(tmp_path: Path) -> None:
    """Two councils have two comparisons, and what they say of themselves stands on one sheet."""
    book = opened(tmp_path, random_ledger(1, councils=2))
    assert {"By theme", "By theme (2)", "Council"} <= set(book.sheetnames)
    assert {"Challenges_1", "Challenges_2"} <= set(book["Council"].tables)


def test_every_table_has_a_heading_and_its_own_columns(book: Workbook) -> None:
    """What it is and what it holds stand above it; its headings differ, and are its cells; a sheet begins in A1."""
    names = [table.name for _, table in tables(book)]
    assert len(set(names)) == len(names)
    for sheet, table in tables(book):
        whole = CellRange(table.ref)
        headers = [cell.value for cell in sheet[whole.min_row]][: whole.max_col]
        assert whole.min_col == 1
        assert headers == [column.name for column in table.tableColumns]
        assert len({str(header).casefold() for header in headers}) == len(headers)
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value
        assert sheet["A2"].value
        assert not sheet.merged_cells.ranges


def test_no_table_has_a_blank_row(book: Workbook) -> None:
    """Filters and pivots reach the last row."""
    for sheet, table in tables(book):
        whole = CellRange(table.ref)
        for row in sheet.iter_rows(whole.min_row, whole.max_row, whole.min_col, whole.max_col):
            assert any(cell.value is not None for cell in row)


def test_pages_are_set_up(book: Workbook) -> None:
    """A4 across; headings are repeated where a sheet is one table."""
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows or len(sheet.tables) != 1


def test_charts_speak(tmp_path: Path) -> None:
    """Each chart says in words what it shows."""
    path = written(tmp_path, random_views(1, random_ledger(1)))
    with zipfile.ZipFile(path) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/drawings/drawing")]
        drawings = [parts.read(name).decode() for name in names]
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
    spoken = [text for drawing in drawings for text in re.findall(r'descr="([^"]{40,})"', drawing)]
    assert len(spoken) == len(charts) > 6


def test_a_series_stands_beside_its_names(book: Workbook) -> None:
    """Its values and their names are the same rows of two columns, on every chart."""
    for chart in (chart for sheet in book for chart in charts_of(sheet)):
        for series in chart.series:
            values, names = CellRange(series.val.numRef.f), CellRange((series.cat.strRef or series.cat.numRef).f)
            assert (values.min_row, values.max_row) == (names.min_row, names.max_row)
            assert values.min_col != names.min_col


def test_formulas_use_excel_2010_alone(book: Workbook) -> None:
    """No function that an older Excel, or another program, does not know; and no clock."""
    formulas = [
        text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if (text := getattr(cell.value, "text", cell.value)) and isinstance(text, str) and cell.data_type == "f"
    ]
    assert len(formulas) > 300
    assert not [text for text in formulas if NEWER.search(text)]
    assert max(map(len, formulas)) < 8192


def test_levels_take_whole_numbers_of_the_scale_alone(book: Workbook) -> None:
    """The one place to edit lets nothing else in."""
    sheet = book["Provider answers"]
    (first, *_) = sheet.data_validations.dataValidation
    assert (first.type, first.formula1, first.formula2) == ("whole", "1", "5")
    headers = [cell.value for cell in sheet[4]]
    column = headers.index("1.1 Strategy") + 1
    assert [found.min_col for found in first.sqref.ranges] == [column]
    assert {cell.data_type for cell in next(sheet.iter_cols(column, column, 5))} <= {"n"}


def test_data_has_its_stable_columns(shown: Workbook) -> None:
    """Names that others build on, real dates, and one row for each return and item."""
    found = rows(shown, "Data")
    assert tuple(found[0]) == DATA_COLUMNS
    assert len({(row["return_id"], row["item"]) for row in found}) == len(found)
    assert all(isinstance(row["level"], int) or row["level"] is None for row in found)
    assert {type(row["returned_on"]) for row in found} == {datetime, type(None)}
    kinds = {row["item"]: row["value"] for row in found if row["value"] is not None}
    assert (kinds["kind"], kinds["places"], kinds["since"]) == ("Home care", 12, datetime(2019, 5, 1))  # noqa: DTZ001 - Excel's dates have no zone
    assert kinds["remark"] == "=1+1 is what they wrote"
    assert all(row["answered"] == int(row["level"] is not None or row["value"] is not None) for row in found)


def test_large_rounds_hold_plain_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit levels are values, and the sheet says so."""
    monkeypatch.setattr("xlkit.books.consolidated.given.data.MOST_LIVE", 10)
    sheet = opened(tmp_path, random_ledger(1))["Data"]
    assert "plain values" in told(sheet)
    assert not [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.data_type == "f"]


def test_many_actions_are_counted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit numbers of actions are values, the same ones, and the sheet says so."""
    given = ledger(answered(PROVIDER, "A", {"strategy": 1}, actions=[action("strategy"), action("strategy")]))
    live = opened(tmp_path, given)["Provider theme levels"]
    monkeypatch.setattr("xlkit.books.consolidated.standing.levels.MOST_COMPARED", 1)
    plain = opened(tmp_path, given)["Provider theme levels"]
    place = [cell.value for cell in live[4]].index("Actions: Leadership")
    assert str(live[5][place].value).startswith("=COUNTIF(")
    assert plain[5][place].value == 2
    assert ("plain values" in told(live), "plain values" in told(plain)) == (False, True)


@pytest.mark.parametrize(("name", "room"), [("Evidence", "given.evidence"), ("Actions", "plans.action_register")])
def test_many_levels_are_not_looked_up(
    book: Workbook, shown: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, room: str
) -> None:
    """Above the limit the levels beside texts and actions are values, the same ones, and the sheet says so."""
    monkeypatch.setattr(f"xlkit.books.consolidated.{room}.MOST_LIVE", 1)
    plain = opened(tmp_path, random_ledger(1))
    place = [cell.value for cell in book[name][4]].index("Level")
    levels = [[row[place].value for row in each[name].iter_rows(min_row=5)] for each in (book, plain, shown)]
    assert any(str(level).startswith("=") for level in levels[0])
    assert levels[1] == levels[2]
    assert ["plain values" in told(each[name]) for each in (book, plain)] == [False, True]


def test_what_reads_too_much_holds_values(
    book: Workbook, shown: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit counts inside organisations and of groups are values, the same ones, and the sheets say so."""
    monkeypatch.setattr("xlkit.books.consolidated.standing.distribution.MOST_SCANNED", 10)
    plain = opened(tmp_path, random_ledger(1))
    for name in ("Within organisations", "By group"):
        place = [cell.value for cell in book[name][4]].index("At level 1")
        assert str(book[name][5][place].value).startswith("=")
        assert plain[name][5][place].value == shown[name][5][place].value
        said = ["plain values" in told(each[name]) for each in (book, plain)]
        assert said == [False, True]


def test_the_register_holds_every_action(tmp_path: Path) -> None:
    """Real dates, an empty cell for none, and the timing against the as-at date: what is overdue comes first."""
    planned = [
        action("culture", "Some day"),
        action("culture", "Later", due=date(2027, 5, 1)),
        action("strategy", "=do(it)", due=date(2027, 4, 5), status="Under way", owner="Ann"),
    ]
    path = written(tmp_path, ledger(answered(PROVIDER, "A", {"strategy": 2}, actions=planned)))
    found = rows(load_workbook(path, data_only=True), "Actions")
    assert [row["Action"] for row in found] == ["=do(it)", "Later", "Some day"]
    assert [row["Due"] for row in found] == [datetime(2027, 4, 5), datetime(2027, 5, 1), None]  # noqa: DTZ001 - as above
    assert [row["Timing"] for row in found] == ["overdue", "to come", "no date"]
    assert [row["Level"] for row in found] == [2, None, None]


def test_returns_list_every_file(shown: Workbook) -> None:
    """Also those that were not merged, and the guide counts them."""
    found = rows(shown, "Returns")
    assert [row["File"] for row in found][-2:] == ["zz-broken.pdf", "zz-~$lock.xlsx"]
    counted = {row[0]: row[1] for row in shown["Guide"].iter_rows(max_col=2, values_only=True)}
    assert (counted["Files given"], counted["Rejected"], counted["Ignored"]) == (len(found), 1, 1)


@pytest.mark.parametrize(("status", "unplanned"), [("Dropped", 1), ("Under way", 0), ("Done", 0)])
def test_an_action_that_was_dropped_plans_nothing(status: str, unplanned: int, tmp_path: Path) -> None:
    """A low level whose only action was given up is without action; one that is done, or under way, is not."""
    found = ledger(answered(PROVIDER, "P", {"strategy": 1}, actions=[action("strategy", status=status)]))
    book = load_workbook(written(tmp_path, found), data_only=True)
    (row,) = rows(book, "Unplanned_1")
    assert row["Themes at 1–2 without an action"] == unplanned


def test_figures_are_shown_as_what_they_are(tmp_path: Path) -> None:
    """Shares as per cent, gaps with their sign, agreement with two places, counts as they are."""
    returns = [answered(PROVIDER, f"P{place}", {"strategy": 4}) for place in range(5)]
    sheet, where = place(opened(tmp_path, ledger(*returns, answered(COMMISSIONER, "C", {"leadership": 1}))), "Themes_1")
    headers, first = sheet.iter_rows(where.min_row, where.min_row + 1)
    shown = {head.value: cell.number_format for head, cell in zip(headers, first, strict=True)}
    assert {name: shown[name] for name in ("Providers (n)", "Share at 1–2", "Gap", "Agreement")} == {
        "Providers (n)": "0_)", "Share at 1–2": "0%_)", "Gap": "+0.0_);-0.0_);0.0_)", "Agreement": "0.00_)",
    }  # fmt: skip


def test_of_what_compares_with_nothing_no_chart_is_drawn(tmp_path: Path) -> None:
    """People speak of a provider that sent no return, or of one that did; the topics have a chart of their own."""
    heard = answered(PROVIDER, "G", {"strategy": 4}, perspective=Perspective.PEOPLE, subject="Nobody's Care")
    own = answered(PROVIDER, "A", {"strategy": 2})
    alone = charts(opened(tmp_path, ledger(own, heard)), "By topic")
    both = answered(PROVIDER, "G", {"strategy": 4}, perspective=Perspective.PEOPLE, subject="A")
    assert charts(opened(tmp_path, ledger(own, both)), "By topic") == alone + 1


def test_no_page_holds_nothing_but_the_end_of_a_line(book: Workbook) -> None:
    """What is printed ends with a table, the last part with the last one, and parts of one table stand side by side.

    Of what is worked with rather than read one page is printed, which says so.
    """
    whole = [sheet for sheet in book.worksheets[1:] if "first page" not in str(sheet.oddFooter)]
    assert {"Data", "Provider answers"} & {sheet.title for sheet in whole} == {"Provider answers"}
    for sheet in whole:
        ends = [CellRange(table.ref).max_row for table in sheet.tables.values()]
        areas = [CellRange(area.rpartition("!")[2].replace("$", "")) for area in str(sheet.print_area).split(",")]
        assert (areas[0].min_row, areas[0].min_col) == (1, 1)
        assert max(area.max_row for area in areas) == ends[-1]
        assert {area.max_row for area in areas} <= set(ends)
        for end in ends:
            beside = [area for area in areas if area.max_row == end]
            assert [area.min_col for area in beside[1:]] == [area.max_col + 1 for area in beside[:-1]]


def test_the_response_is_told_where_it_is_known(tmp_path: Path) -> None:
    """Of three who were asked one sent a valid return; other returns count for nothing there."""
    returns = ledger(answered(PROVIDER, "A", {}), answered(PROVIDER, "B", {}), others=[entry("c.pdf", Status.REJECTED)])
    path = tmp_path / "round.xlsx"
    response = Response(3, frozenset([returns.entries[0].path]))
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, returns, AS_AT, ROUND, response=response), path)
    book = load_workbook(path, data_only=True)
    assert str(book["Summary"]["A2"].value).startswith("1 of 3 who were asked sent a valid return; ")
    assert [row["Counts for response"] for row in rows(book, "Returns")] == ["yes", None, None]


def test_decisions_stand_beside_what_they_concern(tmp_path: Path) -> None:
    """A waived check says who allowed it and why; other findings stay among the reasons."""
    waived = issue(
        "check-waived", until="", message="No date.", place="Decisions!A2", approved_by="Bo", why="New this year"
    )
    late = issue("no-organisation", where="About you!B3")
    given = Ledger((replace(entry("a.xlsx", completed=answered(PROVIDER, "A", {})), issues=(waived, late)),))
    (found,) = rows(load_workbook(written(tmp_path, given), data_only=True), "Returns")
    assert found["Decisions"] == waived.message
    assert "New this year" in waived.message
    assert waived.message not in str(found["Reason"])


def test_data_has_no_row_for_what_a_short_form_does_not_ask(tmp_path: Path) -> None:
    """Two challenges are asked, so there are two rows."""
    given = ledger(answered(SHORT, "A", {"prices": 1}, perspective=Perspective.PROVIDER, subject="Council"))
    found = rows(load_workbook(written(tmp_path, given), data_only=True), "Data")
    assert [row["item"] for row in found] == ["prices", "need"]


def test_the_guide_leads_everywhere(book: Workbook) -> None:
    """Each table is listed with a link to its sheet, or to where it stands below another."""
    guide = book["Guide"]
    targets = [str(cell.hyperlink.location) for row in guide.iter_rows() for cell in row if cell.hyperlink]
    listed = [(sheet, table) for sheet, table in tables(book) if sheet.title != "Guide"]
    assert len(targets) == len(listed)
    assert {f"'{sheet.title}'" for sheet, _ in listed} == {target.rpartition("!")[0] for target in targets}


def test_the_settings_stand_where_formulas_look(book: Workbook) -> None:
    """The as-at date and the cut of the quadrants."""
    guide = book["Guide"]
    assert (guide["B6"].value, guide["B7"].value) == (datetime(2027, 4, 6), 3)  # noqa: DTZ001 - as above


def test_the_same_round_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the day or the machine goes in."""
    given = random_ledger(2)
    assert written(tmp_path, given).read_bytes() == written(tmp_path, given).read_bytes()


def test_text_that_no_cell_holds_is_listed_among_the_notes(tmp_path: Path) -> None:
    """The note says in which cell."""
    given = ledger(answered(COMMISSIONER, "C", {"need": 1}, agreed=True, evidence={"need": "x" * 40_000}))
    book = opened(tmp_path, given)
    subjects = [str(row["Subject"]) for row in rows(book, "Notes") if row["Kind"] == "not kept whole"]
    where = [book[sheet][cell].value for sheet, _, cell in (name.rpartition("!") for name in subjects)]
    assert {name.partition("!")[0] for name in subjects} == {"Council", "Evidence", "Data"}
    assert all(str(text).endswith("a cell holds 32,767]") for text in where)


AWKWARD: Mapping[str, str] = {
    "wildcards": "A*?~ care",
    "comparison": "=A",
    "quotes": "The \"Old\" O'Neill's",
    "markup": "<r>x</r>",
    "control": "A\x01B",
    "line": "A\nB",
}


@pytest.mark.parametrize("name", AWKWARD.values(), ids=AWKWARD.keys())
def test_awkward_names_are_kept(name: str, tmp_path: Path) -> None:
    """A name is what it is, on every sheet and in headers."""
    given = ledger(
        answered(PROVIDER, name, {"strategy": 1}, respondent=name, actions=[action("strategy", name)]),
        answered(COMMISSIONER, name, {"need": 1}, respondent=name),
    )
    assert opened(tmp_path, given)["Guide"]["B5"].value == "Provider check: 1"
