"""What can be wrong with `${name}` in texts: settings stand there, and answers where they can be shown."""

from collections.abc import Iterator

from xlkit.form.xlsform.conditions import conditions
from xlkit.form.xlsform.form import blocks, every, is_live
from xlkit.form.xlsform.names import names_in, settings
from xlkit.form.xlsform.problem import Problem
from xlkit.form.xlsform.workbook import Book, Line

ANSWERS = {"survey": ("label", "hint", "constraint_message"), "choices": ("label", "label_they")}
LIVE = ("label", "hint")
SETTINGS = {"guidance": ("heading", "text")}  # these speak of the whole form, so no answer can be meant


def problems(book: Book) -> Iterator[Problem]:
    """Names of settings, which are filled in, of answers, for which a reference stands, and of nothing."""
    kept = {each.name for each in settings(book)}
    survey = blocks(book)
    sayable, alive = conditions(book, survey).sayable, {item.line.number for item in every(survey) if is_live(item)}
    refs = {item.name: item.ref for item in every(survey) if item.is_answered}
    known = dict.fromkeys(book.names, "") | refs
    for sheet, columns in {**ANSWERS, **SETTINGS}.items():
        for line in book.lines(sheet):
            for column in columns:
                for name in names_in(line.text(column)):
                    is_shown = sheet == "survey" and column in LIVE and line.number in alive and name in sayable
                    if name not in kept and not is_shown:
                        yield _unkept(line, column, name, known if sheet in ANSWERS else {})


def _unkept(line: Line, column: str, name: str, known: dict[str, str]) -> Problem:
    if name not in known:
        return line.problem(column, f"no row is named {name!r}: write ${{…}} with the name of a calculate row")
    instead = f"its reference, ({known[name]})," if known[name] else "…"
    return line.left_out(column, f"the answer to {name} cannot be shown here: {instead} stands there instead")
