"""A made-up published document: the topics of a template in other words, with the faults that extracted text has."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import cycle
from typing import TypeAlias

from docx import Document
from docx.enum.text import WD_BREAK

from xlkit.form.instrument import Instrument
from xlkit.form.item import Item

Statements: TypeAlias = Mapping[str, Sequence[str]]
FAULTS = ("none", "bunched", "torn", "no numerals", "cut by a page")
LABEL, HEADER = "Pick just one", "Care check for all of us"
WIDTH = 74


def statements_of(instrument: Instrument) -> Statements:
    """What the document says at each step of each topic: near what the template says, and not the same."""
    return {item.name: [reworded(choice.label) for choice in item.choices] for item in instrument.items}


def reworded(label: str) -> str:
    """A statement with every eighth word gone and another end."""
    words = [word for place, word in enumerate(label.split(), start=1) if place % 8]
    return " ".join([*words[:-1], words[-1].rstrip(".").lower(), "as things stand today."])


def pages_of(instrument: Instrument, said: Statements) -> str:
    """The document as extracted text: contents, topics with one fault each in turn, and a plan at the end."""
    faults = cycle(FAULTS)
    lines = ["Contents", *(item.title for item in instrument.items), "\f"]
    for section in instrument.sections:
        lines += [section.ref, "", section.title]
        for item in section.items:
            lines += [item.title, "", *_topic(said[item.name], next(faults)), ""]
    plan = ["\fWhat to do next", "Write down here what you will do and who will do it.", ""]
    return "\n".join([*lines, *plan, *(item.title for item in instrument.items)])


def _topic(said: Sequence[str], fault: str) -> Iterator[str]:
    numerals = [str(step) for step in range(1, len(said) + 1)]
    yield LABEL
    if fault == "bunched":
        yield from numerals
    for step, statement in zip(numerals, said, strict=True):
        wrapped = textwrap.wrap(statement, WIDTH)
        if fault == "torn" and step == numerals[-1]:
            yield from (LABEL, "", step, "7", "1", "")
        elif fault in ("none", "torn", "cut by a page"):
            yield from (step, "")
        if fault == "cut by a page" and len(wrapped) > 1:
            wrapped[1:1] = ["", "12", f"\f{HEADER}", ""]
        yield from wrapped
        if fault != "bunched":
            yield ""


def as_docx(instrument: Instrument, said: Statements) -> bytes:
    """The document as Word has it: a table for each topic, with a cell of its title merged over its columns."""
    document = Document()
    for item in instrument.items:
        document.add_paragraph(f"Topic {item.ref}")
        table = document.add_table(rows=1, cols=3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = item.title
        for step, statement in enumerate(said[item.name], start=1):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = str(step), statement
        table.add_row().cells[0].text = "Evidence:"
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def as_scanned(text: str) -> bytes:
    """The document as it comes out of a scanner: a paragraph for each line, and a break between pages."""
    document = Document()
    for number, page in enumerate(text.split("\f")):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for line in page.splitlines():
            document.add_paragraph(line)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def as_pdf(items: Sequence[Item], said: Statements) -> bytes:
    """The document as a PDF, a page for each topic."""
    texts = [_page([item.title, *_topic(said[item.name], "none")]) for item in items]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(texts)))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, text in enumerate(texts):
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * place} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        parts.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    return _numbered(parts)


def _page(lines: Sequence[str]) -> str:
    shown = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
    return "BT /F1 9 Tf 40 800 Td 11 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"


def _numbered(parts: Sequence[str]) -> bytes:
    """The objects of a PDF with the table of where each begins."""
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{part}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return content + f"{end}startxref\n{len(content)}\n%%EOF\n".encode()
