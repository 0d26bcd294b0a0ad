"""Rosters: a workbook of ratings understood as the returns that it holds, one for each organisation rated in it."""

from collections.abc import Iterator, Sequence
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import headings, layout, roster, wording
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item, Kind, put_in
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.form.roster import FACTS, FIRST_TOPIC, NAME, Listed
from xlkit.form.versions import Same
from xlkit.form.wording import texts_of
from xlkit.form.words import in_language
from xlkit.form.words.roster_words import RosterWords, roster_words
from xlkit.returns import names, return_ids
from xlkit.returns.completed import Answer
from xlkit.returns.issues import Issue, Severity, issue
from xlkit.returns.raw import RawReturn
from xlkit.returns.signatures import Seal
from xlkit.returns.validate import copies, sheets, strays, values, who
from xlkit.returns.validate.answers import is_void, one_place, read_typed
from xlkit.returns.validate.asides import find_asides
from xlkit.returns.validate.findings import Findings, Member, Understood
from xlkit.returns.validate.former import Then, former_headings
from xlkit.returns.validate.places import Place, Places, find, is_hidden_sheet, moved
from xlkit.returns.validate.statements import asked_otherwise, say_if_reworded
from xlkit.shown import one_line

# Each row says for itself that it is not signed.
SAID_BY_ROWS = "identity-unsigned"


class Page(Struct, frozen=True):
    """What the rows of one returned workbook are read with."""

    instrument: Instrument
    topics: Sequence[Item]
    details: who.Details
    seal: Seal | None
    note_column: int
    same: Same | None

    @property
    def topic_columns(self) -> range:
        """The columns of the topics."""
        return range(FIRST_TOPIC, self.note_column)


def understand(
    raw: RawReturn,
    identity: Identity,
    instrument: Instrument,
    mark: str,
    seal: Seal | None,
    findings: Findings,
    then: Then | None,
) -> Understood:
    """The returns in a workbook of ratings; `instrument` is worded as its holder reads it.

    `mark` is that of what such a workbook means and of all that is printed in it today. `then` is what it asked where
    it was made from another version of the template. An organisation of which nothing is rated has no return, and is
    named among the issues of the workbook.
    """
    if not identity.organisation:
        findings.add("identity-edited", found=identity.organisation)
        return Understood(None, tuple(findings.issues), identity)
    form = roster.about_the_rater(instrument, identity.perspective)
    listed = tuple(_listed(raw, identity))
    refs = {**headings.tables(form), **{row.ref: headings.RATINGS for row in listed}}
    headed = headings.of_roster(instrument)
    places = find(raw, refs, former_headings(then, headed) if then else headed)
    columns = tuple(moved(places))
    note = roster.note_column(instrument)
    needed = {headings.ABOUT: {layout.DETAIL_ANSWER}, headings.RATINGS: {NAME, *range(FIRST_TOPIC, note + 1)}}
    if not sheets.look(raw, columns, needed, findings):
        return Understood(None, tuple(findings.issues), identity)
    places = _without_copies(places, form, listed, instrument, findings)
    details = who.read_details(form.details, places, findings)
    if who.settle_identity(identity, details, form, places, findings) is None:
        return Understood(None, tuple(findings.issues), identity)
    fixed = replace(_fixed(instrument, form, listed), is_same=identity.meaning == mark)
    strays.find_strays(raw, fixed, {}, findings, columns, is_correction=False)
    find_asides(raw, fixed.rows, findings)
    topics = [item for _, item in roster.topics(instrument)]
    page = Page(instrument, topics, details, seal, note, then.same if then else None)
    return _gathered(identity, listed, [_row(row, page, places, findings) for row in listed], findings)


def _without_copies(
    places: Places, form: Layout, listed: Sequence[Listed], instrument: Instrument, findings: Findings
) -> Places:
    """The places without those that only repeat another sheet; where sheets differ, each return says so for itself."""
    rated = range(FIRST_TOPIC, roster.note_column(instrument) + 1)
    rows = {**form.by_ref(), **{row.ref: Row(RowKind.PLAN, "", 0, row.ref) for row in listed}}
    problems = Findings()
    settled = copies.settled(
        places,
        rows,
        lambda row: rated if row.item is None else layout.input_columns(instrument, row),
        problems,
    )
    findings.issues += [finding for finding in problems.issues if finding.severity is Severity.NOTE]
    return settled


def _gathered(
    identity: Identity, listed: Sequence[Listed], understood: Sequence[Understood | None], findings: Findings
) -> Understood:
    """The workbook with its returns; what cost them something is said of each, the rest of the workbook itself."""
    whole = [finding for finding in findings.issues if finding.code != SAID_BY_ROWS]
    shared = tuple(finding for finding in whole if finding.severity is Severity.ERROR)
    rows = list(zip(listed, understood, strict=True))
    rated = [(row, about) for row, about in rows if about is not None]
    unrated = [f"{row.ref} {row.identity.subject}" for row, about in rows if about is None]
    if not rated:
        findings.add("nothing-rated", rows=len(listed))
        return Understood(None, tuple(findings.issues), identity)
    left_out = f"; nothing is rated of {', '.join(unrated)}" if unrated else ""
    summary = issue("holds-returns", count=len(rated), rows=len(listed), unrated=left_out)
    own = (summary, *(finding for finding in whole if finding not in shared))
    return Understood(None, own, identity, members=tuple(_members(rated, shared)))


def _members(rated: Sequence[tuple[Listed, Understood]], shared: tuple[Issue, ...]) -> Iterator[Member]:
    taken: set[str] = set()
    for listed, understood in rated:
        subject = one_line(listed.identity.subject)
        numbered = (f"{subject} ({number})" for number in count(2))
        name = next(name for name in chain([subject], numbered) if name not in taken)
        taken.add(name)
        yield Member(name, replace(understood, issues=(*understood.issues, *shared)))


def _listed(raw: RawReturn, identity: Identity) -> Iterator[Listed]:
    """The organisations that the hidden sheet lists, as it says."""
    hidden = next((sheet for sheet in raw.sheets if is_hidden_sheet(sheet)), None)
    rows = {values.shown(row[layout.KEY]): row for row in reversed(hidden.rows if hidden else ()) if row}
    for ref in sorted(filter(roster.is_ref, rows), key=roster.number_of):
        facts = dict(zip(FACTS, map(values.shown, rows[ref][layout.VALUE :]), strict=False))
        facts["return_id"] = return_ids.spelt(facts.get("return_id", ""))
        yield Listed(ref, roster.listed_identity(identity, facts))


def _row(listed: Listed, page: Page, places: Places, findings: Findings) -> Understood | None:
    """The return about one organisation, or None where nothing is rated."""
    standing = places.get(listed.ref, ())
    if all(place.is_empty(page.topic_columns) for place in standing):
        _note_alone(listed, page, standing, findings)
        return None
    own, who_ = Findings(), listed.identity
    place = one_place(Row(RowKind.DETAIL, "", 0, listed.ref), places, own)
    is_believed = who.is_as_issued(who_, page.seal, own)
    if place is None or not is_believed or not _is_named(listed, place, own):
        return Understood(None, tuple(own.issues), who_)
    topics = enumerate(page.topics, FIRST_TOPIC)
    ratings = {item.name: _rating(item, page, place, column, own) for column, item in topics}
    rated = sum(answer.is_answered for answer in ratings.values())
    if rated < len(ratings):
        own.add("partly-rated", count=rated, all=len(ratings))
    unasked = {item.name: Answer(item.name, None, None, None) for item in page.instrument.items}
    completed = replace(
        who.as_return(who_, page.details, page.instrument),
        answers=tuple({**unasked, **ratings}.values()),
        note=_note(listed, page, place, own),
    )
    return Understood(completed, tuple(own.issues), who_)


def _note_alone(listed: Listed, page: Page, standing: Sequence[Place], findings: Findings) -> None:
    for place in standing:
        if not place.is_empty((page.note_column,)):
            note = place.error(page.note_column) or values.brief(place.value(page.note_column))
            cell = place.cell(page.note_column)
            findings.add("note-without-rating", cell, found=note, organisation=listed.identity.subject)


def _is_named(listed: Listed, place: Place, findings: Findings) -> bool:
    """Whether the organisation that a row was issued for stands beside its reference; if not, with a finding."""
    name = place.error(NAME) or values.shown(place.value(NAME))
    if names.same_organisation(name, listed.identity.subject):
        return True
    facts = {"ref": listed.ref, "expected": listed.identity.subject, "found": name.strip() or "nothing"}
    findings.add("other-subject", place.cell(NAME), **facts)
    return False


def _rating(item: Item, page: Page, place: Place, column: int, findings: Findings) -> Answer:
    """A rating, by the levels that its workbook offered, as a level of today."""
    cell, value = place.cell(column), place.value(column)
    asked = page.same.items.get(item.name, item) if page.same else item
    if is_void(item, place, column, findings):
        return Answer(item.name, None, None, cell)
    chosen = next((choice for choice in asked.choices if _means(values.shown(value), choice)), None)
    if chosen is None:
        expected = values.quoted(choice.apart or choice.score for choice in asked.choices)
        findings.about(item, "unknown-choice", cell, expected=expected, found=values.brief(value))
        return Answer(item.name, None, None, cell)
    if not chosen.apart and values.shown(value) != str(chosen.score):
        findings.about(item, "level-understood", cell, level=chosen.score, found=values.brief(value))
    now = item.choice(page.same.choice_of_today(item.name, chosen.name) or "") if page.same else chosen
    if now is None:
        text, shown = values.brief(chosen.label), values.brief(value)
        findings.add("answer-unmatched", cell, item.name, ref=item.ref, text=text, found=shown)
        return Answer(item.name, None, None, cell)
    settings = wording.put_in_words(page.instrument)
    say_if_reworded(item, replace(chosen, label=put_in(chosen.label, settings)), now, cell, findings)
    was = replace(asked, title=put_in(asked.title, settings))
    for code, facts in asked_otherwise(was, item, chosen, now):
        findings.add(code, cell, item.name, **facts)
    return Answer(item.name, now.score, now.name, cell)


def _means(text: str, choice: Choice) -> bool:
    """Whether a text is a level, as a number or as a letter, or the name or the words of its statement."""
    wanted = names.plain(text)
    named = (*values.names_of(choice.score), *map(names.plain, (choice.name, choice.label, choice.apart)))
    return wanted in named


def _note(listed: Listed, page: Page, place: Place, findings: Findings) -> str:
    prompt = Item("", listed.ref, listed.identity.subject, Kind.TEXT)
    note = read_typed(prompt, place, page.note_column, findings)
    return note if isinstance(note, str) else ""


def _fixed(instrument: Instrument, form: Layout, listed: Sequence[Listed]) -> strays.Form:
    """What is known of the workbook as issued, so that whatever else stands in it can be told."""
    words = in_language(instrument.language)
    more = roster_words(words)
    known = strays.form(instrument, form, words)
    width = range(roster.note_column(instrument) + 1)
    rows = {row.ref: Row(RowKind.DETAIL, more.ratings, 0, row.ref) for row in listed}
    whole = dict.fromkeys((*rows, more.count), frozenset(width))
    own = known.own | frozenset(_own_texts(more, instrument))
    return replace(known, own=own, rows={**known.rows, **rows}, expected={**known.expected, **whole})


def _own_texts(words: RosterWords, instrument: Instrument) -> Iterator[str]:
    topics = roster.topics(instrument)
    yield from texts_of(words)
    yield words.rated.format(all=len(topics))
    for section, item in topics:
        yield roster.section_name(section)
        yield from (link.format(ref=item.ref) for link in (words.to_statements, words.to_ratings))
        yield wording.explained(f"{item.ref} {item.title}", item.hint)
        yield from (choice.apart or str(choice.score) for choice in item.choices)
