"""README's console blocks: what commands print is what stands below them, but for ids, sizes and hashes."""

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.builders.converted import as_ods
from tests.builders.edits import with_cells
from tests.builders.opened import load_workbook
from tests.builders.regions import raw
from tests.reference import README
from xlkit.cli import main
from xlkit.round.control import RECIPIENTS, SETTINGS

SAMPLE = README.parent / "workbook_templates" / "samples" / "recipients.xlsx"
VARYING = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9,]+ bytes|sha256 [0-9a-f]{12}|\(\d\)(?=\.xlsx)")
SECOND = re.compile(r"\d\.\d\.2")  # the reference of a topic's second statement
GAP = "…"  # stands for any lines
FIRST = 5  # row of Recipients
ASKED = ("Contact name", "Contact e-mail", "Who will see the answers", "How long they are kept")
BLOCKS = re.findall(r"^```console\n(.*?)^```", README.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def run(*words: str | Path) -> str:
    """What a command prints on stdout."""
    outcome = CliRunner().invoke(main, [str(word) for word in words])
    assert outcome.exit_code in (0, 3), outcome.output
    return outcome.stdout


def shown(beginning: str) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of the block whose first one begins so, each with the lines that stand below it."""
    (block,) = (block for block in BLOCKS if block.startswith(f"$ xlkit {beginning}"))
    for part in block.split("$ xlkit ")[1:]:
        command, *printed = part.splitlines()
        yield shlex.split(command), printed


def masked(lines: Sequence[str]) -> list[str]:
    """Lines without what no two rounds have in common."""
    return [VARYING.sub("_", line.replace("\\", "/")) for line in lines]


def holds(printed: Sequence[str], stands: Sequence[str]) -> bool:
    """Whether lines are printed as they stand in README, which may leave some out."""
    parts: list[list[str]] = [[]]
    for line in masked(stands):
        if line == GAP:
            parts.append([])
        else:
            parts[-1].append(line)
    pattern = ".*".join("".join(re.escape(f"{line}\n") for line in part) for part in parts)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in masked(printed)), flags=re.DOTALL) is not None


def walk(beginning: str) -> None:
    """Run each command of a block; what is printed stands there."""
    for command, stands in shown(beginning):
        printed = run(*command).splitlines()
        assert holds(printed, stands) or not stands, "\n".join(["$ xlkit", *command, *printed])


def type_recipients(path: str) -> None:
    """The sample's rows in a control workbook, and the settings that messages tell."""
    book = load_workbook(path)
    for at, row in enumerate(load_workbook(SAMPLE).worksheets[0].iter_rows(min_row=2, values_only=True), start=FIRST):
        for column, value in enumerate(row, start=1):
            book[RECIPIENTS].cell(at, column).value = value
    settings = book[SETTINGS]
    for at in range(1, settings.max_row + 1):
        if settings.cell(at, 1).value in ASKED:
            settings.cell(at, 2).value = "ann@fenmoor.example"
    book.save(path)


def type_recipient(path: str, subject: str | None) -> None:
    """One provider, and what its workbook is about."""
    book = load_workbook(path)
    headings = [cell.value for cell in book[RECIPIENTS][FIRST - 1]]
    for heading, text in (("Organisation", "Alder House Care"), ("Subject", subject)):
        book[RECIPIENTS].cell(FIRST, headings.index(heading) + 1).value = text
    book.save(path)


def filled(path: Path, changed: Mapping[str, str] = {}) -> bytes:
    """A provider's form with a tick for each topic, but where something else is typed, by its cell, or nothing."""
    cells = {f"C{row[0].row}": "✓" for row in load_workbook(path)["Questions"] if SECOND.fullmatch(str(row[0].value))}
    return with_cells(
        path.read_bytes(), "Questions", {cell: text for cell, text in {**cells, **changed}.items() if text}
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_a_round_prints_what_stands_there_from_its_beginning_to_its_merge() -> None:
    """The sample is pasted, one provider leaves a topic out, one sends an .ods, one names its file .xls, one a PDF."""
    walk("new spring.xlsx")
    type_recipients("spring.xlsx")
    walk("generate spring.xlsx\n")
    sent = {path.name.split("-")[0]: path for path in Path("generated/spring-2027").glob("*.xlsx")}
    Path("returned").mkdir()
    alder = filled(sent["alder"], {"C15": "", "C22": "", "C25": "yes"})
    Path("returned/Alder House (2).xlsx").write_bytes(alder)
    Path("returned/cedar tree.xls").write_bytes(filled(sent["cedar"]))
    Path("bridgewater.xlsx").write_bytes(filled(sent["bridgewater"]))
    Path("returned/return-bridgewater.ods").write_bytes(as_ods(raw(Path("bridgewater.xlsx"))))
    Path("returned/scan0001.xlsx").write_bytes(b"%PDF-1.7 scanned at reception")
    walk("validate returned")
    walk("merge returned --round spring.xlsx -o consolidated.xlsx")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("beginning", ["templates list", "generate milestones", "generate person-centred-review"])
def test_what_needs_no_round_prints_what_stands_there(beginning: str) -> None:
    """A template, or the list of them, in a folder where nothing is."""
    walk(beginning)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("beginning", "subject"), [("new voices.xlsx", None), ("new funds.xlsx", "F07")])
def test_a_round_of_another_kind_begins_as_it_stands_there(beginning: str, subject: str | None) -> None:
    """People's own words, and funds; between its two commands a recipient is typed."""
    (begin, stands), (generate, printed) = shown(beginning)
    assert holds(run(*begin).splitlines(), stands or [begin[1]])
    type_recipient(begin[1], subject)
    assert holds(run(*generate).splitlines(), printed)


@pytest.mark.parametrize("kind", ["voices", "event"])
def test_what_is_said_is_merged_and_told_as_it_stands_there(
    kind: str, demo: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the demonstration's folder: people's words, the workshop carried on and what everybody is told; an event."""
    shutil.copytree(demo / kind, here / kind)
    monkeypatch.chdir(here / kind)
    for made in (here / kind).glob("you-*.xlsx"):
        made.unlink()
    if kind == "event":
        ((_, _), (merge, stands)) = shown("new plan.xlsx")
        assert holds(run(*merge).splitlines(), stands)
        return
    walk("feedback workshop.xlsx")
    Path("workshop.xlsx").unlink()
    walk("merge returned --round voices.xlsx -o workshop.xlsx")
    walk("merge returned --round voices.xlsx --onto")
    assert Path("workshop-2.xlsx").is_file()


def test_every_option_that_stands_there_is_one(here: Path) -> None:
    """In blocks that no test here runs, too, each command takes its words, where what they name is there."""
    lines = [line for block in BLOCKS for line in block.splitlines() if line.startswith("$ xlkit ")]
    assert len(lines) > 20
    for line in lines:
        words = shlex.split(line)[2:]
        for word in words:
            if Path(word).suffix in (".xlsx", ".docx"):
                (here / word).parent.mkdir(exist_ok=True)
                (here / word).touch()
        _taken(main, main.make_context("xlkit", [*words]), words)


def _taken(group: click.Group, context: click.Context, words: list[str]) -> None:
    """UsageError where a command of a group does not take its words."""
    command = group.get_command(context, words[0])
    assert command is not None, words
    inner = command.make_context(words[0], words[1:], parent=context)
    if isinstance(command, click.Group):
        _taken(command, inner, words[1:])
