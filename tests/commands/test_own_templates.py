"""A council's own templates: copied, looked at, linked, in one folder that the control workbook names."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyxform.xls2xform import convert

from tests.builders.opened import load_workbook
from tests.commands.test_scales import LEVELS, TOPICS, form
from tests.form.xlsform.books import CROSSWALK, changed, save
from xlkit.books.respondent import respondent_workbook
from xlkit.cli import FAILED, main
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.xlsform.columns import CROSSWALK as WALK
from xlkit.form.xlsform.columns import SHEETS
from xlkit.form.xlsform.shelf import unused
from xlkit.round import identities, reading
from xlkit.round.round import Recipient, Round

LINKS = tuple((name, name.capitalize(), "four-steps", name, "direct") for name in TOPICS[:2])


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a form of three topics, of which two are linked to themes of the council's own."""
    folder = tmp_path / "templates"
    folder.mkdir()
    save(form(), folder / "four-steps.xlsx")
    save({"crosswalk": (CROSSWALK["crosswalk"][0], *LINKS)}, folder / "crosswalk.xlsx")
    return folder


def test_check_says_how_a_template_is_linked(own: Path) -> None:
    """By the crosswalk beside it: to how many themes, and which of its topics no theme speaks of."""
    output = run("templates", "check", own / "four-steps.xlsx").output
    assert "3 topics on a scale of 4, linked to 2 themes\n" in output
    assert "not compared: no theme speaks of 1.3: add rows for them to crosswalk.xlsx" in output


def test_a_shipped_template_is_linked_as_it_is() -> None:
    """All its topics, by the crosswalk that comes with xlkit."""
    output = run("templates", "check", xlsform.shipped()["progress-for-providers"]).output
    assert "19 topics on a scale of 5, linked to " in output
    assert "not compared" not in output


def test_a_copy_is_byte_for_byte_and_never_in_the_place_of_a_file(tmp_path: Path) -> None:
    """Nor is anything said of it before something in it is other than in the shipped one."""
    copy = tmp_path / "ours" / "my.xlsx"
    assert run("templates", "copy", "success", copy).output == f"{copy}\n"
    assert copy.read_bytes() == xlsform.shipped()["success"].read_bytes()
    assert run("templates", "copy", "success", copy).exit_code == FAILED
    assert run("templates", "copy", "crosswalk", tmp_path / "crosswalk.xlsx").exit_code == 0
    assert "a copy:" not in run("templates", "check", copy).output


def test_a_changed_copy_that_keeps_its_version_is_pointed_out(tmp_path: Path) -> None:
    """Returns of both would say that they are of one version; with a version of its own it is a version."""
    book = load_workbook(xlsform.shipped()["success"])
    book["survey"]["C3"].value = "Ours"
    book.save(tmp_path / "ours.xlsx")
    assert (
        "a copy: it has the form_id success and the version" in run("templates", "check", tmp_path / "ours.xlsx").output
    )
    heads = [cell.value for cell in book["settings"][1]]
    book["settings"].cell(2, heads.index("version") + 1).value = "ours-1"
    book.save(tmp_path / "ours.xlsx")
    assert "a copy:" not in run("templates", "check", tmp_path / "ours.xlsx").output


def test_a_preview_stands_beside_the_template_and_is_no_template(own: Path) -> None:
    """It is the workbook that respondents get; where somebody has tried it out, the next one takes a number."""
    preview = Path(run("templates", "preview", own / "four-steps.xlsx").stdout.strip())
    assert preview.name == "four-steps preview.xlsx"
    book = load_workbook(preview)
    assert "Questions" in book.sheetnames
    book.save(preview)
    assert run("templates", "preview", own / "four-steps.xlsx").stdout.strip().endswith("four-steps preview (2).xlsx")
    assert unused(own) == ()


def test_a_preview_begins_as_a_workbook_of_a_round_does(tmp_path: Path) -> None:
    """With the default of a question; a title without a hint is as bold as one that has one."""
    heads = ("type", "name", "label", "default", "required")
    asked = (heads, ("text", "who", "Who?", "Ann", "yes"), ("text", "why", "Why?", None, None))
    save({"survey": asked, "settings": (("form_title", "form_id"), ("Ours", "ours"))}, tmp_path / "ours.xlsx")
    preview = run("templates", "preview", tmp_path / "ours.xlsx").stdout.strip()
    (row,) = (row for row in load_workbook(preview)["Questions"].iter_rows() if "Ann" in {cell.value for cell in row})
    assert {cell.value: cell.font.b for cell in row if cell.value} == {"1.1": True, "Who?": True, "Ann": False}


def test_a_round_finds_the_folder_that_its_control_workbook_names(own: Path, tmp_path: Path) -> None:
    """As it lies from there, wherever both are moved together; a bad draft in it is said and costs nothing else."""
    control = tmp_path / "spring.xlsx"
    assert run("new", control, "--title", "Spring", "--council", "Fenmoor", "--templates", own).exit_code == 0
    moved = tmp_path / "moved"
    moved.mkdir()
    for path in (control, own):
        shutil.move(path, moved / path.name)
    assert reading.templates_of(moved / "spring.xlsx") == moved / "templates"
    save(changed(form(), {"survey!B3": None}), moved / "templates" / "draft.xlsx")
    result = run("generate", moved / "spring.xlsx", "-o", tmp_path / "out")
    assert "draft.xlsx is not a sound template at survey!B3" in result.stderr
    assert "No recipient is in scope" in result.stderr
    (moved / "templates").rename(moved / "other")
    assert "there is no folder" in run("generate", moved / "spring.xlsx", "-o", tmp_path / "out").stderr


def test_what_is_done_to_templates_is_done_where_the_control_workbook_looks(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are listed and copied by name; of a new one it is said what to type there, and what is not named yet."""
    monkeypatch.chdir(tmp_path)
    begun = ("--title", "Spring", "--council", "Fenmoor")
    run("new", "spring.xlsx", *begun, "--templates", own.name)
    assert "four-steps" in run("templates", "list").stdout
    assert run("templates", "copy", "four-steps", "ours.xlsx").exit_code == 0
    told = run("templates", "new", f"{own.name}/new").stderr
    assert "new is in no dropdown of spring.xlsx: type it under Template, and press Yes." in told
    assert "spring.xlsx" not in run("templates", "new", "elsewhere/new").stderr
    Path("spring.xlsx").unlink()
    assert "four-steps" not in run("templates", "list").stdout
    run("new", "autumn.xlsx", *begun)
    assert "autumn.xlsx names no folder" in run("templates", "new", f"{own.name}/newer").stderr


def test_a_merge_is_by_the_councils_own_crosswalk(own: Path, tmp_path: Path) -> None:
    """Its themes stand in the comparison, and without its folder they do not."""
    returned = tmp_path / "returned"
    returned.mkdir()
    instrument = xlsform.find("four-steps", own)
    for number, levels in enumerate(LEVELS[:3]):
        answers: dict[str, str | float] = {name: f"{name}_{level}" for name, level in zip(TOPICS, levels, strict=True)}
        who = identities.issued(instrument, Recipient(f"Provider {number}"), "Spring")
        draft = Draft(details={"view": "agreed"}, answers=answers)
        respondent_workbook.write(returned / f"{number}.xlsx", instrument, who, Round("Spring"), draft)
    told = run("merge", returned, "-o", tmp_path / "all.xlsx", "--templates", own, "--json")
    assert told.exit_code == 0, told.stderr
    data = json.dumps(json.loads(told.stdout))
    assert '"theme": "Choice"' in data
    assert '"theme": "Safety"' not in data


def test_a_crosswalk_of_another_name_counts_for_nothing(own: Path, tmp_path: Path) -> None:
    """The shipped one holds, as if there were none beside the templates."""
    folder = shutil.copytree(own, tmp_path / "own")
    assert xlsform.load_crosswalk(folder) != xlsform.load_crosswalk()
    (folder / "crosswalk.xlsx").rename(folder / "crosswalk 2.xlsx")
    assert xlsform.load_crosswalk(folder) == xlsform.load_crosswalk()
    assert "crosswalk 2.xlsx is not used" in run("templates", "check", folder).stderr
    assert "is not used" not in run("templates", "check", own).stderr


@pytest.mark.parametrize(("steps", "side"), [(4, "commissioner"), (5, "provider"), (9, "provider")])
def test_a_starter_is_sound_as_it_is(tmp_path: Path, steps: int, side: str) -> None:
    """Check has nothing to say of it but what is in it, whatever its scale; linked as well, and any tool takes it."""
    new = tmp_path / "ours" / "home-care.xlsx"
    told = run("templates", "new", new.with_suffix(""), "--steps", str(steps), "--side", side)
    assert told.stdout.splitlines() == [str(new), str(new.with_name("crosswalk.xlsx"))]
    assert run("templates", "check", new).output == (
        f"home-care.xlsx is sound: 2 sections, 3 items, {3 * steps} statements, "
        f"3 topics on a scale of {steps}, linked to 3 themes\n"
    )
    assert run("templates", "check", new.with_name("crosswalk.xlsx"), "--templates", new.parent).exit_code == 0
    warnings: list[str] = []
    assert convert(str(new), warnings=warnings).xform
    assert warnings == []


def test_a_starter_takes_nobodys_place(tmp_path: Path) -> None:
    """Neither that of a file nor that of a shipped template; a crosswalk that is there stays, which is said."""
    crosswalk = save(CROSSWALK, tmp_path / "crosswalk.xlsx")
    before = crosswalk.read_bytes()
    assert "add rows for the topics of ours" in run("templates", "new", tmp_path / "ours").stderr
    assert crosswalk.read_bytes() == before
    assert "exists already" in run("templates", "new", tmp_path / "ours.xlsx").stderr
    assert "xlkit templates copy success" in run("templates", "new", tmp_path / "success").stderr
    assert "begins with a letter" in run("templates", "new", tmp_path / "2027").stderr


@pytest.mark.parametrize("name", ["", ".", "..", "con", "Nul.v2", "x:y", "what?", 'a"b', "a|b", "a<b", "two\nlines"])
def test_a_starter_has_a_name_that_every_system_holds(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anything else is refused in one sentence, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    told = run("templates", "new", name)
    assert (told.exit_code, told.stdout, len(told.stderr.splitlines())) == (FAILED, "", 1)
    assert "name" in told.stderr
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["confer", "con!", "Our care (2027), v1.2"])
def test_a_starter_may_be_called_what_is_nearly_refused(name: str, tmp_path: Path) -> None:
    """Blanks, signs and a name that begins like one of Windows' own; and its own check is content."""
    assert run("templates", "new", tmp_path / name).exit_code == 0
    assert "is sound" in run("templates", "check", tmp_path / f"{name}.xlsx").stdout


def test_a_starter_explains_each_column() -> None:
    """Every column that is read says what it is for, which is its line on the sheet that explains."""
    for sheet in {**SHEETS, **WALK}.values():
        facts = (sheet.needed, sheet.filled, sheet.unique, sheet.whole, sheet.spoken, sheet.own, sheet.words)
        assert {column for columns in facts for column in columns} <= sheet.told.keys()
        assert all(sheet.told.values())
