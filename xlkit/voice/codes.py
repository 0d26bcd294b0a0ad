"""Codes: the mark of a person in a round, by which nobody outside their provider can tell who it is."""

from collections.abc import Mapping

from msgspec.structs import replace

from xlkit.errors import XlkitError
from xlkit.form import layout
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Role, Said
from xlkit.returns import return_ids
from xlkit.returns.return_ids import return_id
from xlkit.shown import typed


def said_table(instrument: Instrument) -> Item | None:
    """The table in which people say something; None in an instrument that has none."""
    return next((item for item in layout.tables(instrument) if item.role is Role.SAID), None)


def said_by_all(instrument: Instrument) -> tuple[Item, ...]:
    """The texts that a whole team says something in; none where each person has a row of a table."""
    if said_table(instrument) is not None:
        return ()
    return tuple(item for item in instrument.items if item.role is Role.SAID)


def asks_what_is_said(instrument: Instrument) -> bool:
    """Whether what comes back goes into a workshop workbook."""
    return bool(said_table(instrument) or said_by_all(instrument))


def code(secret: str, return_id_: str, number: int) -> str:
    """The code of the person in a row of a provider's workbook, from 1: `PK7QM-3XWA`.

    It follows from the round's secret and from no fact about the person, so that nobody finds a name by trying names.
    """
    return f"P{return_id(('person', return_id_, str(number)), secret)}"


def is_code(text: str) -> bool:
    """Whether a text is a person's code whose check character is right, however it is spelt."""
    return text.strip()[:1] in ("P", "p") and return_ids.is_return_id(text.strip()[1:])


def spelt(text: str) -> str:
    """A code as xlkit spells it, as somebody typed it from a ticket; another text stays as it is."""
    return f"P{return_ids.spelt(text.strip()[1:])}" if is_code(text) else text


def with_codes(instrument: Instrument, return_id_: str, secret: str, draft: Draft) -> Draft:
    """The draft of a workbook with the codes of its people; XlkitError where no secret is there to make them of."""
    table = said_table(instrument)
    if table is None:
        return draft
    if not secret:
        raise XlkitError(
            f"The codes of people in {instrument.name} are made from a round's secret: write its control workbook with "
            f"{typed('xlkit', 'new', 'ROUND.xlsx', '--template', instrument.name)}, and generate from that. Nothing "
            "was written."
        )
    name = next(field.name for field in table.fields if field.said is Said.CODE)
    written = (*draft.rows.get(table.name, ()), *({} for _ in range(table.rows)))
    rows = tuple({**written[at], name: code(secret, return_id_, at + 1)} for at in range(table.rows))
    return replace(draft, rows={**draft.rows, table.name: rows})


def listed(instrument: Instrument, return_id_: str, secret: str) -> Mapping[str, str]:
    """The codes of a provider's workbook, by the references of their rows; a team has one, without a row."""
    table = said_table(instrument)
    if table is None:
        return {"": code(secret, return_id_, 1)} if said_by_all(instrument) else {}
    return {table.statement_ref(at): code(secret, return_id_, at) for at in range(1, table.rows + 1)}
