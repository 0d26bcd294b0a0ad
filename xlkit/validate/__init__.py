"""Validation: a returned workbook as it was read, understood against its instrument, with everything found wrong."""

from collections.abc import Mapping
from dataclasses import replace

from xlkit import identity as identities
from xlkit.instrument import Instrument
from xlkit.layout import lay_out
from xlkit.returns import Identity, Perspective, RawReturn
from xlkit.round import Seal
from xlkit.validate import languages, who
from xlkit.validate.answers import read_answers
from xlkit.validate.findings import Findings, Understood
from xlkit.validate.places import find
from xlkit.validate.plans import read_actions

__all__ = ["Understood", "Validator"]


class Validator:
    """Understands returns of any of the instruments it was given; it can be sent to another process.

    Calling it with a `RawReturn` gives an `Understood`; nothing that a return holds makes it raise. With the seal of a
    round, identities are checked against their signatures.
    """

    def __init__(self, instruments: Mapping[str, Instrument], seal: Seal | None = None) -> None:
        self._instruments = dict(instruments)
        self._seal = seal
        self._layouts = {name: lay_out(instrument) for name, instrument in instruments.items()}

    def __call__(self, raw: RawReturn) -> Understood:
        """The return that a workbook holds, or None, with all issues in reading order."""
        findings = Findings()
        own = who.officers_workbook(raw)
        if own:
            findings.add("not-a-return", found=own)
            return Understood(None, tuple(findings.issues))
        identity = self._identity(raw, findings)
        if identity is None or not who.is_as_issued(identity, self._seal, findings):
            return Understood(None, tuple(findings.issues))
        kept = self._instruments[identity.template]
        spoken = kept.in_language(identity.language or languages.spoken(raw, kept))
        self._check_version(identity, spoken, findings)
        instrument = spoken if identity.perspective is Perspective.SELF else spoken.about_others()
        form = lay_out(instrument, identity.perspective)
        places = find(raw, form.by_ref().keys())
        if not places:
            findings.add("not-ours")
            return Understood(None, tuple(findings.issues))
        details = who.read_details(form.details, places, findings)
        settled = who.settle_identity(identity, details, form, places, findings)
        answers = read_answers(instrument, form.questions, places, findings)
        actions = read_actions(instrument, kept, form.planner, places, findings)
        if settled is None:
            return Understood(None, tuple(findings.issues))
        completed = replace(who.as_return(settled, details, instrument), answers=answers, actions=actions)
        return Understood(completed, tuple(findings.issues))

    def _identity(self, raw: RawReturn, findings: Findings) -> Identity | None:
        identity = who.read_identity(raw)
        if identity is not None and identity.template in self._instruments:
            return identity
        if identity is not None:
            expected = ", ".join(self._instruments)
            findings.add("unknown-template", found=identity.template, expected=expected)
            return None
        name = who.recognise(raw, self._layouts)
        if name is None:
            findings.add("not-ours")
            return None
        findings.add("identity-missing")
        return identities.blank(self._instruments[name])

    def _check_version(self, identity: Identity, instrument: Instrument, findings: Findings) -> None:
        if identity.content_hash == instrument.content_hash:
            return
        found, expected = identity.version, instrument.version
        if found == expected:
            # The wording was edited under one version: only the hash tells the two apart.
            found, expected = (f"{found} ({identity.content_hash})", f"{expected} ({instrument.content_hash})")
        findings.add("other-version", found=found, expected=expected)
