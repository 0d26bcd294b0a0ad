"""Tests that workbooks behind a password open with it, with no other, and never keep a reader busy for long."""

from io import BytesIO
from random import Random

import olefile
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.builders.files import ole, row, text_cell, xlsx
from xlkit.returns.read.file import read_bytes

FORM = xlsx(row(text_cell("A1", "an answer")), extra=Random(1).randbytes(8_000))  # not among the smallest files


def locked(password: str) -> bytes:
    out = BytesIO()
    OOXMLFile(BytesIO(FORM)).encrypt(password, out)
    return out.getvalue()


SECRET = locked("sésame 1")


def codes(data: bytes, *passwords: str) -> list[str]:
    return [issue.code for issue in read_bytes(data, passwords=passwords).issues]


def test_the_right_password_among_others_opens_it() -> None:
    """What comes out is what was locked in."""
    opened = read_bytes(SECRET, passwords=["wrong", "sésame 1"]).raw
    assert opened == read_bytes(FORM).raw


@pytest.mark.parametrize("passwords", [(), ("wrong",), ("",), ("SÉSAME 1",)])
def test_no_other_password_opens_it(passwords: tuple[str, ...]) -> None:
    """Without its password a workbook is rejected, and says whether any was tried."""
    issue = read_bytes(SECRET, passwords=passwords).issues[0]
    assert issue.code == "needs-password"
    assert ("none of those given" in issue.message) == bool(passwords)


def test_a_workbook_protected_against_changes_alone_opens_by_itself() -> None:
    """Excel locks it with a password that everybody knows, and asks for none; nor does this."""
    assert codes(locked("VelvetSweatshop")) == []


def test_a_lock_that_would_take_for_ever_is_refused() -> None:
    """The file says how many rounds of hashing a password takes; no program writes a hundred million."""
    with olefile.OleFileIO(BytesIO(SECRET)) as opened:
        information = opened.openstream("EncryptionInfo").read()
    slow = information.replace(b'spinCount="100000"', b'spinCount="100000000"')
    assert slow != information
    assert codes(ole({"EncryptionInfo": slow, "EncryptedPackage": bytes(64)}), "a") == ["unsafe-file"]
    assert codes(ole({"EncryptionInfo": information, "EncryptedPackage": bytes(64)}), "a") == ["needs-password"]


def test_entities_in_what_is_said_of_the_lock_are_refused() -> None:
    """A bomb of entities is as unwelcome there as anywhere."""
    bomb = b'\x04\x00\x04\x00\x40\x00\x00\x00<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><encryption/>'
    assert codes(ole({"EncryptionInfo": bomb, "EncryptedPackage": bytes(64)})) == ["unsafe-file"]


def test_damage_behind_a_password_is_found() -> None:
    """A bit flipped in what is locked is never taken for an answer."""
    with olefile.OleFileIO(BytesIO(SECRET)) as opened:
        body = opened.openstream("EncryptedPackage").read()
    spoilt = SECRET.replace(body[200:232], bytes(32))
    assert spoilt != SECRET
    assert codes(spoilt, "sésame 1") != []
