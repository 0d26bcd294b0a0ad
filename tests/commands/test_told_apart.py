"""Tests of organisations that a round lists in two spellings of one name: they are two, and it is said."""

from pathlib import Path

import click
import pytest

from tests.builders.control import with_ids
from xlkit.books.round import control_workbook
from xlkit.commands.opening import open_round, say_names_alike
from xlkit.form import xlsform
from xlkit.returns.likeness import counted_once
from xlkit.returns.names import same_organisation
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient, Round

TEMPLATE, OTHER = "progress-for-providers", "shaping-the-market-short"
NAMES = ("Alder House Care", "Alder House Care Ltd")


def told_apart(*templates: str, council: str = "") -> list[str]:
    """The names that a round tells apart where both are asked, each by a template."""
    people = tuple(Recipient(name, template=template) for name, template in zip(NAMES, templates, strict=True))
    return list(Control(Round(council=council), recipients=people).told_apart)


def test_two_spellings_in_one_list_are_two_organisations() -> None:
    """Both were sent the same form, each to answer it."""
    assert told_apart(TEMPLATE, TEMPLATE) == list(NAMES)


def test_two_spellings_of_which_each_is_asked_something_else_are_one() -> None:
    """What one form asks is not held against another's spelling; and the council is one, however it is spelt."""
    assert told_apart(TEMPLATE, OTHER) == told_apart(TEMPLATE, TEMPLATE, council="The Alder House Care") == []


def test_a_command_that_opens_the_round_tells_them_apart_and_small_groups_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """While it runs, and not in the next one; it is said once for both."""
    people = with_ids(*(Recipient(name, f"Manager of {name}", template=TEMPLATE) for name in NAMES))
    control = Control(Round("Spring 2027"), recipients=people, letters=LETTERS_DEFAULT, secret="5ec2e7" * 8)
    control_workbook.write(tmp_path / "spring.xlsx", control, [TEMPLATE])
    with click.Context(click.Command("merge")):
        open_round(tmp_path / "spring.xlsx", xlsform.library(None))
        assert not same_organisation(*NAMES)
        assert len(set(counted_once(NAMES).values())) == 1
        say_names_alike(NAMES)
    assert same_organisation(*NAMES)
    assert "“Alder House Care” and “Alder House Care Ltd” look like one organisation" in capsys.readouterr().err


def test_names_that_are_one_are_not_said_to_be_two(capsys: pytest.CaptureFixture[str]) -> None:
    """No round lists both."""
    say_names_alike(NAMES)
    assert not capsys.readouterr().err
