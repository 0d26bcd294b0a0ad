"""What a program could take for a formula, a link or a command stays text, from a return to every sheet."""

from pathlib import Path

from click.testing import CliRunner

from tests.benchmarks.injection import formulas_and_links, judged, payloads, write_returns
from xlkit.cli import main


def test_no_text_of_a_return_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    """In the consolidated workbook each payload stands as it was typed, and in a correction too it is only text."""
    texts = payloads(300)[::43]
    returns, out, back = tmp_path / "returns", tmp_path / "out.xlsx", tmp_path / "back"
    returns.mkdir()
    write_returns(returns, texts)
    CliRunner().invoke(main, ["merge", str(returns), "-o", str(out), "--as-at", "2027-04-06"])
    assert judged(out, texts) == ([], [])
    CliRunner().invoke(main, ["validate", str(returns), "--corrections", str(back)])
    written = list(back.iterdir())
    assert len(written) == len(texts)
    said = [formula for path in written for formula in formulas_and_links(path)]
    assert not [formula for formula in said if any(text in formula for text in texts)]
