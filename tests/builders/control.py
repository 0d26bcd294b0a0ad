"""Control workbooks: a small round as its officer fills it in, and as a file with cells changed by a person."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tests.builders.edits import Value, with_cells
from tests.builders.forms import small
from xlkit.books.round import control_workbook
from xlkit.form.identity import Perspective
from xlkit.returns.return_ids import return_id
from xlkit.round import rows
from xlkit.round.default_letters import LETTERS_DEFAULT, task
from xlkit.round.round import Control, Decision, Delivery, Recipient, Round, Rules, Ruling

FORMS = {"small": small(), "other": replace(small(), name="other", title="Another one")}
SECRET = "5ec2e7" * 8
DUE = date(2027, 3, 26)
SPRING = Round(
    name="Spring 2027",
    deadline="Friday 26 March 2027",
    contact="Market team, market@fenmoor.example",
    council="Fenmoor County Council",
    readers="The market team",
    retention="Two years",
    due=DUE,
)
FORM = FORMS["small"].title
TASK = task(FORMS["small"], Perspective.SELF)
OAKFIELD = Recipient(
    "Oakfield Care", "Ann Lee", "Manager", "ann@oakfield.example", "small", locality="North", form=FORM, task=TASK
)
ASHGROVE = Recipient(
    "Ashgrove", "Bo Ray", "", "bo@ashgrove.example", "small", locality="north", size="<10", form=FORM, task=TASK
)
ELM_ROW = Recipient("Elm Row", template="small", in_scope=False, form=FORM, task=TASK)
WAIVER = Decision(Ruling.WAIVE, file="Ashgrove", check="no-answer", why="Newly opened", approved_by="Head of service")


def spring(*recipients: Recipient, decisions: tuple[Decision, ...] = (), several: bool = False) -> Control:
    """A round with a secret, of three recipients unless others are given."""
    control = Control(
        round=SPRING,
        template="small",
        rules=Rules(several_respondents=several),
        recipients=with_ids(*(recipients or (OAKFIELD, ASHGROVE, ELM_ROW))),
        decisions=decisions,
        letters=LETTERS_DEFAULT,
        secret=SECRET,
    )
    return rows.settled(control)


def with_ids(*recipients: Recipient) -> tuple[Recipient, ...]:
    """The recipients as they stand in the first rows of a control workbook, each with the id of its row."""
    return tuple(replace(each, row_id=each.row_id or row_id(number)) for number, each in enumerate(recipients))


def row_id(number: int) -> str:
    """The id of a row that is ready to be filled in, the first of which is number 0."""
    return rows.PREFIX + return_id([str(number)])


def written(path: Path, this: Control | None = None, changes: Mapping[str, Value] | None = None) -> Path:
    """A control workbook on disk; `changes` maps cells such as `Recipients!D5` to what a person typed there."""
    data = _written(this or spring())
    for place, value in (changes or {}).items():
        sheet, _, cell = place.partition("!")
        data = with_cells(data, sheet, {cell: value})
    path.write_bytes(data)
    return path


@cache
def _written(this: Control) -> bytes:
    """The bytes of a control workbook, which most tests begin from."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "control.xlsx"
        control_workbook.write(path, this, list(FORMS))
        return path.read_bytes()


def bounced(recipient: Recipient) -> Recipient:
    """The recipient after their mail came back."""
    return replace(recipient, delivery=Delivery.BOUNCED)


INSTRUMENTS = {"small": small()}
