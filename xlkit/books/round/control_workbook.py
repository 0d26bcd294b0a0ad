"""The control workbook of a round: its sheets in order, Settings first."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from xlkit.books.round.sheet import FIRST_ROW, HEADING_ROW, HELP_ROW, allow, begin, prepared, put, write_control
from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form.words import SETTING
from xlkit.round.control import (
    DECISION_COLUMNS,
    DECISIONS,
    LETTER_COLUMNS,
    LETTERS,
    NO,
    PREPARED,
    RECIPIENT_COLUMNS,
    RECIPIENTS,
    SAID_HEADING,
    SAID_SETTINGS,
    SETTING_COLUMNS,
    SETTING_GROUPS,
    SETTINGS,
    STATED_HEADING,
    WHAT,
    YES,
    Entry,
    Setting,
)
from xlkit.round.default_letters import PLACEHOLDERS
from xlkit.round.round import Control, Decision, Recipient
from xlkit.shown import typed

GAP = 3.0  # characters between the letters and the list of placeholders
PLACEHOLDERS_WIDTH = 35.0
PLACEHOLDER = len(LETTER_COLUMNS) + 1  # the column beyond the gap
WIDTHS = [column.width for column in LETTER_COLUMNS]
LISTED = "\n".join(f"{{{name}}}: {stands}" for name, stands in PLACEHOLDERS.items())


def write(
    path: Path,
    control: Control,
    templates: Sequence[str],
    stated: Sequence[Setting] = (),
    row_ids: Sequence[str] = (),
    name: str = "",
) -> None:
    """Write the workbook; `templates` are the names that its dropdowns offer, `stated` the rows of their own settings.

    `row_ids` are for the rows of recipients that are still empty, `name` is what the file will be called in the end, if
    not as now.

    XlkitError where it cannot be written.
    """
    with books.opened(path, f"Control workbook: {control.round.name}", subject=control.round.council) as book:
        write_settings(book, control, templates, stated, name or path.name)
        write_recipients(book, control, templates, row_ids)
        write_decisions(book, control)
        write_letters(book, control)
        write_control(book, WHAT, control.secret, templates)


def write_decisions(book: Book, control: Control) -> None:
    """Add the sheet of decisions."""
    rows = [_decided(decision) for decision in control.decisions]
    prepared(book, DECISIONS, DECISION_COLUMNS, rows, max(PREPARED[DECISIONS], len(rows)))


def _decided(decision: Decision) -> dict[str, str | date | None]:
    return {
        "return_id": decision.return_id or None,
        "file": decision.file or None,
        "ruling": decision.ruling.value,
        "check": decision.check or None,
        "why": decision.why,
        "approved_by": decision.approved_by,
        "until": decision.until,
    }


def write_recipients(book: Book, control: Control, templates: Sequence[str], row_ids: Sequence[str] = ()) -> None:
    """Add the sheet of recipients; `templates` are names that they may be given, `row_ids` those of empty rows."""
    columns = [
        replace(column, choices=tuple(templates)) if column.entry is Entry.TEMPLATE else column
        for column in RECIPIENT_COLUMNS
    ]
    rows = [_listed(recipient) for recipient in control.recipients]
    rows += [{"row_id": row_id} for row_id in row_ids]
    prepared(book, RECIPIENTS, columns, rows, max(PREPARED[RECIPIENTS], len(rows)))


def _listed(recipient: Recipient) -> dict[str, str | date | None]:
    cells: dict[str, str | date | None] = {
        name: str(getattr(recipient, name)) or None for name in recipient.__struct_fields__
    }
    return cells | {"in_scope": YES if recipient.in_scope else NO}


def write_letters(book: Book, control: Control) -> None:
    """Add the sheet of letters."""
    sheet = begin(book, LETTERS, LETTERS, [*WIDTHS, GAP, PLACEHOLDERS_WIDTH])
    sheet.height(HELP_ROW, height((column.help, column.width) for column in LETTER_COLUMNS))
    for place, column in enumerate(LETTER_COLUMNS):
        sheet.text(HELP_ROW, place, column.help, sheet.styles["hint"])
        sheet.text(HEADING_ROW, place, column.heading, sheet.styles["header"])
    for row, letter in enumerate(control.letters, start=FIRST_ROW):
        texts = (letter.kind.value, letter.subject, letter.body)
        cells.texts(sheet, row, 0, texts, "typed")
        beside = [(LISTED, PLACEHOLDERS_WIDTH)] if row == FIRST_ROW else []
        sheet.height(row, height([*zip(texts, WIDTHS, strict=True), *beside]))
    _placeholders(sheet)
    sheet.raw.freeze_panes(FIRST_ROW, 0)
    sheet.raw.repeat_rows(HEADING_ROW)
    sheet.raw.set_selection(FIRST_ROW, 1, FIRST_ROW, 1)


def _placeholders(sheet: Sheet) -> None:
    # One cell with all of them, beside the first letter, whose row is tall: rows of their own would be as tall.
    cells.texts(sheet, HEADING_ROW, PLACEHOLDER, ("Placeholders, and what stands there",), "header")
    cells.texts(sheet, FIRST_ROW, PLACEHOLDER, (LISTED,), "prompt")


SETTINGS_HEADING_ROW = 2
LABEL, VALUE, HELP = 0, 1, 2
SETTING_WIDTHS = [column.width for column in SETTING_COLUMNS]
ROOMY = 26.0  # points
STEPS_HEADING = "How to run the round"
STEPS = (
    "Fill in Settings, then one row for each recipient under Recipients. Read the wording under Letters.",
    "Save and close, then run: xlkit generate {file}",
    "Draft the messages with: xlkit mail --round {file}",
    "When returns come in, look at them with: xlkit status FOLDER --round {file}",
    "Remind those who are missing with: xlkit mail --chase FOLDER --round {file}",
    "Merge what came back with: xlkit merge FOLDER --round {file}",
    "Keep this workbook safe: its hidden sheet holds the secret that workbooks are signed with. Do not e-mail it.",
)


def write_settings(
    book: Book, control: Control, templates: Sequence[str], stated: Sequence[Setting], file_name: str
) -> None:
    """Add the sheet, which comes first; `templates` are the names that a round may use, `stated` their own settings."""
    title = f"Control workbook: {control.round.name}" if control.round.name else "Control workbook of a round"
    sheet = begin(book, SETTINGS, title, SETTING_WIDTHS)
    cells.texts(sheet, SETTINGS_HEADING_ROW, 0, (column.heading for column in SETTING_COLUMNS), "header")
    sheet.height(SETTINGS_HEADING_ROW, ROOMY)
    at, values = SETTINGS_HEADING_ROW + 1, _values(control)
    of_voices = ((SAID_HEADING, SAID_SETTINGS),) if control.asks_what_people_say else ()
    groups = (*SETTING_GROUPS, *of_voices, *(((STATED_HEADING, tuple(stated)),) if stated else ()))
    for heading, settings in groups:
        cells.texts(sheet, at, LABEL, (heading, "", ""), "section")
        sheet.height(at, ROOMY)
        for row, setting in enumerate(settings, start=at + 1):
            _setting(sheet, row, setting, values.get(setting.name), templates)
        at += len(settings) + 1
    _steps(sheet, at + 1, file_name)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.freeze_panes(SETTINGS_HEADING_ROW + 1, 0)
    sheet.raw.set_selection(SETTINGS_HEADING_ROW + 2, VALUE, SETTINGS_HEADING_ROW + 2, VALUE)
    sheet.raw.activate()


def _setting(
    sheet: Sheet, row: int, setting: Setting, value: str | float | date | None, templates: Sequence[str]
) -> None:
    sheet.text(row, LABEL, setting.label, sheet.styles["named"])
    put(sheet, row, VALUE, setting.entry, value or None)
    area = (row, VALUE, row, VALUE)
    allow(sheet, area, setting.label, setting.entry, templates, least=setting.least, most=setting.most)
    sheet.text(row, HELP, setting.help, sheet.styles["prompt"])
    shown = value if isinstance(value, str) else ""
    texts = ((shown, SETTING_WIDTHS[VALUE]), (setting.help, SETTING_WIDTHS[HELP]))
    sheet.height(row, max(height([(setting.label, SETTING_WIDTHS[LABEL], "named"), *texts]), ROOMY))


def _values(control: Control) -> dict[str, str | float | date | None]:
    """What stands in each setting; contact details that are known as one text stand under the contact's name."""
    this_round, rules = control.round, control.rules
    return {
        **{f"{SETTING}{name}": value for name, value in this_round.settings},
        "council": this_round.council,
        "name": this_round.name,
        "due": this_round.due,
        "as_at": control.as_at,
        "sent_on": control.sent_on,
        "template": control.template,
        "templates": control.templates,
        "contact_name": this_round.contact,
        "readers": this_round.readers,
        "retention": this_round.retention,
        "password": this_round.password,
        "smallest_group": rules.smallest_group,
        "cut": rules.cut,
        "uneasy": rules.uneasy,
        "several_respondents": YES if rules.several_respondents else NO,
        "smallest_theme": rules.smallest_theme,
        "dots_each": rules.dots_each,
        "names_providers": YES if rules.names_providers else NO,
    }


def _steps(sheet: Sheet, row: int, file_name: str) -> None:
    sheet.text(row, LABEL, STEPS_HEADING, sheet.styles["heading_line"])
    sheet.height(row, ROOMY)
    for number, step in enumerate(STEPS, start=1):
        text = step.format(file=typed(file_name))
        sheet.number(row + number, LABEL, number, sheet.styles["count"])
        # A step is one line on purpose: it runs on into the empty cell beside it.
        sheet.text(row + number, VALUE, text, sheet.styles["intro"])
