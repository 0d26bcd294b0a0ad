"""Accounts apart: workbooks of funds and blocks, which are merged by themselves and not among self-assessments."""

from collections.abc import Mapping

from xlkit.form.instrument import Accounts, Instrument
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.issues import issue


def kept_in(entry: Entry, instruments: Mapping[str, Instrument]) -> Accounts | None:
    """What accounts a file keeps; None where it is no workbook of accounts."""
    instrument = instruments.get(entry.speaker.template) if entry.speaker else None
    return instrument.accounts if instrument else None


def are_accounts(ledger: Ledger, instruments: Mapping[str, Instrument]) -> bool:
    """Whether all that was merged are workbooks of accounts."""
    merged = ledger.merged
    return bool(merged) and all(kept_in(entry, instruments) for entry in merged)


def left_aside(ledger: Ledger, instruments: Mapping[str, Instrument]) -> Ledger:
    """The ledger with accounts among self-assessments passed over, each with the reason."""
    apart = [entry for entry in ledger.merged if kept_in(entry, instruments)]
    if not apart or are_accounts(ledger, instruments):
        return ledger
    return Ledger(
        tuple(
            entry.noted(issue("accounts-apart"), Status.IGNORED) if entry in apart else entry
            for entry in ledger.entries
        )
    )
