"""One case of the corpus, the returns that cases are made from, and what becomes of all cases in one run."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from tests.builders.forms import OAKFIELD, oakfield, returned, small, written
from tests.builders.funds import few
from tests.builders.kinds import every_kind
from tests.builders.rounds import CROSSWALK, INSTRUMENTS
from tests.builders.scale_matrices import PLAN
from tests.builders.voices import top_twos
from xlkit.books.respondent import respondent_workbook
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import library
from xlkit.intake import (
    accounts_apart,
    closing,
    councils_named,
    done_days,
    duplicates,
    localities,
    mails,
    regional,
    rulings,
    workbooks,
)
from xlkit.intake.duplicates import Conflicts
from xlkit.intake.eligibility import admit
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns import return_ids, signatures
from xlkit.returns.issues import Issue
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.file import read_bytes
from xlkit.returns.read.sources import sources
from xlkit.returns.read.workers import read_all
from xlkit.returns.validate import Validator
from xlkit.round import identities
from xlkit.round.round import Control, Decision, Round, Rules

AS_AT = date(2027, 4, 6)
ROUND = "Spring 2027"
PASSWORDS = ("open sesame",)
SECRET = "of the round"  # noqa: S105 - of a made-up round
PLAIN_RULES = Rules()
DRAFT = Draft(
    details={"completed_on": date(2027, 3, 1), "view": "one"},
    answers={
        "strategy": "3", "risk": "2", "money": "5",
        "size": "small", "story": "We began in 2019.", "since": date(2019, 5, 1), "people": 12.0, "hours": 37.5,
    },
    evidence={"strategy": "Board minutes"},
    actions={"strategy": ({"action": "Write it down", "owner": "Ann", "due": date(2027, 9, 1), "status": "Not started"},)},
)  # fmt: skip

Expected = tuple[str, Sequence[str]]
"""A status, and the findings in order: their codes, with the cell where there is one (`two-ticks Questions!C6`)."""
PLANNED = replace(PLAN, planner=every_kind().planner)


class Case(Struct, frozen=True):
    """Files that are given together, by their names, and what has to become of each, by the path it is listed under.

    Cases with a control workbook are held against their round, those with an `earlier` fund against that.
    """

    name: str
    files: Mapping[str, bytes]
    expected: Mapping[str, Expected]
    control: Control | None = None
    complete_only: bool = False
    earlier: bytes | None = None


def case(name: str, data: bytes, status: str, *findings: str, file: str = "return.xlsx") -> Case:
    """A case of one file."""
    return Case(name, {file: data}, {file: (status, findings)})


@cache
def base() -> bytes:
    """A workbook as it was written and filled in, without a fault."""
    return made(DRAFT)


@cache
def raw() -> RawReturn:
    """The same as it is read."""
    return returned(DRAFT, oakfield(round_name=ROUND))


def made(draft: Draft = DRAFT, identity: Identity | None = None) -> bytes:
    """A workbook with a draft in it."""
    with TemporaryDirectory() as folder:
        return written(Path(folder) / "return.xlsx", draft, identity or oakfield(round_name=ROUND)).read_bytes()


def sent(draft: Draft, identity: Identity | None = None) -> bytes:
    """A workbook that is sent out with a draft in it, to be changed by its holder."""
    whose = identity or oakfield(round_name=ROUND)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sent.xlsx"
        respondent_workbook.write(path, small(), whose, Round(), draft, begun=signatures.mark(draft, whose))
        return path.read_bytes()


def with_answers(**answers: str) -> Draft:
    """The draft with other answers."""
    return replace(DRAFT, answers={**DRAFT.answers, **answers})


def blank_form() -> Identity:
    """The identity of a workbook whose holder enters the organisation."""
    return return_ids.blank(small(), ROUND)


def recipient(organisation: str) -> Identity:
    """The identity of another recipient's workbook."""
    return identities.issued(small(), replace(OAKFIELD, organisation=organisation), ROUND)


def control(decisions: tuple[Decision, ...] = (), rules: Rules = PLAIN_RULES) -> Control:
    """A round with a secret, whose only recipient is Oakfield Care, of two forms."""
    recipients = tuple(replace(OAKFIELD, template=name) for name in ("small", PLAN.name))
    due = date(2027, 3, 26)
    return Control(Round(ROUND, due=due), rules=rules, recipients=recipients, decisions=decisions, secret=SECRET)


@cache
def accounts() -> Mapping[str, Instrument]:
    """The templates of funds and blocks, with few rows."""
    return {name: few(each) for name, each in library().items() if each.accounts}


def run(cases: Iterable[Case], folder: Path) -> dict[str, Ledger]:
    """What becomes of each case, by its name; all are read in one go, as from one folder."""
    every = list(cases)
    found: dict[str, Ledger] = {}
    for sealed in (False, True):
        some = [each for each in every if (each.control is not None) == sealed]
        found |= _run(some, folder / str(sealed), control() if sealed else None)
    return found


def _run(cases: Sequence[Case], folder: Path, seal: Control | None) -> dict[str, Ledger]:
    names = {f"{number:03}": each for number, each in enumerate(cases)}
    for number, each in names.items():
        for name, data in each.files.items():
            path = folder / number / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    folder.mkdir(exist_ok=True)
    known = {"small": small(), "kinds": every_kind(), PLAN.name: PLANNED, "top-twos": top_twos(), **accounts()}
    validator = Validator(known, seal.seal if seal else None)
    reader = workbooks.Reader(validator, INSTRUMENTS, CROSSWALK)
    entries: dict[str, list[Entry]] = {number: [] for number in names}
    for read in read_all(sources([folder]), reader, workers=2, passwords=PASSWORDS):
        number, _, shown = Path(read.path).relative_to(folder).as_posix().partition("/")
        file = Entry(shown, read.sha256, read.size, Status.REJECTED, None, read.issues, sent=read.sent)
        entries[number] += workbooks.entries(file, read.result)
    return {names[number].name: _settled(names[number], mails.settled(found)) for number, found in entries.items()}


def _settled(case: Case, entries: Sequence[Entry]) -> Ledger:
    if case.control is None:
        ledger = duplicates.settle(entries)
    else:
        named = councils_named.admitted(entries, [Path()])
        known = localities.asked_about(admit(named, case.control), case.control, {"top-twos": top_twos()})
        forms = {"small": small(), "kinds": every_kind(), PLAN.name: PLANNED}
        known = done_days.asked_about(known, AS_AT, forms, case.control)
        decided = rulings.apply(known, case.control.decisions, AS_AT)
        several = case.control.rules.several_respondents
        ledger = duplicates.settle(decided, Conflicts(case.control.decisions, several, is_sealed=True))
    ledger = accounts_apart.left_aside(regional.assign(ledger, INSTRUMENTS), accounts())
    ledger = accounts_apart.codes_told(ledger, accounts())
    if case.earlier is not None and (before := read_bytes(case.earlier).raw) is not None:
        returns = [found for found in (Validator(accounts())(before).completed,) if found is not None]
        ledger = closing.held_against(ledger, returns, accounts())
    return duplicates.only_complete(ledger) if case.complete_only else ledger


def said(found: Issue) -> str:
    """A finding as a case expects it."""
    return f"{found.code} {found.cell.sheet}!{found.cell.a1}" if found.cell else found.code


def outcome(ledger: Ledger) -> dict[str, Expected]:
    """What became of each file."""
    return {entry.path: (entry.status.value, tuple(map(said, entry.issues))) for entry in ledger.entries}
