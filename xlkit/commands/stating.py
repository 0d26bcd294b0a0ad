"""What `xlkit generate --set` gives: values for what stands in the words of a template."""

from collections.abc import Iterable
from datetime import date

import click

from xlkit import days
from xlkit.errors import XlkitError
from xlkit.form.instrument import Instrument, Setting

SET = click.option(
    "--set",
    "stated",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for what stands in the template's words, such as first_date=30/04/2027; may be given more than once.",
)


def settings_of(instrument: Instrument, stated: Iterable[str]) -> tuple[tuple[str, str | date], ...]:
    """The settings that were given, by name; XlkitError where the template knows no such setting, or it is no date."""
    known = {each.name: each for each in instrument.settings}
    return tuple(_setting(instrument, known, each) for each in stated)


def _setting(instrument: Instrument, known: dict[str, Setting], said: str) -> tuple[str, str | date]:
    name, sign, value = (part.strip() for part in said.partition("="))
    if not sign or not value:
        raise XlkitError(f"--set {said} gives no value: write it as NAME=VALUE, such as --set quarter=Spring.")
    if name not in known:
        there = f"its settings are {', '.join(known)}" if known else "it has no settings"
        raise XlkitError(f"--set names {name!r}, which is no setting of {instrument.name}: {there}.")
    if not isinstance(known[name].value, date):
        return name, value
    day = days.written(value)
    if day is None:
        raise XlkitError(f"--set {said} gives no date for {known[name].title}: write it as 30/04/2027 or 2027-04-30.")
    return name, day
