"""What a round sets of what stands in the words of its templates, from its control workbook to what was sent out."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from tests.builders.control import OAKFIELD, spring
from tests.builders.forms import oakfield, small, written
from tests.builders.kinds import every_kind
from tests.builders.opened import load_workbook
from xlkit.books.respondent.stamp import write_many
from xlkit.books.round import control_workbook
from xlkit.cli import main
from xlkit.errors import XlkitError
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument, Setting
from xlkit.returns import signatures
from xlkit.returns.read.file import read_bytes
from xlkit.returns.signatures import Seal
from xlkit.returns.validate import Validator
from xlkit.round import issuing, reading
from xlkit.round.control import SAID_SETTINGS, stated
from xlkit.round.round import Control, Round, Rules

FORMS = {"kinds": every_kind(), "small": small()}
SET = (("first_date", date(2028, 1, 31)), ("quarter", "Spring"))
ROUND = replace(spring(replace(OAKFIELD, template="kinds")), template="")


class Shelf(Mapping[str, Instrument]):
    """The same forms and another, each known as read once it is asked for."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Instrument:
        self.read.add(name)
        return FORMS.get(name) or replace(small(), name=name)

    def __iter__(self) -> Iterator[str]:
        return iter((*FORMS, "other"))

    def __len__(self) -> int:
        return len(FORMS) + 1


def kept(path: Path, this: Control = ROUND, changes: dict[str, str | datetime | None] | None = None) -> Path:
    """A control workbook on disk, with some values of cells beside a label changed."""
    control_workbook.write(path, this, list(FORMS), stated(FORMS.values()))
    book = load_workbook(path)
    for row in book["Settings"].iter_rows():
        if changes and row[0].value in changes:
            row[1].value = changes[str(row[0].value)]
    book.save(path)
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_each_setting_of_the_templates_has_its_row(tmp_path: Path) -> None:
    """What a round sets is read as it was written: a real date as a date, a text as a text."""
    this = replace(ROUND, round=replace(ROUND.round, settings=SET))
    assert reading.load(kept(tmp_path / "r.xlsx", this), FORMS).round.settings == SET


def test_what_people_say_has_settings_where_it_is_asked_for(tmp_path: Path) -> None:
    """They are read as they were written; a round that asks nobody for it has no room for them, and the usual holds."""
    rules = Rules(smallest_theme=4, dots_each=5, names_providers=True)
    asked = kept(tmp_path / "said.xlsx", replace(ROUND, rules=rules, asks_what_people_say=True))
    plain = kept(tmp_path / "plain.xlsx", replace(ROUND, rules=rules))
    assert reading.load(asked, FORMS).rules == rules
    assert reading.load(plain, FORMS).rules == Rules()
    labels = {row[0].value for row in load_workbook(plain)["Settings"].iter_rows()}
    assert not labels & {setting.label for setting in SAID_SETTINGS}


def test_a_theme_of_two_people_cannot_be_asked_for(tmp_path: Path) -> None:
    """Three is the least, whatever is typed; three itself is taken."""
    this = replace(ROUND, asks_what_people_say=True)
    for typed in ("2", "9" * 5000):  # of which a program does not even make a number
        with pytest.raises(XlkitError, match="a whole number from 3 to 50"):
            reading.load(kept(tmp_path / f"{len(typed)}.xlsx", this, {"Smallest theme named": typed}), FORMS)
    three = reading.load(kept(tmp_path / "three.xlsx", this, {"Smallest theme named": "3"}), FORMS)
    assert three.rules.smallest_theme == 3


@pytest.mark.parametrize("typed", [datetime(2028, 1, 31), "31/01/2028", "31 January 2028"])  # noqa: DTZ001 - as Excel has it
def test_a_date_may_be_typed_in_any_way(tmp_path: Path, typed: str | datetime) -> None:
    """As a date or as a text."""
    path = kept(tmp_path / "r.xlsx", changes={"First date": typed})
    assert reading.load(path, FORMS).round.settings == SET[:1]


def test_what_is_no_date_is_told_with_its_cell(tmp_path: Path) -> None:
    """And nothing is written before it is put right; any text will do where no date is asked for."""
    path = kept(tmp_path / "r.xlsx", changes={"First date": "soon", "Quarter": "soon"})
    with pytest.raises(XlkitError, match=r"Settings!B\d+ says “soon” as First date, where a date such as"):
        reading.load(path, FORMS)


@pytest.mark.parametrize(("typed", "read"), [(None, {"small"}), ("Spring", {"small", "kinds"})])
def test_templates_that_a_round_has_no_use_for_are_not_read(typed: str | None, read: set[str], tmp_path: Path) -> None:
    """One that nobody is asked by is read where something is set of it, and counts then."""
    this = replace(spring(replace(OAKFIELD, template="small")), template="")
    shelf = Shelf()
    loaded = reading.load(kept(tmp_path / "r.xlsx", this, {"First date": None, "Quarter": typed}), shelf)
    assert shelf.read == read
    assert loaded.round.settings == ((("quarter", typed),) if typed else ())


def test_what_is_left_empty_is_as_the_template_has_it(tmp_path: Path) -> None:
    """So it is in a control workbook that is older than the setting."""
    empty = reading.load(kept(tmp_path / "r.xlsx", changes={"First date": None, "Quarter": None}), FORMS)
    assert empty.round.settings == ()
    control_workbook.write(tmp_path / "old.xlsx", ROUND, list(FORMS))
    assert reading.load(tmp_path / "old.xlsx", FORMS).round.settings == ()


def test_titles_that_are_alike_are_told_apart_by_name() -> None:
    """Each row has a label of its own; one that two templates share stands once."""
    other = replace(every_kind(), name="other", settings=(Setting("due", "Deadline"), Setting("quarter", "Quarter")))
    labels = [setting.label for setting in stated([every_kind(), other])]
    assert labels == ["First date", "Quarter", "Deadline (due)"]


def test_new_writes_what_the_templates_have(tmp_path: Path) -> None:
    """The dates and texts of the templates that were chosen, to be changed."""
    path = tmp_path / "r.xlsx"
    assert run("new", path, "--template", "milestones").exit_code == 0
    rows = {row[0]: row[1] for row in load_workbook(path)["Settings"].iter_rows(values_only=True)}
    assert rows["First date"] == datetime(2027, 4, 30)  # noqa: DTZ001 - as Excel has it
    assert run("new", tmp_path / "other.xlsx", "--template", "progress-for-providers").exit_code == 0
    others = {row[0] for row in load_workbook(tmp_path / "other.xlsx")["Settings"].iter_rows(values_only=True)}
    assert "First date" not in others


def test_workbooks_are_issued_with_what_the_round_sets() -> None:
    """Signed with it, so that nobody changes it later."""
    this = replace(ROUND, round=replace(ROUND.round, settings=SET))
    (issued,) = issuing.for_round(this, FORMS)
    assert issued.identity.settings == (("first_date", "2028-01-31"), ("quarter", "Spring"))
    assert signatures.is_genuine(issued.identity, this.secret)
    edited = replace(issued.identity, settings=(("first_date", "2029-01-31"), ("quarter", "Spring")))
    assert not signatures.is_genuine(edited, this.secret)


def test_a_return_is_read_with_what_its_round_had_set(tmp_path: Path) -> None:
    """Two returns of one template and different dates each come back without a word about their wording."""
    validator = Validator({"kinds": every_kind()}, Seal(ROUND.round.name, ROUND.secret))
    for quarter in ("Spring", "Summer"):
        this = replace(ROUND, round=replace(ROUND.round, settings=(SET[0], ("quarter", quarter))))
        (issued,) = issuing.for_round(this, FORMS)
        path = written(tmp_path / f"{quarter}.xlsx", Draft(), issued.identity, every_kind())
        raw = read_bytes(path.read_bytes()).raw
        assert raw is not None
        found = validator(raw)
        assert [each.code for each in found.issues] == ["nothing-answered"]
        assert found.completed is not None
        assert dict(found.completed.identity.settings)["quarter"] == quarter


def test_many_workbooks_have_what_one_has(tmp_path: Path) -> None:
    """Those that are stamped are the same as one that is written by itself."""
    one, two = oakfield(every_kind()), replace(oakfield(every_kind()), organisation="Elm Row Care", return_id="X")
    paths = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    list(write_many(zip(paths, [every_kind()] * 2, [one, two], strict=True), Round()))
    alone = written(tmp_path / "alone.xlsx", Draft(), two, every_kind())
    stamped, whole = (load_workbook(path) for path in (paths[1], alone))
    for sheet in whole.worksheets:
        assert list(stamped[sheet.title].iter_rows(values_only=True)) == list(sheet.iter_rows(values_only=True))


def test_generate_takes_settings_by_name(tmp_path: Path) -> None:
    """Several, each with its value."""
    outcome = run(
        "generate", "milestones", "-o", tmp_path, "--set", "date_1=31/01/2028", "--set", "quarter=Spring = one"
    )
    assert outcome.exit_code == 0, outcome.output
    hidden = {row[0]: row[1] for row in load_workbook(outcome.stdout.strip())["xlkit"].iter_rows(values_only=True)}
    assert (hidden["setting:date_1"], hidden["setting:quarter"]) == ("2028-01-31", "Spring = one")
    assert hidden["setting:date_2"] == "2027-10-31"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("quarter", "gives no value: write it as NAME=VALUE"),
        ("quarter=", "gives no value"),
        ("month=May", "'month', which is no setting of milestones: its settings are date_1, date_2, date_3, quarter"),
        ("date_1=soon", "gives no date for First date: write it as 30/04/2027 or 2027-04-30"),
    ],
)
def test_a_setting_that_cannot_be_taken_is_told(tmp_path: Path, said: str, told: str) -> None:
    """In a sentence, and nothing is written."""
    outcome = run("generate", "milestones", "-o", tmp_path, "--set", said)
    assert outcome.exit_code != 0
    assert told in outcome.stderr.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []


def test_a_template_without_settings_takes_none(tmp_path: Path) -> None:
    """And a control workbook holds its own."""
    outcome = run("generate", "progress-for-providers", "-o", tmp_path, "--set", "quarter=1")
    assert "it has no settings" in outcome.stderr
    outcome = run("generate", kept(tmp_path / "r.xlsx"), "--set", "quarter=1")
    assert "leave out --to, --round, --council, --deadline, --contact and --set" in outcome.stderr.replace("\n", " ")
