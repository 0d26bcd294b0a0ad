"""Acts on workbooks inside a running LibreOffice: one JSON request a line in, one JSON answer a line out.

Standard library and `uno` only, and Python 3.9, since the interpreter is whichever one LibreOffice was built for.
`session.py` starts it; `calc.py` says what each request means.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any

import uno
import unohelper
from com.sun.star.accessibility.AccessibleRole import ALERT, DIALOG, PUSH_BUTTON
from com.sun.star.awt.PosSize import POSSIZE
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.sheet.CellFlags import FORMULA
from com.sun.star.sheet.FormulaResult import ERROR
from com.sun.star.table import CellRangeAddress, TableSortField
from com.sun.star.task import XInteractionHandler

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECT_SECONDS = 60
BOX_POLL_SECONDS = 0.01
BOX_SECONDS = 60
SETTLING_SECONDS = 1.5  # until a window has drawn what it was told to show
BY_VALUE = 3  # of DocumentZoomType
DECLINING = ("Abort", "Disapprove")
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
}


class Refuser(unohelper.Base, XInteractionHandler):  # type: ignore[misc] # UNO has no types
    """Declines whatever is asked while a file opens, and remembers the answers that were offered.

    The question itself cannot be had: Python's side of UNO fails on an exception that is returned, which it is.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []

    def handle(self, request: Any) -> None:
        """Note the answers to choose from, and choose the one that declines."""
        answers = {name_of_answer(answer): answer for answer in request.getContinuations()}
        self.asked.append(" or ".join(answers))
        for name in DECLINING:
            if name in answers:
                answers[name].select()
                return


def name_of_answer(answer: Any) -> str:
    """The kind of an answer, such as "Abort" or "Approve"."""
    names: list[str] = [kind.typeName.rpartition(".XInteraction")[2] for kind in answer.getTypes()]
    return next(name for name in names if "." not in name)


class Office:
    """The running LibreOffice, and the few of its services that are needed."""

    def __init__(self, pipe: str) -> None:
        context = connect(pipe)
        manager = context.getServiceManager()
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.toolkit = manager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        self.dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def load(self, path: str, *, is_hidden: bool = True) -> Any:
        """Open a workbook as a double click would, but refuse to go on if LibreOffice has to ask anything."""
        refuser = Refuser()
        options = properties(Hidden=is_hidden, InteractionHandler=refuser, MacroExecutionMode=0, UpdateDocMode=0)
        document = self.desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, options)
        if document is None or refuser.asked:
            close(document)
            raise ValueError(f"LibreOffice did not open it, or asked first: {refuser.asked}")
        opened_as = {option.Name: option.Value for option in document.getArgs()}.get("FilterName")
        # A file that is no workbook opens too: as text, in Writer or as one column.
        if opened_as != FILTERS.get(suffix(path)):
            close(document)
            raise ValueError(f"LibreOffice opened it as {opened_as!r}")
        return document

    def quit(self) -> None:
        """End LibreOffice; it may be gone already."""
        with contextlib.suppress(DisposedException):
            self.desktop.terminate()


def connect(pipe: str) -> Any:
    """Wait until LibreOffice listens, and return its component context."""
    local = uno.getComponentContext()
    resolver = local.getServiceManager().createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def properties(**named: Any) -> tuple[Any, ...]:
    """Name and value pairs, as UNO wants them."""
    values = []
    for name, value in named.items():
        item = PropertyValue()
        item.Name, item.Value = name, value
        values.append(item)
    return tuple(values)


def suffix(path: str) -> str:
    """The end of a file's name, from its last dot on, in small letters."""
    return path[path.rfind(".") :].lower()


def close(document: Any) -> None:
    """Close a document, changed or not."""
    if document is not None:
        document.close(True)  # noqa: FBT003 (UNO knows no named arguments)


def save(document: Any, path: str, password: str = "") -> None:
    """Save a copy in the format that the path's suffix names, behind a password if one is given."""
    lock = {"Password": password} if password else {}
    document.storeToURL(uno.systemPathToFileUrl(path), properties(FilterName=FILTERS[suffix(path)], **lock))


# Typing.


def type_in(office: Office, document: Any, entry: dict[str, str]) -> dict[str, Any]:
    """Go to a cell, type, press Enter; tell what the cell then shows and what LibreOffice said."""
    sheet = document.getSheets().getByName(entry["sheet"])
    cell = sheet.getCellRangeByName(entry["cell"])
    before = cell.getFormula()
    said = go_to(office, document, sheet, cell)
    if not said:
        said = press_enter(office, document, entry["text"])
    return {
        "said": said,
        # What LibreOffice says on its way to accepting is no refusal.
        "accepted": not said or cell.getFormula() != before,
        "shown": cell.getString(),
        "value": value_of(cell),
        "formula": cell.getFormula(),
    }


def go_to(office: Office, document: Any, sheet: Any, cell: Any) -> str:
    """Move the cursor to a cell as a person can, and say why not where it cannot be reached."""
    if not sheet.IsVisible:
        return "The sheet is hidden."
    controller = document.getCurrentController()
    controller.setActiveSheet(sheet)
    name = cell.AbsoluteName.rpartition(".")[2]
    office.dispatcher.executeDispatch(controller.getFrame(), ".uno:GoToCell", "", 0, properties(ToPoint=name))
    # Where a protected sheet lets locked cells not be selected the cursor stays where it was, and would type there.
    if document.getCurrentSelection().AbsoluteName != cell.AbsoluteName:
        return "The cell cannot be selected."
    return ""


def press_enter(office: Office, document: Any, text: str) -> str:
    """Type text into the cell under the cursor; return the words of any message box, once answered."""
    windows = office.toolkit.getTopWindowCount()
    arguments = (document.getCurrentController().getFrame(), ".uno:EnterString", "", 0, properties(StringName=text))
    typing = threading.Thread(target=office.dispatcher.executeDispatch, args=arguments, daemon=True)
    typing.start()
    said: list[str] = []
    done = False
    # Some boxes hold typing up until they are answered, others stand there once it is done: look during and after.
    while not done:
        typing.join(BOX_POLL_SECONDS)
        done = not typing.is_alive()
        if office.toolkit.getTopWindowCount() > windows:
            said += answer_boxes(office.toolkit)
            wait_for_windows(office.toolkit, windows)
    return " ".join(said)


def answer_boxes(toolkit: Any) -> list[str]:
    """Press the last button (OK, or Yes before which No stands) of every message box, and return their words.

    A box left standing makes LibreOffice crash when it has the next one to show.
    """
    said: list[str] = []
    for window in [toolkit.getTopWindow(index) for index in range(toolkit.getTopWindowCount())]:
        context = window.getAccessibleContext() if window is not None else None
        if context is not None and context.getAccessibleRole() in (ALERT, DIALOG):
            parts = list(everything_in(context))
            buttons = [part for part in parts if part.getAccessibleRole() == PUSH_BUTTON]
            said += [part.getText() for part in parts if part not in buttons and hasattr(part, "getText")]
            buttons[-1].doAccessibleAction(0)
    return said


def wait_for_windows(toolkit: Any, count: int) -> None:
    """Let answered boxes go, so that none is taken for the next one."""
    deadline = time.monotonic() + BOX_SECONDS
    while toolkit.getTopWindowCount() > count:
        if time.monotonic() > deadline:
            raise TimeoutError("A message box stays on the screen, answered.")
        time.sleep(BOX_POLL_SECONDS)


def everything_in(context: Any) -> Iterator[Any]:
    """What a screen reader finds inside a window, in reading order."""
    for index in range(context.getAccessibleChildCount()):
        child = context.getAccessibleChild(index).getAccessibleContext()
        yield child
        yield from everything_in(child)


# Reading.


def value_of(cell: Any) -> Any:
    """A cell's value: a number, a text, or the number of its error."""
    if cell.getError():
        return {"error": cell.getError()}
    return cell.getDataArray()[0][0]


def formula_cells(sheet: Any) -> dict[str, tuple[str, Any]]:
    """Each formula cell of a sheet: its address, formula and value.

    Whole ranges are read at once: cell by cell, a large sheet takes minutes.
    """
    errors = error_cells(sheet)
    found = {}
    for area in sheet.queryContentCells(FORMULA).getRangeAddresses():
        block = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
        rows = zip(block.getFormulaArray(), block.getDataArray())  # noqa: B905 (Python 3.9 has no strict zip)
        for row, (formulas, values) in enumerate(rows, area.StartRow):
            for column, (formula, value) in enumerate(zip(formulas, values), area.StartColumn):  # noqa: B905
                address = column_name(column) + str(row + 1)
                found[address] = (formula, errors.get(address, value))
    return found


def error_cells(sheet: Any) -> dict[str, dict[str, int]]:
    """The number of the error in each formula cell that shows one.

    A block of values leaves errors blank, so these are read one by one: about 500 a second.
    """
    found = {}
    for address in addresses(sheet.queryFormulaCells(ERROR).getRangeAddresses()):
        found[address] = {"error": sheet.getCellRangeByName(address).getError()}
    return found


def addresses(areas: Any) -> Iterator[str]:
    """Each cell of some areas, as A1."""
    for area in areas:
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield column_name(column) + str(row + 1)


def column_name(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_facts(sheet: Any) -> dict[str, Any]:
    """What can be seen of a sheet without typing in it."""
    return {
        "name": sheet.getName(),
        "visible": sheet.IsVisible,
        "protected": sheet.isProtected(),
        "charts": sheet.getCharts().getCount(),
        "validations": validations(sheet),
    }


def validations(sheet: Any) -> dict[str, list[str] | str]:
    """The rule of every cell that has one: the choices of a list of literals, otherwise the rule in words."""
    found: dict[str, list[str] | str] = {}
    groups = sheet.getUniqueCellFormatRanges()
    for group in (groups.getByIndex(index) for index in range(groups.getCount())):
        rule = rule_of(group.Validation)
        if rule is not None:
            found.update(dict.fromkeys(addresses(group.getRangeAddresses()), rule))
    return found


def rule_of(validation: Any) -> list[str] | str | None:
    """A validation rule as a list of choices or as words, or None where anything may be entered."""
    kind: str = validation.Type.value
    first: str = validation.getFormula1()
    if kind == "ANY":
        return None
    if kind != "LIST":
        words = (kind, validation.getOperator().value, first, validation.getFormula2())
        return " ".join(word for word in words if word)
    if re.fullmatch(r'"(?:[^"]|"")*"(?:;"(?:[^"]|"")*")*', first):
        return [choice.replace('""', '"') for choice in re.findall(r'"((?:[^"]|"")*)"', first)]
    return first


# Requests.


def fill_in(office: Office, document: Any, request: dict[str, Any]) -> Any:
    """Type each entry in turn, then save."""
    outcomes = [type_in(office, document, entry) for entry in request["typed"]]
    for path in request["saves"]:
        save(document, path, request["password"])
    return outcomes


def recalculate(office: Office, document: Any, request: dict[str, Any]) -> Any:
    """Every formula cell's value as loaded, and as calculated again after typing."""
    sheets = [document.getSheets().getByName(name) for name in document.getSheets().getElementNames()]
    loaded = {sheet.getName(): formula_cells(sheet) for sheet in sheets}
    outcomes = [type_in(office, document, entry) for entry in request["typed"]]
    document.calculateAll()
    answer = {}
    for sheet in sheets:
        before = loaded[sheet.getName()]
        answer[sheet.getName()] = {
            address: (formula, before.get(address, (None, None))[1], value)
            for address, (formula, value) in formula_cells(sheet).items()
        }
    return {"outcomes": outcomes, "sheets": answer}


def sort(_office: Office, document: Any, request: dict[str, Any]) -> None:
    """Unprotect a sheet, sort an area of it by one of its columns, calculate everything afresh, and save."""
    sheet = document.getSheets().getByName(request["sheet"])
    sheet.unprotect("")
    key = TableSortField()
    key.Field, key.IsAscending = request["column"], not request["is_descending"]
    keys = uno.Any("[]com.sun.star.table.TableSortField", (key,))
    sheet.getCellRangeByName(request["area"]).sort(properties(SortFields=keys, ContainsHeader=False))
    document.calculateAll()
    save(document, request["path"])


def look(_office: Office, document: Any, _request: dict[str, Any]) -> Any:
    """What can be seen of each sheet."""
    return [sheet_facts(document.getSheets().getByName(name)) for name in document.getSheets().getElementNames()]


def print_out(_office: Office, document: Any, request: dict[str, Any]) -> None:
    """Print as PDF; where a number of rows is given, that many of the beginning and of the end of each sheet."""
    if request["rows"]:
        for name in document.getSheets().getElementNames():
            print_ends(document.getSheets().getByName(name), request["rows"])
    save(document, request["path"])


def print_ends(sheet: Any, rows: int) -> None:
    """Of what is printed of a sheet, keep only its first and its last rows."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 (UNO knows no named arguments)
    last = cursor.getRangeAddress().EndRow
    areas = sheet.getPrintAreas()
    if areas and last >= 2 * rows:
        ends = ((0, rows - 1), (last - rows + 1, max(last, *(area.EndRow for area in areas))))
        sheet.setPrintAreas(tuple(part for area in areas for part in parts_of(area, ends)))


def parts_of(area: Any, ends: tuple[tuple[int, int], ...]) -> Iterator[Any]:
    """The parts of an area that lie between some rows, both included."""
    for top, bottom in ends:
        first, last = max(top, area.StartRow), min(bottom, area.EndRow)
        if first <= last:
            part = CellRangeAddress()
            part.Sheet, part.StartColumn, part.EndColumn = area.Sheet, area.StartColumn, area.EndColumn
            part.StartRow, part.EndRow = first, last
            yield part


def photograph(_office: Office, document: Any, request: dict[str, Any]) -> None:
    """Keep a picture of the screen for each view, the workbook's window as large as the screen."""
    controller = document.getCurrentController()
    wide, deep = request["size"]
    controller.getFrame().getContainerWindow().setPosSize(0, 0, wide, deep, POSSIZE)
    for view in request["views"]:
        if view["sheet"]:
            controller.setActiveSheet(document.getSheets().getByName(view["sheet"]))
        controller.ZoomType, controller.ZoomValue = BY_VALUE, view["zoom"]
        sheet = controller.getActiveSheet()
        if view["cell"]:
            controller.select(sheet.getCellRangeByName(view["cell"]))
        if view["top"]:
            corner = sheet.getCellRangeByName(view["top"]).getCellAddress()
            pane = controller.getByIndex(controller.getCount() - 1)
            pane.setFirstVisibleRow(corner.Row)
            pane.setFirstVisibleColumn(corner.Column)
        time.sleep(SETTLING_SECONDS)
        subprocess.run(["import", "-window", "root", view["path"]], check=True)


def follow(office: Office, document: Any, request: dict[str, Any]) -> list[Any]:
    """Jump where each link leads, as a click does: the cell that the cursor then is in, and the texts of its row.

    What LibreOffice made of a link goes before what the file says; of a cell with a formula only that is known.
    """
    frame, found, ends = document.getCurrentController().getFrame(), [], {}
    for link in request["links"]:
        sheet = document.getSheets().getByName(link["sheet"])
        cell = sheet.getCellRangeByName(link["cell"])
        fields = [field.URL for field in cell.getTextFields()] if cell.getTextFields() else []
        mark = fields[0].lstrip("#") if fields else link["mark"]
        go_to(office, document, sheet, cell)
        office.dispatcher.executeDispatch(frame, ".uno:JumpToMark", "", 0, properties(Bookmark=mark))
        there = document.getCurrentSelection()
        place = there.getRangeAddress()
        if place.Sheet not in ends:
            ends[place.Sheet] = last_column(there.getSpreadsheet())
        found.append((there.AbsoluteName, texts_of_row(there.getSpreadsheet(), place.StartRow, ends[place.Sheet])))
    return found


def last_column(sheet: Any) -> int:
    """The last column that a sheet uses."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 (UNO knows no named arguments)
    return int(cursor.getRangeAddress().EndColumn)


def texts_of_row(sheet: Any, row: int, last: int) -> list[str]:
    """What stands in the cells of a row, up to the last column."""
    (values,) = sheet.getCellRangeByPosition(0, row, last, row).getDataArray()
    return [value if isinstance(value, str) else f"{value:g}" for value in values if value != ""]


ACTIONS = {
    "fill_in": fill_in,
    "recalculate": recalculate,
    "sort": sort,
    "look": look,
    "print_out": print_out,
    "photograph": photograph,
    "follow": follow,
}


def answer(office: Office, request: dict[str, Any]) -> Any:
    """Open the workbook, do what is asked, close it."""
    document = office.load(request["source"], is_hidden=request["action"] != "photograph")
    try:
        return ACTIONS[request["action"]](office, document, request)
    finally:
        close(document)


def main(pipe: str) -> None:
    """Answer requests until there are no more.

    They end with whoever asks, however that may be, so no office outlives its tests.
    """
    office = Office(pipe)
    try:
        for line in sys.stdin:
            try:
                reply = {"answer": answer(office, json.loads(line))}
            except Exception:  # noqa: BLE001 (whatever went wrong is told to whoever asked)
                reply = {"error": traceback.format_exc()}
            sys.stdout.write(json.dumps(reply) + "\n")
            sys.stdout.flush()
    finally:
        office.quit()


if __name__ == "__main__":
    main(sys.argv[1])
