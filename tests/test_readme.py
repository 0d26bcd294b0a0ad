"""README.md says what is true."""

import re
from pathlib import Path

from click.testing import CliRunner

from tests.reference import README, updated
from xlkit.books.round import mailing_list
from xlkit.cli import main
from xlkit.commands.mail import INVITATIONS
from xlkit.intake.log import Status

TEXT = README.read_text(encoding="utf-8")
OFFICERS = TEXT.partition("## I run a round")[2].partition("## I look after xlkit")[0]


def test_the_reference_follows_from_the_code() -> None:
    """Every command, option and issue code stands there as it is; `uv run python -m tests.reference` writes them."""
    assert updated(TEXT) == TEXT


def test_every_status_is_explained() -> None:
    """Each status that a file can have has its line."""
    for status in Status:
        assert f"| {status.value} |" in TEXT


def test_links_and_pictures_lead_somewhere() -> None:
    """Each path that README.md points to is there."""
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (README.parent / target).exists(), target


def test_the_templates_are_listed_as_printed() -> None:
    """The list of templates in README.md is what the command prints."""
    printed = CliRunner().invoke(main, ["templates", "list"]).stdout.rstrip()
    assert printed in TEXT


def test_the_two_commands_stand_as_the_checks_call_them() -> None:
    """What README.md tells people to run is what every change is checked with."""
    checks = (Path(README.parent) / ".ci" / "run").read_text(encoding="utf-8")
    for command in ("uv run xlkit demo", "uv run pytest"):
        assert command in TEXT
        assert command in checks


def test_lines_for_outlook_take_what_the_list_of_messages_has() -> None:
    """A list by the name that it is written under, each column by the number that it has there; nothing is sent."""
    assert f'$list = "{INVITATIONS}"\n' in TEXT
    lines = TEXT.partition("$outlook = ")[2].partition("```")[0]
    taken = re.findall(r"(To|Subject|Body|Add)\b[^$]*\$rows\[\$row, (\d)\]", lines)
    assert [(name, mailing_list.HEADINGS[int(number) - 1]) for name, number in taken] == [
        *(("To", "Recipient"), ("Subject", "Subject"), ("Body", "Body"), ("Add", "File"))
    ]
    assert "Send" not in lines


def test_an_officer_reads_what_windows_and_it_may_ask() -> None:
    """Behind the first door, as in what lies beside the program."""
    beside = (README.parent / ".github" / "windows" / "READ ME FIRST.txt").read_text(encoding="ascii")
    for asked in ("OneDrive", "SharePoint", "Always keep on this device", "Unblock", "mark of the web", "SmartScreen"):
        assert asked in OFFICERS
        assert asked in beside
    for named in (r"program\xlkit.exe", "AppLocker", "Windows Defender", "%LOCALAPPDATA%"):
        assert named in OFFICERS
        assert named in beside


def test_steps_have_their_pictures_beside_them() -> None:
    """Each below the step in which one sees it."""
    shown = {
        step[:1]: re.findall(r"pictures/([\w-]+)\.png", step)
        for step in re.split(r"^(?=\d\. )", OFFICERS, flags=re.MULTILINE)
    }
    assert {step: pictures for step, pictures in shown.items() if pictures} == {
        "2": ["recipients"],
        "3": ["start", "question"],
        "6": ["summary", "heat-map", "chart"],
    }


def test_uv_that_is_not_on_the_path_is_called_by_python() -> None:
    """As the checks on other systems call it."""
    checks = (README.parent / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    for text in (TEXT.partition("## I look after xlkit")[2], checks):
        assert "python -m uv run xlkit demo" in text
