"""`xlkit generate` in another language, from an earlier round, and with a bar on a terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from openpyxl import Workbook

from tests.builders.bilingual import FORM
from tests.builders.edits import with_cells
from tests.builders.opened import load_workbook
from tests.form.xlsform.books import save, without
from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main
from xlkit.commands import writing
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

TEMPLATE = assessments.PROVIDERS


def generate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["generate", *(str(each) for each in arguments)])


def recipients(folder: Path, *organisations: str) -> Path:
    book = Workbook()
    assert book.active is not None
    for name in ("Organisation", *organisations):
        book.active.append([name])
    book.save(folder / "recipients.xlsx")
    return folder / "recipients.xlsx"


@pytest.fixture
def instrument() -> Instrument:
    return xlsform.find(TEMPLATE)


@pytest.fixture
def earlier(tmp_path: Path, instrument: Instrument) -> Path:
    """A folder with last round's return of Oak, one topic answered and one action planned."""
    folder = tmp_path / "earlier"
    folder.mkdir()
    draft = Draft(
        answers={"strategy": instrument.sections[0].items[0].choices[1].name},
        actions={"strategy": ({"action": "Write it down", "status": "Under way"},)},
    )
    who = identities.issued(instrument, Recipient("Oak"), "Last round")
    respondent_workbook.write(folder / "oak.xlsx", instrument, who, Round("Last round"), draft)
    return folder


def test_what_nobody_sees_in_a_name_is_pointed_out(tmp_path: Path) -> None:
    """With its cell, once for many; the form shows the name as it reads."""
    to = recipients(tmp_path, "Oak\u00ad Care", "Elm\u00ad Care")
    outcome = generate(TEMPLATE, "--to", to, "-o", tmp_path / "out")
    assert outcome.exit_code == 0
    assert outcome.stderr == (
        "Sheet!A2 holds what cannot be seen (U+00AD), and is read without it (and 1 more cell, to Sheet!A3): "
        "type it again.\n"
    )
    (path,) = (tmp_path / "out").glob("oak-care*.xlsx")
    assert "Oak Care" in cells(path, "About you")


def cells(path: Path, sheet: str) -> list[object]:
    return [cell for row in load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True) for cell in row]


def test_a_statement_ticked_again_in_other_words_is_named(
    tmp_path: Path, earlier: Path, instrument: Instrument
) -> None:
    """Whoever sends the workbook is told that its tick stands beside other words than it did, and so is its holder."""
    first = instrument.sections[0]
    item = first.items[0]
    was = replace(item.choices[1], label=f"{item.choices[1].label} So we say.")
    then = replace(item, choices=(item.choices[0], was, *item.choices[2:]))
    sections = (replace(first, items=(then, *first.items[1:])), *instrument.sections[1:])
    older = replace(instrument, version="0", sections=sections)
    who = identities.issued(older, Recipient("Oak"), "Last round")
    draft = Draft(answers={"strategy": was.name})
    respondent_workbook.write(earlier / "oak.xlsx", older, who, Round("Last round"), draft)
    to = recipients(tmp_path, "Oak")
    outcome = generate(TEMPLATE, "--to", to, "--prefill", earlier, "--keep-answers", "-o", tmp_path / "out")
    assert "So we say.” when it was sent out, and the version of the template in use here says" in outcome.stderr
    (path,) = (tmp_path / "out").glob("oak*.xlsx")
    (beside,) = [text for text in cells(path, "Questions") if "Last time: level 2" in str(text)]
    assert str(beside).endswith("So we say.”, which is worded otherwise now.")


def test_a_workbook_is_written_in_the_language_asked_for(tmp_path: Path) -> None:
    """By its code, from a template of one's own."""
    form = save(FORM, tmp_path / "form.xlsx")
    outcome = generate(form, "--language", "cy", "-o", tmp_path / "out")
    assert outcome.exit_code == 0, outcome.output
    assert load_workbook(outcome.stdout.strip()).sheetnames[0] == "Dechrau"


def test_a_language_that_the_template_lacks_is_one_sentence(tmp_path: Path) -> None:
    """Nothing is written, and the languages there are stand in the sentence."""
    outcome = generate(TEMPLATE, "--language", "cy", "-o", tmp_path / "out")
    assert outcome.exit_code == 1
    assert outcome.stderr.startswith("Error: progress-for-providers.xlsx is not in the language 'cy' (it is in en)")
    assert not (tmp_path / "out").exists()


def test_last_round_s_levels_and_actions_are_carried_over(tmp_path: Path, earlier: Path) -> None:
    """Who answered finds both; who did not starts blank, and is named."""
    sent = tmp_path / "sent"
    outcome = generate(TEMPLATE, "--to", recipients(tmp_path, "Oak", "Elm"), "--prefill", earlier, "-o", sent)
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stderr == "Elm: starts blank, since no return of last time is surely theirs.\n"
    oak, elm = (next(sent.glob(f"{name}-*.xlsx")) for name in ("oak", "elm"))
    assert "Not answered yet\nLast time: level 2" in cells(oak, "Questions")
    assert {"Write it down", "Under way"} <= set(cells(oak, "Action planner"))
    assert not any("Last time" in str(cell) for cell in cells(elm, "Questions"))
    assert "✓" not in cells(oak, "Questions")


def test_who_nobody_goes_on_from_is_named(tmp_path: Path, earlier: Path) -> None:
    """As where an organisation has another name now: what it said last time waits for somebody to say so."""
    outcome = generate(TEMPLATE, "--to", recipients(tmp_path, "Old Oak"), "--prefill", earlier, "-o", tmp_path / "sent")
    assert outcome.stderr.splitlines() == [
        "Old Oak: starts blank, since no return of last time is surely theirs.",
        "Of last time, nobody goes on from Oak.",
    ]


def test_what_came_back_as_it_was_sent_out_is_no_beginning(tmp_path: Path, earlier: Path) -> None:
    """Nobody said that it still holds: the next workbook starts blank, and nothing is compared with it."""
    to = recipients(tmp_path, "Oak")
    kept, sent = ("--keep-answers", "--to", to), tmp_path / "sent"
    assert generate(TEMPLATE, *kept, "--prefill", earlier, "-o", sent).exit_code == 0
    outcome = generate(TEMPLATE, *kept, "--prefill", sent, "-o", tmp_path / "next")
    assert outcome.stderr == "Oak: starts blank, since their return of last time came back as it was sent out.\n"
    assert "✓" not in cells(Path(outcome.stdout.strip()), "Questions")
    again = generate(TEMPLATE, *kept, "--prefill", tmp_path / "next", "-o", tmp_path / "last")
    assert again.stderr == "Oak: starts blank, since their return of last time answers nothing.\n"
    arguments = ["merge", str(earlier), "--previous", str(sent), "-o", str(tmp_path / "a.xlsx")]
    refused = CliRunner().invoke(main, arguments)
    assert refused.exit_code == 1
    assert "since all that came back in it is as it was sent out or answers nothing: name" in refused.stderr


def test_what_could_not_be_read_last_time_is_not_lost_in_silence(tmp_path: Path, earlier: Path) -> None:
    """Two ticks are no answer, so none stands there to start from, and that is said where answers are kept."""
    (returned,) = earlier.glob("*.xlsx")
    ticked = next(row[2].row for row in load_workbook(returned)["Questions"].iter_rows() if row[2].value == "✓")
    returned.write_bytes(with_cells(returned.read_bytes(), "Questions", {f"C{ticked + 1}": "✓"}))
    arguments = (TEMPLATE, "--to", recipients(tmp_path, "Oak"), "--prefill", earlier)
    assert "could not be read" not in generate(*arguments, "-o", tmp_path / "blank").stderr
    told = generate(*arguments, "--keep-answers", "-o", tmp_path / "kept").stderr
    assert told == "Oak: left out: what could not be read in their return, as xlkit validate says (1 error).\n"


def test_answers_are_kept_when_asked_for(tmp_path: Path, earlier: Path) -> None:
    """The tick of last time stands there, to be confirmed or changed."""
    to = recipients(tmp_path, "Oak")
    outcome = generate(TEMPLATE, "--to", to, "--prefill", earlier, "--keep-answers", "-o", tmp_path / "sent")
    assert outcome.exit_code == 0, outcome.output
    assert cells(Path(outcome.stdout.strip()), "Questions").count("✓") == 1


def test_a_consolidated_workbook_serves_as_well(tmp_path: Path, earlier: Path) -> None:
    """The same levels and actions come from what last round's returns were merged into."""
    merged = tmp_path / "merged.xlsx"
    assert CliRunner().invoke(main, ["merge", str(earlier), "-o", str(merged)]).exit_code == 3
    to = recipients(tmp_path, "Oak")
    outcome = generate(TEMPLATE, "--to", to, "--prefill", merged, "--keep-answers", "-o", tmp_path / "sent")
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    found = cells(Path(outcome.stdout.strip()), "Questions")
    assert "Level 2: Getting started\nLast time: level 2" in found
    assert found.count("✓") == 1


@pytest.mark.parametrize(("words", "told"), [((), "2 answers without"), (("--keep-answers",), "1 answer about")])
def test_a_report_without_levels_says_what_is_not_carried(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    """Of a quarter's rating and forecast nothing is shown, or with answers kept the forecast for another day is not."""
    milestones = xlsform.find("milestones")
    who = identities.issued(milestones, Recipient("Oak"), "Last quarter")
    said = Draft(answers={"staff_engagement": "green", "partnerships_likelihood_1": "very_likely"})
    (tmp_path / "earlier").mkdir()
    respondent_workbook.write(tmp_path / "earlier" / "oak.xlsx", milestones, who, Round(), said)
    to, place = recipients(tmp_path, "Oak"), tmp_path / "sent"
    given = ("--prefill", tmp_path / "earlier", "--set", "date_1=31/07/2030")
    outcome = generate("milestones", "--to", to, *given, *words, "-o", place)
    assert outcome.stderr.startswith(f"Oak: left out: {told}")


def test_force_writes_over_nothing_that_was_saved(tmp_path: Path) -> None:
    """Without a round nothing says whether a workbook was filled in: none of the list is written, and one is named."""
    sent = tmp_path / "sent"
    words = (TEMPLATE, "--to", recipients(tmp_path, "Oak", "Elm"), "-o", sent, "--force")
    assert [generate(*words).exit_code for _ in range(2)] == [0, 0]
    oak, elm = (next(sent.glob(f"{name}-*.xlsx")) for name in ("oak", "elm"))
    load_workbook(oak).save(oak)
    elm.unlink()
    before = oak.read_bytes()
    assert f"{oak} is not as it would be written now" in generate(*words).stderr
    assert (oak.read_bytes(), elm.exists()) == (before, False)


def test_what_finds_no_place_any_more_is_named(tmp_path: Path) -> None:
    """A question that went from the template is told, with whose answer it was."""
    form = save(FORM, tmp_path / "form.xlsx")
    instrument = xlsform.load(form)
    who = identities.issued(instrument, Recipient("Oak"), "Last round")
    (tmp_path / "earlier").mkdir()
    said = Draft(answers={"welcome": "level_1", "risk": "level_2"})
    respondent_workbook.write(tmp_path / "earlier" / "oak.xlsx", instrument, who, Round(), said)
    merged = tmp_path / "merged.xlsx"
    CliRunner().invoke(main, ["merge", str(tmp_path / "earlier"), "-o", str(merged), "--templates", str(tmp_path)])
    rows = [row for row in FORM["survey"] if "risk" not in row]
    newer = save({**without(FORM, "survey"), "survey": rows}, tmp_path / "newer.xlsx")
    to = recipients(tmp_path, "Oak")
    outcome = generate(newer, "--to", to, "--prefill", merged, "-o", tmp_path / "sent")
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stderr == "Oak: left out: “risk” is not a question of this version of the template.\n"


def test_keeping_answers_needs_to_know_whose(tmp_path: Path) -> None:
    """Without an earlier round there is nothing to keep."""
    outcome = generate(TEMPLATE, "--keep-answers", "-o", tmp_path / "out")
    assert outcome.exit_code == 1
    assert "name it with --prefill" in outcome.stderr


def test_an_earlier_round_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    """The path is named, and nothing is written."""
    outcome = generate(TEMPLATE, "--prefill", tmp_path / "nowhere", "-o", tmp_path / "out")
    assert outcome.exit_code == 1
    assert "nowhere" in outcome.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_bar_is_shown_on_a_terminal_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, is_terminal: bool
) -> None:
    """Elsewhere stderr stays empty; the paths are printed either way."""
    monkeypatch.setattr(writing, "WORTH_A_BAR", 2)
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal, raising=False)
    to = recipients(tmp_path, "Oak", "Elm", "Ash")
    main(["generate", TEMPLATE, "--to", str(to), "-o", str(tmp_path / "out")], standalone_mode=False)
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 3
    assert ("Workbooks" in said.err) is is_terminal


def validated(*paths: Path) -> Result:
    return CliRunner().invoke(main, ["validate", *(str(path) for path in paths)])


def test_kept_answers_that_nobody_touched_are_no_return(tmp_path: Path, earlier: Path) -> None:
    """Just as it was sent out, a form is incomplete and says why; beside what came back it stands aside with a note."""
    sent = tmp_path / "sent"
    to = recipients(tmp_path, "Oak")
    outcome = generate(TEMPLATE, "--to", to, "--prefill", earlier, "--keep-answers", "-o", sent)
    path = Path(outcome.stdout.strip())
    assert "enter the date under About you even where nothing has." in str(cells(path, "Start"))
    found = validated(sent)
    assert found.exit_code == 3
    assert "enter the date of completion even where nothing has changed" in found.output
    (sent / "back.xlsx").write_bytes(with_cells(path.read_bytes(), "About you", {"C10": "1 March 2027"}))
    both = validated(sent).output
    assert "1 incomplete, 1 superseded" in both
    assert "Nothing was filled in or changed here since it was sent out" in both
