"""Accounts apart: workbooks of funds and blocks, which are merged by themselves and not among self-assessments."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from xlkit.form.instrument import Accounts, Instrument
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.issues import issue
from xlkit.returns.names import counted_as, plain


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


def codes_told(ledger: Ledger, instruments: Mapping[str, Instrument]) -> Ledger:
    """The ledger in which a fund says which other one of its provider, in the same round, has its code."""
    alike: defaultdict[tuple[Hashable, ...], list[str]] = defaultdict(list)
    for entry in ledger.merged:
        alike[_code(entry, instruments)].append(entry.path)
    return Ledger(tuple(_told(entry, alike[_code(entry, instruments)]) for entry in ledger.entries))


def _code(entry: Entry, instruments: Mapping[str, Instrument]) -> tuple[Hashable, ...]:
    """Whose fund a file is that is merged, by provider, code and round; of anything else the file itself."""
    own, is_fund = entry.completed, kept_in(entry, instruments) is Accounts.FUND
    if own is None or not (is_fund and entry.status.is_merged and entry.return_id):
        return entry.path, entry.sha256
    return counted_as(own.organisation), plain(own.subject), plain(own.identity.round)


def _told(entry: Entry, alike: Sequence[str]) -> Entry:
    others = [path for path in alike if path != entry.path]
    if entry.completed is None or not others:
        return entry
    return entry.noted(issue("fund-code-twice", found=entry.completed.subject, others=" and ".join(others)))
