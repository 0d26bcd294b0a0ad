"""Forms: a small instrument, and its workbooks as they come back, with cells changed as people change them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from xlkit.books.respondent import respondent_workbook
from xlkit.form import layout
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Band, Instrument, PlannerColumn, PlannerKind, Section, Side
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.xlsform import library
from xlkit.returns.raw import RawReturn, RawSheet, Value
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.returns.validate.findings import Understood
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

OAKFIELD = Recipient("Oakfield Care", respondent="Ann Lee", role="Manager", locality="North")
Change = tuple[str, int]  # a reference in column A, and the column of that row to change


def asked() -> tuple[str, ...]:
    """The shipped templates that are questions to answer; accounts and a person's review are books of their own."""
    return tuple(name for name, form in library().items() if form.accounts is None and form.holder is None)


def statements(name: str, ref: str, *, evidence: str = "") -> Item:
    """An item of five statements."""
    choices = tuple(
        Choice(str(level), f"We are at level {level} of {name}.", level, f"They are at level {level} of {name}.")
        for level in range(1, 6)
    )
    return Item(name, ref, name.title(), Kind.STATEMENTS, choices=choices, required=True, evidence=evidence)


@cache
def of(*items: Item) -> Instrument:
    """An instrument that asks these items alone."""
    return Instrument("one", "One", "1", (Section("s", "1", "S", items),))


def small() -> Instrument:
    """Two sections: three items of statements, and one each of the kinds that are typed or picked in one cell."""
    sizes = (Choice("small", "Up to 10"), Choice("large", "More than 10"))
    return Instrument(
        name="small",
        title="A small instrument",
        version="1",
        side=Side.PROVIDER,
        sections=(
            Section(
                "ways",
                "1",
                "Ways",
                (statements("strategy", "1.1", evidence="What shows it"), statements("risk", "1.2")),
            ),
            Section(
                "facts",
                "2",
                "Facts",
                (
                    statements("money", "2.1"),
                    Item("size", "2.2", "Size", Kind.CHOICE, choices=sizes),
                    Item("story", "2.3", "Story", Kind.TEXT),
                    Item("since", "2.4", "Since", Kind.DATE),
                    Item("people", "2.5", "People", Kind.INTEGER),
                    Item("hours", "2.6", "Hours", Kind.DECIMAL),
                ),
            ),
        ),
        bands=tuple(Band(level, f"band {level}") for level in range(1, 6)),
        planner=(
            PlannerColumn("topic", PlannerKind.TOPIC, "Topic"),
            PlannerColumn("level", PlannerKind.LEVEL, "Level"),
            PlannerColumn("next", PlannerKind.NEXT, "Next"),
            PlannerColumn("evidence", PlannerKind.EVIDENCE, "Evidence"),
            PlannerColumn("action", PlannerKind.TEXT, "Action"),
            PlannerColumn("owner", PlannerKind.TEXT, "Owner"),
            PlannerColumn("due", PlannerKind.DATE, "By when"),
            PlannerColumn("status", PlannerKind.CHOICE, "Status", choices=("Not started", "Done")),
            PlannerColumn("next_assessment", PlannerKind.DATE, "Next assessment"),
        ),
    )


ACTION, OWNER, DUE, STATUS, NEXT_ASSESSMENT = (layout.PLAN_FIRST + place for place in range(4, 9))

ALL_ANSWERED = Draft(answers={"strategy": "3", "risk": "2", "money": "5"})


def oakfield(instrument: Instrument | None = None, round_name: str = "") -> Identity:
    """The identity of a workbook issued to Oakfield Care."""
    return identities.issued(instrument or small(), OAKFIELD, round_name)


def written(path: Path, draft: Draft, identity: Identity | None = None, instrument: Instrument | None = None) -> Path:
    """A workbook on disk with a draft in it."""
    instrument = instrument or small()
    respondent_workbook.write(path, instrument, identity or oakfield(instrument), Round(), draft)
    return path


def returned(draft: Draft, identity: Identity | None = None, instrument: Instrument | None = None) -> RawReturn:
    """A workbook with a draft in it, written and read back."""
    with TemporaryDirectory() as folder:
        data = written(Path(folder) / "return.xlsx", draft, identity, instrument).read_bytes()
    raw = read_bytes(data).raw
    if raw is None:
        raise AssertionError("a workbook as written could not be read")
    return raw


def understood(draft: Draft, instrument: Instrument, changes: Mapping[Change, Value] | None = None) -> Understood:
    """What is understood of a workbook of an instrument with a draft in it, some of its cells changed."""
    raw = changed(returned(draft, oakfield(instrument), instrument), changes or {})
    return Validator({instrument.name: instrument})(raw)


def changed(raw: RawReturn, changes: Mapping[Change, Value]) -> RawReturn:
    """The return with other values in some cells, named by their rows' references."""
    return replace(raw, sheets=tuple(_changed_sheet(sheet, changes) for sheet in raw.sheets))


def with_error(raw: RawReturn, ref: str, column: int, error: str) -> RawReturn:
    """The return with an error value in a cell, as the reader passes it on."""
    sheets = []
    for sheet in raw.sheets:
        rows = [number for number, row in enumerate(sheet.rows) if row and row[0] == ref]
        sheets.append(replace(sheet, errors={**sheet.errors, **{(row, column): error for row in rows}}))
    return changed(replace(raw, sheets=tuple(sheets)), {(ref, column): ""})


def without_rows(raw: RawReturn, *refs: str) -> RawReturn:
    """The return with the rows of some references deleted."""
    return replace(
        raw,
        sheets=tuple(
            replace(sheet, rows=tuple(row for row in sheet.rows if not row or row[0] not in refs))
            for sheet in raw.sheets
        ),
    )


def _changed_sheet(sheet: RawSheet, changes: Mapping[Change, Value]) -> RawSheet:
    rows = []
    for row in sheet.rows:
        cells = list(row)
        for (ref, column), value in changes.items():
            if cells and cells[0] == ref:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = value
        rows.append(tuple(cells))
    return replace(sheet, rows=tuple(rows))
