"""Rosters: workbooks in which one person rates many organisations, as they come back."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tests.builders.forms import small
from xlkit.books.roster import roster_workbook as rosters
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.roster import FIRST_TOPIC, Rated, Roster
from xlkit.returns.raw import RawReturn, RawSheet, Value
from xlkit.returns.read.file import read_bytes
from xlkit.round import issuing
from xlkit.round.round import Recipient, Round

FENMOOR = Recipient("Fenmoor", perspective=Perspective.COMMISSIONER)
PROVIDERS = (
    Recipient("Oakfield Care", locality="North"),
    Recipient("Elm Row", locality="Coast", size="Small"),
    Recipient("Ashgrove"),
)
STRATEGY, RISK, MONEY = FIRST_TOPIC, FIRST_TOPIC + 1, FIRST_TOPIC + 2  # columns of the small instrument
NOTE = FIRST_TOPIC + 3
RATED: Mapping[str, Rated] = {
    "B1": Rated({"strategy": 3, "risk": 2, "money": 5}, "Seen in March"),
    "B2": Rated({"strategy": 1, "risk": 1, "money": 1}),
    "B3": Rated({"strategy": 4, "risk": 4, "money": 4}),
}
Row = tuple[Value, ...]


def listed(*providers: Recipient, round_name: str = "", secret: str = "") -> Roster:
    """The roster of some providers, by default of three."""
    return issuing.for_roster(small(), providers or PROVIDERS, FENMOOR, Round(round_name), secret)


def written(path: Path, rated: Mapping[str, Rated], roster: Roster | None = None, draft: Draft | None = None) -> Path:
    """A workbook of ratings on disk."""
    rosters.write(path, small(), roster or listed(), Round(), rated, draft or Draft())
    return path


def returned(rated: Mapping[str, Rated], roster: Roster | None = None, draft: Draft | None = None) -> RawReturn:
    """A workbook of ratings, written and read back."""
    with TemporaryDirectory() as folder:
        raw = read_bytes(written(Path(folder) / "ratings.xlsx", rated, roster, draft).read_bytes()).raw
    if raw is None:
        raise AssertionError("a workbook as written could not be read")
    return raw


def with_rows(raw: RawReturn, change: Callable[[list[Row]], Sequence[Row]], sheet: str = "Ratings") -> RawReturn:
    """The return with the rows of a sheet changed."""
    return replace(raw, sheets=tuple(_changed(each, change) if each.name == sheet else each for each in raw.sheets))


def is_listed(row: Row) -> bool:
    """Whether a row is that of an organisation."""
    return bool(row) and isinstance(row[0], str) and row[0][:1] == "B" and row[0][1:].isdigit()


def _changed(sheet: RawSheet, change: Callable[[list[Row]], Sequence[Row]]) -> RawSheet:
    return replace(sheet, rows=tuple(change(list(sheet.rows))))
