"""What can be wrong with a form that is in several languages: each has to say all that the default one says."""

from collections.abc import Iterator

from xlkit.form.xlsform.dialect import CODED, SHEETS
from xlkit.form.xlsform.problem import Problem, Weight
from xlkit.form.xlsform.workbook import Book, Sheet, code_of, in_language


def problems(first: Book, other: Book) -> Iterator[Problem]:
    """A language without its code, columns that are not in it, and texts that are missing in it."""
    survey, language = other.sheets["survey"], other.language
    if not code_of(language):
        reason = f"the language {language!r} has no code, so it is left out: write it like label::Welsh (cy)"
        yield Problem(survey.name, "", reason, Weight.LEFT_OUT)
        return
    for name, sheet in other.sheets.items():
        for base in SHEETS[name].spoken:
            yield from _untold(first.sheets[name], sheet, base, language, may_stay=SHEETS[name].may_stay)


def _untold(first: Sheet, other: Sheet, base: str, language: str, *, may_stay: bool) -> Iterator[Problem]:
    told = {line.number for line in first.lines if line.text(base)}
    names = in_language(base, language)
    if not any(heading.lower() in names for heading in other.headings):
        if told and not may_stay:
            wanted = names[1] if base in CODED else f"{base}::{language}"
            reason = f"the survey is in {language}, and this sheet has no column {wanted}: add it to the first row"
            yield Problem(other.name, "", reason)
        return
    for line in other.lines:
        if line.number in told and not line.text(base):
            yield line.problem(base, f"there is no {base} in {language}: fill it in")
