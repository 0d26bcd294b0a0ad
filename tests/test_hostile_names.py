"""500 recipients with hostile names: each is issued, and each comes back as itself."""

import json
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from xlkit.cli import main

NASTY = (
    "../../x",
    "..\\..\\x",
    "CON",
    "NUL.xlsx",
    "aux",
    "LPT1",
    "trailing dots...",
    "trailing space x",
    "C:\\Windows\\x",
    "=1+1",
    "+44",
    "-5",
    "@x",
    "=cmd|'/c calc'!A1",
    '"quoted"',
    "'single'",
    "<b>&amp;</b>",
    "<r>x</r>",
    "%PATH%",
    "$HOME",
    "دار الرعاية",
    "😀 Care 👩‍👩‍👧",
    "日本介護",
    "Ünïcödé",
    "a\u0301",
    "x" * 300,
    "é" * 300,
    "00123",
    "1-2",
    "TRUE",
    "#REF!",
    "{braces}",
    "[brackets]",
    "semi;colon",
    "comma, name",
    "slash/name",
    "back\\slash",
    "star*name",
    "quest?ion",
    "pipe|name",
    "colon:name",
    "tab\tname",
    "line\nname",
    "_x004",
    "\u202egnirts",
    "\ufeffbom",
    "zero\u200bwidth",
    "null",
    "None",
    "~$lock",
)
PLACES = ("North", "South", "=East", "../West", "غرب", "😀", "CON", "0", "x" * 200, "<&>")


def listed(path: Path, names: list[tuple[str, str]]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, pair in enumerate([("Organisation", "Locality"), *names], start=1):
        for column, text in enumerate(pair, start=1):
            # A text that starts with `=` stays a text, as it does for a person who types an apostrophe first.
            sheet.cell(row, column, text).data_type = "s"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def names() -> list[tuple[str, str]]:
    """500 organisations, no two alike."""
    found = list(product(NASTY, PLACES))
    assert len(set(found)) == 500
    return found


def test_every_recipient_gets_a_workbook_and_is_read_back(names: list[tuple[str, str]], tmp_path: Path) -> None:
    """All are issued under distinct safe names inside the folder, and read back with their own name and place."""
    forms = tmp_path / "forms"
    recipients = listed(tmp_path / "recipients.xlsx", names)
    issued = CliRunner().invoke(main, ["generate", "progress-for-providers", "--to", str(recipients), "-o", str(forms)])
    assert issued.exit_code == 0, issued.stderr
    paths = [Path(line) for line in issued.stdout.splitlines()]
    assert len({path.name.casefold() for path in paths}) == 500
    assert {path.parent for path in paths} == {forms}
    assert all(len(path.name) < 100 and path.name.isascii() for path in paths)
    checked = CliRunner().invoke(main, ["validate", str(forms), "--json"])
    returns = {file["path"].rpartition("/")[2]: file["return"] for file in json.loads(checked.stdout)["files"]}
    read = [returns[path.name]["organisation"] for path in paths]
    assert read == [name.strip() for name, _ in names]
    assert len({each["return_id"] for each in returns.values()}) == 500
