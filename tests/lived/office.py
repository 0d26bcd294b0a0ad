"""The office: the officer's side of the round, with each command run as a person runs it, and what it then says."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner
from msgspec import Struct
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders.control import SECRET, SPRING
from tests.builders.opened import load_workbook
from tests.lived import form
from tests.lived.people import Person, truth
from tests.lived.stories import Heard, Scene
from xlkit.books.round import control_workbook
from xlkit.cli import main
from xlkit.intake.tracker import State
from xlkit.returns import return_ids
from xlkit.round.control import DECISION_COLUMNS, DECISIONS, RECIPIENTS
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Decision, Delivery, Recipient, Round

HEADINGS = 4  # the row of them in the control workbook
LAST_ROUND = Round("Autumn 2026", council="Fenmoor County Council")


class Seen(Struct, frozen=True, dict=True):
    """What xlkit said at the end of a day.

    `entries` are the files with what became of each, `counts` their sums, `states` those of the recipients in their
    order, `letters` the drafts and `corrections` the workbooks that go back, both by return id. `unused` are the files
    that could not be used, each with whose it seems to be.
    """

    entries: Sequence[Mapping[str, Any]]
    counts: Mapping[str, int]
    states: Sequence[State]
    letters: Mapping[str, EmailMessage]
    corrections: Mapping[str, bytes]
    unused: Mapping[str, str]


class Office:
    """A council with its control workbook, its templates and a folder that post is saved into."""

    def __init__(self, place: Path, names: Sequence[str], chance: Random) -> None:
        self.place, self.returned = place, place / "returned"
        self.returned.mkdir()
        self.failed: list[str] = []
        self.templates = form.kept_in(place / "templates")
        self.control = place / "spring.xlsx"
        self.asked = tuple(_recipient(name, number) for number, name in enumerate(names))
        self.made = Control(
            SPRING, template=form.TEMPLATE, recipients=self.asked, letters=LETTERS_DEFAULT, secret=SECRET
        )
        control_workbook.write(self.control, self.made, [form.TEMPLATE])
        printed = self.run("generate", self.control, "-o", place / "sent").splitlines()
        self.people = self._people([Path(line) for line in printed[: len(names)]], chance)

    def run(self, *arguments: str | Path) -> str:
        """What a command prints on stdout; one that fails is kept among the `failed`."""
        outcome = CliRunner().invoke(main, [*map(str, arguments), "--templates", str(self.templates)])
        if outcome.exit_code not in (0, 3):
            self.failed.append(f"{arguments[0]} fails: {outcome.output} {outcome.exception!r}")
        return outcome.stdout

    def day(self, number: int, scenes: Iterable[tuple[Person, Scene]]) -> Seen:
        """A day: post is saved, the control workbook brought up to date, and every command run."""
        told = list(scenes)
        for _, scene in told:
            for post in scene.posts:
                (self.returned / post.name).write_bytes(post.data)
        self._keep(told)
        corrections, reminders = self.place / f"corrections {number}", self.place / f"reminders {number}"
        said = json.loads(
            self.run("validate", self.returned, "--round", self.control, "--corrections", corrections, "--json")
        )
        tracker = self.place / f"tracker {number}.xlsx"
        self.run("status", self.returned, "--round", self.control, "--as-at", "2027-03-20", "-o", tracker)
        chased = ("--chase", self.returned, "--as-at", "2027-03-20", "--workbooks", self.place / "sent")
        self.run("mail", "--round", self.control, *chased, "-o", reminders)
        sheets = load_workbook(tracker, data_only=True)
        return Seen(
            said["files"],
            said["counts"],
            [State(row["State"]) for row in _rows(sheets, "Recipients")],
            _drafts(reminders),
            self._corrections(number),
            {row["File"]: row["Seems to be from"] for row in _rows(sheets, "Not used")},
        )

    def merged(self, name: str, paths: Iterable[Path]) -> bytes:
        """The consolidated workbook of some paths, in the order given."""
        out = self.place / name
        self.run("merge", *paths, "--round", self.control, "--as-at", "2027-03-20", "-o", out)
        return out.read_bytes()

    def heard(self, person: Person, day: int, consolidated: bytes) -> Heard:
        """What a person has in hand after a day."""
        return Heard(
            self._corrections(day).get(person.return_id, b""),
            consolidated,
            self.last_round[person.number].read_bytes(),
            self.unsigned.read_bytes(),
        )

    def _corrections(self, day: int) -> Mapping[str, bytes]:
        paths = sorted((self.place / f"corrections {day}").glob("*.xlsx"))
        return {return_ids.return_id_in(path.stem): path.read_bytes() for path in paths}

    @cached_property
    def last_round(self) -> Sequence[Path]:
        """The workbooks of the round before, in the order of the recipients."""
        control = self.place / "autumn.xlsx"
        recipients, letters = self.asked, LETTERS_DEFAULT
        made = Control(LAST_ROUND, template=form.TEMPLATE, recipients=recipients, letters=letters, secret=SECRET[1:])
        control_workbook.write(control, made, [form.TEMPLATE])
        printed = self.run("generate", control, "-o", self.place / "autumn").splitlines()
        return [Path(line) for line in printed[: len(recipients)]]

    @cached_property
    def unsigned(self) -> Path:
        """The form as anybody can have it, whose holder enters the organisation."""
        return Path(self.run("generate", form.TEMPLATE, "--round", SPRING.name, "-o", self.place / "blank").strip())

    def _people(self, sent: Sequence[Path], chance: Random) -> tuple[Person, ...]:
        return tuple(
            Person(
                number,
                who.organisation,
                who.email,
                return_ids.return_id_in(path.stem),
                path.read_bytes(),
                truth(chance),
            )
            for number, (who, path) in enumerate(zip(self.asked, sent, strict=True))
        )

    def _keep(self, told: Sequence[tuple[Person, Scene]]) -> None:
        """Type what the officer learnt into the control workbook."""
        book = load_workbook(self.control)
        asked, decided = book[RECIPIENTS], book[DECISIONS]
        columns = {str(cell.value): cell.column or 0 for cell in asked[HEADINGS]}
        for person, scene in told:
            for heading, text in scene.edits.items():
                asked.cell(HEADINGS + 1 + person.number, columns[heading]).value = text
            if scene.decision is not None:
                _decide(decided, scene.decision)
        book.save(self.control)


def _recipient(name: str, number: int) -> Recipient:
    return Recipient(
        name,
        f"Manager {number}",
        "Manager",
        f"m{number}@care.example",
        form.TEMPLATE,
        locality="North",
        delivery=Delivery.SENT,
    )


def _decide(sheet: Worksheet, decision: Decision) -> None:
    row = next(at for at in range(HEADINGS + 1, HEADINGS + 60) if not sheet.cell(at, 3).value)
    for column, kind in enumerate(DECISION_COLUMNS, start=1):
        sheet.cell(row, column).value = str(getattr(decision, kind.name) or "") or None


def _rows(book: Workbook, sheet: str) -> Iterator[Mapping[str, str]]:
    """The rows of a sheet of the tracker, by its headings; none where it has no such sheet."""
    if sheet in book.sheetnames:
        headings, *rows = book[sheet].iter_rows(min_row=HEADINGS, values_only=True)
        yield from ({str(name): str(cell) for name, cell in zip(headings, row, strict=True)} for row in rows)


def _drafts(folder: Path) -> Mapping[str, EmailMessage]:
    found = {}
    for path in folder.glob("*.eml"):
        message = message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        found[return_ids.return_id_in(path.stem)] = message
    return found
