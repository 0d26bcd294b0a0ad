"""Settings: what all workbooks of the round share, and how to run it."""

from collections.abc import Sequence
from datetime import date

from xlkit.books.round.sheet import allow, begin, put
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form.words import SETTING
from xlkit.round.control import (
    NO,
    SAID_HEADING,
    SAID_SETTINGS,
    SETTING_COLUMNS,
    SETTING_GROUPS,
    SETTINGS,
    STATED_HEADING,
    YES,
    Setting,
)
from xlkit.round.round import Control

HEADING_ROW = 2
LABEL, VALUE, HELP = 0, 1, 2
WIDTHS = [column.width for column in SETTING_COLUMNS]
ROOMY = 26.0  # points
STEPS_HEADING = "How to run the round"
STEPS = (
    "Fill in Settings, then one row for each recipient under Recipients. Read the wording under Letters.",
    "Save and close, then run: xlkit generate {file}",
    "Draft the messages with: xlkit mail {file}",
    "When returns come in, look at them with: xlkit status {file} FOLDER",
    "Remind those who are missing with: xlkit mail {file} --chase FOLDER",
    "Merge what came back with: xlkit merge FOLDER --round {file}",
    "Keep this workbook safe: its hidden sheet holds the secret that workbooks are signed with. Do not e-mail it.",
)


def write(book: Book, control: Control, templates: Sequence[str], stated: Sequence[Setting], file_name: str) -> None:
    """Add the sheet, which comes first; `templates` are the names that a round may use, `stated` their own settings."""
    title = f"Control workbook: {control.round.name}" if control.round.name else "Control workbook of a round"
    sheet = begin(book, SETTINGS, title, WIDTHS)
    cells.texts(sheet, HEADING_ROW, 0, (column.heading for column in SETTING_COLUMNS), "header")
    sheet.height(HEADING_ROW, ROOMY)
    at, values = HEADING_ROW + 1, _values(control)
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
    sheet.raw.freeze_panes(HEADING_ROW + 1, 0)
    sheet.raw.set_selection(HEADING_ROW + 2, VALUE, HEADING_ROW + 2, VALUE)
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
    texts = ((shown, WIDTHS[VALUE]), (setting.help, WIDTHS[HELP]))
    sheet.height(row, max(height([(setting.label, WIDTHS[LABEL], "named"), *texts]), ROOMY))


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
        text = step.format(file=file_name)
        sheet.number(row + number, LABEL, number, sheet.styles["count"])
        # A step is one line on purpose: it runs on into the empty cell beside it.
        sheet.text(row + number, VALUE, text, sheet.styles["intro"])
