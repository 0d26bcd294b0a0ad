"""Settings: what a control workbook says of its round as a whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from xlkit import days
from xlkit.form.instrument import Instrument
from xlkit.form.words import SETTING
from xlkit.returns.names import plain
from xlkit.round.control import ALL_SETTINGS, NO, SETTINGS, YES, Entry, Setting, stated
from xlkit.round.reading.recipients import one_of, template_named
from xlkit.round.reading.sheets import Line
from xlkit.round.round import Control, Round, Rules
from xlkit.whole import whole_number

LABELS = {plain(setting.label): setting for setting in ALL_SETTINGS}
ANSWERED = tuple(setting.name for setting in ALL_SETTINGS if setting.entry is Entry.YES_NO)


def problems(rows: Mapping[str, Line], instruments: Mapping[str, Instrument], stated: Sequence[Setting]) -> list[str]:
    """What is wrong with the settings, each with its cell; `rows` holds them by name."""
    missing = [setting for setting in ALL_SETTINGS if setting.name not in rows and not setting.is_optional]
    wrong = [f"{SETTINGS} has no row labelled {setting.label}: put it back" for setting in missing]
    for setting in (*ALL_SETTINGS, *stated):
        if setting.name in rows and rows[setting.name].text("value"):
            wrong += _problem(setting, rows[setting.name], instruments)
    if "name" in rows and not rows["name"].text("value"):
        wrong.append(f"{rows['name'].place('value')} names no round: give it a short name such as Spring 2027")
    return wrong


def by_name(lines: list[Line], stated: Sequence[Setting]) -> dict[str, Line]:
    """The rows of settings by the name of their setting; headings and notes between them are passed over.

    `stated` are the rows of the templates' own settings, which may be missing.
    """
    labels = {plain(setting.label): setting for setting in stated} | LABELS
    return {labels[plain(line.text("setting"))].name: line for line in lines if plain(line.text("setting")) in labels}


def stated_by(
    lines: Sequence[Line], named: Iterable[str], instruments: Mapping[str, Instrument]
) -> tuple[Setting, ...]:
    """The rows of the templates' own settings: of those named, and of others as long as a filled row is nobody's.

    A template takes long to be read, and few rounds ask by all of them.
    """
    known = set(named)
    own: tuple[Setting, ...] = ()
    for name in ("", *(name for name in instruments if name not in known)):
        known.add(name)
        own = stated(instruments[name] for name in instruments if name in known)
        labels = {plain(setting.label) for setting in own} | {*LABELS}
        if not any(_is_filled_in(line) and plain(line.text("setting")) not in labels for line in lines):
            break
    return own


def _is_filled_in(line: Line) -> bool:
    """Whether a row says something; those with a number instead of a label say how to run the round."""
    return bool(line.text("value")) and whole_number(line.text("setting")) is None


def settings(rows: Mapping[str, Line], instruments: Mapping[str, Instrument], stated: Sequence[Setting]) -> Control:
    """The round as its settings have it, once nothing is wrong with them; nobody is asked in it yet."""
    value = {setting.name: "" for setting in ALL_SETTINGS} | {name: line.name("value") for name, line in rows.items()}
    due = rows["due"].day("value")
    contact = (value["contact_name"], value["contact_email"], value["contact_telephone"])
    this_round = Round(
        deadline=days.in_words(due) if due else "",
        contact=", ".join(part for part in contact if part),
        due=due,
        settings=tuple(_stated(rows, stated)),
        **{name: value[name] for name in ("name", "council", "readers", "retention", "password")},
    )
    told = {name: value[name] for name in Rules.__struct_fields__ if value[name]}
    rules: dict[str, Any] = {name: plain(text) == YES if name in ANSWERED else int(text) for name, text in told.items()}
    sent_on = rows["sent_on"].day("value") if "sent_on" in rows else None
    template = template_named(value["template"], instruments) or ""
    return Control(
        this_round, as_at=rows["as_at"].day("value"), template=template, rules=Rules(**rules), sent_on=sent_on
    )


def _stated(rows: Mapping[str, Line], stated: Sequence[Setting]) -> Iterator[tuple[str, str | date]]:
    """What is set of the templates' own settings; what is left empty stays as the template has it."""
    for setting in stated:
        text = rows[setting.name].text("value") if setting.name in rows else ""
        day = rows[setting.name].day("value") if text and setting.entry is Entry.DAY else None
        if text:
            yield setting.name.removeprefix(SETTING), day or text


def _problem(setting: Setting, line: Line, instruments: Mapping[str, Instrument]) -> list[str]:
    text = line.text("value")
    if setting.entry is Entry.DAY and line.day("value") is None:
        expected = "a date such as 31/03/2027"
    elif setting.entry is Entry.NUMBER and whole_number(text, setting.least, setting.most) is None:
        expected = f"a whole number from {setting.least} to {setting.most}"
    elif setting.entry is Entry.YES_NO and plain(text) not in (YES, NO):
        expected = "yes or no"
    elif setting.entry is Entry.TEMPLATE and template_named(text, instruments) is None:
        expected = one_of(instruments)
    else:
        return []
    return [line.wrong("value", expected, setting.label)]
