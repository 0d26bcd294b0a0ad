"""Settings: what a control workbook says of its round as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlkit import days
from xlkit.form.words import SETTING
from xlkit.returns.names import plain
from xlkit.round.control import ALL_SETTINGS, NO, SETTINGS, YES, Entry, Setting
from xlkit.round.reading.recipients import template_named
from xlkit.round.reading.sheets import Line, as_day, as_text
from xlkit.round.round import Round, Rules

LABELS = {plain(setting.label): setting for setting in ALL_SETTINGS}
DEFAULTS = Rules()


@dataclass(frozen=True, slots=True)
class Settings:
    """What Settings say, as far as nothing is wrong there."""

    round: Round
    as_at: date | None
    template: str
    rules: Rules


def problems(rows: Mapping[str, Line], titles: Mapping[str, str], stated: Sequence[Setting]) -> list[str]:
    """What is wrong with the settings, each with its cell; `rows` holds them by name."""
    missing = [setting for setting in ALL_SETTINGS if setting.name not in rows]
    found = [f"{SETTINGS} has no row labelled {setting.label}: put it back" for setting in missing]
    for setting in (*ALL_SETTINGS, *stated):
        if setting.name in rows and rows[setting.name].text("value"):
            found += _problem(setting, rows[setting.name], titles)
    if "name" in rows and not rows["name"].text("value"):
        found.append(f"{rows['name'].place('value')} names no round: give it a short name such as Spring 2027")
    return found


def by_name(lines: list[Line], stated: Sequence[Setting]) -> dict[str, Line]:
    """The rows of settings by the name of their setting; headings and notes between them are passed over.

    `stated` are the rows of the templates' own settings, which may be missing.
    """
    labels = {plain(setting.label): setting for setting in stated} | LABELS
    return {labels[plain(line.text("setting"))].name: line for line in lines if plain(line.text("setting")) in labels}


def settings(rows: Mapping[str, Line], titles: Mapping[str, str], stated: Sequence[Setting]) -> Settings:
    """The settings, once nothing is wrong with them."""
    said = {name: line.text("value") for name, line in rows.items()}
    due = rows["due"].day("value")
    contact = (said["contact_name"], said["contact_email"], said["contact_telephone"])
    return Settings(
        round=Round(
            name=said["name"],
            deadline=days.in_words(due) if due else "",
            contact=", ".join(part for part in contact if part),
            council=said["council"],
            readers=said["readers"],
            retention=said["retention"],
            password=said["password"],
            due=due,
            settings=tuple(_stated(rows, stated)),
        ),
        as_at=rows["as_at"].day("value"),
        template=template_named(said["template"], titles) or "",
        rules=Rules(
            smallest_group=int(said["smallest_group"] or DEFAULTS.smallest_group),
            cut=int(said["cut"] or DEFAULTS.cut),
            several_respondents=plain(said["several_respondents"]) == YES,
        ),
    )


def _stated(rows: Mapping[str, Line], stated: Sequence[Setting]) -> Iterator[tuple[str, str | date]]:
    """What is set of the templates' own settings; what is left empty stays as the template has it."""
    for setting in stated:
        text = rows[setting.name].text("value") if setting.name in rows else ""
        day = rows[setting.name].day("value") if text and setting.entry is Entry.DAY else None
        if text:
            yield setting.name.removeprefix(SETTING), day or text


def _problem(setting: Setting, line: Line, titles: Mapping[str, str]) -> list[str]:
    value, text = line.cells.get("value"), line.text("value")
    if setting.entry is Entry.DAY and as_day(value) is None:
        expected = "a date such as 31/03/2027"
    elif setting.entry is Entry.NUMBER and not _is_between(as_text(value), setting):
        expected = f"a whole number from {setting.least} to {setting.most}"
    elif setting.entry is Entry.YES_NO and plain(text) not in (YES, NO):
        expected = "yes or no"
    elif setting.entry is Entry.TEMPLATE and template_named(text, titles) is None:
        expected = f"the name of a template ({', '.join(titles)})"
    else:
        return []
    return [f"{line.place('value')} says “{text}” as {setting.label}, where {expected} was expected"]


def _is_between(text: str, setting: Setting) -> bool:
    return text.isascii() and text.isdigit() and setting.least <= int(text) <= setting.most
