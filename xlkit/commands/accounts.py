"""What merging and giving feedback do with workbooks of funds and blocks, which are no self-assessments."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from xlkit.commands.reading import Returned, ledger_of_earlier
from xlkit.commands.saying import say, say_data
from xlkit.commands.writing import GENERATED, made, say_left, written
from xlkit.errors import XlkitError
from xlkit.intake import accounts_apart
from xlkit.intake.log import Entry, Ledger
from xlkit.returns.issues import issue

if TYPE_CHECKING:
    from xlkit.comparison.comparison import Comparison
    from xlkit.comparison.people.funds import Funds

INTERNAL, SHARED = "funds.xlsx", "funds-shared.xlsx"
NOT_HELD = (
    "Some funds have closed entries or go on from an earlier account, and no earlier copy was given, so whether "
    "anything of it was changed is not known: name the copies that came before with --previous."
)


def are_accounts(returned: Returned) -> bool:
    """Whether all that was merged are workbooks of funds and blocks."""
    return accounts_apart.are_accounts(returned.ledger, returned.instruments)


def without_accounts(returned: Returned) -> Returned:
    """What came back without funds and blocks among self-assessments, each of which says that it is passed over."""
    return replace(returned, ledger=accounts_apart.left_aside(returned.ledger, returned.instruments))


def held_against(returned: Returned, previous: Sequence[Path]) -> Returned:
    """What came back with funds held against earlier copies of them; without any, that nothing is claimed is said."""
    if not previous and not any(
        accounts_apart.kept_in(entry, returned.instruments) for entry in returned.ledger.merged
    ):
        return returned
    returned = replace(returned, ledger=accounts_apart.codes_told(returned.ledger, returned.instruments))

    from xlkit.intake import closing  # which takes the books of every fund

    if not previous:
        if closing.goes_on(returned.ledger, returned.instruments):
            say(NOT_HELD, err=True)
        return returned
    ledgers = [ledger_of_earlier(path, returned.instruments, returned.control) for path in previous]
    _refuse_itself(returned, ledgers)
    earlier = [completed for ledger in ledgers for completed in ledger.returns]
    return replace(returned, ledger=closing.held_against(returned.ledger, earlier, returned.instruments))


def _refuse_itself(returned: Returned, ledgers: Sequence[Ledger]) -> None:
    """XlkitError where the workbook of a fund is named as its own earlier copy, which would show no change."""
    before = {Path(entry.path).resolve() for ledger in ledgers for entry in ledger.entries}
    for entry in returned.ledger.entries:
        if accounts_apart.kept_in(entry, returned.instruments) and Path(entry.path).resolve() in before:
            raise XlkitError(
                f"{entry.path} is among what --previous names too, and a copy that came before was expected there: "
                "name that copy alone."
            )


def gathered(returned: Returned, among: Iterable[Entry] | None = None) -> "Funds":
    """The funds among what came back, or among some of its files."""
    from xlkit.comparison.people import funds

    return funds.gathered(returned.ledger, returned.instruments, returned.day, returned.control.round.name, among)


def among(returned: Returned) -> "Funds | None":
    """The funds among self-assessments; None where there are none."""
    passed_over = issue("accounts-apart")
    apart = [entry for entry in returned.ledger.entries if passed_over in entry.issues]
    return gathered(returned, apart) if apart else None


def beside(comparison: "Comparison", funds: "Funds | None") -> "Comparison":
    """The comparison with what funds among the files come to, where there are any."""
    from xlkit.comparison.people.money_beside import money_beside

    money = money_beside(funds, comparison.markets) if funds else None
    return replace(comparison, money=money if money and money.rows else None)


def apart(returned: Returned, previous: Sequence[Path]) -> Returned:
    """What came back to be merged: self-assessments without funds, or funds held against earlier copies of them."""
    returned = without_accounts(returned)
    return held_against(returned, previous) if are_accounts(returned) else returned


def merged(returned: Returned, out: Path | None, *, is_shared: bool, force: bool, as_json: bool) -> bool:
    """Whether funds and blocks were merged, and nothing else was there; the workbook's path is printed."""
    if not are_accounts(returned):
        return False

    from xlkit.books.funds import funds_workbook
    from xlkit.comparison.disclosure.shared_funds import hollow

    wanted = out or GENERATED / (SHARED if is_shared else INTERNAL)
    funds, smallest = gathered(returned), returned.control.rules.smallest_group
    writing = partial(funds_workbook.write, funds, smallest, is_shared=is_shared)
    say(written(wanted, writing, force=force), err=as_json)
    if is_shared and (why := hollow(funds, smallest)):
        say(f"No figure may be shown, so this workbook holds none, and there is nothing to publish. {why}", err=True)
    if as_json:
        say_data(funds_workbook.data(funds, smallest, is_shared=is_shared))
    return True


def write_statements(returned: Returned, out: Path) -> None:
    """Write a statement for each fund, named for its code, and say where it stands."""
    from xlkit.books.funds import funds_workbook
    from xlkit.books.writer.places import write_new
    from xlkit.round import naming

    made(out)
    targets: dict[Path, Path] = {}
    for fund in gathered(returned).kept:
        identity = fund.completed.identity
        named = out / naming.feedback_name(fund.code, identity.return_id)
        instrument = returned.instruments[identity.template]
        writing = partial(
            funds_workbook.write_statement, fund.completed, instrument, returned.control.round, fund.errors
        )
        say(targets.setdefault(named, write_new(named, writing)))
        if fund.errors:
            say(
                f"{fund.code}: not settled, as its statement says, since {fund.path} has {fund.errors} "
                f"error{'s' if fund.errors > 1 else ''}: see xlkit validate before anybody is told.",
                err=True,
            )
    say_left(targets)
