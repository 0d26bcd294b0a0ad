"""Cases of the other formats: binary workbooks and OpenDocument files."""

from collections.abc import Iterator, Mapping

from tests.builders.converted import as_ods, as_xlsb
from tests.builders.edits import flipped, parts_of, with_part, with_parts
from tests.builders.files import zipped
from tests.builders.forms import changed
from tests.corpus.case import Case, case, raw
from xlkit.returns.raw import Value

Q = "Questions"
WIDE_ROW = '<table:table-row><table:table-cell office:value-type="string"><text:p>Ref'
XLSB_DATES = ("date-understood About you!C10", "date-understood Questions!D27", "date-understood Action planner!H4")


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _binary()
    yield from _open_documents()


def _binary() -> Iterator[Case]:
    whole = as_xlsb(raw())
    yield _xlsb("untouched", {}, "valid")
    yield _xlsb("two ticks", {("1.1.1", 2): "✓"}, "incomplete", f"two-ticks {Q}!C6")
    yield _xlsb("no tick", {("1.1.3", 2): ""}, "incomplete", f"no-answer {Q}!C6")
    yield _xlsb("unknown tick", {("1.2.2", 2): "maybe"}, "incomplete", f"unknown-tick {Q}!C14")
    yield _xlsb("a tick as a number", {("1.2.2", 2): 1.0}, "valid", f"tick-understood {Q}!C14")
    yield _xlsb("text of every kind", {("2.3", 3): "=1+1 “ä” 👩\u200d🦽\ttab"}, "valid")
    yield _xlsb("a choice that is none", {("2.2", 3): "Many"}, "incomplete", f"unknown-choice {Q}!D25")
    yield case("xlsb: cut off", whole[: len(whole) // 2], "rejected", "damaged-file", file="return.xlsb")
    yield case("xlsb: a bit flipped", flipped(whole, len(whole) * 4), "rejected", "damaged-file", file="return.xlsb")
    sheet = "xl/worksheets/sheet2.bin"
    yield case(
        "xlsb: a sheet cut off",
        with_part(whole, sheet, lambda part: part[: len(part) // 2 - 2]),
        "rejected",
        "damaged-file",
        file="return.xlsb",
    )
    yield case(
        "xlsb: a sheet of noise",
        with_parts(whole, {sheet: bytes(range(256)) * 9}),
        "rejected",
        "damaged-file",
        file="return.xlsb",
    )
    without = {name: data for name, data in parts_of(whole).items() if name != sheet}
    yield case("xlsb: without a sheet", zipped(without), "rejected", "damaged-file", file="return.xlsb")
    yield case(
        "xlsb: without the texts",
        with_parts(whole, {"xl/sharedStrings.bin": b""}),
        "rejected",
        "damaged-file",
        file="return.xlsb",
    )


def _open_documents() -> Iterator[Case]:
    whole = as_ods(raw())
    yield _ods("untouched", {}, "valid")
    yield _ods("two ticks", {("1.1.1", 2): "✓"}, "incomplete", f"two-ticks {Q}!C6")
    yield _ods("no tick", {("1.1.3", 2): ""}, "incomplete", f"no-answer {Q}!C6")
    yield _ods("unknown tick", {("1.2.2", 2): "maybe"}, "incomplete", f"unknown-tick {Q}!C14")
    yield _ods("a date in words", {("2.4", 3): "soon"}, "incomplete", f"not-a-date {Q}!D27")
    yield _ods("text of every kind", {("2.3", 3): "=1+1 “ä” 👩\u200d🦽\nline"}, "valid")
    yield _ods("a number for a text", {("2.3", 3): 7.0}, "valid", f"text-changed-type {Q}!D26")
    yield _content(
        "an error",
        "<text:p>Up to 10</text:p>",
        "<text:p>#REF!</text:p>",
        "incomplete",
        f"error-value {Q}!D25",
        kind="float",
    )
    yield _content(
        "a million rows",
        WIDE_ROW,
        WIDE_ROW.replace("row>", 'row table:number-rows-repeated="900000">', 1),
        "rejected",
        "unsafe-file",
    )
    yield _content(
        "rows without end",
        "<table:table-row>",
        '<table:table-row table:number-rows-repeated="99999999">',
        "rejected",
        "damaged-file",
    )
    yield _content(
        "rows of no number",
        "<table:table-row>",
        '<table:table-row table:number-rows-repeated="-1">',
        "rejected",
        "damaged-file",
    )
    yield _content(
        "entities",
        "<office:document-content",
        '<!DOCTYPE x [<!ENTITY a "b">]><office:document-content',
        "rejected",
        "unsafe-file",
    )
    yield _content("XML broken off", "</office:body>", "", "rejected", "damaged-file")
    yield _content("two sheets of one name", 'table:name="Questions"', 'table:name="Start"', "rejected", "damaged-file")
    spaces = 'Board <text:s text:c="{}"/>minutes'
    yield _content("spaces by a count", "Board minutes", spaces.format(9), "valid")
    yield _content("spaces without end", "Board minutes", spaces.format(999_999_999), "rejected", "unsafe-file")
    many = spaces.format(60_000) * 2
    yield _content("spaces by many counts", "Board minutes", many, "rejected", "unsafe-file")
    yield _content("a sheet renamed", 'table:name="Questions"', 'table:name="Answers"', "valid")
    yield case("ods: cut off", whole[: len(whole) // 2], "rejected", "damaged-file", file="return.ods")
    yield case("ods: a bit flipped", flipped(whole, len(whole) * 4), "rejected", "damaged-file", file="return.ods")
    locked = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    yield case(
        "ods: behind a password",
        with_parts(whole, {"META-INF/manifest.xml": locked}),
        "rejected",
        "needs-password",
        file="return.ods",
    )
    yield case(
        "ods: with macros",
        with_parts(whole, {"Basic/Standard/Module1.xml": "<x/>"}),
        "valid",
        "has-macros",
        file="return.ods",
    )
    text = with_parts(whole, {"mimetype": "application/vnd.oasis.opendocument.text"})
    yield case("ods: a text document", text, "rejected", "not-a-workbook", file="return.ods")
    yield case("ods: called .xlsx", whole, "valid", file="return2.xlsx")


def _xlsb(name: str, changes: Mapping[tuple[str, int], Value], status: str, *findings: str) -> Case:
    found = [*findings, *XLSB_DATES]
    return case(f"xlsb: {name}", as_xlsb(changed(raw(), changes)), status, *_in_order(found), file="return.xlsb")


def _in_order(findings: list[str]) -> list[str]:
    """Findings as they are read: the details, the questions from top to bottom, and the planner."""
    sheets = ("About you", Q, "Action planner")
    return sorted(
        findings,
        key=lambda each: (sheets.index(each.partition(" ")[2].partition("!")[0]), int(each[-2:].lstrip("CDH"))),
    )


def _ods(name: str, changes: Mapping[tuple[str, int], Value], status: str, *findings: str) -> Case:
    return case(f"ods: {name}", as_ods(changed(raw(), changes)), status, *findings, file="return.ods")


def _content(name: str, old: str, new: str, status: str, *findings: str, kind: str = "") -> Case:
    """A case in which a text of the content is another, once."""

    def change(part: bytes) -> bytes:
        text = part.decode()
        at = text.index(old)
        if kind:
            start = text.rindex('office:value-type="string"', 0, at)
            text = f'{text[:start]}office:value-type="{kind}" office:value="0"{text[start + 26 :]}'
            at = text.index(old)
        return (text[:at] + new + text[at + len(old) :]).encode()

    return case(f"ods: {name}", with_part(as_ods(raw()), "content.xml", change), status, *findings, file="return.ods")
