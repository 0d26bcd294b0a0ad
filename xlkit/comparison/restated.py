"""Restated: an instrument in the words that the returns of a round had, whose settings may differ between them."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument, Setting
from xlkit.measures.planning import FIRST_YEAR
from xlkit.returns.completed import Return


def worded(instrument: Instrument, returns: Iterable[Return]) -> Instrument:
    """The instrument with the settings that all returns share in its words, and elsewhere their titles in brackets."""
    known = list(returns)
    values: dict[str, str | date] = {}
    for setting in instrument.settings:
        stated = dict.fromkeys(setting_of(setting, one.identity) for one in known)
        values[setting.name] = next(iter(stated)) if len(stated) == 1 else f"[{setting.title}]"
    return replace(instrument.with_settings(values).filled(), settings=instrument.settings)


def setting_of(setting: Setting, identity: Identity) -> str | date:
    """The value that a return's workbook had for a setting: its own, or else the template's."""
    stated = dict(identity.settings).get(setting.name, "")
    return setting.typed(stated) if stated else setting.value


def day_for(instrument: Instrument, name: str, identity: Identity) -> date | None:
    """The date that a return's workbook had for a setting, or None where it is no date that Excel knows."""
    setting = next((one for one in instrument.settings if one.name == name), None)
    day = setting_of(setting, identity) if setting else None
    return day if isinstance(day, date) and day.year >= FIRST_YEAR else None


def period(instrument: Instrument, returns: Iterable[Return]) -> str:
    """What settings in words, such as the quarter, say of when some returns are of; empty where they differ."""
    known = list(returns)
    named = []
    for setting in instrument.settings:
        stated = {setting_of(setting, one.identity) for one in known}
        only = next(iter(stated)) if len(stated) == 1 else ""
        if isinstance(only, str) and only and not isinstance(setting.value, date):
            named.append(only)
    return ", ".join(named)
