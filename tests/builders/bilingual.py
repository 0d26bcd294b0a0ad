"""A small form in English and Welsh, and the instrument that it states."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.form.xlsform.books import Sheets, save
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import load

STATEMENTS = (
    ("We have not begun.", "Nid ydym wedi dechrau.", "They have not begun."),
    ("We have made a start.", "Rydym wedi dechrau.", "They have made a start."),
    ("We have done it.", "Rydym wedi ei wneud.", "They have done it."),
)
FORM: Sheets = {
    "survey": (
        ("type", "name", "ref", "label", "label::Welsh (cy)", "hint", "hint::Welsh (cy)", "required", "evidence_of"),
        ("begin_group", "ways", "1", "Ways of working", "Ffyrdd o weithio", None, None, None, None),
        ("select_one ladder", "welcome", "1.1", "Welcome", "Croeso", "How people arrive", "Sut mae pobl yn cyrraedd",
         "yes", None),
        ("text", "welcome_evidence", None, "Letters", "Llythyrau", None, None, None, "welcome"),
        ("select_one ladder", "risk", "1.2", "Risk", "Risg", None, None, "yes", None),
        ("end_group", None, None, None, None, None, None, None, None),
    ),
    "choices": (
        ("list_name", "name", "label", "label::Welsh (cy)", "score", "label_they", "label_they_cy"),
        *(
            ("ladder", f"level_{place}", english, welsh, place, they, f"{welsh} (nhw)")
            for place, (english, welsh, they) in enumerate(STATEMENTS, start=1)
        ),
        ("status", "open", "Not started", "Heb ddechrau", None, None, None),
        ("status", "done", "Done", "Wedi'i wneud", None, None, None),
    ),
    "settings": (
        ("form_title", "form_title_cy", "form_id", "version", "default_language", "side"),
        ("Two languages", "Dwy iaith", "two-languages", "1", None, "provider"),
    ),
    "bands": (
        ("level", "band", "band::Welsh (cy)"),
        (1, "not begun", "heb ddechrau"),
        (2, "some progress", "peth cynnydd"),
        (3, "done", "wedi'i wneud"),
    ),
    "planner": (
        ("column", "kind", "heading", "heading::Welsh (cy)", "choices", "width"),
        ("topic", "topic", "Topic", "Pwnc", None, 24),
        ("level", "level", "Where we are", "Ble rydym ni", None, 12),
        ("next", "next", "Work towards", "Gweithio tuag at", None, 40),
        ("action", "text", "Action", "Cam", None, 40),
        ("owner", "text", "Owner", "Perchennog", None, 20),
        ("due", "date", "By when", "Erbyn pryd", None, 14),
        ("status", "choice", "Status", "Statws", "status", 16),
    ),
    "glossary": (
        ("term", "term::Welsh (cy)", "meaning", "meaning::Welsh (cy)"),
        ("Ladder", "Ysgol", "Steps.", "Grisiau."),
    ),
    "resources": (("heading", "title", "note"), ("Books", "On ladders", "A published work.")),
}  # fmt: skip


@cache
def bilingual(language: str = "en") -> Instrument:
    """The instrument in a language, with the other as its translation."""
    with TemporaryDirectory() as folder:
        return load(save(FORM, Path(folder) / "form.xlsx"), language)
