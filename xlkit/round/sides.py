"""Sides: who of those that answer commissions care, and who provides it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument, Side
from xlkit.returns.completed import Return
from xlkit.returns.names import plain


def speaker(completed: Return) -> Identity:
    """Who speaks in a return, and about whom, as the return itself says."""
    return replace(completed.identity, organisation=completed.organisation, subject=completed.subject)


def providing(speakers: Iterable[Identity], instruments: Mapping[str, Instrument]) -> frozenset[str]:
    """Those that speak as providers, and those about which an instrument of providers is answered, by plain names."""
    found: set[str] = set()
    for one in speakers:
        is_providers = one.template in instruments and instruments[one.template].side is Side.PROVIDER
        if one.perspective is Perspective.PROVIDER or (is_providers and one.perspective is Perspective.SELF):
            found.add(plain(one.organisation))
        if is_providers:
            found.add(plain(one.subject))
    return frozenset(found - {""})


def commissioning(speakers: Iterable[Identity], instruments: Mapping[str, Instrument]) -> Mapping[str, str]:
    """Those that speak of themselves as commissioners and provide nothing: their names, by their plain form."""
    everybody = tuple(speakers)
    providers = providing(everybody, instruments)
    return {
        plain(one.organisation): one.organisation
        for one in everybody
        if one.perspective is Perspective.SELF
        and one.template in instruments
        and instruments[one.template].side is Side.COMMISSIONER
        and plain(one.organisation) not in providers
    }
