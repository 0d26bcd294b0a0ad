"""Workbooks: what came back, understood as a return, or as the consolidated or shared workbook of a council."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

from msgspec.structs import replace

from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.intake import consolidated_reader, shared_reader
from xlkit.intake.council_workbook import SEPARATOR, CouncilWorkbook
from xlkit.intake.log import Entry
from xlkit.returns.names import plain
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import Member, Understood
from xlkit.returns.validate.who import officers_workbook

Read: TypeAlias = Understood | CouncilWorkbook


class Reader:
    """Understands any workbook that may be merged; it can be sent to another process."""

    def __init__(
        self, validator: Callable[[RawReturn], Understood], instruments: Mapping[str, Instrument], crosswalk: Crosswalk
    ) -> None:
        self._validator = validator
        self._instruments = instruments
        self._crosswalk = crosswalk

    def __call__(self, raw: RawReturn) -> Read:
        """The return in a workbook, or what a council's workbook keeps."""
        if officers_workbook(raw):
            return self._validator(raw)
        if shared_reader.is_shared(raw):
            return shared_reader.read(raw, self._instruments, self._crosswalk)
        if consolidated_reader.is_consolidated(raw):
            return consolidated_reader.read(raw, self._instruments)
        return self._validator(raw)


def entries(read: Entry, result: Read | None) -> tuple[Entry, ...]:
    """The entries of a ledger that one file comes to, from what reading it left; `read` knows the file alone.

    A consolidated workbook is one entry for each return that it keeps, as an archive is for each file in it; so is a
    workbook of ratings for each organisation rated in it, beside its own entry, which says who was not rated.
    """
    if result is None:
        return (read,)
    issues = (*read.issues, *result.issues)
    if isinstance(result, CouncilWorkbook):
        return tuple(_of_council(replace(read, issues=issues), result))
    whole = replace(
        read,
        issues=issues,
        completed=result.completed,
        stated=result.stated,
        correction=result.correction,
        shown_id=result.shown_id,
    )
    return (whole, *(_of_row(read, member) for member in result.members))


def _of_row(read: Entry, member: Member) -> Entry:
    """The entry of one organisation in a workbook of ratings."""
    return replace(
        read,
        path=f"{read.path}{SEPARATOR}{member.name}",
        issues=member.understood.issues,
        completed=member.understood.completed,
        stated=member.understood.stated,
    )


def _of_council(read: Entry, workbook: CouncilWorkbook) -> Iterator[Entry]:
    name = PurePosixPath(read.path).stem
    for kept in workbook.returns:
        identity = kept.completed.identity
        yield replace(
            read,
            path=f"{read.path}{SEPARATOR}{identity.return_id}",
            completed=kept.completed,
            issues=(*read.issues, *kept.issues),
            stated=identity,
            council=kept.council or name,
            gone=kept.gone,
            publisher=workbook.publisher,
            smallest=kept.smallest or workbook.smallest,
            people=workbook.people.get(kept.council) or workbook.people.get(""),
        )
    counted = workbook.counted
    if counted is not None:
        counted = replace(counted, council=counted.council if plain(counted.council) else counted.round or name)
        template, version = next(((side.template, side.version) for side in counted.sides), ("", ""))
        stated = Identity(template, version, "", round=counted.round, organisation=counted.council)
        yield replace(read, stated=stated, council=counted.council, counted=counted, smallest=counted.smallest)
    elif not workbook.returns:
        yield read
