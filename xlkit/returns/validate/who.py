"""Who: the identity of a returned workbook, and what its respondent says of themselves."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import headings, layout, meaning, review
from xlkit.form.identity import Identity, OfficersWorkbook, Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.item import Kind
from xlkit.form.layout import Layout
from xlkit.form.meaning import Meaning
from xlkit.form.words import SETTING
from xlkit.returns import names, return_ids, signatures, tables
from xlkit.returns.completed import Return
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.returns.signatures import BEGUN, DATE_WANTED, Seal
from xlkit.returns.validate import values
from xlkit.returns.validate.answers import one_place, read_typed
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Places, find, is_hidden_sheet

FRONT, LONGEST_SHOWN = 40, 20  # rows of a sheet in which its return id is shown, and characters of such a cell
NEAR_REFERENCES = 4  # columns of a sheet in which a review's references may stand, where some were put before them
RECOGNISED = 0.9  # the share of a form's references that has to be there to tell it without its identity


TEXTS = ("organisation", "subject", "respondent", "role", "locality", "service_area")  # what is said in Details as text


class Details(Struct, frozen=True):
    """What the respondent says of themselves, blank texts where nothing was said."""

    organisation: str = ""
    subject: str = ""
    respondent: str = ""
    role: str = ""
    locality: str = ""
    service_area: str = ""
    view: str = ""
    completed_on: date | None = None
    completed_at: CellRef | None = None


def read_identity(raw: RawReturn) -> Identity | None:
    """The identity inside the workbook, as it stands there; None where it is gone."""
    facts = _hidden_facts(raw)
    known = {name: facts.get(name, "") for name in Identity.__struct_fields__ if name != "settings"}
    if not known["template"]:
        return None
    perspective, correction = known.pop("perspective"), known.pop("correction")
    is_known = perspective in {view.value for view in Perspective}
    known |= {name: return_ids.spelt(known[name]) for name in ("return_id", "roster")}
    return Identity(
        **known,
        perspective=Perspective(perspective) if is_known else Perspective.SELF,
        correction=int(correction) if re.fullmatch("[0-9]{1,6}", correction) else 0,
        settings=tuple((key.removeprefix(SETTING), value) for key, value in facts.items() if key.startswith(SETTING)),
    )


def begun(raw: RawReturn) -> str:
    """The mark of what stood in a workbook when it was sent out; an empty text where nothing did."""
    return _hidden_facts(raw).get(BEGUN, "")


def is_date_wanted(raw: RawReturn) -> bool:
    """Whether answers stood in a workbook when it was sent out, so that a date is to say that they still hold."""
    return DATE_WANTED in _hidden_facts(raw)


def shown_id(raw: RawReturn) -> str:
    """The return id that a sheet such as Start shows to its reader; an empty text where none does."""
    cells = (value for sheet in raw.sheets for row in sheet.rows[:FRONT] for value in row[: layout.DETAIL_HELP])
    texts = (value.strip().upper() for value in cells if isinstance(value, str) and len(value) <= LONGEST_SHOWN)
    return next((text for text in texts if text and return_ids.return_id_in(text) == text), "")


def told(raw: RawReturn) -> tuple[str, ...]:
    """The lines in which the workbook says what its references meant."""
    hidden = next((sheet for sheet in raw.sheets if is_hidden_sheet(sheet)), None)
    lines = filter(_is_line, hidden.rows if hidden else ())
    return tuple("".join(map(values.shown, row[layout.VALUE :])) for row in lines)


def _is_line(row: Sequence[Value]) -> bool:
    return bool(row) and isinstance(row[layout.KEY], str) and str(row[layout.KEY]).startswith(layout.MEANT)


def officers_workbook(raw: RawReturn) -> str:
    """What a workbook is that xlkit wrote for the officer of a round, such as a tracker; else an empty text."""
    kind = _hidden_facts(raw).get("workbook", "")
    return kind if kind in set(OfficersWorkbook) else ""


def irreplaceable(raw: RawReturn) -> str:
    """What a workbook is that nothing can be written over, since it may hold what stands nowhere else; or nothing."""
    kind = officers_workbook(raw)
    if kind in (OfficersWorkbook.CONTROL, OfficersWorkbook.REGISTER):
        return kind
    return "a form, which somebody may have filled in" if read_identity(raw) or is_review(raw) else ""


def is_list_of_names(raw: RawReturn) -> bool:
    """Whether a workbook is, or holds, a provider's own list of who is who."""
    return tables.has(raw, set(headings.WHO_IS_WHO))


def is_review(raw: RawReturn) -> bool:
    """Whether a workbook is a person's review, or what is left of one: its references are on any of its sheets."""
    if _hidden_facts(raw).get("workbook") == review.WORKBOOK:
        return True
    return any(_has_references(sheet) for sheet in raw.sheets)


def _has_references(sheet: RawSheet) -> bool:
    """Whether the references of a review stand in the columns with which a sheet begins."""
    near = set(chain.from_iterable(row[:NEAR_REFERENCES] for row in sheet.rows))
    texts = (value.strip() for value in near if isinstance(value, str) and value[:1] == "V")
    return sum(review.REFERENCE.fullmatch(text) is not None for text in texts) >= review.FEWEST_KNOWN


def _hidden_facts(raw: RawReturn) -> Mapping[str, str]:
    hidden = next((sheet for sheet in raw.sheets if is_hidden_sheet(sheet)), None)
    facts: dict[str, str] = {}
    for row in hidden.rows if hidden else ():
        key = values.shown(row[layout.KEY]) if row else ""
        if key.startswith(layout.MEANT):  # the first of many lines that say what was meant, behind the facts
            break
        if len(row) > 1:
            facts[key] = values.shown(row[layout.VALUE])
    return facts


def is_as_issued(identity: Identity, seal: Seal | None, findings: Findings) -> bool:
    """Whether an identity may be believed; if not, or not without a look at where the file is from, with a finding.

    A workbook that was issued blank carries no signature, since its holder enters the organisation; one of another
    round is signed with that round's secret, and told by its name.
    """
    is_another = seal is not None and identity.round != "" and not names.same_name(identity.round, seal.round_name)
    if seal is None or is_another or not (identity.organisation or identity.signature or identity.correction):
        return True
    if not identity.signature:
        findings.add("identity-unsigned", found=identity.organisation)
        return True
    if signatures.is_genuine(identity, seal.secret):
        return True
    findings.add("identity-edited", found=identity.organisation)
    return False


def is_meant_as_issued(raw: RawReturn, identity: Identity, seal: Seal | None, findings: Findings) -> bool:
    """Whether nobody changed what the workbook says that it meant; in a signed one that is as bad as another name."""
    if not identity.content_hash or _is_told(raw, identity):
        return True  # of a workbook that does not say what it is, nothing else is believed either
    is_signed = seal is not None and bool(identity.signature)
    findings.add("identity-edited" if is_signed else "meaning-edited", found=identity.organisation)
    return not is_signed


def meant(raw: RawReturn, identity: Identity) -> Meaning | None:
    """What the workbook says that its references meant when it was issued; None where that is gone or was changed."""
    return meaning.read(told(raw)) if _is_told(raw, identity) else None


def _is_told(raw: RawReturn, identity: Identity) -> bool:
    return meaning.digest(told(raw)) == identity.meaning


def recognise(raw: RawReturn, layouts: Mapping[str, Layout]) -> str | None:
    """The name of the form whose references are nearly all there, of several the longest; None where there is none.

    A whole form holds the references of its short forms too.
    """
    lengths = {}
    for name, form in layouts.items():
        refs = headings.tables(form)
        if refs and len(find(raw, refs)) / len(refs) >= RECOGNISED:
            lengths[name] = len(refs)
    return max(lengths, key=lambda name: lengths[name], default=None)


def spoken(raw: RawReturn, instrument: Instrument) -> str:
    """The code of the language in which most statements stand as the instrument words them."""
    if not instrument.translations:
        return instrument.language
    return max((instrument, *instrument.translations), key=lambda language: _alike(raw, language)).language


def _alike(raw: RawReturn, instrument: Instrument) -> int:
    labels = {
        item.statement_ref(number): choice.label
        for item in instrument.items
        if item.kind is Kind.STATEMENTS
        for number, choice in enumerate(item.choices, start=1)
    }
    places = find(raw, dict.fromkeys(labels, headings.QUESTIONS))
    return sum(labels[ref] in place.sheet.rows[place.row] for ref, standing in places.items() for place in standing)


def part_of(raw: RawReturn, layouts: Mapping[str, Layout]) -> tuple[str, tuple[str, ...]] | None:
    """The form of which a whole sheet stands in a workbook, and the tabs that hold it; None where there is none."""
    sizes: dict[tuple[str, tuple[str, ...]], int] = {}
    for name, form in layouts.items():
        for rows in (form.questions, form.tables, form.planner):
            refs = {row.ref for row in rows if row.is_input}
            places = find(raw, dict.fromkeys(refs, ""))
            if refs and len(places) / len(refs) >= RECOGNISED:
                tabs = dict.fromkeys(place.sheet.name for standing in places.values() for place in standing)
                sizes[name, tuple(tabs)] = len(refs)
    return max(sizes, key=lambda part: sizes[part], default=None)


def read_details(rows: Iterable[layout.Row], places: Places, findings: Findings) -> Details:
    """What stands on About you."""
    answers: dict[str, str | float | date | None] = {}
    cells: dict[str, CellRef] = {}
    for row in rows:
        if row.item is None:
            continue
        place = one_place(row, places, findings)
        if place is not None:
            answers[row.item.name] = read_typed(row.item, place, layout.DETAIL_ANSWER, findings)
            cells[row.item.name] = place.cell(layout.DETAIL_ANSWER)
    day = answers.get("completed_on")
    texts = {name: names.as_read(value) for name, value in answers.items() if name in TEXTS and isinstance(value, str)}
    view = str(answers.get("view") or "")
    completed_on = day if isinstance(day, date) else None
    return Details(**texts, view=view, completed_on=completed_on, completed_at=cells.get("completed_on"))


def settle_identity(
    identity: Identity, details: Details, form: Layout, places: Places, findings: Findings
) -> Identity | None:
    """The identity once the respondent has spoken; None, with a finding, where the organisation is unclear."""
    cell = detail_cell("organisation", form, places)
    if identity.organisation:
        if details.organisation and not names.same_organisation(identity.organisation, details.organisation):
            facts = {"expected": identity.organisation, "found": details.organisation}
            findings.add("other-organisation", cell, "organisation", **facts)
            return None
        return identity if identity.subject or _names_subject(details, form, places, findings) else None
    if not details.organisation:
        where = cell.address if cell else form.details[0].sheet
        findings.add("no-organisation", cell, "organisation", where=where)
        return None
    if identity.perspective is not Perspective.SELF and not _names_subject(details, form, places, findings):
        return None
    named = replace(identity, **{name: getattr(details, name) for name in TEXTS})
    # A signature, as a correction of a blank one has, does not stand for what is entered afterwards.
    named = replace(named, subject=details.subject or details.organisation, signature="")
    if identity.correction and identity.return_id:
        return named  # a correction of one that was issued blank keeps the return id that it got when it was read
    return return_ids.entered(named, details.view or "one")


def detail_cell(name: str, form: Layout, places: Places) -> CellRef | None:
    """Where the respondent answers that, first of all; None where that row is gone."""
    row = _detail_row(name, form)
    standing = places.get(row.ref, ()) if row else ()
    return standing[0].cell(layout.DETAIL_ANSWER) if standing else None


def _detail_row(name: str, form: Layout) -> layout.Row | None:
    """The row of About you in which the detail of that name is asked; None where it is not."""
    return next((row for row in form.details if row.item is not None and row.item.name == name), None)


def _names_subject(details: Details, form: Layout, places: Places, findings: Findings) -> bool:
    """Whether it is known whom the answers are about; if not, with a finding at the place where it is entered."""
    row = _detail_row("subject", form)
    if details.subject or row is None:
        return True
    cell = detail_cell("subject", form, places)
    findings.add("no-subject", cell, "subject", where=cell.address if cell else row.sheet)
    return False


def as_return(identity: Identity, details: Details, instrument: Instrument) -> Return:
    """A return of that identity, still without its answers; what the respondent typed goes before what was issued."""
    return Return(
        identity=replace(identity, template=instrument.name),
        organisation=identity.organisation,
        subject=identity.subject or details.subject or identity.organisation,
        respondent=details.respondent or identity.respondent,
        role=details.role or identity.role,
        locality=details.locality or identity.locality,
        service_area=details.service_area or identity.service_area,
        view=details.view or identity.view,
        completed_on=details.completed_on,
        completed_at=details.completed_at,
        answers=(),
        actions=(),
    )
