"""Start: what the workbook is, how to fill it in, how far it is, and where everything stands."""

from collections.abc import Iterator

from xlkit import layout, progress, words
from xlkit.instrument import Section
from xlkit.layout import RowKind
from xlkit.returns import CellRef
from xlkit.write.book import Book, Sheet
from xlkit.write.heights import height
from xlkit.write.sheets.respondent.form import INTRO_HEIGHT, TITLE_HEIGHT, Form, literal, print_on_a4, protect
from xlkit.write.sheets.respondent.summary import section_range

WIDTHS = (40, 84)


def write(book: Book, form: Form) -> None:
    """Add the sheet, which comes first."""
    sheet = book.sheet(words.START)
    sheet.widths(WIDTHS)
    sheet.text(0, 0, form.instrument.title, sheet.styles["title"])
    sheet.text(1, 0, words.START_SUBTITLE, sheet.styles["intro"])
    sheet.height(0, TITLE_HEIGHT)
    sheet.height(1, INTRO_HEIGHT)
    at = 2
    for label, text in _issued(form):
        _line(sheet, at, label, text)
        at += 1
    at = _progress(sheet, form, at)
    at = _steps(sheet, at + 1)
    at = _contents(sheet, form, at + 1)
    for guidance in form.instrument.guidance:
        if guidance.where == "start":
            _line(sheet, at + 1, guidance.heading, guidance.text)
            at += 1
    protect(sheet)
    print_on_a4(sheet, WIDTHS, upright=True, last_row=at)
    sheet.raw.set_selection(0, 0, 0, 0)
    sheet.raw.activate()


def _issued(form: Form) -> Iterator[tuple[str, str]]:
    said = {
        "organisation": form.identity.organisation,
        "respondent": ", ".join(part for part in (form.identity.respondent, form.identity.role) if part),
        "subject": form.identity.subject if form.identity.subject != form.identity.organisation else "",
        "round": form.round.name,
        "deadline": form.round.deadline,
        "contact": form.round.contact,
        "return_id": form.identity.return_id,
    }
    return ((label, said[name]) for name, label in words.START_ISSUED.items() if said[name])


def _line(sheet: Sheet, at: int, label: str, text: str) -> None:
    sheet.text(at, 0, label, sheet.styles["label"])
    sheet.text(at, 1, text, sheet.styles["body"])
    sheet.height(at, height([(label, WIDTHS[0] / 1.1), (text, WIDTHS[1])]))


def _progress(sheet: Sheet, form: Form, at: int) -> int:
    counts = _counts(form)
    sheet.text(at, 0, words.START_PROGRESS, sheet.styles["label"])
    formula = _in_words(counts, len(form.standings))
    sheet.formula(at, 1, formula, progress.in_words(form.standings), sheet.styles["label"])
    return at + 1


def _counts(form: Form) -> str:
    rows = form.layout.summary
    first = CellRef(words.SUMMARY, rows[0].row, layout.SUMMARY_COUNT).a1
    last = CellRef(words.SUMMARY, rows[-1].row, layout.SUMMARY_COUNT).a1
    return f"{words.SUMMARY}!{first}:{last}"


def _in_words(counts: str, total: int) -> str:
    before, _, between = words.PROGRESS.format(answered="\0", all=total).partition("\0")
    lead = f"{literal(before)}&" if before else ""
    to_look_at, _, after = words.PROGRESS_MANY.partition("{many}")
    many = f'IF(COUNTIF({counts},">1")>0,{literal(to_look_at)}&COUNTIF({counts},">1")&{literal(after)},"")'
    return f"={lead}COUNTIF({counts},1)&{literal(between)}&{many}"


def _steps(sheet: Sheet, at: int) -> int:
    sheet.text(at, 0, words.START_HOW, sheet.styles["heading"])
    for number, step in enumerate((*words.START_STEPS, words.START_LOCKED), start=1):
        label = f"{number}" if number <= len(words.START_STEPS) else ""
        _line(sheet, at + number, label, step)
    at += len(words.START_STEPS) + 2
    _line(sheet, at, words.START_READERS_HEADING, words.START_READERS)
    return at + 1


def _contents(sheet: Sheet, form: Form, at: int) -> int:
    sheet.text(at, 0, words.START_CONTENTS, sheet.styles["heading"])
    at += 1
    at = _sheet_link(sheet, at, words.ABOUT)
    for section in form.instrument.sections:
        found = [standing for standing in form.standings if standing.section is section]
        sheet.link(at, 0, words.QUESTIONS, _name(section), sheet.styles["link"], _cell(form, section))
        if found:
            formula = _in_words(section_range(form, section, layout.SUMMARY_COUNT), len(found))
            sheet.formula(at, 1, formula, progress.in_words(found), sheet.styles["body"])
        sheet.height(at, height([(_name(section), WIDTHS[0])]))
        at += 1
    others = [words.PLANNER, words.SUMMARY]
    others += [words.GLOSSARY] if form.instrument.glossary else []
    others += [words.RESOURCES] if form.instrument.resources else []
    for name in others:
        at = _sheet_link(sheet, at, name)
    return at


def _sheet_link(sheet: Sheet, at: int, name: str) -> int:
    sheet.link(at, 0, name, name, sheet.styles["link"])
    sheet.text(at, 1, words.START_SHEETS[name], sheet.styles["body"])
    return at + 1


def _name(section: Section) -> str:
    return words.SECTION.format(ref=section.ref, title=section.title) if section.ref else section.title


def _cell(form: Form, section: Section) -> str:
    row = next(row for row in form.layout.questions if row.kind is RowKind.SECTION and row.section is section)
    return CellRef(row.sheet, row.row, layout.REF).a1
