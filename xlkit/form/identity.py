"""Identity: whom a workbook was made for and from what, and who speaks in it."""

from enum import StrEnum

from msgspec import Struct


class Perspective(StrEnum):
    """Who is speaking about the subject of a return."""

    SELF = "self"
    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    PEOPLE = "people"
    PARTNER = "partner"


class OfficersWorkbook(StrEnum):
    """What a workbook for the officer of a round says that it is; none of them holds a form."""

    CONTROL = "the control workbook of a round"
    REGISTER = "the issue register of a round"
    TRACKER = "the tracker of a round"
    WORKSHOP = "the workbook of a workshop"
    FINDINGS = "a list of what was found in returns"


class Identity(Struct, frozen=True):
    """Who a workbook was made for, and from what; one issued blank has no return id and no organisation.

    `council` is who issued it, where that is known. `signature` shows that nobody edited the rest; it is empty in a
    round that has no control workbook. `correction` counts how often the workbook went back to be corrected. `settings`
    are the names and values that the round gave to what stands in the words of its instrument; a date among them is
    written `2027-04-30`. `roster` is the return id of the workbook of ratings that it is a row of, or is itself.
    `meaning` is the mark of what each reference means, which its hidden sheet tells. `view` is `agreed` where the
    agreed position of the organisation was asked for, `one` where one person's view was, and else empty.
    """

    template: str
    version: str
    content_hash: str
    round: str = ""
    council: str = ""
    return_id: str = ""
    organisation: str = ""
    subject: str = ""
    perspective: Perspective = Perspective.SELF
    respondent: str = ""
    role: str = ""
    locality: str = ""
    service_area: str = ""
    size: str = ""
    language: str = ""
    signature: str = ""
    correction: int = 0
    settings: tuple[tuple[str, str], ...] = ()
    roster: str = ""
    meaning: str = ""
    view: str = ""
