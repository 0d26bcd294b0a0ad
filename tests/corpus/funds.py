"""Cases of funds and blocks: what does not hold in them is told at its cell."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from tests.builders.edits import with_cell_xml, with_cells
from tests.builders.funds import AGREED, BLOCK, START, Cells, few, fund_form, fund_workbook, happened, lane
from tests.corpus.case import Case, base, case
from xlkit.books.accounts import accounts_workbook
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.xlsform import library
from xlkit.returns.return_ids import blank
from xlkit.round.round import Round

FILE, TO_COME = "fund.xlsx", "agreement-to-come-changed"
NOW = [
    f"{column}{row}" for column in "DG" for row in range(4, 12)
]  # what a block comes to, which edits leave as it was
GIVEN = happened(0, "hours_given", 24.0)
SPAIN: Cells = {"pot": "Spain", "hours_before": 1.0}
UNDONE = (GIVEN, happened(1, "support", 4.0), happened(2, "correction", -4.0, corrects=2.0))
FACTS: dict[str, str | float | date] = {"organisation": "Larch Support", "subject": "F07", "begins": START}


def cases() -> Iterator[Case]:
    """All of them; each entry stands in the row after the one before, the first in row 4."""
    used = happened(1, "support", 9.0)
    yield case("a fund", fund(GIVEN, used), "valid", file=FILE)
    for name, found, cell, entries in _of_entries():
        yield case(f"a fund, {name}", fund(*entries), "incomplete", f"{found} Entries!{cell}", file=FILE)
    for name, found, cell, terms in _of_agreements():
        status = "valid" if found in ("rate-above-standard", "limit-incomplete") else "incomplete"
        yield case(
            f"a fund, {name}",
            fund(GIVEN, happened(30, "support", 1.0), terms=terms),
            status,
            f"{found} Agreement!{cell}",
            file=FILE,
        )
    overdraws: Cells = {**AGREED, "overdraw": "yes"}
    yield _looked_at("hours below nothing, as agreed", "hours-allowed", "C4", used, terms=(overdraws,))
    spent = happened(1, "spent_bought", pounds=1.0)
    yield _looked_at("money below nothing, as agreed", "money-allowed", "C4", spent, terms=(overdraws,))
    long_agreed: Cells = {**AGREED, "from": date(2026, 4, 1)}
    weeks = (happened(day, "hours_given", 24.0) for day in range(3))
    yield _looked_at("more saved up than agreed", "over-bank-limit", "C6", *weeks)
    yield from _shown(used)
    for amount, warned in ((12.505, ("parts-of-a-penny Entries!E4",)), (12.5, ())):
        data = fund(happened(0, "money_council", pounds=amount))
        yield case(f"a fund, an amount of {amount}", data, "valid", *warned, file=FILE)
    yield _looked_at("a name", "fund-names-a-person", "C4", {**GIVEN, "purpose": "With Mr Larch"})
    for code, named in (("Fred1", ("fund-names-a-person Fund!C5",)), ("F1", ())):
        data = fund(GIVEN, facts={**FACTS, "subject": code})
        yield case(f"a fund whose code is {code}", data, "valid", *named, file=FILE)
    ended: Cells = {**FACTS, "ends": date(2027, 4, 2)}
    edge = happened(1, "hours_given", 24.0)
    yield case("a fund, first and last day", fund(GIVEN, edge, facts=ended), "valid", file=FILE)
    for name, late in (("a day too early", -1), ("a day too late", 2)):
        data = fund(GIVEN, happened(late, "support", 1.0), terms=(long_agreed,), facts=ended)
        yield case(f"a fund, {name}", data, "valid", "outside-the-account Entries!C5", file=FILE)
    for name, place in (("hours", "D5"), ("pounds", "E5")):
        data = with_cells(fund(GIVEN, used), "Entries", {"D5": None, place: "1 and a bit"})
        yield case(f"a fund, {name} in words", data, "incomplete", f"not-a-number Entries!{place}", file=FILE)
    early = fund(GIVEN, happened(-1, "support", 1.0), terms=({**AGREED, "bank_rule": "keep_hours"},))
    told = ("unknown-choice Agreement!Q4", "no-agreement-on-date Entries!C5")
    data = with_cells(early, "Agreement", {"Q4": "keep all"})
    yield case("a fund, before an agreement with a cell refused", data, "incomplete", *told, file=FILE)
    yield case("a fund, a row left out", fund(GIVEN, {}, used), "incomplete", "entry-missing Entries!C6", file=FILE)
    put_in: Cells = {"B404": date(2027, 4, 3), "C404": "Support given", "D404": 2.0}
    data = with_cells(fund(GIVEN, used), "Entries", put_in)
    yield case("a fund, an entry put in between", data, "incomplete", "row-without-number Entries!B404", file=FILE)
    data = with_cells(fund(GIVEN, used), "Entries", {"B404": "Looked at by Ann"})
    yield case("a fund, a note below", data, "valid", "unreferenced-text Entries!B404", file=FILE)
    yield from _of_blocks()
    ratio, price = happened(1, "support_enhanced", 1.0), happened(1, "to_money", 1.0)
    for name, entry, code in (("enhanced", ratio, "ratio-missing"), ("price", price, "rate-missing")):
        data = lacking(name, entry)
        yield case(f"a fund without {name} in its agreement", data, "incomplete", f"{code} Entries!C5", file=FILE)
    yield from (_before_its_account(), _a_pot_twice(), _below_nothing(), *_of_days())
    yield from _of_closing(used)
    yield from _of_ground(used)
    mixed = {FILE: fund(GIVEN), "return.xlsx": base()}
    apart = {FILE: ("ignored", ("accounts-apart",)), "return.xlsx": ("valid", ())}
    yield Case("a fund among self-assessments", mixed, apart)
    issued = replace(blank(few(fund_form()), "Spring"), organisation="Larch Support", return_id="K7QM-3XWA")
    for name, code, noted in (("one code", "f07", ("fund-code-twice",)), ("codes of their own", "F08", ())):
        others = ((FILE, "K7QM-3XWA", "F07"), ("other.xlsx", "2T5R-9HCN", code))
        files = {
            file: fund(GIVEN, facts={"begins": START}, identity=replace(issued, return_id=own, subject=which))
            for file, own, which in others
        }
        yield Case(f"two funds, {name}", files, dict.fromkeys(files, ("valid", noted)))


def _below_nothing() -> Case:
    """A fund that begins with less than nothing, which nobody agreed to."""
    data = fund(GIVEN, facts={**FACTS, "pounds_before": -20.0})
    return case("a fund that begins below nothing", data, "valid", "begins-below-nothing Fund!C11", file=FILE)


def _a_pot_twice() -> Case:
    """A pot that stands in two rows, in other letters."""
    data = with_cells(fund(GIVEN), "Pots", {"B5": "spain"})
    return case("a fund, a pot that stands twice", data, "incomplete", "pot-twice Pots!B5", file=FILE)


def _of_blocks() -> Iterator[Case]:
    """Blocks that close and such as do not, and people who cannot be told apart."""
    yield case("a block", block(), "valid", "element-undivided Shared!B7", file="block.xlsx")
    over = with_cells(block(), "Block", {"C6": 209})
    findings = ("element-undivided Shared!B7", "block-not-divided Block!C6")
    yield case("a block, an hour over", over, "incomplete", *findings, file="block.xlsx")
    nameless = with_cells(block(), "People", {"B5": None})
    told = ("row-of-nothing People!B5", "element-undivided Shared!B7")
    yield case("a block, somebody without a code", nameless, "incomplete", *told, file="block.xlsx")
    twice, named = (with_cells(block(), "People", {"B5": code}) for code in ("H1", "Janet"))
    same = ("element-undivided Shared!B7", "code-twice People!B4", "code-twice People!B5")
    yield case("a block, one code of two people", twice, "incomplete", *same, file="block.xlsx")
    name = ("element-undivided Shared!B7", "fund-names-a-person People!B5")
    yield case("a block, a name for a code", named, "valid", *name, file="block.xlsx")
    spelt = with_cells(block(), "People", {"B5": "h 1"})
    yield case("a block, one code spelt in two ways", spelt, "incomplete", *same, file="block.xlsx")
    part = with_cells(block(), "People", {"L5": 1})
    nothing = ("element-undivided Shared!B7", "part-of-nothing People!L5")
    yield case("a block, a part in nothing", part, "valid", *nothing, file="block.xlsx")
    divided = with_cells(block(), "People", {"K5": 1})
    divided = with_cells(with_cells(divided, "Shared", {"E7": "by weight"}), "Result", dict.fromkeys(NOW))
    yield case("a block, all divided", divided, "valid", file="block.xlsx")


def _shown(used: Cells) -> Iterator[Case]:
    """Figures that fill themselves and do not follow, from one another or from what is typed."""
    for name, place, typed in (("left", "M5", 999.0), ("counted", "K5", -1.0)):
        data = with_cells(fund(GIVEN, used, happened(2, "support", 1.0)), "Entries", {place: typed})
        yield case(
            f"a fund, hours {name} typed over", data, "incomplete", "balance-does-not-follow Entries!M5", file=FILE
        )
    data = with_cells(fund(GIVEN, used, happened(2, "support", 1.0)), "Entries", {"D5": 8.0})
    yield case("a fund that nobody calculated anew", data, "valid", "shown-otherwise Entries!K5", file=FILE)
    empty_as_nothing = {f"{column}{row}": 0.0 for column in "LN" for row in range(6, 20)}
    money = happened(0, "money_council", pounds=15.93)
    data = with_cells(fund(GIVEN, money), "Entries", empty_as_nothing)
    yield case("a fund saved by LibreOffice for Excel 97", data, "valid", file=FILE)
    follows = {"K5": -8.0, "M5": 16.0, "M6": 15.0}
    data = with_cells(fund(GIVEN, used, happened(2, "support", 1.0)), "Entries", follows)
    yield case("a fund, a hidden column typed over", data, "valid", "shown-otherwise Entries!K5", file=FILE)
    uncounted = {"B5": f"{used['day']:%d/%m/%Y}", "K5": None, "L5": None, "M5": 24.0}
    data = with_cells(fund(GIVEN, used), "Entries", uncounted)
    yield case(
        "a fund, a day typed as text",
        data,
        "valid",
        "date-understood Entries!B5",
        "shown-otherwise Entries!M5",
        file=FILE,
    )
    error = {"L5": '<c r="L5" t="e"><v>#VALUE!</v></c>'}
    data = with_cell_xml(fund(GIVEN, used), "Entries", error)
    yield case("a fund, a figure that shows an error", data, "valid", "shown-otherwise Entries!L5", file=FILE)
    data = with_cells(fund(money), "Entries", {"E4": "£15.93 ", "L4": None, "N4": 0.0})
    texts = ("number-understood Entries!E4", "shown-otherwise Entries!N4")
    yield case("a fund, an amount typed as text", data, "valid", *texts, file=FILE)
    over = with_cells(block(), "Result", {"D5": 1.0, "G6": 2.0})
    told = ("element-undivided Shared!B7", "shown-otherwise Result!D5", "shown-otherwise Result!G6")
    yield case("a block, its result typed over", over, "valid", *told, file="block.xlsx")


def _of_closing(used: Cells) -> Iterator[Case]:
    """Funds held against a copy that came before, and against their last account."""
    yield from _of_the_next_account()
    closed: Cells = {**FACTS, "closed_to": date(2027, 4, 2)}
    before = fund(GIVEN, used, facts=closed)
    for name, rows, found in (
        ("as it was closed", (GIVEN, used, happened(5, "support", 1.0)), ()),
        ("a closed entry changed", (GIVEN, {**used, "hours": 8.0}), ("closed-row-changed Entries!C5",)),
        ("an entry on a closed day", (GIVEN, used, happened(0, "support", 1.0)), ("entry-after-close Entries!C6",)),
    ):
        status = "incomplete" if found else "valid"
        data = fund(*rows, facts=closed)
        yield Case(f"a fund, {name}", {FILE: data}, {FILE: (status, found)}, earlier=before)
    for hours, findings in ((15.0, ()), (14.0, ("balance-not-carried Fund!C10",))):
        facts: Cells = {**FACTS, "begins": date(2027, 4, 3), "hours_before": hours}
        data = fund(happened(2, "support", 1.0), facts=facts, identity=blank(few(fund_form()), "Next"))
        status = "incomplete" if findings else "valid"
        yield Case(f"a fund that begins with {hours:g}", {FILE: data}, {FILE: (status, findings)}, earlier=before)


def _of_the_next_account() -> Iterator[Case]:
    """Accounts that go on from one to 2 April: their agreement and first day, held against those of the last one."""
    ended: Cells = {**FACTS, "ends": date(2027, 4, 2), "closed_to": date(2027, 4, 2)}
    form, later = fund_form(), date(2027, 4, 3)
    issued = replace(blank(few(form), "Spring"), organisation="Larch Support", subject="F07", return_id="K7QM-3XWA")
    next_one = replace(issued, round="Summer", return_id="2T5R-9HCN")
    before = fund(GIVEN, facts=ended, identity=issued)
    dearer: Cells = {**AGREED, "rate": 30.0}
    anew: Cells = {**dearer, "from": later, "bank_rule": "keep_hours"}
    for name, terms, begins, found in (
        ("that goes on", (AGREED,), later, ()),
        ("that goes on at a rate from its first day", (AGREED, anew), later, ()),
        ("that goes on at another rate", (dearer,), later, ("agreement-not-carried Agreement!H4",)),
        ("whose agreement has another day", (anew,), later, ("agreement-not-carried Agreement!B4",)),
        ("that begins a day late", (AGREED,), date(2027, 4, 4), ("accounts-apart-in-time Fund!C6",)),
        ("that begins a day early", (AGREED,), date(2027, 4, 2), ("accounts-overlap Fund!C6",)),
    ):
        data = fund(terms=terms, facts={**FACTS, "begins": begins, "hours_before": 24.0}, identity=next_one)
        status = "valid" if not found or "in-time" in found[0] else "incomplete"
        yield Case(f"a fund {name}", {FILE: data}, {FILE: (status, found)}, earlier=before)
    to_come: Cells = {**AGREED, "from": date(2027, 5, 1), "price": 10.0}
    unrated: Cells = {name: value for name, value in AGREED.items() if name != "rate"} | {"from": date(2027, 4, 2)}
    for name, then, now, found in (
        ("with what was to come", to_come, (AGREED, to_come), ()),
        ("with more to come", to_come, (AGREED, {**AGREED, "from": later, "price": 9.0}, to_come), ()),
        ("with another price to come", to_come, (AGREED, {**to_come, "price": 9.0}), (f"{TO_COME} Agreement!K5",)),
        ("with another day to come", to_come, (AGREED, {**to_come, "from": date(2027, 5, 2)}), (TO_COME,)),
        ("without what was to come", to_come, (AGREED,), (TO_COME,)),
        ("with the last rate", unrated, (AGREED, unrated), ()),
        ("without the last rate", unrated, (unrated,), ("agreement-not-carried",)),
        ("with another last rate", unrated, (dearer, unrated), ("agreement-not-carried Agreement!H4",)),
    ):
        before = fund(GIVEN, terms=(AGREED, then), facts=ended, identity=issued)
        data = fund(terms=now, facts={**FACTS, "begins": later, "hours_before": 24.0}, identity=next_one)
        status = "incomplete" if found and TO_COME not in found[0] else "valid"
        yield Case(f"a fund {name}", {FILE: data}, {FILE: (status, found)}, earlier=before)


def _of_ground(used: Cells) -> Iterator[Case]:
    """What closed days rest on, held against a copy of the account that has its return id still, or of another fund."""
    closed: Cells = {**FACTS, "closed_to": date(2027, 4, 2)}
    issued = replace(
        blank(few(fund_form()), "Spring"), organisation="Larch Support", subject="F07", return_id="K7QM-3XWA"
    )
    before = fund(GIVEN, used, facts=closed, identity=issued)
    anew: Cells = {**AGREED, "price": 1.0}
    opened: Cells = {**closed, "hours_before": 9.0}
    later: Cells = {**anew, "from": date(2027, 4, 3)}
    ground = ("closed-ground-changed Fund!C10", "closed-ground-changed Agreement!K4")
    for name, terms, facts, found in (
        ("ground changed", (anew,), opened, ground),
        ("agreed anew from a later day", (AGREED, later), closed, ()),
    ):
        status = "incomplete" if found else "valid"
        for which, who in (("", issued), (" without its id", replace(issued, return_id="", round=""))):
            data = fund(GIVEN, used, terms=terms, facts=facts, identity=who)
            yield Case(f"a fund, {name}{which}", {FILE: data}, {FILE: (status, found)}, earlier=before)
    other = fund(GIVEN, used, facts={**closed, "subject": "F08"})
    yield Case(
        "a fund beside a copy of another", {FILE: other}, {FILE: ("valid", ("closed-not-known",))}, earlier=before
    )


def _of_entries() -> Iterator[tuple[str, str, str, tuple[Cells, ...]]]:
    """Entries that are wrong: what is wrong, the code, the cell that it is told at, and the entries."""
    yield "overdrawn", "hours-overdrawn", "C5", (GIVEN, happened(1, "support_enhanced", 16.25))
    yield "more spent than there is", "money-overdrawn", "C4", (happened(1, "spent_bought", pounds=1.0),)
    yield "no quarters", "not-a-quarter-hour", "C5", (GIVEN, happened(1, "support", 1.3))
    yield "hours where £ are asked for", "hours-and-money", "C5", (GIVEN, happened(1, "spent_bought", 1.0))
    yield "before its agreement", "no-agreement-on-date", "C4", (happened(-1, "hours_given", 1.0),)
    yield "an unknown pot", "pot-unknown", "C5", (GIVEN, happened(1, "put_aside", 1.0, pot="Wales"))
    back = happened(1, "taken_back", 1.25, pot="Spain")
    yield "more than the pot holds", "pot-overdrawn", "C5", (GIVEN, back)
    yield "an amount below 0 beside a correction", "correction-does-not-match", "C6", UNDONE
    wrong = happened(1, "correction", corrects=2.0)
    yield "a correction of itself", "correction-does-not-match", "C5", (GIVEN, wrong)
    yield "a number to correct", "correction-not-picked", "C5", (GIVEN, happened(1, "support", 1.0, corrects=1.0))


def _of_agreements() -> Iterator[tuple[str, str, str, tuple[Cells, ...]]]:
    """Agreements that are wrong, in the same way."""
    later: Cells = {**AGREED, "from": date(2027, 5, 1), "rate": 16.0}
    yield "a rate that changes", "bank-rule-missing", "B5", (AGREED, later)
    yield "pounds that were not kept", "bank-rule-not-kept", "B5", (AGREED, {**later, "bank_rule": "keep_pounds"})
    yield "two agreements from one day", "agreement-twice", "B5", (AGREED, {**AGREED, "rate": 16.0})
    yield "a limit of no unit", "limit-incomplete", "B4", ({**AGREED, "limit_in": ""},)
    yield "a price above the rate", "rate-above-standard", "B4", ({**AGREED, "price": 15.01},)


def _of_days() -> Iterator[Case]:
    """Accounts of days of April that do not go together."""
    late = "outside-the-account Entries!C4"
    for name, begins, ends, closed, found in (
        (" of one day", 1, 1, 1, ()),
        (", its last day before its first", 2, 1, 1, ("ends-before-it-begins Fund!C7",)),
        (", closed after its last day", 1, 1, 2, ("closed-outside-the-account Fund!C8",)),
        (", closed before its first day", 2, 2, 1, ("closed-outside-the-account Fund!C8", late)),
    ):
        days = {"begins": begins, "ends": ends, "closed_to": closed}
        facts: Cells = {**FACTS, **{fact: date(2027, 4, day) for fact, day in days.items()}}
        status = "incomplete" if begins > ends else "valid"
        yield case(f"a fund{name}", fund(GIVEN, facts=facts), status, *found, file=FILE)


def _before_its_account() -> Case:
    """A rate that changed after the last account closed and before this one begins, with hours left from before."""
    dearer: Cells = {**AGREED, "from": date(2027, 3, 15), "rate": 16.0, "bank_rule": "keep_pounds"}
    terms = ({**AGREED, "from": date(2027, 3, 1)}, dearer)
    data = fund(GIVEN, terms=terms, facts={**FACTS, "hours_before": 9.0})
    told = "rate-before-account Agreement!B5"
    return case("a fund, a rate before its account", data, "incomplete", told, file=FILE)


def _looked_at(name: str, code: str, cell: str, *entries: Cells, terms: tuple[Cells, ...] = (AGREED,)) -> Case:
    return case(f"a fund, {name}", fund(*entries, terms=terms), "valid", f"{code} Entries!{cell}", file=FILE)


def fund(
    *entries: Cells, terms: tuple[Cells, ...] = (AGREED,), facts: Cells = FACTS, identity: Identity | None = None
) -> bytes:
    """The workbook of a fund, issued blank where nobody is named for it."""
    draft = Draft(details=facts, rows={"agreement": terms, "entries": entries, "pots": (SPAIN,)})
    form = few(fund_form())
    with TemporaryDirectory() as folder:
        return fund_workbook(Path(folder) / FILE, draft, identity or blank(form), form).read_bytes()


def lacking(name: str, entry: Cells) -> bytes:
    """A fund whose agreement lacks something that an entry needs."""
    return fund(GIVEN, entry, terms=({key: value for key, value in AGREED.items() if key != name},))


def block() -> bytes:
    """The workbook of a block."""
    form = few(library()[BLOCK])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "block.xlsx"
        accounts_workbook.write(path, form, blank(form), Round(), lane())
        return path.read_bytes()
