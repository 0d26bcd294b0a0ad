"""Workbooks behind a password: opened with the passwords that were given, in memory alone."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import olefile

from xlkit.returns.read.limits import Limits
from xlkit.returns.read.office_xml.markup import elements
from xlkit.returns.read.refusal import damaged, needs_password, refused

# Excel itself opens a file locked with this one without asking: it locks so what is only protected against changes.
_UNASKED = "VelvetSweatshop"
_AGILE = b"\x04\x00\x04\x00"
_INFORMATION = "EncryptionInfo"
_LARGEST_INFORMATION = 2**16


def unlock(data: bytes, passwords: Sequence[str], limits: Limits) -> bytes:
    """The workbook without its lock; RefusedError where no password fits, or trying them would take for ever.

    Its content is unchecked: what comes out is to be checked as any file is.
    """
    from msoffcrypto import OfficeFile  # noqa: PLC0415 - few files are locked, and its imports take long

    _check_cost(data, limits)
    for password in filter(None, (_UNASKED, *passwords)):
        try:
            unlocked = _tried(OfficeFile(BytesIO(data)), password)
        except Exception as error:
            raise needs_password(", and it is locked in a way that is not known here", may_be_given=False) from error
        if unlocked:
            return unlocked
    raise needs_password(", and none of those given opens it" if passwords else "")


def _tried(locked: Any, password: str) -> bytes:
    """The workbook as this password opens it; nothing where it does not."""
    from msoffcrypto.exceptions import InvalidKeyError  # noqa: PLC0415 - as above

    unlocked = BytesIO()
    try:
        if locked.format == "ooxml":
            locked.load_key(password=password, verify_password=True)
        else:
            locked.load_key(password=password)
        locked.decrypt(unlocked)
    except InvalidKeyError:
        return b""
    return unlocked.getvalue()


def _check_cost(data: bytes, limits: Limits) -> None:
    """RefusedError where a password takes more rounds of hashing than any program asks for."""
    with olefile.OleFileIO(BytesIO(data)) as ole:
        if not ole.exists(_INFORMATION):
            return
        if ole.get_size(_INFORMATION) > _LARGEST_INFORMATION:
            raise damaged("what it says about its password is too long")
        information = ole.openstream(_INFORMATION).read()
    if not information.startswith(_AGILE):
        return
    described = elements(information[8:].rstrip(b"\0"), _INFORMATION)
    attributes = (attribute for _, attributes in described for attribute in attributes.items())
    counts = [value for name, value in attributes if name.rpartition(":")[2] == "spinCount"]
    if any(not re.fullmatch("[0-9]{1,9}", count) or int(count) > limits.spins for count in counts):
        raise refused("unsafe-file", reason="trying a password would take longer than any spreadsheet program makes it")
