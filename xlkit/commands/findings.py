"""What validating does with `--report`: a workbook of everything that was found, which leads to the files."""

from functools import partial
from pathlib import Path

from xlkit.commands.reading import Returned
from xlkit.commands.writing import from_there, made, written
from xlkit.intake import report
from xlkit.intake.council_workbook import SEPARATOR


def write_findings(wanted: Path, returned: Returned, *, only_problems: bool) -> Path:
    """Where the workbook was written, beside whatever had its name; XlkitError where it cannot be."""
    from xlkit.books.round import findings_workbook

    made(wanted.parent)
    lying = {entry.path: file for entry in returned.ledger.entries if (file := _on_disk(entry.path)) is not None}
    files = {path: from_there(file, wanted.parent) for path, file in lying.items()}
    findings = report.findings(returned.ledger, only_problems=only_problems)
    this_round = returned.control.round
    writing = partial(findings_workbook.write, this_round=this_round, ledger=returned.ledger, findings=findings)
    return written(wanted, partial(writing, files=files))


def _on_disk(path: str) -> Path | None:
    """The file that a path begins with: what is in an archive or a message has words of its own behind that."""
    whole = Path(path.partition(SEPARATOR)[0])
    return next((place for place in (*reversed(whole.parents), whole) if place.is_file()), None)
