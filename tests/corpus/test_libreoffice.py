"""The corpus in the formats that LibreOffice writes: returns filled in, saved and locked by another program."""

from pathlib import Path

import pytest

from tests.builders.edits import spoilt
from tests.builders.forms import oakfield, small, written
from tests.corpus.case import DRAFT, PASSWORDS, ROUND, Case, case, outcome, run
from tests.office.calc import Calc, Entry

pytestmark = pytest.mark.libreoffice

Q = "Questions"
FORMATS = ("xlsx", "xls", "ods")
FAULTS = {
    "untouched": ((), "valid", ()),
    "two ticks": ((Entry(Q, "C6", "✓"),), "incomplete", (f"two-ticks {Q}!C6",)),
    "no tick": ((Entry(Q, "C8", ""),), "incomplete", (f"no-answer {Q}!C6",)),
    "a date in words": ((Entry(Q, "D27", "soon"),), "incomplete", (f"not-a-date {Q}!D27",)),
    "a tick in words": ((Entry(Q, "C8", "yes"),), "valid", (f"tick-understood {Q}!C8",)),
}


@pytest.fixture(scope="module")
def saved(calc: Calc, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A return with each fault in each format, by `fault.format`."""
    folder = tmp_path_factory.mktemp("saved")
    source = written(folder / "source.xlsx", DRAFT, oakfield(round_name=ROUND), small())
    found: dict[str, bytes] = {}
    for name, (typed, _, _) in FAULTS.items():
        paths = [folder / f"{name}.{suffix}" for suffix in FORMATS]
        assert calc.fill_in(source, typed, paths).accepted
        found |= {path.name: path.read_bytes() for path in paths}
    return found


def cases(saved: dict[str, bytes]) -> list[Case]:
    made = []
    for name, (_, status, findings) in FAULTS.items():
        for suffix in FORMATS:
            file = f"{name}.{suffix}"
            made.append(case(file, saved[file], status, *findings, file=file))
    for suffix in FORMATS:
        whole = saved[f"untouched.{suffix}"]
        for share in (10, 60, 95):
            cut = whole[: len(whole) * share // 100]
            made.append(
                case(f"{suffix} cut off at {share} %", cut, "rejected", "damaged-file", file=f"return.{suffix}")
            )
    for suffix, part in (("xlsx", "xl/worksheets/sheet3.xml"), ("ods", "content.xml")):
        data = spoilt(saved[f"untouched.{suffix}"], part)
        made.append(case(f"{suffix} with a bit flipped", data, "rejected", "damaged-file", file=f"return.{suffix}"))
    return made


def test_each_comes_to_what_is_expected(saved: dict[str, bytes], tmp_path: Path) -> None:
    """Whatever program saved it in whatever format, a return has the same status and the same findings."""
    every = cases(saved)
    ledgers = run(every, tmp_path)
    got = {each.name: outcome(ledgers[each.name]) for each in every}
    assert got == {
        each.name: {path: (status, tuple(said)) for path, (status, said) in each.expected.items()} for each in every
    }


@pytest.mark.slow
def test_returns_behind_a_password_open_with_it(calc: Calc, tmp_path: Path) -> None:
    """Of what LibreOffice locks, Excel's old format opens with the password; its own asks for another copy."""
    source = written(tmp_path / "source.xlsx", DRAFT, oakfield(round_name=ROUND), small())
    every = []
    for password, opens in ((PASSWORDS[0], True), ("another one", False)):
        folder = tmp_path / password
        folder.mkdir()
        paths = [folder / f"locked.{suffix}" for suffix in ("xls", "ods")]  # it leaves .xlsx open
        calc.fill_in(source, (), paths, password)
        for path in paths:
            is_open = opens and path.suffix != ".ods"
            said = ("valid",) if is_open else ("rejected", "needs-password")
            every.append(case(f"{path.name}, {password}", path.read_bytes(), *said, file=path.name))
    ledgers = run(every, tmp_path / "run")
    assert {each.name: outcome(ledgers[each.name]) for each in every} == {
        each.name: {path: (status, tuple(said)) for path, (status, said) in each.expected.items()} for each in every
    }
