"""Cases of who a return is from: identities, the same return twice, corrections, conflicts, and what officers decide."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tests.builders.edits import sheet_part, with_cells, with_part, with_rows
from tests.builders.files import zipped
from tests.builders.forms import oakfield, small, written
from tests.corpus.case import (
    AS_AT,
    DRAFT,
    PLANNED,
    ROUND,
    SECRET,
    Case,
    base,
    blank_form,
    case,
    control,
    made,
    raw,
    recipient,
    sent,
    with_answers,
)
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity, Perspective
from xlkit.form.item import Item
from xlkit.form.layout import MEANT
from xlkit.returns import signatures
from xlkit.round.round import Decision, Issued, Rules, Ruling

ABOUT, HIDDEN = "About you", "xlkit"
OTHER = with_answers(strategy="4")
TWO_TICKS = replace(DRAFT, answers={k: v for k, v in DRAFT.answers.items() if k != "strategy"}, marks={"strategy": {"1": "✓", "3": "✓"}})  # fmt: skip
LAST_TIME = replace(DRAFT, details={})
MORE = replace(DRAFT, evidence={"strategy": "Board minutes of May", "risk": "Audit"})
DAY, DONE = f"{ABOUT}!C10", date(2027, 3, 1)  # the date completed
UNTOUCHED = f"left-as-sent {DAY}"
UNDATED = f"not-dated-anew {DAY}"
EARLY, SIGNED = date(2027, 1, 1), signatures.signed(oakfield(round_name=ROUND), SECRET)


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _identities()
    yield from _several_files()
    yield from _sent_with_answers()
    yield from _sealed()
    yield from _decided()


def _identities() -> Iterator[Case]:
    yield case("issued blank, with an organisation", made(_named("Elm Row"), blank_form()), "valid")
    yield case(
        "issued blank, without an organisation", made(DRAFT, blank_form()), "rejected", f"no-organisation {ABOUT}!C4"
    )
    about = replace(blank_form(), perspective=Perspective.PARTNER)
    yield case("about another", made(_named("Elm Row", subject="Oakfield Care"), about), "valid")
    yield case(
        "about another, without saying whom", made(_named("Elm Row"), about), "rejected", f"no-subject {ABOUT}!C5"
    )
    blank = _named("Elm Row", subject="Oakfield Care")
    none, one = (replace(blank, answers=answers) for answers in ({"story": "Long."}, {"risk": "2"}))
    yield case("about another, and nothing ticked", made(none, about), "incomplete", "nothing-answered")
    yield case("about another, and one topic ticked", made(one, about), "valid")
    yield case("without its hidden sheet", _without_hidden(), "valid", "identity-missing")
    yield case(
        "from a template that is not known",
        with_cells(base(), HIDDEN, {"B2": "another"}),
        "rejected",
        "unknown-template",
    )
    yield case(
        "from another version",
        with_cells(base(), HIDDEN, {"B3": "0.9", "B4": "0123456789ab"}),
        "valid",
        "other-version",
    )
    yield case(
        "from a version with another statement",
        _worded("3", label="There was a plan once."),
        "incomplete",
        "other-version",
        "answer-unmatched Questions!C8",
    )
    yield case(
        "from a version that words a statement otherwise",
        _worded("3", label="We were at level 3 of strategy."),
        "valid",
        "other-version",
        "statement-reworded Questions!C8",
    )
    yield case(
        "from a version that asks otherwise",
        _worded(title="What there is no plan for"),
        "valid",
        "other-version",
        "question-reworded Questions!C8",
    )
    yield case(
        "from a version that counts otherwise",
        _worded("3", score=4),
        "valid",
        "other-version",
        "level-changed Questions!C8",
    )
    line = next(number for number, row in enumerate(raw().sheets[-1].rows, start=1) if row[0] == f"{MEANT}1")
    yield case("what it meant edited", with_cells(base(), HIDDEN, {f"B{line}": "{}"}), "valid", "meaning-edited")
    yield case(
        "from the same version, worded otherwise",
        with_cells(base(), HIDDEN, {"B4": "0123456789ab"}),
        "valid",
        "other-version",
    )
    yield case("speaking for nobody known", with_cells(base(), HIDDEN, {"B9": "martian"}), "valid")
    yield case("about another organisation", made(identity=replace(oakfield(round_name=ROUND), perspective=Perspective.COMMISSIONER, subject="Elm Row")), "valid")  # fmt: skip
    yield case(
        "without any reference",
        with_rows(base(), "Questions", lambda _rows: []),
        "rejected",
        "questions-gone",
    )
    yield case("a form that calls itself the officer's", _called_officers(), "valid", "identity-missing")


def _worded(choice: str = "", title: str = "", **other: str | int) -> bytes:
    """A workbook of a version in which one question, or one of its statements, was something else."""

    def changed(item: Item) -> Item:
        choices = tuple(replace(each, **other) if each.name == choice else each for each in item.choices)
        return replace(item, choices=choices, title=title or item.title)

    instrument = small()
    sections = (
        replace(section, items=tuple(changed(item) if item.name == "strategy" else item for item in section.items))
        for section in instrument.sections
    )
    older = replace(instrument, version="0", sections=tuple(sections))
    with TemporaryDirectory() as folder:
        return written(Path(folder) / "return.xlsx", DRAFT, oakfield(older, ROUND), older).read_bytes()


def _several_files() -> Iterator[Case]:
    yield _together(
        "the same file twice", [("a.xlsx", base(), "valid", ()), ("b.xlsx", base(), "duplicate", ("duplicate-return",))]
    )
    yield _together(
        "the same answers in another file",
        [("a.xlsx", base(), "valid", ()), ("b.xlsx", base() + b"\n", "duplicate", ("duplicate-return",))],
    )
    yield _together("the same return as a file and in an archive", [("a.xlsx", base(), "valid", ()), ("b.zip", zipped({"a.xlsx": base()}), "duplicate", ("duplicate-return",))], {"b.zip": "b.zip/a.xlsx"})  # fmt: skip
    conflict = ("conflicting-returns",)
    yield _together(
        "two different returns of one identity",
        [("a.xlsx", base(), "conflict", conflict), ("b.xlsx", made(OTHER), "conflict", conflict)],
    )
    others = replace(OTHER, details={"respondent": "Ben Ode"})
    yield _together(
        "one form filled in by two people",
        [("a.xlsx", base(), "conflict", conflict), ("b.xlsx", made(others), "conflict", conflict)],
    )
    yield _together(
        "the blank form beside the return",
        [("a.xlsx", made(Draft()), "superseded", ("left-blank",)), ("b.xlsx", base(), "valid", ())],
    )
    unclear = with_cells(made(Draft()), "Questions", dict.fromkeys(("C8", "C14", "C24"), "?"))
    asked = [f"unknown-tick Questions!{cell}" for cell in ("C8", "C14", "C24")]
    yield _together(
        "a form of which nothing is clear beside the return",
        [("a.xlsx", unclear, "superseded", (*asked, "added-to")), ("b.xlsx", base(), "valid", ("adds-to",))],
    )
    yield _together(
        "two organisations",
        [("a.xlsx", base(), "valid", ()), ("b.xlsx", made(identity=recipient("Elm Row")), "valid", ())],
    )
    first, second = made(TWO_TICKS), made(DRAFT, _corrected(1))
    two_ticks = ("two-ticks Questions!C6", "added-to")
    right = ("adds-to",)
    yield _together(
        "a correction and what it corrects",
        [("a.xlsx", first, "superseded", two_ticks), ("b.xlsx", second, "valid", right)],
    )
    yield _together(
        "a correction that comes first in the folder",
        [("a.xlsx", second, "valid", right), ("b.xlsx", first, "superseded", two_ticks)],
    )
    third = made(OTHER, _corrected(2))
    both = (*conflict, *right)
    yield _together("two corrections", [("a.xlsx", first, "superseded", two_ticks), ("b.xlsx", second, "conflict", both), ("c.xlsx", third, "conflict", both)])  # fmt: skip
    yield _together("the form again, with more", [("a.xlsx", base(), "superseded", ("added-to",)), ("b.xlsx", made(MORE), "valid", right)])  # fmt: skip
    two_ticks = ("two-ticks Questions!C6", "superseded-return")
    signed = [made(TWO_TICKS, SIGNED), made(identity=_signed(1)), made(OTHER, _signed(2))]
    listed = [("a.xlsx", signed[0], "superseded", two_ticks), ("b.xlsx", signed[1], "superseded", ("superseded-return",)), ("c.xlsx", signed[2], "valid", ())]  # fmt: skip
    yield replace(_together("two signed corrections", listed), control=control())
    yield replace(_together("one signed correction filled in twice", [listed[0], ("b.xlsx", signed[1], "conflict", conflict), ("c.xlsx", made(OTHER, _signed(1)), "conflict", conflict)]), control=control())  # fmt: skip
    otherwise = ("superseded-otherwise",)
    again = [
        ("a.xlsx", signed[1], "superseded", otherwise),
        ("b.xlsx", made(OTHER, _signed(1)), "superseded", otherwise),
    ]
    third_stands = [*again, ("c.xlsx", signed[2], "valid", ())]
    yield replace(_together("an old correction filled in once more", third_stands), control=control())
    yield case("a correction alone", second, "valid")
    incomplete = case("incomplete, and kept out", first, "rejected", "two-ticks Questions!C6", "kept-out")
    yield replace(incomplete, complete_only=True)
    yield replace(case("complete, and not kept out", base(), "valid"), complete_only=True)


def _sent_with_answers() -> Iterator[Case]:
    as_sent = sent(LAST_TIME)
    yield case("sent with answers, and not touched", as_sent, "incomplete", UNTOUCHED)
    dated = with_cells(as_sent, ABOUT, {"C10": "1 March 2027"})
    yield case("sent with answers, and only dated", dated, "valid", f"date-understood {ABOUT}!C10")
    ticked = with_cells(as_sent, "Questions", {"C8": None, "C9": "✓"})
    yield case("sent with answers, and one changed", ticked, "valid", UNDATED)
    planned = with_cells(as_sent, "Action planner", {"I4": "Done"})
    yield case("sent with answers, and a status changed", planned, "valid", UNDATED)
    plan = sent(Draft(actions=DRAFT.actions))
    answered = with_cells(plan, "Questions", {"C8": "✓", "C13": "✓", "C23": "✓"})
    yield case("sent with a plan, and answered", answered, "valid")
    aside = ("left-blank",)
    yield _together(
        "the form as it was sent beside the return",
        [("a.xlsx", as_sent, "superseded", aside), ("b.xlsx", ticked, "valid", (UNDATED,))],
    )
    yield _together(
        "the form as it was sent beside a blank one",
        [("a.xlsx", made(Draft()), "superseded", aside), ("b.xlsx", as_sent, "incomplete", (UNTOUCHED,))],
    )
    yield _together(
        "a correction as it was sent beside the return put right",
        [("a.xlsx", base(), "valid", ()), ("b.xlsx", sent(TWO_TICKS, _corrected(1)), "superseded", aside)],
    )


def _sealed() -> Iterator[Case]:
    yield _round("signed", made(identity=SIGNED), "valid")
    held = ("identity-unsigned", "to-be-decided")
    yield _round("not signed", made(), "held", *held)
    yield _round(
        "signed, then edited", made(identity=replace(SIGNED, organisation="Elm Row")), "rejected", "identity-edited"
    )
    yield _round("signed for a correction, then numbered otherwise", made(identity=replace(_signed(1), correction=9)), "rejected", "identity-edited")  # fmt: skip
    yield _round("a signed correction", made(identity=_signed(1)), "valid")
    yield _round("of another round", made(identity=replace(SIGNED, round="Autumn 2026")), "rejected", "other-round")
    yield _round("issued blank, by a recipient", made(_named("Oakfield Care"), blank_form()), "held", *held)
    yield _round("without its hidden sheet", _without_hidden(), "held", "identity-missing", *held)
    yield _round("issued blank, by nobody asked", made(_named("Elm Row"), blank_form()), "held", *held)
    yield _round(
        "signed, for a row that was changed",
        made(identity=signatures.signed(recipient("Elm Row"), SECRET)),
        "valid",
        "unknown-recipient",
    )
    late = replace(DRAFT, details={"completed_on": date(2027, 4, 1)})
    yield _round("after the deadline", made(late, SIGNED), "valid", f"after-deadline {DAY}")
    yield _round("on the last day", made(replace(DRAFT, details={"completed_on": date(2027, 3, 26)}), SIGNED), "valid")
    for name, day, found in (
        ("a day to come", AS_AT + timedelta(1), [f"day-to-come {DAY}"]),
        ("the day of the round", AS_AT, []),
    ):
        done = made(replace(DRAFT, details={"completed_on": day}), SIGNED)
        yield _round(f"done on {name}", done, "valid", f"after-deadline {DAY}", *found)
    for name, day, found in (
        ("before it was issued", DONE + timedelta(1), [f"before-issue {DAY}"]),
        ("on the day of issue", DONE, []),
    ):
        issued = replace(control(), issued=(Issued(SIGNED, "oakfield.xlsx", day=day),))
        yield replace(_round(f"done {name}", made(identity=SIGNED), "valid", *found), control=issued)
    yield from _done()
    moved = replace(DRAFT, details={"locality": "The Lane"})
    yield _round("another locality typed over the row's", made(moved, SIGNED), "valid", "other-place")
    spaced = replace(DRAFT, details={"locality": " NORTH"})
    yield _round("the row's locality in other case", made(spaced, SIGNED), "valid")


def _done() -> Iterator[Case]:
    identity = signatures.signed(oakfield(PLANNED, ROUND), SECRET)
    for name, status, days, found in (
        ("done without a day", "done", {}, ["done-undated"]),
        ("not done, without a day", "late", {}, []),
        ("not done, with a day", "late", {"homes_plan": AS_AT}, ["day-not-done"]),
        ("done on a day", "done", {"homes_plan": AS_AT}, []),
        ("not done, with a day to come", "late", {"homes_plan": AS_AT + timedelta(1)}, []),
    ):
        with TemporaryDirectory() as folder:
            draft = Draft(answers={"homes_plan": status}, days=days)
            data = written(Path(folder) / "return.xlsx", draft, identity, PLANNED).read_bytes()
        yield _round(name, data, "valid", *(f"{code} Questions!D11" for code in found))


def _decided() -> Iterator[Case]:
    accepting = _decision(Ruling.ACCEPT, file="return.xlsx")
    yield _round("not signed, and accepted", made(), "valid", "accepted", decisions=(accepting,))
    blank = made(_named("Oakfield Care"), blank_form())
    yield _round("issued blank, and accepted", blank, "valid", "accepted", decisions=(accepting,))
    late = made(replace(DRAFT, details={"completed_on": date(2027, 4, 1)}), SIGNED)
    waived = _decision(Ruling.WAIVE, check="after-deadline", file="return.xlsx")
    yield _round("late, and let through", late, "valid", f"check-waived {DAY}", decisions=(waived,))
    ended = replace(waived, until=EARLY)
    yield _round(
        "late, and let through until January",
        late,
        "valid",
        f"after-deadline {DAY}",
        "waiver-ended",
        decisions=(ended,),
    )
    yield _round(
        "left out",
        made(identity=SIGNED),
        "excluded",
        "excluded",
        decisions=(_decision(Ruling.EXCLUDE, file="return.xlsx"),),
    )
    yield _round(
        "a decision on another file",
        made(identity=SIGNED),
        "valid",
        decisions=(_decision(Ruling.EXCLUDE, file="other.xlsx"),),
    )
    files = [
        ("a.xlsx", made(identity=SIGNED), "valid", ()),
        ("b.xlsx", made(OTHER, SIGNED), "superseded", ("not-preferred",)),
    ]
    preferring = control(decisions=(_decision(Ruling.PREFER, file="a.xlsx"),))
    yield replace(_together("one preferred", files), control=preferring)
    people = replace(OTHER, details={"respondent": "Ben Ode"})
    several = [("a.xlsx", made(identity=SIGNED), "valid", ()), ("b.xlsx", made(people, SIGNED), "valid", ())]
    yield replace(
        _together("several respondents allowed", several), control=control(rules=Rules(several_respondents=True))
    )


def _decision(ruling: Ruling, *, file: str, check: str = "") -> Decision:
    return Decision(ruling, file=file, check=check, why="Agreed", approved_by="Head of service", place="Decisions!A5")


def _together(
    name: str, files: Sequence[tuple[str, bytes, str, Sequence[str]]], shown: dict[str, str] | None = None
) -> Case:
    paths = shown or {}
    expected = {paths.get(file, file): (status, findings) for file, _, status, findings in files}
    return Case(name, {file: data for file, data, _, _ in files}, expected)


def _round(name: str, data: bytes, status: str, *findings: str, decisions: Sequence[Decision] = ()) -> Case:
    return replace(case(f"in a round: {name}", data, status, *findings), control=control(decisions=tuple(decisions)))


def _named(organisation: str, subject: str = "") -> Draft:
    return replace(DRAFT, details={**DRAFT.details, "organisation": organisation, "subject": subject})


def _corrected(number: int) -> Identity:
    return replace(oakfield(round_name=ROUND), correction=number)


def _signed(correction: int) -> Identity:
    return signatures.signed(_corrected(correction), SECRET)


def _without_hidden() -> bytes:
    return with_part(
        base(),
        sheet_part(base(), HIDDEN),
        lambda part: part[: part.index(b"<sheetData>")] + b"<sheetData></sheetData></worksheet>",
    )


def _called_officers() -> bytes:
    return with_cells(
        _without_hidden(), HIDDEN, {"A1": "xlkit", "B1": "1", "A2": "workbook", "B2": "the control workbook of a round"}
    )
