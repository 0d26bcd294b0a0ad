"""Cases of what is said otherwise than by a cell's value: comments, pictures, links, lines through texts, merged cells."""

from collections.abc import Callable, Iterator

from tests.builders.converted import as_ods
from tests.builders.edits import with_cell_xml, with_font, with_part, with_related
from tests.builders.files import ODF
from tests.corpus.case import Case, base, case, raw

Q, SHEET = "Questions", "xl/worksheets/sheet3.xml"
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href'
AT_D11 = "<from><col>3</col><row>10</row></from>"


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _asides()
    yield from _links()
    yield from _looks()
    yield from _merged_and_unvalued()
    yield from _open_document()


def _asides() -> Iterator[Case]:
    said = f"said-aside {Q}!D11"
    note = '<comments><commentList><comment ref="D11"><text><r><t>See the </t></r><r><t>minutes</t></r></text></comment></commentList></comments>'
    thread = '<ThreadedComments><threadedComment ref="D11" id="{1}"><text>See the minutes</text></threadedComment></ThreadedComments>'
    yield case("a comment on a cell", with_related(base(), Q, comments=note), "valid", said)
    yield case(
        "a thread of comments and its note",
        with_related(base(), Q, comments=note, threadedComment=thread),
        "valid",
        said,
    )
    box = f"<wsDr><twoCellAnchor>{AT_D11}<sp><txBody><p><r><t>Board minutes</t></r></p></txBody></sp></twoCellAnchor></wsDr>"
    yield case("a text box", with_related(base(), Q, drawing=box), "valid", said)
    picture = f"<wsDr><twoCellAnchor>{AT_D11}<pic/></twoCellAnchor><oneCellAnchor>{AT_D11}<sp/></oneCellAnchor></wsDr>"
    yield case("a picture and an arrow", with_related(base(), Q, drawing=picture), "valid", f"not-read {Q}!D11")
    chart = f"<wsDr><twoCellAnchor>{AT_D11}<graphicFrame/></twoCellAnchor></wsDr>"
    yield case("a chart of somebody's own", with_related(base(), Q, drawing=chart), "valid")
    far = '<comments><commentList><comment ref="B90"><text><t>Ring me</t></text></comment></commentList></comments>'
    yield case("a comment below the form", with_related(base(), Q, comments=far), "valid", f"said-aside {Q}!B90")


def _links() -> Iterator[Case]:
    for name, target, findings in (
        ("a link under other words", "https://intranet.example/policy.docx", [f"said-aside {Q}!D11"]),
        ("a link that its cell shows", "board minutes", []),
    ):
        link = _after_cells('<hyperlinks><hyperlink ref="D11" xmlns:r="r" r:id="rhyperlink"/></hyperlinks>')
        yield case(name, with_part(with_related(base(), Q, hyperlink=target), SHEET, link), "valid", *findings)


def _looks() -> Iterator[Case]:
    for name, font, cell, status, *findings in (
        ("a tick struck through", "<strike/>", ("C8", "✓"), "incomplete", f"struck-through {Q}!C8"),
        ("evidence struck through", "<strike/>", ("D11", "Minutes"), "valid", f"struck-text {Q}!D11"),
        ("a number struck through", "<strike/>", ("D28", "12"), "incomplete", f"struck-through {Q}!D28"),
        ("a blank cell struck through", "<strike/>", ("C9", ""), "valid"),
        ("a tick not struck through", '<strike val="0"/>', ("C8", "✓"), "valid"),
        ("a tick in Wingdings", '<name val="Wingdings"/>', ("C8", "ü"), "valid", f"tick-understood {Q}!C8"),
        ("a tick in Wingdings 2", '<name val="Wingdings 2"/>', ("C8", "P"), "valid", f"tick-understood {Q}!C8"),
        ("a cross in Wingdings", '<name val="Wingdings"/>', ("C6", "û"), "valid", f"blank-understood {Q}!C6"),
        ("a P in a font of letters", '<name val="Arial"/>', ("C8", "P"), "incomplete", f"unknown-tick {Q}!C8"),
    ):
        yield case(name, with_font(base(), Q, *cell, font), status, *findings)
    struck = '<c r="D11" t="inlineStr"><is><r><rPr><strike/></rPr><t>Old </t></r><r><t>minutes</t></r></is></c>'
    yield case(
        "evidence struck through in part", with_cell_xml(base(), Q, {"D11": struck}), "valid", f"struck-text {Q}!D11"
    )
    lost = with_cell_xml(base(), Q, {"C8": '<c r="C8" t="inlineStr"><is><t>ü</t></is></c>'})
    yield case("a tick in Wingdings whose font was lost", lost, "valid", f"tick-understood {Q}!C8")


def _merged_and_unvalued() -> Iterator[Case]:
    two = with_part(base(), SHEET, _after_cells('<mergeCells><mergeCell ref="C8:C9"/></mergeCells>'))
    yield case("a tick merged over two statements", two, "incomplete", f"two-ticks {Q}!C8")
    blank = with_part(base(), SHEET, _after_cells('<mergeCells><mergeCell ref="C9:C10"/></mergeCells>'))
    yield case("blank cells merged", blank, "valid")
    unvalued = with_cell_xml(base(), Q, {"D28": '<c r="D28"><f>6+6</f></c>'})
    yield case("a formula without its result", unvalued, "incomplete", f"error-value {Q}!D28")
    valued = with_cell_xml(base(), Q, {"D28": '<c r="D28"><f>6+6</f><v>12</v></c>'})
    yield case("a formula with its result", valued, "valid")


def _open_document() -> Iterator[Case]:
    minutes, drawing = "<text:p>Board minutes</text:p>", f'xmlns:draw="{ODF}:drawing:1.0"'
    tick = '<table:table-cell office:value-type="string"><text:p>✓</text:p>'
    for name, old, new, status, *findings in (
        (
            "a comment",
            minutes,
            f"{minutes}<office:annotation><text:p>See these</text:p></office:annotation>",
            "valid",
            f"said-aside {Q}!D11",
        ),
        (
            "a text box",
            minutes,
            f"{minutes}<draw:rect {drawing}><text:p>See these</text:p></draw:rect>",
            "valid",
            f"said-aside {Q}!D11",
        ),
        (
            "a picture",
            minutes,
            f"{minutes}<draw:frame {drawing}><draw:image/></draw:frame>",
            "valid",
            f"not-read {Q}!D11",
        ),
        (
            "a chart",
            minutes,
            f'{minutes}<draw:frame {drawing}><draw:image {LINK}="./ObjectReplacements/1"/></draw:frame>',
            "valid",
        ),
        (
            "a link",
            minutes,
            f'<text:p><text:a {LINK}="http://a.example">Board minutes</text:a></text:p>',
            "valid",
            f"said-aside {Q}!D11",
        ),
        (
            "a link inside the workbook",
            minutes,
            f'<text:p><text:a {LINK}="#Start.A1">Board minutes</text:a></text:p>',
            "valid",
        ),
        (
            "a tick struck through",
            tick,
            tick.replace(" office", ' table:style-name="struck" office'),
            "incomplete",
            f"struck-through {Q}!C8",
        ),
        (
            "a tick in Wingdings",
            tick,
            tick.replace(" office", ' table:style-name="symbols" office').replace("✓", "ü"),
            "valid",
            f"tick-understood {Q}!C8",
        ),
        (
            "a tick merged over two statements",
            tick,
            tick.replace(" office", ' table:number-rows-spanned="2" office'),
            "incomplete",
            f"two-ticks {Q}!C8",
        ),
    ):
        changed = with_part(as_ods(raw()), "content.xml", _styled(old, new))
        yield case(f"ods: {name}", changed, status, *findings, file="return.ods")


def _styled(old: str, new: str) -> Callable[[bytes], bytes]:
    """A text of the content replaced once, beside styles that strike through and that show symbols."""
    looks = {"struck": 'style:text-line-through-style="solid"', "symbols": 'style:font-name="Wingdings"'}
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties {look}/></style:style>'
        for name, look in looks.items()
    )
    head = f'<office:automatic-styles xmlns:style="{ODF}:style:1.0">{styles}</office:automatic-styles><office:body>'
    return lambda part: part.decode().replace("<office:body>", head).replace(old, new, 1).encode()


def _after_cells(markup: str) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(b"</sheetData>", b"</sheetData>" + markup.encode())
