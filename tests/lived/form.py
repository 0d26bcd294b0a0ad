"""The form of the round: a small template, as a council would make one of its own."""

from pathlib import Path

from tests.form.xlsform.books import Rows, Sheets, save

TEMPLATE = "day-check"
TOPICS = {"welcome": "Welcome", "choice": "Choice", "safety": "Safety", "money": "Money", "team": "Team"}
REFS = {name: f"1.{number}" for number, name in enumerate(TOPICS, start=1)}
LEVELS = range(1, 6)

_SURVEY: Rows = (
    ("type", "name", "ref", "label", "hint", "required", "evidence_of"),
    ("begin_group", "days", "1", "Days", "How days are spent.", None, None),
    *(
        row
        for name, title in TOPICS.items()
        for row in (
            (f"select_one {name}", name, REFS[name], title, f"How far {name} has come.", "yes", None),
            ("text", f"{name}_evidence", None, "What shows it.", None, None, name),
        )
    ),
    ("end_group", None, None, None, None, None, None),
)
_CHOICES: Rows = (
    ("list_name", "name", "label", "score"),
    *((name, f"level_{level}", f"We are at step {level} of {name}.", level) for name in TOPICS for level in LEVELS),
)
_SETTINGS: Rows = (("form_title", "form_id", "version", "side"), ("Day check", TEMPLATE, "1", "provider"))
FORM: Sheets = {"survey": _SURVEY, "choices": _CHOICES, "settings": _SETTINGS}


def kept_in(folder: Path) -> Path:
    """The folder of the council's own templates, with the form in it."""
    folder.mkdir()
    save(FORM, folder / f"{TEMPLATE}.xlsx")
    return folder
