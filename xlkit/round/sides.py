"""Sides: who of those that answer commissions care, and who provides it."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument, Side
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


def speaker(completed: Return) -> Identity:
    """Who speaks in a return, and about whom, as the return itself says."""
    return replace(completed.identity, organisation=completed.organisation, subject=completed.subject)


def providing(speakers: Iterable[Identity], instruments: Mapping[str, Instrument]) -> frozenset[str]:
    """Those that speak as providers, and those about which an instrument of providers is answered, by plain names."""
    names: set[str] = set()
    for identity in speakers:
        is_providers = identity.template in instruments and instruments[identity.template].side is Side.PROVIDER
        if identity.perspective is Perspective.PROVIDER or (is_providers and identity.perspective is Perspective.SELF):
            names.add(organisation_of(identity.organisation))
        if is_providers:
            names.add(organisation_of(identity.subject))
    return frozenset(names - {""})


def commissioning(speakers: Iterable[Identity], instruments: Mapping[str, Instrument]) -> Mapping[str, str]:
    """Those that speak of themselves as commissioners and provide nothing: their names, by their plain form."""
    everybody = tuple(speakers)
    providers = providing(everybody, instruments)
    return {
        organisation_of(identity.organisation): identity.organisation
        for identity in everybody
        if identity.perspective is Perspective.SELF
        and identity.template in instruments
        and instruments[identity.template].side is Side.COMMISSIONER
        and organisation_of(identity.organisation) not in providers
    }
