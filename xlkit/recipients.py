"""Recipients: the rows of a person's list of who is to get a workbook, from an Excel workbook."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from zipfile import BadZipFile

from xlkit.errors import XlkitError
from xlkit.identity import plain
from xlkit.returns import Perspective
from xlkit.round import Recipient

YES = frozenset({"", "yes", "y", "true", "1", "in"})
NO = frozenset({"no", "n", "false", "0", "out"})
COLUMNS = tuple(field.name for field in fields(Recipient))


def load_recipients(path: Path) -> tuple[Recipient, ...]:
    """The recipients on the first sheet of a workbook, in order, those out of scope among them.

    The headings are those of `Recipient`, in any case and order; only Organisation has to be there. XlkitError, with
    the cells of every bad row, where one cannot be taken.
    """
    headings, rows = _cells(path)
    columns = {name: at for at, heading in headings.items() if (name := _column_name(heading)) in COLUMNS}
    if "organisation" not in columns:
        raise XlkitError(
            f"{path.name} has no column headed Organisation in row 1, which every list of recipients needs: add it."
        )
    recipients: list[Recipient] = []
    problems: list[str] = []
    for number, row in rows:
        said = {name: row.get(at, "") for name, at in columns.items()}
        found = _problems(said, {name: f"{at}{number}" for name, at in columns.items()})
        problems += found
        if not found:
            recipients.append(_recipient(said))
            if recipients[-1] in recipients[:-1]:
                problems.append(f"row {number} repeats an earlier row in every column")
    if problems:
        raise XlkitError(
            f"{path.name} cannot be used as a list of recipients yet: {'; '.join(problems)}. Nothing was written."
        )
    if not recipients:
        raise XlkitError(f"{path.name} names no organisation: enter one in each row below the headings.")
    return tuple(recipients)


def _cells(path: Path) -> tuple[dict[str, str], list[tuple[int, dict[str, str]]]]:
    # openpyxl keeps the addresses, which the messages need; the list is the operator's own file, not a return.
    from openpyxl import load_workbook  # noqa: PLC0415 - only this command needs it
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=False, data_only=True)
    except FileNotFoundError:
        raise XlkitError(f"There is no file {path}: check the name of the list of recipients.") from None
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        raise XlkitError(f"{path} is not an Excel workbook that can be read: save the list as .xlsx.") from error
    sheet = book.worksheets[0]
    rows = [
        (number, {cell.column_letter: str(cell.value).strip() for cell in row if cell.value is not None})
        for number, row in enumerate(sheet.iter_rows(), start=1)
    ]
    headings = rows[0][1] if rows else {}
    return headings, [(number, row) for number, row in rows[1:] if any(row.values())]


def _column_name(heading: str) -> str:
    return plain(heading).replace(" ", "_")


def _problems(said: Mapping[str, str], cells: Mapping[str, str]) -> list[str]:
    found = []
    if not said["organisation"]:
        found.append(f"{cells['organisation']} names no organisation")
    perspective = plain(said.get("perspective", ""))
    if perspective and perspective not in {each.value for each in Perspective}:
        expected = ", ".join(each.value for each in Perspective)
        found.append(f"{cells['perspective']} says “{said['perspective']}”, where one of {expected} was expected")
    if plain(said.get("in_scope", "")) not in YES | NO:
        found.append(f"{cells['in_scope']} says “{said['in_scope']}”, where yes or no was expected")
    email = said.get("email", "")
    if email and (email.count("@") != 1 or " " in email or email.startswith("@") or email.endswith("@")):
        found.append(f"{cells['email']} says “{email}”, where an e-mail address was expected")
    return found


def _recipient(said: Mapping[str, str]) -> Recipient:
    return Recipient(
        organisation=said["organisation"],
        respondent=said.get("respondent", ""),
        role=said.get("role", ""),
        email=said.get("email", ""),
        template=said.get("template", ""),
        perspective=Perspective(plain(said.get("perspective", "")) or "self"),
        subject=said.get("subject", ""),
        locality=said.get("locality", ""),
        service_area=said.get("service_area", ""),
        size=said.get("size", ""),
        in_scope=plain(said.get("in_scope", "")) in YES,
    )
