"""Every respondent workbook can be read and filled in by everybody, as far as a program can tell."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Color, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from tests.books.marks import faint
from tests.books.test_styles import NON_TEXT_AA, WCAG_AA, contrast
from tests.builders.bilingual import bilingual
from tests.builders.forms import asked
from tests.builders.kinds import every_kind, full
from tests.builders.opened import load_workbook
from xlkit.books.respondent import respondent_workbook
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.words import in_language
from xlkit.returns import return_ids
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

BLACK, WHITE = "#000000", "#FFFFFF"
LEAST_SIZE = 12
WIDEST_FROZEN = 40  # characters: columns that stay in sight leave most of a window, also where it is magnified
ROUND = Round("Spring", "26 March", "The team", readers="The team alone", retention="Three years")
OTHER = Recipient("Fenmoor", perspective=Perspective.COMMISSIONER, subject="Alder House Care")


def draft_of(instrument: Instrument) -> Draft:
    """Every second topic answered, with evidence and an action."""
    if not instrument.highest:
        return full(instrument)
    names = [item.name for item in instrument.items if item.has_levels][::2]
    answers = {item.name: item.choices[0].name for item in instrument.items if item.name in names}
    actions = {name: ({"action": "Begin"},) for name in names[::2]}
    return Draft(answers=answers, evidence=dict.fromkeys(names, "Minutes"), actions=actions)


def write(path: Path, instrument: Instrument, kind: str) -> Path:
    """A workbook of a kind: blank, filled, prefilled, or about somebody else."""
    who = identities.issued(instrument, OTHER if kind == "about another" else demo_recipient(), ROUND.name)
    draft = draft_of(instrument) if kind in ("filled", "prefilled") else Draft()
    last = {item.name: 1 for item in instrument.items if item.has_levels} if kind == "prefilled" else {}
    who = return_ids.blank(instrument) if kind == "blank" else who
    respondent_workbook.write(path, instrument, who, ROUND, draft, last)
    return path


def demo_recipient() -> Recipient:
    return Recipient("Alder House Care", respondent="Amina Yusuf", role="Manager")


KINDS = ("blank", "filled", "prefilled", "about another")
OWN: dict[str, Callable[[], Instrument]] = {"Welsh": lambda: bilingual("cy"), "of every kind": every_kind}
# The small templates have no kind of question that these do not have; of each one workbook is looked at.
LARGE = ("milestones", "progress-for-providers", "shaping-the-market", "shaping-the-market-short", "top-twos")
FORMS = [(name, kind) for name in LARGE for kind in KINDS] + [
    *((name, "filled") for name in asked() if name not in LARGE),
    ("Welsh", "prefilled"),
    ("of every kind", "blank"),
    ("of every kind", "filled"),
]


@pytest.fixture(scope="module", params=FORMS, ids=" ".join)
def form(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Instrument, Path]:
    """Each kind of workbook of each template, and one in Welsh."""
    name, kind = request.param
    instrument = OWN[name]() if name in OWN else xlsform.find(name)
    return instrument, write(tmp_path_factory.mktemp("form") / "form.xlsx", instrument, kind)


@lru_cache(maxsize=1)  # one test after the other looks at the same workbook
def opened(path: Path) -> Workbook:
    return load_workbook(path)


def visible(path: Path) -> list[Worksheet]:
    return [sheet for sheet in opened(path).worksheets if sheet.sheet_state == "visible"]


def cells(sheet: Worksheet) -> Iterator[Cell | MergedCell]:
    return (cell for row in sheet.iter_rows() for cell in row)


def filled(sheet: Worksheet) -> Iterator[Cell | MergedCell]:
    return (cell for cell in cells(sheet) if cell.value not in (None, ""))


def of_each_look(found: Iterable[Cell | MergedCell]) -> Iterable[Cell | MergedCell]:
    """One cell of each style among them."""
    return {cell.style_id: cell for cell in found}.values()


def inputs(sheet: Worksheet) -> list[Cell | MergedCell]:
    return [cell for cell in cells(sheet) if not cell.protection.locked]


def colour(found: Color | None, otherwise: str) -> str:
    return f"#{found.rgb[-6:]}" if found is not None and isinstance(found.rgb, str) else otherwise


def ground(cell: Cell | MergedCell) -> str:
    return colour(cell.fill.fgColor, WHITE) if cell.fill.fill_type == "solid" else WHITE


def rules(sheet: Worksheet) -> Iterator[tuple[str, Rule]]:
    for ranges in sheet.conditional_formatting:
        for rule in ranges.rules:
            yield str(ranges.sqref), rule


def test_the_font_is_large_and_plain(form: tuple[Instrument, Path]) -> None:
    """Every text is Arial, 12 points or more."""
    for sheet in visible(form[1]):
        for cell in of_each_look(filled(sheet)):
            assert cell.font.name == "Arial", cell
            assert cell.font.size is not None
            assert cell.font.size >= LEAST_SIZE, cell


def test_text_stands_out_from_its_ground(form: tuple[Instrument, Path]) -> None:
    """The contrast of every cell that holds something, or takes it, is 4.5 to 1 or better."""
    for sheet in visible(form[1]):
        for cell in of_each_look([*filled(sheet), *inputs(sheet)]):
            assert contrast(colour(cell.font.color, BLACK), ground(cell)) >= WCAG_AA, cell


def test_cells_to_fill_in_have_a_line_that_can_be_seen(form: tuple[Instrument, Path]) -> None:
    """On all four sides, 3 to 1 or better against the paper around it and the ground within."""
    for sheet in visible(form[1]):
        for cell in inputs(sheet):
            for side in (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom):
                assert side is not None
                line = colour(side.color if side.style else None, WHITE)
                assert min(contrast(line, WHITE), contrast(line, ground(cell))) >= NON_TEXT_AA, cell


def test_bars_stand_out_or_say_their_figures(form: tuple[Instrument, Path]) -> None:
    """3 to 1 or better against the paper, and against a bar that touches them."""
    assert [colour for sheet in visible(form[1]) for colour in faint(sheet)] == []


def spread(sheet: Worksheet, where: str) -> Iterator[Cell | MergedCell]:
    """The cells of a range, or the one cell."""
    found = sheet[where]
    return (cell for row in found for cell in row) if ":" in where else iter([found])


def test_text_stands_out_where_a_look_follows_values(form: tuple[Instrument, Path]) -> None:
    """So it is with each conditional format, over every cell that it may come to lie on."""
    for sheet in visible(form[1]):
        for where, rule in rules(sheet):
            assert rule.dxf is not None
            assert isinstance(rule.dxf.fill, PatternFill)
            new_ink = rule.dxf.font.color if rule.dxf.font else None
            new_ground = colour(rule.dxf.fill.bgColor, WHITE)
            for cell in (cell for part in where.split() for cell in spread(sheet, part)):
                assert contrast(colour(new_ink, colour(cell.font.color, BLACK)), new_ground) >= WCAG_AA, cell


def test_nothing_is_told_by_colour_alone(form: tuple[Instrument, Path]) -> None:
    """A look that follows values follows words that stand in the cell or in its row, or the tick that stands there."""
    instrument, path = form
    words = in_language(instrument.language)
    said = {words.many_ticks.partition("}")[2].strip(), words.no_action}
    asked = [*instrument.items, *(field for item in instrument.items for field in item.fields)]
    labels = {f'"{choice.label}"' for item in asked for choice in item.choices}
    signs = "|".join(map(re.escape, (words.not_needed.partition(":")[0], words.keep_one)))
    starts = "|".join(map(re.escape, (words.unfinished_sign, words.finished_sign)))
    follows = (
        r"\$C\d+<>\"\"",
        rf'ISNUMBER\(SEARCH\("({signs})",\$[A-E]\$?\d+\)\)',
        rf'LEFT\(\$A\$10,\d+\)="({starts})"',
    )
    for sheet in visible(path):
        for _, rule in rules(sheet):
            if rule.type == "containsText":
                assert rule.text in said
            elif rule.type == "cellIs":
                assert rule.formula[0] in labels
            else:
                assert rule.type == "expression"
                assert re.fullmatch("|".join(follows), rule.formula[0])


def test_every_sheet_has_a_title_and_says_what_it_holds(form: tuple[Instrument, Path]) -> None:
    """A1 is its title, A2 a sentence about it."""
    for sheet in visible(form[1]):
        assert str(sheet["A1"].value or "").strip(), sheet.title
        assert str(sheet["A2"].value or "").rstrip().endswith("."), sheet.title


def test_the_document_names_its_title_author_and_language(form: tuple[Instrument, Path]) -> None:
    """Screen readers and catalogues go by these."""
    instrument, path = form
    properties = opened(path).properties
    assert properties.title == instrument.filled().title
    assert properties.creator == "xlkit"
    assert properties.language == instrument.language


def test_every_chart_is_described(form: tuple[Instrument, Path]) -> None:
    """A chart has an alternative text that is a sentence."""
    with ZipFile(form[1]) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
    described = [re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+\.)"', drawing) for drawing in drawings]
    frames = [drawing.count("<xdr:graphicFrame") for drawing in drawings]
    assert sum(frames) >= (1 if form[0].highest else 0)
    assert [len(found) for found in described] == frames


def test_no_cells_are_merged(form: tuple[Instrument, Path]) -> None:
    """Merged cells lose keyboards and screen readers."""
    assert all(not sheet.merged_cells.ranges for sheet in visible(form[1]))


def test_tables_have_headings_that_stay_in_sight(form: tuple[Instrument, Path]) -> None:
    """On every sheet but the first, row 3 heads each column, in bold, and stays when the rest is scrolled.

    Columns that say what a row is about may stay too, where they leave room for the rest.
    """
    for sheet in visible(form[1])[1:]:
        column, row = coordinate_from_string(str(sheet.freeze_panes))
        assert row == 4, sheet.title
        frozen = [sheet.column_dimensions[get_column_letter(at)] for at in range(1, column_index_from_string(column))]
        assert sum(each.width for each in frozen if not each.hidden) <= WIDEST_FROZEN, sheet.title
        wide = max((cell.column or 0) for cell in sheet[4] if cell.has_style)
        headings = [cell for cell in sheet[3] if (cell.column or 0) <= wide]
        assert all(cell.value and cell.font.bold for cell in headings), sheet.title


def test_the_cursor_stands_in_the_first_cell_to_fill(form: tuple[Instrument, Path]) -> None:
    """On a sheet with nothing to fill in it stands at the top of what is to be read."""
    for sheet in visible(form[1]):
        # Of panes that are frozen, the last one is where the cursor is.
        active = sheet.sheet_view.selection[-1].activeCell
        first = next(iter(inputs(sheet)), None)
        assert active == first.coordinate if first is not None else active in ("A1", "A4"), sheet.title


def is_headed(sheet: Worksheet, cell: Cell | MergedCell) -> bool:
    """Whether the nearest locked cell above, in a table, is a heading."""
    above = (sheet.cell(row, cell.column or 1) for row in range((cell.row or 1) - 1, 0, -1))
    heading = next(other for other in above if other.protection.locked)
    return bool(heading.value) and bool(heading.font.bold)


def is_further(sheet: Worksheet, row: int) -> bool:
    """Whether a row of the planner is for a further action, on a topic that is picked."""
    return str(sheet.cell(row, 1).value).startswith("P+")


def test_every_input_has_its_label_to_its_left(form: tuple[Instrument, Path]) -> None:
    """Beside its reference, a row with something to fill in says in words what belongs there, or in a table above.

    A row for a further action is about nothing yet: the headings that stay in sight say what belongs in its cells.
    """
    found, words = 0, in_language(form[0].language)
    for sheet in visible(form[1]):
        for cell in inputs(sheet):
            left = [other.value for other in sheet[cell.row or 0][1:] if (other.column or 0) < (cell.column or 0)]
            is_beside = any(isinstance(value, str) and value.strip() for value in left)
            if sheet.title == words.planner and is_further(sheet, cell.row or 0):
                heading = sheet.cell(3, cell.column or 1)
                assert str(heading.value or "").strip(), cell
                assert heading.font.bold, cell
            else:
                assert is_headed(sheet, cell) if sheet.title == words.tables else is_beside, cell
            found += 1
    assert found > 10


def test_the_order_of_the_keyboard_is_the_order_of_reading(form: tuple[Instrument, Path]) -> None:
    """References of what is filled in stand from top to bottom in the order of the instrument."""
    instrument, path = form
    refs = [item.ref for item in instrument.items]
    questions = opened(path)[in_language(instrument.language).questions]
    standing = [row[0].value for row in questions.iter_rows()]
    assert [ref for ref in standing if ref in refs] == refs
