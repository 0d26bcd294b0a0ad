"""A round: who is asked, when, and by whom."""

from dataclasses import dataclass

from xlkit.returns import Perspective


@dataclass(frozen=True, slots=True)
class Round:
    """What all workbooks of one round share; each is shown as it stands, and may be empty."""

    name: str = ""
    deadline: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of a list of recipients: who is to get a workbook, and what for; only the organisation is required."""

    organisation: str
    respondent: str = ""
    role: str = ""
    email: str = ""
    template: str = ""
    perspective: Perspective = Perspective.SELF
    subject: str = ""
    locality: str = ""
    service_area: str = ""
    size: str = ""
    in_scope: bool = True
