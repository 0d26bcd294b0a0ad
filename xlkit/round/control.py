"""What stands in a round's control workbook: its sheets, settings and columns, with xlkit's own words there."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from xlkit.form.identity import OfficersWorkbook, Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.instrument import Setting as Stated
from xlkit.form.words import SETTING
from xlkit.returns.issues import CATALOGUE, Severity
from xlkit.round.round import Delivery, LetterKind, Ruling

SETTINGS, RECIPIENTS, DECISIONS, LETTERS, HIDDEN = "Settings", "Recipients", "Decisions", "Letters", "xlkit"
MARK, KIND, SECRET, SEAL = "xlkit", "workbook", "secret", "seal"  # keys of the hidden sheet
WHAT = OfficersWorkbook.CONTROL.value
YES, NO = "yes", "no"
PREPARED = {RECIPIENTS: 300, DECISIONS: 60}  # rows that are ready to be filled in


class Entry(StrEnum):
    """What a cell of the control workbook takes."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes or no"
    TEMPLATE = "template"
    LIST = "list"
    FIXED = "fixed"


class Setting(Struct, frozen=True):
    """One row of Settings: `name` is what xlkit knows it by; a number lies between `least` and `most`.

    An optional one may be missing, as it is in control workbooks that are older than the setting.
    """

    name: str
    label: str
    help: str
    entry: Entry = Entry.TEXT
    least: int = 0
    most: int = 0
    is_optional: bool = False


class Column(Struct, frozen=True):
    """One column of Recipients, Decisions or Letters; `choices` are what a dropdown offers.

    An optional one may be missing, as it is in control workbooks that are older than the column; one that is `seldom`
    filled in is folded away until it is.
    """

    name: str
    heading: str
    help: str
    width: float
    entry: Entry = Entry.TEXT
    choices: tuple[str, ...] = ()
    is_optional: bool = False
    is_seldom: bool = False


SETTING_COLUMNS = (
    Column("setting", "Setting", "", 28),
    Column("value", "Your entry", "", 44),
    Column("help", "What it is for", "", 56),
)
_GROUPS = {
    "The round": (
        Setting("council", "Council", "Who sends the workbooks, as respondents know you."),
        Setting("name", "Round", "A short name such as Spring 2027. Do not change it once workbooks are sent."),
        Setting("due", "Deadline", "The last day for returns, as day/month/year.", Entry.DAY),
        Setting(
            "as_at",
            "As at",
            "The day that deadlines and due dates are held against. Left empty, it is the day a command is run.",
            Entry.DAY,
        ),
        Setting("template", "Template", "What recipients answer whose own row names none.", Entry.TEMPLATE),
    ),
    "Whom respondents ask": (
        Setting("contact_name", "Contact name", "A person or a team."),
        Setting("contact_email", "Contact e-mail", "Where returns and questions go."),
        Setting("contact_telephone", "Contact telephone", "With the area code."),
    ),
    "What respondents are told": (
        Setting("readers", "Who will see the answers", "In plain words: which team, which board, and who will not."),
        Setting("retention", "How long they are kept", "Such as: two years, then deleted."),
    ),
    "Rules": (
        Setting(
            "password",
            "Sheet password",
            "Usually empty: the locks prevent slips. A password here is readable by whoever opens this workbook.",
        ),
        Setting(
            "smallest_group",
            "Smallest group shown",
            "In files to share, no figure about providers rests on fewer organisations than this.",
            Entry.NUMBER,
            least=2,
            most=50,
        ),
        Setting("cut", "Quadrants part at", "The highest level that still counts as needing work.", Entry.NUMBER, 1, 4),
        Setting(
            "uneasy",
            "People feel otherwise from, %",
            "Beside levels it is said where so many of a hundred people heard feel otherwise than providers see it.",
            Entry.NUMBER,
            least=1,
            most=100,
        ),
        Setting(
            "several_respondents",
            "Several respondents a workbook",
            "Yes takes one workbook filled in by several people as several returns; no reports it as a conflict.",
            Entry.YES_NO,
        ),
    ),
    "Templates of your own": (
        Setting(
            "templates",
            "Folder of your own templates",
            "As it lies from this workbook, such as: templates. One that comes there later is typed under Template.",
            is_optional=True,
        ),
    ),
    "Once they are sent": (
        Setting("sent_on", "All sent on", "The day, instead of “sent” in each row.", Entry.DAY, is_optional=True),
    ),
}
SETTING_GROUPS = tuple(_GROUPS.items())
SAID_HEADING = "What people say"  # a group that stands in the control workbook of a round that asks for it alone
SAID_SETTINGS = (
    Setting(
        *("smallest_theme", "Smallest theme named", "What fewer people than this say is told under no name."),
        *(Entry.NUMBER, 3, 50),
        is_optional=True,
    ),
    Setting(
        *("dots_each", "Dots each", "How many dots everybody has at a workshop; it can be changed there."),
        *(Entry.NUMBER, 1, 20),
        is_optional=True,
    ),
    Setting(
        "names_providers",
        "Providers agreed to be named",
        "Yes shows officers beside which provider's people something was said. Ask every provider first.",
        Entry.YES_NO,
        is_optional=True,
    ),
)
ALL_SETTINGS = (*(setting for group in _GROUPS.values() for setting in group), *SAID_SETTINGS)
STATED_HEADING = "In the words of the questions"
# What of a round stands in workbooks and letters, by its name in a `Round`, as Settings call it.
PRINTED = {
    "council": "Council",
    "deadline": "Deadline",
    "contact": "Contact",
    "readers": "Who will see the answers",
    "retention": "How long they are kept",
}


def stated(instruments: Iterable[Instrument]) -> tuple[Setting, ...]:
    """A row for each setting of some templates, each once, under a label that is nobody else's."""
    by_name: dict[str, tuple[Stated, list[str]]] = {}
    for instrument in instruments:
        for setting in instrument.settings:
            by_name.setdefault(setting.name, (setting, []))[1].append(instrument.title)
    labels = Counter(setting.label.casefold() for setting in ALL_SETTINGS)
    labels.update(setting.title.casefold() for setting, _ in by_name.values())
    return tuple(
        Setting(
            name=f"{SETTING}{own.name}",
            label=own.title if labels[own.title.casefold()] == 1 else labelled(own.title, own.name),
            help=f"Stands in the words of {', '.join(titles)}. Do not change it once workbooks are sent.",
            entry=Entry.DAY if isinstance(own.value, date) else Entry.TEXT,
        )
        for own, titles in by_name.values()
    )


def labelled(title: str, name: str) -> str:
    """The label of a setting whose title alone could be another's."""
    return f"{title} ({name})"


PERSPECTIVES = tuple(perspective.value for perspective in Perspective)
DELIVERIES = tuple(delivery.value for delivery in Delivery if delivery.value)
VIEWS = ("one", "agreed")  # whose view a recipient may be asked for

RECIPIENT_COLUMNS = (
    Column("organisation", "Organisation", "Who answers. The only one that is required.", 26),
    Column("respondent", "Respondent", "The person the workbook goes to.", 17),
    Column("role", "Role", "Such as registered manager.", 14),
    Column("email", "Email", "One address.", 24),
    Column("template", "Template", "Pick one or type it; empty means that of Settings.", 19, Entry.TEMPLATE),
    Column("locality", "Locality", "For one area only, and to break figures down by.", 14),
    Column("size", "Size", "Your own bands, to break figures down by.", 10),
    Column("in_scope", "In scope", "No leaves the row out.", 9, Entry.YES_NO),
    Column(
        "delivery",
        "Delivery",
        "What became of the message. Click + above for more columns.",
        12,
        Entry.LIST,
        DELIVERIES,
    ),
    Column(
        "perspective",
        "Perspective",
        "Who speaks; empty means as the template says.",
        15,
        Entry.LIST,
        PERSPECTIVES,
        is_seldom=True,
    ),
    Column(
        "subject",
        "Subject",
        "Whom the answers are about, if somebody else; empty means the council for a template about it.",
        24,
        is_seldom=True,
    ),
    Column("service_area", "Service area", "For one service only.", 16, is_seldom=True),
    Column(
        "language", "Language", "A code such as cy, if the template is in it.", 14, is_optional=True, is_seldom=True
    ),
    Column(
        "view",
        "View",
        "agreed asks for the position that the organisation agreed, one for one person's; empty leaves it to them.",
        24,
        Entry.LIST,
        VIEWS,
        is_optional=True,
        is_seldom=True,
    ),
    Column(
        "row_id", "Row id", "Leave it: xlkit knows the row by it.", 14, Entry.FIXED, is_optional=True, is_seldom=True
    ),
)

RULINGS = tuple(each.value for each in Ruling)
# A conflict is settled by preferring a return, and nothing makes an unreadable file readable.
WAIVABLE = tuple(
    code
    for code, kind in CATALOGUE.items()
    if kind.severity in (Severity.ERROR, Severity.WARNING) and code != "conflicting-returns"
)
DECISION_COLUMNS = (
    Column("return_id", "Return id", "As shown on the workbook's Start sheet, such as K7QM-3XWA.", 14),
    Column("file", "File hash or organisation", "The file's name or hash where one return id came back twice.", 24),
    Column("ruling", "Decision", "Pick one.", 18, Entry.LIST, RULINGS),
    Column("check", "Check", "For a waiver: which check.", 20, Entry.LIST, WAIVABLE),
    Column("why", "Why", "In a sentence that can be published.", 34),
    Column("approved_by", "Approved by", "Name and role.", 18),
    Column("until", "Until", "The last day it holds; empty means always.", 13, Entry.DAY),
)

LETTER_KINDS = tuple(each.value for each in LetterKind)
LETTER_COLUMNS = (
    Column("kind", "Kind", "Which message; one without a row is worded as in a new round.", 14),
    Column("subject", "Subject", "Its subject line.", 26),
    Column("body", "Body", "What it says; Alt+Enter begins a new line.", 50),
)
INTROS = {
    SETTINGS: (
        "What all workbooks of the round share. Fill in the yellow cells; xlkit reads this workbook and never writes "
        "into it."
    ),
    RECIPIENTS: (
        "One row for each workbook to send. Correct a row at any time, but leave its Row id; to take one out, put no "
        "under In scope."
    ),
    DECISIONS: "Exceptions for single returns: each needs a reason and a name, and is shown beside what it changes.",
    LETTERS: (
        "The wording of drafts. xlkit fills in what stands in {braces} and sends nothing: you look, and press Send."
    ),
}
