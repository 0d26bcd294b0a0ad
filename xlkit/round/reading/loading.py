"""A control workbook, checked as a whole and read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from xlkit.errors import XlkitError
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.processes import Stopped
from xlkit.processes.asking import ask
from xlkit.returns.raw import RawSheet
from xlkit.returns.read.limits import OWN
from xlkit.returns.read.reading import Order, sheet_names
from xlkit.returns.read.source import Source
from xlkit.round.control import (
    DECISION_COLUMNS,
    DECISIONS,
    LETTER_COLUMNS,
    LETTERS,
    MARK,
    RECIPIENT_COLUMNS,
    RECIPIENTS,
    SECRET,
    SETTING_COLUMNS,
    SETTINGS,
    Column,
)
from xlkit.round.default_letters import task
from xlkit.round.reading import decisions, letters, recipients, settings
from xlkit.round.reading.sheets import (
    Line,
    faults,
    hidden_facts,
    lines,
    opened,
    repeated,
    told_once,
    too_long,
    unseen,
    why_unread,
)
from xlkit.round.round import Control, Recipient
from xlkit.round.rows import settled

LISTED = {
    RECIPIENTS: (RECIPIENT_COLUMNS, "organisation"),
    DECISIONS: (DECISION_COLUMNS, "ruling"),
    LETTERS: (LETTER_COLUMNS, "body"),
}
MOST_SAID = 40  # problems in one message: more than fit a screen help nobody
WHAT = "the round's control workbook"


def is_control(path: Path) -> bool:
    """Whether a file is the control workbook of a round, whatever it is called."""
    return {SETTINGS, RECIPIENTS, DECISIONS, LETTERS} <= set(sheets_of(path))


def why_unreadable(path: Path) -> str:
    """Why no workbook can be read from a file; nothing where one can, whatever it is, or where there is no file."""
    return why_unread(path) if path.is_file() and not sheets_of(path) else ""


def sheets_of(path: Path) -> Sequence[str]:
    """The names of the sheets of a file; none where no workbook can be read from it."""
    if not path.is_file():
        return ()
    told = path.stat()
    return _names_in(path.absolute(), told.st_size, told.st_mtime_ns)


@lru_cache
def _names_in(path: Path, _size: int, _written: int) -> Sequence[str]:
    """The names of the sheets of a file as it was when it had this size and was written then."""
    named = ask(sheet_names, Order(Source(path.name, file=path), OWN), OWN.allowance())
    return () if isinstance(named, Stopped) else named


def templates_of(path: Path) -> Path | None:
    """The folder of the council's own templates that a control workbook names, or None where it names none.

    XlkitError where there is no such folder.
    """
    sheet = opened(path, WHAT).get(SETTINGS)
    rows = settings.by_name(_table(sheet, SETTING_COLUMNS, "value", []), ()) if sheet else {}
    named = rows["templates"].text("value") if "templates" in rows else ""
    folder = path.parent / named.replace("\\", "/")
    if named and not folder.is_dir():
        raise XlkitError(
            f"{path.name} names {named!r} as the folder of your own templates in {rows['templates'].place('value')}, "
            f"and there is no folder {folder}: name it as it lies from that workbook."
        )
    return folder if named else None


def load(path: Path, instruments: Mapping[str, Instrument]) -> Control:
    """All that a control workbook says; `instruments` are those of the templates at hand, by their names.

    A row that leaves it open speaks in its template's perspective, and of the round's council where its template is
    about a council and somebody else speaks; one that speaks of itself as a side does so as `self`.

    XlkitError, with every problem and its cell, where something in it cannot be taken.
    """
    book = opened(path, WHAT)
    absent = [name for name in (SETTINGS, *LISTED) if name not in book]
    if absent:
        raise XlkitError(
            f"{path.name} has no sheet called {' or '.join(absent)}, so it is not the control workbook of a round: "
            "write one with xlkit new."
        )
    problems: list[str] = []
    told = _table(book[SETTINGS], SETTING_COLUMNS, "value", problems)
    listed = {name: _table(book[name], *LISTED[name], problems) for name in LISTED}
    own = settings.stated_by(told, _templates_in(told, listed[RECIPIENTS], instruments), instruments)
    rows = settings.by_name(told, own)
    problems += settings.problems(rows, instruments, own)
    problems += [problem for line in listed[DECISIONS] for problem in decisions.problems(line)]
    problems += letters.problems(listed[LETTERS])
    problems += _recipient_problems(listed[RECIPIENTS], rows, instruments)
    secret = _secret(book, problems)
    if problems:
        raise XlkitError(_in_words(path, problems))
    control = settings.settings(rows, instruments, own)
    asked = _recipients(listed[RECIPIENTS], control.template, control.round.council, instruments)
    whole = replace(
        control,
        recipients=tuple(_of_form(who, control, instruments[who.template]) for who in asked),
        decisions=tuple(decisions.decision(line) for line in listed[DECISIONS]),
        letters=letters.all_letters(listed[LETTERS]),
        secret=secret,
        unseen=tuple(unseen((*rows.values(), *listed[RECIPIENTS]))),
    )
    return settled(whole)


def _templates_in(told: list[Line], asked: list[Line], instruments: Mapping[str, Instrument]) -> Iterator[str]:
    """The names of the templates that a round asks by."""
    usual = [line for name, line in settings.by_name(told, ()).items() if name == "template"]
    for text in {line.text("value") for line in usual} | {line.text("template") for line in asked}:
        if name := recipients.template_named(text, instruments):
            yield name


def _table(sheet: RawSheet, columns: tuple[Column, ...], anchor: str, problems: list[str]) -> list[Line]:
    headings = {column.name: column.heading for column in columns}
    problems += [*too_long(sheet), *repeated(sheet, headings, anchor)]
    filled = lines(sheet, headings, anchor)
    if filled is not None:
        # A row that is ready to be filled in holds its id alone.
        filled = [line for line in filled if any(line.text(name) for name in line.cells if name != "row_id")]
    else:
        problems.append(f"{sheet.name} has no column headed {headings[anchor]}: put it back")
        return []
    needed = [column for column in columns if not column.is_optional]
    missing = [column.heading for column in needed if filled and column.name not in filled[0].letters]
    problems += [f"{sheet.name} has no column headed {heading}: put it back" for heading in missing]
    problems += faults(filled)
    return filled


def _recipient_problems(
    asked: list[Line], rows: Mapping[str, Line], instruments: Mapping[str, Instrument]
) -> list[str]:
    template, council = (rows[key].text("value") if key in rows else "" for key in ("template", "council"))
    default = recipients.template_named(template, instruments) or ""
    wrong = {line.number: _row_problems(line, default, instruments) for line in asked}
    sound = [line for line in asked if not wrong[line.number]]
    twice = recipients.repeats(sound, _recipients(sound, default, council, instruments))
    return [*chain.from_iterable(wrong.values()), *twice]


def _row_problems(line: Line, default: str, instruments: Mapping[str, Instrument]) -> list[str]:
    wrong = recipients.problems(line)
    named = line.text("template")
    template = recipients.template_named(named, instruments) if named else default
    if template:
        wrong += recipients.language_problems(line, instruments[template].languages)
    elif named:
        wrong.append(line.wrong("template", recipients.one_of(instruments)))
    else:
        wrong.append(f"{line.place('template')} names no template, and neither does {SETTINGS}: pick one")
    return wrong


def _recipients(
    rows: list[Line], default: str, council: str, instruments: Mapping[str, Instrument]
) -> Iterable[Recipient]:
    for line in rows:
        template = recipients.template_named(line.text("template"), instruments) or default
        instrument = instruments[template] if template else None
        who = recipients.recipient(line, instrument.perspective if instrument else Perspective.SELF)
        yield recipients.about_whom(replace(who, template=template), instrument, council)


def _of_form(who: Recipient, control: Control, instrument: Instrument) -> Recipient:
    """A recipient with the title of the form that they are sent, as they read it, and what they are to do with it."""
    form = instrument.with_settings(dict(control.round.settings)).filled()
    title = (form.in_language(who.language) if who.language else form).title
    return replace(who, form=title, task=task(instrument, who.perspective))


def _secret(book: Mapping[str, RawSheet], problems: list[str]) -> str:
    hidden = hidden_facts(book)
    if MARK not in hidden or not hidden.get(SECRET):
        problems.append("the hidden sheet with the round's secret is gone: go back to a copy that has it")
    return hidden.get(SECRET, "")


def _in_words(path: Path, problems: list[str]) -> str:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    told = told_once(problems)
    shown = "\n".join(f"  {problem}" for problem in told[:MOST_SAID])
    more = f"\n  and {len(told) - MOST_SAID} more" if len(told) > MOST_SAID else ""
    return f"{path.name} cannot be used yet. It has {count}:\n{shown}{more}\nNothing was written."
